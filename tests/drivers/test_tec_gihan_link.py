"""TEC Gihan through the link: what it says of itself, settings and triggers, and every way to lose its place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import numpy as np
import pytest
from fake_transports import SCRIPTS, Cupboard, FakeTransport
from wire_tec_gihan import FULL_SCALES

from drivers.clock import SystemClock
from drivers.commands import BadCommand, run_command
from drivers.contracts import Capability, LinkChange, LinkEvent, LinkState, SampleBlock, SampleClock, Segment
from drivers.devices.tec_gihan.controller import TEC_GIHAN, TecGihan
from drivers.errors import LinkLost, ReplyTimeout, WrongDevice
from drivers.link import Link
from simulators.clock import run
from simulators.devices.tec_gihan import TecGihan as Controller
from simulators.fault_wire import FaultyFirmware
from simulators.faults import fault_from_text
from simulators.six_axis import made_plates
from simulators.transports.memory import MemorySocket

RATE_HZ = 1000.0


def code(numbers: np.ndarray, plates: int = 2) -> np.ndarray:
    """Counts by which a sample is known again: axis 0 says its number, the others follow from it."""
    axes = np.arange(6 * plates)[:, np.newaxis]
    return ((numbers * (1 + axes) + 131 * axes) % 20011 - 10000).astype(np.int16)


def numbers_of(values: np.ndarray) -> np.ndarray:
    """Which samples these are (modulo 20011); fails when a column is none that was ever measured."""
    numbers = values[0].astype(np.int64) + 10000
    assert (code(numbers, values.shape[0] // 6) == values).all(), "a sample that was never measured"
    return numbers


def controller(plates: int = 2, **kind: object) -> Controller:
    def read(times: np.ndarray) -> np.ndarray:
        return code(np.rint(np.asarray(times) * RATE_HZ).astype(np.int64), plates)

    return Controller(read, made_plates(plates, 0, exact=True), **kind)


class Bench:
    """A controller on a wire in memory, with faults on the way."""

    def __init__(self, unit: Controller) -> None:
        self.unit = unit
        self.clock = SystemClock()
        self.wired = FaultyFirmware(unit, 3)
        self.socket = MemorySocket(self.wired, self.clock, messages=False, latency_s=0.001)

    def link(self, device: TecGihan = TEC_GIHAN) -> Link:
        return Link(device, self.socket.transport, self.clock)

    def inject(self, text: str) -> None:
        self.wired.inject(fault_from_text(text), self.clock.now())


async def heard(link: Link, seconds: float) -> list[LinkEvent]:
    events: list[LinkEvent] = []

    async def listen() -> None:
        async for event in link:
            events.append(event)

    listener = asyncio.create_task(listen())
    await asyncio.sleep(seconds)
    listener.cancel()
    await asyncio.gather(listener, return_exceptions=True)
    return events


def segments(events: list[LinkEvent]) -> list[list[SampleBlock]]:
    found: list[list[SampleBlock]] = []
    for event in events:
        if isinstance(event, Segment) or not found:
            found.append([])
        elif isinstance(event, SampleBlock):
            found[-1].append(event)
    return found


def check_each_segment_is_a_piece_of_the_truth(events: list[LinkEvent]) -> int:
    """Every sample was measured, and within a segment none is left out; returns how many there are."""
    count = 0
    for blocks in segments(events):
        if blocks:
            numbers = numbers_of(np.concatenate([block.values for block in blocks], axis=1))
            assert (np.diff(numbers) % 20011 == 1).all()
            assert [block.index for block in blocks] == list(
                np.cumsum([0, *(block.ticks.size for block in blocks)])[:-1]
            )
            count += numbers.size
    return count


# What it says of itself


def test_everything_that_it_says_of_itself_is_in_its_info() -> None:
    async def main() -> None:
        async with Bench(controller(3, serial_number="77", rate="500", range="6kN")).link() as link:
            info = link.info
        assert (info.serial, info.firmware, info.model) == ("77", "1.02", "TEC Gihan controller with 3 plates")
        assert len(info.signal.channels) == 18
        assert (info.signal.nominal_rate_hz, info.signal.tick_s) == (500.0, 0.002)
        assert info.signal.clock is SampleClock.COUNT
        assert (info.signal.native_min, info.signal.native_max) == (-30000.0, 30000.0)
        assert info.capabilities == {Capability.TARE, Capability.CALIBRATION, Capability.SETTINGS}
        scale = info.scale
        assert scale is not None
        assert scale.plates == ("106", "107", "108")
        assert scale.capacity_n == 6000.0
        assert scale.gain[1] == pytest.approx([0.0] * 8 + [0.2] + [0.0] * 9)
        assert scale.moment_x[0][:4] == pytest.approx((0.0, -0.1 * 0.045, 0.0, 0.02))
        assert scale.moment_y[0][:5] == pytest.approx((0.1 * 0.045, 0.0, 0.0, 0.0, 0.02))

    run(main())


@pytest.mark.parametrize("plates", [1, 2, 20])
def test_as_many_plates_as_there_are_stream_on_one_clock(plates: int) -> None:
    async def main() -> None:
        async with Bench(controller(plates)).link() as link:
            events = await heard(link, 3.0)
        assert check_each_segment_is_a_piece_of_the_truth(events) >= 2900
        assert len(segments(events)) == 1

    run(main())


def test_a_sleeping_controller_is_woken() -> None:
    async def main() -> None:
        async with Bench(controller(asleep=True)).link() as link:
            assert 4.0 < asyncio.get_running_loop().time() < 6.0
            assert check_each_segment_is_a_piece_of_the_truth(await heard(link, 1.0)) >= 800

    run(main())


def test_a_controller_that_another_program_left_measuring_is_stopped_first() -> None:
    async def main() -> None:
        unit = controller()
        unit.write(b"START\n", 0.0)
        async with Bench(unit).link() as link:
            events = await heard(link, 1.0)
        assert check_each_segment_is_a_piece_of_the_truth(events) >= 800
        assert not unit.streaming

    run(main())


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        (b"STATE\n", b"ERR02\r\n", "answers STATE with ERR02"),
        (b"FPCOUNT\n", b"FPCOUNT_0\r\n", "impossible number of plates"),
        (b"FPCOUNT\n", b"FPCOUNT_21\r\n", "impossible number of plates"),
        (b"SPS\n", b"SPS_800\r\n", "a rate of 800"),
        (b"RANGE\n", b"RANGE_5kN\r\n", "range of 5kN"),
        (b"RANGE\n", b"RANGE_13kN\r\n", "range of 13kN"),
        (b"FPSERIAL_1\n", b"FPSERIAL_1_0\r\n", "Plate 2 .* its serial number"),
        (b"FP_0106_GET_AZ0\n", b"AZ0_nan\r\n", "Plate 1 .* height of its surface"),
        (b"FP_0106_GET_AZ0\n", b"AZ0_-45\r\n", "Plate 1 .* height of its surface"),
        (b"FP_0107_GETFS\n", b"FS_1500,1500\r\n", "Plate 2 .* its full scales"),
        (b"FP_0107_GETFS\n", b"FS_" + FULL_SCALES.replace("6000", "0").encode() + b"\r\n", "Plate 2 .* full scales"),
        (b"FP_0107_GETFS\n", b"FS_" + FULL_SCALES.replace("6000", "inf").encode() + b"\r\n", "Plate 2 .* full scales"),
    ],
)
def test_what_it_does_not_say_in_earnest_is_not_guessed(question: bytes, answer: bytes, words: str) -> None:
    async def main() -> None:
        unit = FakeTransport(SCRIPTS["tec-gihan"]())
        unit.script.answers[question] = answer
        with pytest.raises(WrongDevice, match=words):
            await Link(TEC_GIHAN, Cupboard([unit]), SystemClock()).__aenter__()
        assert b"START\n" not in unit.written
        assert unit.closed == 1

    run(main())


def test_answers_without_the_command_in_front_are_read_where_nobody_says_how_they_look() -> None:
    async def main() -> None:
        unit = FakeTransport(SCRIPTS["tec-gihan"]())
        unit.script.answers |= {
            b"VER\n": b"1.02\n", b"RANGE\n": b"6kN\n", b"FPSERIAL_0\n": b"106\n", b"FPSERIAL_1\n": b"0107\n"
        }  # fmt: skip
        async with Link(TEC_GIHAN, Cupboard([unit]), SystemClock()) as link:
            assert link.info.firmware == "1.02"
            assert link.info.scale is not None
            assert link.info.scale.plates == ("106", "107")
            assert link.info.scale.capacity_n == 6000.0

    run(main())


# Its place lost


@pytest.mark.parametrize(
    "fault",
    [
        "cut:share=0.1,bytes=1,for_s=20",
        "cut:share=0.1,bytes=20,for_s=20",
        "garbage:share=0.05,bytes=9,for_s=20",
        "drop:share=0.1,for_s=20",
        "duplicate:share=0.1,for_s=20",
        "rechunk:share=1.0,for_s=20",
        "silence:for_s=0.3,every_s=4,times=5",
        "stall:for_s=0.4,every_s=4,times=5",
        "jitter:interval_s=0.03,for_s=20",
    ],
)
def test_whatever_happens_to_blocks_no_sample_is_wrong_or_at_a_wrong_place(fault: str) -> None:
    async def main() -> None:
        bench = Bench(controller())
        async with bench.link() as link:
            events = await heard(link, 2.0)
            bench.inject(fault)
            events += await heard(link, 30.0)
            assert link.health().state is LinkState.STREAMING
        count = check_each_segment_is_a_piece_of_the_truth(events)
        assert count >= 11_000
        lossless = fault.startswith(("rechunk", "stall", "jitter"))
        assert (len(segments(events)) == 1) is lossless
        if lossless:
            assert count >= 31_500

    run(main())


def test_a_lost_byte_is_silence_that_ends_the_segment_within_a_second_and_a_half() -> None:
    async def main() -> None:
        bench = Bench(controller())
        async with bench.link() as link:
            await heard(link, 2.0)
            bench.inject("cut:share=1.0,bytes=1,for_s=0.15")
            begun_s = bench.clock.now()
            events = await heard(link, 4.0)
            assert link.health().reconnects == 1
        changes = [event for event in events if isinstance(event, LinkChange)]
        assert [change.state for change in changes] == [
            LinkState.STALE, LinkState.LOST, LinkState.CONNECTING, LinkState.STREAMING
        ] or [change.state for change in changes] == [LinkState.STALE, LinkState.LOST, LinkState.STREAMING]  # fmt: skip
        assert "sent nothing" in changes[1].why
        (again,) = [event for event in events if isinstance(event, Segment)]
        assert again.host_s - begun_s < 2.5
        check_each_segment_is_a_piece_of_the_truth([*events[events.index(again) :]])

    run(main())


# What it can be told


def told(bench: Bench, link: Link, act: Callable[[], Awaitable[object]]) -> Awaitable[object]:
    async def rested() -> object:
        link.pause()
        found = await act()
        link.resume()
        return found

    return rested()


def test_it_is_zeroed_while_it_rests_and_goes_on() -> None:
    async def main() -> None:
        unit = controller()
        unit.read_counts = lambda times: np.full((12, np.asarray(times).size), 250, np.int16)
        bench = Bench(unit)
        async with bench.link() as link:
            before = segments(await heard(link, 1.0))[-1][0].values
            text = await told(bench, link, lambda: link.use(lambda port: run_command(TEC_GIHAN, "zero", [], port)))
            assert "zeroed" in str(text)
            after = segments(await heard(link, 2.0))[-1][0].values
        assert (before == 250).all()
        assert (after == 0).all()

    run(main())


@pytest.mark.parametrize(("name", "word"), [("range", "10kN"), ("rate", "500")])
def test_a_setting_that_is_changed_on_an_open_link_makes_it_begin_anew(name: str, word: str) -> None:
    """Every number would mean something else than what the listener was told; so none is handed out before that."""

    async def main() -> None:
        bench = Bench(controller())
        async with bench.link() as link:
            await heard(link, 1.0)
            with pytest.raises(BadCommand):
                await link.use(lambda port: run_command(TEC_GIHAN, name, ["7"], port))
            await told(bench, link, lambda: link.use(lambda port: run_command(TEC_GIHAN, name, [word], port)))
            events = await heard(link, 6.0)
            scale, rate_hz = link.info.scale, link.info.signal.nominal_rate_hz
            assert link.health().reconnects == 1
        assert scale is not None
        assert (scale.capacity_n, rate_hz) == ((10_000.0, 1000.0) if name == "range" else (3000.0, 500.0))
        before, *between, after = segments(events)
        assert sum(block.ticks.size for block in before) <= 200, "what was on the way when it was paused"
        assert not any(between)
        assert after

    run(main())


def test_it_can_be_given_its_settings_beforehand() -> None:
    async def main() -> None:
        bench = Bench(controller())
        async with bench.link(TecGihan(rate="250", range_kn=6, pad_m=0.02)) as link:
            assert link.info.signal.nominal_rate_hz == 250.0
            assert link.info.scale is not None
            assert link.info.scale.capacity_n == 6000.0
            assert link.info.scale.moment_x[0][1] == pytest.approx(-0.1 * 0.065)
            events = await heard(link, 6.0)
            assert link.health().state is LinkState.STREAMING
        assert len(segments(events)) == 1
        assert sum(block.ticks.size for block in segments(events)[0]) >= 1200
        for wrong in ({"rate": "800"}, {"range_kn": 5}, {"pad_m": -0.1}, {"trigger_within_s": 0.0}):
            with pytest.raises(ValueError, match=r"rates|pad"):
                TecGihan(**wrong)

    run(main())


def test_an_external_trigger_begins_the_stream_when_it_comes() -> None:
    async def main() -> None:
        bench = Bench(controller(trigger_after_s=7.0))
        async with bench.link(TecGihan(trigger="EXT")) as link:
            assert asyncio.get_running_loop().time() > 7.0
            events = await heard(link, 2.0)
        assert check_each_segment_is_a_piece_of_the_truth(events) >= 1800
        late = Bench(controller(trigger_after_s=7.0))
        with pytest.raises(ReplyTimeout):
            await late.link(TecGihan(trigger="EXT", trigger_within_s=3.0)).__aenter__()

    run(main())


def test_a_level_trigger_begins_the_stream_when_somebody_steps_on_a_plate() -> None:
    async def main() -> None:
        unit = controller()
        unit.read_counts = lambda times: np.tile(np.where(np.asarray(times) > 5.0, 4000, 3), (12, 1)).astype(np.int16)
        bench = Bench(unit)
        async with bench.link(TecGihan(trigger="LEVEL")) as link:
            assert asyncio.get_running_loop().time() > 5.0
            events = await heard(link, 1.0)
        assert (segments(events)[0][0].values == 4000).all()

    run(main())


def test_a_host_that_is_away_for_long_loses_blocks_and_the_link_begins_anew() -> None:
    """The controller keeps so many blocks; how many are gone nothing on the wire tells, but the host's clock does."""

    async def main() -> None:
        bench = Bench(controller())
        async with bench.link() as link:
            events = await heard(link, 20.0)
            bench.unit._block += 7  # as if seven blocks had not been kept
            events += await heard(link, 15.0)
            assert link.health().unseen == pytest.approx(700, abs=1)
        assert len(segments(events)) == 2

    run(main())


def test_a_lost_cable_is_a_lost_link() -> None:
    async def main() -> None:
        bench = Bench(controller())
        async with bench.link() as link:
            await heard(link, 1.0)
            bench.socket.unplug()
            events = await heard(link, 2.0)
            assert any(isinstance(event, LinkChange) and event.state is LinkState.LOST for event in events)
            bench.socket.plug()
            events = await heard(link, 4.0)
        assert check_each_segment_is_a_piece_of_the_truth(events) >= 1000
        with pytest.raises(LinkLost):
            await link.use(TEC_GIHAN.zero)

    run(main())
