"""Tindeq Progressor, a dynamometer over BLE, and the open firmwares that imitate it (hangman, Crimpdeq, BigBanger).

Every notification is one packet, sometimes padded behind its end:

    +------+-----+---------------------+
    | kind | len | value (len bytes)   |       all numbers little endian
    +------+-----+---------------------+
      00   reply to the last command; does not say to which
      01   n samples of (f32 kg, u32 us since the stream was started), len = 8 n
      02   03   peak force and rate of force development of the device's own: not used
      04   battery nearly empty, the device will switch itself off
      05   06   Crimpdeq only

Commands are exactly one byte: BigBanger reads a longer write as one big number and ignores it, and an older Crimpdeq
takes an unknown command for "stop".  The clock wraps at 2**32 us (71.6 min).  Imitations that are named 10 Hz run at
9.67 Hz, which is why nobody here believes a nominal rate.
"""

from __future__ import annotations

import numpy as np

from drivers.contracts import CodecEvent, Corrupt, DeviceInfo, Frame, Notice, NoticeKind, Port, Reply, Signal
from drivers.errors import WrongDevice
from drivers.profiles import GattProfile, HidProfile, SerialProfile

TARE = b"\x64"
START = b"\x65"
STOP = b"\x66"
START_PEAK_RFD = b"\x67"
START_PEAK_RFD_SERIES = b"\x68"
ADD_CALIBRATION_POINT = b"\x69"
SAVE_CALIBRATION = b"\x6a"
FIRMWARE_VERSION = b"\x6b"
ERROR_INFORMATION = b"\x6c"
CLEAR_ERROR_INFORMATION = b"\x6d"
SLEEP = b"\x6e"
BATTERY_VOLTAGE = b"\x6f"
UNIT_ID = b"\x70"
SET_CALIBRATION = b"\x71"
GET_CALIBRATION = b"\x72"
ADD_CALIBRATION_ROW = b"\x73"
READ_CALIBRATION_TABLE = b"\x74"
REBOOT = b"\x75"
CLEAR_CALIBRATION_TABLE = b"\x76"

REPLY = 0x00
SAMPLES = 0x01
LOW_POWER = 0x04

SAMPLE = np.dtype([("kg", "<f4"), ("us", "<u4")])

PROFILE = GattProfile(
    name_prefix="Progressor",
    service="7e4e1701-1ea6-40c9-9dcc-13d34ffead57",
    notify="7e4e1702-1ea6-40c9-9dcc-13d34ffead57",
    write="7e4e1703-1ea6-40c9-9dcc-13d34ffead57",
)

SIGNAL = Signal(
    channels=("force",),
    unit="kg",
    tick_s=1e-6,
    tick_modulus=2**32,
    nominal_rate_hz=80.0,
    native_min=-150.0,
    native_max=150.0,
    # a converter with a clock of its own, strapped to 80 or to 10 conversions a second; the maker names no tolerance,
    # and parts that are named 10 Hz were seen at 9.67
    other_rates_hz=(10.0,),
    rate_tolerance=0.1,
)

BATTERY_LOW_V = 3.3
BATTERY_EMPTY_V = 2.85
"""Open firmwares warn and switch off at 2.75 V; a genuine unit in use was read at 3.22 V."""


class ProgressorCodec:
    """Notifications to events, one notification a call; keeps nothing between them."""

    def feed(self, data: bytes) -> list[CodecEvent]:
        """Decode one notification.  Never raises; what cannot be read is ``Corrupt``."""
        if not data:
            return []
        if len(data) < 2:
            return [Corrupt(data, "shorter than a packet's header")]
        kind, length = data[0], data[1]
        value = data[2 : 2 + length]
        if len(value) < length:
            return [Corrupt(data, f"cut short: {len(value)} of {length} bytes")]
        if kind == SAMPLES:
            return _samples(data, value)
        if kind == REPLY:
            return [Reply(None, value)]
        if kind == LOW_POWER:
            return [Notice(NoticeKind.LOW_BATTERY, "The battery is nearly empty; the dynamometer will switch off.")]
        return [Notice(NoticeKind.UNKNOWN_PACKET, f"packet of kind {kind:02x}")]


def _samples(data: bytes, value: bytes) -> list[CodecEvent]:
    if not value or len(value) % SAMPLE.itemsize:
        return [Corrupt(data, f"{len(value)} bytes are not a whole number of samples")]
    rows = np.frombuffer(value, SAMPLE)
    real = np.isfinite(rows["kg"])
    events: list[CodecEvent] = []
    if real.any():
        good = rows[real]
        events.append(Frame(good["us"].astype(np.int64), good["kg"].reshape(1, -1).astype(np.float32)))
    # the samples beside it are sound; the hole becomes a gap by its missing tick
    events += [Corrupt(row.tobytes(), "force is not a number") for row in rows[~real]]
    return events


class Progressor:
    """The manners of a Progressor: it answers one command at a time and starts when it is told."""

    key = "progressor"
    title = "Tindeq Progressor"
    gatt: GattProfile | None = PROFILE
    serial: SerialProfile | None = None
    hid: HidProfile | None = None
    known_firmware = 2
    # every make answers this command, streaming or not; one that does not know it has failed to identify itself before
    battery_every_s: float | None = 60.0

    def codec(self) -> ProgressorCodec:
        return ProgressorCodec()

    async def identify(self, port: Port) -> DeviceInfo:
        """Ask for firmware, battery and unit id.  Raises ReplyTimeout, WrongDevice."""
        firmware = await _ask(port, FIRMWARE_VERSION)
        battery_v, battery = await self.read_battery(port)
        unit = await _ask(port, UNIT_ID)
        if len(unit) > 8:
            raise _unlike_any("id", unit)
        return DeviceInfo(
            model=self.title,
            # trailing zero bytes may be missing, which little endian does not mind
            serial=f"{int.from_bytes(unit, 'little'):X}",
            firmware=_plain_text(firmware),
            signal=SIGNAL,
            battery_v=battery_v,
            battery=battery,
            battery_low_v=BATTERY_LOW_V,
            battery_empty_v=BATTERY_EMPTY_V,
        )

    async def read_battery(self, port: Port) -> tuple[float | None, float | None]:
        """The voltage; makes have different cells, so no charge is guessed.  Raises ReplyTimeout, WrongDevice."""
        battery = await _ask(port, BATTERY_VOLTAGE)
        if not 1 <= len(battery) <= 4:
            raise _unlike_any("battery", battery)
        return int.from_bytes(battery, "little") / 1000.0, None

    async def start(self, port: Port) -> None:
        """Start the stream; there is no reply, samples follow."""
        await port.send(START)

    async def stop(self, port: Port) -> None:
        """Stop the stream; there is no reply."""
        await port.send(STOP)


async def _ask(port: Port, command: bytes) -> bytes:
    return (await port.ask(command, command[0])).payload


def _unlike_any(what: str, answer: bytes) -> WrongDevice:
    return WrongDevice(
        f"The device answers like no Progressor that is known ({what} {answer.hex()}). "
        "Its firmware may be newer than this program: update the program."
    )


def _plain_text(raw: bytes) -> str:
    """Text from a peer, made safe to show: printable ASCII, at most 40 characters."""
    return "".join(chr(byte) for byte in raw if 32 <= byte < 127)[:40]


PROGRESSOR = Progressor()
