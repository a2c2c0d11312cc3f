"""A visit's course: sets of trials with practice and variation, rests, batteries, re-tests, what is carried over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np
import pytest
from plates_bench import Bench, jump, to_go

from dsp.symmetry import UNVERIFIED_DEVICE
from dsp.weighing import GRAVITY
from station import choosing
from station.amending import Amending
from station.carrying import WEIGHT_MOST_S, ZERO_MOST_S, Carrying
from station.course import Course
from station.decisions import Decisions
from station.errors import StationError
from station.folders import make_folders
from station.model import Outcome, RejectReason, Side, TrialData, TrialState
from station.plan import Battery, Plan, Step
from station.plan_library import plan_library
from station.playback import trial_data
from station.protocol import Practice, Protocol, built_in
from station.protocol_library import library
from station.recorded import read
from station.store import Store
from station.trial_doubt import Effect
from station.trial_set import MOST_EXTRA, Told, TrialSet

TESTS = built_in()
CMJ, SQUAT = msgspec.structs.replace(TESTS["cmj"], trials=1), TESTS["squat"]


def told(number: int, left: float = 100.0, right: float = 100.0, **others: object) -> Told:
    values = {Side.LEFT: left, Side.RIGHT: right}
    return replace(Told(f"t{number}", True, False, values), **others)  # type: ignore[arg-type]


# Sets ----------------------------------------------------------------------------------------------------------------


def test_the_variation_is_that_of_trials_that_count_by_side() -> None:
    trials = TrialSet(CMJ, 3)
    for number, (left, right) in enumerate(((100.0, 90.0), (102.0, 110.0), (98.0, 100.0))):
        trials.tell(told(number, left, right))
    trials.tell(told(7, 500.0, 500.0, practice=True))
    trials.tell(told(8, 10.0, 10.0, kept=False))
    assert trials.variation_percent == {Side.LEFT: pytest.approx(2.0), Side.RIGHT: pytest.approx(10.0)}
    assert trials.note == "3 of 3 trials · CV L 2 %, R 10 %"
    assert (trials.complete, trials.one_more, trials.offer) == (True, False, "")
    trials.tell(told(9, 100.0, 100.0))
    assert trials.note.startswith("4 of 4 trials · ")


def test_one_more_is_asked_for_above_ten_per_cent_and_not_for_ever() -> None:
    trials = TrialSet(CMJ, 2)
    trials.tell(told(0, 100.0, 100.0))
    assert trials.offer == "Trial 2 of 2"
    trials.tell(told(1, 100.0, 130.0))
    assert trials.offer == "One more"
    assert trials.note.endswith("CV L 0 %, R 18 %: one more?")
    for number in range(2, 2 + MOST_EXTRA):
        trials.tell(told(number, 100.0, 130.0 if number % 2 else 90.0))
    assert trials.varies
    assert trials.offer == "", "whoever varies on and on is tired"


def test_how_trials_vary_is_said_of_their_test_and_of_no_other() -> None:
    course = Course(TESTS, ())
    hip = TESTS["hip_abduction_iso"]
    course.begun(hip)
    course.ended(hip, 10.0)
    course.decided(hip, told(0, own_percent={Side.LEFT: 4.0, Side.RIGHT: 3.0}))
    assert course.note == course.note_about(hip) == "CV L 4 %, R 3 %"
    assert course.note_about(TESTS["glute_bridge_hold"]) == ""


def test_a_trial_that_is_rejected_afterwards_no_longer_counts() -> None:
    trials = TrialSet(CMJ, 2)
    trials.tell(told(0))
    trials.tell(told(1, 150.0))
    assert trials.one_more
    trials.tell(told(1, 150.0, kept=False))
    assert (len(trials.counting), trials.offer, trials.variation_percent) == (1, "Trial 2 of 2", {})


def test_one_trial_alone_says_how_its_own_repetitions_vary() -> None:
    trials = TrialSet(TESTS["hip_abduction_iso"])
    trials.tell(told(0, own_percent={Side.LEFT: 14.0, Side.RIGHT: 3.0}))
    assert trials.offer == "One more"
    assert trials.note == "CV L 14 %, R 3 %: one more?"


def test_practice_is_due_before_the_first_trial_only() -> None:
    protocol = msgspec.structs.replace(TESTS["hip_abduction_iso"], practice=Practice(count=1, effort_share=0.5))
    trials = TrialSet(protocol)
    assert trials.practice_due
    trials.tell(told(0, practice=True))
    assert not trials.practice_due
    assert trials.offer == "Trial"
    assert not TrialSet(CMJ).practice_due


# The course ----------------------------------------------------------------------------------------------------------


def of(*tests: Protocol, rest_s: float = 120.0) -> Plan:
    battery = Battery("own", "Own", "For us.", 10, 10.0, tuple(test.key for test in tests), rest_s)
    return Plan(battery, tuple(Step(number, test, rest_s) for number, test in enumerate(tests, 1)))


def do(course: Course, protocol: Protocol, at_s: float, number: int, **others: object) -> None:
    course.begun(protocol)
    course.ended(protocol, at_s)
    course.decided(protocol, told(number, **others))  # type: ignore[arg-type]


def offered(course: Course) -> str:
    found = course.following(lambda _: True)
    return "" if found is None else found.label


def test_a_battery_is_walked_in_its_order_with_its_own_settings_and_ends() -> None:
    course = Course(TESTS, ())
    fewer = msgspec.structs.replace(SQUAT, reps=3)
    course.walk(of(fewer, CMJ, fewer))
    assert offered(course) == "Start: Squat"
    assert course.as_planned(SQUAT).reps == 3
    do(course, fewer, 10.0, 0)
    assert offered(course) == "Next: Countermovement jump"
    assert course.progress == "Own: 1 of 3 tests"
    do(course, TESTS["hop_set"], 20.0, 1)
    assert offered(course) == "Next: Countermovement jump", "what somebody does between is nothing to it"
    do(course, CMJ, 30.0, 2)
    assert offered(course) == "Next: Squat"
    do(course, fewer, 40.0, 3)
    assert course.progress == "Own: 3 of 3 tests"
    assert course.as_planned(SQUAT).reps == SQUAT.reps
    assert offered(course) == "", "no test that nobody asked for"
    course.walk(of(CMJ, SQUAT))
    assert (offered(course), course.progress) == ("Start: Countermovement jump", "Own: 0 of 2 tests")
    do(course, CMJ, 50.0, 4)
    course.walk(of(CMJ, SQUAT))
    assert offered(course) == "Next: Squat", "what is half done goes on"


def test_a_test_of_several_trials_that_a_battery_has_twice_asks_for_all_of_them_twice() -> None:
    thrice = msgspec.structs.replace(CMJ, trials=3)
    course = Course(TESTS, ())
    course.walk(of(thrice, SQUAT, thrice))
    labels = []
    for number in range(3):
        labels.append(offered(course))
        do(course, thrice, float(number), number)
    do(course, SQUAT, 3.0, 3)
    assert course.progress == "Own: 2 of 3 tests"
    for number in range(4, 7):
        labels.append(offered(course))
        assert len(course.set_of(thrice).counting) == number - 4
        do(course, thrice, float(number), number)
    jump = "Countermovement jump"
    again = [f"Trial 2 of 3: {jump}", f"Trial 3 of 3: {jump}"]
    assert labels == [f"Start: {jump}", *again, f"Next: {jump}", *again]
    assert course.progress == "Own: 3 of 3 tests"


def test_a_trial_that_is_rejected_after_its_test_was_through_is_made_up_for_in_its_own_place() -> None:
    twice = msgspec.structs.replace(CMJ, trials=2)
    course = Course(TESTS, ())
    course.walk(of(twice, twice))
    for number in range(2):
        do(course, twice, float(number), number)
    assert offered(course) == "Next: Countermovement jump"
    course.changed(told(1, kept=False))
    assert offered(course) == "Trial 2 of 2: Countermovement jump"
    do(course, twice, 2.0, 2)
    assert course.progress == "Own: 1 of 2 tests", "the second time is still to do"
    assert len(course.set_of(twice).counting) == 0


def test_practice_comes_once_in_a_visit_however_often_a_battery_has_the_test() -> None:
    tried = msgspec.structs.replace(SQUAT, trials=1, practice=Practice(count=1, effort_share=0.5))
    course = Course(TESTS, ())
    course.walk(of(tried, tried))
    assert course.practice_due(tried)
    do(course, tried, 0.0, 0, practice=True)
    do(course, tried, 1.0, 1)
    assert not course.practice_due(tried)


def test_between_tests_of_a_battery_its_rest_is_kept_and_between_trials_that_of_the_test() -> None:
    course = Course(TESTS, ())
    assert course.rest_until_s(CMJ) == float("-inf")
    do(course, CMJ, 100.0, 0)
    assert course.rest_until_s(CMJ) == 100.0 + CMJ.rest_s
    assert course.rest_until_s(SQUAT) <= 100.0, "somebody who chooses freely decides that himself"
    course.walk(of(CMJ, SQUAT))
    assert course.rest_until_s(SQUAT) == 220.0


def test_one_more_trial_than_asked_for_is_no_further_test_of_the_battery() -> None:
    course = Course(TESTS, ())
    course.walk(of(CMJ, CMJ))
    course.begun(CMJ)
    course.ended(CMJ, 1.0)
    course.decided(CMJ, told(0, own_percent={Side.BOTH: 15.0}))
    suggestion = course.following(lambda _: True)
    assert suggestion is not None
    assert (suggestion.word, suggestion.extra) == ("One more", True)
    course.begun(CMJ, extra=True)
    course.decided(CMJ, told(1, 101.0, 101.0))
    assert course.done == ["cmj"]
    assert offered(course) == "Next: Countermovement jump"


def test_the_last_visit_can_be_repeated_from_its_first_test() -> None:
    course = Course(TESTS, ("squat", "cmj"))
    do(course, CMJ, 1.0, 0)
    course.repeat()
    assert offered(course) == "Start: Squat"


def test_every_battery_that_ships_can_be_walked_to_its_end(tmp_path: Path) -> None:
    found = plan_library(make_folders(tmp_path), library(make_folders(tmp_path)))
    assert found.batteries
    for key in found.batteries:
        course, count = Course(TESTS, ()), 0
        course.walk(found.plan(key, seed=3))
        plan = found.plan(key, seed=3)
        wanted = sum(step.protocol.trials for step in plan.steps)
        while plan.left(course.done):
            suggestion = course.following(lambda _: True)
            assert suggestion is not None
            do(course, suggestion.protocol, 1.0, count)
            count += 1
            assert count <= wanted
        assert count == wanted


# With devices --------------------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(make_folders(tmp_path)) as opened:
        yield opened


@pytest.fixture
def bench(tmp_path: Path, store: Store) -> Bench:
    return Bench(make_folders(tmp_path), store)


def jumped(bench: Bench) -> str:
    """One jump up to its review; returns the stored trial's id."""
    bench.stand(jump())
    assert bench.state is TrialState.REVIEW
    return bench.filed().trial_id


def weighed_to_go(bench: Bench) -> None:
    assert bench.state is TrialState.WEIGH
    bench.seconds(1.5, 700.0)
    bench.runner.primary()
    bench.runner.primary()
    bench.seconds(3.2, 700.0)
    assert bench.state is TrialState.GO


def last_data(bench: Bench) -> TrialData:
    """What the recording that was made last is analysed from."""
    return trial_data(read(bench.finished[-1].recorder.path), None, None)


def test_a_retake_rests_first_and_the_rest_that_was_missed_is_in_the_recording(bench: Bench, store: Store) -> None:
    to_go(bench)
    first = jumped(bench)
    bench.decide(first, False)
    assert bench.state is TrialState.BREAK
    rest_s = bench.runner.live.visit.rest_s
    assert rest_s is not None
    assert 50.0 < rest_s < 60.0
    assert bench.runner.live.word == "REST"
    assert bench.runner.live.primary == "Start early"
    bench.start_early()
    weighed_to_go(bench)
    second = jumped(bench)
    (said,) = [doubt for doubt in last_data(bench).doubts if "the rest before this trial" in doubt.reason]
    assert (said.effect, said.reason.endswith("instead of 60 s")) == (Effect.NOTE, True)
    zero = store.trial(second).current.provenance.methods["zero.carried"]
    assert zero["taken_for"] == "cmj"
    assert float(zero["age_s"]) > 5.0


def test_a_rest_that_was_waited_for_is_not_remarked_on(bench: Bench) -> None:
    to_go(bench)
    bench.decide(jumped(bench), False)
    bench.seconds(60.0)
    assert bench.state is TrialState.WEIGH, "the zero holds, so after the rest the scales wait"
    weighed_to_go(bench)
    jumped(bench)
    assert not [doubt for doubt in last_data(bench).doubts if "rest before" in doubt.reason]


def test_the_zero_of_plates_is_carried_to_the_next_test_until_it_is_old(bench: Bench) -> None:
    to_go(bench)
    bench.decide(jumped(bench), True)
    bench.runner.choose(bench.archive.protocols["squat"])
    assert bench.state is TrialState.WEIGH
    bench.runner.tick(bench.clock.at_s)
    assert bench.runner.live.visit.carried_note.startswith("Zero less than 1 min old, again after 15 min")
    bench.runner.stop()
    assert bench.state is TrialState.ZERO, "one step back, and a new one can be taken"
    bench.runner.stop()
    for stream in bench.runner.streams:
        assert stream.zero is not None
        stream.zero = replace(stream.zero, host_s=bench.clock.at_s - ZERO_MOST_S - 1.0)
    bench.runner.choose(bench.archive.protocols["squat"])
    assert bench.state is TrialState.ZERO
    assert "The zero is 15 min old" in bench.runner._advice.text


def test_a_zero_that_grows_old_before_the_start_is_taken_again(bench: Bench) -> None:
    bench.seconds(1.5)
    bench.runner.choose(bench.archive.protocols["cmj"])
    bench.runner.primary()
    bench.seconds(1.5, 700.0)
    bench.runner.primary()
    assert bench.state is TrialState.READY
    zero = bench.runner.streams[0].zero
    assert zero is not None
    bench.runner.streams[0].zero = replace(zero, host_s=bench.clock.at_s - ZERO_MOST_S - 1.0)
    bench.runner.primary()
    assert bench.state is TrialState.ZERO
    assert "zero again" in bench.runner._advice.text


def test_another_person_gets_neither_the_weight_nor_the_zero(bench: Bench) -> None:
    to_go(bench)
    bench.decide(jumped(bench), True)
    bench.runner.receive(bench.archive)
    bench.runner.choose(bench.archive.protocols["squat"])
    assert bench.state is TrialState.ZERO
    assert bench.runner._hands.carrying.weight is None


def test_the_weight_of_the_visit_is_in_a_test_that_does_not_weigh_and_named(bench: Bench, store: Store) -> None:
    to_go(bench)
    bench.decide(jumped(bench), True)
    weight = bench.runner._hands.carrying.weight
    assert weight is not None
    assert weight.mass_kg == pytest.approx(700.0 / 9.80665, abs=0.3)
    assert 0.0 < weight.uncertainty_kg < 5.0
    bench.runner.choose(bench.archive.protocols["glute_bridge_hold"])
    assert bench.archive.recording
    bench.seconds(0.2)
    bench.runner.primary()
    bench.seconds(3.2, 100.0)
    assert bench.state is TrialState.GO
    bench.stand(np.concatenate((np.full(500, 100.0), np.full(4000, 400.0), np.full(5000, 100.0))))
    bench.finished[-1].recorder.close(bench.finished[-1].outcome)
    data = last_data(bench)
    assert data.weighed_before is not None
    assert data.weighed_before.mass_kg == pytest.approx(weight.mass_kg, abs=0.001)
    assert data.weighed_before.taken_for == "cmj"
    assert data.weighed_before.recording == store.trial(bench.archive.trials()[-1].trial_id).trial.recording_id


def test_a_weight_of_hours_ago_is_not_used_and_asked_for() -> None:
    from station.carrying import BodyWeight

    carrying = Carrying()
    carrying.weight = BodyWeight(70.0, 0.5, 0.0, "r", "cmj")
    hold = TESTS["glute_bridge_hold"]
    assert carrying.weight_data(hold, WEIGHT_MOST_S - 1.0) is not None
    assert carrying.weight_data(hold, WEIGHT_MOST_S + 1.0) is None
    assert carrying.weight_data(CMJ, 10.0) is None, "it weighs itself"
    assert carrying.note((), WEIGHT_MOST_S + 60.0) == "Body weight 70.0 kg, 121 min old: weigh again"


@pytest.mark.parametrize("streams", [(), (SimpleNamespace(calibration=None),)])
def test_a_weight_on_devices_without_a_calibration_is_known_as_if_nobody_verified_them(streams: tuple[Any]) -> None:
    carrying = Carrying()
    machine: Any = SimpleNamespace(weight_n=700.0, weight_sd_n=1.0, protocol=CMJ)
    carrying.weighed(machine, streams, 1.0, "r")
    assert carrying.weight is not None
    assert carrying.weight.uncertainty_kg * GRAVITY == pytest.approx(np.hypot(UNVERIFIED_DEVICE * 700.0, 2.0))


def test_a_retest_is_stored_as_one_and_begins_a_set_of_its_own(bench: Bench, store: Store) -> None:
    to_go(bench)
    before = jumped(bench)
    bench.decide(before, True)
    protocol, serials = bench.archive.retest(before)
    assert protocol == TESTS["cmj"]
    choosing.retest(bench.runner, protocol, before, serials)
    assert "difference between devices" not in bench.runner._advice.text
    bench.start_early()
    weighed_to_go(bench)
    after = jumped(bench)
    bench.decide(after, True)
    assert store.trial(after).trial.retest_of == before
    assert [each.trial_id for each in bench.runner.course.set_of(CMJ).counting] == [after]
    with pytest.raises(StationError, match="another visit"):
        type(bench.archive)(make_folders(bench.archive._folders.data), store, "A-104", new_visit=True).retest(before)


def test_a_retest_with_another_device_says_so(bench: Bench) -> None:
    to_go(bench)
    before = jumped(bench)
    bench.decide(before, True)
    choosing.retest(bench.runner, CMJ, before, frozenset({"other-9"}))
    assert "measured with other-9" in bench.runner._advice.text


def test_practice_is_stored_as_practice_and_counts_for_nothing(bench: Bench, store: Store) -> None:
    bench.seconds(1.5)
    bench.runner.choose(TESTS["cmj"], practice=True)
    bench.runner.primary()
    weighed_to_go(bench)
    assert bench.runner.live.visit.practice
    trial_id = jumped(bench)
    bench.decide(trial_id, True)
    assert store.trial(trial_id).trial.practice
    assert bench.runner.course.done == []
    assert bench.runner.course.set_of(CMJ).counting == ()


def test_why_a_trial_was_stopped_is_asked_said_and_reaches_the_numbers(bench: Bench, store: Store) -> None:
    to_go(bench)
    bench.stand(jump()[:2500])
    bench.runner.stop()
    bench.runner.tick(bench.clock.at_s)
    assert bench.runner.live.state is TrialState.STOPPED
    offered = {choice.outcome for choice in bench.runner.live.visit.outcomes}
    assert offered >= {Outcome.STOPPED_FOR_PAIN, Outcome.LOST_BALANCE, Outcome.PROTOCOL_WRONG}
    review = bench.filed()
    decisions = Decisions(lambda: bench.archive, bench.runner, lambda job: job(), bench.events.append)
    decisions.say_outcome(review.trial_id, Outcome.STOPPED_FOR_PAIN)
    assert bench.state is TrialState.REVIEW
    assert store.trial(review.trial_id).trial.outcome is Outcome.STOPPED_FOR_PAIN
    decisions.reject(review.trial_id, RejectReason.NOT_FULL_EFFORT, "held back", again=False)
    assert bench.state is TrialState.DONE, "rejected, and not taken again"
    assert bench.runner.course.rows[-1].state == "rejected"


def test_what_is_changed_afterwards_changes_what_the_set_says(bench: Bench, store: Store) -> None:
    to_go(bench)
    trial_id = jumped(bench)
    bench.decide(trial_id, True)
    assert len(bench.runner.course.set_of(CMJ).counting) == 1
    decisions = Decisions(lambda: bench.archive, bench.runner, lambda job: job(), bench.events.append)

    def undo(amending: Amending) -> object:
        return amending.undo(trial_id)

    decisions.amend(trial_id, undo)  # type: ignore[arg-type]
    assert bench.runner.course.set_of(CMJ).counting == ()
    assert store.trial(trial_id).kept is None
