"""Vernier Go Direct: hand dynamometer GDX-HD, force plate GDX-FP, force sensor GDX-FOR, over BLE or USB.

    command      58 len counter check command ...                    the counter runs down from fe
    response      ? len counter check command its-counter ...        any first byte but 20
    measurement  20 len counter check type ...

        type 06  mask u16, count, 00, f32 x count                    one value of every sensor of the mask,
             07  mask u32, count, 00, f32 x count                    sample by sample
             08  00, sensor, count, f32 x count     09  the same with i32
             0a  0b  as 08 and 09, of a sensor that measures when something happens
             0c  0d  0e  when it started, that it dropped something, its period: layout not published

``len`` counts the whole packet, ``check`` is the sum of all other bytes modulo 256; numbers are little endian.  Over
BLE a packet comes in pieces of 20 bytes, over USB in reports; it begins where a piece begins, and a shorter piece ends
it: what was cut off is never completed with the beginning of the next one.

There is no time on the wire: a sample's time is its number times the period that was set.  What keeps a loss from
shifting time unseen:

- Byte 2 of the measurements is believed to count packets only once it was seen to do so, up or down, with or without
  the responses.  From then on a packet that is missing leaves a hole of its size.
- A damaged packet before that, one that may have been a response with a number, a packet of another size behind a
  hole, and a packet of type 0d (dropped, but nobody says how many) end the numbering: the count jumps so far that a new
  segment begins behind it.  A response with a number that is lost without a trace looks like a lost measurement.
- What is lost without a trace is for whoever watches the host's clock (``SampleClock.COUNT``).

Not published either: the versions of the firmware, the shortest period of a sensor (each device is asked), whether a
period that was asked for was taken (the host's clock shows a wrong rate), and which way a GDX-FOR counts as positive.
The sum of one byte lets one packet in 256 pass whose damage radio and cable did not see: they have sums of their own.
Sources: both client libraries of the maker, which set no period below 10 ms, and neither do we.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from drivers.contracts import CodecEvent, Corrupt, DeviceInfo, Frame, Notice, NoticeKind, Port, Reply
from drivers.errors import WrongDevice
from drivers.packet_count import PacketCount
from drivers.pieces import Pieces
from drivers.profiles import GattProfile, HidProfile, SerialProfile
from drivers.signals import DeviceScale, SampleClock, Signal

COMMAND, MEASUREMENT = 0x58, 0x20
STATUS, START, STOP, INIT, SET_PERIOD = 0x10, 0x18, 0x19, 0x1A, 0x1B
SENSOR_INFO, SENSORS, DISCONNECT, DEVICE_INFO, DEFAULT_SENSORS = 0x50, 0x51, 0x54, 0x55, 0x56
COMMANDS = frozenset(
    (STATUS, START, STOP, INIT, SET_PERIOD, SENSOR_INFO, SENSORS, DISCONNECT, DEVICE_INFO, DEFAULT_SENSORS)
)
NORMAL, WIDE, ONE_FLOAT, ONE_INT, SUDDEN_FLOAT, SUDDEN_INT = range(0x06, 0x0C)
START_TIME, DROPPED, PERIOD = 0x0C, 0x0D, 0x0E
LAST_TYPE = 0x1F
"""Types beyond those that are known are taken for packets up to here, to be counted and passed over."""

WAKE_UP = bytes.fromhex("a54a06490748084709460a450b440c430d420e41")
"""What stands in the first command; the device is then as if nobody had spoken to it."""

STATUS_ANSWER = struct.Struct("<BxBBHBBHBB")
DEVICE_ANSWER = struct.Struct("<16s16s32s")
SENSOR_ANSWER = struct.Struct("<bxIBB60s32sdddIQIII")

PIECE = 20
LONGEST_PIECE = 512
SHORTEST = 5
BREAK = 2**31
"""Samples that the count jumps by where it cannot go on: more than any silence that a link survives."""

FASTEST_US = 10_000
SLOWEST_US = 1_000_000
"""One sample a second; a sensor that cannot do better is of no use here."""

FORCE_UNIT = "N"
LEAST_NOISE = 1e-4
"""Part of the range that an empty sensor scatters by where the device says of itself that it is exact."""
CHARGER_FAULT = 3
ANSWER_S = 2.0
SLOW_ANSWER_S = 8.0
"""Some take seconds to say who they are."""

GATT = GattProfile(
    name_prefix="GDX",
    service="d91714ef-28b9-4f91-ba16-f0d9a604f112",
    notify="b41e6675-a329-40e0-aa01-44d2f444babe",
    write="f4bf14a6-c7d5-4b6d-8aa8-df1a7c83adcb",
    write_bytes=PIECE,
)
HID = HidProfile(usb_id="08f7:0010")


# Packets -------------------------------------------------------------------------------------------------------


def command(op: int, counter: int, payload: bytes = b"") -> bytes:
    """One whole command."""
    raw = bytearray((COMMAND, SHORTEST + len(payload), counter, 0, op)) + payload
    raw[3] = sum(raw) & 0xFF
    return bytes(raw)


def _fault(raw: bytes) -> str:
    """Why the packet that these bytes begin with is none, as far as it can be told yet; empty when it may be one."""
    if len(raw) < SHORTEST:
        return "shorter than any packet" if len(raw) > 1 and raw[1] < SHORTEST else ""
    size, kind = raw[1], raw[4]
    if raw[0] != MEASUREMENT:
        return "" if kind in COMMANDS and size > SHORTEST else "no packet begins like this"
    if NORMAL <= kind <= SUDDEN_INT:
        at = _values_at(kind)
        if size < at or (len(raw) >= at and size != at + 4 * raw[7 if at < 11 else 9] * len(_sensors(raw))):
            return "length and number of values contradict each other"
    elif size < SHORTEST or kind > LAST_TYPE:
        return "no packet begins like this"
    if len(raw) >= size and (sum(raw[:size]) - raw[3]) & 0xFF != raw[3]:
        return "checksum does not match"
    return ""


def _values_at(kind: int) -> int:
    return {NORMAL: 9, WIDE: 11}.get(kind, 8)


def _sensors(raw: bytes) -> list[int]:
    """The numbers of the sensors whose values a measurement holds."""
    if raw[4] not in (NORMAL, WIDE):
        return [raw[6]]
    mask = int.from_bytes(raw[5 : 7 if raw[4] == NORMAL else 9], "little")
    return [number for number in range(32) if mask >> number & 1]


class GoDirectCodec:
    """Pieces of packets to events, one piece a call; a piece that got lost costs its packet only."""

    def __init__(self) -> None:
        self._pieces = Pieces(PIECE)
        self._count = PacketCount()
        self._next = 0
        """Number of the next sample."""
        self._usual = 0
        """Samples in the newest packet."""
        self._damaged = self._dropped = False
        self._unclear = False
        """What was damaged may not have been a measurement."""

    def feed(self, data: bytes) -> list[CodecEvent]:
        """Take one notification or report.  Never raises; what cannot be read is ``Corrupt``."""
        if not data:
            return []
        self._pieces.add(data)
        events: list[CodecEvent] = []
        while self._pieces and self._take(events):
            pass
        return events

    def _take(self, events: list[CodecEvent]) -> bool:
        """Judge what begins with the first piece; False when more pieces must decide."""
        raw = self._pieces.joined
        fault = "longer than any message" if len(self._pieces.first) > LONGEST_PIECE else _fault(raw)
        size = raw[1] if len(raw) > 1 else SHORTEST
        if fault or self._pieces.cut_off(size):
            self._damaged = True
            self._unclear |= raw[0] != MEASUREMENT
            events.append(Corrupt(self._pieces.give_up(), fault or "cut off"))
            return True
        if len(raw) < size:
            return False
        events += self._packet(self._pieces.take(size))
        return True

    def _packet(self, packet: bytes) -> list[CodecEvent]:
        kind = packet[4]
        if packet[0] == MEASUREMENT and NORMAL <= kind <= ONE_INT:
            return self._samples(packet)
        self._count.other(packet[2])
        if packet[0] != MEASUREMENT:
            if kind == START:
                self._damaged = self._dropped = self._unclear = False
            return [Reply(kind, packet[6:])]
        if kind == DROPPED:
            self._dropped = True
            return [
                Notice(
                    NoticeKind.TROUBLE,
                    "The device dropped samples before it could send them and does not say how many, so nothing is "
                    "measured across this place. Bring it nearer to the computer, or connect it by USB.",
                )
            ]
        if kind in (START_TIME, PERIOD):
            return []
        return [Notice(NoticeKind.UNKNOWN_PACKET, f"measurement of type {kind:02x}")]

    def _samples(self, packet: bytes) -> list[CodecEvent]:
        kind, counter, sensors = packet[4], packet[2], _sensors(packet)
        raw = packet[_values_at(kind) :]
        if len(sensors) != 1:
            self._count.other(counter)
            return [Notice(NoticeKind.UNKNOWN_PACKET, f"values of {len(sensors)} sensors, and one was started")]
        values = np.frombuffer(raw, "<i4" if kind == ONE_INT else "<f4").astype(np.float32)
        ticks = self._number(counter, values.size) + np.arange(values.size, dtype=np.int64)
        real = np.isfinite(values)
        events: list[CodecEvent] = []
        if real.any():
            events.append(Frame(ticks[real], values[real].reshape(1, -1)))
        # the samples beside it are sound; the hole becomes a gap by its missing number
        bad = np.flatnonzero(~real)
        return events + [Corrupt(raw[4 * at : 4 * at + 4], "force is not a number") for at in bad]

    def _number(self, counter: int, size: int) -> int:
        """The number of the first of so many samples."""
        sure = self._count.sure
        step = self._count.step(counter)
        if step is not None and step <= 0:
            return self._next + (step - 1) * size
        hole = 0 if step is None else step - 1
        lost_count = (step is None and (sure or self._damaged)) or (hole and self._unclear and self._count.shared)
        if self._dropped or lost_count or (hole and size != self._usual):
            self._next += BREAK
        elif hole:
            self._next += hole * size
        self._damaged = self._dropped = self._unclear = False
        self._usual = size
        first, self._next = self._next, self._next + size
        return first


# Manners -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sensor:
    """What the device says of the sensor that measures force."""

    number: int
    whole: bool
    """It sends whole newtons."""
    uncertainty_n: float
    low_n: float
    high_n: float
    period_us: int
    """The shortest useful one that it can do."""

    @property
    def signal(self) -> Signal:
        return Signal(
            channels=("force",),
            unit=FORCE_UNIT,
            tick_s=self.period_us * 1e-6,
            tick_modulus=None,
            nominal_rate_hz=1e6 / self.period_us,
            # a range from zero says what it is made for: unloaded it reads a little less, and is not at its end
            native_min=self.low_n if self.low_n < 0.0 else -self.high_n,
            native_max=self.high_n,
            clock=SampleClock.COUNT,
        )

    @property
    def scale(self) -> DeviceScale:
        return DeviceScale(
            gain=((1.0,),),
            capacity_n=self.high_n,
            noise_sd_n=max(self.uncertainty_n, LEAST_NOISE * self.high_n),
            native_step=1.0 if self.whole else 0.0,
            note="newtons as the maker scaled them",
        )


class _Talk:
    """What is said on one connection: the counter of its commands, and the sensor that was chosen."""

    def __init__(self, port: Port) -> None:
        self._port = port
        self._counter = 0xFF
        self.sensor: Sensor | None = None

    async def ask(self, op: int, payload: bytes = b"", *, at_least: int = 0, timeout_s: float = ANSWER_S) -> bytes:
        """Raises ReplyTimeout, and WrongDevice when the answer is too short."""
        self._counter = (self._counter - 1) & 0xFF
        answer = (await self._port.ask(command(op, self._counter, payload), op, timeout_s=timeout_s)).payload
        if len(answer) < at_least:
            raise WrongDevice(
                f"The device answers like no Go Direct device that is known (command {op:02x}: {len(answer)} bytes "
                f"instead of {at_least}). Update this program."
            )
        return answer


class GoDirect:
    """The manners of a Go Direct device: it is woken up, asked for its sensors, and told a period before it starts."""

    key = "go-direct"
    title = "Vernier Go Direct"
    gatt: GattProfile | None = GATT
    serial: SerialProfile | None = None
    hid: HidProfile | None = HID
    known_firmware = 255  # its packets say what is in them, and the maker tells of no version that changed any
    battery_every_s: float | None = 60.0

    def __init__(self) -> None:
        self._talks: WeakKeyDictionary[Port, _Talk] = WeakKeyDictionary()

    def codec(self) -> GoDirectCodec:
        return GoDirectCodec()

    async def identify(self, port: Port) -> DeviceInfo:
        """Wake it up and ask who it is and how it measures force.  Raises ReplyTimeout, WrongDevice."""
        talk = self._talks[port] = _Talk(port)
        await talk.ask(INIT, WAKE_UP)
        status = STATUS_ANSWER.unpack_from(await talk.ask(STATUS, at_least=STATUS_ANSWER.size))
        told = await talk.ask(DEVICE_INFO, at_least=DEVICE_ANSWER.size, timeout_s=SLOW_ANSWER_S)
        order, serial, _ = (_plain_text(text) for text in DEVICE_ANSWER.unpack_from(told))
        talk.sensor = sensor = await _force_sensor(talk, order)
        charger = Notice(
            NoticeKind.TROUBLE, f"The {order} {serial} cannot charge its battery: its charger has a fault."
        )
        return DeviceInfo(
            model=f"{self.title} {order}",
            serial=serial,
            firmware=".".join(str(number) for number in status[1:4]),
            signal=sensor.signal,
            battery=_charge(status),
            scale=sensor.scale,
            notices=(charger,) if status[-1] == CHARGER_FAULT else (),
        )

    async def read_battery(self, port: Port) -> tuple[float | None, float | None]:
        """No voltage, and the charge.  Raises ReplyTimeout, WrongDevice."""
        status = STATUS_ANSWER.unpack_from(await self._talks[port].ask(STATUS, at_least=STATUS_ANSWER.size))
        return None, _charge(status)

    async def start(self, port: Port) -> None:
        """Set the period and start the sensor that was chosen.  Raises ReplyTimeout."""
        talk = self._talks[port]
        if talk.sensor is None:
            raise RuntimeError("a Go Direct device is started before it said who it is")
        await talk.ask(SET_PERIOD, b"\xff\x00" + struct.pack("<II", talk.sensor.period_us, 0))
        await talk.ask(START, b"\xff\x01" + struct.pack("<IQ", 1 << talk.sensor.number, 0))

    async def stop(self, port: Port) -> None:
        """Stop every sensor.  Raises ReplyTimeout."""
        await self._talks[port].ask(STOP, b"\xff\x00\xff\xff\xff\xff")


async def _force_sensor(talk: _Talk, order: str) -> Sensor:
    """The first sensor that measures force in newtons, those that the device prefers first.  Raises WrongDevice."""
    there, liked = [int.from_bytes((await talk.ask(op, at_least=4))[:4], "little") for op in (SENSORS, DEFAULT_SENSORS)]
    numbers = [number for mask in (there & liked, there & ~liked) for number in range(32) if mask >> number & 1]
    others: list[str] = []
    for number in numbers:
        answer = await talk.ask(SENSOR_INFO, bytes((number,)), at_least=SENSOR_ANSWER.size)
        name, unit = (_plain_text(answer[at : at + size]) for at, size in ((8, 60), (68, 32)))
        if unit == FORCE_UNIT and answer[0] == number:
            return _sensor(answer)
        others.append(f"{name or 'something'} in {unit or 'no unit'}")
    raise WrongDevice(
        f"The {order or 'device'} measures no force in newtons ({', '.join(others)[:80] or 'it has no sensors'}). "
        "Use a hand dynamometer (GDX-HD), a force plate (GDX-FP) or a force sensor (GDX-FOR)."
    )


def _sensor(answer: bytes) -> Sensor:
    """Raises WrongDevice when it says something impossible of itself, or measures too seldom."""
    fields = SENSOR_ANSWER.unpack_from(answer)
    number, _, kind, mode, _, _, uncertainty_n, low_n, high_n, shortest_us, longest_us, _, grain_us, _ = fields
    sound = all(math.isfinite(value) for value in (uncertainty_n, low_n, high_n)) and low_n < high_n and high_n > 0.0
    if not sound or mode != 0:
        raise WrongDevice(
            "The device says of its force sensor what cannot be (its range, or that it measures only now and then). "
            "Restart the device; if that does not help, it cannot be used here."
        )
    period_us = max(FASTEST_US, shortest_us)
    if 1 < grain_us <= SLOWEST_US:
        period_us = -(-period_us // grain_us) * grain_us
    if period_us > min(SLOWEST_US, longest_us or SLOWEST_US):
        raise WrongDevice(
            f"The device's force sensor cannot take a sample every {FASTEST_US / 1000:g} ms or near it "
            f"({period_us / 1000:g} ms at best). It is too slow for these tests: use another device."
        )
    return Sensor(number, kind == 1, abs(uncertainty_n), low_n, high_n, period_us)


def _charge(status: tuple[int, ...]) -> float | None:
    """Charge 0..1; None where the device says what cannot be."""
    return status[-2] / 100.0 if status[-2] <= 100 else None


def _plain_text(raw: bytes) -> str:
    """Text from a peer, made safe to show: printable ASCII up to the first zero, at most 40 characters."""
    return "".join(chr(byte) for byte in raw.split(b"\0")[0] if 32 <= byte < 127)[:40].strip()


GO_DIRECT = GoDirect()
