"""The envelope that is kept while it scrolls is the one that would be computed anew."""

import numpy as np
import pytest

from dsp.minmax import polyline_envelope
from dsp.scrolling import ScrollingEnvelope

COLUMNS, COLUMN_S, STEP_S, LAG_S = 120, 0.0125, 0.0018, 0.0203  # no sample falls on an edge


def anew(time: np.ndarray, values: np.ndarray, end: int) -> tuple[np.ndarray, np.ndarray]:
    curves = np.vstack((values, values.sum(axis=0)))
    return polyline_envelope(time, curves, LAG_S + (end - COLUMNS) * COLUMN_S, COLUMN_S, COLUMNS, STEP_S)


def curve(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Seconds at 1 kHz with samples missing here and there, one long gap, and spikes."""
    time = np.arange(n) / 1000.0
    kept = rng.random(n) > 0.02
    kept[n // 2 : n // 2 + 700] = False
    values = rng.normal(400.0, 30.0, (2, n))
    values[:, rng.integers(0, n, 20)] += 2000.0
    return time[kept], values[:, kept]


@pytest.mark.parametrize("seed", range(4))
def test_every_picture_is_the_one_that_is_computed_anew(seed: int) -> None:
    rng = np.random.default_rng(seed)
    time, values = curve(rng, 9000)
    scrolling = ScrollingEnvelope(COLUMNS, COLUMN_S, STEP_S, LAG_S)
    have, now_s = 3, 0.05
    while have < len(time):
        # blocks and frames come as they like; time goes on while nothing arrives, and now and then back a little
        have += int(rng.choice([0, 1, 5, 16, 40, 400], p=[0.2, 0.1, 0.2, 0.3, 0.15, 0.05]))
        newest_s = time[min(have, len(time)) - 1]
        now_s = max(now_s + rng.uniform(-0.02, 0.03), newest_s - 0.01)
        end = int(np.ceil(now_s / COLUMN_S))
        oldest = max(0, min(have, len(time)) - 3000)
        window = slice(oldest, min(have, len(time)))
        found = scrolling.look(time[window], values[:, window], end)
        for mine, expected in zip(found, anew(time[window], values[:, window], end), strict=True):
            np.testing.assert_allclose(mine, expected, rtol=1e-12, atol=1e-7)


def test_a_picture_stays_as_it_was_while_the_next_one_is_made() -> None:
    time, values = curve(np.random.default_rng(9), 2000)
    scrolling = ScrollingEnvelope(COLUMNS, COLUMN_S, STEP_S, LAG_S)
    low, high = scrolling.look(time[:900], values[:, :900], 72)
    before = low.copy(), high.copy()
    scrolling.look(time, values, 90)
    np.testing.assert_array_equal(low, before[0])
    np.testing.assert_array_equal(high, before[1])


def test_a_peak_of_one_sample_stays_in_its_column_until_it_has_left() -> None:
    time, values = np.arange(4000) / 1000.0, np.zeros((1, 4000))
    values[0, 1503] = 900.0
    scrolling = ScrollingEnvelope(COLUMNS, COLUMN_S, STEP_S)
    column = int(1.503 / COLUMN_S)
    for have in range(1510, 3000, 16):
        end = int(np.ceil(time[have - 1] / COLUMN_S))
        _, high = scrolling.look(time[:have], values[:, :have], end)
        seen = np.flatnonzero(high[0] == 900.0) + end - COLUMNS
        assert seen.tolist() == ([column] if column >= end - COLUMNS else [])


def test_columns_that_wait_for_samples_are_empty_and_filled_when_they_come() -> None:
    time, values = np.arange(2000) / 1000.0, np.ones((1, 2000))
    scrolling = ScrollingEnvelope(COLUMNS, COLUMN_S, STEP_S)
    low, _ = scrolling.look(time[:1000], values[:, :1000], 100)
    assert np.isnan(low[0, -19:]).all()
    assert not np.isnan(low[0, 20:-20]).any()
    low, _ = scrolling.look(time[:1300], values[:, :1300], 104)
    assert not np.isnan(low[0, 16:]).any()
