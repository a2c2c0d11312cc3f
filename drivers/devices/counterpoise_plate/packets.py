"""The packets of the Counterpoise plate protocol, version 1 (docs/plate-protocol.md), as numbers and layouts.

      c9   50   length u16   type u8   check u8   sequence u16   payload (length bytes)   crc u16

The same bytes go over a serial line and, whole packets to a notification, over BLE; all numbers are little endian.
``length + type + check`` is 255 (bytes added, modulo 256), so that a false beginning is found out at once; the CRC is
CRC-16/CCITT-FALSE of everything before it, and strong enough for every packet to count alone.
"""

from __future__ import annotations

import struct
from binascii import crc_hqx

from drivers.framing import FrameRule

PROTOCOL = 1
SYNC = b"\xc9\x50"
HEAD = struct.Struct("<2sHBBH")
LONGEST_PAYLOAD = 1000
OVERHEAD = HEAD.size + 2

SAMPLES, EDGE, STATUS, REPLY, COMMAND = 0x01, 0x02, 0x03, 0x04, 0x10
SAMPLES_HEAD = struct.Struct("<QIBBBB")
EDGE_PAYLOAD = struct.Struct("<QBB")
STATUS_BLOCK = struct.Struct("<BBHHhI")
IDENTITY = struct.Struct("<5B3B8sIiiHBB16s24s")
I24, I32 = 0, 1
FORM_BYTES = {I24: 3, I32: 4}
LATEST_US = 2**62

IDENTIFY, ASK_STATUS, START, STOP, TARE, CLEAR_TARE = 0x01, 0x02, 0x03, 0x04, 0x06, 0x07
READ_CALIBRATION, WRITE_CALIBRATION, STORE_CALIBRATION = 0x10, 0x11, 0x12
PART = 64
"""Bytes of a calibration that travel together: a reply with them fits into the smallest MTU that is allowed."""

CAN_TARE, CAN_CALIBRATE, HAS_SYNC = 1, 2, 4
TARED, CALIBRATED, BATTERY_LOW, OVERLOAD, CONVERTER_FAULT = 2, 4, 8, 16, 32

BUSY, NO_PLATE = 3, 12
REFUSALS = {
    1: "it does not know this command",
    2: "it cannot make sense of what it was told",
    BUSY: "it is in use from another computer or over another way",
    4: "it cannot do that while it streams",
    5: "what it measures is not still",
    6: "something stands on it",
    7: "its memory cannot be written",
    8: "the Bluetooth connection carries messages that are too short for its packets",
    9: "the line is too slow for its rate",
    10: "what it was sent arrived damaged",
    11: "it is not fitted with that",
    NO_PLATE: "a plate is not connected",
}
"""What a device that refuses says, by its code."""

NO_TEMPERATURE = -32768
LEFT_OUT = "{} samples could not be sent and were left out"
KEEP_ALIVE_S = 180
"""A device that hears nothing for so long stops streaming; it is asked for its battery three times as often."""


def packet(kind: int, payload: bytes, sequence: int = 0) -> bytes:
    """One packet with its check and its CRC."""
    size = len(payload)
    check = 0xFF - (size % 256 + size // 256 + kind) % 256
    body = HEAD.pack(SYNC, size, kind, check, sequence) + payload
    return body + crc_hqx(body, 0xFFFF).to_bytes(2, "little")


def request(command: int, arguments: bytes = b"", number: int = 0) -> bytes:
    """The packet that tells a device to do something; ``number`` comes back in its reply."""
    return packet(COMMAND, bytes((number, command)) + arguments)


def _length(head: bytes) -> int:
    if head[:2] != SYNC or sum(head[2:6]) & 0xFF != 0xFF:
        return 0
    size = head[2] | head[3] << 8
    return size + OVERHEAD if size <= LONGEST_PAYLOAD else 0


def _fault(raw: bytes) -> str:
    return "" if crc_hqx(raw[:-2], 0xFFFF) == int.from_bytes(raw[-2:], "little") else "checksum does not match"


RULE = FrameRule(
    head=HEAD.size,
    shortest=OVERHEAD,
    longest=LONGEST_PAYLOAD + OVERHEAD,
    length=_length,
    fault=_fault,
    weak=lambda raw: False,
    follows=lambda first, second: True,
    begins=SYNC[:1],
)


def plain_text(raw: bytes) -> str:
    """Text from a peer, made safe to show: printable ASCII up to the first zero, at most 40 characters."""
    return "".join(chr(byte) for byte in raw.split(b"\0")[0] if 32 <= byte < 127)[:40]
