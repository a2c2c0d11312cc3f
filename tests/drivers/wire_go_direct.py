"""Packets of Go Direct devices, laid out here a second time with struct, and how a scripted one behaves."""

import struct
from collections.abc import Iterable

PERIOD_US = 10_000
INIT = "5819fe3f1aa54a06490748084709460a450b440c430d420e41"
STATUS, DEVICE_INFO, SENSORS, DEFAULT_SENSORS = "5805fd6a10", "5805fcae55", "5805fba951", "5805fbae56"
SENSOR_INFO = "5806faa95001"
SET_PERIOD = "580ff3ab1bff001027000000000000"
START = "5813f27b18ff01" + "02000000" + "00" * 8
STOP = "580bf16819ff00ffffffff"


def packet(*parts: bytes, first: int = 0x20, counter: int = 1) -> bytes:
    body = b"".join(parts)
    size = 4 + len(body)
    return struct.pack("<BBBB", first, size, counter % 256, (first + size + counter % 256 + sum(body)) % 256) + body


def measured(newtons: Iterable[float], counter: int, kind: int = 6, sensor: int = 1) -> bytes:
    newtons = list(newtons)
    head = {
        6: struct.pack("<HBB", 1 << sensor, len(newtons), 0),
        7: struct.pack("<IBB", 1 << sensor, len(newtons), 0),
    }.get(kind, struct.pack("<BBB", 0, sensor, len(newtons)))
    return packet(bytes((kind,)), head, struct.pack(f"<{len(newtons)}{'i' if kind in (9, 11) else 'f'}", *newtons),
                  counter=counter)  # fmt: skip


def answer(op: int, payload: bytes = b"\0", counter: int = 1, first: int = 0x98) -> bytes:
    return packet(bytes((op, 0xFE)), payload, first=first, counter=counter)


def status(percent: int = 64, charger: int = 0, version: tuple[int, int, int] = (1, 7, 0)) -> bytes:
    return struct.pack("<BBBBHBBHBB", 0, 0, *version, 1, 4, 0, percent, charger)


def device_info(order: bytes = b"GDX-HD", serial: bytes = b"151000C1") -> bytes:
    return struct.pack("<16s16s32s", order, serial, order + b" " + serial) + bytes(88)


def sensor_info(
    number: int = 1,
    *,
    sensor_id: int = 103,
    whole: int = 0,
    mode: int = 0,
    name: bytes = b"Force",
    unit: bytes = b"N",
    uncertainty: float = 0.6,
    low: float = 0.0,
    high: float = 850.0,
    shortest_us: int = 5_000,
    longest_us: int = 3_600_000_000,
    typical_us: int = 50_000,
    grain_us: int = 1_000,
) -> bytes:
    return struct.pack("<bBIBB60s32sdddIQIII", number, 0, sensor_id, whole, mode, name, unit, uncertainty, low, high,
                       shortest_us, longest_us, typical_us, grain_us, 0)  # fmt: skip


class Told(bytes):
    """A command whatever its counter, which depends on how many came before."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, bytes) and said(self) == said(other)

    def __hash__(self) -> int:
        return hash(said(self))


def said(raw: bytes) -> bytes:
    return bytes(raw[:2]) + bytes(raw[4:])


class Answers(dict):
    """What is answered to which command, whatever the command's counter."""

    def __contains__(self, data: object) -> bool:
        return super().__contains__(Told(data))

    def __getitem__(self, data: bytes) -> bytes:
        return super().__getitem__(Told(data))

    def __setitem__(self, data: bytes, value: bytes) -> None:
        super().__setitem__(Told(data), value)

    def get(self, data: bytes, default: bytes | None = None) -> bytes | None:
        return super().get(Told(data), default)


def answers(**changed: bytes) -> Answers:
    """A hand dynamometer's; ``changed`` gives other payloads by the name of the command."""
    table = {
        "INIT": (INIT, 0x1A, b"\0"),
        "STATUS": (STATUS, 0x10, status()),
        "DEVICE_INFO": (DEVICE_INFO, 0x55, device_info()),
        "SENSORS": (SENSORS, 0x51, struct.pack("<I", 0b1110)),
        "DEFAULT_SENSORS": (DEFAULT_SENSORS, 0x56, struct.pack("<I", 0b10)),
        "SENSOR_INFO": (SENSOR_INFO, 0x50, sensor_info()),
        "SET_PERIOD": (SET_PERIOD, 0x1B, b"\0"),
        "START": (START, 0x18, b"\0"),
        "STOP": (STOP, 0x19, b"\0"),
    }
    told = Answers()
    for name, (asked, op, payload) in table.items():
        told[bytes.fromhex(asked)] = answer(op, changed.get(name, payload))
    return told
