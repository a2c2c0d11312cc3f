"""Buttons that say what happens next and which key does it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui import icons, theme
from ui.words import later, say

KEYS = {"Space": later("Space"), "Enter": later("Enter"), "PgUp": later("PgUp"), "PgDn": later("PgDn")}
"""Keys that have another name on a keyboard of another language."""
LONG_LABEL = 40
"""Longer labels may not fit; their tooltip has them in full."""
ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def key_name(key: str) -> str:
    """What is written on a key: ``Space``, ``Ctrl+Z``, on a German keyboard ``Leertaste``, ``Strg+Z``."""
    if key.startswith("Ctrl+"):
        return key.replace("Ctrl", say("Ctrl"))
    return say(KEYS[key]) if key in KEYS else key


class _PaintedButton(QAbstractButton):
    """Enter activates it, Space never does (Space is the window's primary action), Tab reaches it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.click()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def _focus_ring(self, painter: QPainter, box: QRectF, radius: float) -> None:
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.active().left), 2))
            painter.drawRoundedRect(box, radius, radius)


class ActionButton(_PaintedButton):
    """``kind`` is ``primary`` (ink on surface, inverted), ``secondary``, ``small`` or ``tiny``; the key has a cap."""

    def __init__(self, name: str, kind: str = "secondary", label: str = "", key: str = "") -> None:
        super().__init__(name)
        self._kind, self._key = kind, key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_as(label, key)

    def show_as(self, label: str, key: str) -> None:
        """Say something else."""
        if (label, key) != (self.text(), self._key) or not self.accessibleName():
            self._key = key
            self.setText(label)
            self.setAccessibleName(f"{label} ({key_name(key)})" if key else label)
            self.setToolTip(label if len(label) > LONG_LABEL else "")
            self.updateGeometry()
            self.update()

    def _fonts(self) -> tuple[QFont, QFont]:
        size = {"primary": theme.PANEL, "tiny": theme.SECONDARY}.get(self._kind, theme.BODY)
        return theme.font(size, QFont.Weight.Medium), theme.font(theme.CAPTION)

    def sizeHint(self) -> QSize:
        label, cap = (QFontMetrics(face) for face in self._fonts())
        pad = {"primary": 27, "small": 17, "tiny": 11}.get(self._kind, 19)
        width = 2 * pad + label.horizontalAdvance(self.text())
        if self._key:
            width += 11 + cap.horizontalAdvance(key_name(self._key)) + 16
        height = {"primary": 56, "small": 40, "tiny": 30}.get(self._kind, 46)
        return QSize(width, round(height * max(1.0, theme.scale())))

    def minimumSizeHint(self) -> QSize:
        # a button of fixed width writes smaller or in two lines instead of growing
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.minimumWidth() or hint.width()), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = self._kind == "primary" or self.isChecked()
        ground, ink = (look.ink, look.surface) if filled else (look.surface, look.ink)
        if not self.isEnabled():
            ground, ink = (look.grid if filled else look.surface), look.muted
        elif self.isDown() or self.underMouse():
            painter.setOpacity(0.86)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen if filled else QColor(look.line))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, 12, 12)
        cap = QFontMetrics(self._fonts()[1])
        cap_width = cap.horizontalAdvance(key_name(self._key)) + 16 if self._key else 0
        room = self.width() - 16 - (cap_width + 11 if self._key else 0)
        face, lines = self._fitted(room)
        wide = min(room, max(QFontMetrics(face).horizontalAdvance(line) for line in lines) + 1)
        left = (self.width() - wide - (cap_width + 11 if self._key else 0)) / 2
        painter.setPen(QColor(ink))
        painter.setFont(face)
        painter.drawText(QRectF(left, 0, wide + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, "\n".join(lines))
        if self._key:
            self._paint_key(painter, left + wide + 11, cap_width, cap, ink)
        self._focus_ring(painter, box.adjusted(2, 2, -2, -2), 10)
        painter.end()

    def _fitted(self, room: float) -> tuple[QFont, list[str]]:
        """The label in one line where it fits, else smaller, else in two lines, of which the last may be elided."""
        face = self._fonts()[0]
        for size in (0, theme.BODY):
            face = theme.font(size, QFont.Weight.Medium) if size else face
            if QFontMetrics(face).horizontalAdvance(self.text()) <= room:
                return face, [self.text()]
        metrics = QFontMetrics(face)
        words = self.text().split(" ")
        fits = [n for n in range(1, len(words)) if metrics.horizontalAdvance(" ".join(words[:n])) <= room]
        if not fits or self.height() < 2 * metrics.height():
            return face, [metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room))]
        rest = " ".join(words[fits[-1] :])
        return face, [
            " ".join(words[: fits[-1]]),
            metrics.elidedText(rest, Qt.TextElideMode.ElideRight, int(room)),
        ]

    def _paint_key(self, painter: QPainter, left: float, width: float, metrics: QFontMetrics, ink: str) -> None:
        tall = metrics.height() + 6
        box = QRectF(left, (self.height() - tall) / 2, width, tall)
        colour = QColor(ink)
        colour.setAlphaF(0.72)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(self._fonts()[1])
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key_name(self._key))


class RailButton(_PaintedButton):
    """Icon above a word; the one in front is marked by ground and ink."""

    def __init__(self, name: str, icon: str, label: str) -> None:
        super().__init__(name)
        self._icon = icon
        self.setText(label)
        self.setAccessibleName(label)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """The shell decides which one is in front, not the click."""

    def sizeHint(self) -> QSize:
        return QSize(72, round(38 + 18 * theme.scale()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            ground = QColor(look.background)
            painter.setBrush(ground)
            painter.setPen(QColor(look.line) if look.name == "contrast" else Qt.PenStyle.NoPen)
            painter.setOpacity(1.0 if self.isChecked() else 0.6)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
            painter.setOpacity(1.0)
        colour = look.ink if self.isChecked() else look.muted
        icons.paint(painter, self._icon, QRectF((self.width() - 22) / 2, 8, 22, 22), colour)
        painter.setPen(QColor(colour))
        painter.setFont(self._fitted())
        below = QRectF(0, 32, self.width(), self.height() - 35)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.text())
        self._focus_ring(painter, box.adjusted(2, 2, -2, -2), 10)
        painter.end()

    def _fitted(self) -> QFont:
        """As large as the word fits; long words of other languages are written smaller."""
        weight = QFont.Weight.Medium if self.isChecked() else QFont.Weight.Normal
        for size in (theme.CAPTION, theme.CAPTION - 1, theme.CAPTION - 2):
            face = theme.font(size, weight)
            if QFontMetrics(face).horizontalAdvance(self.text()) <= self.width() - 4:
                return face
        return face


class Surface(_PaintedButton):
    """A clickable panel or row that carries other widgets; ``framed`` draws it as a panel."""

    def __init__(self, name: str, *, framed: bool) -> None:
        super().__init__(name)
        self._framed = framed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout else QSize(0, 0)

    def hasHeightForWidth(self) -> bool:
        layout = self.layout()
        return bool(layout and layout.hasHeightForWidth())

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout else -1

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        hover = self.isEnabled() and self.underMouse()
        if self._framed:
            painter.setPen(QColor(look.muted if hover else look.line))
            painter.setBrush(QColor(look.surface))
            painter.drawRoundedRect(box, 14, 14)
        elif hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.background))
            painter.drawRoundedRect(box.adjusted(-0.5, 1, 0.5, -1), 8, 8)
        self._focus_ring(painter, box.adjusted(1, 1, -1, -1), 13)
        painter.end()
