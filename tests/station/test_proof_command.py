"""`station proof` on simulated devices: a record is made, proven, kept, listed and printed; what is off is named."""

from dataclasses import replace

import msgspec
import pytest

from drivers.calibration import Calibration
from station.__main__ import main
from station.commands.proof import _kept
from station.device_book import KnownDevice
from station.folders import make_folders
from station.model import Side
from station.store import Store

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
        (("--capacity", "-5"), "newtons that one plate"),
        (("--capacity", "nan"), "newtons that one plate"),
        (("--gravity", "0"), "m/s2 of this place"),
        (("--gravity", "nan"), "m/s2 of this place"),
        (("--calibration", "no_such_record.json"), "the calibration cannot be read"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_lifted(proof, words, said):
    code, told = proof("calibrate", "--device", PLATES, *words)
    assert code == 2
    assert said in told


def test_a_mass_that_is_too_light_to_tell_anything_proves_nothing(proof):
    _, told = proof("daily", "--device", "sim:progressor?seed=1&gain=0.5", "--masses", "0.15")
    assert "0.15 kg are too light to tell anything" in told
    assert "not complete" in told


def test_a_record_that_is_given_is_the_one_that_is_proven_and_must_be_the_devices_own(proof, tmp_path):
    out = tmp_path / "record.json"
    proof("calibrate", "--device", "sim:progressor?seed=1", "--out", str(out))
    record = msgspec.json.decode(out.read_bytes(), type=Calibration)
    wrong = replace(record, gain=((record.gain[0][0] * 1.1,),), id="wrong")
    out.write_bytes(msgspec.json.encode(wrong))
    code, told = proof("daily", "--device", "sim:progressor?seed=1", "--calibration", str(out))
    assert (code, "reads 10.0 % high" in told) == (1, True)
    code, told = proof("daily", "--device", PLATES, "--calibration", str(out))
    assert code != 0
    assert "The calibration is of device 2639, and device 417 is attached." in told


def test_a_record_of_a_simulated_device_is_never_used_for_a_real_one_of_the_same_number(proof, tmp_path):
    folders = make_folders(tmp_path / "data")
    with Store(folders) as store:
        store.devices.remember(KnownDevice("harp-loadcells", "417", (Side.LEFT, Side.RIGHT)))
    code, told = proof("calibrate", "--device", PLATES)
    assert code == 0
    assert "It is of a simulated device and used by station proof alone." in told
    with Store(folders) as store:
        assert store.devices.find("417")[0].calibration_id is None
        assert _kept(store, False, "harp-loadcells", "417") is None
        made = _kept(store, True, "harp-loadcells", "417")
        assert made is not None
        assert made.serial == "417"
        store.devices.forget("harp-loadcells", "417")
        assert _kept(store, False, "harp-loadcells", "417") is None


def test_the_record_of_a_device_is_the_one_that_the_clinic_uses_and_a_kind_without_numbers_has_none(tmp_path):
    with Store(make_folders(tmp_path)) as store:
        for number in ("417", "CJ-"):
            store.devices.add_calibration(Calibration(f"c-{number}", number, ("left",), ((1.0,),), (0.0,), 0.0, (1.0,)))
        assert _kept(store, False, "progressor", "417").id == "c-417"
        assert _kept(store, False, "chronojump", "CJ-") is None
        store.devices.remember(KnownDevice("progressor", "417", (Side.LEFT,)))
        assert _kept(store, False, "progressor", "417") is None  # the clinic uses its own scale
        assert _kept(store, False, "frez-dyno", "417").id == "c-417"
        store.devices.remember(KnownDevice("progressor", "417", (Side.LEFT,), calibration_id="c-417"))
        assert _kept(store, False, "progressor", "417").id == "c-417"
