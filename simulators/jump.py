"""A countermovement jump by the laws of motion: the force that takes a mass from rest to its height and back to rest.

In units of body weight the vertical force is  1 + c1 unweighting + c2 push - release  until take-off and
1 - contact + c1 impact + c2 recovery  after landing.  The shapes are a matter of style; c1 and c2 are solved so that
the body's equation of motion, integrated twice, has the take-off velocity of the stated height, and ends still and
upright.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from functools import lru_cache

import numpy as np

from simulators.firmware import Floats

GRAVITY = 9.80665

HEIGHTS_M = (0.10, 0.50)


def unweighting(height_m: float) -> float:
    """Deepest unweighting in body weights; higher jumps dip harder.  It sets how long the movement takes."""
    return min(0.95, 0.5 + 1.2 * height_m)


TAKEOFF_ABOVE_STANCE_M = 0.09
"""How much higher the centre of mass is on the toes at take-off than in stance."""

LANDING_S = 1.2
QUADRATURE = 8001
HARDEST = (3.2, 5.5)
"""What nobody exceeds in body weights: pushing off, landing."""
LEAST_DIP = 0.15
LIGHTEST = 0.07
"""The feet stay on the ground in the dip, by this part of the weight."""
DEPTHS_M = (0.12, 0.58)
PLAINER = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Steps from a person's style to the plain one."""

DELIBERATE = 0.25
"""Part of people who go down slowly and push out of the squat in the end; patients do."""


@dataclass(frozen=True, slots=True)
class Style:
    """How somebody jumps; the laws of motion leave this much free.  Times of the push are parts of it, 0..1."""

    tempo_s: float | None = None
    """From the onset to take-off; without it, what it takes with the usual unweighting of people who jump that high."""
    turn: float = 0.5
    """When the unweighting is over ..."""
    drive: float = 0.3
    """... and when the legs begin to push."""
    skew: float = 1.25
    """Above 1 the push is strongest late."""
    second: float = 0.0
    """A second summit of the push shortly before take-off, relative to the first."""
    release: float = 0.1
    """The part of the movement in which the feet leave."""
    absorb_s: float = 0.40
    """Time in which the landing is taken up."""
    impact: float = 2.2
    """How hard the heels come down, relative to the rest of the landing ..."""
    impact_s: float = 0.12
    """... how long that is felt, and how late it comes."""
    late_s: float = 0.005
    touch_s: float = 0.02
    """Time in which the feet take the ground."""
    hard: float = 0.62
    """Below 1 the landing is taken up early."""
    forefoot: float = 0.0
    """How hard the balls of the feet come down before them."""
    recoil: float = 0.0
    """Body weights by which the body bounces after the landing ..."""
    recoil_s: float = 0.36
    """... with this period."""

    def towards(self, other: Style, part: float) -> Style:
        """A style between this one and another, which gives what is not told a number here."""
        mixed = {}
        for field in fields(self):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            mixed[field.name] = theirs if mine is None or theirs is None else mine + part * (theirs - mine)
        return replace(self, **mixed)


PLAIN = Style()


def own_style(dice: np.random.Generator) -> Style:
    """How one of many people jumps: tempo, one summit or two, soft or stiff landing."""
    tempo_s = float(np.clip(0.76 * np.exp(0.14 * dice.standard_normal()), 0.6, 1.05))
    turn, drive, skew = float(dice.uniform(0.45, 0.53)), float(dice.uniform(0.26, 0.36)), float(dice.uniform(1.1, 1.6))
    second = float(np.clip(dice.normal(0.3, 0.3), 0.0, 0.9))
    landing = Style(
        absorb_s=float(dice.uniform(0.30, 0.46)),
        impact=float(dice.uniform(1.4, 3.0)),
        impact_s=float(dice.uniform(0.09, 0.14)),
        late_s=float(dice.uniform(0.03, 0.06)),
        touch_s=float(dice.uniform(0.02, 0.06)),
        hard=float(dice.uniform(0.62, 0.85)),
        forefoot=float(dice.uniform(0.0, 0.8)),
        recoil=float(dice.uniform(0.1, 0.6)),
        recoil_s=float(dice.uniform(0.34, 0.55)),
        release=float(dice.uniform(0.05, 0.08)),
    )
    if dice.uniform() < DELIBERATE:
        tempo_s *= float(dice.uniform(1.5, 2.0))
        turn, drive, skew = turn - 0.03, drive + 0.08, skew + 0.6
        second += 0.7
    return replace(landing, tempo_s=tempo_s, turn=turn, drive=drive, skew=skew, second=second)


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump of known height; times in seconds from the onset."""

    height_m: float
    takeoff_s: float
    landing_s: float
    rest_s: float
    depth_m: float
    """Lowest position of the centre of mass before take-off, below stance."""
    lowest_s: float
    push: tuple[float, float]
    landing: tuple[float, float]
    style: Style = PLAIN

    def weights(self, times: Floats) -> Floats:
        """Vertical force in body weights at times since the onset; 1 before it and after the end."""
        force = np.ones(np.shape(times))
        rising = (times > 0.0) & (times < self.takeoff_s)
        unweight, drive, release = _push_shapes(times[rising], self.takeoff_s, self.style)
        force[rising] = 1.0 + self.push[0] * unweight + self.push[1] * drive - release
        force[(times >= self.takeoff_s) & (times <= self.landing_s)] = 0.0
        braking = (times > self.landing_s) & (times < self.rest_s)
        impact, recovery, given = _landing_shapes(times[braking] - self.landing_s, self.style)
        force[braking] = 1.0 - given + self.landing[0] * impact + self.landing[1] * recovery
        return force


def solve_jump(height_m: float, style: Style = PLAIN) -> Jump:
    """The jump of this height in this style, or in the next plainer one in which nobody's feet pull the floor.

    Raises ValueError where no such movement is possible for a person.
    """
    if not HEIGHTS_M[0] <= height_m <= HEIGHTS_M[1]:
        raise ValueError(f"jump heights from {HEIGHTS_M[0]:g} to {HEIGHTS_M[1]:g} m can be played, not {height_m:g} m")
    usual = _tempo(height_m, PLAIN)
    if style == PLAIN:
        return _solved(height_m, usual)
    for part in PLAINER:
        jump = _solved(height_m, style.towards(usual, part))
        if _possible(jump):
            break
    return jump


@lru_cache(maxsize=64)
def _tempo(height_m: float, style: Style) -> Style:
    """The style with the time that the usual unweighting takes."""
    velocity = math.sqrt(2.0 * GRAVITY * height_m)
    low_s, high_s = 0.5, 2.5
    while high_s - low_s > 1e-4:
        middle_s = 0.5 * (low_s + high_s)
        if _solve_push(velocity, middle_s, style)[0][0] < -unweighting(height_m):
            low_s = middle_s
        else:
            high_s = middle_s
    return replace(style, tempo_s=high_s)


def _solved(height_m: float, style: Style) -> Jump:
    velocity = math.sqrt(2.0 * GRAVITY * height_m)
    takeoff_s = round(style.tempo_s or _tempo(height_m, style).tempo_s or 0.0, 3)
    push, depth_m, lowest_s = _solve_push(velocity, takeoff_s, style)
    landing = _solve_landing(velocity, style)
    landing_s = takeoff_s + 2.0 * velocity / GRAVITY
    return Jump(height_m, takeoff_s, landing_s, landing_s + LANDING_S, depth_m, lowest_s, push, landing, style)


def _possible(jump: Jump) -> bool:
    """Whether it is what legs can do: they push and never pull, not too hard, and bend before they stretch."""
    pushing = jump.weights(np.linspace(0.0, jump.takeoff_s, 401)[1:-1])
    landing = jump.weights(jump.landing_s + np.linspace(0.0, LANDING_S, 401)[1:-1])
    able = (
        pushing[:240].min() >= LIGHTEST
        and pushing.min() >= 0.0
        and pushing.max() <= HARDEST[0]
        and landing.min() >= 0.0
        and landing.max() <= HARDEST[1]
    )
    return bool(able and jump.push[0] < -LEAST_DIP and DEPTHS_M[0] <= jump.depth_m <= DEPTHS_M[1])


def _bump(times: Floats, start: float, end: float, power: float, skew: float = 1.0) -> Floats:
    """A hump from 0 to 1 to 0; ``skew`` below 1 puts its top early."""
    shape: Floats = np.sin(np.pi * np.clip((times - start) / (end - start), 0.0, 1.0) ** skew)
    return np.maximum(shape, 0.0) ** power


def _push_shapes(times: Floats, takeoff_s: float, style: Style) -> tuple[Floats, Floats, Floats]:
    part = times / takeoff_s
    unweight = _bump(part, 0.0, style.turn, 1.5)
    drive = _bump(part, style.drive, 1.0, 1.0, style.skew)
    if style.second:
        # what makes the second summit is taken from between both
        drive = drive + style.second * (_bump(part, 0.74, 1.0, 1.5, 1.3) - 0.35 * _bump(part, 0.62, 0.9, 2.0))
    release: Floats = np.clip((part - 1.0 + style.release) / style.release, 0.0, 1.0) ** 2
    return unweight, drive, release


def _landing_shapes(times: Floats, style: Style) -> tuple[Floats, Floats, Floats]:
    absorb, late_s = style.absorb_s, style.late_s
    heels = _bump(times, late_s, late_s + style.impact_s, 2.0, 0.8)
    impact = _bump(times, 0.0, absorb, 1.0, style.hard) + style.impact * heels
    if style.forefoot:
        impact = impact + style.forefoot * _bump(times, 0.0, 0.07, 1.5, 0.8)
    begin_s = absorb + 0.05
    part = np.clip((times - begin_s) / (LANDING_S - begin_s), 0.0, 1.0)
    recovery: Floats = np.sin(2.0 * np.pi * part) * np.sin(np.pi * part)
    given: Floats = np.clip(1.0 - times / style.touch_s, 0.0, 1.0) ** 2
    if style.recoil:
        since = np.maximum(times - 0.7 * absorb, 0.0)
        swing = np.sin(2.0 * np.pi * since / style.recoil_s) * np.exp(-since / (0.6 * style.recoil_s))
        given = given + style.recoil * swing * np.clip((LANDING_S - times) / 0.3, 0.0, 1.0) ** 2
    return impact, recovery, given


def _integral(values: Floats, step_s: float) -> Floats:
    return np.concatenate([[0.0], np.cumsum(0.5 * step_s * (values[1:] + values[:-1]))])


def _solve(shapes: tuple[Floats, Floats, Floats], step_s: float, velocity: float, rise_m: float) -> Floats:
    """c1, c2 such that gravity (c1 a + c2 b - c) integrates to this change of velocity and this rise."""
    velocities = [_integral(shape, step_s) for shape in shapes]
    rises = [float(_integral(each, step_s)[-1]) for each in velocities]
    ends = [float(each[-1]) for each in velocities]
    matrix = GRAVITY * np.array([[ends[0], ends[1]], [rises[0], rises[1]]])
    wanted = np.array([velocity + GRAVITY * ends[2], rise_m + GRAVITY * rises[2]])
    return np.linalg.solve(matrix, wanted)


def _solve_push(velocity: float, takeoff_s: float, style: Style) -> tuple[tuple[float, float], float, float]:
    times = np.linspace(0.0, takeoff_s, QUADRATURE)
    shapes, step_s = _push_shapes(times, takeoff_s, style), float(times[1])
    first, second = _solve(shapes, step_s, velocity, TAKEOFF_ABOVE_STANCE_M)
    lift = GRAVITY * (first * shapes[0] + second * shapes[1] - shapes[2])
    position = _integral(_integral(lift, step_s), step_s)
    return (float(first), float(second)), -float(position.min()), float(times[position.argmin()])


def _solve_landing(velocity: float, style: Style) -> tuple[float, float]:
    """From falling at the height of take-off to rest in stance."""
    times = np.linspace(0.0, LANDING_S, QUADRATURE)
    rise_m = velocity * LANDING_S - TAKEOFF_ABOVE_STANCE_M
    first, second = _solve(_landing_shapes(times, style), float(times[1]), velocity, rise_m)
    return float(first), float(second)
