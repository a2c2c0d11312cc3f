"""Forces held at a level, along a path or to a beat, on a dynamometer: tracking, clamshells held and repeated.

Whoever tracks a level sees the own force late: corrections come as a slow unsteadiness, the more of it the lower the
level.  The hold at a part of the own maximum ends as Rohmert's curve says it does for that part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulators.body import FINE_HZ, PAIN_UNSETTLES, Person
from simulators.effort import PRELOAD_N, TIRES, effort_dice
from simulators.firmware import Floats
from simulators.motor_units import rise, unsteadiness
from simulators.performance import SIDES, Performance, Side, Surface
from simulators.strength import MUSCLES

CLAMSHELL = 0.85
"""Force at the knee in a clamshell, as a part of side-lying hip abduction; no published norm (clinic.md section 4)."""
CLAMSHELL_LEVEL = 0.5
REFERENCE_LEVEL = 0.5
"""Level of the hold whose time is the endurance of a group."""
OVERSHOOT = 0.06
LOST_BELOW = 0.8
"""A hold that is given up has sagged to this part of its level."""


def hold_time_at(person: Person, muscle: str, side: Side, level: float) -> float:
    """How long this part of the strength is held, s: the group's endurance at half of it, less where more is asked.

    Its course with the level is Rohmert's (1960).
    """
    if not 0.1 <= level <= 1.0:
        raise ValueError(f"from 10 to 100 % of the strength can be held, not {100 * level:g} %")
    return person.endurance(muscle, side) * _rohmert(level) / _rohmert(REFERENCE_LEVEL)


def _rohmert(level: float) -> float:
    """Minutes that a part of the strength is held: 1.1 at a half, 0.1 at the whole."""
    return -1.5 + 2.1 / level - 0.6 / level**2 + 0.1 / level**3


def level_hold(
    person: Person,
    muscle: str,
    side: Side,
    level: float = 0.5,
    hold_s: float | None = None,
    *,
    part: float = 1.0,
    rest_s: float = 2.0,
    name: str = "",
) -> Performance:
    """Rising to a part ``level`` of the own maximum and holding it by sight until it cannot be held.

    ``part`` is the maximum at this place of the dynamometer, relative to the group's; ``error_n`` is the RMS distance
    from the level between ``settled`` and ``hold_end``.
    """
    dice = effort_dice(person, muscle, side)
    able_s = hold_time_at(person, muscle, side, level)
    lasting_s = able_s if hold_s is None else min(hold_s, able_s)
    settle_s, let_go_s = 1.5, 0.5
    start_s = rest_s
    end_s = start_s + 0.5 + lasting_s
    times = np.arange(round((end_s + let_go_s + rest_s) * FINE_HZ) + 1) / FINE_HZ
    since = np.maximum(times - start_s, 0.0)
    maximum_n = part * person.voluntary(muscle, side)
    target_n = level * maximum_n
    hurts = person.hurts(muscle, side)
    tired = np.clip(since / able_s, 0.0, 1.0)
    unsteady = unsteadiness_at(person, level, hurts) * (1.0 + tired**2)
    wavering = unsteady * unsteadiness(dice).at(since, tired)
    arriving = rise(since, 1.6 * person.rise_s) + OVERSHOOT * _hump(since / settle_s)
    sagging = 1.0 - (1.0 - LOST_BELOW) * np.clip((tired - 0.9) / 0.1, 0.0, 1.0) ** 2
    gone = np.clip((times - end_s) / let_go_s, 0.0, 1.0)
    held = arriving * (sagging + wavering) * (1.0 - gone * gone * (3.0 - 2.0 * gone))
    force = PRELOAD_N + (target_n - PRELOAD_N) * held * (times >= start_s)
    settled_s = start_s + settle_s
    there = (times >= settled_s) & (times <= end_s)
    events = {"onset": start_s, "settled": settled_s, "hold_end": end_s, "released": end_s + let_go_s}
    figures = {
        "target_n": target_n,
        "maximum_n": maximum_n,
        "hold_s": lasting_s,
        "able_s": able_s,
        "ended_by_fatigue": float(lasting_s >= able_s),
    }
    if there.any():
        figures["mean_n"] = float(force[there].mean())
        figures["error_n"] = float(np.sqrt(np.mean((force[there] - target_n) ** 2)))
    return _on_grip(force, side, events, figures, name or f"{MUSCLES[muscle].title} at {100 * level:.0f} %, {side}")


REACTION_S = 0.16
"""How late the eye, and the hand after it, are behind a path that can be seen coming ..."""
CLUMSY_S = 4.0
"""... and how much later per unit of unsteadiness: who is unsteady is slow too."""
SMOOTHS_S = 0.08
"""Time constant, twice over, with which a force comes after what is wanted: corners are rounded."""
MISJUDGES = 1.5
"""Slow misjudgement of the level, as a multiple of the unsteadiness."""
_COARSE_HZ = 250.0
SEEN_S = 0.25
"""By this long before the path begins somebody who rests has put the first level on."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A path as one side sees it: newtons ``(n,)`` at ``hz``, from ``start_s`` after the signal to go.

    Before, for ``lead_in_s``, its first value is shown.
    """

    side: Side
    start_s: float
    lead_in_s: float
    hz: float
    target_n: Floats
    reach_n: float

    @property
    def stop_s(self) -> float:
        """When it ends."""
        return self.start_s + (len(self.target_n) - 1) / self.hz

    def at(self, times: Floats) -> Floats:
        """What is shown at these times; its ends stand before and after it."""
        shown: Floats = np.interp((times - self.start_s) * self.hz, np.arange(len(self.target_n)), self.target_n)
        return shown


def follow_paths(person: Person, muscle: str, courses: tuple[Course, ...], *, rest_s: float = 1.0) -> Performance:
    """Following one path after the other, each with its own side; the other side rests meanwhile.

    ``{side}{n}_rmse_n``, ``_bias_n``, ``_within`` (a part of the time) and ``_delay_s`` are of the drawn force against
    what was shown, and of the person.
    """
    end_s = max(course.stop_s for course in courses) + rest_s
    times = np.arange(round(end_s * FINE_HZ) + 1) / FINE_HZ
    forces = np.full((len(SIDES), times.size), PRELOAD_N)
    events: dict[str, float] = {}
    figures: dict[str, float] = {}
    for number, course in enumerate(courses, 1):
        row = SIDES.index(course.side)
        dice = person.dice(21, row, number)
        unsteady = unsteadiness_at(person, 0.3, person.hurts(muscle, course.side))
        late_s = REACTION_S + CLUMSY_S * unsteady + 0.02 * float(np.clip(dice.normal(), -2.0, 2.0))
        here = (times >= course.start_s - course.lead_in_s) & (times <= course.stop_s + 0.5)
        own = times[here]
        wanted = _late(course, own, late_s)
        wavering = 1.0 + unsteady * unsteadiness(dice).at(own)
        phase = float(dice.uniform(0.0, 2.0 * np.pi))
        misjudged = 1.0 + MISJUDGES * unsteady * np.sin(2.0 * np.pi * own / 7.3 + phase)
        arriving = _ramp((own - own[0] - REACTION_S) / max(SEEN_S, course.lead_in_s - 2.0 * SEEN_S))
        leaving = 1.0 - _ramp((own - course.stop_s) / 0.4)
        forces[row, here] = PRELOAD_N + (wanted * wavering * misjudged - PRELOAD_N) * arriving * leaving
        name = f"{course.side}{number}"
        events |= {f"{name}_start": course.start_s, f"{name}_stop": course.stop_s}
        on = (times >= course.start_s) & (times <= course.stop_s)
        error = forces[row, on] - course.at(times[on])
        figures |= {
            f"{name}_target_n": float(course.target_n.mean()),
            f"{name}_rmse_n": float(np.sqrt(np.mean(error**2))),
            f"{name}_bias_n": float(error.mean()),
            f"{name}_within": float(np.mean(np.abs(error) <= course.reach_n)),
            f"{name}_delay_s": _nearest_s(course, late_s),
        }
    return Performance(FINE_HZ, forces, events, figures, Surface.GRIPS, f"following a path, {MUSCLES[muscle].title}")


def _nearest_s(course: Course, late_s: float) -> float:
    """At which shift a steady hand without noise is nearest to what is shown: between the middle and the mean lag."""
    shown_s = np.arange(course.start_s, course.stop_s, 0.01)
    around_s = np.arange(course.start_s, course.stop_s + 1.5, 1.0 / _COARSE_HZ)
    drawn = _late(course, around_s, late_s)
    shifts = late_s + np.arange(0.0, 4.0 * SMOOTHS_S, 0.002)
    squares = [np.mean((np.interp(shown_s + by, around_s, drawn) - course.at(shown_s)) ** 2) for by in shifts]
    return float(shifts[int(np.argmin(squares))])


def _late(course: Course, times: Floats, late_s: float) -> Floats:
    """What is shown, late, and with its corners rounded by two lags of ``SMOOTHS_S`` one after the other."""
    step = 1.0 / _COARSE_HZ
    kernel_s = np.arange(0.0, 8.0 * SMOOTHS_S, step)
    kernel = kernel_s * np.exp(-kernel_s / SMOOTHS_S)
    kernel /= kernel.sum()
    coarse = np.arange(times[0], times[-1] + 2.0 * step, step)
    padded = np.concatenate((coarse[0] - step * np.arange(len(kernel) - 1, 0, -1), coarse))
    smooth: Floats = np.interp(times, coarse, np.convolve(course.at(padded - late_s), kernel, mode="valid"))
    return smooth


def clamshell_hold(
    person: Person, side: Side = "left", level: float = CLAMSHELL_LEVEL, hold_s: float | None = None
) -> Performance:
    """Side-lying, hips and knees bent, the upper knee against the dynamometer at a part of its own maximum."""
    return level_hold(person, "hip_abduction", side, level, hold_s, part=CLAMSHELL, name=f"clamshell hold, {side}")


def force_tracking(person: Person, muscle: str, side: Side, level: float = 0.3, hold_s: float = 20.0) -> Performance:
    """Following a level by sight for a time that nobody tires in."""
    return level_hold(person, muscle, side, level, hold_s)


def clamshell_reps(
    person: Person,
    side: Side = "left",
    reps: int = 10,
    up_s: float = 1.0,
    hold_s: float = 0.5,
    down_s: float = 1.0,
    *,
    rest_s: float = 0.8,
) -> Performance:
    """Clamshells against an elastic strap: the force follows the way of the knee; rep n peaks at ``rep{n}_peak_n``."""
    dice = person.dice(13, SIDES.index(side))
    period_s, before_s = up_s + hold_s + down_s + rest_s, 2.0
    times = np.arange(round((before_s + reps * period_s + before_s) * FINE_HZ) + 1) / FINE_HZ
    hurts = person.hurts("hip_abduction", side)
    full_n = 0.4 * CLAMSHELL * person.voluntary("hip_abduction", side)
    force = np.full(times.size, PRELOAD_N)
    events: dict[str, float] = {}
    figures = {"reps": float(reps)}
    tires_s = TIRES * person.endurance("hip_abduction", side)
    for number in range(1, reps + 1):
        start_s = before_s + (number - 1) * period_s
        pace = 1.0 + person.skill.cv * float(dice.normal())
        top_s, leave_s = start_s + up_s * pace, start_s + (up_s + hold_s) * pace
        end_s = leave_s + down_s * pace
        here = (times >= start_s) & (times <= end_s)
        since = times[here] - start_s
        way = _ramp(since / (up_s * pace)) - _ramp((times[here] - leave_s) / (down_s * pace))
        tired = (number - 1) * period_s / (tires_s * 4.0)
        high = full_n * (1.0 - 0.5 * min(1.0, tired)) * (1.0 + person.skill.cv * float(np.clip(dice.normal(), -2, 2)))
        wavering = 1.0 + unsteadiness_at(person, 0.4, hurts) * unsteadiness(dice).at(since, min(1.0, tired))
        force[here] += high * way * wavering
        names = {"start": start_s, "top": top_s, "leave": leave_s, "end": end_s}
        events |= {f"rep{number}_{name}": at_s for name, at_s in names.items()}
        figures[f"rep{number}_peak_n"] = float(force[here].max())
    return _on_grip(force, side, events, figures, f"clamshells, {side}")


def unsteadiness_at(person: Person, level: float, hurts: float) -> float:
    """Coefficient of variation of a force at a part of the strength: larger where little is asked, and in pain."""
    return person.skill.steadiness * (1.0 + 0.1 / max(level, 0.02)) * (1.0 + PAIN_UNSETTLES * hurts)


def _on_grip(force: Floats, side: Side, events: dict[str, float], figures: dict[str, float], name: str) -> Performance:
    forces = np.zeros((len(SIDES), force.size))
    forces[SIDES.index(side)] = force
    return Performance(FINE_HZ, forces, events, figures, Surface.GRIPS, name)


def _hump(part: Floats) -> Floats:
    """0 at 0 and from 1 on, 1 in the middle, without a corner."""
    hump: Floats = np.sin(np.pi * np.clip(part, 0.0, 1.0)) ** 2
    return hump


def _ramp(part: Floats) -> Floats:
    inside = np.clip(part, 0.0, 1.0)
    ramp: Floats = inside * inside * (3.0 - 2.0 * inside)
    return ramp
