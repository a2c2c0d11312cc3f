"""The share of one foot as a curve over normalised time."""

from __future__ import annotations

import numpy as np
import pytest

from dsp.load_share import mean_share, share_curve

TIME = np.arange(401) / 100.0
TOTAL = 700.0 + 100.0 * np.sin(TIME)


def test_a_curve_has_its_ends_at_the_ends_of_the_span_and_is_linear_between_samples():
    share = 50.0 + 10.0 * (TIME - 1.0)
    curve = share_curve(TIME, TOTAL * share / 100.0, TOTAL, [(100, 300)])
    assert curve.rows.shape == (1, 101)
    assert curve.mean == pytest.approx(np.linspace(50.0, 70.0, 101), abs=1e-9)
    assert np.isnan(curve.sd).all()


def test_mean_and_spread_are_those_of_the_repetitions_point_by_point():
    foot = TOTAL * np.where(TIME < 2.0, 0.44, 0.52)
    curve = share_curve(TIME, foot, TOTAL, [(0, 150), (210, 360)])
    assert curve.mean == pytest.approx(np.full(101, 48.0), abs=1e-9)
    assert curve.sd == pytest.approx(np.full(101, 8.0 / np.sqrt(2.0)), abs=1e-9)
    # the first is 6 points off even, the second 2: half of the time is outside a band of 5
    assert curve.outside(5.0) == pytest.approx(50.0)
    assert curve.outside(6.5) == 0.0


def test_the_other_foot_is_the_mirror():
    foot = TOTAL * (0.5 + 0.1 * np.sin(2.0 * TIME))
    left, right = (share_curve(TIME, each, TOTAL, [(10, 350)]) for each in (foot, TOTAL - foot))
    assert left.mean + right.mean == pytest.approx(np.full(101, 100.0))
    assert left.outside(5.0) == right.outside(5.0)


def test_a_faster_repetition_of_the_same_shape_gives_the_same_curve():
    slow = 0.5 + 0.1 * np.sin(np.pi * np.linspace(0.0, 1.0, 301))
    fast = 0.5 + 0.1 * np.sin(np.pi * np.linspace(0.0, 1.0, 76))
    foot = 700.0 * np.concatenate((slow, fast))
    time_s = np.arange(len(foot)) / 100.0
    curve = share_curve(time_s, foot, np.full(len(foot), 700.0), [(0, 300), (301, 376)])
    assert np.abs(curve.rows[0] - curve.rows[1]).max() < 0.01


@pytest.mark.parametrize("spans", [[], [(5, 5)], [(-1, 20)], [(0, 401)]])
def test_a_span_that_makes_no_sense_is_refused(spans):
    with pytest.raises(ValueError, match="span"):
        share_curve(TIME, TOTAL / 2, TOTAL, spans)


def test_there_is_no_share_where_nobody_stands():
    total = np.where(TIME > 2.0, 0.0, 700.0)
    with pytest.raises(ValueError, match="nobody stands"):
        share_curve(TIME, total / 2, total, [(0, 300)])
    assert np.isnan(mean_share(total / 2, total, 0, 300))
    assert mean_share(total * 0.4, total, 0, 150) == pytest.approx(40.0)
