"""Commands on an open link, as a program runs them: the stream rests, what is told comes back, the stream goes on."""

import asyncio
from itertools import pairwise

import numpy as np
import pytest

from drivers.clock import SystemClock
from drivers.commands import run_command
from drivers.contracts import Device, Gap, LinkEvent, Notice, NoticeKind, SampleBlock, Segment, SyncEdge
from drivers.devices.harp_loadcells import HARP_LOADCELLS
from drivers.devices.progressor import PROGRESSOR
from drivers.link import Link
from simulators.clock import run
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.devices.progressor import Progressor
from simulators.firmware import Firmware
from simulators.harp_board import ClockBus
from simulators.progressor_makes import CALIBRATION_V2, HANGMAN
from simulators.transports.memory import MemorySocket


def grip(**options: object) -> Progressor:
    return Progressor(lambda times: np.full(np.shape(times), 5.0), unit_id=0x2B, **options)


def plates(**options: object) -> HarpLoadCells:
    return HarpLoadCells(lambda times: np.zeros((8, np.size(times)), np.int16), 417, **options)


def link_to(device: Device, firmware: Firmware) -> Link:
    socket = MemorySocket(firmware, SystemClock(), messages=device.gatt is not None)
    return Link(device, socket.transport, SystemClock())


async def heard(link: Link, seconds: float) -> list[LinkEvent]:
    """What comes within ``seconds`` of virtual time, and lies there already."""
    events: list[LinkEvent] = []
    try:
        async with asyncio.timeout(seconds):
            async for event in link:
                events.append(event)
    except TimeoutError:
        pass
    return events


async def told(link: Link, device: Device, text: str) -> str:
    name, *words = text.split()
    link.pause()
    try:
        return await link.use(lambda port: run_command(device, name, words, port))
    finally:
        link.resume()


def blocks(events: list[LinkEvent]) -> list[SampleBlock]:
    return [event for event in events if isinstance(event, SampleBlock)]


def test_fifteen_rows_of_a_table_come_back_over_a_link_and_the_stream_goes_on() -> None:
    async def main() -> None:
        async with link_to(PROGRESSOR, grip(profile=CALIBRATION_V2)) as link:
            await heard(link, 1.0)
            for number in range(15):
                await told(link, PROGRESSOR, f"add-table-row {number} {number + 1} 1e-5 0")
            text = await told(link, PROGRESSOR, "calibration-table")
            assert text.count("slope 1e-05") == 15
            events = await heard(link, 2.0)
            assert sum(block.ticks.size for block in blocks(events)) > 120
            assert not [event for event in events if isinstance(event, Gap)]
            assert link.health().corrupt == 0

    run(main())


def test_the_zero_that_a_device_sets_itself_is_in_the_samples_of_the_next_segment() -> None:
    async def main() -> None:
        async with link_to(PROGRESSOR, grip()) as link:
            assert {*blocks(await heard(link, 1.0))[-1].values.ravel().tolist()} == {5.0}
            await told(link, PROGRESSOR, "tare")
            events = await heard(link, 2.0)
            assert any(isinstance(event, Segment) for event in events)
            assert {*blocks(events)[-1].values.ravel().tolist()} == {0.0}

    run(main())


def test_a_crash_that_a_dynamometer_remembers_is_told_once_behind_the_first_segment() -> None:
    async def main() -> None:
        async with link_to(PROGRESSOR, grip(error_info="Hard fault at 0x1f")) as link:
            events = await heard(link, 1.0)
            notices = [event for event in events if isinstance(event, Notice)]
            assert isinstance(events[0], Segment)
            assert [notice.kind for notice in notices] == [NoticeKind.TROUBLE]
            assert "Hard fault at 0x1f" in notices[0].text
            await told(link, PROGRESSOR, "clear-errors")
            assert not [event for event in await heard(link, 1.0) if isinstance(event, Notice)]

    run(main())


def test_a_make_without_an_error_report_connects_as_quickly_as_it_can() -> None:
    async def main() -> None:
        async with link_to(PROGRESSOR, grip(profile=HANGMAN)) as link:
            assert asyncio.get_running_loop().time() < 0.5
            assert link.info.serial == "2B"

    run(main())


@pytest.mark.parametrize(
    ("text", "said"),
    [("registers", "who-am-i"), ("set-offset 3 -12", "zero anew"), ("clock", "clock 3800000"), ("offsets", "0 0 0")],
)
def test_a_board_is_told_things_while_it_rests_and_streams_on(text: str, said: str) -> None:
    async def main() -> None:
        async with link_to(HARP_LOADCELLS, plates()) as link:
            await heard(link, 0.5)
            assert said in await told(link, HARP_LOADCELLS, text)
            events = await heard(link, 1.0)
            assert sum(block.ticks.size for block in blocks(events)) > 900
            assert (link.health().lost, link.health().corrupt, link.health().unknown) == (0, 0, 0)

    run(main())


def test_the_clock_of_a_streaming_board_is_told_beside_its_samples() -> None:
    async def main() -> None:
        async with link_to(HARP_LOADCELLS, plates()) as link:
            await heard(link, 0.5)
            assert "can be set" in await link.use(lambda port: run_command(HARP_LOADCELLS, "clock", [], port))
            events = await heard(link, 1.0)
            assert not [event for event in events if isinstance(event, Gap | Segment)]

    run(main())


def test_edges_of_an_input_stand_on_the_clock_of_the_samples_beside_them() -> None:
    async def main() -> list[LinkEvent]:
        async with link_to(HARP_LOADCELLS, plates(sync_every_s=0.25)) as link:
            return await heard(link, 3.2)

    events = run(main())
    edges = [event for event in events if isinstance(event, SyncEdge) and event.line == "DI0"]
    assert len(edges) >= 11
    steps = np.diff([edge.tick for edge in edges]) * 32e-6
    np.testing.assert_allclose(steps, 0.25, atol=64e-6)
    assert [edge.rising for edge in edges[:4]] in ([True, False, True, False], [False, True, False, True])
    for before, event in pairwise(events):
        if isinstance(event, SyncEdge) and event.line == "DI0" and isinstance(before, SampleBlock):
            assert 0 <= event.tick - before.ticks[-1] <= 32, (
                "an edge comes within a millisecond of the sample before it"
            )


def test_two_boards_on_one_bus_are_put_on_one_axis_by_the_seconds_that_they_name() -> None:
    """What the samples felt lets one look whether the axis is right: both boards read the true time."""

    def clock_of(times: np.ndarray) -> np.ndarray:
        whole_ms = np.floor(times * 1000)
        rest_us = (times * 1000 - whole_ms) * 1000
        return np.array([whole_ms, rest_us, *np.zeros((6, times.size))]).astype(np.int16)

    async def one(board: HarpLoadCells, wait_s: float) -> list[LinkEvent]:
        await asyncio.sleep(wait_s)
        async with link_to(HARP_LOADCELLS, board) as link:
            return await heard(link, 4.0)

    async def main() -> list[list[LinkEvent]]:
        boards = [
            HarpLoadCells(clock_of, number, ppm=ppm, second_at_zero=first, bus=ClockBus())
            for number, ppm, first in ((417, 40.0, 5), (418, -35.0, 800))
        ]
        return await asyncio.gather(one(boards[0], 0.0), one(boards[1], 0.734))

    off = []
    for events in run(main()):
        beats = {event.number: event.tick for event in events if isinstance(event, SyncEdge) and event.number}
        ticks = np.concatenate([block.ticks for block in blocks(events)])
        felt = np.concatenate([block.values for block in blocks(events)], axis=1)
        axis_s = (ticks - beats[3_800_000_003]) * 32e-6 + 3.0
        off.append(axis_s - (felt[0] * 1e-3 + felt[1] * 1e-6))
    for each in off:
        assert each.size > 3500
        assert np.abs(each).max() < 100e-6, "a tick, and what a clock drifts in the second between two beats"
