"""What waits between a link and its listener: bounded, and honest about what did not fit."""

from __future__ import annotations

import asyncio
from collections import deque

from drivers.contracts import Corrupt, Gap, LinkEvent, SampleBlock

LIMIT = 4096
"""Events; at a hundred a second a listener may be away for 40 s."""


class LinkQueue:
    """Events in order.  When the listener is too slow, samples that do not fit become one ``Gap`` of their size.

    Events that say what state the link is in always fit; ``Corrupt`` is dropped, since it is counted elsewhere.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._events: deque[LinkEvent] = deque()
        self._skipped: Gap | None = None
        self._more = asyncio.Event()
        self._closed = False
        self.dropped = 0
        """Samples that were received and did not fit."""

    def put(self, event: LinkEvent) -> None:
        if len(self._events) >= self._limit and self._skip(event):
            return
        if self._skipped is not None:
            self._events.append(self._skipped)
            self._skipped = None
        self._events.append(event)
        self._more.set()

    def close(self) -> None:
        """Nothing more will come; what is there can still be taken."""
        self._closed = True
        self._more.set()

    async def get(self) -> LinkEvent | None:
        """The next event; None when the queue is closed and empty.  Cancelling it loses nothing."""
        while not self._events:
            if self._closed:
                return None
            self._more.clear()
            await self._more.wait()
        return self._events.popleft()

    def _skip(self, event: LinkEvent) -> bool:
        """Whether a full queue does without this event; a skipped sample is counted and becomes part of a gap."""
        if isinstance(event, Corrupt):
            return True
        if isinstance(event, SampleBlock):
            self._extend(event.index, event.ticks.size)
            self.dropped += event.ticks.size
            return True
        if isinstance(event, Gap) and self._skipped is not None:
            self._extend(event.index, event.missing)
            return True
        return False

    def _extend(self, index: int, count: int) -> None:
        first = index if self._skipped is None else self._skipped.index
        self._skipped = Gap(first, index + count - first)
