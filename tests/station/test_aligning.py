"""What a press told about two clocks is known to less the longer ago it was, until their rates are known."""

from dataclasses import replace

import pytest

from drivers.alignment import Alignment
from station.aligning import known_since
from station.clock_reading import ClockReading

SEEN = Alignment(shift_s=0.004, uncertainty_s=0.0005, at_s=90.0, of=7)


def line(slope_to: float | None) -> ClockReading:
    """A line that holds at 100 s of the host."""
    return ClockReading(offset_s=60.0, at_s=40.0, known_to_s=0.003, slope_to=slope_to)


def test_clocks_of_known_rates_are_aligned_as_well_as_the_press_told():
    assert known_since(SEEN, line(1e-6), line(1e-6)) == pytest.approx(0.0005, rel=0.01)


def test_clocks_of_unknown_rates_ran_apart_since_the_press():
    assert known_since(SEEN, line(None), line(1e-6)) == pytest.approx((0.0005**2 + (10 * 200e-6) ** 2) ** 0.5, rel=0.01)
    both = (0.0005**2 + (10 * 100e-6) ** 2 + (10 * 50e-6) ** 2) ** 0.5
    assert known_since(SEEN, line(100e-6), line(50e-6)) == pytest.approx(both)


def test_the_device_that_the_others_are_laid_over_is_moved_by_nothing():
    assert known_since(replace(SEEN, uncertainty_s=0.0, of=0), line(None), line(None)) == 0.0
