"""Programs of other people, unmodified, against our simulated devices: every sample arrives, and is what was felt."""

import asyncio
import json
import sys
import time
from pathlib import Path

import harp.io
import numpy as np
import pytest
from harp.devices.loadcells import LoadCells
from harp.protocol import MessageType, OperationMode, PayloadType
from harp.protocol.messages import HarpMessage

from drivers.clock import SystemClock
from simulators.devices.go_direct import GoDirect
from simulators.loadcell import PlatePair
from simulators.performance import Performance, Surface
from simulators.stage import Stage
from simulators.transports.bumble_ble import BumbleAir
from simulators.transports.bumble_link import Radio
from simulators.transports.bumble_port import HciPort
from simulators.transports.pty_port import HAS_PTY, PtyPort
from simulators.transports.tcp_port import TcpPort
from simulators.units import make_unit

pytestmark = pytest.mark.wire
needs_pty = pytest.mark.skipif(not HAS_PTY, reason="this system has no pseudo-terminals")

PROGRAM = Path(__file__).with_name("godirect_program.py")
DATA_EVENTS_ONLY = bytes.fromhex("02055aff010162")
ACTIVE, ACQUIRE, HALT = (
    bytes.fromhex("02050aff010112"),
    bytes.fromhex("020520ff010128"),
    bytes.fromhex("020520ff010027"),
)
EPOCH_S = 3_800_000_000
"""What the board's clock shows when the simulation's shows 0."""


def restless_stage():
    """A load that never repeats itself: two tones and a slope per side, for any time."""
    stage = Stage()
    stage.idle(
        lambda times: np.stack(
            [400 + 90 * np.sin(7.1 * times) + 31 * np.sin(53.0 * times), 380 - 80 * np.sin(5.3 * times) + 0.5 * times]
        )
    )
    return stage


def felt(stamps_s):
    """What the converters of an exact board read on that stage at these times of the device."""
    times = np.rint((np.asarray(stamps_s) - EPOCH_S) * 1000) * 1e-3
    return PlatePair(restless_stage(), exact=True).read_counts(times)


def board():
    return make_unit("harp?exact=1", restless_stage()).firmware


@needs_pty
def test_harp_loadcells_reads_five_seconds_of_a_pty_and_every_sample_is_what_was_felt():
    def visit(name):
        client = LoadCells(name)
        try:
            client.send(HarpMessage(MessageType.WRITE, PayloadType.U8, 90, 1))
            client.set_mode(OperationMode.ACTIVE)
            client.write_acquisition_state(1)
            time.sleep(5.2)
            client.write_acquisition_state(0)
            time.sleep(0.1)
            return client.get_events()
        finally:
            client.disconnect()

    async def main():
        async with PtyPort(board(), SystemClock()) as port:
            return await asyncio.to_thread(visit, port.url)

    data = [event for event in asyncio.run(main()) if event.address == 33]
    assert len(data) >= 5000
    stamps = np.array([event.timestamp for event in data])
    assert np.array_equal(np.diff(np.rint((stamps - EPOCH_S) * 1000)), np.ones(len(data) - 1)), "a sample is missing"
    np.testing.assert_array_equal(np.array([event.payload for event in data]).T, felt(stamps))


def test_harp_python_reads_five_seconds_that_came_over_tcp_and_every_sample_is_what_was_felt(tmp_path):
    async def main():
        async with TcpPort(board(), SystemClock()) as port:
            address, number = port.url.removeprefix("socket://").split(":")
            reader, writer = await asyncio.open_connection(address, int(number))
            writer.write(DATA_EVENTS_ONLY + ACTIVE + ACQUIRE)
            raw = bytearray()
            end_s = time.monotonic() + 5.2
            while time.monotonic() < end_s:
                raw += await reader.read(65536)
            writer.write(HALT)
            writer.close()
            await writer.wait_closed()
            return bytes(raw)

    raw = asyncio.run(main())[3 * 13 :]
    path = tmp_path / "board_33.bin"
    path.write_bytes(raw[: len(raw) // 28 * 28])
    table = harp.io.read(path, address=33, dtype=np.dtype(np.int16), length=8)
    assert len(table) >= 5000
    stamps = table.index.to_numpy()
    assert np.array_equal(np.diff(np.rint((stamps - EPOCH_S) * 1000)), np.ones(len(table) - 1)), "a sample is missing"
    np.testing.assert_array_equal(table.to_numpy().T, felt(stamps))


def go_direct_values(device, period_ms, count):
    """What Vernier's client got, beside the device's true samples."""
    taken = []
    read = device.read_n

    def note(times):
        values = np.asarray(read(times), np.float32)
        taken.extend(values.tolist())
        return values

    device.read_n = note

    async def main():
        clock = SystemClock()
        async with BumbleAir(clock, Radio(interval_s=0.015)) as air, HciPort(air.link, clock) as port:
            await air.add(device)
            place = f"tcp-client:{port.place}"
            program = await asyncio.create_subprocess_exec(
                sys.executable, PROGRAM, place, str(period_ms), str(count), stdout=asyncio.subprocess.PIPE
            )
            told, _ = await program.communicate()
            return json.loads(told)

    return asyncio.run(main()), taken


@pytest.mark.parametrize(("period_ms", "options"), [(10, {"layout": 8}), (10, {"per_packet": 7})])
def test_verniers_client_gets_every_value_of_a_hand_dynamometer(period_ms, options):
    count = 100
    device = GoDirect(lambda times: 120.0 + 80.0 * np.sin(9.7 * times), battery_mv=3850, **options)
    told, taken = go_direct_values(device, period_ms, count)
    assert told["name"] == "GDX-HD 151000C1"
    assert told["serial"] == "151000C1"
    assert told["description"] == "Go Direct Hand Dynamometer"
    assert told["battery"] == 60
    assert told["sensors"] == {"1": "Force"}
    assert len(told["values"]) >= count
    # what was still on its way when the client stopped is answered, and not looked at
    assert told["values"] == taken[: len(told["values"])]
    assert len(set(taken)) > 0.9 * len(taken)


def test_a_performance_reaches_verniers_client_as_it_was_felt():
    stage = Stage()
    push = Performance(100.0, np.stack([np.linspace(0.0, 300.0, 2000), np.zeros(2000)]), surface=Surface.GRIPS)
    stage.perform(push, time.monotonic())  # the clock of the loop; twenty seconds are enough to find and connect
    unit = make_unit("go-direct?exact=1", stage)
    told, taken = go_direct_values(unit.firmware, 20, 50)
    values = np.array(told["values"])
    assert told["values"] == taken[: len(values)]
    rising = values[(values > 1.0) & (values < 299.0)]
    assert len(rising) > 40
    np.testing.assert_allclose(np.diff(rising), 300.0 / 1999 * 2, atol=0.011)
