"""The list of the day, what is said of people in words, and planned doses: kept everywhere, every change audited."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from station.audit import Action
from station.commands.audit_words import detail_words
from station.day_list import PersonWords
from station.dose_plans import PlannedDose
from station.doses import Prescribed
from station.errors import BadInput, StationError
from station.folders import make_folders
from station.model import Side

NOON = datetime(2026, 3, 4, 12, 30, tzinfo=timezone(timedelta(hours=2)))
DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path, stores):
    with stores(make_folders(tmp_path / "data"), now=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def person(store):
    return store.add_person("A-104").id


def test_an_appointment_is_added_moved_and_called_off_and_the_audit_tells_it(store, person):
    other = store.add_person("A-117").id
    late = store.days.add(person, NOON + timedelta(hours=2), " Re-test after six weeks ", "glute_core_retest")
    early = store.days.add(other, NOON - timedelta(hours=3))
    store.days.add(other, NOON + DAY)
    today = store.days.between(NOON.replace(hour=0), NOON.replace(hour=0) + DAY)
    assert [(each.person, each.what, each.battery) for each in today] == [
        ("A-117", "", ""),
        ("A-104", "Re-test after six weeks", "glute_core_retest"),
    ]
    assert today[1].at.utcoffset() == timedelta(hours=2)
    store.days.move(late, NOON - timedelta(hours=4))
    assert [each.id for each in store.days.between(NOON - DAY, NOON)] == [late, early]
    said = store.audit.entries(person)[-1]
    assert "2026-03-04 14:30+02:00 and 2026-03-04 08:30+02:00" in detail_words(said.detail)
    store.days.remove(late)
    assert store.days.of(person, NOON - DAY) == ()
    assert store.audit.entries(person)[-1].action == Action.DELETE
    for gone in (lambda: store.days.move(late, NOON), lambda: store.days.remove(late)):
        with pytest.raises(StationError, match="somebody took it out"):
            gone()
    with pytest.raises(StationError, match="Nobody"):
        store.days.add("nobody", NOON)


def test_words_about_somebody_keep_their_lines_and_what_they_were_before(store, person):
    assert store.words.words(person) == PersonWords()
    store.words.say(person, complaint="  low back  pain ", notes="first line\n\n  second\tline  ")
    assert store.words.words(person) == PersonWords("low back pain", "first line\n\nsecond line")
    store.words.say(person, notes="other")
    assert store.words.words(person) == PersonWords("low back pain", "other")
    entry = store.audit.entries(person)[-1]
    assert entry.detail["facts"] == {"notes": ["first line\n\nsecond line", "other"]}
    store.words.say(person, notes="other")
    assert store.audit.entries(person)[-1] == entry
    somebody = store.add_person("A-117").id
    assert store.words.complaints([person, somebody]) == store.words.complaints() == {person: "low back pain"}
    store.words.say(person, complaint="")
    assert store.words.complaints() == {}


@pytest.mark.parametrize("wrong", [{"complaint": "a" * 121}, {"notes": "a" * 2001}, {"notes": "x\u202ey"}])
def test_words_that_nobody_could_read_are_refused_and_nothing_is_written(store, person, wrong):
    with pytest.raises(BadInput):
        store.words.say(person, **wrong)
    assert store.words.words(person) == PersonWords()


def test_a_plan_is_agreed_changed_and_ended(store, person):
    asked = Prescribed(40.0, 60.0, "% of own maximum", hold_s=30.0, reps=5)
    bridge = PlannedDose("glute_bridge_hold", Side.BOTH, asked, "every second day")
    first = store.plans.agree(person, bridge)
    store.plans.agree(person, PlannedDose("side_plank_left_hold", Side.LEFT, Prescribed(hold_s=20.0)))
    assert [(each.exercise, each.prescribed) for each in store.plans.plan(person)] == [
        ("glute_bridge_hold", asked),
        ("side_plank_left_hold", Prescribed(hold_s=20.0)),
    ]
    more = replace(bridge, id=first, prescribed=replace(asked, hold_s=45.0))
    assert store.plans.agree(person, more) == first
    kept = store.plans.plan(person)[0]
    assert (kept.prescribed.hold_s, kept.words, kept.since) == (45.0, "every second day", NOON)
    entry = store.audit.entries(person)[-1]
    assert entry.detail["facts"] == {"hold_s": [30.0, 45.0]}
    store.plans.agree(person, more)
    assert store.audit.entries(person)[-1] == entry
    store.plans.end(person, first)
    assert [each.exercise for each in store.plans.plan(person)] == ["side_plank_left_hold"]
    with pytest.raises(StationError, match="ended it meanwhile"):
        store.plans.agree(person, more)


@pytest.mark.parametrize(
    "asked",
    [
        Prescribed(),
        Prescribed(40.0, None, "N"),
        Prescribed(60.0, 40.0, "N"),
        Prescribed(40.0, 60.0, "bananas"),
        Prescribed(40.0, 120.0, "% of own maximum"),
        Prescribed(hold_s=0.0),
        Prescribed(hold_s=float("nan")),
        Prescribed(reps=-1),
    ],
)
def test_a_dose_that_nobody_could_do_is_refused(store, person, asked):
    with pytest.raises(BadInput):
        store.plans.agree(person, PlannedDose("glute_bridge_hold", Side.BOTH, asked))
    assert store.plans.plan(person) == ()


def test_a_person_who_is_joined_with_another_brings_appointments_words_and_plans_along(store, person):
    twin = store.add_person("A-104b").id
    store.days.add(twin, NOON)
    store.words.say(twin, complaint="knee")
    store.plans.agree(twin, PlannedDose("glute_bridge_hold", Side.BOTH, Prescribed(reps=8)))
    store.conflicts.join("A-104b", "A-104")
    assert [each.person for each in store.days.between(NOON, NOON + DAY)] == ["A-104"]
    assert store.words.words(person).complaint == "knee"
    assert len(store.plans.plan(person)) == 1


def test_a_station_keeps_small_things_for_itself(store):
    assert store.kept_here.value("favourites") is None
    store.kept_here.keep("favourites", [["test", "cmj"]])
    store.kept_here.keep("favourites", [["test", "cmj"], ["battery", "mcgill"]])
    assert store.kept_here.value("favourites") == [["test", "cmj"], ["battery", "mcgill"]]
