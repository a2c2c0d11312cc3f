"""A picture of what is to be done with a device: where the mass belongs, who stands, what is off."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from station.desks.examining import Ask
from station.model import Side
from station.qa.hands import CORNERS, MIDDLE
from ui import theme
from ui.exam_presenter import Scene
from ui.numbers import side_letter
from ui.words import say, told

SIDES = (Side.LEFT, Side.RIGHT)
INSET = 0.24
"""How far a corner's mass stands from the edge, as a part of the plate."""


class DevicePicture(QWidget):
    """Two plates from above, front up, or a dynamometer from the side."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("devicePicture")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(180, 150)
        self._scene = Scene(plates=True)

    def sizeHint(self) -> QSize:
        return QSize(320, 240)

    def show_scene(self, scene: Scene) -> None:
        """Draw this."""
        if scene != self._scene:
            self._scene = scene
            self.setAccessibleName(_words(scene))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._scene.plates:
            self._paint_plates(painter)
        else:
            self._paint_handle(painter)
        painter.end()

    # Plates -----------------------------------------------------------------------------------------------------------

    def _plates(self) -> dict[Side, QRectF]:
        """Two plates side by side, 2 to 3."""
        caption = 22 * theme.scale()
        tall = min(self.height() - caption - 8, (self.width() - 60) / 2 * 1.5)
        wide = tall / 1.5
        left = (self.width() - 2 * wide - 16) / 2
        top = (self.height() - caption - tall) / 2 + 2
        return {side: QRectF(left + number * (wide + 16), top, wide, tall) for number, side in enumerate(SIDES)}

    def _paint_plates(self, painter: QPainter) -> None:
        look, scene = theme.active(), self._scene
        for side, box in self._plates().items():
            wanted = scene.side is side
            painter.setPen(QPen(QColor(look.side(side)), 3.0 if wanted else 1.6))
            painter.setBrush(QColor(look.grid if look.name != "contrast" else look.surface))
            painter.drawRoundedRect(box, 12, 12)
            painter.setFont(theme.font(theme.BODY, QFont.Weight.Bold))
            painter.setPen(QColor(look.side_text(side)))
            below = QRectF(box.left(), box.bottom() + 3, box.width(), 22 * theme.scale())
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, side_letter(side))
            self._paint_spots(painter, side, box)
        if scene.ask in (Ask.STAND, Ask.TURN):
            self._paint_feet(painter, turned=scene.ask is Ask.TURN)

    def _paint_spots(self, painter: QPainter, side: Side, box: QRectF) -> None:
        look, scene = theme.active(), self._scene
        if scene.ask not in (Ask.PUT, Ask.RELEASE):
            return
        for place in (*CORNERS, MIDDLE):
            spot = _spot(box, place)
            if scene.side is side and scene.place == place and scene.label:
                self._paint_mass(painter, spot, box.width() * 0.2)
                continue
            done = (side, place) in scene.done
            painter.setPen(QPen(QColor(look.good if done else look.muted), 1.6))
            painter.setBrush(QColor(look.good if done else look.surface))
            painter.drawEllipse(spot, 6, 6)

    def _paint_mass(self, painter: QPainter, spot: QPointF, radius: float) -> None:
        look = theme.active()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.ink))
        painter.drawEllipse(spot, radius, radius)
        painter.setPen(QColor(look.surface))
        painter.setFont(theme.font(theme.SECONDARY if radius < 34 else theme.BODY, QFont.Weight.Medium))
        box = QRectF(spot.x() - radius, spot.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._scene.label)

    def _paint_feet(self, painter: QPainter, *, turned: bool) -> None:
        """A foot on each plate; who is turned round has the toes at the back, and the left foot on the right plate."""
        look = theme.active()
        for side, box in self._plates().items():
            painter.save()
            painter.translate(box.center())
            painter.rotate(180 if turned else 0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.ink))
            foot = side if not turned else SIDES[1 - SIDES.index(side)]
            _paint_sole(painter, box.height() * 0.34, mirrored=foot is Side.RIGHT)
            painter.restore()
            painter.setPen(QColor(look.surface))
            painter.setFont(theme.font(theme.PANEL, QFont.Weight.Bold))
            words = side_letter(foot)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    # A dynamometer ----------------------------------------------------------------------------------------------------

    def _paint_handle(self, painter: QPainter) -> None:
        look, scene = theme.active(), self._scene
        middle, tall = self.width() / 2, float(self.height())
        body = QRectF(middle - 34, tall * 0.2, 68, tall * 0.26)
        painter.setPen(QPen(QColor(look.muted), 2))
        painter.drawLine(QPointF(middle - 60, tall * 0.06), QPointF(middle + 60, tall * 0.06))
        painter.drawLine(QPointF(middle, tall * 0.06), QPointF(middle, body.top()))
        painter.setBrush(QColor(look.grid if look.name != "contrast" else look.surface))
        painter.setPen(QPen(QColor(look.ink), 2))
        painter.drawRoundedRect(body, 12, 12)
        hook = QPointF(middle, body.bottom())
        loaded = scene.ask in (Ask.PUT, Ask.RELEASE)
        painter.setPen(QPen(QColor(look.muted), 2))
        end = QPointF(middle, tall * 0.58)
        painter.drawLine(hook, end)
        if loaded and scene.label:
            radius = min(tall * 0.17, 48.0)
            self._paint_mass(painter, QPointF(middle, end.y() + radius), radius)
        else:
            painter.drawArc(QRectF(middle - 9, end.y(), 18, 18), 0, -16 * 270)


def _spot(box: QRectF, place: str) -> QPointF:
    if place == MIDDLE:
        return box.center()
    x = 1 - INSET if "right" in place else INSET
    y = INSET * 0.8 if "front" in place else 1 - INSET * 0.8
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height())


def _paint_sole(painter: QPainter, half: float, *, mirrored: bool) -> None:
    """A bare sole around the origin, toes up; the great toe is inside."""
    painter.save()
    painter.scale(-1.0 if mirrored else 1.0, 1.0)
    painter.drawEllipse(QRectF(-half * 0.24, half * 0.34, half * 0.48, half * 0.6))
    painter.drawRoundedRect(QRectF(-half * 0.24, -half * 0.2, half * 0.42, half * 0.9), half * 0.2, half * 0.2)
    painter.drawEllipse(QRectF(-half * 0.36, -half * 0.6, half * 0.72, half * 0.74))
    for x, y, radius in ((0.25, -0.78, 0.14), (0.03, -0.8, 0.1), (-0.14, -0.74, 0.09), (-0.28, -0.64, 0.08)):
        painter.drawEllipse(QPointF(half * x, half * y), half * radius, half * radius)
    painter.restore()


def _words(scene: Scene) -> str:
    if scene.ask is Ask.PUT and scene.side is not None:
        return say("Picture: {mass} on the {side} side", mass=scene.label, side=told(scene.side.value))
    return say("Picture of the device")
