"""A whole first visit for back pain as a therapist does it, from nobody to a page in the hand, with the keys alone.

Every test of the battery that ships, its pauses and decisions, the re-test after treatment, and the report as a PDF
that is read back.  The hands press real keys and click real buttons; both are counted and bounded here.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from journey import ClinicBehindTheWindow, Hands, at_the_window, brief, texts
from pypdf import PdfReader
from PySide6.QtCore import Qt

from dsp.measurement import Measurement
from simulators.body import Person
from station.commands.demo_people import weakened
from station.desks.demo import Deficit
from station.model import Outcome, RejectReason, Side, TrialState
from station.plan_library import FOLDER
from station.protocol import built_in
from ui.widgets.paper import Paper

BATTERY = tomllib.loads((FOLDER / "back_pain_first_visit.toml").read_text(encoding="utf-8"))
TITLES = [built_in()[key].title for key in BATTERY["tests"]]
RETESTED = "Hip abduction, side-lying"
KEYS_OF_BATTERY, KEYS_OF_VISIT = 60, 82
"""What it takes at most: from nobody to the end of eight tests, and to the saved report of a test that was repeated."""


def said_on(path: Path) -> str:
    """The words of a PDF, as somebody reads them."""
    pages = [page.extract_text() for page in PdfReader(path).pages]
    return re.sub(r"\s+", " ", " ".join(pages).replace("\u00a0", " "))


def with_space(hands: Hands, until: TrialState | None = None) -> None:
    """From wherever the prepared test stands to its stored trial, Space after Space."""
    hands.run_a_trial(lambda _: hands.press(Qt.Key.Key_Space), until)


def retake(hands: Hands) -> None:
    """The trial is repeated, and why is said."""
    hands.press("r")
    hands.until(lambda: hands.says == "Retake, no reason", "the reasons")
    hands.press("3")
    hands.until(lambda: hands.clinic.live().state not in (TrialState.REVIEW, TrialState.DONE), "the same test again")
    (rejected,) = [trial for trial in hands.clinic.trials() if trial.kept is False]
    assert rejected.rejected_for is RejectReason.FALSE_START
    with_space(hands)


def stopped_by_hand(hands: Hands) -> None:
    """The client says stop in the middle of a hold: Escape, and how it ended by its digit."""
    with_space(hands, until=TrialState.HOLD)
    hands.look(3.0)
    hands.press(Qt.Key.Key_Escape)
    hands.in_state(TrialState.STOPPED)
    hands.until(lambda: bool(hands.clinic.live().visit.course.trial_id), "the stored trial")
    pain = next(
        number
        for number, each in enumerate(hands.clinic.live().visit.outcomes, start=1)
        if each.outcome is Outcome.STOPPED_FOR_PAIN
    )
    hands.press(str(pain))
    hands.in_state(TrialState.REVIEW)


def the_battery(hands: Hands) -> list[str]:
    """Every test that the battery offers, until it offers the result: with a rest, a retake and a client in pain."""
    clinic, done = hands.clinic, []
    while hands.says != "See the report":
        title = clinic.live().title
        if title == "Hip hinge" and clinic.live().state is TrialState.BREAK:
            assert "Rest" in texts(hands.window)
            keys = hands.keys
            hands.rest_to_the_end()
            assert hands.keys == keys, "who has rested goes on without a key"
        if title == "Biering-Sorensen hold":
            stopped_by_hand(hands)
        else:
            with_space(hands)
        if title == "Hip hinge":
            retake(hands)
        done.append(title)
        hands.space_when("Keep")
        hands.until(lambda: hands.says.startswith(("Next: ", "Trial: ", "See ")), "what follows")
        if hands.says != "See the report":
            hands.press(Qt.Key.Key_Space)
    return done


def peaks(clinic: ClinicBehindTheWindow, trial_id: str) -> dict[Side, Measurement]:
    lines = clinic.store.trial(trial_id).current.measurements
    return {line.side: line.measurement for line in lines if line.key == "peak_force"}


def change_said(words: str, side: str) -> tuple[float, float, float, str]:
    """What the report says of the peak force before and after: both numbers, what lies between, and the word."""
    found = re.search(
        rf"Before and after in this visit, Peak force: {side} (\d+) ± \d+ N → (\d+) ± \d+ N, "
        r"([+−]?\d+) N \([^)]*\) (improved|unchanged within measurement error|worse)",
        words,
    )
    assert found is not None, words
    before, after, amount = (float(found[place].replace("−", "-")) for place in (1, 2, 3))
    return before, after, amount, found[4]


@pytest.mark.timeout(600)
def test_a_new_client_the_whole_battery_a_retest_and_the_report_as_a_file_with_the_keys_alone(app, tmp_path, home):
    at_first = weakened(Person(), Deficit(Side.LEFT, 0.3))
    with at_the_window(tmp_path / "clinic", "home", person=at_first) as hands:
        clinic, window = hands.clinic, hands.window
        hands.press("n")
        hands.press(Qt.Key.Key_Return)
        hands.until(lambda: hands.says == "Zero", "the first test of the battery")
        person = clinic.person()
        assert person != "A-104", "somebody new"
        done = the_battery(hands)
        assert (hands.clicks_to_recording, hands.keys_to_recording) == (0, 3)
        assert list(dict.fromkeys(done)) == TITLES, "every test of the battery, in its order"
        assert len(done) - len(TITLES) == 2, "two tests with dynamometers begin with practice"
        assert hands.keys <= KEYS_OF_BATTERY
        # the same test again, after what was done with the hands
        clinic.client = brief(weakened(Person(), Deficit(Side.LEFT, 0.1)))
        before = next(
            each.trial_id for each in clinic.trials() if each.title == RETESTED and each.kept and not each.practice
        )
        hands.press(Qt.Key.Key_Escape)
        for letter in "side-lying":
            hands.press(letter)
        hands.tab_to("retest-hip_abduction_iso")
        hands.press(Qt.Key.Key_Return)
        hands.until(lambda: clinic.live().state is not TrialState.DONE, "the re-test")
        assert clinic.live().title == RETESTED
        with_space(hands)
        after = clinic.live().visit.course.trial_id
        assert clinic.store.trial(after).trial.retest_of == before
        hands.space_when("Keep")
        hands.until_read(lambda: "Re-test, Peak force: Left" in texts(window), "what the re-test says")
        # the page, as it will be printed, and then as a file
        hands.until(lambda: hands.says == "See the report", "the way to the report")
        hands.press(Qt.Key.Key_Space)
        assert window.front == "report"
        page = window.page("report")
        hands.until_read(lambda: not page.presenter.making and page.findChildren(Paper) != [], "the preview")
        hands.take_dialog(lambda: hands.press(Qt.Key.Key_Space))
        hands.until_read(lambda: page.heading().word == "SAVED", "the file")
        assert hands.clicks == 0
        assert hands.keys <= KEYS_OF_VISIT
        told, first, second = said_on(*home.glob("*.pdf")), peaks(clinic, before), peaks(clinic, after)
    assert person in told
    assert [title for title in TITLES if title not in told] == []
    assert re.search(r"Five times to standing \d+\.\d+ ± 0\.\d+ s", told)
    assert re.search(r"Peak force L \d+ ± \d+ N R \d+ ± \d+ N", told)
    assert "moved before the signal" in told, "the trial that was repeated, and why"
    assert "stopped for pain" in told
    for side, letter, word in ((Side.LEFT, "L", "improved"), (Side.RIGHT, "R", "unchanged within measurement error")):
        was_n, is_n, more_n, said = change_said(told, letter)
        assert (was_n, is_n) == (round(first[side].value), round(second[side].value))
        assert abs(more_n - (second[side].value - first[side].value)) <= 0.5
        assert said == word
