"""What somebody types or picks within a view: a line, some lines, one of a few words.  Never a window of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import ENTER_KEYS, _PaintedButton
from ui.widgets.flow import FlowBox
from ui.widgets.labels import text

HEIGHT = 40


class LineField(QLineEdit):
    """One line; Enter takes it, Escape gives up, Down leaves it."""

    taken = Signal()
    left = Signal()
    given_up = Signal()

    def __init__(self, name: str, label: str, hint: str = "", *, longest: int = 120) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("field", "true")
        self.setAccessibleName(label)
        self.setPlaceholderText(hint)
        self.setMaxLength(longest)
        self.setFixedHeight(round(HEIGHT * max(1.0, theme.scale())))
        self.setMinimumWidth(round(60 * theme.scale()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS:
            if not event.isAutoRepeat():
                self.taken.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class NotesField(QPlainTextEdit):
    """Several lines; Ctrl+Enter takes them, Escape gives up, Tab leaves them."""

    taken = Signal()
    given_up = Signal()

    def __init__(self, name: str, label: str, hint: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("field", "true")
        self.setAccessibleName(label)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(round(96 * max(1.0, theme.scale())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class ChoiceButton(_PaintedButton):
    """One of several words that exclude each other."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name)
        self.setText(label)
        self.setAccessibleName(label)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """The row decides which one is chosen."""

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(theme.BODY))
        return QSize(metrics.horizontalAdvance(self.text()) + 26, round(HEIGHT * max(1.0, theme.scale())))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(theme.SECONDARY))
        return QSize(metrics.horizontalAdvance(self.text()) + 12, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        chosen = self.isChecked()
        painter.setPen(QColor(look.ink if chosen else look.line))
        painter.setBrush(QColor(look.ink if chosen else look.background if self.underMouse() else look.surface))
        painter.drawRoundedRect(box, 10, 10)
        painter.setPen(QColor(look.surface if chosen else look.ink))
        room = self.width() - 12
        face = theme.font(theme.BODY)
        if QFontMetrics(face).horizontalAdvance(self.text()) > room:
            face = theme.font(theme.SECONDARY)
        painter.setFont(face)
        shown = QFontMetrics(face).elidedText(self.text(), Qt.TextElideMode.ElideRight, room + 2)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, shown)
        self._focus_ring(painter, box.adjusted(2, 2, -2, -2), 8)
        painter.end()


class ChoiceRow(FlowBox):
    """A few words of which one is chosen, or none; they flow into rows where there is no room."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], value: str = "", *, label: str = "") -> None:
        """``choices`` are keys and what is read."""
        super().__init__(spacing=6)
        self.setObjectName(name)
        self.value = value
        self._buttons: dict[str, ChoiceButton] = {}
        for key, words in choices:
            button = ChoiceButton(f"{name}-{key or 'none'}", words)
            button.setAccessibleName(f"{label}: {words}" if label else words)
            button.setChecked(key == value)
            button.clicked.connect(lambda _=False, key=key: self.choose(key))
            self.flow.addWidget(button)
            self._buttons[key] = button

    def choose(self, key: str) -> None:
        """This one from now on."""
        self.value = key
        for name, button in self._buttons.items():
            button.setChecked(name == key)
        self.chosen.emit(key)


def labelled(label: str, widget: QWidget) -> QWidget:
    """A widget under its label."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    column.addWidget(text("secondary", label))
    column.addWidget(widget)
    return holder
