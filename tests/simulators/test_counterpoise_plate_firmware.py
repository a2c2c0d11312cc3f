"""Simulated Counterpoise plates: what the driver reads of them over both ways, and what can happen to them."""

import asyncio
from collections.abc import Callable

import numpy as np
import pytest

from drivers.calibration import calibration_of
from drivers.clock import SystemClock
from drivers.commands import CommandRefused
from drivers.contracts import Gap, LinkChange, LinkState, Notice, NoticeKind, SampleBlock, Segment, SyncEdge
from drivers.devices.counterpoise_plate.commands import read_calibration, tare, write_calibration
from drivers.devices.counterpoise_plate.plate import COUNTERPOISE_PLATE
from drivers.devices.counterpoise_plate.record import PlateRecord, unpack
from drivers.errors import LinkLost, LinkUnavailable
from drivers.link import Link
from simulators.bench import SimulatedBench
from simulators.clock import run
from simulators.devices.counterpoise_plate import CounterpoisePlate, CounterpoisePlateBle
from simulators.faults import fault_from_text
from simulators.stage import Stage
from simulators.units import BadUnit, make_unit

WAYS = ["counterpoise-plate", "counterpoise-plate?wire=ble", "counterpoise-plate?form=i32&per_packet=7"]


def with_bench(text: str, use: Callable, **options):
    """Run ``use(bench, link, events)`` on a link to these plates, which collects its events meanwhile."""

    async def main():
        clock = SystemClock()
        async with SimulatedBench(clock, Stage(), [text], ble="memory", line="memory", **options) as bench:
            serial, events = bench.devices[0].serial, []

            def reach():
                return bench.device(serial).reach.open_transport()

            async with Link(COUNTERPOISE_PLATE, reach, clock, serial=serial) as link:
                listening = asyncio.create_task(collect(link, events))
                result = await use(bench, link, events)
                listening.cancel()
            return result

    return run(main())


async def collect(link, events):
    try:
        async for event in link:
            events.append(event)
    except LinkLost as error:
        events.append(error)


def of(kind, events):
    return [event for event in events if isinstance(event, kind)]


def native(events):
    return np.concatenate([block.values for block in of(SampleBlock, events)], axis=1)


def firmware(bench) -> CounterpoisePlate:
    plates = bench.firmware(bench.devices[0].serial)
    assert isinstance(plates, CounterpoisePlate)
    return plates


@pytest.mark.parametrize("text", WAYS)
def test_every_sample_arrives_in_every_form_and_over_every_way(text):
    async def use(bench, link, events):
        await asyncio.sleep(5.0)
        health = link.health()
        assert (health.lost, health.corrupt, health.unknown, health.reconnects) == (0, 0, 0, 0)
        assert health.received >= 4900
        assert health.rate_hz == pytest.approx(1000.0)
        assert not of(Gap, events)
        ticks = np.concatenate([block.ticks for block in of(SampleBlock, events)])
        assert (np.diff(ticks) == 1000).all()

    with_bench(text, use)


@pytest.mark.parametrize("text", WAYS)
def test_newtons_by_the_calibration_in_the_device_are_those_of_its_certificate(text):
    async def use(bench, link, events):
        await asyncio.sleep(1.0)
        calibration = calibration_of(link.info, ("left", "right"))
        facts = bench.devices[0].facts
        values = native(events).astype(np.float64) - np.array(facts.zero_native)[:, np.newaxis]
        assert calibration.newtons(native(events)) == pytest.approx(np.array(facts.gain) @ values, abs=1e-3)
        assert calibration.tells_centre
        assert calibration.uncertainty == pytest.approx(facts.uncertainty)

    with_bench(text, use, seed=4)


def test_a_clock_that_runs_fast_shows_in_its_ticks_only():
    async def use(bench, link, events):
        await asyncio.sleep(2.0)
        ticks = np.concatenate([block.ticks for block in of(SampleBlock, events)])
        assert (np.diff(ticks) == 1000).all()

    with_bench("counterpoise-plate?ppm=200", use)


def test_packets_that_share_no_factor_with_the_interval_show_the_clock_ten_times_as_well():
    """Handed over every 30 ms, as by a radio: 17 samples are seen on a grid of 1 ms, 20 on one of 10 ms."""

    async def use(bench, link, events):
        await asyncio.sleep(60.0)
        return link.health()

    ours = with_bench("counterpoise-plate?per_packet=17&ppm=40", use, latency_s=0.030)
    other = with_bench("counterpoise-plate?per_packet=20&ppm=40", use, latency_s=0.030)
    assert ours.drift_ppm == pytest.approx(40.0, abs=10.0)
    assert abs(ours.drift_ppm - 40.0) <= ours.drift_uncertainty_ppm
    assert abs(other.drift_ppm - 40.0) <= other.drift_uncertainty_ppm
    assert ours.drift_uncertainty_ppm < other.drift_uncertainty_ppm / 5.0
    assert ours.offset_uncertainty_s < 0.005 < other.offset_uncertainty_s


def test_edges_at_its_input_stand_on_the_clock_of_the_samples():
    async def use(bench, link, events):
        await asyncio.sleep(3.2)
        edges = of(SyncEdge, events)
        assert [edge.line for edge in edges] == ["sync1"] * len(edges)
        assert len(edges) >= 5
        assert {edge.tick % 500_000 for edge in edges} == {edges[0].tick % 500_000}
        assert [edge.rising for edge in edges[1:]] == [not edge.rising for edge in edges[:-1]]

    with_bench("counterpoise-plate?sync_every_s=0.5", use)


# A plate that does not measure


def test_while_one_plate_is_not_valid_nothing_is_taken_from_either_and_the_gap_is_exact():
    async def use(bench, link, events):
        await asyncio.sleep(1.0)
        firmware(bench).valid = 1
        await asyncio.sleep(0.34)
        firmware(bench).valid = 3
        await asyncio.sleep(1.0)
        (gap,) = of(Gap, events)
        assert gap.missing % 17 == 0
        assert 300 <= gap.missing <= 380
        (notice,) = of(Notice, events)
        assert notice.kind is NoticeKind.TROUBLE
        assert "Plate 2 does not measure" in notice.text
        assert LinkState.LOST not in [event.state for event in of(LinkChange, events)]

    with_bench("counterpoise-plate", use)


def test_a_plate_that_stays_away_loses_the_link_with_its_name_and_brings_it_back_with_it():
    async def use(bench, link, events):
        await asyncio.sleep(1.0)
        firmware(bench).valid = 2
        await asyncio.sleep(5.0)
        assert link.health().state is LinkState.LOST
        assert any("Plate 1" in notice.text for notice in of(Notice, events))
        firmware(bench).valid = 3
        await asyncio.sleep(4.0)
        assert link.health().state is LinkState.STREAMING
        assert len(of(Segment, events)) == 2

    with_bench("counterpoise-plate", use)


def test_plates_of_which_one_is_unplugged_are_not_attached():
    with pytest.raises(LinkUnavailable, match="Plate 2 of the device CP-0417"):
        with_bench("counterpoise-plate?unplugged=2", lambda *_: asyncio.sleep(0))


# Commands


def test_a_tare_takes_the_empty_plates_back_to_the_zero_of_their_calibration():
    async def use(bench, link, events):
        await asyncio.sleep(1.0)
        before = calibration_of(link.info, ("left", "right")).newtons(native(events)).mean(axis=1)
        link.pause()
        await link.use(tare)
        link.resume()
        await asyncio.sleep(0.5)
        events.clear()
        await asyncio.sleep(1.0)
        after = calibration_of(link.info, ("left", "right")).newtons(native(events)).mean(axis=1)
        assert before == pytest.approx([15.0, 15.0], abs=0.2)
        assert after == pytest.approx([0.0, 0.0], abs=0.2)

    with_bench("counterpoise-plate?zero_off_n=15", use)


def test_plates_with_something_on_them_refuse_a_tare():
    async def use(bench, link, events):
        with pytest.raises(CommandRefused, match="something stands on it"):
            await link.use(tare)

    with_bench("counterpoise-plate?zero_off_n=400", use)


def test_a_tare_is_taken_while_samples_flow_too():
    async def use(bench, link, events):
        await link.use(tare)
        await asyncio.sleep(0.2)
        assert link.health().lost == 0

    with_bench("counterpoise-plate?wire=ble", use)


@pytest.mark.parametrize("text", WAYS)
def test_a_calibration_is_stored_and_used_from_the_next_connection_on(text):
    record = PlateRecord(("A", "B"), ((0.1,) * 4 + (0.0,) * 4, (0.0,) * 4 + (0.2,) * 4), (0,) * 8, 3000.0, 0.4)

    async def use(bench, link, events):
        link.pause()
        await link.use(lambda port: write_calibration(port, record))
        assert await link.use(read_calibration) == record
        assert unpack(firmware(bench).record) == record
        link.resume()
        await bench.drop(bench.devices[0].serial)
        await asyncio.sleep(3.0)
        assert link.info.scale.gain == record.force

    with_bench(text, use)


def test_plates_without_a_calibration_say_so():
    async def use(bench, link, events):
        assert link.info.scale is None
        assert await link.use(read_calibration) is None

    with_bench("counterpoise-plate?calibrated=no", use)


# Faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        *((text, fault) for text in WAYS[:2] for fault in ("silence:for_s=0.2", "drop:share=0.02,for_s=2")),
        ("counterpoise-plate", "corrupt:byte_rate=1e-4,for_s=2"),
        ("counterpoise-plate", "cut:share=0.02,for_s=2"),
    ],
)
def test_the_gaps_of_the_driver_are_the_losses_of_the_truth(text, fault):
    async def use(bench, link, events):
        await asyncio.sleep(1.0)
        await bench.inject(fault_from_text(fault))
        await asyncio.sleep(4.0)
        truth = bench.truth(bench.devices[0].serial)
        (begun,) = truth.streams
        missing = [
            begun.first + number for gap in of(Gap, events) for number in range(gap.index, gap.index + gap.missing)
        ]
        assert len(missing) == len(truth.lost) > 3
        assert all(number in truth.lost for number in missing)

    with_bench(text, use)


@pytest.mark.parametrize("fault", ["duplicate:share=0.1,for_s=2", "reorder:share=0.05,for_s=2", "stall:for_s=0.3"])
def test_what_comes_twice_late_or_out_of_order_is_no_loss(fault):
    async def use(bench, link, events):
        await asyncio.sleep(1.0)
        await bench.inject(fault_from_text(fault))
        await asyncio.sleep(4.0)
        assert not of(Gap, events)
        assert link.health().lost == 0

    with_bench("counterpoise-plate", use)


@pytest.mark.parametrize(
    ("fault", "told"), [("version:version=2.0", "version 2 of the plate protocol"), ("low_battery", "")]
)
def test_faults_of_the_device_are_told(fault, told):
    async def use(bench, link, events):
        await asyncio.sleep(1.0)
        await bench.inject(fault_from_text(fault))
        await bench.drop(bench.devices[0].serial)
        await asyncio.sleep(5.0)
        health = link.health()
        assert told in health.why if told else health.battery < 0.2

    with_bench("counterpoise-plate?wire=ble", use)


def test_a_battery_that_runs_low_while_samples_flow_is_said_at_once():
    async def use(bench, link, events):
        await asyncio.sleep(1.0)
        firmware(bench).battery_mv = 3400
        await asyncio.sleep(0.1)
        (notice,) = of(Notice, events)
        assert notice.kind is NoticeKind.LOW_BATTERY
        assert "(11 %)" in notice.text
        await asyncio.sleep(70.0)
        assert len(of(Notice, events)) == 1
        assert link.health().battery == 0.11

    with_bench("counterpoise-plate", use)


def test_a_device_that_hears_nothing_stops_by_itself():
    plates = CounterpoisePlate(lambda times: np.zeros((8, times.size)))
    start = bytes.fromhex("c950040010eb00000003b400f9b2")
    assert plates.write(start, 0.0)
    assert plates.advance(179.0)
    plates.advance(181.0)
    assert not plates.streaming


# BLE


def test_over_ble_a_packet_fits_into_a_message_and_shares_no_factor_with_connection_intervals():
    for mtu, count in ((100, 1), (185, 1), (247, 7), (517, 17)):
        plates = CounterpoisePlateBle(lambda times: np.zeros((8, times.size)))
        plates.agree(mtu)
        assert plates.count == count
        plates.write(bytes.fromhex("c950040010eb00000003b400f9b2"), 0.0)
        longest = max(len(raw) for raw in plates.advance(1.0))
        assert longest <= mtu - 3
        assert all(count % factor for factor in (2, 3, 5, 13))


def test_a_connection_that_is_too_narrow_for_one_sample_is_refused_by_the_device():
    plates = CounterpoisePlateBle(lambda times: np.zeros((8, times.size)))
    plates.agree(40)
    (reply,) = plates.write(bytes.fromhex("c950040010eb00000003b400f9b2"), 0.0)
    assert reply[8:11] == b"\x00\x03\x08"
    assert not plates.streaming


def test_more_samples_than_a_packet_holds_cannot_be_asked_for():
    with pytest.raises(BadUnit, match="do not fit"):
        make_unit("counterpoise-plate?per_packet=60", Stage())
