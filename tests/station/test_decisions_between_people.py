"""What is decided about stored trials while somebody else is measured, and what a rejected trial takes with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from plates_bench import Bench, jump, to_go

from station.decisions import Decisions
from station.folders import make_folders
from station.model import RejectReason, TrialState
from station.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(make_folders(tmp_path)) as opened:
        yield opened


@pytest.fixture
def bench(tmp_path: Path, store: Store) -> Bench:
    return Bench(make_folders(tmp_path), store)


def deciding(bench: Bench) -> Decisions:
    return Decisions(lambda: bench.archive, bench.runner, lambda job: job(), bench.events.append)


def jumped(bench: Bench) -> str:
    bench.stand(jump())
    assert bench.state is TrialState.REVIEW
    return bench.filed().trial_id


def receive(bench: Bench, person: str) -> None:
    bench.archive = bench.archive.of(person)
    bench.runner.receive(bench.archive)


def test_deciding_on_a_trial_of_whoever_was_here_before_leaves_the_running_visit_alone(
    bench: Bench, store: Store
) -> None:
    to_go(bench)
    undecided = jumped(bench)
    receive(bench, "B-2")
    assert bench.runner.trial_id is None
    bench.seconds(0.3)
    assert bench.runner.live.visit.course.trial_id == "", "the trial of somebody else is not offered here"
    to_go(bench)
    machine, course = bench.runner.machine, bench.runner.course
    deciding(bench).keep(undecided)
    deciding(bench).reject(undecided, RejectReason.DISTURBED, "", again=True)
    assert store.trial(undecided).rejected_for is RejectReason.DISTURBED
    assert bench.runner.machine is machine
    assert bench.state is TrialState.GO
    assert (course.done, course.rows, course.note) == ([], [], "")
    own = jumped(bench)
    deciding(bench).keep(own)
    assert bench.state is TrialState.DONE
    assert [row.state for row in course.rows] == ["kept"]


def test_a_trial_that_is_filed_after_somebody_else_came_in_is_not_theirs(bench: Bench) -> None:
    to_go(bench)
    bench.stand(jump())
    late = bench.finished[-1]
    receive(bench, "B-2")
    trial_id = bench.archive.file(late)
    bench.runner.filed(late.recording_id, trial_id)
    assert bench.runner.trial_id is None
    assert bench.runner.machine is None


def test_the_body_weight_goes_with_the_jump_that_is_rejected_and_the_screen_says_so(bench: Bench) -> None:
    to_go(bench)
    trial_id = jumped(bench)
    decisions = deciding(bench)
    decisions.keep(trial_id)
    carrying = bench.runner._hands.carrying
    assert carrying.weight is not None
    decisions.reject(trial_id, RejectReason.COMPENSATED, "", again=False)
    assert carrying.weight is None
    bench.seconds(0.3)
    assert "body weight dropped with the trial that was rejected" in bench.runner.live.visit.carried_note


def test_why_a_trial_was_rejected_stands_in_the_list_of_the_visit(bench: Bench) -> None:
    to_go(bench)
    trial_id = jumped(bench)
    deciding(bench).reject(trial_id, RejectReason.FALSE_START, "", again=False)
    (row,) = bench.runner.course.rows
    assert (row.state, row.value) == ("rejected", "moved before the signal")


def test_the_course_says_what_follows_and_what_the_battery_has_done(bench: Bench) -> None:
    bench.runner.course.walk(bench.archive.plan_for("return_to_sport"))
    to_go(bench)
    bench.seconds(0.2, 700.0)
    shown = bench.runner.live.visit.course
    assert shown.protocol == "cmj"
    deciding(bench).keep(jumped(bench))
    bench.seconds(0.3)
    shown = bench.runner.live.visit.course
    assert shown.trial_id
    assert [step.state for step in shown.steps].count("next") == 1
    assert shown.next_title
