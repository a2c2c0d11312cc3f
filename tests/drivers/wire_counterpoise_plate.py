"""Counterpoise plate packets, laid out here a second time from docs/plate-protocol.md: the CRC bit by bit, no table."""

import functools
import struct

CHECK_OF_DIGITS = 0x29B1
"""CRC-16/CCITT-FALSE of the nine letters 123456789, as every catalogue of CRCs prints it."""

LITERAL = {
    "identify": "c9500200 10ed 0000 0001 4bc1",
    "status": "c9500200 10ed 0000 0002 28f1",
    "start, keep-alive 180 s": "c9500400 10eb 0000 0003b400 f9b2",
    "stop": "c9500200 10ed 0000 0004 ee91",
    "samples": "c9501c00 01e2 0201 40420f0000000000 e8030000 03 00 02 02 010000ffffff ffff7f000080 0cf0",
    "samples of 32 bits": "c9501800 01e6 0000 00e40b5402000000 00000000 01 01 01 02 60790200 a0860100 ee83",
    "edge": "c9500a00 02f3 0000 80841e0000000000 00 01 baf6",
    "status of its own": "c9500c00 03f0 0000 03 57 f80e 0500 0609 00000000 6d4e",
    "reply to stop": "c9500300 04f8 0000 000400 8339",
    "refusal": "c9500300 04f8 0000 000308 1c21",
}
"""Packets of the document, blanks between the fields."""


def crc16(data: bytes) -> int:
    value = 0xFFFF
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value


def plate(kind: int, payload: bytes, sequence: int = 0) -> bytes:
    size = struct.pack("<H", len(payload))
    check = 255 - (size[0] + size[1] + kind) % 256
    body = bytes((0xC9, 0x50)) + size + bytes((kind, check)) + struct.pack("<H", sequence % 65536) + payload
    return body + struct.pack("<H", crc16(body))


def command(code: int, arguments: bytes = b"", number: int = 0) -> bytes:
    return plate(0x10, bytes((number, code)) + arguments)


def reply(code: int, data: bytes = b"", number: int = 0, refused: int = 0) -> bytes:
    return plate(0x04, bytes((number, code, refused)) + data)


def plate_samples(
    rows: list[list[int]], first_us: int, span_us: int, sequence: int = 0, valid: int = 3, form: int = 0
) -> bytes:
    """``rows`` are samples, each with the values of all cells."""
    head = struct.pack("<QIBBBB", first_us, span_us, valid, form, len(rows), len(rows[0]))
    values = b"".join(struct.pack("<i", value)[: 4 if form else 3] for row in rows for value in row)
    return plate(0x01, head + values, sequence)


@functools.lru_cache(maxsize=10_000)
def stream_packet(number: int, count: int = 17, cells: int = 8) -> bytes:
    """Packet ``number`` of a 1 kHz stream."""
    rows = [[((number * count + k) * 37 + cell * 101) % 20001 - 10000 for cell in range(cells)] for k in range(count)]
    return plate_samples(rows, 5_000_000 + number * count * 1000, (count - 1) * 1000, number)


def identity(
    serial: bytes = b"CP-0001",
    cells: tuple[int, ...] = (4, 4),
    protocol: int = 1,
    features: int = 7,
    rate_mhz: int = 1_000_000,
    limits: tuple[int, int] = (-8_388_608, 8_388_607),
) -> bytes:
    return (
        struct.pack("<BBBBB", protocol, 0, 2, 3, 4)
        + struct.pack("<BBB8s", features, len(cells), 0, bytes(cells))
        + struct.pack("<Iii", rate_mhz, *limits)
        + struct.pack("<HBB16s24s", 434, 17, 1, serial, b"Bench plates")
    )


def status(
    valid: int = 3, charge: int = 87, millivolts: int = 3832, flags: int = 5, centi_c: int = 2310, left_out: int = 0
) -> bytes:
    return struct.pack("<BBHHhI", valid, charge, millivolts, flags, centi_c, left_out)


def record(plates: int = 2, cells: int = 8, gain: float = 0.05, moments: bool = False) -> bytes:
    """A calibration record: cells belong to the plates in turn."""
    each = cells // plates
    rows = [[gain if cell // each == p else 0.0 for cell in range(cells)] for p in range(plates)]
    raw = struct.pack("<4BHBB", 1, plates, cells, 3 if moments else 2, 2026, 5, 17)
    raw += struct.pack("<fff", 2500.0, 0.5, 0.0078125)
    raw += struct.pack("<hBB24s", 2150, 2, 0, b"A. Builder")
    raw += b"".join(struct.pack("<12s", f"P{p}".encode()) for p in range(plates))
    raw += struct.pack("<2f", 20.0, 40.0) + struct.pack(f"<{cells}i", *range(-4, cells - 4))
    for matrix in range(3 if moments else 1):
        raw += b"".join(struct.pack(f"<{cells}f", *(value * (1 + matrix) for value in row)) for row in rows)
    raw += b"".join(struct.pack("<2f", cell % 2 - 0.5, cell // 2 % 2 - 0.5) for cell in range(cells))
    return raw + struct.pack("<H", crc16(raw))


def calibration_answers(raw: bytes) -> dict[bytes, bytes]:
    """What a device that keeps this record answers to whoever reads it, part by part."""
    answers = {}
    for part, at in enumerate(range(0, len(raw), 64)):
        asked = command(0x10, struct.pack("<HB", at, 64), part)
        answers[asked] = reply(0x10, struct.pack("<HH", at, len(raw)) + raw[at : at + 64], part)
    return answers
