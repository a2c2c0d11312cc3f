"""A program that starts for somebody who is still here joins that person's visit; an empty visit is not left behind."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone
from pathlib import Path

import msgspec
import pytest

from simulators.body import Person
from station.archive import Archive
from station.commands.client import Body
from station.commands.virtual_clinic import BEGAN, VirtualClinic
from station.course import Course
from station.folders import make_folders
from station.model import Side
from station.protocol import built_in
from station.store import Store
from station.taking_up import take_up
from station.trial_set import Told
from station.visits import JOINS, time_in_visit

HERE = timezone(timedelta(hours=2))
NINE = datetime(2026, 3, 4, 9, 0, tzinfo=HERE)


@pytest.fixture
def store(tmp_path):
    with Store(make_folders(tmp_path)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("later", "joins"),
    [
        (timedelta(minutes=7), True),
        (timedelta(hours=1, minutes=59), True),
        (timedelta(hours=2), False),
        (timedelta(minutes=-1), False),
    ],
)
def test_a_visit_goes_on_for_two_hours_after_its_beginning(store, later, joins):
    visit = store.start_session(store.add_person("A-104").id, NINE)
    assert store.visits.going_on("A-104", NINE + later) == (visit if joins else None)


def test_the_visit_of_today_is_still_that_one_shortly_after_midnight(store):
    evening = NINE.replace(hour=23)
    visit = store.start_session(store.add_person("A-104").id, evening)
    today = store.visits.today
    for later in (timedelta(minutes=59), timedelta(minutes=61), timedelta(minutes=119)):
        assert today("A-104", evening + later).id == visit
    assert today("A-104", (evening + timedelta(minutes=61)).astimezone(UTC)).id == visit
    assert today("A-104", evening + JOINS) is None
    assert today("A-104", evening - timedelta(days=1)) is None, "a clock that was set back is no midnight"


def test_a_time_in_a_visit_that_ran_past_midnight_is_of_the_evening_or_of_the_night(store):
    evening = NINE.replace(hour=23, minute=10)
    store.start_session(store.add_person("A-104").id, evening)
    now = evening + timedelta(hours=1)
    visit = store.visits.today("A-104", now)
    assert time_in_visit(visit, time(23, 30), now) == evening + timedelta(minutes=20)
    assert time_in_visit(visit, time(0, 5), now) == evening + timedelta(minutes=55)
    assert time_in_visit(visit, time(23, 30), evening) == evening + timedelta(minutes=20), "still to come, and said so"


def test_a_visit_does_not_go_on_after_midnight_of_the_place_and_is_nobody_elses(store):
    late = datetime(2026, 3, 4, 23, 30, tzinfo=HERE)
    visit = store.start_session(store.add_person("A-104").id, late)
    store.add_person("B-2")
    assert store.visits.going_on("A-104", late + timedelta(minutes=20)) == visit
    assert store.visits.going_on("A-104", (late + timedelta(minutes=20)).astimezone(UTC)) == visit
    assert store.visits.going_on("A-104", late + timedelta(minutes=40)) is None
    assert store.visits.going_on("B-2", late) is None


def test_whoever_only_looked_leaves_no_visit_behind(store, tmp_path):
    Archive(make_folders(tmp_path), store, "A-104")
    assert store.visits.visits("A-104") == ()


def visited(folder: Path, minutes: float, tests: list[str]) -> None:
    with VirtualClinic(
        folder, Body(Person(), push_s=2.0, rest_s=1.0), began=BEGAN + timedelta(minutes=minutes)
    ) as clinic:
        assert all(each.trial_id for each in clinic.conduct(tests))


def test_two_programs_within_minutes_measure_in_one_visit_and_one_in_the_afternoon_in_another(tmp_path):
    for minutes in (0.0, 7.0, 400.0):
        visited(tmp_path, minutes, ["cmj"])
    folders = make_folders(tmp_path)
    with Store(folders) as store:
        assert [visit.trials for visit in store.visits.visits("A-104")] == [1, 2]
        newest = store.visits.visits("A-104")[0]
        again = Archive(folders, store, "A-104", now=lambda: newest.started_at + timedelta(minutes=9))
        assert [(key, told.counts) for key, told, _ in again.so_far()] == [("cmj", True)]
        other = Archive(folders, store, "A-104", now=lambda: newest.started_at + timedelta(minutes=9), new_visit=True)
        assert other.so_far() == ()


def test_a_set_goes_on_where_the_program_before_left_it():
    protocol = msgspec.structs.replace(built_in()["cmj"], trials=3)
    protocols = {**built_in(), "cmj": protocol}
    course = Course(protocols, ())
    first = Told("t-1", kept=True, practice=False, values={Side.BOTH: 1.0})
    take_up(course, protocols, [("cmj", first, False), ("of_another_clinic", first, False)])
    offered = course.following(lambda _: True)
    assert offered is not None
    assert (offered.word, offered.protocol.key) == (f"Trial 2 of {protocol.trials}", protocol.key)
    assert course.done == []
    assert course.rest_until_s(protocol) == float("-inf")
    for number in range(2, protocol.trials + 1):
        told = Told(f"t-{number}", kept=True, practice=False, values={Side.BOTH: 1.0})
        take_up(course, protocols, [("cmj", told, False)])
    assert course.done == [protocol.key]
