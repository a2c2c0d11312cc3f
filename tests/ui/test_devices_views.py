"""The views of the devices and of their examination: keys and buttons do what they say, and every state can be read."""

from dataclasses import replace

import pytest
from check_view import problems
from fake_devices_desk import EXAMS, FULL, TROUBLED, VIEWS, FakeDevicesDesk, FakeExaminingDesk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from station.model import Side
from ui.app import create_app
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import ElidedLabel


@pytest.fixture
def open_devices(open_window):
    """A window whose rooms of devices are these fakes, with one of the two views in front."""

    def make(view="devices", shown=FULL, exam=None):
        window = open_window("idle", view)
        page = window.page(view)
        desk, exams = FakeDevicesDesk(shown), FakeExaminingDesk(exam)
        if view == "devices":
            desk.calls = page._desk.calls
            page._desk.shown, page._exams.running = shown, exam
        exams = page._examining._desk
        exams.running = exam
        window.refresh()
        for _ in range(4):
            QApplication.processEvents()
        return window, page, (page._desk if view == "devices" else None), exams

    return make


def press(window, key):
    QTest.keyClick(window, key)


def read(window):
    """Everything that can be read now."""
    for _ in range(3):
        QApplication.processEvents()
    return " | ".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def button(window, name):
    return next(each for each in window.findChildren(ActionButton) if each.objectName() == name and each.isVisible())


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
@pytest.mark.parametrize("size", [(1280, 720), (1440, 900)])
def test_every_state_of_the_devices_and_of_a_check_can_be_read(look, size, open_devices):
    create_app(look)
    window, page, desk, exams = open_devices()
    window.resize(*size)
    found = {}
    for name, shown in VIEWS.items():
        desk.shown = shown
        window.refresh()
        for _ in range(3):  # what wraps has its height only after a second round
            QApplication.processEvents()
        found[name] = problems(window)
    desk.shown = FULL
    window.refresh()
    page._do("record", "visit:0")
    read(window)
    found["record"] = problems(window)
    page._do("daily", "visit:0")
    found["setup"] = problems(window)
    page._examining.close()
    for name, exam in EXAMS.items():
        exams.running = exam
        window.refresh()
        page.frame()
        for _ in range(3):
            QApplication.processEvents()
        found[name] = problems(window)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_day_begins_with_space_the_check_that_is_due_its_masses_and_its_steps(open_devices):
    window, _, _, exams = open_devices()
    assert window.header.primary.text() == "Check Progressor 2639"
    press(window, Qt.Key.Key_Space)
    assert "Daily check: Progressor 2639" in read(window)
    press(window, Qt.Key.Key_Space)
    assert exams.calls == [("begin", "visit:1", "daily", (5.0, 10.0, 20.0), "")]
    # the step in words, the key that says it is done, and the way out
    assert "front right corner of the left plate" in read(window)
    assert (window.header.primary.text(), window.header.secondary.text()) == ("20 kg is on", "Stop")
    press(window, Qt.Key.Key_Space)
    press(window, Qt.Key.Key_K)
    press(window, Qt.Key.Key_Escape)
    assert exams.calls[1:] == [("answer",), ("skip",), ("stop",)]
    window.refresh()
    assert "Nothing of it was kept" in read(window)
    press(window, Qt.Key.Key_Space)
    assert exams.calls[-1] == ("leave",)
    assert window.header.primary.text() == "Check Progressor 2639"


def test_masses_that_cannot_be_meant_keep_the_check_from_beginning(open_devices):
    window, page, _, exams = open_devices()
    page._do("verification", "visit:0")
    page._examining.setup._masses.setText("five")
    press(window, Qt.Key.Key_Space)
    assert exams.calls == []
    assert "These are no masses" in read(window)
    page._examining.setup._masses.setText("2,5  10")
    press(window, Qt.Key.Key_Space)
    assert exams.calls == [("begin", "visit:0", "verification", (2.5, 10.0), "")]


def test_the_keys_act_on_the_chosen_device_and_forgetting_asks_first(open_devices):
    window, _, desk, _ = open_devices()
    desk.calls.clear()
    press(window, Qt.Key.Key_2)
    press(window, Qt.Key.Key_Z)
    press(window, Qt.Key.Key_X)
    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_X)
    assert desk.calls == [
        ("zero", "visit:1"),
        ("assign", "visit:1", (Side.RIGHT,)),
        ("assign", "visit:0", (Side.RIGHT, Side.LEFT)),
    ]
    press(window, Qt.Key.Key_F)
    assert button(window, "device-0-forget").text() == "Forget it: sure?"
    assert len(desk.calls) == 3
    press(window, Qt.Key.Key_F)
    assert desk.calls[3:] == [("forget", "visit:0")]


def test_what_is_in_reach_is_connected_with_its_side_tapped_aligned_and_given_its_record(open_devices, tmp_path):
    window, page, desk, _ = open_devices()
    desk.calls.clear()
    button(window, "connect-left-near:ble:C0:11").click()
    press(window, Qt.Key.Key_T)
    press(window, Qt.Key.Key_A)
    press(window, Qt.Key.Key_S)
    press(window, Qt.Key.Key_C)
    page.choose_file = lambda: str(tmp_path / "record.json")
    press(window, Qt.Key.Key_L)
    assert desk.calls == [
        ("connect", "near:ble:C0:11", (Side.LEFT,)),
        ("identify",),
        ("align",),
        ("look",),
        ("load_record", "visit:0", tmp_path / "record.json"),
    ]
    assert "by Kim Berg" in read(window)
    desk.shown = replace(FULL, tapped="visit:2")
    window.refresh()
    assert "That was Progressor 1180." in read(window)


def test_trouble_says_what_happened_and_what_to_do(open_devices):
    window, *_ = open_devices(shown=TROUBLED)
    said = read(window)
    assert "Plug it in again" in said
    assert "Take everything off, then zero." in said
    assert "none: no forces are shown" in said
    chip = window._checked
    chip._looked_s = float("-inf")
    chip.look()
    assert chip.text() == "Check failed: Plates"


def test_devices_do_not_rest_while_somebody_looks_at_them(open_devices):
    window, _, desk, _ = open_devices()
    assert ("attend", True) in desk.calls
    window.show_view("live")
    assert desk.calls[-1] == ("attend", False)


def test_an_engineer_examines_signs_and_saves(open_devices, tmp_path):
    window, page, _, exams = open_devices("qa")
    whole = [each.full for each in window.findChildren(ElidedLabel)]
    assert "It does not stream just now. Switch it on, then wait." in whole
    press(window, Qt.Key.Key_2)
    press(window, Qt.Key.Key_Space)
    assert exams.calls[0][:3] == ("begin", "visit:1", "battery")
    exams.running = EXAMS["failed"]
    window.refresh()
    assert "One of 3 results is outside its limits." in read(window)
    assert "Check that the plate stands on all four feet" in read(window)
    page._examining.sign.who.setText("Kim Berg")
    window.setFocus()
    page._examining.sign.choose_file = lambda name: str(tmp_path / "plates")
    shown = []
    page._examining.sign.show_file = shown.append
    press(window, Qt.Key.Key_P)
    press(window, Qt.Key.Key_O)
    press(window, Qt.Key.Key_J)
    assert exams.calls[1:] == [
        ("save", tmp_path / "plates.pdf", "Kim Berg"),
        ("save", tmp_path / "plates.xml", "Kim Berg"),
    ]
    assert shown == [str(tmp_path / "plates.pdf")]
    page._examining.sign.choose_file = lambda name: str(tmp_path / "nowhere")
    press(window, Qt.Key.Key_H)
    assert "Choose another folder." in read(window)
