"""Words and places that a stranger needs: whose band a number has, which side, which day; what is lost, what failed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from fake_console import DEVICES

from dsp.measurement import Measurement, State, invalid
from station.change.verdicts import Change, Point, Series, Word
from station.model import Side
from ui.device_strip import LOSS_SHOWN_S, DeviceChip, Losses
from ui.device_texts import device_flow, device_line, device_losses
from ui.languages import speaking
from ui.log_view import plain
from ui.measures_presenter import sides_say
from ui.progress_curves import between, chart, spaced
from ui.words import told

SOUND = replace(DEVICES[0], rate_hz=1000.0, promised_hz=1000.0, battery=None, lost=0, corrupt=0, problem="")
FIRST = Change(Word.FIRST, "the first visit")


@pytest.fixture
def german():
    speaking.speak("de")
    yield
    speaking.speak("en")


def test_a_loss_has_weight_at_once_and_its_count_stays_in_words():
    now_s = [100.0]
    losses = Losses(lambda: now_s[0])
    assert not losses.fresh(replace(SOUND, lost=5)), "what was lost before somebody looked is no news"
    now_s[0] += 1.0
    assert losses.fresh(replace(SOUND, lost=6))
    now_s[0] += LOSS_SHOWN_S + 1.0
    assert not losses.fresh(replace(SOUND, lost=6))
    assert losses.fresh(replace(SOUND, lost=6, corrupt=1)), "damaged packets are losses too"
    assert not losses.fresh(replace(SOUND, lost=0)), "it counts from nothing after it came back"


def test_the_chip_of_a_device_says_what_it_lost_and_leaves_out_only_what_is_as_it_should_be(app):
    now_s = [0.0]
    chip = DeviceChip(lambda: now_s[0])
    chip.show_status(SOUND)
    assert (chip.property("deviceChip"), chip._missing.isHidden()) == ("true", True)
    chip.be_brief(1)
    assert chip._line.isHidden()
    assert chip.needs() > chip.sizeHint().width() == chip.needs(brief=True)
    now_s[0] = 1.0
    chip.show_status(replace(SOUND, lost=12))
    chip.be_brief(1)
    assert (chip.property("deviceChip"), chip._missing.text()) == ("caution", "12 lost")
    assert not chip._line.isHidden(), "trouble is told in full"
    chip.be_brief(2)
    assert (chip._line.isHidden(), chip._name.isHidden(), chip._missing.isHidden()) == (True, True, False)
    assert device_line(replace(SOUND, lost=12)) == "1000 Hz · 12 lost"
    assert (device_flow(replace(SOUND, lost=12)), device_losses(replace(SOUND, lost=12))) == ("1000 Hz", "12 lost")


@pytest.mark.parametrize(
    ("key", "value", "uncertainty", "said"),
    [
        ("rep_load_asymmetry", 3.4, 1.4, "right higher"),
        ("rep_load_asymmetry", -3.4, 1.4, "left higher"),
        ("rep_load_asymmetry", -1.2, 1.4, "no side clearly higher"),
        ("jump_height_difference", 0.1, 0.9, ""),
        ("peak_force", 146.0, 1.5, ""),
    ],
)
def test_a_number_that_compares_the_sides_names_one(key, value, uncertainty, said):
    assert sides_say(key, Measurement(value, "%", State.VALID, uncertainty=uncertainty)) == said
    assert sides_say(key, invalid("%", "too short")) == ("left against right" if key == "rep_load_asymmetry" else "")


def test_days_of_the_station_are_written_as_the_language_writes_them(german):
    assert told("23 Nov 2026") == "23. Nov. 2026"
    assert told("since 5 Oct").endswith("5. Okt.")
    assert told(told("23 Nov 2026")) == "23. Nov. 2026", "once is enough"
    assert told("of 5 Oct.").endswith("5. Okt."), "one point is enough too"
    assert told("of 5 May.").endswith("5. Mai.")
    assert told("of 5 Oct 2026.").endswith("5. Okt. 2026.")
    assert told(told("of 5 Oct.")).endswith("5. Okt.")
    assert told("3 March hares") == "3 March hares"


def test_the_log_names_no_part_of_the_program():
    assert plain("station.acquisition: the program was held up for 0.44 s") == "The program was held up for 0.44 s"
    assert plain("Free some space: the disk is full.") == "Free some space: the disk is full."


def test_what_the_program_logs_is_told_in_the_language_of_the_window(german):
    assert told(plain("station.acquisition: the program was held up for 0.44 s")).startswith(
        "Das Programm wurde 0,44 s"
    )
    failed = told(plain("station.visit: filing failed: ValueError: odd (visit.py:12)"))
    assert failed == "Das Ablegen ist fehlgeschlagen: ValueError: odd (visit.py:12)", "what support needs stays"


def series(*moments: datetime) -> Series:
    points = tuple(
        Point(str(at), at, Measurement(100.0 + place, "N", State.VALID, uncertainty=2.0), 1, ("t",), FIRST, FIRST)
        for place, at in enumerate(moments)
    )
    return Series("peak_force", "Peak force", Side.LEFT, "N", None, points)


def test_two_visits_of_one_day_stand_apart_under_one_label():
    days = [datetime(2026, 10, 5, 9, tzinfo=UTC), *(datetime(2026, 11, 23, hour, tzinfo=UTC) for hour in (9, 15))]
    drawn = chart([series(*days)], date(2026, 11, 23))
    assert len(drawn.visits) == 3
    assert [words for _, words in drawn.days] == ["5 Oct", "23 Nov, 2 visits"]
    places = spaced(drawn.visits, 500.0, 26.0)
    assert places[0] == 0.0
    assert places[-1] == 500.0
    assert places[2] - places[1] == pytest.approx(26.0)
    assert places[1] < between(drawn.days[1][0], drawn.visits, places) < places[2]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((0.0,), (250.0,)),
        ((0.0, 0.0), (250.0, 250.0)),
        ((0.0, 100.0), (0.0, 500.0)),
        ((0.0, 0.01, 0.02, 100.0), (0.0, 26.0, 52.0, 500.0)),
        ((0.0, 99.98, 99.99, 100.0), (0.0, 448.0, 474.0, 500.0)),
    ],
)
def test_visits_stand_by_their_time_but_never_so_near_that_one_hides_another(days, expected):
    assert spaced(days, 500.0, 26.0) == pytest.approx(expected, abs=0.1)


def test_more_visits_than_have_room_still_lie_between_the_edges():
    places = spaced([float(day) for day in range(100)], 500.0, 26.0)
    assert (places[0], places[-1]) == pytest.approx((0.0, 500.0))
    assert all(after > before for before, after in pairwise(places))
