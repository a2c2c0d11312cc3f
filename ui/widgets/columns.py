"""Two columns that stand under each other where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ui import theme

AMPLE = 1200
"""From this width on, in pixels of the design, a column beside another grows with the type."""


def side_factor(width: int) -> float:
    """By how much a column beside the main one is wider than drawn: with the type, where there is room for both."""
    return theme.scale() if width >= AMPLE * theme.scale() else min(theme.scale(), 1.25)


class Columns(QWidget):
    """The main column takes what the side leaves; below ``one`` pixels of the design the side lies under it."""

    def __init__(
        self, main: QWidget, side: QWidget, content: QWidget, *, wide: tuple[int, int], share: float, one: int
    ) -> None:
        """``content`` is what makes the side tall; the side is as wide as ``share`` of all, within ``wide``."""
        super().__init__()
        self._side, self._content = side, content
        self._wide, self._share, self._one = wide, share, one
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP)
        self._row.addWidget(main, 1)
        self._row.addWidget(side)
        self._across = QBoxLayout.Direction.LeftToRight
        main.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        content.installEventFilter(self)

    def stand_left(self) -> None:
        """The side stands left of the main column."""
        self._across = QBoxLayout.Direction.RightToLeft
        self._row.setDirection(self._across)

    @property
    def below(self) -> bool:
        """Whether the side lies under the main column."""
        return self._row.direction() is QBoxLayout.Direction.TopToBottom

    @property
    def under(self) -> int:
        """How much of the height the side takes from the main column, in pixels of the design."""
        if not self.below or self._side.isHidden():
            return 0
        return round((self._content.sizeHint().height() + theme.GAP) / theme.scale())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least, most = self._wide
        below = self.width() < self._one * theme.scale()
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if below else self._across)
        wide = min(most, max(least, self.width() * self._share)) * side_factor(self.width())
        self._side.setFixedWidth(round(self.width() if below else wide))
        self._give_height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # what grows under the main column has its room before it is drawn: a scroll bar never flashes up
        if watched is self._content and event.type() is QEvent.Type.LayoutRequest:
            self._give_height()
        return super().eventFilter(watched, event)

    def _give_height(self) -> None:
        """Below the main column everything of the side is seen at once; beside it, it may scroll."""
        self._side.setMinimumHeight(self._content.sizeHint().height() if self.below else 0)
