"""What the client looks at, one painting widget per kind of feedback; everything grows with the window."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from station.feedback.state import Place
from station.model import Side
from ui import theme
from ui.client_presenter import Bar, ClientScreen, Gate, Kind
from ui.numbers import DASH, side_letter

DESIGN_HEIGHT = 900.0
BEHIND_S, AHEAD_S = 1.0, 4.0
"""Of the path, where it says nothing else."""


def unit_of(widget: QWidget) -> float:
    """How many pixels are one of the design, which is 1440 x 900."""
    whole = widget.window()
    return max(0.25, min(whole.height() / DESIGN_HEIGHT, whole.width() / 1440.0 * 1.15))


def face(px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's type in pixels of this screen, whatever the therapist's type is scaled by."""
    return theme.font(px / theme.scale(), weight)


def fitted(words: str, box: QRectF, px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The largest type up to ``px`` in which the words fit into the box, broken into lines where they must be."""
    flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    size = px
    while size > 10.0:
        need = QFontMetricsF(face(size, weight)).boundingRect(QRectF(0, 0, box.width(), 1e5), flags, words)
        if need.height() <= box.height() and need.width() <= box.width():
            break
        size *= 0.92
    return face(size, weight)


class Stage(QWidget):
    """Paints one kind; ``show_screen`` asks for a new picture only when something is different."""

    def __init__(self) -> None:
        super().__init__()
        self.screen_now = ClientScreen()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_screen(self, screen: ClientScreen) -> None:
        """Show this."""
        if screen != self.screen_now:
            self.screen_now = screen
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, theme.active(), unit_of(self))
        painter.end()

    def draw(self, painter: QPainter, look: theme.Theme, unit: float) -> None:
        """The picture."""


class WordsStage(Stage):
    """Nothing to follow: the number alone, as large as it can be."""

    def draw(self, painter: QPainter, look: theme.Theme, unit: float) -> None:
        screen = self.screen_now
        if not screen.number:
            return
        box = QRectF(self.rect())
        size = min(380.0 * unit, box.height() * 0.86)
        number(painter, look, box, screen.number, screen.of, size)


class ClockStage(Stage):
    """A ring that fills, with the seconds in it."""

    def draw(self, painter: QPainter, look: theme.Theme, unit: float) -> None:
        screen, box = self.screen_now, QRectF(self.rect())
        side = min(box.width(), box.height()) * 0.94
        ring = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        stroke = 22 * unit
        inner = ring.adjusted(stroke, stroke, -stroke, -stroke)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.line), stroke, c=Qt.PenCapStyle.FlatCap))
        painter.drawEllipse(inner)
        if screen.part:
            painter.setPen(QPen(QColor(look.good), stroke, c=Qt.PenCapStyle.RoundCap))
            painter.drawArc(inner, 90 * 16, -round(360 * 16 * min(1.0, screen.part)))
        if screen.number:
            number(painter, look, inner, screen.number, screen.of, inner.height() * 0.42, stacked=True)


class BarsStage(Stage):
    """One or two bars and the gate that their tops are to be in."""

    def draw(self, painter: QPainter, look: theme.Theme, unit: float) -> None:
        screen, box = self.screen_now, QRectF(self.rect())
        width = min(box.width() * 0.64, 920 * unit)
        left = box.center().x() - width / 2
        count = max(1, len(screen.bars))
        bar_width = min(190 * unit, width / (count + 1.2))
        if screen.gate is not None:
            self._gate(painter, look, unit, QRectF(left, 0, width, box.height()), screen)
        for place, bar in enumerate(screen.bars):
            middle = box.center().x() if count == 1 else left + width * (0.277 if place == 0 else 0.723)
            self._bar(painter, look, unit, middle, bar_width, bar)

    def _y(self, level: float) -> float:
        return self.height() * (1.0 - level)

    def _gate(self, painter: QPainter, look: theme.Theme, unit: float, box: QRectF, screen: ClientScreen) -> None:
        low, high = screen.gate or (0.0, 0.0)
        gate = QRectF(box.left(), self._y(high), box.width(), self._y(low) - self._y(high))
        inside = bool(screen.bars) and all(bar.place is Place.IN for bar in screen.bars if bar.active)
        fill = QColor(look.good)
        fill.setAlphaF(0.22 if inside else 0.0)
        painter.setBrush(fill)
        painter.setPen(QPen(QColor(look.good), max(3.0, (9 if inside else 5) * unit)))
        painter.drawRoundedRect(gate, 24 * unit, 24 * unit)
        painter.setPen(QColor(look.good))
        room = QRectF(gate.right() + 20 * unit, gate.top(), self.width() - gate.right() - 30 * unit, gate.height())
        painter.setFont(fitted(screen.gate_words, room, 48 * unit))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), screen.gate_words)

    def _bar(self, painter: QPainter, look: theme.Theme, unit: float, middle: float, width: float, bar: Bar) -> None:
        colour = QColor(look.ink if bar.side is Side.BOTH else look.side(bar.side))
        letter = "" if bar.side is Side.BOTH else side_letter(bar.side)
        floor = float(self.height())
        top = self._y(max(bar.level or 0.0, 0.0))
        box = QRectF(middle - width / 2, min(top, floor - 8 * unit), width, max(8 * unit, floor - top))
        painter.setOpacity(1.0 if bar.active else 0.45)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, min(24 * unit, box.height() / 2), min(24 * unit, box.height() / 2))
        dark_ink = QColor(look.on_side)
        face_px = 84 * unit
        inside = box.height() > face_px * 1.3
        painter.setPen(dark_ink if inside else colour)
        painter.setFont(face(face_px, QFont.Weight.Bold))
        foot = QRectF(
            box.left(), floor - face_px * 1.25 if inside else box.top() - face_px * 1.25, width, face_px * 1.2
        )
        painter.drawText(
            foot, Qt.AlignmentFlag.AlignCenter, letter if bar.level is not None else f"{letter} {DASH}".strip()
        )
        painter.setOpacity(1.0)
        if bar.active and bar.level is not None:
            self._pointer(painter, look, unit, box, bar)

    def _pointer(self, painter: QPainter, look: theme.Theme, unit: float, box: QRectF, bar: Bar) -> None:
        """The same for eyes that tell no colours apart: up, down, or a disc."""
        ink = QColor(look.ink)
        tip = QPointF(box.center().x(), max(box.top(), 26 * unit))
        shape(painter, bar.place, tip, 26 * unit, ink, QColor(look.surface))
        if bar.words:
            above = bar.place is Place.ABOVE
            room_px = 54 * unit
            words = QRectF(box.left() - 120 * unit, tip.y() - room_px - 34 * unit, box.width() + 240 * unit, room_px)
            if not above and box.height() > 2.6 * room_px + 90 * unit:
                words = QRectF(box.left() + 6, tip.y() + 34 * unit, box.width() - 12, room_px)
                ink = QColor(look.on_side)
            painter.setPen(ink)
            painter.setFont(fitted(bar.words, words, 32 * unit, QFont.Weight.Medium))
            painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), bar.words)


class BeamStage(Stage):
    """Where the weight is between left and right, and where it is to be."""

    def draw(self, painter: QPainter, look: theme.Theme, unit: float) -> None:
        beam, box = self.screen_now.beam, QRectF(self.rect())
        if beam is None:
            return
        middle, reach = box.height() * 0.5, box.width() * 0.40
        left, right = box.center().x() - reach, box.center().x() + reach
        thick = 26 * unit
        for start, end, colour in ((left, box.center().x(), look.left), (box.center().x(), right, look.right)):
            painter.setPen(QPen(QColor(colour), thick, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(start, middle), QPointF(end, middle))
        painter.setFont(face(84 * unit, QFont.Weight.Bold))
        for side, x in ((Side.LEFT, left - 84 * unit), (Side.RIGHT, right + 84 * unit)):
            painter.setPen(QColor(look.side(side)))
            spot = QRectF(x - 60 * unit, middle - 60 * unit, 120 * unit, 120 * unit)
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, side_letter(side))
        for gate in beam.gates:
            self._gate(painter, look, unit, gate, left, right, middle)
        if beam.position is not None:
            here = any(gate.low <= beam.position <= gate.high for gate in beam.gates)
            disc = QPointF(left + beam.position * (right - left), middle)
            painter.setPen(QPen(QColor(look.background), 6 * unit))
            painter.setBrush(QColor(look.good if here else look.ink))
            painter.drawEllipse(disc, 52 * unit, 52 * unit)
        if beam.words:
            painter.setPen(QColor(look.ink))
            room = QRectF(box.left(), middle + 120 * unit, box.width(), max(40.0, box.height() - middle - 120 * unit))
            painter.setFont(fitted(beam.words, room, 46 * unit))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), beam.words)

    def _gate(
        self, painter: QPainter, look: theme.Theme, unit: float, gate: Gate, left: float, right: float, middle: float
    ) -> None:
        high = 108 * unit
        box = QRectF(left + gate.low * (right - left), middle - high, (gate.high - gate.low) * (right - left), 2 * high)
        fill = QColor(look.good)
        fill.setAlphaF(0.22 if gate.place is Place.IN else 0.0)
        painter.setBrush(fill)
        painter.setPen(QPen(QColor(look.good), max(3.0, (9 if gate.place is Place.IN else 5) * unit)))
        painter.drawRoundedRect(box, 24 * unit, 24 * unit)


class RoadStage(Stage):
    """A path that comes from the right; the ball is the client's own force."""

    def draw(self, painter: QPainter, look: theme.Theme, unit: float) -> None:
        road, box = self.screen_now.road, QRectF(self.rect())
        if road is None or len(road.points) < 2:
            return
        first, last = -BEHIND_S, max(AHEAD_S, road.points[-1][0])

        def x_of(ahead_s: float) -> float:
            return box.left() + (ahead_s - first) / (last - first) * box.width()

        def y_of(level: float) -> float:
            return box.top() + (1.0 - level) * (box.height() - 60 * unit) + 30 * unit

        # an edge that is a larger shape behind costs a third of what a pen along it does
        edge = max(1.5, 3 * unit)
        ribbon = [(x_of(s), y_of(level + road.half_width), y_of(level - road.half_width)) for s, level in road.points]
        painter.setPen(Qt.PenStyle.NoPen)
        for grown, part in ((edge, 1.0), (-edge, 0.34 if road.place is Place.IN else 0.18)):
            upper = [QPointF(x, top - grown) for x, top, _ in ribbon]
            lower = [QPointF(x, bottom + grown) for x, _, bottom in reversed(ribbon)]
            painter.setBrush(mixed(look.background, look.good, part))
            painter.drawPolygon(QPolygonF([*upper, *lower]))
        painter.setPen(QPen(mixed(look.background, look.good, 0.7), max(1.0, 2 * unit)))
        middle = [QPointF(x_of(s), y_of(level)) for s, level in road.points]
        painter.drawLines([QLineF(one, other) for one, other in itertools.pairwise(middle)])
        now_x = x_of(0.0)
        painter.setPen(QPen(QColor(look.line), max(2.0, 3 * unit)))
        painter.drawLine(QPointF(now_x, box.top()), QPointF(now_x, box.bottom()))
        if road.ball is not None:
            colour = QColor(look.ink if road.side is Side.BOTH else look.side(road.side))
            spot = QPointF(now_x, y_of(road.ball))
            painter.setPen(QPen(QColor(look.background), 5 * unit))
            painter.setBrush(colour)
            painter.drawEllipse(spot, 44 * unit, 44 * unit)
            painter.setPen(QColor(look.on_side))
            painter.setFont(face(46 * unit, QFont.Weight.Bold))
            letter = "" if road.side is Side.BOTH else side_letter(road.side)
            mark = QRectF(spot.x() - 44 * unit, spot.y() - 44 * unit, 88 * unit, 88 * unit)
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, letter)
            if road.place in (Place.ABOVE, Place.BELOW):
                away = -80 if road.place is Place.BELOW else 80
                tip = QPointF(spot.x(), spot.y() + away * unit)
                shape(painter, road.place, tip, 26 * unit, QColor(look.ink), QColor(look.surface))


class TempoStage(Stage):
    """A ball that goes down and up as the client should, with the word for it."""

    def draw(self, painter: QPainter, look: theme.Theme, unit: float) -> None:
        pace, box = self.screen_now.pace, QRectF(self.rect())
        if pace is None:
            return
        radius = 64 * unit
        x = box.center().x() - min(300 * unit, box.width() * 0.2)
        top, bottom = box.top() + radius * 1.2, box.bottom() - radius * 1.2
        painter.setPen(QPen(QColor(look.line), 18 * unit, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setPen(QPen(QColor(look.background), 6 * unit))
        painter.setBrush(QColor(look.good))
        y = bottom - (bottom - top) * min(1.0, max(0.0, pace.height))
        painter.drawEllipse(QPointF(x, y), radius, radius)
        room = QRectF(x + radius * 2, box.top(), box.right() - x - radius * 2.4, box.height())
        painter.setPen(QColor(look.ink))
        painter.setFont(fitted(pace.phase, room, 190 * unit, QFont.Weight.Light))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), pace.phase)


def mixed(ground: str, colour: str, part: float) -> QColor:
    """A colour that covers its ground by this part, without the cost of a transparent one."""
    low, high = QColor(ground), QColor(colour)
    channels = ((low.red(), high.red()), (low.green(), high.green()), (low.blue(), high.blue()))
    return QColor(*(round(a + (b - a) * part) for a, b in channels))


def shape(painter: QPainter, place: Place, tip: QPointF, size: float, ink: QColor, edge: QColor) -> None:
    """Triangle up (more), triangle down (less), or a disc (stay)."""
    painter.setPen(QPen(edge, max(1.5, size * 0.08)))
    painter.setBrush(ink)
    if place is Place.IN:
        painter.drawEllipse(tip, size * 0.62, size * 0.62)
    elif place in (Place.BELOW, Place.ABOVE):
        way = -1.0 if place is Place.BELOW else 1.0
        point, foot = tip.y() + way * size * 0.9, tip.y() - way * size * 0.35
        painter.drawPolygon(
            QPolygonF([QPointF(tip.x(), point), QPointF(tip.x() - size, foot), QPointF(tip.x() + size, foot)])
        )


def number(
    painter: QPainter, look: theme.Theme, box: QRectF, whole: str, of: str, px: float, *, stacked: bool = False
) -> None:
    """A big light number and, small behind or below it, what it is of."""
    big, small = face(px, QFont.Weight.Light), face(px * (0.26 if stacked else 0.5), QFont.Weight.Light)
    big_metrics, small_metrics = QFontMetricsF(big), QFontMetricsF(small)
    gap = px * 0.12 if of else 0.0
    wide = big_metrics.horizontalAdvance(whole)
    behind = 0.0 if stacked else gap + small_metrics.horizontalAdvance(of)
    if wide + behind > box.width() and px > 12:
        number(painter, look, box, whole, of, px * 0.9, stacked=stacked)
        return
    left = box.center().x() - (wide + behind) / 2
    base = box.center().y() + big_metrics.capHeight() / 2 - (small_metrics.height() * 0.5 if stacked and of else 0.0)
    painter.setPen(QColor(look.ink))
    painter.setFont(big)
    painter.drawText(QPointF(left, base), whole)
    painter.setFont(small)
    if stacked:
        painter.setPen(QColor(look.muted))
        x = box.center().x() - small_metrics.horizontalAdvance(of) / 2
        painter.drawText(QPointF(x, base + small_metrics.height() * 1.15), of)
    else:
        painter.drawText(QPointF(left + wide + gap, base), of)


STAGES: Mapping[Kind, Callable[[], Stage]] = {
    Kind.WORDS: WordsStage,
    Kind.CLOCK: ClockStage,
    Kind.BARS: BarsStage,
    Kind.BEAM: BeamStage,
    Kind.ROAD: RoadStage,
    Kind.TEMPO: TempoStage,
}
