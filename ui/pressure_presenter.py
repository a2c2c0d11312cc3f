"""Decides how the centre of pressure is drawn: in millimetres, one scale for both directions, and words.  No Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from station.desks.reviewing import PressurePath
from station.model import Floats, Side
from ui.force_axis import round_step
from ui.words import say, told

MOST_POINTS = 4000
"""More points of a path than this cannot be seen in a panel."""
LEAST_MM = 10.0
"""So much is seen at least from the middle to each edge: noise of a tenth of a millimetre is not a sway."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field of view: a path in mm about a middle, with as much of the floor around it as all fields have."""

    side: Side
    path_mm: Floats
    """``(2, n)``, NaN where it is broken."""
    middle_mm: tuple[float, float]
    ellipse: tuple[tuple[float, float], tuple[float, float], float] | None
    """Middle, half axes, and degrees from the right."""
    feet_mm: tuple[tuple[Side, float], ...]
    """Where the middles of the plates are, from side to side."""


@dataclass(frozen=True, slots=True)
class PressureScreen:
    """What is drawn and said; without fields only the words."""

    fields: tuple[Field, ...]
    half_mm: float
    """From the middle of a field to its edge, in both directions."""
    step_mm: float
    axes: tuple[str, str, str, str]
    """What lies left, right, back and front."""
    time_down: bool
    """Only side to side is known: the other direction is time."""
    seconds: float
    words: str


def pressure_screen(found: PressurePath | None) -> PressureScreen:
    """The centre of pressure of a trial; None while it is being read."""
    if found is None:
        return _nothing(say("reading the plates …"))
    if not found.paths or found.time_s is None:
        return _nothing(told(found.why_not))
    seconds = float(found.time_s[-1] - found.time_s[0])
    fields = tuple(_field(found, path.side, path.place_m * 1000.0, seconds) for path in found.paths)
    extents = [_extent(field, side_to_side=found.side_to_side_only) for field in fields]
    half = max(LEAST_MM, 1.12 * max(extents))
    step = round_step(2 * half, 6)
    axes = (say("left"), say("right"), say("back"), say("front"))
    if not found.directed:
        axes = ("−x", "+x", "−y", "+y")
    elif found.side_to_side_only:
        axes = (say("left"), say("right"), say("end"), say("begin"))
    return PressureScreen(fields, half, step, axes, found.side_to_side_only, seconds, _words(found))


def _nothing(words: str) -> PressureScreen:
    return PressureScreen((), LEAST_MM, LEAST_MM, ("", "", "", ""), False, 0.0, words)


def _field(found: PressurePath, side: Side, place_mm: Floats, seconds: float) -> Field:
    every = max(1, math.ceil(place_mm.shape[1] / MOST_POINTS))
    path = place_mm[:, ::every]
    if found.side_to_side_only:
        # the middle stays that between the plates, so that left of it is more load on the left
        return Field(
            side, np.stack([path[0], np.linspace(0.0, seconds, path.shape[1])]), (0.0, 0.0), None, _feet(found)
        )
    middle = tuple(float((np.nanmin(axis) + np.nanmax(axis)) / 2) for axis in path)
    ellipse = found.ellipse
    drawn = None
    if ellipse is not None:
        drawn = (
            (ellipse.middle_m[0] * 1000, ellipse.middle_m[1] * 1000),
            (ellipse.half_axes_m[0] * 1000, ellipse.half_axes_m[1] * 1000),
            ellipse.direction_deg,
        )
    return Field(side, path, (middle[0], middle[1]), drawn, _feet(found))


def _feet(found: PressurePath) -> tuple[tuple[Side, float], ...]:
    if found.plate_distance_m is None:
        return ()
    half = 500.0 * found.plate_distance_m
    return ((Side.LEFT, -half), (Side.RIGHT, half))


def _extent(field: Field, *, side_to_side: bool) -> float:
    rows = field.path_mm[:1] if side_to_side else field.path_mm
    middles = np.array(field.middle_mm)[: len(rows), np.newaxis]
    extent = float(np.nanmax(np.abs(rows - middles)))
    if field.ellipse is not None:
        extent = max(extent, field.ellipse[1][0] + math.dist(field.ellipse[0], field.middle_mm))
    return extent


def _words(found: PressurePath) -> str:
    parts: list[str] = []
    if found.ellipse is not None:
        parts.append(say("dashed: 95 % ellipse, {area:.2f} cm²", area=found.ellipse.area_m2 * 1e4))
    if found.cutoff_hz is not None:
        parts.append(say("low-pass {cutoff:.0f} Hz", cutoff=found.cutoff_hz))
    parts.append(say("from {what}", what=told(found.method)))
    if len(found.paths) > 1:
        parts.append(say("each foot from the middle of its own plate"))
    if found.why_not:
        parts.append(told(found.why_not))
    return " · ".join(parts)


def ticks_mm(middle: float, half_mm: float, step_mm: float) -> Sequence[float]:
    """Round places of an axis in sight."""
    first, last = math.ceil((middle - half_mm) / step_mm), math.floor((middle + half_mm) / step_mm)
    return [step_mm * k for k in range(first, last + 1)]
