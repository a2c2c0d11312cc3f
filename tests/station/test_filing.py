"""A recording becomes a stored trial by one path, whoever asks, and its numbers can be computed again bit for bit."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
import taped

from drivers.contracts import SampleBlock, Segment
from dsp.measurement import Measurement, State
from station.clock_reading import ClockReading
from station.errors import StationError
from station.filing import (
    discard,
    file_trial,
    protocol_text,
    range_of,
    recording_path,
    refile,
    stored_data,
    unfiled,
)
from station.folders import Folders, make_folders
from station.model import Analysis, Mark, NamedMeasurement, Outcome, Side
from station.protocol import built_in
from station.recorded import read
from station.recording import Recorder
from station.store import Store
from station.version import software


@pytest.fixture
def folders(tmp_path) -> Folders:
    return make_folders(tmp_path)


@pytest.fixture
def store(folders):
    with Store(folders) as opened:
        yield opened


def mean_force(protocol, data, placed):
    """An analysis that can be checked by hand: the mean force after the onset, which a person may move."""
    automatic = Mark("onset", Side.LEFT, 0.1, uncertainty_s=0.002)
    onset = next((mark for mark in placed if mark.name == "onset"), automatic)
    trace = data.traces[0]
    value = float(trace.force_n[0, trace.time_s >= onset.time_s].mean())
    line = NamedMeasurement("mean", "Mean force", Side.LEFT, Measurement(value, "N", State.VALID))
    return Analysis(protocol.key, trace.fs_hz, (onset, Mark("end", Side.LEFT, 0.3)), (line,), None, {"sum": {"n": 1.0}})


def plate_trial(folders, **options) -> str:
    return taped.record_plates(folders.recordings, **options).path.stem


def path_of(folders, recording_id):
    return recording_path(folders, recording_id)


def test_a_recording_becomes_a_trial_with_everything_that_made_its_numbers(store, folders):
    person = store.add_person("A-104")
    session_id = store.start_session(person.id)
    recording_id = plate_trial(folders, person=person.id, session=session_id)
    trial_id = file_trial(store, folders, path_of(folders, recording_id), analyse=mean_force)

    stored = store.trial(trial_id)
    recording = read(path_of(folders, recording_id))
    assert stored.trial.session_id == session_id
    assert stored.person == person
    assert stored.trial.recording_sha256 == recording.sha256
    assert (stored.trial.range_start_host_s, stored.trial.range_end_host_s) == (100.05, 100.35)
    assert stored.trial.started_at == taped.CREATED
    assert stored.trial.protocol_text == protocol_text("cmj")
    assert (stored.trial.outcome, stored.trial.complete) == (Outcome.COMPLETED, True)
    provenance = stored.current.provenance
    assert provenance.software == software()
    assert provenance.numpy == np.__version__
    assert provenance.recording_sha256 == recording.sha256
    assert provenance.methods == {"sum": {"n": 1.0}}
    (source,) = provenance.sources
    assert (source.serial, source.firmware, source.sides) == ("LC-7", "1.2", (Side.LEFT, Side.RIGHT))
    assert source.calibration["id"] == "lc7-2026"
    assert source.calibration["gain"] == [[0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5]]
    assert source.zero == {"native": [10.0, 0.0, -10.0, 0.0], "sd_n": [0.3, 0.3], "host_s": 99.0}
    assert (source.first_index, source.last_index, source.gaps) == (50, 349, ((200, 5),))
    assert source.fs_hz == pytest.approx(1000.0)
    assert (source.clock_offset_s, source.clock_spread_s) == (100.0, 0.002)


def test_filing_twice_stores_once(store, folders):
    recording_id = plate_trial(folders)
    first = file_trial(store, folders, path_of(folders, recording_id), analyse=mean_force)
    again = file_trial(store, folders, path_of(folders, recording_id), analyse=mean_force)
    assert again == first
    assert len(store.trials()) == 1


def test_what_was_analysed_comes_back_bit_for_bit(store, folders):
    trial_id = file_trial(store, folders, path_of(folders, plate_trial(folders)), analyse=mean_force)
    stored, data = stored_data(store, folders, trial_id)
    again = mean_force(built_in()["cmj"], data, ())
    assert again.measurements == stored.current.measurements
    assert again.fs_hz == stored.current.fs_hz


def test_a_moved_mark_makes_a_new_run_and_stays_moved(store, folders):
    trial_id = file_trial(store, folders, path_of(folders, plate_trial(folders)), analyse=mean_force)
    moved = Mark("onset", Side.LEFT, 0.2, automatic=False)
    assert refile(store, folders, trial_id, [moved], analyse=mean_force) == 2
    end = Mark("end", Side.LEFT, 0.29, automatic=False)
    assert refile(store, folders, trial_id, [end], analyse=mean_force) == 3

    stored = store.trial(trial_id)
    first, second, third = stored.runs
    assert first.measurements != second.measurements
    assert second.cause == "onset (left) moved"
    assert second.marks[0].before_s == 0.1
    assert third.measurements == second.measurements, "the onset that was moved before still holds"
    _, data = stored_data(store, folders, trial_id)
    assert second.measurements == mean_force(built_in()["cmj"], data, [moved]).measurements


def test_a_mark_that_the_trial_does_not_have_is_refused(store, folders):
    trial_id = file_trial(store, folders, path_of(folders, plate_trial(folders)), analyse=mean_force)
    with pytest.raises(StationError, match=r"no mark landing \(both\); it has: end \(left\), onset \(left\)"):
        refile(store, folders, trial_id, [Mark("landing", Side.BOTH, 0.2, automatic=False)], analyse=mean_force)
    assert len(store.trial(trial_id).runs) == 1


def test_nothing_is_computed_from_a_raw_file_that_changed(store, folders):
    recording_id = plate_trial(folders)
    trial_id = file_trial(store, folders, path_of(folders, recording_id), analyse=mean_force)
    path = path_of(folders, recording_id)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(StationError, match="its checksum differs"):
        stored_data(store, folders, trial_id)


def interrupt(folders, recording_id):
    """Take the end away, as a kill does."""
    path = path_of(folders, recording_id)
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b"\xabREC")])


def test_an_interrupted_recording_is_offered_until_it_is_stored(store, folders):
    person = store.add_person("A-104")
    recording_id = plate_trial(folders, person=person.id)
    interrupt(folders, recording_id)
    assert [offer.recording_id for offer in unfiled(store, folders)] == [recording_id]
    assert unfiled(store, folders, running=[recording_id]) == ()

    trial_id = file_trial(store, folders, path_of(folders, recording_id), analyse=mean_force)
    stored = store.trial(trial_id)
    assert (stored.trial.outcome, stored.trial.complete) == (Outcome.INTERRUPTED, False)
    assert stored.person == person
    assert unfiled(store, folders) == ()


def test_a_recording_of_nobody_known_goes_to_a_person_of_its_own(store, folders):
    for _ in range(2):
        trial_id = file_trial(store, folders, path_of(folders, plate_trial(folders, person="gone")), analyse=mean_force)
        assert store.trial(trial_id).person.code == "UNKNOWN"
    assert store.counts() == {"people": 1, "sessions": 2, "trials": 2}


def test_what_was_set_aside_is_kept_and_can_still_become_a_trial(store, folders):
    recording_id = plate_trial(folders)
    interrupt(folders, recording_id)
    discard(folders, recording_id)
    assert unfiled(store, folders) == ()
    assert path_of(folders, recording_id).parent == folders.set_aside
    trial_id = file_trial(store, folders, path_of(folders, recording_id), analyse=mean_force)
    assert path_of(folders, recording_id).parent == folders.recordings
    stored_data(store, folders, trial_id)


def test_a_test_that_this_program_does_not_know_is_named(store, folders):
    recording_id = plate_trial(folders, protocol="tug_of_war")
    with pytest.raises(StationError, match=r"does not know \(tug_of_war\)"):
        file_trial(store, folders, path_of(folders, recording_id), analyse=mean_force)
    assert [offer.recording_id for offer in unfiled(store, folders)] == [recording_id]


def test_the_test_is_used_as_it_was_when_the_trial_was_made(store, folders):
    seen = []

    def remember(protocol, data, placed):
        seen.append(protocol)
        return mean_force(protocol, data, placed)

    text = protocol_text("cmj").replace('title = "Countermovement jump"', 'title = "The jump of last year"')
    recording_id = plate_trial(folders, protocol_text=text)
    trial_id = file_trial(store, folders, path_of(folders, recording_id), analyse=remember)
    refile(store, folders, trial_id, [Mark("end", Side.LEFT, 0.2, automatic=False)], analyse=remember)
    assert [protocol.title for protocol in seen] == ["The jump of last year"] * 2
    broken = plate_trial(folders, protocol_text="key = 'cmj'")
    with pytest.raises(StationError, match="a form that this program does not read"):
        file_trial(store, folders, path_of(folders, broken), analyse=mean_force)


def test_without_markers_of_a_range_the_weighing_is_where_it_begins(folders):
    def with_markers(*markers):
        recorder = taped.record_plates(folders.recordings)
        recording = read(recorder.path)
        return replace(recording, markers=tuple(type(recording.markers[0])(*marker) for marker in markers))

    cmj, hip = built_in()["cmj"], built_in()["hip_abduction_iso"]
    assert cmj.weigh is not None
    weighed = range_of(with_markers(("weigh", 9.0), ("weighed", 12.0), ("go", 15.0)), cmj)
    assert (weighed.start_s, weighed.end_s) == (12.0 - cmj.weigh.seconds, None)
    last = range_of(with_markers(("weigh", 9.0), ("weigh", 11.0), ("range_end", 20.0)), hip)
    assert (last.start_s, last.end_s) == (11.0, 20.0)
    assert range_of(with_markers(("zero", 1.0)), hip).start_s is None


# Through the real analysis -----------------------------------------------------------------------------------------


def record_a_jump(folders) -> str:
    """Stand 2.2 s, dip, push off, fly 0.46 s, land, stand: 71.4 kg on two plates, a little more on the left."""
    weight_n, rate = 700.0, 1000.0
    t = np.arange(0, 6.0, 1 / rate)
    total = np.full(t.size, weight_n)
    dip = (t >= 2.2) & (t < 2.6)
    total[dip] = weight_n - 350.0 * np.sin(np.pi * (t[dip] - 2.2) / 0.4)
    push = (t >= 2.6) & (t < 3.0)
    total[push] = weight_n + 980.0 * np.sin(np.pi * (t[push] - 2.6) / 0.4)
    total[(t >= 3.0) & (t < 3.46)] = 0.0
    land = (t >= 3.46) & (t < 3.76)
    total[land] = weight_n + 1200.0 * np.sin(np.pi * (t[land] - 3.46) / 0.3)
    noise = np.random.default_rng(5).normal(0.0, 0.6, (4, t.size))
    shares = np.array([[0.52], [0.52], [0.48], [0.48]])
    counts = np.round(total * shares * 1.0 + noise).astype(np.int16)
    made = taped.header(person="", title="Countermovement jump")
    recorder = Recorder(folders.recordings / f"{made.recording_id}.rec", made)
    recorder.stream(0, Segment(0, taped.PLATES_INFO, 40.0), taped.PLATES_CALIBRATION, None)
    recorder.marker("range_start", 40.0)
    ticks = np.arange(t.size)
    for first in range(0, t.size, 20):
        recorder.samples(0, SampleBlock(first, ticks[first : first + 20], counts[:, first : first + 20]))
    recorder.clock(0, ClockReading(40.0, 0.001))
    recorder.marker("range_end", 46.0)
    recorder.close(Outcome.COMPLETED)
    return made.recording_id


def test_a_jump_goes_from_the_raw_file_to_stored_numbers_and_back(store, folders):
    from station.analysis import analyse

    trial_id = file_trial(store, folders, path_of(folders, record_a_jump(folders)))
    stored, data = stored_data(store, folders, trial_id)

    assert stored.current.refusal is None
    again = analyse(built_in()["cmj"], data)
    assert again.measurements == stored.current.measurements
    assert again.marks == tuple(item.mark for item in stored.current.marks)
    times = {item.mark.name: item.mark.time_s for item in stored.current.marks}
    assert times["takeoff"] == pytest.approx(3.0, abs=0.01)
    assert times["landing"] == pytest.approx(3.46, abs=0.01)
    heights = [line.measurement.value for line in stored.current.measurements if line.key == "jump_height_ft"]
    assert heights == [pytest.approx(9.80665 * 0.46**2 / 8, abs=0.01)]
    (summary,) = store.trials()
    assert [line.key for line in summary.headline] == [built_in()["cmj"].headline]
    assert summary.started_at == taped.CREATED
    assert isinstance(summary.started_at, datetime)


@pytest.mark.real
def test_a_real_jump_survives_a_kill_and_gives_the_numbers_of_its_file(store, folders, real_data):
    from station.analysis import analyse
    from station.traces import read_traces

    truth = read_traces(real_data / "gidiel" / "Dual-CMJ-Fz.txt", fs=1000.0)
    force_n = truth.traces[0].force_n
    # eight counts to the newton, each side shared evenly by its two cells
    counts = np.repeat(np.round(force_n * 8.0), 2, axis=0).astype(np.int16)
    made = taped.header()
    recorder = Recorder(folders.recordings / f"{made.recording_id}.rec", made)
    calibration = replace(taped.PLATES_CALIBRATION, gain=((0.0625, 0.0625, 0.0, 0.0), (0.0, 0.0, 0.0625, 0.0625)))
    recorder.stream(0, Segment(0, taped.PLATES_INFO, 40.0), calibration, None)
    for first in range(0, counts.shape[1], 20):
        values = counts[:, first : first + 20]
        recorder.samples(0, SampleBlock(first, np.arange(first, first + values.shape[1]), values))
    recorder.close(Outcome.COMPLETED)
    interrupt(folders, made.recording_id)

    trial_id = file_trial(store, folders, path_of(folders, made.recording_id))
    stored, data = stored_data(store, folders, trial_id)
    np.testing.assert_allclose(data.traces[0].force_n, force_n, atol=0.0625)
    assert not data.complete
    whole = analyse(built_in()["cmj"], replace(data, complete=True))
    direct = analyse(built_in()["cmj"], truth)
    assert direct.refusal is None
    assert [mark.name for mark in whole.marks] == [mark.name for mark in direct.marks]
    for ours, theirs in zip(whole.marks, direct.marks, strict=True):
        assert ours.time_s == pytest.approx(theirs.time_s, abs=0.002)
    heights = {line.key: line.measurement.value for line in direct.measurements if line.key.startswith("jump_height_")}
    assert heights["jump_height_im"] is not None
    for line in whole.measurements:
        if heights.get(line.key) is not None:
            assert line.measurement.value == pytest.approx(heights[line.key], abs=0.002)
    assert stored.trial.outcome is Outcome.INTERRUPTED
