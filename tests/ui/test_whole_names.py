"""What one looks for and what is to be done is written whole; where something stands in the way, so does the way on."""

from dataclasses import replace

from fake_devices_desk import DEVICES
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from station.model import ProtocolCard, Side
from ui.app import create_app
from ui.choice_presenter import ChoiceCard
from ui.widgets.labels import ElidedLabel, SideBadge
from ui.widgets.live_panels import PromptSlot
from ui.widgets.picker import Card
from ui.widgets.result_page import ResultPanel

TITLE = "Hip abduction, side-lying"
NARROW = 366
"""A card in three columns of the smallest window."""


def shown(widget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_name_of_a_test_that_was_done_today_is_whole_beside_its_state_and_the_button_to_repeat_it():
    create_app("light")
    protocol = ProtocolCard("hip", TITLE, "", ready=True, why_not="", kind="isometric")
    latest = "20:28 · Peak force: left 146 ± 3 N · right 163 ± 6 N"
    card = Card(ChoiceCard(protocol, 6, "kept today", "good", "1 trial today · kept", latest, True, "t-1"), "6")
    card.setFixedWidth(NARROW)
    card.show()
    QApplication.processEvents()
    name = next(label for label in card.findChildren(ElidedLabel) if label.full == TITLE)
    assert name.text() == TITLE
    assert "kept today" in shown(card)
    assert card.findChild(object, "retest-hip") is not None
    card.close()


def test_an_instruction_that_is_too_long_for_one_line_is_written_in_two_and_moves_nothing():
    create_app("light")
    slot = PromptSlot()
    slot.setFixedWidth(820)
    slot.show()
    tall = slot.height()
    words = "Step on, one foot on each plate, hands on the hips, and stand as still as you can, please, for a moment."
    for prompt in ("Stand still.", words):
        slot.show_text(prompt, "")
        QApplication.processEvents()
        assert shown(slot) == prompt
        assert slot.height() == tall
    long = next(label for label in slot.findChildren(QLabel) if label.isVisible())
    assert long.heightForWidth(long.width()) <= tall
    slot.show_text(words, "Plates stopped sending.")
    assert shown(slot) == "Plates stopped sending."
    slot.close()


def test_both_sides_of_a_result_have_their_letters():
    create_app("light")
    panel = ResultPanel()
    letters = {side: badge for side, badge in panel._letters.items() if isinstance(badge, SideBadge)}
    assert set(letters) == {Side.LEFT, Side.RIGHT}


def test_without_devices_the_choice_of_tests_leads_to_them(open_window):
    window = open_window("idle")
    console = window.console
    console.cards = tuple(replace(card, ready=False, why_not="none is attached") for card in console.cards)
    console.state = replace(console.live(), devices=(), primary="")
    window.refresh()
    assert window.header.heading.primary.label == "Connect devices"
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert window.front == "devices"


def test_an_examination_that_a_test_hinders_leads_to_the_test_and_notices_when_it_is_over(open_window):
    window = open_window("hold", "qa")
    page = window.page("qa")
    desk = page._examining._desk
    busy = replace(DEVICES[0], why_not="A test is being done. Finish it or leave it, then examine the devices.")
    desk.known = (busy,)
    page._examining.prepare(busy.key, "battery")
    window.refresh()
    assert "A test is being done" in window.header.heading.subtitle
    assert window.header.heading.primary.label == "Go to the test"
    desk.known = (DEVICES[0],)
    window.refresh()
    assert window.header.heading.primary.label == "Begin"
    desk.known = (busy,)
    page._examining.prepare(busy.key, "battery")
    window.refresh()
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert window.front == "live"
