"""Rate and usual step of samples."""

import numpy as np
import pytest

from dsp.sampling import mean_rate, usual_step, whole_steps


def test_the_rate_counts_steps_and_the_usual_step_does_not_see_a_gap():
    time_s = np.concatenate([np.arange(50), np.arange(60, 111)]) / 100.0
    assert mean_rate(time_s, time_s) == pytest.approx(100 / 1.1)
    assert usual_step(time_s) == pytest.approx(0.01)
    assert np.flatnonzero(~whole_steps(time_s)).tolist() == [49]


def test_one_sample_has_no_rate_and_no_step():
    assert usual_step(np.array([3.0])) == 0.0
    for time_s, force_n in (([3.0], [1.0]), ([0.0, 1.0], [1.0])):
        with pytest.raises(ValueError, match="same length, two samples or more"):
            mean_rate(np.array(time_s), np.array(force_n))
