"""TEC Gihan over a real pty and a real TCP connection, in real time."""

import asyncio
from contextlib import suppress

import numpy as np
import pytest
from test_tec_gihan_link import check_each_segment_is_a_piece_of_the_truth, controller, segments

from drivers.clock import SystemClock
from drivers.contracts import LinkChange, LinkState
from drivers.devices.tec_gihan.controller import PROFILE, TEC_GIHAN
from drivers.link import Link
from drivers.transports.serial import SerialTransport
from simulators.transports.pty_port import HAS_PTY, PtyPort
from simulators.transports.tcp_port import TcpPort

pytestmark = pytest.mark.wire
FACES = pytest.mark.parametrize(
    "face",
    [
        pytest.param(PtyPort, marks=pytest.mark.skipif(not HAS_PTY, reason="no pseudo-terminals here"), id="pty"),
        pytest.param(TcpPort, id="tcp"),
    ],
)


async def listen(link: Link, seconds: float) -> list:
    events: list = []
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            async for event in link:
                events.append(event)
    return events


@FACES
def test_a_second_and_a_half_of_eight_plates_crosses_a_real_line(face) -> None:
    async def main() -> None:
        async with face(controller(8), SystemClock()) as port:
            link = Link(TEC_GIHAN, lambda: SerialTransport(port.url, PROFILE), SystemClock())
            async with link:
                events = await listen(link, 1.5)
                health = link.health()
        assert (health.corrupt, health.lost, health.reconnects) == (0, 0, 0)
        assert check_each_segment_is_a_piece_of_the_truth(events) >= 1000
        assert segments(events)[0][0].values.shape[0] == 48

    asyncio.run(main())


@FACES
def test_a_cable_that_is_pulled_and_put_back_begins_a_new_segment(face) -> None:
    async def main() -> None:
        async with face(controller(), SystemClock()) as port:
            link = Link(TEC_GIHAN, lambda: SerialTransport(port.url, PROFILE), SystemClock())
            async with link:
                before = await listen(link, 0.6)
                await port.unplug()
                lost = await listen(link, 0.3)
                await port.plug()
                after = await listen(link, 2.5)
                assert link.health().state is LinkState.STREAMING
        assert any(isinstance(event, LinkChange) and event.state is LinkState.LOST for event in lost)
        found = segments([*before, *lost, *after])
        assert len(found) == 2
        assert np.concatenate([block.values for block in found[1]], axis=1).shape[1] >= 300
        check_each_segment_is_a_piece_of_the_truth([*before, *lost, *after])

    asyncio.run(main())
