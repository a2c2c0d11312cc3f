"""Whether the forces of a file are so small, or so negative, that their unit or sign will be another one."""

from __future__ import annotations

from typing import Final

from station.model import TrialData
from station.protocol import Protocol

NOBODY_BELOW_N: Final = {"plates": 50.0}
"""Who stands loads the plates with more."""
NO_EFFORT_BELOW_N: Final = 5.0
"""Nobody does a test with a dynamometer for less; 500 N in kN are 0.5."""


def doubt_of_range(protocol: Protocol, data: TrialData) -> str:
    """The range that was found, what it may mean and what to do; nothing where the forces are those of somebody."""
    totals = [trace.force_n.sum(axis=0) for trace in data.traces if trace.force_n.size]
    if not totals:
        return ""
    low, high = (float(edge) for edge in (min(each.min() for each in totals), max(each.max() for each in totals)))
    limit = NOBODY_BELOW_N.get(protocol.device, NO_EFFORT_BELOW_N)
    if high > limit:
        return ""
    found = f"All sides together, the force of this file lies between {_newtons(low)} and {_newtons(high)} N."
    if low < -limit:
        return (
            f"{found} Its sign is the wrong way round: what loads the device counts as positive. Turn the sign of its "
            "columns, then analyse it again."
        )
    return (
        f"{found} If somebody was on the device, the columns are in another unit, or their sign is the wrong way "
        "round: without a unit they are read in newtons. Write the unit behind the name of the column, for example "
        "left [kN], then analyse it again."
    )


def _newtons(force_n: float) -> str:
    return f"{force_n:.0f}" if abs(force_n) >= 100.0 else f"{force_n:.3g}"
