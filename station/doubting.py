"""What doubts about a whole trial do to its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dsp.catalog import CATALOG
from dsp.measurement import Measurement, State, invalid
from dsp.metric import Kind
from station.model import Analysis, NamedMeasurement, Side
from station.trial_doubt import Effect, Touches, TrialDoubt

_NO_FORCE = frozenset({"s", "Hz", "reps", "deg"})
"""Units of numbers that a force which is off by a little leaves as they are."""
_BY_TIME = frozenset(
    {
        *("jump_height_ft", "rsi_modified_ft", "flight_contraction_ratio", "drop_height_ft", "drop_rsi_ft"),
        *("hop_height", "hop_height_best", "hop_rsi_jh", "hop_rsi_ft", "hop_rsi_best", "hop_rsi_best_mean"),
        *("hop_rsi_cv", "hop_contact_cv", "hop_fatigue", "hop_count", "bout_count", "balance_touches", "band_exits"),
    }
)
"""Numbers that follow from moments alone, whatever their unit."""
_MOVED = frozenset({"m", "m/s", "W", "W/kg"})
_WEIGHT_MOVED = frozenset(
    {"net_impulse", "net_impulse_p1", "net_impulse_p2", "braking_rfd", "stiffness", "jump_height_difference"}
)
_OF_SIDES = ("asymmetry", "share", "weight_shift", "weight_distribution")


def touched(line: NamedMeasurement, family: Touches) -> bool:
    """Whether a number belongs to a family."""
    key, unit = line.key, line.measurement.unit
    if family is Touches.SIDES:
        return line.side is not Side.BOTH or any(word in key for word in _OF_SIDES) or key.startswith("shift_")
    if family is Touches.RATES:
        return key in CATALOG and CATALOG[key].needs.kind is Kind.TIME
    if unit in _NO_FORCE or key in _BY_TIME:
        return False
    if family is Touches.MOTION:
        return (unit in _MOVED and not key.startswith("sway_")) or key in _WEIGHT_MOVED
    return True


def doubted(analysis: Analysis, doubts: Iterable[TrialDoubt]) -> Analysis:
    """The analysis with every number as these doubts leave it; numbers that are withheld already stay so."""
    doubts = tuple(dict.fromkeys(doubts))
    if not doubts:
        return analysis
    lines = [
        replace(line, measurement=_under(line.measurement, [each for each in doubts if touched(line, each.touches)]))
        for line in analysis.measurements
    ]
    return replace(analysis, measurements=tuple(lines))


def _under(found: Measurement, doubts: Sequence[TrialDoubt]) -> Measurement:
    if found.value is None or not doubts:
        return found
    refused = [each.reason for each in doubts if each.effect is Effect.REFUSE]
    if refused:
        return invalid(found.unit, *dict.fromkeys(refused), method=found.method)
    limits = [each.reason for each in doubts if each.effect is Effect.LIMIT]
    # what another reason begins with is said by that one
    limits = [reason for reason in limits if not any(other.startswith(f"{reason};") for other in limits)]
    notes = [each.reason for each in doubts if each.effect is Effect.NOTE and each.reason not in limits]
    state = State.LIMITED if limits else found.state
    # why it is limited is read first: lists show the first reason only
    before, after = ([], limits) if found.state is State.LIMITED else (limits, [])
    reasons = tuple(dict.fromkeys((*before, *found.reasons, *after, *notes)))
    return replace(found, state=state, reasons=reasons)
