"""Rebounds by the laws of motion: a drop from a box with its jump, and a set of hops, with contacts of known length.

In body weights the force of a contact is  c1 sin(pi x) + c2 sin(2 pi x) + an impact,  x from 0 at touch-down to 1 at
take-off.  c1 is solved for the speeds before and after it, c2 so that the body leaves at the height where it arrived.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulators.body import FINE_HZ, Person, stance
from simulators.firmware import Floats
from simulators.jump import GRAVITY, own_style, solve_jump
from simulators.movement import upright
from simulators.performance import Performance

PUSH_S = 0.5
LANDING_S = 0.5
RISE_M = 0.09
"""How much higher the centre of mass is at take-off than in stance, on the toes."""
_QUADRATURE = 4001
_IMPACT_PART = 0.2
"""The impact is over after this part of a contact."""


@dataclass(frozen=True, slots=True)
class Ringing:
    """What empty plates do after a take-off: a damped oscillation of both together."""

    size_n: float = 60.0
    hertz: float = 40.0
    decay_s: float = 0.035

    def swing(self, since_s: Floats) -> Floats:
        """Force in N at seconds since the take-off; 0 before it."""
        after = np.maximum(since_s, 0.0)
        ring: Floats = -self.size_n * np.exp(-after / self.decay_s) * np.cos(2.0 * np.pi * self.hertz * after)
        return np.where(since_s >= 0.0, ring, 0.0)


@dataclass(frozen=True, slots=True)
class Rebound:
    """One contact in body weights: it lasts ``contact_s`` and turns ``down`` (m/s) into ``up`` (m/s)."""

    contact_s: float
    down: float
    up: float
    impact: float = 0.0
    """Height of the impact in body weights, in the first fifth of the contact."""

    def weights(self, since_s: Floats) -> Floats:
        """Force in body weights at seconds since touch-down; 0 outside the contact.

        Raises ValueError where feet would have to pull the plate.
        """
        first, second = self._solved()
        inside = (since_s >= 0.0) & (since_s <= self.contact_s)
        force = np.zeros(np.shape(since_s))
        force[inside] = self._force(since_s[inside] / self.contact_s, first, second)
        if force.min() < -1e-9:
            raise ValueError(f"nobody can turn {self.down:g} m/s into {self.up:g} m/s in {self.contact_s:g} s so")
        return np.maximum(force, 0.0)

    def depth_m(self) -> float:
        """How far the centre of mass sinks after touch-down."""
        parts = np.linspace(0.0, 1.0, _QUADRATURE)
        lift = GRAVITY * (self._force(parts, *self._solved()) - 1.0)
        step_s = self.contact_s / (_QUADRATURE - 1)
        return -float(_integral(-self.down + _integral(lift, step_s), step_s).min())

    def _force(self, parts: Floats, first: float, second: float) -> Floats:
        bump: Floats = first * np.sin(np.pi * parts) + second * np.sin(2.0 * np.pi * parts)
        return bump + self.impact * _impact(parts)

    def _solved(self) -> tuple[float, float]:
        parts = np.linspace(0.0, 1.0, _QUADRATURE)
        step = 1.0 / (_QUADRATURE - 1)
        shapes = [np.sin(np.pi * parts), np.sin(2.0 * np.pi * parts), self.impact * _impact(parts) - 1.0]
        speeds = [GRAVITY * self.contact_s * _integral(shape, step) for shape in shapes]
        rises = [self.contact_s * float(_integral(speed, step)[-1]) for speed in speeds]
        ends = [float(speed[-1]) for speed in speeds]
        matrix = np.array([[ends[0], ends[1]], [rises[0], rises[1]]])
        wanted = np.array([self.down + self.up - ends[2], self.down * self.contact_s - rises[2]])
        first, second = np.linalg.solve(matrix, wanted)
        return float(first), float(second)


def drop_jump(
    person: Person,
    box_m: float = 0.30,
    contact_s: float = 0.22,
    *,
    wait_s: float = 1.0,
    after_s: float = 3.0,
    impact: float = 0.8,
    ringing: Ringing | None = None,
) -> Performance:
    """From a box beside the plates onto them, up again at once, landing, and standing still.

    The person falls by ``box_m`` and then jumps as high as ``person.jump_height_m``.
    """
    if not 0.0 < box_m <= 1.0:
        raise ValueError(f"drops from up to 1 m can be played, not from {box_m:g} m")
    down, up = math.sqrt(2.0 * GRAVITY * box_m), math.sqrt(2.0 * GRAVITY * person.jump_height_m)
    touchdown_s = wait_s + down / GRAVITY
    takeoff_s = touchdown_s + contact_s
    landing_s = takeoff_s + 2.0 * up / GRAVITY
    # it is the landing of this person's other jumps
    last = solve_jump(person.jump_height_m, own_style(person.dice(21)))
    rest_s = landing_s + last.rest_s - last.landing_s
    times = np.arange(round((rest_s + after_s) * FINE_HZ) + 1) / FINE_HZ
    rebound = Rebound(contact_s, down, up, impact)
    weights = rebound.weights(times - touchdown_s)
    landed = times > landing_s
    weights[landed] = last.weights(times[landed] - landing_s + last.landing_s)
    airborne = (landing_s + takeoff_s) / 2.0
    left = np.where(times < airborne, person.jump_left, person.landing_left)
    forces = _played(person, times, weights, left, rest_s)
    if ringing is not None:
        forces += 0.5 * np.where(times < landing_s, ringing.swing(times - takeoff_s), 0.0)
    events = {"drop": wait_s, "touchdown": touchdown_s, "takeoff": takeoff_s, "landing": landing_s, "rest": rest_s}
    figures = {
        "mass_kg": person.mass_kg,
        "weight_n": person.weight_n,
        "contact_s": contact_s,
        "flight_s": landing_s - takeoff_s,
        "height_m": person.jump_height_m,
        "drop_m": box_m,
        "depth_m": rebound.depth_m(),
        "left_share": 100.0 * person.jump_left,
    }
    return upright(person, times, forces, events, figures, "drop jump")


def hop_set(
    person: Person,
    contacts_s: Sequence[float] = (0.20,) * 8,
    flights_s: Sequence[float] = (0.40,) * 9,
    *,
    quiet_s: float = 1.5,
    after_s: float = 2.0,
    impact: float = 0.0,
    ringing: Ringing | None = None,
) -> Performance:
    """From quiet standing into hops: a push, ``flights_s`` with ``contacts_s`` between them, and a landing."""
    if len(flights_s) != len(contacts_s) + 1:
        raise ValueError("hops need one flight more than contacts: the first is before the first contact")
    speeds = [GRAVITY * flight_s / 2.0 for flight_s in flights_s]
    events: dict[str, float] = {"push": quiet_s, "takeoff 0": quiet_s + PUSH_S}
    at_s = quiet_s + PUSH_S + flights_s[0]
    rebounds: list[tuple[float, Rebound]] = []
    for number, contact_s in enumerate(contacts_s, 1):
        rebounds.append((at_s, Rebound(contact_s, speeds[number - 1], speeds[number], impact)))
        events[f"touchdown {number}"], events[f"takeoff {number}"] = at_s, at_s + contact_s
        at_s += contact_s + flights_s[number]
    rest_s = at_s + LANDING_S
    events |= {"landing": at_s, "rest": rest_s}
    times = np.arange(round((rest_s + after_s) * FINE_HZ) + 1) / FINE_HZ
    weights = np.where(times < quiet_s, 1.0, _pushed(times - quiet_s, speeds[0])) + _landed(times - at_s, speeds[-1])
    for start_s, rebound in rebounds:
        weights += rebound.weights(times - start_s)
    forces = _played(person, times, weights, np.full(times.size, person.jump_left), rest_s, quiet_s)
    if ringing is not None:
        takeoffs = [events[f"takeoff {number}"] for number in range(len(flights_s))]
        for takeoff_s, flight_s in zip(takeoffs, flights_s, strict=True):
            here = (times >= takeoff_s) & (times < takeoff_s + flight_s)
            forces[:, here] += 0.5 * ringing.swing(times[here] - takeoff_s)
    figures = {"mass_kg": person.mass_kg, "weight_n": person.weight_n, "hops": float(len(contacts_s))}
    for number, contact_s in enumerate(contacts_s, 1):
        figures[f"contact {number}"], figures[f"flight {number}"] = contact_s, flights_s[number]
    return upright(person, times, forces, events, figures, "hop set")


def _played(
    person: Person, times: Floats, weights: Floats, left: Floats, rest_s: float, quiet_s: float = 0.0
) -> Floats:
    """Left and right; standing still before ``quiet_s`` and after ``rest_s`` with the person's own restlessness."""
    calm = np.clip((times - rest_s) / 0.3, 0.0, 1.0) + np.clip((quiet_s - times) / 0.05, 0.0, 1.0)
    swaying = stance(person)(times).sum(axis=0) - person.weight_n
    share = np.where(times < quiet_s, person.stance_left, left)
    share = share + (person.stance_left - share) * np.clip((times - rest_s) / 0.3, 0.0, 1.0)
    total = person.weight_n * weights + swaying * calm
    return np.stack([total * share, total * (1.0 - share)])


def _impact(parts: Floats) -> Floats:
    """A hump of height 1 in the first fifth."""
    inside = np.clip(parts / _IMPACT_PART, 0.0, 1.0)
    hump: Floats = np.sin(np.pi * inside) ** 2
    return hump


def _pushed(since_s: Floats, up: float) -> Floats:
    """From standing still to ``up`` (m/s) and ``RISE_M`` higher in ``PUSH_S``: a dip, then a push; 0 after it."""
    parts = np.linspace(0.0, 1.0, _QUADRATURE)
    step = 1.0 / (_QUADRATURE - 1)
    shapes = [np.sin(np.pi * parts), -np.sin(2.0 * np.pi * parts), -_release(parts)]
    speeds = [GRAVITY * PUSH_S * _integral(shape, step) for shape in shapes]
    rises = [PUSH_S * float(_integral(speed, step)[-1]) for speed in speeds]
    ends = [float(speed[-1]) for speed in speeds]
    matrix = np.array([[ends[0], ends[1]], [rises[0], rises[1]]])
    first, second = np.linalg.solve(matrix, np.array([up - ends[2], RISE_M - rises[2]]))
    inside = np.clip(since_s / PUSH_S, 0.0, 1.0)
    force = 1.0 + first * np.sin(np.pi * inside) - second * np.sin(2.0 * np.pi * inside) - _release(inside)
    force = np.where(since_s >= PUSH_S, 0.0, force)
    if force.min() < -1e-9:
        raise ValueError(f"a first hop of {up:g} m/s cannot be played")
    return force


def _release(parts: Floats) -> Floats:
    """The feet leave: 0 until nine tenths, then to 1."""
    shape: Floats = np.clip((parts - 0.9) / 0.1, 0.0, 1.0) ** 2
    return shape


def _landed(since_s: Floats, down: float) -> Floats:
    """0 in the air; after the landing the force that stops ``down`` (m/s), then body weight, the knees still bent."""
    loading = np.clip(since_s / 0.02, 0.0, 1.0)
    # what is missing while the feet take the weight up is half of 20 ms
    size = (down / GRAVITY + 0.01) * np.pi / (2.0 * LANDING_S)
    inside = np.clip(since_s / LANDING_S, 0.0, 1.0)
    force: Floats = np.where(since_s >= 0.0, loading + size * np.sin(np.pi * inside), 0.0)
    return force


def _integral(values: Floats, step: float) -> Floats:
    return np.concatenate([[0.0], np.cumsum(0.5 * step * (values[1:] + values[:-1]))])
