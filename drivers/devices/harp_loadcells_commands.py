"""Everything a LoadCells board can be told, on an open link: as functions for programs, as ``COMMANDS`` for people.

What is set lasts until the board is switched off, unless it is saved in the board.  A stream always starts with the
digital input telling its edges, whatever it did before: an input that starts and stops the samples would look like a
broken cable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import IntEnum
from types import MappingProxyType

from drivers.commands import Argument, BadCommand, CommandRefused, DeviceCommand, one_of, shown, whole
from drivers.contracts import Port
from drivers.devices import harp_loadcells_registers as registers
from drivers.devices.harp_loadcells_packets import CHANNELS, TICKS_PER_S, write_request
from drivers.devices.harp_loadcells_registers import OUTPUTS, REGISTERS, Register, held, read, write
from drivers.errors import ReplyTimeout

ACTIVE, STANDBY = 0xE1, 0x60
"""Operation control: active with heartbeat and lamps; standby with lamps."""
DUMP = 0x08

DUMPED = 76
"""The answer to the question, sixteen registers that every board has, and those from 32 to 90."""
DUMP_QUIET_S = 0.25

LOCKED, UNLOCKED = 0x80, 0x40
"""Clock configuration: its time can be set or not."""


class InputMode(IntEnum):
    """What the digital input does."""

    TELL = 0
    """Its edges are events on the clock of the samples."""
    RISING = 1
    """A rising edge starts the samples, a falling one stops them."""
    FALLING = 2


class SyncOutput(IntEnum):
    """What the synchronisation output does."""

    NOTHING = 0
    HEARTBEAT = 1
    """It changes its level each second while samples are taken."""
    PULSE = 2
    """It goes low by itself after ``do0-pulse`` milliseconds."""


class Restart(IntEnum):
    """Ways to start the board anew."""

    DEFAULTS = 1
    """Everything that was saved is forgotten."""
    AS_SAVED = 2
    SAVE = 8
    """What is set now is what the board starts with from now on."""


# For programs ----------------------------------------------------------------------------------------------------


async def dump(port: Port) -> dict[str, tuple[int, ...]]:
    """All registers of a board that does not stream, in one answer; it goes into standby.

    Registers are missing that the board does not have, or that were damaged on the way.  Raises ReplyTimeout.
    """
    replies = await port.ask_all(
        write_request(registers.OPERATION.address, STANDBY | DUMP), None, at_most=DUMPED, quiet_s=DUMP_QUIET_S
    )
    found: dict[str, tuple[int, ...]] = {}
    for reply in replies:
        register = registers.BY_ADDRESS.get(-1 if reply.command is None else reply.command)
        if register is not None and not reply.error:
            with suppress(CommandRefused):
                found[register.name] = held(register, reply)
    return found


async def offsets(port: Port) -> tuple[int, ...]:
    """The offset of each cell, as the board says it: firmware 1.x with its sign turned."""
    return tuple([(await read(port, register))[0] for register in registers.OFFSETS])


async def set_offset(port: Port, cell: int, steps: int) -> int:
    """Turn the potentiometer that moves one cell's reading, -255 to 255; returns what the board holds then.

    How many counts a step is, the maker does not say.  Every zero that was taken before is void.
    """
    (now,) = await write(port, _of(registers.OFFSETS, cell, "cell"), steps)
    if abs(now) != abs(steps):
        raise CommandRefused(f"The board did not take the offset {steps} for cell {cell}: it holds {now}.")
    return now


async def set_input(port: Port, mode: InputMode) -> None:
    """Say what the digital input does, until the next stream is started by this program."""
    await write(port, registers.DI0_TRIGGER, mode)


async def set_sync_output(port: Port, mode: SyncOutput, pulse_ms: int | None = None) -> None:
    """Say what the synchronisation output does."""
    if pulse_ms is not None:
        await write(port, registers.DO0_PULSE, pulse_ms)
    await write(port, registers.DO0_SYNC, mode)


async def set_threshold(
    port: Port, output: int, cell: int | None, counts: int = 0, above_ms: int = 0, below_ms: int = 0
) -> None:
    """Let output DO1 to DO8 (``output`` 1 to 8) go high while a cell reads more than ``counts``; ``cell`` None: never.

    It goes high after ``above_ms`` above, low after ``below_ms`` below.  The target is set last, so that it is never
    driven by half of a setting.
    """
    target = _of(registers.TARGETS, output - 1, "output")
    await write(port, target, registers.NO_CELL)
    if cell is None:
        return
    _of(registers.OFFSETS, cell, "cell")
    await write(port, registers.THRESHOLDS[output - 1], counts)
    await write(port, registers.ABOVE_MS[output - 1], above_ms)
    await write(port, registers.BELOW_MS[output - 1], below_ms)
    await write(port, target, cell)


async def clock(port: Port) -> tuple[int, int]:
    """Seconds, and ticks of 32 us, of the board's clock; both of one second.  Raises CommandRefused, ReplyTimeout."""
    (seconds,) = await read(port, registers.SECONDS)
    for _ in range(3):
        (ticks,) = await read(port, registers.TICKS)
        before, (seconds,) = seconds, await read(port, registers.SECONDS)
        if seconds == before:
            return seconds, ticks
    raise CommandRefused("The board told another second each time it was asked. Look at what sets its clock.")


async def set_clock(port: Port, seconds: int) -> int:
    """Set the seconds of a board that hangs on no clock bus; returns what it holds then.

    Raises CommandRefused when its clock is locked.
    """
    (now,) = await write(port, registers.SECONDS, seconds)
    if not 0 <= now - seconds <= 2:
        raise CommandRefused(f"The board's clock says {now} and not {seconds}: a clock bus may set it.")
    return now


async def set_name(port: Port, name: str) -> None:
    """Give the board a name of up to 24 plain characters; it starts anew."""
    if not (1 <= len(name) <= 24 and name.isascii() and name.isprintable()):
        raise BadCommand("A name has 1 to 24 plain letters, digits and signs.")
    await _and_restart(port, registers.NAME, *name.encode("ascii").ljust(25, b"\0"))


async def set_serial(port: Port, number: int) -> None:
    """Give the board another serial number; it starts anew."""
    if not 0 <= number < 0xFFFF:
        raise BadCommand("A serial number can be from 0 to 65534.")
    await write(port, registers.SERIAL, 0xFFFF)  # says that the next one is meant
    await _and_restart(port, registers.SERIAL, number)


async def restart(port: Port, how: Restart) -> None:
    """Start the board anew."""
    await _and_restart(port, registers.RESTART, how)


async def _and_restart(port: Port, register: Register, *values: int) -> None:
    with suppress(ReplyTimeout):  # it may be gone before it answers
        await write(port, register, *values)


def _of(family: Sequence[Register], number: int, what: str) -> Register:
    if not 0 <= number < len(family):
        raise BadCommand(f"There is no such {what}: the board has {len(family)}.")
    return family[number]


# For people --------------------------------------------------------------------------------------------------------


def _named(word: str) -> Register:
    if word not in REGISTERS:
        raise BadCommand(f"There is no register {shown(word)}; there are: {', '.join(REGISTERS)}.")
    return REGISTERS[word]


def _row(register: Register, values: tuple[int, ...]) -> str:
    told = registers.as_text(values) if register is registers.NAME else " ".join(map(str, values))
    return f"{register.name:14} {told:12} {register.what}"


async def _tell_registers(port: Port, words: Sequence[str]) -> str:
    found = await dump(port)
    return "\n".join(_row(register, found[name]) for name, register in REGISTERS.items() if name in found)


async def _read(port: Port, words: Sequence[str]) -> str:
    register = _named(words[0])
    return _row(register, await read(port, register))


async def _write(port: Port, words: Sequence[str]) -> str:
    register = _named(words[0])
    if register in (registers.NAME, registers.SERIAL, registers.RESTART):
        raise BadCommand(f"Register {register.name} has a command of its own, since the board starts anew over it.")
    return _row(register, await write(port, register, whole(words[1], "VALUE", *register.bounds)))


async def _tell_offsets(port: Port, words: Sequence[str]) -> str:
    told = " ".join(map(str, await offsets(port)))
    return f"offsets of cells 0 to {CHANNELS - 1}: {told}\nFirmware 1.x tells them with their sign turned."


async def _set_offset(port: Port, words: Sequence[str]) -> str:
    cell = whole(words[0], "CELL", 0, CHANNELS - 1)
    steps = whole(words[1], "STEPS", -registers.OFFSET_LIMIT, registers.OFFSET_LIMIT)
    await set_offset(port, cell, steps)
    return f"The offset of cell {cell} is {steps}. Take the zero anew before anything is measured."


async def _clear_offsets(port: Port, words: Sequence[str]) -> str:
    for cell in range(CHANNELS):
        await set_offset(port, cell, 0)
    return "All offsets are 0. Take the zero anew before anything is measured."


async def _set_input(port: Port, words: Sequence[str]) -> str:
    await set_input(port, InputMode(one_of(words[0], "MODE", {mode.name.lower(): mode for mode in InputMode})))
    return "The digital input does that until this program starts the next stream."


async def _set_sync_output(port: Port, words: Sequence[str]) -> str:
    mode = SyncOutput(one_of(words[0], "MODE", {mode.name.lower(): mode for mode in SyncOutput}))
    await set_sync_output(port, mode, whole(words[1], "PULSE_MS", 1, 255))
    return f"The synchronisation output tells: {mode.name.lower()}."


async def _set_outputs(port: Port, words: Sequence[str]) -> str:
    acts = {"set": 42, "clear": 43, "toggle": 44, "all": 45}
    register = registers.BY_ADDRESS[one_of(words[0], "ACT", acts)]
    await write(port, register, whole(words[1], "MASK", 0, 0x1FF))
    (now,) = await read(port, registers.OUTPUTS_STATE)
    return f"outputs {now:#05x}"


async def _set_threshold(port: Port, words: Sequence[str]) -> str:
    output = whole(words[0], "OUTPUT", 1, OUTPUTS)
    cell = whole(words[1], "CELL", 0, CHANNELS - 1)
    counts = whole(words[2], "COUNTS", -(2**15), 2**15 - 1)
    above_ms, below_ms = (
        whole(word, name, 0, 2**16 - 1) for word, name in zip(words[3:], ("ABOVE_MS", "BELOW_MS"), strict=True)
    )
    await set_threshold(port, output, cell, counts, above_ms, below_ms)
    return f"DO{output} follows cell {cell} at {counts} counts, while samples are taken."


async def _clear_threshold(port: Port, words: Sequence[str]) -> str:
    output = whole(words[0], "OUTPUT", 1, OUTPUTS)
    await set_threshold(port, output, None)
    return f"DO{output} follows no cell."


async def _tell_clock(port: Port, words: Sequence[str]) -> str:
    seconds, ticks = await clock(port)
    (config,) = await read(port, registers.CLOCK)
    locked = "locked" if config & LOCKED else "can be set"
    return f"clock {seconds + ticks / TICKS_PER_S:.6f} s, {locked}"


async def _set_clock(port: Port, words: Sequence[str]) -> str:
    return f"clock {await set_clock(port, whole(words[0], 'SECONDS', 0, 2**32 - 1))} s"


async def _lock_clock(port: Port, words: Sequence[str]) -> str:
    await write(port, registers.CLOCK, one_of(words[0], "HOW", {"locked": LOCKED, "open": UNLOCKED}))
    return await _tell_clock(port, words)


async def _set_name(port: Port, words: Sequence[str]) -> str:
    await set_name(port, words[0])
    return "The board has a new name and starts anew."


async def _set_serial(port: Port, words: Sequence[str]) -> str:
    await set_serial(port, whole(words[0], "NUMBER", 0, 0xFFFE))
    return "The board has a new serial number and starts anew. Its calibration and its sides belong to the old number."


async def _restart(port: Port, words: Sequence[str]) -> str:
    ways = {"saved": Restart.AS_SAVED, "defaults": Restart.DEFAULTS}
    await restart(port, Restart(one_of(words[0], "HOW", ways)))
    return "The board starts anew. Take the zero anew before anything is measured."


async def _save(port: Port, words: Sequence[str]) -> str:
    await restart(port, Restart.SAVE)
    return "The board keeps its settings and starts anew."


_REGISTER = Argument("register", "its name, as `registers` lists it")
_CELL = Argument("cell", "0 to 3 on port 0, 4 to 7 on port 1")
_OUTPUT = Argument("output", "1 to 8")

COMMANDS: Mapping[str, DeviceCommand] = MappingProxyType(
    {
        "registers": DeviceCommand("List all registers.", _tell_registers),
        "read": DeviceCommand("Tell one register.", _read, (_REGISTER,), needs_stop=False),
        "write": DeviceCommand(
            "Set one register until the board is switched off.", _write, (_REGISTER, Argument("value", "a number"))
        ),
        "offsets": DeviceCommand("Tell the offset of each cell.", _tell_offsets, needs_stop=False),
        "set-offset": DeviceCommand(
            "Move the readings of one cell in the amplifier.",
            _set_offset,
            (_CELL, Argument("steps", f"-{registers.OFFSET_LIMIT} to {registers.OFFSET_LIMIT}")),
        ),
        "clear-offsets": DeviceCommand("Take all offsets away.", _clear_offsets),
        "input": DeviceCommand(
            "Say what the digital input does.",
            _set_input,
            (Argument("mode", ", ".join(mode.name.lower() for mode in InputMode)),),
        ),
        "sync-output": DeviceCommand(
            "Say what the synchronisation output does.",
            _set_sync_output,
            (
                Argument("mode", ", ".join(mode.name.lower() for mode in SyncOutput)),
                Argument("pulse_ms", "length of a pulse, 1 to 255"),
            ),
        ),
        "outputs": DeviceCommand(
            "Set digital outputs.",
            _set_outputs,
            (Argument("act", "set, clear, toggle, all"), Argument("mask", "which, a number like 0x03")),
            needs_stop=False,
        ),
        "threshold": DeviceCommand(
            "Let an output follow a cell.",
            _set_threshold,
            (
                _OUTPUT,
                _CELL,
                Argument("counts", "reading above which it goes high"),
                Argument("above_ms", "for so long before it does"),
                Argument("below_ms", "for so long below before it goes low"),
            ),
        ),
        "clear-threshold": DeviceCommand("Let an output follow no cell.", _clear_threshold, (_OUTPUT,)),
        "clock": DeviceCommand("Tell the time of its clock.", _tell_clock, needs_stop=False),
        "set-clock": DeviceCommand("Set its clock.", _set_clock, (Argument("seconds", "what it shall show"),)),
        "lock-clock": DeviceCommand("Let its clock be set or not.", _lock_clock, (Argument("how", "locked, open"),)),
        "name": DeviceCommand(
            "Give it a name.", _set_name, (Argument("name", "up to 24 characters"),), writes=True, ends_link=True
        ),
        "serial": DeviceCommand(
            "Give it another serial number.",
            _set_serial,
            (Argument("number", "0 to 65534"),),
            writes=True,
            ends_link=True,
        ),
        "save": DeviceCommand("Keep its settings when it is switched off.", _save, writes=True, ends_link=True),
        "restart": DeviceCommand(
            "Start it anew, as it was saved or with the maker's defaults, which forgets what was saved.",
            _restart,
            (Argument("how", "saved, defaults"),),
            writes=True,
            ends_link=True,
        ),
    }
)
"""What a person can tell it, by name."""
