"""The mean of neighbours."""

import numpy as np
import pytest
from scipy.ndimage import uniform_filter1d

from dsp.smoothing import moving_mean


@pytest.mark.parametrize("width", [1, 2, 3, 24, 25])
def test_a_moving_mean_is_scipys_with_held_ends(width):
    force = np.random.default_rng(5).normal(300.0, 20.0, 200)
    assert moving_mean(force, width) == pytest.approx(uniform_filter1d(force, width, mode="nearest"), rel=1e-12)


def test_a_window_wider_than_the_record_leans_on_its_ends():
    # one sample at 4 of three, its neighbours held: (0 + 0 + 4 + 0 + 0) / 5
    assert moving_mean(np.array([0.0, 4.0, 0.0]), 5)[1] == pytest.approx(0.8)
