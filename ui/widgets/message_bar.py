"""What went wrong that no view shows: one sentence with its next step over every view, and the way to the log."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui import theme
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import Icon, text
from ui.words import say


class MessageBar(QFrame):
    """There only while there is something to say; the newest sentence, and how many wait behind it."""

    log_wanted = Signal()
    MOST = 20

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("banner", "message")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, 8, theme.MARGIN, 8)
        layout.setSpacing(12)
        self._waiting: list[str] = []
        self._text = text("bannerTrouble", wrap=True)
        self._log = ActionButton("notice-log", "tiny", say("Log"))
        self._dismiss = ActionButton("notice-dismiss", "tiny", say("Dismiss"))
        self._log.clicked.connect(lambda _=False: self.log_wanted.emit())
        self._dismiss.clicked.connect(lambda _=False: self.dismiss())
        layout.addWidget(Icon("warn", 22, "trouble"))
        layout.addWidget(self._text, 1)
        layout.addWidget(self._log)
        layout.addWidget(self._dismiss)
        self.setVisible(False)

    @property
    def waiting(self) -> tuple[str, ...]:
        """What was said and not dismissed, the newest last."""
        return tuple(self._waiting)

    def show_text(self, words: str) -> None:
        """Say this, or nothing."""
        if not words:
            self._waiting.clear()
        elif words in self._waiting:
            self._waiting.remove(words)
        if words:
            self._waiting = [*self._waiting, words][-self.MOST :]
        self._show()

    def take_back(self, words: str) -> None:
        """This holds no more."""
        self._waiting = [each for each in self._waiting if each != words]
        self._show()

    def dismiss(self) -> None:
        """Take the sentence that is shown away; the one before it comes back."""
        if self._waiting:
            self._waiting.pop()
        self._show()

    def _show(self) -> None:
        words = self._waiting[-1] if self._waiting else ""
        more = len(self._waiting) - 1
        self._text.setText(words)
        self.setAccessibleName(words)
        label = say("Dismiss ({count} more)", count=more) if more > 0 else say("Dismiss")
        self._dismiss.show_as(label, "")
        self.setVisible(bool(words))
