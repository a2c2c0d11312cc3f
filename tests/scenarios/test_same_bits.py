"""The same scenario and seed give the same recordings and numbers on every run, also in another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

CLINIC = """
import hashlib, json, sys
from pathlib import Path
from simulators.body import Person
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic

folder, seed = Path(sys.argv[1]), int(sys.argv[2])
with VirtualClinic(folder, Body(Person(seed=seed), push_s=2.0, rest_s=1.0), seed=seed) as clinic:
    done = clinic.conduct(["cmj", "hip_abduction_iso"])
    stored = [clinic.store.trial(each.trial_id) for each in done]
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.rec")}
print(json.dumps({"files": files, "stored": [repr(each) for each in stored], "texts": [each.texts for each in done]}))
"""


def conducted(folder: Path, seed: int, hashes: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", CLINIC, str(folder), str(seed)],
        env={**os.environ, "PYTHONHASHSEED": hashes},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_two_processes_record_and_store_the_same_bits_and_another_seed_others(tmp_path: Path) -> None:
    first, again, other = (
        conducted(tmp_path / name, seed, hashes)
        for name, seed, hashes in (("first", 3, "1"), ("again", 3, "2"), ("other", 4, "1"))
    )
    files = first["files"]
    assert isinstance(files, dict)
    assert len(files) == 2
    assert again == first
    assert isinstance(other["files"], dict)
    assert not set(files.values()) & set(other["files"].values())
