"""Left against right: the formula, its guards, and how often equal limbs are called different."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from dsp import symmetry
from dsp.symmetry import NoComparison, asymmetry, compare


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


def test_the_interval_is_that_of_the_pooled_t_test():
    left, right = [231.0, 236.0, 235.0], [252.0, 247.0, 255.0]
    result = compare(left, right)
    interval = stats.ttest_ind(right, left).confidence_interval(0.95)
    half = (interval.high - interval.low) / 2
    assert result.uncertainty == pytest.approx(100 * half / np.mean(right), rel=2e-4)
    assert result.distinguishable is True
    assert compare(right, left).higher == "left"


def test_the_table_of_quantiles_is_students():
    for freedom, quantile in enumerate(symmetry._T95, 1):
        assert quantile == pytest.approx(stats.t.ppf(0.975, freedom), abs=6e-4)


def test_devices_that_may_differ_widen_the_interval():
    left, right = [200.0, 200.2, 199.8], [204.0, 204.2, 203.8]
    assert compare(left, right).distinguishable is True
    assert compare(left, right, device_uncertainty=0.03).distinguishable is False


def test_equal_limbs_that_vary_by_8_percent_are_called_different_in_at_most_6_of_100_sessions():
    rng = np.random.default_rng(11)
    called = 0
    for _ in range(1000):
        left, right = rng.normal(200.0, 16.0, 3), rng.normal(200.0, 16.0, 3)
        called += compare(left.tolist(), right.tolist()).distinguishable is True
    assert called <= 60  # nominal 5 %; the bare 10 % rule gives 107 of 1000 with the mean of three


def test_a_true_difference_of_30_percent_is_found():
    rng = np.random.default_rng(12)
    called = 0
    for _ in range(200):
        result = compare(rng.normal(150.0, 7.5, 3).tolist(), rng.normal(210.0, 10.0, 3).tolist())
        called += result.distinguishable is True and result.higher == "right"
    assert called >= 190
