"""Isometric efforts against closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2

from dsp.isometric import Effort, peak_index
from dsp.isometric_metrics import best_of, mean_of, peak_force, stable_peak_force, variation, variation_uncertainty
from dsp.rise_metrics import rate_of_force, time_to_peak


def push(fs=1000.0, rest=12.0, height=300.0, tau=0.09, onset=1.0, length=5.0, **more):
    """rest + height (1 - exp(-t / tau)) from the onset on."""
    time_s = np.arange(round((onset + length + 1.0) * fs)) / fs
    since = np.clip(time_s - onset, 0.0, None)
    force = rest + height * (1.0 - np.exp(-since / tau)) * (time_s < onset + length)
    return Effort(time_s, force, rest, onset, round((onset + length) * fs), **more)


@pytest.mark.parametrize("fs", [250.0, 333.0, 1000.0, 2000.0])
@pytest.mark.parametrize("tau", [0.05, 0.09, 0.2])
def test_the_rate_of_force_equals_the_exponential_rise(fs, tau):
    effort = push(fs=fs, tau=tau)
    assert rate_of_force(effort, 0.1) == pytest.approx(300.0 * (1 - np.exp(-0.1 / tau)) / 0.1, rel=0.004)
    assert rate_of_force(effort, 0.2) == pytest.approx(300.0 * (1 - np.exp(-0.2 / tau)) / 0.2, rel=0.004)


def test_a_straight_rise_has_its_slope_whatever_the_phase_of_the_samples():
    time_s = np.arange(0, 3, 0.0125)
    for onset in (1.0, 1.003, 1.0071, 1.0119):
        force = 5.0 + 800.0 * np.clip(time_s - onset, 0.0, None)
        effort = Effort(time_s, force, 5.0, onset, len(time_s))
        assert rate_of_force(effort, 0.2) == pytest.approx(800.0, rel=1e-9)


def test_a_rate_beyond_the_record_is_not_a_number():
    effort = push(length=0.05)
    short = Effort(effort.time_s[:1050], effort.force_n[:1050], 12.0, 1.0, 1050)
    assert np.isnan(rate_of_force(short, 0.1))
    assert np.isnan(rate_of_force(effort, 0.0))


def test_ten_milliseconds_of_onset_error_change_the_rate_as_published():
    true = push(tau=0.15)
    late = Effort(true.time_s, true.force_n, true.rest_n, 1.010, true.stop)
    assert 100 * (rate_of_force(late, 0.1) / rate_of_force(true, 0.1) - 1) == pytest.approx(7, abs=4)
    wide = push(tau=0.15, onset_uncertainty_s=0.010)
    moved = [rate_of_force(v, 0.1) - rate_of_force(wide, 0.1) for v in wide.variants()]
    assert np.hypot.reduce(moved) == pytest.approx(rate_of_force(late, 0.1) - rate_of_force(true, 0.1), rel=1e-9)


def test_peak_is_the_greatest_sample_and_its_time_counts_from_the_onset():
    effort = push()
    effort.force_n[3200] = 350.0
    effort.force_n[500] = effort.force_n[6500] = 900.0
    assert peak_index(effort) == 3200
    assert peak_force(effort) == 350.0
    assert time_to_peak(effort) == pytest.approx(2.2)


def test_the_stable_peak_ignores_a_spike_and_needs_half_a_second():
    effort = push(tau=0.02)
    effort.force_n[3200] += 100.0
    assert stable_peak_force(effort) == pytest.approx(312.0 + 100.0 / 500, rel=1e-3)
    assert np.isnan(stable_peak_force(push(length=0.4)))


def test_the_stable_peak_equals_the_best_convolution():
    effort = push(fs=80.0)
    effort.force_n[:] += np.random.default_rng(3).normal(0, 5, len(effort.force_n))
    part = effort.force_n[effort.start : effort.stop]
    assert stable_peak_force(effort) == pytest.approx(np.convolve(part, np.full(40, 1 / 40), "valid").max())


def test_uncertainty_of_a_peak_joins_gain_and_noise():
    effort = push(gain_uncertainty=0.01, force_uncertainty_n=2.0)
    moved = [peak_force(v) - peak_force(effort) for v in effort.variants()]
    # the noise of one sample, and what the greatest of many lies above the force
    by_hand = np.hypot.reduce([0.01 * peak_force(effort), 2.0, np.sqrt(2.0 * np.log(5000))])
    assert np.hypot.reduce(moved) == pytest.approx(by_hand, rel=1e-9)


def test_the_uncertainty_of_a_peak_covers_what_noise_adds_to_the_greatest_sample():
    inside = 0
    for seed in range(50):
        effort = push(tau=0.05, force_uncertainty_n=2 * 1.5)
        effort.force_n[:] += np.random.default_rng(seed).normal(0.0, 1.5, len(effort.force_n))
        moved = [peak_force(v) - peak_force(effort) for v in effort.variants()]
        inside += abs(peak_force(effort) - 312.0) <= np.hypot.reduce(moved)
    assert inside >= 47  # the greatest of 5000 lies 3.7 SD above on average


def test_repetitions_together():
    assert mean_of([200.0, 210.0, 220.0]) == 210.0
    assert best_of([200.0, 220.0, 210.0]) == 220.0
    assert variation([200.0, 210.0, 220.0]) == pytest.approx(100 * 10.0 / 210.0)
    assert np.isnan(mean_of([]))
    assert np.isnan(best_of([]))
    assert np.isnan(variation([5.0]))
    assert np.isnan(variation([-1.0, 1.0]))


@pytest.mark.parametrize("count", [2, 3, 5, 10, 12, 30])
def test_how_much_somebody_varies_lies_within_what_few_repetitions_leave_open(count):
    dice = np.random.default_rng(count)
    inside = []
    for _ in range(400):
        peaks = dice.normal(200.0, 8.0, count)  # 4 %
        inside.append(abs(variation(peaks) - 4.0) <= variation_uncertainty(peaks))
    assert np.mean(inside) >= 0.9
    assert np.isnan(variation_uncertainty([200.0]))


@pytest.mark.parametrize("count", [2, 4, 11, 12, 40])
def test_the_limit_of_a_variation_is_that_of_the_chi_squared_distribution(count):
    values = np.linspace(190.0, 210.0, count)
    limit = np.sqrt((count - 1) / chi2.ppf(0.05, count - 1))
    assert variation_uncertainty(values) == pytest.approx(variation(values) * (limit - 1.0), rel=0.01)


def test_an_onset_that_may_lie_behind_the_last_sample_leaves_a_peak_with_an_uncertainty():
    time_s = np.arange(100) / 80.0
    force = np.where(time_s > 1.2, 200.0, 0.0)
    last = Effort(time_s, force, 0.0, 1.21, 100, onset_uncertainty_s=0.05)
    assert [peak_force(each) for each in last.variants()] == [200.0] * 4
