"""Stepping down from a box on one plate to tap the other, and shifting the weight from foot to foot.

Stepping follows a prescribed path of the centre of mass; the tapping foot takes a part of the total force.  Shifts
follow a prescribed share of the left foot while the total stays the weight.
"""

from __future__ import annotations

import numpy as np

from simulators.body import Person
from simulators.jump import GRAVITY
from simulators.movement import Tempo, blend, grid, path, sway, upright
from simulators.performance import SIDES, Performance, Side

WANDER_HZ = (0.23, 0.61, 1.3)
"""Frequencies of the share of somebody who tries to hold it."""
TAP_LEVEL = 0.03
"""Part of the weight above which ``tap_time_s`` counts."""


def step_down(
    person: Person,
    reps: int = 5,
    tempo: Tempo | None = None,
    *,
    side: Side = "right",
    depth_m: float = 0.15,
    tap: float = 0.08,
    tap_s: float = 0.4,
    before_s: float = 1.5,
    after_s: float = 3.0,
) -> Performance:
    """Lateral step-downs on ``side``: the other foot taps its plate at the lowest point with a part ``tap`` of W."""
    tempo = tempo or Tempo(1.5, 0.0, 1.2, 1.8)
    times = grid(before_s + reps * tempo.period_s + after_s)
    lift, tapping = np.zeros(times.size), np.zeros(times.size)
    speed = np.zeros(times.size)
    peak_n = tap * person.weight_n
    events: dict[str, float] = {}
    for number in range(1, reps + 1):
        start_s = before_s + (number - 1) * tempo.period_s
        turn_s = start_s + tempo.lower_s
        rise_s = turn_s + tempo.hold_s
        end_s = rise_s + tempo.raise_s
        _, moving, lifting = path(times - start_s, tempo, depth_m)
        lift, speed = lift + lifting, speed + moving
        tap_s_from = 0.5 * (turn_s + rise_s - tap_s)
        since = np.clip((times - tap_s_from) / tap_s, 0.0, 1.0)
        tapping = tapping + peak_n * np.sin(np.pi * since) ** 2
        names = {"start": start_s, "turn": turn_s, "rise": rise_s, "end": end_s}
        names |= {"tap": tap_s_from, "off": tap_s_from + tap_s}
        events |= {f"rep{number}_{name}": at_s for name, at_s in names.items()}
    total = person.mass_kg * (GRAVITY + lift) + sway(person, times)
    figures = {
        "weight_n": person.weight_n,
        "depth_m": depth_m,
        "reps": float(reps),
        "period_s": tempo.period_s,
        "tap_peak_n": peak_n,
        "peak_speed_down": float(-speed.min()),
    }
    if tap > TAP_LEVEL:
        # of peak sin^2(pi u), the part of its time above the level
        figures["tap_time_s"] = tap_s * (1.0 - 2.0 / np.pi * float(np.arcsin(np.sqrt(TAP_LEVEL / tap))))
    forces = {side: total - tapping, SIDES[1 - SIDES.index(side)]: tapping}
    return upright(person, times, np.stack([forces[each] for each in SIDES]), events, figures, f"step-down, {side}")


def weight_shifts(
    person: Person,
    reps: int = 3,
    *,
    left: float = 0.75,
    right: float = 0.75,
    move_s: float = 1.5,
    hold_s: float = 3.0,
    rest_s: float = 1.5,
    overshoot: float = 0.0,
    wander: float = 0.003,
    before_s: float = 1.5,
) -> Performance:
    """Shifts to the left and to the right in turn, ``reps`` each, and back to the middle after every one.

    ``left`` and ``right`` are the share of that foot that is held; ``overshoot`` is added to it on arriving and gone
    within 0.6 s; ``wander`` is the SD of the share of somebody who tries to hold it.
    """
    period_s = 2.0 * move_s + hold_s + rest_s
    times = grid(before_s + 2 * reps * period_s + rest_s)
    share = np.full(times.size, person.stance_left)
    events: dict[str, float] = {}
    for number in range(2 * reps):
        side = SIDES[number % 2]
        held = left if side == "left" else 1.0 - right
        start_s = before_s + number * period_s
        reached_s = start_s + move_s
        leave_s = reached_s + hold_s
        end_s = leave_s + move_s
        over = (1.0 if side == "left" else -1.0) * overshoot
        share = share + (held - person.stance_left) * (blend(times, start_s, reached_s) - blend(times, leave_s, end_s))
        share = share + over * (blend(times, start_s, reached_s) - blend(times, reached_s + 0.2, reached_s + 0.6))
        names = {"start": start_s, "reached": reached_s, "leave": leave_s, "end": end_s}
        events |= {f"{side}{number // 2 + 1}_{name}": at_s for name, at_s in names.items()}
    phases = person.dice(7).uniform(0.0, 2.0 * np.pi, len(WANDER_HZ))
    waves = sum(np.sin(2.0 * np.pi * hz * times + phase) for hz, phase in zip(WANDER_HZ, phases, strict=True))
    share = share + wander * np.sqrt(2.0 / len(WANDER_HZ)) * waves
    total = person.weight_n + sway(person, times)
    figures = {"weight_n": person.weight_n, "left_share": 100.0 * left, "right_share": 100.0 * right}
    figures |= {"move_s": move_s, "hold_s": hold_s, "reps": float(reps)}
    return upright(person, times, np.stack([total * share, total * (1.0 - share)]), events, figures, "weight shifts")
