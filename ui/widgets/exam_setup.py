"""Before an examination: which masses are at hand, who does it, what will be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.desks.examining import Ask
from ui import theme
from ui.exam_presenter import WHO_AT_MOST, Scene, masses_of
from ui.widgets.device_picture import DevicePicture
from ui.widgets.fields import LineField, labelled
from ui.widgets.labels import Panel, clear, text
from ui.words import say


class ExamSetup(QWidget):
    """What is asked before it begins; ``masses_kg`` and ``who`` are what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("examSetup")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.GAP)
        panel = Panel("examSetupPanel", margins=(28, 22, 28, 22), spacing=14)
        self._what = text("body", wrap=True)
        self._needs = text("quiet", wrap=True)
        self._masses = LineField("examMasses", say("Known masses at hand, in kg"), longest=60)
        self._who = LineField("examWho", say("Who does it"), say("kept with the result"), longest=WHO_AT_MOST)
        self._wrong = text("bannerTrouble", wrap=True)
        panel.column.addWidget(self._what)
        panel.column.addWidget(self._needs)
        fields = QHBoxLayout()
        fields.setSpacing(theme.GAP)
        fields.addWidget(labelled(say("Known masses at hand, in kg (the largest is used every day)"), self._masses), 1)
        fields.addWidget(labelled(say("Who does it"), self._who), 1)
        panel.column.addLayout(fields)
        panel.column.addWidget(self._wrong)
        self._picture = DevicePicture()
        panel.column.addWidget(self._picture, 1)
        self._steps = Panel("examSteps", margins=(24, 18, 24, 18), spacing=10)
        self._steps.setFixedWidth(round(330 * min(theme.scale(), 1.25)))
        outer.addWidget(panel, 1)
        outer.addWidget(self._steps)
        self._titles = QVBoxLayout()
        self._titles.setSpacing(10)
        self._steps.column.addWidget(text("panel", say("What will be done")))
        self._steps.column.addLayout(self._titles)
        self._steps.column.addStretch(1)
        self._masses.textChanged.connect(lambda _: self.problem())

    def ask(self, what: str, needs: str, masses: str, steps: Sequence[str], *, plates: bool) -> None:
        """Ask for this."""
        self._picture.show_scene(Scene(plates, Ask.PUT))
        self._what.setText(what)
        self._needs.setText(needs)
        self._masses.setText(masses)
        clear(self._titles)
        for number, step in enumerate(steps, 1):
            line = text("body", say("{number}  {step}", number=number, step=step), wrap=True)
            line.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._titles.addWidget(line)
        self.problem()

    @property
    def masses_kg(self) -> tuple[float, ...]:
        """What is at hand; empty for nothing, or nothing that can be meant."""
        return masses_of(self._masses.text()) or ()

    @property
    def who(self) -> str:
        return self._who.text().strip()

    def problem(self) -> str:
        """Why it cannot begin, shown in place; empty when it can."""
        wrong = ""
        if masses_of(self._masses.text()) is None:
            wrong = say("These are no masses. Type kilograms with spaces between them, for example: 5 10 20")
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        return wrong
