"""From a body's force to stored numbers and back, through firmware, wire, driver, ring, recording and analysis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from clinic import Clinic

from simulators.body import Person
from simulators.devices.progressor import CRIMPDEQ_OLD
from simulators.performance import Performance
from simulators.stage import Stage
from station.analysis import analyse
from station.commands.client import Body, Recorded
from station.filing import stored_data
from station.folders import make_folders
from station.model import NamedMeasurement, Outcome, Side, TrialReview
from station.protocol import Protocol, built_in
from station.store import Store
from station.traces import read_traces


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(make_folders(tmp_path)) as opened:
        yield opened


@dataclass(frozen=True)
class Watched:
    """A recorded person whose beginning is written down."""

    recorded: Recorded
    begun: list[float] = field(default_factory=list)

    def enter(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
        self.recorded.enter(stage, protocol, now_s)

    def move(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
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
    real_data: Path, tmp_path: Path, store: Store
) -> None:
    data = read_traces(real_data / "gidiel" / "Dual-CMJ-Fz.txt", fs=1000.0)
    (trace,) = data.traces
    person = Watched(Recorded(Performance.from_samples(trace.fs_hz, trace.force_n[0], trace.force_n[1])))
    clinic = Clinic(tmp_path, store)
    trial_id = clinic.visit("cmj", person)
    assert trial_id is not None
    live = clinic.archive.review(trial_id)
    assert live.refusal is None
    assert live.outcome is Outcome.COMPLETED
    file = analyse(clinic.archive.protocols["cmj"], data)
    # The device stamps in steps of 32 us and the forces come back in steps of a cell: marks agree to a sample.
    shift = [mine.time_s - theirs.time_s for mine, theirs in zip(live.marks, file.marks, strict=True)]
    assert [mark.name for mark in live.marks] == [mark.name for mark in file.marks]
    assert max(shift) - min(shift) <= 0.001 + 1e-6
    assert value(live, "jump_height_im") == pytest.approx(value(file, "jump_height_im"), abs=0.0005)
    assert value(live, "jump_height_ft") == pytest.approx(value(file, "jump_height_ft"), abs=0.003)
    for side in (Side.LEFT, Side.RIGHT):
        assert value(live, "propulsive_impulse", side) == pytest.approx(
            value(file, "propulsive_impulse", side), rel=0.002
        )


@pytest.mark.real
def test_every_recorded_newton_comes_back_within_the_steps_of_the_plates(
    real_data: Path, tmp_path: Path, store: Store
) -> None:
    (trace,) = read_traces(real_data / "gidiel" / "Dual-CMJ-Fz.txt", fs=1000.0).traces
    person = Watched(Recorded(Performance.from_samples(trace.fs_hz, trace.force_n[0], trace.force_n[1])))
    clinic = Clinic(tmp_path, store)
    trial_id = clinic.visit("cmj", person)
    assert trial_id is not None
    _, stored = stored_data(store, make_folders(tmp_path), trial_id)
    (back,) = stored.traces
    at = _where(back.force_n, trace.force_n)
    count = min(trace.force_n.shape[1], back.force_n.shape[1] - at)
    assert count > 4000
    # four cells of a plate, each rounded to one step of 0.05 N, and a zero that is itself a mean of rounded counts
    assert np.abs(back.force_n[:, at : at + count] - trace.force_n[:, :count]).max() <= 4 * 0.05
    assert not back.gaps


@pytest.mark.real
def test_a_real_stance_comes_back_within_the_steps_of_the_plates(real_data: Path, tmp_path: Path, store: Store) -> None:
    (trace,) = read_traces(real_data / "bds" / "BDS00001.txt").traces
    half_n = trace.force_n[0, :800] / 2
    person = Watched(Recorded(Performance.from_samples(trace.fs_hz, half_n, half_n)))
    clinic = Clinic(tmp_path, store)
    trial_id = clinic.visit("cmj", person)
    assert trial_id is not None
    assert clinic.archive.review(trial_id).refusal is not None
    _, stored = stored_data(store, make_folders(tmp_path), trial_id)
    (back,) = stored.traces
    every_tenth = back.force_n.sum(axis=0)[_phase(back.force_n, half_n) :: 10][: half_n.size]
    assert np.abs(every_tenth - 2 * half_n[: every_tenth.size]).max() <= 8 * 0.05


def finished_after(seconds: float) -> Callable[[Clinic], None]:
    """A therapist who says that the effort is over after so long."""
    begun: list[float] = []

    def interfere(clinic: Clinic) -> None:
        begun.append(clinic.clock.now())
        if begun[-1] - begun[0] >= seconds:
            clinic.runner.primary()

    return interfere


@pytest.mark.parametrize("key", built_in())
def test_every_clinical_test_runs_from_zero_to_its_headline_number(key: str, tmp_path: Path, store: Store) -> None:
    clinic = Clinic(tmp_path, store, exact=False)
    # four minutes of all-out work are finished early: a few bouts show the way, the numbers are tested elsewhere
    interfere = finished_after(32.0) if built_in()[key].kind == "intermittent" else None
    trial_id = clinic.visit(key, Body(Person(), hold_s=12.0, push_s=2.0, rest_s=1.0), interfere)
    assert trial_id is not None
    review = clinic.archive.review(trial_id)
    assert (review.refusal, review.outcome) == (None, Outcome.COMPLETED)
    headline = [line.measurement for line in review.measurements if line.key == review.headline]
    assert headline
    assert all(measured.value is not None for measured in headline)


def test_a_parametric_jump_has_the_height_that_its_body_flew(tmp_path: Path, store: Store) -> None:
    clinic = Clinic(tmp_path, store, exact=False)
    person = Person(jump_height_m=0.31, mass_kg=68.0)
    trial_id = clinic.visit("cmj", Body(person))
    assert trial_id is not None
    review = clinic.archive.review(trial_id)
    assert value(review, "jump_height_im") == pytest.approx(0.31, abs=0.005)
    assert value(review, "jump_height_ft") == pytest.approx(0.31, abs=0.005)


@pytest.mark.parametrize("profile", ["genuine", "clone"])
def test_isometric_pushes_of_both_sides_are_found_on_two_clocks(profile: str, tmp_path: Path, store: Store) -> None:
    kind = {"clone": CRIMPDEQ_OLD} if profile == "clone" else {}
    clinic = Clinic(tmp_path, store, exact=False, **({"profile": kind["clone"]} if kind else {}))
    person = Person(left_abduction_n=110.0, right_abduction_n=150.0, abduction_cv=0.01)
    trial_id = clinic.visit("hip_abduction_iso", Body(person, push_s=3.0, rest_s=2.0))
    assert trial_id is not None
    review = clinic.archive.review(trial_id)
    assert value(review, "peak_force", Side.LEFT) == pytest.approx(110.0, rel=0.06)
    assert value(review, "peak_force", Side.RIGHT) == pytest.approx(150.0, rel=0.06)
    assert [mark.name for mark in review.marks if mark.side is Side.LEFT and "onset" in mark.name] == [
        "onset 1", "onset 2", "onset 3",
    ]  # fmt: skip
    slow = next(m.measurement for m in review.measurements if m.key == "rfd_0_100" and m.side is Side.LEFT)
    assert slow.value is None
    assert "250 Hz" in slow.reasons[0]


def test_a_bridge_hold_shows_its_time_and_the_drift_of_its_load(tmp_path: Path, store: Store) -> None:
    clinic = Clinic(tmp_path, store, exact=False)
    person = Person(bridge_left=0.46, bridge_drift=-0.04)
    trial_id = clinic.visit("glute_bridge_hold", Body(person, hold_s=20.0))
    assert trial_id is not None
    review = clinic.archive.review(trial_id)
    # from the beginning of the rise (0.9 s) to half way down (0.35 s)
    assert value(review, "hold_time") == pytest.approx(0.9 + 20.0 + 0.35, abs=0.1)
    assert value(review, "load_share", Side.LEFT) == pytest.approx(44.0, abs=1.0)


def test_a_cable_pulled_during_the_effort_is_the_devices_failure_and_nothing_is_lost_before(
    tmp_path: Path, store: Store
) -> None:
    clinic = Clinic(tmp_path, store)
    trial_id = clinic.visit("glute_bridge_hold", Body(Person()), lambda there: there.sockets[0].unplug())
    assert trial_id is not None
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
