"""The in-process transport on virtual time."""

import asyncio

import numpy as np
import pytest

from drivers.clock import SystemClock
from drivers.errors import LinkLost, LinkUnavailable, PortBusy
from simulators.clock import run
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.devices.progressor import Progressor
from simulators.transports.memory import MemorySocket

HARP_START = bytes.fromhex("02055aff010162" + "02050aff010112" + "020520ff010128")


def plugged_progressor():
    return MemorySocket(Progressor(lambda times: np.asarray(times)), SystemClock(), messages=True)


def plugged_harp():
    board = HarpLoadCells(lambda times: np.zeros((8, times.size), np.int16))
    return MemorySocket(board, SystemClock(), messages=False)


def test_each_notification_arrives_when_it_is_due():
    async def main():
        transport = plugged_progressor().transport()
        await transport.open()
        await transport.write(b"\x65")
        arrivals = []
        for _ in range(10):
            raw = await transport.read()
            arrivals.append((asyncio.get_running_loop().time(), raw[1]))
        await transport.close()
        return arrivals

    arrivals = run(main())
    assert {length for _, length in arrivals} == {64}
    np.testing.assert_allclose([at for at, _ in arrivals], [0.0875 + 0.1 * k for k in range(10)], atol=1e-9)


def test_a_stream_link_hands_over_everything_that_has_come():
    async def main():
        transport = plugged_harp().transport()
        await transport.open()
        await transport.write(HARP_START)
        replies = await transport.read()
        await asyncio.sleep(0.0105)
        late = await transport.read()
        soon = await transport.read()
        await transport.close()
        return len(replies), len(late), len(soon)

    replies, late, soon = run(main())
    assert replies == 3 * 13 + 28
    assert (late, soon) == (10 * 28, 28)


async def count_for(socket, start, size, seconds):
    """The sum of ``size`` over all that is read in ``seconds``."""
    transport, total = socket.transport(), 0
    await transport.open()
    await transport.write(start)
    try:
        async with asyncio.timeout(seconds):
            while True:
                total += size(await transport.read())
    except TimeoutError:
        await transport.close()
    return total


def test_both_devices_at_once_lose_nothing():
    async def main():
        return await asyncio.gather(
            count_for(plugged_harp(), HARP_START, len, 10.0005),
            count_for(plugged_progressor(), b"\x65", lambda raw: raw[1] // 8, 10.0005),
        )

    assert run(main()) == [3 * 13 + 10_001 * 28, 800]


def test_pulling_the_cable_ends_a_waiting_read():
    async def main():
        socket = plugged_progressor()
        transport = socket.transport()
        await transport.open()
        asyncio.get_running_loop().call_later(1.0, socket.unplug)
        with pytest.raises(LinkLost):
            await transport.read()
        await transport.close()
        await transport.close()
        with pytest.raises(LinkUnavailable):
            await socket.transport().open()
        socket.plug()
        await socket.transport().open()

    run(main())


def test_a_vanished_device_is_silent_and_says_nothing_of_it():
    async def main():
        socket = plugged_progressor()
        transport = socket.transport()
        await transport.open()
        await transport.write(b"\x65")
        await transport.read()
        socket.vanish()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(100.0):
                await transport.read()

    run(main())


def test_a_device_that_falls_asleep_ends_the_connection():
    async def main():
        transport = plugged_progressor().transport()
        await transport.open()
        await transport.write(b"\x6e")
        with pytest.raises(LinkLost):
            await transport.read()

    run(main())


def test_a_second_connection_is_refused_while_the_first_is_open():
    async def main():
        socket = plugged_progressor()
        first = socket.transport()
        await first.open()
        with pytest.raises(PortBusy):
            await socket.transport().open()
        await first.close()
        await socket.transport().open()

    run(main())
