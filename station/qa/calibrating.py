"""A calibration record made here, from known masses: newtons for one native step of every cell of a device.

    load of placement p = sum over cells of  gain[cell] * (native[p, cell] - native of the empty device[cell])

Where a mass stands need not be known, only what it weighs: what the cells of a plate carry adds up to it wherever it
is, which is one linear equation a placement.  Masses in the middle and at the four corners give more equations than
there are cells; what the solution leaves over says how well it is known.  A mass at a corner also tells which cell is
there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from drivers.calibration import Calibration
from drivers.contracts import DeviceInfo
from station.model import Floats, Side
from station.qa.estimates import DEAD_SHARE
from station.qa.examination import Examination
from station.qa.hands import CORNERS, Load, NotDone

WORST_CONDITION = 100.0
"""Placements that tell the cells apart worse than this give gains that are mostly noise (our choice)."""
LARGEST_RESIDUAL = 0.02
"""A placement that the solution misses by more was not what it was said to be, or the device is broken."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a record says about how it was made."""

    day: date
    who: str
    temperature_c: float | None = None
    span_m: tuple[float, float] | None = None
    """Between the cells of a plate, to the right and forward; None where nobody measured it."""
    capacity_n: float = 0.0
    """Rated force of one output; 0: that of the record before."""


@dataclass(frozen=True, slots=True)
class Solved:
    """One output's gains."""

    gain: Floats
    """``(cells,)`` newtons per native unit."""
    residuals: Floats
    """``(placements,)``: what the solution shows more than the load, as a part of it."""
    uncertainty: float
    """Relative, of a force (k = 2)."""


def blank(info: DeviceInfo, outputs: Sequence[str]) -> Calibration:
    """A record that shows native values as they are, for a device that has none yet: equal shares of its channels.

    Raises NotDone where the channels cannot be shared out.
    """
    channels = len(info.signal.channels)
    each, left_over = divmod(channels, len(outputs))
    if left_over or not each:
        raise NotDone(f"{channels} channels cannot be shared out to {len(outputs)} sides alike.")
    rows = np.kron(np.eye(len(outputs)), np.ones(each))
    return Calibration(
        id=f"none-{info.serial}",
        serial=info.serial,
        outputs=tuple(outputs),
        gain=tuple(tuple(row) for row in rows.tolist()),
        zero_native=(0.0,) * channels,
        capacity_n=0.0,
        noise_sd_n=(1.0,) * len(outputs),
        note="native values, not calibrated",
        version=0,
    )


async def calibrate(x: Examination, made: Circumstances) -> tuple[Calibration, dict[str, Solved]]:
    """Have masses put on, and return a new record and how each output was solved.  Raises NotDone, DriverError."""
    before = x.probe.calibration
    await x.hands.nothing_on()
    await x.probe.take(x.plan.settle_s)
    x.probe.zero = None
    empty = (await x.probe.take(x.plan.load_s)).native.astype(np.float64)
    zero = empty.mean(axis=1)
    gain, places = np.zeros((len(x.outputs), zero.size)), np.full((zero.size, 2), np.nan)
    solved = {}
    for row, output in enumerate(x.outputs):
        cells = x.cells(output)
        loads, natives, corners = await _placed(x, output, zero[cells], cells)
        solved[output] = solve(natives, loads, x.limits.mass_uncertainty_percent / 100.0)
        _believed(x.name(output), solved[output])
        gain[row, cells] = solved[output].gain
        if made.span_m is not None and corners is not None:
            places[cells] = corners_to_places(corners, made.span_m, x.name(output))
    noise = (gain @ (empty - zero[:, np.newaxis])).std(axis=1, ddof=1)
    version = before.version + 1
    record = replace(
        before,
        id=f"{x.probe.info.serial}-{made.day.isoformat()}-v{version}",
        serial=x.probe.info.serial,
        gain=tuple(tuple(each) for each in gain.tolist()),
        zero_native=tuple(zero.tolist()),
        capacity_n=made.capacity_n or before.capacity_n,
        noise_sd_n=tuple(noise.tolist()),
        uncertainty=max(each.uncertainty for each in solved.values()),
        dated=made.day.isoformat(),
        note="calibrated with known masses",
        cells_m=tuple((across, along) for across, along in places.tolist()) if np.isfinite(places).all() else (),
        accepted="",
        version=version,
        who=made.who,
        masses_kg=x.masses_kg,
        temperature_c=made.temperature_c,
        proofs=(),
    )
    return record, solved


async def _placed(x: Examination, output: str, zero: Floats, cells: list[int]) -> tuple[Floats, Floats, Floats | None]:
    """Loads in newtons ``(placements,)``, natives above zero ``(placements, cells)``, and those at the corners."""
    wanted = [Load(Side(output), mass) for mass in x.masses_kg]
    plate = len(cells) > 1
    if plate:
        wanted += [Load(Side(output), x.masses_kg[-1], corner) for corner in CORNERS]
    natives = []
    for load in wanted:
        await x.hands.put(load, x.name(output))
        await x.probe.take(x.plan.settle_s)
        take = await x.probe.take(x.plan.load_s)
        natives.append(take.native[cells].astype(np.float64).mean(axis=1) - zero)
    loads = np.array([load.mass_kg * x.plan.gravity for load in wanted])
    shown = np.array(natives)
    return loads, shown, shown[-len(CORNERS) :] if plate else None


def solve(natives: Floats, loads_n: Floats, mass_uncertainty: float) -> Solved:
    """Gains of the cells from ``natives`` ``(placements, cells)`` under ``loads_n`` ``(placements,)``.

    Every placement counts by its relative error.  Raises NotDone where they do not tell the cells apart.
    """
    most = np.abs(natives).max(axis=0)
    if not most.all() or most.min() <= DEAD_SHARE * most.max():
        raise NotDone(f"Cell {int(most.argmin()) + 1} does not answer. Check its cable, then begin again.")
    relative = natives / loads_n[:, np.newaxis]
    if natives.shape[0] <= natives.shape[1] or np.linalg.cond(relative) > WORST_CONDITION:
        raise NotDone(
            "The placements do not tell the cells apart. Give more masses, or put the mass right over each corner, "
            "then begin again."
        )
    gain = np.linalg.lstsq(relative, np.ones(loads_n.size), rcond=None)[0].astype(np.float64)
    residuals: Floats = relative @ gain - 1.0
    free = max(1, loads_n.size - gain.size)
    scatter = float(np.sqrt(residuals @ residuals / free))
    return Solved(gain, residuals, float(np.hypot(2.0 * scatter, mass_uncertainty)))


def _believed(name: str, solved: Solved) -> None:
    worst = float(np.abs(solved.residuals).max())
    if worst > LARGEST_RESIDUAL:
        raise NotDone(
            f"With the {name} one of the masses does not fit the others by {100.0 * worst:.1f} %: it was another mass, "
            "or something else carried a part of it. Nothing is kept. Check the masses, then begin again."
        )


def corners_to_places(natives: Floats, span_m: tuple[float, float], name: str) -> Floats:
    """Where each cell stands ``(cells, 2)``, from natives ``(corners, cells)`` in the order of ``CORNERS``.

    Raises NotDone where two corners answer with the same cell.
    """
    answering = np.abs(natives).argmax(axis=1)
    if len(set(answering.tolist())) != natives.shape[1]:
        raise NotDone(f"Two corners of the {name} answer with the same cell. Put the mass right over each corner.")
    places = np.empty((natives.shape[1], 2))
    for corner, cell in zip(CORNERS, answering, strict=True):
        places[cell] = (
            span_m[0] / 2.0 if "right" in corner else -span_m[0] / 2.0,
            span_m[1] / 2.0 if "front" in corner else -span_m[1] / 2.0,
        )
    return places
