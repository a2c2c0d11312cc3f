"""What a visit shows beside the curves: the steps of its battery, the lever arm, the rest, the tempo."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.live_parts import Beating, LeverShown, StepLine, read_cm
from ui.widgets.buttons import ENTER_KEYS
from ui.widgets.labels import ElidedLabel, Icon, KeyCap, Panel, clear, row, text
from ui.words import say


class PartBar(QWidget):
    """How much of something is left, or over."""

    def __init__(self, height: int = 12) -> None:
        super().__init__()
        self._part = 0.0
        self.setFixedHeight(round(height * theme.scale()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, part: float) -> None:
        """Fill it to this part, 0..1."""
        if part != self._part:
            self._part = part
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.grid))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        wide = max(self.height(), self.width() * min(1.0, max(0.0, self._part)))
        painter.setBrush(QColor(look.good))
        painter.drawRoundedRect(QRectF(0, 0, wide, self.height()), radius, radius)
        painter.end()


class TempoLine(QWidget):
    """The phase that the tempo is in, and how much of it is over."""

    def __init__(self) -> None:
        super().__init__()
        self._word, self._bar = text("panel"), PartBar(10)
        self._word.setMinimumWidth(round(96 * theme.scale()))
        self.setLayout(row(self._word, self._bar, spacing=12))
        self.hide()

    def show_tempo(self, tempo: Beating | None) -> None:
        """Show where the tempo is, or nothing at all."""
        self.setVisible(tempo is not None)
        if tempo is not None:
            self._word.setText(tempo.word)
            self._bar.show_part(tempo.part)


class StepsPanel(Panel):
    """The battery that is walked: what was done, what comes now, what follows."""

    def __init__(self) -> None:
        super().__init__("stepsPanel", spacing=5)
        self._title = text("quiet", wrap=True)
        self.column.addWidget(self._title)
        self._list = QVBoxLayout()
        self._list.setSpacing(5)
        self.column.addLayout(self._list)
        self._shown: tuple[str, tuple[StepLine, ...]] | None = None
        self.hide()

    def show_steps(self, title: str, steps: tuple[StepLine, ...]) -> None:
        """Show these steps, or nothing without a battery."""
        if (title, steps) == self._shown:
            return
        self._shown = (title, steps)
        self.setVisible(bool(steps))
        self._title.setText(title)
        clear(self._list)
        for step in steps:
            self._list.addWidget(self._line(step))

    @staticmethod
    def _line(step: StepLine) -> QWidget:
        holder = QWidget()
        icon, tone = {"done": ("check", "good"), "next": ("arrow", "")}.get(step.state, ("dot", "muted"))
        role = {"done": "quiet", "next": "strong", "more": "quiet"}.get(step.state, "body")
        label = ElidedLabel(role, step.title)
        words = {"done": say("done"), "next": say("now"), "more": ""}.get(step.state, say("to do"))
        holder.setAccessibleName(f"{step.title}: {words}" if words else step.title)
        line = row(Icon(icon, 16, tone), label, spacing=8)
        line.setStretch(1, 1)
        holder.setLayout(line)
        return holder


class LeverField(QLineEdit):
    """A length in cm; Enter takes it, Escape leaves it as it was."""

    given = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lever")
        self.setProperty("field", "true")
        self.setAccessibleName(say("Lever arm in centimetres"))
        self.setMaxLength(8)
        self.setFixedHeight(round(40 * max(1.0, theme.scale())))
        self._known = ""

    def show_known(self, value_cm: str) -> None:
        """Show what is known, but never over what somebody is writing."""
        self._known = value_cm
        if not self.hasFocus():
            self.setText(value_cm)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS:
            length_m = read_cm(self.text())
            self.window().setFocus()
            if length_m is not None:
                self._known = self.text()
                self.given.emit(length_m)
            else:
                self.setText(self._known)
        elif event.key() == Qt.Key.Key_Escape:
            self.window().setFocus()
            self.setText(self._known)
        else:
            super().keyPressEvent(event)


class LeverPanel(Panel):
    """From the joint to the device, as somebody measured it: force times this is the torque."""

    given = Signal(str, float)

    def __init__(self) -> None:
        super().__init__("leverPanel")
        self._protocol = ""
        self._field, self._note = LeverField(), text("secondary", wrap=True)
        head = row(text("quiet", say("Lever arm")), None, KeyCap("L", 24), spacing=8)
        self.column.addLayout(head)
        line = row(self._field, text("body", "cm"), spacing=8)
        line.setStretch(0, 1)
        self.column.addLayout(line)
        self.column.addWidget(self._note)
        self._field.given.connect(lambda length_m: self.given.emit(self._protocol, length_m))
        self.hide()

    def show_lever(self, lever: LeverShown | None) -> None:
        """Ask for it, or not."""
        self.setVisible(lever is not None)
        if lever is None:
            return
        self._protocol = lever.protocol
        self._field.show_known(lever.value_cm)
        self._note.setText(
            say("Joint to the middle of the device. Enter takes it.")
            if lever.value_cm
            else say("Not given: no torque is computed. Joint to the middle of the device, then Enter.")
        )

    def ask(self) -> None:
        """Put the cursor into the field."""
        if self.isVisible():
            self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._field.selectAll()
