"""The client's screen as a window: what is drawn, what opens and closes it, what flashes."""

from dataclasses import replace

import numpy as np
import pytest
from fake_console import HOLD, IDLE
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from test_client_presenter import BRIDGE, lane
from test_sounds import FakeOutput

from station.feedback.state import Feedback, HoldNow, Point, TempoNow
from station.model import Side, TrialState
from ui import theme
from ui.app import create_app
from ui.client_door import ClientDoor
from ui.client_window import ClientWindow
from ui.sounds import Sounds

ROAD = tuple(Point(0.1 * k - 1.0, 60.0 + 20.0 * np.sin(0.2 * k)) for k in range(51))
KINDS = {
    "bars": replace(HOLD, feedback=BRIDGE),
    "push": replace(
        HOLD,
        state=TrialState.GO,
        feedback=Feedback((lane(Side.LEFT, 120.0, 150.0, 170.0),), wanted_reps=3, all_out=True, words="Push harder!"),
    ),
    "path": replace(
        HOLD, state=TrialState.GO, feedback=Feedback((lane(Side.LEFT, 75.0, 70.0, 90.0, path=ROAD, score=87.0),))
    ),
    "shift": replace(
        HOLD,
        state=TrialState.GO,
        feedback=Feedback((lane(Side.LEFT, 480.0, 448.0, 512.0, whole_n=640.0), lane(Side.RIGHT, 160.0)), shifts=True),
    ),
    "tempo": replace(
        HOLD, state=TrialState.GO, feedback=Feedback((), tempo=TempoNow("lower", 0.5, 2, None, None, None))
    ),
    "clock": replace(HOLD, feedback=Feedback((lane(Side.LEFT, 200.0),), hold=HoldNow(23.0, 60.0, False))),
    "countdown": replace(HOLD, state=TrialState.COUNTDOWN, countdown_s=2.0, feedback=BRIDGE),
    "welcome": IDLE,
}


@pytest.fixture
def client(app):
    made = []

    def make(look="dark", size=(1280, 720)):
        create_app(look)
        window = ClientWindow()
        window.resize(*size)
        window.show()
        made.append(window)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()


def picture(window):
    QApplication.processEvents()
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def colours(image):
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1) & 0xFFFFFF


def part_of(image, colour):
    return float((colours(image) == int(colour[1:], 16)).mean())


@pytest.mark.parametrize("size", [(1280, 720), (700, 900), (2560, 720)])
def test_every_kind_of_feedback_fills_windows_of_any_shape(client, size):
    window = client(size=size)
    for name, live in KINDS.items():
        window.show_live(live)
        window.settle()
        image = picture(window)
        ink = (colours(image) != int(theme.DARK.background[1:], 16)).nonzero()
        assert ink[0].size > 0.003 * image.width() * image.height(), f"{name} is hardly to be seen"
        for axis, whole in ((0, image.height()), (1, image.width())):
            assert ink[axis].min() >= 1, f"{name} touches the edge"
            assert ink[axis].max() <= whole - 2, f"{name} touches the edge"


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_left_and_right_have_their_colours_and_their_sides_in_every_look(client, look):
    window = client(look)
    window.show_live(KINDS["bars"])
    window.settle()
    image, colour = picture(window), theme.active()
    left, right = ((colours(image) == int(each[1:], 16)).nonzero()[1] for each in (colour.left, colour.right))
    assert left.size > 1000
    assert right.size > 1000
    assert left.max() < right.min(), "left is left"


def test_more_force_is_a_higher_bar_once_it_has_glided_there(client):
    window = client()
    window.show_live(KINDS["push"], 0.0)
    window.settle()
    low = part_of(picture(window), theme.DARK.left)
    harder = replace(KINDS["push"], feedback=Feedback((lane(Side.LEFT, 160.0, 150.0, 170.0),), all_out=True))
    for frame in range(60):
        window.show_live(harder, 0.016 * (frame + 1))
    assert part_of(picture(window), theme.DARK.left) > 1.2 * low


def test_the_main_window_opens_and_closes_it_by_key_and_button_and_takes_it_along(open_window, qtbot):
    window = open_window("hold")
    QTest.keyClick(window, Qt.Key.Key_F9)
    client = window.door.client
    assert client is not None
    assert client.isVisible()
    client.activateWindow()
    assert QTest.qWaitForWindowActive(client, 3000)
    QTest.keyClick(client, Qt.Key.Key_Escape)
    assert window.door.client is None
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 3000)
    QTest.mouseClick(window.door.screen_button, Qt.MouseButton.LeftButton)
    again = window.door.client
    assert again is not None
    window.close()
    assert window.door.client is None
    assert not again.isVisible()


class Deaf:
    """An output that there is not."""

    def start(self, render):
        return "No sound output here."

    def stop(self):
        pass


def test_what_is_heard_flashes_on_both_windows_and_a_silent_computer_says_so_when_asked(app, qtbot):
    from fake_console import FakeConsole

    window, console = QWidget(), FakeConsole("countdown")
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    door = ClientDoor(console, window, Sounds(Deaf))
    said = []
    door.silent.connect(said.append)
    door.toggle()
    door.frame()
    client = door.client
    lit = [each for each in (*window.children(), *client.children()) if each.objectName() == "flash"]
    assert [flash.isVisible() for flash in lit] == [True, True]
    qtbot.waitUntil(lambda: not any(flash.isVisible() for flash in lit))
    assert said == []
    door.sound_button.click()
    door.sounds.settled()
    door.frame()
    assert said == ["No sound output here."]
    assert door.sound_button.accessibleName() == "No sound output here."
    for outputs, told in ((Deaf, ["No sound output here."]), (FakeOutput, [])):
        door.sounds._make_output = outputs
        said.clear()
        for _ in range(2):  # off, and on again
            door.sound_button.click()
            door.sounds.settled()
            door.frame()
        assert said == told
    door.close()
