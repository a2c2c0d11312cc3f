"""Numbers on the terminal: the headline first, what stands beside it next, the details behind a word of their own."""

from __future__ import annotations

from dsp.measurement import Measurement, State
from station.commands.lines import number_line, number_lines
from station.model import NamedMeasurement, Side
from station.protocol import built_in

CMJ = built_in()["cmj"]


def line(key: str, side: Side = Side.BOTH) -> NamedMeasurement:
    return NamedMeasurement(key, f"title of {key}", side, Measurement(1.0, "1", State.VALID))


def test_what_is_shown_stands_before_the_details_in_the_order_of_the_test():
    front = [CMJ.headline, *CMJ.supporting]
    stored = [line(key) for key in CMJ.metrics if key != "landing_share"]
    stored += [line("landing_share", Side.LEFT), line("landing_share", Side.RIGHT)]
    told = number_lines(stored, CMJ)
    assert told[: len(front) + 1] == [
        *(number_line(line(key)) for key in front[:-1]),
        number_line(line("landing_share", Side.LEFT)),
        number_line(line("landing_share", Side.RIGHT)),
    ]
    assert told[len(front) + 1 : len(front) + 3] == ["", "details"]
    assert len(told) == len(stored) + 2


def test_numbers_of_a_test_that_is_not_known_or_that_has_no_details_stand_as_they_are():
    stored = [line("rsi_modified"), line(CMJ.headline)]
    assert number_lines(stored, None) == [number_line(each) for each in stored]
    assert number_lines(stored, CMJ) == [number_line(each) for each in reversed(stored)]
