"""What a Counterpoise plate puts on the wire and into its memory, laid out from docs/plate-protocol.md alone."""

from __future__ import annotations

import struct
from binascii import crc_hqx
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from simulators.loadcell import CalibrationFacts

SYNC = b"\xc9\x50"
COMMAND = 0x10
LONGEST = 1000
"""Bytes that the payload of a packet has at most."""

MAKER = "simulated works"
MASSES_KG = (20.0, 40.0, 80.0)
TEMPERATURE_C = 22.5


def packet(kind: int, payload: bytes, sequence: int = 0) -> bytes:
    """One packet as it crosses the wire."""
    size = struct.pack("<H", len(payload))
    check = (0xFF - sum(size) - kind) & 0xFF
    body = SYNC + size + bytes((kind, check)) + struct.pack("<H", sequence & 0xFFFF) + payload
    return body + struct.pack("<H", crc_hqx(body, 0xFFFF))


def whole(raw: bytes) -> bool:
    """Whether these bytes are one packet, undamaged."""
    if len(raw) < 10 or raw[:2] != SYNC or sum(raw[2:6]) & 0xFF != 0xFF or len(raw) != 10 + _size(raw):
        return False
    return crc_hqx(raw[:-2], 0xFFFF) == int.from_bytes(raw[-2:], "little")


def next_command(pending: bytearray) -> bytes | None:
    """Take the payload of the next whole command; bytes that begin none are dropped one by one."""
    while len(pending) >= 8:
        begins = pending[:2] == SYNC and sum(pending[2:6]) & 0xFF == 0xFF and _size(pending) <= LONGEST
        end = 10 + _size(pending) if begins else 1
        if begins and len(pending) < end:
            return None
        raw = bytes(pending[:end])
        if begins and not whole(raw):
            end = 1
        del pending[:end]
        if end >= 12 and raw[4] == COMMAND:
            return raw[8:-2]
    return None


def _size(raw: bytes | bytearray) -> int:
    return int.from_bytes(raw[2:4], "little")


def packed(counts: npt.NDArray[Any], form: int) -> bytes:
    """Values ``(cells, n)`` sample after sample, in three or four bytes each."""
    wide = np.ascontiguousarray(counts.T.astype("<i4"))
    return wide.tobytes() if form else wide.view(np.uint8).reshape(-1, 4)[:, :3].tobytes()


def record_of(facts: CalibrationFacts, serials: tuple[str, ...], today: date) -> bytes:
    """The certificate of plates as they keep it: factors in single precision, places of the cells where known."""
    cells = len(facts.zero_native)
    day = facts.dated if facts.dated is not None else today.isoformat()
    dated = date.fromisoformat(day) if day else None
    raw = struct.pack("<4B", 1, len(serials), cells, 2 if facts.cells_m else 0)
    raw += struct.pack("<HBB", *((0, 0, 0) if dated is None else (dated.year, dated.month, dated.day)))
    raw += struct.pack("<3f", facts.capacity_n, max(facts.noise_sd_n), facts.uncertainty)
    raw += struct.pack("<hBx24s", round(TEMPERATURE_C * 100), len(MASSES_KG), MAKER.encode())
    raw += b"".join(struct.pack("<12s", serial.encode()) for serial in serials)
    raw += struct.pack(f"<{len(MASSES_KG)}f", *MASSES_KG)
    raw += struct.pack(f"<{cells}i", *(round(zero) for zero in facts.zero_native))
    raw += b"".join(struct.pack(f"<{cells}f", *row) for row in facts.gain)
    raw += b"".join(struct.pack("<2f", *place) for place in facts.cells_m)
    return raw + struct.pack("<H", crc_hqx(raw, 0xFFFF))
