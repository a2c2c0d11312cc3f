"""What Counterpoise plates can be told, on an open link: as functions for programs, as ``COMMANDS`` for people."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from drivers.commands import Argument, BadCommand, CommandRefused, DeviceCommand
from drivers.contracts import Port
from drivers.devices.counterpoise_plate.packets import (
    ASK_STATUS,
    BUSY,
    CALIBRATED,
    CLEAR_TARE,
    CONVERTER_FAULT,
    IDENTIFY,
    LEFT_OUT,
    NO_PLATE,
    NO_TEMPERATURE,
    OVERLOAD,
    PART,
    READ_CALIBRATION,
    REFUSALS,
    STATUS_BLOCK,
    STORE_CALIBRATION,
    TARE,
    TARED,
    WRITE_CALIBRATION,
    request,
)
from drivers.devices.counterpoise_plate.record import LONGEST, BadRecord, PlateRecord, as_json, from_json, pack, unpack
from drivers.errors import LinkUnavailable, ReplyTimeout, WrongDevice

TARE_S = 4.0
STORE_S = 3.0
SMALL_FILE = 100_000
"""More bytes than any record has as text."""


async def done(
    port: Port, command: int, arguments: bytes, doing: str, number: int = 0, timeout_s: float = 1.0
) -> bytes:
    """Tell it to do something and return what it says to that.

    Raises ReplyTimeout; CommandRefused, LinkUnavailable or WrongDevice with its reason when it refuses.
    """
    reply = await port.ask(request(command, arguments, number), number << 8 | command, timeout_s=timeout_s)
    if not reply.error:
        return reply.payload[1:]
    code = reply.payload[0]
    why = REFUSALS.get(code, f"its reason is number {code}, which this program does not know")
    message = f"The plates refuse to {doing}: {why}."
    if code in (BUSY, NO_PLATE):
        raise LinkUnavailable(message)
    raise (CommandRefused if command in (TARE, CLEAR_TARE, WRITE_CALIBRATION, STORE_CALIBRATION) else WrongDevice)(
        message
    )


async def identity(port: Port) -> bytes:
    """What it says of itself.  Raises ReplyTimeout, WrongDevice."""
    for _ in range(2):
        try:
            return await done(port, IDENTIFY, b"", "say who it is")
        except ReplyTimeout:
            # boards that restart when their port is opened, and half a packet on the line, need another one
            continue
    return await done(port, IDENTIFY, b"", "say who it is")


async def status(port: Port) -> tuple[int, ...]:
    """How it is: valid plates, charge, millivolts, flags, hundredths of degrees, samples left out.

    Raises ReplyTimeout, WrongDevice.
    """
    said = await done(port, ASK_STATUS, b"", "say how it is")
    if len(said) < STATUS_BLOCK.size:
        raise WrongDevice(f"The plates say too little of their state ({len(said)} bytes). Update their firmware.")
    block: tuple[int, ...] = STATUS_BLOCK.unpack_from(said)
    return block


async def tare(port: Port, plates: int = 0xFF) -> None:
    """Let empty plates (a bit each) read the zero of their calibration.  Raises CommandRefused, ReplyTimeout."""
    await done(port, TARE, bytes((plates,)), "tare", timeout_s=TARE_S)


async def clear_tare(port: Port) -> None:
    """Forget the tare.  Raises CommandRefused, ReplyTimeout."""
    await done(port, CLEAR_TARE, b"", "clear the tare")


async def read_calibration(port: Port) -> PlateRecord | None:
    """The calibration that it keeps; None where it has none, or one that is damaged.  Raises ReplyTimeout."""
    raw, total = b"", 1
    while len(raw) < total:
        asked = struct.pack("<HB", len(raw), PART)
        told = await done(port, READ_CALIBRATION, asked, "tell its calibration", len(raw) // PART)
        if len(told) <= 4 or int.from_bytes(told[:2], "little") != len(raw):
            return None
        total = int.from_bytes(told[2:4], "little")
        if total > LONGEST or len(told[4:]) != min(PART, total - len(raw)):
            return None
        raw += told[4:]
    try:
        return unpack(raw)
    except BadRecord:
        return None


async def write_calibration(port: Port, record: PlateRecord) -> None:
    """Store a calibration in the device and read it back.  Raises BadRecord, CommandRefused, ReplyTimeout."""
    raw = pack(record)
    for part, at in enumerate(range(0, len(raw), PART)):
        piece = at.to_bytes(2, "little") + raw[at : at + PART]
        await done(port, WRITE_CALIBRATION, piece, "take a calibration", part)
    seal = len(raw).to_bytes(2, "little") + raw[-2:]
    await done(port, STORE_CALIBRATION, seal, "store a calibration", timeout_s=STORE_S)
    kept = await read_calibration(port)
    if kept is None or pack(kept) != raw:
        raise CommandRefused(
            "The calibration that the plates kept is not the one they were sent. Their memory may be worn: send it "
            "again, and do not measure before it is kept."
        )


# For people -----------------------------------------------------------------------------------------------------------


async def _tell_status(port: Port, words: Sequence[str]) -> str:
    valid, charge, millivolts, flags, warmth, left_out = await status(port)
    plates = [str(plate + 1) for plate in range(8) if valid >> plate & 1]
    said = [f"plates that measure: {', '.join(plates) or 'none'}"]
    if charge <= 100 or millivolts:
        level = f"{charge} %" if charge <= 100 else "not told"
        said.append(f"battery: {level}" + (f", {millivolts / 1000.0:.2f} V" if millivolts else ""))
    if warmth != NO_TEMPERATURE:
        said.append(f"temperature: {warmth / 100.0:.1f} degrees")
    said.append(f"tare: {'set' if flags & TARED else 'none'}")
    said.append(f"calibration: {'kept' if flags & CALIBRATED else 'none'}")
    if flags & OVERLOAD:
        said.append(LEFT_OUT.format(left_out))
    if flags & CONVERTER_FAULT:
        said.append("a converter does not work")
    return "\n".join(said)


async def _tare(port: Port, words: Sequence[str]) -> str:
    await tare(port)
    return "The plates are tared: empty, they read the zero of their calibration until they are switched off."


async def _clear_tare(port: Port, words: Sequence[str]) -> str:
    await clear_tare(port)
    return "The plates have no tare."


async def _tell_calibration(port: Port, words: Sequence[str]) -> str:
    record = await read_calibration(port)
    if record is None:
        raise CommandRefused("The plates keep no calibration that can be used. Write one: write-calibration FILE.")
    return as_json(record)


def _record_in(path: Path) -> PlateRecord:
    """The record in a file.  Raises BadCommand."""
    try:
        if path.stat().st_size > SMALL_FILE:
            raise BadCommand(f"{path.name} is too large for a calibration of plates.")
        return from_json(path.read_text("utf-8"))
    except OSError as error:
        raise BadCommand(f"{path.name} cannot be read ({error.strerror}).") from error
    except (BadRecord, UnicodeDecodeError) as error:
        raise BadCommand(f"{path.name} is no calibration of plates: {error}.") from error


async def _write_calibration(port: Port, words: Sequence[str]) -> str:
    record = _record_in(Path(words[0]))
    try:
        await write_calibration(port, record)
    except BadRecord as error:
        raise BadCommand(f"This calibration cannot be stored: {error}.") from error
    return "The calibration is kept, and was read back as it was sent. Connect again to use it."


COMMANDS: Mapping[str, DeviceCommand] = MappingProxyType(
    {
        "status": DeviceCommand("Tell how it is: plates, battery, tare, calibration.", _tell_status, needs_stop=False),
        "tare": DeviceCommand("Let the empty plates read their zero, until they are switched off.", _tare),
        "clear-tare": DeviceCommand("Forget the tare.", _clear_tare),
        "calibration": DeviceCommand("Tell the calibration that it keeps, as a file of JSON.", _tell_calibration),
        "write-calibration": DeviceCommand(
            "Keep another calibration, which all forces from then on are computed with.",
            _write_calibration,
            (Argument("file", "what calibration printed, changed: JSON"),),
            writes=True,
        ),
    }
)
"""What a person can tell it, by name."""
