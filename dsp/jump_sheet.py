"""Everything that is measured of one jump, in one call: its numbers with all that is to be said against them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from dsp.doubts import Doubts, joined
from dsp.jump_doubts import WEIGHT, Reserve, about, doubts_of
from dsp.jump_metrics import FLOWN, JUMP, JUMP_SUMMARY
from dsp.jump_recording import Begin, FoundJump
from dsp.legs import BOTH, LEFT, ONE_FORCE, RIGHT, Legs, empty_readings, legs_of
from dsp.measurement import Measurement, State, invalid
from dsp.metric import Facts, Formula, S, judge, measure
from dsp.squat_jump import Push, SquatJump
from dsp.squat_jump_metrics import SQUAT
from dsp.symmetry import NoComparison, asymmetry

Floats = npt.NDArray[np.float64]
FactsOf = Callable[[int, int], Facts]
Sheet = dict[tuple[str, str], Measurement]
B = TypeVar("B", bound=Begin)

NO_FEET: Mapping[str, Floats] = MappingProxyType({})
_DIFFERENCE = next(row for row in JUMP_SUMMARY if row.key == "propulsive_impulse_asymmetry")
_COMPARED = "propulsive_impulse"


def measured_jump(
    found: FoundJump[B], facts: FactsOf, *, feet: Mapping[str, Floats] = NO_FEET, notes: Iterable[str] = ()
) -> Sheet:
    """Measure a countermovement or squat jump.

    Parameters
    ----------
    found : FoundJump
        From ``jump_search.find_jump`` or ``squat_jump.find_squat_jump``.
    facts : callable
        ``facts(first, last)`` tells what is known about these samples (both included) and the device.
    feet : mapping of str to ndarray, shape (n,)
        Force in N under ``"left"`` and ``"right"``, whose sum was searched; empty when only the total is known.
    notes : iterable of str
        To be said with every number.

    Returns
    -------
    dict of (str, str) to Measurement
        By key of the catalog and ``"left"``, ``"right"`` or ``"both"``: every metric of this kind of jump with its
        uncertainty (k = 2), limited or withheld for what follows from the forces: plates that are not at zero when
        nobody is on them, heights by impulse and by flight time that differ, a weight that changes or was taken over
        lost samples, phases that were not recorded, a leg off its plate.

    Raises
    ------
    ValueError
        When ``feet`` are not left and right, or not as long as the recording.

    Examples
    --------
    A jump out of nothing but a push of 0.3 s:

    >>> from dsp.jump_recording import Recording
    >>> from dsp.squat_jump import find_squat_jump
    >>> time_s = np.arange(4000) / 1000
    >>> force_n = np.full(4000, 700.0)
    >>> force_n[2000:2300], force_n[2300:2746], force_n[2746:3046] = 1221.0, 0.0, 1221.0
    >>> sheet = measured_jump(find_squat_jump(Recording(time_s, force_n, 1000.0)), lambda first, last: Facts(1000.0))
    >>> height = sheet["jump_height_im", "both"]
    >>> round(height.value, 2), height.state.value
    (0.24, 'valid')
    """
    jump = found.jump
    if feet and (set(feet) != {LEFT, RIGHT} or any(foot.shape != jump.force_n.shape for foot in feet.values())):
        raise ValueError("feet are left and right, each as long as the recording")
    readings = empty_readings(feet or {BOTH: jump.force_n}, 1.0 / jump.step_s, found.flight)
    pushing, landing = pushing_legs(found, feet, readings), _landing_legs(found, feet, readings)
    reserves = [*doubts_of(found, facts, readings, pushing, landing), Reserve(Doubts(notes=tuple(notes)))]
    under = {side: jump.under(foot, readings[side]) for side, foot in feet.items()}
    squat = isinstance(found.begin, Push)
    sheet: Sheet = {}
    for row in FLOWN if squat else JUMP:
        for side in (LEFT, RIGHT) if row.sided else (BOTH,):
            doubts = about(reserves, row.key, side)
            if row.sided and not feet:
                doubts = joined(doubts, Doubts(refusals=(ONE_FORCE,)))
            sheet[row.key, side] = _measured(row, under.get(side, jump), facts, doubts)
    if isinstance(found.begin, Push):
        subject = SquatJump(jump, found.begin)
        sheet.update({(row.key, BOTH): _measured(row, subject, facts, about(reserves, row.key, BOTH)) for row in SQUAT})
    sheet[WEIGHT.key, BOTH] = _weight(found, facts, readings, about(reserves, WEIGHT.key, BOTH))
    sheet[_DIFFERENCE.key, BOTH] = _difference(sheet, facts(jump.start, jump.takeoff), pushing)
    return sheet


def pushing_legs(found: FoundJump[B], feet: Mapping[str, Floats], readings: Mapping[str, float] | None = None) -> Legs:
    """Tell which legs a jump is on.

    Parameters
    ----------
    found : FoundJump
        The jump.
    feet : mapping of str to ndarray, shape (n,)
        Force in N under ``"left"`` and ``"right"``; empty when only the total is known.
    readings : mapping of str to float, optional
        What these plates read when they are empty, N; measured in the flight when it is not given.

    Returns
    -------
    Legs
        A leg with less than 5 % of the impulse from rest to take-off is idle.
    """
    if readings is None:
        readings = empty_readings(feet, 1.0 / found.jump.step_s, found.flight)
    return legs_of(feet, readings if feet else {}, [slice(found.jump.start, found.jump.takeoff)])


def _landing_legs(found: FoundJump[B], feet: Mapping[str, Floats], readings: Mapping[str, float]) -> Legs:
    jump = found.jump
    return legs_of(feet, readings if feet else {}, [slice(jump.landing, max(jump.landed, jump.landing + 1))])


def _measured(row: Formula[S], subject: S, facts: FactsOf, doubts: Doubts) -> Measurement:
    if doubts.refusals:  # nothing to compute: the window alone says what else is wrong
        known = facts(*row.window(subject))
        return judge(row, float("nan"), known, limits=doubts.limits, refusals=doubts.refusals, notes=doubts.notes)
    return measure(row, subject, facts, limits=doubts.limits, notes=doubts.notes)


def _weight(found: FoundJump[B], facts: FactsOf, readings: Mapping[str, float], doubts: Doubts) -> Measurement:
    jump, stance = found.jump, found.stance
    known = np.hypot(jump.weight_uncertainty_n, jump.gain_uncertainty * stance.mean_n)
    return judge(
        WEIGHT,
        stance.mean_n,
        facts(stance.start, stance.stop - 1),
        uncertainty=float(np.hypot(known, sum(readings.values()))),
        limits=doubts.limits,
        refusals=doubts.refusals,
        notes=doubts.notes,
    )


def _difference(sheet: Sheet, facts: Facts, pushing: Legs) -> Measurement:
    """Right against left of the propulsive impulse; of valid values of two legs that push only."""
    left, right = sheet[_COMPARED, LEFT], sheet[_COMPARED, RIGHT]
    reasons = tuple(dict.fromkeys((*left.reasons, *right.reasons)))
    why_not: tuple[str, ...] = ()
    if pushing.alone:
        why_not = (pushing.alone,)
    elif left.value is None or right.value is None:
        why_not = reasons
    elif State.LIMITED in (left.state, right.state):
        why_not = ("only unrestricted values are compared", *reasons)
    if why_not or left.value is None or right.value is None:
        return invalid(_DIFFERENCE.unit, *why_not, method=_DIFFERENCE.method)
    try:
        percent = asymmetry(left.value, right.value)
    except NoComparison as error:
        return invalid(_DIFFERENCE.unit, str(error), method=_DIFFERENCE.method)
    relative = float(np.hypot((left.uncertainty or 0.0) / left.value, (right.uncertainty or 0.0) / right.value))
    return judge(_DIFFERENCE, percent, facts, uncertainty=100.0 * relative, notes=reasons)
