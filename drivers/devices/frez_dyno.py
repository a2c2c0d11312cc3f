"""Frez Dyno, a hand-held dynamometer over BLE that sends raw counts, by the maker's published "protocol v1".

    command        01 00 start    02 00 stop    ff 00 switch off          none of them is answered
    notification   01 00, then nine times (i32 counts, u32 ms since it was started): exactly 74 bytes

A notification is taken whole or not at all: 74 bytes, code 01, reserved 00, and nine times that increase.  The clock
has a resolution of 1 ms and steps by 4; it wraps after 49.7 days.  Serial number, software version and battery stand
in the usual services beside the stream (2a25, 2a28, 2a19).

Nothing in it is checked by a sum: a count that was changed on a way that radio does not guard looks like any other, and
so does a time that still increases.

Kilograms are a factor times (counts - counts of the empty unit).  The factor belongs to the single unit, and the unit
does not tell it; the maker keeps it online.  So there is no force without a calibration record: hang known masses on it
and find the factor, or ask the maker for it, and write it down as ``gain`` (factor x 9.80665).

Not published: the converter's range.  24 bits are assumed, which is some thirty times what the grip can carry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from drivers.commands import DeviceCommand
from drivers.contracts import Capability, CodecEvent, Corrupt, DeviceInfo, Frame, Port, Signal
from drivers.errors import WrongDevice
from drivers.profiles import GattProfile, HidProfile, SerialProfile

START, STOP, POWER_OFF = b"\x01\x00", b"\x02\x00", b"\xff\x00"
SERIAL_NUMBER, SOFTWARE, BATTERY_LEVEL = "2a25", "2a28", "2a19"

SAMPLE = np.dtype([("counts", "<i4"), ("ms", "<u4")])
SAMPLES = 9
SIZE = 2 + SAMPLES * SAMPLE.itemsize
CODE, RESERVED = 0x01, 0x00
HALF_TURN = 2**31
FULL_SCALE = 2.0**23

PROFILE = GattProfile(
    name_prefix="FrezDyno-",
    service="da8a6c41-154b-4b9a-9b00-2f84dfcebfe9",
    notify="da8a6c42-154b-4b9a-9b00-2f84dfcebfe9",
    write="da8a6c43-154b-4b9a-9b00-2f84dfcebfe9",
    smallest_mtu=SIZE + 3,
)

SIGNAL = Signal(
    channels=("force",),
    unit="count",
    tick_s=1e-3,
    tick_modulus=2**32,
    nominal_rate_hz=250.0,
    native_min=-FULL_SCALE,
    native_max=FULL_SCALE - 1.0,
)

CALIBRATED_BY = (
    "A Frez Dyno does not know its own factor. Ask the maker for the kilograms of one count of this serial number and "
    "write them into the record as gain, times 9.80665; or find the gain by hanging known masses on it."
)


class FrezDynoCodec:
    """Notifications to events, one notification a call; keeps nothing between them."""

    def feed(self, data: bytes) -> list[CodecEvent]:
        """Decode one notification.  Never raises; what cannot be read is ``Corrupt``."""
        if not data:
            return []
        if len(data) != SIZE:
            return [Corrupt(data, f"{len(data)} bytes instead of {SIZE}")]
        if data[0] != CODE or data[1] != RESERVED:
            return [Corrupt(data, "no packet begins like this")]
        rows = np.frombuffer(data, SAMPLE, offset=2)
        ticks = rows["ms"].astype(np.int64)
        steps = np.diff(ticks) % 2**32
        if not ((steps > 0) & (steps < HALF_TURN)).all():
            return [Corrupt(data, "its clock does not go on")]
        return [Frame(ticks, rows["counts"].reshape(1, -1).astype(np.int32))]


async def _sleep(port: Port, _: Sequence[str]) -> str:
    await port.send(POWER_OFF)
    return "It was switched off."


class FrezDyno:
    """The manners of a Frez Dyno: it is read about, started and stopped, and answers no command."""

    key = "frez-dyno"
    title = "Frez Dyno"
    gatt: GattProfile | None = PROFILE
    serial: SerialProfile | None = None
    hid: HidProfile | None = None
    known_firmware = 1
    battery_every_s: float | None = 60.0
    commands: Mapping[str, DeviceCommand] = {
        "sleep": DeviceCommand("Switches it off; it is switched on again by its button.", _sleep, ends_link=True)
    }

    def codec(self) -> FrezDynoCodec:
        return FrezDynoCodec()

    async def identify(self, port: Port) -> DeviceInfo:
        """Read who it is.  Raises WrongDevice, LinkLost."""
        serial = _plain_text(await port.attribute(SERIAL_NUMBER))
        software = _plain_text(await port.attribute(SOFTWARE))
        if not serial or not software:
            raise WrongDevice(
                "The device does not tell its serial number and software version as every Frez Dyno does. "
                "Choose another device, or its right kind."
            )
        _, battery = await self.read_battery(port)
        return DeviceInfo(
            model=self.title,
            serial=serial,
            firmware=software,
            signal=SIGNAL,
            battery=battery,
            capabilities=frozenset((Capability.SLEEP,)),
            calibrated_by=CALIBRATED_BY,
        )

    async def read_battery(self, port: Port) -> tuple[float | None, float | None]:
        """No voltage, and the charge; None for what cannot be.  Raises LinkLost."""
        level = await port.attribute(BATTERY_LEVEL)
        return None, level[0] / 100.0 if len(level) == 1 and level[0] <= 100 else None

    async def start(self, port: Port) -> None:
        """Start the stream; there is no reply, samples follow."""
        await port.send(START)

    async def stop(self, port: Port) -> None:
        """Stop the stream; there is no reply."""
        await port.send(STOP)


def _plain_text(raw: bytes) -> str:
    """Text from a peer, made safe to show: printable ASCII up to the first zero, at most 40 characters."""
    return "".join(chr(byte) for byte in raw.split(b"\0")[0] if 32 <= byte < 127)[:40].strip()


FREZ_DYNO = FrezDyno()
