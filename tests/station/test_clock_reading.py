"""The line of a clock at one moment, how well it held, and how well several of them agree."""

import numpy as np
import pytest

from drivers.contracts import ClockRate
from station.clock_reading import ClockReading, agreement_s, held_to_s, slope_of


def test_a_line_grows_from_the_moment_that_it_was_told_for() -> None:
    line = ClockReading(5.0, at_s=100.0, slope=50e-6)
    assert line.host_s(100.0) == 105.0
    assert line.host_s(np.array([200.0, 0.0])) == pytest.approx([205.005, 4.995])
    moved = line.moved(200.0)
    assert moved.host_s(123.0) == pytest.approx(line.host_s(123.0))
    assert (moved.at_s, moved.offset_s) == (200.0, pytest.approx(5.005))


def test_an_old_reading_is_a_constant_to_the_last_bit() -> None:
    ticks = np.arange(10) * 0.0125
    assert (ClockReading(50.25, 0.003).host_s(ticks) == ticks + 50.25).all()


def test_what_a_line_is_known_to_grows_with_time_by_what_its_slope_is_known_to() -> None:
    line = ClockReading(5.0, None, 100.0, 0.0, 0.003, 40e-6, "movement 1", 0.001)
    later = line.moved(200.0)
    assert later.known_to_s == pytest.approx(0.005)
    assert later.aligned_to_s == pytest.approx(np.hypot(0.001, 0.004))
    assert ClockReading(5.0, known_to_s=0.0).moved(10.0).known_to_s == pytest.approx(0.002)


def test_a_faster_clock_has_a_shrinking_delay() -> None:
    slope, known_to = slope_of(ClockRate(40.0, 5.0))
    assert slope == pytest.approx(-40e-6, rel=1e-4)
    assert known_to == pytest.approx(5e-6)
    assert slope_of(None) == (0.0, 200e-6)


def test_a_later_reading_tells_how_far_the_line_was_off() -> None:
    line = ClockReading(5.0, None, 100.0, 0.0, 0.003, 200e-6)
    now = ClockReading(5.001, None, 160.0, 0.0, 0.003, 200e-6)
    assert held_to_s([line], 160.0) == pytest.approx(np.hypot(0.003, 0.012))
    assert held_to_s([now, line], 160.0) == pytest.approx(np.hypot(0.003, 0.001))
    # one that was told soon after says nothing of a minute
    soon = ClockReading(5.0, None, 101.0, 0.0, 0.003, 200e-6)
    assert held_to_s([soon, line], 160.0) == pytest.approx(np.hypot(0.003, 0.012))


def test_an_aligned_line_is_held_against_what_arrivals_said_before_and_after() -> None:
    line = ClockReading(5.03, None, 100.0, 0.0, 0.003, 200e-6, "movement 1", 0.001)
    before = ClockReading(5.0, None, 100.0, 0.0, 0.003, 200e-6)
    after = ClockReading(5.0005, None, 160.0, 0.0, 0.003, 200e-6)
    assert held_to_s([line], 160.0, aligned=True) == pytest.approx(np.hypot(0.001, 0.012))
    assert held_to_s([before, after, line], 160.0, aligned=True) == pytest.approx(np.hypot(0.001, 0.0005))


def test_old_readings_are_known_to_their_scatter_and_to_how_far_they_are_apart() -> None:
    assert held_to_s([ClockReading(5.0, 0.003), ClockReading(5.004, 0.003)], 60.0) == pytest.approx(0.005)
    assert held_to_s([], 60.0) is None
    assert held_to_s([ClockReading(5.0)], 60.0) is None


def test_devices_of_one_alignment_agree_by_it_and_others_by_the_host() -> None:
    def told(aligned: str) -> list[ClockReading]:
        return [ClockReading(5.0, None, 0.0, 0.0, 0.004, 0.0, aligned, 0.001 if aligned else None)]

    same = [(told("movement 1"), 10.0), (told("movement 1"), 10.0)]
    assert agreement_s(same) == pytest.approx(np.hypot(0.001, 0.001))
    assert agreement_s([*same, (told(""), 10.0)]) == pytest.approx(np.hypot(0.004, 0.004))
    assert agreement_s([(told("movement 1"), 10.0), (told("movement 2"), 10.0)]) == pytest.approx(
        np.hypot(0.004, 0.004)
    )
    assert agreement_s([(told("movement 1"), 10.0)]) == 0.0
    assert agreement_s([(told(""), 10.0), ([], 10.0)]) is None
