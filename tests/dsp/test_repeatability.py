"""What a person's own repetitions say about a change: the published formula as a limit, and false alarms counted."""

import numpy as np
import pytest
from scipy import stats

from dsp.repeatability import Spread, own_detectable_change, pooled, spread_of, standard_error
from dsp.symmetry import detectable_change


def test_with_a_scatter_that_is_known_well_it_is_the_published_formula():
    sem = standard_error(Spread(12.0, 1e3), 3)
    assert own_detectable_change(sem, sem, 1e3) == pytest.approx(detectable_change(sem), rel=2e-3)
    assert own_detectable_change(sem, sem, 4) == pytest.approx(stats.t.ppf(0.975, 4) * np.sqrt(2) * sem, rel=1e-4)


def test_scatter_is_pooled_as_in_the_textbook():
    groups = [[1.0, 2.0, 4.0], [10.0, 10.5], [3.0, 3.0, 3.0, 7.0]]
    found = pooled([spread_of(group) for group in groups])
    within = np.concatenate([np.subtract(group, np.mean(group)) for group in groups])
    assert found.freedom == 6
    assert found.sd == pytest.approx(np.sqrt(np.sum(within**2) / 6))
    assert spread_of([4.0]) is None
    assert pooled([]) is None


@pytest.mark.parametrize(("visits", "repetitions"), [(2, 3), (6, 3), (3, 2)])
def test_who_did_not_change_is_called_changed_in_about_one_of_twenty(visits, repetitions):
    rng = np.random.default_rng(20261123)
    changed, times = 0, 3000
    for values in rng.normal(200.0, 10.0, (times, visits, repetitions)):
        spread = pooled([spread_of(group) for group in values])
        sem = standard_error(spread, repetitions)
        last, first = values[-1].mean(), values[0].mean()
        changed += abs(last - first) > own_detectable_change(sem, sem, spread.freedom)
    assert 0.038 < changed / times < 0.062
