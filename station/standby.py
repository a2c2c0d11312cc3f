"""Lets the devices rest while no test is chosen: connected, but sending nothing.

A dynamometer lives on its battery, and most of a clinic's day nobody is on a device.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from station.streams import Stream

REST_AFTER_S = 30.0
"""Between two tests of one client seldom more than half a minute passes, between two clients many minutes; one that
falls asleep too soon is awake again at once.  A dynamometer that streams all day is flat in the evening.
"""
LATEST_S = 600.0
"""Devices that are not empty yet after a trial, so that their zero could not be looked at, are waited for this long."""
ASLEEP_S = 1.0
"""How often to look while the devices rest: nothing changes then but a link that is lost."""
SHOWN_S = 10.0
"""How old their batteries and counters may be on the screen meanwhile; what becomes of a link is shown at once."""

Rest = Callable[[bool], None]
"""Lets all devices rest (True) or stream again."""


class Standby:
    """Knows since when no test runs.  Without ``rest`` the devices always stream."""

    def __init__(self, rest: Rest | None) -> None:
        self._rest = rest
        self._idle_s: float | None = None
        self.asleep = False

    def tick(self, now_s: float, streams: Sequence[Stream], *, busy: bool, waits: bool) -> None:
        """Let time pass; ``busy``: a test is chosen, ``waits``: the zero after the last trial was not seen yet."""
        if self.asleep or self._rest is None:
            return
        if busy or self._idle_s is None:
            self._idle_s = now_s
        if now_s - self._idle_s >= (LATEST_S if waits else REST_AFTER_S):
            self.asleep = True
            for stream in streams:
                stream.rest()
            self._rest(True)

    def wake(self) -> None:
        """Somebody is here who will choose a test, or has chosen one."""
        self._idle_s = None
        if self.asleep and self._rest is not None:
            self.asleep = False
            self._rest(False)
