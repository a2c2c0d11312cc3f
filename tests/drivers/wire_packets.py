"""Packets for the tests of drivers, laid out here a second time with struct, and what to compare events by."""

import struct

import numpy as np

from drivers.contracts import Corrupt, Frame, Gap, Reply, SampleBlock

HARP_EVENT = bytes.fromhex("031a21ff9200667fe2093d64009cffff7f00800100020003000400e3")
"""The literal event of protocols.md: t = 3 800 000 000.5 s."""

HARP_COUNTS = [100, -100, 32767, -32768, 1, 2, 3, 4]


def harp(
    kind: int, address: int, payload_type: int, payload: bytes = b"", stamp: tuple[int, int] | None = None
) -> bytes:
    stamped = b"" if stamp is None else struct.pack("<IH", *stamp)
    flag = 0 if stamp is None else 0x10
    body = struct.pack("<BBBBB", kind, 4 + len(stamped) + len(payload), address, 255, payload_type | flag)
    body += stamped + payload
    return body + struct.pack("<B", sum(body) % 256)


def harp_sample(number: int, counts: list[int] | None = None, start_s: int = 1000) -> bytes:
    """Sample ``number`` of a 1 kHz stream."""
    tick = number * 125 // 4
    counts = counts or [(number * 37 + cell * 101) % 2000 - 1000 for cell in range(8)]
    return harp(3, 33, 0x82, struct.pack("<8h", *counts), (start_s + tick // 31250, tick % 31250))


def progressor(rows: list[tuple[float, int]]) -> bytes:
    value = b"".join(struct.pack("<fI", kg, us % 2**32) for kg, us in rows)
    return struct.pack("<BB", 1, len(value)) + value


def flat(events: list) -> list:
    """Codec or time events as plain values, samples one by one, so that it does not matter where frames end."""
    plain: list = []
    for event in events:
        if isinstance(event, Frame):
            plain += [
                (int(tick), tuple(column)) for tick, column in zip(event.ticks, event.values.T.tolist(), strict=True)
            ]
        elif isinstance(event, SampleBlock):
            assert event.values.flags.c_contiguous
            for k, column in enumerate(event.values.T.tolist()):
                plain.append((event.index + k, int(event.ticks[k]), tuple(column)))
        else:
            plain.append(event)
    return plain


def samples(events: list) -> list:
    return [item for item in flat(events) if isinstance(item, tuple)]


def frames(events: list) -> list[Frame]:
    return [event for event in events if isinstance(event, Frame)]


def corrupt(events: list) -> list[Corrupt]:
    return [event for event in events if isinstance(event, Corrupt)]


def gaps(events: list) -> list[Gap]:
    return [event for event in events if isinstance(event, Gap)]


def replies(events: list) -> list[Reply]:
    return [event for event in events if isinstance(event, Reply)]


def frame(ticks: object, values: object = None) -> Frame:
    """A frame of these ticks; without values each sample is its own number."""
    ticks = np.asarray(ticks, dtype=np.int64)
    if values is None:
        values = np.arange(ticks.size, dtype=np.int32).reshape(1, -1)
    return Frame(ticks, np.asarray(values))
