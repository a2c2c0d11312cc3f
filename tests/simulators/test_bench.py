"""The whole bench: both kinds of devices at once, reached by the real drivers."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import asdict

import numpy as np
import pytest

from drivers.calibration import Calibration
from drivers.clock import SystemClock
from drivers.contracts import Gap, LinkChange, LinkState, SampleBlock
from drivers.errors import LinkLost, LinkUnavailable
from drivers.link import Link
from drivers.registry import DEVICES
from drivers.retrying import RetryPolicy
from drivers.transports.ble import BleTransport, scan
from drivers.transports.serial import SerialTransport
from simulators.bench import BleReach, SerialReach, SimulatedBench
from simulators.body import Person
from simulators.clock import run
from simulators.devices.progressor import GATT
from simulators.effort import isometric_effort
from simulators.performance import Performance
from simulators.stage import Stage


def opener(bench, serial):
    """What the composition root hands to a link: a new transport to the device wherever it is now."""

    def open_transport():
        device = bench.device(serial)
        driver = DEVICES[device.key]
        if isinstance(device.reach, BleReach):
            return BleTransport(device.reach.address, driver.gatt, device.reach.client, connect_s=2.0)
        return SerialTransport(device.reach.url, driver.serial)

    return open_transport


def link_to(bench, serial, clock, **options):
    return Link(DEVICES[bench.device(serial).key], opener(bench, serial), clock, serial=serial, **options)


def certificate(bench, serial):
    return Calibration(id=f"simulated {serial}", **asdict(bench.device(serial).facts))


async def collect(link, seconds):
    """Events of some seconds, or up to the end of the link."""
    events = []
    try:
        async with asyncio.timeout(seconds):
            async for event in link:
                events.append(event)
    except (TimeoutError, LinkLost):
        pass
    return events


def blocks_of(events):
    return [event for event in events if isinstance(event, SampleBlock)]


def without_plates(**options):
    """A bench that may run on virtual time, since nothing in it lives outside the loop but an idle port."""
    return SimulatedBench(SystemClock(), Stage(), **options)


def test_the_bench_says_what_stands_on_it():
    async def main():
        async with without_plates() as bench:
            return bench.devices, await scan([GATT], 1.0, scanner_backend=bench.scanner)

    devices, found = run(main())
    assert [each.key for each in devices] == ["progressor", "progressor", "harp-loadcells"]
    assert [each.sides for each in devices] == [("left",), ("right",), ("left", "right")]
    assert all(each.key in DEVICES for each in devices)
    assert isinstance(devices[2].reach, SerialReach)
    assert {each.address for each in found} == {each.reach.address for each in devices[:2]}
    assert {each.name for each in found} == {each.name for each in devices[:2]}


@pytest.mark.parametrize("ble", ["scripted", "bumble"])
def test_a_push_comes_back_from_the_driver_in_newtons(ble):
    push = isometric_effort(Person(), "hip_abduction", "left", reps=1)

    async def main():
        clock = SystemClock()
        bench = SimulatedBench(clock, Stage(), exact=True, ble=ble)
        async with bench:
            serial = bench.devices[0].serial
            async with link_to(bench, serial, clock) as link:
                started = clock.now()
                bench.stage.perform(push, started)
                events = await collect(link, push.duration_s)
                return events, certificate(bench, serial), link.info

    events, calibration, info = run(main())
    blocks = blocks_of(events)
    assert info.serial == "2639"
    assert not [event for event in events if isinstance(event, Gap)]
    assert [block.index for block in blocks] == list(np.cumsum([0] + [b.values.shape[1] for b in blocks])[:-1])
    newtons = np.concatenate([calibration.newtons(block.values) for block in blocks], axis=1)
    # 80 samples a second miss the very top of a push that trembles
    assert newtons.max() == pytest.approx(push.figures["rep1_peak_n"], abs=0.3)
    assert newtons.shape[1] >= 80 * push.duration_s - 16


@pytest.mark.parametrize("ble", ["scripted", "bumble"])
def test_a_dropped_dynamometer_is_found_again_by_the_link(ble):
    async def main():
        clock = SystemClock()
        quick = "progressor?side=right&profile=bigbanger"
        async with SimulatedBench(clock, Stage(), [quick], ble=ble) as bench:
            (serial,) = [each.serial for each in bench.devices]
            async with link_to(bench, serial, clock) as link:
                before = await collect(link, 2.0)
                await bench.drop(serial)
                after = await collect(link, 4.0)
                return before, after, link.health()

    before, after, health = run(main())
    states = [event.state for event in after if isinstance(event, LinkChange)]
    assert blocks_of(before)
    assert LinkState.LOST in states
    assert states[-1] is LinkState.STREAMING
    assert blocks_of(after)[-1].index > 40
    assert health.reconnects == 1


@pytest.mark.parametrize("ble", ["scripted", "bumble"])
def test_a_vanished_dynamometer_is_missed_without_being_told_and_comes_back(ble):
    async def main():
        clock = SystemClock()
        async with SimulatedBench(clock, Stage(), ble=ble) as bench:
            serial = bench.devices[0].serial
            async with link_to(bench, serial, clock) as link:
                await collect(link, 1.0)
                gone = clock.now()
                await bench.vanish(serial)
                lost_s = None
                async for event in link:
                    if isinstance(event, LinkChange) and event.state is LinkState.LOST:
                        lost_s = clock.now() - gone
                        break
                await asyncio.sleep(1.0)
                await bench.replug(serial)
                after = await collect(link, 6.0)
                return lost_s, after

    lost_s, after = run(main())
    # silent for 1.0 s, one step of the watchdog, and what was in the air when it vanished
    assert 0.8 < lost_s < 1.15
    assert blocks_of(after)


def test_a_device_that_is_off_is_unavailable():
    async def main():
        clock = SystemClock()
        async with SimulatedBench(clock, Stage()) as bench:
            serial = bench.devices[0].serial
            await bench.unplug(serial)
            await asyncio.sleep(1.0)
            with pytest.raises(LinkUnavailable):
                async with link_to(bench, serial, clock, retry=RetryPolicy(give_up_s=3.0)):
                    pass

    run(main())


@pytest.mark.wire
@pytest.mark.parametrize("line", [None, "tcp"])
def test_all_three_devices_stream_together_and_a_recording_crosses_the_wire_unchanged(line):
    rng = np.random.default_rng(3)
    played = Performance.from_samples(1000.0, *rng.normal(400.0, 60.0, (2, 700)))

    async def main():
        clock = SystemClock()
        async with SimulatedBench(clock, Stage(), exact=True, line=line) as bench, AsyncExitStack() as stack:
            links = [await stack.enter_async_context(link_to(bench, each.serial, clock)) for each in bench.devices]
            bench.stage.perform(played, clock.now() + 0.4)
            events = await asyncio.gather(*(collect(link, 1.6) for link in links))
            return events, certificate(bench, bench.devices[2].serial)

    events, calibration = asyncio.run(main())
    assert not [event for each in events for event in each if isinstance(event, Gap)]
    for each in events[:2]:
        assert sum(block.values.shape[1] for block in blocks_of(each)) > 80
    counts = np.concatenate([block.values for block in blocks_of(events[2])], axis=1)
    newtons = calibration.newtons(counts)
    first = int(np.argmax(newtons.sum(axis=0) > 50.0))
    returned = newtons[:, first : first + 700]
    assert np.abs(returned - played.force_n).max() <= 4 * calibration.resolution_n / 2


@pytest.mark.wire
def test_a_pulled_cable_of_the_plates_is_lost_and_a_replugged_one_streams_again():
    async def main():
        clock = SystemClock()
        async with SimulatedBench(clock, Stage(), ble="scripted") as bench:
            serial = bench.devices[2].serial
            async with link_to(bench, serial, clock) as link:
                before = await collect(link, 0.3)
                await bench.unplug(serial)
                during = await collect(link, 0.3)
                await bench.replug(serial)
                after = await collect(link, 1.5)
                return before, during, after

    before, during, after = asyncio.run(main())
    assert blocks_of(before)
    assert LinkState.LOST in [event.state for event in during if isinstance(event, LinkChange)]
    assert blocks_of(after)


def in_memory(devices, **options):
    return SimulatedBench(SystemClock(), Stage(), devices, ble="memory", line="memory", **options)


def memory_link(bench, serial, **options):
    device = DEVICES[bench.device(serial).key]
    return Link(device, lambda: bench.device(serial).reach.open_transport(), bench.clock, serial=serial, **options)


def test_a_bench_of_any_devices_calls_them_by_what_a_person_sees():
    async def main():
        async with in_memory(["harp?serial=7", "progressor?side=right", "harp?serial=8&ppm=80"]) as bench:
            assert [each.title for each in bench.devices] == ["plates", "right grip", "plates 2"]
            assert bench.named("plates 2").serial == "8"
            with pytest.raises(LookupError, match="plates, right grip, plates 2"):
                bench.named("left grip")
            with pytest.raises(ValueError, match="serial number 7"):
                in_memory(["harp?serial=7", "harp?serial=7"])

    run(main())


def test_two_boards_in_memory_feel_the_same_push_by_their_own_clocks():
    async def main():
        async with in_memory(["harp?serial=1", "harp?serial=2&ppm=200"], exact=True) as bench:
            bench.stage.perform(Performance(10.0, np.full((2, 100), 300.0)), 0.0)
            counts = []
            for serial in ("1", "2"):
                async with memory_link(bench, serial) as link:
                    events = await collect(link, 5.0)
                    blocks = blocks_of(events)
                    assert not [event for event in events if isinstance(event, Gap)]
                    counts.append(sum(block.values.shape[1] for block in blocks))
                    newtons = certificate(bench, serial).newtons(blocks[0].values)
                    assert newtons == pytest.approx(300.0, abs=0.2)
            return counts

    slow, fast = run(main())
    assert fast - slow == pytest.approx(1, abs=1)
    assert slow > 4900


def test_a_cable_in_memory_comes_back_as_another_port_and_the_link_finds_it():
    async def main():
        async with in_memory(["harp"]) as bench:
            before = bench.devices[0].reach.name
            async with memory_link(bench, "417") as link:
                await collect(link, 1.0)
                await bench.unplug("417")
                await collect(link, 1.0)
                await bench.replug("417")
                after = await collect(link, 2.0)
            return before, bench.devices[0].reach.name, blocks_of(after)

    before, now, blocks = run(main())
    assert before != now
    assert blocks


def test_a_device_in_memory_that_is_dropped_can_be_connected_to_at_once():
    async def main():
        async with in_memory(["progressor"]) as bench, memory_link(bench, "2639") as link:
            await collect(link, 1.0)
            await bench.drop("2639")
            events = await collect(link, 2.0)
            return [event.state for event in events if isinstance(event, LinkChange)], link.health().reconnects

    states, reconnects = run(main())
    assert states[0] is LinkState.LOST
    assert states[-1] is LinkState.STREAMING
    assert reconnects == 1
