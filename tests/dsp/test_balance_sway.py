"""A stance as the subject of metrics: filter, noise, length, comparability, loading, one leg."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import signal

from dsp.balance import mean_velocity, prediction_ellipse_area
from dsp.balance_metrics import DIRECTED, EDGES, LOADING, ONE_LEG, PATHS, SIDE_TO_SIDE, SPECTRAL, SWAY, reserves
from dsp.loading import Loading
from dsp.measurement import State
from dsp.metric import Facts, measure
from dsp.one_leg import NoOneLeg, find_one_leg
from dsp.sway import NotComparable, comparable, make_sway, noise_inflation, romberg_ratio, sensor_noise

ROWS = {row.key: row for row in (*SWAY, *LOADING, *ONE_LEG)}


def stance(seconds=30.0, fs=100.0, seed=0, noise=0.0):
    """Sway below 2 Hz from many sines, with white noise of the sensors on top."""
    dice, t = np.random.default_rng(seed), np.arange(round(seconds * fs)) / fs
    waves = [
        a * np.sin(2 * np.pi * f * t + dice.uniform(0, 6.28, (2, 1)))
        for f, a in ((0.11, 3e-3), (0.37, 2e-3), (0.83, 8e-4), (1.7, 3e-4))
    ]
    return np.sum(waves, axis=0) * [[0.6], [1.0]] + noise * dice.standard_normal((2, len(t))) + [[0.01], [0.03]]


def test_the_filter_is_a_fourth_order_butterworth_without_delay_and_has_its_corner_at_10_hz():
    raw = stance(noise=2e-4)
    warped = np.arctan(np.tan(np.pi * 0.1) / (np.sqrt(2) - 1) ** 0.25) / np.pi * 100
    theirs = signal.sosfiltfilt(signal.butter(2, warped, fs=100, output="sos"), raw, axis=1)
    mine = make_sway(raw, 100.0).cop_m
    assert np.abs(mine - theirs)[:, 50:-50].max() < 1e-9
    t = np.arange(6000) / 100
    ten = np.stack([0.01 * np.sin(20 * np.pi * t)] * 2)
    assert make_sway(ten, 100.0).cop_m[:, 1000:5000].std() / ten.std() == pytest.approx(np.sqrt(0.5), rel=1e-3)


def test_raw_samples_stay_raw_where_asked_for_or_where_no_filter_fits():
    raw = stance()
    assert (make_sway(raw, 100.0, cutoff_hz=None).cop_m == raw).all()
    slow = make_sway(stance(fs=20.0), 20.0)
    assert slow.cutoff_hz is None
    assert (slow.cop_m == stance(fs=20.0)).all()
    assert any("not filtered" in reason for reason in reserves(ROWS["sway_area"], slow)[0])


@pytest.mark.parametrize("fs", [100.0, 250.0, 1000.0])
def test_the_noise_of_the_sensors_is_seen_and_so_is_what_it_adds_to_the_path(fs):
    clean = make_sway(stance(fs=fs), fs)
    noisy = make_sway(stance(fs=fs, noise=2e-4), fs)
    assert sensor_noise(stance(fs=fs, noise=2e-4), fs) == pytest.approx([2e-4, 2e-4], rel=0.1)
    added = mean_velocity(noisy.cop_m, fs) / mean_velocity(clean.cop_m, fs) - 1
    assert added > 0.04
    assert noise_inflation(noisy) == pytest.approx(added, rel=0.15)
    assert noise_inflation(clean) < 1e-6
    result = measure(ROWS["sway_velocity"], noisy, lambda a, b: Facts(fs))
    assert result.uncertainty is not None
    # what is known is by how much noise made the path longer, not the lesser length that more of it would add
    longer = mean_velocity(noisy.cop_m, fs) - mean_velocity(clean.cop_m, fs)
    assert 0.95 * longer <= result.uncertainty <= 1.6 * longer


def test_without_a_filter_noise_is_most_of_the_path():
    raw = make_sway(stance(noise=1e-4), 100.0, cutoff_hz=None)
    clean = make_sway(stance(), 100.0, cutoff_hz=None)
    added = mean_velocity(raw.cop_m, 100.0) / mean_velocity(clean.cop_m, 100.0) - 1
    assert added > 1.0
    assert noise_inflation(raw) == pytest.approx(added, rel=0.25)  # a few sines are not normal


def test_noise_above_a_tenth_limits_paths_and_extremes_and_nothing_else():
    noisy = make_sway(stance(noise=4e-4), 100.0)
    assert noise_inflation(noisy) > 0.1
    for row in SWAY:
        limits, refusals = reserves(row, noisy)
        assert refusals == []
        assert any("noise" in reason for reason in limits) == (row.key in PATHS | EDGES)
    assert reserves(ROWS["sway_path"], make_sway(stance(), 100.0)) == ([], [])


def test_noise_that_is_told_counts_when_the_samples_hide_it():
    smooth = make_sway(stance(), 100.0, noise_m=[3e-4, 3e-4])
    assert smooth.noise_m.tolist() == [3e-4, 3e-4]
    assert noise_inflation(smooth) > 0.05


@pytest.mark.parametrize(
    ("seconds", "excursion", "spectral"),
    [(9.0, "refused", "refused"), (15.0, "limited", "refused"), (25.0, "limited", "limited"), (30.0, "", "")],
)
def test_short_stances_limit_and_forbid(seconds, excursion, spectral):
    sway = make_sway(stance(seconds), 100.0)
    for row in SWAY:
        limits, refusals = reserves(row, sway)
        state = "refused" if refusals else "limited" if limits else ""
        assert state == (spectral if row.key in SPECTRAL else excursion), row.key


@pytest.mark.parametrize("row", SWAY, ids=lambda row: row.key)
def test_every_measure_of_a_good_stance_is_a_number_with_an_uncertainty(row):
    sway = make_sway(stance(), 100.0, scale_uncertainty=(0.01, 0.01))
    result = measure(row, sway, lambda a, b: Facts(100.0))
    assert result.state is State.VALID
    scaled = result.uncertainty / abs(result.value)
    if row.key.endswith(("_ml", "_ap")):
        assert scaled == pytest.approx(0.01, abs=1e-4)
    elif row.key in ("sway_area", "sway_area_chi2", "sway_area_hull", "sway_swept_area"):
        assert scaled == pytest.approx(0.01 * np.sqrt(2), abs=1e-4)
    elif row.key == "sway_axis_ratio":
        # most where the ellipse lies along the axes, which this one nearly does
        assert 0.012 < scaled < 0.0142
    elif row.unit in ("m", "m/s"):
        # both axes share a length: from evenly (0.7 %) to all on one (1 %)
        assert 0.0070 < scaled < 0.0101


@pytest.mark.parametrize("row", SWAY, ids=lambda row: row.key)
def test_a_nan_anywhere_never_becomes_a_number(row):
    clean = make_sway(stance(20.0), 100.0)
    for at in (0, 1, 700, 1998, 1999):
        for axis in range(2):
            cop = clean.cop_m.copy()
            cop[axis, at] = np.nan
            value = row.compute(replace(clean, cop_m=cop))
            other = row.key.endswith("_ap" if axis == 0 else "_ml")
            assert np.isnan(value) or other, (at, axis)


def test_a_sway_side_to_side_alone_has_the_numbers_of_that_axis():
    cop = stance()
    whole = make_sway(cop, 100.0)
    cop[1] = np.nan
    half = make_sway(cop, 100.0)
    for row in SWAY:
        if row.key in SIDE_TO_SIDE:
            assert row.compute(half) == row.compute(whole)
        else:
            assert np.isnan(row.compute(half)), row.key
    assert SIDE_TO_SIDE < DIRECTED
    cop[0, 5] = np.nan
    with pytest.raises(ValueError, match="must be cut"):
        make_sway(cop, 100.0)


def test_mirrored_left_and_right_change_nothing_but_the_direction():
    sway = make_sway(stance(), 100.0)
    mirrored = replace(sway, cop_m=sway.cop_m * [[-1.0], [1.0]])
    for row in SWAY:
        sign = -1.0 if row.key == "sway_direction" else 1.0
        assert row.compute(mirrored) == pytest.approx(sign * row.compute(sway), rel=1e-9), row.key


def test_only_like_is_compared_with_like():
    one = make_sway(stance(), 100.0)
    comparable(one, make_sway(stance(30.3, seed=2), 100.0))
    comparable(one, make_sway(stance(fs=1000.0), 1000.0))
    for other, words in (
        (make_sway(stance(60.0), 100.0), "30 s long and the other 60 s"),
        (make_sway(stance(), 100.0, cutoff_hz=None), "not filtered"),
        (make_sway(stance(), 100.0, cutoff_hz=5.0), "filtered at 5 Hz"),
        (make_sway(stance(fs=30.0), 30.0), "rates are 100 Hz and 30 Hz"),
    ):
        with pytest.raises(NotComparable, match=words):
            comparable(one, other)
        with pytest.raises(NotComparable):
            comparable(other, one)


def test_the_romberg_ratio_is_closed_over_open():
    assert romberg_ratio(0.01, 0.025) == 2.5
    for pair in ((0.0, 1.0), (1.0, 0.0), (-1.0, 1.0), (float("nan"), 1.0), (1.0, float("inf"))):
        with pytest.raises(NotComparable):
            romberg_ratio(*pair)


@pytest.mark.real
def test_people_sway_faster_with_their_eyes_closed_on_foam(real_data):
    area = {}
    for number, eyes in ((7, "open"), (10, "closed")):
        cop = np.loadtxt(real_data / "bds" / f"BDS{number:05d}.txt", skiprows=1, usecols=(7, 8)).T / 100
        sway = make_sway(cop, 100.0)
        area[eyes] = prediction_ellipse_area(sway.cop_m)
    # published: 3.95 and 6.46 cm^2; the filter on top changes the areas by less than 0.1 %
    assert romberg_ratio(area["open"], area["closed"]) == pytest.approx(6.455127 / 3.949595, rel=1e-3)


@pytest.mark.real
@pytest.mark.parametrize(("every", "path", "extent"), [(2, 0.005, 0.003), (4, 0.025, 0.006), (5, 0.035, 0.010)])
def test_the_rates_that_are_asked_for_keep_real_numbers_within_the_table(real_data, every, path, extent):
    worst = {}
    for number in range(1, 13):
        cop = np.loadtxt(real_data / "bds" / f"BDS{number:05d}.txt", skiprows=1, usecols=(7, 8)).T / 100
        whole, thinned = make_sway(cop, 100.0), make_sway(cop[:, ::every], 100.0 / every)
        for key in ("sway_velocity", "sway_swept_area", "sway_area", "sway_area_hull", "sway_range_ml", "sway_f95"):
            change = abs(ROWS[key].compute(thinned) / ROWS[key].compute(whole) - 1)
            worst[key] = max(worst.get(key, 0.0), change)
    for key, change in worst.items():
        assert change <= (path if key in PATHS else extent), key


# Weight and one leg ---------------------------------------------------------------------------------------------------


def test_the_share_its_shifting_and_their_uncertainty():
    t = np.arange(3000) / 100
    left = 700 * (0.55 + 0.03 * np.sin(2 * np.pi * 0.3 * t))
    loading = Loading(left, np.full(3000, 700.0), gain_uncertainty=0.02)
    facts = lambda a, b: Facts(100.0)  # noqa: E731
    share = measure(ROWS["stance_share"], loading, facts)
    assert share.value == pytest.approx(55.0, abs=0.01)
    # d share = s (1 - s) (u_left - u_right)
    assert share.uncertainty == pytest.approx(100 * 0.55 * 0.45 * 0.02 * np.sqrt(2), rel=0.05)
    right = measure(ROWS["stance_share"], loading.under(700 - left), facts)
    assert right.value == pytest.approx(100 - share.value)
    assert measure(ROWS["weight_shift"], loading, facts).value == pytest.approx(100 * 0.03 / np.sqrt(2), rel=1e-3)
    assert measure(ROWS["weight_distribution_index"], loading, facts).value is None
    quarters = np.stack([0.6 * left, 0.4 * left, 0.5 * (700 - left), 0.5 * (700 - left)])
    index = measure(ROWS["weight_distribution_index"], replace(loading, quarters_n=quarters), facts)
    parts = np.array([33.0, 22.0, 22.5, 22.5])
    assert index.value == pytest.approx(np.sqrt(np.mean((parts - 25) ** 2)), abs=0.01)


def test_the_distribution_index_allows_for_cells_that_err_each_for_themselves():
    quarters = np.array([231.0, 154.0, 157.5, 157.5])[:, None] * np.ones(500)
    loading = Loading(quarters[:2].sum(axis=0), quarters.sum(axis=0), quarters, gain_uncertainty=0.02)
    index = ROWS["weight_distribution_index"]
    stated = measure(index, loading, lambda a, b: Facts(100.0))
    # two cells are a plate: known to 2 % (k = 2) together, each is known to 2 % times the square root of two
    gains = np.random.default_rng(5).normal(1.0, 0.01 * np.sqrt(2), (4000, 4))
    shares = 100 * (gains * quarters[:, 0]) / (gains @ quarters[:, 0])[:, None]
    found = np.sqrt(np.mean((shares - 25.0) ** 2, axis=1))
    assert stated.uncertainty == pytest.approx(2.0 * np.std(found), rel=0.1)


def one_leg(fs=100.0, touches=(), lost_s=None, seconds=20.0, side="left"):
    t = np.arange(round(seconds * fs)) / fs
    other = np.where(t < 2.0, 350.0, 0.0)
    for at, lasting in touches:
        other[(t >= at) & (t < at + lasting)] = 90.0
    standing = 700.0 - other
    if lost_s is not None:
        standing[t >= lost_s], other[t >= lost_s] = 0.0, 0.0
    return (t, standing, other, fs) if side == "left" else (t, other, standing, fs)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("fs", [80.0, 1000.0])
def test_a_stance_on_one_leg_ends_with_the_first_touch_and_all_touches_are_counted(side, fs):
    found = find_one_leg(*one_leg(fs, [(9.0, 0.3), (9.35, 0.1), (12.0, 0.2), (15.0, 0.005)], side=side))
    assert found.side == side
    assert (found.exited, found.lost) == (True, False)
    facts = lambda a, b: Facts(fs)  # noqa: E731
    duration = measure(ROWS["balance_duration"], found, facts)
    assert duration.value == pytest.approx(7.0, abs=1.5 / fs)
    assert duration.uncertainty == pytest.approx(np.sqrt(2) * 0.02, rel=1e-6)
    # two that are 50 ms apart are one, 5 ms are a knock
    assert measure(ROWS["balance_touches"], found, facts).value == 2.0


def test_a_stance_that_outlasts_the_record_and_one_that_loses_contact():
    still = find_one_leg(*one_leg())
    assert (still.exited, still.lost, still.touches) == (False, False, ())
    assert ROWS["balance_duration"].compute(still) == pytest.approx(18.0, abs=0.02)
    hopped = find_one_leg(*one_leg(lost_s=11.0))
    assert (hopped.exited, hopped.lost) == (True, True)
    assert ROWS["balance_duration"].compute(hopped) == pytest.approx(9.0, abs=0.02)


def test_two_feet_or_nobody_is_no_stance_on_one_leg():
    t = np.arange(1000) / 100
    with pytest.raises(NoOneLeg, match="both feet"):
        find_one_leg(t, np.full(1000, 350.0), np.full(1000, 350.0), 100.0)
    with pytest.raises(NoOneLeg, match="nobody"):
        find_one_leg(t, np.zeros(1000), np.zeros(1000), 100.0)
    with pytest.raises(ValueError, match="one length"):
        find_one_leg(t, np.zeros(999), np.zeros(1000), 100.0)


@pytest.mark.parametrize("noise_n", [0.3, 0.6, 1.2])
def test_what_noise_adds_to_the_shifting_of_weight_is_in_its_uncertainty(noise_n):
    times = np.arange(6000) / 200.0
    true = 350.0 + 1.5 * np.sin(2 * np.pi * 0.3 * times)
    rows = {row.key: row for row in LOADING}
    left = true + np.random.default_rng(3).normal(0.0, noise_n, 6000)
    clean, noisy = (
        measure(rows["weight_shift"], Loading(foot_n, np.full(6000, 700.0)), lambda a, b: Facts(200.0))
        for foot_n in (true, left)
    )
    assert 0.0 < abs(noisy.value - clean.value) <= 1.25 * noisy.uncertainty
    assert noisy.uncertainty <= 2.0 * abs(noisy.value - clean.value)


def test_what_extremes_and_high_frequencies_decide_is_limited_where_noise_makes_the_path_longer():
    quiet, loud = (make_sway(stance(fs=200.0, noise=noise), 200.0) for noise in (2e-5, 1e-3))
    assert noise_inflation(loud) > 0.1
    for key in ("sway_range_ap", "sway_area_hull", "sway_hull_ratio", "sway_frequency_dispersion", "sway_f95"):
        assert not any("noise" in said for said in reserves(ROWS[key], quiet)[0])
        assert any("noise" in said for said in reserves(ROWS[key], loud)[0])
