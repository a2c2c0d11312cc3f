"""The ratios of the McGill battery: whose times they are made of, what bounds them, and what stands beside them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dsp.catalog import CATALOG
from dsp.measurement import Measurement, State, invalid
from station.change.stored import TrialNumbers
from station.hold_ends import _LIMITS
from station.mcgill import EXTENSORS, FLEXORS, HOLDS, LEFT, NOT_FOUND, RIGHT, hold_times, ratios, ratios_of_visit
from station.model import NamedMeasurement, Outcome, Side
from station.people import Sex
from station.protocol import built_in

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PAIN = _LIMITS[Outcome.STOPPED_FOR_PAIN]
CUT = "still holding when the recording ended: the hold lasted at least this long"


def seconds(value, state=State.VALID, reasons=(), uncertainty=0.2):
    return Measurement(value, "s", state, reasons, uncertainty, CATALOG["hold_time"].method)


def trial(name, value, minute=0, *, outcome=Outcome.COMPLETED, kept=True, practice=False, refusal=None):
    test, side = HOLDS[name]
    lines = (NamedMeasurement("hold_time", "Hold time", side, value),) if value is not None else ()
    at = NOON + timedelta(minutes=minute)
    return TrialNumbers(
        id=f"t{minute}",
        visit_id="v",
        visit_at=NOON,
        started_at=at,
        protocol=test,
        protocol_text="",
        title=test,
        outcome=outcome,
        complete=True,
        kept=kept,
        practice=practice,
        retest_of=None,
        refusal=refusal,
        software="",
        code_sha256="",
        methods={},
        sources=(),
        measurements=lines,
    )


FOUR = {FLEXORS: seconds(120.0), EXTENSORS: seconds(160.0), LEFT: seconds(80.0), RIGHT: seconds(100.0)}


def by_key(found):
    return {ratio.key: ratio for ratio in found}


def test_the_ratios_are_those_of_the_four_times():
    found = by_key(ratios(FOUR))
    expected = {
        "flexor_extensor": 0.75,
        "side_right_left": 1.25,
        "side_left_extensor": 0.5,
        "side_right_extensor": 0.625,
        "side_left_flexor": 80.0 / 120.0,
        "side_right_flexor": 100.0 / 120.0,
    }
    assert {key: ratio.value.value for key, ratio in found.items()} == pytest.approx(expected)
    assert all(ratio.value.state is State.VALID for ratio in found.values())
    # relative uncertainties add as squares: 0.2 of 100 and 0.2 of 80
    right_left = found["side_right_left"].value
    assert right_left.uncertainty == pytest.approx(1.25 * (0.002**2 + 0.0025**2) ** 0.5)


def test_what_is_published_stands_beside_by_sex_and_nothing_is_invented():
    men, both = by_key(ratios(FOUR, Sex.MALE)), by_key(ratios(FOUR))
    assert men["side_left_extensor"].beside.startswith("mean of men 0.65 (McGill 1999")
    assert "women 0.39" in both["side_left_extensor"].beside
    assert "women" not in men["side_right_flexor"].beside.split("(")[0]
    assert men["flexor_extensor"].beside == NOT_FOUND


def test_a_missing_hold_is_named_in_the_place_of_its_ratios_and_the_others_stay():
    found = by_key(ratios({name: time for name, time in FOUR.items() if name != EXTENSORS}))
    assert found["flexor_extensor"].value.state is State.INVALID
    assert found["flexor_extensor"].value.reasons == ("extensors: not held in this visit",)
    assert found["side_right_left"].value.state is State.VALID


@pytest.mark.parametrize(
    ("name", "key", "said"),
    [
        (LEFT, "side_right_left", "this at most"),
        (RIGHT, "side_right_left", "at least this"),
        (EXTENSORS, "flexor_extensor", "this at most"),
    ],
)
def test_a_hold_that_was_cut_off_bounds_its_ratios_on_the_right_side(name, key, said):
    cut = seconds(FOUR[name].value, State.LIMITED, (CUT,))
    ratio = by_key(ratios(FOUR | {name: cut}))[key].value
    assert ratio.state is State.LIMITED
    assert said in ratio.reasons[0]
    assert ratio.at_least == (said == "at least this")


def test_two_holds_that_were_cut_off_leave_open_which_way_their_ratio_errs():
    cut = {name: seconds(FOUR[name].value, State.LIMITED, (CUT,)) for name in (LEFT, RIGHT)}
    ratio = by_key(ratios(FOUR | cut))["side_right_left"].value
    assert (ratio.state, ratio.at_least) == (State.LIMITED, False)
    assert "not known" in ratio.reasons[0]


def test_pain_in_one_hold_limits_its_ratios_and_says_whose_it_was():
    hurt = FOUR | {EXTENSORS: seconds(60.0, State.LIMITED, (PAIN,))}
    found = by_key(ratios(hurt))
    assert found["flexor_extensor"].value.state is State.LIMITED
    assert found["flexor_extensor"].value.reasons[0].startswith("extensors: stopped for pain")
    assert found["side_right_left"].value.state is State.VALID


def test_the_newest_valid_time_of_the_visit_counts():
    trials = [
        trial(FLEXORS, seconds(100.0), 0),
        trial(FLEXORS, seconds(120.0), 10),
        trial(FLEXORS, seconds(30.0, State.LIMITED, (PAIN,)), 20, outcome=Outcome.STOPPED_FOR_PAIN),
        trial(FLEXORS, seconds(200.0), 30, kept=False),
        trial(FLEXORS, seconds(210.0), 40, practice=True),
        trial(FLEXORS, seconds(5.0), 50, outcome=Outcome.DEVICE_FAILED),
        trial(LEFT, seconds(20.0, State.LIMITED, (PAIN,)), 60, outcome=Outcome.STOPPED_FOR_PAIN),
        trial(RIGHT, invalid("s", "no hold"), 70),
        trial(EXTENSORS, None, 80, refusal="The bench was not zeroed."),
    ]
    times = hold_times(trials)
    assert times[FLEXORS].value == 120.0
    assert times[LEFT].value == 20.0
    assert times[RIGHT].state is State.INVALID
    assert times[EXTENSORS].reasons == ("The bench was not zeroed.",)


def test_a_visit_without_any_of_the_four_has_no_ratios():
    assert ratios_of_visit([]) == ()
    assert len(ratios_of_visit([trial(LEFT, seconds(60.0))])) == 6


def test_the_four_holds_are_tests_that_ship_and_their_times_stand_on_those_sides():
    for test, side in HOLDS.values():
        protocol = built_in()[test]
        assert protocol.headline == "hold_time"
        assert (Side(protocol.sides[0]) if len(protocol.sides) == 1 else Side.BOTH) is side
