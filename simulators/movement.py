"""Squats, hinges and sit-to-stands by the laws of motion: a prescribed path of the centre of mass, and its force.

The vertical force is weight + mass times the second derivative of the path, so depth, times, speeds and power are what
the path says.  Polynomials of the fifth degree join at rest (top, pause) or at a turning point with its acceleration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulators.body import FINE_HZ, Person, stance
from simulators.firmware import Floats
from simulators.jump import GRAVITY
from simulators.performance import Performance
from simulators.standing import JOIN_S, places

TURN_PER_SPEED = 4.0
"""Acceleration at a turning point without a pause, in depth over the square of the mean phase time."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds of one repetition: down, pause at the bottom, up, standing until the next."""

    lower_s: float = 1.6
    hold_s: float = 0.0
    raise_s: float = 1.2
    stand_s: float = 0.8

    @property
    def period_s(self) -> float:
        return self.lower_s + self.hold_s + self.raise_s + self.stand_s


@dataclass(frozen=True, slots=True)
class LegShares:
    """Part of the load on the left foot, 0..1: standing, on the way down, at the bottom and on the way up."""

    stand: float = 0.5
    lower: float = 0.5
    raised: float = 0.5


SPARED = 0.4
"""How much of the difference between the knee extensors shows in the load of two legs that bend and stretch."""


def legs_of(person: Person) -> LegShares:
    """How this person loads the legs: as in standing, less on a leg whose knee extensors are weak or ache."""
    bent = person.stance_left + SPARED * (person.left_part("knee_extension") - 0.5)
    return LegShares(person.stance_left, bent, bent)


def grid(duration_s: float) -> Floats:
    """Seconds at which a performance of this length is drawn."""
    return np.arange(round(duration_s * FINE_HZ) + 1) / FINE_HZ


def blend(times: Floats, start_s: float, end_s: float) -> Floats:
    """0 before, 1 after, without a corner."""
    part = np.clip((times - start_s) / (end_s - start_s), 0.0, 1.0)
    return part * part * (3.0 - 2.0 * part)


def sway(person: Person, times: Floats) -> Floats:
    """Restlessness of the total force, N, as in quiet stance."""
    restless: Floats = stance(person)(times).sum(axis=0) - person.weight_n
    return restless


def upright(
    person: Person,
    times: Floats,
    forces: Floats,
    events: Mapping[str, float],
    figures: Mapping[str, float],
    name: str,
    along_m: Floats | float = 0.0,
) -> Performance:
    """A performance of somebody on both feet, who stood still before and does so afterwards.

    The feet press where they do in standing, with these loads on them, or ``along_m`` further forward.
    """
    total = forces.sum(axis=0)
    left = np.divide(forces[0], total, out=np.full(total.size, person.stance_left), where=total > 1.0)
    cop = places(person, times, np.clip(left, 0.0, 1.0), along_m)
    return Performance(FINE_HZ, forces, events, figures, name=name, cop_m=cop, join_s=JOIN_S)


def _descent(part: Floats, duration_s: float, depth_m: float, turn: float) -> tuple[Floats, Floats, Floats]:
    """Depth below the top, its first and second derivative, at parts 0..1 of a way down that ends at rest.

    ``turn`` is the upward acceleration at its end, m/s^2.
    """
    u = part
    way = depth_m * (10 * u**3 - 15 * u**4 + 6 * u**5) - turn * duration_s**2 * u**3 * (u - 1) ** 2 / 2
    first = depth_m * 30 * u**2 * (u - 1) ** 2 - turn * duration_s**2 * (5 * u**4 - 8 * u**3 + 3 * u**2) / 2
    second = depth_m * (60 * u - 180 * u**2 + 120 * u**3) - turn * duration_s**2 * (20 * u**3 - 24 * u**2 + 6 * u) / 2
    return way, first / duration_s, second / duration_s**2


def path(since: Floats, tempo: Tempo, depth_m: float) -> tuple[Floats, Floats, Floats]:
    """Height (0 at the top, m), speed and acceleration (upwards) of one repetition at seconds since its start."""
    low_s = tempo.lower_s
    rise_s, end_s = low_s + tempo.hold_s, low_s + tempo.hold_s + tempo.raise_s
    turn = 0.0 if tempo.hold_s > 0 else TURN_PER_SPEED * depth_m / (0.5 * (tempo.lower_s + tempo.raise_s)) ** 2
    height, speed, lift = np.zeros(since.shape), np.zeros(since.shape), np.zeros(since.shape)
    down, up = (since > 0) & (since <= low_s), (since > rise_s) & (since < end_s)
    way, first, second = _descent(since[down] / low_s, low_s, depth_m, turn)
    height[down], speed[down], lift[down] = -way, -first, -second
    # the way up is the way down, backwards
    way, first, second = _descent((end_s - since[up]) / tempo.raise_s, tempo.raise_s, depth_m, turn)
    height[up], speed[up], lift[up] = -way, first, -second
    height[(since > low_s) & (since <= rise_s)] = -depth_m
    return height, speed, lift


def squat(
    person: Person,
    reps: int = 5,
    tempo: Tempo | None = None,
    *,
    depth_m: float = 0.35,
    shares: LegShares | None = None,
    before_s: float = 1.0,
    after_s: float = 1.5,
    name: str = "squat",
) -> Performance:
    """Squats from quiet stance back to quiet stance; the share of the left foot changes with the way of the body."""
    tempo, shares = tempo or Tempo(), shares or legs_of(person)
    times = grid(before_s + reps * tempo.period_s + after_s)
    lift, speed = np.zeros(times.size), np.zeros(times.size)
    left = np.full(times.size, shares.stand)
    events: dict[str, float] = {}
    figures = {"weight_n": person.weight_n, "depth_m": depth_m, "reps": float(reps), "period_s": tempo.period_s}
    for number in range(1, reps + 1):
        start_s = before_s + (number - 1) * tempo.period_s
        turn_s = start_s + tempo.lower_s
        rise_s = turn_s + tempo.hold_s
        end_s = rise_s + tempo.raise_s
        _, moving, lifting = path(times - start_s, tempo, depth_m)
        speed, lift = speed + moving, lift + lifting
        left = left + (shares.lower - shares.stand) * blend(times, start_s, start_s + 0.3)
        middle_s, half_s = 0.5 * (turn_s + rise_s), max(0.1, 0.5 * tempo.hold_s)
        left = left + (shares.raised - shares.lower) * blend(times, middle_s - half_s, middle_s + half_s)
        left = left + (shares.stand - shares.raised) * blend(times, end_s - 0.3, end_s)
        events |= {
            f"rep{number}_start": start_s,
            f"rep{number}_turn": turn_s,
            f"rep{number}_rise": rise_s,
            f"rep{number}_end": end_s,
        }
    force = person.mass_kg * (GRAVITY + lift)
    figures |= {
        "peak_force_n": float(force.max()),
        "peak_speed_up": float(speed.max()),
        "peak_speed_down": float(-speed.min()),
        "peak_power_w": float((force * speed).max()),
    }
    for phase, first, last in (("lower", "start", "turn"), ("raise", "rise", "end")):
        here = (times >= events[f"rep1_{first}"]) & (times <= events[f"rep1_{last}"])
        figures[f"left_share_{phase}"] = float(left[here].mean())
    total = force + sway(person, times)
    return upright(person, times, np.stack([total * left, total * (1.0 - left)]), events, figures, name)


def hip_hinge(person: Person, reps: int = 5, tempo: Tempo | None = None) -> Performance:
    """Hinges at the hips: the centre of mass goes down a hand's breadth, with a pause at the bottom."""
    return squat(person, reps, tempo or Tempo(1.6, 0.8, 1.4, 1.2), depth_m=0.14, name="hip hinge")


def bridges(person: Person, reps: int = 8, tempo: Tempo | None = None, rest_s: float = 2.0) -> Performance:
    """Lying with a foot on each plate: up for ``raise_s``, held ``hold_s``, down ``lower_s``, rest ``stand_s``."""
    tempo, rest_load = tempo or Tempo(1.0, 1.5, 1.0, 1.0), 0.16
    times = grid(rest_s + reps * tempo.period_s + rest_s)
    raised = np.zeros(times.size)
    events: dict[str, float] = {}
    for number in range(1, reps + 1):
        start_s = rest_s + (number - 1) * tempo.period_s
        top_s = start_s + tempo.raise_s
        leave_s = top_s + tempo.hold_s
        end_s = leave_s + tempo.lower_s
        raised = raised + blend(times, start_s, top_s) - blend(times, leave_s, end_s)
        events |= {
            f"rep{number}_start": start_s,
            f"rep{number}_top": top_s,
            f"rep{number}_leave": leave_s,
            f"rep{number}_end": end_s,
        }
    load = person.weight_n * (rest_load + (person.bridge_load - rest_load) * raised)
    phases = person.dice(4).uniform(0.0, 2.0 * np.pi, 2)
    tremor = sum(np.sin(2.0 * np.pi * hz * times + phase) for hz, phase in zip((1.9, 8.3), phases, strict=True))
    load = load + person.tremor_n * raised * tremor
    left = 0.5 + (person.bridge_left - 0.5) * raised
    figures = {"weight_n": person.weight_n, "held_n": person.weight_n * person.bridge_load, "reps": float(reps)}
    return Performance(FINE_HZ, np.stack([load * left, load * (1.0 - left)]), events, figures, name="glute bridges")


def box_lift(
    person: Person, lifts: int = 3, box_kg: float = 8.0, tempo: Tempo | None = None, *, depth_m: float = 0.3
) -> Performance:
    """Going down to a box, taking hold, lifting it, standing with it; putting it down again, standing without it."""
    tempo = tempo or Tempo(1.4, 0.8, 1.4, 2.0)
    times = grid(2.0 + 2 * lifts * tempo.period_s + 2.0)
    lift, held = np.zeros(times.size), np.zeros(times.size)
    carried = np.zeros(times.size)
    events: dict[str, float] = {}
    for number in range(1, 2 * lifts + 1):
        start_s = 2.0 + (number - 1) * tempo.period_s
        down_s = start_s + tempo.lower_s
        up_s = down_s + tempo.hold_s
        _, _, lifting = path(times - start_s, tempo, depth_m)
        lift = lift + lifting
        taken = blend(times, down_s + 0.1, up_s - 0.1)
        held, carried = (
            (held + taken, carried + (times >= up_s)) if number % 2 else (held - taken, carried - (times >= down_s))
        )
        if number % 2:
            names = {"start": start_s, "down": down_s, "up": up_s, "end": up_s + tempo.raise_s}
            events |= {f"lift{(number + 1) // 2}_{name}": at_s for name, at_s in names.items()}
    force = person.mass_kg * (GRAVITY + lift) + box_kg * (GRAVITY * held + lift * carried) + sway(person, times)
    figures = {"weight_n": person.weight_n, "object_n": box_kg * GRAVITY, "depth_m": depth_m, "lifts": float(lifts)}
    left = person.stance_left
    return upright(person, times, np.stack([force * left, force * (1.0 - left)]), events, figures, "box lift")
