"""Isometric efforts against a dynamometer: rest, rise, plateau, release; what pain, fatigue and the tester do to them.

The rise is that of a pool of motor units, the plateau wavers in proportion to the force, and both are exactly 0 before
the onset; a resting limb is not quite still.  ``figures`` are of the drawn force, its unsteadiness included.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulators.body import FINE_HZ, PAIN_SLOWS, PAIN_UNSETTLES, Person
from simulators.firmware import Floats
from simulators.motor_units import rise, unsteadiness
from simulators.performance import SIDES, Performance, Side, Surface
from simulators.strength import MUSCLES

PRELOAD_N = 4.0
RESTING_N = 0.1
"""Standard deviation of the force of a limb that rests against the strap, by breath and pulse."""
RELEASE_S = 0.3
RFD_MS = (50, 100, 150, 200)
WARM_UP = 0.5
"""Level of the effort before the maximal ones."""
CRITICAL = 0.45
"""Part of the strength that does not tire."""
TIRES = 0.6
"""Time scale of tiring in all-out work, as a part of the group's endurance."""
PAIN_STOPS = 0.4
"""Part of an effort that the worst pain cuts off its end."""
_SD_OF_CLIPPED = 0.8796
"""Standard deviation of a normal draw that is redrawn beyond 2."""


@dataclass(frozen=True, slots=True)
class Examiner:
    """Who holds the dynamometer.  A frame or a belt neither slips nor wavers."""

    slips: tuple[int, ...] = ()
    """Efforts, counted from 1, in which the dynamometer slips off and is caught."""
    slip_at_s: float = 2.0
    """When, from the onset."""
    slip_s: float = 0.5
    """How long the force is away."""
    slip_lost: float = 0.7
    """Part of the force that is lost."""
    wavers: float = 0.0
    """Standard deviation of the tester's own unsteadiness, as a part of the force."""
    holds_n: float = np.inf
    """What the tester can hold against; a stronger client measures the examiner."""


FRAME = Examiner()


@dataclass(slots=True)
class Fatigue:
    """What short all-out efforts take from a group: tires while it works, recovers while it rests."""

    tires_s: float
    recovers_s: float
    tired: float = 0.0
    """0..1; at 1 the critical force is left."""

    def during(self, since: Floats) -> Floats:
        """How tired the group is at these seconds of work."""
        tired: Floats = 1.0 - (1.0 - self.tired) * np.exp(-np.maximum(since, 0.0) / self.tires_s)
        return tired

    def worked(self, work_s: float, level: float = 1.0) -> None:
        """So long an effort at a part ``level`` of the strength is over; below the critical force nothing is lost."""
        cost = max(0.0, (level - CRITICAL) / (1.0 - CRITICAL))
        self.tired = 1.0 - (1.0 - self.tired) * float(np.exp(-cost * work_s / self.tires_s))

    def rested(self, rest_s: float) -> None:
        """So long a rest is over."""
        self.tired *= float(np.exp(-rest_s / self.recovers_s))


def fatigue(person: Person, muscle: str, side: Side) -> Fatigue:
    """A rested group of this person."""
    return Fatigue(TIRES * person.endurance(muscle, side), person.recovery_s)


def effort_dice(person: Person, muscle: str, side: Side) -> np.random.Generator:
    """Randomness of the efforts of one group and side."""
    return person.dice(2, list(MUSCLES).index(muscle), SIDES.index(side))


def trial_factor(person: Person, hurts: float, number: int, dice: np.random.Generator) -> float:
    """What effort ``number`` (from 1) reaches of the strength: learning, and how efforts differ."""
    chance = dice.normal()
    while abs(chance) > 2.0:
        chance = dice.normal()
    spread = person.skill.cv * (1.0 + PAIN_UNSETTLES * hurts) * chance / _SD_OF_CLIPPED
    short = person.skill.learning * float(np.exp(-(number - 1) / person.skill.learns))
    return max(0.05, 1.0 + spread - short)


def isometric_effort(
    person: Person,
    muscle: str,
    side: Side,
    reps: int = 3,
    hold_s: float = 5.0,
    rest_s: float = 3.0,
    *,
    part: float = 1.0,
    warm_up: bool = False,
    preload_n: float = PRELOAD_N,
    examiner: Examiner = FRAME,
) -> Performance:
    """Maximal efforts of one group against one dynamometer (make test), one at half the strength before if asked.

    ``part`` is what is reached at this place of the dynamometer, relative to the group's usual one.  Effort n has
    ``rep{n}_onset``, ``_peak`` and ``_release``, its peak and its rates of force development from the onset; the
    warm-up has ``warm_up_onset`` and ``warm_up_release``.
    """
    dice, state = effort_dice(person, muscle, side), fatigue(person, muscle, side)
    strength_n, hurts = part * person.voluntary(muscle, side) - preload_n, person.hurts(muscle, side)
    count = reps + warm_up
    times = np.arange(round((rest_s + count * (hold_s + rest_s)) * FINE_HZ) + 1) / FINE_HZ
    force = preload_n + RESTING_N * unsteadiness(person.dice(14, SIDES.index(side))).slow(times)
    events: dict[str, float] = {}
    figures = {"strength_n": part * person.strength(muscle, side), "voluntary_n": strength_n + preload_n}
    for place in range(count):
        number = place + 1 - warm_up
        onset_s = round(rest_s + place * (hold_s + rest_s) + float(dice.uniform(0.0, 0.3)), 3)
        level = trial_factor(person, hurts, max(1, number), dice) * (1.0 if number else WARM_UP)
        work_s = (hold_s - float(dice.uniform(0.0, 0.1))) * (1.0 - PAIN_STOPS * hurts)
        tau_s = person.rise_s * (1.0 + PAIN_SLOWS * hurts) * (1.0 if number else 2.5)
        here = (times >= onset_s) & (times <= onset_s + work_s)
        since = times[here] - onset_s
        push = level * strength_n * _push(person, hurts, since, work_s, tau_s, state, dice)
        push = _held_by(examiner, preload_n + push, since, number, work_s, dice) - preload_n
        force[here] += push
        name = f"rep{number}" if number else "warm_up"
        events |= {f"{name}_onset": onset_s, f"{name}_release": onset_s + work_s - RELEASE_S}
        if number:
            events[f"{name}_peak"] = float(times[here][np.argmax(force[here])])
            figures |= _figures(name, since, force[here])
            if number in examiner.slips:
                events |= {f"{name}_slip": onset_s + examiner.slip_at_s}
                events |= {f"{name}_caught": onset_s + examiner.slip_at_s + examiner.slip_s}
        state.worked(work_s, min(1.0, level))
        state.rested(rest_s)
    forces = np.zeros((len(SIDES), times.size))
    forces[SIDES.index(side)] = force
    return Performance(FINE_HZ, forces, events, figures, Surface.GRIPS, f"{MUSCLES[muscle].title}, {side}")


def _push(
    person: Person,
    hurts: float,
    since: Floats,
    work_s: float,
    tau_s: float,
    state: Fatigue,
    dice: np.random.Generator,
) -> Floats:
    """One effort as a part of the strength: 0 at its onset and at its end."""
    tired = state.during(since)
    left = 1.0 - (1.0 - CRITICAL) * tired
    unsteady = person.skill.steadiness * (1.0 + PAIN_UNSETTLES * hurts)
    wavering = 1.0 + unsteady * unsteadiness(dice).at(since, tired)
    part = np.clip((since - work_s + RELEASE_S) / RELEASE_S, 0.0, 1.0)
    push: Floats = rise(since, tau_s) * left * wavering * (1.0 - part * part * (3.0 - 2.0 * part))
    return push


def _held_by(
    examiner: Examiner, force: Floats, since: Floats, number: int, work_s: float, dice: np.random.Generator
) -> Floats:
    """What reaches a dynamometer that somebody holds."""
    if np.isfinite(examiner.holds_n):  # gives way: the smooth smaller one of the two
        force = force / (1.0 + (force / examiner.holds_n) ** 12) ** (1.0 / 12.0)
    if examiner.wavers:
        force = force * (1.0 + examiner.wavers * unsteadiness(dice).slow(since) * np.clip(since / 0.3, 0.0, 1.0))
    if number in examiner.slips and number:
        if examiner.slip_at_s + examiner.slip_s > work_s:
            raise ValueError(
                f"an effort of {work_s:.1f} s is over before the slip at {examiner.slip_at_s:g} s is caught"
            )
        force = force * slip(since, examiner.slip_at_s, examiner.slip_s, examiner.slip_lost)
    return force


def slip(since: Floats, at_s: float, for_s: float, lost: float) -> Floats:
    """Factor on a force that slips off within a fifth of ``for_s`` and has come back after it."""
    off = np.clip((since - at_s) / (0.2 * for_s), 0.0, 1.0)
    back = np.clip((since - at_s - 0.5 * for_s) / (0.5 * for_s), 0.0, 1.0)
    factor: Floats = 1.0 - lost * (off * off * (3.0 - 2.0 * off) - back * back * (3.0 - 2.0 * back))
    return factor


def _figures(name: str, since: Floats, force: Floats) -> dict[str, float]:
    figures = {f"{name}_peak_n": float(force.max())}
    for after_ms in RFD_MS:
        gained = float(np.interp(after_ms / 1000.0, since, force) - force[0])
        figures[f"{name}_rfd_0_{after_ms}_n_per_s"] = gained / (after_ms / 1000.0)
    return figures
