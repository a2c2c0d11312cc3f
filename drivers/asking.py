"""Who is at the other end, without starting its stream: open, ask, close."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from drivers.contracts import Clock, Codec, Device, DeviceInfo, Reply, Send, Transport
from drivers.errors import DriverError, LinkLost, ReplyTimeout
from drivers.link_port import LinkPort
from drivers.shielded import see_through

ASK_S = 2.0
"""A device of this kind has said who it is by then; two questions may be left unanswered meanwhile."""
CLOSE_S = 5.0


async def ask_who(device: Device, transport: Transport, clock: Clock, *, within_s: float = ASK_S) -> DeviceInfo:
    """Who answers on this transport as such a device.  The transport is closed again, whatever happens.

    ``within_s`` is what it may take to open and to answer, beside the time that its port needs to settle.
    Raises LinkUnavailable, LinkLost, ReplyTimeout, WrongDevice.
    """
    port = LinkPort(transport, clock, device.title)
    reader: asyncio.Task[None] | None = None
    settle_s = 0.0 if device.serial is None else device.serial.settle_s
    try:
        async with clock.timeout(within_s + settle_s):
            await transport.open()
            reader = asyncio.create_task(_read(transport, device.codec(), port), name=f"who is {device.key}")
            return await device.identify(port)
    except TimeoutError:
        raise ReplyTimeout(
            f"Nothing there answers like a {device.title}. Check that it is switched on, or choose its right kind."
        ) from None
    finally:
        await see_through(asyncio.create_task(_close(transport, clock, reader)))


async def _read(transport: Transport, codec: Codec, port: LinkPort) -> None:
    try:
        while True:
            for event in codec.feed(await transport.read()):
                if isinstance(event, Reply):
                    port.hand_in(event)
                elif isinstance(event, Send):
                    await port.push(event.data)
            await asyncio.sleep(0)
    except BaseException as error:
        port.break_off(error if isinstance(error, DriverError) else LinkLost("The connection was closed."))
        raise


async def _close(transport: Transport, clock: Clock, reader: asyncio.Task[None] | None) -> None:
    if reader is not None:
        reader.cancel()
        await asyncio.gather(reader, return_exceptions=True)
    with suppress(DriverError, TimeoutError):
        async with clock.timeout(CLOSE_S):
            await transport.close()
