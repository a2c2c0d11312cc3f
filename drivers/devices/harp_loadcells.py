"""Harp LoadCells, eight load-cell amplifiers on one clock over USB serial: two plates of four cells at 1 kHz.

    type  len  address  port  payload type  [seconds u32, ticks u16]  payload  checksum
     u8   u8     u8      ff        u8        if payload type & 0x10               u8

``type`` is 1 read, 2 write, 3 event, with 8 added for a refusal.  ``len`` counts the bytes behind itself.  Ticks are
32 us, 31250 of them make a second; both together become one count of 32 us here.  The checksum is the sum of all bytes
before it, modulo 256: so weak, and without any sync word, that a sample counts only with its neighbour (see
``drivers.framing``).  Samples are events of register 33: i16 for eight cells, cells 0-3 on port 0, 4-7 on port 1.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from drivers.contracts import CodecEvent, Corrupt, DeviceInfo, Frame, Notice, NoticeKind, Port, Reply, Signal
from drivers.errors import ReplyTimeout, WrongDevice
from drivers.framing import Bulk, Framer, FrameRule
from drivers.profiles import GattProfile, HidProfile, SerialProfile

READ, WRITE, EVENT, ERROR = 1, 2, 3, 8
U8, U16, S16 = 0x01, 0x02, 0x82
TIMESTAMP = 0x10
DEVICE_PORT = 0xFF

WHO_AM_I = 0
FIRMWARE_HIGH, FIRMWARE_LOW = 6, 7
HEARTBEAT = 8
OPERATION_CONTROL = 10
DEVICE_NAME = 12
SERIAL_NUMBER = 13
ACQUISITION = 32
DATA = 33
ENABLE_EVENTS = 90

LOADCELLS = 1232
"""The answer of a LoadCells board to WHO_AM_I."""
ACTIVE, STANDBY = 0xE1, 0x60
"""Operation control: active with heartbeat and lamps; standby with lamps."""
DATA_EVENTS = 1

TICKS_PER_S = 31250
HEAD = 5
CHANNELS = 8
LONGEST = 64
"""More than any register of this board needs (the name: 37 bytes), so a false beginning is found out soon."""

ITEM_BYTES = {U8: 1, U16: 2, 0x04: 4, 0x08: 8, 0x81: 1, S16: 2, 0x84: 4, 0x88: 8, 0x44: 4}
DATA_PACKET = np.dtype(
    [("lead", "<u4"), ("kind", "u1"), ("s", "<u4"), ("ticks", "<u2"), ("counts", "<i2", CHANNELS), ("checksum", "u1")]
)
DATA_HEAD = bytes((EVENT, DATA_PACKET.itemsize - 2, DATA, DEVICE_PORT, S16 | TIMESTAMP))
"""What every packet of samples begins with: ``lead`` and ``kind``."""

PROFILE = SerialProfile(baud=1_000_000, rtscts=True)

SIGNAL = Signal(
    channels=tuple(f"port{cell // 4}.cell{cell}" for cell in range(CHANNELS)),
    unit="count",
    tick_s=1.0 / TICKS_PER_S,
    tick_modulus=None,
    nominal_rate_hz=1000.0,
    native_min=-32768.0,
    native_max=32767.0,
)


# Packets -------------------------------------------------------------------------------------------------------


def read_request(address: int, payload_type: int) -> bytes:
    """The packet that asks for a register."""
    return _packet(READ, address, payload_type, b"")


def write_request(address: int, value: int, payload_type: int = U8) -> bytes:
    """The packet that sets a register."""
    size = ITEM_BYTES[payload_type]
    return _packet(WRITE, address, payload_type, value.to_bytes(size, "little", signed=payload_type == S16))


def _packet(kind: int, address: int, payload_type: int, payload: bytes) -> bytes:
    body = bytes((kind, len(payload) + 4, address, DEVICE_PORT, payload_type)) + payload
    return body + bytes((sum(body) & 0xFF,))


@lru_cache(maxsize=4096)
def _length(head: bytes) -> int:
    """Length of the packet that begins like this, 0 when this board sends none such."""
    kind, length, address, port, payload_type = head
    item = ITEM_BYTES.get(payload_type & ~TIMESTAMP, 0)
    known = address < 20 or ACQUISITION <= address <= ENABLE_EVENTS
    if kind & ~ERROR not in (READ, WRITE, EVENT) or port != DEVICE_PORT or not item or not known:
        return 0
    payload = length - 4 - _stamp_bytes(payload_type)
    if payload < 0 or payload % item or length + 2 > LONGEST:
        return 0
    if kind == EVENT and (not payload_type & TIMESTAMP or not payload):
        return 0
    if kind == EVENT and address == DATA and head != DATA_HEAD:
        return 0
    return length + 2


def _stamp_bytes(payload_type: int) -> int:
    return 6 if payload_type & TIMESTAMP else 0


def _ticks(packet: bytes) -> int | None:
    """The time stamp in ticks of 32 us; None when the packet has none."""
    if not packet[4] & TIMESTAMP:
        return None
    return int.from_bytes(packet[5:9], "little") * TICKS_PER_S + int.from_bytes(packet[9:11], "little")


def _fault(packet: bytes) -> str:
    if sum(packet[:-1]) & 0xFF != packet[-1]:
        return "checksum does not match"
    if packet[4] & TIMESTAMP and int.from_bytes(packet[9:11], "little") >= TICKS_PER_S:
        return "time stamp is impossible"
    return ""


def _weak(packet: bytes) -> bool:
    # a reply is vouched for by the question; nothing need follow it
    return packet[0] == EVENT


def _follows(first: bytes, second: bytes) -> bool:
    before, after = _ticks(first), _ticks(second)
    return before is not None and after is not None and 0 <= after - before <= TICKS_PER_S


# as arrays: numpy compares with a Python number three times as slowly
LEAD = np.frombuffer(DATA_HEAD[:4], "<u4")
KIND = np.frombuffer(DATA_HEAD[4:], "u1")
TICKS_END = np.array([TICKS_PER_S], "<u2")


def _clean_samples(packets: bytes) -> int:
    """How many of these packets of samples, from the first on, ``_length`` and ``_fault`` both accept."""
    rows = np.frombuffer(packets, DATA_PACKET)
    octets = np.frombuffer(packets, np.uint8).reshape(-1, DATA_PACKET.itemsize)
    clean = np.add.reduce(octets[:, :-1], axis=1, dtype=np.uint8) == rows["checksum"]
    clean &= rows["lead"] == LEAD
    clean &= rows["kind"] == KIND
    clean &= rows["ticks"] < TICKS_END
    odd = clean.tobytes().find(b"\0")
    return len(rows) if odd < 0 else odd


RULE = FrameRule(
    head=HEAD,
    shortest=6,
    longest=LONGEST,
    length=_length,
    fault=_fault,
    weak=_weak,
    follows=_follows,
    bulk=Bulk(DATA_PACKET.itemsize, _clean_samples),
)


class HarpLoadCellsCodec:
    """Bytes of the port to events; samples that arrive together come in one Frame."""

    def __init__(self) -> None:
        self._framer = Framer(RULE)

    def feed(self, data: bytes) -> list[CodecEvent]:
        """Take the next bytes, cut anywhere.  Never raises."""
        events: list[CodecEvent] = []
        samples: list[bytes] = []
        for found in self._framer.feed(data):
            if isinstance(found, bytes) and found[:HEAD] == DATA_HEAD:
                samples.append(found)
                continue
            _end_run(samples, events)
            event = found if isinstance(found, Corrupt) else _event(found)
            if event is not None:
                events.append(event)
        _end_run(samples, events)
        return events


def _end_run(samples: list[bytes], events: list[CodecEvent]) -> None:
    if samples:
        events.append(_frame(b"".join(samples)))
        samples.clear()


def _frame(packets: bytes) -> Frame:
    rows = np.frombuffer(packets, DATA_PACKET)
    ticks = rows["s"].astype(np.int64) * TICKS_PER_S + rows["ticks"]
    return Frame(ticks, rows["counts"].T.astype(np.int16, order="C"))


def _event(packet: bytes) -> CodecEvent | None:
    kind, address = packet[0], packet[2]
    if kind & ~ERROR == EVENT:
        # the heartbeat says only that the board is alive, which its samples say better
        known = kind == EVENT and address == HEARTBEAT
        return None if known else Notice(NoticeKind.UNKNOWN_PACKET, f"event of register {address}")
    payload = packet[HEAD + _stamp_bytes(packet[4]) : -1]
    return Reply(address, payload, error=bool(kind & ERROR))


# Manners -------------------------------------------------------------------------------------------------------


class HarpLoadCells:
    """The manners of a LoadCells board: every command is answered, samples flow while acquisition is on."""

    key = "harp-loadcells"
    title = "Harp LoadCells"
    gatt: GattProfile | None = None
    serial: SerialProfile | None = PROFILE
    hid: HidProfile | None = None
    known_firmware = 1
    battery_every_s: float | None = None

    def codec(self) -> HarpLoadCellsCodec:
        return HarpLoadCellsCodec()

    async def identify(self, port: Port) -> DeviceInfo:
        """Make sure it is a LoadCells board, silence it, and read who it is.  Raises ReplyTimeout, WrongDevice."""
        who = int.from_bytes(await self._first_answer(port), "little")
        if who != LOADCELLS:
            raise WrongDevice(
                f"The device on this port is another Harp board (it says {who}, a LoadCells says {LOADCELLS}). "
                "Choose the port of the LoadCells board."
            )
        await _write(port, ACQUISITION, 0)
        high = await _read(port, FIRMWARE_HIGH, U8)
        low = await _read(port, FIRMWARE_LOW, U8)
        name = await _read(port, DEVICE_NAME, U8)
        serial = await _read(port, SERIAL_NUMBER, U16)
        return DeviceInfo(
            model=_plain_text(name) or self.title,
            serial=str(int.from_bytes(serial, "little")),
            firmware=f"{int.from_bytes(high, 'little')}.{int.from_bytes(low, 'little')}",
            signal=SIGNAL,
        )

    async def read_battery(self, port: Port) -> tuple[float | None, float | None]:
        """Nothing: the board lives on its cable."""
        return None, None

    async def start(self, port: Port) -> None:
        """Make the board active, enable samples only, and switch acquisition on.  Raises ReplyTimeout, WrongDevice."""
        await _write(port, OPERATION_CONTROL, ACTIVE)
        await _write(port, ENABLE_EVENTS, DATA_EVENTS)
        await _write(port, ACQUISITION, 1)

    async def stop(self, port: Port) -> None:
        """Switch acquisition off and leave the board in standby.  Raises ReplyTimeout, WrongDevice."""
        await _write(port, ACQUISITION, 0)
        await _write(port, OPERATION_CONTROL, STANDBY)

    async def _first_answer(self, port: Port) -> bytes:
        try:
            return await _read(port, WHO_AM_I, U16)
        except ReplyTimeout:
            # half a packet that was on the line may have swallowed the answer; the second one pushes it out
            return await _read(port, WHO_AM_I, U16)


async def _read(port: Port, address: int, payload_type: int) -> bytes:
    return _accepted(await port.ask(read_request(address, payload_type), address), "reading", address)


async def _write(port: Port, address: int, value: int) -> None:
    _accepted(await port.ask(write_request(address, value), address), "writing", address)


def _accepted(reply: Reply, doing: str, address: int) -> bytes:
    if reply.error:
        raise WrongDevice(
            f"The board refused {doing} register {address}, which every LoadCells board has. "
            "Its firmware is another than the one this program knows (1.2)."
        )
    return reply.payload


def _plain_text(raw: bytes) -> str:
    """Text from a peer, made safe to show: printable ASCII up to the first zero, at most 40 characters."""
    return "".join(chr(byte) for byte in raw.split(b"\0")[0] if 32 <= byte < 127)[:40]


HARP_LOADCELLS = HarpLoadCells()
