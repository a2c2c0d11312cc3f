"""Opens and closes the client's screen, and sees to it that what is heard is also seen: on both windows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from station.console import Console
from ui.client_window import ClientWindow
from ui.cues import Cue, Cues, Said, tone_of
from ui.sounds import Sounds
from ui.widgets.flash import Flash
from ui.widgets.tool_button import ToolButton
from ui.words import say

FRAME_MS = 16
LISTEN_MS = 50
"""So often a state is looked at for cues while no client screen is open."""
FLASHES = {
    Cue.COUNT: ("caution", False),
    Cue.GO: ("good", True),
    Cue.END: ("neutral", True),
    Cue.REST_OVER: ("caution", True),
}
"""Cue to tone and strength; the beat is seen as the ball that moves."""


class ClientDoor(QObject):
    """Owned by the main window; ``tools`` are the buttons that it puts into its strip."""

    silent = Signal(str)
    """Why there are no sounds although somebody wants them."""
    asked = Signal(bool)
    """Somebody switched the sounds on or off."""

    def __init__(self, console: Console, window: QWidget, sounds: Sounds | None = None) -> None:
        super().__init__(window)
        self._console, self._window = console, window
        self.sounds = Sounds() if sounds is None else sounds
        self.client: ClientWindow | None = None
        self._cues = Cues()
        self._flash = Flash(window)
        self.screen_button = ToolButton("client-screen", "client", "")
        self.sound_button = ToolButton("sounds", "sound_off", "")
        self.screen_button.clicked.connect(lambda _=False: self.toggle())
        self.sound_button.clicked.connect(lambda _=False: self._ask_for_sounds())
        for key, does in (("F9", self.toggle), ("F8", self._ask_for_sounds)):
            QShortcut(QKeySequence(key), window, does, context=Qt.ShortcutContext.WindowShortcut)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.frame)
        self._timer.start(LISTEN_MS)
        self._said_problem, self._asked = "", False
        self._set: bool | None = None
        self._label()

    @property
    def tools(self) -> tuple[QWidget, ...]:
        """The buttons, from left to right."""
        return self.sound_button, self.screen_button

    def toggle(self) -> None:
        """Open the client's screen, or close it."""
        if self.client is not None:
            self.client.close()
            return
        client = ClientWindow()
        client.closed.connect(self._closed)
        self.client = client
        client.show_live(self._console.live())
        client.open_beside(self._window)
        self._window.activateWindow()
        self._timer.start(FRAME_MS)
        self._label()

    def say_anew(self) -> None:
        """The language is another one now."""
        self._label()
        if self.client is not None:
            self.client.say_anew()

    def open(self, *, wanted: bool) -> None:
        """Have it open, or not."""
        if wanted is not (self.client is not None):
            self.toggle()

    def _ask_for_sounds(self) -> None:
        """Somebody presses the button, and is told why nothing is to be heard."""
        self._asked = True
        self.toggle_sounds()
        self.asked.emit(self.sounds.on)
        if self.sounds.on:
            self._said_problem = ""  # whoever asks anew is told anew
        self._look_for_problem()

    def follow(self, on: bool, volume: float) -> None:
        """Sounds as the settings have them; what F8 said holds until they are set otherwise."""
        self.sounds.synth.volume = volume
        if self._set is not on:
            self._set = on
            if self.sounds.on is not on:
                self.toggle_sounds()

    def toggle_sounds(self) -> None:
        """Sounds, or none."""
        self.sounds.switch(not self.sounds.on)
        self._label()

    def frame(self) -> None:
        """One look at the state: cues are said, the client's screen is drawn."""
        live = self._console.live()
        for said in self._cues.see(live):
            self._say(said)
        self.sounds.tone(tone_of(live))
        if self.client is not None:
            self.client.show_live(live)
        self._look_for_problem()

    def close(self) -> None:
        """The main window closes: so do the client's screen and the sound card."""
        self._timer.stop()
        if self.client is not None:
            self.client.close()
        self.sounds.close()

    # ------------------------------------------------------------------------------------------------------------------

    def _say(self, said: Said) -> None:
        self.sounds.say(said)
        flash = FLASHES.get(said.cue)
        if flash is None:
            return
        tone, strong = flash
        lit: list[Callable[..., None]] = [self._flash.light]
        if self.client is not None:
            lit.append(self.client.flash)
        for light in lit:
            light(tone, strong=strong)

    def _look_for_problem(self) -> None:
        """Why nothing is to be heard is known a moment after it was asked for; it is told to whoever asked."""
        if self.sounds.problem != self._said_problem:
            self._said_problem = self.sounds.problem
            if self._asked and self._said_problem:
                self.silent.emit(self._said_problem)
            self._label()

    def _closed(self) -> None:
        client, self.client = self.client, None
        if client is not None:
            client.deleteLater()
        self._timer.start(LISTEN_MS)
        self._label()

    def _label(self) -> None:
        is_open = self.client is not None
        words = say("Close the client screen (F9)") if is_open else say("Open the client screen (F9)")
        self.screen_button.show_as("client", words, checked=is_open)
        if self.sounds.on and self.sounds.problem:
            self.sound_button.show_as("sound_off", self.sounds.problem, checked=False)
        elif self.sounds.on:
            self.sound_button.show_as("sound", say("Sounds are on; switch them off (F8)"), checked=True)
        else:
            self.sound_button.show_as("sound_off", say("Sounds are off; switch them on (F8)"), checked=False)
