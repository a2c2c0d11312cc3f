"""Whether forces and body mass can be those of a person: kilograms read as newtons cannot, nor 7 kg for 70."""

from __future__ import annotations

from typing import Final

import numpy as np

from dsp import isometric_metrics
from dsp.weighing import GRAVITY
from station.body_facts import weighed_here
from station.model import Trace, TrialData
from station.people import LIGHTEST_KG
from station.protocol import Protocol

ON_FEET: Final = frozenset({"balance", "drop_jump"})
"""Kinds that need no weighing, in which the client stands with the whole weight all the same."""
PER_MASS: Final = frozenset({"peak_torque_per_mass"} | {row.key for row in isometric_metrics.PER_MASS})
"""What is computed with the body mass that is written down; jumps and rises are divided by what they weighed."""
MASS_APART: Final = 0.1
"""More than clothes, a meal and both uncertainties: then one of two body masses is another's, or mistyped."""
LOADED_N: Final = 5.0
"""Below this total nobody is on the plates."""


def weight_doubts(protocol: Protocol, data: TrialData) -> tuple[str, ...]:
    """Why no number of this trial is to be trusted; empty where its forces can be a person's."""
    if protocol.device != "plates" or (protocol.weigh is None and protocol.kind not in ON_FEET):
        return ()
    standing_n = max((_standing_n(trace) for trace in data.traces), default=0.0)
    if not 0.0 < standing_n < LIGHTEST_KG * GRAVITY:
        return ()
    return (
        (
            f"by these forces the client weighs about {standing_n / GRAVITY:.0f} kg: if they are kilograms and "
            "not newtons, say so in the name of the column; on plates check the calibration"
        ),
    )


def mass_doubts(protocol: Protocol, data: TrialData) -> tuple[str, ...]:
    """Why no number of ``PER_MASS`` is to be trusted: what was written down is far from what the plates weighed."""
    given_kg, before = data.body_mass_kg, data.weighed_before
    if given_kg is None:
        return ()
    here = weighed_here(protocol, data)
    weighed_kg = here[0] if here is not None else before.mass_kg if before is not None else given_kg
    if abs(given_kg - weighed_kg) <= MASS_APART * weighed_kg:
        return ()
    return (
        (
            f"a body mass of {given_kg:.1f} kg is written down, and the plates weighed {weighed_kg:.1f} kg in "
            "this visit: correct the one that is wrong"
        ),
    )


def _standing_n(trace: Trace) -> float:
    """About the weight: what the total exceeds for a quarter of the time that somebody is there."""
    total_n = trace.force_n.sum(axis=0)
    loaded_n = total_n[total_n > LOADED_N]
    return float(np.percentile(loaded_n, 75.0)) if loaded_n.size else 0.0
