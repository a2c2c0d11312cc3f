"""A jump from one leg: standing on both, the other foot lifted, countermovement, flight, landing on the same leg."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulators.body import FINE_HZ, Person, countermovement_jump
from simulators.firmware import Floats
from simulators.jump import HEIGHTS_M
from simulators.performance import SIDES, Performance, Side

ONE_LEG_HEIGHT = 0.55
"""Part of the height of a jump from both legs that one leg alone reaches."""
WAIT_S = 2.0
"""From the start to the onset."""
LIFTED_S = (0.3, 0.9)
"""When the other foot leaves its plate, from the start."""
DOWN_S = (0.4, 0.9)
"""When it is put down again, after the body has come to rest."""


def single_leg_jump(person: Person, side: Side = "left", after_s: float = 1.2) -> Performance:
    """One jump on the leg of ``side``; ``height_m`` and the events are those of a jump of that height on both legs."""
    height_m = max(HEIGHTS_M[0], ONE_LEG_HEIGHT * person.jump_height_m)
    both = countermovement_jump(replace(person, jump_height_m=height_m), quiet_s=WAIT_S, after_s=after_s)
    total = both.force_n.sum(axis=0)
    times = np.arange(len(total)) / FINE_HZ
    rest_s = both.events["rest"]
    up = _step(times, *LIFTED_S) - _step(times, rest_s + DOWN_S[0], rest_s + DOWN_S[1])
    before = person.stance_left if side == "right" else 1.0 - person.stance_left
    shares = {side: 1.0 - before * (1.0 - up), SIDES[1 - SIDES.index(side)]: before * (1.0 - up)}
    figures = {name: size for name, size in both.figures.items() if not name.endswith("impulse_ns")}
    forces = np.stack([total * shares[each] for each in SIDES])
    events = {"lifted": LIFTED_S[1], **both.events, "down": rest_s + DOWN_S[0]}
    name = f"single-leg jump, {side}"
    return Performance(FINE_HZ, forces, events, figures, name=name, cop_m=both.cop_m, join_s=both.join_s)


def _step(times: Floats, start_s: float, end_s: float) -> Floats:
    """0 before, 1 after, without a corner."""
    part = np.clip((times - start_s) / (end_s - start_s), 0.0, 1.0)
    step: Floats = part * part * (3.0 - 2.0 * part)
    return step
