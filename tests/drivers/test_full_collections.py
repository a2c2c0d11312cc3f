"""Python's own pauses: what a full collection of garbage does to a link, and what spares it."""

from __future__ import annotations

import asyncio
import gc

import pytest
from fake_transports import SCRIPTS, Cupboard, FakeTransport

from drivers.clock import SystemClock
from drivers.contracts import Gap, LinkChange, LinkState
from drivers.link import Link


@pytest.mark.wire
def test_a_long_garbage_collection_loses_nothing_and_calls_no_link_dead() -> None:
    """Real time: a million live lists take the collector a tenth of a second and more at every full run."""
    events = []

    async def main() -> float:
        live = [[n] for n in range(1_000_000)]
        unit = FakeTransport(SCRIPTS["harp-loadcells"]())
        longest_s = 0.0
        async with Link(unit.script.device, Cupboard([unit]), SystemClock()) as link:
            loop = asyncio.get_running_loop()

            async def listen() -> None:
                events.extend([event async for event in link])

            listening = asyncio.create_task(listen())
            for _ in range(3):
                await asyncio.sleep(0.3)
                before_s = loop.time()
                gc.collect()
                longest_s = max(longest_s, loop.time() - before_s)
            await asyncio.sleep(0.3)
            health = link.health()
            listening.cancel()
        assert len(live) == 1_000_000
        assert health.state is LinkState.STREAMING
        assert (health.lost, health.reconnects) == (0, 0)
        assert health.received > 500
        return longest_s

    assert asyncio.run(main()) > 0.02
    assert not [event for event in events if isinstance(event, Gap)]
    assert LinkState.LOST not in [event.state for event in events if isinstance(event, LinkChange)]
