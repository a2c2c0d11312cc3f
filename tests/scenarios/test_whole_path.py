"""From a body's force to stored numbers and back, through firmware, wire, driver, ring, recording and analysis."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from check_feedback import Seen, check_feedback

from simulators.bench import DEVICES
from simulators.body import Person, Skill
from simulators.performance import Performance
from simulators.stage import Stage
from simulators.strength import Both
from station.analysis import analyse
from station.commands.client import NONE_SHOWN, Body, Recorded
from station.commands.virtual_clinic import VirtualClinic
from station.filing import stored_data
from station.model import NamedMeasurement, Outcome, Side, TrialReview, TrialState
from station.protocol import Protocol, built_in
from station.traces import read_traces

Open = Callable[..., VirtualClinic]


@pytest.fixture
def clinic_of(tmp_path: Path) -> Iterator[Open]:
    with ExitStack() as stack:
        yield lambda person, **kind: stack.enter_context(VirtualClinic(tmp_path, person, **{"exact": True} | kind))


def trial_of(clinic: VirtualClinic, key: str, interfere: Callable[[VirtualClinic], None] | None = None) -> str:
    """The stored trial of one test."""
    clinic.interfere = interfere
    (done,) = clinic.conduct([key])
    assert done.trial_id is not None, done.texts
    return done.trial_id


@dataclass(frozen=True)
class Watched:
    """A recorded person whose beginning is written down."""

    recorded: Recorded
    begun: list[float] = field(default_factory=list)

    def enter(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
        self.recorded.enter(stage, protocol, now_s)

    def move(self, stage: Stage, protocol: Protocol, now_s: float, maxima_n: Mapping[Side, float] = NONE_SHOWN) -> None:
        self.begun.append(stage.perform(self.recorded.performance, now_s + 0.3))

    def leave(self, stage: Stage, now_s: float) -> None:
        self.recorded.leave(stage, now_s)


def value(review: TrialReview | object, key: str, side: Side = Side.BOTH) -> float:
    measurements: tuple[NamedMeasurement, ...] = review.measurements
    found = next(m.measurement for m in measurements if m.key == key and m.side is side)
    assert found.value is not None, (key, found.reasons)
    return found.value


@pytest.mark.real
def test_a_real_jump_through_the_whole_path_gives_the_marks_and_numbers_of_its_file(
    real_data: Path, clinic_of: Open
) -> None:
    data = read_traces(real_data / "gidiel" / "Dual-CMJ-Fz.txt", fs=1000.0)
    (trace,) = data.traces
    person = Watched(Recorded(Performance.from_samples(trace.fs_hz, trace.force_n[0], trace.force_n[1])))
    clinic = clinic_of(person)
    trial_id = trial_of(clinic, "cmj")
    live = clinic.archive.review(trial_id)
    assert live.refusal is None
    assert live.outcome is Outcome.COMPLETED
    file = analyse(clinic.archive.protocols["cmj"], data)
    # The device stamps in steps of 32 us and the forces come back in steps of a cell: marks agree to a sample.
    shift = [mine.time_s - theirs.time_s for mine, theirs in zip(live.marks, file.marks, strict=True)]
    assert [mark.name for mark in live.marks] == [mark.name for mark in file.marks]
    assert max(shift) - min(shift) <= 0.001 + 1e-6
    # the station weighs in another quiet second than the file's: a few tenths of a newton of the same weight
    assert value(live, "jump_height_im") == pytest.approx(value(file, "jump_height_im"), abs=0.001)
    assert value(live, "jump_height_ft") == pytest.approx(value(file, "jump_height_ft"), abs=0.003)
    for side in (Side.LEFT, Side.RIGHT):
        assert value(live, "propulsive_impulse", side) == pytest.approx(
            value(file, "propulsive_impulse", side), rel=0.002
        )


@pytest.mark.real
def test_every_recorded_newton_comes_back_within_the_steps_of_the_plates(real_data: Path, clinic_of: Open) -> None:
    (trace,) = read_traces(real_data / "gidiel" / "Dual-CMJ-Fz.txt", fs=1000.0).traces
    person = Watched(Recorded(Performance.from_samples(trace.fs_hz, trace.force_n[0], trace.force_n[1])))
    clinic = clinic_of(person)
    trial_id = trial_of(clinic, "cmj")
    _, stored = stored_data(clinic.store, clinic.folders, trial_id)
    (back,) = stored.traces
    at = _where(back.force_n, trace.force_n)
    count = min(trace.force_n.shape[1], back.force_n.shape[1] - at)
    assert count > 4000
    # four cells of a plate, each rounded to one step of 0.05 N, and a zero that is itself a mean of rounded counts
    assert np.abs(back.force_n[:, at : at + count] - trace.force_n[:, :count]).max() <= 4 * 0.05
    assert not back.gaps


@pytest.mark.real
def test_a_real_stance_comes_back_within_the_steps_of_the_plates(real_data: Path, clinic_of: Open) -> None:
    (trace,) = read_traces(real_data / "bds" / "BDS00001.txt").traces
    half_n = trace.force_n[0, :800] / 2
    person = Watched(Recorded(Performance.from_samples(trace.fs_hz, half_n, half_n)))
    clinic = clinic_of(person)
    trial_id = trial_of(clinic, "cmj")
    assert clinic.archive.review(trial_id).refusal is not None
    _, stored = stored_data(clinic.store, clinic.folders, trial_id)
    (back,) = stored.traces
    every_tenth = back.force_n.sum(axis=0)[_phase(back.force_n, half_n) :: 10][: half_n.size]
    assert np.abs(every_tenth - 2 * half_n[: every_tenth.size]).max() <= 8 * 0.05


@pytest.mark.parametrize("key", built_in())
def test_every_clinical_test_runs_from_zero_to_its_headline_number(key: str, clinic_of: Open) -> None:
    clinic = clinic_of(Body(Person(), hold_s=12.0, push_s=2.0, rest_s=1.0), exact=False)
    # four minutes of all-out work are finished early: a few bouts show the way, the numbers are tested elsewhere
    seen = clinic.interfere = Seen()
    (done,) = clinic.conduct([key], finish_after_s={key: 32.0} if built_in()[key].kind == "intermittent" else None)
    review = done.review
    assert review is not None, done.texts
    assert (review.refusal, review.outcome) == (None, Outcome.COMPLETED)
    headline = [line.measurement for line in review.measurements if line.key == review.headline]
    assert headline
    assert all(measured.value is not None for measured in headline)
    check_feedback(seen, clinic, done.trial_id)


def test_a_parametric_jump_has_the_height_that_its_body_flew(clinic_of: Open) -> None:
    clinic = clinic_of(Body(Person(jump_height_m=0.31, mass_kg=68.0)), exact=False)
    trial_id = trial_of(clinic, "cmj")
    review = clinic.archive.review(trial_id)
    assert value(review, "jump_height_im") == pytest.approx(0.31, abs=0.005)
    assert value(review, "jump_height_ft") == pytest.approx(0.31, abs=0.005)


@pytest.mark.parametrize("profile", ["genuine", "crimpdeq_old"])
def test_isometric_pushes_of_both_sides_are_found_on_two_clocks(profile: str, clinic_of: Open) -> None:
    devices = [f"{text}&profile={profile}" if text.startswith("progressor") else text for text in DEVICES]
    person = Person(strength_n={"hip_abduction": Both(110.0, 150.0)}, skill=Skill(cv=0.01))
    clinic = clinic_of(Body(person, push_s=3.0, rest_s=2.0), exact=False, devices=devices)
    trial_id = trial_of(clinic, "hip_abduction_iso")
    review = clinic.archive.review(trial_id)
    assert value(review, "peak_force", Side.LEFT) == pytest.approx(110.0, rel=0.06)
    assert value(review, "peak_force", Side.RIGHT) == pytest.approx(150.0, rel=0.06)
    assert [mark.name for mark in review.marks if mark.side is Side.LEFT and "onset" in mark.name] == [
        "onset 1", "onset 2", "onset 3",
    ]  # fmt: skip
    slow = next(m.measurement for m in review.measurements if m.key == "rfd_0_100" and m.side is Side.LEFT)
    assert slow.value is None
    assert "250 Hz" in slow.reasons[0]


def test_a_bridge_hold_shows_its_time_and_the_drift_of_its_load(clinic_of: Open) -> None:
    clinic = clinic_of(Body(Person(bridge_left=0.46, bridge_drift=-0.04), hold_s=20.0), exact=False)
    trial_id = trial_of(clinic, "glute_bridge_hold")
    review = clinic.archive.review(trial_id)
    # from the beginning of the rise (0.9 s) to half way down (0.35 s)
    assert value(review, "hold_time") == pytest.approx(0.9 + 20.0 + 0.35, abs=0.1)
    assert value(review, "load_share", Side.LEFT) == pytest.approx(44.0, abs=1.0)


def test_a_cable_pulled_during_the_effort_is_the_devices_failure_and_nothing_is_lost_before(clinic_of: Open) -> None:
    def pull(there: VirtualClinic) -> None:
        if there.live().state in (TrialState.GO, TrialState.HOLD):
            assert there.bench is not None
            asyncio.get_running_loop().create_task(there.bench.unplug(there.bench.named("plates").serial))

    clinic = clinic_of(Body(Person()))
    trial_id = trial_of(clinic, "glute_bridge_hold", pull)
    review = clinic.archive.review(trial_id)
    assert review.outcome is Outcome.DEVICE_FAILED
    assert review.curves[0].time_s.size > 3000


def _where(back_n: np.ndarray, file_n: np.ndarray) -> int:
    """Where a recording begins in what came back, by its first two seconds."""
    want = file_n[:, :2000]
    errors = [np.abs(back_n[:, at : at + 2000] - want).max() for at in range(back_n.shape[1] - 2000)]
    return int(np.argmin(errors))


def _phase(back_n: np.ndarray, half_n: np.ndarray) -> int:
    total = back_n.sum(axis=0)
    count = min(300, half_n.size)
    places = range(total.size - 10 * count)
    errors = [np.abs(total[at : at + 10 * count : 10] - 2 * half_n[:count]).max() for at in places]
    return int(np.argmin(errors))
