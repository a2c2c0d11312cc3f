"""Left against right over the visits: who is symmetric is rarely called otherwise, and a true deficit is found."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from visits_over_time import number, repetitions, source, trial

from dsp.measurement import Measurement, State, invalid
from dsp.repeatability import Spread, pooled, spread_of
from dsp.symmetry import UNVERIFIED_DEVICE, Verdict, compare
from station.change.sides import Session, sides_over_time, verdict_of, verdicts_of
from station.model import Side

VERIFIED = 0.5
METRIC = "peak_force_asymmetry"


def session(left: np.ndarray, right: np.ndarray, devices_percent: float = VERIFIED) -> Session:
    """One visit of three repetitions a side, as an isometric trial and its store make it."""
    own = compare(left.tolist(), right.tolist(), device_uncertainty=devices_percent / 100.0)
    difference = Measurement(own.percent, "%", State.VALID, (), own.uncertainty)
    relative = [Spread(found.sd / side.mean(), found.freedom) for side in (left, right) if (found := spread_of(side))]
    parts = [side.mean() / max(left.mean(), right.mean()) / np.sqrt(len(side)) for side in (left, right)]
    return Session(difference, pooled(relative), 100.0 * float(np.hypot(*parts)), devices_percent)


def sessions(rng: np.random.Generator, deficit: float, cv: float, count: int) -> list[Session]:
    left = rng.normal(1.0 - deficit, cv * (1.0 - deficit), (count, 3)) * 200.0
    right = rng.normal(1.0, cv, (count, 3)) * 200.0
    return [session(*pair) for pair in zip(left, right, strict=True)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_a_thousand_sessions_of_a_symmetric_person_at_most_5_in_100_are_called_asymmetric(seed):
    found = verdicts_of(sessions(np.random.default_rng(seed), 0.0, 0.08, 1000))
    called = sum(verdict_of(difference)[0] is not Verdict.NOT_DISTINGUISHABLE for difference in found)
    assert 20 <= called <= 50
    fixed = sum(abs(difference.value or 0.0) > 10.0 for difference in found)
    assert fixed > 2 * called  # what a fixed limit of 10 % makes of the same sessions


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_true_deficit_of_15_percent_is_found_in_more_than_nine_of_ten_sessions(seed):
    found = verdicts_of(sessions(np.random.default_rng(seed), 0.15, 0.04, 1000))
    called = sum(verdict_of(difference)[0] is Verdict.RIGHT_HIGHER for difference in found)
    assert called >= 990


def test_people_of_a_few_visits_are_judged_as_well():
    rng, count = np.random.default_rng(7), 500
    false = sum(
        verdict_of(verdicts_of(sessions(rng, 0.0, 0.08, 3))[-1])[0] is not Verdict.NOT_DISTINGUISHABLE
        for _ in range(count)
    )
    true = sum(
        verdict_of(verdicts_of(sessions(rng, 0.15, 0.04, 2))[-1])[0] is Verdict.RIGHT_HIGHER for _ in range(count)
    )
    assert false / count <= 0.06
    assert true / count >= 0.95


def test_the_first_visit_has_the_verdict_of_its_trial_and_later_ones_change_no_earlier_one():
    many = sessions(np.random.default_rng(3), 0.1, 0.05, 6)
    found = verdicts_of(many)
    assert found[0] == many[0].difference
    for count in range(1, 6):
        assert verdicts_of(many[:count]) == found[:count]


def test_a_number_that_must_not_be_compared_has_no_verdict_and_its_reason():
    assert verdict_of(invalid("%", "only one side was recorded")) == (None, "only one side was recorded")
    single = Measurement(12.0, "%", State.LIMITED, ("one repetition a side",))
    assert verdict_of(single)[0] is None
    assert "one repetition a side" in verdict_of(single)[1]


def test_the_stored_numbers_of_an_isometric_trial_give_the_same_session():
    rng = np.random.default_rng(5)
    left, right = rng.normal(180.0, 8.0, 3), rng.normal(200.0, 8.0, 3)
    wanted = session(left, right, devices_percent=100.0 * float(np.hypot(0.01, 0.02)))
    compared = number(METRIC, wanted.difference.value, Side.BOTH, uncertainty=wanted.difference.uncertainty)
    lines = [*repetitions(left.tolist()), *repetitions(right.tolist(), Side.RIGHT), compared]
    devices = (source([Side.LEFT], serial="1"), source([Side.RIGHT], serial="2", uncertainty=0.02))
    visits = [[trial(week, *lines, sources=devices)] for week in (0, 1, 2)]
    found = sides_over_time(visits, METRIC, "Difference")
    expected = verdicts_of([wanted] * 3)
    assert [point.difference.uncertainty for point in found.points] == pytest.approx(
        [difference.uncertainty for difference in expected]
    )
    assert found.points[2].difference.uncertainty < found.points[0].difference.uncertainty


def test_several_trials_of_a_visit_are_compared_by_what_they_vary():
    values = [4.0, 7.0, 5.5]
    trials = [trial(0, number("propulsive_impulse_asymmetry", value, Side.BOTH, uncertainty=3.0)) for value in values]
    (point,) = sides_over_time([trials], "propulsive_impulse_asymmetry", "Difference").points
    assert point.difference.value == pytest.approx(5.5)
    own = 2.0 / 1.96 * stats.t.ppf(0.975, 2) * np.std(values, ddof=1) / np.sqrt(3)
    unverified_right = 100.0 * np.hypot(0.01, UNVERIFIED_DEVICE)
    assert point.difference.uncertainty == pytest.approx(np.hypot(own, unverified_right), rel=1e-3)
    assert (point.verdict, point.count) == (Verdict.NOT_DISTINGUISHABLE, 3)


@pytest.mark.parametrize(
    ("differences", "words"),
    [
        ([20.0, 22.0], "Right higher in all 2 visits"),
        ([2.0], "Not distinguishable in the only visit that compares them"),
        ([2.0, -20.0, -21.0], "Left higher since 9 Mar 2026; before: not distinguishable"),
        ([20.0, 1.0], "Not distinguishable in the latest visit, right higher in the one before"),
        ([None], "Left and right were compared in no visit"),
    ],
)
def test_all_visits_together_are_one_sentence(differences, words):
    visits = [
        [trial(week, number(METRIC, value, Side.BOTH, uncertainty=5.0, reasons=("why",) * (value is None)))]
        for week, value in enumerate(differences)
    ]
    assert sides_over_time(visits, METRIC, "Difference").words == words
