"""Lines and rows of a Chronojump sensor as they cross its port, laid out here a second time."""

import struct

SAMPLE_LINE = b"12500;735.50\r\n"
EDGE_LINE = b"1200345;R\r\n"
BINARY_ROW = bytes.fromhex("ffffffffd43000006400fbff00002000")
"""The literal ones of protocols.md: 735.50 N at 12.5 ms; a rising edge; 12500 us and [100, -5, 0, 32]."""

STARTED = b"Starting capture...\r\n"
ENDED = b"Capture ended:\r\n"


def newtons(number: int) -> float:
    return round((number * 0.37) % 800.0 - 20.0, 2)


def line(number: int, period_us: int = 12500) -> bytes:
    """Sample ``number`` of a stream."""
    return f"{(number + 1) * period_us % 2**32};{newtons(number):.2f}\r\n".encode("ascii")


def row(number: int, period_us: int = 6000) -> bytes:
    counts = [(number * 7 + cell * 100) % 2000 - 1000 for cell in range(4)]
    return b"\xff\xff\xff\xff" + struct.pack("<I4h", (number + 1) * period_us % 2**32, *counts)
