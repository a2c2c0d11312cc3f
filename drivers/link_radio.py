"""How strong the radio signal of a link is, asked for now and then where the system tells it."""

from __future__ import annotations

from drivers.contracts import Clock, Radio, Transport
from drivers.errors import DriverError
from drivers.link_tally import LinkTally

EVERY_S = 5.0


async def follow_signal(transport: Transport, clock: Clock, tally: LinkTally) -> None:
    """Keep ``LinkHealth.rssi_dbm`` up to date.  What goes wrong here is no business of the samples."""
    tally.rssi_dbm = None
    while isinstance(transport, Radio):
        try:
            tally.rssi_dbm = await transport.rssi_dbm()
        except DriverError:
            return
        await clock.sleep(EVERY_S)
