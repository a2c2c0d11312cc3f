"""The panels around the live curves: what to do, who is what, force now, the trials, left against right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from station.model import Side
from ui import theme
from ui.live_presenter import ListLine, Lower
from ui.numbers import force_unit
from ui.widgets.buttons import Surface
from ui.widgets.labels import ElidedLabel, Icon, Panel, clear, row, scrolled, set_role, set_tip, text
from ui.widgets.readouts import BigNumber, ShareBar, StillnessBar
from ui.words import later, say

VARIATION = later("How much the repetitions differ: their standard deviation as a part of their mean (CV).")


class Legend(QWidget):
    """What is left, right and total, each with its own stroke."""

    def __init__(self) -> None:
        super().__init__()
        self._sides: tuple[Side, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_sides(self, sides: tuple[Side, ...]) -> None:
        """Name these curves."""
        if sides != self._sides:
            self._sides = sides
            self.updateGeometry()
            self.update()

    @staticmethod
    def _word(side: Side) -> str:
        return {Side.LEFT: say("Left"), Side.RIGHT: say("Right"), Side.BOTH: say("Total")}[side]

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(theme.BODY, QFont.Weight.Medium))
        width = sum(metrics.horizontalAdvance(self._word(side)) + 26 + 20 for side in self._sides)
        return QSize(max(1, width), metrics.height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = theme.font(theme.BODY, QFont.Weight.Medium)
        painter.setFont(face)
        x, middle = 20.0, self.height() / 2
        for side in self._sides:
            painter.setPen(QPen(QColor(look.side(side)), 2.6 if side is not Side.BOTH else 1.6))
            painter.drawLine(round(x), round(middle), round(x + 18), round(middle))
            if side is Side.RIGHT:
                painter.setBrush(QColor(look.surface))
                painter.drawEllipse(QRectF(x + 5.5, middle - 3.5, 7, 7))
            width = QFontMetrics(face).horizontalAdvance(self._word(side))
            painter.setPen(QColor(look.muted if side is Side.BOTH else look.side(side)))
            box = QRectF(x + 26, 0, width + 2, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._word(side))
            x += width + 26 + 20
        painter.end()


class PromptSlot(QFrame):
    """One sentence of a fixed height: what to do now, or what is wrong and what to do about it.

    Only trouble that takes more than two lines makes it higher: nothing of that may be cut off.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("prompt")
        self.setProperty("banner", "none")
        self.setFixedHeight(round(52 * theme.scale()))
        self._box = layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._said: tuple[str, str] | None = None
        self._icon = Icon("warn", 22, "trouble")
        self._prompt, self._long = ElidedLabel("prompt"), text("panel", wrap=True)
        self._trouble = text("bannerTrouble", wrap=True)
        layout.addWidget(self._icon)
        layout.addWidget(self._prompt, 1)
        layout.addWidget(self._long, 1)
        layout.addWidget(self._trouble, 1)
        self.show_text("", "")

    def show_text(self, prompt: str, trouble: str) -> None:
        """Trouble comes before the prompt; it tells what to do."""
        if (prompt, trouble) != self._said:
            self._said = (prompt, trouble)
            self._say(prompt, trouble)
        self._fit()

    def _say(self, prompt: str, trouble: str) -> None:
        self._prompt.set_text(prompt)
        self._long.setText(prompt)
        self._trouble.setText(trouble)
        set_tip(self._trouble, trouble)
        for widget in (self._icon, self._trouble):
            widget.setVisible(bool(trouble))
        self._box.setContentsMargins(*((14, 4, 14, 4) if trouble else (0, 0, 0, 0)))
        set_role(self, "banner", "trouble" if trouble else "none")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        # a sentence that does not fit into one line is written smaller, in two: all of it is to be done
        long = 0 < self.width() < self._prompt.sizeHint().width()
        self._prompt.setVisible(not self._trouble.text() and not long)
        self._long.setVisible(not self._trouble.text() and long)
        usual = round(52 * theme.scale())
        room = self.width() - 28 - self._icon.width() - self._box.spacing()
        needed = self._trouble.heightForWidth(room) + 8 if self._trouble.text() and room > 0 else 0
        self.setFixedHeight(max(usual, needed))


class NowPanel(Panel):
    """Force now, left standing left of right."""

    def __init__(self) -> None:
        super().__init__("nowPanel")
        self._title = text("quiet", say("Left / right now"))
        self.column.addWidget(self._title)
        self._numbers = {
            Side.LEFT: BigNumber(theme.VALUE, small=theme.BODY, colour="left", on_panel=True),
            Side.RIGHT: BigNumber(theme.VALUE, small=theme.BODY, colour="right", on_panel=True),
            Side.BOTH: BigNumber(theme.VALUE, small=theme.BODY, on_panel=True),
        }
        self.column.addLayout(row(*self._numbers.values(), spacing=12))
        self.show_now(())

    def show_now(self, now: tuple[tuple[Side, str], ...]) -> None:
        """Show these sides; the others have no place."""
        shown = dict(now)
        self.setVisible(bool(shown))
        titles = {Side.LEFT: say("Left side now"), Side.RIGHT: say("Right side now"), Side.BOTH: say("Force now")}
        self._title.setText(titles[next(iter(shown))] if len(shown) == 1 else say("Left / right now"))
        for side, number in self._numbers.items():
            number.setVisible(side in shown)
            if side in shown:
                number.show_value(shown[side], "", force_unit())


class TrialsPanel(Panel):
    """The efforts of this test, done, running, to do; or its trials of today, which can be opened."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("trialsPanel", spacing=6)
        self._note = ElidedLabel("quiet")
        self._title = text("quiet", say("Trials"))
        head = row(self._title, self._note, spacing=12)
        head.setStretch(1, 1)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._below = ElidedLabel("secondary")
        self._below.hide()
        self.column.addLayout(head)
        self.column.addWidget(self._below)
        content = QWidget()
        self._scroll = scrolled(content)
        self._scroll.setMinimumHeight(round(46 * theme.scale()))
        # the range is known once the lines are placed; then the one that runs is brought into sight
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._reveal())
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(7)
        self.column.addWidget(self._scroll, 1)
        self._lines: tuple[ListLine, ...] | None = None
        self._running: QWidget | None = None

    def show_lines(self, lines: tuple[ListLine, ...], note: str, title: str = "") -> None:
        """Show these lines, or a sentence when there are none."""
        self._title.setText(title or say("Trials"))
        self._show_note(note)
        if lines == self._lines:
            return
        self._lines = lines
        clear(self._list)
        if not lines:
            self._list.addWidget(text("secondary", say("The first effort appears here."), wrap=True))
        self._running = None
        for line in lines:
            made = self._line(line)
            self._list.addWidget(made)
            if line.tone == "strong":
                self._running = made
        self._list.addStretch(1)
        QTimer.singleShot(0, self, self._reveal)

    def _show_note(self, note: str) -> None:
        """Beside the title, or below it where it would be cut off."""
        wide = self._note.fontMetrics().horizontalAdvance
        beside = self.width() < 100 or wide(note) + 4 <= self.width() - 40 - 12 - wide(self._title.text())
        self._below.setVisible(bool(note) and not beside)
        for label, words in ((self._note, note if beside else ""), (self._below, "" if beside else note)):
            label.set_text(words)
            set_tip(label, say(VARIATION) if "CV" in words or "variation" in words else words)

    def _reveal(self) -> None:
        if self._running is not None:
            self._scroll.ensureWidgetVisible(self._running, 0, 30)

    def _line(self, line: ListLine) -> QWidget:
        holder = Surface(f"trial-{line.trial_id}", framed=line.shown) if line.trial_id else QWidget()
        role = {"strong": "strong", "muted": "quiet"}.get(line.tone, "body")
        label = ElidedLabel(role, line.label)
        value = ElidedLabel(role, line.value)
        parts: list[QWidget | int | None] = [label, None, value]
        if line.tone in ("good", "trouble"):
            parts += [Icon("check" if line.tone == "good" else "cross", 16, line.tone)]
            parts += [text("good" if line.tone == "good" else "quiet", line.state)]
        elif line.state:
            parts += [text(role, line.state)]
        first = row(*parts, spacing=6)
        if not isinstance(holder, Surface):
            holder.setLayout(first)
            return holder
        column = QVBoxLayout(holder)
        column.setContentsMargins(10, 5, 10, 5)
        column.setSpacing(1)
        column.addLayout(first)
        if line.why:
            column.addWidget(ElidedLabel("secondary", line.why))
        said = (line.label, line.value, line.state, line.why)
        holder.setAccessibleName(say("Trial {what}", what=", ".join(part for part in said if part)))
        holder.clicked.connect(lambda _=False: self.opened.emit(line.trial_id))
        return holder


class LowerPanel(Panel):
    """Under the curves: left against right, or how still the client stands."""

    def __init__(self) -> None:
        super().__init__("lowerPanel", margins=(24, 8, 24, 8))
        self._title, self._value = text("quiet"), text("share")
        self._share, self._still = ShareBar(), StillnessBar()
        self._verdict, self._detail = text("strong", wrap=True), text("quiet", wrap=True)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addStretch(1)
        left.addWidget(self._title)
        left.addWidget(self._value)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addStretch(1)
        right.addWidget(self._verdict)
        right.addWidget(self._detail)
        right.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(28)
        line.addLayout(left, 2)
        line.addWidget(self._share, 5)
        line.addWidget(self._still, 5)
        line.addLayout(right, 5)
        self.column.addLayout(line)
        self._folded = True
        self.fold(folded=False)

    def fold(self, *, folded: bool) -> None:
        """Where the window is low it takes less room, and what explains the sentence is its tooltip."""
        if folded is self._folded:
            return
        self._folded = folded
        self.column.setContentsMargins(24, 3 if folded else 8, 24, 3 if folded else 8)
        self.setFixedHeight(round((66 if folded else 100) * theme.scale()))
        self._fit_detail()

    def _fit_detail(self) -> None:
        words, line = self._detail.text(), self._verdict.fontMetrics().height()
        tall = self._verdict.heightForWidth(max(1, self._verdict.width())) if self._verdict.text() else 0
        room = not self._folded or tall < 1.8 * line
        self._verdict.setVisible(bool(self._verdict.text()))
        self._detail.setVisible(bool(words) and room)
        wraps = not self._folded or not tall
        if self._detail.wordWrap() != wraps:
            self._detail.setWordWrap(wraps)
        set_role(self._detail, "role", "secondary" if self._folded else "quiet")
        set_tip(self._verdict, "" if room else words)

    def show_lower(self, lower: Lower) -> None:
        """Show the share, the stillness, or nothing at all."""
        self.setVisible(bool(lower.kind))
        self._title.setText(lower.title)
        self._value.setText(lower.value)
        self._verdict.setText(lower.verdict)
        self._detail.setText(lower.detail)
        self._fit_detail()
        self._share.setVisible(lower.kind == "share")
        self._still.setVisible(lower.kind == "weigh")
        self._share.show_share(lower.left_share, lower.band)
        self._still.show_part(lower.part, lower.still)
