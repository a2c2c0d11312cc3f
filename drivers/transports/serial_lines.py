"""How the bytes of an open serial port get onto the loop without anybody asking again and again: one seam, three ways.

    DescriptorLine  a port or pty of a POSIX system: the loop watches its file descriptor
    ThreadLine      Windows, whose loop cannot watch a port, and URLs that only pyserial knows: one blocked thread
    StreamLine      ``socket://host:port``: the loop's own stream, the same on every system

A line never holds up the loop, not even while it writes to a device that takes nothing or closes a port whose last
bytes still wait.  What was measured is in ``docs/decisions/0018-serial-ports-are-watched-not-asked.md``.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from serial import Serial

CHUNK = 65536
PAUSE_S = 0.004
"""After each look at a line so much time passes until the next one: samples that come one by one every millisecond
would cost four times as much.  Answers on a line that was quiet are seen at once."""

DRAIN_S = 0.3
"""How long what was written may take to leave the port before it is closed without it."""

Received = Callable[[bytes], None]
Ended = Callable[[], None]


class Line(Protocol):
    """An open port.  Bytes and the end of it are told on the loop; nothing is told after ``close``."""

    async def write(self, data: bytes) -> None:
        """Write all of it, however long the device takes.  Raises OSError."""
        ...

    async def close(self) -> None:
        """Give the port back."""
        ...


class DescriptorLine:
    """A file descriptor that the loop watches."""

    def __init__(self, port: Serial, received: Received, ended: Ended) -> None:
        self._port = port
        self._received = received
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._file = port.fileno()
        self._closed = False
        self._again: asyncio.TimerHandle | None = None
        self._writing = asyncio.Lock()
        os.set_blocking(self._file, False)
        self._watch()

    async def write(self, data: bytes) -> None:
        """Write all of it, as fast as the port takes it.  Raises OSError."""
        async with self._writing:
            left = memoryview(data)
            while left:
                if self._closed:
                    raise OSError("it was closed")
                try:
                    left = left[os.write(self._file, left) :]
                except BlockingIOError:
                    await self._room()

    async def close(self) -> None:
        """Give the port back; whoever writes is told with an OSError."""
        if self._closed:
            return
        self._closed = True
        if self._again is not None:
            self._again.cancel()
        self._loop.remove_reader(self._file)
        self._loop.remove_writer(self._file)
        await asyncio.to_thread(close_port, self._port)

    async def _room(self) -> None:
        """Wait until the port takes something again."""
        room = asyncio.Event()
        self._loop.add_writer(self._file, room.set)
        try:
            await room.wait()
        finally:
            if not self._closed:
                self._loop.remove_writer(self._file)

    def _watch(self) -> None:
        self._loop.add_reader(self._file, self._readable)

    def _readable(self) -> None:
        self._loop.remove_reader(self._file)
        try:
            data = os.read(self._file, CHUNK)
        except BlockingIOError:
            self._watch()
            return
        except OSError:
            data = b""
        if not data:  # what is readable and has nothing to read was pulled
            self._ended()
            return
        self._received(data)
        self._again = self._loop.call_later(PAUSE_S, self._watch)


class ThreadLine:
    """A port that one thread reads, blocked until something comes."""

    def __init__(self, port: Serial, received: Received, ended: Ended) -> None:
        self._port = port
        self._received = received
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._closing = threading.Event()
        self._writing = asyncio.Lock()
        self._thread = threading.Thread(target=self._run, name=f"serial {port.name}", daemon=True)
        self._thread.start()

    async def write(self, data: bytes) -> None:
        """Write all of it.  Raises OSError."""
        async with self._writing:
            try:
                await asyncio.to_thread(self._port.write, data)
            except TypeError as error:  # pyserial's word for a port that was closed meanwhile
                raise OSError("it was closed") from error

    async def close(self) -> None:
        """Wake the thread and give the port back."""
        if not self._closing.is_set():
            self._closing.set()
            await asyncio.to_thread(self._close)

    def _close(self) -> None:
        for wake in ("cancel_read", "cancel_write"):
            if hasattr(self._port, wake):
                with suppress(OSError):
                    getattr(self._port, wake)()
        self._thread.join(2 * DRAIN_S)
        close_port(self._port)
        self._thread.join(2 * DRAIN_S)

    def _run(self) -> None:
        # blocked for good where it can be woken; a URL of pyserial's that cannot be must look up now and then
        self._port.timeout = None if hasattr(self._port, "cancel_read") else DRAIN_S
        try:
            while not self._closing.is_set():
                if data := self._port.read(1):
                    data += self._port.read(min(self._port.in_waiting, CHUNK))
                    self._tell(self._received, data)
                    self._closing.wait(PAUSE_S)
        except (OSError, TypeError):  # TypeError: the port was closed while it was read
            self._tell(self._ended)

    def _tell(self, call: Callable[..., None], *args: object) -> None:
        if not self._closing.is_set():
            with suppress(RuntimeError):  # the loop ended before us
                self._loop.call_soon_threadsafe(call, *args)


class StreamLine(asyncio.Protocol):
    """A TCP connection that carries the bytes of a port somewhere else."""

    def __init__(self, received: Received, ended: Ended) -> None:
        self._received = received
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._stream: asyncio.Transport | None = None
        self._gone = self._loop.create_future()
        self._room = asyncio.Event()
        self._room.set()
        self._again: asyncio.TimerHandle | None = None

    async def connect(self, host: str, port: int) -> None:
        """Raises OSError."""
        await self._loop.create_connection(lambda: self, host, port)

    async def write(self, data: bytes) -> None:
        """Hand all of it over, and wait while the other end takes nothing.  Raises OSError."""
        if self._stream is None or self._gone.done():
            raise OSError("the connection ended")
        self._stream.write(data)
        await self._room.wait()

    async def close(self) -> None:
        """End the connection, after what was written has left or did not want to."""
        if self._stream is None:
            return
        stream, self._stream = self._stream, None
        if self._again is not None:
            self._again.cancel()
        stream.close()
        if (await asyncio.wait([self._gone], timeout=DRAIN_S))[1]:
            stream.abort()
            await asyncio.wait([self._gone])

    # What the loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection is there."""
        if isinstance(transport, asyncio.Transport):
            transport.set_write_buffer_limits(0)
            self._stream = transport

    def data_received(self, data: bytes) -> None:
        """Hand bytes on, and look away for a moment."""
        if self._stream is not None:
            self._received(data)
            self._stream.pause_reading()
            self._again = self._loop.call_later(PAUSE_S, self._look)

    def _look(self) -> None:
        if self._stream is not None and not self._stream.is_closing():
            self._stream.resume_reading()

    def pause_writing(self) -> None:
        """The other end takes nothing."""
        self._room.clear()

    def resume_writing(self) -> None:
        """It takes everything again."""
        self._room.set()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over, whoever ended it."""
        self._room.set()
        if not self._gone.done():
            self._gone.set_result(None)
        if self._stream is not None:
            self._ended()


def close_port(port: Serial) -> None:
    """Close a port once what was written has left it; Linux would wait half a minute for a device that takes nothing.

    Blocks: to be called on a thread.
    """
    end_s = time.monotonic() + DRAIN_S
    with suppress(OSError, AttributeError, TypeError):
        while port.out_waiting and time.monotonic() < end_s:
            time.sleep(0.01)
        if port.out_waiting:
            port.reset_output_buffer()
    with suppress(OSError):
        port.close()
