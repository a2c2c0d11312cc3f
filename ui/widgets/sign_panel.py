"""The end of an examination: who signs it, and where its certificate goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from station.desks.examining import Exam, ExaminingDesk
from station.errors import StationError
from station.report.wording import Wording
from ui.exam_presenter import WHO_AT_MOST
from ui.languages.speaking import spoken
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import LineField, labelled
from ui.widgets.labels import Panel, row, set_role, text
from ui.words import later, say, told

FORMS = (
    ("pdf", later("Certificate (PDF)"), "P"),
    ("html", later("Certificate (HTML)"), "H"),
    ("xml", later("Results (JUnit)"), "J"),
)


class SignPanel(Panel):
    """A name, and the forms in which the certificate can be saved; what was saved can be opened to be printed."""

    def __init__(self, desk: ExaminingDesk) -> None:
        super().__init__("signPanel", margins=(28, 14, 28, 14), spacing=8)
        self._desk = desk
        self._exam: Exam | None = None
        self._saved = ""
        self.choose_file: Callable[[str], str] = self._ask_for_file
        """Asks where to save a file with this name; empty for nowhere."""
        self.show_file: Callable[[str], object] = lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(path))
        self.who = LineField("signWho", say("Name of who examined"), say("name of who examined"), longest=WHO_AT_MOST)
        self._buttons = {form: ActionButton(f"save-{form}", "small", say(label), key) for form, label, key in FORMS}
        self._open = ActionButton("open-saved", "small", say("Open to print"), "O")
        self._said = text("quiet", wrap=True)
        fields = row(labelled(say("Signed by"), self.who), spacing=12)
        fields.setStretch(0, 1)
        for button in (*self._buttons.values(), self._open):
            fields.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(fields)
        self.column.addWidget(self._said)
        for form, button in self._buttons.items():
            button.clicked.connect(lambda _=False, form=form: self.save(form))
        self._open.clicked.connect(lambda _=False: self.open())

    def show_exam(self, exam: Exam) -> None:
        """Offer to sign this one; there is nothing to sign of one that was stopped."""
        if self._exam is not None and self._exam.report is exam.report:
            return
        self._exam, self._saved = exam, ""
        self.setVisible(exam.report is not None)
        self._open.setEnabled(False)
        self._say("")
        if exam.who:
            self.who.setText(exam.who)

    def typed(self, letters: str) -> None:
        """A key that may be one of the buttons'."""
        key = letters.upper()
        form = next((form for form, _, form_key in FORMS if form_key == key), "")
        if form:
            self.save(form)
        elif key == "O":
            self.open()

    def save(self, form: str) -> None:
        """Ask where, and write it there."""
        if self._exam is None or self._exam.report is None:
            return
        serial = self._exam.report.serial or "device"
        path = self.choose_file(f"certificate-{serial}.{form}")
        if not path:
            return
        target = Path(path) if Path(path).suffix.lower() == f".{form}" else Path(f"{path}.{form}")
        try:
            who = self.who.text().strip() or self._exam.who
            self._desk.save(target, who, Wording(spoken(), told))
        except StationError as error:
            self._say(told(str(error)), wrong=True)
            return
        self._saved = str(target)
        self._open.setEnabled(form != "xml")
        self._say(say("Saved: {path}", path=target))

    def open(self) -> None:
        """Hand what was saved to the program that prints it."""
        if self._saved and not self._saved.endswith(".xml"):
            self.show_file(self._saved)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        set_role(self._said, "role", "bannerTrouble" if wrong else "quiet")
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _ask_for_file(self, name: str) -> str:
        return QFileDialog.getSaveFileName(self, say("Save the results"), name, f"*{Path(name).suffix}")[0]
