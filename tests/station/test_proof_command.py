"""`station proof` on simulated devices: a record is made, proven, kept, listed and printed; what is off is named."""

import msgspec
import pytest

from drivers.calibration import Calibration
from station.__main__ import main

PLATES = "sim:harp?seed=1"


@pytest.fixture
def proof(tmp_path, capsys):
    def call(action, *words):
        code = main(["proof", action, *words, "--data-dir", str(tmp_path / "data")])
        told = capsys.readouterr()
        return code, told.out + told.err

    return call


def test_a_calibration_is_made_proven_listed_and_printed(proof, tmp_path):
    out, page = tmp_path / "record.json", tmp_path / "page.html"
    made = ("--masses", "2,5,10,20", "--who", "Ada", "--span", "0.36x0.50", "--capacity", "5000", "--out", str(out))
    code, told = proof("calibrate", "--device", PLATES, *made)
    assert code == 0
    assert "known to 0.07 %" in told
    record = msgspec.json.decode(out.read_bytes(), type=Calibration)
    assert (record.version, record.capacity_n, len(record.cells_m)) == (1, 5000.0, 8)

    code, told = proof("verify", "--device", PLATES, "--who", "Ada")
    assert code == 0
    assert "verification with known masses" in told
    code, listed = proof("list")
    assert code == 0
    assert "(simulated)  verification with known masses" in listed
    code, _ = proof("print", listed.split()[0], "--certificate", str(page))
    assert code == 0
    assert "Verification with known masses" in page.read_text(encoding="utf-8")
    assert "Ada" in page.read_text(encoding="utf-8")
    assert record.id in page.read_text(encoding="utf-8")


def test_the_next_record_is_the_next_version(proof):
    proof("calibrate", "--device", "sim:progressor?seed=1")
    code, told = proof("calibrate", "--device", "sim:progressor?seed=1")
    assert code == 0
    assert "-v2, known to" in told


def test_a_cell_that_is_off_fails_the_daily_minute_and_is_named(proof):
    code, told = proof("daily", "--device", "sim:harp?seed=1&cell5_gain=0.98")
    assert code == 1
    assert "right plate, back right cell reads 2.0 % low" in told
    assert "daily check" in told
    assert "FAILED, off by up to 2." in told


def test_plugs_that_were_exchanged_are_found_by_the_corners(proof):
    code, told = proof("daily", "--device", "sim:harp?seed=1&swapped=yes")
    assert code == 1
    assert "left plate" in told


def test_plates_of_which_every_corner_reads_alike_are_held_against_the_mass_every_day(proof):
    code, told = proof("daily", "--device", "sim:tec-gihan?seed=1")
    assert code == 0, told
    code, told = proof("daily", "--device", "sim:tec-gihan?seed=1&gain=1.05")
    assert code == 1
    assert "The left plate reads 5.0 % high." in told
    assert "FAILED, off by up to 5." in told


def test_plates_of_which_nobody_knows_where_the_cells_stand_are_held_against_the_mass_too(proof):
    proof("calibrate", "--device", PLATES)
    code, told = proof("daily", "--device", f"{PLATES}&gain=1.05")
    assert code == 1
    assert "The left plate reads 5.0 % high." in told


def test_nothing_proven_yet_says_how_to_begin(proof):
    code, told = proof("list")
    assert code == 1
    assert "station proof daily" in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--masses", "five"), "kilograms with commas"),
        (("--span", "big"), "metres between the cells"),
        (("--temperature", "200"), "degrees Celsius"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_lifted(proof, words, said):
    code, told = proof("calibrate", "--device", PLATES, *words)
    assert code == 2
    assert said in told
