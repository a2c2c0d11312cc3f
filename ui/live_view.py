"""The running test: curves at the screen's pace, numbers ten times a second, one thing to do next."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date

import numpy as np
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from station.events import Event, TrialChanged, TrialStored
from station.model import Live, Side, TrialState, TrialSummary
from station.office import Office
from ui import theme
from ui.choice_presenter import choice_cards
from ui.force_axis import ticks
from ui.live_presenter import LivePresenter, LiveScreen, choosing, was_chosen
from ui.numbers import mark_name
from ui.page import Command, Heading, Page
from ui.widgets.labels import ElidedLabel, Panel, row, scrolled, text
from ui.widgets.live_panels import Legend, LowerPanel, NowPanel, PromptSlot, TrialsPanel
from ui.widgets.moments import Moment, headroom
from ui.widgets.picker import Picker
from ui.widgets.plotting import Band, ForcePlot, Trace
from ui.widgets.readouts import BigNumber

SECONDS = 10.0
TIME_TICKS = tuple((float(t), "now" if t == 0 else f"−{-t} s") for t in range(-10, 1, 2))


class LiveView(Page):
    """Choosing a test, then running it."""

    animated = True

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._presenter = LivePresenter()
        self._live: Live | None = None
        self._newest: Live | None = None
        self._newest_at = 0.0
        self._waiting = ""
        self._stored: Sequence[TrialSummary] | None = None
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
        self._plot.set_headroom(headroom())
        plot_panel.column.addWidget(self._plot, 1)

        big_panel = Panel("bigPanel")
        self._big_label, self._big_note = text("quiet"), ElidedLabel("quiet")
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
            return self._choose_heading(live)
        stop = Command("Stop", "Esc", self.console.stop) if live.can_stop else None
        if live.state in (TrialState.REVIEW, TrialState.STOPPED):
            # no word for the button: the trial is still being saved and computed
            primary = Command("Look at the result", "Space", self._look) if live.primary else None
        else:
            primary = Command(live.primary, "Space", self.console.primary) if live.primary else None
        return Heading(live.title, live.subtitle, live.word, self._presenter.screen(live).tone, primary, stop)

    def _age_of(self, live: Live) -> float:
        """Seconds since this state was first seen, for marks that are to move with the curve.

        A console may hand out one state for some time; looked at with every frame it is known when it was new.
        """
        now_s = time.monotonic()
        if live is not self._newest:
            self._newest, self._newest_at = live, now_s
        return now_s - self._newest_at

    def _choose_heading(self, live: Live) -> Heading:
        cards = self.console.protocols()
        how = "Type its name, press its number, or click it." if cards else ""
        first = next((card for card in cards if card.ready), None)
        done = f"{live.title} is done. " if was_chosen(live) else ""
        sought = self._picker.first_found
        if sought is not None:
            following = Command(f"Start: {sought.card.title}", "Enter", lambda: self._chosen(sought.card.key))
        elif live.primary:
            following = Command(live.primary, "Space", self.console.primary)
        elif done:
            following = Command("See today’s results", "Space", lambda: self.navigate.emit("results", ""))
        elif first is not None:
            following = Command(f"Start: {first.title}", "Space", lambda: self._chosen(first.key))
        else:
            how, following = how and "No test can run now; each card says what it needs.", None
        all_again = (Command("Show all tests", "Esc", self._picker.leave_search),) if self._picker.searching else ()
        return Heading("Choose a test", f"{done}{how}", primary=following, more=all_again)

    def refresh(self, live: Live) -> None:
        self._live = live
        self._age_of(live)
        if choosing(live):
            self._picker.show_cards(choice_cards(self.console.protocols(), self._trials_today(), date.today()))
            self._stack.setCurrentWidget(self._picker)
        else:
            self._stack.setCurrentWidget(self._running)
            self._show(live, self._presenter.screen(live))
        self.heading_changed.emit()

    def enter(self, argument: str) -> None:
        self._stored = None

    def hear(self, event: Event) -> None:
        if isinstance(event, TrialStored | TrialChanged):
            self._stored = None
        if isinstance(event, TrialStored):
            self._waiting = event.trial_id

    def _trials_today(self) -> Sequence[TrialSummary]:
        """What is stored, read again only when it changed: reading takes longer than a frame."""
        if self._stored is None:
            self._stored = self.console.trials()
        return self._stored

    def choose(self, number: int) -> None:
        key = self._picker.key(number)
        if key is not None and self._stack.currentWidget() is self._picker:
            self._chosen(key)

    def typed(self, letters: str) -> None:
        if self._stack.currentWidget() is self._picker:
            self._picker.typed(letters)

    def frame(self) -> None:
        live = self._live
        if live is None or self._stack.currentWidget() is not self._running:
            return
        newest = self.console.live()
        late = self._age_of(newest)
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
        moments = [Moment(mark_name(mark.name), -(mark.age_s + late)) for mark in newest.marks]
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
        self._picker.leave_search()
        self.console.choose(key)
        self.refresh(self.console.live())

    def _look(self) -> None:
        self.navigate.emit("review", self._waiting)
