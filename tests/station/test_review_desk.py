"""What a review asks for beside its trial: others laid over it, the path of the pressure, earlier runs, change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import taped

from drivers.calibration import Calibration
from drivers.contracts import SampleBlock, Segment
from station.amending import Amending
from station.change import one_method
from station.change.verdicts import Word
from station.clock_reading import ClockReading
from station.desks.reviewing import Origin
from station.errors import StationError
from station.filing import file_trial, recording_path, stored_data
from station.folders import Folders, make_folders
from station.model import Curve, Mark, Outcome, Side
from station.recording import Recorder
from station.review_desk import ReviewDesk
from station.reviewing import review_of
from station.store import Store
from station.stored_curves import beginnings, laid_over

CELLS = ((-0.15, 0.2), (-0.15, -0.2), (0.15, 0.2), (0.15, -0.2))
PLATES = Calibration(
    "p", "LC-7", ("left", "right"), ((0.0625, 0.0625, 0, 0), (0, 0, 0.0625, 0.0625)), (0.0,) * 4, 4000.0, (0.3, 0.3)
)
ONE_PLATE = Calibration("q", "LC-7", ("both",), ((0.0625,) * 4,), (0.0,) * 4, 4000.0, (0.3,), cells_m=CELLS)


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return make_folders(tmp_path)


@pytest.fixture
def store(folders: Folders) -> Iterator[Store]:
    with Store(folders) as opened:
        yield opened


@pytest.fixture
def desk(store: Store, folders: Folders) -> ReviewDesk:
    return ReviewDesk(store, folders)


def bridge(height: float = 300.0, before_s: float = 2.0, rate: float = 1000.0) -> np.ndarray:
    """A held bridge: 80 N at rest, a ramp of half a second, 6 s held; both sides together."""
    pieces = ((80, 80, before_s), (80, height, 0.5), (height, height, 6.0), (height, 80, 0.5), (80, 80, 2.0))
    return np.concatenate([np.linspace(a, b, round(s * rate), endpoint=False) for a, b, s in pieces])


def filed(
    store: Store, folders: Folders, cells_n: np.ndarray, *, visit: str, days: int = 0, protocol: str = "",
    calibration: Calibration = PLATES, go_s: float | None = None,
) -> str:  # fmt: skip
    """A trial of these forces of cells ``(4, n)``, so many days before the usual one."""
    later = timedelta(minutes=len(list(folders.recordings.glob("*.rec"))))
    made = replace(
        taped.header(protocol=protocol, title=protocol), created=taped.CREATED - timedelta(days=days) + later
    )
    recorder = Recorder(folders.recordings / f"{made.recording_id}.rec", made)
    recorder.stream(0, Segment(0, taped.PLATES_INFO, 40.0), calibration, None)
    recorder.marker("range_start", 40.0)
    if go_s is not None:
        recorder.marker("go", 40.0 + go_s)
    noise = np.random.default_rng(3).normal(0.0, 3.0, cells_n.shape)
    counts = np.round(16.0 * cells_n + noise).astype(np.int16)
    for first in range(0, counts.shape[1], 500):
        part = counts[:, first : first + 500]
        recorder.samples(0, SampleBlock(first, np.arange(first, first + part.shape[1]), part))
    recorder.clock(0, ClockReading(40.0, 0.001))
    recorder.close(Outcome.COMPLETED)
    return file_trial(store, folders, recorder.path, session_id=visit)


def held(store: Store, folders: Folders, visit: str, *, days: int = 0, **shape: float) -> str:
    total = bridge(**shape)
    cells = np.stack([0.275 * total, 0.275 * total, 0.225 * total, 0.225 * total])
    return filed(store, folders, cells, visit=visit, days=days, protocol="glute_bridge_hold")


def visits(store: Store, *days: int) -> list[str]:
    person = store.add_person("A-104").id
    return [store.start_session(person, taped.CREATED - timedelta(days=each)) for each in days]


# Curves over each other ----------------------------------------------------------------------------------------------


def test_an_earlier_trial_lies_with_its_onset_on_the_onset_of_the_one_that_is_reviewed(store, folders, desk):
    long_ago, last_week, today = visits(store, 42, 7, 0)
    held(store, folders, long_ago, days=42, height=240.0, before_s=3.0)
    held(store, folders, last_week, days=7, height=280.0, before_s=1.0)
    other = held(store, folders, today, height=290.0, before_s=2.5)
    trial = held(store, folders, today, height=300.0)
    found = desk.overlays(trial)
    assert [overlay.origin for overlay in found.shown] == [Origin.VISIT, Origin.EARLIER, Origin.FIRST]
    assert found.shown[0].trial_id == other
    assert (found.aligned_at, found.left_out) == ("onset", ())
    onset_s = next(mark.time_s for mark in review_of(store, folders, trial).marks if mark.name == "onset")
    for overlay, height in zip(found.shown, (290.0, 280.0, 240.0), strict=True):
        left = next(curve for curve in overlay.curves if curve.side is Side.LEFT)
        half_n = 0.55 * (80 + height) / 2
        rises_s = float(left.time_s[np.flatnonzero(left.force_n > half_n)[0]])
        assert rises_s == pytest.approx(onset_s + 0.25, abs=0.06), "each begins to rise where this one does"
        assert np.nanmax(left.force_n) == pytest.approx(0.55 * height, abs=3.0), "and no force of it is changed"


def test_what_does_not_count_is_laid_over_nothing_and_a_file_that_is_gone_is_named(store, folders, desk):
    before, today = visits(store, 7, 0)
    rejected, practice = held(store, folders, today), held(store, folders, today)
    amending = Amending(store, folders)
    amending.decide(rejected, False)
    amending.say_practice(practice, True)
    gone = held(store, folders, before, days=7)
    trial = held(store, folders, today)
    recording_path(folders, store.trial(gone).trial.recording_id).unlink()
    found = desk.overlays(trial)
    assert found.shown == ()
    assert len(found.left_out) == 1
    assert "There is no file" in found.left_out[0]


def test_exchanged_sides_are_exchanged_under_the_curve_too(store, folders, desk):
    (today,) = visits(store, 0)
    other, trial = held(store, folders, today), held(store, folders, today)

    def left_n() -> float:
        curves = desk.overlays(trial).shown[0].curves
        return float(np.nanmax(next(curve.force_n for curve in curves if curve.side is Side.LEFT)))

    assert left_n() == pytest.approx(165.0, abs=3.0)
    Amending(store, folders).exchange_sides(other)
    assert left_n() == pytest.approx(135.0, abs=3.0), "what was read before is not shown again"


def efforts(*begin_s: float, side: Side = Side.LEFT) -> list[Mark]:
    return [Mark(f"onset {number}", side, at_s) for number, at_s in enumerate(begin_s, 1)]


def test_efforts_are_laid_over_each_other_one_by_one_whatever_the_rest_between_them_was():
    time_s = np.arange(0, 30, 0.01)
    force = np.zeros(len(time_s))
    for at_s in (5.0, 15.0, 21.0):
        force[(time_s >= at_s) & (time_s < at_s + 2)] = 100.0 + at_s
    curve = Curve(Side.LEFT, time_s, force)
    own = beginnings(efforts(5.0, 15.0, 21.0), None).of(Side.LEFT)
    under = beginnings(efforts(2.0, 9.0, 20.0), None).of(Side.LEFT)
    moved = laid_over(curve, own, under)
    assert moved is not None
    for at_s, was_s in ((2.0, 5.0), (9.0, 15.0), (20.0, 21.0)):
        inside = (moved.time_s > at_s + 0.05) & (moved.time_s < at_s + 1.9)
        assert np.all(moved.force_n[inside] == 100.0 + was_s)
    assert all(later > earlier for earlier, later in pairwise(moved.time_s.tolist())), "time never goes back"
    assert np.count_nonzero(np.isnan(moved.force_n)) == 2, "broken between efforts: rests are not compared"


def test_curves_without_a_common_beginning_are_not_laid_over_each_other():
    curve = Curve(Side.LEFT, np.arange(10.0), np.ones(10))
    assert laid_over(curve, {}, {1: 2.0}) is None
    assert laid_over(curve, {1: 2.0}, {2: 2.0}) is None
    crossed = laid_over(curve, {1: 5.0, 2: 3.0}, {1: 3.0, 2: 5.0})
    assert crossed is None, "marks that change places say nothing about the time"
    both = beginnings([Mark("onset", Side.BOTH, 1.5)], 1.0)
    assert both.of(Side.LEFT) == {1: 1.5}, "a mark of both sides is one of each"
    assert beginnings((), 1.0).of(Side.RIGHT) == {1: 1.0}
    assert beginnings([Mark("peak", Side.LEFT, 4.0), Mark("end", Side.LEFT, 5.0)], None).at_s == {}


# The centre of pressure ----------------------------------------------------------------------------------------------


def swaying(seconds: float = 34.0, rate: float = 1000.0) -> np.ndarray:
    """One plate of four cells under 700 N that sways by some millimetres, ``(4, n)``."""
    time_s = np.arange(0, seconds, 1 / rate)
    right = 0.004 * np.sin(2 * np.pi * 0.31 * time_s)
    forward = 0.02 + 0.009 * np.sin(2 * np.pi * 0.17 * time_s + 0.3)
    x, y = np.array(CELLS).T
    shares = 0.25 * (1 + np.outer(x, right) / np.mean(x**2) + np.outer(y, forward) / np.mean(y**2))
    return 700.0 * shares


def test_the_path_and_its_ellipse_are_those_of_the_numbers(store, folders, desk):
    (today,) = visits(store, 0)
    trial = filed(
        store, folders, swaying(), visit=today, protocol="quiet_stance_eyes_open", calibration=ONE_PLATE, go_s=1.0
    )
    found = desk.pressure(trial)
    numbers = {line.key: line.measurement for line in store.trial(trial).current.measurements}
    assert found.ellipse is not None
    assert found.ellipse.area_m2 == pytest.approx(numbers["sway_area"].value, rel=1e-9)
    (path,) = found.paths
    assert path.side is Side.BOTH
    assert np.ptp(path.place_m[0]) == pytest.approx(numbers["sway_range_ml"].value, rel=1e-9)
    assert np.ptp(path.place_m[1]) == pytest.approx(0.018, abs=0.001)
    assert found.ellipse.middle_m[1] == pytest.approx(0.02, abs=0.003), "in front of the middle of the plate"
    assert abs(found.ellipse.direction_deg) == pytest.approx(90.0, abs=15.0), "longer to and fro"


def test_plates_that_measure_no_places_say_so(store, folders, desk):
    (today,) = visits(store, 0)
    found = desk.pressure(held(store, folders, today))
    assert found.paths == ()
    assert "three or more cells" in found.why_not or "how far apart" in found.why_not


# Runs, steps, change -------------------------------------------------------------------------------------------------


def test_a_moved_mark_shows_before_and_after_with_both_numbers(store, folders, desk):
    (today,) = visits(store, 0)
    trial = held(store, folders, today)
    end = next(mark for mark in review_of(store, folders, trial).marks if mark.name == "end")
    Amending(store, folders).move_mark(trial, "end", end.side, end.time_s - 1.0)
    newest, first = desk.runs(trial)
    assert (newest.number, newest.shown, first.number, first.shown) == (2, True, 1, False)
    (moved,) = newest.moved
    assert (moved.name, moved.before_s, moved.after_s) == ("end", end.time_s, end.time_s - 1.0)
    now, then = newest.headline[0].measurement.value, first.headline[0].measurement.value
    assert now == pytest.approx(then - 1.0, abs=0.01), "a second less was held"


def test_the_trials_of_the_visit_are_numbered_within_their_test(store, folders, desk):
    before, today = visits(store, 7, 0)
    held(store, folders, before, days=7)
    first, second = held(store, folders, today), held(store, folders, today)
    Amending(store, folders).decide(first, False)
    steps = desk.steps(second)
    assert [(step.trial_id, step.number, step.of, step.kept) for step in steps] == [
        (first, 1, 2, False),
        (second, 2, 2, None),
    ]


def test_change_is_that_of_the_trials_own_test_and_visit(store, folders, desk):
    before, today = visits(store, 7, 0)
    held(store, folders, before, days=7)
    trial = held(store, folders, today)
    found = desk.change(trial)
    assert found.visit_id == today
    assert found.test is not None
    times = next(series for series in found.test.series if series.metric == "hold_time")
    assert [point.visit_id for point in times.points] == [before, today]
    assert times.points[0].change.word is Word.FIRST


def test_curves_for_drawing_are_the_forces_that_were_analysed(store, folders):
    (today,) = visits(store, 0)
    trial = held(store, folders, today)
    _, data = stored_data(store, folders, trial)
    for curve, force in zip(review_of(store, folders, trial).curves, data.traces[0].force_n, strict=True):
        assert np.array_equal(curve.force_n, force)


def test_a_trial_that_there_is_not_is_said_to_be_missing(desk):
    for ask in (desk.steps, desk.overlays, desk.pressure, desk.change, desk.runs):
        with pytest.raises(StationError, match="No trial"):
            ask("nobody")


def test_what_an_earlier_version_computed_is_computed_again_once_and_keeps_what_people_said(
    store, folders, desk, monkeypatch
):
    (today,) = visits(store, 0)
    trial = held(store, folders, today)
    person = store.trial(trial).person.id
    (numbers,) = store.changes.trials(person)
    times = []
    recompute = one_method.recomputed
    monkeypatch.setattr(one_method, "recomputed", lambda *args: times.append(args) or recompute(*args))
    older = replace(numbers, software="counterpoise 0.0.1", measurements=())
    first, second = desk._again(older), desk._again(replace(older, kept=False))
    assert len(times) == 1
    assert first.measurements == second.measurements == numbers.measurements
    assert (first.kept, second.kept) == (None, False)
