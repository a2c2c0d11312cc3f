"""Marks that are dragged anywhere and put back: nothing is lost on the way, and the numbers return."""

import numpy as np
import pytest
import taped

from drivers.contracts import SampleBlock, Segment
from station.clock_reading import ClockReading
from station.errors import StationError
from station.filing import file_trial, refile, stored_data
from station.folders import Folders, make_folders
from station.model import Mark, Outcome, Side
from station.recording import Recorder
from station.store import Store


@pytest.fixture
def folders(tmp_path) -> Folders:
    return make_folders(tmp_path)


@pytest.fixture
def store(folders):
    with Store(folders) as opened:
        yield opened


def pushed(seconds=11.0, rate=1000.0):
    """Two pushes of 2 s a side, and a slack strap between them."""
    t = np.arange(0, seconds, 1 / rate)
    force = np.full(t.size, 6.0)
    for start in (2.0, 7.0):
        force += 224 * np.where(t < start + 2, 1 - np.exp(-np.clip(t - start, 0, None) / 0.12), 0.0)
        force += np.where(t >= start + 2, 224 * np.exp(-np.clip(t - start - 2, 0, None) / 0.08), 0.0)
    return force, 0.95 * force


def held(rate=1000.0):
    pieces = ((80, 80, 2.0), (80, 350, 0.5), (350, 350, 12.0), (350, 80, 0.5), (80, 80, 2.0))
    whole = np.concatenate([np.linspace(a, b, round(s * rate), endpoint=False) for a, b, s in pieces])
    return 0.55 * whole, 0.45 * whole


def jumped(rate=1000.0):
    """Stand 2.2 s, dip, push off, fly 0.46 s, land, stand: 71.4 kg."""
    t = np.arange(0, 6.0, 1 / rate)
    total = np.full(t.size, 700.0)
    for start, end, amplitude in ((2.2, 2.6, -350.0), (2.6, 3.0, 980.0), (3.46, 3.76, 1200.0)):
        inside = (t >= start) & (t < end)
        total[inside] += amplitude * np.sin(np.pi * (t[inside] - start) / (end - start))
    total[(t >= 3.0) & (t < 3.46)] = 0.0
    return 0.52 * total, 0.48 * total


FORCES = {"hip_abduction_iso": pushed, "glute_bridge_hold": held, "cmj": jumped}


def stored(store, folders, protocol) -> str:
    """A trial of this test from a recording of eight counts to the newton, each side shared by its two cells."""
    noise = np.random.default_rng(5).normal(0.0, 3.0, (2, 60_000))
    counts = np.stack([8.0 * force + noise[row, : len(force)] for row, force in enumerate(FORCES[protocol]())])
    made = taped.header(protocol=protocol, title=protocol)
    recorder = Recorder(folders.recordings / f"{made.recording_id}.rec", made)
    calibration = taped.Calibration(
        "c", "LC-7", ("left", "right"), ((0.0625, 0.0625, 0, 0), (0, 0, 0.0625, 0.0625)), (0.0,) * 4, 4000.0, (0.3, 0.3)
    )
    recorder.stream(0, Segment(0, taped.PLATES_INFO, 40.0), calibration, None)
    recorder.marker("range_start", 40.0)
    values = np.round(counts).astype(np.int16)
    # in pieces, as a link sends them
    for first in range(0, values.shape[1], 500):
        part = np.repeat(values[:, first : first + 500], 2, axis=0)
        recorder.samples(0, SampleBlock(first, np.arange(first, first + part.shape[1]), part))
    recorder.clock(0, ClockReading(40.0, 0.001))
    recorder.close(Outcome.COMPLETED)
    return file_trial(store, folders, recorder.path)


def put(store, folders, trial_id, mark, time_s):
    refile(store, folders, trial_id, [Mark(mark.name, mark.side, time_s, automatic=False)])
    return store.trial(trial_id).current


def numbers(run):
    return {(line.key, line.side): line.measurement for line in run.measurements}


@pytest.mark.parametrize("protocol", FORCES)
def test_each_mark_may_be_dragged_to_either_end_and_its_way_back_restores_the_numbers(store, folders, protocol):
    trial_id = stored(store, folders, protocol)
    first = store.trial(trial_id).current
    assert first.refusal is None
    places = {(item.mark.name, item.mark.side): item.mark for item in first.marks}
    last_s = float(stored_data(store, folders, trial_id)[1].traces[0].time_s[-1])
    assert sum(mark.movable for mark in places.values()) >= 2
    for mark in places.values():
        if not mark.movable or mark.side is Side.RIGHT or mark.name.endswith("2"):
            continue
        for far_s in (-1.0, last_s + 1.0):
            put(store, folders, trial_id, mark, far_s)
            back = put(store, folders, trial_id, mark, mark.time_s)
            assert back.refusal is None
            assert {(item.mark.name, item.mark.side): item.mark.time_s for item in back.marks} == {
                key: pytest.approx(mark.time_s) for key, mark in places.items()
            }
            for key, was in numbers(first).items():
                now = numbers(back)[key]
                assert now.state is was.state, (mark, far_s, key)
                assert now.value == (was.value if was.value is None else pytest.approx(was.value)), (mark, far_s, key)
                if protocol != "cmj":
                    assert now.uncertainty == pytest.approx(was.uncertainty), (mark, far_s, key)


@pytest.mark.parametrize("protocol", ["hip_abduction_iso", "glute_bridge_hold"])
def test_a_refusal_because_of_marks_shows_them_all_where_they_are(store, folders, protocol):
    trial_id = stored(store, folders, protocol)
    first = store.trial(trial_id).current
    names = [(item.mark.name, item.mark.side) for item in first.marks]
    onset = next(item.mark for item in first.marks if item.mark.name.startswith("onset"))
    end = next(item.mark for item in first.marks if item.mark.name.startswith("end"))
    crossed = put(store, folders, trial_id, onset, end.time_s + 0.5)
    assert "not in order" in crossed.refusal
    assert [(item.mark.name, item.mark.side) for item in crossed.marks] == names
    moved = next(item.mark for item in crossed.marks if (item.mark.name, item.mark.side) == (onset.name, onset.side))
    assert moved.time_s == pytest.approx(end.time_s + 0.5, abs=0.001)
    assert not moved.automatic


def test_what_a_person_moved_stays_when_another_mark_was_refused(store, folders):
    trial_id = stored(store, folders, "glute_bridge_hold")
    onset, end = (item.mark for item in store.trial(trial_id).current.marks)
    put(store, folders, trial_id, end, end.time_s - 2.0)
    assert put(store, folders, trial_id, onset, end.time_s + 1.0).refusal is not None
    back = put(store, folders, trial_id, onset, onset.time_s)
    assert [item.mark.time_s for item in back.marks] == pytest.approx([onset.time_s, end.time_s - 2.0])


def test_a_peak_follows_from_the_samples_and_cannot_be_moved(store, folders):
    trial_id = stored(store, folders, "hip_abduction_iso")
    peak = next(item.mark for item in store.trial(trial_id).current.marks if item.mark.name == "peak 1")
    assert not peak.movable
    with pytest.raises(
        StationError, match=r"peak 1 \(left\) follows from others, or from the clock, and cannot be moved"
    ):
        put(store, folders, trial_id, peak, peak.time_s + 0.2)
    assert len(store.trial(trial_id).runs) == 1
    assert Mark("onset 1", Side.LEFT, 0.0).movable
