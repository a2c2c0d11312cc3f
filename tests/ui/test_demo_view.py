"""The panel of a demo: people, faults, time and tests; the story's line over every view."""

from dataclasses import replace

import pytest
from fake_console import FakeConsole
from fake_demo_desk import FAULTS, FakeDemoDesk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from station.desks.demo import Deficit, DemoNow
from station.model import Side
from ui.demo_presenter import DemoPresenter
from ui.widgets.narration import Narration


@pytest.fixture
def desk():
    return FakeDemoDesk()


def test_faults_of_one_device_leave_out_what_it_cannot_have(desk):
    presenter = DemoPresenter(desk)
    everything = [line.key for _, lines in presenter.groups() for line in lines]
    presenter.device = "left grip"
    of_the_grip = [line.key for _, lines in presenter.groups() for line in lines]
    assert set(everything) - set(of_the_grip) == {"unplug"}


def test_a_part_without_a_side_weakens_the_left_and_no_side_is_nobody(desk):
    presenter = DemoPresenter(desk)
    presenter.weaken(DemoNow("back"), part="0.3")
    presenter.weaken(desk.now(), side="right")
    presenter.weaken(desk.now(), side="")
    assert desk.calls == [
        ("weaken", Deficit(Side.LEFT, 0.3)),
        ("weaken", Deficit(Side.RIGHT, 0.3)),
        ("weaken", Deficit()),
    ]


def test_what_goes_wrong_is_said_newest_first_and_trouble_before_all(desk):
    presenter = DemoPresenter(desk)
    assert presenter.happening(desk.now()) == "Nothing goes wrong at the moment."
    desk.let_happen("slip")
    desk.let_happen("silence")
    assert presenter.happening(desk.now()).startswith(f"Going wrong: {FAULTS[0].title}; ")
    assert presenter.happening(replace(desk.now(), trouble="This cannot happen here.")) == "This cannot happen here."


def test_tests_of_the_person_come_first(desk):
    lines = DemoPresenter(desk).tests(DemoNow("well"), FakeConsole("idle").cards)
    assert lines[0].key == "cmj"


def test_the_panel_is_worked_with_clicks(open_window):
    window = open_window("idle", "demo")
    desk = window.office.demo

    def click(name):
        QTest.mouseClick(window.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)

    click("demo-person-well")
    click("demo-side-right")
    click("demo-tired-1")
    click("demo-speed-2")
    click("demo-device-plates")
    click("demo-fault-silence")
    assert desk.calls == [
        ("play", "well"),
        ("weaken", Deficit(Side.RIGHT, 0.2)),
        ("tire", 1.0),
        ("set_speed", 2.0),
        ("let_happen", "silence", "plates"),
    ]
    QTest.keyClick(window, Qt.Key.Key_M)
    assert desk.calls[-1] == ("mend",)
    click("demo-test-cmj")
    assert desk.calls[-1] == ("do_test", "cmj")
    assert window.front == "live"


def test_the_story_is_told_over_every_view_opens_the_client_screen_and_stops_at_any_time(open_window, qtbot):
    window = open_window("hold", "demo")
    desk = window.office.demo
    narration = window.findChild(Narration)
    QTest.keyClick(window, Qt.Key.Key_Space)
    narration.look()
    assert narration.isVisible()
    assert window.front == "live"
    assert window.door.client is None
    desk.moment = 1
    narration.look()
    assert window.door.client is not None
    desk.moment = 2
    narration.look()
    assert window.front == "live", "a view that this station does not have is passed over"
    assert window.door.client is None
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert desk.calls[-1] == ("end_story",)
    assert not narration.isVisible()
