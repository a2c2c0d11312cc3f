"""A curve as a page draws it: points between 0 and 1, round steps on both axes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

from station.model import Side
from station.readings import MINUS
from station.report.content import DrawnCurves
from station.report.wording import Wording

LETTERS: Final = {Side.LEFT: "page.left_letter", Side.RIGHT: "page.right_letter"}


def plot(curves: DrawnCurves, words: Wording) -> dict[str, Any] | None:
    """Lines, steps and what they show; None where there is nothing to draw."""
    lines = [line for line in curves.lines if any(force is not None for force in line.force_n)]
    if not lines:
        return None
    forces = [force for line in lines for force in line.force_n if force is not None]
    begin_s, end_s = min(line.time_s[0] for line in lines), max(line.time_s[-1] for line in lines)
    step_n, step_s = round_step(max(max(forces), 1.0), 3), round_step(max(end_s - begin_s, 0.1), 5)
    low_n = min(0.0, math.floor(min(forces) / step_n + 0.25) * step_n)
    high_n = max(step_n, math.ceil(max(forces) / step_n - 1e-9) * step_n)

    def x(time_s: float) -> float:
        return round((time_s - begin_s) / max(end_s - begin_s, 1e-6), 4)

    def y(force_n: float) -> float:
        return round(min(1.0, max(0.0, (force_n - low_n) / (high_n - low_n))), 4)

    if curves.best_effort:
        caption = "page.best_effort" if len(lines) > 1 else "page.strongest"
    else:
        caption = "page.whole"
    steps_n = range(round(low_n / step_n), round(high_n / step_n) + 1)
    steps_s = range(math.ceil(begin_s / step_s - 1e-9), math.floor(end_s / step_s + 1e-9) + 1)
    return {
        "caption": words.say(caption),
        "across": [[x(at * step_s), words.number(_step(at * step_s))] for at in steps_s],
        "up": [[y(at * step_n), words.number(_step(at * step_n))] for at in steps_n],
        "seconds": words.say("page.seconds"),
        "newtons": "N",
        "lines": [
            {
                "side": line.side.value,
                "anchor": _anchor(x, y, line.time_s, line.force_n),
                "letter": words.say(LETTERS[line.side]) if line.side in LETTERS else "",
                "points": _parts(
                    [
                        None if force is None else [x(at), y(force)]
                        for at, force in zip(line.time_s, line.force_n, strict=True)
                    ]
                ),
            }
            for line in lines
        ],
    }


def _anchor(
    x: Callable[[float], float], y: Callable[[float], float], time_s: Sequence[float], force_n: Sequence[float | None]
) -> list[float]:
    """Where the letter of a curve stands: at its last point that is at least half as high as its highest."""
    known = [(at, force) for at, force in zip(time_s, force_n, strict=True) if force is not None]
    high = max(force for _, force in known)
    at, force = next((point for point in reversed(known) if point[1] >= 0.5 * high), known[-1])
    return [x(at), y(force)]


def round_step(reach: float, most: int) -> float:
    """The smallest of 1, 2, 5, 10 ... that goes into ``reach`` at most so many times."""
    scale = 10.0 ** math.floor(math.log10(reach / most))
    return next(scale * factor for factor in (1, 2, 5, 10) if reach / (scale * factor) <= most)


def _step(value: float) -> str:
    return f"{value:g}".replace("-", MINUS)


def _parts(points: list[list[float] | None]) -> list[list[list[float]]]:
    """What is between the gaps; a single point is no line."""
    parts: list[list[list[float]]] = [[]]
    for point in points:
        if point is None:
            parts.append([])
        else:
            parts[-1].append(point)
    return [part for part in parts if len(part) > 1]
