"""What is taken once and used again within a visit: the zero of the devices, and the client's body weight.

Both grow old.  How old they are is said, when they must be taken again is said, and a trial that used one that was
carried over says so in its recording and in the provenance of its numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dsp.symmetry import assumed_uncertainty
from dsp.weighing import GRAVITY
from station.protocol import Protocol
from station.streams import Stream
from station.trial import TrialMachine
from station.trial_set import Told

ZERO_MOST_S: Final = 900.0
"""A zero that is older is taken again.  Load cells warm up and creep; makers ask for a new one after minutes."""
WEIGHT_MOST_S: Final = 7200.0
"""A body weight is of its visit; who comes back in the afternoon is weighed again."""


@dataclass(frozen=True, slots=True)
class BodyWeight:
    """A weight that was taken on the plates in this visit, with its expanded uncertainty (k = 2)."""

    mass_kg: float
    uncertainty_kg: float
    at_s: float
    recording: str
    taken_for: str


class Carrying:
    """What one visit carries from test to test."""

    def __init__(self) -> None:
        self.weight: BodyWeight | None = None
        self._dropped = False
        """A weight was dropped, and none was taken since."""
        self._zeroed_for: dict[str, Protocol] = {}
        """By kind of device, the test that its zero was taken for."""

    def zeroed(self, protocol: Protocol) -> None:
        """A zero was taken for this test."""
        self._zeroed_for[protocol.device] = protocol

    def weighed(self, machine: TrialMachine, streams: Sequence[Stream], at_s: float, recording: str) -> None:
        """The client was weighed in this trial."""
        weight_n, sd_n = machine.weight_n, machine.weight_sd_n
        if weight_n is None or sd_n is None:
            return
        # a device without a record is known as little as one that nobody verified
        verified = [0.0 if each.calibration is None else each.calibration.uncertainty for each in streams]
        gain = max((assumed_uncertainty(each) for each in verified), default=assumed_uncertainty(0.0))
        uncertainty_n = float(np.hypot(gain * weight_n, 2.0 * sd_n))
        key, self._dropped = machine.protocol.key, False
        self.weight = BodyWeight(weight_n / GRAVITY, uncertainty_n / GRAVITY, at_s, recording, key)

    def decided(self, told: Told) -> None:
        """A trial that does not count takes the body weight along that was taken in it."""
        if told.kept is False and self.weight is not None and told.recording_id == self.weight.recording:
            self.weight, self._dropped = None, True

    # The zero ---------------------------------------------------------------------------------------------------------

    def zero_refused(self, protocol: Protocol, streams: Sequence[Stream], now_s: float) -> str | None:
        """None when the zero of the devices may be used for this test; else why not, or nothing to say about it.

        Plates stand where they stand.  A dynamometer that is strapped on for another test hangs otherwise.
        """
        taken_for = self._zeroed_for.get(protocol.device)
        age_s = zero_age_s(streams, now_s)
        if taken_for is None or age_s is None:
            return ""
        if taken_for.key != protocol.key and (_standing_n(taken_for) or _standing_n(protocol)):
            return "What stands on the plates for a test belongs to its zero. Set them up for this test, then zero."
        if protocol.device == "dynamometers" and taken_for.key != protocol.key:
            return "The dynamometers are used for another test now. Zero them with the strap hanging loose."
        return self.too_old(streams, now_s) or None

    @staticmethod
    def too_old(streams: Sequence[Stream], now_s: float) -> str:
        """What to say about a zero that must be taken again; empty while it holds."""
        age_s = zero_age_s(streams, now_s)
        if age_s is None or age_s <= ZERO_MOST_S:
            return ""
        return (
            f"The zero is {age_s / 60:.0f} min old, and after {ZERO_MOST_S / 60:.0f} min the devices have drifted. "
            "Empty them and zero again."
        )

    def zero_data(self, protocol: Protocol, streams: Sequence[Stream], now_s: float) -> Mapping[str, object]:
        """What a recording with a zero that was carried over says about it."""
        taken_for = self._zeroed_for.get(protocol.device)
        age_s = zero_age_s(streams, now_s)
        return {"age_s": round(age_s or 0.0, 1), "taken_for": "" if taken_for is None else taken_for.key}

    # The weight -------------------------------------------------------------------------------------------------------

    def weight_data(self, protocol: Protocol, now_s: float) -> Mapping[str, object] | None:
        """What a recording of a test without weighing says of the weight that was taken before; None without one."""
        weight = self.weight
        if weight is None or protocol.weigh is not None or now_s - weight.at_s > WEIGHT_MOST_S:
            return None
        return {
            "mass_kg": round(weight.mass_kg, 3),
            "uncertainty_kg": round(weight.uncertainty_kg, 3),
            "age_s": round(now_s - weight.at_s, 1),
            "recording": weight.recording,
            "taken_for": weight.taken_for,
        }

    # On the screen ----------------------------------------------------------------------------------------------------

    def note(self, streams: Sequence[Stream], now_s: float) -> str:
        """``Zero 4 min old, again after 15 min · body weight 71.4 kg, 12 min old``."""
        parts = []
        age_s = zero_age_s(streams, now_s)
        if age_s is not None:
            parts.append(f"Zero {_minutes(age_s)} old, again after {ZERO_MOST_S / 60:.0f} min")
        weight = self.weight
        if weight is not None:
            old_s = now_s - weight.at_s
            again = "" if old_s <= WEIGHT_MOST_S else ": weigh again"
            parts.append(f"body weight {weight.mass_kg:.1f} kg, {_minutes(old_s)} old{again}")
        elif self._dropped:
            parts.append("body weight dropped with the trial that was rejected")
        said = " · ".join(parts)
        return said[:1].upper() + said[1:]


def zero_age_s(streams: Sequence[Stream], now_s: float) -> float | None:
    """How old the oldest zero of these devices is; None where one has none."""
    zeros = [stream.zero for stream in streams]
    if not zeros or any(zero is None for zero in zeros):
        return None
    return max(now_s - zero.host_s for zero in zeros if zero is not None)


def _standing_n(protocol: Protocol) -> float:
    """What stands on the plates of a test because it belongs to it, such as a bench."""
    standing_n = getattr(protocol, "standing_n", None)
    return standing_n if isinstance(standing_n, float) else 0.0


def _minutes(seconds: float) -> str:
    return "less than 1 min" if seconds < 60 else f"{seconds / 60:.0f} min"
