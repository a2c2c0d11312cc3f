"""Lines and blocks of a TEC Gihan controller, laid out here a second time with struct."""

import struct

VECTOR = bytes.fromhex(
    "9600d4fe581b2c01a8fd0a00 000000003075000000000000 00000000901a000000000000 000000000000000000000000"
)
"""The literal block of protocols.md: two plates, two samples each."""

FULL_SCALES = "1500,1500,3000,300,300,200,3000,3000,6000,600,600,400,5000,5000,10000,1000,1000,600"

ANSWERS = {
    b"STATE\n": b"IDLE\r\n",
    b"SERIAL\n": b"SERIAL_1021\r\n",
    b"VER\n": b"VER_1.02\r\n",
    b"SPS\n": b"SPS_1K\r\n",
    b"RANGE\n": b"RANGE_3kN\r\n",
    b"FPCOUNT\n": b"FPCOUNT_2\r\n",
    b"FPSERIAL_0\n": b"FPSERIAL_0_106\r\n",
    b"FPSERIAL_1\n": b"FPSERIAL_1_107\r\n",
    b"FP_0106_GET_AZ0\n": b"AZ0_-0.0500\r\n",
    b"FP_0107_GET_AZ0\n": b"AZ0_-0.0500\r\n",
    b"FP_0106_GETFS\n": b"FS_" + FULL_SCALES.encode() + b"\r\n",
    b"FP_0107_GETFS\n": b"FS_" + FULL_SCALES.encode() + b"\r\n",
}

TOLD = b"SPS_1K\r\nFPCOUNT_2\r\nIDLE\r\n"
"""After these lines blocks of two plates at 1 kHz may come."""


def counts(number: int, plate: int, axis: int) -> int:
    """A count that no other sample nearby has, smooth from sample to sample but for a little noise."""
    noise = (number * 7919 + plate * 101 + axis * 37) % 23 - 11
    return (700 if axis == 2 else 40) * (axis + 1) + plate * 300 + number % 400 + noise


def block(number: int, plates: int = 2, matome: int = 100) -> bytes:
    """Block ``number`` of a stream."""
    return b"".join(
        struct.pack("<6h", *(counts(number * matome + at, plate, axis) for axis in range(6)))
        for plate in range(plates)
        for at in range(matome)
    )
