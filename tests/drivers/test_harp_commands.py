"""Everything a LoadCells board can be told: against another implementation's bytes, and on a simulated board."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest
from firmware_port import FirmwarePort
from harp.devices.loadcells import LoadCellsRegisters
from harp.protocol import CommonRegisters, MessageType, PayloadType, ResetMode
from harp.protocol.messages import HarpMessage

from drivers.commands import BadCommand, CommandRefused, commands_of, run_command
from drivers.contracts import Capability, Frame, Reply, SyncEdge
from drivers.devices import harp_loadcells_commands as told
from drivers.devices.harp_loadcells import HARP_LOADCELLS
from drivers.devices.harp_loadcells_packets import HarpLoadCellsCodec, read_request, write_request
from drivers.devices.harp_loadcells_registers import BY_ADDRESS, DI0, NAME, REGISTERS, held, read, write
from drivers.errors import ReplyTimeout, WrongDevice
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.harp_board import ClockBus

TYPES = {0x01: PayloadType.U8, 0x02: PayloadType.U16, 0x04: PayloadType.U32, 0x82: PayloadType.S16}


def flat(times: np.ndarray) -> np.ndarray:
    return np.full((8, np.size(times)), 100, np.int16)


def port_to(**options: object) -> FirmwarePort:
    board = HarpLoadCells(flat, 417, **options)
    board.attach(0.0)
    return FirmwarePort(board, HarpLoadCellsCodec())


def say(port: FirmwarePort, text: str) -> str:
    name, *words = text.split()
    return asyncio.run(run_command(HARP_LOADCELLS, name, words, port))


# Against harp-protocol and harp-loadcells


@pytest.mark.parametrize("name", REGISTERS)
def test_every_request_has_the_bytes_of_the_makers_client(name: str) -> None:
    register = REGISTERS[name]
    theirs = TYPES[register.payload_type]
    ours = read_request(register.address, register.payload_type)
    assert ours == bytes(HarpMessage(MessageType.READ, theirs, register.address).frame)
    low, high = register.bounds
    for value in (low, high, (low + high) // 2):
        ours = write_request(register.address, [value] * register.count, register.payload_type)
        payload = [value] * register.count if register.count > 1 else value
        assert ours == bytes(HarpMessage(MessageType.WRITE, theirs, register.address, payload).frame)


def test_every_register_of_the_makers_client_is_known_here() -> None:
    theirs = {each.name.lower().replace("_", ""): each.value for each in LoadCellsRegisters}
    assert set(theirs.values()) == {address for address in BY_ADDRESS if address >= 32}
    assert {each.value for each in CommonRegisters} - set(BY_ADDRESS) <= {16, 17, 18}
    for cell in range(8):
        assert REGISTERS[f"offset{cell}"].address == theirs[f"offsetloadcell{cell}"]
        assert REGISTERS[f"do{cell + 1}-cell"].address == theirs[f"do{cell + 1}targetloadcell"]
        assert REGISTERS[f"do{cell + 1}-threshold"].address == theirs[f"do{cell + 1}threshold"]
        assert REGISTERS[f"do{cell + 1}-above"].address == theirs[f"do{cell + 1}timeabovethreshold"]
        assert REGISTERS[f"do{cell + 1}-below"].address == theirs[f"do{cell + 1}timebelowthreshold"]
    assert (REGISTERS["di0-trigger"].address, REGISTERS["do0-sync"].address) == (
        theirs["di0trigger"],
        theirs["do0sync"],
    )
    assert {way.value for way in told.Restart} <= {way.value for way in ResetMode}


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("set-offset 0 -12", "020630ff82f4ffac"),
        ("write events 1", "02055aff010162"),
        ("write acquisition 1", "020520ff010128"),
        ("write acquisition 0", "020520ff010027"),
        ("read who-am-i", "010400ff0206"),
    ],
)
def test_commands_write_the_literal_bytes(text: str, literal: str) -> None:
    port = port_to()
    say(port, text)
    assert [data.hex() for data in port.written] == [literal]


# Registers


@pytest.mark.parametrize("name", REGISTERS)
def test_every_register_is_read_and_what_can_be_set_is_set(name: str) -> None:
    register = REGISTERS[name]
    port = port_to()
    values = asyncio.run(read(port, register))
    assert len(values) == register.count
    if not register.writable:
        with pytest.raises(BadCommand, match="only tells"):
            asyncio.run(write(port, register, *values))
    elif register.kept:
        assert asyncio.run(write(port, register, *values)) == values


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("write offset0 256", "VALUE can be from -255 to 255, not 256"),
        ("write di0-trigger 3", "VALUE can be from 0 to 2, not 3"),
        ("write do0-pulse 0", "VALUE can be from 1 to 255, not 0"),
        ("write who-am-i 5", "only tells something"),
        ("write name 5", "a command of its own"),
        ("read nothing", "There is no register 'nothing'"),
        ("set-offset 8 1", "CELL can be from 0 to 7"),
        ("input sideways", "MODE is one of tell, rising, falling"),
        ("sync-output pulse 0", "PULSE_MS can be from 1 to 255"),
        ("threshold 9 0 1 1 1", "OUTPUT can be from 1 to 8"),
        ("outputs set 0x200", "MASK can be from 0 to 511"),
        ("lock-clock maybe", "HOW is one of locked, open"),
        ("restart gently", "HOW is one of saved, defaults"),
        ("serial 65535", "NUMBER can be from 0 to 65534"),
        ("name " + "x" * 25, "1 to 24 plain letters"),
        ("name gr\u00fcn", "1 to 24 plain letters"),
    ],
)
def test_words_that_cannot_be_meant_are_refused_before_anything_is_written(text: str, why: str) -> None:
    port = port_to()
    with pytest.raises(BadCommand) as refused:
        say(port, text)
    assert why in str(refused.value)
    assert port.written == []


def test_a_refusal_of_the_board_is_told() -> None:
    port = port_to()
    port.firmware.registers[40].high = 0
    with pytest.raises(CommandRefused, match="refused to set register do0-sync to 1"):
        asyncio.run(write(port, REGISTERS["do0-sync"], 1))
    del port.firmware.registers[39]
    with pytest.raises(CommandRefused, match="refused to tell register di0-trigger"):
        asyncio.run(read(port, REGISTERS["di0-trigger"]))


def test_an_answer_that_is_not_what_was_set_is_told() -> None:
    class Deaf(FirmwarePort):
        async def ask(self, data: bytes, command: int, *, timeout_s: float = 1.0) -> Reply:
            return replace(await super().ask(data, command), payload=b"\x00")

    deaf = Deaf(port_to().firmware, HarpLoadCellsCodec())
    with pytest.raises(CommandRefused, match="did not take 2 for register di0-trigger: it holds 0"):
        asyncio.run(write(deaf, REGISTERS["di0-trigger"], 2))


@pytest.mark.parametrize("payload", [b"", b"\1\2\3", b"\1\2\3\4"])
def test_an_answer_of_another_size_is_no_value(payload: bytes) -> None:
    with pytest.raises(CommandRefused, match="not what it holds"):
        held(REGISTERS["serial"], Reply(13, payload))


# Who it is


def test_it_is_identified_in_one_dump_with_its_offsets() -> None:
    port = port_to()
    say(port, "set-offset 3 -12")
    port.written.clear()
    info = asyncio.run(HARP_LOADCELLS.identify(port))
    assert (info.model, info.serial, info.firmware) == ("LoadCells", "417", "1.2")
    assert info.capabilities == {Capability.SYNC_INPUT}
    assert dict(info.settings) == {f"offset{cell}": "-12" if cell == 3 else "0" for cell in range(8)}
    assert [data.hex() for data in port.written] == ["010400ff0206", "020520ff010027", "02050aff016879"]


def test_a_board_that_dumps_nothing_is_asked_one_by_one() -> None:
    class Laconic(FirmwarePort):
        async def ask_all(self, data: bytes, command: int | None, **options: object) -> tuple[Reply, ...]:
            if command is None:
                raise ReplyTimeout("It did not answer.")
            return await super().ask_all(data, command, **options)

    info = asyncio.run(HARP_LOADCELLS.identify(Laconic(port_to().firmware, HarpLoadCellsCodec())))
    assert (info.model, info.serial, info.firmware, info.settings) == ("LoadCells", "417", "1.2", ())


def test_a_board_that_was_told_to_answer_nothing_is_told_to_answer() -> None:
    port = port_to()
    port.firmware.registers[10].values = [0xF0]
    assert asyncio.run(HARP_LOADCELLS.identify(port)).serial == "417"


def test_another_harp_board_is_named_and_not_touched() -> None:
    port = port_to()
    port.firmware.registers[0].values = [1216]
    with pytest.raises(WrongDevice, match="another Harp board"):
        asyncio.run(HARP_LOADCELLS.identify(port))
    assert len(port.written) == 1


def test_a_name_from_the_board_is_cut_at_its_end_and_cleaned() -> None:
    port = port_to()
    port.firmware.registers[12].values = list(b"A\x1b[1mB\0after the end".ljust(25, b"\0"))
    assert asyncio.run(HARP_LOADCELLS.identify(port)).model == "A[1mB"
    assert len(asyncio.run(read(port, NAME))) == 25


# Commands


def test_all_registers_are_listed() -> None:
    rows = say(port_to(), "registers").splitlines()
    assert len(rows) == len(REGISTERS)
    assert rows[0].split()[:2] == ["who-am-i", "1232"]
    assert any(row.split()[:2] == ["name", "LoadCells"] for row in rows)


def test_offsets_are_set_told_and_taken_away_and_move_the_samples() -> None:
    port = port_to()
    assert "Take the zero anew" in say(port, "set-offset 3 -2")
    assert say(port, "offsets").startswith("offsets of cells 0 to 7: 0 0 0 -2 0 0 0 0")
    asyncio.run(HARP_LOADCELLS.start(port))
    port._read(port.firmware.advance(0.5))
    values = np.concatenate([event.values for event in port.events if isinstance(event, Frame)], axis=1)
    assert set(values[3].tolist()) == {100 - 2 * 16}
    assert set(values[2].tolist()) == {100}
    asyncio.run(HARP_LOADCELLS.stop(port))
    say(port, "clear-offsets")
    assert asyncio.run(told.offsets(port)) == (0,) * 8


def test_an_offset_that_the_board_keeps_with_its_sign_turned_is_taken() -> None:
    """Firmware 1.x stores what it does to the potentiometer."""

    class Turned(FirmwarePort):
        async def ask(self, data: bytes, command: int, *, timeout_s: float = 1.0) -> Reply:
            reply = await super().ask(data, command)
            now = -int.from_bytes(reply.payload, "little", signed=True)
            return replace(reply, payload=now.to_bytes(2, "little", signed=True))

    turned = Turned(port_to().firmware, HarpLoadCellsCodec())
    assert asyncio.run(told.set_offset(turned, 1, 33)) == -33


def test_a_threshold_is_set_with_its_target_last() -> None:
    port = port_to()
    say(port, "threshold 2 5 -400 10 20")
    assert [data[2] for data in port.written] == [59, 67, 75, 83, 59]
    registers = port.firmware.registers
    assert [registers[at].values[0] for at in (59, 67, 75, 83)] == [5, -400, 10, 20]
    say(port, "clear-threshold 2")
    assert registers[59].values == [8]


def test_the_input_and_the_outputs_do_as_they_are_told() -> None:
    port = port_to()
    say(port, "input falling")
    say(port, "sync-output pulse 25")
    registers = port.firmware.registers
    assert [registers[at].values[0] for at in (39, 40, 41)] == [2, 2, 25]
    assert say(port, "outputs set 0x06") == "outputs 0x006"
    assert say(port, "outputs toggle 0x102") == "outputs 0x104"


def test_the_clock_is_told_set_and_locked() -> None:
    port = port_to()
    assert say(port, "clock") == "clock 3800000000.000000 s, can be set"
    assert say(port, "set-clock 1000") == "clock 1000 s"
    assert say(port, "lock-clock locked") == "clock 1000.000000 s, locked"
    with pytest.raises(CommandRefused, match="refused to set register seconds"):
        say(port, "set-clock 2000")


def test_settings_are_kept_and_forgotten() -> None:
    port = port_to()
    say(port, "set-offset 0 7")
    say(port, "save")
    say(port, "set-offset 0 9")
    say(port, "restart saved")
    assert asyncio.run(told.offsets(port))[0] == 7
    say(port, "restart defaults")
    assert asyncio.run(told.offsets(port))[0] == 0


def test_a_board_gets_a_name_and_a_number() -> None:
    port = port_to()
    asyncio.run(run_command(HARP_LOADCELLS, "name", ["Left and right"], port))
    say(port, "serial 77")
    info = asyncio.run(HARP_LOADCELLS.identify(port))
    assert (info.model, info.serial) == ("Left and right", "77")


def test_a_board_that_is_gone_before_it_answers_has_started_anew() -> None:
    class Gone(FirmwarePort):
        async def ask(self, data: bytes, command: int, *, timeout_s: float = 1.0) -> Reply:
            await super().ask(data, command)
            raise ReplyTimeout("It is gone.")

    gone = Gone(port_to().firmware, HarpLoadCellsCodec())
    assert "starts anew" in say(gone, "save")


def test_only_what_changes_nothing_in_the_samples_is_said_while_it_streams() -> None:
    commands = commands_of(HARP_LOADCELLS)
    assert {name for name, command in commands.items() if not command.needs_stop} == {
        "read",
        "offsets",
        "outputs",
        "clock",
    }
    for name in ("read firmware-high", "offsets", "outputs toggle 2", "clock"):
        port = port_to()
        asyncio.run(HARP_LOADCELLS.start(port))
        say(port, name)
        assert port.firmware.streaming
    ends = {name for name, command in commands.items() if command.ends_link}
    assert (
        ends == {name for name, command in commands.items() if command.writes} == {"name", "serial", "save", "restart"}
    )


# Edges and seconds


def test_a_stream_starts_with_an_input_that_tells_whatever_it_did_before() -> None:
    port = port_to(sync_every_s=0.1)
    say(port, "input rising")
    asyncio.run(HARP_LOADCELLS.start(port))
    assert asyncio.run(read(port, REGISTERS["di0-trigger"])) == (0,)
    port._read(port.firmware.advance(0.35))
    edges = [event for event in port.events if isinstance(event, SyncEdge) and event.line == "DI0"]
    assert [(edge.rising, edge.tick - 3_800_000_000 * 31250) for edge in edges] == [
        (True, 3125),
        (False, 6250),
        (True, 9375),
    ]
    assert asyncio.run(read(port, DI0)) == (1,)


def test_two_boards_on_one_bus_name_the_same_seconds_at_the_same_true_time() -> None:
    boards = [port_to(ppm=ppm, bus=ClockBus(), second_at_zero=first) for ppm, first in ((40.0, 7), (-35.0, 900))]
    seen = []
    for port in boards:
        asyncio.run(HARP_LOADCELLS.start(port))
        port._read(port.firmware.advance(30.5))
        beats = {event.number: event.tick for event in port.events if isinstance(event, SyncEdge) and event.number}
        ticks = np.concatenate([event.ticks for event in port.events if isinstance(event, Frame)])
        true_s = np.array([port.firmware.sample_s(number) for number in range(ticks.size)])
        seen.append((beats, np.interp(10.0, true_s, ticks)))
    (beats, at_ten), (other_beats, other_at_ten) = seen
    assert beats == other_beats
    assert list(beats) == [3_800_000_000 + second for second in range(1, 31)]
    assert abs(at_ten - other_at_ten) * 32e-6 < 1e-4
