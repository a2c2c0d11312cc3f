"""The client's screen: a window of its own, on the second display where there is one."""

from __future__ import annotations

import time

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from station.model import Live
from ui import theme
from ui.client_presenter import WAITING, ClientPresenter, ClientScreen, Kind, glided
from ui.widgets.client_stages import STAGES, Stage, fitted, number, unit_of
from ui.widgets.flash import Flash
from ui.words import say


class Words(Stage):
    """What the client is told, in one or two lines; alone on the screen it is larger."""

    def draw(self, painter: QPainter, look: theme.Theme, unit: float) -> None:
        screen, box = self.screen_now, QRectF(self.rect()).adjusted(8, 0, -8, 0)
        alone = screen.kind is Kind.WORDS and not screen.number
        painter.setPen(QColor(look.ink))
        painter.setFont(fitted(screen.words, box, (96 if alone else 60) * unit))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), screen.words)


class Number(Stage):
    """The big number below what is followed."""

    def draw(self, painter: QPainter, look: theme.Theme, unit: float) -> None:
        if self.screen_now.number:
            box = QRectF(self.rect())
            px = min(150 * unit, box.height() * 0.98)
            number(painter, look, box, self.screen_now.number, self.screen_now.of, px)


class ClientWindow(QWidget):
    """Shows ``Live.feedback`` and nothing else: no name, no diagnosis, no numbers of the therapist."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clientWindow")
        self.say_anew()
        self.setMinimumSize(320, 240)
        self.resize(1024, 640)
        self._presenter = ClientPresenter()
        self._wanted = self._shown = WAITING
        self._live: Live | None = None
        self._made_s = self._framed_s = time.monotonic()
        self._words, self._number, self._middle = Words(), Number(), QStackedWidget()
        self._stages = {kind: make() for kind, make in STAGES.items()}
        for stage in self._stages.values():
            self._middle.addWidget(stage)
        column = QVBoxLayout(self)
        column.addWidget(self._words)
        column.addWidget(self._middle, 1)
        column.addWidget(self._number)
        self._middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._parts: tuple[Kind, bool, bool] | None = None
        self._flash = Flash(self)
        self._measure()
        self._put(WAITING)

    def say_anew(self) -> None:
        """Say its name in the language of now; what it shows follows with the next state."""
        self.setWindowTitle(say("Client screen"))
        self.setAccessibleName(say("Client screen"))

    @property
    def shown(self) -> ClientScreen:
        """What is on the screen now."""
        return self._shown

    def show_live(self, live: Live, now_s: float | None = None) -> None:
        """Draw one frame: this state, as it looks ``now_s``."""
        now_s = time.monotonic() if now_s is None else now_s
        if live is not self._live:
            self._live, self._made_s = live, now_s
            self._wanted = self._presenter.screen(live)
        screen = glided(self._shown, self._wanted, max(0.0, now_s - self._framed_s), now_s - self._made_s)
        self._framed_s = now_s
        if screen != self._shown:
            self._put(screen)

    def flash(self, tone: str, *, strong: bool) -> None:
        """What is heard is seen as well."""
        self._flash.light(tone, strong=strong)

    def settle(self) -> None:
        """Show at once what the last state wants, without gliding there: for a picture."""
        self._put(self._wanted)

    def _put(self, screen: ClientScreen) -> None:
        alone = screen.kind is Kind.WORDS and not screen.number
        parts = (screen.kind, alone, screen.small)
        if parts != self._parts:
            self._parts = parts
            self._arrange(screen, alone=alone)
        self._shown = screen
        self._words.show_screen(ClientScreen(screen.kind, screen.words, screen.number and "-"))
        self._number.show_screen(ClientScreen(screen.kind, "", screen.number if screen.small else "", screen.of))
        self._stages[screen.kind].show_screen(screen)

    def _arrange(self, screen: ClientScreen, *, alone: bool) -> None:
        """Which of the three parts there are; within one kind nothing moves."""
        self._middle.setVisible(not alone)
        self._middle.setCurrentWidget(self._stages[screen.kind])
        self._number.setVisible(screen.small)

    def _measure(self) -> None:
        unit, layout = unit_of(self), self.layout()
        edge = round(36 * unit)
        if layout is not None:
            layout.setContentsMargins(edge, edge, edge, edge)
            layout.setSpacing(round(20 * unit))
        self._words.setMinimumHeight(round(150 * unit))
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._number.setFixedHeight(round(160 * unit))

    # Qt ---------------------------------------------------------------------------------------------------------------

    def open_beside(self, other: QWidget) -> None:
        """Fill the second display where there is one, else appear as a window."""
        here = other.screen()
        spare = [screen for screen in QGuiApplication.screens() if screen is not here]
        if spare:
            self.setGeometry(spare[0].geometry())
            self.showFullScreen()
        else:
            self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.active().background))
        painter.end()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F9):
            self.close()
        elif event.key() == Qt.Key.Key_F11:
            self.showNormal() if self.isFullScreen() else self.showFullScreen()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
