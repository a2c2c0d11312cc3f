"""Standing as a test: quietly on both feet with the load going to and fro, and on one leg with touches of the other.

Where under each foot the pressure lies is up to the plates (``loadcell.swaying_cop``); here is what each foot carries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from simulators.firmware import Floats
from simulators.performance import FINE_HZ, SIDES, Filler, Performance, Side

if TYPE_CHECKING:
    from simulators.body import Person

SWAY_HZ = (0.31, 0.83, 1.37, 2.90, 5.30)
SWAY_PARTS = (0.50, 0.50, 0.45, 0.40, 0.35)
"""Frequencies and relative strengths (root sum of squares 1) of the restlessness of standing."""

SHIFT_HZ = (0.07, 0.19, 0.43, 0.97)
SHIFT_PARTS = (0.70, 0.55, 0.40, 0.22)
"""Frequencies and relative strengths (root sum of squares 1) of the weight going from foot to foot."""
SHIFT_SD = 0.008
"""Standard deviation of the left share; on plates 0.42 m apart that is 3.4 mm of sway."""
WITHOUT_SEEING = 1.6
"""How much more the weight goes to and fro with closed eyes."""
LIFT_S = 0.8
"""Shifting the weight and lifting the foot."""
TOUCH_LOAD = 0.12
"""Part of the weight on a foot that touches down."""


def grid(duration_s: float) -> Floats:
    """Seconds at which a performance of this length is drawn."""
    return np.arange(round(duration_s * FINE_HZ) + 1) / FINE_HZ


def smooth(times: Floats, start_s: float, end_s: float) -> Floats:
    """0 before, 1 after, without a corner."""
    part = np.clip((times - start_s) / (end_s - start_s), 0.0, 1.0)
    return part * part * (3.0 - 2.0 * part)


def shared(total_n: Floats, left: Floats | float) -> Floats:
    """Left and right."""
    return np.stack([total_n * left, total_n * (1.0 - np.asarray(left))])


def sway(person: Person, times: Floats) -> Floats:
    """Restlessness of the total force; its mean over a second is not zero, as it is not in people."""
    phases = person.dice(1).uniform(0.0, 2.0 * np.pi, len(SWAY_HZ))
    waves = [
        part * np.sin(2.0 * np.pi * hz * times + phase)
        for part, hz, phase in zip(SWAY_PARTS, SWAY_HZ, phases, strict=True)
    ]
    swaying: Floats = person.sway_n * np.sqrt(2.0) * np.sum(waves, axis=0)
    return swaying


def stance(person: Person) -> Filler:
    """Standing still on both plates for as long as wanted."""

    def stand(times: Floats) -> Floats:
        return shared(person.weight_n + sway(person, times), person.stance_left)

    return stand


def step_on(person: Person, quiet_s: float = 3.0) -> Performance:
    """From beside the plates onto them, one foot after the other, then standing still."""
    times = grid(1.2 + quiet_s)
    loaded = smooth(times, 0.1, 0.5)
    settling = 0.12 * np.sin(2.0 * np.pi * 2.2 * (times - 0.1)) * np.exp(-(times - 0.1) / 0.22) * (times > 0.1)
    left = 1.0 - (1.0 - person.stance_left) * smooth(times, 0.45, 0.9)
    total = person.weight_n * loaded * (1.0 + settling) + sway(person, times) * loaded
    events = {"step_on": 0.1, "both_feet": 0.9, "quiet": 1.2}
    figures = {"weight_n": person.weight_n, "mass_kg": person.mass_kg}
    return Performance(FINE_HZ, shared(total, left), events, figures, name="step on")


def step_off(person: Person) -> Performance:
    """From standing on both plates to none."""
    times = grid(1.0)
    left = person.stance_left + (1.0 - person.stance_left) * smooth(times, 0.1, 0.4)
    total = (person.weight_n + sway(person, times)) * (1.0 - smooth(times, 0.4, 0.8))
    return Performance(FINE_HZ, shared(total, left), {"step_off": 0.1, "empty": 0.8}, name="step off")


def quiet_stance(person: Person, seconds: float = 31.0, *, eyes_closed: bool = False) -> Performance:
    """Standing on both feet, the load swaying between them; in the beginning as in ``body.stance``."""
    times = np.arange(round(seconds * FINE_HZ) + 1) / FINE_HZ
    strength = SHIFT_SD * (WITHOUT_SEEING if eyes_closed else 1.0)
    total = stance(person)(times).sum(axis=0)
    left = person.stance_left + strength * _shifting(person, times) * np.clip(times, 0.0, 1.0)
    figures = {"weight_n": person.weight_n, "left_share": person.stance_left, "share_sd": strength}
    return Performance(FINE_HZ, np.stack([total * left, total * (1.0 - left)]), {}, figures, name="quiet stance")


def single_leg_stance(
    person: Person, side: Side = "left", seconds: float = 31.0, touches: Sequence[tuple[float, float]] = ()
) -> Performance:
    """Lifting one foot and standing on ``side``; each touch of the other foot has a time and a length in seconds."""
    times = np.arange(round(seconds * FINE_HZ) + 1) / FINE_HZ
    total = stance(person)(times).sum(axis=0)
    ramp = np.clip(times / LIFT_S, 0.0, 1.0)
    before = person.stance_left if side == "right" else 1.0 - person.stance_left
    other = before * (1.0 - ramp * ramp * (3.0 - 2.0 * ramp))
    for at_s, lasting_s in touches:
        other = np.where((times >= at_s) & (times < at_s + lasting_s), TOUCH_LOAD, other)
    shares = {side: 1.0 - other, SIDES[1 - SIDES.index(side)]: other}
    events = {"lifted": LIFT_S} | {f"touch{number}": at_s for number, (at_s, _) in enumerate(touches, 1)}
    figures = {"weight_n": person.weight_n, "touches": float(len(touches))}
    forces = np.stack([total * shares[each] for each in SIDES])
    return Performance(FINE_HZ, forces, events, figures, name=f"single-leg stance, {side}")


def _shifting(person: Person, times: Floats) -> Floats:
    """The weight going to and fro, standard deviation 1 over a long time."""
    phases = person.dice(6).uniform(0.0, 2.0 * np.pi, len(SHIFT_HZ))
    waves = [
        part * np.sin(2.0 * np.pi * hz * times + phase)
        for part, hz, phase in zip(SHIFT_PARTS, SHIFT_HZ, phases, strict=True)
    ]
    scale = np.sqrt(2.0 / np.sum(np.square(SHIFT_PARTS)))
    shifting: Floats = scale * np.sum(waves, axis=0)
    return shifting
