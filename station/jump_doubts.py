"""What is to be said against the numbers of a jump: zero errors, heights that differ, lost samples, a short record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from dsp.catalog import CATALOG
from dsp.flight import Flight, empty_reading
from dsp.jump import LANDING_S
from dsp.jump_metrics import contraction_time, countermovement_depth, height_difference, height_impulse
from dsp.jump_recording import Begin, FoundJump
from dsp.measurement import State
from dsp.metric import judge
from dsp.unweighting import Unweighting
from dsp.weighing import quiet_windows
from station.model import Side
from station.timeline import Doubts, Timeline

B = TypeVar("B", bound=Begin)

SHALLOW_DEPTH_M = 0.08
HEIGHTS_LIMIT_M, HEIGHTS_REFUSE_M = 0.05, 0.12
SLOW_S = 2.0
RESIDUAL_NOTE_N, RESIDUAL_LIMIT_N, RESIDUAL_REFUSE_N = 1.0, 2.0, 5.0
"""Of one plate with nobody on it: 1 N after the weighing changes the height by impulse by 0.6 cm, 5 N by 3 cm."""
WEIGHT_CHANGE = 0.02
HEIGHT_KNOWN_M = 0.03

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
_INTERRUPTED = "the recording was interrupted after the landing"


@dataclass(frozen=True, slots=True)
class Reserve:
    """Doubts about the metrics ``keys`` (all when None) of ``side`` (any when None)."""

    doubts: Doubts
    keys: frozenset[str] | None = None
    side: Side | None = None

    def about(self, key: str, side: Side) -> bool:
        """Whether it touches this line of the result."""
        return (self.keys is None or key in self.keys) and self.side in (None, side)


def joined(reserves: list[Reserve], key: str, side: Side) -> Doubts:
    """All doubts about one line of the result."""
    found = [reserve.doubts for reserve in reserves if reserve.about(key, side)]
    return Doubts(
        tuple(reason for doubts in found for reason in doubts.limits),
        tuple(reason for doubts in found for reason in doubts.refusals),
        tuple(reason for doubts in found for reason in doubts.notes),
    )


def empty_readings(line: Timeline, flight: Flight) -> dict[Side, float]:
    """What each plate, or the only force there is, reads in flight, N."""
    sides = (Side.BOTH,) if line.left_n is None or line.right_n is None else (Side.LEFT, Side.RIGHT)
    return {side: empty_reading(force, line.fs_hz, flight) for side in sides if (force := line.side(side)) is not None}


def doubts_of(found: FoundJump[B], line: Timeline, complete: bool) -> list[Reserve]:
    """Everything that is to be said against a jump's numbers."""
    reserves = [*_of_zero(empty_readings(line, found.flight)), *_of_motion(found, line), *_of_weighing(found, line)]
    if found.jumps > 1:
        reserves.append(Reserve(Doubts(notes=(f"{found.jumps} jumps in this recording; this is the first",))))
    if not complete:
        reserves.append(Reserve(Doubts(notes=(_INTERRUPTED,))))
    recorded = found.jump.seconds(found.jump.landing, len(line.time_s) - 1)
    if recorded < LANDING_S - 1.5 / line.fs_hz:
        text = f"the recording ends {1000 * recorded:.0f} ms after landing: the true peak is at least this"
        reserves.append(Reserve(Doubts(limits=(text,)), frozenset({"landing_peak"})))
    return reserves


def _of_zero(readings: dict[Side, float]) -> Iterator[Reserve]:
    """Plates that are not at zero when nobody stands on them; the worse one decides about what needs both."""
    worst = max(readings, key=lambda side: abs(readings[side]))
    for side, residual in readings.items():
        size = abs(residual)
        if size <= RESIDUAL_NOTE_N:
            continue
        plates = "the plates read" if side is Side.BOTH else f"the {side} plate reads"
        them = "them" if side is Side.BOTH else "it"
        reason = (f"{plates} {residual:+.2g} N with nobody on {them}; zero before the next jump",)
        limit = Doubts(notes=reason) if size <= RESIDUAL_LIMIT_N else Doubts(limits=reason)
        refuse = limit if size <= RESIDUAL_REFUSE_N else Doubts(refusals=reason)
        if side is worst:
            yield Reserve(refuse, _FROM_IMPULSE)
            yield Reserve(limit, _FORCES)
        yield Reserve(refuse, _PUSHED, side)
        yield Reserve(limit, _LANDED, side)


def _of_motion(found: FoundJump[B], line: Timeline) -> Iterator[Reserve]:
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
    after = quiet_windows(line.total_n[jump.landing :], line.fs_hz, mean_above_n=0.5 * weight)
    change = after[0].mean_n - weight if after else 0.0
    if abs(change) > WEIGHT_CHANGE * weight:
        reason = f"the weight after landing differs by {change:+.0f} N from the weight before the jump"
        yield Reserve(Doubts(limits=(reason,)), _FROM_IMPULSE)


def _of_weighing(found: FoundJump[B], line: Timeline) -> Iterator[Reserve]:
    """Samples that were lost or saturated in the weighing reach whatever the weight is in."""
    stance = found.stance
    facts = replace(line.facts(stance.start, stance.stop - 1), alignment_s=0.0)
    weighed = judge(CATALOG["system_weight"], stance.mean_n, facts)
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
