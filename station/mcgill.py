"""The four holds of the McGill battery against each other: ratios of the newest hold times of one visit.

What stands beside them are the means of young healthy people in the one publication of these ratios (McGill, Childs and
Liebenson 1999, Arch Phys Med Rehabil 80:941, 10.1016/s0003-9993(99)90087-4, [S70]).  Limits that are handed on
elsewhere (flexors below 1.0 of the extensors, sides within 0.05, side bridge below 0.75 of the extensors) were found on
secondary pages only, so no ratio is called good or bad here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from dsp.measurement import Measurement, State, invalid
from station.change.stored import TrialNumbers
from station.change.visit_values import counts
from station.model import Side
from station.people import Sex

FLEXORS, EXTENSORS, LEFT, RIGHT = "flexors", "extensors", "side bridge, left", "side bridge, right"
HOLDS: Final[Mapping[str, tuple[str, Side]]] = MappingProxyType(
    {
        FLEXORS: ("trunk_flexor_hold", Side.BOTH),
        EXTENSORS: ("biering_sorensen_hold", Side.BOTH),
        LEFT: ("side_plank_left_hold", Side.LEFT),
        RIGHT: ("side_plank_right_hold", Side.RIGHT),
    }
)
"""Which test measures which hold, and on whose side its time stands."""
CITATION: Final = "McGill 1999, 10.1016/s0003-9993(99)90087-4: healthy young people, 31 men and 44 women"
NOT_FOUND: Final = "no published value was found"
_METHOD: Final = "ratio of the newest hold times of one visit"
_ONE_TRIAL: Final = "one try each: how much a time varies from try to try is not in the band"


@dataclass(frozen=True, slots=True)
class Published:
    """Means of a publication, as a ratio."""

    male: float
    female: float
    citation: str = CITATION


@dataclass(frozen=True, slots=True)
class Ratio:
    """One hold over another; ``beside`` says what is published of it, in words."""

    key: str
    title: str
    value: Measurement
    published: Published | None
    beside: str


_OF_EXTENSORS, _OF_FLEXORS = Published(0.65, 0.39), Published(0.99, 0.79)
_ROWS: Final[tuple[tuple[str, str, str, str, Published | None], ...]] = (
    ("flexor_extensor", "Flexors : extensors", FLEXORS, EXTENSORS, None),
    ("side_right_left", "Side bridge, right : left", RIGHT, LEFT, None),
    ("side_left_extensor", "Side bridge, left : extensors", LEFT, EXTENSORS, _OF_EXTENSORS),
    ("side_right_extensor", "Side bridge, right : extensors", RIGHT, EXTENSORS, _OF_EXTENSORS),
    ("side_left_flexor", "Side bridge, left : flexors", LEFT, FLEXORS, _OF_FLEXORS),
    ("side_right_flexor", "Side bridge, right : flexors", RIGHT, FLEXORS, _OF_FLEXORS),
)


def hold_times(trials: Sequence[TrialNumbers]) -> dict[str, Measurement]:
    """The newest hold time of each of the four in the trials of one visit: a valid one, else a limited one.

    Practice, rejected trials and those that a device ended or the protocol spoiled do not count.
    """
    found: dict[str, Measurement] = {}
    newest = sorted((trial for trial in trials if counts(trial)), key=lambda trial: trial.started_at, reverse=True)
    for name, (test, side) in HOLDS.items():
        lines = [trial.find("hold_time", side) for trial in newest if trial.protocol == test]
        times = [line.measurement for line in lines if line is not None]
        best = [each for state in State for each in times if each.state is state]
        refused = [trial.refusal for trial in newest if trial.protocol == test and trial.refusal]
        if best:
            found[name] = best[0]
        elif refused:
            found[name] = invalid("s", refused[0])
    return found


def ratios(times: Mapping[str, Measurement], sex: Sex | None = None) -> tuple[Ratio, ...]:
    """All ratios of these hold times, by the names of ``HOLDS``; one that is missing is said in its place."""
    return tuple(
        Ratio(key, title, _ratio(above, times.get(above), below, times.get(below)), published, _beside(published, sex))
        for key, title, above, below, published in _ROWS
    )


def ratios_of_visit(trials: Sequence[TrialNumbers], sex: Sex | None = None) -> tuple[Ratio, ...]:
    """The ratios of one visit; empty where none of the four holds was done in it."""
    times = hold_times(trials)
    return ratios(times, sex) if times else ()


def _ratio(above: str, one: Measurement | None, below: str, other: Measurement | None) -> Measurement:
    missing = []
    for name, time in ((above, one), (below, other)):
        if time is None:
            missing.append(f"{name}: not held in this visit")
        elif time.value is None:
            missing.append(f"{name}: {time.reasons[0]}")
        elif time.value <= 0:
            missing.append(f"{name}: no time was held")
    if missing or one is None or other is None or one.value is None or other.value is None:
        return invalid("1", *missing, method=_METHOD)
    value = one.value / other.value
    limits = _bounds(one, other)
    limits += [
        f"{name}: {reason}"
        for name, time in ((above, one), (below, other))
        if time.state is State.LIMITED
        for reason in time.reasons
        if not (time.at_least and "at least this" in reason)
    ]
    known = None
    if one.uncertainty is not None and other.uncertainty is not None:
        known = value * float(np.hypot(one.uncertainty / one.value, other.uncertainty / other.value))
    state = State.LIMITED if limits else State.VALID
    return Measurement(value, "1", state, (*dict.fromkeys(limits), _ONE_TRIAL), known, _METHOD)


def _bounds(one: Measurement, other: Measurement) -> list[str]:
    """A time that was cut off is the least that it can be: so is the ratio above it, and the most below it."""
    if one.at_least and other.at_least:
        return ["both holds were cut off before their end: which way the ratio errs is not known"]
    if one.at_least:
        return ["the hold above the line was cut off before its end: the ratio is at least this"]
    if other.at_least:
        return ["the hold below the line was cut off before its end: the ratio is this at most"]
    return []


def _beside(published: Published | None, sex: Sex | None) -> str:
    if published is None:
        return NOT_FOUND
    means = {Sex.MALE: f"mean of men {published.male:.2f}", Sex.FEMALE: f"mean of women {published.female:.2f}"}
    said = means[sex] if sex in means else ", ".join(means.values())
    return f"{said} ({published.citation})"
