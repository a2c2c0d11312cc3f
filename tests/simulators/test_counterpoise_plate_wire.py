"""Counterpoise plates over real ATT, a real pseudo-terminal and real TCP, as the program reaches them."""

import asyncio

import numpy as np
import pytest

from drivers.clock import SystemClock
from drivers.contracts import Gap, SampleBlock
from drivers.devices.counterpoise_plate.commands import read_calibration, status, write_calibration
from drivers.devices.counterpoise_plate.plate import COUNTERPOISE_PLATE
from drivers.link import Link
from drivers.transports.ble import BleTransport
from drivers.transports.serial import SerialTransport
from simulators.bench import BleReach, SerialReach, SimulatedBench
from simulators.stage import Stage
from simulators.transports.pty_port import HAS_PTY

pytestmark = pytest.mark.wire


def transport(reach):
    if isinstance(reach, BleReach):
        return BleTransport(reach.address, COUNTERPOISE_PLATE.gatt, reach.client)
    assert isinstance(reach, SerialReach)
    return SerialTransport(reach.url, COUNTERPOISE_PLATE.serial)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("counterpoise-plate?wire=ble&exact=yes", None),
        pytest.param("counterpoise-plate?exact=yes", "pty", marks=pytest.mark.skipif(not HAS_PTY, reason="no pty")),
        ("counterpoise-plate?form=i32&exact=yes", "tcp"),
    ],
)
def test_it_streams_is_calibrated_and_told_over_a_real_connection(text, line):
    if "ble" in text:
        pytest.importorskip("bumble")

    async def main():
        clock = SystemClock()
        async with SimulatedBench(clock, Stage(), [text], line=line) as bench:
            serial = bench.devices[0].serial
            async with Link(
                COUNTERPOISE_PLATE, lambda: transport(bench.device(serial).reach), clock, serial=serial
            ) as link:
                blocks = []
                async for event in link:
                    assert not isinstance(event, Gap)
                    if isinstance(event, SampleBlock):
                        blocks.append(event)
                    if sum(block.ticks.size for block in blocks) >= 600:
                        break
                ticks = np.concatenate([block.ticks for block in blocks])
                assert (np.diff(ticks) == 1000).all()
                assert not np.concatenate([block.values for block in blocks], axis=1).any()
                assert link.info.scale.gain[0][0] == pytest.approx(0.05)
                link.pause()
                kept = await link.use(read_calibration)
                await link.use(lambda port: write_calibration(port, kept))
                assert (await link.use(status))[0] == 3
                assert link.health().corrupt == 0

    asyncio.run(main())
