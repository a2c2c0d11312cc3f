"""A module like hidapi's ``hid``, with devices that are simulated firmwares behind reports of 64 bytes.

Only what ``drivers.transports.hid`` calls, with the names and the errors of the real one.
"""

import queue
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Plugged:
    """A firmware at a USB cable."""

    firmware: object
    path: bytes = b"1-2:1.0"
    serial_number: str | None = ""
    vendor_id: int = 0x08F7
    product_id: int = 0x0010
    product_string: str = "Go Direct"
    allowed: bool = True
    pulled: threading.Event = field(default_factory=threading.Event)
    opened: int = 0
    reports: list[bytes] = field(default_factory=list)
    """What the host wrote."""


class Device:
    """As ``hid.device``: one opening of one device."""

    def __init__(self, library: "FakeHid") -> None:
        self._library = library
        self._plugged: Plugged | None = None
        self._said: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._lock = threading.Lock()

    def open_path(self, path: bytes) -> None:
        plugged = self._library.at(path)
        if plugged is None or not plugged.allowed or plugged.opened:
            raise OSError("open failed")
        plugged.opened += 1
        plugged.firmware.attach(time.monotonic())
        self._plugged = plugged

    def read(self, max_length: int, timeout_ms: int = 0) -> list[int]:
        plugged, end_s = self._open(), time.monotonic() + timeout_ms / 1000
        while True:
            if plugged.pulled.is_set():
                raise OSError("read error")
            with self._lock:
                self._say(plugged.firmware.advance(time.monotonic()))
            try:
                return list(self._said.get(timeout=0.002)[:max_length])
            except queue.Empty:
                if time.monotonic() >= end_s:
                    return []

    def write(self, buff: bytes) -> int:
        plugged, report = self._open(), bytes(buff)
        if plugged.pulled.is_set():
            return -1
        plugged.reports.append(report)
        with self._lock:
            self._say(plugged.firmware.write(report[2 : 2 + report[1]], time.monotonic()))
        return len(report)

    def close(self) -> None:
        if self._plugged is not None:
            self._plugged.opened -= 1
            self._plugged.firmware.detach(time.monotonic())
        self._plugged = None

    def _open(self) -> Plugged:
        if self._plugged is None:
            raise ValueError("not open")
        return self._plugged

    def _say(self, pieces: list[bytes]) -> None:
        """What a firmware says for the air, in pieces, goes into reports in larger ones."""
        raw = b"".join(pieces)
        while raw:
            packet, raw = raw[: raw[1]], raw[raw[1] :]
            for at in range(0, len(packet), 63):
                part = packet[at : at + 63]
                self._said.put(bytes((len(part),)) + part.ljust(63, b"\0"))


class FakeHid:
    """As the module: what is plugged in, and new devices."""

    def __init__(self, *plugged: Plugged) -> None:
        self.plugged = list(plugged)

    def device(self) -> Device:
        return Device(self)

    def enumerate(self, vendor_id: int = 0, product_id: int = 0) -> list[dict[str, object]]:
        return [
            {
                "path": each.path,
                "vendor_id": each.vendor_id,
                "product_id": each.product_id,
                "serial_number": each.serial_number,
                "product_string": each.product_string,
            }
            for each in self.plugged
            if not each.pulled.is_set() and (each.vendor_id, each.product_id) == (vendor_id, product_id)
        ]

    def at(self, path: bytes) -> Plugged | None:
        return next((each for each in self.plugged if each.path == path and not each.pulled.is_set()), None)
