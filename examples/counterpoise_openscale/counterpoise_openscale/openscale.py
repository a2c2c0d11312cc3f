"""SparkFun OpenScale: a load-cell amplifier (HX711) behind a USB serial port that prints a line for every reading.

    51588595,12.5765,kg,24.75,        [ms since power-on,] reading, unit, [raw,] [temperatures,] and CR LF

``x`` stops the readings and prints a menu with all settings, ``x`` again leaves it.  Opening the port may restart the
board, which then greets with its version.  Source: the maker's public firmware and guide.

What is not known, and what follows from it:

* Nothing protects a line: a digit that was damaged into another one reads like any other.  A line counts only when
  every field of it has the right shape; of a weight with one wrong digit nobody can know.
* Without its time stamps (menu, 3) readings could be lost unseen, so a board that has them off is refused, in words.
* The time is that of the beginning of an average of several conversions.
* The board tells no serial number and no capacity: two boards cannot be told apart, and saturation cannot be seen.
"""

from __future__ import annotations

import re

import numpy as np

from drivers.contracts import CodecEvent, Corrupt, DeviceInfo, Frame, Port, Reply, Signal
from drivers.errors import ReplyTimeout, WrongDevice
from drivers.profiles import GattProfile, HidProfile, SerialProfile

MENU = b"x"
KG = {b"kg": 1.0, b"lbs": 0.45359237}
READING = re.compile(rb"(-?\d{1,10}),(-?\d{1,7}(?:\.\d{1,4})?),(kg|lbs),(?:-?\d+(?:\.\d+)?,){0,3}")
UNTIMED = re.compile(rb"-?\d{1,7}(?:\.\d{1,4})?,(kg|lbs),.*")
TEXT = re.compile(rb"[ -~]*")
LONGEST_LINE = 120
LAST_OF_MENU = b"x) Exit"
LINES_OF_MENU = 24
WIDEST_KG = 10_000.0
NO_SERIAL = "OPENSCALE-"
"""What stands for a serial number, since a board has none."""


class OpenScaleCodec:
    """Lines to events: readings become frames, everything else in plain text a reply."""

    def __init__(self) -> None:
        self._line = bytearray()

    def feed(self, data: bytes) -> list[CodecEvent]:
        """Take the next bytes, cut anywhere.  Never raises."""
        events: list[CodecEvent] = []
        *whole, rest = (bytes(self._line) + data).split(b"\n")
        for line in whole:
            events += _line(line.strip(b"\r> "), line)
        while len(rest) > LONGEST_LINE:
            events.append(Corrupt(rest[:LONGEST_LINE], "no line is as long as this"))
            rest = rest[LONGEST_LINE:]
        self._line = bytearray(rest)
        return events


def _line(line: bytes, raw: bytes) -> list[CodecEvent]:
    if len(raw) > LONGEST_LINE:
        return [Corrupt(raw[:LONGEST_LINE], "no line is as long as this")]
    if found := READING.fullmatch(line):
        # the firmware prints its unsigned counter as a signed number
        ticks = np.array([int(found[1]) % 2**32], dtype=np.int64)
        return [Frame(ticks, np.array([[float(found[2]) * KG[found[3]]]], dtype=np.float32))]
    if UNTIMED.fullmatch(line):
        return [Corrupt(raw, "a reading without its time")]
    if not TEXT.fullmatch(line) or b"," in line:
        return [Corrupt(raw, "neither a reading nor a line of the menu")]
    return [Reply(None, line)] if line else []


class OpenScale:
    """The manners of a board: it prints by itself, and tells its settings in a menu."""

    key = "sparkfun-openscale"
    title = "SparkFun OpenScale"
    gatt: GattProfile | None = None
    # its FTDI converter; the board restarts when the port is opened and listens after its boot loader
    serial: SerialProfile | None = SerialProfile(baud=9600, rtscts=False, settle_s=2.0, usb_ids=("0403:6015",))
    hid: HidProfile | None = None
    known_firmware = 1
    battery_every_s: float | None = None

    def codec(self) -> OpenScaleCodec:
        return OpenScaleCodec()

    async def identify(self, port: Port) -> DeviceInfo:
        """Read the menu, leave it again, and see that readings carry their time.  Raises ReplyTimeout, WrongDevice."""
        lines = await self._menu(port)
        await port.send(MENU)
        version = _said(lines, rb".*version +([0-9.]{1,12})")
        stamps, period = _said(lines, rb"3\).*\[(\w+)\]"), _said(lines, rb"4\).*\[(\d{1,7})\]")
        if not version or not stamps or not period or not int(period):
            raise WrongDevice(
                "What answers on this port is not an OpenScale that this package knows. Choose another port."
            )
        if stamps != "On":
            raise WrongDevice(
                "The OpenScale sends its readings without their time, so a lost one would not be noticed. Switch "
                "time stamps on (in a terminal: x, 3, x), then connect again."
            )
        if _said(lines, rb"t\).*\[(\w+)\]") == "On":
            raise WrongDevice(
                "The OpenScale waits for a letter before each reading. Switch its serial trigger off (in a terminal: "
                "x, t, x), then connect again."
            )
        return DeviceInfo(
            model=self.title,
            serial=NO_SERIAL,
            firmware=version,
            signal=Signal(
                channels=("weight",),
                unit="kg",
                tick_s=1e-3,
                tick_modulus=2**32,
                nominal_rate_hz=1000.0 / int(period),
                native_min=-WIDEST_KG,
                native_max=WIDEST_KG,
                rate_tolerance=0.1,
            ),
            settings=tuple(
                (name, said)
                for name, pattern in (("tare", rb"1\).*\[(-?\d+)\]"), ("factor", rb"2\).*\[(-?\d+)\]"))
                if (said := _said(lines, pattern))
            ),
        )

    async def read_battery(self, port: Port) -> tuple[float | None, float | None]:
        """Nothing: it lives on its cable."""
        return None, None

    async def start(self, port: Port) -> None:
        """Nothing to say: it prints by itself."""

    async def stop(self, port: Port) -> None:
        """Nothing to say: it goes on printing to nobody."""

    async def _menu(self, port: Port) -> list[bytes]:
        """The lines of the menu; a board that stood in its menu already leaves it at the first try."""
        for _ in range(3):
            try:
                replies = await port.ask_all(MENU, None, at_most=LINES_OF_MENU, quiet_s=1.0)
            except ReplyTimeout:
                continue
            lines = [reply.payload for reply in replies]
            if LAST_OF_MENU in lines:
                return lines
        raise ReplyTimeout(
            "The OpenScale did not show its menu. Check that its port runs at 9600 baud and that no other program "
            "has it open, then connect again."
        )


def _said(lines: list[bytes], pattern: bytes) -> str:
    """What the first line that fits says in brackets; empty when none does."""
    found = (match for line in lines if (match := re.fullmatch(pattern, line)))
    return next((match[1].decode("ascii") for match in found), "")


OPENSCALE = OpenScale()
