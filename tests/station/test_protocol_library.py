"""A clinic's own tests beside those that ship: which are used, which are left out, and what is said."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from station.commands.doctor import Verdict
from station.folders import Folders
from station.protocol import FOLDER, built_in
from station.protocol_finding import check_protocols
from station.protocol_library import Library, examine_file, library

CMJ = (FOLDER / "cmj.toml").read_text(encoding="utf-8")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    (tmp_path / "protocols").mkdir()
    return Folders(tmp_path)


def put(folders: Folders, name: str, text: str) -> Path:
    path = folders.protocols / name
    path.write_text(text, encoding="utf-8")
    return path


def own(key: str, more: str = "", text: str = CMJ) -> str:
    return re.sub("^key = .*", f'key = "{key}"\n{more}', text)


def left_out(found: Library) -> list[str]:
    return [line for each in found.bad for line in each.lines]


def test_without_a_folder_there_are_those_that_ship(tmp_path):
    found = library(Folders(tmp_path))
    assert list(found.protocols) == list(built_in())
    assert found.texts["cmj"] == CMJ
    assert (found.bad, found.trouble, dict(found.own)) == ((), "", {})


def test_an_own_test_stands_among_the_others_with_the_very_text_of_its_file(folders):
    text = own("our_jump").replace("place = 10", "place = 15") + "# ours ü\n"
    put(folders, "our_jump.toml", "\ufeff" + text)
    put(folders, "notes.txt", "nothing")
    found = library(folders)
    power = [key for key, each in found.protocols.items() if each.group == "Power"]
    assert power[:3] == ["cmj", "our_jump", "squat_jump"]
    assert found.texts["our_jump"] == text
    assert found.trouble == ""
    assert found.today(["cmj", "gone"]) == ("cmj", "gone")


def test_a_norm_card_that_a_test_names_is_one_that_ships_or_the_clinics_own(folders):
    text = own("our_jump", 'norms = ["our_heights"]')
    path = put(folders, "our_jump.toml", text)
    (line,) = left_out(library(folders))
    assert line.startswith('our_jump.toml: line 2: `norms`: there is no norm card "our_heights"')
    folders.norms.mkdir()
    (folders.norms / "our_heights.toml").write_text("")
    assert examine_file(path)[2] == ()
    put(folders, "our_jump.toml", own("our_jump", 'norms = ["plank_strand_2015"]'))
    assert "did you mean `plank_strand_2014`?" in left_out(library(folders))[0]


def test_a_built_in_test_is_replaced_by_saying_so_and_not_otherwise(folders):
    put(folders, "cmj.toml", CMJ)
    found = library(folders)
    assert found.protocols == built_in()
    (line,) = left_out(found)
    assert line.startswith('cmj.toml: line 1: `key` is "cmj", must be a name of its own: a built-in test has this one')
    assert 'replaces = "cmj"' in line
    (folders.protocols / "cmj.toml").unlink()
    put(folders, "our_jump.toml", own("our_jump", 'replaces = "cmj"'))
    found = library(folders)
    assert "cmj" not in found.protocols
    assert list(found.protocols).index("our_jump") == list(built_in()).index("cmj")
    assert found.replaced == {"cmj": "our_jump"}
    assert found.today(["squat", "cmj", "our_jump"]) == ("squat", "our_jump")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("other.toml", own("our_jump"), '`key` is "our_jump", must be the file\'s name without .toml, "other"'),
        ("our_jump.toml", own("our_jump", 'replaces = "cmjj"'), 'line 2: `replaces` is "cmjj", must be one of the'),
        ("our_jump.toml", own("our_jump", 'replaces = "cmjj"'), "did you mean `cmj`?"),
        ("our_jump.toml", own("our_jump").replace("reps = 1", "reps = 2"), "line 11: `reps` is 2, must be 1 for a"),
        ("our_jump.toml", "key = [", "line 1: this is not valid TOML"),
        ("our_jump.toml", "", "`key`: missing at the top"),
    ],
)
def test_a_file_that_is_wrong_is_left_out_with_the_reason_and_the_others_are_there(folders, name, text, says):
    put(folders, name, text)
    put(folders, "sound.toml", own("sound"))
    found = library(folders)
    assert set(found.protocols) == {*built_in(), "sound"}
    assert [each.name for each in found.bad] == [name]
    assert says in "\n".join(left_out(found))
    assert says in found.trouble or f"more problems in {name}" in found.trouble


def test_of_two_that_replace_the_same_test_the_second_is_left_out(folders):
    put(folders, "a_jump.toml", own("a_jump", 'replaces = "cmj"'))
    put(folders, "b_jump.toml", own("b_jump", 'replaces = "cmj"'))
    found = library(folders)
    assert found.replaced == {"cmj": "a_jump"}
    assert left_out(found) == [
        'b_jump.toml: line 2: `replaces` is "cmj", must be a test that no other file replaces; a_jump.toml does.'
    ]


def test_what_is_no_file_or_no_text_is_left_out(folders):
    (folders.protocols / "a.toml").mkdir()
    (folders.protocols / "b.toml").write_bytes(b"\xff\xfe")
    (folders.protocols / "c.toml").write_text("#" * 70_000)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folders.protocols / "d.toml")  # whoever opened it would wait for ever
    found = library(folders)
    assert found.protocols == built_in()
    assert [each.name for each in found.bad][:3] == ["a.toml", "b.toml", "c.toml"]
    assert "a.toml: this is no file." in left_out(found)[0]
    assert "b.toml: this is not UTF-8 text" in left_out(found)[1]
    assert "c.toml: it has more than" in left_out(found)[2]


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path):
    (tmp_path / "protocols").write_text("x")
    found = library(Folders(tmp_path))
    assert found.protocols == built_in()
    assert found.trouble.startswith("One of the clinic's own tests is left out. protocols: the folder cannot be read")


def test_the_trouble_names_one_problem_and_says_where_the_others_are(folders):
    put(folders, "a.toml", own("a").replace("reps = 1", "reps = 2").replace("place = 10", "place = 0"))
    put(folders, "b.toml", own("b").replace("reps = 1", "reps = 2"))
    assert library(folders).trouble == (
        "2 of the clinic's own tests are left out. a.toml: line 6: `place` is 0, must be 1 to 999. 2 more problems in "
        "a.toml, b.toml. `station protocols check` says all."
    )


def test_the_doctor_names_own_tests_and_everything_that_is_wrong_with_them(folders):
    assert check_protocols(folders).what == "None; those that ship are used."
    put(folders, "our_jump.toml", own("our_jump", 'replaces = "cmj"'))
    assert check_protocols(folders).what == "our_jump (in the place of cmj)."
    put(folders, "a.toml", own("a").replace("reps = 1", "reps = 2"))
    found = check_protocols(folders)
    assert found.verdict is not Verdict.OK
    assert found.what.startswith("Left out: a.toml: line 11: `reps` is 2, must be 1 for a hold, a jump or a stance.")
    assert "our_jump" in found.what


def test_a_file_that_ships_is_right_where_it_lies():
    assert examine_file(FOLDER / "cmj.toml")[2] == ()
