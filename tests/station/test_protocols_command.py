"""station protocols: what there is, one file, and whether a file is right."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from station.__main__ import main
from station.protocol import FOLDER, built_in

CMJ = (FOLDER / "cmj.toml").read_text(encoding="utf-8")
OURS = CMJ.replace('key = "cmj"', 'key = "our_jump"\nreplaces = "cmj"')


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "protocols").mkdir()
    (tmp_path / "protocols" / "our_jump.toml").write_text(OURS, encoding="utf-8")
    return tmp_path


def test_the_list_has_every_test_and_says_which_are_own(data, capsys):
    assert main(["protocols", "list", "--data-dir", str(data)]) == 0
    told = capsys.readouterr().out
    assert "  our_jump                      Countermovement jump (own, in the place of cmj)\n" in told
    assert "Hip strength\n  hip_abduction_iso " in told
    assert main(["protocols", "list", "--data-dir", str(data), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["protocols"]) == len(built_in())
    ours = next(row for row in found["protocols"] if row["key"] == "our_jump")
    assert ours["sha256"] == sha256(OURS.encode()).hexdigest()
    assert (ours["built_in"], ours["replaces"]) == (False, "cmj")
    assert found["left_out"] == []


def test_the_list_says_what_is_left_out_and_is_there_all_the_same(data, capsys):
    (data / "protocols" / "bad.toml").write_text("key = 1")
    assert main(["protocols", "list", "--data-dir", str(data)]) == 0
    told = capsys.readouterr()
    assert "our_jump" in told.out
    assert "left out: bad.toml: line 1: `key` is 1, must be a text in quotes." in told.err


def test_show_prints_the_very_text_which_is_a_sound_file_again(data, capsys):
    assert main(["protocols", "show", "our_jump", "--data-dir", str(data)]) == 0
    assert capsys.readouterr().out == OURS
    assert main(["protocols", "show", "cmj", "--data-dir", str(data)]) == 0
    told = capsys.readouterr()
    assert told.out == CMJ
    assert "our_jump stands in the place of this test" in told.err
    assert main(["protocols", "show", "cmj", "--data-dir", str(data), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["text"] == CMJ
    assert found["keys"]["weigh"]["seconds"] == 1.0
    assert main(["protocols", "show", "cmjj", "--data-dir", str(data)]) == 2
    assert "There is no test 'cmjj'; did you mean `cmj`?" in capsys.readouterr().err


def test_check_says_every_problem_of_every_file_and_ends_with_2(data, tmp_path, capsys):
    ours, bad = data / "protocols" / "our_jump.toml", tmp_path / "bad.toml"
    bad.write_text(OURS.replace("reps = 1", "reps = 0").replace("our_jump", "bad").replace('"Power"', '"Jumps"'))
    assert main(["protocols", "check", str(ours), str(FOLDER / "cmj.toml")]) == 0
    assert capsys.readouterr().out == "our_jump.toml: all is well.\ncmj.toml: all is well.\n"
    assert main(["protocols", "check", str(ours), str(bad), str(tmp_path / "absent.toml")]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "our_jump.toml: all is well."
    assert lines[1].startswith('bad.toml: line 5: `group` is "Jumps", must be one of: Hip strength,')
    assert lines[2:] == ["bad.toml: line 11: `reps` is 0, must be 1 to 50.", "absent.toml: there is no such file."]
    assert main(["protocols", "check", "--json", str(bad)]) == 2
    (found,) = json.loads(capsys.readouterr().out)
    assert [(each["key"], each["line"], each["found"]) for each in found["problems"]] == [
        ("group", 5, '"Jumps"'),
        ("reps", 11, "0"),
    ]


def test_check_without_a_file_is_about_the_folder_of_the_clinic(data, tmp_path, capsys):
    assert main(["protocols", "check", "--data-dir", str(data)]) == 0
    assert capsys.readouterr().out == "our_jump.toml: all is well.\n"
    (data / "protocols" / "a_jump.toml").write_text(OURS.replace("our_jump", "a_jump"))
    assert main(["protocols", "check", "--data-dir", str(data)]) == 2
    told = capsys.readouterr().out
    assert "a_jump.toml: all is well.\nour_jump.toml: line 2: `replaces`" in told
    assert main(["protocols", "check", "--data-dir", str(tmp_path / "none")]) == 2
    assert "There is no test of the clinic's own" in capsys.readouterr().err


def test_the_keys_are_printed_or_written_into_a_page(tmp_path, capsys):
    assert main(["protocols", "keys"]) == 0
    told = capsys.readouterr().out
    assert "| `countdown_s` | s | 0 to 60 seconds | needed | From the button to GO. |" in told
    page = tmp_path / "page.md"
    page.write_text("# Page\n")
    assert main(["protocols", "keys", "--markdown", str(page)]) == 2
    assert "no place for the keys" in capsys.readouterr().err


def test_a_recording_is_analysed_by_an_own_test(data, tmp_path, capsys):
    trace = tmp_path / "jump.csv"
    trace.write_text("time_s,force_n\n" + "\n".join(f"{i / 500:.3f},700.0" for i in range(1000)))
    assert main(["analyze", str(trace), "--protocol", str(data / "protocols" / "our_jump.toml"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["protocol"] == "our_jump"
    assert main(["analyze", str(trace), "--protocol", str(tmp_path / "absent.toml")]) == 2
    assert "absent.toml: there is no such file." in capsys.readouterr().err
