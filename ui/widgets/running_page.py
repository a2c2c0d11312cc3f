"""The running test: curves at the screen's pace, the big number, what is asked for, how far the battery is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from station.model import Live, Side
from ui import theme
from ui.force_axis import ticks
from ui.live_presenter import LiveScreen
from ui.widgets.beside import PlotPage
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import Chip, Panel, PartsLabel, row, text
from ui.widgets.live_panels import Legend, LowerPanel, NowPanel, PromptSlot, TrialsPanel
from ui.widgets.moments import Moment, headroom
from ui.widgets.plotting import Band, ForcePlot, Trace
from ui.widgets.readouts import BigNumber
from ui.widgets.visit_panels import LeverPanel, PartBar, StepsPanel, TempoLine
from ui.words import say

SECONDS = 10.0
LOW, FOLDED = 600, 500
"""Of a page lower than this the panels stand closer, and the one below the curves is folded."""


def time_ticks() -> tuple[tuple[float, str], ...]:
    """The labels of the time axis."""
    return tuple((float(t), say("now") if t == 0 else say("−{seconds} s", seconds=-t)) for t in range(-10, 1, 2))


class RunningPage(PlotPage):
    """Everything about a trial from its zero until it is over."""

    lever_given = Signal(str, float)
    practice_skipped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("running")
        self._low = False
        plot_panel = Panel("plotPanel", margins=(24, 12, 14, 12), spacing=4)
        self._prompt, self._legend = PromptSlot(), Legend()
        self._caption, self._practice = PartsLabel("", " · "), Chip(say("PRACTICE"), "caution")
        self._skip = ActionButton("skipPractice", "tiny", say("Skip practice"), "P")
        self._skip.clicked.connect(self.practice_skipped)
        self._position = text("quiet", wrap=True)
        plot_panel.column.addWidget(self._prompt)
        plot_panel.column.addWidget(self._position)
        head = row(self._practice, self._skip, self._caption, self._legend, spacing=10)
        head.setStretch(2, 1)
        plot_panel.column.addLayout(head)
        self._tempo = TempoLine()
        plot_panel.column.addWidget(self._tempo)
        self._plot = ForcePlot("livePlot")
        self._plot.set_seconds(-SECONDS, 0.0, time_ticks(), margin=44.0)
        self._plot.set_headroom(headroom())
        plot_panel.column.addWidget(self._plot, 1)

        self._big_panel = Panel("bigPanel")
        self._big_label, self._big_note = text("quiet"), text("quiet", wrap=True)
        self._big, self._rest = BigNumber(theme.HEADLINE, on_panel=True), PartBar()
        for part in (self._big_label, self._big, self._rest, self._big_note):
            self._big_panel.column.addWidget(part)
        self._now, self._lever, self._steps = NowPanel(), LeverPanel(), StepsPanel()
        self._trials, self._lower = TrialsPanel(), LowerPanel()
        self._lever.given.connect(self.lever_given)
        self._lay_out(plot_panel, (self._big_panel, self._lever, self._now, self._steps), self._trials)
        self._grid.addWidget(self._lower, 1, 0, 1, 2)
        self._grid.setRowStretch(0, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        factor = theme.scale()
        self._side.setFixedWidth(round(min(300, max(252, self.width() * 0.23)) * factor))
        low = self._low = self.height() < LOW * factor
        self._column.setSpacing(10 if low else 16)
        for panel in (self._big_panel, self._now, self._lever, self._steps, self._trials):
            panel.column.setContentsMargins(20, 7 if low else 14, 20, 7 if low else 14)
        self._lower.fold(folded=self.height() < FOLDED * factor)

    def show_screen(self, live: Live, screen: LiveScreen) -> None:
        """Show everything but the curves."""
        self._prompt.show_text(screen.prompt, screen.trouble)
        self._position.setText(screen.position)
        self._position.setVisible(bool(screen.position))
        self._caption.set_text(screen.axis_caption)
        self._practice.setVisible(screen.practice)
        self._skip.setVisible(screen.practice and screen.may_skip)
        self._tempo.show_tempo(screen.tempo)
        self._legend.show_sides((*live.sides, *((Side.BOTH,) if live.total and Side.BOTH not in live.sides else ())))
        self.fit_axis(screen.upper_n)
        self._plot.set_bands([Band(each.low_n, each.high_n, each.label, each.side) for each in screen.bands])
        self._big_label.setText(screen.big_label)
        self._big.show_value(screen.big_whole, screen.big_rest, screen.big_unit)
        self._big_note.setText(screen.big_note)
        self._rest.setVisible(screen.rest_part is not None)
        self._rest.show_part(screen.rest_part or 0.0)
        self._lever.show_lever(screen.lever)
        # before it begins a lever arm that is to be given comes before forces that are near zero
        self._now.show_now(() if screen.lever is not None and self._low else screen.now)
        self._steps.show_steps(screen.steps_title, screen.steps)
        self._trials.show_lines(screen.lines, screen.lines_note, screen.lines_title)
        self._lower.show_lower(screen.lower)

    # the curves, at the screen's pace ----------------------------------------------------------------------------

    @property
    def columns(self) -> int:
        """How many columns an envelope should have."""
        return self._plot.columns

    def fit_axis(self, upper_n: float) -> None:
        """Force axis up to here."""
        self._plot.set_force_range(upper_n, ticks(upper_n))

    def draw(self, traces: Sequence[Trace], moments: Sequence[Moment], ring_phase_s: float) -> None:
        """Draw one frame."""
        self._plot.set_traces(traces, moments, ring_phase_s=ring_phase_s)

    def ask_lever(self) -> None:
        """Put the cursor into the field of the lever arm, where there is one."""
        self._lever.ask()
