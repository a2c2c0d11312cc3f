"""Rows of the day: who comes when, whether they changed, and the one button that begins; and who was found."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.home_presenter import DayRow, Start, Verdict
from ui.widgets.buttons import ActionButton, Surface, _PaintedButton
from ui.widgets.labels import Chip, ElidedLabel, clear, row, text
from ui.widgets.sparkline import Sparkline
from ui.words import say

VERDICT_WIDE, BUTTON_WIDE, TIME_WIDE = 232, 176, 52
WIDGET_MOST = 16777215
"""Qt's own bound of a width."""
NARROW, ROOMY = 660, 1100
"""Below the first width a row takes two lines; above the second whether they changed stands in the middle."""


class VerdictCell(QWidget):
    """Chip, small curve, and what it is of; fixed in width, so that all rows stand under each other."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._line = QWidget()
        self._holder = QHBoxLayout(self._line)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._holder.setSpacing(10)
        self._of = ElidedLabel("secondary")
        self._column.addStretch(1)
        self._column.addWidget(self._line)
        self._column.addWidget(self._of)
        self._column.addStretch(1)
        self._shown: Verdict | None = None
        self._said = False
        self.lie(flat=False)

    def lie(self, *, flat: bool) -> None:
        """All in one line as wide as there is room, or what it is of below the chip."""
        self._column.setDirection(QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom)
        self._column.setStretch(0, 0 if flat else 1)
        self._column.setSpacing(10 if flat else 2)
        # the place is kept before anything is known, so that no row moves when it is
        chip_tall = max(Chip("▲").sizeHint().height(), round(26 * theme.scale()))
        self.setFixedHeight(chip_tall + 2 if flat else chip_tall + self._of.sizeHint().height() + 4)
        wide = round(VERDICT_WIDE * theme.scale())
        self.setMinimumWidth(0 if flat else wide)
        self.setMaximumWidth(WIDGET_MOST if flat else wide)

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show this, or that it is being worked out; what was known before stays meanwhile."""
        if self._said and (verdict is None or verdict == self._shown):
            return
        self._said, self._shown = verdict is not None, verdict
        clear(self._holder)
        self._line.setVisible(bool(verdict and verdict.chip))
        if verdict is None:
            self._of.set_text(say("working it out …"))
            return
        self._of.set_text(verdict.of)
        if verdict.chip:
            self._holder.addWidget(Chip(verdict.chip, verdict.tone))
            if len(verdict.points) > 1:
                self._holder.addWidget(Sparkline(verdict.points, verdict.side, verdict.says))
            self._holder.addStretch(1)
            self._column.activate()
            self.setToolTip(verdict.says)
            self.setAccessibleName(verdict.says)


class PersonLine(Surface):
    """Somebody of the day; a click opens their page, the button begins."""

    started = Signal(object)
    """The ``Start`` of the row."""
    edited = Signal(str)
    """Id of the appointment."""

    def __init__(self, shown: DayRow) -> None:
        code = shown.line.card.code
        super().__init__(f"person-{code}", framed=False)
        self.setAccessibleName(f"{shown.time} {shown.who}. {shown.detail}")
        words = QVBoxLayout()
        words.setSpacing(1)
        head: list[QWidget | int | None] = [ElidedLabel("strong", shown.who)]
        if shown.now:
            head.append(Chip(say("here now"), "good"))
        elif shown.late:
            head.append(Chip(say("late"), "caution"))
        line = row(*head, spacing=8)
        if len(head) == 1:
            line.setStretch(0, 1)
        else:
            line.addStretch(1)
        words.addLayout(line)
        words.addWidget(ElidedLabel("secondary", shown.detail))
        words.setContentsMargins(0, 0, 0, 0)
        self._words = QWidget()
        self._words.setLayout(words)
        self.verdict = VerdictCell()
        self._begin = start_button(f"start-{code}", shown.start, self.started.emit)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 10, 10, 10)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._time(shown), 0, 0)
        self._narrow = True
        self._stand(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand(narrow=0 < self.width() < NARROW * theme.scale())
        # on a large screen it stands in the middle, not a walk of the eye away
        self._grid.setColumnStretch(2, int(self.width() > ROOMY * theme.scale()))

    def _stand(self, *, narrow: bool) -> None:
        """Whether the person changed stands beside who it is, or below it where there is no room."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.verdict.lie(flat=narrow)
        for widget in (self._words, self.verdict, self._begin):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._words, 0, 1)
        if narrow:
            self._grid.addWidget(self.verdict, 1, 1, 1, 2)
        else:
            self._grid.addWidget(self.verdict, 0, 2, Qt.AlignmentFlag.AlignLeft)
        # beside each other the buttons of all rows take the same room, so that all verdicts stand under each other
        self._begin.setMinimumWidth(0 if narrow else round(BUTTON_WIDE * theme.scale()))
        self._grid.addWidget(self._begin, 0, 2 if narrow else 3)
        self.updateGeometry()

    def _time(self, shown: DayRow) -> QWidget:
        wide = round(TIME_WIDE * theme.scale())
        if not shown.line.appointment:
            time = text("quiet", shown.time)
            time.setFixedWidth(wide)
            return time
        button = TimeButton(f"time-{shown.line.appointment}", shown.time)
        button.setFixedWidth(wide)
        button.clicked.connect(lambda _=False: self.edited.emit(shown.line.appointment))
        return button


class TimeButton(_PaintedButton):
    """A time that can be moved: quiet until somebody points at it."""

    def __init__(self, name: str, time: str) -> None:
        super().__init__(name)
        self.setText(time)
        self.setAccessibleName(say("Move or call off the appointment at {time}", time=time))
        self.setToolTip(say("Another time, or call it off"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(theme.BODY))
        return QSize(metrics.horizontalAdvance(self.text()) + 12, metrics.height() + 14)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse():
            painter.setPen(QColor(look.line))
            painter.setBrush(QColor(look.surface))
            painter.drawRoundedRect(box, 8, 8)
        painter.setPen(QColor(look.ink if self.underMouse() else look.muted))
        painter.setFont(theme.font(theme.BODY))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        self._focus_ring(painter, box, 8)
        painter.end()


class FoundLine(Surface):
    """Somebody who was found; a click opens their page."""

    started = Signal(object)
    expected = Signal(str)
    """The code."""

    def __init__(self, code: str, who: str, detail: str, start: Start, *, first: bool) -> None:
        super().__init__(f"found-{code}", framed=False)
        self.code = code
        self.setAccessibleName(f"{who}. {detail}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(ElidedLabel("strong", who))
        words.addWidget(ElidedLabel("secondary", detail))
        layout.addLayout(words, 1)
        if first:
            layout.addWidget(text("secondary", say("Enter opens the page")))
        expect = ActionButton(f"expect-{code}", "small", say("Appointment"))
        expect.clicked.connect(lambda _=False: self.expected.emit(code))
        layout.addWidget(expect)
        layout.addWidget(start_button(f"found-start-{code}", start, self.started.emit))


def start_button(name: str, start: Start, begin: object) -> QWidget:
    """The one button of a row, at the right edge of its column."""
    button = ActionButton(name, "small", start.label)
    button.setAccessibleName(say("{what}: {person}", what=start.label, person=start.code))
    button.clicked.connect(lambda _=False: begin(start))  # type: ignore[operator]
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.addStretch(1)
    line.addWidget(button)
    holder.setMinimumWidth(round(BUTTON_WIDE * min(theme.scale(), 1.0)))
    return holder
