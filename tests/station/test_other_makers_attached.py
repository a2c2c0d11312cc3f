"""Go Direct and Frez Dyno as the station attaches them: whose newtons count, and what is said where there are none."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest

from drivers.calibration import Calibration
from drivers.contracts import DeviceInfo, Reply
from drivers.devices.frez_dyno import FREZ_DYNO
from drivers.devices.go_direct import GO_DIRECT, GoDirectCodec
from drivers.errors import WrongDevice
from simulators.devices.frez_dyno import notification
from simulators.devices.go_direct import PLATE, GoDirect
from station.attaching import calibrate_with
from station.model import Side

FREZ = Calibration(
    id="frez-2639",
    serial="2639",
    outputs=("left",),
    gain=((0.0005 * 9.80665,),),
    zero_native=(-8000.0,),
    capacity_n=1471.0,
    noise_sd_n=(0.3,),
)


class Frez:
    """A port of a Frez Dyno."""

    async def attribute(self, uuid: str) -> bytes:
        return {"2a25": b"2639", "2a28": b"1.0.0", "2a19": b"\x50"}[uuid]


class Vernier:
    """A port of a simulated Go Direct device."""

    def __init__(self, unit: GoDirect) -> None:
        self.unit, self.codec = unit, GoDirectCodec()

    async def ask(self, data: bytes, command: int, *, timeout_s: float = 1.0) -> Reply:
        events = [event for piece in self.unit.write(data, 0.0) for event in self.codec.feed(piece)]
        return next(event for event in events if isinstance(event, Reply) and event.command == command)


def frez() -> DeviceInfo:
    return asyncio.run(FREZ_DYNO.identify(Frez()))


def test_counts_without_a_record_are_no_newtons_and_the_way_to_a_record_is_said() -> None:
    with pytest.raises(WrongDevice, match=r"2639 sends raw values .* Ask the maker for the kilograms of one count"):
        calibrate_with([Side.LEFT])(frez())


def test_with_its_record_the_published_counts_are_the_published_kilograms() -> None:
    record = calibrate_with([Side.LEFT], FREZ)(frez())
    raw = notification([-8000, -8000, 12000, 32000, -8000, 52000, 0, 1, 2], np.arange(396, 432, 4))
    (frame,) = FREZ_DYNO.codec().feed(raw)
    kilograms = record.newtons(frame.values) / 9.80665
    np.testing.assert_allclose(kilograms[0, 1:], [0, 10, 20, 0, 30, 4, 4.0005, 4.001])


def test_the_record_of_another_dyno_is_refused() -> None:
    with pytest.raises(WrongDevice, match="is of device 2640, and device 2639 is attached"):
        calibrate_with([Side.LEFT], replace(FREZ, serial="2640"))(frez())


def test_a_go_direct_device_brings_its_own_newtons_capacity_and_scatter() -> None:
    hand = asyncio.run(GO_DIRECT.identify(Vernier(GoDirect(np.sin))))
    plate = asyncio.run(GO_DIRECT.identify(Vernier(GoDirect(np.sin, "151000C7", PLATE))))
    for info, capacity_n, noise_n in ((hand, 850.0, 0.6), (plate, 3500.0, 2.0)):
        record = calibrate_with([Side.RIGHT])(info)
        assert (record.outputs, record.gain, record.serial) == (("right",), ((1.0,),), info.serial)
        assert (record.capacity_n, record.noise_sd_n) == (capacity_n, (noise_n,))


def test_one_handle_is_not_attached_as_two_sides() -> None:
    hand = asyncio.run(GO_DIRECT.identify(Vernier(GoDirect(np.sin))))
    with pytest.raises(WrongDevice, match="measures one force, and it is attached as left and right"):
        calibrate_with([Side.LEFT, Side.RIGHT])(hand)
