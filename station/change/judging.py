"""One number against an earlier one: which change would be more than measurement error, and the word for this one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dsp.measurement import Measurement, State
from dsp.metric import Direction
from dsp.repeatability import own_detectable_change
from station.change.conditions import Conditions, gain_shared, gain_stated, gain_unknown, other
from station.change.population import why_not_of
from station.change.verdicts import BETTER, Basis, Change, Detectable, Word
from station.change.visit_values import Scatter, VisitValue
from station.people import PersonFacts


@dataclass(frozen=True, slots=True)
class _Usable:
    """A visit's number that may be compared, with what is needed for it."""

    number: float
    uncertainty: float
    """Of the measurement (k = 2)."""
    conditions: Conditions
    visit: VisitValue


def judged(
    before: VisitValue, after: VisitValue, metric: str, direction: Direction, scatter: Scatter, facts: PersonFacts
) -> Change:
    """The word for a change, and why; ``before`` and ``after`` may be of one visit or of two."""
    now, then = _usable(after), _usable(before)
    if isinstance(now, str):
        return _not_comparable(before, now)
    if isinstance(then, str):
        return _not_comparable(before, f"then: {then}")
    if before.method != after.method:
        return _not_comparable(before, f"other method: {after.method}, before {before.method}")
    why = other(then.conditions, now.conditions)
    if why:
        return _not_comparable(before, why)
    amount = now.number - then.number
    percent = 100.0 * amount / abs(then.number) if then.number != 0 and now.number * then.number >= 0 else None
    detectable = _detectable(then, now, metric, scatter, facts)
    if isinstance(detectable, str):
        return Change(Word.NOT_JUDGED, detectable, amount, percent, None, before.visit_id, before.at)
    if abs(amount) > detectable.value:
        word, how = BETTER[direction][0 if amount > 0 else 1], "is more than"
    else:
        word, how = Word.UNCHANGED, "is not more than"
    reason = f"the change {how} the smallest detectable one ({detectable.source})"
    return Change(word, reason, amount, percent, detectable, before.visit_id, before.at)


def not_usable(value: Measurement) -> str:
    """Why a number must not be compared at all; empty when it may be."""
    if value.state is State.INVALID:
        return f"no number: {value.reasons[0]}"
    if value.state is State.LIMITED:
        return f"the number is limited: {value.reasons[0]}"
    return ""


def _usable(visit: VisitValue) -> _Usable | str:
    """A number with its conditions, or why it must not be compared."""
    why = not_usable(visit.value)
    if why or visit.value.value is None:
        return why
    if visit.conditions is None:
        return visit.value.reasons[-1]
    return _Usable(visit.value.value, visit.value.uncertainty or 0.0, visit.conditions, visit)


def _not_comparable(before: VisitValue, why: str) -> Change:
    return Change(Word.NOT_COMPARABLE, why, against_visit=before.visit_id, against_at=before.at)


# The smallest detectable change -----------------------------------------------------------------------------------


def _detectable(before: _Usable, after: _Usable, metric: str, scatter: Scatter, facts: PersonFacts) -> Detectable | str:
    """The smallest detectable change, or why nobody knows one."""
    unit, instruments = after.visit.value.unit, _of_instruments(before, after)
    published = after.conditions.protocol.detectable.get(metric)
    why_not = "nothing that fits is published for it"
    if published is not None:
        why_not = why_not_of(published.population, facts, after.visit.at)
        if not why_not:
            part = published.value / 100.0 * abs(before.number) if published.unit == "%" else published.value
            source = f"{published.citation}: {published.value:g} {published.unit}, {published.population}"
            return Detectable(max(part, instruments), unit, Basis.PUBLISHED, source)
    first, second = scatter.error_of(before.visit), scatter.error_of(after.visit)
    freedom = scatter.freedom_of(before.visit, after.visit)
    if first is None or second is None or freedom is None:
        return f"{why_not}, and nothing was repeated within a visit, which would show the person's own scatter"
    own = own_detectable_change(first, second, freedom)
    many = f"n = {before.visit.count} and {after.visit.count}"
    source = f"from own {after.visit.level.value}, {many}; what varies from day to day is not in it"
    return Detectable(float(np.hypot(own, instruments)), unit, Basis.OWN, source)


def _of_instruments(before: _Usable, after: _Usable) -> float:
    """What the devices leave open of a change (k = 2, unit of the number)."""
    sides = (before, after)
    if not after.visit.value.unit.startswith("N"):
        return float(np.hypot(before.uncertainty, after.uncertainty))
    shared = gain_shared(before.conditions, after.conditions)
    if shared is not None:
        # one calibration is wrong by the same part both times: it scales a change and does not make one
        stated = gain_stated(after.conditions)
        rest = [max(0.0, side.uncertainty**2 - (stated * side.number) ** 2) for side in sides]
        return float(np.sqrt(sum(rest) + (shared * (after.number - before.number)) ** 2))
    parts = [(side.uncertainty, gain_unknown(side.conditions) * side.number) for side in sides]
    return float(np.sqrt(sum(known**2 + unknown**2 for known, unknown in parts)))
