"""Clinics as earlier releases left them: carried over, every number comes back, and each says what it was made from."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from station.__main__ import main
from station.folders import Folders
from station.qa.golden import machine
from station.store import Store

GOLDEN = Path(__file__).parents[1] / "golden"
FROZEN = sorted(GOLDEN.glob("clinic-*"))


@pytest.fixture(scope="module", params=FROZEN, ids=lambda path: path.name)
def clinic(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Folders]:
    """A copy, brought up to this program's schema."""
    folder = tmp_path_factory.mktemp("frozen") / "clinic"
    shutil.copytree(request.param, folder)
    assert main(["db", "upgrade", "--data-dir", str(folder)]) == 0
    return request.param, Folders(folder)


def test_there_is_one_of_the_first_release() -> None:
    assert "clinic-0.1.0" in [path.name for path in FROZEN]


def allowed(frozen: Path) -> dict[str, str]:
    """What a later release computes otherwise on purpose, and why: lines ``KEY: why`` of the folder's changed.txt."""
    file = frozen / "changed.txt"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return {key: why.strip() for key, _, why in (line.partition(":") for line in lines if line.strip())}


def test_every_number_of_every_trial_comes_back_bit_for_bit(
    clinic: tuple[Path, Folders], capsys: pytest.CaptureFixture[str]
) -> None:
    frozen, folders = clinic
    code = main(["reanalyse", "--data-dir", str(folders.data), "--processes", "1", "--json"])
    said = json.loads(capsys.readouterr().out)
    assert len(said) >= 5
    assert [item["problem"] for item in said if item["problem"]] == []
    changed = allowed(frozen)
    assert all(len(why) > 10 for why in changed.values())
    differs = {each.partition(" (")[0]: each for item in said for each in item["differences"]}
    assert {key: each for key, each in differs.items() if key not in changed} == {}
    assert sorted(changed) == sorted(differs), "what is the same again is taken out of changed.txt"
    assert code == (1 if differs else 0)
    # another processor or numpy may round the last digits differently, by 1e-9 at most
    here = (frozen / "made_on.txt").read_text("utf-8").strip() == machine()
    assert not here or not any(item["rounding"] for item in said)


def test_every_number_says_what_it_was_made_from_by_what_where_and_by_whom(clinic: tuple[Path, Folders]) -> None:
    _, folders = clinic
    with Store(folders) as store:
        trials = [store.trial(each.trial_id) for each in store.trials()]
    runs = [(stored, run) for stored in trials for run in stored.runs]
    assert len(runs) > len(trials), "one was computed again after a mark was moved"
    for stored, run in runs:
        made = run.provenance
        raw = folders.recordings / f"{stored.trial.recording_id}.rec"
        assert made.recording_sha256 == hashlib.sha256(raw.read_bytes()).hexdigest()
        assert stored.trial.range_start_host_s is not None
        assert stored.trial.started_at.utcoffset() is not None
        assert run.made_at.utcoffset() is not None
        assert made.software.startswith("counterpoise ")
        assert re.fullmatch(r"[0-9a-f]{64}", made.code_sha256)
        assert re.fullmatch(r"\d+\.\d+.*", made.numpy)
        assert made.operator == "A. Example"
        assert any(parameters for parameters in made.methods.values())
        assert made.sources
        for source in made.sources:
            assert all((source.model, source.serial, source.firmware, source.sides))
            assert source.calibration["id"]
            assert source.zero is not None
            assert {"native", "host_s"} <= source.zero.keys()
            assert 0 <= source.first_index < source.last_index
            assert source.segment >= 0
            assert source.clock is not None
            assert source.clock_offset_s is not None
            assert {"slope", "known_to_s", "spread_s"} <= source.clock.keys()
        assert all(line.measurement.method for line in run.measurements)
