"""Widgets side by side, in as many rows as they need."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

WIDEST = 16777215
"""Qt's own, which Python does not have: the width of what has no bound."""


class Flow(QLayout):
    """Fills rows from the left; its height follows from its width."""

    def __init__(self, spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._laid_out(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        self._laid_out(box, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _laid_out(self, box: QRect, *, place: bool) -> int:
        x, y, tall = box.x(), box.y(), 0
        for item in self._shown():
            hint = item.sizeHint().expandedTo(item.minimumSize())
            wide = min(hint.width(), box.width())
            if x > box.x() and x + wide > box.right() + 1:
                x, y, tall = box.x(), y + tall + self.spacing(), 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), QSize(wide, hint.height())))
            x += wide + self.spacing()
            tall = max(tall, hint.height())
        return y + tall - box.y()


class FlowBox(QWidget):
    """A widget whose children flow."""

    def __init__(self, *widgets: QWidget, spacing: int = 8) -> None:
        super().__init__()
        self.flow = Flow(spacing)
        self.setLayout(self.flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.flow.addWidget(widget)

    @property
    def wide(self) -> int:
        """What all of them need side by side."""
        items = [self.flow.itemAt(place) for place in range(self.flow.count())]
        # an item whose widget was just put in takes no room before it is shown
        found = [item.widget() for item in items if item is not None]
        wide = sum(widget.sizeHint().width() for widget in found if widget is not None)
        return wide + self.flow.spacing() * max(0, len(found) - 1)

    def keep_in_one_row(self) -> None:
        """Never wrap: there is room."""
        self.setFixedWidth(self.wide)

    def wrap(self) -> None:
        """As many rows as it needs, again."""
        self.setMinimumWidth(0)
        self.setMaximumWidth(WIDEST)

    def sizeHint(self) -> QSize:
        wide = max(self.width(), self.flow.minimumSize().width())
        return QSize(wide, self.flow.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.flow.minimumSize().width(), self.flow.heightForWidth(max(1, self.width())))

    def resizeEvent(self, event: object) -> None:
        self.updateGeometry()
