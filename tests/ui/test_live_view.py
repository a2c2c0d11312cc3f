"""Deciding on a trial where it ran: reasons, outcomes, re-tests, the list of today; batteries; the lever arm."""

from __future__ import annotations

from dataclasses import replace

import pytest
from check_view import problems
from fake_console import EVERY_BATTERY, EVERY_CARD, SCENES
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from station.events import PersonReceived, TrialChanged
from station.model import Outcome, RejectReason, TrialState
from ui.widgets.labels import ElidedLabel


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def press(window, key: str) -> None:
    QTest.keyClicks(window.focusWidget() or window, key)
    window.refresh()
    settle()


def says(window) -> str:
    primary = window.header.heading.primary
    return "" if primary is None else primary.label


def written(window) -> str:
    shown = (label for label in window.findChildren(QLabel) if label.isVisible())
    words = (each.full if isinstance(each, ElidedLabel) else each.text() for each in shown)
    return " | ".join(words).replace("\u00a0", " ")


def test_how_the_client_is_placed_is_read_whole_until_the_test_goes(open_window):
    position = "Side-lying, leg to be tested on top and straight, dynamometer just above the ankle. " * 3
    window = open_window("zero")
    window.resize(1280, 720)
    for state, there in ((TrialState.ZERO, True), (TrialState.READY, True), (TrialState.GO, False)):
        window.console.state = replace(SCENES["zero"], state=state, position=position.strip())
        window.refresh()
        settle()
        assert (position.strip() in written(window)) == there, state
        shown = [each for each in window.findChildren(QLabel) if each.isVisible() and each.text() == position.strip()]
        assert not any(isinstance(each, ElidedLabel) for each in shown)
        assert all(each.height() >= each.heightForWidth(each.width()) for each in shown)


@pytest.fixture
def decided_on(open_window):
    """A window whose trial was just stored."""
    window = open_window("hold")
    window.console.finish("t-jump")
    settle()
    return window


def test_a_retake_asks_why_in_place_and_a_number_answers(decided_on):
    press(decided_on, "r")
    assert says(decided_on) == "Retake, no reason"
    assert "Why is it repeated?" in written(decided_on)
    assert problems(decided_on) == []
    press(decided_on, "3")
    assert decided_on.console.calls == [("retake", "t-jump", RejectReason.FALSE_START)]


def test_escape_takes_the_question_back_and_space_gives_no_reason(decided_on):
    press(decided_on, "r")
    QTest.keyClick(decided_on, Qt.Key.Key_Escape)
    assert says(decided_on) == "Keep"
    assert decided_on.console.calls == []
    press(decided_on, "x")
    QTest.keyClick(decided_on, Qt.Key.Key_Space)
    assert decided_on.console.calls == [("reject", "t-jump")]


def test_a_number_without_a_question_decides_nothing(decided_on):
    for number in "123456789":
        press(decided_on, number)
    assert decided_on.console.calls == []


def test_a_refused_trial_offers_its_retake_first_and_says_why(open_window):
    window = open_window("hold")
    window.console.finish("t-refused")
    settle()
    assert (says(window), window.header.heading.word) == ("Retake", "DO NOT USE")
    assert "18 N" in written(window)
    QTest.keyClick(window, Qt.Key.Key_K)
    assert window.console.calls == [("keep", "t-refused")]


def test_who_stopped_is_asked_why_before_the_trial_is_even_stored(open_window):
    window = open_window("hold")
    before = SCENES["stopped"]
    unsaved = replace(before.visit, course=replace(before.visit.course, trial_id=""))
    window.console.state = replace(before, primary="", visit=unsaved)
    window.refresh()
    settle()
    choice = next(each for each in unsaved.outcomes if each.outcome is Outcome.STOPPED_FOR_PAIN)
    assert choice.means in " ".join(each.toolTip() for each in window.findChildren(QAbstractButton))
    press(window, str(unsaved.outcomes.index(choice) + 1))
    assert window.console.calls == []
    window.console.finish("t-jump", "stopped")
    settle()
    assert window.console.calls == [("say_outcome", "t-jump", Outcome.STOPPED_FOR_PAIN)]
    window.refresh()
    assert len(window.console.calls) == 1, "it is said once"


def test_after_a_decision_the_trial_stays_with_what_follows_and_t_tests_again(decided_on):
    QTest.keyClick(decided_on, Qt.Key.Key_Space)
    decided_on.console.go_on()
    settle()
    decided_on.refresh()
    assert says(decided_on) == "Next: Hip extension, prone"
    assert "Kept." in written(decided_on)
    press(decided_on, "t")
    assert decided_on.console.calls == [("keep", "t-jump"), ("retest", "t-jump")]


def test_one_more_is_asked_for_and_going_on_is_one_key(decided_on):
    QTest.keyClick(decided_on, Qt.Key.Key_Space)
    decided_on.console.go_on(one_more=True, next_key="squat", next_title="Squat")
    decided_on.console.state = replace(decided_on.console.state, primary="One more: Countermovement jump")
    settle()
    decided_on.refresh()
    assert says(decided_on) == "One more: Countermovement jump"
    assert "one more?" in written(decided_on)
    press(decided_on, "o")
    assert decided_on.console.calls[-1] == ("one_more",)
    press(decided_on, "n")
    assert decided_on.console.calls[-1] == ("choose", "squat")


def test_another_trial_of_today_can_be_opened_and_rejected_without_touching_the_next_test(decided_on):
    QTest.keyClick(decided_on, Qt.Key.Key_Space)
    decided_on.console.go_on()
    decided_on.refresh()
    line = decided_on.findChild(QAbstractButton, "trial-t-refused")
    assert line is not None, "the trials of this test today are listed"
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    settle()
    press(decided_on, "x")
    press(decided_on, "1")
    assert decided_on.console.calls[-1] == ("reject", "t-refused", RejectReason.NOT_AS_INSTRUCTED)
    decided_on.console.tell(TrialChanged("t-refused"))
    settle()
    decided_on.refresh()
    assert says(decided_on) == "Back"
    QTest.keyClick(decided_on, Qt.Key.Key_Space)
    assert says(decided_on) == "Next: Hip extension, prone"


def test_whoever_comes_in_does_not_see_the_trial_of_the_one_before(decided_on):
    decided_on.console.state = SCENES["idle"]
    decided_on.console.tell(PersonReceived("B-7"))
    settle()
    decided_on.refresh()
    assert decided_on.header.heading.title == "Choose a test"
    assert decided_on.page("live")._trial.review is None


def test_escape_shows_all_tests_and_leads_back_to_the_trial(decided_on):
    QTest.keyClick(decided_on, Qt.Key.Key_Space)
    decided_on.console.go_on()
    decided_on.refresh()
    QTest.keyClick(decided_on, Qt.Key.Key_Escape)
    assert decided_on.header.heading.title == "Choose a test"
    QTest.keyClick(decided_on, Qt.Key.Key_Escape)
    assert decided_on.header.heading.title == "Glute bridge hold"


def test_batteries_come_first_have_the_first_keys_and_begin_at_once(open_window):
    window = open_window("idle")
    window.console.cards, window.console.plans = EVERY_CARD, EVERY_BATTERY
    window.show_view("live")
    settle()
    assert problems(window) == []
    press(window, "1")
    assert window.console.calls == [("walk", "back_pain_first_visit"), ("primary",)]
    window.console.calls.clear()
    press(window, str(len(EVERY_BATTERY) + 1))
    assert window.console.calls == [("choose", EVERY_CARD[0].key)]


def test_a_battery_is_found_by_its_name(open_window):
    window = open_window("idle")
    window.console.cards, window.console.plans = EVERY_CARD, EVERY_BATTERY
    window.show_view("live")
    press(window, "mcgill")
    field = window.findChild(QLineEdit, "search")
    window.refresh()
    assert says(window) == "Start: McGill"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.console.calls == [("walk", "mcgill"), ("primary",)]


def test_the_lever_arm_is_written_in_centimetres_and_keys_in_the_field_are_no_commands(open_window):
    window = open_window("practice")
    press(window, "l")
    field = window.findChild(QLineEdit, "lever")
    assert window.focusWidget() is field
    assert field.text() == "38.5"
    QTest.keyClicks(field, "41,5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.console.calls == [("say_lever", "hip_abduction_iso", pytest.approx(0.415))]
    assert window.focusWidget() is window
    press(window, "l")
    QTest.keyClicks(field, "none")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert len(window.console.calls) == 1, "what is no number is not taken"


def test_practice_says_so_and_can_be_left_out(open_window):
    window = open_window("practice")
    assert "PRACTICE" in written(window)
    press(window, "p")
    assert window.console.calls == [("choose", "hip_abduction_iso", False)]


def test_a_rest_is_the_biggest_thing_with_its_bar(open_window):
    window = open_window("break")
    screen = window.page("live")._presenter.screen(window.console.state)
    assert (screen.big_label, screen.big_whole, screen.big_unit) == ("Rest, minutes and seconds", "1:52", "")
    assert screen.rest_part == pytest.approx(112.0 / 180.0)
    assert "Glute bridge hold" in written(window)


@pytest.mark.parametrize("scene", ["rest", "break", "practice", "tempo", "two bands", "stopped", "review"])
@pytest.mark.parametrize("size", [(1280, 720), (1440, 900)])
def test_every_state_of_the_journey_fits(scene, size, open_window):
    window = open_window(scene)
    window.resize(*size)
    settle()
    assert problems(window) == []


def test_the_number_of_the_test_is_as_tall_as_it_must_be_to_be_read_from_across_the_room(open_window):
    window = open_window("hold")
    big = window.page("live")._running._big
    assert big._size >= 95
    assert big.height() >= 95
    assert window.console.state.state is TrialState.HOLD


def test_what_came_of_a_retest_is_asked_for_again_when_a_trial_was_changed(decided_on, qtbot):
    """A mark that was moved, or a trial before it that counts no more, makes another difference."""
    asked = decided_on.office.reviewing.asked
    press(decided_on, " ")
    decided_on.refresh()
    assert asked.count(("change", "t-jump")) == 1
    decided_on.refresh()
    decided_on.console.tell(TrialChanged("t-jump"))
    settle()
    qtbot.waitUntil(lambda: asked.count(("change", "t-jump")) == 2)
