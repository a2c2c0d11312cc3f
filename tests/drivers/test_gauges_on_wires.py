"""A Chronojump, a Mark-10 gauge and a CTS500 through real ports and real ATT, in real time."""

import asyncio
from collections.abc import Callable

import numpy as np
import pytest

from drivers.clock import SystemClock
from drivers.contracts import LinkState, SampleBlock, SampleClock, Segment, SyncEdge
from drivers.link import Link
from drivers.registry import DEVICES
from drivers.transports.ble import BleTransport
from drivers.transports.serial import SerialTransport
from simulators.bench import BleReach, SerialReach, SimulatedBench
from simulators.performance import Surface
from simulators.stage import Stage
from simulators.transports.pty_port import HAS_PTY

pytestmark = [pytest.mark.wire, pytest.mark.timeout(60)]

PORTS = [
    pytest.param("pty", marks=pytest.mark.skipif(not HAS_PTY, reason="no pseudo-terminals here")),
    "tcp",
]
PULL_N = 120.0


def bench_of(device: str, line: str) -> SimulatedBench:
    stage = Stage()
    stage.idle(lambda times: np.stack([np.full(times.size, PULL_N)] * 2), Surface.GRIPS)
    return SimulatedBench(SystemClock(), stage, (device,), line=line, exact=True)


def opened(bench: SimulatedBench) -> Callable:
    """As whoever uses it opens it, anew each time: a replugged cable has another name."""

    def transport() -> SerialTransport | BleTransport:
        one = bench.devices[0]
        reach, device = one.reach, DEVICES[one.key]
        if isinstance(reach, BleReach):
            return BleTransport(reach.address, device.gatt, client_backend=reach.client)
        assert isinstance(reach, SerialReach)
        return SerialTransport(reach.url, device.serial)

    return transport


async def heard(link: Link, seconds: float, found: list | None = None) -> list:
    found = [] if found is None else found
    try:
        async with asyncio.timeout(seconds):
            async for event in link:
                found.append(event)
    except TimeoutError:
        pass
    return found


def values_of(events: list) -> np.ndarray:
    return np.concatenate([event.values for event in events if isinstance(event, SampleBlock)], axis=1)


@pytest.mark.parametrize("line", PORTS)
def test_a_chronojump_restarts_when_its_port_is_opened_and_then_streams(line: str) -> None:
    async def main() -> None:
        async with bench_of("chronojump?listens_s=0.3&sync_every_s=0.5", line) as bench:
            firmware = bench.firmware(bench.devices[0].serial)
            begun_s = SystemClock().now()
            async with Link(DEVICES["chronojump"], opened(bench), SystemClock()) as link:
                assert SystemClock().now() - begun_s > 3.0
                assert firmware.rejected == 0, "nothing was said before it listened"
                events = await heard(link, 2.5)
                health = link.health()
            assert (health.state, health.lost, health.corrupt, health.reconnects) == (LinkState.STREAMING, 0, 0, 0)
            assert np.abs(values_of(events) - PULL_N).max() < 0.02
            assert values_of(events).shape[1] > 100
            assert (
                np.diff([event.tick for event in events if isinstance(event, SyncEdge)]).tolist()[:2] == [500_000] * 2
            )
            assert health.rate_hz == pytest.approx(80.0, rel=0.01)
            for _ in range(100):
                await asyncio.sleep(0.01)
                if not firmware.streaming:
                    break
            assert not firmware.streaming, "it was stopped before the port was closed"

    asyncio.run(main())


@pytest.mark.parametrize("line", PORTS)
@pytest.mark.parametrize("series", ["4", "5"])
def test_a_gauge_is_asked_for_each_reading(line: str, series: str) -> None:
    async def main() -> None:
        async with bench_of(f"mark10?series={series}&unit=LB", line) as bench:
            async with Link(DEVICES["mark10"], opened(bench), SystemClock()) as link:
                assert link.info.signal.clock is SampleClock.HOST
                events = await heard(link, 2.0)
                link.pause()
                await asyncio.sleep(0.3)
                told = bench.firmware(bench.devices[0].serial)._told
                await asyncio.sleep(0.5)
                assert bench.firmware(bench.devices[0].serial)._told == told
                health = link.health()
            assert (health.corrupt, health.reconnects) == (0, 0)
            assert np.abs(values_of(events) - PULL_N).max() < 0.05, "a hundredth of a pound"
            assert values_of(events).shape[1] > 40

    asyncio.run(main())


@pytest.mark.parametrize("line", [*PORTS, "ble"])
@pytest.mark.parametrize("quirks", ["", "&late_echo=1&silent_rate=1"])
def test_a_climbing_scale_streams_over_its_radio_and_over_a_plain_line(line: str, quirks: str) -> None:
    async def main() -> None:
        wire = "ble" if line == "ble" else "serial"
        async with bench_of(f"cts500?wire={wire}{quirks}", "pty" if line == "ble" else line) as bench:
            async with Link(DEVICES["cts500"], opened(bench), SystemClock()) as link:
                events = await heard(link, 2.0)
                assert await link.use(DEVICES["cts500"].temperature_c) == 23
                health = link.health()
            assert link.info.battery_v == 3.55
            assert (health.state, health.corrupt, health.reconnects) == (LinkState.STREAMING, 0, 0)
            assert np.abs(values_of(events) * 9.80665 - PULL_N).max() < 0.1, "a hundredth of a kilogram"
            assert values_of(events).shape[1] > 110
            assert not bench.firmware(bench.devices[0].serial).streaming

    asyncio.run(main())


@pytest.mark.parametrize("device", ["mark10", "cts500?wire=serial"])
def test_a_pulled_cable_is_lost_and_a_new_segment_begins_when_it_is_back(device: str) -> None:
    async def main() -> None:
        async with bench_of(device, "tcp") as bench:
            serial = bench.devices[0].serial
            async with Link(DEVICES[bench.devices[0].key], opened(bench), SystemClock()) as link:
                found = await heard(link, 0.8)
                await bench.unplug(serial)
                await asyncio.sleep(0.2)
                await bench.replug(serial)
                begun_s = SystemClock().now()
                while link.health().state is not LinkState.STREAMING or link.health().reconnects == 0:
                    await heard(link, 0.05, found)
                    assert SystemClock().now() - begun_s < 4.0
                await heard(link, 0.3, found)
            assert [event.number for event in found if isinstance(event, Segment)] == [1, 2]

    asyncio.run(main())
