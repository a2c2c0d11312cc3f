"""Plates that measure moments: whether they feel a mass where it stands."""

from __future__ import annotations

import numpy as np

from station.model import Side
from station.qa.examination import Examination
from station.qa.findings import Finding, judged, not_done, said
from station.qa.hands import CORNERS, Load

NEAR_M = 0.05
"""A mass that stands this near the middle is in no corner."""


async def pressed_corners(x: Examination) -> list[Finding]:
    """The largest mass at every corner: whether the place that is felt lies in that corner, and how even they are."""
    found: list[Finding] = []
    calibration, probe = x.probe.calibration, x.probe
    for output in x.outputs:
        name, row = x.name(output), x.outputs.index(x.answering(output))
        places, forces = [], []
        for corner in CORNERS:
            await x.hands.put(Load(Side(output), x.masses_kg[-1], corner), name)
            await probe.take(x.plan.settle_s)
            take = await probe.take(x.plan.load_s)
            centres = calibration.centre_of_pressure(take.native, probe.zero, signal=probe.info.signal)
            places.append(centres[row].mean(axis=1))
            forces.append(float(take.newtons[row].mean()))
        felt = [_corner(place) for place in places]
        wrong = [f"loaded {asked}, felt {told}" for asked, told in zip(CORNERS, felt, strict=True) if asked != told]
        found.append(
            said(
                f"corner_order.{output}",
                f"Corners where they belong, {name}",
                f"{len(CORNERS) - len(wrong)} of {len(CORNERS)}",
                not wrong,
                f"{name}: {'; '.join(wrong)}. The centre of pressure would be wrong.",
                "Turn the plate the way its mark says; if it lies right, its axes are not as this program takes them.",
            )
        )
        found.append(_even(x, output, forces))
    return found


def _corner(place: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    right, forward = (float(value) for value in place)
    if not (abs(right) >= NEAR_M and abs(forward) >= NEAR_M):  # also where there is no place at all
        return "no corner"
    return f"{'front' if forward > 0 else 'back'} {'right' if right > 0 else 'left'}"


def _even(x: Examination, output: str, forces: list[float]) -> Finding:
    """How much more or less one corner shows of the same mass than all of them together."""
    name, mean = x.name(output), float(np.mean(forces))
    if not mean > 0:
        return not_done(f"corners.{output}", f"Corners alike, {name}", "The mass was not felt.")
    worst = max(forces, key=lambda force: abs(force - mean))
    limit = x.limits.cell_percent
    return judged(
        f"corners.{output}",
        f"Corners alike, {name}",
        (worst - mean) / mean * 100.0,
        "%",
        low=-limit,
        high=limit,
        words=f"The {name} shows {abs(worst - mean):.1f} N {'more' if worst > mean else 'less'} in the "
        f"{CORNERS[forces.index(worst)]} corner than on the average of all.",
        do="Check that the plate stands on all its feet, then have it calibrated anew.",
    )
