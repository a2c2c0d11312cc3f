"""Journeys through the whole window as a therapist makes them, with simulated devices and a simulated client."""

from __future__ import annotations

from collections.abc import Callable

from journey import Hands, at_the_window, texts
from PySide6.QtCore import Qt

from station.model import RejectReason, TrialState


def pressing(hands: Hands) -> Callable[[str], None]:
    return lambda _: hands.press(Qt.Key.Key_Space)


def clicking(hands: Hands) -> Callable[[str], None]:
    return lambda _: hands.click("primary")


def test_two_clicks_from_the_client_to_the_first_recording(app, tmp_path):
    with at_the_window(tmp_path) as hands:
        hands.click("walk-back_pain_first_visit")
        assert hands.clinic.live().title == "Sit-to-stand, five times"
        hands.until(lambda: hands.says == "Zero", "the zero")
        hands.click("primary")
        hands.until(lambda: hands.clinic.archive.recording, "a recording")
        assert hands.clicks_to_recording == 2


def test_a_battery_a_second_look_and_a_retest_without_the_mouse(app, tmp_path):
    with at_the_window(tmp_path) as hands:
        clinic = hands.clinic
        hands.press("1")
        assert clinic.live().title == "Sit-to-stand, five times"
        hands.run_a_trial(pressing(hands))
        assert (hands.clicks_to_recording, hands.keys_to_recording) == (0, 2), "choose, zero"
        hands.space_when("Keep")
        hands.until(lambda: clinic.live().state is TrialState.DONE, "the decision")
        assert hands.says == "Next: Hip hinge"
        hands.press(Qt.Key.Key_Space)
        assert clinic.live().state is TrialState.BREAK
        assert "Rest" in texts(hands.window)
        hands.run_a_trial(pressing(hands))
        hands.press("r")
        hands.until(lambda: hands.says == "Retake, no reason", "the reasons")
        hands.press(Qt.Key.Key_Escape)
        assert hands.says == "Keep"
        hands.press("r")
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
        hands.until(lambda: clinic.live().state is TrialState.DONE, "the decision")
        assert hands.clicks == 0
