"""Notifications of a Frez Dyno, laid out here a second time with struct."""

import struct

PUBLISHED = bytes.fromhex(
    "0100 c0e0ffff8c010000 c0e0ffff90010000 e02e000094010000 007d000098010000 c0e0ffff9c010000"
    "20cb0000a0010000 00000000a4010000 01000000a8010000 02000000ac010000"
)


def frez_dyno(rows: list[tuple[int, int]], code: int = 1, reserved: int = 0) -> bytes:
    return struct.pack("<BB", code, reserved) + b"".join(struct.pack("<iI", counts, ms % 2**32) for counts, ms in rows)
