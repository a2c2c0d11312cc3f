"""Every metric of an isometric effort against closed forms: ramp, exponential, half sine; and what it is known to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import integrate

from dsp.isometric import Effort
from dsp.isometric_metrics import EFFORT, FORCE, PER_MASS, TORQUE, mean_of_best
from dsp.measurement import State
from dsp.metric import Facts, judge, measure
from dsp.pre_effort import find_dip, pretension_limit
from dsp.rise_metrics import RISE, rate_between, rate_of_force

ROW = {row.key: row for row in EFFORT}
REST = 12.0
FROM_ONSET = tuple((0.0, last) for last in (0.05, 0.1, 0.15, 0.2, 0.25))
WINDOWS = (*FROM_ONSET, (0.05, 0.1), (0.1, 0.15), (0.1, 0.2), (0.15, 0.2))
ONSETS = (1.0, 1.00031, 1.00077)


def value(key, effort):
    return ROW[key].compute(effort)


def effort_of(curve, *, onset=1.0, fs=1000.0, length=3.0, **more):
    """Rest plus ``curve(since)`` from the onset to ``length`` seconds after it."""
    time_s = np.arange(round((onset + length + 1.0) * fs)) / fs
    since = time_s - onset
    inside = (since > 0) & (since < length)
    force = REST + np.where(inside, curve(np.clip(since, 0.0, None)), 0.0)
    return Effort(time_s, force, REST, onset, int(np.searchsorted(time_s, onset + length)), **more)


def ramp(**more):
    return effort_of(lambda s: np.minimum(800.0 * s, 320.0), **more)


def exponential(height=300.0, tau=0.09, **more):
    return effort_of(lambda s: height * (1 - np.exp(-s / tau)), **more)


def half_sine(height=250.0, length=2.0, **more):
    return effort_of(lambda s: height * np.sin(np.pi * s / length), length=length, **more)


# Closed forms


@pytest.mark.parametrize("onset", ONSETS)
def test_a_ramp_has_its_slope_its_forces_and_its_triangles(onset):
    effort = ramp(onset=onset)
    for first, last in WINDOWS:
        key = f"rfd_{round(1000 * first)}_{round(1000 * last)}"
        assert value(key, effort) == pytest.approx(800.0, rel=1e-6)
    assert value("rfd_peak", effort) == pytest.approx(800.0, rel=1e-6)
    assert value("rfd_20_80", effort) == pytest.approx(800.0, rel=1e-6)
    assert value("time_to_80", effort) == pytest.approx(0.32, abs=1e-6)
    assert value("time_to_peak", effort) == pytest.approx(0.4, abs=0.002)
    for ms in (50, 100, 150, 200, 250):
        assert value(f"force_at_{ms}_net", effort) == pytest.approx(0.8 * ms, rel=1e-6)
        assert value(f"force_at_{ms}", effort) == pytest.approx(REST + 0.8 * ms, rel=1e-6)
    for first, last in ((0.0, 0.1), (0.0, 0.2), (0.05, 0.25)):
        key = f"impulse_{round(1000 * first)}_{round(1000 * last)}"
        net = 400.0 * (last**2 - first**2)
        # the corner at the onset may lie between two samples
        assert value(f"{key}_net", effort) == pytest.approx(net, abs=2e-4)
        assert value(key, effort) == pytest.approx(net + REST * (last - first), abs=2e-4)


@pytest.mark.parametrize("onset", ONSETS)
@pytest.mark.parametrize("tau", [0.05, 0.15])
def test_an_exponential_rise_equals_its_formula(onset, tau):
    effort = exponential(tau=tau, onset=onset)

    def force(s):
        return 300.0 * (1 - np.exp(-s / tau))

    for first, last in WINDOWS:
        expected = (force(last) - force(first)) / (last - first)
        assert rate_between(effort, first, last) == pytest.approx(expected, rel=2e-4)
    assert value("rfd_20_80", effort) == pytest.approx(0.6 * 300.0 / (tau * np.log(0.8 / 0.2)), rel=1e-3)
    assert value("time_to_80", effort) == pytest.approx(-tau * np.log(0.2), abs=2e-4)
    # the first whole window of 20 ms may begin up to a sample after the onset
    assert value("rfd_peak", effort) == pytest.approx(force(0.02) / 0.02, rel=0.001 / tau)
    for first, last in ((0.0, 0.1), (0.0, 0.2), (0.05, 0.25)):
        expected = integrate.quad(force, first, last)[0]
        key = f"impulse_{round(1000 * first)}_{round(1000 * last)}_net"
        assert value(key, effort) == pytest.approx(expected, rel=3e-4)


@pytest.mark.parametrize("fs", [80.0, 1000.0])
def test_a_half_sine_has_its_peak_mean_impulse_length_and_stable_peak(fs):
    effort = half_sine(fs=fs)
    step = 1.0 / fs
    assert value("peak_force_net", effort) == pytest.approx(250.0, rel=1e-3)
    assert value("peak_force", effort) == pytest.approx(250.0 + REST, rel=1e-3)
    assert value("time_to_peak", effort) == pytest.approx(1.0, abs=step)
    assert value("effort_duration", effort) == pytest.approx(2.0, abs=step)
    assert value("effort_mean_force_net", effort) == pytest.approx(250.0 * 2 / np.pi, rel=0.5 * step + 1e-4)
    assert value("effort_mean_force", effort) == pytest.approx(REST + 250.0 * 2 / np.pi, rel=0.5 * step + 1e-4)
    assert value("impulse_effort_net", effort) == pytest.approx(250.0 * 4 / np.pi, rel=1e-3)
    assert value("impulse_effort", effort) == pytest.approx(250.0 * 4 / np.pi + REST * 2, rel=0.5 * step + 1e-3)
    # the mean of a sine over a window w about its top: 2 sin(pi w / 4) * 2 / (pi w)
    top = 250.0 * np.sin(np.pi * 0.5 / 4) * 4 / (np.pi * 0.5)
    assert value("stable_peak_force_net", effort) == pytest.approx(top, rel=1e-3)
    assert value("stable_peak_force", effort) == pytest.approx(top + REST, rel=1e-3)
    # within 10 % of the stable peak between the arcsines, but for what 0.1 s average away
    assert value("plateau_time", effort) == pytest.approx(2.0 - 4 / np.pi * np.arcsin(0.9 * top / 250.0), abs=0.03)


def test_torque_and_force_per_body_are_products_and_quotients():
    effort = replace(half_sine(), lever_m=0.42, mass_kg=70.0)
    peak = 250.0 + REST
    assert value("peak_torque", effort) == pytest.approx(peak * 0.42)
    assert value("peak_torque_per_mass", effort) == pytest.approx(peak * 0.42 / 70.0)
    assert value("peak_force_per_mass", effort) == pytest.approx(peak / 70.0)
    assert value("peak_force_allometric", effort) == pytest.approx(peak / 70.0**0.67)
    assert value("peak_force_body_weights", effort) == pytest.approx(peak / (70.0 * 9.80665))
    assert value("peak_force_above_weight", effort) == pytest.approx(peak - 70.0 * 9.80665)


@pytest.mark.parametrize("row", [*TORQUE, *PER_MASS], ids=lambda row: row.key)
def test_without_lever_arm_or_mass_there_is_no_number(row):
    assert np.isnan(row.compute(half_sine()))
    assert measure(row, half_sine(), lambda a, b: Facts(1000.0)).state is State.INVALID


# Properties


@pytest.mark.parametrize("row", [*FORCE, *RISE], ids=lambda row: row.key)
def test_a_gain_an_offset_and_another_clock_change_what_they_should(row):
    effort = exponential(tau=0.12)
    plain = row.compute(effort)
    force = effort.force_n
    gained = row.compute(replace(effort, force_n=2.5 * force, rest_n=2.5 * REST))
    unit = row.unit in ("N", "N/s", "N s")
    assert gained == pytest.approx(2.5 * plain if unit else plain, rel=1e-9)
    shifted = row.compute(replace(effort, force_n=force + 30.0, rest_n=REST + 30.0))
    gross = unit and not row.key.endswith("_net") and not row.key.startswith("rfd")
    if gross:
        spans = {"impulse_0_100": 0.1, "impulse_0_200": 0.2, "impulse_50_250": 0.2, "impulse_effort": 3.0}
        assert shifted == pytest.approx(plain + 30.0 * spans.get(row.key, 1.0), rel=1e-9)
    else:
        assert shifted == pytest.approx(plain, rel=1e-9)
    later = replace(effort, time_s=effort.time_s + 64.0, onset_s=effort.onset_s + 64.0)
    assert row.compute(later) == pytest.approx(plain, rel=1e-7)


@pytest.mark.parametrize("row", [*FORCE, *RISE], ids=lambda row: row.key)
def test_samples_before_the_onset_and_after_the_window_change_nothing(row):
    effort = exponential(tau=0.12)
    first, last = row.window(effort)
    other = effort.force_n.copy()
    other[: max(first - 1, 0)] = 500.0
    other[last + 2 :] = 900.0
    # a level of the peak decides where the rise is; the peak itself is inside the window
    assert row.compute(replace(effort, force_n=other)) == pytest.approx(row.compute(effort), rel=1e-9)


@pytest.mark.parametrize("row", RISE, ids=lambda row: row.key)
def test_a_record_that_ends_too_soon_gives_no_number_or_the_same(row):
    effort = exponential(tau=0.12)
    short = Effort(effort.time_s[:1040], effort.force_n[:1040], REST, 1.0, 1040)
    if row.key in ("time_to_peak", "time_to_80", "rfd_peak", "rfd_20_80"):
        assert np.isfinite(row.compute(short))  # of what there is; the station says that the end is missing
    else:
        assert np.isnan(row.compute(short))


def test_windows_that_make_no_sense_give_no_number():
    effort = ramp()
    for first, last in ((0.1, 0.1), (0.2, 0.1), (-0.1, 0.1)):
        assert np.isnan(rate_between(effort, first, last))


# What it is known to


@pytest.mark.parametrize("fs", [40.0, 100.0, 200.0, 1000.0])
@pytest.mark.parametrize(
    "key", ["rfd_0_50", "rfd_0_100", "rfd_0_200", "rfd_100_200", "time_to_80", "impulse_0_200_net"]
)
def test_the_uncertainty_covers_what_rate_noise_and_onset_do(fs, key):
    """The curve of promises.md C5: 400 N, 90 ms, 0.5 N of noise; the onset known to half a sample."""
    rng, row, inside = np.random.default_rng(7), ROW[key], 0
    truth = row.compute(exponential(400.0, 0.09, fs=20_000.0))
    for _ in range(100):
        onset = 1.0 + rng.uniform(0.0, 1.0 / fs)
        clean = exponential(400.0, 0.09, fs=fs, onset=onset, step_s=1.0 / fs)
        guess = onset + rng.uniform(-0.5, 0.5) / fs
        force = clean.force_n + rng.normal(0.0, 0.5, len(clean.force_n))
        effort = replace(clean, force_n=force, onset_s=guess, onset_uncertainty_s=0.6 / fs, force_uncertainty_n=2 * 0.5)
        found = measure(row, effort, lambda a, b: Facts(2000.0))
        inside += abs(found.value - truth) <= found.uncertainty
    # a level of the peak inherits that the greatest of thousands of samples is always too high, never too low
    assert inside >= (80 if key == "time_to_80" else 90)


@pytest.mark.parametrize(("fs", "percent"), [(40.0, 12.0), (100.0, 3.7), (200.0, 1.7), (1000.0, 0.6)])
def test_the_uncertainty_of_a_rate_is_of_the_size_that_was_measured_for_its_sample_rate(fs, percent):
    effort = exponential(400.0, 0.09, fs=fs, step_s=1.0 / fs, onset_uncertainty_s=0.6 / fs, force_uncertainty_n=1.0)
    found = measure(ROW["rfd_0_200"], effort, lambda a, b: Facts(2000.0))
    assert 0.1 * percent <= 100.0 * found.uncertainty / found.value <= 2.0 * percent


def test_lever_arm_and_mass_are_in_the_uncertainty():
    effort = replace(half_sine(), lever_m=0.4, lever_uncertainty_m=0.01, mass_kg=70.0, mass_uncertainty_kg=0.7)
    found = measure(ROW["peak_torque_per_mass"], effort, lambda a, b: Facts(1000.0))
    assert found.uncertainty / found.value == pytest.approx(np.hypot(0.01 / 0.4, 0.7 / 70.0), rel=0.01)


def test_noise_between_two_moments_is_in_the_uncertainty_of_a_rate_between_them():
    effort = ramp(force_uncertainty_n=2.0)
    found = measure(ROW["rfd_50_100"], effort, lambda a, b: Facts(1000.0))
    assert found.uncertainty == pytest.approx(np.sqrt(2.0) * 2.0 / 0.05, rel=1e-3)


@pytest.mark.parametrize(
    ("key", "onset_s", "state"),
    [
        ("rfd_0_50", 0.002, State.VALID),
        ("rfd_0_50", 0.004, State.LIMITED),
        ("rfd_0_50", 0.014, State.INVALID),
        ("rfd_0_100", 0.014, State.LIMITED),
        ("rfd_0_100", 0.026, State.INVALID),
        ("rfd_0_200", 0.009, State.VALID),
        ("rfd_0_200", 0.014, State.LIMITED),
        ("force_at_250", 0.07, State.INVALID),
        ("peak_force", 0.07, State.VALID),
        ("time_to_peak", 0.07, State.VALID),
    ],
)
def test_an_onset_limits_and_withholds_windows_that_are_short_against_it(key, onset_s, state):
    result = judge(ROW[key], 100.0, Facts(1000.0, onset_uncertainty_s=onset_s))
    assert result.state is state
    if state is State.INVALID:
        assert result.reasons[0].startswith(f"the onset is known to ± {1000 * onset_s:.0f} ms; ± ")


# Several repetitions, and before them


def test_the_mean_of_the_best_needs_as_many():
    assert mean_of_best([200.0, 230.0, 190.0, 220.0], 2) == 225.0
    assert mean_of_best([200.0, 230.0, 190.0, 220.0], 3) == pytest.approx(650 / 3)
    assert np.isnan(mean_of_best([200.0], 2))


def dipping(depth, *, fs=1000.0, noise_n=0.3, width=0.15):
    effort = exponential(onset=2.0, fs=fs)
    since = (effort.time_s - (2.0 - width)) / width
    down = depth * 0.5 * (1 - np.cos(np.pi * np.clip(since, 0.0, 1.0))) * (effort.time_s <= 2.0)
    rng = np.random.default_rng(3)
    return replace(effort, force_n=effort.force_n - down + rng.normal(0.0, noise_n, len(down)))


@pytest.mark.parametrize("fs", [80.0, 1000.0])
@pytest.mark.parametrize("depth", [4.0, 12.0])
def test_a_dip_before_the_onset_is_found_with_its_depth(fs, depth):
    found = find_dip(dipping(depth, fs=fs))
    assert found is not None
    assert found.depth_n == pytest.approx(depth, abs=1.2)
    assert found.time_s == pytest.approx(2.0, abs=0.04)


def test_rest_with_noise_a_spike_or_breathing_has_no_dip():
    assert find_dip(dipping(0.0)) is None
    assert find_dip(dipping(1.5)) is None  # below what can be told from handling
    assert find_dip(dipping(4.0, noise_n=2.0)) is None  # within 5 SD
    spike = dipping(0.0)
    spike.force_n[1900] -= 60.0
    assert find_dip(spike) is None
    breathing = dipping(0.0)
    breathing.force_n[:] += 3.0 * np.sin(2 * np.pi * 0.3 * breathing.time_s)
    assert find_dip(breathing) is None


def test_without_a_baseline_nobody_knows_of_a_dip():
    effort = dipping(12.0)
    assert find_dip(replace(effort, time_s=effort.time_s[1600:], force_n=effort.force_n[1600:])) is None


def test_pre_tension_is_borne_in_proportion_from_10_to_100_n():
    assert pretension_limit(exponential(300.0)) == pytest.approx(30.0)
    assert pretension_limit(exponential(50.0)) == 10.0
    assert pretension_limit(exponential(3000.0)) == 100.0


def test_the_rate_of_a_window_is_that_of_its_two_halves_together():
    effort = exponential(tau=0.2)
    halves = rate_of_force(effort, 0.1) + rate_between(effort, 0.1, 0.2)
    assert rate_of_force(effort, 0.2) == pytest.approx(halves / 2, rel=1e-12)
