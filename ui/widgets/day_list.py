"""Rows of the day: who comes when, whether they changed, and the one button that begins; and who was found."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.home_presenter import DayRow, Start, Verdict
from ui.widgets.buttons import ActionButton, Surface
from ui.widgets.labels import Chip, ElidedLabel, clear, row, text
from ui.widgets.sparkline import Sparkline
from ui.words import say

VERDICT_WIDE, BUTTON_WIDE = 232, 176


class VerdictCell(QWidget):
    """Chip, small curve, and what it is of; fixed in width, so that all rows stand under each other."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.setFixedWidth(round(VERDICT_WIDE * theme.scale()))
        self._line = QWidget()
        self._holder = QHBoxLayout(self._line)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._holder.setSpacing(10)
        self._of = ElidedLabel("secondary")
        self._column.addWidget(self._line)
        self._column.addWidget(self._of)
        self._shown: Verdict | None = None
        self._said = False

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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(14)
        layout.addWidget(self._time(shown))
        words = QVBoxLayout()
        words.setSpacing(1)
        head: list[QWidget | int | None] = [ElidedLabel("strong", shown.who)]
        if shown.now:
            head.append(Chip(say("here now"), "good"))
        elif shown.late:
            head.append(Chip(say("expected since {time}", time=shown.time), "caution"))
        line = row(*head, spacing=8)
        if len(head) == 1:
            line.setStretch(0, 1)
        else:
            line.addStretch(1)
        words.addLayout(line)
        words.addWidget(ElidedLabel("secondary", shown.detail))
        layout.addLayout(words, 1)
        self.verdict = VerdictCell()
        layout.addWidget(self.verdict)
        layout.addWidget(start_button(f"start-{code}", shown.start, self.started.emit))

    def _time(self, shown: DayRow) -> QWidget:
        wide = round(64 * theme.scale())
        if not shown.line.appointment:
            time = text("quiet", shown.time)
            time.setFixedWidth(wide)
            return time
        button = ActionButton(f"time-{shown.line.appointment}", "tiny", shown.time)
        button.setAccessibleName(say("Move or call off the appointment at {time}", time=shown.time))
        button.setToolTip(say("Another time, or call it off"))
        button.setFixedWidth(wide)
        button.clicked.connect(lambda _=False: self.edited.emit(shown.line.appointment))
        return button


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
    holder.setMinimumWidth(round(BUTTON_WIDE * theme.scale()))
    return holder
