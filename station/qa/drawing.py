"""The small pictures of a certificate as plain shapes: errors over loads, cells of a plate, a second of an empty one.

A drawing knows nothing of HTML or PDF; ``svg`` writes it as the one, ``certificate_pdf`` draws it as the other.
Places are in points from the lower left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np

from station.qa.findings import Pictures, Report, figure

WIDTH, HEIGHT = 168.0, 86.0
LEFT, BOTTOM, TOP = 34.0, 16.0, 14.0
INK, FAINT, LINE = "#1a1a1a", "#999999", "#0072B2"
POINTS = 160
LETTER = 0.5
"""How wide a letter is on average, in parts of its size."""


@dataclass(frozen=True, slots=True)
class Text:
    """``anchor`` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    colour: str = INK
    size: float = 6.5


@dataclass(frozen=True, slots=True)
class Path:
    points: tuple[tuple[float, float], ...]
    colour: str = LINE
    width: float = 0.8
    dots: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    title: str
    shapes: tuple[Text | Path, ...]


def drawings(report: Report) -> list[Drawing]:
    """What can be drawn of a report, at most six pictures."""
    found: list[Drawing] = []
    for picture in report.pictures.values():
        if picture.loads_n:
            found.append(_errors(picture))
        if picture.cells:
            found.append(_cells(picture))
        if picture.empty_n is not None and picture.empty_n.size > 1:
            found.append(_empty(picture))
    return found[:6]


def _errors(picture: Pictures) -> Drawing:
    loads, errors = np.array(picture.loads_n), np.array(picture.errors_n)
    reach = max(0.1, float(np.abs(errors).max()) * 1.25)
    points = _placed(loads, errors, (0.0, float(loads.max()) * 1.05), (-reach, reach))
    shapes = (*_frame(f"{figure(reach)} N", f"-{figure(reach)}", "0", f"{loads.max():.0f} N"), _zero())
    title = f"{picture.title}: error over load, up and down"
    return Drawing(title, (*shapes, Path(points), Path(points, dots=True)))


def _cells(picture: Pictures) -> Drawing:
    shapes: list[Text | Path] = []
    x0, x1, y0, y1 = LEFT + 6, WIDTH - 22, BOTTOM - 2, HEIGHT - TOP - 6
    shapes.append(Path(((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)), FAINT))
    for name, error in picture.cells:
        x = x1 - 4 if "right" in name else x0 + 4
        y = y1 - 10 if "front" in name else y0 + 12
        anchor = "end" if "right" in name else "start"
        shapes.append(Text(x, y, f"{error:+.2f} %", anchor, size=8.0))
        shapes.append(Text(x, y - 8, name.removesuffix(" cell"), anchor, FAINT))
    return Drawing(f"{picture.title}: error of each cell", tuple(shapes))


def _empty(picture: Pictures) -> Drawing:
    values = np.array([]) if picture.empty_n is None else picture.empty_n
    reach = max(0.1, float(np.abs(values).max()) * 1.1)
    pieces = np.array_split(values, min(POINTS, values.size))
    # both ends of every piece, so that no peak is lost
    ends = np.array([each for piece in pieces for each in (piece.min(), piece.max())])
    points = _placed(np.arange(ends.size) / ends.size, ends, (0.0, 1.0), (-reach, reach))
    shapes = (*_frame(f"{figure(reach)} N", f"-{figure(reach)}", "0", "1 s"), _zero())
    return Drawing(f"{picture.title}: one second, empty", (*shapes, Path(points, width=0.5)))


def _placed(
    x: np.ndarray[tuple[int], np.dtype[np.float64]],
    y: np.ndarray[tuple[int], np.dtype[np.float64]],
    across: tuple[float, float],
    along: tuple[float, float],
) -> tuple[tuple[float, float], ...]:
    px = LEFT + (x - across[0]) / (across[1] - across[0]) * (WIDTH - LEFT - 6)
    py = BOTTOM + (y - along[0]) / (along[1] - along[0]) * (HEIGHT - TOP - BOTTOM)
    return tuple(zip(px.round(2).tolist(), py.round(2).tolist(), strict=True))


def _frame(top: str, bottom: str, first: str, last: str) -> tuple[Text | Path, ...]:
    return (
        Path(((LEFT, HEIGHT - TOP), (LEFT, BOTTOM), (WIDTH - 6, BOTTOM)), FAINT),
        Text(LEFT - 3, HEIGHT - TOP - 5, top, "end", FAINT),
        Text(LEFT - 3, BOTTOM, bottom, "end", FAINT),
        Text(LEFT, BOTTOM - 8, first, "start", FAINT),
        Text(WIDTH - 6, BOTTOM - 8, last, "end", FAINT),
    )


def _zero() -> Path:
    middle = BOTTOM + (HEIGHT - TOP - BOTTOM) / 2.0
    return Path(((LEFT, middle), (WIDTH - 6, middle)), FAINT, 0.4)


def title_size(title: str) -> float:
    """So large are its letters: a long one is written smaller, not over the picture beside it."""
    return min(7.0, WIDTH / (LETTER * max(1, len(title))))


def svg(drawing: Drawing) -> str:
    """The drawing as an SVG element."""
    label = escape(drawing.title, {'"': "&quot;"})
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}pt" height="{HEIGHT}pt" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
    )
    rows = [opening, _svg_text(Text(0, HEIGHT - 7, drawing.title, size=title_size(drawing.title)))]
    for shape in drawing.shapes:
        rows.append(_svg_text(shape) if isinstance(shape, Text) else _svg_path(shape))
    return "\n".join([*rows, "</svg>"])


def _svg_text(text: Text) -> str:
    return (
        f'<text x="{text.x:g}" y="{HEIGHT - text.y:g}" font-size="{text.size:g}" font-family="sans-serif" '
        f'text-anchor="{text.anchor}" fill="{text.colour}">{escape(text.text)}</text>'
    )


def _svg_path(path: Path) -> str:
    if path.dots:
        return "".join(f'<circle cx="{x:g}" cy="{HEIGHT - y:g}" r="1.4" fill="{path.colour}"/>' for x, y in path.points)
    points = " ".join(f"{x:g},{HEIGHT - y:g}" for x, y in path.points)
    return f'<polyline points="{points}" fill="none" stroke="{path.colour}" stroke-width="{path.width:g}"/>'
