"""Stations, people and sessions that are there at the same time do not get into each other's way."""

import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from test_store import NOON, RUN, trial

from station.errors import BadInput
from station.folders import Folders, in_use, make_folders
from station.store import Store

PROGRAM = Path(__file__).with_name("rushing_station.py")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return make_folders(tmp_path / "clinic")


def test_of_four_stations_that_open_one_folder_at_once_one_has_it_and_the_others_are_told_which(
    folders: Folders,
) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with Store(folders):
        pass  # the tables are there already: what is raced for is the folder
    stations = [subprocess.Popen([sys.executable, PROGRAM, folders.data], **pipes) for _ in range(4)]
    try:
        assert [station.stdout.readline().strip() for station in stations] == ["ready"] * 4
        for station in stations:
            station.stdin.write("go\n")
            station.stdin.flush()
        said = {station.pid: station.stdout.readline().strip() for station in stations}
        (winner,) = (pid for pid, line in said.items() if line == "has it")
        for pid, line in said.items():
            if pid != winner:
                assert line.startswith("refused ")
                assert "open on" in line
                # who was asked in the moment in which the lock changed hands may not know the name yet
                assert f"process {winner}," in line or "in another program" in line
        assert f"process {winner}," in (in_use(folders) or "")
    finally:
        for station in stations:
            station.communicate("done\n")
    assert in_use(folders) is None


def test_people_of_one_name_in_sessions_that_overlap_are_never_mixed_up(folders: Folders) -> None:
    """Two of one name and birth date, four sessions at once, on a clock that is set back in between."""
    dice = random.Random(18)
    times = iter([NOON, NOON + timedelta(minutes=5), NOON - timedelta(hours=1), NOON - timedelta(minutes=55)])
    with Store(folders, now=lambda: NOON) as store:
        people = [store.add_person(code) for code in ("A-104", "A-105")]
        for person in people:
            store.identities.keep(person.id, name="Anna Beispiel", birth_date=NOON.date().replace(year=1980))
        sessions = {store.start_session(person.id, next(times)): person for person in [*people, *people]}
        owner = {}
        for number in range(40):
            session_id = dice.choice(list(sessions))
            started_at = NOON + timedelta(seconds=dice.randrange(-3600, 3600))
            trial_id = store.add_trial(trial(session_id, f"r-{number}", started_at=started_at), RUN)
            owner[trial_id] = (session_id, sessions[session_id])
    with Store(folders) as store:
        for trial_id, (session_id, person) in owner.items():
            stored = store.trial(trial_id)
            assert (stored.trial.session_id, stored.person) == (session_id, person)
        for person in people:
            mine = {trial_id for trial_id, (_, who) in owner.items() if who == person}
            assert {each.id for each in store.visits.trials(person=person.code)} == mine
            assert {each.id for each in store.visits.visits(person.code)} == {
                session for session, who in sessions.items() if who == person
            }
            identity = store.identities.view(person.id)
            assert identity is not None
            assert identity.name == "Anna Beispiel"
        assert len({*sessions, *owner, *(person.id for person in people)}) == 46


def test_a_code_that_looks_the_same_is_the_same(folders: Folders) -> None:
    with Store(folders) as store:
        store.add_person("Ä-1")
        with pytest.raises(BadInput, match="taken"):
            store.add_person("A\u0308-1 ")
