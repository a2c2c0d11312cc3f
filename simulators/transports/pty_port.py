"""A serial device behind a pseudo-terminal: pyserial opens the other end by its name.  POSIX only; else ``TcpPort``.

Closing the port at the host's end is seen here as a hang-up and passed on as the fall of DTR.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from drivers.contracts import Clock
from simulators.firmware import Firmware
from simulators.transports.stream_face import StreamFace

try:
    import pty
    import tty
except ImportError:  # Windows
    HAS_PTY = False
else:
    HAS_PTY = True

PACE_S = 0.004
"""How often the device's bytes are handed over, as a USB-serial chip does; also how late a command is heard."""


class PtyPort:
    """A firmware on a pty.  ``async with PtyPort(firmware, clock) as port: serial.Serial(port.url)``."""

    def __init__(self, firmware: Firmware, clock: Clock, pace_s: float = PACE_S, link: Path | None = None) -> None:
        """``link`` is a name that leads to the port, whatever the system calls it this time."""
        self.face = StreamFace(firmware, clock)
        self.url = ""
        self.link = link
        self._clock = clock
        self._pace_s = pace_s
        self._master: int | None = None
        self._pump: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self.plug()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.unplug()

    async def plug(self) -> None:
        """Appear as a new port; its name is ``url``."""
        if not HAS_PTY:
            raise RuntimeError("this system has no pseudo-terminals; use simulators.transports.tcp_port instead")
        self._master, slave = pty.openpty()
        tty.setraw(slave)
        self.url = os.ttyname(slave)
        os.close(slave)
        os.set_blocking(self._master, False)
        if self.link is not None:
            self._point(self.link)
        self.face.silent = False
        self._pump = asyncio.create_task(self._run(), name=f"pty {self.url}")

    async def unplug(self) -> None:
        """Pull the cable: the host's port is dead at once.  Safe to call twice."""
        if self._pump is not None:
            self._pump.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._pump
            self._pump = None
        self._close()

    def _point(self, link: Path) -> None:
        """Let the link lead here.  Raises FileExistsError when something else has its name."""
        if link.is_symlink():
            link.unlink()
        link.symlink_to(self.url)

    def vanish(self) -> None:
        """Send nothing and hear nothing any more, with the port still there."""
        self.face.silent = True

    async def _run(self) -> None:
        while self._master is not None:
            present, data = self._receive(self._master)
            self.face.host(present)
            if data:
                self.face.received(data)
            outbox = self.face.outbox()
            if present and outbox:
                self._send(self._master, outbox)
            await self._clock.sleep(self._pace_s)

    @staticmethod
    def _receive(master: int) -> tuple[bool, bytes]:
        """Whether a host has the other end open, and what it sent."""
        try:
            data = os.read(master, 65536)
        except BlockingIOError:
            return True, b""
        except OSError:  # Linux: EIO while nobody has the other end open
            return False, b""
        return bool(data), data

    @staticmethod
    def _send(master: int, outbox: bytearray) -> None:
        try:
            while outbox:
                taken = os.write(master, outbox[:65536])
                del outbox[:taken]
        except OSError:  # full, or closed between two looks: what is left waits
            return

    def _close(self) -> None:
        if self._master is not None:
            os.close(self._master)
            self._master = None
            if self.link is not None and self.link.is_symlink():
                self.link.unlink()
        self.face.host(False)
