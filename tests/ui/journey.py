"""A therapist's day on virtual time behind the real window: simulated devices and client, real clicks and keys.

The clinic's loop runs in the window's thread, a little at each look, so that minutes of a visit take seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialogButtonBox, QLabel, QWidget

from simulators.body import Person
from simulators.clock import VirtualTimeLoop
from station.commands.client import Body, Repertoire
from station.commands.report_words import told_in
from station.commands.virtual_clinic import VirtualClinic
from station.model import TrialState
from station.office import Office
from station.people_desk import PeopleRoom
from station.report_desk import ReportDesk
from station.review_desk import ReviewDesk
from station.settings import settle
from station.settings_room import SettingsRoom
from ui.app import MainWindow

LOOK_S, WORKING_LOOK_S = 0.3, 1.0
"""How long somebody looks before they look again; while the client works or rests there is nothing to press."""
LONGEST_S, MOST_TABS = 240.0, 60
WORKING = (TrialState.COUNTDOWN, TrialState.GO, TrialState.HOLD, TrialState.REST)


class ClinicBehindTheWindow(VirtualClinic):
    """What the window asks for happens when the clinic's time goes on, as it does between threads."""

    def __init__(self, folder: Path, client: Repertoire, **others: object) -> None:
        super().__init__(folder, client, **others)  # type: ignore[arg-type]
        self.loop = VirtualTimeLoop()

    def post(self, job: Callable[[], None]) -> None:
        self.loop.call_soon(job)

    def later(self, job: Callable[[], None]) -> None:
        self.loop.call_soon(lambda: VirtualClinic.later(self, job))

    def go_on(self, seconds: float = LOOK_S) -> None:
        """Let this much of the clinic's time pass."""

        async def pass_by() -> None:
            await self.clock.sleep(seconds)

        self.loop.run_until_complete(pass_by())


class Hands:
    """One person at the window: every click and every key is real, and counted."""

    def __init__(self, window: MainWindow, clinic: ClinicBehindTheWindow) -> None:
        self.window, self.clinic = window, clinic
        self.clicks = self.keys = 0
        self.clicks_to_recording: int | None = None
        self.keys_to_recording: int | None = None

    def look(self, seconds: float = LOOK_S) -> None:
        """Time passes, and the screen shows it."""
        self.clinic.go_on(seconds)
        QApplication.processEvents()
        self.window.refresh()
        QApplication.processEvents()
        if self.clinic.archive.recording and self.clicks_to_recording is None:
            self.clicks_to_recording, self.keys_to_recording = self.clicks, self.keys

    def until_read(self, holds: Callable[[], bool], what: str) -> None:
        """Wait for what is read on a thread of its own, in real time."""
        ends_s = time.monotonic() + 20.0
        while not holds():
            assert time.monotonic() < ends_s, what
            QTest.qWait(20)

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait for something that is seen, so long as a patient person would."""
        begun_s = self.clinic.clock.now()
        while not holds():
            waited_s = self.clinic.clock.now() - begun_s
            live = self.clinic.live()
            assert waited_s < LONGEST_S, (
                f"{what}: not after {waited_s:.0f} s; {live.state}, {live.prompt}, {live.trouble}"
            )
            self.look()

    def click(self, name: str) -> None:
        """Click the button of this name, in its middle."""
        found = [each for each in self.window.findChildren(QAbstractButton, name) if each.isVisible()]
        assert found, f"there is no button {name} to be seen"
        assert found[0].isEnabled(), f"{name} cannot be pressed"
        assert not found[0].visibleRegion().isEmpty(), f"{name} is out of sight"
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        self.clicks += 1
        self.look()

    def press(self, key: Qt.Key | str) -> None:
        """Press a key, wherever the keyboard is."""
        target = self.window.focusWidget() or self.window
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)
        self.keys += 1
        self.look()

    @property
    def says(self) -> str:
        """What the primary button says; empty when it is not there."""
        primary = self.window.header.heading.primary
        return "" if primary is None else primary.label

    def space_when(self, begins: str) -> None:
        """Press Space once the primary button says this."""
        self.until(lambda: self.says.startswith(begins), f"a primary button that says {begins!r}, not {self.says!r}")
        self.press(Qt.Key.Key_Space)

    def in_state(self, *states: TrialState) -> None:
        self.until(lambda: self.clinic.live().state in states, f"one of {states}")

    def rest_to_the_end(self) -> None:
        """Let the client rest as long as the battery has it."""
        while self.clinic.live().state is TrialState.BREAK:
            self.look(5.0)

    def tab_to(self, name: str) -> None:
        """Press Tab until this is what the keys go to."""
        for _ in range(MOST_TABS):
            focus = self.window.focusWidget()
            if focus is not None and focus.objectName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"{name} is not reached in {MOST_TABS} steps of Tab")

    def take_dialog(self, opens: Callable[[], None], *, mouse: bool = False) -> None:
        """``opens`` opens a dialog, which keeps whoever opened it waiting; what it suggests is taken."""
        taken = []

        def take() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None:
                return
            timer.stop()
            taken.append(dialog.windowTitle())
            box = dialog.findChild(QDialogButtonBox)
            if mouse and box is not None:
                QTest.mouseClick(box.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)
            else:
                QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)

        timer = QTimer(self.window)
        timer.timeout.connect(take)
        timer.start(50)
        opens()
        timer.stop()
        assert len(taken) == 1, "no dialog came"
        self.clicks, self.keys = self.clicks + mouse, self.keys + (not mouse)

    def run_a_trial(self, go_on: Callable[[str], None], until: TrialState | None = None) -> None:
        """From wherever the prepared test stands to its stored trial, or ``until`` it is in this state.

        ``go_on`` presses what the button says.
        """
        while not self.stored and self.clinic.live().state is not until:
            live = self.clinic.live()
            ready = live.weigh is not None and live.weigh.still if live.state is TrialState.WEIGH else True
            waits = (TrialState.BREAK, TrialState.ZERO, TrialState.WEIGH, TrialState.READY)
            if live.state in waits and self.says and ready:
                go_on(self.says)
            else:
                self.look(WORKING_LOOK_S if live.state in WORKING else LOOK_S)

    @property
    def stored(self) -> bool:
        live = self.clinic.live()
        return live.state in (TrialState.REVIEW, TrialState.STOPPED) and bool(live.visit.course.trial_id)


def brief(person: Person) -> Body:
    """Somebody who holds and pushes no longer than a test needs."""
    return Body(person, hold_s=6.0, push_s=2.0, rest_s=1.0)


@contextmanager
def at_the_window(
    folder: Path, start: str = "live", *, person: Person | None = None, pedal: str = "none", **others: object
) -> Iterator[Hands]:
    """An open window over a running clinic, this morning at nine."""
    client = brief(person or Person())
    others.setdefault("began", datetime.now().astimezone().replace(hour=9, minute=0, second=0, microsecond=0))
    with ClinicBehindTheWindow(folder, client, **others) as clinic:
        running = clinic.running()
        clinic.loop.run_until_complete(running.__aenter__())
        people = PeopleRoom(clinic.store, clinic.folders, simulated=True)
        worn = {"language": "en", "theme": "light", "pedal": pedal}
        office = Office(
            clinic,
            reviewing=ReviewDesk(clinic.store, clinic.folders),
            reports=ReportDesk(clinic.store, clinic.folders, told_in),
            people=people,
            settings=SettingsRoom(clinic.folders, settle(clinic.folders), worn, clinic.store),
        )
        window = MainWindow(office, start=start)
        # the test pulls the screen itself: what is seen is then the same on every run
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window, 5000)
        window.show_view(start)
        QApplication.processEvents()
        try:
            yield Hands(window, clinic)
        finally:
            faults = list(window.faults)
            window.close()
            window.deleteLater()
            QApplication.processEvents()
            people.close()
            clinic.loop.run_until_complete(running.__aexit__(None, None, None))
            clinic.loop.close()
            assert faults == []


def texts(widget: QWidget) -> str:
    """Everything that is written on a widget."""
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
