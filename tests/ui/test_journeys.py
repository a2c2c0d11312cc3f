"""Journeys through the whole window as a therapist makes them, with simulated devices and a simulated client."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from journey import Hands, at_the_window, texts
from pypdf import PdfReader
from PySide6.QtCore import Qt

from station.model import TrialState

pytestmark = pytest.mark.timeout(600)


def clicking(hands: Hands) -> Callable[[str], None]:
    return lambda _: hands.click("primary")


def test_three_clicks_from_a_new_client_to_the_first_recording_and_only_the_mouse_to_the_saved_report(
    app, tmp_path, home
):
    with at_the_window(tmp_path / "clinic", "home") as hands:
        hands.click("secondary")
        assert hands.says.endswith("and begin")
        hands.click("primary")
        hands.until(lambda: hands.says == "Zero", "the first test of the battery")
        assert hands.clinic.live().title == "Sit-to-stand, five times"
        hands.click("primary")
        hands.until(lambda: hands.clinic.archive.recording, "a recording")
        assert hands.clicks_to_recording == 3
        hands.run_a_trial(clicking(hands))
        hands.until(lambda: hands.says == "Keep", "the decision")
        hands.click("primary")
        hands.until(lambda: hands.says == "Next: Hip hinge", "what follows")
        hands.click("act-report")
        page = hands.window.page("report")
        hands.until_read(lambda: not page.presenter.making, "the preview")
        hands.take_dialog(lambda: hands.click("primary"), mouse=True)
        hands.until_read(lambda: page.heading().word == "SAVED", "the file")
        assert hands.keys == 0
        (saved,) = home.glob("*.pdf")
        assert "Sit-to-stand, five times" in "".join(each.extract_text() for each in PdfReader(saved).pages)


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


def test_a_pedal_alone_runs_a_test_from_its_choice_to_the_trial_that_is_kept(app, tmp_path):
    with at_the_window(tmp_path, pedal="PageDown") as hands:
        assert hands.says.startswith("Start: ")

        def step(_: str) -> None:
            hands.press(Qt.Key.Key_PageDown)

        step("")
        hands.run_a_trial(step)
        trial_id = hands.clinic.live().visit.course.trial_id
        hands.until(lambda: hands.says.startswith("Keep"), "the decision")
        step("")
        hands.in_state(TrialState.DONE)
        assert hands.clinic.store.trial(trial_id).kept is True
        assert hands.keys == 4, "choose, zero, start, keep: the client ends the effort"
