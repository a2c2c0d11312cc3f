"""USB devices without a port (HID), through hidapi: one reader thread a device, one report per ``read``.

    report   length u8, so many bytes, zeros up to 64         on the way out the report's number, 0, stands before it

hidapi is an extra (``counterpoise[hid]``) and imported when the first device is looked for.  Its module is called
``hid``, and so is another package's; only the one that has ``hid.device`` is meant.  Not published: whether a packet
that needs several reports is announced in each with the length of its part or of what is left; both are read alike.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol, cast

from drivers.errors import LinkLost, LinkUnavailable
from drivers.profiles import HidProfile

READ_MS = 100
"""How long the thread waits for a report before it looks whether it shall end."""
BACKLOG = 4096
"""Reports that wait to be read; older ones are dropped, which shows as lost packets."""

NOT_INSTALLED = (
    "Devices at a USB cable without a serial port need a package that is not installed. "
    'Install it with: pip install "counterpoise[hid]"'
)


class HidMissing(LinkUnavailable):
    """hidapi is not installed.  Example: the program was installed without the extra ``hid``."""


class HidPort(Protocol):
    """What hidapi calls a device; its calls raise OSError, and ValueError when it is not open."""

    def open_path(self, path: bytes) -> None: ...

    def read(self, max_length: int, timeout_ms: int) -> list[int]:
        """One report, empty when none came in time."""
        ...

    def write(self, buff: bytes) -> int:
        """Bytes written, -1 when it failed."""
        ...

    def close(self) -> None: ...


class HidLibrary(Protocol):
    """The part of the module ``hid`` that is used."""

    def device(self) -> HidPort: ...

    def enumerate(self, vendor_id: int, product_id: int) -> list[dict[str, Any]]: ...


_ONE_AT_A_TIME = threading.Lock()
"""hidapi starts up when it is first used, and is not made for two threads doing so."""


def hidapi() -> HidLibrary:
    """The library.  Raises HidMissing when it is not installed."""
    try:
        import hid
    except ImportError as error:
        raise HidMissing(NOT_INSTALLED) from error
    if not hasattr(hid, "device"):
        raise HidMissing(
            "Another package is installed under the name 'hid' than the one that is needed. Remove it "
            '(pip uninstall hid), then: pip install "counterpoise[hid]"'
        )
    return cast(HidLibrary, hid)


@dataclass(frozen=True, slots=True)
class FoundHid:
    """A USB device that is plugged in."""

    path: str
    """What the system calls it."""
    usb_id: str
    """Vendor and product, as ``08f7:0010``."""
    serial: str
    """As its plug says; empty where that says nothing.  The device itself may say another."""
    product: str


def scan_hid(profiles: Iterable[HidProfile], library: Callable[[], HidLibrary] = hidapi) -> tuple[FoundHid, ...]:
    """Devices of these kinds that are plugged in.  Nothing is opened.  Raises HidMissing, LinkUnavailable."""
    found: dict[str, FoundHid] = {}
    with _ONE_AT_A_TIME:
        listed = library()
        for usb_id in dict.fromkeys(profile.usb_id for profile in profiles):
            vendor, product = (int(part, 16) for part in usb_id.split(":"))
            try:
                rows = listed.enumerate(vendor, product)
            except OSError as error:
                raise LinkUnavailable(f"Looking for USB devices failed ({error}). Plug it in again.") from error
            for row in rows:
                path = os.fsdecode(row["path"])
                serial, name = (_plain_text(row.get(key)) for key in ("serial_number", "product_string"))
                found.setdefault(path, FoundHid(path, usb_id, serial, name))
    return tuple(sorted(found.values(), key=lambda each: each.path))


class HidFinder:
    """The path that one device has now: after a replug the system may give it another one.

    The device is known by what its plug says, or by being the only one of its kind.
    """

    def __init__(self, path: str, profile: HidProfile, find: Callable[[], Sequence[FoundHid]] | None = None) -> None:
        self._path = path
        self._profile = profile
        self._find = find or (lambda: scan_hid([profile]))
        self._serial = ""

    def __call__(self) -> str:
        """Look what is plugged in and return this device's path.  Raises LinkUnavailable when it is not there."""
        found = [each for each in self._find() if each.usb_id == self._profile.usb_id]
        here = [each for each in found if each.path == self._path and self._serial in ("", each.serial)]
        same = [each for each in found if self._serial and each.serial == self._serial]
        for choice in (here, same, [] if self._serial else found):
            if len(choice) == 1:
                self._path, self._serial = choice[0].path, choice[0].serial
                return self._path
        raise LinkUnavailable(
            f"The USB device {self._path} is not plugged in. Plug it in and switch it on; it is looked for again."
        )


class HidTransport:
    """One opening of a device; ``path`` is what ``scan_hid`` found, or who knows it (``HidFinder``)."""

    def __init__(
        self, path: str | Callable[[], str], profile: HidProfile, library: Callable[[], HidLibrary] = hidapi
    ) -> None:
        self._find = path if callable(path) else None
        self._path = "" if callable(path) else path
        self._profile = profile
        self._library = library
        self._port: HidPort | None = None
        self._using = threading.Lock()
        """Nobody closes the port while somebody writes."""
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()
        self._messages: deque[bytes] = deque(maxlen=BACKLOG)
        self._news = asyncio.Event()
        self._lost: LinkLost | None = None

    async def open(self) -> None:
        """Open the device.  Raises LinkUnavailable."""
        if self._thread is not None:
            raise RuntimeError("a transport is opened once; make a new one for each connection")
        loop = asyncio.get_running_loop()
        opened: asyncio.Future[None] = loop.create_future()
        self._thread = threading.Thread(target=self._run, args=(loop, opened), name=f"hid {self._path}", daemon=True)
        self._thread.start()
        # when this is cancelled, close() tells the thread, which gives the device back however far it has come
        await opened

    async def read(self) -> bytes:
        """What the next report holds.  Raises LinkLost once all that came before the end was read."""
        while not self._messages:
            if self._lost is not None:
                raise self._lost
            self._news.clear()
            await self._news.wait()
        return self._messages.popleft()

    async def write(self, data: bytes) -> None:
        """Write one command, in as many reports as it takes.  Raises LinkLost."""
        if self._lost is not None:
            raise LinkLost("The USB device is not open.")
        await asyncio.to_thread(self._write, data)

    async def close(self) -> None:
        """Give the device back.  Safe to call twice and after a failed open."""
        self._closing.set()
        self._ended("The USB device was closed.")
        if self._thread is not None and self._thread.is_alive():
            await asyncio.to_thread(self._thread.join)

    async def attribute(self, uuid: str) -> bytes:
        """Nothing: a USB device has no characteristics."""
        return b""

    # On threads

    def _run(self, loop: asyncio.AbstractEventLoop, opened: asyncio.Future[None]) -> None:
        try:
            if self._find is not None:
                self._path = self._find()
            port = self._open()
        except Exception as error:
            _tell(loop, _fail, opened, error)
            return
        try:
            self._port = port
            _tell(loop, _succeed, opened)
            while not self._closing.is_set():
                if report := port.read(self._profile.report_bytes, READ_MS):
                    _tell(loop, self._received, bytes(report))
        except (OSError, ValueError):
            _tell(loop, self._ended, "The USB device is gone. Check the cable; it is looked for again.")
        finally:
            with self._using:
                self._port = None
                with suppress(OSError, ValueError):
                    port.close()

    def _open(self) -> HidPort:
        with _ONE_AT_A_TIME:
            port = self._library().device()
            try:
                port.open_path(os.fsencode(self._path))
            except (OSError, ValueError) as error:
                vendor = self._profile.usb_id.partition(":")[0]
                raise LinkUnavailable(
                    f"The USB device {self._path} cannot be opened: it was unplugged, another program uses it, or "
                    "this account may not. Plug it in again and close other programs. On Linux allow it once: a file "
                    f'in /etc/udev/rules.d with SUBSYSTEM=="usb", ATTRS{{idVendor}}=="{vendor}", TAG+="uaccess".'
                ) from error
        return port

    def _write(self, data: bytes) -> None:
        room = self._profile.report_bytes - 1
        with self._using:
            for at in range(0, len(data), room):
                part = data[at : at + room]
                report = bytes((0, len(part))) + part.ljust(room, b"\0")
                try:
                    written = -1 if self._port is None else self._port.write(report)
                except (OSError, ValueError):
                    written = -1
                if written < 0:
                    raise LinkLost("Nothing can be sent to the USB device any more. Check the cable.")

    # On the loop

    def _received(self, report: bytes) -> None:
        if held := report[1 : 1 + report[0]]:
            self._messages.append(held)
            self._news.set()

    def _ended(self, why: str) -> None:
        if self._lost is None:
            self._lost = LinkLost(why)
        self._news.set()


def _tell(loop: asyncio.AbstractEventLoop, call: Callable[..., None], *args: object) -> None:
    with suppress(RuntimeError):  # the loop ended before us
        loop.call_soon_threadsafe(call, *args)


def _succeed(opened: asyncio.Future[None]) -> None:
    if not opened.done():
        opened.set_result(None)


def _fail(opened: asyncio.Future[None], error: Exception) -> None:
    if not opened.done():
        opened.set_exception(error)


def _plain_text(said: object) -> str:
    """Text from a plug, made safe to show; some have none at all."""
    return "".join(char for char in str(said or "") if char.isascii() and char.isprintable())[:40].strip()
