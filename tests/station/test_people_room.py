"""The room of the people over a real store: the day, the search, one person, and what takes longer on its thread."""

import threading
from datetime import UTC, date, datetime, time, timedelta

import pytest
from visits_over_time import TEST, repetitions, source

from station.audit import Action
from station.change.person_progress import progress_of
from station.change.verdicts import Word
from station.desks.people import FactsGiven, Favourite, Looked
from station.dose_plans import PlannedDose
from station.doses import Prescribed
from station.errors import BadInput, StationError
from station.filing import protocol_text
from station.folders import make_folders
from station.identity import Identity
from station.model import Outcome, Side
from station.people import Involved, Sex
from station.people_desk import LIKED_AT_FIRST, PeopleRoom
from station.qa.findings import Finding, Report, Verdict
from station.qa.programmes import DAILY
from station.records import NewRun, NewTrial, Provenance
from station.store import Store
from station.version import code_sha256, software

NOW = datetime(2026, 3, 30, 12, 30, tzinfo=UTC).astimezone()
TODAY = NOW.date()
WEAK, STRONG, SAME = [118.0, 121.0, 121.0], [150.0, 153.0, 153.0], [119.0, 121.0, 122.0]


@pytest.fixture
def store(tmp_path):
    with Store(make_folders(tmp_path / "data"), now=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def room(store, tmp_path):
    with PeopleRoom(store, make_folders(tmp_path / "data"), now=lambda: NOW) as opened:
        yield opened


def measure(store, code, weeks_ago, left, right=SAME, *, kept=True):
    """A visit with one trial of the hips, as it is stored; returns the trial's id."""
    person = store.person(code) or store.add_person(code)
    at = NOW - timedelta(weeks=weeks_ago)
    session = store.start_session(person.id, at)
    recording = f"r-{code}-{weeks_ago}"
    trial = NewTrial(
        session_id=session, recording_id=recording, recording_sha256="ab" * 32, range_start_host_s=None,
        range_end_host_s=None, protocol=TEST, protocol_text=protocol_text(TEST), title="Hip abduction, side-lying",
        headline="peak_force", started_at=at, outcome=Outcome.COMPLETED, complete=True,
    )  # fmt: skip
    numbers = (*repetitions(left), *repetitions(right, Side.RIGHT))
    made_by = Provenance(
        software(),
        "2",
        "ab" * 32,
        0.0,
        {},
        (source((Side.LEFT,)), source((Side.RIGHT,), serial="2")),
        "",
        code_sha256(),
    )
    trial_id = store.add_trial(trial, NewRun("first analysis", 80.0, (), tuple(numbers), None, made_by))
    if kept:
        store.decide(trial_id, True)
    return trial_id


def looked(room, code) -> Looked:
    for _ in range(2000):
        found = room.progress(code)
        if not found.waiting:
            return found
        threading.Event().wait(0.01)
    raise AssertionError("the comparison never came")


def test_who_is_expected_and_who_was_measured_stand_in_one_list(store, room):
    measure(store, "A-117", 2, WEAK)
    measure(store, "A-117", 0, WEAK)
    room.add("A-104", " low back pain ", involved=Involved.LEFT)
    room.expect("A-104", NOW - timedelta(hours=3), "after the fall", "mcgill")
    room.expect("A-104", NOW + timedelta(days=1))
    first, second = room.day(TODAY)
    assert (first.card.code, first.card.complaint, first.card.involved) == ("A-104", "low back pain", Involved.LEFT)
    assert (first.what, first.battery, first.visit, first.trials) == ("after the fall", "mcgill", 1, 0)
    assert (second.card.code, second.appointment, second.visit, second.trials) == ("A-117", "", 2, 1)
    assert [line.card.code for line in room.day(TODAY + timedelta(days=1))] == ["A-104"]
    room.expect("A-117", NOW + timedelta(hours=4))
    (one,) = [line for line in room.day(TODAY) if line.card.code == "A-117"]
    assert (one.appointment != "", one.trials, one.visit) == (True, 1, 2), "nobody stands there twice"
    room.call_off(one.appointment)
    room.move(first.appointment, NOW + timedelta(hours=5))
    assert [line.card.code for line in room.day(TODAY)] == ["A-117", "A-104"]


def test_somebody_is_found_by_code_complaint_and_only_then_by_name_when_names_are_shown(store, room):
    room.add("A-104", "Lumbalgie, rücken", "Zoë Müller")
    room.add("B-7", "knee")
    measure(store, "A-117", 1, WEAK)

    def codes(words):
        return [card.code for card in room.find(words)]

    assert codes("") == ["A-117", "A-104", "B-7"], "who was here last comes first"
    assert codes("a1") == codes("a-1") == codes("A‑1") == ["A-117", "A-104"]
    assert codes("104") == codes("RUCK") == ["A-104"]
    assert codes("zoe") == []
    before = len(store.audit.entries())
    room.show_names(True)
    assert codes("zoe mul") == ["A-104"]
    assert [entry.action for entry in store.audit.entries()[before:]] == [Action.IDENTITY_VIEW]
    room.keep_identity("B-7", "Ida  Noddack", "", None)
    assert [card.name for card in room.find("nodd")] == ["Ida Noddack"]
    room.show_names(False)
    assert codes("zoe") == []
    assert room.find("B-7")[0].name == ""


def test_the_next_code_goes_on_from_the_newest_and_is_free(store, room):
    assert room.next_code() == "A-001"
    room.add("KN-009")
    assert room.next_code() == "KN-010"
    store.add_person("KN-010")
    assert room.next_code() == "KN-011"
    room.add("somebody")
    assert room.next_code() not in {person.code for person in store.people()}


def test_a_name_that_cannot_be_leaves_no_half_added_person(store, room):
    with pytest.raises(BadInput):
        room.add("A-104", name="x" * 500)
    with pytest.raises(BadInput):
        room.add("A-104", "x" * 500)
    assert store.person("A-104") is None


def test_progress_is_made_on_a_thread_and_made_anew_when_something_changed(store, room):
    measure(store, "A-104", 4, WEAK)
    assert room.progress("A-104").waiting, "the first call only asks"
    first = looked(room, "A-104")
    (test,) = first.progress.tests
    assert [len(series.points) for series in test.series if series.metric == "peak_force"] == [1, 1]
    assert room.progress("A-104") is first, "what is known is not made again"
    trial_id = measure(store, "A-104", 0, STRONG, kept=False)
    assert room.progress("A-104") == Looked(first.progress, waiting=True), "what was known stays meanwhile"
    looked(room, "A-104")
    store.decide(trial_id, True)
    changed = looked(room, "A-104")
    assert changed.progress is not first.progress
    assert room.outlook("A-104").series.latest.change.word is Word.IMPROVED
    store.decide(trial_id, False)
    assert len(looked(room, "A-104").progress.tests[0].series[0].points) == 1, "a rejected trial is none"


def test_one_number_stands_for_a_person_and_what_got_worse_is_not_hidden(store, room):
    measure(store, "A-104", 4, WEAK, STRONG)
    measure(store, "A-104", 0, STRONG, WEAK)
    looked(room, "A-104")
    told = room.outlook("A-104")
    assert (told.test, told.series.side, told.series.latest.change.word) == (
        "Hip abduction, side-lying", Side.RIGHT, Word.WORSE
    )  # fmt: skip
    room.write("A-104", FactsGiven({"involved_side": Involved.LEFT}))
    looked(room, "A-104")
    assert room.outlook("A-104").series.side is Side.LEFT, "the involved side is what it is about"
    room.add("A-105")
    looked(room, "A-105")
    assert room.outlook("A-105").series is None


def test_nothing_long_begins_while_a_trial_runs_and_closing_waits_for_nobody(store, tmp_path):
    measure(store, "A-104", 1, WEAK)
    running = threading.Event()
    running.set()
    with PeopleRoom(store, make_folders(tmp_path / "data"), now=lambda: NOW, busy=running.is_set) as room:
        assert room.progress("A-104").waiting
        assert room.progress("A-104").waiting
        running.clear()
        assert looked(room, "A-104").progress is not None
        running.set()
        measure(store, "A-104", 0, WEAK)
        assert room.progress("A-104").waiting


def test_everything_about_a_person_is_written_and_read_in_one_place(store, room):
    trial_id = measure(store, "A-104", 0, WEAK)
    room.write(
        "A-104",
        FactsGiven({"sex": Sex.FEMALE, "height_m": 1.68}, 71.5, date(2026, 3, 1), "low back pain", "Sits a lot."),
    )
    room.agree("A-104", PlannedDose("glute_bridge_hold", Side.BOTH, Prescribed(hold_s=30.0)))
    record = room.record(" A-104 ")
    assert (record.facts.sex, record.facts.height_m) == (Sex.FEMALE, 1.68)
    assert (record.words.complaint, record.words.notes) == ("low back pain", "Sits a lot.")
    assert [(mass.mass_kg, mass.at.date()) for mass in record.masses] == [(71.5, date(2026, 3, 1))]
    assert ([trial.id for trial in room.trials("A-104")], len(record.visits)) == ([trial_id], 1)
    assert [planned.prescribed.hold_s for planned in record.plan] == [30.0]
    room.strike_mass(record.masses[0].id, "typed wrong")
    room.end_plan("A-104", record.plan[0].id)
    record = room.record("A-104")
    assert (record.masses, record.plan) == ((), ())
    with pytest.raises(BadInput):
        room.write("A-104", FactsGiven({"height_m": 168.0}, complaint="other"))
    with pytest.raises(BadInput):
        room.write("A-104", FactsGiven({"height_m": 1.70}, notes="x" * 5000))
    assert room.record("A-104") == record, "all of it or nothing"
    assert room.record("nobody") is None
    with pytest.raises(StationError, match="Nobody"):
        room.write("nobody", FactsGiven(complaint="x"))


def test_who_somebody_is_can_be_told_and_forgotten(store, room):
    room.add("A-104")
    assert room.identity("A-104") is None
    room.keep_identity("A-104", "Ada Lovelace", "0123", date(1975, 12, 10))
    kept = room.identity("A-104")
    assert isinstance(kept, Identity)
    assert (kept.name, kept.contact, kept.birth_date) == ("Ada Lovelace", "0123", date(1975, 12, 10))
    room.forget_identity("A-104")
    assert room.identity("A-104") is None
    said = " ".join(str(entry.detail) for entry in store.audit.entries())
    assert "Lovelace" not in said


def test_whoever_is_known_or_works_here_is_taken_out_of_a_text_and_that_is_no_look_at_anybody(store, room):
    store.audit.who = "Kim Therapist"
    room.add("A-104", name="Ada Lovelace")
    room.keep_identity("A-104", "Ada Lovelace", "ada@example.org", date(1980, 5, 7))
    room.add("A-105")
    checked = Report("Plates", "plates", "", findings=[Finding("zero.left", "Zero", Verdict.PASSED, 0.0, "N")])
    store.proofs.add(checked, DAILY, "c-1", "Robin Berg")
    before = len(store.audit.entries())
    blot = room.blot(["Z-9"])
    text = "A-104, A-105, Z-9, Lovelace, ada@example.org, 1980-05-07, Kim Therapist, Robin Berg and A-106"
    assert blot(text) == "(person), " * 7 + "(person) and A-106"
    assert len(store.audit.entries()) == before


def test_favourites_stay_on_the_station(store, room):
    assert tuple(room.favourites()) == LIKED_AT_FIRST
    room.prefer([Favourite("test", "cmj"), Favourite("battery", "mcgill"), Favourite("test", "cmj")])
    assert tuple(room.favourites()) == (Favourite("test", "cmj"), Favourite("battery", "mcgill"))
    room.prefer([])
    assert tuple(room.favourites()) == ()
    store.kept_here.keep("favourites", [["nonsense", 3], "cmj", ["test", "squat"]])
    assert tuple(room.favourites()) == (Favourite("test", "squat"),)


def test_a_new_station_is_welcomed_until_something_is_measured_or_somebody_says_no(store, tmp_path):
    folders = make_folders(tmp_path / "data")
    with PeopleRoom(store, folders, can_practise=True) as room:
        store.add_person("A-001")
        assert (room.welcome().wanted, room.welcome().can_practise) == (True, True)
        assert [card.code for card in room.welcome().people] == ["A-001"]
        room.leave_out_welcome()
        assert not room.welcome().wanted
        room.practise()
        assert room.practice_wanted
    store.kept_here.keep("welcomed", None)
    measure(store, "A-001", 0, WEAK)
    with PeopleRoom(store, folders) as room:
        assert not room.welcome().wanted


def test_what_was_done_is_noted_in_a_visit_that_runs_past_midnight(store, tmp_path):
    evening = NOW.replace(hour=23, minute=40)
    store.start_session(store.add_person("A-104").id, evening)
    with PeopleRoom(store, make_folders(tmp_path / "data"), now=lambda: evening + timedelta(minutes=30)) as room:
        room.note_treatment("A-104", "traction")
        room.note_treatment("A-104", "nerve glides", time(23, 50))
        assert [each.at for each in room.record("A-104").treatments] == [
            evening + timedelta(minutes=10),
            evening + timedelta(minutes=30),
        ]


def test_what_was_done_today_parts_before_from_after_until_it_is_taken_back(store, room):
    measure(store, "A-104", 1, WEAK)
    with pytest.raises(StationError, match="not measured today"):
        room.note_treatment("A-104", "traction")
    measure(store, "A-104", 0, WEAK)
    before = looked(room, "A-104")
    with pytest.raises(BadInput, match="14:00 is still to come"):
        room.note_treatment("A-104", "traction", time(14))
    room.note_treatment("A-104", "hip flexors loosened")
    room.note_treatment("A-104", "nerve glides", time(12, 10))
    done = room.record("A-104").treatments
    assert [(each.at.astimezone(NOW.tzinfo).time(), each.what) for each in done] == [
        (time(12, 10), "nerve glides"),
        (time(12, 30), "hip flexors loosened"),
    ]
    assert looked(room, "A-104") is not before
    room.strike_treatment(done[0].id)
    assert room.record("A-104").treatments == done[1:]
    taken = store.audit.entries()[-1]
    assert (taken.action, taken.detail["what"]) == (Action.DELETE, "nerve glides")
    with pytest.raises(StationError, match="not noted here any more"):
        room.strike_treatment(done[0].id)


def test_a_trial_that_came_during_a_comparison_is_compared_too(store, room, monkeypatch):
    measure(store, "A-104", 3, WEAK)

    def compared(*arguments, **options):
        found = progress_of(*arguments, **options)
        if len(store.visits.trials("A-104")) == 1:
            measure(store, "A-104", 0, STRONG)
        return found

    monkeypatch.setattr("station.people_desk.progress_of", compared)
    found = looked(room, "A-104").progress
    assert {len(series.points) for test in found.tests for series in test.series if series.metric == "peak_force"} == {
        2
    }


def test_a_comparison_that_failed_is_told_once_keeps_what_was_known_and_is_tried_again(store, room, monkeypatch):
    measure(store, "A-104", 3, WEAK)
    known = looked(room, "A-104").progress
    measure(store, "A-104", 0, STRONG)

    def fails(*_, **__):
        raise StationError("The recordings cannot be read. Connect the disk.")

    with monkeypatch.context() as broken:
        broken.setattr("station.people_desk.progress_of", fails)
        failed = looked(room, "A-104")
    assert failed == Looked(known, "The recordings cannot be read. Connect the disk.")
    assert room.progress("A-104").waiting, "whoever asks again has it tried again"
    assert len(looked(room, "A-104").progress.tests[0].series[0].points) == 2


def test_nobody_is_called_without_measurements_because_reading_failed(store, room, monkeypatch):
    measure(store, "A-104", 0, STRONG)
    monkeypatch.setattr("station.people_desk.progress_of", lambda *_, **__: 1 / 0)
    assert room.outlook("A-104") is None, "it is on its way"
    room._worker.submit(lambda: None).result(10)
    with pytest.raises(StationError, match="because of a fault in the program"):
        room.outlook("A-104")
