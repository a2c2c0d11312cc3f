"""What can be begun with a person: batteries by their number, the last visit again, or one test."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from station.visit_now import BatteryCard
from ui.home_presenter import Start
from ui.widgets.buttons import ActionButton
from ui.widgets.flow import FlowBox
from ui.widgets.labels import Panel, clear, text
from ui.words import say, told

NUMBERED = 9


class BeginPanel(Panel):
    """One button for each way to begin."""

    wanted = Signal(object)
    """A ``Start``."""

    def __init__(self) -> None:
        super().__init__("beginPanel", margins=(16, 12, 12, 14))

    def show_ways(self, code: str, batteries: Sequence[BatteryCard], *, again: bool) -> None:
        """Be seen and offer these batteries to this person; ``again`` where there is a visit to repeat."""
        self.show()
        clear(self.column)
        self.column.addWidget(text("panel", say("Begin")))
        made = []
        for number, battery in enumerate(batteries[:NUMBERED], start=1):
            title = told(battery.title)
            made.append(self._way(f"begin-{battery.key}", title, Start(code, battery.key, title), str(number)))
            made[-1].setToolTip(told(battery.summary))
        if again:
            repeat = say("Repeat last visit")
            made.append(self._way("begin-again", repeat, Start(code, None, repeat)))
        single = say("One test")
        made.append(self._way("begin-test", single, Start(code, None, single)))
        self.column.addWidget(FlowBox(*made))

    def _way(self, name: str, label: str, start: Start, key: str = "") -> ActionButton:
        button = ActionButton(name, "small", label, key)
        button.clicked.connect(lambda _=False: self.wanted.emit(start))
        return button
