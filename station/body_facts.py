"""What is known about the client's body in a trial: mass and lever arm, from whoever gave them; never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dsp.weighing import GRAVITY, quiet_windows
from station.model import TrialData
from station.protocol import Protocol

LEVER = "lever"
"""The marker that says it in a recording: ``{"lever_m": 0.31}``."""
SHORTEST_LEVER_M, LONGEST_LEVER_M = 0.02, 1.5
"""No limb has a shorter or a longer one."""
TAPE_M = 0.01
"""Expanded uncertainty (k = 2) of a lever arm that is measured with a tape from a bony landmark."""
SCALES_KG = 0.5
"""The same of a body mass that is given."""


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """Mass and lever arm with expanded uncertainty (k = 2); NaN where nobody knows them."""

    lever_m: float = float("nan")
    lever_uncertainty_m: float = 0.0
    mass_kg: float = float("nan")
    mass_uncertainty_kg: float = 0.0
    plates: bool = False
    methods: dict[str, dict[str, float | str]] = field(default_factory=dict)

    @property
    def unloaded_n(self) -> float | None:
        """What the device shows before any effort; None where that needs a body mass that is not known."""
        if not self.plates:
            return 0.0
        return self.mass_kg * GRAVITY if self.mass_kg > 0 else None


def takes_lever(protocol: Protocol) -> bool:
    """Whether a force of this test times a lever arm is a torque."""
    return (protocol.kind, protocol.device) == ("isometric", "dynamometers")


def lever_from(data: Mapping[str, Any]) -> float | None:
    """The lever arm as a recording has it; None for what is none."""
    lever_m = data.get("lever_m")
    if isinstance(lever_m, bool) or not isinstance(lever_m, int | float):
        return None
    return float(lever_m) if SHORTEST_LEVER_M <= lever_m <= LONGEST_LEVER_M else None


def body_facts(protocol: Protocol, data: TrialData) -> BodyFacts:
    """Lever arm as given with the trial or the test; body mass as given, or weighed in this test or before it."""
    methods: dict[str, dict[str, float | str]] = {}
    lever_m = data.lever_m if data.lever_m is not None else protocol.lever_m
    if lever_m is not None:
        methods["lever.given"] = {"lever_m": lever_m, "uncertainty_m": TAPE_M}
    mass, uncertainty = data.body_mass_kg, data.body_mass_uncertainty_kg or SCALES_KG
    if mass is not None:
        methods["body_mass.given"] = {"mass_kg": mass, "uncertainty_kg": uncertainty}
    elif (weighed := weighed_here(protocol, data)) is not None:
        mass, uncertainty = weighed
        methods["body_mass.weighed"] = {"mass_kg": mass, "uncertainty_kg": uncertainty}
    elif (before := data.weighed_before) is not None:
        mass, uncertainty = before.mass_kg, before.uncertainty_kg
        methods["body_mass.carried"] = before.method
    return BodyFacts(
        float("nan") if lever_m is None else lever_m,
        0.0 if lever_m is None else TAPE_M,
        float("nan") if mass is None else mass,
        0.0 if mass is None else uncertainty,
        protocol.device == "plates",
        methods,
    )


def weighed_here(protocol: Protocol, data: TrialData) -> tuple[float, float] | None:
    """Mass and its uncertainty from the stillest window on the plates, where the test weighs at all."""
    gate = protocol.weigh
    if gate is None or protocol.device != "plates" or len(data.traces) != 1:
        return None
    (trace,) = data.traces
    total = trace.force_n.sum(axis=0)
    stances = quiet_windows(
        total, trace.fs_hz, seconds=gate.seconds, sd_below_n=gate.sd_below_n, mean_above_n=gate.mean_above_n
    )
    if not stances:
        return None
    # a held push may be as still as the stance, and is heavier
    lightest = min(each.mean_n for each in stances)
    stance = next(each for each in stances if each.mean_n <= 1.1 * lightest)
    gain = trace.uncertainty * stance.mean_n
    return stance.mean_n / GRAVITY, float(np.hypot(stance.uncertainty_n, gain)) / GRAVITY
