"""Go Direct and Frez Dyno over bleak and ATT, on virtual time: every sample, losses, short messages, reconnection."""

import asyncio
from collections.abc import Callable

import numpy as np
import pytest

from drivers.clock import SystemClock
from drivers.contracts import Gap, LinkChange, LinkState, Notice, SampleBlock, Segment
from drivers.devices.frez_dyno import FREZ_DYNO
from drivers.devices.go_direct import GO_DIRECT
from drivers.errors import LinkUnavailable
from drivers.link import Link
from drivers.transports.ble import BleTransport
from simulators.clock import run
from simulators.devices.frez_dyno import FrezDyno
from simulators.devices.go_direct import LAYOUTS, PLATE, GoDirect
from simulators.transports.bumble_ble import BumbleAir
from simulators.transports.bumble_link import Radio


def restless(times: np.ndarray) -> np.ndarray:
    return np.float32(300.0 + 200.0 * np.sin(7.1 * times) + 31.0 * np.sin(53.0 * times))


class Taken:
    """What a firmware read, in the order in which it read it."""

    def __init__(self, read: Callable = restless) -> None:
        self.values: list[float] = []
        self._read = read

    def __call__(self, times: np.ndarray) -> np.ndarray:
        values = self._read(np.asarray(times))
        self.values += values.tolist()
        return values


async def events_of(link: Link, seconds: float) -> list:
    events: list = []
    try:
        async with asyncio.timeout(seconds):
            async for event in link:
                events.append(event)
    except TimeoutError:
        pass
    return events


def received(events: list) -> list[float]:
    return [value for event in events if isinstance(event, SampleBlock) for value in event.values[0].tolist()]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("per_packet", [0, 7])
def test_every_newton_of_a_hand_dynamometer_arrives_in_every_layout(layout: str, per_packet: int) -> None:
    taken = Taken()
    unit = GoDirect(taken, layout=LAYOUTS[layout], per_packet=per_packet)

    async def main() -> tuple[list, object]:
        async with BumbleAir(SystemClock(), Radio(interval_s=0.015)) as air:
            address = await air.add(unit)
            opens = lambda: BleTransport(address, GO_DIRECT.gatt, air.client)  # noqa: E731
            async with Link(GO_DIRECT, opens, SystemClock()) as link:
                return await events_of(link, 5.0), link.health()

    events, health = run(main())
    values = received(events)
    assert len(values) > 480
    assert values == [round(value) if layout == "whole" else value for value in taken.values[: len(values)]]
    assert (health.lost, health.corrupt, health.duplicates, health.reconnects) == (0, 0, 0, 0)
    assert unit.rejected == 0
    assert not [event for event in events if isinstance(event, Gap | Notice)]


def test_a_plate_says_so_and_its_push_and_pull_have_signs() -> None:
    unit = GoDirect(Taken(lambda times: np.float32(np.where(times % 1.0 < 0.5, 2900.0, -40.0))), model=PLATE)

    async def main() -> tuple[list, object]:
        async with BumbleAir(SystemClock()) as air:
            address = await air.add(unit)
            async with Link(
                GO_DIRECT, lambda: BleTransport(address, GO_DIRECT.gatt, air.client), SystemClock()
            ) as link:
                return await events_of(link, 2.0), link.info

    events, info = run(main())
    assert (info.model, info.signal.native_max, info.scale.capacity_n) == ("Vernier Go Direct GDX-FP", 3500.0, 3500.0)
    assert set(received(events)) == {2900.0, -40.0}


def test_what_a_dynamometer_dropped_begins_a_new_segment_and_a_warning() -> None:
    unit = GoDirect(Taken(), drops_every=150)

    async def main() -> list:
        async with BumbleAir(SystemClock()) as air:
            address = await air.add(unit)
            async with Link(
                GO_DIRECT, lambda: BleTransport(address, GO_DIRECT.gatt, air.client), SystemClock()
            ) as link:
                return await events_of(link, 3.9)

    events = run(main())
    assert [type(event) for event in events if isinstance(event, Segment | Notice)] == [
        Segment, Notice, Segment, Notice, Segment
    ]  # fmt: skip
    lengths: list[int] = []
    for event in events:
        if isinstance(event, Segment):
            lengths.append(0)
        elif isinstance(event, SampleBlock):
            assert event.index == lengths[-1]
            lengths[-1] += event.ticks.size
    assert lengths[:2] == [148, 148]


def test_it_rests_and_wakes_and_a_dropped_connection_comes_back() -> None:
    taken = Taken()
    unit = GoDirect(taken)

    async def main() -> tuple[list, object]:
        async with BumbleAir(SystemClock()) as air:
            address = await air.add(unit)
            opens = lambda: BleTransport(address, GO_DIRECT.gatt, air.client)  # noqa: E731
            async with Link(GO_DIRECT, opens, SystemClock()) as link:
                events = await events_of(link, 1.0)
                link.pause()
                events += await events_of(link, 1.0)
                assert not unit.streaming
                link.resume()
                events += await events_of(link, 1.0)
                await air.drop(address)
                events += await events_of(link, 3.0)
                return events, link.health()

    events, health = run(main())
    states = [event.state for event in events if isinstance(event, LinkChange)]
    assert states == [
        LinkState.STREAMING, LinkState.ASLEEP, LinkState.CONNECTING, LinkState.STREAMING,
        LinkState.LOST, LinkState.STREAMING,
    ]  # fmt: skip
    assert len([event for event in events if isinstance(event, Segment)]) == 3
    assert (health.lost, health.corrupt, health.reconnects) == (0, 0, 1)


def test_every_count_of_a_frez_dyno_arrives_with_its_time_and_its_charge_is_read_meanwhile() -> None:
    taken = Taken(lambda times: np.rint(1e5 * np.sin(3.0 * times)).astype(np.int32))
    unit = FrezDyno(taken, serial_number="2639", ppm=60.0)

    async def main() -> tuple[list, object, object]:
        async with BumbleAir(SystemClock(), Radio(interval_s=0.03)) as air:
            address = await air.add(unit)
            async with Link(
                FREZ_DYNO, lambda: BleTransport(address, FREZ_DYNO.gatt, air.client), SystemClock()
            ) as link:
                events = await events_of(link, 30.0)
                unit.battery_mv = 3500
                events += await events_of(link, 40.0)
                return events, link.health(), link.info

    events, health, info = run(main())
    values = received(events)
    assert len(values) > 17_000
    assert values == taken.values[: len(values)]
    assert (info.serial, info.battery, health.battery) == ("2639", 0.67, 0.22)
    assert (health.lost, health.corrupt) == (0, 0)
    assert health.rate_hz == pytest.approx(250.0)
    assert health.drift_ppm == pytest.approx(60.0, abs=3 * health.drift_uncertainty_ppm + 5)


def test_a_host_whose_messages_are_too_short_is_told_so_before_the_stream_is_silent() -> None:
    class Short(FrezDyno):
        @property
        def att_mtu(self) -> int:
            return 60

    unit = Short(Taken(lambda times: np.zeros(np.size(times), np.int32)))

    async def main() -> None:
        async with BumbleAir(SystemClock()) as air:
            address = await air.add(unit)
            with pytest.raises(LinkUnavailable, match=r"messages of 57 bytes .* it sends up to 74"):
                await Link(
                    FREZ_DYNO, lambda: BleTransport(address, FREZ_DYNO.gatt, air.client), SystemClock()
                ).__aenter__()

    run(main())
