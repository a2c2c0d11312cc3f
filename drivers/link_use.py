"""Whose turn it is to speak on an open link: the link itself, which starts and stops the stream, or who uses it.

An action is a device's own command or several (``drivers.devices``), run as a whole on the connection that there is:
nobody starts or stops the stream in the middle of it.  What has been asked for before it is carried out first, so that

    link.pause()
    await link.use(PROGRESSOR.tare)

runs on a device that no longer streams.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from drivers.contracts import Port
from drivers.errors import LinkLost

_T = TypeVar("_T")


class LinkUse:
    """The port of the connection that there is now, and the turns on it."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._port: Port | None = None
        self._calm = asyncio.Event()
        self.turn = asyncio.Lock()
        """Held by whoever says more than one command, none of which may come between another's."""

    def ready(self, port: Port) -> None:
        """The device streams or sleeps, as it was told to."""
        self._port = port
        self._calm.set()

    def unsettled(self) -> None:
        """The stream shall be started or stopped."""
        if self._port is not None:
            self._calm.clear()

    def ended(self) -> None:
        """There is no connection any more."""
        self._port = None
        self._calm.set()

    async def run(self, action: Callable[[Port], Awaitable[_T]]) -> _T:
        """Run one action in its turn.  Raises LinkLost when there is no connection, and what the action raises."""
        while True:
            if self._port is not None:
                await self._calm.wait()
            async with self.turn:
                port = self._port
                if port is None:
                    raise LinkLost(
                        f"The {self._title} is not connected, so it cannot be told anything. "
                        "Wait until it is back, then try again."
                    )
                if self._calm.is_set():
                    return await action(port)
