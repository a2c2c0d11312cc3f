"""Left against right over the visits: a verdict for each that can say that nobody can tell, and one sentence for all.

Inside one trial ``dsp.symmetry.compare`` has compared the repetitions of both sides already, and its difference with
its band is stored.  Several trials of a visit are compared by what the difference varies from one to the next.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dsp.measurement import Measurement, State, invalid
from dsp.symmetry import Verdict, student_95
from station.change.stored import TrialNumbers
from station.change.verdicts import SidesOverTime, SidesPoint
from station.model import NamedMeasurement, Side

_USUAL = "one repetition a side tells nothing about what varies from one to the next"


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


def together(differences: Sequence[Measurement]) -> Measurement:
    """The difference of one visit from those of its trials, at least one.

    One trial has its own band.  Of several the mean counts, with Student's t of what they vary by, and never less than
    the devices leave open in the one that is known best.
    """
    for state in (State.VALID, State.LIMITED):
        usable = [each for each in differences if each.state is state and each.value is not None]
        if usable:
            break
    else:
        why = dict.fromkeys(reason for each in differences for reason in each.reasons)
        return invalid("%", *(why or ("it was not measured",)))
    if len(usable) == 1:
        return usable[0]
    values = np.array([each.value for each in usable], dtype=np.float64)
    own = student_95(len(values) - 1.0) * float(values.std(ddof=1)) / float(np.sqrt(len(values)))
    known = [each.uncertainty for each in usable if each.uncertainty is not None]
    band = float(np.hypot(own, min(known))) if known else own
    reasons = tuple(dict.fromkeys(reason for each in usable for reason in each.reasons))
    return Measurement(float(values.mean()), "%", state, reasons, band, usable[0].method)


def sides_over_time(visits: Sequence[Sequence[TrialNumbers]], metric: str, title: str) -> SidesOverTime | None:
    """Every visit's comparison of the two sides, oldest first; None where the test has none."""
    points = []
    for trials in visits:
        lines = [(trial, line) for trial in trials if (line := trial.find(metric, Side.BOTH)) is not None]
        if lines:
            points.append(_point(lines))
    return SidesOverTime(metric, title, tuple(points), _words(points)) if points else None


def _point(lines: Sequence[tuple[TrialNumbers, NamedMeasurement]]) -> SidesPoint:
    first = lines[0][0]
    difference = together([line.measurement for _, line in lines])
    verdict, reason = verdict_of(difference)
    if difference.state is State.LIMITED:
        reason = f"{reason}; limited: {difference.reasons[0]}"
    return SidesPoint(first.visit_id, first.visit_at, difference, verdict, reason, len(lines))


def _words(points: Sequence[SidesPoint]) -> str:
    """One sentence; what is said of several visits is said of each of them, not of their mean."""
    known = [point for point in points if point.verdict is not None]
    if not known:
        return "Left and right were compared in no visit"
    verdicts = [point.verdict for point in known]
    many = f"{len(known)} visit{'s' * (len(known) != 1)}"
    if len(set(verdicts)) == 1:
        where = f"in all of {many}" if len(known) > 1 else "in the only visit that compares them"
        return f"{verdicts[0]} {where}".capitalize()
    latest, before = known[-1], known[-2]
    if latest.verdict is before.verdict:
        since = next(index for index in range(len(known) - 1, -1, -1) if known[index].verdict is not latest.verdict)
        return f"{latest.verdict} since {known[since + 1].at:%Y-%m-%d}; before: {known[since].verdict}".capitalize()
    return f"{latest.verdict} in the latest visit, {before.verdict} in the one before".capitalize()
