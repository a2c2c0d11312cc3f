"""What is read of devices and their examinations, without a screen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fake_devices_desk import BAD, EXAMS, FULL, MEASURING, NOW, RUNNING, UNDONE, grip, plates, proof, record, status

from drivers.contracts import LinkState
from station.desks.examining import Ask, Asked, PartState
from station.model import Side
from station.qa.hands import CORNERS, Load
from ui.devices_presenter import (
    age_words,
    checked_words,
    due_first,
    facts_of,
    history_lines,
    lines_of,
    swap_words,
    swapped,
    when_words,
)
from ui.exam_presenter import ExamPresenter, finding_line, masses_of, outcome, part_line, primary_words

LEFT, RIGHT = Side.LEFT, Side.RIGHT


def fact(card, label):
    return next(each for each in facts_of(card, NOW) if each.label == label)


def test_facts_are_quiet_when_all_is_well_and_have_weight_when_not():
    assert [each.tone for each in facts_of(plates(), NOW)] == ["", "", "", "", "", "", "good", "good"]
    slow = plates(status=replace(plates().status, rate_share=0.9, rate_hz=900.0, promised_hz=1000.0))
    assert fact(slow, "Sample rate").value == "900 of 1000 Hz"
    holes = plates(status=replace(plates().status, rate_share=0.97, rate_hz=1000.0, promised_hz=1000.0))
    assert (fact(holes, "Sample rate").value, lines_of(holes, NOW).word) == ("97 % of 1000 Hz", "samples are missing")
    losing = plates(status=replace(plates().status, lost=12), loss_share=0.004)
    assert (fact(losing, "Lost samples").value, fact(losing, "Lost samples").tone) == ("12 lost, 0.4 % now", "caution")
    flat = grip(1, "Progressor 1", LEFT, "", status=status("P", "1", (LEFT,), flat=True))
    assert fact(flat, "Battery charge").tone == "trouble"


@pytest.mark.parametrize(
    ("ppm", "to", "words"),
    [
        (12.4, 1.9, "0.7 ± 0.1 ms/min fast"),
        (-23.0, 4.0, "1.4 ± 0.2 ms/min slow"),
        (3.0, 8.0, "same pace, to 0.5 ms/min"),
        (3.0, 900.0, "still being measured"),
        (None, None, "known after half a minute"),
    ],
)
def test_a_clock_is_said_with_what_it_is_known_to(ppm, to, words):
    assert fact(plates(drift_ppm=ppm, drift_to_ppm=to), "Clock against this computer").value == words


def test_a_record_says_its_age_and_what_nobody_verified():
    assert fact(plates(), "Calibration").value == "± 0.4 %, 20 days old"
    old = plates(record=record("x", age_days=400, outdated=True))
    assert fact(old, "Calibration").value == "13 months old: have it renewed"
    assert fact(plates(record=None), "Calibration").tone == "trouble"
    assert [age_words(days) for days in (0, 1, 40, 90)] == ["less than a day", "1 day", "40 days", "3 months"]


def test_a_check_of_yesterday_is_due_and_one_that_failed_says_so():
    yesterday = plates(daily=proof("daily", "Daily check", days=1.0))
    assert fact(yesterday, "Daily check").value.startswith("due: last ")
    assert fact(plates(daily=proof("daily", "Daily check", passed=False)), "Daily check").tone == "trouble"
    assert due_first(FULL).key == "visit:1"
    assert checked_words(FULL)[0] == "Not checked today"
    assert checked_words(replace(FULL, used=())) == ("", "")
    assert checked_words(replace(FULL, checked_at=NOW)) == ("✓ Checked 12:30", "good")
    tomorrow = replace(FULL, at=NOW + timedelta(hours=12))
    assert due_first(tomorrow).key == "visit:0"
    assert (when_words(NOW, NOW), when_words(NOW, tomorrow.at)) == ("12:30", "30 Mar 2026")


def test_what_was_proven_before_is_listed_with_the_walk_of_the_zero():
    lines = history_lines(plates().history, NOW)
    assert [value for _, value in lines] == [
        "passed, within 0.4 %",
        "failed",
        "0.12 ± 0.05 N a month",
        "−0.03 ± 0.04 N a month",
    ]
    assert [label.partition(",")[0] for label, _ in lines] == ["Daily check", "Daily check", "Zero", "Zero"]


def test_sides_are_swapped_with_whoever_has_the_other_one():
    assert swap_words(plates()) == "Swap left and right"
    assert swapped((LEFT, RIGHT)) == (RIGHT, LEFT)
    assert swap_words(grip(1, "Progressor 1", LEFT, "Progressor 2")) == "Swap with Progressor 2"
    assert (swap_words(grip(1, "Progressor 1", RIGHT, "")), swapped((RIGHT,))) == ("Make it the left one", (LEFT,))


def test_a_force_that_does_not_arrive_is_no_zero():
    gone = plates(
        now_n=((LEFT, None), (RIGHT, -0.2)), status=replace(plates().status, state=LinkState.LOST, rate_hz=None)
    )
    assert lines_of(gone, NOW).forces == ((LEFT, "—"), (RIGHT, "−0.2"))
    assert (lines_of(gone, NOW).word, lines_of(gone, NOW).tone) == ("lost, reconnecting", "trouble")


def test_the_picture_remembers_where_the_mass_has_been_in_this_part():
    presenter = ExamPresenter()
    for corner in CORNERS:
        asked = Asked(Ask.PUT, "", "", Load(LEFT, 20.0, corner), goes_on=True)
        scene = presenter.screen(replace(RUNNING, asked=asked)).scene
        presenter.screen(replace(RUNNING, asked=None, measuring=0.5, measuring_s=2.0))
    assert (scene.place, scene.done) == (CORNERS[-1], tuple((LEFT, corner) for corner in CORNERS[:-1]))
    parts = tuple(
        replace(part, state=PartState.PASSED) if part.state is PartState.NOW else part for part in RUNNING.parts
    )
    parts = tuple(replace(part, state=PartState.NOW) if part.key == "mirror" else part for part in parts)
    assert presenter.screen(replace(RUNNING, parts=parts, asked=None)).scene.done == ()


def test_the_axis_shows_the_limits_while_it_measures_and_the_whole_load_while_hands_move_it():
    presenter = ExamPresenter()
    moving = presenter.screen(RUNNING).axis
    assert moving.lower_n < 0
    assert moving.upper_n == 300.0
    still = presenter.screen(MEASURING).axis
    assert 180 < still.lower_n < 195
    assert 197.1 < still.upper_n < 215


def test_what_to_do_is_said_to_who_does_it():
    assert primary_words(RUNNING) == "20 kg is on"
    assert primary_words(EXAMS["by itself"]) == ""
    assert "by themselves" in ExamPresenter().screen(EXAMS["by itself"]).hint
    assert [outcome(EXAMS[name])[0] for name in ("asked", "measuring", "failed", "stopped")] == [
        "YOUR TURN", "MEASURING", "FAILED", "STOPPED",
    ]  # fmt: skip


def test_a_finding_is_read_with_its_limits_its_verdict_and_the_next_step():
    line = finding_line(BAD)
    assert (line.measured, line.limits, line.word) == ("2.04 ± 0.11 %", "±0.5 %", "failed")
    assert line.words.startswith("Left plate, front right cell reads 2.0 % high. Check that")
    assert finding_line(UNDONE).measured == "—"
    left_out = part_line(replace(RUNNING.parts[3], state=PartState.LEFT_OUT))
    assert (left_out.word, left_out.tone) == ("not for this device", "muted")


@pytest.mark.parametrize(
    ("text", "masses"),
    [("5 10 20", (5.0, 10.0, 20.0)), ("20, 5, 10", (5.0, 10.0, 20.0)), ("5,10,20", (5.0, 10.0, 20.0)), ("2,5", (2.5,)),
     ("20 kg", (20.0,)), ("20kg", (20.0,)), ("", ()), ("0", None), ("-5", None), ("nan", None), ("1e9", None)],
)  # fmt: skip
def test_masses_are_read_as_people_type_them(text, masses):
    assert masses_of(text) == masses
