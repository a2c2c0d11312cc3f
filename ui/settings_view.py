"""The settings: everything that a clinic sets once, on one page; what is chosen applies at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from station.desks.settings import SettingsDesk
from station.model import Live, Side
from station.office import Office
from ui import theme
from ui.page import Command, Heading, Page
from ui.settings_presenter import Group, Line, SettingsPresenter
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import ChoiceRow, LineField
from ui.widgets.labels import Panel, SideBadge, row, rule, scrolled, text
from ui.words import say

EXPORTED = "counterpoise-settings.toml"
NARROW = 1000
"""Below this width, in pixels of the design, one column stands below the other."""
BACKUP_EVERY = 20
"""The last backup is looked up with every so manieth refresh."""


class SettingRow(QWidget):
    """Label, what can be chosen or typed, and what is said about it."""

    def __init__(self, line: Line, view: SettingsView) -> None:
        super().__init__()
        self._line, self._view = line, view
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        head = row(text("strong", line.label), spacing=10)
        if line.key == "side_colours":
            for side in (Side.LEFT, Side.RIGHT):
                head.addWidget(SideBadge(side))
        head.addStretch(1)
        column.addLayout(head)
        self.field: LineField | None = None
        self.choices: ChoiceRow | None = None
        if line.choices:
            self.choices = ChoiceRow(f"set-{line.key}", line.choices, line.value, label=line.label)
            self.choices.chosen.connect(self._chosen)
            column.addWidget(self.choices)
        else:
            self.field = LineField(f"set-{line.key}", line.label, line.hint, longest=2000)
            self.field.setText(line.value)
            self.field.taken.connect(self._typed)
            self.field.given_up.connect(self._given_up)
            take = ActionButton(f"take-{line.key}", "small", say("Save"), "Enter")
            take.clicked.connect(lambda _=False: self._typed())
            entry = row(spacing=8)
            entry.addWidget(self.field, 1)
            entry.addWidget(take)
            column.addLayout(entry)
        self._note = text("secondary", line.note, wrap=True)
        column.addWidget(self._note)
        self._note.setVisible(bool(line.note))

    def show_line(self, line: Line) -> None:
        """Show it as it is now."""
        if line == self._line:
            return
        if self.choices is not None and line.value != self.choices.value:
            self.choices.blockSignals(True)
            self.choices.choose(line.value)
            self.choices.blockSignals(False)
        if self.field is not None and line.value != self._line.value:
            self.field.setText(line.value)
        self._line = line
        self._note.setText(line.note)
        self._note.setVisible(bool(line.note))

    def _chosen(self, value: str) -> None:
        self._view.change(self._line.key, value)

    def _given_up(self) -> None:
        if self.field is not None:
            self.field.setText(self._line.value)

    def _typed(self) -> None:
        if self.field is not None:
            self.field.setModified(not self._view.change(self._line.key, self.field.text()))


class SettingsView(Page):
    """Two columns of panels; below the need it scrolls."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        if office.settings is None:
            raise TypeError("this station has no settings")
        desk: SettingsDesk = office.settings
        self.presenter = SettingsPresenter(desk)
        self._rows: dict[str, SettingRow] = {}
        self._refreshes = 0
        content = QWidget()
        self._columns = columns = QHBoxLayout(content)
        columns.setContentsMargins(0, 0, 10, 0)
        columns.setSpacing(theme.GAP)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(theme.GAP)
            columns.addLayout(column, 1)
        groups = self.presenter.groups()
        for group in groups:
            (right if group.name in ("station", "clinic") else left).addWidget(self._panel(group))
        right.addWidget(self._backup_panel())
        right.addWidget(self._file_panel())
        left.addStretch(1)
        right.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        self._said = text("bannerTrouble", wrap=True)
        outer.addWidget(self._said)
        self._said.hide()
        outer.addWidget(scrolled(content), 1)

    def _panel(self, group: Group) -> Panel:
        panel = Panel(f"settings-{group.name}")
        panel.column.addWidget(text("panel", group.title))
        for place, line in enumerate(group.lines):
            if place:
                panel.column.addWidget(rule())
            self._rows[line.key] = SettingRow(line, self)
            panel.column.addWidget(self._rows[line.key])
        return panel

    def _backup_panel(self) -> Panel:
        panel = Panel("settings-backup")
        line, last, said = self.presenter.backup()
        self._last, self._backup_said = text("body", last, wrap=True), text("secondary", said, wrap=True)
        button = ActionButton("back-up-now", "small", say("Back up now"))
        button.clicked.connect(lambda _=False: self._back_up())
        panel.column.addWidget(text("panel", say("Backup")))
        panel.column.addWidget(self._last)
        panel.column.addLayout(row(button, None))
        panel.column.addWidget(self._backup_said)
        self._backup_said.setVisible(bool(said))
        panel.column.addWidget(rule())
        self._rows[line.key] = SettingRow(line, self)
        panel.column.addWidget(self._rows[line.key])
        return panel

    def _file_panel(self) -> Panel:
        panel = Panel("settings-file")
        panel.column.addWidget(text("panel", say("The settings as a file")))
        panel.column.addWidget(text("secondary", self.presenter.file(), wrap=True))
        self.path = LineField("settings-path", say("File to export to or to import from"), EXPORTED, longest=1000)
        self.path.setText(str(Path.home() / EXPORTED))
        take, bring = (
            ActionButton("export-settings", "small", say("Export")),
            ActionButton("import-settings", "small", say("Import")),
        )
        take.clicked.connect(lambda _=False: self._export())
        bring.clicked.connect(lambda _=False: self._bring())
        self.path.taken.connect(self._export)
        self.path.given_up.connect(lambda: self.path.setText(str(Path.home() / EXPORTED)))
        panel.column.addWidget(self.path)
        panel.column.addLayout(row(take, bring, None))
        return panel

    def least(self) -> QSize:
        return QSize(600, 300)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW * theme.scale()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(down if narrow else across)

    # what the shell asks ----------------------------------------------------------------------------------------

    def heading(self) -> Heading:
        """Settings have no next step but to go on with the work; what became of a change stands under the title."""
        said, wrong = self.presenter.said, self.presenter.tone == "trouble"
        return Heading(
            say("Settings"),
            say("What is chosen applies at once, and from the next start on.") if wrong or not said else said,
            primary=Command(say("Go on with the test"), "Space", lambda: self.navigate.emit("live", "")),
            secondary=Command(say("Messages"), "M", lambda: self.navigate.emit("log", "settings")),
            wordless=True,
        )

    def refresh(self, live: Live) -> None:
        """Show what others changed, and how the backup is."""
        self._refreshes += 1
        for group in self.presenter.groups():
            for line in group.lines:
                self._rows[line.key].show_line(line)
        if self._refreshes % BACKUP_EVERY == 1:
            line, last, said = self.presenter.backup()
            self._rows[line.key].show_line(line)
            self._last.setText(last)
            self._backup_said.setText(said)
            self._backup_said.setVisible(bool(said))

    # what somebody does -----------------------------------------------------------------------------------------

    def change(self, key: str, value: str) -> bool:
        """Set this, and say whether it is; what cannot be is said and not shown as if it were."""
        done = self.presenter.choose(key, value)
        self._tell(done)
        if not done:
            for group in self.presenter.groups():
                for line in group.lines:
                    choices = self._rows[line.key].choices
                    if line.key == key and choices is not None:
                        choices.blockSignals(True)
                        choices.choose(line.value)
                        choices.blockSignals(False)
        return done

    def _export(self) -> None:
        self.path.setModified(False)
        self._tell(self.presenter.export(self.path.text()))

    def _bring(self) -> None:
        self.path.setModified(False)
        self._tell(self.presenter.bring(self.path.text()))

    def _back_up(self) -> None:
        self.presenter.back_up()
        self._refreshes = 0

    def _tell(self, _done: bool) -> None:
        wrong = self.presenter.tone == "trouble"
        self._said.setText(self.presenter.said)
        self._said.setVisible(wrong and bool(self.presenter.said))
        self.heading_changed.emit()
