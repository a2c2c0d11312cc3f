"""How commands reach a running simulation: typed lines, and a port of this computer for one program at a time.

One command a line; every line gets one line back, ``ok ...`` or ``error ...``.  Whatever a peer sends is capped in
length, and one that says nothing is sent away.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

LOOPBACK = "127.0.0.1"
LONGEST_LINE = 1000
LARGEST_UNREAD = 65536
IDLE_S = 30.0

Obey = Callable[[str], Awaitable[str]]
"""A command to its answer.  Raises CommandError with what is wrong about it."""


class CommandError(ValueError):
    """A command that cannot be done, in a sentence.  Example: ``unplug plate`` when there are ``plates``."""


async def answer(obey: Obey, line: str) -> str:
    """One line for one line."""
    try:
        told = await obey(line)
    except CommandError as error:
        return "error " + _one_line(str(error))
    return ("ok " + _one_line(told)).rstrip()


class ControlPort:
    """Commands from one program: ``async with ControlPort(obey, 0) as port: print(port.place)``."""

    def __init__(self, obey: Obey, port: int = 0, idle_s: float = IDLE_S) -> None:
        self.place = ""
        self._obey = obey
        self._port = port
        self._idle_s = idle_s
        self._busy = False
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, LOOPBACK, self._port, limit=LONGEST_LINE)
        address, port = self._server.sockets[0].getsockname()
        self.place = f"{address}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
            for writer in list(self._writers):
                writer.transport.abort()
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        writer.transport.set_write_buffer_limits(high=LARGEST_UNREAD)
        first = not self._busy
        try:
            if not first:
                await self._say(writer, "error another program controls this simulation; let it close its connection")
                return
            self._busy = True
            await self._talk(reader, writer)
        except (OSError, TimeoutError):
            pass  # it went away, or reads nothing
        finally:
            if first:
                self._busy = False
            self._writers.discard(writer)
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                async with asyncio.timeout(self._idle_s):
                    raw = await reader.readline()
            except TimeoutError:
                await self._say(writer, f"error nothing was said for {self._idle_s:g} s; connect again")
                return
            except ValueError:
                await self._say(writer, f"error a command is {LONGEST_LINE} characters at most; connect again")
                return
            if not raw:
                return
            line = raw.decode("utf-8", "replace").strip()
            if line:
                await self._say(writer, await answer(self._obey, line))

    async def _say(self, writer: asyncio.StreamWriter, text: str) -> None:
        writer.write(text.encode("utf-8") + b"\n")
        async with asyncio.timeout(self._idle_s):
            await writer.drain()


class Keyboard:
    """Typed lines, read by a thread of its own: no system's console can be waited for in the same way."""

    def __init__(self, heard: Callable[[str], object]) -> None:
        self._heard = heard
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._read, name="keyboard", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _read(self) -> None:
        pending = b""
        try:
            descriptor = sys.stdin.fileno()
            # not sys.stdin.readline: its lock would be held when the program ends
            while data := os.read(descriptor, 4096):
                *lines, pending = (pending + data).split(b"\n")
                pending = pending[:LONGEST_LINE]
                for line in lines:
                    self._loop.call_soon_threadsafe(self._heard, line.decode("utf-8", "replace").strip())
        except (OSError, ValueError, RuntimeError, AttributeError):
            return  # no input, or nobody listens any more


def _one_line(text: str) -> str:
    """Made fit for one line: what stood below each other is separated by bars."""
    return " | ".join(part.strip() for part in text.splitlines() if part.strip())
