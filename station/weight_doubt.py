"""Whether the forces of a test on one's feet can be those of a person: kilograms read as newtons cannot."""

from __future__ import annotations

from typing import Final

import numpy as np

from dsp.weighing import GRAVITY
from station.model import Trace, TrialData
from station.protocol import Protocol

ON_FEET: Final = frozenset({"balance", "drop_jump"})
"""Kinds that need no weighing, in which the client stands with the whole weight all the same."""
LEAST_KG: Final = 15.0
"""A child of four; nobody lighter does these tests."""
LOADED_N: Final = 5.0
"""Below this total nobody is on the plates."""


def weight_doubts(protocol: Protocol, data: TrialData) -> tuple[str, ...]:
    """Why no number of this trial is to be trusted; empty where its forces can be a person's."""
    if protocol.device != "plates" or (protocol.weigh is None and protocol.kind not in ON_FEET):
        return ()
    standing_n = max((_standing_n(trace) for trace in data.traces), default=0.0)
    if not 0.0 < standing_n < LEAST_KG * GRAVITY:
        return ()
    return (
        (
            f"by these forces the client weighs about {standing_n / GRAVITY:.0f} kg: if they are kilograms and "
            "not newtons, say so in the name of the column; on plates check the calibration"
        ),
    )


def _standing_n(trace: Trace) -> float:
    """About the weight: what the total exceeds for a quarter of the time that somebody is there."""
    total_n = trace.force_n.sum(axis=0)
    loaded_n = total_n[total_n > LOADED_N]
    return float(np.percentile(loaded_n, 75.0)) if loaded_n.size else 0.0
