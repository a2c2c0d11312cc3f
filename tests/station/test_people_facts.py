"""Facts about people, doses, treatments and the audit: kept, dated, and every change written down."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from test_store import RUN, trial

from station import schema
from station.audit import Action, seal_of
from station.doses import Dose, Prescribed, Reached
from station.errors import BadInput, StationError
from station.folders import make_folders
from station.model import Side
from station.people import Involved, Leg, PersonFacts, Sex
from station.people_tables import AuditRow
from station.store import Store, readable_store

NOON = datetime(2026, 3, 4, 12, 30, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture
def folders(tmp_path):
    return make_folders(tmp_path / "data")


@pytest.fixture
def store(folders, stores):
    with stores(folders, now=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def person(store):
    return store.add_person("A-104").id


def test_facts_are_kept_and_every_change_says_what_was_before(store, person):
    assert store.facts.facts(person) == PersonFacts()
    store.facts.change(person, sex=Sex.FEMALE, birth_year=1971, height_m=1.68)
    facts = store.facts.change(person, involved_side=Involved.LEFT, dominant_leg=Leg.RIGHT, birth_year=1972)
    assert facts == store.facts.facts(person)
    assert facts == PersonFacts(Sex.FEMALE, 1972, 1.68, Involved.LEFT, Leg.RIGHT)
    assert facts.age_at(NOON) == (53, 54)
    last = store.audit.entries(person)[-1]
    assert last.detail["facts"]["birth_year"] == [1971, 1972]
    assert set(last.detail["facts"]) == {"birth_year", "involved_side", "dominant_leg"}
    store.facts.change(person, birth_year=1972)
    assert store.audit.entries(person)[-1] == last


@pytest.mark.parametrize("wrong", [{"birth_year": 1300}, {"birth_year": 2027}, {"height_m": 168.0}])
def test_facts_that_cannot_be_are_refused_and_nothing_is_written(store, person, wrong):
    with pytest.raises(BadInput):
        store.facts.change(person, **wrong)
    assert store.facts.facts(person) == PersonFacts()


def test_body_mass_has_a_history_and_a_wrong_one_is_struck_out_not_deleted(store, person):
    assert store.facts.body_mass_at(person, NOON) is None
    first = store.facts.add_body_mass(person, 71.5, NOON - timedelta(days=30))
    typed_wrong = store.facts.add_body_mass(person, 17.5, NOON - timedelta(days=1))
    assert store.facts.body_mass_at(person, NOON).mass_kg == 17.5
    store.facts.strike_out_body_mass(typed_wrong.id, "typed wrong")
    assert store.facts.body_masses(person) == (first,)
    assert store.facts.body_mass_at(person, NOON - timedelta(days=31)) is None
    assert store.facts.body_masses(person)[0].at.utcoffset() == timedelta(hours=2)
    assert store.audit.entries(person)[-1].action == Action.CORRECTION
    for mass in (0.5, 4000.0, float("nan")):
        with pytest.raises(BadInput):
            store.facts.add_body_mass(person, mass)
    with pytest.raises(StationError, match="Nobody"):
        store.facts.add_body_mass("nobody", 70.0)


def test_a_dose_comes_back_as_it_was_with_what_was_asked_and_what_was_done(store, person):
    visit = store.start_session(person, NOON)
    asked = Prescribed(60.0, 80.0, "N", hold_s=10.0, reps=8)
    done = Reached(71.2, 9.4, 7, 0.83, ("from 7 of 8 repetitions",))
    clam = Dose(visit, "clamshell_reps", Side.LEFT, NOON, asked, done)
    bridge = Dose(
        visit, "glute_bridge_reps", Side.BOTH, NOON + timedelta(minutes=5), Prescribed(reps=10), Reached(reps=10)
    )
    store.doses.add(bridge)
    store.doses.add(clam)
    found = store.doses.doses(person)
    assert [(each.exercise, each.prescribed, each.reached) for each in found] == [
        ("clamshell_reps", asked, done),
        ("glute_bridge_reps", bridge.prescribed, bridge.reached),
    ]
    assert found[0].at == NOON
    assert [each.exercise for each in store.doses.doses(person, "clamshell_reps")] == ["clamshell_reps"]
    treated = store.doses.treat(visit, "hip flexors loosened", NOON)
    assert store.doses.treatments(person) == (treated,)
    with pytest.raises(StationError, match="no visit"):
        store.doses.treat("nothing", "x")


def test_the_audit_says_who_did_what_and_is_whole(store, person):
    store.audit.who = "Ada Lovelace"
    visit = store.start_session(person, NOON)
    store.doses.treat(visit, "traction")
    store.audit.note(Action.EXPORT, "person", person, form="csv")
    seal = store.audit.verify()
    assert (seal.rows, seal.fault) == (3, None)
    assert [entry.action for entry in store.audit.entries()] == ["add", "add", "export"]
    assert store.audit.entries()[-1].who == "Ada Lovelace"
    before = store.audit.entries()[1]
    assert seal_of(before.digest, store.audit.entries()[2]) == seal.digest
    with pytest.raises(BadInput):
        store.audit.who = "Ada\u202eecalevoL"


def rows_of_audit(store, person, count=6):
    for number in range(count - 1):
        store.audit.note(Action.CHANGE, "person", person, number=number)


@pytest.mark.parametrize(
    ("spoil", "number", "what"),
    [
        ("UPDATE audit SET who = 'Eve' WHERE number = 3", 3, "changed"),
        ("UPDATE audit SET detail = '{}' WHERE number = 5", 5, "changed"),
        ("UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE number = 1", 1, "changed"),
        ("DELETE FROM audit WHERE number = 4", 4, "row 4 is missing"),
        ("DELETE FROM audit WHERE number = 6", 6, "row 6 is missing at the end"),
        ("DELETE FROM audit WHERE number > 2", 3, "rows 3 to 6 are missing at the end"),
        ("DELETE FROM audit", 1, "rows 1 to 6 are missing"),
        ("UPDATE audit_head SET digest = 'x'", 6, "last seal"),
        ("DELETE FROM audit_head", 1, "put in after the end"),
    ],
)
def test_a_row_that_was_touched_is_found_at_its_number(folders, spoil, number, what):
    with Store(folders, now=lambda: NOON) as store:
        rows_of_audit(store, store.add_person("A-104").id)
        assert store.audit.verify().rows == 6
    with closing(sqlite3.connect(folders.database)) as database:
        database.execute(spoil)
        database.commit()
    with readable_store(folders) as store:
        fault = store.audit.verify().fault
    assert fault.number == number
    assert what in fault.what


def test_the_program_itself_never_changes_a_row_of_the_audit(store, person):
    with pytest.raises(ValueError, match="never changed"), store._writing() as session:
        session.get(AuditRow, 1).who = "Eve"
    with pytest.raises(ValueError, match="never deleted"), store._writing() as session:
        session.delete(session.get(AuditRow, 1))


def test_what_is_undone_leaves_no_row_in_the_audit(store, person):
    with pytest.raises(BadInput):
        store.facts.change(person, height_m=17.0)
    with pytest.raises(StationError, match="No trial"):
        store.decide("nothing", True)
    assert [entry.action for entry in store.audit.entries()] == ["add"]


def test_a_database_from_before_is_carried_over_and_its_audit_begins(folders, tmp_path):
    older = tmp_path / "migrations"
    (older / "versions").mkdir(parents=True)
    for source in schema.MIGRATIONS.rglob("*.py"):
        name = source.relative_to(schema.MIGRATIONS)
        if name.name < "v0004" or name.parent.name != "versions":
            (older / name).write_text(source.read_text("utf-8"), "utf-8")
    schema.bring_up_to_date(folders.database, NOON.astimezone(UTC), schema=3, migrations=older)
    with closing(sqlite3.connect(folders.database)) as database:
        database.execute("INSERT INTO person VALUES ('p', 'A-104', '2026-03-04 10:30:00.000000')")
        database.commit()
    with Store(folders, now=lambda: NOON) as store:
        assert store.facts.facts("p") == PersonFacts()
        assert store.audit.verify().rows == 0
        store.facts.change("p", sex=Sex.MALE)
        assert store.audit.verify().rows == 1


def test_a_comparison_reads_each_trial_with_the_run_that_is_shown_and_no_other_persons(store, person):
    visit, other = store.start_session(person, NOON), store.start_session(store.add_person("B-7").id, NOON)
    late = store.add_trial(trial(visit, "r-2", started_at=NOON + timedelta(minutes=9)), RUN)
    early = store.add_trial(trial(visit, "r-1"), RUN)
    store.add_trial(trial(other, "r-3"), RUN)
    moved = replace(RUN, cause="a mark was moved", measurements=RUN.measurements[:1])
    store.replace_results(late, moved)
    found = store.changes.trials(person)
    assert [each.id for each in found] == [early, late]
    assert [len(each.measurements) for each in found] == [3, 1]
    assert found[0].visit_at == NOON
    assert found[0].sources == RUN.provenance.sources
    assert store.changes.trials(person, "sj") == ()
