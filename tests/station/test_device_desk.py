"""Saying which device is which while a visit runs: found, tapped, remembered, used at once."""

import asyncio
from contextlib import asynccontextmanager

import numpy as np
import pytest

from drivers.clock import SystemClock
from drivers.contracts import SampleBlock
from drivers.devices.progressor import PROGRESSOR
from drivers.discovery import Found, Search
from simulators.clock import run
from simulators.devices.progressor import Progressor as Unit
from simulators.transports.scripted_bleak import ScriptedAir
from station.acquisition import Acquisition
from station.attaching import attach_found
from station.device_desk import DeviceDesk
from station.errors import BadInput
from station.folders import make_folders
from station.model import Side
from station.store import Store

KINDS = {"progressor": PROGRESSOR}


class Ears:
    """Remembers the devices, and who was heard."""

    def __init__(self):
        self.devices, self.heard_of, self.faults = [], set(), []

    def attached(self, devices):
        self.devices = list(devices)

    def heard(self, number, event):
        if isinstance(event, SampleBlock):
            self.heard_of.add(number)

    def tick(self, now_s):
        return 0.5

    def failed(self, error):
        self.faults.append(error)

    def stumbled(self, error):
        self.faults.append(error)


def unit(unit_id, pressed=(0.0, 0.0)):
    rng = np.random.default_rng(unit_id)

    def read(times):
        times = np.asarray(times)
        return 0.02 * rng.standard_normal(times.shape) + 5.0 * ((times > pressed[0]) & (times < pressed[1]))

    return Unit(read, unit_id=unit_id)


@asynccontextmanager
async def visiting(store, *units, used=1):
    """A room with these units, the first ones in use; gives desk and ears."""
    air, clock, ears = ScriptedAir(SystemClock()), SystemClock(), Ears()
    for each in units:
        await air.add(each)
    search = Search(1.5, serial=False, hid=False, adapter=air, kinds=KINDS)
    places = list(air.devices)

    @asynccontextmanager
    async def attach(_):
        yield [
            attach_found(
                Found("progressor", "Tindeq Progressor", f"ble:{place}", f"unit {number}"), [Side.LEFT], search=search
            )
            for number, place in enumerate(places[:used])
        ]

    acquisition = Acquisition(attach, clock, ears)
    # ``post`` speaks to the thread that the acquisition has when it has one; here its loop is ours
    acquisition.post = asyncio.get_running_loop().call_soon_threadsafe
    serving = asyncio.create_task(acquisition.serve())
    await clock.sleep(3.0)
    try:
        yield DeviceDesk(acquisition, store.devices, search, clock), ears, acquisition
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        assert ears.faults == []


def in_a_visit(tmp_path, job, *units, used=1):
    async def main():
        with Store(make_folders(tmp_path)) as store:
            async with visiting(store, *units, used=used) as (desk, ears, acquisition):
                return await job(desk, ears, acquisition, store)

    return run(main())


def test_a_device_that_is_found_and_remembered_is_used_at_once_beside_the_others(tmp_path):
    async def job(desk, ears, acquisition, store):
        assert desk.view.in_reach is None
        desk.look()
        await asyncio.sleep(0.1)
        assert desk.view.searching
        assert [one.device.serial for one in desk.view.in_use] == ["2639"]
        await asyncio.sleep(4.0)
        assert not desk.view.searching
        (found,) = desk.view.in_reach.strangers
        asked = await desk.with_number(found)
        known = desk.remember(asked, [Side.RIGHT])
        await asyncio.sleep(3.0)
        desk.remember(asked, [Side.RIGHT])  # twice is no second device
        await asyncio.sleep(1.0)
        return known, store.devices.known(), ears, acquisition.connected()

    known, kept, ears, connected = in_a_visit(tmp_path, job, unit(0x2639), unit(0x2640))
    assert (known.serial, known.sides) == ("2640", (Side.RIGHT,))
    assert [device.serial for device in kept] == ["2640"]
    assert kept[0].seen_at is not None
    assert [each.sides for each in ears.devices] == [(Side.LEFT,), (Side.RIGHT,)]
    assert ears.heard_of == {0, 1}
    assert [info.serial for _, info in connected.values()] == ["2639", "2640"]


def test_the_tapped_one_is_named_among_those_in_use_and_those_found(tmp_path):
    async def job(desk, ears, acquisition, store):
        desk.look()
        await asyncio.sleep(4.0)
        acquisition.rest(True)
        desk.identify(30.0)
        await asyncio.sleep(0.2)
        assert desk.view.identifying
        await asyncio.sleep(25.0)
        first = desk.view.tapped
        still_resting = acquisition.resting
        desk.identify(30.0)
        await asyncio.sleep(29.0)
        return first, still_resting, desk.view

    first, still_resting, view = in_a_visit(
        tmp_path, job, unit(0x2639, (13.0, 13.4)), unit(0x2640, (45.0, 45.4)), used=1
    )
    assert (first.info.serial, first.found.name) == ("2639", "unit 0")
    assert still_resting, "the devices rest again as before"
    assert view.tapped.info.serial == "2640"
    assert not view.identifying


def test_what_is_wanted_last_ends_what_runs(tmp_path):
    async def job(desk, ears, acquisition, store):
        desk.identify(60.0)
        await asyncio.sleep(5.0)
        desk.look()
        await asyncio.sleep(0.1)
        states = [(desk.view.identifying, desk.view.searching)]
        desk.stop()
        await asyncio.sleep(0.1)
        return [*states, (desk.view.identifying, desk.view.searching)]

    assert in_a_visit(tmp_path, job, unit(0x2639), unit(0x2640))[-1] == (False, False)


def test_a_device_without_a_number_is_not_remembered(tmp_path):
    async def job(desk, ears, acquisition, store):
        with pytest.raises(BadInput, match="without a serial number"):
            desk.remember(Found("progressor", "Tindeq Progressor", "ble:C0:00"), [Side.LEFT])
        return len(ears.devices)

    assert in_a_visit(tmp_path, job, unit(0x2639)) == 1
