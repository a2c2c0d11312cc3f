"""Programs at a device's TCP port that say nothing, read nothing, or send rubbish."""

import asyncio
import socket

import numpy as np
import pytest

from drivers.clock import SystemClock
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.transports.stream_face import LARGEST_BACKLOG
from simulators.transports.tcp_port import LARGEST_WRITE_BUFFER, TcpPort

pytestmark = pytest.mark.wire
START = bytes.fromhex("02055aff010162" + "02050aff010112" + "020520ff010128")
READ_WHO_AM_I = bytes.fromhex("010400ff0206")


def still(times):
    return np.zeros((8, times.size), np.int16)


def place_of(port):
    host, number = port.url.removeprefix("socket://").split(":")
    return host, int(number)


async def until_ended(reader):
    async with asyncio.timeout(5.0):
        try:
            while await reader.read(65536):
                pass
        except ConnectionError:
            return


def test_it_listens_on_the_loopback_address_only_and_keeps_its_number():
    async def main():
        async with TcpPort(HarpLoadCells(still), SystemClock()) as first:
            number = place_of(first)[1]
        async with TcpPort(HarpLoadCells(still), SystemClock(), port=number) as port:
            urls = [port.url]
            await port.unplug()
            await port.plug()
            return number, [*urls, port.url]

    number, urls = asyncio.run(main())
    assert urls == [f"socket://127.0.0.1:{number}"] * 2


def test_who_says_nothing_cannot_keep_others_out():
    async def main():
        async with TcpPort(HarpLoadCells(still), SystemClock(), idle_s=0.1) as port:
            silent, writer = await asyncio.open_connection(*place_of(port))
            await until_ended(silent)
            reader, second = await asyncio.open_connection(*place_of(port))
            second.write(READ_WHO_AM_I)
            reply = await asyncio.wait_for(reader.readexactly(14), 2.0)
            for each in (writer, second):
                each.close()
            return reply

    assert asyncio.run(main())[11:13] == b"\xd0\x04"


def test_a_host_that_listens_to_a_stream_in_silence_is_not_sent_away():
    async def main():
        async with TcpPort(HarpLoadCells(still), SystemClock(), idle_s=0.15) as port:
            reader, writer = await asyncio.open_connection(*place_of(port))
            writer.write(START)
            received, loop = 0, asyncio.get_running_loop()
            end_s = loop.time() + 0.6
            while loop.time() < end_s:
                received += len(await asyncio.wait_for(reader.read(65536), 1.0))
            writer.close()
            return received

    assert asyncio.run(main()) > 400 * 28


def test_a_host_that_never_reads_costs_bounded_memory_and_is_cut_off():
    async def main():
        board = HarpLoadCells(still)
        clock = SystemClock(200.0)  # a minute of samples in a third of a second
        async with TcpPort(board, clock, pace_s=1.0, idle_s=120.0) as port:
            line = socket.create_connection(place_of(port))
            line.sendall(START)
            largest = 0
            async with asyncio.timeout(10.0):
                while not (largest and not port.face.attached):
                    largest = max(largest, len(port.face.outbox()))
                    await asyncio.sleep(0.005)
            line.close()
            return largest, port.face.overflowed

    largest, overflowed = asyncio.run(main())
    assert LARGEST_WRITE_BUFFER < largest <= LARGEST_BACKLOG
    assert overflowed > 0


def test_a_flood_of_rubbish_leaves_the_device_as_it_was():
    async def main():
        async with TcpPort(HarpLoadCells(still), SystemClock()) as port:
            reader, writer = await asyncio.open_connection(*place_of(port))
            writer.write(bytes(np.random.default_rng(3).integers(0, 256, 1_000_000, np.uint8)))
            writer.write(bytes(64) + READ_WHO_AM_I)
            async with asyncio.timeout(10.0):
                raw = b""
                while not raw.endswith(b"\xd0\x04" + raw[-1:]):
                    raw += await reader.read(65536)
            writer.close()
            return raw

    assert asyncio.run(main())
