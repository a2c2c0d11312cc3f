"""Improved, unchanged, worse, not comparable: each word with what it takes, and its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from visits_over_time import FIRST, number, repetitions, source, trial

from dsp.catalog import CATALOG
from dsp.measurement import State
from dsp.metric import Direction
from dsp.repeatability import own_detectable_change
from dsp.symmetry import student_95
from station.change.one_method import by_one_method
from station.change.population import why_not_of
from station.change.series import series_of, visits_of
from station.change.verdicts import Basis, Change, Point, Word
from station.doses import Treatment
from station.errors import StationError
from station.model import Outcome, Side
from station.people import PersonFacts, Sex
from station.protocol import built_in

NOBODY = PersonFacts()
WEAK, STRONG = [118.0, 121.0, 121.0], [150.0, 153.0, 153.0]
PUBLISHED = """
[detectable.peak_force]
value = 12.5
unit = "%"
population = "30 healthy adults"
posture = "side_lying"
device = "strapped_dynamometer"
citation = "Somebody 2020, doi 10.1000/1"
"""


def points(*trials, metric="peak_force", side=Side.LEFT, facts=NOBODY) -> tuple[Point, ...]:
    series, _ = series_of(visits_of(trials, ()), metric, side, facts)
    return series.points


def change(*trials, **about) -> Change:
    return points(*trials, **about)[-1].change


def test_more_force_than_measurement_error_is_improved_and_less_is_worse():
    weak, strong = trial(0, *repetitions(WEAK)), trial(6, *repetitions(STRONG))
    better = change(weak, strong)
    assert (better.word, better.amount) == (Word.IMPROVED, pytest.approx(32.0))
    assert better.percent == pytest.approx(100.0 * 32.0 / 120.0)
    assert (better.against_visit, better.against_at) == ("v-0", FIRST)
    worse = change(trial(0, *repetitions(STRONG)), trial(6, *repetitions(WEAK)))
    assert worse.word is Word.WORSE
    same = change(weak, trial(6, *repetitions([121.0, 122.0, 123.0])))
    assert same.word is Word.UNCHANGED
    assert str(same.word) == "unchanged within measurement error"


@pytest.mark.parametrize(
    ("direction", "more", "less"),
    [
        (Direction.HIGHER, Word.IMPROVED, Word.WORSE),
        (Direction.LOWER, Word.WORSE, Word.IMPROVED),
        (Direction.NEITHER, Word.HIGHER, Word.LOWER),
    ],
)
def test_which_way_is_better_is_the_catalogs_and_what_is_neither_is_higher_or_lower(direction, more, less):
    metrics = [key for key, row in CATALOG.items() if row.direction is direction]
    assert metrics
    for metric in metrics:
        small, large = (
            [trial(week, number(metric, value, uncertainty=0.001), id=f"{week}-{n}") for n in range(2)]
            for week, value in ((0, 1.0), (6, 2.0))
        )
        assert change(*small, *large, metric=metric).word is more
        small, large = (
            [trial(week, number(metric, value, uncertainty=0.001), id=f"{week}-{n}") for n in range(2)]
            for week, value in ((6, 1.0), (0, 2.0))
        )
        assert change(*large, *small, metric=metric).word is less


def test_the_band_and_the_detectable_change_are_those_of_the_formulas():
    first, second = points(trial(0, *repetitions(WEAK)), trial(6, *repetitions(STRONG)))
    sds = np.std(WEAK, ddof=1), np.std(STRONG, ddof=1)
    assert first.value.uncertainty == pytest.approx(np.hypot(student_95(2) * sds[0] / np.sqrt(3), 1.0))
    sd = np.sqrt((sds[0] ** 2 + sds[1] ** 2) / 2)
    sem = sd / np.sqrt(3)
    own = own_detectable_change(sem, sem, 4)
    # the same calibration, known to 1 %: it scales the change; the rest of 1 N is the measurement's own
    mine = max(0.0, 1.0 - (0.01 * 120.0) ** 2) + max(0.0, 1.0 - (0.01 * 152.0) ** 2)
    found = second.change.detectable
    assert found.value == pytest.approx(np.sqrt(own**2 + mine + (0.01 * 32.0) ** 2))
    assert (found.basis, found.unit) == (Basis.OWN, "N")
    assert "what varies from day to day is not in it" in found.source


def test_another_device_of_the_same_kind_costs_what_the_two_calibrations_leave_open():
    weak = trial(0, *repetitions(WEAK, uncertainty=2.0))
    other = trial(6, *repetitions(STRONG, uncertainty=2.0), sources=(source(serial="2", calibration="c-2"),))
    same = trial(6, *repetitions(STRONG, uncertainty=2.0))
    assert change(weak, other).detectable.value > change(weak, same).detectable.value
    unverified = source(serial="2", calibration="c-3", uncertainty=0.0)
    loose = change(weak, trial(6, *repetitions(STRONG, uncertainty=2.0), sources=(unverified,)))
    assert loose.detectable.value > 0.05 * 152.0


def test_without_repetitions_and_without_a_publication_nothing_is_ever_called_improved():
    found = change(trial(0, number("peak_force", 100.0)), trial(6, number("peak_force", 300.0)))
    assert (found.word, found.detectable) == (Word.NOT_JUDGED, None)
    assert "nothing was repeated within a visit" in found.reason
    assert found.amount == pytest.approx(200.0)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (
            {"text": {'posture = "side_lying"': 'posture = "supine"'}},
            "other position: posture supine, before side lying",
        ),
        ({"text": {"reps = 3": "reps = 4"}}, "other test: its number of repetitions was changed from 3 to 4"),
        ({"text": {"contraction_above_n = 20.0": "contraction_above_n = 30.0"}}, "other test: its level"),
        ({"text": {'fixing = "strap"': 'fixing = "hand"'}}, "other position: fixing hand, before strap"),
        ({"sources": (source(model="K-Force", uncertainty=0.0),)}, "other device: K-Force, before Progressor"),
        ({"methods": {"lever.given": {"lever_m": 0.8}}}, "other lever: it was measured in one of the visits only"),
        ({"protocol_text": "not toml ="}, "stored in a form that this program does not read"),
    ],
)
def test_what_was_made_under_other_conditions_is_not_comparable_and_says_which(other, reason):
    found = change(trial(0, *repetitions(WEAK)), trial(6, *repetitions(STRONG), **other))
    assert (found.word, found.amount) == (Word.NOT_COMPARABLE, None)
    assert reason in found.reason


def test_levers_that_two_tapes_may_find_are_one_lever():
    def at(week, lever_m, values):
        return trial(week, *repetitions(values), methods={"lever.given": {"lever_m": lever_m}})

    assert change(at(0, 0.80, WEAK), at(6, 0.81, STRONG)).word is Word.IMPROVED
    assert change(at(0, 0.80, WEAK), at(6, 0.70, STRONG)).reason == "other lever: 70 cm, before 80 cm"


def test_two_devices_of_other_makes_that_are_both_verified_are_compared():
    other = source(model="K-Force", serial="9", calibration="c-9", uncertainty=0.02)
    assert change(trial(0, *repetitions(WEAK)), trial(6, *repetitions(STRONG), sources=(other,))).word is Word.IMPROVED


@pytest.mark.parametrize(
    ("state", "value", "reason"),
    [
        (State.LIMITED, 152.0, "the number is limited: the sensor reached its limit"),
        (State.INVALID, None, "no number: the sensor reached its limit"),
    ],
)
def test_a_limited_or_missing_number_is_never_improved(state, value, reason):
    doubtful = number("peak_force", value, state=state, reasons=("the sensor reached its limit",))
    found = points(trial(0, *repetitions(WEAK)), trial(6, doubtful), trial(7, *repetitions(STRONG)))
    assert (found[1].change.word, found[1].change.reason) == (Word.NOT_COMPARABLE, reason)
    assert found[1].value.state is state
    assert found[2].change.word is Word.IMPROVED
    assert found[2].since_last.reason == f"then: {reason}"


def test_the_baseline_is_the_first_visit_under_the_same_conditions():
    changed = {"text": {"reps = 3": "reps = 4"}}
    found = points(
        trial(0, *repetitions(WEAK)),
        trial(1, *repetitions(WEAK), **changed),
        trial(2, *repetitions(STRONG), **changed),
        trial(3, *repetitions(STRONG)),
    )
    assert [point.change.word for point in found] == [Word.FIRST, Word.NOT_COMPARABLE, Word.IMPROVED, Word.IMPROVED]
    assert [point.change.against_visit for point in found] == [None, "v-0", "v-1", "v-0"]


@pytest.mark.parametrize(
    "other",
    [
        {"practice": True},
        {"kept": False},
        {"outcome": Outcome.DEVICE_FAILED},
        {"outcome": Outcome.PROTOCOL_WRONG},
        {"outcome": Outcome.INTERRUPTED},
    ],
)
def test_practice_rejected_and_failed_trials_are_in_no_value(other):
    left_out = trial(6, *repetitions([10.0, 11.0, 12.0]), id="x", **other)
    (_, latest) = points(trial(0, *repetitions(WEAK)), left_out, trial(6, *repetitions(STRONG)))
    assert latest.trials == ("t-6",)
    assert latest.value.value == pytest.approx(152.0)


def test_a_later_visit_changes_no_word_of_an_earlier_one():
    rng = np.random.default_rng(4)
    trials = [trial(week, *repetitions(rng.normal(120.0 + 3 * week, 6.0, 3).tolist())) for week in range(6)]
    everything = points(*trials)
    for count in range(1, 7):
        assert points(*trials[:count]) == everything[:count]


# Published changes -------------------------------------------------------------------------------------------------


def published(week, values, population="30 healthy adults"):
    found = trial(week, *repetitions(values))
    return replace(found, protocol_text=found.protocol_text + PUBLISHED.replace("30 healthy adults", population))


def test_a_published_change_that_fits_goes_before_the_own_scatter():
    found = change(published(0, WEAK), published(6, [132.0, 134.0, 136.0]))
    assert (found.word, found.detectable.basis) == (Word.UNCHANGED, Basis.PUBLISHED)
    assert found.detectable.value == pytest.approx(15.0)
    assert "Somebody 2020, doi 10.1000/1: 12.5 %, 30 healthy adults" in found.reason
    assert change(published(0, WEAK), published(6, [136.0, 137.0, 138.0])).word is Word.IMPROVED


def test_a_published_change_of_other_people_is_not_used():
    found = change(published(0, WEAK, "30 amputees"), published(6, STRONG, "30 amputees"))
    assert found.detectable.basis is Basis.OWN
    once = replace(published(0, WEAK, "30 amputees"), measurements=(number("peak_force", 100.0),))
    later = replace(published(6, WEAK, "30 amputees"), measurements=(number("peak_force", 300.0),))
    assert "(30 amputees)" in change(once, later).reason


@pytest.mark.parametrize(
    ("population", "facts", "fits"),
    [
        ("39 healthy adults", NOBODY, True),
        ("women, 20-29 years", PersonFacts(Sex.FEMALE, 2000), True),
        ("women, 20-29 years", PersonFacts(Sex.FEMALE, 1950), False),
        ("women, 20-29 years", PersonFacts(Sex.MALE, 2000), False),
        ("women, 20-29 years", PersonFacts(birth_year=2000), False),
        ("women, 20-29 years", PersonFacts(Sex.FEMALE), False),
        ("men and women, 18 to 45 y", PersonFacts(birth_year=1990), True),
        ("29 women, mean age 73.6 years, two trials (MDC95)", PersonFacts(Sex.FEMALE, 1950), True),
        ("29 women, mean age 73.6 years, two trials (MDC95)", PersonFacts(Sex.FEMALE, 1990), False),
        ("female soccer players", PersonFacts(Sex.FEMALE, 2000), False),
        ("older women", PersonFacts(Sex.FEMALE, 1950), False),
    ],
)
def test_a_population_fits_only_where_everything_it_asks_for_is_known(population, facts, fits):
    assert (why_not_of(population, facts, FIRST) == "") is fits


def test_every_published_change_that_ships_fits_somebody():
    people = [PersonFacts(sex, year) for sex in (Sex.FEMALE, Sex.MALE) for year in range(1930, 2015)]
    for protocol in built_in().values():
        for metric, found in protocol.detectable.items():
            why = {why_not_of(found.population, facts, FIRST) for facts in people}
            assert "" in why, (protocol.key, metric, why)


# Before and after, one method --------------------------------------------------------------------------------------


def visit_with_retest(treated=(), **after):
    before = trial(0, *repetitions(WEAK))
    again = trial(0, *repetitions(STRONG), id="again", started_at=FIRST + timedelta(minutes=30), **after)
    return series_of(visits_of((before, again), treated), "peak_force", Side.LEFT, NOBODY)


@pytest.mark.parametrize("how", ["said by the trial", "by what was done in between"])
def test_the_same_test_again_after_a_treatment_is_compared_and_not_averaged(how):
    done = Treatment("x", "v-0", FIRST + timedelta(minutes=20), "hip flexors loosened")
    if how == "said by the trial":
        series, (retest,) = visit_with_retest((done,), retest_of="t-0")
    else:
        series, (retest,) = visit_with_retest((done,))
    assert series.points[0].trials == ("t-0",)
    assert (retest.change.word, retest.done) == (Word.IMPROVED, ("hip flexors loosened",))
    assert retest.after.value - retest.before.value == pytest.approx(32.0)


def test_two_trials_with_nothing_done_in_between_are_one_value():
    series, retests = visit_with_retest()
    assert (series.points[0].count, retests) == (2, ())


def test_visits_of_two_versions_are_brought_to_one_and_it_is_said():
    old = trial(0, *repetitions(WEAK), software="counterpoise 0.9")
    new = trial(6, *repetitions(STRONG))

    def again(stored):
        return replace(stored, measurements=tuple(repetitions([100.0, 101.0, 102.0])), software="counterpoise 1")

    one = by_one_method((old, new), ["peak_force"], again, "kept")
    assert one.said[0].startswith("The trials were computed by counterpoise 0.9 (code a) and counterpoise 1 (code a)")
    assert "2 of 2 were computed again by the present version, 2 of them with other numbers; kept." in one.said[0]
    same = by_one_method((new, trial(7, *repetitions(STRONG))), ["peak_force"], again, "kept")
    assert same.said == ()


def test_a_visit_that_cannot_be_computed_again_is_not_comparable_and_says_why():
    old = trial(0, *repetitions(WEAK), software="counterpoise 0.9")

    def again(stored):
        if stored is old:
            raise StationError("the raw file is missing")
        return stored

    one = by_one_method((old, trial(6, *repetitions(STRONG))), ["peak_force"], again, "kept")
    assert "the raw file is missing" in one.said[1]
    assert change(*one.trials).word is Word.NOT_COMPARABLE
    assert "other method" in change(*one.trials).reason
