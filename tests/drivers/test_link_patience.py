"""Silence against stalls: links as the promises describe them, for a simulated hour, and nobody is called lost.

The host stands still now and then (a garbage collection, a virus scanner): its clock has moved when it looks again,
and everything that arrived meanwhile is there at once.  The radio repeats what was not heard, interval by interval.
"""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass

import pytest
from fake_transports import SCRIPTS, Cupboard, FakeTransport

from drivers.clock import SystemClock
from drivers.contracts import Gap, LinkChange, LinkState, SampleBlock, Segment
from drivers.link import Link
from simulators.clock import run


@dataclass
class Air:
    """How a link hands packets over: every so often, some only after being repeated, while the host stalls at times."""

    interval_s: float
    repeated: float
    stalls_per_minute: float
    stall_s: float


AIRS = {
    "BLE 30 ms, 5 % repeated": Air(0.030, 0.05, 3, 0.150),
    "BLE 48.75 ms, 30 % repeated": Air(0.04875, 0.30, 3, 0.150),
    "BLE 30 ms, long stalls": Air(0.030, 0.05, 6, 0.300),
    "USB, 16 ms timer": Air(0.016, 0.0, 3, 0.150),
}


class Repeating(FakeTransport):
    """Packets at their true times, on the radio's grid, in order, however late the host looks."""

    air: Air
    drawn: random.Random

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        began_s, there_s, number = loop.time(), 0.0, 0
        while True:
            number += 1
            tries = 1
            while self.drawn.random() < self.air.repeated:
                tries += 1
            due_s = began_s + number * self.script.period_s
            there_s = max(there_s, (due_s // self.air.interval_s + tries) * self.air.interval_s)
            await asyncio.sleep(max(0.0, there_s - loop.time()))
            self.say(self.script.packet(number - 1))


async def stalling(air: Air, drawn: random.Random) -> None:
    """The host stands still at random moments, for random times."""
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(drawn.expovariate(air.stalls_per_minute / 60.0))
        loop.advance(drawn.expovariate(1.0 / air.stall_s))


async def listening(link: Link, seen: Counter) -> None:
    async for event in link:
        if isinstance(event, SampleBlock):
            seen["samples"] += event.ticks.size
        elif isinstance(event, Gap):
            seen["missing"] += event.missing
        elif isinstance(event, Segment):
            seen["segments"] += 1
        elif isinstance(event, LinkChange):
            seen[event.state] += 1


@pytest.mark.parametrize("name", AIRS)
def test_an_hour_of_stalls_never_looks_like_a_loss(name: str) -> None:
    """A quarter of an hour of each of four links, an hour in all."""

    async def main() -> None:
        drawn, seen = random.Random(name), Counter()
        unit = Repeating(SCRIPTS["progressor"]())
        unit.air, unit.drawn = AIRS[name], drawn
        async with Link(unit.script.device, Cupboard([unit]), SystemClock()) as link:
            tasks = [asyncio.create_task(each) for each in (listening(link, seen), stalling(AIRS[name], drawn))]
            await asyncio.sleep(900.0)
            health = link.health()
            for task in tasks:
                task.cancel()
        assert (seen[LinkState.LOST], seen["segments"], seen["missing"]) == (0, 1, 0)
        assert (health.lost, health.reconnects, health.duplicates, health.unseen) == (0, 0, 0, 0)
        assert seen["samples"] > 0.98 * 900.0 * 80.0
        assert seen[LinkState.STALE] <= 4

    run(main())


@pytest.mark.parametrize("name", AIRS)
def test_a_device_that_does_fall_silent_is_lost_within_a_second_of_a_host_that_is_awake(name: str) -> None:
    async def main() -> None:
        drawn = random.Random(1)
        for silent_from in range(40, 50):
            unit, back = Repeating(SCRIPTS["progressor"]()), FakeTransport(SCRIPTS["progressor"]())
            unit.air, unit.drawn = AIRS[name], drawn
            unit.script.packet = (lambda packet, last: lambda n: packet(n) if n < last else b"")(
                unit.script.packet, silent_from
            )
            async with Link(unit.script.device, Cupboard([unit, back]), SystemClock()) as link:
                heard_s, lost_s, stale_s = 0.0, 0.0, 0.0
                async for event in link:
                    now_s = asyncio.get_running_loop().time()
                    if isinstance(event, SampleBlock):
                        heard_s = now_s
                    elif isinstance(event, LinkChange) and event.state is LinkState.STALE:
                        stale_s = now_s
                    elif isinstance(event, LinkChange) and event.state is LinkState.LOST:
                        lost_s = now_s
                        break
                assert stale_s - heard_s == pytest.approx(0.5, abs=0.06)
                assert lost_s - heard_s == pytest.approx(1.0, abs=0.06)

    run(main())
