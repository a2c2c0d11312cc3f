"""What is installed is whole: the wheel has every file of the packages, and its station needs no source tree."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("drivers", "dsp", "simulators", "station", "ui")
CLINIC = ROOT / "tests" / "golden" / "clinic-0.1.0"
LEFT = {"__pycache__", ".mypy_cache", ".ruff_cache"}

USE = """
import contextlib, io, json, sys
import station, ui
from station.__main__ import main

def said(*words):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            code = main(list(words))
        except SystemExit as end:
            code = end.code
    assert not code, (words, code, out.getvalue())
    return out.getvalue()

clinic, pdf = sys.argv[1:]
said("db", "upgrade", "--data-dir", clinic)
(visit,) = json.loads(said("visit", "list", "--json", "--data-dir", clinic))
said("report", visit["id"], "--language", "de", "-o", pdf, "--data-dir", clinic)
from ui.languages import speaking
from ui.words import say
print(json.dumps({
    "from": [list(station.__path__)[0], list(ui.__path__)[0]],
    "version": said("--version"),
    "tests": said("protocols", "list"),
    "norms": said("norms", "list"),
    "batteries": said("batteries", "list"),
    "german": [speaking.speak("de"), say("Messages")],
}))
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked where an installer would put it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    with zipfile.ZipFile(folder / done.stdout.split()[-1]) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def test_every_file_of_the_packages_is_in_the_wheel(unpacked: Path) -> None:
    for package in PACKAGES:
        have, wanted = (
            {path.relative_to(folder) for path in (folder / package).rglob("*") if path.is_file()}
            for folder in (unpacked, ROOT)
        )
        assert {str(path) for path in wanted - have if not LEFT & set(path.parts)} == set()


def test_the_station_of_the_wheel_works_without_the_source_tree(unpacked: Path, tmp_path: Path) -> None:
    shutil.copytree(CLINIC, tmp_path / "clinic")
    pdf = tmp_path / "report.pdf"
    # without ``site`` nothing of the checkout gets in beside the wheel
    done = subprocess.run(
        [sys.executable, "-S", "-c", USE, str(tmp_path / "clinic"), str(pdf)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(unpacked), sysconfig.get_path("purelib")))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert [Path(each).parent for each in told["from"]] == [unpacked, unpacked]
    assert told["version"].startswith("counterpoise ")
    assert "hip_abduction_iso" in told["tests"]
    assert "hip_abduction_alvarenga_2019" in told["norms"]
    assert "back_pain_first_visit" in told["batteries"]
    assert told["german"] == ["de", "Meldungen"]
    assert pdf.read_bytes().startswith(b"%PDF")
