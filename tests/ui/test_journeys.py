"""Journeys through the whole window as a therapist makes them, with simulated devices and a simulated client."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from journey import Hands, at_the_window, texts
from PySide6.QtCore import Qt

from station.model import RejectReason, TrialState


def pressing(hands: Hands) -> Callable[[str], None]:
    return lambda _: hands.press(Qt.Key.Key_Space)


def clicking(hands: Hands) -> Callable[[str], None]:
    return lambda _: hands.click("primary")


def test_three_clicks_from_a_new_client_to_the_first_recording(app, tmp_path):
    with at_the_window(tmp_path, "home") as hands:
        hands.click("secondary")
        assert hands.says.endswith("and begin")
        hands.click("primary")
        hands.until(lambda: hands.says == "Zero", "the first test of the battery")
        assert hands.clinic.live().title == "Sit-to-stand, five times"
        hands.click("primary")
        hands.until(lambda: hands.clinic.archive.recording, "a recording")
        assert hands.clicks_to_recording == 3


def test_two_clicks_from_whoever_is_here_to_the_first_recording_and_only_the_mouse_to_the_next_test(app, tmp_path):
    with at_the_window(tmp_path) as hands:
        hands.click("walk-back_pain_first_visit")
        hands.until(lambda: hands.says == "Zero", "the zero")
        hands.run_a_trial(clicking(hands))
        assert hands.clicks_to_recording == 2
        hands.until(lambda: hands.says == "Keep", "the decision")
        hands.click("act-reject")
        hands.click("answer-6")
        hands.until(lambda: hands.clinic.live().state is TrialState.DONE, "the decision")
        assert "Rejected: disturbed" in texts(hands.window)
        assert hands.says == "Trial: Sit-to-stand, five times", "the battery still asks for it"
        assert hands.keys == 0


@pytest.mark.timeout(300)
def test_a_new_client_a_battery_a_retest_and_the_report_without_the_mouse(app, tmp_path):
    with at_the_window(tmp_path, "home") as hands:
        clinic, window = hands.clinic, hands.window
        hands.press("n")
        hands.press(Qt.Key.Key_Return)
        hands.until(lambda: hands.says == "Zero", "the first test of the battery")
        assert clinic.person() != "A-104", "somebody new"
        hands.run_a_trial(pressing(hands))
        assert (hands.clicks_to_recording, hands.keys_to_recording) == (0, 3)
        hands.space_when("Keep")
        hands.until(lambda: hands.says == "Next: Hip hinge", "what follows")
        hands.press(Qt.Key.Key_Space)
        assert clinic.live().state is TrialState.BREAK
        assert "Rest" in texts(window)
        hands.run_a_trial(pressing(hands))
        hands.press("r")
        hands.until(lambda: hands.says == "Retake, no reason", "the reasons")
        hands.press("3")
        hands.until(lambda: clinic.live().state not in (TrialState.REVIEW, TrialState.DONE), "the same test again")
        (rejected,) = [trial for trial in clinic.trials() if trial.kept is False]
        assert rejected.rejected_for is RejectReason.FALSE_START
        hands.run_a_trial(pressing(hands))
        hands.space_when("Keep")
        hands.until(lambda: clinic.live().state is TrialState.DONE, "the decision")
        before = clinic.live().visit.course.trial_id
        hands.press("t")
        hands.until(lambda: clinic.live().state is not TrialState.DONE, "the re-test")
        assert clinic.live().title == "Hip hinge"
        hands.run_a_trial(pressing(hands))
        after = clinic.live().visit.course.trial_id
        assert clinic.store.trial(after).trial.retest_of == before
        hands.space_when("Keep")
        hands.until(lambda: hands.says.startswith("Next: "), "what follows")
        hands.until_read(lambda: "Re-test, " in texts(window), "the comparison of the re-test")
        hands.press("p")
        assert window.front == "report"
        assert hands.clicks == 0
