"""Pages as they will be printed: white paper below one another, always as wide as there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.labels import clear
from ui.words import say


class Paper(QWidget):
    """One page; its height follows from its width."""

    def __init__(self, image: QImage, number: int, count: int) -> None:
        super().__init__()
        self._image = image
        self.setObjectName(f"paper-{number}")
        self.setAccessibleName(say("Page {number} of {count}", number=number, count=count))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fit(self, width: int) -> None:
        """Be as high as this width asks for."""
        self.setFixedHeight(max(1, round(width * self._image.height() / max(1, self._image.width()))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wide = min(self.width() - 2.0, (self.height() - 2.0) * self._image.width() / max(1, self._image.height()))
        tall = wide * self._image.height() / max(1, self._image.width())
        box = QRectF((self.width() - wide) / 2, 1, wide, tall)
        ratio = self.devicePixelRatioF()
        size = QSize(round(wide * ratio), round(tall * ratio))
        # Qt's own painter takes four neighbours only, which makes small letters of a large picture ragged
        shown = self._image.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(box, shown)
        painter.setPen(QPen(QColor(theme.active().line), 1))
        painter.drawRect(box)
        painter.end()


class Papers(QWidget):
    """All pages, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("content")
        self._papers: list[Paper] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.GAP // 2, 0)
        self._column.setSpacing(theme.GAP)

    def show_pages(self, pages: Sequence[bytes]) -> None:
        """Show these pictures, PNG each."""
        clear(self._column)
        self._papers = [Paper(QImage.fromData(data), number, len(pages)) for number, data in enumerate(pages, 1)]
        for paper in self._papers:
            self._column.addWidget(paper)
        self._column.addStretch(1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for paper in self._papers:
            paper.fit(self.width() - theme.GAP // 2)
