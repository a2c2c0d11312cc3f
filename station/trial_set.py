"""The trials of one test in one visit: practice first, then those that count, how they vary, whether one more helps.

Practice is never part of a best, a mean or a variation.  Numbers come from the stored runs of analysis, so that a mark
that is moved or a trial that is rejected afterwards changes what is said here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dsp.catalog import CATALOG
from dsp.isometric_metrics import variation
from dsp.measurement import State
from dsp.metric import Direction
from station.model import RejectReason, Side
from station.protocol import Protocol
from station.records import StoredTrial

VARIES_PERCENT: Final = 10.0
"""Trials that vary by more than this are not of one kind; one more shows which of them is the usual one."""
MOST_EXTRA: Final = 2
"""So many more are asked for at most: whoever varies on and on is tired, or does not do the same thing each time."""
_OWN: Final = "peak_force_cv"
"""What a trial says itself of how its repetitions vary."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a stored trial tells the set that it belongs to; only valid numbers of trials that count."""

    trial_id: str
    kept: bool | None
    practice: bool
    values: Mapping[Side, float] = field(default_factory=dict)
    """Of the headline, where it is a quantity and not a difference."""
    own_percent: Mapping[Side, float] = field(default_factory=dict)
    """How its own repetitions vary."""
    recording_id: str = ""
    why_not: str = ""
    """Why it was rejected; empty for any other."""

    @property
    def counts(self) -> bool:
        """Kept, and no practice."""
        return bool(self.kept) and not self.practice


def told_by(stored: StoredTrial) -> Told:
    """What a stored trial tells its set, from the run that is shown."""
    lines = [line for line in stored.current.measurements if line.measurement.state is State.VALID]
    row = CATALOG.get(stored.trial.headline)
    signed = row is None or row.direction is Direction.NEITHER
    values = {
        line.side: line.measurement.value
        for line in lines
        if line.key == stored.trial.headline and line.measurement.value is not None and line.measurement.value > 0
    }
    own = {
        line.side: line.measurement.value for line in lines if line.key == _OWN and line.measurement.value is not None
    }
    reason = stored.rejected_for if stored.kept is False else None
    why = "" if reason is None or reason is RejectReason.NOT_SAID else reason.value
    shown = {} if signed else values
    return Told(stored.id, stored.kept, stored.trial.practice, shown, own, stored.trial.recording_id, why)


class TrialSet:
    """The decided trials of one test; ``wanted`` of them must count."""

    def __init__(self, protocol: Protocol, wanted: int = 1) -> None:
        self.protocol = protocol
        self.wanted = wanted
        self._told: dict[str, Told] = {}

    def tell(self, told: Told) -> None:
        """A trial was decided on, or what it tells has changed."""
        self._told[told.trial_id] = told

    @property
    def known(self) -> frozenset[str]:
        """The trials that it knows."""
        return frozenset(self._told)

    @property
    def counting(self) -> tuple[Told, ...]:
        """The trials that count, in their order."""
        return tuple(told for told in self._told.values() if told.counts)

    @property
    def practice_due(self) -> bool:
        """Practice comes first, and once: whoever has done a trial that counts needs none any more."""
        return self.protocol.practice is not None and not self._told

    @property
    def variation_percent(self) -> Mapping[Side, float]:
        """How the trials that count vary, by side; of one trial alone, how its own repetitions do."""
        counting = self.counting
        if len(counting) == 1:
            return counting[0].own_percent
        found = {}
        for side in Side:
            values = [told.values[side] for told in counting if side in told.values]
            if len(values) >= 2:
                found[side] = variation(values)
        return found

    @property
    def varies(self) -> bool:
        """Whether a side varies by more than is usual."""
        return any(percent > VARIES_PERCENT for percent in self.variation_percent.values())

    @property
    def complete(self) -> bool:
        """As many count as are wanted."""
        return len(self.counting) >= self.wanted

    @property
    def one_more(self) -> bool:
        """Whether one more trial would help; it is a question, and nobody has to do it."""
        return self.complete and self.varies and len(self.counting) < self.wanted + MOST_EXTRA

    @property
    def offer(self) -> str:
        """The word that offers the next trial of this set; empty when none is due."""
        if not self._told:
            return ""
        if not self.complete:
            number = len(self.counting) + 1
            return f"Trial {number} of {self.wanted}" if self.wanted > 1 else "Trial"
        return "One more" if self.one_more else ""

    @property
    def note(self) -> str:
        """``2 of 3 trials · CV L 4 %, R 12 %: one more?``; empty before the first trial that counts."""
        if not self.counting:
            return ""
        count = len(self.counting)
        parts = [f"{count} of {max(self.wanted, count)} trials"] if self.wanted > 1 or count > 1 else []
        letters = {Side.LEFT: "L ", Side.RIGHT: "R ", Side.BOTH: ""}
        spread = ", ".join(f"{letters[side]}{percent:.0f} %" for side, percent in self.variation_percent.items())
        if spread:
            parts.append(f"CV {spread}{': one more?' if self.one_more else ''}")
        return " · ".join(parts)
