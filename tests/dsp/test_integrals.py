"""Integrals over time by trapezoids."""

import numpy as np
import pytest
from scipy.integrate import cumulative_trapezoid

from dsp.integrals import cumulative


def test_an_integral_is_scipys_at_uneven_times_too():
    rng = np.random.default_rng(3)
    time_s = np.cumsum(rng.uniform(0.0005, 0.002, 500))
    values = rng.normal(700.0, 50.0, 500)
    assert cumulative(values, time_s) == pytest.approx(cumulative_trapezoid(values, time_s, initial=0.0), rel=1e-12)


def test_a_constant_force_gives_a_straight_line_and_one_sample_nothing():
    assert cumulative(np.full(5, 20.0), 0.5 * np.arange(5)).tolist() == [0.0, 10.0, 20.0, 30.0, 40.0]
    assert cumulative(np.array([20.0]), np.array([7.0])).tolist() == [0.0]
