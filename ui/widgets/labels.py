"""Text, chips, panels and rules: the quiet parts that every view is made of."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from station.model import Side
from ui import icons, theme
from ui.numbers import side_letter, unbroken
from ui.words import say, told


def text(role: str, content: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label in one of the stylesheet's roles; markup in names stays text."""
    label = Words(content)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    return label


class Words(QLabel):
    """A label that never breaks a line between a number and its unit."""

    def __init__(self, content: str = "") -> None:
        super().__init__(unbroken(content))

    def setText(self, content: str) -> None:
        super().setText(unbroken(content))


def set_role(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the stylesheet looks at, and let it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_tip(widget: QWidget, tip: str) -> None:
    """Change a tooltip; one that stays as it is would make Qt tell the widget nevertheless."""
    if widget.toolTip() != tip:
        widget.setToolTip(tip)


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where there is no room, with the whole text as its tooltip."""

    def __init__(self, role: str, content: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._full = ""
        self.set_text(content)

    @property
    def full(self) -> str:
        """The text as it was set, whatever of it fits."""
        return self._full

    def set_text(self, content: str) -> None:
        """Show ``content``, elided when it must be."""
        if content != self._full:
            self._full = content
            self.setAccessibleName(content)
            self.updateGeometry()
            self._fit()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._full) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(
            min(metrics.horizontalAdvance(self._full) + 2, metrics.horizontalAdvance("MMM…")), metrics.height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(self._full, Qt.TextElideMode.ElideRight, max(self.width(), 0))
        super().setText(shown)
        set_tip(self, self._full if shown != self._full else "")


class PartsLabel(ElidedLabel):
    """One line of parts, of which as many stand there as have room: none is cut in the middle."""

    def __init__(self, content: str, between: str, *, optional: bool = False) -> None:
        """``optional``: where not even the first part has room it says nothing."""
        self._between, self._optional = between, optional
        super().__init__("secondary", content)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(0, hint.height()) if self._optional else hint

    def _fit(self) -> None:
        parts, width = self.full.split(self._between), QFontMetrics(self.font()).horizontalAdvance
        ways = [self._between.join(parts[:count]) for count in range(len(parts), 0, -1)]
        shown = next((way for way in ways if width(way) <= self.width()), "" if self._optional else None)
        if shown is None:
            super()._fit()
            return
        QLabel.setText(self, shown.rstrip("."))
        self.setToolTip(self.full if shown != self.full else "")


class Chip(QLabel):
    """A round label in a tone: good, caution, trouble or neutral."""

    def __init__(self, content: str = "", tone: str = "neutral") -> None:
        super().__init__(content)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("chip", tone)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_as(self, content: str, tone: str) -> None:
        """Change text and tone."""
        if content != self.text():
            self.setText(content)
        set_role(self, "chip", tone)


class Icon(QWidget):
    """One icon of the set in the ink, or in a tone."""

    def __init__(self, name: str, size: int = 22, tone: str = "") -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.active()
        colour = {"": look.ink, "muted": look.muted}.get(self._tone) or look.tone(self._tone)[0]
        icons.paint(painter, self._name, QRectF(self.rect()), colour)
        painter.end()


class SideBadge(QWidget):
    """The letter of a side on the side's colour: the third cue beside place and hue."""

    def __init__(self, side: Side, size: int = 20) -> None:
        super().__init__()
        self._side = side
        self.setFixedSize(size, size)
        self.setAccessibleName(told(side.value))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        # a small white letter needs more than a curve does
        painter.setBrush(QColor(look.side_text(self._side) if look.name == "light" else look.side(self._side)))
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        painter.setPen(QColor(look.on_side))
        face = theme.font(self.height() * 0.62 / theme.scale(), QFont.Weight.Bold)
        painter.setFont(face)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, side_letter(self._side))
        painter.end()


class KeyCap(QWidget):
    """A key to press, drawn as one."""

    def __init__(self, key: str, size: int = 34) -> None:
        super().__init__()
        self._key = key
        side = round(size * theme.scale())
        self.setFixedSize(side, side)
        self.setAccessibleName(say("key {key}", key=key))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.muted), 1))
        painter.setBrush(QColor(look.background))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(QColor(look.ink))
        face = theme.PANEL if self.height() >= round(34 * theme.scale()) else theme.SECONDARY
        painter.setFont(theme.font(face, QFont.Weight.Medium))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._key)
        painter.end()


class Dot(QWidget):
    """A small round light in a tone."""

    def __init__(self, size: int = 8) -> None:
        super().__init__()
        self._tone = "good"
        self.setFixedSize(size, size)

    def set_tone(self, tone: str) -> None:
        """Change its colour."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        look = theme.active()
        painter.setBrush(QColor(look.muted if self._tone == "neutral" else look.tone(self._tone)[0]))
        painter.drawEllipse(QPointF(self.width() / 2, self.height() / 2), self.width() / 2, self.height() / 2)
        painter.end()


class Panel(QFrame):
    """A rounded surface with a vertical layout."""

    def __init__(self, name: str, margins: tuple[int, int, int, int] = (20, 14, 20, 14), spacing: int = 6) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("panel", "true")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(spacing)


def scrolled(content: QWidget, *, across: bool = False) -> QScrollArea:
    """``content`` in a frameless area that scrolls up and down, or also ``across``; the keyboard passes it by."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not across:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setObjectName("content")
    area.setWidget(content)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; the widgets are gone at once for whoever looks, and freed when Qt can."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            discard(widget)
        elif inner is not None:
            clear(inner)


def discard(widget: QWidget) -> None:
    """Let one widget go."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def keep_place(widget: QWidget) -> None:
    """Let a widget keep its place while it is hidden, so that its neighbours stay where they are."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def rule() -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setProperty("rule", "true")
    line.setFixedHeight(1)
    return line


def row(*items: QWidget | int | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; a number is a fixed space, None takes what is left."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        else:
            layout.addWidget(item)
    return layout
