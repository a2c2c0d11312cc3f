"""Chronojump force sensor: lines of text over a serial port, from an Arduino that restarts when the port is opened.

    command   name:   or   name:argument;     and a line feed
    stream    12500;735.50       us since the start; newtons, always two decimals         Force_Sensor-0.x
              1200345;R          an edge at the synchronisation input (RCA), r where it falls
    stream    ff ff ff ff | us u32 | 4 x i16 counts above the tare    little endian       Force_Platform-0.x

Every line ends in CR LF.  The clock wraps at 2**32 us (71.6 min).  Commands are read until the line has been silent
for a second: each answer takes that long, samples pause meanwhile, and two commands within it become one that is
refused.

Nothing on the wire is checked by a sum.  A line counts when it looks as the firmware prints it, to the last decimal,
and when its time goes on by one sample from the line before it, or else to the line behind it, for which it then waits.
That finds what is lost, added or changed in a time, by more than a fifth of the period.  It cannot find a digit of the
force that was changed into another, one that was lost before the point, a lost minus sign, and in the binary rows any
change of a count: such a number looks like any other.

A time is printed before the converter is waited for, so a force is up to one period newer than its stamp, by the same
amount in each sample.  Firmwares 0.5 and 0.6 do not look at the input while they wait for the converter: an edge is
stamped up to one period late, and sometimes with the time of the edge before it; the latter is refused here.

A unit has no number of its own on the wire: two of them are told apart by the serial numbers of their USB adapters
only, and a record of calibration made for one is taken for the other.
"""

from __future__ import annotations

import re

import numpy as np

from drivers.contracts import (
    Capability,
    CodecEvent,
    Corrupt,
    DeviceInfo,
    Frame,
    Port,
    Reply,
    Signal,
)
from drivers.errors import WrongDevice
from drivers.profiles import GattProfile, HidProfile, SerialProfile
from drivers.succession import Edge, Row, Succession

GET_VERSION = b"get_version:\n"
START = b"start_capture:\n"
STOP = b"end_capture:\n"
TARE = b"tare:\n"
GET_FACTOR = b"get_calibration_factor:\n"
GET_TARE = b"get_tare:\n"
GET_FORMAT = b"get_transmission_format:\n"

VERSION, STARTED, ENDED, TARED, CALIBRATED, FACTOR, OFFSET, FORMAT, FACTOR_SET, TARE_SET = range(10)
"""What a line of answer is an answer to."""

ANSWERS = (
    (VERSION, re.compile(rb"Force_(?:Sensor|Platform)-[ -~]{1,20}")),
    (STARTED, re.compile(rb"Starting capture\.\.\.")),
    (ENDED, re.compile(rb"Capture ended(?::(-?[0-9]{1,10})?)?")),
    (TARED, re.compile(rb"Taring OK:(-?[0-9]{1,10})")),
    (CALIBRATED, re.compile(rb"Calibrating OK:(-?[0-9]{1,12}\.[0-9]{2})")),
    (FACTOR, re.compile(rb"(-?[0-9]{1,12}\.[0-9]{2})")),
    (OFFSET, re.compile(rb"(-?[0-9]{1,10})")),
    (FORMAT, re.compile(rb"(text|binary)")),
    (FACTOR_SET, re.compile(rb"Calibration factor set()")),
    (TARE_SET, re.compile(rb"Tare set()")),
)
REFUSED = b"Not a valid command"
UPDATED = b"updated"
"""Said before ``Tare set`` when the value is another one than was stored."""
PLATFORM = b"Force_Platform-"

SAMPLE = re.compile(rb"(0|[1-9][0-9]{0,9});(-?(?:0|[1-9][0-9]{0,7})\.[0-9]{2})")
EDGE = re.compile(rb"(0|[1-9][0-9]{0,9});([Rr])")
LONGEST = 64
"""Bytes of a line; what runs on is no line."""
MODULUS = 2**32

ROW_HEAD = b"\xff\xff\xff\xff"
ROW = np.dtype([("head", "<u4"), ("us", "<u4"), ("counts", "<i2", 4)])
SYNC = "sync"

ANSWER_S = 1.8
"""The firmware listens for a second before it answers."""
TARE_S = 8.0
"""And takes fifty readings for a tare, ten a second where it is strapped so."""
NO_SERIAL = "CJ-"
"""What stands for a serial number, since a unit has none."""

PROFILE = SerialProfile(baud=115_200, rtscts=False, settle_s=3.0)

SIGNAL = Signal(
    channels=("force",),
    unit="N",
    tick_s=1e-6,
    tick_modulus=MODULUS,
    nominal_rate_hz=80.0,
    # ends of the 24-bit converter at the firmware's usual scale (915 counts a newton, tare 10000)
    native_min=-9178.0,
    native_max=9156.0,
    # an HX711 with its own rough oscillator, strapped to 80 or to 10 conversions a second
    other_rates_hz=(10.0,),
    rate_tolerance=0.1,
)

PLATFORM_SIGNAL = Signal(
    channels=tuple(f"cell{cell}" for cell in range(4)),
    unit="count",
    tick_s=1e-6,
    tick_modulus=MODULUS,
    # no rate is named anywhere: it reads its four cells as fast as it can, which is taken for its promise
    nominal_rate_hz=150.0,
    native_min=-2048.0,
    native_max=2047.0,
    rate_tolerance=0.5,
)


# Bytes ----------------------------------------------------------------------------------------------------------


class ChronojumpCodec:
    """Bytes of the port to events: lines, and binary rows once a platform has said that it is one."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._torn = False
        """The beginning of this line was given up."""
        self._platform = False
        self._succession = Succession(MODULUS, SYNC)

    def feed(self, data: bytes) -> list[CodecEvent]:
        """Take the next bytes, cut anywhere.  Never raises."""
        self._bytes += data
        found: list[Row | CodecEvent] = []
        while self._bytes:
            taken = self._row(found) if self._platform and self._bytes[0] == 0xFF else self._line(found)
            if not taken:
                break
            del self._bytes[:taken]
        return self._framed(found)

    # Each of these returns how many bytes it used up, 0 when more are needed to tell

    def _row(self, found: list[Row | CodecEvent]) -> int:
        raw = bytes(self._bytes[: ROW.itemsize])
        if not ROW_HEAD.startswith(raw[:4]):
            return self._give_up(1, "no row begins like this", found)
        if len(raw) < ROW.itemsize:
            return 0
        row = np.frombuffer(raw, ROW)[0]
        found += self._succession.add(int(row["us"]), tuple(row["counts"].tolist()), raw)
        return len(raw)

    def _line(self, found: list[Row | CodecEvent]) -> int:
        end = self._bytes.find(b"\n", 0, LONGEST)
        stop = self._bytes.find(ROW_HEAD, 0, LONGEST if end < 0 else end) if self._platform else -1
        if stop > 0:  # what lies before a row is no line
            self._torn = False
            return self._give_up(stop, "neither a line nor a row", found)
        if end < 0 and len(self._bytes) < LONGEST:
            return 0
        if end < 0:
            self._give_up(LONGEST, "longer than any line", found)
            self._torn = True
            return LONGEST
        raw = bytes(self._bytes[: end + 1])
        if self._torn:
            self._torn = False
            return self._give_up(len(raw), "the end of something longer than any line", found)
        *broken, text = raw[:-1].split(b"\r") if not raw.endswith(b"\r\n") else raw[:-2].split(b"\r")
        if not raw.endswith(b"\r\n"):
            broken, text = [*broken, text], b""
        for piece in broken:
            self._give_up(len(piece), "a line whose end is damaged", found, piece)
        if broken and text[:1] and not b" " <= text[:1] <= b"~":
            text = text[1:]  # in the place of the line feed that is missing
        if text or not broken:
            self._read(text, found)
        return len(raw)

    def _give_up(self, size: int, why: str, found: list[Row | CodecEvent], raw: bytes | None = None) -> int:
        found.append(Corrupt(bytes(self._bytes[:size]) if raw is None else raw, why))
        self._succession.damaged()
        return size

    def _read(self, text: bytes, found: list[Row | CodecEvent]) -> None:
        """One line without its end."""
        if (sample := SAMPLE.fullmatch(text)) and int(sample[1]) < MODULUS:
            found += self._succession.add(int(sample[1]), (float(sample[2]),), text)
        elif (edge := EDGE.fullmatch(text)) and int(edge[1]) < MODULUS:
            found += self._succession.edge(Edge(int(edge[1]), edge[2] == b"R", text))
        elif text == REFUSED:
            found.append(Reply(None, text, error=True))
        elif answer := next(((what, match) for what, shape in ANSWERS if (match := shape.fullmatch(text))), None):
            self._answer(answer[0], text, answer[1], found)
        elif text != UPDATED:
            self._give_up(len(text), "a line that the firmware does not print", found, text)

    def _answer(self, what: int, text: bytes, match: re.Match[bytes], found: list[Row | CodecEvent]) -> None:
        if what == VERSION:
            self._platform = text.startswith(PLATFORM)
        elif what == STARTED:
            self._succession.begin()
        elif what == ENDED:
            found += self._succession.end()
        found.append(Reply(what, (match[1] or b"") if match.re.groups else text))

    def _framed(self, found: list[Row | CodecEvent]) -> list[CodecEvent]:
        """The same with neighbouring samples in one Frame."""
        events: list[CodecEvent] = []
        run: list[Row] = []
        for each in [*found, None]:
            if isinstance(each, Row) and (not run or len(each.values) == len(run[0].values)):
                run.append(each)
                continue
            if run:
                values = np.array([row.values for row in run], np.int16 if self._platform else np.float32)
                events.append(Frame(np.array([row.tick for row in run], np.int64), np.ascontiguousarray(values.T)))
                run = []
            if isinstance(each, Row):
                run = [each]
            elif each is not None:
                events.append(each)
        return events


# Manners --------------------------------------------------------------------------------------------------------


class Chronojump:
    """The manners of a Chronojump sensor: it obeys one line a second and answers each.

    Its further commands are run on an open link that was paused: ``await link.use(CHRONOJUMP.tare)``.  While it listens
    it sends no samples, for longer than a link waits.
    """

    key = "chronojump"
    title = "Chronojump force sensor"
    gatt: GattProfile | None = None
    serial: SerialProfile | None = PROFILE
    hid: HidProfile | None = None
    known_firmware = 0
    battery_every_s: float | None = None

    def codec(self) -> ChronojumpCodec:
        return ChronojumpCodec()

    async def identify(self, port: Port) -> DeviceInfo:
        """Ask for its version, which tells the kind as well.  Raises ReplyTimeout, WrongDevice."""
        said = (await self._ask(port, GET_VERSION, VERSION)).decode("ascii", "replace")
        platform = said.startswith(PLATFORM.decode())
        firmware = said.partition("-")[2]
        # older ones have no input, and the platform has no command for its scale
        new = not platform and firmware not in ("0.1", "0.2", "0.3", "0.4")
        capabilities = {Capability.TARE} | ({Capability.CALIBRATION} if not platform else set())
        return DeviceInfo(
            model="Chronojump force platform" if platform else self.title,
            serial=NO_SERIAL,
            firmware=firmware,
            signal=PLATFORM_SIGNAL if platform else SIGNAL,
            capabilities=frozenset(capabilities | ({Capability.SYNC_INPUT} if new else set())),
        )

    async def read_battery(self, port: Port) -> tuple[float | None, float | None]:
        """Nothing: it lives on its cable."""
        return None, None

    async def start(self, port: Port) -> None:
        """Start the stream.  A sensor answers after a second and a platform not at all, so samples are the answer."""
        await port.send(START)

    async def stop(self, port: Port) -> None:
        """Stop the stream.  Raises ReplyTimeout, WrongDevice."""
        await self._ask(port, STOP, ENDED)

    async def tare(self, port: Port) -> int:
        """Take what hangs there now for nothing, and keep that; returns the converter's count of it."""
        return int(await self._ask(port, TARE, TARED, TARE_S))

    async def calibrate(self, port: Port, mass_kg: float) -> float:
        """Take what hangs there now for this mass; returns the factor that this makes, counts a newton."""
        _must_be(0.0 < mass_kg < 1e4, f"a mass of {mass_kg:g} kg cannot be calibrated with")
        return float(await self._ask(port, _command("calibrate", f"{mass_kg:.3f}"), CALIBRATED, TARE_S))

    async def factor(self, port: Port) -> float:
        """Counts of the converter for one newton."""
        return float(await self._ask(port, GET_FACTOR, FACTOR))

    async def set_factor(self, port: Port, factor: float) -> None:
        """Set and keep the counts for one newton."""
        _must_be(0.01 <= abs(factor) < 1e9, f"a factor of {factor:g} counts a newton makes no sense")
        await self._ask(port, _command("set_calibration_factor", f"{factor:.2f}"), FACTOR_SET)

    async def offset(self, port: Port) -> int:
        """The converter's count that is taken for nothing."""
        return int(await self._ask(port, GET_TARE, OFFSET))

    async def set_offset(self, port: Port, count: int) -> None:
        """Set and keep the count that is taken for nothing."""
        _must_be(abs(count) < 2**23, f"the converter has no count {count}")
        await self._ask(port, _command("set_tare", str(count)), TARE_SET)

    async def transmission_format(self, port: Port) -> str:
        """``text`` or ``binary``, as it says."""
        return (await self._ask(port, GET_FORMAT, FORMAT)).decode("ascii")

    async def _ask(self, port: Port, command: bytes, answer: int, timeout_s: float = ANSWER_S) -> bytes:
        """Give a command, a second time where the first one ran into another.  Raises ReplyTimeout, WrongDevice."""
        reply = await port.ask(command, answer, timeout_s=timeout_s)
        if reply.error:
            reply = await port.ask(command, answer, timeout_s=timeout_s)
        if reply.error:
            raise WrongDevice(
                f"The {self.title} does not know the command {command.decode('ascii').strip()}. "
                "Its firmware is older or another than the ones this program knows (0.4 to 0.6)."
            )
        return reply.payload


def _command(name: str, argument: str) -> bytes:
    return f"{name}:{argument};\n".encode("ascii")


def _must_be(sound: bool, why: str) -> None:
    if not sound:
        raise ValueError(f"{why[0].upper()}{why[1:]}.")


CHRONOJUMP = Chronojump()
