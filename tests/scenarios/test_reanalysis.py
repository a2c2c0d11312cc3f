"""What a clinic stored can be made again from its raw samples, and whatever differs is said."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from simulators.body import Person
from station.__main__ import main
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clinic")
    with VirtualClinic(folder, Body(Person(), push_s=2.0, rest_s=1.0)) as clinic:
        assert all(done.trial_id for done in clinic.conduct(["cmj", "hip_abduction_iso"]))
    return folder


def reanalysed(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, list[dict[str, object]]]:
    code = main(["reanalyse", "--data-dir", str(folder), "--json", *options])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("processes", ["1", "2"])
def test_every_number_comes_back_bit_for_bit(visited: Path, processes: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = reanalysed(visited, capsys, "--processes", processes)
    assert code == 0
    assert [(item["same"], item["rounding"]) for item in found] == [(True, False)] * 2


def test_a_number_that_was_changed_in_the_database_is_named(
    visited: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(visited, tmp_path / "copy"))
    with sqlite3.connect(copy / "station.db") as database:
        changed = "UPDATE result SET value = value + 0.01 WHERE key = 'jump_height_im'"
        assert database.execute(changed).rowcount == 1
    database.close()
    code, found = reanalysed(copy, capsys, "--processes", "1")
    assert code == 1
    (wrong,) = (item for item in found if not item["same"])
    assert wrong["title"] == "Countermovement jump"
    assert "jump_height_im" in str(wrong["differences"])
    assert main(["reanalyse", "--data-dir", str(copy), "--processes", "1"]) == 1
    assert "1 of 2 trials gives the same numbers" in capsys.readouterr().out


def test_a_raw_file_that_was_changed_gives_no_number(
    visited: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(visited, tmp_path / "copy"))
    raw = next(copy.rglob("*.rec"))
    raw.write_bytes(raw.read_bytes()[:-40])
    code, found = reanalysed(copy, capsys, "--processes", "1")
    assert code == 1
    assert any("checksum differs" in str(item["problem"]) for item in found)


def test_a_folder_without_a_clinic_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reanalyse", "--data-dir", str(tmp_path / "nothing")]) == 2
    assert main(["reanalyse", "--data-dir", str(tmp_path)]) == 2
    assert "nothing was stored there yet" in capsys.readouterr().err
    assert main(["reanalyse", "--data-dir", str(tmp_path), "--processes", "0"]) == 2
