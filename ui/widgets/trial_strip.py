"""The trials of one visit in a row, to be stepped through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from station.model import Side
from ui import theme
from ui.decision_presenter import StepScreen
from ui.numbers import side_letter
from ui.widgets.buttons import ActionButton, Surface
from ui.widgets.labels import ElidedLabel, Icon, clear, row, text
from ui.words import say

WIDTH, HEIGHT = 196, 58
ROLES = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "strong"}


class StepButton(Surface):
    """One trial: its test, its main numbers, and how it stands."""

    def __init__(self, step: StepScreen) -> None:
        super().__init__(f"step-{step.trial_id}", framed=True)
        self._here = step.here
        numbers = [
            (side, value if side is Side.BOTH else f"{side_letter(side)} {value}") for side, value in step.numbers
        ]
        values = ", ".join(value for _, value in numbers)
        self.setAccessibleName(say("{test}: {values}, {state}", test=step.title, values=values, state=step.state))
        self.setToolTip(say("{test} · {state}", test=step.title, state=step.state))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(round(WIDTH * theme.scale()), round(HEIGHT * theme.scale()))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 12, 6)
        column.setSpacing(1)
        column.addWidget(ElidedLabel("small" if step.here else "secondary", step.title))
        cells: list[QWidget | int | None] = [text(ROLES[side], value) for side, value in numbers[:2]]
        if not cells:
            cells = [ElidedLabel("quiet", step.state)]
        column.addLayout(row(*cells, None, Icon(step.mark, 18, step.tone if step.tone != "neutral" else "muted")))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._here:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.active().ink), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 13, 13)
            painter.end()


class TrialStrip(QFrame):
    """All trials of the visit, the one that is open marked, with a way to the one before and the next."""

    wanted = Signal(str)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trialStrip")
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        inside = QWidget()
        inside.setObjectName("content")
        inside.setLayout(self._row)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        self._area.setFixedHeight(round(HEIGHT * theme.scale()))
        self._before = ActionButton("trialBefore", "tiny", say("Before"), say("PgUp"))
        self._next = ActionButton("trialNext", "tiny", say("Next"), say("PgDn"))
        self._before.clicked.connect(lambda _=False: self.stepped.emit(-1))
        self._next.clicked.connect(lambda _=False: self.stepped.emit(1))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._before)
        layout.addWidget(self._next)
        self._shown: tuple[StepScreen, ...] = ()
        self._here: StepButton | None = None
        # the buttons have their places, and the row its length, only after the layout was made
        self._area.horizontalScrollBar().rangeChanged.connect(lambda *_: self._show_here())

    def show_steps(self, steps: Sequence[StepScreen]) -> None:
        """Show these trials."""
        if tuple(steps) == self._shown:
            return
        self._shown = tuple(steps)
        clear(self._row)
        self._here = None
        for step in steps:
            button = StepButton(step)
            button.clicked.connect(lambda _=False, trial_id=step.trial_id: self.wanted.emit(trial_id))
            self._row.addWidget(button)
            self._here = button if step.here else self._here
        self._row.addStretch(1)
        self._before.setEnabled(bool(steps) and not steps[0].here)
        self._next.setEnabled(bool(steps) and not steps[-1].here)
        QTimer.singleShot(0, self, self._show_here)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_here()

    def _show_here(self) -> None:
        """The trial that is open is in sight."""
        if self._here is not None:
            self._area.ensureWidgetVisible(self._here, 40, 0)
