"""The Harp simulator on a pty and on TCP, read by pyserial and by the third-party Harp client."""

import asyncio
import time

import numpy as np
import pytest
import serial
from harp.devices.loadcells import LoadCells
from harp.protocol import MessageType, OperationMode, PayloadType
from harp.protocol.messages import HarpMessage

from drivers.clock import SystemClock
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.transports.pty_port import HAS_PTY, PtyPort
from simulators.transports.tcp_port import TcpPort

START = bytes.fromhex("02055aff010162" + "02050aff010112" + "020520ff010128")

pytestmark = pytest.mark.wire
needs_pty = pytest.mark.skipif(not HAS_PTY, reason="this system has no pseudo-terminals")
FACES = [pytest.param(PtyPort, marks=needs_pty, id="pty"), pytest.param(TcpPort, id="tcp")]


def numbered(times):
    """Channel 0 counts milliseconds, channel 7 counts down."""
    numbers = np.rint(times * 1000).astype(np.int64) % 30000
    counts = np.zeros((8, times.size), np.int16)
    counts[0], counts[7] = numbers, -numbers
    return counts


def read_for(port, seconds):
    """Bytes that come in some seconds, read as the drivers' documentation of pyserial advises."""
    collected, end_s = bytearray(), time.monotonic() + seconds
    while time.monotonic() < end_s:
        collected += port.read(4096)
    return bytes(collected)


@pytest.mark.parametrize("face", FACES)
def test_pyserial_reads_every_sample_in_order(face):
    async def main():
        async with face(HarpLoadCells(numbered), SystemClock()) as port:
            line = await asyncio.to_thread(serial.serial_for_url, port.url, 1_000_000, timeout=0.01)
            try:
                line.write(START)
                return await asyncio.to_thread(read_for, line, 0.5)
            finally:
                line.close()

    raw = asyncio.run(main())
    raw = raw[3 * 13 :]
    whole = np.frombuffer(raw[: len(raw) // 28 * 28], np.uint8).reshape(-1, 28)
    assert len(whole) > 300
    assert set(whole[:, 2]) == {33}
    assert (whole[:, :-1].sum(axis=1, dtype=np.uint8) == whole[:, -1]).all()
    first = whole[:, 11:13].copy().view("<i2")[:, 0].astype(int)
    assert (np.diff(first) % 30000 == 1).all()


@pytest.mark.parametrize("face", FACES)
def test_when_the_host_closes_the_port_the_device_goes_to_standby(face):
    async def main():
        board = HarpLoadCells(numbered)
        async with face(board, SystemClock()) as port:
            line = await asyncio.to_thread(serial.serial_for_url, port.url, 1_000_000, timeout=0.01)
            line.write(START)
            await asyncio.to_thread(read_for, line, 0.05)
            streamed = board.streaming
            line.close()
            await until(lambda: not board.active)
            return streamed, board.streaming

    assert asyncio.run(main()) == (True, False)


async def until(condition):
    """Give the simulator a second to notice something."""
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("it was not noticed within a second")


@pytest.mark.parametrize("face", FACES)
def test_a_pulled_cable_is_an_error_at_the_host(face):
    async def main():
        async with face(HarpLoadCells(numbered), SystemClock()) as port:
            line = await asyncio.to_thread(serial.serial_for_url, port.url, 1_000_000, timeout=1.0)
            try:
                reading = asyncio.create_task(asyncio.to_thread(line.read, 100))
                await asyncio.sleep(0.02)
                await port.unplug()
                with pytest.raises(serial.SerialException):
                    await reading
            finally:
                line.close()

    asyncio.run(main())


@pytest.mark.parametrize("face", FACES)
def test_a_vanished_device_leaves_the_port_open_and_silent(face):
    async def main():
        async with face(HarpLoadCells(numbered), SystemClock()) as port:
            line = await asyncio.to_thread(serial.serial_for_url, port.url, 1_000_000, timeout=0.01)
            try:
                line.write(START)
                await asyncio.to_thread(read_for, line, 0.05)
                port.vanish()
                await asyncio.to_thread(read_for, line, 0.05)
                return await asyncio.to_thread(read_for, line, 0.05)
            finally:
                line.close()

    assert asyncio.run(main()) == b""


def test_tcp_turns_a_second_host_away():
    async def main():
        async with TcpPort(HarpLoadCells(numbered), SystemClock()) as port:
            address, number = port.url.removeprefix("socket://").split(":")
            _, first = await asyncio.open_connection(address, int(number))
            reader, second = await asyncio.open_connection(address, int(number))
            refused = await reader.read() == b""
            for writer in (first, second):
                writer.close()
                await writer.wait_closed()
            return refused

    assert asyncio.run(main())


@needs_pty
def test_the_public_harp_client_operates_our_device_and_loses_no_sample():
    def visit(name):
        client = LoadCells(name)
        try:
            client.send(HarpMessage(MessageType.WRITE, PayloadType.U8, 90, 1))
            client.write_offset_load_cell0(-12)
            offset = client.read_offset_load_cell0()
            unknown = client.send(HarpMessage(MessageType.READ, PayloadType.U8, 200))
            client.set_mode(OperationMode.ACTIVE)
            client.write_acquisition_state(1)
            time.sleep(1.0)
            client.write_acquisition_state(0)
            time.sleep(0.05)
            return client.WHO_AM_I, client.DEVICE_NAME, offset, unknown.is_error, client.get_events()
        finally:
            client.disconnect()

    async def main():
        async with PtyPort(HarpLoadCells(numbered), SystemClock()) as port:
            return await asyncio.to_thread(visit, port.url)

    who, name, offset, refused, events = asyncio.run(main())
    assert (who, name, offset, refused) == (1232, "LoadCells", -12, True)
    data = [event for event in events if event.address == 33]
    assert len(data) > 900
    steps = np.diff([-event.payload[7] for event in data]) % 30000
    assert set(steps.tolist()) == {1}
    np.testing.assert_allclose(np.diff([event.timestamp for event in data]), 0.001, atol=33e-6)
