import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsp.minmax import polyline_envelope

COLUMN = 2.0**-6
"""A binary fraction, so that edges are exact."""


def brute_force(time, values, edge, column, columns, max_step):
    """The same question, one column and one segment at a time."""
    low, high = np.full(columns, np.nan), np.full(columns, np.nan)
    for j in range(columns):
        a, b = edge + j * column, edge + (j + 1) * column
        points = [v for t, v in zip(time, values, strict=True) if a <= t < b and not np.isnan(v)]
        for (t0, v0), (t1, v1) in zip(
            zip(time[:-1], values[:-1], strict=True), zip(time[1:], values[1:], strict=True), strict=True
        ):
            if t1 - t0 > max_step or np.isnan(v0) or np.isnan(v1):
                continue
            points += [v0 + (v1 - v0) * (e - t0) / (t1 - t0) for e in (a, b) if t0 < e <= t1]
        if points:
            low[j], high[j] = min(points), max(points)
    return low, high


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0.001, 0.2), st.floats(-1e3, 1e3) | st.just(float("nan"))), max_size=30),
    st.integers(-10, 40),
    st.integers(1, 30),
)
def test_columns_hold_exactly_what_the_polyline_covers(samples, first, columns):
    time = np.cumsum([step for step, _ in samples])
    values = np.array([value for _, value in samples])
    args = (first * COLUMN, COLUMN, columns, 0.1)
    for mine, expected in zip(polyline_envelope(time, values, *args), brute_force(time, values, *args), strict=True):
        np.testing.assert_allclose(mine, expected, rtol=1e-9, atol=1e-9)


def trace(fs, seconds=10.0, seed=0):
    time = np.arange(round(fs * seconds)) / fs
    return time, np.random.default_rng(seed).normal(size=len(time))


@pytest.mark.parametrize("fs", [80.0, 1000.0, 2000.0])
def test_no_peak_is_lost(fs):
    time, values = trace(fs)
    for k in np.random.default_rng(1).integers(0, len(time), 20):
        spiked = values.copy()
        spiked[k] += 500.0
        _, high = polyline_envelope(time, spiked, -COLUMN, COLUMN, 650, 0.05)
        column = int((time[k] + COLUMN) // COLUMN)
        assert high[column] == spiked[k]


def test_a_slow_signal_still_gives_a_connected_curve():
    time, values = trace(80.0)
    low, high = polyline_envelope(time, values, 0.0, 10.0 / 1100, 1080, 0.05)
    assert np.isfinite(low).all()
    assert np.all(low[1:] <= high[:-1] + 1e-12)
    assert np.all(high[1:] >= low[:-1] - 1e-12)


def test_a_gap_stays_a_gap():
    time, values = trace(1000.0)
    keep = (time < 4.0) | (time >= 4.5)
    low, high = polyline_envelope(time[keep], values[keep], 0.0, 0.125, 80, 0.005)
    empty = np.isnan(low)
    np.testing.assert_array_equal(np.flatnonzero(empty), [32, 33, 34, 35])
    np.testing.assert_array_equal(empty, np.isnan(high))


def test_nothing_is_drawn_to_or_from_a_value_that_is_missing():
    low, high = polyline_envelope([0.0, 1.0, 2.0, 3.0], [1.0, np.nan, 5.0, 6.0], 0.0, 0.5, 7, 10.0)
    np.testing.assert_array_equal(np.isnan(low), [False, True, True, True, False, False, False])
    assert (low[4], high[4], high[5]) == (5.0, 5.5, 6.0)


def test_scrolling_by_whole_columns_shows_identical_columns():
    time, values = trace(1000.0)
    here = polyline_envelope(time, values, 64 * COLUMN, COLUMN, 300, 0.005)
    later = polyline_envelope(time, values, 81 * COLUMN, COLUMN, 300, 0.005)
    for a, b in zip(here, later, strict=True):
        np.testing.assert_array_equal(a[17:], b[:-17])


def test_older_samples_falling_out_of_the_window_change_no_column_that_they_are_not_in():
    time, values = trace(80.0)
    whole = polyline_envelope(time, values, 300 * COLUMN, COLUMN, 200, 0.05)
    cut = polyline_envelope(time[300:], values[300:], 300 * COLUMN, COLUMN, 200, 0.05)
    for a, b in zip(whole, cut, strict=True):
        np.testing.assert_array_equal(a, b)


def test_channels_are_done_as_if_alone():
    time, values = trace(1000.0)
    both = np.stack((values, np.cumsum(values)))
    low, high = polyline_envelope(time, both, 0.0, 0.01, 1000, 0.005)
    assert low.shape == high.shape == (2, 1000)
    for row in range(2):
        alone = polyline_envelope(time, both[row], 0.0, 0.01, 1000, 0.005)
        np.testing.assert_array_equal((low[row], high[row]), alone)


def test_no_samples_are_no_curve():
    low, _ = polyline_envelope([], [], 0.0, 0.1, 5, 0.1)
    assert np.isnan(low).all()


@pytest.mark.parametrize(
    ("time", "values", "column", "columns", "step"),
    [
        ([0.0], [1.0, 2.0], 0.1, 5, 0.1),
        ([0.0], [1.0], 0.0, 5, 0.1),
        ([0.0], [1.0], 0.1, 0, 0.1),
        ([0.0], [1.0], 0.1, 5, 0.0),
    ],
)
def test_what_cannot_be_drawn_is_refused(time, values, column, columns, step):
    with pytest.raises(ValueError, match=r"belong together|cannot draw"):
        polyline_envelope(time, values, 0.0, column, columns, step)
