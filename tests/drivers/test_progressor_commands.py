"""Everything a Progressor can be told: literal bytes, and what each make does with it."""

import asyncio
import struct

import numpy as np
import pytest
from firmware_port import FirmwarePort

from drivers.commands import BadCommand, CommandRefused, commands_of, run_command
from drivers.contracts import Frame, Reply
from drivers.devices import progressor_commands as told
from drivers.devices.progressor import PROGRESSOR
from drivers.devices.progressor_packets import (
    ProgressorCodec,
    TableRow,
    add_point_command,
    add_row_command,
    set_calibration_command,
    stored_calibration,
    table_row,
)
from drivers.errors import ReplyTimeout
from simulators.devices.progressor import Progressor
from simulators.progressor_makes import CALIBRATION_V2, CRIMPDEQ, CRIMPDEQ_OLD, GENUINE, HANGMAN, PROFILES, Profile

ROW = TableRow(0, 1_000_000, struct.unpack("<f", bytes.fromhex("00ae3f38"))[0], -3.25)


def resting(times: np.ndarray) -> np.ndarray:
    return np.full(np.shape(times), 5.0)


def port_to(profile: Profile, passes_s: float = 0.0, **options: object) -> FirmwarePort:
    unit = Progressor(resting, unit_id=0x2B, profile=profile, **options)
    unit.attach(0.0)
    return FirmwarePort(unit, ProgressorCodec(), passes_s)


def say(port: FirmwarePort, text: str) -> str:
    name, *words = text.split()
    return asyncio.run(run_command(PROGRESSOR, name, words, port))


# Literal bytes of protocols.md


@pytest.mark.parametrize(
    ("command", "literal"),
    [
        (add_point_command(0.0), "6900000000"),
        (add_point_command(120.0), "690000f042"),
        (set_calibration_command(ROW.slope, -3.25, 0.125), "710000ae3f38000050c00000003e"),
        (add_row_command(ROW), "730000000040420f0000ae3f38000050c0"),
    ],
)
def test_commands_with_something_behind_them_are_the_literal_bytes(command: bytes, literal: str) -> None:
    assert command.hex() == literal


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("tare", ["64"]),
        ("add-calibration-point 120", ["690000f042"]),
        ("save-calibration", ["6a"]),
        ("firmware", ["6b"]),
        ("errors", ["6c"]),
        ("clear-errors", ["6d", "6c"]),
        ("sleep", ["6e"]),
        ("battery", ["6f"]),
        ("unit-id", ["70"]),
        ("set-calibration 4.57e-5 -3.25 0.125", ["72", "710000ae3f38000050c00000003e", "72"]),
        ("calibration", ["72"]),
        ("calibration-table", ["72", "74"]),
        (
            "add-table-row 0 1000000 4.57e-5 -3.25",
            ["72", "74", "730000000040420f0000ae3f38000050c0", "74"],
        ),
        ("clear-table", ["72", "74", "76", "74"]),
        ("reboot", ["750001"]),
    ],
)
def test_every_command_writes_its_bytes_and_no_others(name: str, written: list[str]) -> None:
    port = port_to(CALIBRATION_V2)
    say(port, name)
    assert [data.hex() for data in port.written] == written


@pytest.mark.parametrize(("name", "starts"), [("peak-rfd", "67"), ("peak-rfd-series 3", "68")])
def test_a_measurement_of_its_own_is_started_and_stopped_again(name: str, starts: str) -> None:
    port = port_to(CALIBRATION_V2, passes_s=3.5)
    text = say(port, name)
    assert [data.hex() for data in port.written] == [starts, "66"]
    assert "not published" in text
    assert not port.firmware.streaming


def test_the_literal_answers_of_the_published_vectors() -> None:
    port = port_to(Profile("test", version="1.2.3.4"), battery_mv=4004)
    assert say(port, "firmware") == "firmware 1.2.3.4"
    assert say(port, "battery") == "battery 4.004 V"
    assert say(port, "unit-id") == "unit id 2B"
    assert say(port, "errors") == "It remembers no crash."
    assert "slope 4.57e-05, intercept -3.25, trim 0.125" in say(port, "calibration")


# Calibration: shown, never applied, never guessed


def test_the_answer_of_a_genuine_unit_stays_bytes() -> None:
    stored = stored_calibration(bytes.fromhex("241d00208705010016db15a9"))
    assert stored.numbers is None
    text = say(port_to(GENUINE), "calibration")
    assert "24 1d 00 20 87 05 01 00 16 db 15 a9" in text
    assert "not known" in text
    assert "slope" not in text


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "00ae3f38",
        "00ae3f38000050c00000003e00",
        "0000c07f000050c00000003e",  # slope is not a number
        "00000000000050c00000003e",  # slope 0
        "00ae3f380000807f0000003e",  # intercept infinite
        "00ae3f38000050c0ffffff00",  # trim below what a float holds well
    ],
)
def test_bytes_that_can_be_no_calibration_are_not_read_as_one(raw: str) -> None:
    assert stored_calibration(bytes.fromhex(raw)).numbers is None


def test_the_literal_calibration_is_read_with_its_bytes_beside() -> None:
    stored = stored_calibration(bytes.fromhex("00ae3f38000050c00000003e"))
    assert stored.raw.hex() == "00ae3f38000050c00000003e"
    assert stored.numbers == (pytest.approx(4.57e-5, rel=1e-4), -3.25, 0.125)


def test_the_literal_row_of_the_table_is_read_and_an_empty_one_is_none() -> None:
    assert table_row(bytes.fromhex("0000000040420f0000ae3f38000050c0")) == ROW
    assert table_row(bytes(16)) is None
    for wrong in (bytes(15), bytes(17), bytes.fromhex("40420f000000000000ae3f38000050c0"), b"\xff" * 16):
        with pytest.raises(ValueError, match=r"bytes instead of|no row"):
            table_row(wrong)


def test_a_calibration_is_set_and_read_back() -> None:
    port = port_to(CALIBRATION_V2)
    assert asyncio.run(told.set_calibration(port, 1e-4, 2.0, 0.0)).numbers == (pytest.approx(1e-4), 2.0, 0.0)


@pytest.mark.parametrize(
    ("profile", "why"),
    [(GENUINE, "form that this program does not know"), (HANGMAN, "form that this program does not know")],
)
def test_a_calibration_of_an_unknown_form_is_not_touched(profile: Profile, why: str) -> None:
    port = port_to(profile)
    with pytest.raises(CommandRefused, match=why):
        say(port, "set-calibration 1e-4 2 0")
    assert [data.hex() for data in port.written] == ["72"]


def test_a_calibration_that_was_not_taken_is_told() -> None:
    deaf = Profile("deaf", knows=frozenset({0x72}))
    with pytest.raises(CommandRefused, match="did not take"):
        say(port_to(deaf), "set-calibration 1e-4 2 0")


def test_a_table_is_filled_read_and_cleared() -> None:
    port = port_to(CALIBRATION_V2)
    assert say(port, "calibration-table") == "The calibration table is empty."
    text = say(port, "add-table-row 0 1000000 4.57e-5 -3.25")
    assert text.startswith("raw 0 to 1000000: slope 4.57e-05, intercept -3.25")
    for number in range(1, 15):
        say(port, f"add-table-row {number} {number + 1} 1e-5 0")
    assert len(asyncio.run(told.calibration_table(port))) == 15
    with pytest.raises(CommandRefused, match="full"):
        say(port, "add-table-row 0 1 1e-5 0")
    assert say(port, "clear-table") == "The calibration table is empty."


def test_a_table_with_a_row_lost_on_the_way_is_no_table() -> None:
    class Lossy(FirmwarePort):
        async def ask_all(self, data: bytes, *words: object, **options: object) -> tuple[Reply, ...]:
            return (await super().ask_all(data, *words, **options))[data == b"\x74" :]

    with pytest.raises(CommandRefused, match="14 of the 15 rows"):
        say(Lossy(port_to(CALIBRATION_V2).firmware, ProgressorCodec()), "calibration-table")


@pytest.mark.parametrize("text", ["calibration-table", "add-table-row 0 1000000 4.57e-5 -3.25", "clear-table"])
@pytest.mark.parametrize("key", ["crimpdeq", "crimpdeq_old", "bigbanger"])
def test_whoever_would_forget_its_calibration_over_the_question_is_not_asked_for_a_table(key: str, text: str) -> None:
    """A Crimpdeq forgets over 74, and in some firmwares takes 73 for a mass."""
    port = port_to(PROFILES[key])
    with pytest.raises(CommandRefused, match="it was not asked"):
        say(port, text)
    assert [data.hex() for data in port.written] == ["72"]


def test_a_crimpdeq_tells_its_factor_and_its_points() -> None:
    weight = {"kg": 0.5}
    unit = Progressor(lambda times: np.full(np.shape(times), weight["kg"]), profile=CRIMPDEQ)
    unit.attach(0.0)
    port = FirmwarePort(unit, ProgressorCodec())
    assert "factor 1" in say(port, "calibration")
    say(port, "add-calibration-point 0")
    weight["kg"] = 10.5
    say(port, "add-calibration-point 20")
    text = say(port, "calibration")
    assert "factor 2" in text
    assert "raw 0.5 at 0 kg" in text
    assert "raw 10.5 at 20 kg" in text
    with pytest.raises(CommandRefused, match="form that this program does not know"):
        say(port, "set-calibration 1 2 3")
    with pytest.raises(CommandRefused, match="it was not asked"):
        say(port, "calibration-table")
    assert "factor 2" in say(port, "calibration"), "it was not forgotten over the question for a table"


def test_the_kinds_of_a_crimpdeq_answer_the_question_for_its_calibration() -> None:
    assert ProgressorCodec().feed(bytes.fromhex("0504 0000803f")) == [Reply(0x72, bytes.fromhex("0000803f"))]
    assert ProgressorCodec().feed(bytes.fromhex("0608 0000003f 00000000")) == [
        Reply(0x72, bytes.fromhex("0000003f00000000"))
    ]


def test_a_calibration_of_two_points_changes_what_a_hangman_reads() -> None:
    weight = {"kg": 0.5}
    unit = Progressor(lambda times: np.full(np.shape(times), weight["kg"]), profile=HANGMAN)
    unit.attach(0.0)
    port = FirmwarePort(unit, ProgressorCodec())
    say(port, "add-calibration-point 0")
    weight["kg"] = 10.5
    say(port, "add-calibration-point 20")
    say(port, "save-calibration")
    asyncio.run(PROGRESSOR.start(port))
    port._read(unit.advance(1.0))
    values = np.concatenate([event.values[0] for event in port.events if isinstance(event, Frame)])
    assert set(values.tolist()) == {20.0}


# Makes


KNOWN = {
    "genuine": {"errors", "calibration", "calibration-table", "clear-errors", "clear-table"},
    "calibration_v2": {"errors", "calibration", "calibration-table", "clear-errors", "clear-table"},
    "clone_10hz": {"errors", "calibration", "calibration-table", "clear-errors", "clear-table"},
    "crimpdeq": {"calibration"},
    "crimpdeq_old": set(),
    "hangman": {"calibration"},
    "bigbanger": {"errors", "clear-errors"},
}
ALWAYS = {"firmware", "unit-id", "battery"}


@pytest.mark.parametrize("key", PROFILES)
def test_every_make_answers_what_it_knows_and_no_more(key: str) -> None:
    asked = {"errors", "calibration", "calibration-table", "clear-errors", "clear-table"} | ALWAYS
    answered = set()
    for name in asked:
        try:
            say(port_to(PROFILES[key]), name)
        except (ReplyTimeout, CommandRefused):
            continue
        answered.add(name)
    assert answered == KNOWN[key] | ALWAYS


@pytest.mark.parametrize("key", PROFILES)
def test_every_make_is_identified_whatever_it_leaves_unanswered(key: str) -> None:
    port = port_to(PROFILES[key], error_info="Hard fault")
    info = asyncio.run(PROGRESSOR.identify(port))
    assert info.serial == "2B"
    assert bool(info.notices) == ("errors" in KNOWN[key])


@pytest.mark.parametrize("key", PROFILES)
def test_the_zero_that_is_set_before_the_stream_holds_in_it(key: str) -> None:
    port = port_to(PROFILES[key])
    say(port, "tare")
    port.firmware.advance(1.5)
    port._read(port.firmware.write(b"\x65", 2.0) + port.firmware.advance(4.0))
    values = np.concatenate([event.values[0] for event in port.events if isinstance(event, Frame)])
    assert set(values.tolist()) == {0.0}


def test_no_command_but_the_battery_is_said_while_it_streams() -> None:
    """An older Crimpdeq stops over any other, and any Crimpdeq stops to set its zero."""
    commands = commands_of(PROGRESSOR)
    assert [name for name, command in commands.items() if not command.needs_stop] == ["battery"]
    stopped = set()
    for data in (b"\x6c", b"\x64", b"\x72", b"\x74"):
        port = port_to(CRIMPDEQ_OLD)
        asyncio.run(PROGRESSOR.start(port))
        asyncio.run(port.send(data))
        stopped.add(port.firmware.streaming)
    assert stopped == {False}
    port = port_to(CRIMPDEQ_OLD)
    asyncio.run(PROGRESSOR.start(port))
    say(port, "battery")
    assert port.firmware.streaming


def test_sleep_and_reboot_end_the_connection_and_writing_asks_first() -> None:
    commands = commands_of(PROGRESSOR)
    assert {name for name, command in commands.items() if command.ends_link} == {"sleep", "reboot"}
    assert {name for name, command in commands.items() if command.writes} == {
        "clear-errors",
        "set-calibration",
        "add-table-row",
        "clear-table",
        "add-calibration-point",
        "save-calibration",
    }
    port = port_to(GENUINE)
    say(port, "sleep")
    assert not port.firmware.powered


def test_an_error_report_is_read_and_forgotten() -> None:
    port = port_to(GENUINE, error_info="Hard fault at 0x1f")
    assert say(port, "errors") == 'It remembers: "Hard fault at 0x1f"'
    assert say(port, "clear-errors") == "It remembers no crash."
    assert say(port, "errors") == "It remembers no crash."
    stubborn = port_to(Profile("stubborn", knows=frozenset({0x6C})), error_info="Hard fault")
    with pytest.raises(CommandRefused, match="still keeps"):
        say(stubborn, "clear-errors")


# Words


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("polish", "no command 'polish'; there are: firmware, unit-id"),
        ("set-calibration 1 2", "typed as: set-calibration SLOPE INTERCEPT TRIM"),
        ("tare now", "typed as: tare"),
        ("set-calibration 1 nan 2", "INTERCEPT is a number"),
        ("set-calibration x 1 2", "SLOPE is a number"),
        ("set-calibration 1e300 1 2", "SLOPE can be from"),
        ("add-calibration-point -1", "KG can be from 0"),
        ("add-calibration-point 1e9", "KG can be from 0"),
        ("add-table-row 0 5000000000 1 1", "HIGH can be from 0 to 4294967295"),
        ("add-table-row 0.5 1 1 1", "LOW is a whole number"),
        ("peak-rfd-series 0", "COUNT can be from 1"),
    ],
)
def test_words_that_cannot_be_meant_are_refused_before_anything_is_written(text: str, why: str) -> None:
    port = port_to(GENUINE)
    with pytest.raises(BadCommand) as refused:
        say(port, text)
    assert why in str(refused.value)
    assert port.written == []
