"""One command in flight: the port through which a device's manners speak on an open link."""

from __future__ import annotations

import asyncio

from drivers.contracts import Clock, Reply, Transport
from drivers.errors import LinkLost, ReplyTimeout

WRITE_S = 2.0
ATTRIBUTE_S = 2.0


class LinkPort:
    """Writes commands and waits for replies, which the link's reader hands in."""

    def __init__(self, transport: Transport, clock: Clock, title: str) -> None:
        self._transport = transport
        self._clock = clock
        self._title = title
        self._turn = asyncio.Lock()
        self._waiting: asyncio.Future[Reply] | None = None
        self._command = 0
        self._broken: BaseException | None = None
        self.answered = 0
        """Replies that came, asked for or not."""

    async def send(self, data: bytes) -> None:
        """Write one command without waiting for an answer.  Raises LinkLost."""
        async with self._turn:
            await self._write(data)

    async def ask(self, data: bytes, command: int, *, timeout_s: float = 1.0) -> Reply:
        """Write one command and return its reply; others wait for their turn.  Raises ReplyTimeout, LinkLost."""
        async with self._turn:
            if self._broken is not None:
                raise self._broken
            self._command = command
            self._waiting = asyncio.get_running_loop().create_future()
            try:
                async with self._clock.timeout(timeout_s):
                    await self._write(data)
                    return await self._waiting
            except TimeoutError:
                raise ReplyTimeout(
                    f"The {self._title} did not answer a command within {timeout_s:g} s. "
                    "Switch it off and on again, then reconnect."
                ) from None
            finally:
                self._waiting = None

    async def push(self, data: bytes) -> None:
        """Write what the stream needs to go on, whoever waits for an answer.  Raises LinkLost.

        It does not wait for its turn: the reader says it, and whose turn it is may wait for the reader.
        """
        await self._write(data)

    async def attribute(self, uuid: str) -> bytes:
        """The value of a BLE characteristic; empty where there is none.  Raises LinkLost."""
        try:
            async with self._clock.timeout(ATTRIBUTE_S):
                return await self._transport.attribute(uuid)
        except TimeoutError:
            raise LinkLost(
                f"The {self._title} did not tell about itself for {ATTRIBUTE_S:g} s: the connection hangs. "
                "It will be made anew."
            ) from None

    def hand_in(self, reply: Reply) -> None:
        """Give a reply to whoever waits for it; one that nobody waits for came too late and is dropped."""
        self.answered += 1
        ours = reply.command is None or reply.command == self._command
        if ours and self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(reply)

    def break_off(self, error: BaseException) -> None:
        """Nothing will be read any more; whoever waits is told why."""
        self._broken = error
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(error)

    async def _write(self, data: bytes) -> None:
        try:
            async with self._clock.timeout(WRITE_S):
                await self._transport.write(data)
        except TimeoutError:
            raise LinkLost(
                f"The {self._title} took no command for {WRITE_S:g} s: the connection hangs. It will be made anew."
            ) from None
