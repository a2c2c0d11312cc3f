"""The calibration that a Progressor keeps: told, set and read back.  Nobody here applies it: the device does.

Twelve bytes answer the question for it (72), with three numbers in them or with what nobody knows.  Newer genuine
devices also keep a table: fifteen rows, each for a part of the range.  A Crimpdeq answers with a factor and points, and
takes the question for the table (74) as the order to forget them; so the table is read and written only where 72 is
answered by twelve bytes, which no Crimpdeq does.
"""

from __future__ import annotations

from drivers.commands import CommandRefused
from drivers.contracts import Port
from drivers.devices import progressor_packets as packets
from drivers.devices.progressor_packets import (
    StoredCalibration,
    TableRow,
    calibration_of_crimpdeq,
    stored_calibration,
    table_row,
)
from drivers.errors import ReplyTimeout

MOST_ANSWERS = 21
"""A factor and twenty points: as many as a Crimpdeq has."""
QUIET_S = 0.4
"""Nothing more comes after so long."""


async def add_calibration_point(port: Port, kg: float) -> None:
    """Tell it that so much hangs on it now.  There is no answer."""
    await port.send(packets.add_point_command(kg))


async def save_calibration(port: Port) -> None:
    """Let it make and keep a calibration of the points that it was told.  There is no answer."""
    await port.send(packets.SAVE_CALIBRATION)


async def calibration(port: Port) -> StoredCalibration:
    """What it says of its calibration; nobody applies it.  Raises ReplyTimeout."""
    replies = await port.ask_all(
        packets.GET_CALIBRATION, packets.GET_CALIBRATION[0], at_most=MOST_ANSWERS, quiet_s=QUIET_S
    )
    plain = [reply.payload for reply in replies if reply.command is None]
    if plain:
        return stored_calibration(plain[0])
    return calibration_of_crimpdeq([reply.payload for reply in replies])


async def _may_keep_table(port: Port) -> None:
    try:
        stored = await calibration(port)
    except ReplyTimeout:
        stored = StoredCalibration(b"", None)
    if len(stored.raw) != 12 or stored.points or stored.factor is not None:
        raise CommandRefused(
            "The dynamometer does not tell its calibration as a genuine Progressor does. An imitation takes the "
            "question for the table as an order to forget its calibration, so it was not asked."
        )


async def set_calibration(port: Port, slope: float, intercept: float, trim: float) -> StoredCalibration:
    """Set the calibration of version 2 and read it back.  Raises CommandRefused when it was not taken, ReplyTimeout."""
    command = packets.set_calibration_command(slope, intercept, trim)
    before = await calibration(port)
    if before.numbers is None:
        raise CommandRefused(
            f"The dynamometer keeps its calibration in a form that this program does not know ({before.raw.hex()}), "
            "so it was not touched."
        )
    await port.send(command)
    after = await calibration(port)
    if after.raw != command[2:]:
        raise CommandRefused(
            f"The dynamometer did not take the calibration: it says {after.raw.hex()} where {command[2:].hex()} was "
            "set. Weigh a known mass before it is used again."
        )
    return after


async def calibration_table(port: Port) -> tuple[TableRow, ...]:
    """The rows of its piecewise calibration; nobody applies them.

    Raises ReplyTimeout where it keeps no table; CommandRefused when a row is missing or makes no sense, and for a make
    that would misunderstand the question.
    """
    await _may_keep_table(port)
    return await _table(port)


async def _table(port: Port) -> tuple[TableRow, ...]:
    replies = await port.ask_all(
        packets.READ_CALIBRATION_TABLE, packets.READ_CALIBRATION_TABLE[0], at_most=packets.TABLE_ROWS
    )
    if len(replies) < packets.TABLE_ROWS:
        raise CommandRefused(
            f"The dynamometer sent {len(replies)} of the {packets.TABLE_ROWS} rows of its calibration table. "
            "Bring it nearer and ask again."
        )
    try:
        rows = [table_row(reply.payload) for reply in replies]
    except ValueError as error:
        raise CommandRefused(
            f"The dynamometer answers like none that keeps a calibration table ({error}). "
            "Its firmware may be newer than this program."
        ) from None
    return tuple(row for row in rows if row is not None)


async def add_table_row(port: Port, row: TableRow) -> tuple[TableRow, ...]:
    """Add a row to its calibration table; returns the table then.  Raises CommandRefused, ReplyTimeout."""
    before = await calibration_table(port)
    if len(before) == packets.TABLE_ROWS:
        raise CommandRefused(f"The table is full: it has {packets.TABLE_ROWS} rows. Clear it first.")
    command = packets.add_row_command(row)
    await port.send(command)
    after = await _table(port)
    if len(after) != len(before) + 1 or command[1:] not in [each.packed() for each in after]:
        raise CommandRefused(
            f"The dynamometer did not take the row: its table has {len(after)} rows, {len(before)} before. "
            "Weigh a known mass before it is used again."
        )
    return after


async def clear_calibration_table(port: Port) -> None:
    """Empty its calibration table.  Raises CommandRefused when rows are left, ReplyTimeout where it keeps none."""
    await calibration_table(port)
    await port.send(packets.CLEAR_CALIBRATION_TABLE)
    if rows := await _table(port):
        raise CommandRefused(f"The dynamometer did not clear its calibration table: {len(rows)} rows are left.")
