"""Following a path against closed forms: offsets, sinusoids, shifts; whatever the rate, and with lost samples."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dsp.path_following import Following, find_delay
from dsp.path_following_metrics import (
    PATH,
    path_bias,
    path_cv,
    path_delay,
    path_exits,
    path_rmse,
    path_score,
    path_time_within,
    path_wander,
)

RATES = [10.0, 80.0, 1000.0]
LONG_S = 30.0


def wave(time_s):
    """40 N, and 15 N up and down every 5 s."""
    return 40.0 + 15.0 * np.sin(2.0 * np.pi * np.asarray(time_s) / 5.0)


def level(time_s):
    return np.full(np.shape(time_s), 40.0)


def following(force, path=wave, fs=80.0, reach_n=5.0, plateaus=(), **more):
    """``force(time, target)`` against ``path`` from 1 s on."""
    time_s = np.arange(0.0, LONG_S + 2.0, 1.0 / fs)
    finely = np.arange(-2.0, LONG_S + 4.0, 0.005)
    first, last = round(fs), round((LONG_S + 1.0) * fs)
    force_n = force(time_s, path(time_s))
    runs = ((first, last),)
    return Following(time_s, force_n, path(time_s), reach_n, runs, plateaus, finely, path(finely), **more)


@pytest.mark.parametrize("fs", RATES)
def test_who_is_on_the_path_all_the_time_has_all_points(fs):
    on = following(lambda _, target: target, fs=fs)
    assert (path_rmse(on), path_bias(on), path_score(on)) == (0.0, 0.0, 100.0)
    assert (path_time_within(on), path_exits(on)) == (100.0, 0.0)
    assert path_delay(on) == pytest.approx(0.0, abs=2e-3)


def test_who_does_nothing_has_no_points():
    still = following(lambda time_s, _: np.zeros(len(time_s)))
    assert path_score(still) == 0.0
    assert path_rmse(still) > 100.0
    assert path_time_within(still) == 0.0


@pytest.mark.parametrize("fs", RATES)
def test_a_force_that_is_too_high_by_the_same_has_just_that_distance(fs):
    high = following(lambda _, target: target + 4.0, level, fs)
    assert path_rmse(high) == pytest.approx(10.0, rel=1e-9)
    assert path_bias(high) == pytest.approx(10.0, rel=1e-9)
    assert path_score(high) == pytest.approx(90.0, rel=1e-9)


@pytest.mark.parametrize("fs", [80.0, 1000.0])
def test_a_sinusoid_about_the_path_is_away_by_its_root_mean_square_and_within_by_its_arcsine(fs):
    about = following(lambda time_s, target: target + 8.0 * np.sin(2.0 * np.pi * time_s / 3.0), level, fs, reach_n=4.0)
    assert path_rmse(about) == pytest.approx(100.0 * 8.0 / np.sqrt(2.0) / 40.0, rel=2e-3)
    assert path_time_within(about) == pytest.approx(100.0 * 2.0 / np.pi * np.arcsin(0.5), abs=0.3)
    assert path_exits(about) == 20


@pytest.mark.parametrize("fs", RATES)
@pytest.mark.parametrize("late_s", [-0.2, 0.0, 0.137, 0.4, 0.9])
def test_a_force_that_is_the_path_of_a_while_ago_is_late_by_that(fs, late_s):
    late = following(lambda time_s, _: wave(time_s - late_s), fs=fs)
    assert path_delay(late) == pytest.approx(late_s, abs=0.006)


def test_a_path_that_stays_where_it_is_tells_no_delay():
    assert find_delay(following(lambda _, target: target, level)) is None
    assert np.isnan(path_delay(following(lambda _, target: target, level)))


def test_a_force_that_has_nothing_to_do_with_the_path_has_no_delay():
    against = following(lambda time_s, _: wave(time_s - 2.5))
    assert np.isnan(path_delay(against))


def test_the_uncertainty_of_a_delay_holds_what_it_promises():
    inside = 0
    for seed in range(60):
        noise = np.random.default_rng(seed)
        slow = np.convolve(noise.normal(0.0, 1.0, 5000), np.ones(40) / np.sqrt(40.0), "same")
        late = following(lambda time_s, _, slow=slow: wave(time_s - 0.25) + 2.0 * slow[: len(time_s)])
        found = find_delay(late)
        inside += abs(found.seconds - 0.25) <= found.uncertainty_s
    assert inside >= 54


@pytest.mark.parametrize("fs", [80.0, 1000.0])
def test_unsteadiness_on_a_plateau_is_about_its_own_line_whatever_the_slope(fs):
    plateau = (round(5.0 * fs), round(15.0 * fs))

    def leaning(time_s, target):
        return target + 0.4 * (time_s - 10.0) + 2.0 * np.sin(2.0 * np.pi * 4.0 * time_s)

    assert path_cv(following(leaning, level, fs, plateaus=(plateau,))) == pytest.approx(
        100.0 * 2.0 / np.sqrt(2.0) / 40.0, rel=0.01
    )
    assert np.isnan(path_cv(following(leaning, level, fs)))


def test_lost_samples_are_neither_on_the_path_nor_off_it():
    whole = following(lambda time_s, target: np.where((time_s > 10.0) & (time_s < 12.0), 0.0, target), level)
    kept = (whole.time_s <= 10.0) | (whole.time_s >= 12.0)
    first, last = np.flatnonzero(kept & (whole.time_s >= 1.0))[0], int(kept.sum()) - 80
    lost = replace(
        whole,
        time_s=whole.time_s[kept],
        force_n=whole.force_n[kept],
        target_n=whole.target_n[kept],
        runs=((int(first), last),),
    )
    assert path_time_within(whole) < 94.0
    assert path_time_within(lost) == pytest.approx(100.0)
    assert path_rmse(lost) == pytest.approx(0.0, abs=1e-9)


def test_several_runs_count_as_one():
    half = following(lambda time_s, target: target + np.where(time_s < 16.0, 4.0, 0.0), level)
    two = replace(half, runs=((80, 1279), (1281, 2480)))
    assert path_rmse(two) == pytest.approx(10.0 / np.sqrt(2.0), rel=1e-3)
    assert path_bias(two) == pytest.approx(5.0, rel=1e-3)


@pytest.mark.parametrize("row", PATH, ids=lambda row: row.key)
def test_a_wrong_gain_zero_or_clock_moves_what_it_should(row):
    known = following(
        lambda time_s, _: wave(time_s - 0.2) + np.sin(7.1 * time_s),
        plateaus=((400, 800),),
        gain_uncertainty=0.02,
        force_uncertainty_n=1.0,
        time_uncertainty_s=0.01,
    )
    gain, offset, clock = (row.compute(each) - row.compute(known) for each in known.variants())
    if row.key == "path_bias":
        assert gain == pytest.approx(2.0, abs=0.1)
        assert offset == pytest.approx(2.5, abs=1e-6)
    if row.key == "path_delay":
        assert clock == pytest.approx(-0.01, abs=1e-3)
    if row.key == "path_cv":
        assert gain == pytest.approx(0.0, abs=1e-9)


def test_a_short_record_leaves_more_open_than_a_long_one():
    def shaky(time_s, target):
        return target + 3.0 * np.sin(2.0 * np.pi * 0.31 * time_s) + np.sin(2.0 * np.pi * 1.7 * time_s)

    whole = following(shaky, reach_n=2.0)
    short = replace(whole, runs=((80, 80 + 640),))
    for key in ("path_bias", "path_time_within"):
        assert path_wander(short)[key] > path_wander(whole)[key] > 0.0


def test_a_run_of_no_samples_or_a_reach_of_nothing_is_refused():
    with pytest.raises(ValueError, match="two samples"):
        replace(following(lambda _, target: target), runs=((5, 5),))
    with pytest.raises(ValueError, match="reach"):
        following(lambda _, target: target, reach_n=0.0)
