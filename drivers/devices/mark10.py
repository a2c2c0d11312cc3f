"""Mark-10 force gauge, and the same as Checkline Series 5 and Omega DFG55: asked in a line of text, answering with one.

    command   ?C   current reading          ?PT ?PC  peaks        CLR  clear them      Z  zero      RS  serial number
    answer    4.285 N     -18.78 lbF        compression positive, tension negative, as here
              *10  illegal command   *11  not applicable   *12  invalid specifier   *22  value too large

Commands end in CR or CR LF, answers in CR LF.  Series 4 knows ``?`` only, which is what its display shows: whoever
looks at peaks there sends peaks, and nothing on the wire tells.  All others are asked for the current reading, whatever
they show.

Every answer is the question for the next one, so the rate is what the line allows, and a reading has the time of the
host (``SampleClock.HOST``).  Units are converted to newtons; unit and decimals of the first reading are those of the
whole connection, so that another unit, or a letter that got lost in it, is not believed.  There is no checksum: a digit
that was changed into another, one that was lost before the point, or a lost minus sign, looks like any other number.
Behind a line that cannot be read the gauge is asked something that it must refuse, and nothing counts until it has, so
that each answer belongs to its question.

What a gauge can be set to and does not tell in its readings: without polarity tension looks like compression, and with
inverted polarity each is the other.  Where it lists its settings (``LIST``), POL must be among them; Series 4 does not
list them, and there it is for whoever uses it to look.  The manuals disagree which of FLTC and FLTP averages what the
display shows and which the current reading: both are set here, each under its own name.
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
    Notice,
    NoticeKind,
    Port,
    Reply,
    SampleClock,
    Send,
    Signal,
)
from drivers.errors import WrongDevice
from drivers.profiles import GattProfile, HidProfile, SerialProfile

CURRENT, SHOWN = b"?C\r", b"?\r"
"""Questions of the stream."""
REFUSED = b"!\r"
"""No command of any gauge: it is refused, and whatever was asked before it has been answered by then."""
RESUME = REFUSED + CURRENT

ASK_CURRENT, ASK_SHOWN, PEAK_TENSION, PEAK_COMPRESSION = b"?C\r\n", b"?\r\n", b"?PT\r\n", b"?PC\r\n"
ZERO, CLEAR_PEAKS = b"Z\r\n", b"CLR\r\n"
SERIAL_NUMBER, MODEL, FIRMWARE, SETTINGS = b"RS\r\n", b"RM\r\n", b"RV\r\n", b"LIST\r\n"

READING, TEXT = 1, 2
"""What a line of answer can be; a refusal answers whatever was asked."""

UNIT_N = {
    b"N": 1.0,
    b"mN": 0.001,
    b"kN": 1000.0,
    b"lbF": 4.4482216152605,
    b"ozF": 0.27801385095378,
    b"kgF": 9.80665,
    b"gF": 0.00980665,
}
LINE = re.compile(rb"(-?[0-9]{1,6}(?:\.([0-9]{1,7}))?) ([A-Za-z]{1,5})")
REFUSAL = re.compile(rb"\*(?:10|11|12|22)")
WORDS = re.compile(rb"[ -~]{1,120}")
LONGEST = 128
"""Bytes of a line; the list of settings is the longest."""
ILLEGAL = b"*10"
FILTERS = range(11)

POLARITY = "POL"
PROFILE = SerialProfile(baud=115_200, rtscts=False, usb_ids=("0483:a1ad",))

SIGNAL = Signal(
    channels=("force",),
    unit="N",
    tick_s=1e-6,
    tick_modulus=None,
    # what the line and the gauge allow is its rate; no maker's figure holds for both
    nominal_rate_hz=100.0,
    # one and a half times the largest gauge of the series
    native_min=-15_000.0,
    native_max=15_000.0,
    rate_tolerance=100.0,
    clock=SampleClock.HOST,
)


class Mark10Codec:
    """Bytes of the port to events; asks for the next reading."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._torn = False
        self._shape: tuple[bytes, int] | None = None
        """Unit and decimals."""
        self._illegal = 0
        """Commands in a row that it did not know."""
        self._streams = False
        """It was told to resume: from now on it is asked for nothing but readings."""
        self._told = False
        """That the unit was changed."""
        self._poll = CURRENT
        self._fenced = False
        """A line could not be read, and the fence behind it has not been refused yet."""

    def feed(self, data: bytes) -> list[CodecEvent]:
        """Take the next bytes, cut anywhere.  Never raises."""
        self._bytes += data
        events: list[CodecEvent] = []
        while (end := self._bytes.find(b"\n", 0, LONGEST)) >= 0 or len(self._bytes) >= LONGEST:
            raw = bytes(self._bytes[: end + 1 if end >= 0 else LONGEST])
            del self._bytes[: len(raw)]
            torn, self._torn = self._torn, end < 0
            if torn or self._torn or not raw.endswith(b"\r\n"):
                self._damaged(raw, "no line ends like this", events)
            else:
                self._line(raw[:-2], events)
        return events

    def _line(self, text: bytes, events: list[CodecEvent]) -> None:
        if REFUSAL.fullmatch(text):
            self._fenced = False
            events.append(Reply(None, text, error=True))
            self._refused(text, events)
            return
        illegal, self._illegal = self._illegal, 0
        if self._fenced:
            events.append(Corrupt(text, "an answer that may belong to another question"))
        elif reading := LINE.fullmatch(text):
            self._streams = self._streams or illegal > 0
            if illegal == 1:
                self._poll = CURRENT
            self._reading(text, reading, events)
        elif WORDS.fullmatch(text) and not self._streams:
            events.append(Reply(TEXT, text))
        else:
            self._damaged(text, "neither a reading nor words", events)

    def _refused(self, text: bytes, events: list[CodecEvent]) -> None:
        """Of two illegal commands in a row one was RESUME's question: it is a Series 4, and is asked in its way."""
        self._illegal += text == ILLEGAL
        if self._illegal and self._illegal % 2 == 0:
            self._poll = SHOWN
            events.append(Send(SHOWN))

    def _reading(self, text: bytes, reading: re.Match[bytes], events: list[CodecEvent]) -> None:
        unit, shape = reading[3], (reading[3], len(reading[2] or b""))
        if unit not in UNIT_N and not self._streams:
            events.append(Reply(READING, text))  # of a torque gauge: for whoever asks what it is
            return
        if unit not in UNIT_N:
            self._damaged(text, "in no unit of force", events)
            return
        if self._shape is not None and shape != self._shape:
            self._damaged(text, "in another unit, or with other decimals, than the readings before it", events)
            if unit != self._shape[0] and not self._told:
                self._told = True
                events.append(Notice(NoticeKind.TROUBLE, _changed(self._shape[0], unit)))
            return
        self._shape = shape
        newtons = np.array([[float(reading[1]) * UNIT_N[unit]]], np.float32)
        events += [Reply(READING, text), Frame(np.zeros(1, np.int64), newtons), Send(self._poll)]

    def _damaged(self, raw: bytes, why: str, events: list[CodecEvent]) -> None:
        events.append(Corrupt(raw, why))
        if not self._fenced:
            self._fenced = True
            events.append(Send(RESUME))


def _changed(before: bytes, unit: bytes) -> str:
    return (
        f"The gauge was switched from {before.decode('ascii')} to {unit.decode('ascii')} while it was read. Readings "
        f"are taken in one unit only: switch it back, or wait until it is read anew."
    )


# Manners --------------------------------------------------------------------------------------------------------


class Mark10:
    """The manners of a gauge: one line, one answer.

    Its further commands are run on an open link that was paused: what it answers to them looks like a reading.
    """

    key = "mark10"
    title = "Mark-10 force gauge"
    gatt: GattProfile | None = None
    serial: SerialProfile | None = PROFILE
    hid: HidProfile | None = None
    known_firmware = 1
    battery_every_s: float | None = None

    def codec(self) -> Mark10Codec:
        return Mark10Codec()

    async def identify(self, port: Port) -> DeviceInfo:
        """Take a reading, and ask who it is and how it is set.  Raises ReplyTimeout, WrongDevice."""
        told = await self._reading(port)
        unit = told.split(b" ")[-1]
        if unit not in UNIT_N:
            raise WrongDevice(
                f"The gauge at this port reads in {_plain_text(unit)}, which is no force. Attach a force gauge, or "
                "choose a force unit on it."
            )
        settings = (await self._words(port, SETTINGS)).split(";")
        if len(settings) > 1 and POLARITY not in settings:
            raise WrongDevice(
                "The gauge is not set to send pull and push with their own signs, so what it reads would be taken for "
                "something else. Set its polarity to plain (POL), then connect again."
            )
        return DeviceInfo(
            model=await self._words(port, MODEL) or self.title,
            serial=await self._words(port, SERIAL_NUMBER) or "M10-",
            firmware=await self._words(port, FIRMWARE) or "not told",
            signal=SIGNAL,
            capabilities=frozenset({Capability.TARE}),
        )

    async def read_battery(self, port: Port) -> tuple[float | None, float | None]:
        """Nothing: what it tells of its battery are four steps in its list of settings."""
        return None, None

    async def start(self, port: Port) -> None:
        """Ask for the first reading; the codec asks for those behind it."""
        await port.send(RESUME)

    async def stop(self, port: Port) -> None:
        """Nothing more is asked; a last word shows that all that was asked has been answered.  Raises ReplyTimeout."""
        await port.ask(REFUSED, TEXT)

    async def zero(self, port: Port) -> None:
        """Take what it carries now for nothing; its peaks are cleared as well."""
        await port.send(ZERO)

    async def clear_peaks(self, port: Port) -> None:
        await port.send(CLEAR_PEAKS)

    async def peaks_n(self, port: Port) -> tuple[float, float]:
        """Largest tension (negative) and compression since they were cleared.  Raises ReplyTimeout, WrongDevice."""
        await port.ask(REFUSED, TEXT)  # the last reading of the stream may still be under way, and looks the same
        return await self._newtons(port, PEAK_TENSION), await self._newtons(port, PEAK_COMPRESSION)

    async def filters(self, port: Port, fltc: int, fltp: int) -> None:
        """Let it average 2 ** n readings, each from 0 to 10, by its two commands.  Raises ValueError."""
        for name, value in (("FLTC", fltc), ("FLTP", fltp)):
            if value not in FILTERS:
                raise ValueError(f"{name} can be from {FILTERS[0]} to {FILTERS[-1]}, not {value}.")
        await port.send(f"FLTC{fltc}\r\nFLTP{fltp}\r\n".encode("ascii"))

    async def _reading(self, port: Port) -> bytes:
        reply = await port.ask(ASK_CURRENT, READING)
        if reply.error:
            reply = await port.ask(ASK_SHOWN, READING)
        if reply.error:
            raise WrongDevice("The device at this port answers like no Mark-10 gauge: it has no reading to tell.")
        return reply.payload

    async def _newtons(self, port: Port, question: bytes) -> float:
        reply = await port.ask(question, READING)
        reading = LINE.fullmatch(reply.payload)
        if reply.error or reading is None or reading[3] not in UNIT_N:
            raise WrongDevice("This gauge keeps no peaks for a computer (Series 4); read them from its display.")
        return float(reading[1]) * UNIT_N[reading[3]]

    async def _words(self, port: Port, question: bytes) -> str:
        """What it says; empty where it does not know the question."""
        reply = await port.ask(question, TEXT)
        return "" if reply.error else _plain_text(reply.payload)


def _plain_text(raw: bytes) -> str:
    """Text from a peer, made safe to show: printable ASCII, at most 100 characters."""
    return "".join(chr(byte) for byte in raw if 32 <= byte < 127).strip()[:100]


MARK10 = Mark10()
