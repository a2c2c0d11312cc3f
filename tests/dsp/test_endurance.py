"""Holds against closed forms and scipy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.signal import detrend, lfilter
from scipy.stats import linregress

from dsp.endurance import EndReason, Hold, lower_bound
from dsp.endurance_metrics import (
    fatigue_index,
    fatigue_slope,
    fatigue_uncertainty,
    hold_impulse,
    hold_time,
    load_share,
    load_share_drift,
    mean_force,
    share_drift_rate,
    share_uncertainty,
    share_unsteadiness,
    steadiness_cv,
    steadiness_uncertainty,
)


def bridge(fs=1000.0, rest=90.0, height=300.0, start=2.0, length=30.0, slope=0.0, after=3.0, noise=1.5):
    """Feet at rest, a lift in 0.4 s, a hold that sinks by ``slope`` N/s, a drop in 0.3 s."""
    time_s = np.arange(round((start + length + after) * fs)) / fs
    lift = np.clip((time_s - start) / 0.4, 0, 1) - np.clip((time_s - start - length) / 0.3, 0, 1)
    sunk = np.where((time_s > start) & (time_s < start + length), slope * (time_s - start), 0.0)
    return time_s, rest + height * lift + sunk + np.random.default_rng(5).normal(0, noise, len(time_s))


def held(time_s, force, foot=None, exited=True, onset=2.0, end=32.0):
    fs = round(1 / (time_s[1] - time_s[0]))
    return Hold(time_s, force, force if foot is None else foot, round(onset * fs), round(end * fs), exited)


def test_hold_time_is_onset_to_end():
    assert hold_time(held(*bridge())) == pytest.approx(30.0)


def test_share_and_drift_equal_the_line_they_were_made_from():
    time_s, force = bridge(noise=0.0)
    share = 0.55 + 0.002 * (time_s - 2.0)
    hold = held(time_s, force, share * force)
    steady = time_s[hold.steady]
    assert load_share(hold) == pytest.approx(100 * (0.55 + 0.002 * (steady.mean() - 2.0)), abs=1e-6)
    assert load_share_drift(hold) == pytest.approx(0.2 * (steady[-1] - steady[0] - 5.0), abs=0.001)
    other = held(time_s, force, (1 - share) * force)
    assert load_share(hold) + load_share(other) == pytest.approx(100.0)


def test_slope_equals_scipys_regression_and_steadiness_scipys_detrend():
    hold = held(*bridge(slope=-2.0, noise=4.0))
    time_s, force = hold.time_s[hold.steady], hold.force_n[hold.steady]
    line = linregress(time_s, force)
    assert fatigue_slope(hold) == pytest.approx(100 * line.slope / force.mean(), rel=1e-9)
    assert steadiness_cv(hold) == pytest.approx(100 * np.std(detrend(force), ddof=2) / force.mean(), rel=1e-9)
    assert fatigue_slope(hold) == pytest.approx(-100 * 2.0 / force.mean(), rel=0.01)


def test_fatigue_index_compares_five_seconds_by_time():
    time_s, force = bridge(slope=-3.0, noise=0.0)
    hold = held(time_s, force)
    steady = time_s[hold.steady]
    first = 390.0 - 3.0 * (steady[0] + 2.5 - 2.0)
    last = 390.0 - 3.0 * (steady[-1] - 2.5 - 2.0)
    assert fatigue_index(hold) == pytest.approx(100 * (first - last) / first, abs=0.01)
    assert mean_force(hold) == pytest.approx((first + last) / 2, abs=0.05)


def test_short_holds_have_no_fatigue():
    time_s, force = bridge(length=4.0)
    hold = held(time_s, force, end=6.0)
    assert np.isnan(fatigue_slope(hold))
    assert np.isnan(fatigue_index(hold))
    assert np.isnan(load_share_drift(hold))
    assert np.isfinite(steadiness_cv(hold))
    brief = held(time_s, force, end=3.8)
    assert np.isnan(steadiness_cv(brief))


def test_an_unloaded_total_has_no_share():
    time_s, force = bridge()
    assert np.isnan(load_share(held(time_s, force - 1000.0)))


@pytest.fixture(scope="module")
def trembling():
    """200 holds of 14 s that only tremble: 2 % of the mean, forgotten in 0.3 s (each scaled to a mean of 100 N)."""
    rng, fs, keep = np.random.default_rng(8), 80.0, float(np.exp(-1 / (0.3 * 80.0)))
    steps = rng.normal(0, np.sqrt(1 - keep**2), (200, 1200))
    steps[:, 0] = rng.normal(size=200)
    tremor = lfilter([1.0], [1.0, -keep], steps)
    return [held(np.arange(1200) / fs, 100.0 + 2.0 * row, onset=0.0, end=14.0) for row in tremor]


def test_the_uncertainty_of_a_spread_covers_what_holds_of_the_same_tremor_scatter_by(trembling):
    found = np.array([steadiness_cv(hold) for hold in trembling])
    widths = np.array([steadiness_uncertainty(hold) for hold in trembling])
    assert np.count_nonzero(np.abs(found - 2.0) < widths) >= 180
    assert np.mean(widths) == pytest.approx(2 * np.std(found), rel=0.4)


def test_the_uncertainty_of_fatigue_covers_what_tremor_alone_looks_like(trembling):
    for metric, column in ((fatigue_slope, 0), (fatigue_index, 1)):
        found = np.array([metric(hold) for hold in trembling])
        widths = np.array([fatigue_uncertainty(hold)[column] for hold in trembling])
        assert np.count_nonzero(np.abs(found) < widths) >= 176
        assert np.mean(widths) == pytest.approx(2 * np.std(found), rel=0.4)
    assert np.isnan(fatigue_uncertainty(replace(trembling[0], end=round(4.0 * 80)))).all()


def test_a_lost_second_leaves_the_rest_to_judge_by():
    time_s, force = bridge(fs=80.0, noise=4.0)
    kept = (time_s < 10.0) | (time_s > 16.0)
    whole = fatigue_uncertainty(held(time_s, force))
    lost = fatigue_uncertainty(Hold(time_s[kept], force[kept], force[kept], 160, int(np.sum(kept)) - 240, True))
    assert lost == pytest.approx(whole, rel=0.4)


def test_a_short_hold_leaves_its_unsteadiness_wide_open_and_a_long_one_less():
    time_s, force = bridge(fs=80.0, length=60.0, noise=4.0)
    force = force + np.repeat(np.random.default_rng(3).normal(0, 5.0, len(force) // 20), 20)
    short, long = held(time_s, force, end=7.0), held(time_s, force, end=62.0)
    assert steadiness_uncertainty(short) > 0.1 * steadiness_cv(short)
    assert steadiness_uncertainty(long) < 0.5 * steadiness_uncertainty(short)
    assert np.isnan(steadiness_uncertainty(held(time_s, force, end=3.8)))


def test_the_impulse_of_a_trapezoid_is_its_area():
    time_s, force = bridge(noise=0.0, rest=0.0, slope=0.0)
    # 0.4 s up from the onset on, then level to the end
    assert hold_impulse(held(time_s, force)) == pytest.approx(300.0 * (0.2 + 29.6), rel=1e-3)
    left = held(time_s, force).under(0.4 * force)
    right = held(time_s, force).under(0.6 * force)
    assert hold_impulse(left) + hold_impulse(right) == pytest.approx(hold_impulse(held(time_s, force)))
    assert hold_impulse(held(*bridge(fs=50.0, noise=0.0, rest=0.0))) == pytest.approx(8940.0, rel=0.01)


def test_the_drift_of_the_share_per_minute_is_scipys_slope_and_opposite_on_the_other_side():
    time_s, force = bridge(noise=2.0)
    foot = (0.52 + 0.001 * (time_s - 2.0)) * force + np.random.default_rng(1).normal(0, 1.0, len(force))
    hold = held(time_s, force, foot)
    part = hold.steady
    slope = linregress(time_s[part], 100 * foot[part] / force[part]).slope
    assert share_drift_rate(hold) == pytest.approx(60.0 * slope, rel=1e-9)
    assert share_drift_rate(hold) == pytest.approx(6.0, rel=0.02)
    assert share_drift_rate(held(time_s, force, force - foot)) == pytest.approx(-share_drift_rate(hold), rel=1e-9)
    assert np.isnan(share_drift_rate(held(time_s, force, foot, end=6.0)))


@pytest.mark.parametrize("forgets_s", [0.3, 2.0])
def test_what_the_share_wanders_by_covers_shares_drifts_and_rates_that_are_none(forgets_s):
    rng, fs, inside = np.random.default_rng(9), 20.0, np.zeros(3)
    keep = float(np.exp(-1 / (forgets_s * fs)))
    for _ in range(150):
        pushes = rng.normal(0, np.sqrt(1 - keep**2), 800)
        pushes[0] = rng.normal()
        share = 0.5 + 0.01 * lfilter([1.0], [1.0, -keep], pushes)
        hold = held(np.arange(800) / fs, np.full(800, 300.0), 300.0 * share, onset=0.0, end=39.0)
        found = load_share(hold) - 50.0, load_share_drift(hold), share_drift_rate(hold)
        inside += np.abs(found) <= share_uncertainty(hold)
    assert inside.min() >= 0.88 * 150
    assert np.isnan(share_uncertainty(replace(hold, end=60))).all()


def test_only_the_clients_own_end_is_a_time_and_never_a_devices():
    bounds = {reason: lower_bound(False, reason) for reason in EndReason}
    assert {reason for reason, said in bounds.items() if not said} == {EndReason.CLIENT, EndReason.FORM, EndReason.PAIN}
    assert all("at least this long" in said for said in bounds.values() if said)
    assert {lower_bound(True, reason) for reason in EndReason} == {""}


def test_the_unsteadiness_of_the_share_is_the_sd_about_its_line_the_same_for_both_sides():
    time_s, force = bridge(noise=0.0)
    share = 0.6 - 0.001 * time_s + 0.01 * np.sin(2.0 * np.pi * 1.5 * time_s)
    found = held(time_s, force, force * share)
    assert share_unsteadiness(found) == pytest.approx(100.0 * 0.01 / np.sqrt(2.0), rel=0.01)
    assert share_unsteadiness(found.under(force * (1.0 - share))) == pytest.approx(share_unsteadiness(found))
    assert np.std(detrend(100.0 * share[found.steady]), ddof=2) == pytest.approx(share_unsteadiness(found))


def test_the_band_of_a_mean_share_holds_the_person_in_short_holds_too():
    inside = 0
    for seed in range(60):
        dice = np.random.default_rng(seed)
        time_s = np.arange(2000) / 100.0
        # forgets itself within 2 s, as shares do
        wander = lfilter([np.sqrt(1.0 - np.exp(-0.01))], [1.0, -np.exp(-0.005)], dice.normal(0.0, 0.01, 2600))[600:]
        total = np.full(2000, 700.0)
        found = Hold(time_s, total, total * (0.6 + wander), 0, 1999, exited=False)
        inside += abs(load_share(found) - 60.0) <= share_uncertainty(found)[0]
    assert inside >= 53
