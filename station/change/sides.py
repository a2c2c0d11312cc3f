"""Left against right over the visits: a verdict for each that can say that nobody can tell, and one sentence for all.

The first visit has the verdict of its trial: ``dsp.symmetry.compare`` on its own repetitions (Welch's t).  From the
second on it is known how much this person's repetitions vary, on both sides and in all visits so far, which tells
smaller differences with no more false ones.  Later visits change nothing about the verdict of an earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np

from dsp.measurement import Measurement, State, invalid
from dsp.repeatability import Spread, pooled, spread_of
from dsp.symmetry import Verdict, assumed_uncertainty, student_95
from station.change.stored import TrialNumbers
from station.change.verdicts import SidesOverTime, SidesPoint
from station.change.visit_values import VisitValue, visit_value
from station.model import NamedMeasurement, Side

BEHIND: Final[Mapping[str, str]] = MappingProxyType({"peak_force_asymmetry": "peak_force"})
"""Comparisons of repetitions inside one trial, and the number of each side that they compare."""
K: Final = 2.0 / 1.96
"""From 95 % to the coverage k = 2 of every other uncertainty: equal sides are called different in 4.6 of 100 visits."""
_USUAL: Final = "one repetition a side tells nothing about what varies from one to the next"


@dataclass(frozen=True, slots=True)
class Session:
    """The comparison of one visit, and what its repetitions varied by.

    ``difference`` is right against left in per cent of the larger with the band of its own repetitions; ``spread`` is
    of one repetition, and ``factor`` times it is the standard error of the difference, in per cent.
    """

    difference: Measurement
    spread: Spread | None
    factor: float
    devices_percent: float
    """What the two devices leave open (k = 2)."""


def verdicts_of(sessions: Sequence[Session]) -> tuple[Measurement, ...]:
    """Each session's difference with its band, by all that is known of the person's scatter up to then."""
    known: list[Spread] = []
    found = []
    for session in sessions:
        earlier = bool(known)
        if session.spread is not None:
            known.append(session.spread)
        together = pooled(known)
        if session.difference.value is None or together is None or not earlier:
            found.append(session.difference)
            continue
        own = K * student_95(together.freedom) * together.sd * session.factor
        found.append(replace(session.difference, uncertainty=float(np.hypot(own, session.devices_percent))))
    return tuple(found)


def verdict_of(difference: Measurement) -> tuple[Verdict | None, str]:
    """What may be said of a difference in per cent with its band, and why; None where nothing may be."""
    if difference.value is None:
        return None, difference.reasons[0]
    if difference.uncertainty is None:
        return None, _USUAL
    if abs(difference.value) <= difference.uncertainty or difference.value == 0:
        return Verdict.NOT_DISTINGUISHABLE, "the difference is within measurement error"
    higher = Verdict.RIGHT_HIGHER if difference.value > 0 else Verdict.LEFT_HIGHER
    return higher, "the difference is more than measurement error"


def sides_over_time(visits: Sequence[Sequence[TrialNumbers]], metric: str, title: str) -> SidesOverTime | None:
    """Every visit's comparison of the two sides, oldest first; None where the test has none."""
    used = [
        (trials, lines)
        for trials in visits
        if (lines := [line for trial in trials if (line := trial.find(metric, Side.BOTH)) is not None])
    ]
    if not used:
        return None
    differences = verdicts_of([_session(trials, lines, metric) for trials, lines in used])
    points = tuple(
        _point(trials[0], difference, len(lines)) for (trials, lines), difference in zip(used, differences, strict=True)
    )
    return SidesOverTime(metric, title, points, _words(points))


def _session(trials: Sequence[TrialNumbers], lines: Sequence[NamedMeasurement], metric: str) -> Session:
    devices = _devices(trials[0])
    usable = _usable([line.measurement for line in lines])
    if not usable:
        why = dict.fromkeys(reason for line in lines for reason in line.measurement.reasons)
        return Session(invalid("%", *(why or ("it was not measured",))), None, 0.0, devices)
    values = [each.value for each in usable if each.value is not None]
    spread = spread_of(values)
    if spread is not None:
        own = K * student_95(spread.freedom) * spread.sd / float(np.sqrt(len(values)))
        reasons = tuple(dict.fromkeys(reason for each in usable for reason in each.reasons))
        band = float(np.hypot(own, devices))
        together = replace(usable[0], value=float(np.mean(values)), reasons=reasons, uncertainty=band)
        return Session(together, spread, 1.0 / float(np.sqrt(len(values))), devices)
    inside = _of_repetitions(trials, metric)
    inner, factor = inside or (None, 0.0)
    return Session(usable[0], inner, factor, devices)


def _usable(differences: Sequence[Measurement]) -> list[Measurement]:
    """The valid ones; where there are none, the limited ones."""
    for state in (State.VALID, State.LIMITED):
        usable = [each for each in differences if each.state is state]
        if usable:
            return usable
    return []


def _of_repetitions(trials: Sequence[TrialNumbers], metric: str) -> tuple[Spread, float] | None:
    """What the repetitions of both sides vary by, as a part of their mean, and what that makes of the difference."""
    behind = BEHIND.get(metric)
    if behind is None:
        return None
    sides = [visit_value(trials, behind, side, "N") for side in (Side.LEFT, Side.RIGHT)]
    relative = [each for side in sides if (each := _relative(side)) is not None]
    together = pooled(relative)
    means = [side.value.value for side in sides if side.value.value is not None]
    if together is None or len(relative) < 2 or len(means) < 2 or max(means) <= 0:
        return None
    parts = [mean / max(means) / float(np.sqrt(side.averaged)) for mean, side in zip(means, sides, strict=True)]
    return together, 100.0 * float(np.sqrt(sum(part**2 for part in parts)))


def _relative(side: VisitValue) -> Spread | None:
    if side.spread is None or not side.value.value:
        return None
    return Spread(side.spread.sd / abs(side.value.value), side.spread.freedom)


def _devices(trial: TrialNumbers) -> float:
    """What the calibrations of the two sides leave open between them, in per cent (k = 2)."""
    known = []
    for side in (Side.LEFT, Side.RIGHT):
        its_own = [source for source in trial.sources if side in source.sides]
        known.append(max((_uncertainty(source.calibration) for source in its_own), default=assumed_uncertainty(0.0)))
    return 100.0 * float(np.sqrt(sum(each**2 for each in known)))


def _uncertainty(calibration: Mapping[str, object]) -> float:
    found = calibration.get("uncertainty")
    return assumed_uncertainty(float(found) if isinstance(found, int | float) else 0.0)


def _point(first: TrialNumbers, difference: Measurement, count: int) -> SidesPoint:
    verdict, reason = verdict_of(difference)
    if difference.state is State.LIMITED:
        reason = f"{reason}; limited: {difference.reasons[0]}"
    return SidesPoint(first.visit_id, first.visit_at, difference, verdict, reason, count)


def _words(points: Sequence[SidesPoint]) -> str:
    """One sentence; what is said of several visits is said of each of them, not of their mean."""
    known = [point for point in points if point.verdict is not None]
    if not known:
        return "Left and right were compared in no visit"
    verdicts = [point.verdict for point in known]
    latest = known[-1]
    word = str(latest.verdict).capitalize()
    if len(set(verdicts)) == 1:
        if len(known) > 1:
            return f"{word} in all {len(known)} visits"
        return f"{word} in the only visit that compares them"
    before = known[-2]
    if latest.verdict is before.verdict:
        since = next(index for index in range(len(known) - 1, -1, -1) if known[index].verdict is not latest.verdict)
        at = known[since + 1].at
        day = f"{at.day} {at:%b %Y}"
        return f"{word} since {day}; before: {known[since].verdict}"
    return f"{word} in the latest visit, {before.verdict} in the one before"
