r"""The layout of a ``.rec`` file: magic, then frames that each carry their own checksum.

All numbers are little-endian.  The file begins with the 8 bytes ``89 43 50 52 45 43 0D 0A`` (``\x89CPREC\r\n``).
Then frame follows frame::

    offset  size  field
    0       4     sync  AB 52 45 43
    4       1     kind  1 header, 2 stream, 3 samples, 4 gap, 5 marker, 6 clock, 7 end
    5       1     stream number
    6       2     segment number
    8       4     length of the payload
    12      4     sequence number of the frame in the file, from 0
    16      4     CRC-32 (zlib) of bytes 4 to 15 and the payload
    20      n     payload: UTF-8 JSON, for samples the block below

    samples:  0  8  index of the first sample in its segment (int64)
              8  1  kind of value: 1 int16, 2 int32, 3 float32
              9  1  ticks: 0 all of them as int64[n], 1 first and step as int64[2]
              10 2  channels
              12 4  n, samples per channel
              16    ticks, then the values of channel 0, of channel 1, ...

A reader that meets bytes which are no valid frame looks for the next sync with a valid checksum.  Frames that describe
(header, stream) are written twice, so that one damaged place does not cost the meaning of everything after it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Final, cast

import msgspec
import numpy as np

from drivers.contracts import Native, SampleBlock, Ticks

MAGIC: Final = b"\x89CPREC\r\n"
SYNC: Final = b"\xabREC"
FORMAT: Final = 1
"""Version of the layout; a reader refuses greater ones."""

_HEAD = struct.Struct("<4sBBHIII")
_SAMPLES = struct.Struct("<qBBHI")
_Dtype = np.dtype[np.int16] | np.dtype[np.int32] | np.dtype[np.float32]
_VALUE_CODES: Final[dict[int, _Dtype]] = {1: np.dtype("<i2"), 2: np.dtype("<i4"), 3: np.dtype("<f4")}
VALUE_TYPES: Final = frozenset(dtype.newbyteorder("=") for dtype in _VALUE_CODES.values())
"""What a device may send."""
_CODE_OF: Final = {dtype: code for code, dtype in _VALUE_CODES.items()}


class Kind(IntEnum):
    HEADER = 1
    STREAM = 2
    SAMPLES = 3
    GAP = 4
    MARKER = 5
    CLOCK = 6
    END = 7


@dataclass(frozen=True, slots=True)
class Header:
    """What a recording says about itself.  ``person`` and ``session`` are ids of the store, never names."""

    recording_id: str
    """A UUID; the file is called ``<recording_id>.rec``."""
    created: datetime
    """Wall clock with its UTC offset."""
    software: str
    protocol: str
    person: str
    title: str
    session: str = ""
    protocol_text: str = ""
    """The clinical test as it was, so that the numbers can be recomputed when the test has changed."""


@dataclass(frozen=True, slots=True)
class RawFrame:
    """One frame whose checksum is right."""

    kind: int
    stream: int
    segment: int
    sequence: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes from ``offset`` on that are no valid frame."""

    offset: int
    length: int


def pack_frame(kind: Kind, stream: int, segment: int, sequence: int, payload: bytes) -> bytes:
    """One frame as it stands in the file."""
    head = _HEAD.pack(SYNC, kind, stream, segment, len(payload), sequence & 0xFFFF_FFFF, 0)
    return head[:16] + zlib.crc32(payload, zlib.crc32(head[4:16])).to_bytes(4, "little") + payload


def scan(data: bytes) -> Iterator[RawFrame | Damage]:
    """Every valid frame of a file and every damaged place, in order; any bytes whatever are accepted."""
    position = len(MAGIC) if data.startswith(MAGIC) else 0
    damaged_from = position
    while (start := data.find(SYNC, position)) >= 0:
        frame = _frame_at(data, start)
        if frame is None:
            position = start + 1
            continue
        if start > damaged_from:
            yield Damage(damaged_from, start - damaged_from)
        yield frame
        position = damaged_from = start + _HEAD.size + len(frame.payload)
    if damaged_from < len(data):
        yield Damage(damaged_from, len(data) - damaged_from)


def _frame_at(data: bytes, start: int) -> RawFrame | None:
    if start + _HEAD.size > len(data):
        return None
    _, kind, stream, segment, length, sequence, crc = _HEAD.unpack_from(data, start)
    body = start + _HEAD.size
    if body + length > len(data):
        return None
    payload = data[body : body + length]
    if zlib.crc32(payload, zlib.crc32(data[start + 4 : start + 16])) != crc:
        return None
    return RawFrame(kind, stream, segment, sequence, payload)


# Payloads ----------------------------------------------------------------------------------------------------------


def pack_json(value: object) -> bytes:
    """Any dataclass, mapping or plain value as UTF-8 JSON; numpy scalars become plain numbers."""
    return msgspec.json.encode(value, enc_hook=_plain)


def _plain(value: object) -> object:
    if isinstance(value, np.generic):
        plain: object = value.item()
        return plain
    raise NotImplementedError(f"{type(value).__name__} has no place in a recording")


def pack_samples(blocks: Sequence[SampleBlock]) -> bytes:
    """Blocks that follow each other without a gap as one payload."""
    ticks = np.concatenate([block.ticks for block in blocks])
    values = np.concatenate([block.values for block in blocks], axis=1)
    dtype = values.dtype.newbyteorder("<")
    channels, n = values.shape
    even = n < 3 or not np.any(np.diff(ticks, 2))
    head = _SAMPLES.pack(blocks[0].index, _CODE_OF[dtype], int(even), channels, n)
    if even:
        step = int(ticks[1] - ticks[0]) if n > 1 else 0
        ticks = np.array([ticks[0], step], np.int64)
    return head + ticks.astype("<i8").tobytes() + values.astype(dtype, copy=False).tobytes()


def unpack_samples(payload: bytes) -> SampleBlock | None:
    """The samples of a payload, or None when its parts do not fit together."""
    if len(payload) < _SAMPLES.size:
        return None
    index, code, even, channels, n = _SAMPLES.unpack_from(payload)
    dtype = _VALUE_CODES.get(code)
    if dtype is None or even > 1 or n == 0 or channels == 0 or not 0 <= index < 2**62:
        return None
    stored_ticks = 2 if even else n
    if len(payload) != _SAMPLES.size + 8 * stored_ticks + dtype.itemsize * channels * n:
        return None
    ticks: Ticks = np.frombuffer(payload, "<i8", stored_ticks, _SAMPLES.size).astype(np.int64)
    if even:
        ticks = ticks[0] + ticks[1] * np.arange(n, dtype=np.int64)
    values = np.frombuffer(payload, dtype, channels * n, _SAMPLES.size + 8 * stored_ticks).reshape(channels, n)
    return SampleBlock(index, ticks, cast("Native", values.astype(dtype.newbyteorder("="), copy=False)))
