"""``station person|visit|trial``: what was measured, as tables and as JSON, also while a station runs."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event
from test_store import NOON, RUN, trial

from simulators.body import Person
from station.__main__ import main
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.folders import Folders, make_folders
from station.model import Mark, Outcome, Side
from station.store import Store

NUMBER = {"key", "title", "side", "value", "unit", "uncertainty", "at_least", "state", "reasons", "method"}
TRIAL = {
    "id",
    "visit",
    "person",
    "test",
    "title",
    "started_at",
    "outcome",
    "complete",
    "kept",
    "recording",
    "refusal",
    "headline",
}


@pytest.fixture
def folders(tmp_path) -> Folders:
    """A-104 with two visits of two and one trials, B-7 with a visit of none, C-9 who was never here."""
    folders = make_folders(tmp_path / "data")
    with Store(folders, now=lambda: NOON) as store:
        first, second = (store.add_person(code).id for code in ("A-104", "B-7"))
        store.add_person("C-9")
        early = store.start_session(first, NOON - timedelta(days=7))
        late = store.start_session(first, NOON)
        store.start_session(second, NOON - timedelta(days=1))
        week_ago = {"started_at": NOON - timedelta(days=7), "headline": "share"}
        kept = store.add_trial(trial(early, "r-1", **week_ago), RUN)
        store.decide(kept, True)
        moved = replace(RUN, cause="a mark was moved", marks=(Mark("onset", Side.BOTH, 1.3, automatic=False),))
        store.replace_results(kept, moved)
        refused = replace(RUN, refusal="The plates were not zeroed.")
        store.decide(store.add_trial(trial(early, "r-2", **week_ago | {"outcome": Outcome.LOST_FORM}), refused), False)
        store.add_trial(trial(late, "r-3", protocol="sj", title="Squat jump", complete=False), RUN)
    return folders


@pytest.fixture
def ask(folders, capsys):
    def ask(*words: str, code: int = 0):
        assert main([*words, "--data-dir", str(folders.data)]) == code
        said = capsys.readouterr()
        return said.err if code else json.loads(said.out) if "--json" in words else said.out

    return ask


def test_people_are_listed_with_their_visits_and_trials_also_while_a_station_runs(folders, ask):
    with Store(folders):
        listed = ask("person", "list", "--json")
    assert [(each["code"], each["visits"], each["trials"]) for each in listed] == [
        ("A-104", 2, 3),
        ("B-7", 1, 0),
        ("C-9", 0, 0),
    ]
    assert listed[0]["last_visit_at"] == NOON.isoformat()
    assert listed[2]["last_visit_at"] is None
    assert {*listed[0]} == {"id", "code", "created_at", "visits", "trials", "last_visit_at"}
    assert ask("person", "list").splitlines() == [
        "code   visits  trials  last visit",
        "A-104  2       3       2026-03-04 10:30 +02:00",
        "B-7    1       0       2026-03-03 10:30 +02:00",
        "C-9    0       0",
    ]


def test_a_person_is_shown_visit_by_visit_newest_first(ask):
    shown = ask("person", "show", "A-104", "--json")
    assert [len(visit["trials"]) for visit in shown["visits"]] == [1, 2]
    assert {*shown["visits"][0]["trials"][0]} == TRIAL
    text = ask("person", "show", "A-104")
    assert "visit 2026-03-04 10:30 +02:00" in text
    assert "refused: The plates were not zeroed." in text
    assert "no trial was stored" in ask("person", "show", "B-7")
    assert "station person list" in ask("person", "show", "Z-1", code=1)


def test_visits_are_listed_for_all_and_for_one_and_found_by_a_beginning(ask):
    everyone = ask("visit", "list", "--json")
    assert [(each["person"], each["trials"]) for each in everyone] == [("A-104", 1), ("B-7", 0), ("A-104", 2)]
    mine = ask("visit", "list", "--person", "A-104", "--json")
    assert [each["id"] for each in mine] == [everyone[0]["id"], everyone[2]["id"]]
    shown = ask("visit", "show", mine[1]["id"][:8], "--json")
    assert shown["id"] == mine[1]["id"]
    assert {each["recording"] for each in shown["trials"]} == {"r-1", "r-2"}
    assert "Squat jump" in ask("visit", "show", mine[0]["id"])
    assert "No trial was stored in this visit." in ask("visit", "show", everyone[1]["id"])
    assert "No visit has an id" in ask("visit", "show", "%", code=1)
    assert "More than one visit has an id" in ask("visit", "show", "", code=1)


def test_trials_are_listed_by_person_visit_and_test_with_their_main_numbers(ask):
    everything = ask("trial", "list", "--json")
    assert everything[0]["recording"] == "r-3"
    assert ask("trial", "list", "--person", "B-7", "--json") == []
    assert [each["recording"] for each in ask("trial", "list", "--test", "sj", "--json")] == ["r-3"]
    visit = everything[1]["visit"]
    assert {each["recording"] for each in ask("trial", "list", "--visit", visit, "--json")} == {"r-1", "r-2"}
    first = next(each for each in everything if each["recording"] == "r-1")
    left, right = first["headline"]
    assert {*left} == NUMBER
    assert (left["side"], left["value"], left["unit"], left["state"]) == ("left", 0.51, "1", "limited")
    assert left["reasons"] == ["2 ms missing"]
    assert (right["value"], right["state"], right["reasons"]) == (None, "invalid", ["12 ms missing", "no zero"])
    text = ask("trial", "list")
    assert "L 51 % (limited), R — (invalid)" in text
    assert "30.0 ± 0.4 cm" in text
    assert "incomplete" in text
    assert "rejected" in text


def test_one_trial_says_everything_that_made_its_numbers(ask):
    shown = ask("trial", "show", "r-1", "--json")
    first, second = shown["runs"]
    assert (first["current"], second["current"], second["cause"]) == (False, True, "a mark was moved")
    assert second["marks"] == [
        {"name": "onset", "side": "both", "time_s": 1.3, "uncertainty_s": None, "automatic": False, "before_s": 1.25}
    ]
    assert first["numbers"][0]["value"] == 0.1 + 0.2
    (source,) = first["made_by"]["sources"]
    assert (source["serial"], source["calibration"]["id"]) == ("LC-7", "lc7-2026")
    assert source["gaps"] == [{"index": 200, "missing": 5}]
    assert source["sides"] == ["left", "right"]
    assert shown["recording_sha256"] == "ab" * 32
    text = ask("trial", "show", shown["id"][:13])
    assert "a mark was moved, by counterpoise 0.1.0; the last of 2 runs" in text
    assert "Harp LoadCells LC-7, left and right: samples 100 to 5100 at 1000.02 Hz, 5 lost in 1 gap" in text
    assert "set by hand, was 1.250 s" in text
    assert "12 ms missing; no zero" in text
    assert "No number is given: The plates were not zeroed." in ask("trial", "show", "r-2")
    assert "station trial list" in ask("trial", "show", "r-9", code=1)


def test_nothing_stored_is_no_fault_of_a_list_and_a_folder_that_is_not_there_is_a_wrong_call(tmp_path, capsys):
    empty = make_folders(tmp_path / "empty")
    for noun in ("person", "visit", "trial"):
        assert main([noun, "list", "--data-dir", str(empty.data), "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == []
        assert main([noun, "show", "x", "--data-dir", str(empty.data)]) == 1
        assert main([noun, "list", "--data-dir", str(tmp_path / "none")]) == 2
        assert "There is no data folder" in capsys.readouterr().err
    assert not empty.database.exists()


def test_what_a_simulated_client_did_is_told_as_the_store_has_it(tmp_path, capsys):
    with VirtualClinic(tmp_path / "demo", Body(Person(), push_s=2.0, rest_s=1.0), exact=True) as clinic:
        (done,) = clinic.conduct(["cmj"])
        stored = clinic.archive.review(done.trial_id)
    assert main(["trial", "show", done.trial_id, "--data-dir", str(tmp_path / "demo"), "--json"]) == 0
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    told = {(each["key"], each["side"]): (each["value"], each["uncertainty"]) for each in run["numbers"]}
    assert len(told) > 5
    assert told == {
        (each.key, each.side.value): (each.measurement.value, each.measurement.uncertainty)
        for each in stored.measurements
    }


def test_the_trials_of_one_person_are_not_looked_for_among_those_of_everybody(folders):
    asked = []
    with Store(folders) as store:
        event.listen(store._engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
        assert len(store.visits.history("A-104")[1]) == 3
        with store._engine.connect() as connection:
            queries = [query for query in asked if query[0].startswith("SELECT")]
            plans = [
                str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()) for sql, values in queries
            ]
    assert len(plans) == 2
    assert all("SEARCH person" in plan for plan in plans)
    assert "SEARCH result USING INDEX sqlite_autoindex_result_1 (run_id=?)" in plans[1]
    for plan in plans:
        assert "SCAN" not in plan
        assert "ix_result_key" not in plan


def test_a_history_is_the_visits_and_trials_that_the_lists_have(folders):
    with Store(folders) as store:
        visits, trials = store.visits.history("A-104")
        assert visits == store.visits.visits("A-104")
        assert trials == tuple(each for each in store.visits.trials() if each.person == "A-104")
        assert any(each.headline for each in trials)
        assert store.visits.history("nobody") == ((), ())


def test_a_long_list_is_cut_and_says_so_unless_all_of_it_is_wanted(folders, ask, monkeypatch, capsys):
    monkeypatch.setattr("station.commands.trial.MOST", 2)
    assert len(ask("trial", "list").splitlines()) == 1 + 2
    assert len(ask("trial", "list", "--all").splitlines()) == 1 + 3
    assert len(ask("trial", "list", "--most", "1").splitlines()) == 1 + 1
    assert len(ask("trial", "list", "--json")) == 3
    assert len(ask("trial", "list", "--most", "2", "--json")) == 2
    assert "--most 0: at least 1" in ask("trial", "list", "--most", "0", code=2)
    assert main(["trial", "list", "--data-dir", str(folders.data)]) == 0
    assert "The newest 2 are shown; there are more: --most N, or --all." in capsys.readouterr().err
    assert main(["trial", "list", "--most", "3", "--data-dir", str(folders.data)]) == 0
    assert capsys.readouterr().err == ""


def test_a_trial_is_one_line_of_a_terminal_with_an_id_that_finds_it(folders, ask):
    why = (
        "The trial was not used because the plates moved. They have to stand still. " + "Put them on firm ground. " * 9
    )
    with Store(folders, now=lambda: NOON) as store:
        visit = store.visits.visits("A-104")[0].id
        long = {"title": "A test with a title that goes on and on", "complete": False, "outcome": Outcome.LOST_BALANCE}
        refused = store.add_trial(trial(visit, "r-9", **long), replace(RUN, refusal=why))
    for words in (("trial", "list"), ("person", "show", "A-104"), ("visit", "show", visit), ("visit", "list")):
        lines = ask(*words).splitlines()
        assert max(map(len, lines)) <= 120, words
    listed = ask("trial", "list").splitlines()
    (line,) = [each for each in listed if "A test with a title" in each]
    assert line.endswith("…")
    short = line.split()[0]
    assert refused.startswith(short)
    assert len(short) < len(refused)
    assert why in ask("trial", "show", short).replace("\n", " ")
