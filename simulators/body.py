"""A person as numbers, and what the person does: hip abduction, glute bridge, and the movements of other files by name.

Every performance knows its true moments (``events``) and quantities (``figures``); nothing here is measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from simulators.countermovement import countermovement_jump as countermovement_jump
from simulators.firmware import Floats
from simulators.jump import GRAVITY
from simulators.performance import FINE_HZ as FINE_HZ
from simulators.performance import SIDES, Performance, Side, Surface
from simulators.standing import SWAY_HZ as SWAY_HZ
from simulators.standing import SWAY_PARTS as SWAY_PARTS
from simulators.standing import stance as stance
from simulators.standing import step_off as step_off
from simulators.standing import step_on as step_on


@dataclass(frozen=True, slots=True)
class Person:
    """Who is tested.  Shares are the left side's part of both, 0..1."""

    name: str = "symmetric"
    mass_kg: float = 72.0
    left_abduction_n: float = 150.0
    right_abduction_n: float = 150.0
    abduction_tau_s: float = 0.16
    """Time scale of the rise of force; smaller is more explosive."""
    abduction_cv: float = 0.03
    """How much the repetitions differ."""
    stance_left: float = 0.5
    jump_height_m: float = 0.28
    jump_left: float = 0.5
    landing_left: float = 0.5
    bridge_load: float = 0.46
    """Part of body weight that the feet carry in the raised bridge."""
    bridge_left: float = 0.5
    bridge_drift: float = 0.0
    """Change of the left share from the beginning to the end of the hold."""
    bridge_fatigue_per_s: float = 0.0008
    """Part of the load that is lost each second of holding."""
    sway_n: float = 1.6
    """Standard deviation of the total force in quiet stance."""
    tremor_n: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        if not 20.0 <= self.mass_kg <= 200.0:
            raise ValueError(f"a body mass from 20 to 200 kg can be played, not {self.mass_kg:g} kg")
        for name in ("stance_left", "jump_left", "landing_left", "bridge_left"):
            if not 0.0 < getattr(self, name) < 1.0:
                raise ValueError(f"{name} is a share between 0 and 1")

    @property
    def weight_n(self) -> float:
        return self.mass_kg * GRAVITY

    def dice(self, *what: int) -> np.random.Generator:
        """Randomness of one movement, the same at every call."""
        return np.random.default_rng([self.seed, *what])


def _grid(duration_s: float) -> Floats:
    return np.arange(round(duration_s * FINE_HZ) + 1) / FINE_HZ


def _smooth(times: Floats, start_s: float, end_s: float) -> Floats:
    """0 before, 1 after, without a corner."""
    part = np.clip((times - start_s) / (end_s - start_s), 0.0, 1.0)
    return part * part * (3.0 - 2.0 * part)


def _shared(total_n: Floats, left: Floats | float) -> Floats:
    return np.stack([total_n * left, total_n * (1.0 - np.asarray(left))])


def hip_abduction(
    person: Person, side: Side, reps: int = 3, hold_s: float = 5.0, rest_s: float = 3.0, preload_n: float = 4.0
) -> Performance:
    """Isometric pushes against one dynamometer: rest under the strap, sudden rise, plateau, release; again."""
    strength_n = person.left_abduction_n if side == "left" else person.right_abduction_n
    dice = person.dice(2, SIDES.index(side))
    times = _grid(rest_s + reps * (hold_s + rest_s))
    force = np.full(times.size, preload_n)
    events: dict[str, float] = {}
    figures: dict[str, float] = {}
    for number in range(1, reps + 1):
        onset_s = round(rest_s + (number - 1) * (hold_s + rest_s) + float(dice.uniform(0.0, 0.3)), 3)
        plateau_n = strength_n * (1.0 + person.abduction_cv * float(dice.uniform(-1.0, 0.0)))
        effort = _effort(times - onset_s, hold_s, person.abduction_tau_s, dice.uniform(0.0, 2.0 * np.pi, 2))
        push = (plateau_n - preload_n) * effort
        force = force + push
        peak = int(np.argmax(push))
        events |= {
            f"rep{number}_onset": onset_s,
            f"rep{number}_peak": float(times[peak]),
            f"rep{number}_release": onset_s + hold_s - 0.3,
        }
        figures[f"rep{number}_peak_n"] = float(preload_n + push[peak])
        for after_s in (0.1, 0.2):
            gained = float(np.interp(onset_s + after_s, times, push))
            figures[f"rep{number}_rfd_0_{round(after_s * 1000)}_n_per_s"] = gained / after_s
    forces = np.zeros((2, times.size))
    forces[SIDES.index(side)] = force
    return Performance(FINE_HZ, forces, events, figures, Surface.GRIPS, f"hip abduction, {side}")


def _effort(since: Floats, hold_s: float, tau_s: float, phases: Floats) -> Floats:
    """One push from 0 to about 1 and back; it begins exactly at 0 s and is over at ``hold_s``."""
    rise = 1.0 - np.exp(-((np.maximum(since, 0.0) / tau_s) ** 1.5))
    plateau = 1.0 - 0.012 * np.maximum(since - 1.0, 0.0) / hold_s
    ripple = 0.008 * np.sin(2 * np.pi * 1.1 * since + phases[0]) + 0.004 * np.sin(2 * np.pi * 7.3 * since + phases[1])
    release = 1.0 - _smooth(since, hold_s - 0.3, hold_s)
    effort: Floats = rise * (plateau + ripple * _smooth(since, 0.3, 0.8)) * release
    return effort


def glute_bridge(person: Person, hold_s: float = 20.0, rest_s: float = 2.0) -> Performance:
    """Lying with a foot on each plate, raising the pelvis, holding it, lowering it.

    The load of the held bridge sags with fatigue, its tremor grows, and its left share drifts.
    """
    rise_s, lower_s, rest_load = 0.9, 0.7, 0.16
    times = _grid(2.0 * rest_s + rise_s + hold_s + lower_s)
    up_s, hold_start_s = rest_s, rest_s + rise_s
    hold_end_s = hold_start_s + hold_s
    raised = _smooth(times, up_s, hold_start_s) * (1.0 - _smooth(times, hold_end_s, hold_end_s + lower_s))
    held = np.clip((times - hold_start_s) / hold_s, 0.0, 1.0)
    sagging = 1.0 - person.bridge_fatigue_per_s * hold_s * held
    load = person.weight_n * (rest_load + (person.bridge_load * sagging - rest_load) * raised)
    phases = person.dice(3).uniform(0.0, 2.0 * np.pi, 3)
    tremor = np.sum([np.sin(2 * np.pi * hz * times + p) for hz, p in zip((8.3, 9.7, 1.9), phases, strict=True)], axis=0)
    load = load + person.tremor_n * np.sqrt(2.0 / 3.0) * (1.0 + held) * raised * tremor
    left = 0.5 + (person.bridge_left + person.bridge_drift * held - 0.5) * raised
    events = {
        "rise": up_s,
        "hold_start": hold_start_s,
        "hold_end": hold_end_s,
        "lowered": hold_end_s + lower_s,
    }
    figures = {
        "weight_n": person.weight_n,
        "hold_s": hold_s,
        "load_start_n": person.weight_n * person.bridge_load,
        "load_end_n": person.weight_n * person.bridge_load * (1.0 - person.bridge_fatigue_per_s * hold_s),
        "left_share_start": person.bridge_left,
        "left_share_end": person.bridge_left + person.bridge_drift,
    }
    return Performance(FINE_HZ, _shared(load, left), events, figures, name="glute bridge hold")


MOVEMENTS = MappingProxyType(
    {
        "cmj": countermovement_jump,
        "glute_bridge_hold": glute_bridge,
        "step_on": step_on,
        "step_off": step_off,
    }
)
"""What a person does on the plates, by the key of the test; hip abduction also needs a side."""
