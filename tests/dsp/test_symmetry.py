"""Left against right: the formula, its guards, and how often equal limbs are called different."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from dsp import symmetry
from dsp.metric import Direction
from dsp.symmetry import (
    NoComparison,
    Verdict,
    asymmetry,
    compare,
    detectable_change,
    measurement_error,
    verdict,
)
from dsp.symmetry_indices import INDICES, curve_asymmetry, index, limb_symmetry


def test_the_formula_is_right_minus_left_over_the_larger():
    assert asymmetry(300.0, 270.0) == pytest.approx(-10.0)
    assert asymmetry(270.0, 300.0) == pytest.approx(10.0)
    assert asymmetry(250.0, 250.0) == 0.0
    assert asymmetry(0.0, 250.0) == 100.0


@pytest.mark.parametrize("pair", [(-1.0, 5.0), (0.0, 0.0), (float("nan"), 5.0), (2.0, 2.5)])
def test_signed_empty_and_tiny_quantities_are_not_compared(pair):
    with pytest.raises(NoComparison):
        asymmetry(*pair, noise=1.0)
    with pytest.raises(NoComparison):
        compare([pair[0]] * 2, [pair[1]] * 2, noise=1.0)


def test_a_side_without_repetitions_is_not_compared():
    with pytest.raises(NoComparison):
        compare([], [200.0])


def test_one_repetition_a_side_gives_a_difference_and_no_verdict():
    result = compare([200.0], [220.0])
    assert result.percent == pytest.approx(100 * 20 / 220)
    assert result.uncertainty is None
    assert result.distinguishable is None
    assert result.higher == "right"


def test_the_interval_is_that_of_welchs_t_test():
    left, right = [231.0, 236.0, 235.0], [252.0, 240.0, 262.0, 249.0]
    result = compare(left, right)
    interval = stats.ttest_ind(right, left, equal_var=False).confidence_interval(0.95)
    half = (interval.high - interval.low) / 2
    assert result.uncertainty == pytest.approx(100 * half / np.mean(right), rel=1e-5)
    assert result.distinguishable is True
    assert compare(right, left).higher == "left"


@pytest.mark.parametrize("freedom", [1.0, 1.37, 2.0, 2.5, 3.99, 4.0, 7.3, 30.0, 500.0])
def test_the_quantiles_are_students_for_any_degrees_of_freedom(freedom):
    assert symmetry.student_95(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=1e-4)


def test_devices_that_may_differ_widen_the_interval():
    left, right = [200.0, 200.2, 199.8], [204.0, 204.2, 203.8]
    assert compare(left, right).distinguishable is True
    assert compare(left, right, device_uncertainty=0.03).distinguishable is False


@pytest.mark.parametrize("device", [0.0, 0.007], ids=["perfect devices", "verified devices"])
@pytest.mark.parametrize("spread", ["normal", "even"])
def test_equal_limbs_that_vary_by_8_percent_are_called_different_in_at_most_5_of_100_sessions(spread, device):
    rng = np.random.default_rng(11)
    called = 0
    for _ in range(1000):
        if spread == "normal":
            left, right = rng.normal(200.0, 16.0, 3), rng.normal(200.0, 16.0, 3)
        else:  # from the best a person can do downwards, SD 8 %
            left, right = 230.0 - 55.4 * rng.random(3), 230.0 - 55.4 * rng.random(3)
        called += verdict(left.tolist(), right.tolist(), device_uncertainty=device) != Verdict.NOT_DISTINGUISHABLE
    assert 10 <= called <= 50


def test_sides_of_unequal_spread_are_called_different_no_more_often():
    rng = np.random.default_rng(13)
    called = sum(
        compare(rng.normal(200.0, 30.0, 3).tolist(), rng.normal(200.0, 6.0, 3).tolist()).distinguishable is True
        for _ in range(1000)
    )
    assert called <= 65  # Welch calls 5.7 %, the pooled t 8.9 %


# metrics.md, table 2.9: % of equal limbs that a fixed limit of 10 and of 15 % calls asymmetric
FIXED_LIMIT = {
    3: ((0.0, 0.0), (0.1, 0.0)),
    5: ((1.0, 0.0), (3.7, 0.1)),
    8: ((10.7, 1.3), (18.2, 4.0)),
    12: ((28.4, 9.9), (36.0, 15.8)),
}


@pytest.mark.parametrize("cv", FIXED_LIMIT)
def test_fixed_limits_call_equal_limbs_asymmetric_as_often_as_published(cv):
    rng, count = np.random.default_rng(cv), 4000
    trials = rng.normal(100.0, cv, (count, 2, 3))
    for sides, expected in zip((trials.mean(axis=2), trials.max(axis=2)), FIXED_LIMIT[cv], strict=True):
        found = np.abs([asymmetry(left, right) for left, right in sides])
        for limit, rate in zip((10.0, 15.0), expected, strict=True):
            share = rate / 100.0
            error = 100.0 * np.sqrt(max(share, 0.001) * (1.0 - share) / count)
            assert 100.0 * np.mean(found > limit) == pytest.approx(rate, abs=3.0 * error + 0.05)


def test_a_true_difference_of_30_percent_is_found():
    rng = np.random.default_rng(12)
    called = 0
    for _ in range(200):
        result = compare(rng.normal(150.0, 7.5, 3).tolist(), rng.normal(210.0, 10.0, 3).tolist())
        called += result.distinguishable is True and result.higher == "right"
    assert called >= 190


def test_a_methods_detectable_difference_bounds_the_verdict_from_below():
    left, right = [200.0, 200.2, 199.8], [220.0, 220.2, 219.8]
    assert verdict(left, right) is Verdict.RIGHT_HIGHER
    assert verdict(left, right, detectable_percent=12.0) is Verdict.NOT_DISTINGUISHABLE
    assert verdict(right, left, detectable_percent=8.0) is Verdict.LEFT_HIGHER
    assert compare(left, right, detectable_percent=12.0).uncertainty == 12.0
    assert verdict(left[:1], right[:1]) is Verdict.NOT_DISTINGUISHABLE
    assert verdict(left[:1], right[:1], detectable_percent=8.0) is Verdict.RIGHT_HIGHER


# The family of indices


def test_every_index_equals_its_published_worked_value():
    # left 500, right 450: Bishop 2016 uses such pairs of strength
    expected = {
        "asym.max": -10.0,
        "asym.sum": -100 * 50 / 950,
        "asym.mean": -100 * 50 / 475,
        "symmetry.index": 100 * 50 / 950,
        "symmetry.angle": 100 * (45 - np.degrees(np.arctan(500 / 450))) / 90,
    }
    assert INDICES.keys() == expected.keys()
    for key, value in expected.items():
        assert index(key, 500.0, 450.0) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("key", INDICES)
@pytest.mark.parametrize("pair", [(90.0, 100.0), (3.0, 400.0), (0.0, 5.0), (7.0, 7.0)])
def test_indices_turn_their_sign_with_the_sides_and_know_no_unit(key, pair):
    row, (left, right) = INDICES[key], pair
    value = index(key, left, right)
    assert row.low <= value <= row.high
    assert index(key, right, left) == pytest.approx(-value if row.signed else value, abs=1e-12)
    assert index(key, 4.44 * left, 4.44 * right) == pytest.approx(value, abs=1e-9)
    assert (value == pytest.approx(0.0, abs=1e-12)) == (left == right)
    assert index(key, 0.0, 5.0) == pytest.approx(row.high)


@pytest.mark.parametrize("key", INDICES)
@pytest.mark.parametrize("pair", [(-1.0, 5.0), (0.0, 0.0), (float("inf"), 5.0), (2.0, 2.5)])
def test_no_index_is_given_of_signed_or_tiny_quantities(key, pair):
    with pytest.raises(NoComparison):
        index(key, *pair, noise=1.0)


def test_an_index_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(ValueError, match=r"asym\.max, asym\.sum"):
        index("asym", 1.0, 2.0)


def test_the_limb_symmetry_index_is_below_100_when_the_involved_side_is_worse():
    assert limb_symmetry(180.0, 200.0) == pytest.approx(90.0)
    assert limb_symmetry(12.5, 10.0, better=Direction.LOWER) == pytest.approx(80.0)
    assert limb_symmetry(220.0, 200.0) == pytest.approx(110.0)
    up, down = Direction.HIGHER, Direction.LOWER
    wrong = ((5.0, 0.0, up), (0.0, 5.0, down), (-1.0, 5.0, up), (1.0, 2.0, Direction.NEITHER))
    for involved, uninvolved, better in wrong:
        with pytest.raises(NoComparison):
            limb_symmetry(involved, uninvolved, better=better)


def test_the_index_of_a_curve_is_the_time_outside_the_band():
    time_s = np.linspace(0.0, 2.0, 4001)
    share = 50.0 + 10.0 * np.sin(2 * np.pi * time_s)  # outside 5 % for two thirds of the time
    assert curve_asymmetry(share, 5.0) == pytest.approx(200 / 3, abs=0.05)
    assert curve_asymmetry(100.0 - share, 5.0) == pytest.approx(curve_asymmetry(share, 5.0))
    assert curve_asymmetry(share, 10.5) == 0.0
    # unloaded samples are left out, and uneven sampling counts by time
    assert curve_asymmetry(np.where(time_s < 1.0, np.nan, share), 5.0) == pytest.approx(200 / 3, abs=0.1)
    uneven = np.sort(np.concatenate([time_s, np.linspace(0.1, 0.2, 4000)[1:-1] + 1e-7]))
    resampled = 50.0 + 10.0 * np.sin(2 * np.pi * uneven)
    assert curve_asymmetry(resampled, 5.0, time_s=uneven) == pytest.approx(200 / 3, abs=0.1)


def test_a_curve_without_load_or_of_signed_forces_has_no_index():
    for share in ([float("nan")] * 3, [50.0, 104.0], [-2.0, 50.0], []):
        with pytest.raises(NoComparison):
            curve_asymmetry(share, 5.0)
    for share, band, time_s in (([[50.0]], 5.0, None), ([50.0], -1.0, None), ([50.0, 51.0], 5.0, [0.0, 0.0])):
        with pytest.raises(ValueError, match=r"share"):
            curve_asymmetry(share, band, time_s=time_s)


# Between two visits


def test_error_and_detectable_change_of_a_test_that_was_repeated():
    # 5x sit-to-stand: SEM 0.9 s, MDC95 2.5 s (Goldberg 2012)
    assert detectable_change(0.9) == pytest.approx(2.5, abs=0.05)
    assert detectable_change(1.0) == pytest.approx(2.77, abs=0.005)
    rng = np.random.default_rng(5)
    true = rng.normal(300.0, 60.0, 20000)
    first, second = true + rng.normal(0.0, 12.0, true.size), true + rng.normal(5.0, 12.0, true.size)
    assert measurement_error(first.tolist(), second.tolist()) == pytest.approx(12.0, rel=0.02)
    changed = np.mean(np.abs(second - 5.0 - first) > detectable_change(12.0))
    assert changed == pytest.approx(0.05, abs=0.006)


def test_errors_need_pairs_and_are_not_negative():
    for first, second in (([1.0], [2.0]), ([1.0, 2.0], [1.0])):
        with pytest.raises(ValueError, match="two"):
            measurement_error(first, second)
    with pytest.raises(ValueError, match="0 or more"):
        detectable_change(-1.0)
