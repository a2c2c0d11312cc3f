"""A time or a ratio that is known no better than itself is limited; what may be nothing, or less, is not."""

from __future__ import annotations

import pytest

from dsp.catalog import CATALOG
from dsp.measurement import State
from dsp.metric import MAY_BE_ZERO, Facts, judge

SOUND = Facts(1000.0)


def state_of(key, value, uncertainty):
    return judge(CATALOG[key], value, SOUND, uncertainty=uncertainty).state


@pytest.mark.parametrize("key", ["vald_braking_time", "form_kept_time", "flight_contraction_ratio", "romberg_velocity"])
def test_a_time_or_a_ratio_with_more_uncertainty_than_value_is_limited(key):
    found = judge(CATALOG[key], 0.2, SOUND, uncertainty=0.3)
    assert found.state is State.LIMITED
    (reason,) = found.reasons
    assert reason.startswith("known no better than ± 0.3")
    assert state_of(key, 0.2, 0.1) is State.VALID


@pytest.mark.parametrize("key", ["path_delay", "tempo_error", "spring_correlation", "band_exits", "pause_time"])
def test_what_may_be_nothing_is_not_limited_for_being_near_to_it(key):
    assert state_of(key, 0.02, 0.05) is State.VALID
    assert state_of(key, 0.0, 0.05) is State.VALID


@pytest.mark.parametrize("key", ["load_asymmetry", "load_share_drift", "net_impulse", "fatigue_slope"])
def test_differences_shares_and_forces_are_left_alone(key):
    assert state_of(key, 0.1, 0.5) is State.VALID


def test_only_numbers_that_there_are_may_be_nothing():
    assert set(CATALOG) >= MAY_BE_ZERO
    assert {CATALOG[key].unit for key in MAY_BE_ZERO} <= {"s", "1", ""}
