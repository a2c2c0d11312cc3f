"""Pulling upwards on a bar that does not move, standing on two plates: the isometric mid-thigh pull."""

from __future__ import annotations

import numpy as np

from simulators.body import FINE_HZ, SWAY_HZ, SWAY_PARTS, Person
from simulators.performance import Performance

PULL_WEIGHTS = 1.1
"""How much a person adds to the plates, in body weights."""
_LET_GO_S = 0.35


def isometric_pull(
    person: Person, reps: int = 3, hold_s: float = 4.0, rest_s: float = 3.0, quiet_s: float = 1.5
) -> Performance:
    """Quiet stance with the bar in the hands, sudden pulls that are held and let go; the force under both feet.

    The pull is shared as the push-off of a jump is; what is true stands in ``events`` and ``figures``.
    """
    dice = person.dice(11)
    times = np.arange(round((quiet_s + reps * (hold_s + rest_s)) * FINE_HZ) + 1) / FINE_HZ
    pulls = np.zeros(times.size)
    events: dict[str, float] = {}
    figures: dict[str, float] = {"weight_n": person.weight_n, "mass_kg": person.mass_kg}
    for number in range(1, reps + 1):
        onset_s = round(quiet_s + (number - 1) * (hold_s + rest_s) + float(dice.uniform(0.0, 0.3)), 3)
        height_n = PULL_WEIGHTS * person.weight_n * (1.0 + person.abduction_cv * float(dice.uniform(-1.0, 0.0)))
        since = np.clip(times - onset_s, 0.0, None)
        gone = np.clip((times - onset_s - hold_s) / _LET_GO_S, 0.0, 1.0)
        rise = 1.0 - np.exp(-((since / person.abduction_tau_s) ** 1.5))
        tired = 1.0 - 0.01 * np.maximum(since - 1.0, 0.0)
        pulls += height_n * rise * tired * (1.0 - gone * gone * (3.0 - 2.0 * gone))
        events |= {f"rep{number}_onset": onset_s, f"rep{number}_release": onset_s + hold_s}
        figures[f"rep{number}_peak_n"] = person.weight_n + float((height_n * rise * tired)[gone == 0].max())
    phases = dice.uniform(0.0, 2.0 * np.pi, len(SWAY_HZ))
    sway = np.sum(
        [part * np.sin(2 * np.pi * hz * times + at) for part, hz, at in zip(SWAY_PARTS, SWAY_HZ, phases, strict=True)],
        axis=0,
    )
    standing = person.weight_n + person.sway_n * np.sqrt(2.0) * sway
    left = standing * person.stance_left + pulls * person.jump_left
    forces = np.stack([left, standing + pulls - left])
    return Performance(FINE_HZ, forces, events, figures, name="isometric pull")
