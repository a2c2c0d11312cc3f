"""The virtual radio for other programs: every connection to a TCP port is a Bluetooth controller of its own.

What Bumble calls ``tcp-client:127.0.0.1:PORT``: the host's HCI packets, one after the other, both ways.  Listens on
the loopback address only.  A host that goes away without a word is missed by its peers after the supervision time.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from types import TracebackType
from typing import Self

from bumble import hci
from bumble.core import InvalidPacketError
from bumble.transport.common import PacketParser

from drivers.contracts import Clock
from simulators.transports.bumble_controller import FixedController
from simulators.transports.bumble_link import PacedLink
from simulators.transports.tcp_port import LOOPBACK

SUPERVISION_S = 0.72
"""After this long without a word both ends of a real link give the connection up."""

LARGEST_UNREAD = 4 << 20
"""Bytes a host may leave unread before it is cut off."""

LARGEST_RUBBISH = 64
"""Chunks that hold no HCI packet before a host is cut off; one that synchronises again sends a few."""

MOST_HOSTS = 16


class HciPort:
    """Controllers for other programs.  ``async with HciPort(link, clock, 0) as port: "tcp-client:" + port.place``."""

    def __init__(self, link: PacedLink, clock: Clock, port: int = 0) -> None:
        self.place = ""
        """Address and port that it listens on."""
        self.hosts: set[_Host] = set()
        self._link = link
        self._clock = clock
        self._port = port
        self._numbers = itertools.count(1)
        self._server: asyncio.Server | None = None
        self._leaving: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.get_running_loop().create_server(lambda: _Host(self), LOOPBACK, self._port)
        address, port = self._server.sockets[0].getsockname()
        self.place = f"{address}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        for host in list(self.hosts):
            host.abort()
        for task in self._leaving:
            task.cancel()
        await asyncio.gather(*self._leaving, return_exceptions=True)
        if self._server is not None:
            await self._server.wait_closed()

    def controller(self, host: _Host) -> FixedController | None:
        """A new controller for a host that came; None when there are too many."""
        if len(self.hosts) >= MOST_HOSTS:
            return None
        self.hosts.add(host)
        number = next(self._numbers)
        public = hci.Address(f"F0:00:00:00:{number >> 8 & 0xFF:02X}:{number & 0xFF:02X}", hci.AddressType.PUBLIC_DEVICE)
        return FixedController(f"host {number}", host_sink=host, link=self._link, public_address=public)

    def left(self, host: _Host, controller: FixedController) -> None:
        """A host went away, and its controller with it."""
        self.hosts.discard(host)
        controller.host = None
        task = asyncio.create_task(self._remove(controller), name="a host that left")
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _remove(self, controller: FixedController) -> None:
        try:
            if controller.le_connections:
                await self._clock.sleep(SUPERVISION_S)
        finally:
            controller.fall_silent(hci.HCI_ErrorCode.CONNECTION_TIMEOUT_ERROR)
            with contextlib.suppress(KeyError):
                self._link.remove_controller(controller)


class _Host(asyncio.Protocol):
    """One connection: HCI packets in, HCI packets out."""

    def __init__(self, port: HciPort) -> None:
        self._port = port
        self._transport: asyncio.Transport | None = None
        self._controller: FixedController | None = None
        self._parser = PacketParser(self._Sink(self))
        self._rubbish = 0

    class _Sink:
        """Where whole packets go; a packet that means nothing is rubbish, not a fault of ours."""

        def __init__(self, host: _Host) -> None:
            self._host = host

        def on_packet(self, packet: bytes) -> None:
            self._host.to_controller(packet)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._transport = transport
            self._controller = self._port.controller(self)
        if self._controller is None:
            transport.close()

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except InvalidPacketError:
            self._spoiled()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._controller is not None:
            self._port.left(self, self._controller)
            self._controller = None

    def to_controller(self, packet: bytes) -> None:
        if self._controller is None:
            return
        try:
            self._controller.on_packet(packet)
        except Exception:  # Bumble raises whatever its decoding of a stranger's bytes comes upon
            self._spoiled()

    def on_packet(self, packet: bytes) -> None:
        """A packet for the host."""
        if self._transport is None or self._transport.is_closing():
            return
        if self._transport.get_write_buffer_size() > LARGEST_UNREAD:
            self.abort()
        else:
            self._transport.write(packet)

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _spoiled(self) -> None:
        self._rubbish += 1
        if self._rubbish > LARGEST_RUBBISH:
            self.abort()
