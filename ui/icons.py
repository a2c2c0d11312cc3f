"""One set of thin-line icons: 24-unit grid, 1.8 stroke, round ends, drawn in whatever colour is asked for."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer

PATHS = {
    "scales": "M12 4v15M8 20h8M5 7h14M5 7l-2.6 6a2.8 2.8 0 0 0 5.2 0zM19 7l-2.6 6a2.8 2.8 0 0 0 5.2 0z",
    "today": "M5 6h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zM4 10.5h16M8 3.5V7M16 3.5V7",
    "test": "M2.5 12.5h4l3-8 5 15 3-7h4",
    "review": "M4 4v16h16M7.5 15.5l4-5 3 2.5 5-7",
    "report": "M6 3.5h8.5L19 8v12a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4.5a1 1 0 0 1 1-1zM14 3.5V8.5h5M8.5 13h7M8.5 16.5h4.5",
    "theme": "M12 3.5a8.5 8.5 0 1 0 0 17zM12 3.5a8.5 8.5 0 0 1 0 17",
    "check": "M5 12.5l4.5 4.5L19 7",
    "cross": "M6 6l12 12M18 6L6 18",
    "dot": "M12 12h.01",
    "settings": "M4 7h9M17 7h3M4 12h3M11 12h9M4 17h11M19 17h1M15 5a2 2 0 1 1 0 4a2 2 0 0 1 0-4z"
    "M9 10a2 2 0 1 1 0 4a2 2 0 0 1 0-4zM17 15a2 2 0 1 1 0 4a2 2 0 0 1 0-4z",
    "warn": "M12 4L2.8 19.5h18.4zM12 10v4.5M12 17.2v.1",
    "recover": "M4 12a8 8 0 1 1 2.5 5.8M4 12V7M4 12h5M12 8v4.5l3 1.8",
    "client": "M3.5 5h17a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-17a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM8.5 20.5h7M12 17v3.5"
    "M8 13.5v-3M12 13.5V8.5M16 13.5v-4",
    "sound": "M4 9.5v5h3.5l5 4v-13l-5 4zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
    "sound_off": "M4 9.5v5h3.5l5 4v-13l-5 4zM16 9.5l5 5M21 9.5l-5 5",
    "demo": "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17zM10 8.5l6 3.5-6 3.5z",
    "stop": "M7 7h10v10H7z",
    "devices": "M3 9h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1zM14 9h7a1 1 0 0 1 1 1v7"
    "a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1zM6.5 9V5.5M17.5 9V5.5",
    "qa": "M9 4.5h6M7.5 3.5h9v2.5h-9zM7.5 4.5H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-14a1 1 0 0 0-1-1h-1.5"
    "M8.5 13.5l2.5 2.5 4.5-5",
    "person": "M12 4.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7zM5 20a7 7 0 0 1 14 0",
    "arrow": "M9 5l7 7-7 7",
}

_TEMPLATE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{colour}" '
    'stroke-width="{stroke}" stroke-linecap="round" stroke-linejoin="round"><path d="{path}"/></svg>'
)


def paint(painter: QPainter, name: str, box: QRectF, colour: str, stroke: float = 1.8) -> None:
    """Draw the icon into ``box``.  Raises KeyError for a name that is not in the set."""
    svg = _TEMPLATE.format(colour=colour, stroke=stroke * 24 / 22, path=PATHS[name])
    QSvgRenderer(QByteArray(svg.encode())).render(painter, box)
