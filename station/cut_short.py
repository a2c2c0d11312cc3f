"""What a trial that was cut off by its device still tells: what was whole stays, what was in its middle does not.

Efforts one by one (jumps, pushes, repetitions) are judged by their own windows already; this is about efforts that
last as long as the trial, and about comparing left with right over efforts of which some are missing.
"""

from __future__ import annotations

from dataclasses import replace

from dsp.measurement import Measurement, State, invalid
from station.model import BY_DEVICE, Analysis, NamedMeasurement, TrialData
from station.protocol import Protocol

_WHOLE = frozenset({"hold", "limb_hold", "balance", "intermittent", "weight_shift"})
"""Kinds whose numbers are of the effort as a whole."""
_ONE_BY_ONE = frozenset({"jump", "squat_jump", "drop_jump"})
"""Kinds with one effort, whose windows say themselves whether it was whole."""
CUT = "the recording was cut off in the middle of the effort"


def cut_short(protocol: Protocol, data: TrialData, analysis: Analysis) -> Analysis:
    """Withhold comparisons, and limit what stands for the whole effort, where a device ended the trial."""
    if data.complete or data.outcome not in BY_DEVICE or protocol.kind in _ONE_BY_ONE or _over(analysis):
        return analysis
    lines = [replace(line, measurement=_cut(protocol, line)) for line in analysis.measurements]
    return replace(analysis, measurements=tuple(lines))


def _over(analysis: Analysis) -> bool:
    """The client had let go of a hold before the device was gone."""
    times = [line.measurement for line in analysis.measurements if line.key in ("hold_time", "balance_duration")]
    return bool(times) and all(each.value is not None and not each.at_least for each in times)


def _cut(protocol: Protocol, line: NamedMeasurement) -> Measurement:
    found = line.measurement
    if found.value is None:
        return found
    if line.key.endswith("asymmetry"):
        return invalid(found.unit, CUT, method=found.method)
    if protocol.kind not in _WHOLE or found.at_least:
        return found
    return replace(found, state=State.LIMITED, reasons=(*found.reasons, f"{CUT}: this is of the part before"))
