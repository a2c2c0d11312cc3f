"""Stations and their server: everything arrives once and in order, and what two of them said differently is named."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace

import pytest
from sqlalchemy import func, select, text
from test_store import NOON, RUN, session_of, trial
from travelled import contents

from drivers.calibration import Calibration
from station.device_book import KnownDevice
from station.errors import StationError
from station.folders import make_folders
from station.model import Mark, Side
from station.outbox import STAYS_HERE, travelling, waiting
from station.server import ServerDatabase, parse_address
from station.server_schema import lock
from station.store import Store
from station.syncing import Exchange, ServerBusy, begin_with_server
from station.tables import Row
from station.tables_of_sync import ChangeRow, ConflictRow, OutboxRow


class Room:
    """A station with its own folder, which exchanges when it is told to."""

    def __init__(self, folder, url: str, name: str, most: int = 100) -> None:
        self.store = Store(make_folders(folder), now=lambda: NOON)
        self.store.station = name
        self.most = most
        local = self.store.local
        assert local is not None
        self.local = local
        begin_with_server(local)
        self.server = ServerDatabase(parse_address(url), 20.0)
        self.exchange = Exchange(local, self.server, name, lambda: NOON)

    def sync(self) -> None:
        while not self.exchange.step(self.most).idle:
            pass

    @property
    def waiting(self):
        with self.local.reading() as session:
            return waiting(session)

    def close(self) -> None:
        self.store.close()
        self.server.close()


@pytest.fixture
def rooms(tmp_path, clinic_server):
    """Opens stations of one clinic."""
    with ExitStack() as stack:

        def opened(name: str, **others) -> Room:
            room = Room(tmp_path / name, clinic_server, name, **others)
            stack.callback(room.close)
            return room

        yield opened


def test_what_one_station_stores_the_other_one_has_to_the_last_bit(rooms):
    one, two = rooms("room 1"), rooms("room 2")
    trial_id = one.store.add_trial(trial(session_of(one.store)), RUN)
    one.store.replace_results(trial_id, replace(RUN, cause="onset moved"))
    one.store.decide(trial_id, True)
    one.sync()
    two.sync()

    assert two.store.trial(trial_id) == one.store.trial(trial_id)
    assert contents(one.local.engine) == contents(two.local.engine) == contents(one.server.engine)
    assert one.waiting.changes == two.waiting.changes == 0
    with two.local.reading() as session:
        assert session.scalar(select(func.count()).select_from(OutboxRow)) == 0


def test_what_was_stored_before_there_was_a_server_goes_there_too(rooms, tmp_path):
    with Store(make_folders(tmp_path / "room 1")) as alone:
        trial_id = alone.add_trial(trial(session_of(alone)), RUN)
    one, two = rooms("room 1", most=1), rooms("room 2", most=1)
    assert one.waiting.trials == 1
    one.sync()
    two.sync()
    assert two.store.trial(trial_id) == one.store.trial(trial_id)


def test_what_is_stored_without_the_server_later_is_still_noted(rooms, tmp_path):
    one = rooms("room 1")
    one.sync()
    one.close()
    with Store(make_folders(tmp_path / "room 1")) as alone:
        trial_id = alone.add_trial(trial(session_of(alone)), RUN)
    again, two = rooms("room 1"), rooms("room 2")
    assert again.waiting.trials == 1
    again.sync()
    two.sync()
    assert two.store.trial(trial_id).trial.recording_id == "r-1"


def test_trials_that_wait_are_counted_once_however_often_they_changed(rooms):
    one = rooms("room 1")
    session_id = session_of(one.store)
    for number in range(3):
        trial_id = one.store.add_trial(trial(session_id, f"r-{number}"), RUN)
        one.store.decide(trial_id, False)
    one.store.replace_results(trial_id, RUN)
    assert one.waiting.trials == 3
    one.sync()
    assert one.waiting == type(one.waiting)(0, 0)
    one.store.replace_results(trial_id, RUN)
    assert one.waiting.trials == 1


def test_two_stations_take_turns_and_agree_in_the_end(rooms):
    one, two = rooms("room 1", most=3), rooms("room 2", most=2)
    for number in range(6):
        room = (one, two)[number % 2]
        trial_id = room.store.add_trial(trial(session_of(room.store, f"P-{number}"), f"r-{number}"), RUN)
        room.store.decide(trial_id, True)
        if number in (2, 3):
            room.sync()
    for room in (one, two, one):
        room.sync()
    assert contents(one.local.engine) == contents(two.local.engine) == contents(one.server.engine)
    assert one.store.counts()["trials"] == 6


def test_sending_waits_for_what_another_station_sent_meanwhile(rooms):
    one, two = rooms("room 1"), rooms("room 2")
    one.store.add_person("A-1")
    two.store.add_person("A-2")
    one.sync()
    with pytest.raises(ServerBusy):
        two.exchange.send(100)
    two.sync()
    assert [person.code for person in two.store.people()] == ["A-1", "A-2"]


def test_only_one_station_sends_at_a_time(rooms, clinic_server):
    one, two = rooms("room 1"), rooms("room 2")
    one.store.add_person("A-1")
    with two.server.writing() as session:
        lock(session)
        with pytest.raises(ServerBusy):
            one.exchange.step(10)
    one.sync()
    assert one.waiting.changes == 0


# Every row once, whatever breaks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", range(12))
def test_a_station_that_dies_at_any_moment_of_the_exchange_loses_and_doubles_nothing(rooms, monkeypatch, moment):
    """The first so many transactions work; the next one is cut off, before or after it has reached the disk."""
    one, two = rooms("room 1", most=2), rooms("room 2", most=2)
    for number in range(3):
        one.store.add_trial(trial(session_of(one.store, f"A-{number}"), f"a-{number}"), RUN)
    two.store.add_trial(trial(session_of(two.store, "B-1"), "b-1"), RUN)
    two.sync()

    class Killed(Exception):
        pass

    left = [moment]

    def dying(transaction: Callable) -> Callable:
        @contextmanager
        def cut():
            left[0] -= 1
            if left[0] == 0:
                raise Killed
            with transaction() as session:
                yield session
            left[0] -= 1
            if left[0] == 0:
                raise Killed

        return cut

    with monkeypatch.context() as patched:
        for database, name in ((one.local, "taking"), (one.server, "writing")):
            patched.setattr(database, name, dying(getattr(database, name)))
        with suppress(Killed):
            one.sync()
    for room in (one, two, one):
        room.sync()
    assert contents(one.local.engine) == contents(two.local.engine) == contents(one.server.engine)
    assert one.store.counts() == {"people": 4, "sessions": 4, "trials": 4}
    assert one.waiting.changes == two.waiting.changes == 0
    with one.local.reading() as session:
        assert session.scalar(select(func.count()).select_from(ConflictRow)) == 0


def cut_off_after_the_server_has_it(room: Room, monkeypatch) -> None:
    """One step of sending that reached the server, of which this station never heard."""

    class Cut(Exception):
        pass

    writing = room.server.writing

    @contextmanager
    def and_cut():
        with writing() as session:
            yield session
        raise Cut

    with monkeypatch.context() as patched:
        patched.setattr(room.server, "writing", and_cut)
        with pytest.raises(Cut):
            room.exchange.step(100)


def test_a_station_is_in_no_conflict_with_what_it_sent_itself_and_did_not_hear_of(rooms, monkeypatch):
    one, two = rooms("room 1", most=2), rooms("room 2")
    trial_id = one.store.add_trial(trial(session_of(one.store)), RUN)
    cut_off_after_the_server_has_it(one, monkeypatch)
    one.store.decide(trial_id, True)
    one.sync()
    two.sync()
    assert one.store.conflicts.all() == ()
    assert two.store.trial(trial_id).kept is True
    assert one.waiting.changes == 0
    assert contents(one.local.engine) == contents(two.local.engine) == contents(one.server.engine)


def test_what_another_station_said_of_what_was_sent_unheard_is_still_a_conflict(rooms, monkeypatch):
    one, two = rooms("room 1"), rooms("room 2")
    trial_id = one.store.add_trial(trial(session_of(one.store)), RUN)
    cut_off_after_the_server_has_it(one, monkeypatch)
    two.sync()
    two.store.decide(trial_id, False)
    two.sync()
    one.store.decide(trial_id, True)
    one.sync()
    assert "A trial was changed on two stations" in one.store.conflicts.all()[0].what
    assert one.store.trial(trial_id).kept is True


def test_a_folder_put_back_from_a_backup_is_told_what_it_said_since_under_its_own_name(rooms, monkeypatch, tmp_path):
    """It does not know any more that it said so: that is another station's word, and nothing of it is dropped."""
    one = rooms("room 1")
    trial_id = one.store.add_trial(trial(session_of(one.store)), RUN)
    one.sync()
    with closing(sqlite3.connect(one.local.path)) as now, closing(sqlite3.connect(tmp_path / "copy")) as copy:
        now.backup(copy)
    one.store.decide(trial_id, False)
    one.sync()
    one.close()
    shutil.rmtree(tmp_path / "room 1")
    (tmp_path / "room 1").mkdir()
    (tmp_path / "copy").rename(tmp_path / "room 1" / "station.db")
    again = rooms("room 1")
    again.store.decide(trial_id, True)
    again.sync()
    (conflict,) = again.store.conflicts.all()
    assert conflict.unused["row"]["kept"] is False


def test_what_changes_while_it_is_being_sent_is_sent_again(rooms, monkeypatch):
    one, two = rooms("room 1"), rooms("room 2")
    trial_id = one.store.add_trial(trial(session_of(one.store)), RUN)
    writing = one.server.writing

    def and_meanwhile():
        one.store.decide(trial_id, True)
        monkeypatch.setattr(one.server, "writing", writing)
        return writing()

    monkeypatch.setattr(one.server, "writing", and_meanwhile)
    one.exchange.step(100)
    assert one.waiting.trials == 1
    one.sync()
    two.sync()
    assert two.store.trial(trial_id).kept is True


def test_a_device_that_was_forgotten_is_forgotten_everywhere(rooms):
    one, two = rooms("room 1"), rooms("room 2")
    one.store.devices.remember(KnownDevice("progressor", "2639", (Side.LEFT,)))
    one.sync()
    two.sync()
    assert two.store.devices.forget("progressor", "2639")
    two.sync()
    one.sync()
    assert one.store.devices.known() == ()


def test_a_row_arrives_with_what_it_refers_to_although_that_was_changed_after_it(rooms):
    one, two = rooms("room 1", most=1), rooms("room 2", most=1)
    for number in ("c-1", "c-2"):
        record = Calibration(number, "417", ("left",), ((1.0,),), (0.0,), 2000.0, (0.5,))
        one.store.devices.add_calibration(record)
        one.store.devices.remember(KnownDevice("plates", "417", (Side.LEFT,), calibration_id=number))
    with one.local.writing() as session:
        # the record's note is now younger than that of the device that refers to it
        session.execute(text("UPDATE calibration SET serial = serial WHERE id = 'c-2'"))
    one.sync()
    two.sync()
    assert two.store.devices.known()[0].calibration_id == "c-2"


# What two stations said differently --------------------------------------------------------------------------------


def test_one_code_on_two_stations_stays_two_people_and_is_said_with_what_to_do(rooms):
    one, two = rooms("room 1"), rooms("room 2")
    first = one.store.add_trial(trial(session_of(one.store, "A-104"), "r-1"), RUN)
    second = two.store.add_trial(trial(session_of(two.store, "A-104"), "r-2"), RUN)
    for room in (one, two, one):
        room.sync()

    for room in (one, two):
        assert [person.code for person in room.store.people()] == ["A-104", "A-104-2"]
        assert room.store.trial(first).person.code == "A-104"
        assert room.store.trial(second).person.code == "A-104-2"
        (conflict,) = room.store.conflicts.all()
        assert "The code A-104 was given on two stations" in conflict.what
        assert "Whoever got it on room 2 is A-104-2 from now on" in conflict.what
        assert "station db join A-104-2 A-104" in conflict.what


def test_three_stations_with_one_code_stay_three_people(rooms):
    stations = [rooms(f"room {number}") for number in (1, 2, 3)]
    for room in stations:
        room.store.add_person("A-104")
    stations[2].store.add_person("A-104-2")
    for room in (*stations, *stations):
        room.sync()
    codes = [person.code for person in stations[0].store.people()]
    assert codes == [person.code for person in stations[2].store.people()]
    assert len(set(codes)) == 4
    assert contents(stations[0].local.engine) == contents(stations[0].server.engine)


def test_people_of_one_code_can_be_joined_and_everything_goes_with_them(rooms):
    one, two = rooms("room 1"), rooms("room 2")
    first = one.store.add_trial(trial(session_of(one.store, "A-104"), "r-1"), RUN)
    second = two.store.add_trial(trial(session_of(two.store, "A-104"), "r-2"), RUN)
    for room in (one, two):
        room.sync()
    two.store.conflicts.join("A-104-2", "A-104")
    for room in (two, one):
        room.sync()
    assert {one.store.trial(each).person.code for each in (first, second)} == {"A-104"}
    assert [line.visits for line in one.store.visits.people()] == [2, 0]
    assert contents(one.local.engine) == contents(one.server.engine)


def test_a_trial_decided_on_two_stations_keeps_what_was_said_last_and_the_other_in_a_note(rooms):
    one, two = rooms("room 1"), rooms("room 2")
    trial_id = one.store.add_trial(trial(session_of(one.store)), RUN)
    one.sync()
    two.sync()
    one.store.decide(trial_id, True)
    two.store.decide(trial_id, False)
    for room in (one, two, one):
        room.sync()
    for room in (one, two):
        assert room.store.trial(trial_id).kept is False
        (conflict,) = room.store.conflicts.all()
        assert "A trial was changed on two stations" in conflict.what
        assert conflict.unused["row"]["kept"] is True


def test_the_same_words_on_two_stations_are_no_conflict(rooms):
    one, two = rooms("room 1"), rooms("room 2")
    trial_id = one.store.add_trial(trial(session_of(one.store)), RUN)
    one.sync()
    two.sync()
    for room in (one, two):
        room.store.decide(trial_id, True)
    for room in (one, two, one):
        room.sync()
    assert one.store.conflicts.all() == two.store.conflicts.all() == ()


def test_a_trial_computed_again_on_two_stations_keeps_both_runs_and_shows_one(rooms):
    one, two = rooms("room 1"), rooms("room 2")
    trial_id = one.store.add_trial(trial(session_of(one.store)), RUN)
    one.sync()
    two.sync()
    for room in (one, two):
        moved = (Mark("onset", Side.BOTH, 1.3, automatic=False), RUN.marks[1])
        room.store.replace_results(trial_id, replace(RUN, cause=f"moved in {room.store.station}", marks=moved))
    for room in (one, two, one):
        room.sync()
    stored = one.store.trial(trial_id)
    assert stored == two.store.trial(trial_id)
    assert [(run.number, run.cause, run.current) for run in stored.runs] == [
        (1, "first analysis", False),
        (2, "moved in room 1", False),
        (3, "moved in room 2", True),
    ]
    assert contents(one.local.engine) == contents(two.local.engine) == contents(one.server.engine)


@pytest.mark.parametrize(("made", "with_a_gap"), [(1, False), (2, False), (2, True)])
def test_any_number_of_runs_made_on_two_stations_find_their_places_in_any_order(rooms, made, with_a_gap):
    """The server's come first, then those of here in their own order, whatever order the server gives them in."""
    one, two = rooms("room 1", most=2), rooms("room 2")
    trial_id = one.store.add_trial(trial(session_of(one.store)), RUN)
    one.sync()
    two.sync()
    for room, times in ((one, 3), (two, made)):
        for number in range(times):
            room.store.replace_results(trial_id, replace(RUN, cause=f"{room.store.station}, {number}"))
    with one.local.writing() as session:  # the newest is sent first
        for number in (4, 3, 2):
            session.execute(text("UPDATE run SET cause = cause WHERE number = :number"), {"number": number})
    one.sync()
    if with_a_gap:
        with two.local.writing() as session:
            session.execute(text("UPDATE run SET number = 5 WHERE number = 3"))
    for room in (two, one):
        room.sync()
    stored = one.store.trial(trial_id)
    assert stored == two.store.trial(trial_id)
    assert [run.number for run in stored.runs] == [*range(1, 5 + made)]
    assert [run.cause for run in stored.runs][1:] == [
        *(f"room 1, {number}" for number in range(3)),
        *(f"room 2, {number}" for number in range(made)),
    ]
    assert stored.runs[-1].current
    assert contents(one.local.engine) == contents(two.local.engine) == contents(one.server.engine)


def test_runs_that_change_places_can_be_put_in_place(rooms):
    one, two = rooms("room 1"), rooms("room 2")
    trial_id = one.store.add_trial(trial(session_of(one.store)), RUN)
    one.store.replace_results(trial_id, replace(RUN, cause="again"))
    one.sync()
    two.sync()
    with one.local.writing() as session:
        for was, will_be in ((1, 3), (2, 1), (3, 2)):
            session.execute(text("UPDATE run SET number = :new WHERE number = :old"), {"old": was, "new": will_be})
    one.sync()
    two.sync()
    assert [run.cause for run in two.store.trial(trial_id).runs] == ["again", "first analysis"]
    assert contents(one.local.engine) == contents(two.local.engine) == contents(one.server.engine)


def test_rows_that_contradict_each_other_are_not_blamed_on_the_disk(rooms):
    one = rooms("room 1")
    one.store.add_person("A-1")
    with pytest.raises(StationError) as refused, one.local.writing() as session:
        session.execute(text("INSERT INTO person SELECT * FROM person"))
    assert "contradicts what is stored already" in str(refused.value)
    assert "Check the disk" not in str(refused.value)


# The server's own mishaps ------------------------------------------------------------------------------------------


def test_a_server_that_was_set_back_gets_back_what_the_stations_have(rooms):
    one, two = rooms("room 1"), rooms("room 2")
    old = one.store.add_trial(trial(session_of(one.store), "r-1"), RUN)
    one.sync()
    two.sync()
    with one.server.reading() as session:
        last = session.scalar(select(func.max(ChangeRow.number)))
    new = one.store.add_trial(trial(session_of(one.store), "r-2"), RUN)
    one.sync()
    two.sync()
    with one.server.writing() as session:  # as a dump of before would have it
        session.execute(text("DELETE FROM change WHERE number > :last"), {"last": last})
        for table in ("mark", "result", "source", "run", "trial"):
            where = {"trial": "id", "run": "trial_id"}.get(table, "run_id")
            inner = "SELECT id FROM run WHERE trial_id = :trial" if where == "run_id" else ":trial"
            session.execute(text(f'DELETE FROM "{table}" WHERE {where} IN ({inner})'), {"trial": new})
    for room in (two, one, two):
        room.sync()
    assert one.store.trial(new) == two.store.trial(new)
    assert contents(one.local.engine) == contents(two.local.engine) == contents(one.server.engine)
    assert one.store.conflicts.all() == ()
    assert one.store.trial(old)


def test_a_new_empty_server_is_filled_by_the_stations(rooms, postgres, server_template):
    one = rooms("room 1")
    one.store.add_trial(trial(session_of(one.store)), RUN)
    one.sync()
    other = ServerDatabase(parse_address(postgres.new_database(server_template)), 20.0)
    moved = Exchange(one.local, other, "room 1", lambda: NOON)
    while not moved.step(100).idle:
        pass
    assert contents(other.engine) == contents(one.local.engine)
    other.close()


def test_numbers_that_are_none_and_large_counters_travel(rooms):
    one, two = rooms("room 1"), rooms("room 2")
    source = replace(
        RUN.provenance.sources[0],
        calibration={"noise": [float("nan"), float("inf")], "name": "Zoë \u2028 '\\"},
        first_index=2**32 - 5,
        last_index=2**32 + 5000,
    )
    run = replace(RUN, provenance=replace(RUN.provenance, sources=(source,), methods={"x": {"a": -0.0}}))
    trial_id = one.store.add_trial(trial(session_of(one.store)), run)
    one.sync()
    two.sync()
    there = two.store.trial(trial_id).current.provenance
    assert repr(there) == repr(one.store.trial(trial_id).current.provenance)
    assert there.sources[0].last_index == 2**32 + 5000
    assert "nan" in repr(there)


# What travels ------------------------------------------------------------------------------------------------------


def test_every_table_travels_with_a_key_that_no_other_station_makes_or_stays_for_a_reason():
    """A table with a key that is counted would collide: two stations would count to the same number."""
    for each in travelling().values():
        kinds = {column.type.python_type for column in each.table.primary_key}
        assert kinds == {str}, f"{each.table.name} travels, and its key is counted on every station by itself"
    names = {part.name for each in travelling().values() for part in each.parts} | travelling().keys()
    assert names | STAYS_HERE == set(Row.metadata.tables)
    assert {"mark", "result", "source"} <= {part.name for part in travelling()["run"].parts}


def test_the_trial_says_on_which_station_it_was_recorded(rooms):
    one, two = rooms("room 1"), rooms("room 2")
    trial_id = one.store.add_trial(trial(session_of(one.store)), RUN)
    one.sync()
    two.sync()
    assert two.store.trial(trial_id).station == "room 1"
