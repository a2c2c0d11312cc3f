"""Where the centre of pressure went in a stored trial: the path that is drawn, and the ellipse of a stance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

import numpy as np
import numpy.typing as npt

from dsp.balance import prediction_ellipse_area, prediction_ellipse_axes, sway_direction
from dsp.sway import CUTOFF_HZ, make_sway
from station.desks.reviewing import Ellipse, FootPath, PressurePath
from station.footing import NO_DISTANCE, Footing, footing
from station.model import Floats, Mark, Side, TrialData
from station.protocol import Protocol
from station.timeline import Timeline, Unusable, timeline

NOWHERE: Final = "Nobody stood on the plates long enough to see where."
NOT_ASKED: Final = Footing(None, "nothing")
Known = npt.NDArray[np.bool_]
_STANCE: Final = ("start", "end")


def pressure_path(
    protocol: Protocol, data: TrialData, marks: Sequence[Mark], methods: Mapping[str, Mapping[str, float | str]]
) -> PressurePath:
    """The centre of pressure of a stance as its sway was computed, of any other trial between the outermost marks.

    ``methods`` are those of the trial's run; they say which samples of a stance the numbers are of.
    """
    try:
        line = timeline(data)
    except Unusable as error:
        return PressurePath(why_not=str(error))
    one = _one_foot(protocol, marks)
    stood = {one or Side.BOTH: footing(line, protocol.plate_distance_m, only=one)}
    if stood.get(Side.BOTH, NOT_ASKED).why_not == NO_DISTANCE:
        stood = {side: footing(line, None, only=side) for side in (Side.LEFT, Side.RIGHT)}
    first = next(iter(stood.values()))
    if first.pressure is None:
        return PressurePath(why_not=_sentence(first.why_not))
    swayed = _swayed(line, methods)
    start, stop = swayed or _between(line.time_s, marks)
    rows = 1 if first.side_to_side_only else 2
    paths, cutoff_hz, whole = [], None, True
    for side, found in stood.items():
        if found.pressure is None:
            continue
        cop_m = found.pressure.cop_m[:, start:stop]
        known = cast(Known, np.isfinite(cop_m[:rows]).all(axis=0))
        place_m, cutoff_hz = _smoothed(cop_m, known, rows, line.fs_hz)
        whole = whole and bool(known.all())
        if np.isfinite(place_m[0]).any():
            paths.append(FootPath(side, place_m))
    if not paths:
        return PressurePath(why_not=NOWHERE)
    stance = swayed is not None and rows == 2 and whole and len(paths) == 1
    return PressurePath(
        paths=tuple(paths),
        time_s=line.time_s[start:stop],
        ellipse=_ellipse(paths[0].place_m) if stance else None,
        plate_distance_m=first.distance_m,
        side_to_side_only=first.side_to_side_only,
        directed=first.directed,
        cutoff_hz=cutoff_hz,
        method=first.method,
        why_not=_sentence(first.why_not) if first.why_not else "",
    )


def _one_foot(protocol: Protocol, marks: Sequence[Mark]) -> Side | None:
    """The foot that a stance on one leg was on."""
    sides = {mark.side for mark in marks if mark.name in _STANCE}
    return sides.pop() if protocol.kind == "balance" and len(sides) == 1 and Side.BOTH not in sides else None


def _swayed(line: Timeline, methods: Mapping[str, Mapping[str, float | str]]) -> tuple[int, int] | None:
    """The samples that a stance's sway was computed of, as the run says; None where it is no stance."""
    window = methods.get("stance.window", {})
    start_s, seconds = window.get("start_s"), window.get("seconds")
    if not isinstance(start_s, float | int) or not isinstance(seconds, float | int):
        return None
    start = line.index(float(start_s))
    return start, start + round(float(seconds) * line.fs_hz)


def _between(time_s: Floats, marks: Sequence[Mark]) -> tuple[int, int]:
    """From the first to the last mark, both included; everything without two of them."""
    if len(marks) < 2:
        return 0, len(time_s)
    first_s, last_s = min(mark.time_s for mark in marks), max(mark.time_s for mark in marks)
    start = int(np.searchsorted(time_s, first_s - 1e-9))
    return start, max(start, int(np.searchsorted(time_s, last_s + 1e-9)))


def _smoothed(cop_m: Floats, known: Known, rows: int, fs_hz: float) -> tuple[Floats, float | None]:
    """Each stretch that is known, filtered for itself: the filter never bridges what was not measured."""
    place_m = np.full(cop_m.shape, np.nan)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], known.astype(np.int8), [0]))))
    used: float | None = None
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if stop - start < 3:
            continue
        sway = make_sway(cop_m[:, start:stop], fs_hz, cutoff_hz=CUTOFF_HZ)
        place_m[:rows, start:stop], used = sway.cop_m[:rows], sway.cutoff_hz
    return place_m, used


def _ellipse(place_m: Floats) -> Ellipse | None:
    long_m, short_m = prediction_ellipse_axes(place_m)
    if not (np.isfinite(long_m) and np.isfinite(short_m)):
        return None
    middle = place_m.mean(axis=1)
    direction = sway_direction(place_m)
    return Ellipse(
        (float(middle[0]), float(middle[1])),
        (long_m, short_m),
        direction if np.isfinite(direction) else 0.0,
        prediction_ellipse_area(place_m),
    )


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + ("" if words.endswith(".") else ".")
