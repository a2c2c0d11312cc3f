"""The figures of the quality checks, from arrays whose answer is known."""

import numpy as np
import pytest

from station.qa.estimates import cell_errors, clock_rate, line, link_grid, mains_amplitude, unloading
from station.qa.findings import Verdict, figure, judged, limits_of, measured

rng = np.random.default_rng(8)


@pytest.mark.parametrize("errors", [[0.0, 0.0, 0.0, 0.02], [-0.03, 0.01, 0.0, 0.004], [0.05] * 4])
def test_cell_gains_come_out_of_five_places_that_nobody_measured(errors):
    shares = rng.dirichlet(np.ones(4), 5) * 0.4 + 0.6 * np.vstack([np.eye(4), np.full(4, 0.25)])
    readings = 196.133 * shares * (1.0 + np.array(errors))
    found, _ = cell_errors(readings, 196.133, 0.0)
    np.testing.assert_allclose(found, errors, atol=1e-12)


def test_the_uncertainty_of_cell_gains_covers_what_noise_does():
    shares = 0.6 * np.vstack([np.eye(4), np.full(4, 0.25)]) + 0.1
    sd_n, misses = 0.2, 0
    for _ in range(500):
        found, spread = cell_errors(200.0 * shares + rng.normal(0, sd_n / 2, (5, 4)), 200.0, sd_n)
        misses += int((np.abs(found) > spread).sum())
    assert 0.01 < misses / 2000 < 0.10


def test_a_cell_that_does_not_answer_is_told_from_one_that_is_off():
    shares = 0.6 * np.vstack([np.eye(4), np.full(4, 0.25)]) + 0.1
    readings = 200.0 * shares
    readings[:, 2] = 0.01
    assert cell_errors(readings, 200.0, 0.01)[0].tolist() == [0.0, 0.0, -1.0, 0.0]


def test_a_line_has_the_slope_and_uncertainty_of_least_squares():
    times = np.arange(1000) / 100.0
    slopes = [line(times, 3.0 + 0.5 * times + rng.normal(0, 1.0, 1000)) for _ in range(300)]
    assert np.mean([slope for slope, _ in slopes]) == pytest.approx(0.5, abs=0.005)
    inside = np.mean([abs(slope - 0.5) <= spread for slope, spread in slopes])
    assert 0.9 < inside < 0.99


@pytest.mark.parametrize(("fs", "hz"), [(1000.0, 50.0), (1000.0, 60.0), (80.0, 50.0), (80.0, 60.0), (82.6, 49.9)])
def test_mains_is_found_in_noise_and_drift_also_folded(fs, hz):
    t = np.arange(round(20 * fs)) / fs
    force = 0.2 * np.sin(2 * np.pi * hz * t) + 0.3 * t + rng.normal(0, 0.1, t.size)
    assert mains_amplitude(force, fs, round(hz, -1)) == pytest.approx(0.2, rel=0.2)
    assert mains_amplitude(rng.normal(0, 0.1, t.size), fs, round(hz, -1)) < 0.03


def test_mains_that_folds_on_to_a_standstill_is_not_guessed():
    assert np.isnan(mains_amplitude(rng.normal(0, 1, 1000), 50.0, 50.0))


def test_an_unloading_has_the_settling_and_the_swing_of_its_oscillation():
    fs, t = 1000.0, np.arange(3000) / 1000.0
    swing = np.where(t >= 1.0, -20.0 * np.exp(-(t - 1.0) / 0.1) * np.sin(2 * np.pi * 20 * (t - 1.0)), 200.0)
    found = unloading(swing + rng.normal(0, 0.2, t.size), fs)
    # -20 e^(-x/0.1) sin(2 pi 20 x) is lowest at tan(2 pi 20 x) = 2 pi 20 * 0.1, and stays within 4 N from 0.16 s on
    lowest = np.arctan(4 * np.pi) / (40 * np.pi)
    deepest = 20.0 * np.exp(-lowest / 0.1) * np.sin(40 * np.pi * lowest)
    assert found.overshoot == pytest.approx(deepest / 200.0, abs=0.005)
    assert found.settle_s == pytest.approx(0.15, abs=0.03)
    assert found.at == 1000


def test_a_load_that_stays_is_no_unloading():
    assert unloading(200.0 + rng.normal(0, 0.5, 5000), 1000.0) is None


@pytest.mark.parametrize("ppm", [-120.0, 0.0, 80.0])
def test_a_clock_is_known_within_its_uncertainty_whatever_is_late(ppm):
    device = np.arange(300.0)
    misses = 0
    for _ in range(50):
        late = rng.exponential(0.004, device.size) + rng.choice([0.0, 0.2], device.size, p=[0.97, 0.03])
        found, spread = clock_rate(device, 5.0 - device * ppm * 1e-6 + late, 1e-6)
        misses += abs(found - ppm) > spread
        assert spread < 120.0
    assert misses <= 4


def test_a_short_stream_says_nothing_of_a_clock():
    assert clock_rate(np.arange(8.0), np.zeros(8), 1e-6) is None


def test_a_value_passes_inside_its_limits_fails_outside_and_is_left_open_when_nobody_can_know():
    def verdict(value, uncertainty):
        return judged("c", "C", value, "N", low=-1.0, high=1.0, uncertainty=uncertainty).verdict

    assert verdict(0.9, 0.1) is Verdict.PASSED
    assert verdict(1.05, 0.1) is Verdict.FAILED
    assert verdict(0.2, 3.0) is Verdict.NOT_DONE
    assert verdict(3.0, 3.0) is Verdict.NOT_DONE
    assert verdict(9.0, 3.0) is Verdict.FAILED
    assert verdict(float("nan"), None) is Verdict.FAILED
    assert judged("c", "C", 0.0, "", high=0.0).verdict is Verdict.PASSED
    assert judged("c", "C", 1.0, "", high=0.0).verdict is Verdict.FAILED
    assert judged("c", "C", 3.4, "V", low=3.5).verdict is Verdict.FAILED


def test_numbers_are_written_with_the_digits_that_are_known():
    assert [figure(value) for value in (0.0, 0.5, 1000.0, 0.01234, 12.34, -5.0)] == [
        "0", "0.5", "1000", "0.0123", "12.3", "-5",
    ]  # fmt: skip
    found = judged("c", "C", 80.1234, "ppm", low=-50.0, high=50.0, uncertainty=3.7)
    assert measured(found) == "80.1 ± 3.7 ppm"
    assert limits_of(found) == "±50 ppm"
    assert limits_of(judged("c", "C", 1.0, "Hz", low=990.0, high=1010.0)) == "990 to 1010 Hz"


@pytest.mark.parametrize(
    ("interval_s", "packet_s", "grid_s"), [(0.015, 0.1, 0.005), (0.03, 0.1, 0.01), (0.02, 0.1, 0.015)]
)
def test_a_radio_shows_the_grid_that_it_delivers_on_or_the_usual_one_is_taken(interval_s, packet_s, grid_s):
    """The last one: packets five intervals apart always wait the same, whatever the interval."""
    device = np.arange(600) * packet_s
    arrivals = np.ceil(device / interval_s - 1e-9) * interval_s + rng.exponential(2e-4, device.size)
    assert link_grid(device, arrivals - device, radio=True) == pytest.approx(grid_s, abs=0.0012)


def test_a_drift_that_a_radio_cannot_show_is_not_called_none():
    device = np.arange(600) * 0.1
    host = device / (1.0 + 80e-6)
    delays = np.ceil(host / 0.015) * 0.015 + rng.exponential(2e-4, host.size) - device
    each_second = slice(None, None, 10)
    ppm, spread = clock_rate(device[each_second], delays[each_second], 1e-6, link_grid(device, delays, radio=True))
    assert abs(ppm - 80.0) <= spread
    assert spread > 50.0


def test_a_line_in_a_program_has_no_grid():
    assert link_grid(np.arange(100.0), np.full(100, 3.0), radio=True) == 0.0
    assert link_grid(np.arange(5.0), np.full(5, 3.0), radio=True) == 0.015
