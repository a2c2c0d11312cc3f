"""Faults on a whole bench, as the drivers and the truth see them, and a director who lets them happen in time."""

import asyncio

import numpy as np
import pytest

from drivers.clock import SystemClock
from drivers.contracts import Gap, LinkChange, LinkState, Notice, SampleBlock, Segment
from drivers.errors import LinkLost
from drivers.link import Link
from drivers.registry import DEVICES
from simulators.bench import SimulatedBench
from simulators.clock import run
from simulators.director import Director
from simulators.faces import CannotHappen
from simulators.faults import fault_from_text
from simulators.stage import Stage


def played(text, device="harp", seconds=4.0, before_s=1.0, **options):
    """What a link hears of one device when a fault is injected after a second; and the bench afterwards."""

    async def main():
        clock = SystemClock()
        bench = SimulatedBench(clock, Stage(), [device], ble="memory", line="memory", **options)
        async with bench:
            serial = bench.devices[0].serial

            def reach():
                return bench.device(serial).reach.open_transport()

            events = []
            async with Link(DEVICES[bench.device(serial).key], reach, clock, serial=serial) as link:
                await collect(link, events, before_s)
                await bench.inject(fault_from_text(text))
                await collect(link, events, seconds)
        return events, bench.truth(serial), bench

    return run(main())


async def collect(link, events, seconds):
    try:
        async with asyncio.timeout(seconds):
            async for event in link:
                events.append(event)
    except (TimeoutError, LinkLost):
        pass


def of(kind, events):
    return [event for event in events if isinstance(event, kind)]


def states(events):
    return [event.state for event in of(LinkChange, events)]


@pytest.mark.parametrize("text", ["silence:for_s=0.2", "drop:share=0.01,for_s=2", "cut:share=0.02,for_s=2"])
def test_the_gaps_of_the_driver_are_the_losses_of_the_truth(text):
    events, truth, _ = played(text)
    (begun,) = truth.streams
    assert len(truth.lost) > 3
    missing = [(begun.first + gap.index, begun.first + gap.index + gap.missing) for gap in of(Gap, events)]
    assert sum(end - first for first, end in missing) == len(truth.lost)
    assert all(number in truth.lost for first, end in missing for number in range(first, end))


def test_a_stall_is_no_loss_to_the_driver_either():
    events, truth, _ = played("stall:for_s=0.3")
    assert not of(Gap, events)
    assert len(truth.lost) == 0
    assert truth.late_s == pytest.approx(0.3, abs=0.01)


@pytest.mark.parametrize("device", ["harp", "progressor"])
def test_a_restarted_device_counts_from_nothing_in_a_stream_of_its_own(device):
    _, truth, _ = played("reset", device)
    assert len(truth.streams) == 2
    assert truth.streams[1].first > truth.streams[0].first
    assert truth.streams[1].at_s == pytest.approx(1.0, abs=0.2)
    assert len(truth.lost) == 0


@pytest.mark.parametrize(
    ("device", "text", "told"),
    [
        ("harp", "unplug:for_s=1", True),
        ("progressor", "disconnect:for_s=1", True),
        ("progressor", "disconnect:for_s=2,told=no", False),
        ("progressor", "power_off:for_s=1", True),
    ],
)
def test_a_broken_link_is_lost_and_comes_back_by_itself(device, text, told):
    events, truth, _ = played(text, device, 6.0)
    seen = states(events)
    assert LinkState.LOST in seen
    assert (LinkState.STALE in seen) is not told
    assert seen[-1] is LinkState.STREAMING
    assert len(of(Segment, events)) == len(truth.streams) == 2


def test_what_nobody_hears_of_a_vanished_device_is_lost():
    _, truth, _ = played("disconnect:for_s=2,told=no", "progressor", 6.0)
    assert len(truth.lost) > 40


@pytest.mark.parametrize(("shape", "counted"), [("kind", "unknown"), ("length", "corrupt"), ("short", "corrupt")])
def test_packets_that_nobody_knows_are_counted_and_cost_no_sample(shape, counted):
    async def main():
        clock = SystemClock()
        async with SimulatedBench(clock, Stage(), ["progressor"], ble="memory") as bench:
            events = []
            transport = bench.devices[0].reach.open_transport
            async with Link(DEVICES["progressor"], transport, clock) as link:
                await bench.inject(fault_from_text(f"odd:shape={shape},share=0.5"))
                await collect(link, events, 5.0)
                return getattr(link.health(), counted), len(of(Gap, events)), len(bench.truth("2639").lost)

    seen, gaps, lost = run(main())
    assert seen > 10
    assert gaps == lost == 0


def test_connections_are_refused_as_often_as_asked_and_a_port_is_busy_as_long():
    async def main():
        clock = SystemClock()
        async with SimulatedBench(clock, Stage(), ["harp"], line="memory") as bench:
            await bench.inject(fault_from_text("refuse:n=2"))
            await bench.inject(fault_from_text("port_busy:at_s=1,for_s=1"))
            told = []
            for at_s in (0.1, 0.2, 0.3, 1.5, 2.5):
                await asyncio.sleep(at_s - clock.now())
                transport = bench.devices[0].reach.open_transport()
                try:
                    await transport.open()
                except Exception as error:
                    told.append(type(error).__name__)
                else:
                    told.append("open")
                    await transport.close()
            return told

    assert run(main()) == ["LinkUnavailable", "LinkUnavailable", "open", "PortBusy", "open"]


def test_a_dying_battery_warns_and_is_off_ten_seconds_later():
    events, _, bench = played("flat_battery", "progressor", 12.0)
    assert of(Notice, events)
    assert not bench.units[0].firmware.powered
    assert LinkState.LOST in states(events)


def test_a_clock_that_is_set_wrong_while_it_runs_leaves_no_jump():
    events, _, _ = played("clock:ppm=10000", "harp", 3.0)
    ticks = np.concatenate([block.ticks for block in of(SampleBlock, events)])
    assert set(np.diff(ticks)) <= {31, 32}
    assert ticks.size == pytest.approx(4030, abs=20)
    assert not of(Gap, events)


def test_a_slow_device_says_it_in_its_stamps_and_loses_nothing():
    events, truth, _ = played("slow:share=0.1", "progressor", 6.0)
    ticks = np.concatenate([block.ticks for block in of(SampleBlock, events)])
    assert np.diff(ticks)[-1] == pytest.approx(12_500 / 0.9, abs=1)
    assert len(truth.lost) == 0


def test_samples_that_the_cells_did_not_show_are_known_by_their_numbers():
    _, truth, _ = played("saturate:for_s=0.02", exact=True)
    assert len(truth.saturated) == 20
    assert truth.saturated == truth.falsified
    first = truth.saturated.spans[0][0]
    assert first == pytest.approx(1000, abs=20)


def test_a_certificate_that_went_bad_is_what_the_bench_shows_from_then_on():
    _, _, bench = played("stale_calibration:dated=2019-01-15", seconds=0.1)
    assert bench.devices[0].facts.dated == "2019-01-15"


def test_mending_brings_everything_back():
    async def main():
        clock = SystemClock()
        async with SimulatedBench(clock, Stage(), ["harp", "progressor"], ble="memory", line="memory") as bench:
            for text in ("disconnect:for_s=99", "drop:share=1", "swap", "zero_step", "nobody"):
                await bench.inject(fault_from_text(text))
            await asyncio.sleep(1.0)
            away = [target.away for target in bench.injection.targets]
            swapped = [unit.cells.swapped for unit in bench.units]
            await bench.mend()
            now = [target.away for target in bench.injection.targets]
            transports = [device.reach.open_transport() for device in bench.devices]
            for transport in transports:
                await transport.open()
            return away, now, swapped, [unit.cells.swapped for unit in bench.units]

    assert run(main()) == ([True, True], [False, False], [True, True], [False, False])


def test_what_a_bench_cannot_have_is_refused_in_words_before_anything_happens():
    bench = SimulatedBench(SystemClock(), Stage(), ["progressor"], ble="memory")
    for text, says in (
        ("unplug", "a radio does not do that"),
        ("silence:device=plates", "there is no device 'plates'; there are: left grip"),
        ("port_busy", "a radio does not do that"),
        ("loaded_at_zero:device=chair", "no people at 'chair'"),
    ):
        with pytest.raises(CannotHappen, match=says):
            bench.injection.check(fault_from_text(text))


def test_a_director_lets_each_fault_happen_once_in_the_first_trial_that_it_fits():
    async def main():
        clock = SystemClock()
        async with SimulatedBench(clock, Stage(), ["harp"], line="memory") as bench:
            texts = [
                "drop:after=go",
                "stuck:after=go,test=cmj",
                "clock:ppm=50",
                "nobody:after=hold",
                "slip:after=review",
            ]
            director = Director([fault_from_text(text) for text in texts])
            director.take(bench)
            for at_s, state, test in (
                (1, "go", "squat"),
                (2, "hold", "squat"),
                (3, "review", "squat"),
                (4, "go", "cmj"),
            ):
                await asyncio.sleep(at_s - clock.now())
                director.entered(state, test)
            return [(at_s, fault.what) for at_s, fault in director.happened]

    happened = run(main())
    assert [(pytest.approx(at_s), what) for at_s, what in happened] == [
        (0.0, "clock"),
        (1.0, "drop"),
        (2.0, "nobody"),
        (3.0, "slip"),
        (4.0, "stuck"),
    ]


def test_a_director_refuses_a_bench_that_cannot_have_one_of_its_faults():
    bench = SimulatedBench(SystemClock(), Stage(), ["harp"], line="memory")
    with pytest.raises(CannotHappen, match="a line does not do that"):
        Director([fault_from_text("flat_battery:after=go")]).take(bench)
