"""The application and its one window: it pulls the console on two timers and passes keys to the view in front."""

from __future__ import annotations

import logging
import sys
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from station.events import DevicesChanged, Event, PersonReceived, StateChanged, TrialStored, Trouble
from station.model import TrialState
from station.office import Office
from ui import appearance, theme
from ui.bridge import Bridge
from ui.client_door import ClientDoor
from ui.device_strip import DeviceStrip
from ui.faults import Faults
from ui.journal import Journal
from ui.log_view import LogView
from ui.page import Page
from ui.qt_messages import quieten
from ui.shell import PageHeader, Rail, ViewArea, surrounded
from ui.tab_order import step
from ui.trail import Trail
from ui.views import VIEWS
from ui.widgets.buttons import ENTER_KEYS
from ui.widgets.checked_chip import CheckedChip
from ui.widgets.labels import scrolled
from ui.widgets.message_bar import MessageBar
from ui.widgets.narration import Narration
from ui.words import say, told

FRAME_MS, REFRESH_MS = 16, 100
DESIGN, SMALLEST = QSize(1440, 900), QSize(480, 320)
"""What the design is drawn for, and how small the window may be; below its need a view scrolls."""
LOG = "log"
"""The view behind the message bar; the rail does not name it."""
RUNNING = (
    *(TrialState.WEIGH, TrialState.READY, TrialState.COUNTDOWN, TrialState.GO, TrialState.HOLD),
    *(TrialState.REST, TrialState.BREAK),
)


def create_app(look: str = "light", font_scale: float = 1.0) -> QApplication:
    """The one QApplication, dressed in ``light``, ``dark`` or ``contrast``, with its fonts registered."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    if app.platformName() == "offscreen":
        quieten()
    app.setApplicationName("Counterpoise")
    app.setStyle("Fusion")
    theme.register_fonts()
    theme.apply(app, theme.THEMES[look], font_scale)
    return app


class MainWindow(QMainWindow):
    """Rail, device strip, heading and the view in front.  Closing it ends the timers and the subscription."""

    def __init__(self, office: Office, *, start: str = "live") -> None:
        super().__init__()
        self.office = office
        self.console = office.console
        self._views = tuple(view for view in VIEWS if view.offered(office))
        self.setWindowTitle("Counterpoise")
        self.setMinimumSize(SMALLEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(self._first_size())
        self._pages: dict[str, Page] = {}
        self._front, self._held, self._trail = "", False, Trail()
        self.journal = Journal()
        self.journal.people.add(self.console.person())
        self._at_close = ExitStack()
        """What ends when the window closes, the last first; nothing when it closes again."""
        logging.getLogger().addHandler(self.journal)
        self._at_close.callback(logging.getLogger().removeHandler, self.journal)
        self._wear()
        self.door = ClientDoor(self.console, self)
        self.door.silent.connect(self._tell)
        self.door.asked.connect(lambda on: appearance.keep(office.settings, self._tell, sounds=on))
        self._furnish()
        self._faults = Faults(self._tell)
        self._at_close.callback(self._faults.close)
        self._bridge = Bridge(self.console)
        self._bridge.happened.connect(self._hear)
        self._at_close.callback(self._bridge.close)
        self._follow_the_system()
        self._slow, self._fast = QTimer(self), QTimer(self)
        self._fast.setTimerType(Qt.TimerType.PreciseTimer)
        self._slow.timeout.connect(self.refresh)
        self._fast.timeout.connect(self._frame)
        self._keys()
        self._start = start
        self.settings_changed()
        # whoever chose something is still within that click
        desk = office.settings
        if desk is not None:
            self._at_close.callback(desk.subscribe(lambda: QTimer.singleShot(0, self, self.settings_changed)))
        self._strip.show_devices(self.console.live().devices, "")
        for problem in office.settings.problems if office.settings is not None else ():
            self._tell(problem)
        # the window first, the view (and pyqtgraph with it) after the first paint
        QTimer.singleShot(0, self._begin)

    def _furnish(self) -> None:
        """Make everything that surrounds the views; again when the language or the size of type changes."""
        self._rail, self._strip, self.header, self._stack, self._notice = (
            Rail(self._views),
            DeviceStrip(),
            PageHeader(),
            QStackedWidget(),
            MessageBar(),
        )
        self._area = ViewArea(self._stack)
        self._checked = CheckedChip(self.office.devices, self.show_view)
        self._strip.add_tools([self._checked, *self.door.tools])
        self._notice.log_wanted.connect(lambda: self.show_view(LOG, self._front))
        self._rail.wanted.connect(self.show_view)
        self._rail.theme_wanted.connect(self._switch_theme)
        self._narration = self._narrator()
        self._assemble()

    def _narrator(self) -> Narration | None:
        """The line that tells the story of a demo; None where there is no demo."""
        if self.office.demo is None:
            return None
        offered = {view.key for view in self._views}
        narration = Narration(self.office.demo, offered.__contains__)
        narration.wanted.connect(self.show_view)
        narration.client_wanted.connect(lambda wanted: self.door.open(wanted=wanted))
        return narration

    def _assemble(self) -> None:
        above = [self._strip, self._notice, *([] if self._narration is None else [self._narration])]
        self.setCentralWidget(scrolled(surrounded(self._rail, above, self.header, self._area), across=True))

    def _first_size(self) -> QSize:
        screen = self.screen()
        # the screen of the offscreen platform is made up and bounds nothing
        real = screen is not None and QApplication.platformName() != "offscreen"
        return DESIGN.boundedTo(screen.availableSize()) if real else DESIGN

    def _keys(self) -> None:
        # a shortcut comes before the focused widget, so Space is never both a click and the primary action
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self, self._primary)
        space.setAutoRepeat(False)
        self._pedal = QShortcut(self)
        self._pedal.setAutoRepeat(False)
        self._pedal.activated.connect(self._primary)
        QShortcut(QKeySequence("Ctrl+L"), self, lambda: self.show_view(LOG, self._front))
        for key in ("Esc", "R", "K", "M", "N", "T", "Ctrl+Z"):
            shortcut = QShortcut(QKeySequence(key), self, lambda k=key: self._command(k))
            shortcut.setAutoRepeat(False)
        for number, view in enumerate(self._views, start=1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, lambda key=view.key: self.show_view(key))
        for number in range(1, 10):
            QShortcut(QKeySequence(str(number)), self, lambda n=number: self._choose(n)).setAutoRepeat(False)

    def _begin(self) -> None:
        if not self._front:
            self.show_view(self._start)
        self.setFocus()
        self._slow.start(REFRESH_MS)
        self._fast.start(FRAME_MS)

    # what others ask of the window ------------------------------------------------------------------------------

    def page(self, key: str) -> Page:
        """The view with this key, made when it is first asked for.  Raises KeyError for one that is not offered."""
        if key == LOG and key not in self._pages:
            self._add(LOG, LogView(self.office, self.journal))
        if key not in self._pages:
            view = next((each for each in self._views if each.key == key), None)
            if view is None:
                raise KeyError(f"no view {key!r}; there are {', '.join(each.key for each in self._views)}")
            self._add(key, view.factory(self.office))
        return self._pages[key]

    def _add(self, key: str, page: Page) -> None:
        page.navigate.connect(self.show_view)
        page.heading_changed.connect(self._head)
        page.message.connect(self._tell)
        self._stack.addWidget(page)
        self._pages[key] = page

    def show_view(self, key: str, argument: str = "") -> None:
        """Bring a view to the front; ``argument`` is a trial id or empty."""
        page = self.page(key)
        if key in ("person", "report"):
            self.journal.people.add(argument)
        if self._front and key not in (self._front, LOG) and not self.faults:
            self._notice.show_text("")
        self._front = key
        self._trail.went_to(key)
        self._rail.show_front(key)
        self._area.show_page(page)
        page.enter(argument)
        self.refresh()

    def open_review(self, trial_id: str) -> None:
        """Open a stored trial."""
        self.show_view("review", trial_id)

    def screenshot(self, path: Path | str) -> None:
        """Write what the window shows now as a PNG.  Raises OSError when the file cannot be written."""
        if not self._front:
            self._begin()
        self.refresh()
        self._frame()
        # what was just put into a scrolling list has its height only after a second round
        for _ in range(3):
            QApplication.processEvents()
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        if not self.grab().save(str(path), "PNG"):
            raise OSError(f"the picture cannot be written to {path}")

    @property
    def offered_views(self) -> tuple[str, ...]:
        """Keys of the views that this station has, in the rail's order."""
        return tuple(view.key for view in self._views)

    @property
    def faults(self) -> list[BaseException]:
        """What code inside the window raised since it was opened, each kind and place once."""
        return self._faults.kept

    @property
    def front(self) -> str:
        """Key of the view in front."""
        return self._front

    def refresh(self) -> None:
        """Pull the state and show it; ten times a second by itself."""
        live = self.console.live()
        if self._held:
            self.settings_changed()
        self._strip.show_devices(live.devices, live.devices_note)
        self._checked.look()
        if self._front:
            self._pages[self._front].refresh(live)
            self._area.show_page(self._pages[self._front])
            self._head()

    # ------------------------------------------------------------------------------------------------------------

    def _frame(self) -> None:
        if (page := self._pages.get(self._front)) is not None and page.animated:
            page.frame()

    def _head(self) -> None:
        if (page := self._pages.get(self._front)) is not None:
            self.header.show_heading(page.heading())

    def _hear(self, event: Event) -> None:
        if isinstance(event, PersonReceived):
            self.journal.people.add(event.person)
        for page in self._pages.values():
            page.hear(event)
        if isinstance(event, TrialStored):
            self._stored(event.trial_id)
        elif isinstance(event, StateChanged) and event.state in RUNNING and self._front == "review":
            self.show_view("live")
        elif isinstance(event, DevicesChanged | StateChanged):
            self.refresh()
        elif isinstance(event, Trouble) and not (self._front and self._pages[self._front].shows_trouble):
            # the live view shows the trouble of the running test itself
            self._tell(told(event.text))
        if isinstance(event, Trouble):
            self.journal.note(event.text)

    def _primary(self) -> None:
        self.header.run_primary()

    def _tell(self, words: str) -> None:
        """Say this over every view, and keep it in the log."""
        if words:
            self.journal.note(words)
        self._notice.show_text(words)

    # settings ---------------------------------------------------------------------------------------------------

    def _wear(self) -> bool:
        """Look and speak as the settings say; says whether what is shown has to be made anew."""
        app, desk = QApplication.instance(), self.office.settings
        if desk is None or not isinstance(app, QApplication):
            return False
        return appearance.wear(app, desk.now())

    def settings_changed(self) -> None:
        """Follow the settings as they are now."""
        desk, front = self.office.settings, self._pages.get(self._front)
        if desk is not None:
            settings = desk.now()
            self._pedal.setKey(QKeySequence("" if settings.pedal == "none" else appearance.PEDALS[settings.pedal]))
            self.door.follow(settings.sounds, settings.volume)
            if appearance.makes_anew(settings) and appearance.half_typed(front):
                if not self._held:
                    self._tell(say(appearance.WAITS))
                self._held = True
                return
        if self._held:
            self._notice.take_back(say(appearance.WAITS))
            self._held = False
        if self._wear():
            self._refurnish()

    def _refurnish(self) -> None:
        """Make all views anew; what was chosen in them goes, the running test does not notice."""
        front = self._front or self._start
        name = focus.objectName() if (focus := self.focusWidget()) is not None else ""
        waiting = self._notice.waiting
        for tool in self.door.tools:
            tool.setParent(self)
        self.door.say_anew()
        for page in self._pages.values():
            page.blockSignals(True)
        self._pages, self._front = {}, ""
        self._furnish()
        for words in waiting:
            self._notice.show_text(words)
        self.show_view(front)
        again = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()

    def _follow_the_system(self) -> None:
        """Light and dark with the system, where it says so and the settings leave it to it."""
        changed = QGuiApplication.styleHints().colorSchemeChanged
        changed.connect(self._system_changed)
        self._at_close.callback(changed.disconnect, self._system_changed)

    def _system_changed(self) -> None:
        desk = self.office.settings
        if desk is not None and desk.now().theme == "system":
            self._wear()

    def _stored(self, trial_id: str) -> None:
        """The trial that was just done is decided on where it ran; another one, such as a recovered one, is opened."""
        state = self.console.live().state
        if state in (TrialState.REVIEW, TrialState.STOPPED):
            if self._front == "live":
                self.refresh()
            else:
                self.show_view("live")
        elif state not in RUNNING:
            # of a test that was left for another, which runs already, it waits in the day's list
            self.open_review(trial_id)

    def _command(self, key: str) -> None:
        heading = self.header.heading
        for command in (heading.secondary, heading.primary, *heading.more):
            if command is not None and command.key == key:
                command.run()
                return
        if key == "Esc" and (before := self._trail.back(self, self.console.live())):
            self.show_view(before)
        if len(key) == 1:
            self._typed(key.lower())

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, (self.header, self._stack, self._notice, self._strip, self._rail), forward=forward)

    def _choose(self, number: int) -> None:
        if (page := self._pages.get(self._front)) is not None:
            page.choose(number)

    def _typed(self, letters: str) -> None:
        if (page := self._pages.get(self._front)) is not None:
            page.typed(letters)

    def _switch_theme(self) -> None:
        app, desk = QApplication.instance(), self.office.settings
        other = theme.LIGHT if theme.active().name != theme.LIGHT.name else theme.DARK
        if desk is not None:
            appearance.keep(desk, self._tell, theme=other.name)
        elif isinstance(app, QApplication):
            theme.apply(app, other, theme.scale(), theme.sides())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self._primary()
        elif event.text().isprintable() and event.text().strip():
            self._typed(event.text())
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._slow.stop()
        self._fast.stop()
        self.door.close()
        for page in self._pages.values():
            page.ending()
        self._at_close.close()
        super().closeEvent(event)
