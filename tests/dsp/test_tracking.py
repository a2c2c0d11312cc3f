"""Bands and targets against closed forms: square exits, sinusoids; whatever rate, gain and gaps."""

from __future__ import annotations

from dataclasses import astuple, replace

import numpy as np
import pytest

from dsp.tracking import Band, NoBand, Tracking, find_exits, left_at, seconds_inside
from dsp.tracking_metrics import (
    TRACKING,
    band_exits,
    band_hold_time,
    time_in_band,
    tracking_bias,
    tracking_rmse,
    tracking_wander,
)

RATES = [8.0, 40.0, 80.0, 250.0, 1000.0]
BAND = Band(90.0, 110.0, 100.0)


def tracked(force, fs=1000.0, band=BAND, **more):
    force = np.asarray(force, dtype=float)
    return Tracking(np.arange(len(force)) / fs, force, band, 0, len(force) - 1, **more)


def square(*pieces, fs=1000.0):
    """Levels, each for so many seconds."""
    return np.concatenate([np.full(round(seconds * fs), float(level)) for level, seconds in pieces])


def without(tracking, first, stop):
    keep = np.r_[0:first, stop : len(tracking.time_s)]
    band = Band(*(np.asarray(each)[keep] if np.ndim(each) else each for each in astuple(tracking.band)))
    force = tracking.force_n[keep]
    return replace(tracking, time_s=tracking.time_s[keep], force_n=force, band=band, end=len(keep) - 1)


# Band ---


@pytest.mark.parametrize("fs", RATES)
def test_a_sinusoid_is_in_its_band_for_as_long_as_the_arcsine_says(fs):
    time_s = np.arange(0, 60, 1 / fs)
    tracking = tracked(100 + 20 * np.sin(2 * np.pi * 0.2 * time_s), fs)
    assert time_in_band(tracking) == pytest.approx(100 * 2 / np.pi * np.arcsin(0.5), abs=0.5 if fs < 20 else 0.1)


def test_square_exits_are_counted_and_the_first_lasting_one_ends_the_hold():
    course = square((100, 5), (80, 0.5), (100, 4.5), (120, 2), (100, 3), (80, 0.1), (100, 4.9), (70, 3), (100, 2))
    tracking = tracked(course)
    exits = find_exits(tracking)
    assert [round(exit_.start_s, 1) for exit_ in exits] == [5.0, 10.0, 20.0]
    assert [exit_.below for exit_ in exits] == [True, False, True]
    assert [exit_.seconds for exit_ in exits] == pytest.approx([0.5, 2.0, 3.0], abs=0.06)
    assert band_exits(tracking) == 3
    assert band_hold_time(tracking) == pytest.approx(20.0, abs=0.06)
    assert time_in_band(tracking) == pytest.approx(100 * (25 - 0.5 - 2 - 0.1 - 3) / 25, abs=0.05)


@pytest.mark.parametrize(("seconds", "leaves"), [(0.9, False), (1.1, True)])
@pytest.mark.parametrize("fs", [40.0, 250.0, 1000.0])
def test_a_second_below_the_band_is_leaving_it_and_less_is_not(fs, seconds, leaves):
    tracking = tracked(square((100, 5), (80, seconds), (100, 5), fs=fs), fs)
    assert (left_at(tracking) is not None) == leaves


def test_a_line_that_sinks_leaves_the_band_where_it_crosses_the_lower_limit():
    time_s = np.arange(0, 40, 0.001)
    tracking = tracked(105 - 0.5 * time_s)
    assert band_hold_time(tracking) == pytest.approx(30.0, abs=0.01)
    assert time_in_band(tracking) == pytest.approx(75.0, abs=0.01)
    assert tracking_bias(tracking) == pytest.approx(5 - 0.5 * 20, abs=0.01)
    # the mean square of a line from 5 to -15
    assert tracking_rmse(tracking) == pytest.approx(np.sqrt((5**3 + 15**3) / (3 * 20)), rel=1e-3)


def test_too_much_force_is_an_exit_and_no_end():
    tracking = tracked(square((100, 5), (130, 5), (100, 5)))
    assert left_at(tracking) is None
    assert band_hold_time(tracking) == pytest.approx(15.0, abs=0.01)
    assert band_exits(tracking) == 1


def test_rising_to_the_band_is_no_exit_and_who_never_was_there_has_not_left():
    rising = tracked(np.r_[np.linspace(0, 100, 3000), np.full(5000, 100.0)])
    assert find_exits(rising) == []
    assert left_at(rising) is None
    low = tracked(np.full(5000, 50.0))
    with pytest.raises(NoBand, match="never was in the band"):
        left_at(low)
    assert np.isnan(band_hold_time(low))
    assert time_in_band(low) == 0


def test_tremor_at_the_edge_is_no_exit():
    time_s = np.arange(0, 20, 0.001)
    tracking = tracked(91 + 3 * np.sin(2 * np.pi * 10 * time_s))
    assert find_exits(tracking) == []
    assert left_at(tracking) is None


@pytest.mark.parametrize("formula", TRACKING, ids=lambda row: row.key)
def test_gain_time_shift_and_mirrored_order_of_samples(formula):
    rng = np.random.default_rng(4)
    force = square((100, 4), (80, 0.6), (103, 5), (98, 6), (60, 2)) + rng.normal(0, 1.0, 17_600)
    plain = tracked(force)
    louder = tracked(3 * force, band=BAND.times(3.0))
    later = replace(plain, time_s=plain.time_s + 1000.0)
    assert formula.compute(louder) == pytest.approx(formula.compute(plain), rel=1e-9)
    assert formula.compute(later) == pytest.approx(formula.compute(plain), rel=1e-6)
    backwards = tracked(force[::-1])
    if formula.key in ("time_in_band", "tracking_rmse", "tracking_bias"):
        assert formula.compute(backwards) == pytest.approx(formula.compute(plain), rel=1e-9)


@pytest.mark.parametrize("formula", TRACKING, ids=lambda row: row.key)
def test_every_tenth_sample_tells_the_same(formula):
    time_s = np.arange(0, 30, 0.001)
    force = 100 + 15 * np.sin(2 * np.pi * 0.15 * time_s) - 0.4 * time_s
    plain, thinned = tracked(force), tracked(force[::10], 100.0)
    assert formula.compute(thinned) == pytest.approx(formula.compute(plain), rel=0.01, abs=0.02)


def test_lost_samples_are_neither_in_the_band_nor_out_of_it():
    tracking = tracked(square((100, 10), (120, 10), fs=100.0), 100.0)
    lost = without(tracking, 1200, 1800)
    inside, measured = seconds_inside(lost)
    assert inside == pytest.approx(10.0, abs=0.02)
    assert measured == pytest.approx(14.0, abs=0.03)
    assert tracking_bias(lost) == pytest.approx(100 * (4 * 0.2) / 14, abs=0.05)


def test_a_band_may_move_with_its_target():
    time_s = np.arange(0, 30, 0.01)
    target = 100 + 30 * np.sin(2 * np.pi * 0.1 * time_s)
    tracking = Tracking(time_s, 1.05 * target, Band.about(target, 0.9, 1.1), 0, len(time_s) - 1)
    assert time_in_band(tracking) == pytest.approx(100.0)
    assert tracking_bias(tracking) == pytest.approx(5.0, abs=0.01)
    expected = 5.0 * np.sqrt(np.mean(target**2)) / np.mean(target)
    assert tracking_rmse(tracking) == pytest.approx(expected, rel=1e-3)


def test_a_wrong_gain_moves_a_band_in_newtons_and_not_one_of_the_own_readings():
    steady = tracked(np.full(5000, 109.0), gain_uncertainty=0.02)
    assert [time_in_band(variant) for variant in steady.variants()] == [0.0, 100.0]
    own = replace(steady, measured_band=True)
    assert [time_in_band(variant) for variant in own.variants()] == [100.0, 100.0]


def test_bands_and_ranges_that_make_no_sense_are_refused():
    with pytest.raises(NoBand, match="lower limit below"):
        tracked(np.ones(10), band=Band(110.0, 90.0, 100.0))
    with pytest.raises(ValueError, match="not in a record"):
        Tracking(np.arange(10.0), np.ones(10), BAND, 0, 10)


def test_what_a_short_record_leaves_open_covers_what_records_of_the_same_tremor_scatter_by():
    rng, fs, keep = np.random.default_rng(8), 40.0, float(np.exp(-1 / (0.5 * 40.0)))
    biases, rmses, widths = [], [], []
    for _ in range(150):
        pushes = rng.normal(0, 4 * np.sqrt(1 - keep**2), 800)
        force = np.empty(800)
        force[0] = rng.normal(0, 4)
        for at in range(1, 800):
            force[at] = keep * force[at - 1] + pushes[at]
        tracking = tracked(100 + force, fs)
        biases.append(tracking_bias(tracking))
        rmses.append(tracking_rmse(tracking))
        widths.append(tracking_wander(tracking))
    assert np.mean(np.abs(biases) <= [width["tracking_bias"] for width in widths]) >= 0.88
    assert np.mean(np.abs(np.array(rmses) - 4.0) <= [width["tracking_rmse"] for width in widths]) >= 0.85


# Lag ---
