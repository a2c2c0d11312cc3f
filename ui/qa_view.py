"""The bench of the QA engineer: the whole battery of checks on a device, and its certificate, signed and saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from station.desks.examining import Examinable, ExaminingDesk, Program
from station.errors import StationError
from station.model import Live
from station.office import Office
from ui import theme
from ui.exam_presenter import WHO_AT_MOST, named
from ui.examining import STEPS, Examining
from ui.page import Command, Heading, Page
from ui.widgets.buttons import ActionButton, Surface
from ui.widgets.fields import LineField, labelled
from ui.widgets.labels import Chip, ElidedLabel, KeyCap, Panel, SideBadge, clear, row, scrolled, set_role, text
from ui.words import later, say, told

FORMS = (
    ("pdf", later("Certificate (PDF)"), "P"),
    ("html", later("Certificate (HTML)"), "H"),
    ("xml", later("Results (JUnit)"), "J"),
)
KEYS = 9


class SignPanel(Panel):
    """Who examined, and where the certificate goes."""

    def __init__(self) -> None:
        super().__init__("signPanel", margins=(28, 16, 28, 16), spacing=8)
        self.who = LineField("signWho", say("Name of who examined"), say("name of who examined"), longest=WHO_AT_MOST)
        self.buttons = {form: ActionButton(f"save-{form}", "small", say(label), key) for form, label, key in FORMS}
        self.open = ActionButton("open-saved", "small", say("Open to print"), "O")
        self.said = text("quiet", wrap=True)
        fields = row(labelled(say("Signed by"), self.who), spacing=12)
        fields.setStretch(0, 1)
        for button in (*self.buttons.values(), self.open):
            fields.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(fields)
        self.column.addWidget(self.said)

    def say_what_became(self, words: str, *, wrong: bool = False) -> None:
        """Where it was saved, or why it was not."""
        set_role(self.said, "role", "bannerTrouble" if wrong else "quiet")
        self.said.setText(words)


class DeviceRow(Surface):
    """A device that can be examined."""

    def __init__(self, device: Examinable, key: str) -> None:
        super().__init__(f"examine-{device.key}", framed=True)
        self.setEnabled(not device.why_not)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        if key:
            layout.addWidget(KeyCap(key, 26))
        for side in device.sides:
            layout.addWidget(SideBadge(side))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(ElidedLabel("strong" if not device.why_not else "quiet", told(device.name)))
        words.addWidget(ElidedLabel("secondary", told(device.why_not) if device.why_not else named(device)))
        layout.addLayout(words, 1)
        if device.simulated:
            layout.addWidget(Chip(say("simulated"), "neutral"))
        layout.addWidget(Chip(say("in use") if device.in_use else say("made for this"), "neutral"))
        self.setAccessibleName(f"{device.name}. {named(device)}. {told(device.why_not)}")


class QaPage(Page):
    """Offered where the station can examine devices."""

    animated = True

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        if office.examining is None:
            raise ValueError("this station cannot examine devices")
        self._desk: ExaminingDesk = office.examining
        self.choose_file: Callable[[str], str] = self._ask_for_file
        """Asks where to save a file with this ending; empty for nowhere."""
        self.show_file: Callable[[str], object] = lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(path))
        self._saved = ""
        self._devices: tuple[Examinable, ...] = ()
        self._sign = SignPanel()
        self._examining = Examining(self._desk, self.heading_changed.emit, self._sign)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._build())
        self._stack.addWidget(self._examining.widget)
        for form, button in self._sign.buttons.items():
            button.clicked.connect(lambda _=False, form=form: self._save(form))
        self._sign.open.clicked.connect(lambda _=False: self._open())

    def _build(self) -> QWidget:
        holder = QWidget()
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.GAP)
        panel = Panel("examinable", margins=(20, 16, 12, 12), spacing=10)
        panel.column.addWidget(text("panel", say("Which device?")))
        content = QWidget()
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(10)
        panel.column.addWidget(scrolled(content), 1)
        what = Panel("batteryWhat", margins=(24, 18, 24, 18), spacing=10)
        what.column.addWidget(text("panel", say("The battery")))
        for step in STEPS["battery"]:
            what.column.addWidget(text("body", say(step), wrap=True))
        limits = say("Every result has its limits and its uncertainty, and says in words what is wrong.")
        what.column.addWidget(text("quiet", limits, wrap=True))
        what.column.addStretch(1)
        self._what = what
        outer.addWidget(panel, 1)
        outer.addWidget(what)
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._what.setFixedWidth(round(min(360, max(290, self.width() * 0.27)) * min(theme.scale(), 1.25)))

    # What the shell asks ----------------------------------------------------------------------------------------------

    def heading(self) -> Heading:
        if self._examining.open:
            return self._examining.heading()
        first = next((each for each in self._devices if not each.why_not), None)
        subtitle = say("Is this device fit for measuring people?")
        primary = None
        if first is not None:
            words = say("Examine {name}", name=told(first.name))
            primary = Command(words, "Space", lambda: self._prepare(first.key))
        return Heading(say("Device examination"), subtitle, primary=primary)

    def refresh(self, live: Live) -> None:
        self._examining.refresh()
        self._stack.setCurrentIndex(1 if self._examining.open else 0)
        if not self._examining.open:
            self._show_devices()
        self.heading_changed.emit()

    def frame(self) -> None:
        if self._examining.open:
            self._examining.frame()

    def choose(self, number: int) -> None:
        ready = [each for each in self._devices if not each.why_not]
        if not self._examining.open and number <= len(ready):
            self._prepare(ready[number - 1].key)

    def typed(self, letters: str) -> None:
        exam = self._examining.exam
        if exam is None or exam.report is None:
            return
        key = letters.upper()
        form = next((form for form, _, form_key in FORMS if form_key == key), "")
        if form:
            self._save(form)
        elif key == "O":
            self._open()

    # ------------------------------------------------------------------------------------------------------------------

    def _show_devices(self) -> None:
        devices = tuple(self._desk.devices())
        if devices == self._devices and self._rows.count():
            return
        self._devices = devices
        clear(self._rows)
        number = 0
        for device in devices:
            number += not device.why_not
            each = DeviceRow(device, str(number) if not device.why_not and number <= KEYS else "")
            each.clicked.connect(lambda _=False, key=device.key: self._prepare(key))
            self._rows.addWidget(each)
        if not devices:
            self._rows.addWidget(text("quiet", say("No device is used. Connect one in Devices."), wrap=True))
        self._rows.addStretch(1)

    def _prepare(self, device: str) -> None:
        self._saved = ""
        self._sign.say_what_became("")
        self._sign.open.setEnabled(False)
        self._examining.prepare(device, _battery(self._desk).key)
        self.refresh(self.console.live())

    def _save(self, form: str) -> None:
        exam = self._examining.exam
        if exam is None or exam.report is None:
            return
        who = self._sign.who.text().strip() or exam.who
        path = self.choose_file(form)
        if not path:
            return
        target = Path(path) if Path(path).suffix.lower() == f".{form}" else Path(f"{path}.{form}")
        try:
            self._desk.save(target, who)
        except StationError as error:
            self._sign.say_what_became(told(str(error)), wrong=True)
            return
        self._saved = str(target)
        self._sign.open.setEnabled(form != "xml")
        self._sign.say_what_became(say("Saved: {path}", path=target))

    def _open(self) -> None:
        if self._saved and not self._saved.endswith(".xml"):
            self.show_file(self._saved)

    def _ask_for_file(self, form: str) -> str:
        exam = self._examining.exam
        serial = "" if exam is None or exam.report is None else exam.report.serial
        name = f"certificate-{serial or 'device'}.{form}"
        return QFileDialog.getSaveFileName(self, say("Save the results"), name, f"*.{form}")[0]


def _battery(desk: ExaminingDesk) -> Program:
    """The whole battery stands first."""
    return desk.programs()[0]
