"""A person, a test or a battery that there is not is refused with what is near it, and nothing is said to be stored."""

from __future__ import annotations

import json

import pytest

from station.__main__ import main
from station.errors import BadInput
from station.folders import make_folders
from station.plan_library import plan_library
from station.protocol_library import library
from station.store import Store


@pytest.fixture
def folders(tmp_path):
    folders = make_folders(tmp_path / "data")
    with Store(folders) as store:
        store.add_person("A-104")
    return folders


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["progress", "A-104", "--test", "nope"], "There is no test 'nope'. All of them: station protocols list."),
        (["progress", "A-14"], "There is no person 'A-14'; did you mean A-104? All of them: station person list."),
        (["trial", "list", "--test", "cmpj"], "There is no test 'cmpj'; did you mean cmj"),
        (["trial", "list", "--person", "a-104"], "There is no person 'a-104'; did you mean A-104?"),
        (["audit", "list", "--about", "NOPE"], "There is no person or trial 'NOPE'. All of them: station person list."),
    ],
)
def test_what_there_is_not_is_refused_with_what_is_near(folders, capsys, words, said):
    assert main([*words, "--data-dir", str(folders.data)]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


@pytest.mark.parametrize("words", [["progress", "A-104", "--test", "cmj"], ["trial", "list", "--test", "cmj"]])
def test_a_test_that_nobody_has_done_yet_is_no_error(folders, capsys, words):
    assert main([*words, "--data-dir", str(folders.data)]) == 0
    assert capsys.readouterr().out


def test_a_trial_is_near_a_word_in_one_line_and_a_battery_too(folders, capsys):
    words = ["--person", "A-104", "--device", "sim:", "--yes", "--data-dir", str(folders.data)]
    assert main(["test", "cmpj", *words]) == 2
    said = capsys.readouterr().err
    assert "'cmpj'; did you mean cmj" in said
    assert "hip_abduction_iso" not in said
    assert main(["test", "--battery", "hip_strenght", *words]) == 2
    assert "did you mean hip_strength?" in capsys.readouterr().err


def test_what_is_near_nothing_ends_its_sentence_before_the_list(folders):
    with pytest.raises(BadInput, match=r'There is no battery "xyzzy"\. There are: '):
        plan_library(folders, library(folders)).plan("xyzzy")


def test_somebody_who_is_new_is_said_to_be(folders, capsys):
    words = ["test", "cmj", "--device", "sim:", "--data-dir", str(folders.data), "--speed", "20"]
    nobody = folders.data / "nobody.txt"
    nobody.write_text("quit\n")
    for person, new in (("NOBODY", True), ("NOBODY", False), ("A-104", False)):
        assert main([*words, "--person", person, "--script", str(nobody), "--json"]) == 1
        told = capsys.readouterr()
        assert json.loads(told.out)["new_person"] is new
        assert (f"{person} is new here: a new person was made." in told.err) is new
