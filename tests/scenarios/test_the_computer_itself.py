"""The computer sleeps, its wall clock is set, the program is held up: what that does to a trial, from end to end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from drivers.computer_sleep import clock_ids, computer_slept_s, sleep_between
from drivers.contracts import LinkState
from simulators.body import Person
from simulators.clock import VirtualTimeLoop
from station.commands.client import Body
from station.commands.virtual_clinic import Conducted, VirtualClinic
from station.filing import recording_path
from station.model import Outcome, TrialState
from station.recorded import Recording, read


def conduct(
    folder: Path, state: TrialState, happen: Callable[[VirtualClinic], None], plan: tuple[str, ...] = ("cmj",)
) -> tuple[tuple[Conducted, ...], list[Recording]]:
    """A visit in which something happens once, at the third look in this state."""
    looks = 0

    def interfere(clinic: VirtualClinic) -> None:
        nonlocal looks
        machine = clinic.runner.machine
        if machine is not None and machine.state is state:
            looks += 1
            if looks == 3:
                happen(clinic)

    with VirtualClinic(folder, Body(Person(), push_s=2.0, rest_s=1.0)) as clinic:
        clinic.interfere = interfere
        done = clinic.conduct(plan)
        assert looks >= 3
        ids = [summary.trial_id for summary in clinic.trials()]
        recordings = [clinic.store.trial(each).trial.recording_id for each in ids]
        return done, [read(recording_path(clinic.folders, each)) for each in recordings]


def sleep(clinic: VirtualClinic) -> None:
    clinic.slept_s += 600.0


def test_a_trial_in_which_the_computer_slept_is_kept_as_interrupted_and_the_devices_come_back(tmp_path: Path) -> None:
    (first, second), recordings = conduct(tmp_path, TrialState.GO, sleep, ("cmj", "cmj"))
    assert any("The computer slept for 10 min" in text and "kept as incomplete" in text for text in first.texts)
    assert (first.review and first.review.outcome) is Outcome.INTERRUPTED
    broken = next(each for each in recordings if each.outcome is Outcome.INTERRUPTED)
    marker = broken.marker("slept")
    assert marker is not None
    assert marker.data == {"seconds": 600.0}
    # all devices were let go and came back by themselves
    assert [state for _, _, state in first.read.links if state is LinkState.LOST]
    assert second.review is not None
    assert (second.review.outcome, second.review.refusal) == (Outcome.COMPLETED, None)
    (whole,) = (each for each in recordings if each.outcome is Outcome.COMPLETED)
    segments = {number for parts in whole.streams.values() for number in (part.number for part in parts)}
    assert min(segments) > max(part.number for parts in broken.streams.values() for part in parts)


def test_sleep_before_go_costs_the_preparation_only(tmp_path: Path) -> None:
    (done,), recordings = conduct(tmp_path, TrialState.WEIGH, sleep)
    assert any("Nothing was measured yet" in text for text in done.texts if "slept" in text)
    assert done.review is not None
    assert done.review.outcome is Outcome.COMPLETED
    assert [each.outcome for each in recordings] == [Outcome.COMPLETED]


@pytest.mark.parametrize("hours", [-1.0, 1.0])
def test_a_wall_clock_that_is_set_during_a_trial_changes_no_number(tmp_path: Path, hours: float) -> None:
    def set_clock(clinic: VirtualClinic) -> None:
        before = clinic.now()
        clinic._began += timedelta(hours=hours)
        assert clinic.now() - before == timedelta(hours=hours)

    (plain,), (twin,) = conduct(tmp_path / "twin", TrialState.GO, lambda _: None)
    (done,), (recording,) = conduct(tmp_path / "set", TrialState.GO, set_clock)
    assert plain.review is not None
    assert done.review is not None
    assert done.review.measurements == plain.review.measurements
    assert done.review.marks == plain.review.marks
    assert done.review.outcome is Outcome.COMPLETED
    # the clock is read once, before the trial
    assert recording.header.created == twin.header.created
    assert recording.seconds == twin.seconds


def test_a_program_that_was_held_up_says_so_in_the_log_and_loses_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def hold_up(_: VirtualClinic) -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualTimeLoop)
        loop.advance(1.5)

    with caplog.at_level(logging.WARNING, "station.acquisition"):
        (done,), (recording,) = conduct(tmp_path, TrialState.GO, hold_up)
    said = [record.getMessage() for record in caplog.records if "held up" in record.getMessage()]
    assert len(said) == 1
    assert 1.4 < float(said[0].split()[-2]) < 1.6
    assert done.review is not None
    assert done.review.outcome is Outcome.COMPLETED
    assert sum(part.lost for parts in recording.streams.values() for part in parts) == 0


def test_sleep_is_the_difference_of_two_clocks_and_being_held_up_is_none() -> None:
    assert computer_slept_s() >= 0.0
    assert sleep_between(lambda: 700.0, lambda: 100.0) == 600.0
    standing = iter([100.0, 100.0 + 30.0])
    assert sleep_between(lambda: 100.0, lambda: next(standing)) == 0.0


@pytest.mark.parametrize(
    ("platform", "clocks"),
    [
        ("linux", ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC")),
        ("darwin", ("CLOCK_MONOTONIC_RAW", "CLOCK_UPTIME_RAW")),
        ("sunos5", None),
    ],
)
def test_every_system_has_its_own_two_clocks(platform: str, clocks: tuple[str, str] | None) -> None:
    assert clock_ids(platform) == clocks
