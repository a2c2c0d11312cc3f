"""What a mean of like samples is worth, against processes whose likeness is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import lfilter
from scipy.stats import linregress

from dsp.wander import block_means, likeness, line


def test_blocks_are_cut_by_time_and_those_that_were_lost_are_absent():
    time_s = np.r_[np.arange(0, 2, 0.1), np.arange(5, 7, 0.1)]
    centres, means = block_means(time_s, np.round(time_s, 6), 1.0)
    assert centres == pytest.approx([0.45, 1.45, 5.45, 6.45], abs=1e-6)
    assert means == pytest.approx(centres)
    assert [len(each) for each in block_means(np.array([1.0]), np.array([1.0]), 1.0)] == [0, 0]
    with pytest.raises(ValueError, match="longer than"):
        block_means(time_s, time_s, 0.0)


@pytest.mark.parametrize("alike", [0.0, 0.3, 0.6])
def test_the_likeness_of_an_autoregressive_process_is_its_closed_form(alike):
    rng = np.random.default_rng(3)
    found = [likeness(lfilter([1.0], [1.0, -alike], rng.normal(size=400))) for _ in range(60)]
    assert np.median(found) == pytest.approx((1 + alike) / (1 - alike), rel=0.25)


def test_independent_opposite_and_constant_values_have_no_likeness():
    assert likeness(np.array([1.0, -1.0] * 10)) == 1.0
    assert likeness(np.zeros(10)) == 1.0
    assert likeness(np.array([])) == 1.0


def test_the_line_is_scipys():
    time_s = np.arange(50) / 7.0
    values = np.random.default_rng(2).normal(size=50) + 0.3 * time_s
    expected = linregress(time_s, values)
    assert line(time_s, values) == pytest.approx((expected.slope, expected.intercept))
