"""The clinic's own devices among those in reach: known by number, missing, namesakes and impostors."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from drivers.calibration import Calibration
from drivers.clock import SystemClock
from drivers.contracts import ClockRate, DeviceInfo, LinkChange, LinkState, Segment
from drivers.devices.harp_loadcells import HARP_LOADCELLS
from drivers.devices.harp_loadcells import SIGNAL as HARP_LOADCELLS_SIGNAL
from drivers.devices.progressor import PROGRESSOR, SIGNAL
from drivers.discovery import Found, Search
from drivers.errors import WrongDevice
from simulators.clock import run
from simulators.devices.progressor import Progressor as Unit
from simulators.transports.scripted_bleak import ScriptedAir
from station.acquisition import Acquisition
from station.attaching import attach
from station.device_book import KnownDevice
from station.errors import StationError
from station.finding import BookMemory, Present, attach_present, look, said_missing, said_twin, sort
from station.folders import make_folders
from station.model import Side
from station.store import Store

NOON = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
KINDS = {"progressor": PROGRESSOR, "harp-loadcells": HARP_LOADCELLS}
TWIN = 0x2639 + 10000
"""A unit with the same four digits in its name."""
LEFT = KnownDevice("progressor", "2639", (Side.LEFT,), "Progressor_9785", "ble:C0:00:00:00:01:00")
RIGHT = KnownDevice("progressor", "2640", (Side.RIGHT,), "Progressor_9792", "ble:C0:00:00:00:01:01")
PLATES = Calibration(
    id="plates-417-2026",
    serial="417",
    outputs=("left", "right"),
    gain=((0.05,) * 4 + (0.0,) * 4, (0.0,) * 4 + (0.05,) * 4),
    zero_native=(10.0,) * 8,
    capacity_n=2000.0,
    noise_sd_n=(0.5, 0.5),
)


def unit(unit_id: int) -> Unit:
    return Unit(lambda times: np.zeros(np.shape(times)), unit_id=unit_id)


async def searched(known, *unit_ids, briefly=False):
    """Look for ``known`` in a room with these units; the first has the first address."""
    air = ScriptedAir(SystemClock())
    for unit_id in unit_ids:
        await air.add(unit(unit_id))
    search = Search(2.0, serial=False, adapter=air, kinds=KINDS)
    return await look(known, search, briefly=briefly), search, air


def test_known_devices_are_there_by_their_address_and_the_search_ends_with_the_last_one() -> None:
    async def main():
        loop = asyncio.get_running_loop()
        begun_s = loop.time()
        there, _, _ = await searched([LEFT, RIGHT], 0x2639, 0x2640, briefly=True)
        return there, loop.time() - begun_s

    there, took_s = run(main())
    assert [one.device for one in there.present] == [LEFT, RIGHT]
    assert (there.missing, there.strangers, there.twins) == ((), (), ())
    assert took_s < 1.0


def test_a_whole_search_tells_of_the_others_too() -> None:
    async def main():
        return (await searched([LEFT], 0x2639, 0x2640))[0]

    there = run(main())
    assert [one.device for one in there.present] == [LEFT]
    assert [found.name for found in there.strangers] == ["Progressor_9792"]


def test_a_known_device_that_is_not_there_is_missing_and_said_so() -> None:
    async def main():
        return (await searched([replace(LEFT, seen_at=NOON), RIGHT], 0x2641, 0x2640))[0]

    there = run(main())
    assert [found.serial for found in there.strangers] == ["2641"], "who is at the address now was asked"
    assert [one.device.serial for one in there.present] == ["2640"]
    assert [device.serial for device in there.missing] == ["2639"]
    text = said_missing(there.missing[0])
    assert "Progressor_9785 (left, serial number 2639)" in text
    assert "last seen 2026-03-0" in text
    assert "Switch it on" in text
    assert "Plug it in" in said_missing(replace(LEFT, how="serial:COM3"))


def test_a_device_under_another_address_is_asked_and_known_by_its_number() -> None:
    async def main():
        there, _, air = await searched([replace(LEFT, how="ble:C0:00:00:00:0E:0E")], 0x2639)
        return there, [device.connected for device in air.devices.values()]

    there, connected = run(main())
    assert [(one.device.serial, one.found.how) for one in there.present] == [("2639", "ble:C0:00:00:00:01:00")]
    assert (there.missing, there.twins) == ((), ())
    assert connected == [False]


def test_an_unknown_twin_of_a_missing_device_is_not_taken_in_its_place() -> None:
    async def main():
        return (await searched([replace(LEFT, how="ble:C0:00:00:00:0E:0E")], TWIN))[0]

    there = run(main())
    assert there.present == ()
    ((device, found),) = there.twins
    assert (device.serial, found.serial) == ("2639", f"{TWIN:X}")
    text = said_twin(device, found)
    assert f"station devices remember {TWIN:X} --side left" in text
    assert "station devices forget 2639" in text


def test_a_twin_beside_the_known_device_is_said_and_not_connected_to() -> None:
    async def main():
        return (await searched([LEFT, replace(RIGHT, how="ble:C0:00:00:00:0E:0E")], 0x2639, TWIN))[0]

    there = run(main())
    assert [one.device.serial for one in there.present] == ["2639"]
    ((device, found),) = there.twins
    assert (device.serial, found.serial) == ("2639", "")
    assert "is used, and it is not" in said_twin(device, found)


def test_an_impostor_at_the_known_address_is_refused_when_it_is_connected_to(tmp_path) -> None:
    """Name and address can be imitated; the number is asked for before a sample is taken."""

    class Ears:
        def __init__(self):
            self.events = []

        def attached(self, devices): ...

        def heard(self, number, event):
            self.events.append(event)

        def tick(self, now_s):
            return 1.0

        def failed(self, error):
            raise error

        def stumbled(self, error):
            raise error

    async def main(store):
        there, search, _ = await searched([LEFT], TWIN)
        assert [one.device.serial for one in there.present] == ["2639"]
        ears = Ears()
        devices = attach_present(there.present, store.devices, search)
        serving = asyncio.create_task(Acquisition(attach(devices), SystemClock(), ears).serve())
        await asyncio.sleep(8.0)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        return ears.events

    with Store(make_folders(tmp_path)) as store:
        events = run(main(store))
    assert not any(isinstance(event, Segment) for event in events)
    lost = [event for event in events if isinstance(event, LinkChange) and event.state is LinkState.LOST]
    assert f"serial number {TWIN:X} instead of 2639" in lost[0].why


def plates(sides=(Side.LEFT, Side.RIGHT), **others) -> KnownDevice:
    return KnownDevice("harp-loadcells", "417", sides, calibration_id=PLATES.id, **others)


BOARD = Found("harp-loadcells", "Harp LoadCells", "serial:/dev/ttyUSB0", "LoadCells", "417", known=True)


def test_the_side_belongs_to_the_number_and_names_the_outputs_of_the_record(tmp_path) -> None:
    with Store(make_folders(tmp_path)) as store:
        store.devices.add_calibration(PLATES)
        (attached,) = attach_present([Present(plates((Side.RIGHT, Side.LEFT)), BOARD)], store.devices)
        info = DeviceInfo("LoadCells", "417", "1.2", HARP_LOADCELLS_SIGNAL)
        calibration = attached.calibrate(info)
        assert (attached.sides, attached.serial) == ((Side.RIGHT, Side.LEFT), "417")
        assert calibration == replace(PLATES, outputs=("right", "left"))
        with pytest.raises(WrongDevice):
            attached.calibrate(replace(info, serial="418"))


def test_two_devices_for_one_side_are_not_guessed_between(tmp_path) -> None:
    with Store(make_folders(tmp_path)) as store:
        store.devices.add_calibration(PLATES)
        one = Present(LEFT, Found("progressor", "Tindeq Progressor", LEFT.how, LEFT.name, "2639", known=True))
        other = Present(replace(RIGHT, sides=(Side.LEFT,)), replace(one.found, how=RIGHT.how, serial="2640"))
        with pytest.raises(StationError, match=r"one side \(left\).*station devices remember 2640 --side"):
            attach_present([one, other], store.devices)
        # plates and dynamometers are used by different tests
        assert len(attach_present([one, Present(plates(), BOARD)], store.devices)) == 2


def test_what_is_seen_and_learned_is_kept_for_the_number(tmp_path) -> None:
    with Store(make_folders(tmp_path), now=lambda: NOON) as store:
        store.devices.remember(LEFT)
        found = Found("progressor", "Tindeq Progressor", "ble:C0:FF", "Progressor_9785")
        memory = BookMemory(store.devices, "progressor", found)
        assert memory.rates()("2639") is None
        memory.answered(DeviceInfo("Tindeq Progressor", "2639", "1", SIGNAL))
        memory.learned("2639", ClockRate(-12.0, 0.4))
        (device,) = store.devices.known()
        assert (device.seen_at, device.how, device.clock) == (NOON, "ble:C0:FF", ClockRate(-12.0, 0.4))
        assert memory.rates()("2639") == ClockRate(-12.0, 0.4)
        assert memory.rates()("2640") is None


def test_the_page_of_a_device_without_a_number_is_that_of_its_adapter(tmp_path) -> None:
    with Store(make_folders(tmp_path)) as store:
        for adapter in ("A1", "A2"):
            store.devices.remember(KnownDevice("chronojump", f"CJ-@{adapter}", (Side.LEFT,)))
        found = Found("chronojump", "Chronojump", "serial:/dev/b", serial="CJ-@A2")
        BookMemory(store.devices, "chronojump", found).learned("CJ-", ClockRate(5.0, 1.0))
        assert [device.clock for device in store.devices.known()] == [None, ClockRate(5.0, 1.0)]
        assert BookMemory(store.devices, "chronojump", found).rates()("CJ-") == ClockRate(5.0, 1.0)


def test_what_is_wrong_with_a_search_is_told_beside_what_was_found() -> None:
    there = sort([LEFT], [Found("", "Bluetooth", "ble:", problem="Bluetooth is off."), replace(BOARD, known=False)])
    assert [each.problem for each in there.problems] == ["Bluetooth is off."]
    assert [each.serial for each in there.strangers] == ["417"]
    assert there.missing == (LEFT,)
