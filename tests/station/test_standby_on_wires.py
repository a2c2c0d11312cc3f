"""Devices sleep and wake on real transports: a pseudo-terminal, TCP, and Bluetooth down to the attribute layer."""

import asyncio
from contextlib import suppress
from datetime import date

import pytest

from drivers.clock import SystemClock
from drivers.contracts import LinkState, SampleBlock
from drivers.link import Link
from simulators.bench import SimulatedBench
from simulators.stage import Stage
from simulators.transports.pty_port import HAS_PTY
from station.commands.simulated import attached

pytestmark = [pytest.mark.wire]

ON_PTY = pytest.param(
    "harp-loadcells", "memory", "pty", marks=pytest.mark.skipif(not HAS_PTY, reason="no pseudo-terminals here")
)


@pytest.mark.parametrize(
    ("device", "ble", "line"),
    [
        ON_PTY,
        ("harp-loadcells", "memory", "tcp"),
        ("progressor?side=left", "bumble", "memory"),
        ("progressor?side=left&profile=bigbanger", "bumble", "memory"),
    ],
)
def test_a_device_sleeps_and_wakes_on_its_connection(device: str, ble: str, line: str) -> None:
    async def main() -> None:
        clock = SystemClock()
        async with SimulatedBench(clock, Stage(), (device,), ble=ble, line=line) as bench:
            one = attached(bench, bench.devices[0], date(2026, 3, 2))
            firmware = bench.firmware(bench.devices[0].serial)
            async with Link(one.device, one.open_transport, clock) as link:
                for number in (1, 2):
                    begun_s = clock.now()
                    while link.health().state is not LinkState.STREAMING:
                        await asyncio.sleep(0.01)
                        assert clock.now() - begun_s < 3.0
                    await asyncio.sleep(0.5)
                    link.pause()
                    while link.health().state is not LinkState.ASLEEP:
                        await asyncio.sleep(0.01)
                        assert clock.now() - begun_s < 5.0
                    assert not firmware.streaming
                    received = link.health().received
                    assert received > 0.25 * link.info.signal.nominal_rate_hz * number
                    await asyncio.sleep(1.5)
                    assert link.health().received == received
                    link.resume()
                events = []
                with suppress(TimeoutError):
                    async with asyncio.timeout(1.0):
                        async for event in link:
                            events.append(event)
                health = link.health()
                assert (health.state, health.lost, health.reconnects) == (LinkState.STREAMING, 0, 0)
                assert sum(event.ticks.size for event in events if isinstance(event, SampleBlock)) > received

    asyncio.run(main())
