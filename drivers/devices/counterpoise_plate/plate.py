"""Counterpoise plate: our own open protocol for people who build plates (docs/plate-protocol.md), version 1.

    01 samples    first us u64, span us u32, valid u8, form u8 (0 i24, 1 i32), count u8, cells u8, count x cells values
    02 edge       us u64, line u8, level u8
    03 status     valid u8, battery % u8, battery mV u16, flags u16, 0.01 degrees i16, samples left out u32
    04 reply      request u8, command u8, code u8, data
    10 command    request u8, command u8, arguments                             (the only one from host to device)

Two sync bytes, length, check and CRC-16 around them are in ``packets``.  A packet tells when its first
sample was taken and how long after it the last; those between are evenly spaced.  Its time is the device's own, in
microseconds since it was switched on, and does not wrap.  ``valid`` has a bit for every plate: where one is missing,
none of the packet's values are handed out, for any plate: the samples are a gap then, and what is wrong is said once.
What a device does not know of itself (calibration, battery) it says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from drivers.commands import DeviceCommand
from drivers.contracts import (
    Capability,
    CodecEvent,
    Corrupt,
    DeviceInfo,
    DeviceScale,
    Frame,
    Notice,
    NoticeKind,
    Port,
    Reply,
    Signal,
    SyncEdge,
)
from drivers.devices.counterpoise_plate import commands
from drivers.devices.counterpoise_plate.packets import (
    ASK_STATUS,
    BATTERY_LOW,
    CALIBRATED,
    CAN_CALIBRATE,
    CAN_TARE,
    CONVERTER_FAULT,
    EDGE,
    EDGE_PAYLOAD,
    FORM_BYTES,
    HAS_SYNC,
    HEAD,
    IDENTIFY,
    IDENTITY,
    KEEP_ALIVE_S,
    LATEST_US,
    OVERLOAD,
    PROTOCOL,
    REPLY,
    RULE,
    SAMPLES,
    SAMPLES_HEAD,
    START,
    STATUS,
    STATUS_BLOCK,
    STOP,
    plain_text,
)
from drivers.devices.counterpoise_plate.record import PlateRecord
from drivers.errors import LinkUnavailable, UnknownFirmware, WrongDevice
from drivers.framing import Framer
from drivers.profiles import GattProfile, HidProfile, SerialProfile

GATT = GattProfile(
    name_prefix="Counterpoise",
    service="d9c30001-819b-4de7-8a2b-09dc2c73023d",
    notify="d9c30002-819b-4de7-8a2b-09dc2c73023d",
    write="d9c30003-819b-4de7-8a2b-09dc2c73023d",
    smallest_mtu=100,
)
NO_USE = (
    "The calibration that the plates keep is damaged or of other plates, so it is not used. Calibrate them again, or "
    "give their calibration as a file."
)
SERIAL = SerialProfile(baud=921_600, rtscts=False, product="Counterpoise plate")


class CounterpoisePlateCodec:
    """Bytes of a line or notifications to events; remembers how many cells and plates the device said it has."""

    def __init__(self) -> None:
        self._framer = Framer(RULE)
        self._cells: int | None = None
        self._plates: int | None = None
        self._trouble: dict[str, str] = {}
        """What was said last of every part that can be in trouble."""

    def feed(self, data: bytes) -> list[CodecEvent]:
        """Take the next bytes, cut anywhere.  Never raises."""
        events: list[CodecEvent] = []
        for found in self._framer.feed(data):
            if isinstance(found, Corrupt):
                events.append(found)
            else:
                self._take(found, found[4], found[HEAD.size : -2], events)
        return events

    def _take(self, raw: bytes, kind: int, payload: bytes, events: list[CodecEvent]) -> None:
        if kind == SAMPLES and len(payload) >= SAMPLES_HEAD.size:
            self._take_samples(raw, payload, events)
        elif kind == REPLY and len(payload) >= 3:
            number, command, code = payload[:3]
            if command == IDENTIFY and not code:
                self._learn(payload[3:])
            events.append(Reply(number << 8 | command, payload[2:], error=code != 0))
            if command == ASK_STATUS and not code and len(payload) >= 3 + STATUS_BLOCK.size:
                self._take_status(payload[3:], events)
        elif kind == EDGE and len(payload) >= EDGE_PAYLOAD.size:
            us, line, level = EDGE_PAYLOAD.unpack_from(payload)
            possible = us < LATEST_US and level < 2
            events.append(SyncEdge(f"sync{line + 1}", level == 1, us) if possible else Corrupt(raw, "impossible edge"))
        elif kind == STATUS and len(payload) >= STATUS_BLOCK.size:
            self._take_status(payload, events)
        elif kind in (SAMPLES, REPLY, EDGE, STATUS):
            events.append(Corrupt(raw, "shorter than what it has to hold"))
        else:
            events.append(Notice(NoticeKind.UNKNOWN_PACKET, f"packet of type {kind:02x}"))

    def _learn(self, identity: bytes) -> None:
        if len(identity) >= IDENTITY.size and identity[0] == PROTOCOL:
            self._plates = identity[6]
            self._cells = sum(identity[8:16])

    def _take_samples(self, raw: bytes, payload: bytes, events: list[CodecEvent]) -> None:
        first_us, span_us, valid, form, count, cells = SAMPLES_HEAD.unpack_from(payload)
        width = FORM_BYTES.get(form)
        if width is None:
            events.append(Notice(NoticeKind.UNKNOWN_PACKET, f"samples of form {form}"))
            return
        if not count or not cells or len(payload) != SAMPLES_HEAD.size + count * cells * width:
            events.append(Corrupt(raw, f"{len(payload)} bytes are not {count} samples of {cells} cells"))
            return
        if self._cells is not None and cells != self._cells:
            events.append(Corrupt(raw, f"samples of {cells} cells from a device with {self._cells}"))
            return
        self._cells = cells
        if first_us >= LATEST_US or span_us < count - 1 or (count == 1 and span_us):
            events.append(Corrupt(raw, "its times are impossible"))
            return
        if why := self._invalid(valid):
            self._say("plates", why, events)
            return
        self._trouble.pop("plates", None)
        steps = np.arange(count, dtype=np.int64) * span_us
        apart = max(count - 1, 1)
        values = _values(payload[SAMPLES_HEAD.size :], width, cells)
        events.append(Frame(first_us + (steps + apart // 2) // apart, values))

    def _invalid(self, valid: int) -> str:
        """Which plates do not measure, as a sentence; empty when all of them do."""
        plates = range(self._plates or 1)
        dead = [plate + 1 for plate in plates if not valid >> plate & 1] if self._plates else [] if valid else [1]
        if not dead:
            return ""
        which = f"Plate {dead[0]} does" if len(dead) == 1 else f"Plates {', '.join(map(str, dead))} do"
        return (
            f"{which} not measure: the device marks the values as invalid. Nothing is taken from the other plates "
            "either, so that no sum is wrong. Check the cable between plate and device."
        )

    def _take_status(self, payload: bytes, events: list[CodecEvent]) -> None:
        valid, charge, _, flags, _, left_out = STATUS_BLOCK.unpack_from(payload)
        low = flags & BATTERY_LOW
        left = f" ({charge} %)" if charge <= 100 else ""
        if low and "battery" not in self._trouble:
            events.append(Notice(NoticeKind.LOW_BATTERY, f"The battery of the plates is low{left}. Charge them."))
        self._trouble.pop("battery", None) if not low else self._trouble.update(battery="low")
        self._say("plates", self._invalid(valid), events)
        fault = "A converter in the plates does not work. Switch them off and on; if it stays, have them repaired."
        self._say("converter", fault if flags & CONVERTER_FAULT else "", events)
        over = f"The plates could not send everything: {left_out} samples were left out. Use a faster line."
        self._say("overload", over if flags & OVERLOAD else "", events)

    def _say(self, part: str, why: str, events: list[CodecEvent]) -> None:
        """Say what is wrong with a part when that is news."""
        if why and part not in self._trouble:
            events.append(Notice(NoticeKind.TROUBLE, why))
        if why:
            self._trouble[part] = why
        else:
            self._trouble.pop(part, None)


def _values(raw: bytes, width: int, cells: int) -> npt.NDArray[np.int32]:
    """Values ``(cells, n)`` out of samples that stand one behind the other."""
    if width == 4:
        return np.frombuffer(raw, "<i4").reshape(-1, cells).T.astype(np.int32, order="C")
    wide = np.zeros((len(raw) // 3, 4), np.uint8)
    wide[:, 1:] = np.frombuffer(raw, np.uint8).reshape(-1, 3)
    return (wide.view("<i4")[:, 0] >> 8).reshape(-1, cells).T.astype(np.int32, order="C")


# Manners -------------------------------------------------------------------------------------------------------


class CounterpoisePlate:
    """The manners of a plate that speaks our protocol: every command is answered, samples flow between START and STOP.

    What else it can be told is in ``commands``.
    """

    key = "counterpoise-plate"
    title = "Counterpoise plate"
    gatt: GattProfile | None = GATT
    serial: SerialProfile | None = SERIAL
    hid: HidProfile | None = None
    known_firmware = PROTOCOL
    battery_every_s: float | None = 60.0
    commands: Mapping[str, DeviceCommand] = commands.COMMANDS

    def codec(self) -> CounterpoisePlateCodec:
        return CounterpoisePlateCodec()

    async def identify(self, port: Port) -> DeviceInfo:
        """Ask who it is, silence it, look at its plates and read its calibration.

        Raises ReplyTimeout, WrongDevice, UnknownFirmware, and LinkUnavailable while a plate does not measure.
        """
        said = await commands.identity(port)
        if said[:1] and said[0] != PROTOCOL:
            raise UnknownFirmware(
                f"The plates speak version {said[0]} of the plate protocol, and this program knows version "
                f"{PROTOCOL}. Their numbers could mean something else, so none are taken. Update this program."
            )
        if len(said) < IDENTITY.size:
            raise WrongDevice(f"The plates say too little of themselves ({len(said)} bytes). Update their firmware.")
        signal, features, info = _identity(said)
        await commands.done(port, STOP, b"", "stop streaming")
        valid, charge, millivolts, flags, _, _ = await commands.status(port)
        if dead := [plate + 1 for plate in range(said[6]) if not valid >> plate & 1]:
            raise LinkUnavailable(
                f"Plate {dead[0]} of the device {info.serial} does not measure, so there are no forces to show. "
                "Check the cable between plate and device, then switch the device off and on."
            )
        scale: DeviceScale | None = None
        notices: tuple[Notice, ...] = ()
        if features & CAN_CALIBRATE and flags & CALIBRATED:
            scale = _fitting_scale(await commands.read_calibration(port), signal, said[6])
            notices = () if scale is not None else (Notice(NoticeKind.TROUBLE, NO_USE),)
        return replace(
            info,
            battery_v=millivolts / 1000.0 if millivolts else None,
            battery=charge / 100.0 if charge <= 100 else None,
            scale=scale,
            notices=notices,
        )

    async def read_battery(self, port: Port) -> tuple[float | None, float | None]:
        """Volts and charge, as far as the plates know them.  It is their sign that somebody listens."""
        _, charge, millivolts, _, _, _ = await commands.status(port)
        return millivolts / 1000.0 if millivolts else None, charge / 100.0 if charge <= 100 else None

    async def start(self, port: Port) -> None:
        """Let samples flow, for as long as somebody asks for something every three minutes.  Raises WrongDevice."""
        await commands.done(port, START, KEEP_ALIVE_S.to_bytes(2, "little"), "stream")

    async def stop(self, port: Port) -> None:
        """Let no more samples flow.  Raises ReplyTimeout, WrongDevice."""
        await commands.done(port, STOP, b"", "stop streaming")


def _identity(said: bytes) -> tuple[Signal, int, DeviceInfo]:
    """What the identity means: the signal, the features, and what is known before the status.  Raises WrongDevice."""
    (major, minor, *version, features, plates, _, cells_of, rate_mhz, low, high, _, _, _, serial, model) = (
        IDENTITY.unpack_from(said)
    )
    cells = cells_of[:plates]
    if not 1 <= plates <= 8 or 0 in cells or any(cells_of[plates:]) or sum(cells) > 32 or not rate_mhz or low >= high:
        raise WrongDevice(
            "The plates describe themselves in a way that cannot be (plates, cells, rate or range), so none of their "
            "numbers are taken. Their firmware has to be corrected."
        )
    number = plain_text(serial)
    if not number:
        raise WrongDevice(
            "The plates have no serial number, so their calibration and their sides could be mistaken for another "
            "pair's. Give them one in their firmware."
        )
    signal = Signal(
        channels=tuple(f"plate{p + 1}.cell{c + 1}" for p, count in enumerate(cells) for c in range(count)),
        unit="count",
        tick_s=1e-6,
        tick_modulus=None,
        nominal_rate_hz=rate_mhz / 1000.0,
        native_min=float(low),
        native_max=float(high),
    )
    can = {Capability.TARE: CAN_TARE, Capability.CALIBRATION: CAN_CALIBRATE, Capability.SYNC_INPUT: HAS_SYNC}
    info = DeviceInfo(
        model=plain_text(model) or "Counterpoise plate",
        serial=number,
        firmware=f"{major}.{minor}",
        signal=signal,
        capabilities=frozenset(what for what, bit in can.items() if features & bit),
        settings=(("builder's firmware", ".".join(str(part) for part in version)),),
    )
    return signal, features, info


def _fitting_scale(record: PlateRecord | None, signal: Signal, plates: int) -> DeviceScale | None:
    """The scale of a record that is of as many plates and cells as the device has; None otherwise."""
    if record is None or len(record.zero) != len(signal.channels) or len(record.plates) != plates:
        return None
    return record.scale()


COUNTERPOISE_PLATE = CounterpoisePlate()
