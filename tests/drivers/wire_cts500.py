"""Packets of a CTS500 scale, laid out here a second time, and the literal ones of protocols.md."""

WEIGHT_1234 = bytes.fromhex("0501000004d2dc")
BATTERY_355 = bytes.fromhex("0580c4000163ad")
WARM_23, COLD_5 = bytes.fromhex("0580c500001761"), bytes.fromhex("0580c5000085cf")
UNKNOWN_WEIGHT = bytes.fromhex("0501ffffff9c9f")
"""What an open client takes for 42949671.96 kg."""

START, STOP = bytes.fromhex("05aa000000af"), bytes.fromhex("05ab000000b0")
ASK_BATTERY, ASK_TEMPERATURE = bytes.fromhex("05c4000000c9"), bytes.fromhex("05c5000000ca")
NO_PEAKS, RATE_80 = bytes.fromhex("05ca000000cf"), bytes.fromhex("05c1000003c9")


def summed(body: bytes) -> bytes:
    return body + (sum(body) % 256).to_bytes(1, "big")


def weight(count: int) -> bytes:
    return summed(b"\x05\x01" + count.to_bytes(4, "big"))


def of_stream(number: int) -> bytes:
    """Weight ``number`` of a stream: one and a half kilograms upwards."""
    return weight(150 + number * 37 % 30_000)
