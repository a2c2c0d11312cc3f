"""Pulling upwards on a bar that does not move, standing on two plates: the isometric mid-thigh pull and squat."""

from __future__ import annotations

import numpy as np

from simulators.body import FINE_HZ, PAIN_SLOWS, PAIN_UNSETTLES, Person, stance
from simulators.effort import CRITICAL, fatigue, trial_factor
from simulators.motor_units import rise, unsteadiness
from simulators.movement import upright
from simulators.performance import SIDES, Performance

_LET_GO_S = 0.35
LEGS = "leg_push"


def isometric_pull(
    person: Person,
    reps: int = 3,
    hold_s: float = 4.0,
    rest_s: float = 3.0,
    quiet_s: float = 1.5,
    *,
    name: str = "isometric pull",
) -> Performance:
    """Quiet stance with the bar in the hands, sudden pulls that are held and let go; the force under both feet.

    The pull is shared as the legs are strong where that is said of them, else as the push-off of a jump is; what is
    true stands in ``events`` and ``figures``.
    """
    dice = person.dice(11)
    times = np.arange(round((quiet_s + reps * (hold_s + rest_s)) * FINE_HZ) + 1) / FINE_HZ
    whole_n = sum(person.voluntary(LEGS, side) for side in SIDES)
    hurts = max(person.hurts(LEGS, side) for side in SIDES)
    told = any(LEGS in given for given in (person.strength_n, person.deficit, person.pain))
    share = person.left_part(LEGS) if told else person.jump_left
    states = fatigue(person, LEGS, "left")
    tau_s = person.rise_s * (1.0 + PAIN_SLOWS * hurts)
    unsteady = person.skill.steadiness * (1.0 + PAIN_UNSETTLES * hurts)
    pulls = np.zeros(times.size)
    events: dict[str, float] = {}
    figures: dict[str, float] = {"weight_n": person.weight_n, "mass_kg": person.mass_kg, "pull_left_share": share}
    for number in range(1, reps + 1):
        onset_s = round(quiet_s + (number - 1) * (hold_s + rest_s) + float(dice.uniform(0.0, 0.3)), 3)
        here = (times >= onset_s) & (times <= onset_s + hold_s + _LET_GO_S)
        since = times[here] - onset_s
        tired = states.during(since)
        left = 1.0 - (1.0 - CRITICAL) * tired
        wavering = 1.0 + unsteady * unsteadiness(dice).at(since, tired)
        pull = whole_n * trial_factor(person, hurts, number, dice) * rise(since, tau_s) * left * wavering
        gone = np.clip((since - hold_s) / _LET_GO_S, 0.0, 1.0)
        pulls[here] += pull * (1.0 - gone * gone * (3.0 - 2.0 * gone))
        events |= {f"rep{number}_onset": onset_s, f"rep{number}_release": onset_s + hold_s}
        figures[f"rep{number}_pull_n"] = float(pull[gone == 0].max())
        states.worked(hold_s)
        states.rested(rest_s)
    standing = stance(person)(times)
    total = standing.sum(axis=0) + pulls
    for number in range(1, reps + 1):
        during = (times >= events[f"rep{number}_onset"]) & (times <= events[f"rep{number}_release"])
        figures[f"rep{number}_peak_n"] = float(total[during].max())
    left_n = standing[0] + pulls * share
    return upright(person, times, np.stack([left_n, total - left_n]), events, figures, name)
