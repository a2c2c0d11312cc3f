"""What people change about a stored trial: numbers follow, before and after stay, and all of it can be taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import taped

from drivers.calibration import Calibration
from drivers.contracts import SampleBlock, Segment
from dsp.measurement import State
from station import schema
from station.amending import Amending
from station.amendments import AmendmentKind, NewAmendment, Step, standing
from station.clock_reading import ClockReading
from station.errors import BadInput, StationError
from station.filing import file_trial, recomputed, recording_path, refile
from station.folders import Folders, make_folders
from station.model import NamedMeasurement, Outcome, RejectReason, Side
from station.protocol import built_in
from station.recording import Recorder
from station.reviewing import review_of
from station.store import Store
from station.trial_checks import OVERLOAD, SIDE_CHECK, ZERO_RETURN

CALIBRATION = Calibration(
    "c", "LC-7", ("left", "right"), ((0.0625, 0.0625, 0, 0), (0, 0, 0.0625, 0.0625)), (0.0,) * 4, 4000.0, (0.3, 0.3)
)


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return make_folders(tmp_path)


@pytest.fixture
def store(folders: Folders) -> Iterator[Store]:
    with Store(folders) as opened:
        yield opened


@pytest.fixture
def amending(store: Store, folders: Folders) -> Amending:
    return Amending(store, folders)


def held(rate: float = 1000.0) -> tuple[np.ndarray, np.ndarray]:
    pieces = ((80, 80, 2.0), (80, 350, 0.5), (350, 350, 6.0), (350, 80, 0.5), (80, 80, 2.0))
    whole = np.concatenate([np.linspace(a, b, round(s * rate), endpoint=False) for a, b, s in pieces])
    return 0.55 * whole, 0.45 * whole


def pushed(rate: float = 1000.0) -> tuple[np.ndarray, np.ndarray]:
    """Two pushes of 2 s a side on a strap."""
    t = np.arange(0, 11.0, 1 / rate)
    force = np.full(t.size, 6.0)
    for start in (2.0, 7.0):
        force += 224 * np.where(t < start + 2, 1 - np.exp(-np.clip(t - start, 0, None) / 0.12), 0.0)
        force += np.where(t >= start + 2, 224 * np.exp(-np.clip(t - start - 2, 0, None) / 0.08), 0.0)
    return force, 0.8 * force


FORCES = {"glute_bridge_hold": held, "hip_abduction_iso": pushed}


def stored(
    store: Store, folders: Folders, protocol: str = "hip_abduction_iso", outcome: Outcome = Outcome.COMPLETED,
    **markers: dict[str, object],
) -> str:  # fmt: skip
    noise = np.random.default_rng(5).normal(0.0, 3.0, (2, 60_000))
    counts = np.stack([8.0 * force + noise[row, : len(force)] for row, force in enumerate(FORCES[protocol]())])
    made = taped.header(protocol=protocol, title=protocol)
    recorder = Recorder(folders.recordings / f"{made.recording_id}.rec", made)
    recorder.stream(0, Segment(0, taped.PLATES_INFO, 40.0), CALIBRATION, None)
    recorder.marker("range_start", 40.0)
    for name, data in markers.items():
        recorder.marker(name, 41.0, **data)
    values = np.round(counts).astype(np.int16)
    for first in range(0, values.shape[1], 500):
        part = np.repeat(values[:, first : first + 500], 2, axis=0)
        recorder.samples(0, SampleBlock(first, np.arange(first, first + part.shape[1]), part))
    recorder.clock(0, ClockReading(40.0, 0.001))
    recorder.close(outcome)
    return file_trial(store, folders, recorder.path)


def numbers(store: Store, trial_id: str) -> tuple[NamedMeasurement, ...]:
    return store.trial(trial_id).current.measurements


def number(store: Store, trial_id: str, key: str, side: Side) -> NamedMeasurement:
    return next(line for line in numbers(store, trial_id) if (line.key, line.side) == (key, side))


# Marks ---------------------------------------------------------------------------------------------------------------


def test_a_moved_mark_goes_back_to_where_it_was_computed_and_forth_again(store, folders, amending):
    trial_id = stored(store, folders)
    first, onset = numbers(store, trial_id), store.trial(trial_id).current.marks[0].mark
    assert onset.automatic
    amending.move_mark(trial_id, onset.name, onset.side, onset.time_s + 0.1)
    moved = numbers(store, trial_id)
    assert moved != first
    undone = amending.undo(trial_id)
    assert (undone.step, undone.of) == (Step.UNDONE, 1)
    assert numbers(store, trial_id) == first, "bit for bit"
    assert store.trial(trial_id).current.marks[0].mark == onset, "and computed again, not merely put back"
    amending.redo(trial_id)
    assert numbers(store, trial_id) == moved
    with pytest.raises(StationError, match="nothing to redo"):
        amending.redo(trial_id)
    assert [run.number for run in store.trial(trial_id).runs] == [1, 2, 3, 4], "every run stays"


def test_undo_goes_back_step_by_step_also_after_the_program_was_closed(folders):
    with Store(folders) as store:
        trial_id = stored(store, folders)
        first, onset = numbers(store, trial_id), store.trial(trial_id).current.marks[0].mark
        for after_s in (0.1, 0.2):
            Amending(store, folders).move_mark(trial_id, onset.name, onset.side, onset.time_s + after_s)
    with Store(folders) as again:
        amending = Amending(again, folders)
        amending.undo(trial_id)
        place = again.trial(trial_id).current.marks[0].mark
        assert (place.time_s, place.automatic) == (onset.time_s + 0.1, False)
        amending.undo(trial_id)
        assert numbers(again, trial_id) == first
        with pytest.raises(StationError, match="nothing to undo"):
            amending.undo(trial_id)


def test_a_new_change_ends_the_possibility_to_make_undone_ones_again(store, folders, amending):
    trial_id = stored(store, folders)
    onset = store.trial(trial_id).current.marks[0].mark
    amending.move_mark(trial_id, onset.name, onset.side, onset.time_s + 0.1)
    amending.undo(trial_id)
    amending.decide(trial_id, True)
    assert standing(store.amendments.of(trial_id)).redoable == ()
    assert [each.words for each in standing(store.amendments.of(trial_id)).undoable] == ["kept"]


def test_a_mark_that_was_put_back_stays_automatic_when_something_is_found_later(store, folders, amending):
    trial_id = stored(store, folders)
    first, onset = numbers(store, trial_id), store.trial(trial_id).current.marks[0].mark
    amending.move_mark(trial_id, onset.name, onset.side, onset.time_s + 0.1)
    amending.undo(trial_id)
    refile(store, folders, trial_id, later={ZERO_RETURN: {"left": 0.1, "right": 0.1}})
    assert [line.measurement.value for line in numbers(store, trial_id)] == [line.measurement.value for line in first]


def test_marks_that_cannot_be_moved_are_refused_and_nothing_is_stored(store, folders, amending):
    trial_id = stored(store, folders)
    peak = next(item.mark for item in store.trial(trial_id).current.marks if not item.mark.movable)
    for name, side in (("gone", Side.LEFT), (peak.name, peak.side)):
        with pytest.raises(StationError):
            amending.move_mark(trial_id, name, side, 1.0)
    assert store.amendments.of(trial_id) == ()
    assert len(store.trial(trial_id).runs) == 1


def test_who_changed_what_and_when_is_kept_and_in_the_audit_without_words_of_their_own(store, folders, amending):
    store.audit.who = "anna"
    trial_id = stored(store, folders)
    before = datetime.now(UTC)
    amending.decide(trial_id, False, RejectReason.DISTURBED, "Mrs Miller called")
    (made,) = store.amendments.of(trial_id)
    assert (made.who, made.number, made.words) == ("anna", 1, "rejected: disturbed, Mrs Miller called")
    assert before <= made.made_at <= datetime.now(UTC)
    noted = store.audit.entries(trial_id)[-1]
    assert noted.detail["after"] == {"kept": False, "rejected_for": "disturbed"}
    assert "Miller" not in str(noted.detail)


# Decisions -----------------------------------------------------------------------------------------------------------


def test_a_rejected_trial_stays_with_its_reason_and_can_be_kept_after_all(store, folders, amending):
    trial_id = stored(store, folders)
    amending.decide(trial_id, False, RejectReason.FALSE_START, "moved at two")
    trial = store.trial(trial_id)
    assert (trial.kept, trial.rejected_for, trial.rejected_note) == (False, RejectReason.FALSE_START, "moved at two")
    assert store.trials()[0].rejected_for is RejectReason.FALSE_START
    amending.decide(trial_id, True)
    assert (store.trial(trial_id).kept, store.trial(trial_id).rejected_for) == (True, None)
    amending.undo(trial_id)
    assert (store.trial(trial_id).kept, store.trial(trial_id).rejected_note) == (False, "moved at two")
    amending.undo(trial_id)
    assert (store.trial(trial_id).kept, store.trial(trial_id).decided_at) == (None, None)
    assert len(store.trial(trial_id).runs) == 1, "no number follows from a decision"


def test_the_same_decision_twice_is_one_and_words_that_hide_something_are_refused(store, folders, amending):
    trial_id = stored(store, folders)
    assert amending.decide(trial_id, True) is not None
    assert amending.decide(trial_id, True) is None
    with pytest.raises(BadInput):
        amending.decide(trial_id, False, RejectReason.OTHER, "turned \u202e round")
    assert store.trial(trial_id).kept is True


def test_practice_can_be_said_and_taken_back(store, folders, amending):
    trial_id = stored(store, folders, practice={})
    assert store.trial(trial_id).trial.practice
    assert store.trials()[0].practice
    assert amending.say_practice(trial_id, True) is None
    amending.say_practice(trial_id, False)
    assert not store.trial(trial_id).trial.practice
    amending.undo(trial_id)
    assert store.trial(trial_id).trial.practice


# Outcomes ------------------------------------------------------------------------------------------------------------


def test_what_a_trial_ended_with_decides_its_numbers_and_can_be_said_later(store, folders, amending):
    trial_id = stored(store, folders, outcome=Outcome.STOPPED)
    stopped = number(store, trial_id, "peak_force", Side.LEFT).measurement
    assert stopped.state is State.LIMITED
    assert stopped.reasons[0] == "stopped early, and nobody said why"
    amending.say_outcome(trial_id, Outcome.STOPPED_FOR_PAIN)
    assert "pain allowed" in number(store, trial_id, "peak_force", Side.LEFT).measurement.reasons[0]
    amending.say_outcome(trial_id, Outcome.PROTOCOL_WRONG)
    wrong = store.trial(trial_id).current
    assert wrong.refusal is not None
    assert {line.measurement.state for line in wrong.measurements} == {State.INVALID}
    assert wrong.marks, "what is certain stays"
    amending.say_outcome(trial_id, Outcome.COMPLETED)
    assert number(store, trial_id, "peak_force", Side.LEFT).measurement.value == stopped.value
    for _ in range(3):
        amending.undo(trial_id)
    assert number(store, trial_id, "peak_force", Side.LEFT).measurement == stopped
    assert store.trial(trial_id).trial.outcome is Outcome.STOPPED


@pytest.mark.parametrize("recorded", [Outcome.DEVICE_FAILED, Outcome.INTERRUPTED])
def test_what_a_device_ended_is_never_scored_as_the_clients(store, folders, amending, recorded):
    trial_id = stored(store, folders, outcome=recorded)
    for said in (Outcome.COMPLETED, Outcome.LOST_FORM, Outcome.LOST_BALANCE, Outcome.STOPPED_FOR_PAIN):
        with pytest.raises(StationError, match="not scored as the client's"):
            amending.say_outcome(trial_id, said)
    assert store.trial(trial_id).trial.outcome is recorded
    offered = {choice.outcome for choice in review_of(store, folders, trial_id).said.outcomes}
    assert offered == {Outcome.PROTOCOL_WRONG, Outcome.DEVICE_FAILED}
    amending.say_outcome(trial_id, Outcome.PROTOCOL_WRONG)
    assert store.trial(trial_id).current.refusal is not None


def test_a_device_that_somebody_says_failed_makes_the_recording_incomplete(store, folders, amending):
    trial_id = stored(store, folders, "glute_bridge_hold")
    whole = number(store, trial_id, "load_asymmetry", Side.BOTH).measurement
    assert whole.value is not None
    amending.say_outcome(trial_id, Outcome.DEVICE_FAILED)
    hold = number(store, trial_id, "hold_time", Side.BOTH).measurement
    assert hold.state is State.LIMITED
    amending.undo(trial_id)
    assert number(store, trial_id, "load_asymmetry", Side.BOTH).measurement == whole


def test_what_the_station_notes_by_itself_cannot_be_chosen(store, folders, amending):
    trial_id = stored(store, folders)
    for said in (Outcome.STOPPED, Outcome.INTERRUPTED):
        with pytest.raises(StationError, match="Choose what happened"):
            amending.say_outcome(trial_id, said)


# Left and right ------------------------------------------------------------------------------------------------------


def mirrored(lines: tuple[NamedMeasurement, ...]) -> dict[tuple[str, Side], float | None]:
    other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.BOTH: Side.BOTH}
    return {(line.key, other[line.side]): line.measurement.value for line in lines}


def test_exchanged_sides_mirror_every_number_and_the_raw_file_stays_as_it_is(store, folders, amending):
    trial_id = stored(store, folders)
    first = store.trial(trial_id)
    raw = recording_path(folders, first.trial.recording_id).read_bytes()
    amending.exchange_sides(trial_id)
    trial = store.trial(trial_id)
    assert trial.sides_swapped
    assert recording_path(folders, first.trial.recording_id).read_bytes() == raw
    was, now = mirrored(first.current.measurements), trial.current.measurements
    for line in now:
        expected = was[line.key, line.side]
        if "asymmetry" in line.key and expected is not None:
            expected = -expected
        assert line.measurement.value == (None if expected is None else pytest.approx(expected, rel=1e-12)), line
    assert trial.current.provenance.sources[0].sides == (Side.RIGHT, Side.LEFT)
    assert {each.before_s for each in trial.current.marks} == {None}, "nobody moved a mark"
    assert recomputed(trial, folders).measurements == now, "and it can be computed again from what is stored"
    assert {curve.side: float(curve.force_n.max()) for curve in review_of(store, folders, trial_id).curves} == {
        Side.RIGHT: pytest.approx(230.0, abs=3.0), Side.LEFT: pytest.approx(184.0, abs=3.0),
    }  # fmt: skip
    amending.undo(trial_id)
    assert numbers(store, trial_id) == first.current.measurements
    assert not store.trial(trial_id).sides_swapped


def test_what_was_found_by_side_goes_with_the_sides(store, folders, amending):
    trial_id = stored(
        store,
        folders,
        "glute_bridge_hold",
        **{SIDE_CHECK: {"first": "right"}, OVERLOAD: {"side": "left", "least_n": 9.0}},
    )

    def said() -> str:
        return " ".join(r for line in numbers(store, trial_id) for r in line.measurement.reasons)

    assert "left and right may be swapped" in said()
    assert "the left plate reached its limit" in said()
    refile(store, folders, trial_id, later={ZERO_RETURN: {"left": 1.5, "right": 0.0}})
    assert "the left plate reads +1.5 N" in said()
    amending.exchange_sides(trial_id)
    assert "may be swapped" not in said(), "the correction answers the doubt"
    assert "the right plate reached its limit" in said()
    assert "the right plate reads +1.5 N" in said()
    refile(store, folders, trial_id, later={ZERO_RETURN: {"left": 1.8, "right": 0.0}})
    assert "the right plate reads +1.8 N" in said(), "what comes later is of the plates as they were recorded"


def test_a_mark_that_was_placed_goes_to_the_other_side_with_its_force_and_back(store, folders, amending):
    trial_id = stored(store, folders)
    marks = [item.mark for item in store.trial(trial_id).current.marks if item.mark.movable]
    assert marks[0].side is Side.LEFT
    amending.move_mark(trial_id, marks[0].name, marks[0].side, marks[0].time_s + 0.2)
    moved = numbers(store, trial_id)
    amending.exchange_sides(trial_id)
    placed = [item.mark for item in store.trial(trial_id).current.marks if not item.mark.automatic]
    assert [(mark.name, mark.side) for mark in placed] == [(marks[0].name, Side.RIGHT)]
    assert placed[0].time_s == pytest.approx(marks[0].time_s + 0.2)
    amending.undo(trial_id)
    assert numbers(store, trial_id) == moved
    amending.undo(trial_id)
    assert all(item.mark.automatic for item in store.trial(trial_id).current.marks)


def test_the_history_says_what_can_be_undone_in_words(store, folders, amending):
    trial_id = stored(store, folders)
    amending.exchange_sides(trial_id)
    said = review_of(store, folders, trial_id).said
    assert (said.undo, said.redo, said.sides_exchanged) == ("left and right exchanged", "", True)
    amending.undo(trial_id)
    said = review_of(store, folders, trial_id).said
    assert (said.undo, said.redo) == ("", "left and right exchanged")
    assert [line.words for line in said.history] == [
        "left and right exchanged", "undone: left and right as they were recorded",
    ]  # fmt: skip


# The store -----------------------------------------------------------------------------------------------------------


def test_an_amendment_that_starts_from_something_else_changes_nothing(store, folders):
    trial_id = stored(store, folders)
    wrong = NewAmendment(AmendmentKind.SIDES, {}, {"swapped": True}, {"swapped": False})
    with pytest.raises(StationError, match="changed meanwhile"):
        store.amendments.add(trial_id, wrong)
    with pytest.raises(StationError, match="No trial gone"):
        store.amendments.decide("gone", True)
    assert store.amendments.of(trial_id) == ()


def test_a_database_from_before_amendments_is_carried_over_with_its_trials(folders, tmp_path):
    older = tmp_path / "older"
    for source in schema.MIGRATIONS.rglob("*.py"):
        name = source.name
        if not name.startswith("v") or int(name[1:5]) <= 5:
            target = older / source.relative_to(schema.MIGRATIONS)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(source.read_text("utf-8"), "utf-8")
    now = datetime(2026, 3, 4, tzinfo=UTC)
    schema.bring_up_to_date(folders.database, now, schema=5, migrations=older)
    rows = [
        "INSERT INTO person VALUES ('p', 'A-104', '2026-03-04 08:30:00')",
        "INSERT INTO session VALUES ('s', 'p', '2026-03-04 08:30:00', 60)",
        (
            "INSERT INTO trial (id, session_id, recording_id, recording_sha256, protocol, protocol_text, "
            "protocol_sha256, title, headline, started_at, utc_offset_minutes, outcome, complete, kept) "
            "VALUES ('t', 's', 'r', 'ab', 'cmj', '', 'cd', 'Jump', 'height', '2026-03-04 08:31:00', 60, "
            "'completed', 1, 1)"
        ),
        (
            "INSERT INTO run (id, trial_id, number, current, made_at, cause, fs_hz, software, numpy, recording_sha256, "
            "methods) VALUES ('n', 't', 1, 1, '2026-03-04 08:32:00', 'first analysis', 1000.0, '0.1', '2', 'ab', '{}')"
        ),
    ]
    with closing(sqlite3.connect(folders.database)) as database:
        for row in rows:
            database.execute(row)
        database.commit()
    with Store(folders) as store:
        (line,) = store.trials()
        assert (line.kept, line.practice, line.rejected_for) == (True, False, None)
        assert store.amendments.of("t") == ()
        store.amendments.decide("t", False, RejectReason.SLIPPED)
        assert store.trials()[0].rejected_for is RejectReason.SLIPPED


def test_every_outcome_has_a_meaning_and_every_test_offers_only_such():
    from station.outcome_meaning import CHOICES, MEANINGS, choices

    assert set(MEANINGS) == set(Outcome)
    for protocol in built_in().values():
        offered = choices(protocol, Outcome.STOPPED)
        assert offered
        assert set(offered) <= set(CHOICES)
        assert Outcome.PROTOCOL_WRONG in offered


# Doses and body mass -------------------------------------------------------------------------------------------------


def test_the_doses_of_a_trial_follow_what_is_decided_about_it(store, folders, amending):
    trial_id = stored(store, folders, "glute_bridge_hold", go={})
    person_id = store.trial(trial_id).person.id

    def held_s() -> list[float | None]:
        return [dose.reached.hold_s for dose in store.doses.doses(person_id)]

    assert held_s() == []
    amending.decide(trial_id, True)
    first = store.doses.doses(person_id)
    assert len(first) == 1
    (said,) = [entry for entry in store.audit.entries(trial_id) if "doses" in entry.detail]
    assert said.detail["doses"] == ["both"]
    amending.decide(trial_id, False, RejectReason.DISTURBED)
    assert held_s() == []
    amending.undo(trial_id)
    assert store.doses.doses(person_id) == first
    amending.say_practice(trial_id, True)
    assert held_s() == []
    amending.undo(trial_id)
    amending.undo(trial_id)
    assert held_s() == [], "nobody kept it"


def test_the_doses_of_exchanged_sides_are_those_of_the_other_side(store, folders, amending):
    trial_id = stored(store, folders, "glute_bridge_hold", go={})
    person_id = store.trial(trial_id).person.id
    amending.decide(trial_id, True)
    store.doses.add(replace(store.doses.doses(person_id)[0], side=Side.LEFT))
    amending.exchange_sides(trial_id)
    assert [dose.side for dose in store.doses.doses(person_id)] == [Side.BOTH], "made again from the recording"
    assert store.audit.entries(trial_id)[-1].detail == {"doses": [], "instead_of": ["left"]}
    assert store.audit.verify().fault is None
