"""``station trial keep|reject|outcome|mark|sides|practice|undo|redo``: the command line can say what the window can."""

from __future__ import annotations

import json

import pytest
from test_amending import stored

from station.__main__ import main
from station.folders import make_folders
from station.store import Store


@pytest.fixture
def clinic(tmp_path, capsys):
    folders = make_folders(tmp_path)
    with Store(folders) as store:
        trial_id = stored(store, folders, "glute_bridge_hold", go={})

    def ask(*words: str, code: int = 0):
        assert main(["trial", *words, "--data-dir", str(folders.data)]) == code
        said = capsys.readouterr()
        return said.err if code else json.loads(said.out) if "--json" in words else said.out

    return folders, trial_id, ask


def test_a_trial_is_kept_rejected_and_both_are_taken_back_and_made_again(clinic):
    folders, trial_id, ask = clinic
    said = ask("keep", trial_id[:8])
    assert "before  not decided" in said
    assert "after   kept" in said
    assert "it was so already" in ask("keep", trial_id[:8])
    told = ask("reject", trial_id, "Disturbed", "the phone rang", "--operator", "Ada", "--json")
    assert (told["before"]["kept"], told["after"]["kept"], told["who"]) == (True, False, "Ada")
    assert (told["after"]["rejected_for"], told["after"]["note"]) == ("disturbed", "the phone rang")
    assert "rejected: disturbed, the phone rang" in ask("show", trial_id)
    assert ask("undo", trial_id, "--json")["after"]["kept"] is True
    assert ask("redo", trial_id, "--json")["after"]["kept"] is False
    assert "nothing to redo" in ask("redo", trial_id, code=1)
    with Store(folders) as store:
        assert [each.who for each in store.amendments.of(trial_id)][1] == "Ada"


def test_outcome_practice_and_sides_are_said(clinic):
    _, trial_id, ask = clinic
    assert ask("outcome", trial_id, "stopped-for-pain", "--json")["after"]["outcome"] == "stopped for pain"
    assert ask("practice", trial_id, "yes", "--json")["after"]["practice"] is True
    assert ask("practice", trial_id, "no", "--json")["after"]["practice"] is False
    told = ask("sides", trial_id, "--json")
    assert (told["before"]["sides_swapped"], told["after"]["sides_swapped"]) == (False, True)
    assert told["after"]["run"] > told["before"]["run"]
    assert "left and right exchanged" in ask("show", trial_id)


def test_a_mark_is_put_elsewhere(clinic):
    _, trial_id, ask = clinic
    marks = ask("show", trial_id, "--json")["runs"][-1]["marks"]
    mark = next(each for each in marks if each["name"] in ("start", "onset", "hold_start", "hold_end", "end"))
    to_s = mark["time_s"] + 0.1
    told = ask("mark", trial_id, mark["name"], mark["side"], str(to_s), "--json")
    assert told["before"]["mark"]["time_s"] == mark["time_s"]
    assert told["after"]["mark"]["time_s"] == to_s
    assert "set by hand" in ask("show", trial_id)
    assert "it has:" in ask("mark", trial_id, "nowhere", "both", "1.0", code=1)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("reject", "ID", "tired"), "there are: no reason given, not done as instructed"),
        (("outcome", "ID", "won"), "there are: completed"),
        (("mark", "ID", "onset", "up", "1"), "there are: left, right, both"),
        (("mark", "ID", "onset", "left", "nan"), "not at 'nan'"),
        (("practice", "ID", "perhaps"), "yes or no"),
    ],
)
def test_what_cannot_be_said_names_what_can(clinic, words, says):
    _, trial_id, ask = clinic
    assert says in ask(*(trial_id if word == "ID" else word for word in words), code=2)


def test_an_unknown_trial_and_an_empty_folder_say_so(clinic, tmp_path_factory, capsys):
    _, _, ask = clinic
    assert "station trial list" in ask("keep", "zzzz", code=1)
    empty = make_folders(tmp_path_factory.mktemp("empty"))
    assert main(["trial", "keep", "x", "--data-dir", str(empty.data)]) == 1
    assert "nothing was stored there yet" in capsys.readouterr().err
    assert not empty.database.exists()
