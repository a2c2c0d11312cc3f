"""How the centre of pressure is known of a trial: from cells, from the columns of a file, or between two plates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dsp.centre_of_pressure import Pressure, between, joined, of_cells, of_moments
from station.model import Cells, Floats, Side, Trace
from station.plate_moments import Moments
from station.timeline import Timeline, seen_step

PLACED_M = 0.01
"""What the distance between two plates on a floor is known to (k = 2): somebody put them there."""
UNVERIFIED_SCALE = 0.02
"""What the scale of positions is taken to be known to (relative, k = 2) where no calibration was verified."""
COARSE = 2.0
"""Steps of more than so many times the noise are not spread by it over all frequencies ..."""
STEPS_TO_HZ = 50.0
"""... and what they leave open of a slow load is taken to lie below this, whatever the rate."""
ASSUMED = f"calibration not verified: the scale of the positions is taken as known to {100 * UNVERIFIED_SCALE:.0f} %"
NEEDS_CELLS = (
    "needs plates with three or more cells whose places are known, plates that measure moments, or a file with the "
    "centre of pressure"
)
TWO_LOADS = (
    "from the load of two plates whose middles are {distance:g} m apart: takes the pressure of each foot as "
    "standing at the middle of its plate"
)
NO_DISTANCE = "needs how far apart the plates stand, which this test does not say"
NO_DIRECTION = (
    "the file calls the axes x and y and does not say which is side to side; name them, for example "
    "--columns force=4,cop_ml=9,cop_ap=8"
)


@dataclass(frozen=True, slots=True, eq=False)
class Footing:
    """The centre of pressure on the timeline, or ``why_not``; which also says why some axes of it are missing."""

    pressure: Pressure | None
    method: str
    why_not: str = ""
    side_to_side_only: bool = False
    directed: bool = True
    limits: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    scale_uncertainty: tuple[float, float] = (0.0, 0.0)
    distance_m: float | None = None


def footing(line: Timeline, distance_m: float | None, *, only: Side | None = None) -> Footing:
    """The best centre of pressure that the traces allow; that of one plate where ``only`` names a side.

    ``distance_m`` is from the middle of the left plate to that of the right one, as far as the test says it.
    """
    plates = _plates(line)
    if only is not None:
        if plates is None or only not in plates.sides:
            return Footing(None, "nothing", NEEDS_CELLS)
        return _one_plate(line, plates, only)
    centre = line.traces[0].centre if len(line.traces) == 1 else None
    if centre is not None and centre.cop_m.shape[1] == len(line.time_s):
        pressure = Pressure(centre.cop_m, line.total_n, centre.cop_m * line.total_n, np.full(2, np.nan))
        return Footing(
            pressure,
            "columns of the file",
            "" if centre.directed else NO_DIRECTION,
            directed=centre.directed,
            notes=_notes(line),
            scale_uncertainty=_scale(line),
        )
    if plates is not None:
        return _from_plates(line, plates, distance_m)
    if line.left_n is None or line.right_n is None:
        return Footing(None, "nothing", NEEDS_CELLS)
    if distance_m is None:
        return Footing(None, "nothing", NO_DISTANCE)
    return Footing(
        between(line.left_n, line.right_n, distance_m),
        "load of two plates",
        NEEDS_CELLS,
        side_to_side_only=True,
        limits=(TWO_LOADS.format(distance=distance_m),),
        notes=_notes(line),
        scale_uncertainty=_placed(line, distance_m),
        distance_m=distance_m,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Plates:
    """Plates of which each tells its own centre of pressure, and what from."""

    of: str
    sides: tuple[Side, ...]
    pressure: Callable[[Side], Pressure]


def _plates(line: Timeline) -> _Plates | None:
    """The plates of the one device that has them all, where they tell more than the load on each."""
    cells = _cells(line)
    if cells is not None:
        return _Plates("cells", cells.sides, lambda side: _by_cells(cells, side, line.fs_hz))
    trace = line.traces[0]
    moments = trace.moments if len(line.traces) == 1 else None
    if moments is None or moments.moment_nm.shape[-1] != len(line.time_s):
        return None
    return _Plates("moments", trace.sides, lambda side: _by_moments(trace, moments, side))


def _from_plates(line: Timeline, plates: _Plates, distance_m: float | None) -> Footing:
    sides = [side for side in (Side.LEFT, Side.RIGHT, Side.BOTH) if side in plates.sides]
    if len(sides) == 1:
        return _one_plate(line, plates, sides[0])
    if distance_m is None:
        return Footing(None, "nothing", NO_DISTANCE)
    half = 0.5 * distance_m
    offsets = {Side.LEFT: (-half, 0.0), Side.RIGHT: (half, 0.0), Side.BOTH: (0.0, 0.0)}
    pressure = joined([plates.pressure(side) for side in sides], [offsets[side] for side in sides])
    return Footing(
        pressure,
        f"{plates.of} of two plates",
        notes=_notes(line),
        scale_uncertainty=_placed(line, distance_m),
        distance_m=distance_m,
    )


def _one_plate(line: Timeline, plates: _Plates, side: Side) -> Footing:
    return Footing(
        plates.pressure(side), f"{plates.of} of one plate", notes=_notes(line), scale_uncertainty=_scale(line)
    )


def _scale(line: Timeline) -> tuple[float, float]:
    gain = line.gain_uncertainty if line.gain_uncertainty > 0 else UNVERIFIED_SCALE
    return gain, gain


def _placed(line: Timeline, distance_m: float) -> tuple[float, float]:
    """How somebody put the plates down is in the scale from side to side alone."""
    right, forward = _scale(line)
    return float(np.hypot(PLACED_M / distance_m, right)), forward


def _notes(line: Timeline) -> tuple[str, ...]:
    return () if line.gain_uncertainty > 0 else (ASSUMED,)


def heels_and_forefeet(line: Timeline) -> Floats | None:
    """Load ``(4, n)`` on left heel, left forefoot, right heel, right forefoot; None where cells do not tell them."""
    cells = _cells(line)
    if cells is None:
        return None
    quarters = []
    for side in (Side.LEFT, Side.RIGHT):
        for front in (False, True):
            chosen = [i for i, of in enumerate(cells.sides) if of is side and (cells.position_m[1, i] > 0) == front]
            if not chosen or np.any(cells.position_m[1, chosen] == 0):
                return None
            quarters.append(cells.force_n[chosen].sum(axis=0))
    return np.stack(quarters)


def _cells(line: Timeline) -> Cells | None:
    """The cells of all plates, where one device has them all and they stand on the timeline's times."""
    cells = line.traces[0].cells if len(line.traces) == 1 else None
    return None if cells is None or cells.force_n.shape[1] != len(line.time_s) else cells


def _by_moments(trace: Trace, moments: Moments, side: Side) -> Pressure:
    """Where one plate is pressed; nowhere that is known while a channel of it ails."""
    row = trace.sides.index(side)
    about_right, about_forward = np.where(moments.known[row], moments.moment_nm[row], np.nan)
    return of_moments(trace.force_n[row], about_right, about_forward, noise_nm=moments.noise_nm)


def _by_cells(cells: Cells, side: Side, fs_hz: float) -> Pressure:
    chosen = [i for i, of in enumerate(cells.sides) if of is side]
    force_n = cells.force_n[chosen]
    return of_cells(force_n, cells.position_m[:, chosen], noise_n=_error_of_a_cell(force_n, cells.noise_n, fs_hz))


def _error_of_a_cell(force_n: Floats, noise_n: float, fs_hz: float) -> float:
    """Noise of a cell with what its steps leave open, as the standard deviation of white noise."""
    step = seen_step(force_n)
    # noise spreads the error of a step over all frequencies; without it the error is as slow as the load
    slow = np.sqrt(max(1.0, 0.5 * fs_hz / STEPS_TO_HZ)) if step > COARSE * noise_n else 1.0
    return float(np.hypot(noise_n, slow * step / np.sqrt(12.0)))
