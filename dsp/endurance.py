"""Endurance holds: how long, how evenly shared, how steadily, and how much the force sinks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

END_S = 5.0
RAMP_S = 1.0
_LOWERING_S = 0.5
BLOCK_S = 1.0


class EndReason(StrEnum):
    """Why a hold ended; whoever ran the test says so, the force cannot."""

    CLIENT = "client"
    """The client let go, or said stop."""
    FORM = "form"
    """Stopped because the position was lost."""
    PAIN = "pain"
    DEVICE = "device"
    """A device or the program failed: nothing that the client did."""
    STOPPED = "stopped"
    """Somebody stopped the test and nobody has said why."""
    TIME = "time"
    """The recording was over before the hold was."""


_AT_LEAST = "the hold lasted at least this long"
_BOUNDS = {
    EndReason.DEVICE: f"a device failed while the client was holding: {_AT_LEAST}",
    EndReason.STOPPED: f"stopped while the client was holding, and nobody said why: {_AT_LEAST}",
    EndReason.TIME: f"still holding when the recording ended: {_AT_LEAST}",
}


def lower_bound(exited: bool, reason: EndReason) -> str:
    """Say why the time of a hold is a lower bound.

    Parameters
    ----------
    exited : bool
        The force shows that the hold was let go of: it was over, whatever happened to the devices afterwards.
    reason : EndReason
        Why the recording ended.  A hold that was stopped for form or pain lasted until then.

    Returns
    -------
    str
        Empty when the time is the client's own.

    Examples
    --------
    >>> lower_bound(True, EndReason.DEVICE)
    ''
    >>> lower_bound(False, EndReason.DEVICE)
    'a device failed while the client was holding: the hold lasted at least this long'
    """
    return "" if exited else _BOUNDS.get(reason, "")


@dataclass(frozen=True, slots=True, eq=False)
class Hold:
    """One hold: samples ``onset`` to ``end``; ``exited`` is False when the record ended before the hold did.

    ``force_n`` ``(n,)`` is the total, ``foot_n`` ``(n,)`` one side of it (the total, until ``under`` puts a plate
    there).  ``force_uncertainty_n`` (zero and resolution) and ``gain_uncertainty`` (relative) are expanded, k = 2.
    """

    time_s: Floats
    force_n: Floats
    foot_n: Floats
    onset: int
    end: int
    exited: bool
    onset_uncertainty_s: float = 0.0
    end_uncertainty_s: float = 0.0
    force_uncertainty_n: float = 0.0
    gain_uncertainty: float = 0.0

    def under(self, foot_n: Floats) -> Hold:
        """Return the same hold seen by one plate whose force ``(n,)`` is given."""
        return replace(self, foot_n=foot_n)

    @property
    def lowered(self) -> bool:
        """Whether the record goes on after the end: the force fell before it."""
        return self.exited or self.end < len(self.time_s) - 1

    @property
    def steady(self) -> slice:
        """Samples of the hold proper: 1 s after the onset, so that lifting is out, to 0.5 s before a loss."""
        first = np.searchsorted(self.time_s, self.time_s[self.onset] + RAMP_S)
        stop_s = self.time_s[self.end] - (_LOWERING_S if self.lowered else 0.0)
        return slice(int(first), int(np.searchsorted(self.time_s, stop_s, side="right")))

    def variants(self) -> Iterator[Hold]:
        """Yield the same hold with one input moved by its expanded uncertainty (k = 2) at a time."""
        gain = 1.0 + self.gain_uncertainty
        yield replace(self, foot_n=self.foot_n * gain, force_n=self.force_n + self.foot_n * (gain - 1.0))
        moved = self.force_uncertainty_n
        yield replace(self, foot_n=self.foot_n + moved, force_n=self.force_n + moved)
        last = len(self.time_s) - 1
        later = float(self.time_s[self.onset]) + self.onset_uncertainty_s
        yield replace(self, onset=min(int(np.searchsorted(self.time_s, later)), self.end))
        later = float(self.time_s[self.end]) + self.end_uncertainty_s
        yield replace(self, end=min(int(np.searchsorted(self.time_s, later)), last))
