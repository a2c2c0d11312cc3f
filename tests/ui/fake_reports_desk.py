"""A desk of reports whose pages are drawn by Qt: what stands on them is not what these tests are about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from station.desks.reports import VisitOnFile, Wish
from station.errors import StationError
from station.report.content import Audience

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)


def page(number: int) -> bytes:
    """A sheet of A4 with grey lines like text and two curves."""
    image = QImage(620, 877, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    for place in range(40):
        shade = 60 + 4 * place
        painter.fillRect(QRect(50, 60 + 19 * place, 300 - 3 * place, 6), QColor(shade, shade, shade))
    painter.fillRect(QRect(380, 100 * number, 180, 4), QColor("#0072B2"))
    painter.fillRect(QRect(380, 100 * number + 30, 180, 4), QColor("#D55E00"))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


class FakeReportsDesk:
    """Three visits of everybody whose code does not end in 0; ``trouble`` is raised instead of making anything."""

    def __init__(self, *, empty: bool = False) -> None:
        self.empty, self.trouble = empty, ""
        self.asked: list[Wish] = []
        self.saved: list[tuple[Wish, Path]] = []

    def visits(self, person: str) -> Sequence[VisitOnFile]:
        if self.empty or person.endswith("0"):
            return []
        weeks = (0, 3, 6)
        return [
            VisitOnFile(f"visit-{3 - place}", NOW - timedelta(weeks=week), 3 - place, 8)
            for place, week in enumerate(weeks)
        ]

    def languages(self) -> Sequence[str]:
        return ("de", "en")

    def pages(self, wish: Wish, dots_per_inch: float) -> Sequence[bytes]:
        self.asked.append(wish)
        if self.trouble:
            raise StationError(self.trouble)
        return [page(number) for number in (1, 2)[: 2 if wish.audience is Audience.CLIENT else 1]]

    def pdf(self, wish: Wish) -> bytes:
        return b"%PDF-1.7\n%%EOF\n"

    def save(self, wish: Wish, path: Path) -> None:
        path.write_bytes(self.pdf(wish))
        self.saved.append((wish, path))

    def file_name(self, wish: Wish) -> str:
        return f"A-104 2026-11-23 {wish.audience.value}.pdf"
