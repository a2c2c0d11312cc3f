"""The registers of a LoadCells board, each with its type and its bounds, and how one is read and set.

     0-9    who it is, its versions, its clock            42-45  nine digital outputs: set, clear, toggle, all
    10-15   operation, restart, name, serial, clock       48-55  offset of each cell: its hardware tare
    32-35   acquisition, samples, DI0, DO0                58-89  thresholds that drive the outputs DO1 to DO8
    39-41   what DI0 starts, what DO0 tells               90     which events are sent

A board answers everything: with what the register holds now, or with a refusal.  What it holds is compared with what
was set where both mean the same.  They do not for an offset: firmware 1.x keeps it with its sign turned.  Which bit of
the outputs is DO0 is told differently by the maker's table (none, DO1 is bit 0) and the firmware (bit 0 or bit 8), so
masks stay masks here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from drivers.commands import BadCommand, CommandRefused
from drivers.contracts import Port, Reply
from drivers.devices.harp_loadcells_packets import (
    CHANNELS,
    S16,
    U8,
    U16,
    U32,
    read_request,
    values_of,
    write_request,
)

BOUNDS = {U8: (0, 2**8 - 1), U16: (0, 2**16 - 1), U32: (0, 2**32 - 1), S16: (-(2**15), 2**15 - 1)}

OFFSET_LIMIT = 255
NO_CELL = 8
"""Target of a threshold that watches no cell."""
OUTPUTS = 8


@dataclass(frozen=True, slots=True)
class Register:
    """One register of the board."""

    name: str
    address: int
    payload_type: int
    what: str
    writable: bool = True
    low: int | None = None
    high: int | None = None
    """Bounds of each value; None: those of its type."""
    count: int = 1
    kept: bool = True
    """It holds what was set; others act and forget, run on, or say it in another way."""

    @property
    def bounds(self) -> tuple[int, int]:
        low, high = BOUNDS[self.payload_type]
        return low if self.low is None else self.low, high if self.high is None else self.high


def _told(name: str, address: int, payload_type: int, what: str, count: int = 1) -> Register:
    return Register(name, address, payload_type, what, writable=False, count=count)


WHO_AM_I = _told("who-am-i", 0, U16, "kind of board: 1232")
FIRMWARE_HIGH = _told("firmware-high", 6, U8, "main version of the firmware")
FIRMWARE_LOW = _told("firmware-low", 7, U8, "version behind the point")
SECONDS = Register("seconds", 8, U32, "its clock, whole seconds", kept=False)
TICKS = _told("ticks", 9, U16, "its clock, 32 us each")
OPERATION = Register("operation", 10, U8, "mode, answers, heartbeat, lamps", kept=False)
RESTART = Register("restart", 11, U8, "restart with defaults (1), as saved (2), save (8)", kept=False)
NAME = Register("name", 12, U8, "name that its user gave it", count=25)
SERIAL = Register("serial", 13, U16, "serial number", kept=False)
CLOCK = Register("clock", 14, U8, "clock bus: bit 6 time can be set, bit 7 it is locked", kept=False)
TIME_OFFSET = Register("time-offset", 15, U8, "added to a time that is set", kept=False)
ACQUISITION = Register("acquisition", 32, U8, "samples are taken", high=1)
DI0 = _told("di0", 34, U8, "level of the digital input")
DO0 = _told("do0", 35, U8, "level of the synchronisation output")
DI0_TRIGGER = Register("di0-trigger", 39, U8, "what the input does: 0 tell, 1 rising starts, 2 falling starts", high=2)
DO0_SYNC = Register("do0-sync", 40, U8, "what the output tells: 0 nothing, 1 each second, 2 pulse", high=2)
DO0_PULSE = Register("do0-pulse", 41, U8, "length of a pulse, ms", low=1)
OUTPUTS_SET = Register("outputs-set", 42, U16, "outputs that go high", kept=False)
OUTPUTS_CLEAR = Register("outputs-clear", 43, U16, "outputs that go low", kept=False)
OUTPUTS_TOGGLE = Register("outputs-toggle", 44, U16, "outputs that change", kept=False)
OUTPUTS_STATE = Register("outputs", 45, U16, "all outputs", kept=False)
OFFSETS = tuple(
    Register(f"offset{cell}", 48 + cell, S16, f"offset of cell {cell}", True, -OFFSET_LIMIT, OFFSET_LIMIT, kept=False)
    for cell in range(CHANNELS)
)
TARGETS = tuple(
    Register(f"do{number + 1}-cell", 58 + number, U8, f"cell that drives DO{number + 1}; 8: none", high=NO_CELL)
    for number in range(OUTPUTS)
)
THRESHOLDS = tuple(
    Register(f"do{number + 1}-threshold", 66 + number, S16, "counts above which it is driven")
    for number in range(OUTPUTS)
)
ABOVE_MS = tuple(
    Register(f"do{number + 1}-above", 74 + number, U16, "ms above before it goes high") for number in range(OUTPUTS)
)
BELOW_MS = tuple(
    Register(f"do{number + 1}-below", 82 + number, U16, "ms below before it goes low") for number in range(OUTPUTS)
)
EVENTS = Register("events", 90, U8, "sent: 1 samples, 2 input, 4 output, 8 thresholds", high=15)

REGISTERS: Mapping[str, Register] = MappingProxyType(
    {
        register.name: register
        for register in (
            WHO_AM_I,
            _told("hardware-high", 1, U8, "main version of the board"),
            _told("hardware-low", 2, U8, "version behind the point"),
            _told("assembly", 3, U8, "version of its parts"),
            _told("core-high", 4, U8, "main version of the Harp core"),
            _told("core-low", 5, U8, "version behind the point"),
            FIRMWARE_HIGH,
            FIRMWARE_LOW,
            SECONDS,
            TICKS,
            OPERATION,
            RESTART,
            NAME,
            SERIAL,
            CLOCK,
            TIME_OFFSET,
            ACQUISITION,
            _told("samples", 33, S16, "counts of the cells", CHANNELS),
            DI0,
            DO0,
            DI0_TRIGGER,
            DO0_SYNC,
            DO0_PULSE,
            OUTPUTS_SET,
            OUTPUTS_CLEAR,
            OUTPUTS_TOGGLE,
            OUTPUTS_STATE,
            *OFFSETS,
            *TARGETS,
            *THRESHOLDS,
            *ABOVE_MS,
            *BELOW_MS,
            EVENTS,
        )
    }
)
"""Every register by its name here; the reserved ones (36-38, 46, 47, 56, 57) are left alone."""

BY_ADDRESS: Mapping[int, Register] = MappingProxyType({each.address: each for each in REGISTERS.values()})


async def read(port: Port, register: Register) -> tuple[int, ...]:
    """What a register holds.  Raises CommandRefused, ReplyTimeout."""
    reply = await port.ask(read_request(register.address, register.payload_type), register.address)
    if reply.error:
        raise CommandRefused(f"The board refused to tell register {register.name}. Its firmware does not have it.")
    return held(register, reply)


async def write(port: Port, register: Register, *values: int) -> tuple[int, ...]:
    """Set a register; returns what the board says that it holds now.

    Raises BadCommand for what it cannot hold, CommandRefused when the board does not take it, ReplyTimeout.
    """
    low, high = register.bounds
    if not register.writable:
        raise BadCommand(f"Register {register.name} only tells something: it cannot be set.")
    if len(values) != register.count or not all(low <= value <= high for value in values):
        many = f"{register.count} numbers" if register.count > 1 else "a number"
        raise BadCommand(f"Register {register.name} takes {many} from {low} to {high}.")
    reply = await port.ask(write_request(register.address, values, register.payload_type), register.address)
    said = ", ".join(map(str, values))
    if reply.error:
        raise CommandRefused(f"The board refused to set register {register.name} to {said}.")
    now = held(register, reply)
    if register.kept and now != values:
        raise CommandRefused(
            f"The board did not take {said} for register {register.name}: it holds {', '.join(map(str, now))}."
        )
    return now


def held(register: Register, reply: Reply) -> tuple[int, ...]:
    """The values of a reply.  Raises CommandRefused when they are not those of such a register."""
    try:
        values = values_of(reply.payload, register.payload_type)
    except ValueError:
        values = ()
    if len(values) != register.count:
        raise CommandRefused(
            f"The board answered {len(reply.payload)} bytes for register {register.name}, which is not what it holds. "
            "Its firmware may be newer than this program."
        )
    return values


def as_text(values: tuple[int, ...]) -> str:
    """Text from the board, made safe to show: printable ASCII up to the first zero, at most 40 characters."""
    raw = bytes(values).split(b"\0")[0]
    return "".join(chr(byte) for byte in raw if 32 <= byte < 127)[:40]
