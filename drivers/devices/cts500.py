"""CTS500 and CTS-300, climbing scales that hang between anchor and hand: a serial line behind a BLE module, or plain.

    command   05 op p1 p2 p3 sum                       the answer of most is the same six bytes
    weight    05 01 u32 sum                            hundredths of a kilogram, pull positive
    value     05 80 op u24 sum                         battery (c4) in hundredths of a volt, temperature (c5) in
                                                       degrees, one byte, 80 + n where it is n below zero

Numbers are big endian, ``sum`` is that of all bytes before it modulo 256.  It is so weak that a weight counts only with
its neighbour (see ``drivers.framing``), for which it waits: one sample later than it came.

There is neither time nor number on the wire: a sample's time is its count divided by the rate that was set.  A damaged
weight is counted as one that is missing; where the length of what cannot be read does not say how many it was, the
count jumps so far that a new segment begins.  What is lost without a trace is for whoever watches the host's clock
(``SampleClock.COUNT``); a weight that came twice looks like two, and makes all later times one sample too late.

Not published: how a weight below zero is written (two's complement, a sign bit, or 80 before the number as in the
temperature), so every weight beyond the largest range that the maker offers is refused with its reason and never made
into a number; a flag inside that range would not show.  Nor are: whether a command for the rate is obeyed when it is
not answered (the host's clock shows a wrong rate), the speed of the plain line as it comes from the shop, and a serial
number, which the BLE module keeps to itself, so that two of them cannot be told apart here.
Source: an open client for the BLE version, with the maker's list of commands.
"""

from __future__ import annotations

from contextlib import suppress

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
    Signal,
)
from drivers.errors import ReplyTimeout
from drivers.framing import Framer, FrameRule
from drivers.profiles import GattProfile, HidProfile, SerialProfile

HEAD, WEIGHT, VALUE = 0x05, 0x01, 0x80
ZERO, TARE, NO_LOAD, START, STOP = 0x86, 0xA6, 0xA7, 0xAA, 0xAB
RATE, AUTO_OFF, BATTERY, TEMPERATURE, PEAK_MODE = 0xC1, 0xC3, 0xC4, 0xC5, 0xCA
COMMANDS = frozenset(
    (*range(0x81, 0x87), 0xA1, 0xA2, 0xA4, *range(0xA6, 0xAC), *range(0xC0, 0xC8), PEAK_MODE, *range(0xD1, 0xD5))
)
RATES_HZ = (10, 20, 40, 80, 160, 320)
"""By the number that stands for them in a command."""
RATE_HZ = 80
"""What is set: as other dynamometers have it, and little enough for the module's slowest line."""

COMMAND_BYTES, DATA_BYTES = 6, 7
COUNT_KG = 0.01
LARGEST_COUNT = 300_000
"""Three tonnes, the largest range that the maker offers for this electronics."""

TELLABLE = 3
"""Weights in a damaged stretch up to which its length says how many they were."""
JUMP = 1 << 20
"""Counts ahead that no gap spans: a new segment begins."""

NO_SERIAL = "CTS-"
"""What stands for a serial number, since a unit tells none."""

PROFILE = GattProfile(
    name_prefix="CTS",
    service="0000ffe0-0000-1000-8000-00805f9b34fb",
    notify="0000ffe1-0000-1000-8000-00805f9b34fb",
    write="0000ffe2-0000-1000-8000-00805f9b34fb",
)
SERIAL = SerialProfile(baud=9600, rtscts=False)

SIGNAL = Signal(
    channels=("force",),
    unit="kg",
    tick_s=1.0 / RATE_HZ,
    tick_modulus=None,
    nominal_rate_hz=float(RATE_HZ),
    # below zero nothing can be read, and zero itself may be such a weight cut off
    native_min=-COUNT_KG,
    native_max=500.0,
    clock=SampleClock.COUNT,
)


# Packets --------------------------------------------------------------------------------------------------------


def command(op: int, value: int = 0) -> bytes:
    """The packet of a command; ``value`` is its last parameter."""
    body = bytes((HEAD, op, 0, 0, value))
    return body + bytes((sum(body) & 0xFF,))


def _length(head: bytes) -> int:
    if head[0] != HEAD:
        return 0
    if head[1] in (WEIGHT, VALUE):
        return DATA_BYTES
    return COMMAND_BYTES if head[1] in COMMANDS else 0


def _fault(packet: bytes) -> str:
    return "" if sum(packet[:-1]) & 0xFF == packet[-1] else "checksum does not match"


RULE = FrameRule(
    head=2,
    shortest=COMMAND_BYTES,
    longest=DATA_BYTES,
    length=_length,
    fault=_fault,
    # an answer is vouched for by the question; nothing need follow it
    weak=lambda packet: packet[1] == WEIGHT,
    follows=lambda _, second: second[1] in (WEIGHT, STOP, START),
    begins=bytes((HEAD,)),
)


class Cts500Codec:
    """Bytes of the line or of notifications to events; numbers the weights itself."""

    def __init__(self) -> None:
        self._framer = Framer(RULE)
        self._count = 0
        self._unread = False
        """The last weight was none that can be read, and that was said."""

    def feed(self, data: bytes) -> list[CodecEvent]:
        """Take the next bytes, cut anywhere.  Never raises."""
        events: list[CodecEvent] = []
        run: list[int] = []
        for found in self._framer.feed(data):
            weight = None if isinstance(found, Corrupt) or found[1] != WEIGHT else int.from_bytes(found[2:6], "big")
            if weight is not None and weight <= LARGEST_COUNT:
                run.append(weight)
                continue
            self._end_run(run, events)
            if isinstance(found, Corrupt):
                self._count += _missing(found.data)
                events.append(found)
            elif weight is not None:
                self._refuse(found, events)
            else:
                events.append(Reply(found[2], found[3:6]) if found[1] == VALUE else Reply(found[1], found[2:5]))
        self._end_run(run, events)
        return events

    def _end_run(self, run: list[int], events: list[CodecEvent]) -> None:
        if run:
            ticks = np.arange(self._count, self._count + len(run), dtype=np.int64)
            events.append(Frame(ticks, (np.array([run]) * COUNT_KG).astype(np.float32)))
            self._count += len(run)
            self._unread = False
            run.clear()

    def _refuse(self, packet: bytes, events: list[CodecEvent]) -> None:
        self._count += 1
        events.append(Corrupt(packet, "a weight below zero or beyond every range: how it is written is not published"))
        if not self._unread:
            self._unread = True
            text = (
                "The scale shows less than nothing, or more than it can, and how it sends that is not published: no "
                "force is shown. Unload it, set its zero (its button, or a tare), and hang it so that it is pulled."
            )
            events.append(Notice(NoticeKind.TROUBLE, text))


def _missing(raw: bytes) -> int:
    """How many weights a damaged stretch was; JUMP where nobody can say.

    A short stretch was as many as fit best.  One that holds a sound weight, which nothing vouched for, may have been
    that with a byte of noise, or with the only byte that is left of another one.
    """
    size = len(raw)
    whole = [raw[at : at + DATA_BYTES] for at in range(size - DATA_BYTES + 1)]
    answers = raw[:1] == bytes((HEAD,)) and raw[1:2] and (raw[1] == VALUE or raw[1] in COMMANDS)
    if answers and not (size == DATA_BYTES and not _fault(bytes((HEAD, WEIGHT)) + raw[2:])):
        return JUMP  # an answer that was damaged, or a weight that looks like one
    if size % DATA_BYTES and (size > TELLABLE * DATA_BYTES or any(_is_weight(each) for each in whole)):
        return JUMP
    return max(1, round(size / DATA_BYTES))


def _is_weight(raw: bytes) -> bool:
    return raw[:2] == bytes((HEAD, WEIGHT)) and not _fault(raw)


# Manners --------------------------------------------------------------------------------------------------------


class Cts500:
    """The manners of the scale: it echoes commands, some of them late and some not at all.

    Its further commands are run on an open link: ``await link.use(CTS500.tare)``.
    """

    key = "cts500"
    title = "CTS500 climbing scale"
    gatt: GattProfile | None = PROFILE
    serial: SerialProfile | None = SERIAL
    hid: HidProfile | None = None
    known_firmware = 0
    battery_every_s: float | None = 60.0

    def codec(self) -> Cts500Codec:
        return Cts500Codec()

    async def identify(self, port: Port) -> DeviceInfo:
        """Silence it, see that it sends forces and not peaks, set the rate, ask for the battery.

        Raises ReplyTimeout.
        """
        await self.stop(port)
        await port.ask(command(PEAK_MODE), PEAK_MODE)
        with suppress(ReplyTimeout):  # some obey and say nothing
            await port.ask(command(RATE, RATES_HZ.index(RATE_HZ)), RATE)
        battery_v, battery = await self.read_battery(port)
        return DeviceInfo(
            model=self.title,
            serial=NO_SERIAL,
            # what the BLE module tells of its firmware is its own
            firmware="not told",
            signal=SIGNAL,
            battery_v=battery_v,
            battery=battery,
            capabilities=frozenset({Capability.TARE, Capability.SETTINGS}),
        )

    async def read_battery(self, port: Port) -> tuple[float | None, float | None]:
        """The voltage; nothing says what full and empty are.  Raises ReplyTimeout."""
        reply = await port.ask(command(BATTERY), BATTERY)
        return int.from_bytes(reply.payload, "big") / 100.0, None

    async def start(self, port: Port) -> None:
        """Start the stream.  Weights may come before the echo, and show as well as it that it was heard."""
        await port.send(command(START))

    async def stop(self, port: Port) -> None:
        """Stop the stream.  Raises ReplyTimeout."""
        await port.ask(command(STOP), STOP)

    async def tare(self, port: Port) -> None:
        """Take what hangs there now for nothing.  Raises ReplyTimeout."""
        await port.ask(command(TARE), TARE)

    async def zero(self, port: Port) -> None:
        """Set the zero of the scale, unloaded, and keep it.  Raises ReplyTimeout."""
        await port.ask(command(ZERO), ZERO)

    async def auto_off(self, port: Port, seconds: int) -> None:
        """Switch itself off after so many seconds, 0: never.  Raises ReplyTimeout."""
        if not 0 <= seconds <= 0xFF:
            raise ValueError(f"The scale can switch itself off after 0 to 255 seconds, not {seconds}.")
        await port.ask(command(AUTO_OFF, seconds), AUTO_OFF)

    async def temperature_c(self, port: Port) -> int:
        """Degrees inside.  Raises ReplyTimeout."""
        raw = (await port.ask(command(TEMPERATURE), TEMPERATURE)).payload[-1]
        return VALUE - raw if raw >= VALUE else raw


CTS500 = Cts500()
