"""``station recordings``: what it prints, what it stores, and its exit codes."""

import argparse
import json

import pytest
import taped

from station.commands import recordings
from station.errors import BadInput, Missing, StationError
from station.folders import make_folders
from station.model import Outcome
from station.recorded import set_aside
from station.store import Store


def call(*words: object) -> int:
    parser = argparse.ArgumentParser()
    recordings.add_arguments(parser)
    return recordings.run(parser.parse_args([str(word) for word in words]))


@pytest.fixture
def folders(tmp_path):
    return make_folders(tmp_path / "data")


def interrupted(folders, **options) -> str:
    path = taped.record_plates(folders.recordings, **options).path
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b"\xabREC")])
    return path.stem


def answer(capsys):
    return json.loads(capsys.readouterr().out)


def test_an_empty_folder_has_nothing_to_list_and_nothing_to_recover(folders, capsys):
    assert call("list", "--data-dir", folders.data) == 0
    assert "No recordings in" in capsys.readouterr().out
    assert call("recover", "--data-dir", folders.data) == 1
    assert "Nothing to recover" in capsys.readouterr().err
    assert not folders.database.exists()


def test_the_list_says_what_became_of_each_recording(folders, capsys):
    waiting = interrupted(folders)
    stored = interrupted(folders)
    aside = interrupted(folders)
    set_aside(folders.recordings / f"{aside}.rec")
    (folders.recordings / "foreign.rec").write_bytes(b"not ours")
    assert call("recover", stored, "--data-dir", folders.data) == 0
    capsys.readouterr()

    assert call("list", "--data-dir", folders.data, "--json") == 0
    listed = {line["id"]: line for line in answer(capsys)}
    assert listed[waiting]["state"] == "interrupted"
    assert listed[waiting]["seconds"] == pytest.approx(0.399)
    assert listed[waiting]["created"] == taped.CREATED.isoformat()
    assert listed[stored]["state"] == "stored"
    assert listed[stored]["trial"]
    assert listed[aside]["state"] == "set aside"
    assert listed["foreign"]["state"].startswith("not readable: foreign.rec is not a recording")

    assert call("list", "--data-dir", folders.data) == 0
    table = capsys.readouterr().out
    here = taped.CREATED.astimezone()
    assert f"{waiting}  {here:%Y-%m-%d %H:%M:%S} {here.isoformat()[-6:]}      0.4  Countermovement jump  inter" in table
    assert "1 interrupted: `station recordings recover`" in table


def test_the_list_names_a_recording_that_is_damaged(folders, capsys):
    for state in ("stored", "closed without a trial"):
        path = taped.record_plates(folders.recordings, outcome=Outcome.COMPLETED).path
        if state == "stored":
            assert call("recover", path.stem, "--data-dir", folders.data) == 0
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 0x10
        path.write_bytes(data)
        capsys.readouterr()
        assert call("list", "--data-dir", folders.data, "--json") == 0
        states = {line["id"]: line["state"] for line in answer(capsys)}
        assert states[path.stem].endswith(", damaged")
    assert call("list", "--data-dir", folders.data) == 0
    assert "2 damaged: `station recordings show ID` says where" in capsys.readouterr().out


def test_the_unfinished_end_of_an_interrupted_recording_is_no_damage(folders, capsys):
    path = folders.recordings / f"{interrupted(folders)}.rec"
    path.write_bytes(path.read_bytes()[:-7])
    assert call("list", "--data-dir", folders.data, "--json") == 0
    assert [line["state"] for line in answer(capsys)] == ["interrupted"]


def test_while_a_station_runs_the_list_says_who_may_be_recording(folders, capsys):
    running = interrupted(folders)
    with Store(folders):
        assert call("list", "--data-dir", folders.data, "--json") == 0
        (line,) = answer(capsys)
        assert line["id"] == running
        assert line["state"].startswith("interrupted, or still running on ")
        with pytest.raises(StationError, match="This data folder is open on"):
            call("recover", "--data-dir", folders.data)


def test_show_tells_what_is_there_and_what_is_missing(folders, capsys):
    recording_id = interrupted(folders)
    assert call("show", recording_id[:8], "--data-dir", folders.data, "--json") == 0
    shown = answer(capsys)
    (stream,) = shown["streams"]
    assert (stream["device"], stream["samples"], stream["lost"], stream["gaps"]) == ("Harp LoadCells LC-7", 395, 5, 1)
    assert stream["rate_hz"] == 1000.0
    assert (stream["calibration"], stream["zeroed"]) == ("lc7-2026", True)
    assert (shown["complete"], shown["outcome"]) == (False, None)
    assert [marker["name"] for marker in shown["markers"]] == ["range_start", "range_end"]

    assert call("show", recording_id, "--data-dir", folders.data) == 0
    text = capsys.readouterr().out
    here = taped.CREATED.astimezone()
    for line in (
        f"started   {here:%Y-%m-%d %H:%M:%S} {here.isoformat()[-6:]}",
        "test      Countermovement jump (cmj)",
        "person    not named",
        "complete  no",
        "outcome   none: the program ended before the trial did",
        "stream 1: Harp LoadCells LC-7, left and right",
        "          395 samples in 0.4 s, 1000 Hz, 5 lost in 1 gap",
        "          calibration lc7-2026, zeroed",
        "     0.050  range start",
        "     0.350  range end     reps 3",
    ):
        assert line in text.splitlines()


def test_show_names_the_person_by_the_code_and_an_interrupted_one_is_not_complete(folders, capsys):
    with Store(folders) as store:
        person = store.add_person("A-104")
    path = taped.record_plates(folders.recordings, person=person.id, outcome=Outcome.INTERRUPTED).path
    assert call("show", path.stem, "--data-dir", folders.data, "--json") == 0
    shown = answer(capsys)
    assert (shown["person"], shown["person_code"]) == (person.id, "A-104")
    assert (shown["complete"], shown["outcome"]) == (False, "interrupted")
    assert [marker["seconds"] for marker in shown["markers"]] == [0.05, 0.35]
    assert call("show", path.stem, "--data-dir", folders.data) == 0
    text = capsys.readouterr().out
    assert "person    A-104\n" in text
    assert person.id not in text
    folders.database.write_bytes(b"no database at all" * 100)
    assert call("show", path.stem, "--data-dir", folders.data) == 0
    assert f"person    {person.id}\n" in capsys.readouterr().out


def test_titles_are_not_cut(folders, capsys):
    title = "Unilateral isometric hip abduction, lying, with a belt"
    taped.record_plates(folders.recordings, title=title)
    assert call("list", "--data-dir", folders.data) == 0
    assert f"  {title}  " in capsys.readouterr().out


def test_a_file_in_the_place_of_a_folder_is_said(folders, tmp_path):
    (tmp_path / "file").write_text("")
    for wrong in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(Missing, match=r"cannot be read \(a file is in the place of the folder .*file\)"):
            call("list", "--data-dir", wrong)
    folders.set_aside.rmdir()
    folders.recordings.rmdir()
    folders.recordings.write_text("")
    with pytest.raises(Missing, match=r"in the place of the folder .*recordings"):
        call("list", "--data-dir", folders.data)


def test_recover_makes_a_trial_of_each_interrupted_recording_once(folders, capsys):
    ids = {interrupted(folders), interrupted(folders)}
    assert call("recover", "--data-dir", folders.data, "--json") == 0
    made = answer(capsys)
    assert {item["recording"] for item in made} == ids
    with Store(folders) as store:
        assert {line.trial_id for line in store.trials()} == {item["trial"] for item in made}
    assert call("recover", "--data-dir", folders.data) == 1
    assert "every recording belongs to a trial" in capsys.readouterr().err


def test_recover_goes_on_after_one_that_cannot_be_recovered(folders, capsys):
    good = interrupted(folders)
    bad = interrupted(folders, protocol="tug_of_war")
    assert call("recover", "--data-dir", folders.data) == 1
    said = capsys.readouterr()
    assert f"{good} is stored as trial" in said.out
    assert f"{bad}: This recording is of a test that this program does not know" in said.err


def test_what_does_not_exist_is_a_wrong_call(folders, tmp_path):
    interrupted(folders, recording_id="aa-1")
    interrupted(folders, recording_id="aa-2")
    with pytest.raises(BadInput, match="no data folder"):
        call("list", "--data-dir", tmp_path / "nowhere")
    with pytest.raises(BadInput, match="There is no recording whose id begins with 'b'"):
        call("show", "b", "--data-dir", folders.data)
    with pytest.raises(BadInput, match="2 recordings are there whose id begins with 'aa'"):
        call("recover", "aa", "--data-dir", folders.data)
