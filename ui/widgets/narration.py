"""One line that tells what is seen while a story or a script runs, how far it is, and the button that stops it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from station.desks.demo import DemoDesk, StoryNow
from ui import theme
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import Icon, text
from ui.words import say, told

LOOK_MS = 100


class Narration(QFrame):
    """Goes on with the story of the desk; there only while there is one."""

    wanted = Signal(str, str)
    """View key and argument that the window should show."""
    client_wanted = Signal(bool)

    def __init__(self, desk: DemoDesk, offered: Callable[[str], bool]) -> None:
        """``offered`` says whether this window has a view."""
        super().__init__()
        self.setObjectName("narration")
        self.setProperty("banner", "story")
        self._desk, self._offered = desk, offered
        self._number = -1
        self._client = False
        self._chapter, self._line = text("caption"), text("body", wrap=True)
        self._part = Part()
        self.stop = ActionButton("story-stop", "small", say("Stop"), "F4")
        self.stop.clicked.connect(lambda _=False: self.end())
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._chapter)
        words.addWidget(self._line)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(Icon("demo", 26))
        line.addLayout(words, 1)
        line.addWidget(self.stop)
        line.setContentsMargins(theme.MARGIN, 10, theme.MARGIN, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._part)
        self.setVisible(False)
        QShortcut(QKeySequence("F4"), self, self._asked_to_stop)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)

    def look(self) -> None:
        """Go on with the story, and show where it is."""
        now = self._desk.story()
        self.setVisible(now is not None)
        if now is None:
            self._show_client(False)
            self._number = -1
            return
        if now.number != self._number:
            self._number = now.number
            self._tell(now)

    def end(self) -> None:
        """Stop the story, or the script, where it is."""
        self._desk.end_story()
        self.look()

    def _asked_to_stop(self) -> None:
        if self.isVisible():
            self.end()

    def _tell(self, now: StoryNow) -> None:
        self._chapter.setText(told(now.chapter))
        self._chapter.setVisible(bool(now.chapter))
        self._line.setText(told(now.line))
        self.setAccessibleName(told(now.line))
        self._part.show_part(now.part)
        if now.view and self._offered(now.view):
            self.wanted.emit(now.view, now.argument)
        self._show_client(now.client_screen)

    def _show_client(self, wanted: bool) -> None:
        if wanted is not self._client:
            self._client = wanted
            self.client_wanted.emit(wanted)


class Part(QWidget):
    """How much is over, as a thin line."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(3)
        self._part = 0.0

    def show_part(self, part: float) -> None:
        """From 0 to 1."""
        self._part = part
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.active()
        painter.fillRect(self.rect(), QColor(look.line))
        painter.fillRect(QRectF(0, 0, self.width() * self._part, self.height()), QColor(look.left))
        painter.end()
