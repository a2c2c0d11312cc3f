"""``station person add|edit|identity|treat`` and ``station audit``: facts, names apart, and who did what."""

import io
import json
from datetime import UTC, datetime

import pytest

from station.__main__ import main
from station.dose_plans import PlannedDose
from station.doses import Dose, Prescribed, Reached
from station.folders import Folders, make_folders
from station.model import Side
from station.protocol import built_in
from station.store import Store


@pytest.fixture
def folders(tmp_path) -> Folders:
    return make_folders(tmp_path / "data")


@pytest.fixture
def ask(folders, capsys):
    def ask(*words: str, code: int = 0):
        assert main([*words, "--data-dir", str(folders.data)]) == code
        said = capsys.readouterr()
        return said.err if code else json.loads(said.out) if "--json" in words else said.out

    return ask


def test_somebody_new_is_added_with_facts_and_a_name_and_shown_without_the_name(ask):
    facts = ["--sex", "female", "--birth-year", "1971", "--height-cm", "168", "--involved-side", "left"]
    said = ask("person", "add", "A-104", *facts, "--body-mass-kg", "71.5", "--name", "Zoë Brontë", "--json")
    assert said["changed"] == ["sex", "involved_side", "birth_year", "height_m", "body_mass_kg", "name"]
    shown = ask("person", "show", "A-104", "--json")
    assert shown["facts"] == {
        "sex": "female",
        "birth_year": 1971,
        "height_m": 1.68,
        "involved_side": "left",
        "dominant_leg": None,
    }
    assert [mass["mass_kg"] for mass in shown["body_masses"]] == [71.5]
    text = ask("person", "show", "A-104")
    assert "sex female, birth year 1971, involved side left, height 168 cm" in text
    assert "body mass 71.5 ± 0.5 kg on" in text
    assert "Brontë" not in text + json.dumps(shown, ensure_ascii=False) + ask("person", "list")
    assert ask("person", "identity", "A-104", "--json")["identity"]["name"] == "Zoë Brontë"


def test_complaint_notes_and_plan_are_shown_and_the_name_is_not(ask, folders):
    ask("person", "add", "A-104", "--name", "Zoë Brontë")
    asked = Prescribed(50.0, 60.0, "% of own maximum", 30.0, 3)
    with Store(folders) as store:
        person = store.person("A-104")
        store.words.say(person.id, complaint="pain at the outside of the hip", notes="works standing\nno stairs yet")
        store.plans.agree(person.id, PlannedDose("clamshell_left_hold", Side.LEFT, asked, "every other day"))
    shown = ask("person", "show", "A-104", "--json")
    assert (shown["complaint"], shown["notes"]) == ("pain at the outside of the hip", "works standing\nno stairs yet")
    (line,) = shown["plan"]
    assert (line["exercise"], line["side"], line["words"]) == ("clamshell_left_hold", "left", "every other day")
    target = {"target_low": 50.0, "target_high": 60.0, "unit": "% of own maximum"}
    assert line["prescribed"] == {**target, "hold_s": 30.0, "reps": 3}
    text = ask("person", "show", "A-104")
    assert "complaint: pain at the outside of the hip\nnotes: works standing / no stairs yet\n" in text
    assert "target 50 to 60 % of own maximum; hold 30 s; 3 reps; every other day (since 20" in text
    assert "Brontë" not in text + json.dumps(shown, ensure_ascii=False)


def test_facts_are_edited_and_taken_out_and_who_did_it_is_written_down(ask):
    ask("person", "add", "A-104", "--birth-year", "1971", "--who", "Ada")
    ask("person", "edit", "A-104", "--birth-year", "unknown", "--dominant-leg", "right", "--who", "Grace")
    facts = ask("person", "show", "A-104", "--json")["facts"]
    assert (facts["birth_year"], facts["dominant_leg"]) == (None, "right")
    rows = ask("audit", "list", "--about", "A-104", "--json")
    assert [(row["who"], row["action"]) for row in rows] == [("Ada", "add"), ("Ada", "change"), ("Grace", "change")]
    assert rows[-1]["detail"]["facts"] == {"birth_year": [1971, None], "dominant_leg": [None, "right"]}
    assert "Grace" in ask("audit", "list")
    assert "Nothing to change" in ask("person", "edit", "A-104", code=2)


@pytest.mark.parametrize(
    "wrong",
    [
        ["--sex", "often"],
        ["--birth-year", "17"],
        ["--birth-year", "nan"],
        ["--birth-year", "1971.5"],
        ["--birth-year", "2090"],
        ["--body-mass-kg", "70", "--on", "2090-01-01"],
        ["--birth-date", "2090-01-01"],
        ["--height-cm", "1.68"],
        ["--body-mass-kg", "7000"],
        ["--on", "4.3.2026"],
        ["--birth-date", "yesterday"],
        ["--name", "Ada\u202eecalevoL"],
    ],
)
def test_what_cannot_be_is_refused_before_anybody_is_added(ask, wrong):
    assert ask("person", "add", "A-104", *wrong, code=2)
    assert ask("person", "list", "--json") == []
    assert ask("audit", "list", "--json") == []


def test_what_cannot_be_is_refused_before_a_part_of_it_is_changed(ask):
    ask("person", "add", "A-104", "--sex", "female")
    before = ask("person", "show", "A-104", "--json")
    for wrong in (["--birth-year", "2090"], ["--body-mass-kg", "7000"], ["--birth-date", "2090-01-01"]):
        ask("person", "edit", "A-104", "--sex", "male", *wrong, code=2)
    assert ask("person", "show", "A-104", "--json") == before


def test_a_refused_fact_is_named_as_it_was_typed(ask):
    said = ask("person", "add", "A-104", "--height-cm", "1.68", code=2)
    assert "The height in cm can be from 40 to 260, not 1.68." in said
    assert "The birth year 2090 is in the future." in ask("person", "add", "A-104", "--birth-year", "2090", code=2)
    assert "The height in cm is a number, not 'tall'." in ask("person", "add", "A-104", "--height-cm", "tall", code=2)
    assert "The involved side can be left, " in ask("person", "add", "A-104", "--involved-side", "l", code=2)


def test_a_name_can_be_typed_instead_of_standing_in_the_command(ask, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("Zoë Brontë\n"))
    ask("person", "add", "A-104", "--name", "-")
    assert "Zoë Brontë" in ask("person", "identity", "A-104")


def test_every_look_at_an_identity_is_in_the_audit_and_it_can_be_forgotten(ask):
    ask("person", "add", "A-104", "--name", "Zoë Brontë", "--birth-date", "1971-05-06")
    assert "1971-05-06" in ask("person", "identity", "A-104", "--who", "Ada")
    assert "deleted" in ask("person", "identity", "A-104", "--forget", "--who", "Grace")
    assert ask("person", "identity", "A-104", "--json")["identity"] is None
    rows = [row for row in ask("audit", "list", "--json") if row["subject"] == "identity"]
    assert [(row["who"], row["action"]) for row in rows[1:3]] == [("Ada", "identity view"), ("Grace", "delete")]
    assert "Brontë" not in json.dumps(rows, ensure_ascii=False)
    assert "station person list" in ask("person", "identity", "Z-1", code=1)


def test_the_audit_is_verified_and_a_touched_row_is_named(ask, folders):
    ask("person", "add", "A-104", "--sex", "male")
    assert ask("audit", "verify", "--json")["fault"] is None
    assert "All 2 rows are as they were written. Last seal: " in ask("audit", "verify")
    with Store(folders) as store, store._writing() as session:
        session.connection().exec_driver_sql("DELETE FROM audit WHERE number = 1")
    assert main(["audit", "verify", "--data-dir", str(folders.data)]) == 1


def test_the_audit_of_an_empty_folder_is_refused(ask, capsys):
    assert "nothing was stored there yet" in ask("audit", "verify", code=1)


def test_what_was_done_in_a_visit_and_the_doses_are_shown_with_it(ask, folders):
    ask("person", "add", "A-104")
    assert "no visit today" in ask("person", "treat", "A-104", "hip flexors loosened", code=1)
    now = datetime.now(UTC).astimezone()
    with Store(folders) as store:
        visit = store.start_session(store.person("A-104").id, now)
        asked, done = Prescribed(60.0, 80.0, "N", 10.0, 8), Reached(71.2, 9.4, 7, 0.83, ("from 7 of 8 repetitions",))
        store.doses.add(Dose(visit, "clamshell_left_reps", Side.LEFT, now, asked, done))
    ask("person", "treat", "A-104", "hip flexors loosened", "--visit", visit[:8])
    ask("person", "treat", "A-104", "nerve glides", "--visit", visit[:8], "--json")
    if (now.hour, now.minute) < (23, 59):
        said = ask("person", "treat", "A-104", "x", "--visit", visit[:8], "--at", "23:59:59", code=2)
        assert "23:59 is still to come" in said
    text = ask("person", "show", "A-104")
    assert "hip flexors loosened" in text
    wanted = (
        "target 60 to 80 N, reached 71.2; hold 10 s, reached 9.4 s; 8 reps, reached 7; 83 % of the time in the band"
    )
    assert f"dose {built_in()['clamshell_left_reps'].title}: {wanted} (limited: from 7 of 8 repetitions)" in text
    shown = ask("person", "show", "A-104", "--json")
    assert [each["what"] for each in shown["treatments"]] == ["hip flexors loosened", "nerve glides"]
    assert shown["doses"][0]["reached"]["state"] == "limited"
    assert ask("progress", "A-104", "--json")["doses"][0]["prescribed"]["reps"] == 8
    with Store(folders) as store:
        earlier = store.start_session(store.person("A-104").id, datetime(2026, 3, 4, 9, 0, tzinfo=UTC))
    assert "--at HH:MM" in ask("person", "treat", "A-104", "x", "--visit", earlier, code=2)
    assert "as 14:30" in ask("person", "treat", "A-104", "x", "--visit", earlier, "--at", "noon", code=2)
    late = ask("person", "treat", "A-104", "x", "--visit", earlier, "--at", "09:20", "--json")
    assert late["at"] == "2026-03-04T09:20:00+00:00"
    ask("person", "add", "B-7")
    assert "somebody else" in ask("person", "treat", "B-7", "x", "--visit", visit[:8], code=2)


def test_what_was_written_down_by_mistake_is_taken_back_and_the_audit_keeps_it(ask, folders):
    ask("person", "add", "A-104")
    ask("person", "add", "B-7")
    with Store(folders) as store:
        store.start_session(store.person("A-104").id, datetime.now(UTC).astimezone())
    wrong = ask("person", "treat", "A-104", "nerve glides", "--json")
    right = ask("person", "treat", "A-104", "hip flexors loosened", "--json")
    shown = ask("person", "show", "A-104", "--json")["treatments"]
    assert shown == [wrong, right]
    assert f"nerve glides  {wrong['id'][:8]}" in ask("person", "show", "A-104")

    assert "Nothing that was done with B-7" in ask("person", "treat", "B-7", "--take-back", wrong["id"], code=1)
    assert "stands alone" in ask("person", "treat", "A-104", "words", "--take-back", wrong["id"], code=2)
    assert "Say what was done" in ask("person", "treat", "A-104", code=2)
    assert "Nothing that was done" in ask("person", "treat", "A-104", "--take-back", "", code=1)
    said = ask("person", "treat", "A-104", "--take-back", wrong["id"])
    assert said.startswith("A-104: taken back: nerve glides (")
    assert ask("person", "show", "A-104", "--json")["treatments"] == [right]
    assert "nerve glides" in ask("audit", "list")
    assert ask("person", "treat", "A-104", "--take-back", right["id"][:30], "--json") == {"taken_back": right}
