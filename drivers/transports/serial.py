"""Serial ports, ptys and ``socket://``: one opening of a port as a transport; and which ports there are.

pyserial knows how a port is opened and set on each system; how its bytes reach the loop is ``serial_lines``.
"""

from __future__ import annotations

import asyncio
import errno
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from drivers.clock import SystemClock
from drivers.contracts import Clock
from drivers.errors import LinkLost, LinkUnavailable, PortBusy
from drivers.profiles import SerialProfile
from drivers.transports.serial_lines import DescriptorLine, Line, StreamLine, ThreadLine

if TYPE_CHECKING:
    from serial import Serial

OVER_TCP = "socket://"
WRITE_S = 1.0
BACKLOG_BYTES = 4 * 2**20
"""What waits to be read when the loop is held up (over two minutes of Harp); the rest is dropped and shows as a gap."""


class SerialTransport:
    """One opening of a port; ``url`` is a port name or what pyserial takes as a URL (``socket://host:port``).

    A function instead of a name (``PortFinder``) is asked on a thread, since listing ports takes its time.
    """

    def __init__(self, url: str | Callable[[], str], profile: SerialProfile, clock: Clock | None = None) -> None:
        self._find = url if callable(url) else None
        self._url = "" if callable(url) else url
        self._profile = profile
        self._clock = clock or SystemClock()
        self._line: Line | None = None
        self._opening: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None
        self._pending = bytearray()
        self._news = asyncio.Event()
        self._lost: LinkLost | None = None

    async def open(self) -> None:
        """Open the port for us alone, and wait until its device listens.  Raises LinkUnavailable, PortBusy."""
        if self._opening is not None:
            raise RuntimeError("a transport is opened once; make a new one for each connection")
        # a task of its own: when this is cancelled, close() gives back what it opens all the same
        self._opening = asyncio.create_task(self._open(), name=f"opening {self._url}")
        await asyncio.shield(self._opening)
        if self._profile.settle_s:
            # many a board starts anew when its port is opened, and is deaf until it has; what it says meanwhile is read
            await self._clock.sleep(self._profile.settle_s)

    async def read(self) -> bytes:
        """All bytes since the last call, at least one.  Raises LinkLost once everything was read."""
        while not self._pending:
            if self._lost is not None:
                raise self._lost
            self._news.clear()
            await self._news.wait()
        data = bytes(self._pending)
        self._pending.clear()
        return data

    async def write(self, data: bytes) -> None:
        """Write one command.  Raises LinkLost."""
        if self._line is None or self._lost is not None:
            raise LinkLost(f"The port {self._url} is not open.")
        try:
            await self._line.write(data)
        except OSError as error:
            raise LinkLost(f"Nothing can be sent to {self._url} any more ({error}). Check the cable.") from error

    async def close(self) -> None:
        """Give the port back.  Safe to call twice and after a failed open."""
        if self._lost is None:
            self._lost = LinkLost(f"The port {self._url} was closed.")
        self._news.set()
        if self._closing is None:
            self._closing = asyncio.create_task(self._close(), name=f"closing {self._url}")
        await asyncio.shield(self._closing)

    async def attribute(self, uuid: str) -> bytes:
        """Nothing: a serial line has no characteristics."""
        return b""

    async def _open(self) -> None:
        if self._find is not None:
            self._url = await asyncio.to_thread(self._find)
        if self._url.startswith(OVER_TCP):
            await self._connect()
            return
        port = await asyncio.to_thread(_open_port, self._url, self._profile)
        self._line = (DescriptorLine if _can_be_watched(port) else ThreadLine)(port, self._received, self._ended)

    async def _connect(self) -> None:
        # known before it is open: whoever gives up in the middle closes as much of it as there is
        self._line = line = StreamLine(self._received, self._ended)
        try:
            where = urlsplit(self._url)
            await line.connect(where.hostname or "", where.port or 0)
        except (OSError, ValueError) as error:
            raise _reason(self._url, error) from error

    async def _close(self) -> None:
        if self._opening is not None:
            if self._url.startswith(OVER_TCP):
                self._opening.cancel()
            await asyncio.wait([self._opening])
            if not self._opening.cancelled():
                self._opening.exception()  # whoever opened it was told
        if self._line is not None:
            await self._line.close()

    # What the line tells

    def _received(self, data: bytes) -> None:
        room = BACKLOG_BYTES - len(self._pending)
        self._pending += data[:room]
        self._news.set()

    def _ended(self) -> None:
        if self._lost is None:
            self._lost = LinkLost(f"The port {self._url} is gone. Check the cable; it is looked for again.")
        self._news.set()


def _open_port(url: str, profile: SerialProfile) -> Serial:
    """Open exclusively; what pyserial says becomes a sentence."""
    import serial

    try:
        return serial.serial_for_url(
            url,
            baudrate=profile.baud,
            rtscts=profile.rtscts,
            timeout=0,
            write_timeout=WRITE_S,
            exclusive=True,
        )
    except (OSError, ValueError) as error:
        raise _reason(url, error) from error


def _can_be_watched(port: Serial) -> bool:
    try:
        return sys.platform != "win32" and port.fileno() >= 0
    except OSError:  # a URL behind which there is no file
        return False


def _reason(url: str, error: OSError | ValueError) -> LinkUnavailable:
    number = getattr(error, "errno", None)
    denied = number == errno.EACCES or "PermissionError" in str(error)
    if number in (errno.EAGAIN, errno.EWOULDBLOCK, errno.EBUSY) or (denied and sys.platform == "win32"):
        return PortBusy(f"Another program uses the port {url}. Close it (the maker's program?), then try again.")
    if denied:
        return LinkUnavailable(
            f"You may not use the port {url}. Add your account to the group 'dialout' "
            "(sudo usermod -aG dialout $USER), log in again, then try again."
        )
    if number == errno.ENOENT or "FileNotFoundError" in str(error):
        return LinkUnavailable(f"There is no port {url}. Plug the device in, or choose another port.")
    return LinkUnavailable(f"The port {url} cannot be opened ({error}). Check the cable and the name of the port.")


@dataclass(frozen=True, slots=True)
class FoundPort:
    """A serial port of this computer."""

    url: str
    description: str
    serial: str
    """Of the USB adapter; empty when it has none."""
    usb_id: str
    """Vendor and product, as ``0403:6001``; empty for what is not USB."""
    product: str = ""
    """What the adapter calls itself."""


def _plain(said: str | None) -> str:
    """Text that a plugged-in thing says of itself, made safe to show: printable ASCII, at most 40 characters."""
    return "".join(letter for letter in said or "" if 32 <= ord(letter) < 127)[:40]


def scan_ports() -> tuple[FoundPort, ...]:
    """The ports that the system knows of, USB ones first.  Nothing is opened."""
    from serial.tools.list_ports import comports

    ports = [
        FoundPort(
            url=port.device,
            description=_plain(port.description),
            serial=_plain(port.serial_number),
            usb_id="" if port.vid is None else f"{port.vid:04x}:{port.pid:04x}",
            product=_plain(port.product),
        )
        for port in comports()
    ]
    return tuple(sorted(ports, key=lambda port: (not port.usb_id, port.url)))


class PortFinder:
    """The name that one adapter's port has now: after a replug the system may give it another one.

    The adapter is known by its serial number, or by its vendor and product where it has none and is the only one of
    its kind; who answers there is told by the device's own serial number.
    """

    def __init__(self, url: str, find: Callable[[], Sequence[FoundPort]] = scan_ports) -> None:
        self._url = url
        self._find = find
        self._adapter: FoundPort | None = None

    def __call__(self) -> str:
        """Look which ports there are and return this adapter's; its last name when it is not there."""
        ports = self._find()
        if self._adapter is None:
            names = (self._url, os.path.realpath(self._url))
            self._adapter = next((port for port in ports if port.url in names and port.usb_id), None)
            return self._url
        kind = (self._adapter.usb_id, self._adapter.serial)
        same = [port.url for port in ports if (port.usb_id, port.serial) == kind]
        if same and os.path.realpath(self._url) not in same and (kind[1] or len(same) == 1):
            self._url = same[0]
        return self._url
