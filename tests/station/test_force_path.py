"""The lines of a path: what they say, what they may not say, and when each side follows it."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from station.force_path import path_of, readable, turns_of
from station.model import Side
from station.protocol import FOLDER, built_in, check

LINES = (
    "start at 10 %",
    "hold 2 s",
    "ramp to 30 % in 5 s",
    "step to 20 %, hold 4 s",
    "wave by 10 % for 10 s, 5 s each",
    "ramp to 0 % in 2.5 s",
)
TRACKING = built_in()["hip_abduction_tracking"]
TEXT = (FOLDER / "hip_abduction_tracking.toml").read_text(encoding="utf-8")


def at(*seconds):
    return path_of(LINES).at(np.array(seconds)).tolist()


def test_every_piece_goes_on_where_the_one_before_ended():
    assert at(-1.0, 0.0, 1.9, 2.0) == pytest.approx([0.1, 0.1, 0.1, 0.1])
    assert at(4.5, 6.999) == pytest.approx([0.2, 0.3], abs=1e-3)
    assert at(7.0, 10.9) == pytest.approx([0.2, 0.2])
    assert at(11.0, 12.25, 13.5, 14.75) == pytest.approx([0.2, 0.3, 0.2, 0.1])
    assert at(22.25, 23.5, 99.0) == pytest.approx([0.1, 0.0, 0.0])
    assert path_of(LINES).seconds == 23.5
    assert (path_of(LINES).lowest, path_of(LINES).highest) == pytest.approx((0.0, 0.3))


def test_the_path_is_the_same_whether_asked_at_once_or_bit_by_bit():
    times = np.arange(-1.0, 25.0, 0.01)
    whole = path_of(LINES).at(times)
    parts = [path_of(LINES).at(times[first : first + 7]) for first in range(0, len(times), 7)]
    np.testing.assert_array_equal(whole, np.concatenate(parts))


def test_a_plateau_counts_from_a_second_after_it_was_reached():
    assert path_of(LINES).plateaus == ((1.0, 2.0), (8.0, 11.0))


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((), "no path"),
        (("start at 10 %",), "no path"),
        (("hold 2 s", "start at 10 %"), "first line"),
        (("jump to 30 %",), "no piece"),
        (("ramp to 30 % in 0 s",), "takes no time"),
        (("wave by 5 % for 10 s, 0 s each",), "takes no time"),
        (("start at 5 %", "wave by 10 % for 10 s, 5 s each"), "between 0 and"),
        (("ramp to 300 % in 4 s",), "between 0 and"),
        (("hold 601 s",), "at most 600 s"),
    ],
)
def test_what_is_no_path_is_said_in_words(lines, says):
    assert not readable(lines)
    with pytest.raises(ValueError, match=says):
        path_of(lines)


def test_each_side_follows_the_path_after_its_lead_in_and_rests_between():
    left, right = turns_of(TRACKING)
    assert (left.side, left.start_s, left.stop_s) == (Side.LEFT, 3.0, 33.0)
    assert (right.side, right.start_s, right.stop_s) == (Side.RIGHT, 46.0, 76.0)
    twice = turns_of(msgspec.structs.replace(TRACKING, reps=2, sides=("right",)))
    assert [(turn.side, turn.number, turn.start_s) for turn in twice] == [(Side.RIGHT, 1, 3.0), (Side.RIGHT, 2, 46.0)]


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("effort_s = 80.0", "effort_s = 70.0", "effort_s", "at least 76 seconds"),
        ('"ramp to 30 % in 5 s"', '"rump to 30 % in 5 s"', "path.pieces", "lines like"),
        ("reach = 0.04", "reach = 0.9", "path.reach", "0.005 to 0.5"),
        ('kind = "tracking"', 'kind = "intermittent"', "path", "left out for kind intermittent"),
    ],
)
def test_a_file_with_a_wrong_path_says_so_with_its_key(old, new, key, says):
    protocol, problems = check(TEXT.replace(old, new))
    assert protocol is None
    assert any(problem.key == key and says in problem.says for problem in problems), problems


def test_a_test_of_this_kind_needs_a_path():
    without = TEXT[: TEXT.index("[path]")] + TEXT[TEXT.index("[words]") :]
    _, problems = check(without)
    assert any(problem.key == "path" for problem in problems)


def test_the_texts_of_earlier_tests_need_no_path():
    assert all(protocol.path is None for key, protocol in built_in().items() if protocol.kind != "tracking")
