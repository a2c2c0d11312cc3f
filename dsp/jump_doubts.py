"""What is to be said against the numbers of a jump: zero errors, heights that differ, lost samples, a short record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from dsp.doubts import Doubts, joined
from dsp.jump import LANDING_S, STABLE_S, STABLE_SHARE, STOPPING_MOST_S, Jump
from dsp.jump_metrics import JUMP_SUMMARY, contraction_time, countermovement_depth, height_difference, height_impulse
from dsp.jump_recording import Begin, FoundJump
from dsp.legs import BOTH, Legs
from dsp.measurement import State
from dsp.metric import Facts, judge
from dsp.squat_jump import Push
from dsp.squat_jump_metrics import push_rises
from dsp.unweighting import Unweighting
from dsp.weighing import quiet_windows

B = TypeVar("B", bound=Begin)

SHALLOW_DEPTH_M = 0.08
HEIGHTS_LIMIT_M, HEIGHTS_REFUSE_M = 0.05, 0.12
SLOW_S = 2.0
RESIDUAL_NOTE_N, RESIDUAL_LIMIT_N, RESIDUAL_REFUSE_N = 1.0, 2.0, 5.0
"""Of one plate with nobody on it: 1 N after the weighing changes the height by impulse by 0.6 cm, 5 N by 3 cm."""
WEIGHT_CHANGE = 0.02
HEIGHT_KNOWN_M = 0.03
_STILL_S = 0.25
"""Force that only passes through the weight is within 5 % of it for less."""

_OF_FOOT = ("impulse", "share")
_FROM_IMPULSE = frozenset(
    {
        *("jump_height_im", "jump_height_difference", "rsi_modified", "push_height_rate", "countermovement_depth"),
        *("takeoff_velocity", "peak_velocity", "peak_downward_velocity", "net_impulse", "net_impulse_p1"),
        *("net_impulse_p2", "unweighting_time", "braking_time", "vald_braking_time", "propulsion_time", "stiffness"),
        *("peak_power", "peak_power_kg", "mean_power", "mean_power_kg", "braking_rfd"),
        *("force_at_zero_velocity", "force_at_zero_velocity_kg", "mean_braking_force"),
    }
)
_PUSHED = frozenset(f"{phase}_{what}" for phase in ("unweighting", "braking", "propulsive") for what in _OF_FOOT)
_LANDED = frozenset({"landing_peak", "landing_impulse", "landing_share"})
_FROM_WEIGHT = _FROM_IMPULSE | _PUSHED | {"contraction_time", "push_time", "propulsive_impulse_asymmetry"}
_FROM_WEIGHT |= {"rsi_modified_ft", "flight_contraction_ratio", "squat_dip", "squat_hold_time"}
"""Onset and lowest point follow from the weight, and with them whatever begins there."""
_MOTION = _FROM_IMPULSE | {"jump_height_ft", "rsi_modified_ft", "flight_contraction_ratio"}
_BY_HEIGHTS = _MOTION | _LANDED | {"flight_time", "landing_time", "time_to_stabilisation"}
_FORCES = frozenset({"system_weight", "corrected_weight", "peak_propulsive_force", "mean_propulsive_force"})
_FORCES |= {"peak_braking_force"}
_STOPPED = frozenset({"landing_time", "landing_impulse", "landing_share"})
_STABLE = frozenset({"time_to_stabilisation", "corrected_weight"})
_NO_BRAKING = frozenset({"mean_braking_force", "braking_rfd", "braking_share"})

WEIGHT = next(row for row in JUMP_SUMMARY if row.key == "system_weight")


@dataclass(frozen=True, slots=True)
class Reserve:
    """Doubts about the metrics ``keys`` (all when None) of ``side`` (any when None)."""

    doubts: Doubts
    keys: frozenset[str] | None = None
    side: str | None = None

    def about(self, key: str, side: str) -> bool:
        """Whether it touches this line of the result."""
        return (self.keys is None or key in self.keys) and self.side in (None, side)


def about(reserves: list[Reserve], key: str, side: str) -> Doubts:
    """Join all doubts about one line of the result.

    Parameters
    ----------
    reserves : list of Reserve
        From ``doubts_of``.
    key, side : str
        The metric, and ``"left"``, ``"right"`` or ``"both"``.

    Returns
    -------
    Doubts
        In the order of the reserves.
    """
    return joined(*[reserve.doubts for reserve in reserves if reserve.about(key, side)])


def doubts_of(
    found: FoundJump[B],
    facts: Callable[[int, int], Facts],
    readings: Mapping[str, float],
    pushing: Legs,
    landing: Legs,
) -> list[Reserve]:
    """Everything that is to be said against a jump's numbers.

    Parameters
    ----------
    found : FoundJump
        The jump.
    facts : callable
        ``facts(first, last)`` tells what is known about these samples, both included.
    readings : mapping of str to float
        What each plate, or ``"both"``, reads with nobody on it, N.
    pushing, landing : Legs
        The legs that push off and those that land.

    Returns
    -------
    list of Reserve
        Each with its reason for the therapist.
    """
    jump = found.jump
    reserves = [*_of_zero(readings), *_of_motion(found), *_of_weighing(found, facts), *_of_legs(pushing, landing)]
    reserves += [*_of_phases(jump), *_of_push(found)]
    if found.number > 1:
        left_out = "; ".join(f"jump {number} was left out: {why}" for number, why in enumerate(found.left_out, 1))
        reserves.append(Reserve(Doubts(notes=(f"jump {found.number} of {found.jumps}; {left_out}",))))
    elif found.jumps > 1:
        reserves.append(Reserve(Doubts(notes=(f"{found.jumps} jumps in this recording; this is the first",))))
    recorded = jump.seconds(jump.landing, len(jump.time_s) - 1)
    if recorded < LANDING_S - 1.5 * jump.step_s:
        text = f"the recording ends {1000 * recorded:.0f} ms after landing: the true peak is at least this"
        reserves.append(Reserve(Doubts(limits=(text,)), frozenset({"landing_peak"})))
    return reserves


def _of_zero(readings: Mapping[str, float]) -> Iterator[Reserve]:
    """Plates that are not at zero when nobody stands on them; the worse one decides about what needs both."""
    worst = max(readings, key=lambda side: abs(readings[side]))
    for side, residual in readings.items():
        size = abs(residual)
        if size <= RESIDUAL_NOTE_N:
            continue
        plates = "the plates read" if side == BOTH else f"the {side} plate reads"
        them = "them" if side == BOTH else "it"
        reason = (f"{plates} {residual:+.2g} N with nobody on {them}; zero before the next jump",)
        limit = Doubts(notes=reason) if size <= RESIDUAL_LIMIT_N else Doubts(limits=reason)
        refuse = limit if size <= RESIDUAL_REFUSE_N else Doubts(refusals=reason)
        if side == worst:
            yield Reserve(refuse, _FROM_IMPULSE)
            yield Reserve(limit, _FORCES)
        yield Reserve(refuse, _PUSHED, side)
        yield Reserve(limit, _LANDED, side)


def _of_motion(found: FoundJump[B]) -> Iterator[Reserve]:
    """A motion that contradicts itself or is hardly a countermovement."""
    jump = found.jump
    differ = height_difference(jump)
    text = f"heights by impulse and by flight time differ by {100 * abs(differ):.0f} cm"
    if abs(differ) > HEIGHTS_REFUSE_M:
        reason = f"{text}: one of them is wrong; repeat the jump from a quiet stand"
        yield Reserve(Doubts(refusals=(reason,)), _BY_HEIGHTS)
    elif abs(differ) > HEIGHTS_LIMIT_M:
        reason = f"{text}: legs bent in the air, or not still before the jump"
        yield Reserve(Doubts(limits=(reason,)), _BY_HEIGHTS)
    limits = []
    depth, lasted = countermovement_depth(jump), contraction_time(jump)
    if isinstance(found.begin, Unweighting) and depth < SHALLOW_DEPTH_M:
        limits.append(f"very shallow countermovement ({100 * depth:.0f} cm)")
    if lasted > SLOW_S:
        limits.append(f"{lasted:.1f} s from onset to take-off: check the onset on the curve")
    yield Reserve(Doubts(limits=tuple(limits)), _MOTION)
    weight = found.stance.mean_n
    after = quiet_windows(jump.force_n[jump.landing :], 1.0 / jump.step_s, mean_above_n=0.5 * weight)
    change = after[0].mean_n - weight if after else 0.0
    if abs(change) > WEIGHT_CHANGE * weight:
        reason = f"the weight after landing differs by {change:+.0f} N from the weight before the jump"
        yield Reserve(Doubts(limits=(reason,)), _FROM_IMPULSE)


def _of_weighing(found: FoundJump[B], facts: Callable[[int, int], Facts]) -> Iterator[Reserve]:
    """Samples that were lost or saturated in the weighing reach whatever the weight is in."""
    stance = found.stance
    weighed = judge(WEIGHT, stance.mean_n, replace(facts(stance.start, stance.stop - 1), alignment_s=0.0))
    if weighed.state is not State.VALID:
        reasons = tuple(f"in the weighing: {reason}" for reason in weighed.reasons)
        doubts = Doubts(refusals=reasons) if weighed.state is State.INVALID else Doubts(limits=reasons)
        yield Reserve(doubts, _FROM_WEIGHT)
    height = height_impulse(found.jump)
    open_m = float(np.sqrt(sum((height_impulse(moved) - height) ** 2 for moved in found.jump.variants())))
    if open_m > HEIGHT_KNOWN_M:
        reason = (
            f"the height by impulse is known to ± {100 * open_m:.0f} cm only: stand still for longer before the jump"
        )
        yield Reserve(Doubts(limits=(reason,)), _FROM_IMPULSE)


def _of_legs(pushing: Legs, landing: Legs) -> Iterator[Reserve]:
    """A jump on one leg, or a landing on one: the other plate has nothing to tell."""
    for side in pushing.idle:
        yield Reserve(Doubts(refusals=(f"the {side} leg is off its plate",)), _PUSHED, side)
    for side in landing.idle:
        yield Reserve(Doubts(refusals=(f"the {side} leg does not land on its plate",)), _LANDED, side)
    if pushing.working and pushing.idle != landing.idle:
        reason = f"the jump is on the {pushing.working} leg alone, the landing is not"
        yield Reserve(Doubts(limits=(reason,)), _LANDED | {"landing_time", "time_to_stabilisation"})


def _of_phases(jump: Jump) -> Iterator[Reserve]:
    """Why there is no number where a phase is missing."""
    recorded = jump.seconds(jump.landing, len(jump.time_s) - 1)
    if jump.stable is None:
        still = _still_at_end(jump)
        reason = f"never within 5 % of the weight for {STABLE_S:g} s after landing"
        if recorded < STABLE_S:
            reason = f"the recording ends {recorded:.1f} s after landing: {STABLE_S:g} s of standing still is needed"
        elif still >= _STILL_S:
            reason = (
                f"the recording ends {recorded:.1f} s after landing, {still:.1f} s into standing still: {STABLE_S:g} s "
                "of it is needed"
            )
        yield Reserve(Doubts(refusals=(reason,)), _STABLE)
    if jump.landed >= len(jump.time_s):
        reason = f"the fall is not stopped within {STOPPING_MOST_S:g} s of landing"
        if recorded < STOPPING_MOST_S:
            reason = f"the recording ends {1000 * recorded:.0f} ms after landing, before the fall is stopped"
        yield Reserve(Doubts(refusals=(reason,)), _STOPPED)
    if jump.lowest <= jump.fastest_down:
        reason = "there is no braking: the lowest point is where the body moves down fastest"
        yield Reserve(Doubts(refusals=(reason,)), _NO_BRAKING)
    if jump.fastest_down <= jump.onset:
        reason = "there is no unweighting: the body moves down fastest at the onset"
        yield Reserve(Doubts(refusals=(reason,)), frozenset({"unweighting_share"}))


def _still_at_end(jump: Jump) -> float:
    """How long force has been within 5 % of the weight when the recording ends, s."""
    outside = np.flatnonzero(np.abs(jump.force_n[jump.landing :] - jump.weight_n) > STABLE_SHARE * jump.weight_n)
    last = len(jump.time_s) - 1
    first = jump.landing + (int(outside[-1]) + 1 if len(outside) else 0)
    return jump.seconds(first, last) if first < last else 0.0


def _of_push(found: FoundJump[B]) -> Iterator[Reserve]:
    if isinstance(found.begin, Push) and not push_rises(found.jump):
        reason = "the force is greatest at the onset as marked: nothing rises after it"
        yield Reserve(Doubts(refusals=(reason,)), frozenset({"push_rfd"}))
