"""One command in flight: the port through which a device's manners speak on an open link."""

from __future__ import annotations

import asyncio
import math

from drivers.contracts import Clock, Reply, Transport
from drivers.errors import LinkLost, ReplyTimeout

WRITE_S = 2.0
ATTRIBUTE_S = 2.0

OWING_S = 2.0
"""An answer that is later than this after it was given up is not coming."""


class LinkPort:
    """Writes commands and waits for replies, which the link's reader hands in."""

    def __init__(self, transport: Transport, clock: Clock, title: str) -> None:
        self._transport = transport
        self._clock = clock
        self._title = title
        self._turn = asyncio.Lock()
        self._replies: asyncio.Queue[Reply | BaseException] | None = None
        """Where replies go while somebody waits for them."""
        self._command: int | None = 0
        """Whose replies are wanted; None: any."""
        self._owing_until_s = -math.inf
        """Until then the answer to a command that was given up may still come, and does not say whose it is."""
        self._unlabelled = False
        """Replies of this device do not say which command they answer."""
        self._leaving = False
        self._broken: BaseException | None = None
        self.answered = 0
        """Replies that came, asked for or not."""
        self.wrote_s: float | None = None
        """When something was last written."""

    async def send(self, data: bytes) -> None:
        """Write one command without waiting for an answer.  Raises LinkLost."""
        async with self._turn:
            await self._write(data)

    async def ask(self, data: bytes, command: int, *, timeout_s: float = 1.0) -> Reply:
        """Write one command and return its reply; others wait for their turn.  Raises ReplyTimeout, LinkLost."""
        (reply,) = await self._ask(data, command, 1, timeout_s)
        return reply

    async def ask_all(
        self, data: bytes, command: int | None, *, at_most: int, quiet_s: float = 0.5
    ) -> tuple[Reply, ...]:
        """Write one command and return its replies, until ``at_most`` came or no more for ``quiet_s``.

        Raises ReplyTimeout when none came, LinkLost.
        """
        return await self._ask(data, command, at_most, quiet_s)

    async def _ask(self, data: bytes, command: int | None, at_most: int, quiet_s: float) -> tuple[Reply, ...]:
        async with self._turn:
            # a reply that comes late and does not say what it answers would be taken for this one's
            await self._clock.sleep(max(0.0, self._owing_until_s - self._clock.now()))
            self._command = command
            self._replies = asyncio.Queue()
            replies: list[Reply] = []
            try:
                async with self._clock.timeout(quiet_s):
                    await self._write(data)
                    replies.append(await self._next_reply(self._replies))
                while len(replies) < at_most:
                    async with self._clock.timeout(quiet_s):
                        replies.append(await self._next_reply(self._replies))
            except TimeoutError:
                if replies:
                    return tuple(replies)
                self._owe()
                raise ReplyTimeout(
                    f"The {self._title} did not answer a command within {quiet_s:g} s. "
                    "Switch it off and on again, then reconnect."
                ) from None
            except BaseException:
                self._owe()
                raise
            finally:
                self._replies = None
            return tuple(replies)

    def _owe(self) -> None:
        """A command was given up whose answer may still come."""
        self._owing_until_s = self._clock.now() + OWING_S if self._unlabelled and not self._leaving else -math.inf

    async def _next_reply(self, replies: asyncio.Queue[Reply | BaseException]) -> Reply:
        reply = await replies.get()
        if isinstance(reply, BaseException):
            raise reply
        return reply

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
                f"The {self._title} did not tell about itself for {ATTRIBUTE_S:g} s: the connection hangs."
            ) from None

    def hand_in(self, reply: Reply) -> None:
        """Give a reply to whoever waits for it; one that nobody waits for came too late and is dropped."""
        self.answered += 1
        self._unlabelled = self._unlabelled or reply.command is None
        ours = reply.command is None or self._command is None or reply.command == self._command
        if ours and self._replies is not None:
            self._replies.put_nowait(reply)

    def leave(self, error: BaseException) -> None:
        """The device is about to be told to stop: whoever waits for an answer is told, so that its turn ends."""
        self._leaving, self._owing_until_s = True, -math.inf
        if self._replies is not None:
            self._replies.put_nowait(error)

    def break_off(self, error: BaseException) -> None:
        """Nothing will be read any more; whoever waits is told why."""
        self._broken = error
        if self._replies is not None:
            self._replies.put_nowait(error)

    async def _write(self, data: bytes) -> None:
        if self._broken is not None:
            raise self._broken
        self.wrote_s = self._clock.now()
        try:
            async with self._clock.timeout(WRITE_S):
                await self._transport.write(data)
        except TimeoutError:
            raise LinkLost(f"The {self._title} took no command for {WRITE_S:g} s: the connection hangs.") from None
