"""The large panel of the review: what is looked at, the curves or the path, and the ways to see them otherwise."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from station.desks.reviewing import Overlays
from station.model import TrialReview
from ui.drawing_presenter import Drawing, Shown, drawing, hint, offered, plot_title
from ui.pressure_presenter import PressureScreen
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import ElidedLabel, Panel, row, text
from ui.widgets.marked_plot import MarkedPlot
from ui.widgets.pressure_plot import PressurePlot
from ui.widgets.segments import Segment, Segments, key_cap
from ui.words import say


class ReviewPlot(Panel):
    """Curves under marks, or the centre of pressure; what is looked at stays for the next trial where it has that."""

    changed = Signal()
    """Something else is looked at."""

    def __init__(self) -> None:
        super().__init__("reviewPlotPanel", margins=(24, 14, 14, 12))
        self._review: TrialReview | None = None
        self._overlays: Overlays | None = None
        self._compared = True
        self._shown = Shown.BOTH
        self._wished = Shown.BOTH
        self._title, self._hint = text("panel"), ElidedLabel("secondary")
        self._segments = Segments("shown")
        self._segments.wanted.connect(lambda key: self.look_at(Shown(key)))
        self._compare = Segment("compare", "tiny", say("Earlier curves"), key_cap("C"))
        self._compare.setCheckable(True)
        self._compare.clicked.connect(self.toggle_compared)
        self._whole = ActionButton("whole", "tiny", say("Whole trial"), key_cap("T"))
        self._whole.clicked.connect(self.toggle_whole)
        self.column.addLayout(row(self._title, None, self._compare, self._whole, spacing=10))
        self.column.addLayout(row(self._segments, None))
        self.column.addWidget(self._hint)
        self.marked, self._pressure = MarkedPlot(), PressurePlot()
        self.marked.view_changed = self._view_changed
        inside = QWidget()
        self._stack = QStackedLayout(inside)
        self._stack.addWidget(self.marked)
        self._stack.addWidget(self._pressure)
        self.column.addWidget(inside, 1)

    def show_review(self, review: TrialReview, overlays: Overlays | None) -> None:
        """Draw this trial, and the others under it as soon as they are read."""
        self._review, self._overlays = review, overlays
        choices = offered(review)
        self._segments.offer([(each.value, say(each.value)) for each in choices])
        self._segments.setVisible(len(choices) > 1)
        self._shown = self._wished if self._wished in choices else Shown.BOTH
        self._redraw()

    def show_pressure(self, shown: PressureScreen) -> None:
        """Draw the centre of pressure."""
        self._pressure.show_pressure(shown)

    @property
    def shown(self) -> Shown:
        """What is looked at."""
        return self._shown

    def look_at(self, shown: Shown) -> None:
        """Look at something else of the trial, where there is such a thing."""
        if self._review is not None and shown in offered(self._review) and not self.marked.dragging:
            self.marked.flush()
            self._shown = self._wished = shown
            self._redraw()
            self.changed.emit()

    def look_at_number(self, number: int) -> None:
        """The same by its digit."""
        choices = () if self._review is None else offered(self._review)
        if 1 <= number <= len(choices):
            self.look_at(choices[number - 1])

    def look_at_next(self) -> None:
        """What comes after it."""
        if self._review is not None:
            choices = offered(self._review)
            self.look_at(choices[(choices.index(self._shown) + 1) % len(choices)])

    def toggle_compared(self) -> None:
        """Show the curves of other trials, or no longer."""
        self._compared = not self._compared
        self._redraw()

    def toggle_whole(self) -> None:
        """From the movement to the whole trial and back."""
        self.marked.toggle_whole()

    def _redraw(self) -> None:
        review = self._review
        if review is None:
            return
        under = self._overlays.shown if self._overlays is not None else ()
        drawn: Drawing = drawing(review, self._shown, under if self._compared else ())
        self._title.setText(plot_title(review, self._shown))
        pressure = self._shown is Shown.PRESSURE
        self._hint.set_text("" if pressure else hint(review, drawn, self._overlays, compared=self._compared))
        self._segments.show_chosen(self._shown.value)
        self._compare.setChecked(self._compared)
        comparable = self._shown in (Shown.BOTH, Shown.LEFT, Shown.RIGHT)
        self._compare.setEnabled(comparable and bool(under))
        self._whole.setEnabled(not pressure)
        self._stack.setCurrentIndex(1 if pressure else 0)
        self.marked.show_drawing(drawn)

    def _view_changed(self) -> None:
        self._whole.show_as(say("The movement") if self.marked.whole else say("Whole trial"), key_cap("T"))
