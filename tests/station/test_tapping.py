"""Tapping a device: it jumps out of its own noise, and the one beside it does not."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest

from drivers.clock import SystemClock
from drivers.contracts import DeviceInfo, Port
from drivers.devices.progressor import PROGRESSOR, Progressor
from drivers.discovery import Found, Search, find_devices
from simulators.clock import run
from simulators.devices.progressor import Progressor as Unit
from simulators.transports.scripted_bleak import ScriptedAir
from station.identifying import Identifying
from station.tapping import Feeling, Felt, tapped

FS = 1000.0


def noise(seed: int, seconds: float, channels: int = 1, sd: float = 3.0, middle: float = 900.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.rint(middle + sd * rng.standard_normal((channels, round(seconds * FS)))).astype(np.int16)


def fed(feeling: Feeling, values: np.ndarray, chunk: int = 20) -> Feeling:
    for start in range(0, values.shape[1], chunk):
        feeling.push(values[:, start : start + chunk], FS)
    return feeling


def tap(values: np.ndarray, at_s: float, height: float, channel: int = 0) -> np.ndarray:
    """A tap of 10 ms."""
    begin = round(at_s * FS)
    out = values.astype(np.float64)
    out[channel, begin : begin + 10] += height
    return np.rint(out).astype(values.dtype)


@pytest.mark.parametrize("seed", range(5))
def test_minutes_of_rest_are_no_tap_and_a_tap_is_one(seed: int) -> None:
    rest = noise(seed, 120.0)
    assert tapped({0: fed(Feeling("count"), rest).felt}) is None
    assert tapped({0: fed(Feeling("count"), tap(rest[:, :3000], 2.5, 90.0)).felt}) == 0


def test_the_channel_that_was_hit_is_named() -> None:
    felt = fed(Feeling("count"), tap(noise(1, 3.0, 8), 2.0, 500.0, channel=5)).felt
    assert felt.channel == 5
    assert felt.strength > 50


def test_the_bench_shakes_the_neighbour_less() -> None:
    left = fed(Feeling("count"), tap(noise(1, 3.0), 2.0, 600.0)).felt
    right = fed(Feeling("count"), tap(noise(2, 3.0), 2.0, 100.0)).felt
    assert tapped({3: right, 7: left}) == 7
    assert tapped({3: Felt(90.0), 7: Felt(100.0)}) is None
    assert tapped({}) is None


def test_units_do_not_matter_each_device_is_measured_by_its_own_noise() -> None:
    kilograms = (tap(noise(3, 3.0, sd=30.0, middle=0.0), 2.0, 6000.0) * 1e-3).astype(np.float32)
    grip = fed(Feeling("kg"), kilograms).felt
    plates = fed(Feeling("count"), noise(4, 3.0, 8, sd=40.0)).felt
    assert tapped({0: plates, 1: grip}) == 1


def test_what_drifts_or_is_leaned_on_slowly_is_no_tap() -> None:
    drift = noise(5, 20.0).astype(np.float64) + np.linspace(0.0, 60.0, 20_000)
    assert tapped({0: fed(Feeling("count"), np.rint(drift).astype(np.int16)).felt}) is None


def test_whoever_stays_on_it_is_no_tap_for_ever_and_can_be_felt_again() -> None:
    rng = np.random.default_rng(8)
    stood = noise(7, 30.0).astype(np.float64)
    sway = np.cumsum(rng.standard_normal(27_000)) * 2.0
    stood[0, 3000:] += 7000.0 + sway - np.linspace(0.0, sway[-1], sway.size)
    feeling = fed(Feeling("count"), np.rint(stood[:, :15_000]).astype(np.int16))
    assert tapped({0: feeling.felt}) == 0
    feeling.forget()
    assert tapped({0: fed(feeling, np.rint(stood[:, 15_000:29_000]).astype(np.int16)).felt}) is None
    assert tapped({0: fed(feeling, tap(np.rint(stood[:, 29_000:]).astype(np.int16), 0.5, 9000.0)).felt}) == 0


def test_nothing_is_felt_while_it_is_learned_nor_after_what_is_no_number() -> None:
    feeling = fed(Feeling("count"), tap(noise(6, 0.7), 0.3, 900.0))
    assert not feeling.ready
    assert feeling.felt == Felt()
    feeling.push(np.array([[np.nan]], np.float32), FS)
    assert feeling.felt == Felt()


def test_a_quiet_device_needs_a_real_touch() -> None:
    still = np.full((1, 2000), 7, np.int16)
    assert tapped({0: fed(Feeling("count"), tap(still, 1.5, 30.0)).felt}) is None
    assert tapped({0: fed(Feeling("count"), tap(still, 1.5, 100.0)).felt}) == 0


def test_of_two_dynamometers_the_pressed_one_is_named_and_both_are_left_in_peace() -> None:
    def pressed(from_s: float, to_s: float):
        rng = np.random.default_rng(1)

        def read(times):
            times = np.asarray(times)
            return 0.02 * rng.standard_normal(times.shape) + 3.0 * ((times > from_s) & (times < to_s))

        return read

    async def main():
        air = ScriptedAir(SystemClock())
        units = [Unit(pressed(0.0, 0.0), unit_id=0x2639), Unit(pressed(8.0, 8.5), unit_id=0x2640)]
        for unit in units:
            await air.add(unit)
        search = Search(1.0, serial=False, adapter=air, kinds={"progressor": PROGRESSOR})
        found = await find_devices(search)
        gone = Found("progressor", "Tindeq Progressor", "ble:C0:00:00:00:0F:0F", "Gone")
        async with Identifying([*found, gone], search) as taps:
            assert len(taps.watched) == 2
            await taps.until_ready(20.0)
            assert taps.ready
            tap = await taps.next_tap(20.0)
            nothing = await taps.next_tap(2.0)
        return tap, nothing, taps.problems, [unit.streaming for unit in units]

    tap, nothing, problems, streaming = run(main())
    assert (tap.info.serial, tap.found.name, tap.channel) == ("2640", "Progressor_9792", "force")
    assert nothing is None
    assert list(problems) == ["ble:C0:00:00:00:0F:0F"]
    assert streaming == [False, False]


class Mute(Progressor):
    """It never says who it is."""

    async def identify(self, port: Port) -> DeviceInfo:
        await asyncio.Event().wait()
        raise AssertionError("it said who it is")


def test_a_cancelled_identification_closes_what_it_opened() -> None:
    async def main():
        air = ScriptedAir(SystemClock())
        units = [Unit(lambda times: np.zeros(np.shape(times)), unit_id=number) for number in (0x2639, 0x2640)]
        for unit in units:
            await air.add(unit)
        search = Search(1.0, serial=False, adapter=air, kinds={"progressor": PROGRESSOR, "mute": Mute()})
        first, second = await find_devices(replace(search, kinds={"progressor": PROGRESSOR}))

        async def enter():
            async with Identifying([first, replace(second, kind="mute")], search):
                raise AssertionError("the one that is mute spoke")

        task = asyncio.create_task(enter())
        await asyncio.sleep(5.0)
        before = [unit.streaming for unit in units], [device.connected for device in air.devices.values()]
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert task.cancelled()
        return before, ([unit.streaming for unit in units], [device.connected for device in air.devices.values()])

    assert run(main()) == (([True, False], [True, True]), ([False, False], [False, False]))
