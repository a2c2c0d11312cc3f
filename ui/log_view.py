"""The log: what was said since the window was opened, and one button that copies what support needs."""

from __future__ import annotations

import re
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.blotting import Blot
from station.errors import StationError
from station.model import Live
from station.office import Office
from ui import theme
from ui.journal import Entry, Journal, for_support
from ui.page import Command, Heading, Page
from ui.widgets.labels import Chip, Panel, clear, row, rule, scrolled, text
from ui.words import later, say, told

SHOWN = 80
_SPEAKER = re.compile(r"^[a-z_]+(?:\.[a-z_]+)+: (?=.)")
UNCHECKED = "The messages are left out, because it cannot be made sure that they name nobody: {error}"
"""For support, so in its language."""
KINDS = {
    "message": (later("message"), "caution"),
    "warning": (later("warning"), "caution"),
    "fault": (later("fault"), "trouble"),
    "event": (later("event"), "neutral"),
}


def plain(words: str) -> str:
    """Without the part of the program that said it, which only support needs; it is in the copy."""
    said = _SPEAKER.sub("", words)
    return said if said == words else said[:1].upper() + said[1:]


class LogView(Page):
    """Newest first; nothing of it names a person."""

    def __init__(self, office: Office, journal: Journal) -> None:
        super().__init__(office)
        self._journal, self._shown, self._copied = journal, -1, False
        self._back = "live"
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        panel = Panel("log-panel", (20, 12, 8, 12))
        content = QWidget()
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(0, 0, 12, 0)
        self._rows.setSpacing(8)
        panel.column.addWidget(scrolled(content))
        outer.addWidget(panel)

    def enter(self, argument: str) -> None:
        """Come from the view ``argument``."""
        self._back = argument or self._back
        self._copied = False

    def heading(self) -> Heading:
        """What can be done with it."""
        subtitle = (
            say("Copied. Paste it into a message to support.")
            if self._copied
            else say("Newest first. The copy for support names nobody.")
        )
        return Heading(
            say("Messages"),
            subtitle,
            say("COPIED") if self._copied else "",
            "good",
            primary=Command(say("Copy for support"), "Space", self.copy),
            secondary=Command(say("Back"), "Esc", self._leave),
        )

    def least(self) -> QSize:
        return QSize(480, 300)

    def copy(self) -> None:
        """Put what support needs into the clipboard."""
        QGuiApplication.clipboard().setText(self.copied_text())
        self._copied = True
        self.heading_changed.emit()

    def copied_text(self) -> str:
        """What support needs."""
        desk, people, live = self.office.settings, self.office.people, self.console.live()
        versions = "" if desk is None else desk.for_support()
        seen = {*self._journal.people, self.console.person()}
        entries = self._journal.newest_first()
        try:
            blot = Blot(seen) if people is None else people.blot(seen)
        except StationError as error:
            # without the names there is no telling whether a message holds one
            blot, entries = Blot(seen), (Entry(datetime.now().astimezone(), "fault", UNCHECKED.format(error=error)),)
        return for_support(versions, live.devices, entries, blot)

    def _leave(self) -> None:
        self.navigate.emit(self._back, "")

    def refresh(self, live: Live) -> None:
        """Show what came since."""
        if self._shown == self._journal.count:
            return
        self._shown = self._journal.count
        clear(self._rows)
        entries = self._journal.newest_first()
        for entry in entries[:SHOWN]:
            self._add(entry)
        if not entries:
            self._rows.addWidget(text("quiet", say("Nothing had to be said since the window was opened."), wrap=True))
        self._rows.addStretch(1)

    def _add(self, entry: Entry) -> None:
        word, tone = KINDS[entry.kind]
        at = text("secondary", f"{entry.at:%H:%M:%S}")
        at.setFixedWidth(round(64 * max(1.0, theme.scale())))
        words = text("body", told(plain(entry.text)), wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        chip = Chip(say(word), tone)
        line = row(at, chip, spacing=12)
        line.addWidget(words, 1)
        self._rows.addLayout(line)
        self._rows.addWidget(rule())
