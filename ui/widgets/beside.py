"""A page of a plot and a column beside it, as the running test and its result are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.labels import Panel, scrolled


class PlotPage(QWidget):
    """The plot takes what the column leaves; the column scrolls by itself."""

    def _lay_out(self, plot: Panel, panels: Sequence[QWidget], last: QWidget) -> None:
        """Put the plot and these panels side by side; ``last`` takes the room that is left below the others."""
        self._column, column = QVBoxLayout(), QWidget()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        for panel in panels:
            self._column.addWidget(panel)
        self._column.addWidget(last, 1)
        column.setLayout(self._column)
        self._side = scrolled(column)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.GAP)
        self._grid.addWidget(plot, 0, 0)
        self._grid.addWidget(self._side, 0, 1)
        self._grid.setColumnStretch(0, 1)

    def hasHeightForWidth(self) -> bool:
        # what it would like best is no reason for the window to scroll: its column scrolls by itself
        return False
