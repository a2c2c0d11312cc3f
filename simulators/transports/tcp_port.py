"""A serial device behind a TCP port of this computer, for pyserial's ``socket://``: where there are no ptys.

Listens on the loopback address only and serves one host at a time.
"""

from __future__ import annotations

import asyncio
import contextlib
from types import TracebackType
from typing import Self

from drivers.contracts import Clock
from simulators.firmware import Firmware
from simulators.transports.pty_port import PACE_S
from simulators.transports.stream_face import StreamFace

LOOPBACK = "127.0.0.1"
LARGEST_WRITE_BUFFER = 65536


class TcpPort:
    """A firmware on a TCP port.  ``async with TcpPort(firmware, clock) as port: serial_for_url(port.url)``."""

    def __init__(
        self, firmware: Firmware, clock: Clock, pace_s: float = PACE_S, port: int = 0, idle_s: float = float("inf")
    ) -> None:
        """``port`` 0 is any that is free, another one every time it is plugged in.

        A host that neither says nor takes anything for ``idle_s`` is cut off, so that it cannot keep others out.
        """
        self.face = StreamFace(firmware, clock)
        self.url = ""
        self._port = port
        self._clock = clock
        self._pace_s = pace_s
        self._server: asyncio.Server | None = None
        self._host: asyncio.Transport | None = None
        self._pump: asyncio.Task[None] | None = None
        self._idle_s = idle_s
        self._alive_s = 0.0
        """When the host last said or took something."""

    async def __aenter__(self) -> Self:
        await self.plug()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.unplug()

    async def plug(self) -> None:
        """Listen; ``url`` says where.  Raises OSError when another program has the port."""
        self._server = await asyncio.get_running_loop().create_server(lambda: _Connection(self), LOOPBACK, self._port)
        self.url = f"socket://{LOOPBACK}:{self._server.sockets[0].getsockname()[1]}"
        self.face.silent = False
        self._pump = asyncio.create_task(self._run(), name=f"tcp {self.url}")

    async def unplug(self) -> None:
        """Pull the cable: the host's connection is reset, a new one refused.  Safe to call twice."""
        if self._pump is not None:
            self._pump.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._pump
            self._pump = None
        if self._host is not None:
            self._host.abort()
            self.host_left(self._host)
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    def vanish(self) -> None:
        """Send nothing and hear nothing any more, with the connection still there."""
        self.face.silent = True

    def host_came(self, transport: asyncio.Transport) -> bool:
        """Whether this host may have the port; the second one may not."""
        if self._host is not None:
            return False
        self._host = transport
        self._alive_s = self._clock.now()
        self.face.host(True)
        return True

    def host_left(self, transport: asyncio.Transport) -> None:
        if self._host is transport:
            self._host = None
            self.face.host(False)

    async def _run(self) -> None:
        while True:
            self.send_due()
            if self._host is not None and self._clock.now() - self._alive_s > self._idle_s:
                self._host.abort()
            await self._clock.sleep(self._pace_s)

    def received(self, data: bytes) -> None:
        """What the host said."""
        self._alive_s = self._clock.now()
        self.face.received(data)
        self.send_due()

    def send_due(self) -> None:
        """Pass on what is due, as long as the host takes it."""
        outbox = self.face.outbox()
        if self._host is None or not outbox or self._host.get_write_buffer_size() > LARGEST_WRITE_BUFFER:
            return
        self._alive_s = self._clock.now()
        self._host.write(bytes(outbox))
        outbox.clear()


class _Connection(asyncio.Protocol):
    def __init__(self, port: TcpPort) -> None:
        self._port = port
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport) and self._port.host_came(transport):
            self._transport = transport
        else:
            transport.close()

    def data_received(self, data: bytes) -> None:
        if self._transport is not None:
            self._port.received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._transport is not None:
            self._port.host_left(self._transport)
