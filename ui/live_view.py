"""The running test: curves at the screen's pace, numbers ten times a second, one thing to do next."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from station.console import Console
from station.events import Event, TrialStored
from station.model import Live, Side, TrialState
from ui import theme
from ui.force_axis import ticks
from ui.live_presenter import ListLine, LivePresenter, LiveScreen, Lower, choosing
from ui.numbers import mark_name
from ui.page import Command, Heading, Page
from ui.widgets.labels import ElidedLabel, Icon, Panel, clear, row, scrolled, set_role, text
from ui.widgets.picker import Picker
from ui.widgets.plotting import Band, ForcePlot, Moment, Trace
from ui.widgets.readouts import BigNumber, ShareBar, StillnessBar

SECONDS = 10.0
TIME_TICKS = tuple((float(t), "now" if t == 0 else f"−{-t} s") for t in range(-10, 1, 2))


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
        return {Side.LEFT: "Left", Side.RIGHT: "Right", Side.BOTH: "Total"}[side]

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
    """One sentence of a fixed height: what to do now, or what is wrong and what to do about it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("prompt")
        self.setProperty("banner", "none")
        self.setFixedHeight(round(52 * theme.scale()))
        self._box = layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._icon = Icon("warn", 22, "trouble")
        self._prompt = ElidedLabel("prompt")
        self._trouble = text("bannerTrouble", wrap=True)
        layout.addWidget(self._icon)
        layout.addWidget(self._prompt, 1)
        layout.addWidget(self._trouble, 1)
        self.show_text("", "")

    def show_text(self, prompt: str, trouble: str) -> None:
        """Trouble comes before the prompt; it tells what to do."""
        self._prompt.set_text(prompt)
        self._trouble.setText(trouble)
        self._trouble.setToolTip(trouble)
        for widget, shown in ((self._icon, bool(trouble)), (self._trouble, bool(trouble)), (self._prompt, not trouble)):
            widget.setVisible(shown)
        self._box.setContentsMargins(*((14, 4, 14, 4) if trouble else (0, 0, 0, 0)))
        set_role(self, "banner", "trouble" if trouble else "none")


class NowPanel(Panel):
    """Force now, left standing left of right."""

    def __init__(self) -> None:
        super().__init__("nowPanel")
        self._title = text("quiet", "Left / right now")
        self.column.addWidget(self._title)
        self._numbers = {
            Side.LEFT: BigNumber(theme.VALUE, small=theme.BODY, colour="left"),
            Side.RIGHT: BigNumber(theme.VALUE, small=theme.BODY, colour="right"),
            Side.BOTH: BigNumber(theme.VALUE, small=theme.BODY),
        }
        self.column.addLayout(row(*self._numbers.values(), spacing=12))
        self.show_now(())

    def show_now(self, now: tuple[tuple[Side, str], ...]) -> None:
        """Show these sides; the others have no place."""
        shown = dict(now)
        titles = {Side.LEFT: "Left now", Side.RIGHT: "Right now", Side.BOTH: "Force now"}
        self._title.setText(titles[next(iter(shown))] if len(shown) == 1 else "Left / right now")
        for side, number in self._numbers.items():
            number.setVisible(side in shown)
            if side in shown:
                number.show_value(shown[side], "", "N")


class TrialsPanel(Panel):
    """The efforts of this test: done, running, to do."""

    def __init__(self) -> None:
        super().__init__("trialsPanel", spacing=6)
        self._note = text("quiet")
        self.column.addLayout(row(text("quiet", "Trials"), None, self._note))
        content = QWidget()
        self._scroll = scrolled(content)
        self._scroll.setMinimumHeight(round(48 * theme.scale()))
        # the range is known once the lines are placed; then the one that runs is brought into sight
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._reveal())
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(7)
        self.column.addWidget(self._scroll, 1)
        self._lines: tuple[ListLine, ...] | None = None
        self._running: QWidget | None = None

    def show_lines(self, lines: tuple[ListLine, ...], note: str) -> None:
        """Show these lines, or a sentence when there are none."""
        self._note.setText(note)
        if lines == self._lines:
            return
        self._lines = lines
        clear(self._list)
        if not lines:
            self._list.addWidget(text("secondary", "The first effort appears here.", wrap=True))
        self._running = None
        for line in lines:
            made = self._line(line)
            self._list.addWidget(made)
            if line.tone == "strong":
                self._running = made
        self._list.addStretch(1)
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        if self._running is not None:
            self._scroll.ensureWidgetVisible(self._running, 0, 30)

    def _line(self, line: ListLine) -> QWidget:
        holder = QWidget()
        role = {"strong": "strong", "muted": "quiet"}.get(line.tone, "body")
        label = ElidedLabel(role, line.label)
        value = text(role, line.value)
        parts: list[QWidget | int | None] = [label, None, value]
        if line.tone in ("good", "trouble"):
            parts += [Icon("check" if line.tone == "good" else "cross", 16, line.tone)]
            parts += [text("good" if line.tone == "good" else "quiet", line.state)]
        elif line.state:
            parts += [text(role, line.state)]
        holder.setLayout(row(*parts, spacing=6))
        return holder


class LowerPanel(Panel):
    """Under the curves: left against right, or how still the client stands."""

    def __init__(self) -> None:
        super().__init__("lowerPanel", margins=(24, 8, 24, 8))
        self._title, self._value = text("quiet"), text("share")
        self._share, self._still = ShareBar(), StillnessBar()
        self._verdict, self._detail = text("strong", wrap=True), text("secondary", wrap=True)
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
        line.addWidget(self._share, 6)
        line.addWidget(self._still, 6)
        line.addLayout(right, 4)
        self.column.addLayout(line)
        self.setFixedHeight(round(100 * theme.scale()))

    def show_lower(self, lower: Lower) -> None:
        """Show the share, the stillness, or nothing at all."""
        self.setVisible(bool(lower.kind))
        self._title.setText(lower.title)
        self._value.setText(lower.value)
        self._verdict.setText(lower.verdict)
        self._detail.setText(lower.detail)
        self._detail.setVisible(bool(lower.detail))
        self._share.setVisible(lower.kind == "share")
        self._still.setVisible(lower.kind == "weigh")
        self._share.show_share(lower.left_share, lower.band)
        self._still.show_part(lower.part, lower.still)


class LiveView(Page):
    """Choosing a test, then running it."""

    animated = True

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._presenter = LivePresenter()
        self._live: Live | None = None
        self._seen_at = time.monotonic()
        self._waiting = ""
        self._picker = Picker()
        self._picker.chosen.connect(self._chosen)
        self._running = QWidget()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._picker)
        self._stack.addWidget(self._running)
        self._build()

    def _build(self) -> None:
        plot_panel = Panel("plotPanel", margins=(24, 12, 14, 12), spacing=4)
        self._prompt, self._legend = PromptSlot(), Legend()
        self._caption = text("secondary")
        plot_panel.column.addWidget(self._prompt)
        plot_panel.column.addLayout(row(self._caption, None, self._legend))
        self._plot = ForcePlot("livePlot")
        self._plot.set_seconds(-SECONDS, 0.0, TIME_TICKS, margin=44.0)
        plot_panel.column.addWidget(self._plot, 1)

        big_panel = Panel("bigPanel")
        self._big_label, self._big_note = text("quiet"), ElidedLabel("secondary")
        self._big = BigNumber(theme.HEADLINE)
        for widget in (self._big_label, self._big, self._big_note):
            big_panel.column.addWidget(widget)
        self._now, self._trials, self._lower = NowPanel(), TrialsPanel(), LowerPanel()

        side = QVBoxLayout()
        side.setSpacing(16)
        side.addWidget(big_panel)
        side.addWidget(self._now)
        side.addWidget(self._trials, 1)
        column = QWidget()
        side.setContentsMargins(0, 0, 0, 0)
        column.setLayout(side)
        self._side = scrolled(column)
        grid = QGridLayout(self._running)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.GAP)
        grid.addWidget(plot_panel, 0, 0)
        grid.addWidget(self._side, 0, 1)
        grid.addWidget(self._lower, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(0, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(round(min(300, max(252, self.width() * 0.23)) * theme.scale()))

    # what the shell asks ---------------------------------------------------------------------------------------

    def heading(self) -> Heading:
        live = self._live
        if live is None:
            return Heading("Test")
        if choosing(live):
            how = "Press its number, or click it." if self.console.protocols() else ""
            # without a state word no test has been chosen yet, so none can be done
            done = f"{live.title} is done. " if live.word and live.title else ""
            following = Command(live.primary, "Space", self.console.primary) if live.primary else None
            return Heading("Choose a test", f"{done}{how}", primary=following)
        stop = Command("Stop", "Esc", self.console.stop) if live.can_stop else None
        if live.state is TrialState.REVIEW:
            # no word for the button: the trial is still being saved and computed
            primary = Command("Look at the result", "Space", self._look) if live.primary else None
        else:
            primary = Command(live.primary, "Space", self.console.primary) if live.primary else None
        return Heading(live.title, live.subtitle, live.word, self._presenter.screen(live).tone, primary, stop)

    def refresh(self, live: Live) -> None:
        self._live, self._seen_at = live, time.monotonic()
        if choosing(live):
            self._picker.show_cards(self.console.protocols())
            self._stack.setCurrentWidget(self._picker)
        else:
            self._stack.setCurrentWidget(self._running)
            self._show(live, self._presenter.screen(live))
        self.heading_changed.emit()

    def hear(self, event: Event) -> None:
        if isinstance(event, TrialStored):
            self._waiting = event.trial_id

    def choose(self, number: int) -> None:
        key = self._picker.key(number)
        if key is not None and self._stack.currentWidget() is self._picker:
            self._chosen(key)

    def frame(self) -> None:
        live = self._live
        if live is None or self._stack.currentWidget() is not self._running:
            return
        traces, highest = [], -np.inf
        wanted = (*((Side.BOTH,) if live.total else ()), *live.sides)
        for side in dict.fromkeys(wanted):
            envelope = self.console.envelope(side, self._plot.columns, SECONDS)
            if envelope is None:
                continue
            traces.append(Trace(side, envelope.low_n, envelope.high_n, envelope.latest_n))
            if np.isfinite(envelope.high_n).any():
                highest = max(highest, float(np.nanmax(envelope.high_n)))
        before = self._presenter.axis.upper_n
        if self._presenter.axis.see(highest) != before:
            self._fit_axis(self._presenter.axis.upper_n)
        late = time.monotonic() - self._seen_at
        moments = [Moment(mark_name(mark.name), -(mark.age_s + late)) for mark in live.marks]
        self._plot.set_traces(traces, moments, ring_phase_s=time.monotonic() % 1.0)

    # ------------------------------------------------------------------------------------------------------------

    def _show(self, live: Live, screen: LiveScreen) -> None:
        self._prompt.show_text(screen.prompt, screen.trouble)
        self._caption.setText(screen.axis_caption)
        self._legend.show_sides((*live.sides, *((Side.BOTH,) if live.total and Side.BOTH not in live.sides else ())))
        self._fit_axis(screen.upper_n)
        band = live.target
        self._plot.set_band(Band(band.low_n, band.high_n, band.label) if band else None)
        self._big_label.setText(screen.big_label)
        self._big.show_value(screen.big_whole, screen.big_rest, screen.big_unit)
        self._big_note.set_text(screen.big_note)
        self._now.show_now(screen.now)
        self._trials.show_lines(screen.lines, screen.lines_note)
        self._lower.show_lower(screen.lower)

    def _fit_axis(self, upper_n: float) -> None:
        self._plot.set_force_range(upper_n, ticks(upper_n))

    def _chosen(self, key: str) -> None:
        self.console.choose(key)
        self.refresh(self.console.live())

    def _look(self) -> None:
        self.navigate.emit("review", self._waiting)
