"""A device at the end of a wire that exists only in this program: exact, instant, and fit for virtual time."""

from __future__ import annotations

import asyncio
from collections import deque

from drivers.contracts import Clock
from drivers.errors import LinkLost, LinkUnavailable, PortBusy
from simulators.firmware import Firmware, boot_s, told_about


class MemorySocket:
    """Where a firmware is plugged in.  Hands out one transport per connection, one at a time.

    ``messages`` says whether a read returns exactly one packet (BLE) or whatever has arrived (serial).
    """

    def __init__(self, firmware: Firmware, clock: Clock, *, messages: bool, latency_s: float = 0.0) -> None:
        """``latency_s``: bytes are handed over this far apart, as by the latency timer of a USB converter."""
        self.latency_s = latency_s
        self.firmware = firmware
        self.clock = clock
        self.messages = messages
        self.plugged = True
        self.silent = False
        self.changed = asyncio.Event()
        self.taken = False
        self.refusals = 0
        """How many of the next connections fail."""
        self.occupied = False
        """Whether another program holds the port."""
        self.connection = 0
        """Counts on when a connection is broken; one that was made before is dead."""

    def transport(self) -> MemoryTransport:
        """A transport for the next connection; has the shape of ``OpenTransport``."""
        return MemoryTransport(self)

    def unplug(self) -> None:
        """Pull the cable: an open connection ends with LinkLost, a new one cannot be made."""
        self.plugged = False
        self.changed.set()

    def drop(self) -> None:
        """Break the connection; the host is told, and a new one can be made at once."""
        self.connection += 1
        self.changed.set()

    def plug(self) -> None:
        """Put the cable back; a connection from before it was pulled stays dead."""
        self.connection += not self.plugged
        self.plugged, self.silent = True, False

    def vanish(self) -> None:
        """Carry nothing any more and tell nobody, as a radio link out of range."""
        self.silent = True


class MemoryTransport:
    """One connection to the firmware of a socket."""

    def __init__(self, socket: MemorySocket) -> None:
        self._socket = socket
        self._open = False
        self._arrived: deque[bytes] = deque()
        self._read_s = self._looked_s = float("-inf")
        self._connection = 0

    async def open(self) -> None:
        socket = self._socket
        if not socket.plugged or socket.silent or not socket.firmware.powered:
            raise LinkUnavailable(
                f"Device {socket.firmware.serial} does not answer: it is switched off or out of reach. Switch it on."
            )
        if socket.refusals:
            socket.refusals -= 1
            raise LinkUnavailable(
                f"Device {socket.firmware.serial} refused the connection. Wait until it is free, then try again."
            )
        if socket.taken or socket.occupied:
            raise PortBusy(f"Device {socket.firmware.serial} is in use by another connection. Close that one first.")
        socket.taken = self._open = True
        self._connection = socket.connection
        socket.changed.clear()
        socket.firmware.attach(socket.clock.now())
        if wait_s := boot_s(socket.firmware):
            await socket.clock.sleep(wait_s)

    async def read(self) -> bytes:
        socket = self._socket
        while True:
            if not self._arrived or self._alive:
                self._check()
                self._look(socket.clock.now())
            if self._arrived and socket.messages:
                return self._arrived.popleft()
            if self._arrived:
                self._read_s = socket.clock.now()
                chunk = b"".join(self._arrived)
                self._arrived.clear()
                return chunk
            self._check()
            due_s = socket.firmware.next_due_s
            await self._until(None if due_s is None else max(due_s, self._read_s + socket.latency_s))

    async def write(self, data: bytes) -> None:
        self._check()
        if not self._socket.silent:
            self._take(self._socket.firmware.write(data, self._socket.clock.now()))
        self._socket.changed.set()

    async def close(self) -> None:
        if self._open:
            self._open = self._socket.taken = False
            self._socket.firmware.detach(self._socket.clock.now())
            self._socket.changed.set()

    async def attribute(self, uuid: str) -> bytes:
        self._check()
        told = told_about(self._socket.firmware)
        return next((values[name] for values in told.values() for name in values if name.lower() == uuid.lower()), b"")

    def _look(self, now_s: float) -> None:
        """Let the device go on to now, unless it has been asked at this very time and has nothing to say yet."""
        if now_s == self._looked_s:
            due_s = self._socket.firmware.next_due_s
            if due_s is None or due_s > now_s:
                return
        self._looked_s = now_s
        self._take(self._socket.firmware.advance(now_s))

    def _take(self, packets: list[bytes]) -> None:
        if not self._socket.silent:
            self._arrived.extend(packets)

    @property
    def _alive(self) -> bool:
        socket = self._socket
        here = socket.plugged and self._connection == socket.connection
        return self._open and here and socket.firmware.powered

    def _check(self) -> None:
        if not self._open:
            raise LinkLost("The connection is closed. Open a new one.")
        socket = self._socket
        if not self._alive:
            raise LinkLost(f"Device {socket.firmware.serial} is gone: unplugged, out of reach or switched off.")

    async def _until(self, due_s: float | None) -> None:
        """Wait for the device's next packet, or for somebody to do something to the connection."""
        self._socket.changed.clear()
        if due_s is None or self._socket.silent:
            await self._socket.changed.wait()
            return
        clock, changed = self._socket.clock, self._socket.changed
        timer = clock.call_later(max(0.0, due_s - clock.now()), changed.set)
        try:
            await changed.wait()
        finally:
            timer.cancel()
