"""Every row of the catalog: some test gives it, its unit is known, and the gate never trips over a value."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from check_metrics import BOUNDED, COUNTED, GAIN_EXPONENT, POINTS, trial, unreadable

from dsp.balance_metrics import ROMBERG
from dsp.catalog import CATALOG
from dsp.measurement import State
from dsp.metric import Facts, judge
from station.protocol import built_in
from station.romberg import with_romberg

ROWS = list(CATALOG.values())
NOT_IN_A_SOUND_TRIAL = {
    "form_loss_shift": "there is one only where the form is lost",
}
"""Metrics that no sound trial of a built-in test gives, and why."""


def test_every_metric_is_given_by_a_sound_trial_or_it_is_said_why_not():
    given = {key for test in built_in() for (key, _), number in trial(test).numbers.items() if number.value is not None}
    closed, opened = trial("quiet_stance_eyes_closed"), trial("quiet_stance_eyes_open")
    romberg = with_romberg(closed.protocol, closed.sound, closed.data, opened.data)
    given |= {line.key for line in romberg.measurements if line.measurement.value is not None}
    assert {row.key for row in ROMBERG} <= given
    assert set(CATALOG) - given == set(NOT_IN_A_SOUND_TRIAL)


def test_the_exceptions_are_metrics():
    assert set(POINTS) | COUNTED | BOUNDED <= set(CATALOG)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_it_is_known_how_its_unit_goes_with_force(row):
    assert row.unit in GAIN_EXPONENT


VALUES = [0.0, -1.5, 1e300, -1e300, 5e-324, float("nan"), float("inf"), float("-inf")]
RATES = [0.0, 8.0, 500.0, 1e6, float("inf"), float("nan")]
FACTS = [
    Facts(
        rate, missing_s=missing, saturated=limit, stuck=limit, spikes=spikes, onset_uncertainty_s=onset, alignment_s=a
    )
    for (rate, missing), limit, spikes, (onset, a) in itertools.product(
        [(rate, missing) for rate in RATES for missing in (0.0, 0.001, 3.0, float("inf"))],
        [False, True],
        [0, 3],
        [(0.0, 0.0), (0.004, 0.003), (1.0, 0.1), (float("inf"), None), (float("nan"), float("nan"))],
    )
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_the_gate_takes_any_value_and_says_why_in_words(row):
    for value, uncertainty in zip(VALUES, [None, 0.1, float("nan"), float("inf"), 0.0, None, 1.0, None], strict=True):
        for facts in FACTS[:: 37 if np.isfinite(value) else 61]:
            result = judge(row, value, facts, uncertainty=uncertainty)
            assert (result.value is None) == (result.state is State.INVALID)
            assert result.value is None or np.isfinite(result.value)
            assert result.uncertainty is None or np.isfinite(result.uncertainty)
            assert not any(unreadable(reason) for reason in result.reasons), result.reasons
            assert not any(reason.endswith(".") or reason[0].isupper() for reason in result.reasons), result.reasons


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_what_is_not_known_of_the_samples_is_no_reason_to_trust_them(row):
    assert judge(row, 1.0, Facts(float("nan"))).state is State.INVALID
    assert judge(row, 1.0, Facts(2000.0, missing_s=float("nan"))).state is State.INVALID
    if row.needs.one_clock:
        assert judge(row, 1.0, Facts(2000.0, alignment_s=float("nan"))).state is State.INVALID
    if row.needs.onset_worst_s is not None:
        assert judge(row, 1.0, Facts(2000.0, onset_uncertainty_s=float("nan"))).state is State.INVALID
