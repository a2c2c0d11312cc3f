"""The Romberg ratio: a stance with closed eyes against the same stance with open ones, or why they are not compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from dsp.balance_metrics import ROMBERG
from dsp.measurement import State
from dsp.metric import Facts, Metric, judge
from dsp.sway import NotComparable, comparable, romberg_ratio
from station.analysis import analyse
from station.balance_analysis import sway_of
from station.errors import BadInput
from station.model import Analysis, NamedMeasurement, Side, TrialData
from station.protocol import Protocol
from station.timeline import Unusable, named, withheld

OF: Mapping[str, str] = MappingProxyType({row.key: row.key.replace("romberg", "sway") for row in ROMBERG})
"""The measure that each ratio is of."""


def with_romberg(protocol: Protocol, closed: Analysis, closed_data: TrialData, open_data: TrialData) -> Analysis:
    """The analysis of a stance with closed eyes, with its ratios to one with open eyes added.

    Both are measured by ``protocol``, so that nothing but the eyes differs.  Raises BadInput for a test without sway.
    """
    if not set(OF.values()) <= set(protocol.metrics) or protocol.kind != "balance":
        raise BadInput(f"--eyes-open: the test {protocol.key} has no sway to compare; quiet_stance_eyes_closed has.")
    opened = analyse(protocol, open_data)
    lines = _ratios(protocol, opened, closed, open_data, closed_data)
    used: dict[str, float | str] = {"formula": "eyes closed / eyes open", "open_seconds": _seconds(opened)}
    return replace(closed, measurements=(*closed.measurements, *lines), methods={**closed.methods, "romberg": used})


def _seconds(found: Analysis) -> float:
    return float(found.methods.get("stance.window", {}).get("seconds", 0.0))


def _ratios(
    protocol: Protocol, opened: Analysis, closed: Analysis, open_data: TrialData, closed_data: TrialData
) -> list[NamedMeasurement]:
    for which, found in (("open", opened), ("closed", closed)):
        if found.refusal is not None:
            return _all_withheld(f"the stance with {which} eyes is refused: {found.refusal}")
    sources = [str(found.methods["centre_of_pressure"]["from"]) for found in (opened, closed)]
    if sources[0] != sources[1]:
        return _all_withheld(f"the sway is known from the {sources[0]} once and from the {sources[1]} once")
    try:
        sways = [sway_of(protocol, data) for data in (open_data, closed_data)]
        if None not in sways:
            comparable(*(sway for sway in sways if sway is not None))
        return [line for row in ROMBERG for line in _ratio(row, opened, closed)]
    except (NotComparable, Unusable) as error:
        return _all_withheld(str(error))


def _ratio(row: Metric, opened: Analysis, closed: Analysis) -> list[NamedMeasurement]:
    pair = [
        next(line.measurement for line in found.measurements if line.key == OF[row.key]) for found in (opened, closed)
    ]
    before, after = pair
    if before.value is None or after.value is None:
        return withheld(row, *dict.fromkeys(before.reasons + after.reasons))
    ratio = romberg_ratio(before.value, after.value)
    relative = np.hypot((before.uncertainty or 0.0) / before.value, (after.uncertainty or 0.0) / after.value)
    limits = [reason for found in pair if found.state is State.LIMITED for reason in found.reasons]
    facts = Facts(min(opened.fs_hz, closed.fs_hz))
    return [named(row, Side.BOTH, judge(row, ratio, facts, uncertainty=float(ratio * relative), limits=limits))]


def _all_withheld(why: str) -> list[NamedMeasurement]:
    return [line for row in ROMBERG for line in withheld(row, why)]
