"""Everything a Progressor can be told, on an open link: as functions for programs, as ``COMMANDS`` for people.

Makes differ in what they know.  What is not answered is a ReplyTimeout, what is answered and not done is found out by
reading it back.  Nearly everything is told while the device does not stream: an older Crimpdeq takes a command that it
does not know for "stop", any Crimpdeq ends its stream to set its zero, a hangman sets none while it measures.

    what              genuine        hangman                     Crimpdeq                   BigBanger
    tare              yes            only while stopped          stops over it              with its next sample
    error report      yes            not answered                not answered               always "No crash"
    72 calibration    12 bytes       12 bytes, set when built    factor and points          not known
    74 table          newest ones    not known                   forgets its calibration    not known
    sleep             yes            when the link is closed     does nothing               not known

(From the sources of the three; whether a genuine one sets its zero while it does not stream is said both ways.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType

from drivers.commands import Argument, BadCommand, CommandRefused, DeviceCommand, real, whole
from drivers.contracts import Port
from drivers.devices import progressor_packets as packets
from drivers.devices.progressor_calibration import (
    add_calibration_point,
    add_table_row,
    calibration,
    calibration_table,
    clear_calibration_table,
    save_calibration,
    set_calibration,
)
from drivers.devices.progressor_packets import TableRow, plain_text
from drivers.errors import DriverError, WrongDevice

NO_CRASH = "no crash"
ERROR_TEXT = 100
"""Characters of an error report that are kept."""

PULL_S = 30.0
"""How long somebody has to pull after a measurement of its own was started."""

HEAVIEST_KG = 1000.0
"""More than any of these cells can bear, and less than a slip of the pen."""

LARGEST_FACTOR = 1e9
"""Far below what a number of four bytes can hold."""


# Who it is ----------------------------------------------------------------------------------------------------------


async def firmware(port: Port) -> str:
    """The version of its firmware.  Raises ReplyTimeout."""
    return plain_text(await _ask(port, packets.FIRMWARE_VERSION))


async def unit_id(port: Port) -> int:
    """The number of this unit; all BigBangers have the same.  Raises ReplyTimeout, WrongDevice."""
    raw = await _ask(port, packets.UNIT_ID)
    if len(raw) > 8:
        raise _unlike_any("id", raw)
    # trailing zero bytes may be missing, which little endian does not mind
    return int.from_bytes(raw, "little")


async def battery_v(port: Port) -> float:
    """Volts of its battery (a BigBanger always says 3).  Raises ReplyTimeout, WrongDevice."""
    raw = await _ask(port, packets.BATTERY_VOLTAGE)
    if not 1 <= len(raw) <= 4:
        raise _unlike_any("battery", raw)
    return int.from_bytes(raw, "little") / 1000.0


# Errors ---------------------------------------------------------------------------------------------------------------


async def error_report(port: Port, *, timeout_s: float = 1.0) -> str:
    """What it remembers of its last crash; empty when there was none.  Raises ReplyTimeout where it keeps no report."""
    reply = await port.ask(packets.ERROR_INFORMATION, packets.ERROR_INFORMATION[0], timeout_s=timeout_s)
    text = plain_text(reply.payload, ERROR_TEXT).strip()
    return "" if text.lower().rstrip(".!") == NO_CRASH else text


async def clear_error_report(port: Port) -> None:
    """Let it forget its last crash.  Raises CommandRefused when it still remembers, ReplyTimeout."""
    await port.send(packets.CLEAR_ERROR_INFORMATION)
    if text := await error_report(port):
        raise CommandRefused(f'The dynamometer still keeps its error report: "{text}". Read it out for its maker.')


# Zero -----------------------------------------------------------------------------------------------------------------


async def tare(port: Port) -> None:
    """Let it take what it feels now for zero.  There is no answer: only its samples show whether it did."""
    await port.send(packets.TARE)


# Its own measurements, going to sleep -------------------------------------------------------------------------------


async def peak_rfd(port: Port, *, within_s: float = PULL_S) -> bytes:
    """Let it measure the peak of the rate of force development of one pull; as bytes, since nobody says what they mean.

    Raises ReplyTimeout when nobody pulled, or it cannot do that.
    """
    (value,) = await _own_measurement(port, packets.START_PEAK_RFD, 1, within_s)
    return value


async def peak_rfd_series(port: Port, count: int, *, within_s: float = PULL_S) -> tuple[bytes, ...]:
    """As ``peak_rfd``, for up to ``count`` pulls with at most ``within_s`` between them."""
    return await _own_measurement(port, packets.START_PEAK_RFD_SERIES, count, within_s)


async def _own_measurement(port: Port, command: bytes, count: int, within_s: float) -> tuple[bytes, ...]:
    try:
        replies = await port.ask_all(command, command[0], at_most=count, quiet_s=within_s)
    finally:
        with suppress(DriverError):  # what went wrong before says more
            await port.send(packets.STOP)
    return tuple(reply.payload for reply in replies if reply.command == command[0])


async def sleep(port: Port) -> None:
    """Let it switch itself off.  There is no answer; the connection ends."""
    await port.send(packets.SLEEP)


async def reboot(port: Port) -> None:
    """Let it start anew.  There is no answer; the connection ends where it knows this."""
    await port.send(packets.REBOOT_COMMAND)


async def _ask(port: Port, command: bytes) -> bytes:
    return (await port.ask(command, command[0])).payload


def _unlike_any(what: str, answer: bytes) -> WrongDevice:
    return WrongDevice(
        f"The device answers like no Progressor that is known ({what} {answer.hex()}). "
        "Its firmware may be newer than this program: update the program."
    )


# For people -----------------------------------------------------------------------------------------------------------

UNSEEN = "It gives no answer, so look whether its readings changed as they should."


async def _tell_firmware(port: Port, words: Sequence[str]) -> str:
    return f"firmware {await firmware(port)}"


async def _tell_unit_id(port: Port, words: Sequence[str]) -> str:
    return f"unit id {await unit_id(port):X}"


async def _tell_battery(port: Port, words: Sequence[str]) -> str:
    return f"battery {await battery_v(port):.3f} V"


async def _tell_errors(port: Port, words: Sequence[str]) -> str:
    text = await error_report(port)
    return f'It remembers: "{text}"' if text else "It remembers no crash."


async def _clear_errors(port: Port, words: Sequence[str]) -> str:
    await clear_error_report(port)
    return "It remembers no crash."


async def _tare(port: Port, words: Sequence[str]) -> str:
    await tare(port)
    return f"The zero is being set, which takes up to a second. {UNSEEN}"


async def _tell_calibration(port: Port, words: Sequence[str]) -> str:
    stored = await calibration(port)
    told = f"calibration {stored.raw.hex(' ')}"
    if stored.factor is not None:
        points = "".join(f"\nraw {raw:.6g} at {kg:.6g} kg" for raw, kg in stored.points)
        return f"{told}\nread as a Crimpdeq's: factor {stored.factor:.6g}{points}"
    if stored.numbers is None:
        return f"{told}\nWhat these bytes mean is not known for this firmware."
    slope, intercept, trim = stored.numbers
    return (
        f"{told}\nread as version 2: slope {slope:.6g}, intercept {intercept:.6g}, trim {trim:.6g}\n"
        "The device applies it itself; this program only shows it."
    )


async def _set_calibration(port: Port, words: Sequence[str]) -> str:
    names = ("SLOPE", "INTERCEPT", "TRIM")
    slope, intercept, trim = (_factor(word, name) for word, name in zip(words, names, strict=True))
    stored = await set_calibration(port, slope, intercept, trim)
    return f"The calibration is set and read back: {stored.raw.hex(' ')}"


async def _tell_table(port: Port, words: Sequence[str]) -> str:
    return _as_text(await calibration_table(port))


async def _add_row(port: Port, words: Sequence[str]) -> str:
    low, high = (whole(word, name, 0, 2**32 - 1) for word, name in zip(words[:2], ("LOW", "HIGH"), strict=True))
    low, high = min(low, high), max(low, high)
    row = TableRow(low, high, _factor(words[2], "SLOPE"), _factor(words[3], "INTERCEPT"))
    return _as_text(await add_table_row(port, row))


def _factor(word: str, name: str) -> float:
    number = real(word, name)
    if abs(number) > LARGEST_FACTOR:
        raise BadCommand(f"{name} can be from -{LARGEST_FACTOR:g} to {LARGEST_FACTOR:g}, not {number:g}.")
    return number


async def _clear_table(port: Port, words: Sequence[str]) -> str:
    await clear_calibration_table(port)
    return "The calibration table is empty."


def _as_text(rows: Sequence[TableRow]) -> str:
    if not rows:
        return "The calibration table is empty."
    lines = [f"raw {row.low} to {row.high}: slope {row.slope:.6g}, intercept {row.intercept:.6g}" for row in rows]
    return "\n".join([*lines, "The device applies it itself; this program only shows it."])


async def _add_point(port: Port, words: Sequence[str]) -> str:
    kg = real(words[0], "KG")
    if not 0.0 <= kg <= HEAVIEST_KG:
        raise BadCommand(f"KG can be from 0 to {HEAVIEST_KG:g}, not {kg:g}.")
    await add_calibration_point(port, kg)
    return f"It was told that {kg:g} kg hang on it. {UNSEEN} Weigh a known mass before it is used again."


async def _save(port: Port, words: Sequence[str]) -> str:
    await save_calibration(port)
    return "It was told to keep its calibration points. It gives no answer: weigh a known mass before it is used again."


async def _peak_rfd(port: Port, words: Sequence[str]) -> str:
    value = await peak_rfd(port)
    return f"peak rate of force development, as it came: {value.hex(' ')}\nWhat these bytes mean is not published."


async def _peak_rfd_series(port: Port, words: Sequence[str]) -> str:
    values = await peak_rfd_series(port, whole(words[0], "COUNT", 1, 100))
    return "\n".join([*(value.hex(" ") for value in values), "What these bytes mean is not published."])


async def _sleep(port: Port, words: Sequence[str]) -> str:
    await sleep(port)
    return "It was told to switch itself off."


async def _reboot(port: Port, words: Sequence[str]) -> str:
    await reboot(port)
    return "It was told to start anew; one that does not know this goes on as it was."


_ROW = (
    Argument("low", "raw reading that the row begins with"),
    Argument("high", "raw reading that it ends with"),
    Argument("slope", "as it was read from a device or computed for it"),
    Argument("intercept", "the same"),
)

COMMANDS: Mapping[str, DeviceCommand] = MappingProxyType(
    {
        "firmware": DeviceCommand("Tell the version of its firmware.", _tell_firmware),
        "unit-id": DeviceCommand("Tell the number of this unit.", _tell_unit_id),
        "battery": DeviceCommand("Tell the voltage of its battery.", _tell_battery, needs_stop=False),
        "errors": DeviceCommand("Tell what it remembers of its last crash.", _tell_errors),
        "clear-errors": DeviceCommand("Let it forget its last crash.", _clear_errors, writes=True),
        "tare": DeviceCommand(
            "Set the zero in the device itself; the zero that is taken in this program does not need it.", _tare
        ),
        "calibration": DeviceCommand("Tell what it stores as its calibration.", _tell_calibration),
        "set-calibration": DeviceCommand(
            "Set its calibration and read it back: all its readings change.",
            _set_calibration,
            (
                Argument("slope", "as it was read from a device or computed for it"),
                Argument("intercept", "the same"),
                Argument("trim", "the same"),
            ),
            writes=True,
        ),
        "calibration-table": DeviceCommand("Tell the rows of its piecewise calibration.", _tell_table),
        "add-table-row": DeviceCommand(
            "Add a row to its piecewise calibration and read it back: its readings change.", _add_row, _ROW, writes=True
        ),
        "clear-table": DeviceCommand(
            "Remove all rows of its piecewise calibration: its readings change.", _clear_table, writes=True
        ),
        "add-calibration-point": DeviceCommand(
            "Tell it that a known mass hangs on it now.",
            _add_point,
            (Argument("kg", "the mass, kilograms"),),
            writes=True,
        ),
        "save-calibration": DeviceCommand(
            "Let it calibrate itself by the points that it was told: all its readings change.", _save, writes=True
        ),
        "peak-rfd": DeviceCommand("Let it measure one pull by itself.", _peak_rfd),
        "peak-rfd-series": DeviceCommand(
            "Let it measure several pulls by itself.", _peak_rfd_series, (Argument("count", "how many pulls"),)
        ),
        "sleep": DeviceCommand("Switch it off.", _sleep, ends_link=True),
        "reboot": DeviceCommand("Start it anew.", _reboot, ends_link=True),
    }
)
"""What a person can tell it, by name."""
