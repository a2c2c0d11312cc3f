"""docs/plate-protocol.md says what the driver, the firmware in C and the simulated plates do."""

import re
from math import gcd
from pathlib import Path

import pytest
from wire_counterpoise_plate import LITERAL, crc16, identity, reply

from drivers.devices.counterpoise_plate import packets
from drivers.devices.counterpoise_plate.plate import COUNTERPOISE_PLATE, GATT, SERIAL
from drivers.devices.counterpoise_plate.record import HEAD, unpack
from simulators.devices import counterpoise_plate as simulated

DOCUMENT = (Path(__file__).parents[2] / "docs" / "plate-protocol.md").read_text("utf-8")
HEADER = (Path(__file__).parents[2] / "examples" / "plate_firmware" / "plate_protocol.h").read_text("utf-8")


def code_block(after: str) -> bytes:
    """The bytes of the first block behind these words."""
    return bytes.fromhex(DOCUMENT[DOCUMENT.index(after) :].split("```")[1])


@pytest.mark.parametrize("name", LITERAL)
def test_every_vector_that_is_tested_stands_in_it(name):
    assert LITERAL[name] in DOCUMENT


def test_it_has_no_vector_that_is_not_tested():
    said = re.findall(r"`(c950[0-9a-f ]+)`", DOCUMENT)
    assert sorted(said) == sorted(LITERAL.values())


def test_its_calibration_record_is_read_as_it_says():
    record = unpack(code_block("A calibration record of one plate"))
    assert (record.plates, record.zero, record.force) == (("P0",), (-4, 3), ((0.05, 0.0625),))
    assert (record.by, record.masses_kg, record.cells_m) == ("Me", (20.0,), ((-0.25, 0.0), (0.25, 0.0)))
    assert (record.capacity_n, record.noise_sd_n, record.uncertainty, record.temperature_c) == (
        2500,
        0.5,
        0.0078125,
        21.5,
    )
    assert str(record.dated) == "2026-05-17"


def test_its_identity_is_the_tested_one():
    assert code_block("Identity of two plates") == reply(1, identity())


def test_it_names_the_profile_that_is_searched_for():
    for uuid in (GATT.service, GATT.notify, GATT.write):
        assert f"`{uuid}`" in DOCUMENT
    assert simulated.GATT == GATT
    assert f"`{GATT.name_prefix} ...`" in DOCUMENT
    assert f"`{SERIAL.product} ...`" in DOCUMENT
    assert f"{SERIAL.baud:,} baud" in DOCUMENT
    assert f"ATT MTU has to be at least {GATT.smallest_mtu}" in DOCUMENT


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("IDENTIFY", packets.IDENTIFY),
        ("STATUS", packets.ASK_STATUS),
        ("START", packets.START),
        ("STOP", packets.STOP),
        ("TARE", packets.TARE),
        ("CLEAR_TARE", packets.CLEAR_TARE),
        ("READ_CALIBRATION", packets.READ_CALIBRATION),
        ("WRITE_CALIBRATION", packets.WRITE_CALIBRATION),
        ("STORE_CALIBRATION", packets.STORE_CALIBRATION),
        ("KEEP_ALIVE", simulated.KEEP_ALIVE),
    ],
)
def test_its_commands_are_those_of_the_driver_and_of_the_firmware_in_c(name, number):
    assert f"| 0x{number:02x} {name} |" in DOCUMENT
    in_c = "ASK_STATUS" if name == "STATUS" else name
    assert re.search(rf"PLATE_{in_c} = 0x{number:02x}\b", HEADER)


def test_every_code_of_a_refusal_is_explained_on_both_sides():
    codes = dict(re.findall(r"^\| (\d+) \| ([^|]+) \|$", DOCUMENT[DOCUMENT.index("| code | means |") :], re.MULTILINE))
    assert set(map(int, codes)) == {0, *packets.REFUSALS}
    in_c = HEADER[HEADER.index("enum plate_code") : HEADER.index("enum plate_feature")]
    assert set(map(int, re.findall(r"= (\d+)", in_c))) == {0, *packets.REFUSALS}


def test_its_layouts_end_where_those_of_the_driver_do():
    assert f"| 8 + n | 2 | CRC-16/CCITT-FALSE of the bytes 0 to {packets.HEAD.size - 1} + n |" in DOCUMENT
    assert f"at most {packets.LONGEST_PAYLOAD} |" in DOCUMENT
    assert packets.SAMPLES_HEAD.size == 16
    assert packets.EDGE_PAYLOAD.size == 10
    assert packets.STATUS_BLOCK.size == 8 + 4
    assert packets.IDENTITY.size == 48 + 24
    assert HEAD.size == 48
    assert f"says {packets.KEEP_ALIVE_S} s" in DOCUMENT
    assert COUNTERPOISE_PLATE.battery_every_s == packets.KEEP_ALIVE_S / 3
    assert crc16(b"123456789") == 0x29B1
    assert "0x29B1" in DOCUMENT


def test_its_table_of_divisors_is_arithmetic():
    rows = re.findall(
        r"^\| \**(\d+)\** \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", DOCUMENT, re.M
    )
    assert len(rows) == 5
    for count, *said in rows:
        true = [gcd(int(count) * 1000, interval) / 1000 for interval in (7500, 11250, 15000, 30000, 48750)]
        assert [float(each) for each in said] == true


def test_the_counts_that_it_advises_are_those_of_the_simulated_plates():
    assert "1, 7, 11, 17,\n19, 23, 29 or 31" in DOCUMENT
    assert simulated.COUNTS == (1, 7, 11, 17, 19, 23, 29, 31)
    assert "{31, 29, 23, 19, 17, 11, 7, 1}" in HEADER or "{31, 29, 23, 19, 17, 11, 7, 1}" in (
        Path(__file__).parents[2] / "examples" / "plate_firmware" / "plate_protocol.c"
    ).read_text("utf-8")
