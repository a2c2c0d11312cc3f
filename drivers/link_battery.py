"""Asking a connected device for its battery now and then, as long as that does no harm."""

from __future__ import annotations

from drivers.contracts import Clock, Device, Port
from drivers.errors import DriverError
from drivers.link_tally import LinkTally

ASKED_S = 2.0
"""A device that falls silent this soon after it was asked for its battery is not asked again."""


class BatteryPoll:
    """Over the life of a link: a device that once fell silent over the question is left alone."""

    def __init__(self, device: Device, clock: Clock, tally: LinkTally) -> None:
        self._device = device
        self._clock = clock
        self._tally = tally
        self._allowed = True
        self._asked_s = float("-inf")

    async def run(self, port: Port) -> None:
        """Ask until two questions in a row stay unanswered.  What goes wrong here is no business of the samples."""
        every_s = self._device.battery_every_s
        unanswered = 0
        while every_s is not None and self._allowed and unanswered < 2:
            await self._clock.sleep(every_s)
            self._asked_s = self._clock.now()
            try:
                self._tally.battery_v, self._tally.battery = await self._device.read_battery(port)
                unanswered = 0
            except DriverError:
                unanswered += 1

    def lost(self) -> None:
        """The connection ended just now."""
        self._allowed = self._allowed and self._clock.now() - self._asked_s > ASKED_S
