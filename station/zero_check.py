"""Whether plates still stand at zero when nobody is on them: looked at before each trial and after it.

A zero that moved is said, then asked for; what it does to numbers stands in ``trial_checks``.  Of a dynamometer only
what is below zero counts: its strap may pull a little whenever it likes, but never push.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from drivers.calibration import ZERO_MOVED_N, ZERO_NOISE_FACTOR
from station.gates import GATES
from station.model import Side
from station.streams import Stream
from station.trial_checks import ZERO_ASKED_N, ZERO_REFUSED_N, ZERO_SAID_N

LOOK_S = 0.5
"""How often plates are looked at; each time their newest second counts."""
LOADED_N = 100.0
"""Somebody stands there: with so much on a plate nothing else needs to be looked at."""
MOVED_N = 0.5
"""A reading that differs by less from the one before says nothing new."""


def unloaded_n(stream: Stream) -> dict[Side, float] | None:
    """What each side reads over the newest second when all are empty and still; None when they are not.

    Of a dynamometer what is above zero reads as zero.
    """
    calibration, blocks = stream.calibration, stream.tail()
    if calibration is None or stream.zero is None or not stream.can_be_zeroed:
        return None
    if (np.abs(calibration.newtons(blocks[-1].values[:, -1:], stream.zero)) > LOADED_N).any():
        return None
    force_n = calibration.newtons(np.concatenate([block.values for block in blocks], axis=1), stream.zero)
    if not np.isfinite(force_n).all():
        return None
    mean_n, sd_n = force_n.mean(axis=1), force_n.std(axis=1)
    still_n = ZERO_NOISE_FACTOR * np.maximum(calibration.noise_sd_n, calibration.resolution_n)
    if (np.abs(mean_n) > ZERO_MOVED_N).any() or (sd_n > still_n).any():
        return None
    if len(stream.attached.sides) < 2:
        mean_n = np.minimum(mean_n, 0.0)
    return dict(zip(stream.attached.sides, mean_n.tolist(), strict=True))


def zero_words(reading_n: Mapping[Side, float], what: str = "trial", *, plates: bool = True) -> str:
    """What to tell about devices that read this with nobody on them; empty while they stand at zero."""
    device, nobody, both = ("plate", "nobody", "both plates") if plates else ("dynamometer", "nothing", "it")
    off = [(side, force_n) for side, force_n in reading_n.items() if abs(force_n) >= ZERO_SAID_N]
    if not off:
        return ""
    first, *others = [f"{side} {device} reads {force_n:.1f} N" for side, force_n in off]
    readings = " and the ".join([first[0].upper() + first[1:], *others]).replace("-", "\N{MINUS SIGN}")
    worst = max(abs(force_n) for _, force_n in off)
    key = "zero_return" if worst >= ZERO_ASKED_N else "zero_drift"
    if min(force_n for _, force_n in off) <= -ZERO_REFUSED_N:
        key = "zero_under_load"
    return GATES[key].sentences(readings=readings, nobody=nobody, both=both, what=what)


@dataclass(frozen=True, slots=True)
class Returned:
    """What the plates read after a trial, and the recordings of which it is to be remembered."""

    reading_n: Mapping[Side, float]
    recordings: tuple[str, ...]


class ZeroCheck:
    """Looks at devices of one kind, before an effort and after it."""

    def __init__(self) -> None:
        self._looked_s = float("-inf")
        self._before: Mapping[Side, float] | None = None
        self._since_zero: list[str] = []
        self._unseen: list[str] = []
        """Trials that ended since the devices were last seen empty."""
        self._used: Sequence[Stream] = ()
        self._returned: Mapping[Side, float] = {}

    def zeroed(self) -> None:
        """A new zero was taken: what came before has nothing to do with it."""
        self._before, self._since_zero, self._unseen, self._returned = None, [], [], {}

    def begun(self) -> None:
        """A recording began; the plates are looked at for it when they are empty."""
        self._before = None

    def ended(self, recording_id: str, streams: Sequence[Stream]) -> None:
        """A trial with these devices ended; they are looked at when they are empty again."""
        self._since_zero.append(recording_id)
        self._unseen.append(recording_id)
        self._used = streams

    @property
    def awaited(self) -> bool:
        """A trial ended, and the devices were not seen empty since."""
        return bool(self._unseen)

    @property
    def holds(self) -> bool:
        """Whether the zero may be used for another trial, as far as it was seen."""
        return all(abs(force_n) < ZERO_ASKED_N for force_n in self._returned.values())

    @property
    def reading_n(self) -> Mapping[Side, float]:
        """What the plates read after the last trial; empty before they were empty."""
        return self._returned

    def before(self, now_s: float, streams: Sequence[Stream]) -> Mapping[Side, float] | None:
        """Before the effort: a reading that is news, None when there is none."""
        found = self._look(now_s, streams)
        known = self._before
        if found is None or (known is not None and all(abs(found[s] - known.get(s, 0.0)) < MOVED_N for s in found)):
            return None
        self._before = found
        return found

    def after(self, now_s: float) -> Returned | None:
        """After trials: the first reading of the empty devices, for every trial since they were last seen empty.

        Where the zero itself was wrong it is for every trial since that zero.
        """
        if not self.awaited:
            return None
        found = self._look(now_s, self._used)
        if found is None:
            return None
        under_load = min(found.values()) <= -ZERO_REFUSED_N
        recordings = tuple(self._since_zero if under_load else self._unseen)
        self._unseen, self._returned = [], found
        return Returned(found, recordings)

    def _look(self, now_s: float, streams: Sequence[Stream]) -> dict[Side, float] | None:
        if now_s - self._looked_s < LOOK_S:
            return None
        self._looked_s = now_s
        found: dict[Side, float] = {}
        for stream in streams:
            reading = unloaded_n(stream)
            if reading is None:
                return None
            found.update(reading)
        return found or None
