"""What a protocol says about a trial: the same code for a live trial, a re-opened one and a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from dsp.catalog import CATALOG
from dsp.measurement import Measurement
from station.hold_analysis import analyse_hold
from station.isometric_analysis import analyse_isometric
from station.jump_analysis import analyse_jump
from station.model import Analysis, Mark, Side, TrialData
from station.protocol import Protocol
from station.timeline import Unusable, withheld

_KINDS: Mapping[str, Callable[[Protocol, TrialData, Sequence[Mark]], Analysis]] = MappingProxyType(
    {"isometric": analyse_isometric, "hold": analyse_hold, "jump": analyse_jump}
)


def analyse(protocol: Protocol, data: TrialData, *, moved: Sequence[Mark] = ()) -> Analysis:
    """Compute a protocol's marks and numbers; ``moved`` marks replace the automatic ones of the same name and side.

    A trial that must not be used comes back with ``refusal`` set, the marks that are certain all the same, and every
    measurement invalid for that reason.
    """
    try:
        return _KINDS[protocol.kind](protocol, data, moved)
    except Unusable as refused:
        reason = str(refused)
        lines = [line for key in protocol.metrics for line in withheld(CATALOG[key], reason)]
        rate = float(min((trace.fs_hz for trace in data.traces), default=0.0))
        return Analysis(protocol.key, rate, refused.marks, tuple(lines), reason)


_COMPARED = ("peak_force_asymmetry", "load_asymmetry", "propulsive_impulse_asymmetry")
_REPEATED = {
    "peak_force_asymmetry": "",
    "load_asymmetry": "one hold",
    "propulsive_impulse_asymmetry": "one jump: repeat it to see its usual variation",
}


def verdict(analysis: Analysis) -> tuple[str, str]:
    """Left against right in words and how it was found; both empty when the test compares nothing.

    Example: ``Right higher by 7 ± 6 %, more than measurement error``.
    """
    for line in analysis.measurements:
        if line.key in _COMPARED:
            return _words(line.measurement), _detail(analysis, line.key, line.measurement)
    return "", ""


def _words(difference: Measurement) -> str:
    if difference.value is None:
        return f"Left and right are not compared: {difference.reasons[0]}"
    size, band = abs(difference.value), difference.uncertainty
    higher = "Right" if difference.value > 0 else "Left"
    if band is None:
        return f"{higher} higher by {size:.0f} %; one repetition cannot tell whether that is more than usual variation"
    if size <= band:
        return f"{higher} higher by {size:.0f} ± {band:.0f} %, not distinguishable from measurement error"
    return f"{higher} higher by {size:.0f} ± {band:.0f} %, more than measurement error"


def _detail(analysis: Analysis, key: str, difference: Measurement) -> str:
    if difference.value is None:
        return ""
    parts = ["(R-L)/max"]
    variation = {line.side: line.measurement.value for line in analysis.measurements if line.key == "peak_force_cv"}
    left, right = variation.get(Side.LEFT), variation.get(Side.RIGHT)
    if left is not None and right is not None:
        parts.append(f"own variation L {left:.1f} %, R {right:.1f} %")
    if _REPEATED[key]:
        parts.append(_REPEATED[key])
    return " · ".join(parts)
