"""Marks on the running curve."""

from types import SimpleNamespace

import pytest

from station.drawn_marks import DrawnMarks
from station.model import Side
from station.trial import Marked


def grip(side, offset_s):
    return SimpleNamespace(
        attached=SimpleNamespace(sides=(side,)), offset_s=offset_s, trial_stream_s=lambda at_s: at_s - offset_s
    )


@pytest.fixture
def marks():
    return DrawnMarks()


USED = (grip(Side.LEFT, 10.0), grip(Side.RIGHT, 20.0))


def drawn(marks, now_s=105.0):
    return [(name, side, round(at_s, 3)) for name, side, at_s in marks.seen(now_s)]


def test_an_onset_that_no_release_followed_is_taken_back_by_the_next_of_its_side(marks):
    for name, side, at_s in (
        ("onset", Side.LEFT, 100.0), ("release", Side.LEFT, 101.0), ("onset", Side.RIGHT, 101.5),
        ("onset", Side.LEFT, 102.0), ("onset", Side.RIGHT, 103.0),
    ):  # fmt: skip
        marks.add(Marked(name, at_s, side), USED)
    assert drawn(marks) == [
        ("onset", Side.LEFT, 100.0), ("release", Side.LEFT, 101.0), ("onset", Side.LEFT, 102.0),
        ("onset", Side.RIGHT, 103.0),
    ]  # fmt: skip


def test_marks_follow_what_becomes_known_of_their_device_s_clock_and_go_with_the_curve(marks):
    used = (grip(Side.LEFT, 10.0),)
    marks.add(Marked("onset", 100.0, Side.LEFT), used)
    used[0].offset_s = 10.25
    assert drawn(marks) == [("onset", Side.LEFT, 100.25)]
    assert drawn(marks, 121.0) == [("onset", Side.LEFT, 100.25)], "seen for the last time"
    assert drawn(marks, 121.0) == []
