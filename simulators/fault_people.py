"""What goes wrong with people: they stand on the plates too early, fidget, slip, give up, or are not there.

Each is a change of the forces on the stage, a function of time alone, so that it is the same however often and in
whatever pieces the devices look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from simulators.faults import Fault
from simulators.firmware import Floats
from simulators.performance import SIDES
from simulators.stage import Change

TONES = 24
SWAY_HZ = (0.3, 6.0)
"""Frequencies of somebody who does not stand still."""

SLIPPED_SHARE = 0.05
"""What a foot that slips still carries; the other one catches half of the rest."""


def change_of(fault: Fault, from_s: float, until_s: float, seed: int) -> Change:
    """What this fault makes of the forces between the two times."""
    return _KINDS[fault.what](fault, from_s, until_s, seed)


def _loaded(fault: Fault, from_s: float, until_s: float, seed: int) -> Change:
    weight_n, sway = fault.number("force_n"), unrest(fault.number("sway_n"), seed)

    def change(times: Floats, forces: Floats) -> Floats:
        return forces + weight_n + sway(times)

    return change


def _restless(fault: Fault, from_s: float, until_s: float, seed: int) -> Change:
    sway = unrest(fault.number("sd_n") / np.sqrt(len(SIDES)), seed)

    def change(times: Floats, forces: Floats) -> Floats:
        there = forces.sum(axis=0) > 1.0
        return forces + np.where(there, sway(times), 0.0)

    return change


def _slip(fault: Fault, from_s: float, until_s: float, seed: int) -> Change:
    sides = [row for row, side in enumerate(SIDES) if fault.settings["side"] in (side, "both")]

    def change(times: Floats, forces: Floats) -> Floats:
        if np.isfinite(until_s):
            # off and on again within a tenth of the time at each end
            edge_s = 0.1 * (until_s - from_s)
            off = np.clip(np.minimum(times - from_s, until_s - times) / edge_s, 0.0, 1.0)
        else:
            off = np.ones(times.size)
        slipped = forces.copy()
        for row in sides:
            fallen = forces[row] * (1.0 - SLIPPED_SHARE) * off
            slipped[row] -= fallen
            if len(sides) == 1:
                slipped[1 - row] += 0.5 * fallen
        return slipped

    return change


def _stop_for_pain(fault: Fault, from_s: float, until_s: float, seed: int) -> Change:
    left_share, fall_s = fault.number("left_share"), fault.number("fall_s")

    def change(times: Floats, forces: Floats) -> Floats:
        gone = np.clip((times - from_s) / fall_s, 0.0, 1.0)
        smooth = gone * gone * (3.0 - 2.0 * gone)
        fallen: Floats = forces * (1.0 - smooth * (1.0 - left_share))
        return fallen

    return change


def _nobody(fault: Fault, from_s: float, until_s: float, seed: int) -> Change:
    def change(times: Floats, forces: Floats) -> Floats:
        return np.zeros_like(forces)

    return change


def unrest(sd_n: float, seed: int) -> Callable[[Floats], Floats]:
    """Newtons ``(2, n)`` of somebody who fidgets, as a function of time; each side has this standard deviation."""
    dice = np.random.default_rng([seed, 9])
    rates = 2.0 * np.pi * dice.uniform(*SWAY_HZ, (len(SIDES), TONES))
    phases = dice.uniform(0.0, 2.0 * np.pi, (len(SIDES), TONES))
    size_n = sd_n * np.sqrt(2.0 / TONES)

    def sway(times: Floats) -> Floats:
        angles = rates[:, :, np.newaxis] * times + phases[:, :, np.newaxis]
        swayed: Floats = size_n * np.sin(angles).sum(axis=1)
        return swayed

    return sway


_KINDS: Mapping[str, Callable[[Fault, float, float, int], Change]] = {
    "loaded_at_zero": _loaded,
    "restless": _restless,
    "slip": _slip,
    "stop_for_pain": _stop_for_pain,
    "nobody": _nobody,
}
