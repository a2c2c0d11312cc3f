"""What a protocol says about a trial: the same code for a live trial, a re-opened one and a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from dsp.catalog import CATALOG
from dsp.measurement import Measurement, State
from dsp.symmetry import UNVERIFIED_SHARE_ERROR, assumed_uncertainty
from station.balance_analysis import analyse_balance
from station.doubting import doubted
from station.drop_jump_analysis import analyse_drop_jump
from station.examining import examined
from station.hold_analysis import analyse_hold
from station.hops_analysis import analyse_hops
from station.intermittent_analysis import analyse_intermittent
from station.isometric_analysis import analyse_isometric
from station.jump_analysis import analyse_jump
from station.limb_hold_analysis import analyse_limb_hold
from station.limb_reps_analysis import analyse_limb_reps
from station.model import Analysis, Mark, NamedMeasurement, Side, TrialData
from station.movement_analysis import analyse_movement
from station.one_side import of_tested_side
from station.outcome_meaning import scored
from station.protocol import Protocol
from station.sit_to_stand_analysis import analyse_sit_to_stand
from station.squat_jump_analysis import analyse_squat_jump
from station.stepping_analysis import analyse_step_down
from station.timeline import Unusable, withheld
from station.tracking_analysis import analyse_tracking
from station.trial_checks import NOT_VERIFIED
from station.weight_doubt import PER_MASS, mass_doubts, weight_doubts
from station.weight_shift_analysis import analyse_weight_shift

_KINDS: Mapping[str, Callable[[Protocol, TrialData, Sequence[Mark]], Analysis]] = MappingProxyType(
    {"isometric": analyse_isometric, "hold": analyse_hold, "jump": analyse_jump, "squat_jump": analyse_squat_jump}
    | {"drop_jump": analyse_drop_jump, "hops": analyse_hops}
    | {"movement": analyse_movement, "sit_to_stand": analyse_sit_to_stand}
    | {"step_down": analyse_step_down, "weight_shift": analyse_weight_shift}
    | {"limb_hold": analyse_limb_hold, "limb_reps": analyse_limb_reps}
    | {"intermittent": analyse_intermittent}
    | {"balance": analyse_balance}
    | {"tracking": analyse_tracking}
)


def analyse(protocol: Protocol, data: TrialData, *, moved: Sequence[Mark] = ()) -> Analysis:
    """Compute a protocol's marks and numbers; ``moved`` marks replace the automatic ones of the same name and side.

    A trial that must not be used comes back with ``refusal`` set, the marks that are certain all the same, and every
    measurement invalid for that reason.
    """
    try:
        data = examined(data)
        analysis = _KINDS[protocol.kind](protocol, data, moved)
        analysis = _doubted(analysis, data, weight_doubts(protocol, data))
        analysis = _of_mass_doubted(protocol, analysis, data)
        analysis = scored(protocol, data, doubted(analysis, data.doubts))
        analysis = _placed_by_hand(analysis, _computed_marks(protocol, data, moved), moved)
    except Unusable as refused:
        reason = str(refused)
        lines = [line for key in protocol.metrics for line in withheld(CATALOG[key], reason)]
        rate = float(min((trace.fs_hz for trace in data.traces), default=0.0))
        return Analysis(protocol.key, rate, refused.marks, of_tested_side(protocol, lines), reason)
    unverified = _unverified(data)
    if unverified <= 0:
        return analysis
    lines = [_widened(line, unverified) if line.key in _COMPARED else line for line in analysis.measurements]
    methods = {**analysis.methods, "calibration.not_verified": {"share_error": UNVERIFIED_SHARE_ERROR}}
    return replace(analysis, measurements=tuple(lines), methods=methods)


def _unverified(data: TrialData) -> float:
    """What devices without a verified calibration leave open between left and right, relative (k = 2)."""
    sides = [trace for trace in data.traces for side in trace.sides if side is not Side.BOTH]
    return float(np.sqrt(sum(assumed_uncertainty(0.0) ** 2 for trace in sides if trace.uncertainty <= 0)))


def _widened(line: NamedMeasurement, unverified: float) -> NamedMeasurement:
    """A comparison by devices whose calibration is not verified: an uncertainty of 0 would call them perfect."""
    known = line.measurement
    if known.value is None:
        return line
    wider = None if known.uncertainty is None else float(np.hypot(known.uncertainty, 100.0 * unverified))
    reason = f"{NOT_VERIFIED}: ± {100.0 * unverified:.0f} % between left and right is assumed for it"
    others = (said for said in known.reasons if said != NOT_VERIFIED)
    return replace(line, measurement=replace(known, uncertainty=wider, reasons=(*others, reason)))


def _doubted(analysis: Analysis, data: TrialData, more: tuple[str, ...]) -> Analysis:
    """Every number limited by what is doubtful about the traces as a whole, and by ``more``."""
    doubts = tuple(dict.fromkeys((*(doubt for trace in data.traces for doubt in trace.doubts), *more)))
    if not doubts:
        return analysis
    return replace(analysis, measurements=tuple(_limited(line, doubts) for line in analysis.measurements))


def _of_mass_doubted(protocol: Protocol, analysis: Analysis, data: TrialData) -> Analysis:
    """What is computed with the body mass limited by what is doubtful about it."""
    if not any(line.key in PER_MASS for line in analysis.measurements) or not (doubts := mass_doubts(protocol, data)):
        return analysis
    lines = [_limited(line, doubts) if line.key in PER_MASS else line for line in analysis.measurements]
    return replace(analysis, measurements=tuple(lines))


FAR_S = 0.005
"""A mark that was put further than this, and than three times its own uncertainty, from the computed one is said."""


def _computed_marks(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Sequence[Mark]:
    """Where the marks would be if nobody had moved any; empty when nobody has."""
    if not moved:
        return ()
    try:
        return _KINDS[protocol.kind](protocol, data, ()).marks
    except Unusable as refused:
        return refused.marks


def _placed_by_hand(analysis: Analysis, computed: Sequence[Mark], moved: Sequence[Mark]) -> Analysis:
    """Numbers limited where a person put a mark well away from the computed one; which of the two is right is open."""
    places = {(mark.name, mark.side): mark for mark in computed}
    lines = analysis.measurements
    for mark in moved:
        found = places.get((mark.name, mark.side))
        if found is None or abs(mark.time_s - found.time_s) <= max(FAR_S, 3.0 * (found.uncertainty_s or 0.0)):
            continue
        way = "after" if mark.time_s > found.time_s else "before"
        name = {"takeoff": "take-off"}.get(mark.name, mark.name)
        reason = f"{name} was placed by hand, {1000 * abs(mark.time_s - found.time_s):.0f} ms {way} the computed one"
        touched = (Side.BOTH, mark.side) if mark.side is not Side.BOTH else tuple(Side)
        lines = tuple(_limited(line, (reason,)) if line.side in touched else line for line in lines)
    return replace(analysis, measurements=lines)


def _limited(line: NamedMeasurement, doubts: tuple[str, ...]) -> NamedMeasurement:
    found = line.measurement
    if found.state is State.INVALID:
        return line
    return replace(line, measurement=replace(found, state=State.LIMITED, reasons=(*found.reasons, *doubts)))


_COMPARED = (
    "peak_force_asymmetry",
    "load_asymmetry",
    "propulsive_impulse_asymmetry",
    "drop_impulse_asymmetry",
    "hop_impulse_asymmetry",
    "rep_load_asymmetry",
    "rise_load_asymmetry",
    "shift_asymmetry",
    "critical_force_asymmetry",
    "limb_rep_force_asymmetry",
)
_REPEATED = {
    "peak_force_asymmetry": "",
    "load_asymmetry": "one hold",
    "propulsive_impulse_asymmetry": "one jump: repeat it to see its usual variation",
    "drop_impulse_asymmetry": "one jump: repeat it to see its usual variation",
    "hop_impulse_asymmetry": "",
    "rep_load_asymmetry": "",
    "rise_load_asymmetry": "",
    "shift_asymmetry": "",
    "critical_force_asymmetry": "one test",
    "limb_rep_force_asymmetry": "",
}


def verdict(analysis: Analysis) -> tuple[str, str]:
    """Left against right in words and how it was found; both empty when the test compares nothing.

    Example: ``Right higher by 7 ± 6 %, more than measurement error``.
    """
    for line in analysis.measurements:
        if line.key in _COMPARED:
            return _words(line.measurement), _detail(analysis, line)
    return "", ""


def _words(difference: Measurement) -> str:
    if difference.value is None:
        return f"Left and right are not compared: {difference.reasons[0]}"
    size, band = abs(difference.value), difference.uncertainty
    higher = "Right" if difference.value > 0 else "Left"
    if band is None:
        return f"{higher} higher by {size:.0f} %; one repetition cannot tell whether that is more than usual variation"
    # rounded up to a tenth where a whole per cent would read as no uncertainty at all
    whole = band >= 0.95
    shown = f"{size:.0f} ± {band:.0f} %" if whole else f"{size:.1f} ± {max(0.1, band):.1f} %"
    if round(size, 0 if whole else 1) == 0:
        most = max(0.1, size + band)
        return f"Left and right are even within ± {most:.{0 if most >= 2 else 1}f} %"
    if size <= band:
        return f"Left and right are not distinguishable: {higher.lower()} higher by {shown}, within measurement error"
    return f"{higher} higher by {shown}, more than measurement error"


def _detail(analysis: Analysis, compared: NamedMeasurement) -> str:
    difference = compared.measurement
    if difference.value is None:
        return ""
    parts = [f"{compared.title}, (R-L)/max"]
    variation = {line.side: line.measurement.value for line in analysis.measurements if line.key == "peak_force_cv"}
    left, right = variation.get(Side.LEFT), variation.get(Side.RIGHT)
    if left is not None and right is not None:
        parts.append(f"own variation L {left:.1f} %, R {right:.1f} %")
    if difference.state is State.LIMITED and difference.uncertainty is not None:
        parts.append(f"limited: {difference.reasons[0]}")
    if any(reason.startswith(NOT_VERIFIED) for reason in difference.reasons):
        parts.append(NOT_VERIFIED)
    if _REPEATED[compared.key]:
        parts.append(_REPEATED[compared.key])
    return " · ".join(parts)
