"""The bytes of Harp LoadCells: requests as they are written, replies, samples and edges as they are read.

    type  len  address  port  payload type  [seconds u32, ticks u16]  payload  checksum
     u8   u8     u8      ff        u8        if payload type & 0x10               u8

``type`` is 1 read, 2 write, 3 event, with 8 added for a refusal.  ``len`` counts the bytes behind itself.  Ticks are
32 us, 31250 of them make a second; both together become one count of 32 us here.  The checksum is the sum of all bytes
before it, modulo 256: so weak, and without any sync word, that an event counts only with its neighbour (see
``drivers.framing``).

    event of register 33    a sample: i16 for eight cells, cells 0-3 on port 0, 4-7 on port 1
                      34    the level of the digital input DI0 changed, and is now bit 0
                      35    that of the synchronisation output DO0
                       8    a second of the board's clock begins, this one
                      18    the same said by newer boards without the second: skipped

The clock of a board is set by the packets of a bus of its own (``AA AF`` and the second, u32), which it hears and the
computer does not: two boards on one bus count the same seconds.  Nothing on this line says whether a board is on one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from drivers.contracts import CodecEvent, Corrupt, Frame, Notice, NoticeKind, Reply, SyncEdge
from drivers.framing import Bulk, Framer, FrameRule

READ, WRITE, EVENT, ERROR = 1, 2, 3, 8
U8, U16, U32, S16 = 0x01, 0x02, 0x04, 0x82
TIMESTAMP = 0x10
DEVICE_PORT = 0xFF

SECOND, HEARTBEAT = 8, 18
FIRST_OF_BOARD, DATA, DI0, DO0, LAST_OF_BOARD = 32, 33, 34, 35, 90

TICKS_PER_S = 31250
HEAD = 5
CHANNELS = 8
LONGEST = 64
"""More than any register of this board needs (the name: 37 bytes), so a false beginning is found out soon."""

LATE_BEAT = TICKS_PER_S // 100
"""The event that a second begins is stamped within so many ticks of its beginning."""

ITEM_BYTES = {U8: 1, U16: 2, U32: 4, 0x08: 8, 0x81: 1, S16: 2, 0x84: 4, 0x88: 8, 0x44: 4}
DATA_PACKET = np.dtype(
    [("lead", "<u4"), ("kind", "u1"), ("s", "<u4"), ("ticks", "<u2"), ("counts", "<i2", CHANNELS), ("checksum", "u1")]
)
DATA_HEAD = bytes((EVENT, DATA_PACKET.itemsize - 2, DATA, DEVICE_PORT, S16 | TIMESTAMP))
"""What every packet of samples begins with: ``lead`` and ``kind``."""


# Packets -------------------------------------------------------------------------------------------------------


def read_request(address: int, payload_type: int) -> bytes:
    """The packet that asks for a register."""
    return _packet(READ, address, payload_type, b"")


def write_request(address: int, value: int | Sequence[int], payload_type: int = U8) -> bytes:
    """The packet that sets a register, to several values where it holds several."""
    values = (value,) if isinstance(value, int) else value
    size, signed = ITEM_BYTES[payload_type], payload_type == S16
    return _packet(
        WRITE, address, payload_type, b"".join(one.to_bytes(size, "little", signed=signed) for one in values)
    )


def values_of(payload: bytes, payload_type: int) -> tuple[int, ...]:
    """The values of a register of this type.  Raises ValueError when the bytes are not a whole number of them."""
    size, signed = ITEM_BYTES[payload_type], payload_type == S16
    if len(payload) % size:
        raise ValueError(f"{len(payload)} bytes are not a whole number of values")
    return tuple(
        int.from_bytes(payload[at : at + size], "little", signed=signed) for at in range(0, len(payload), size)
    )


def _packet(kind: int, address: int, payload_type: int, payload: bytes) -> bytes:
    body = bytes((kind, len(payload) + 4, address, DEVICE_PORT, payload_type)) + payload
    return body + bytes((sum(body) & 0xFF,))


@lru_cache(maxsize=4096)
def _length(head: bytes) -> int:
    """Length of the packet that begins like this, 0 when this board sends none such."""
    kind, length, address, port, payload_type = head
    item = ITEM_BYTES.get(payload_type & ~TIMESTAMP, 0)
    known = address < 20 or FIRST_OF_BOARD <= address <= LAST_OF_BOARD
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
SECOND_IN_TICKS = np.int64(TICKS_PER_S)

SIZE = DATA_PACKET.itemsize
NOTHING_OVER = np.array([1] * (SIZE - 1) + [255], np.uint8)
"""Times the bytes of a packet, modulo 256: their sum less the checksum."""
SURELY_TICKS = bytes(range(TICKS_PER_S >> 8))
"""High bytes of the ticks that leave no doubt."""


def _clean_samples(packets: bytes) -> int:
    """How many of these packets of samples, from the first on, ``_length`` and ``_fault`` both accept."""
    count = len(packets) // SIZE
    octets = np.ndarray((count, SIZE), np.uint8, packets)
    # bytes of bytes: a tenth of what numpy takes for so few
    if (
        octets.dot(NOTHING_OVER).tobytes() == bytes(count)
        and packets[0::SIZE] == DATA_HEAD[0:1] * count
        and packets[1::SIZE] == DATA_HEAD[1:2] * count
        and packets[2::SIZE] == DATA_HEAD[2:3] * count
        and packets[3::SIZE] == DATA_HEAD[3:4] * count
        and packets[4::SIZE] == DATA_HEAD[4:5] * count
        and not packets[10::SIZE].translate(None, SURELY_TICKS)
    ):
        return count
    return _clean_up_to_the_first(packets)


def _clean_up_to_the_first(packets: bytes) -> int:
    """The same, where there is an odd one, or one that may be."""
    rows = np.frombuffer(packets, DATA_PACKET)
    octets = np.frombuffer(packets, np.uint8).reshape(-1, SIZE)
    clean = octets.dot(NOTHING_OVER) == 0
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
    begins=bytes((READ, WRITE, EVENT, READ | ERROR, WRITE | ERROR, EVENT | ERROR)),
    bulk=Bulk(SIZE, _clean_samples),
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
    ticks = rows["s"].astype(np.int64)
    ticks *= SECOND_IN_TICKS
    ticks += rows["ticks"]
    return Frame(ticks, rows["counts"].T.astype(np.int16, order="C"))


def _event(packet: bytes) -> CodecEvent | None:
    kind, address = packet[0], packet[2]
    payload = packet[HEAD + _stamp_bytes(packet[4]) : -1]
    if kind & ~ERROR != EVENT:
        return Reply(address, payload, error=bool(kind & ERROR))
    tick = _ticks(packet)
    if kind == EVENT and tick is not None:
        if address in (DI0, DO0) and len(payload) == 1:
            return SyncEdge("DI0" if address == DI0 else "DO0", bool(payload[0] & 1), tick)
        if address == SECOND and len(payload) == 4:
            second = int.from_bytes(payload, "little")
            if abs(tick - second * TICKS_PER_S) > LATE_BEAT:
                return Notice(NoticeKind.UNKNOWN_PACKET, "beat of the clock with another time beside it")
            return SyncEdge("second", True, second * TICKS_PER_S, number=second)
        if address == HEARTBEAT:
            return None
    return Notice(NoticeKind.UNKNOWN_PACKET, f"event of register {address}")
