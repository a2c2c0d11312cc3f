"""Devices of other packages: found, checked, named and skipped when broken, kept to their word when used."""

import asyncio
import sys
from importlib.metadata import Distribution, EntryPoint, entry_points
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from drivers import registry
from drivers.commands import DeviceCommand, run_command
from drivers.contracts import Corrupt, DeviceInfo, Frame, Signal
from drivers.errors import ReplyTimeout, WrongDevice
from drivers.plugin_guard import GuardedDevice
from drivers.plugins import GROUP, device_fault, third_party
from drivers.profiles import SerialProfile

SIGNAL = Signal(("force",), "kg", 1.0, None, 10.0, -100.0, 100.0)


class QuietCodec:
    def feed(self, data: bytes) -> list:
        return [Corrupt(data, "made up")] if data else []


ONE_FOR_ALL = QuietCodec()


class Scale:
    """What a package outside would bring along."""

    key = "my-scale"
    title = "My scale"
    gatt = None
    serial = SerialProfile(9600, rtscts=False)
    hid = None
    known_firmware = 1
    battery_every_s = None

    def codec(self):
        return QuietCodec()

    async def identify(self, port):
        return DeviceInfo("My scale", "7", "1.0", SIGNAL)

    async def read_battery(self, port):
        return None, None

    async def start(self, port):
        pass

    async def stop(self, port):
        pass


class Package(Distribution):
    """A package that is installed nowhere."""

    def __init__(self, name: str, version: str) -> None:
        self._text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"

    def read_text(self, filename):
        return self._text if filename == "METADATA" else None

    def locate_file(self, path):
        raise NotImplementedError


def point(name: str, value: str, package: str = "my-package") -> EntryPoint:
    return EntryPoint(name, value, GROUP)._for(Package(package, "2.1"))


@pytest.fixture
def outside(monkeypatch):
    """A module that entry points can lead into."""
    module = ModuleType("outside_of_us")
    module.SCALE = Scale()
    monkeypatch.setitem(sys.modules, "outside_of_us", module)
    return module


def test_a_device_of_another_package_stands_beside_our_own(outside, monkeypatch):
    found = third_party(registry.DEVICES, [point("my-scale", "outside_of_us:SCALE")])
    monkeypatch.setattr(registry, "plugins", lambda: found)
    assert found.skipped == ()
    assert list(registry.devices()) == [*registry.DEVICES, "my-scale"]
    assert registry.devices()["my-scale"].inner is outside.SCALE
    assert registry.devices()["my-scale"].package == "my-package 2.1"


def test_what_this_python_has_installed_is_looked_up_once():
    registry.plugins.cache_clear()
    assert registry.plugins() is registry.plugins()
    assert {**registry.DEVICES}.items() <= registry.devices().items()


def test_a_package_that_cannot_be_imported_is_named_with_the_reason_and_the_others_stay(outside):
    found = third_party(
        (),
        [point("a-scale", "no_such_module_anywhere:SCALE", "poor-package"), point("my-scale", "outside_of_us:SCALE")],
    )
    assert list(found.devices) == ["my-scale"]
    (skipped,) = found.skipped
    assert str(skipped).startswith("a-scale of the package poor-package 2.1 is not used: it cannot be loaded (ModuleN")


def raising(error: BaseException):
    class Codec:
        def feed(self, data):
            raise error

    return Codec


class Unspeakable(Exception):
    def __str__(self):
        raise RuntimeError("and not even this")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Unspeakable(), "(Unspeakable)"),
        (SystemExit("bye"), "SystemExit: bye"),
        (ValueError("a\nb\x1b[31m" + "c" * 500), "ValueError: a b[31mccc"),
        (RuntimeError(), "RuntimeError"),
    ],
)
def test_whatever_it_raises_when_it_is_tried_is_told_in_plain_letters(outside, monkeypatch, error, told):
    monkeypatch.setattr(Scale, "codec", lambda self: raising(error)())
    (skipped,) = third_party((), [point("my-scale", "outside_of_us:SCALE")]).skipped
    assert told in skipped.why
    assert len(skipped.why) < 200
    assert skipped.why.isascii()


@pytest.mark.parametrize("content", [b"[counterpoise.devices]\nfoo\n= x\n", b"\xff\xfe"])
def test_a_package_whose_list_is_broken_hides_no_other(outside, tmp_path, monkeypatch, content):
    for package, points in (("bad", content), ("good", b"[counterpoise.devices]\nmy-scale = outside_of_us:SCALE\n")):
        info = tmp_path / f"{package}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1\n")
        (info / "entry_points.txt").write_bytes(points)
    monkeypatch.syspath_prepend(str(tmp_path))
    found = third_party(registry.DEVICES)
    assert found.devices["my-scale"].package == "good 1"
    (broken,) = [str(each) for each in found.skipped]
    assert broken.startswith("a device of the package bad 1 is not used: its entry points are broken (")


def test_an_interruption_by_the_user_still_interrupts(outside, monkeypatch):
    monkeypatch.setattr(Scale, "codec", lambda self: raising(KeyboardInterrupt())())
    with pytest.raises(KeyboardInterrupt):
        third_party((), [point("my-scale", "outside_of_us:SCALE")])


def test_a_key_of_our_own_cannot_be_taken(outside):
    (skipped,) = third_party(registry.DEVICES, [point("progressor", "outside_of_us:SCALE")]).skipped
    assert "this program has a device of that name itself" in skipped.why


def test_of_two_packages_with_the_same_key_the_first_by_name_is_used_and_the_other_named(outside):
    points = [point("my-scale", "outside_of_us:SCALE", package) for package in ("zeta", "alpha")]
    found = third_party((), points)
    assert found.devices["my-scale"].package == "alpha 2.1"
    assert [str(each) for each in found.skipped] == [
        "my-scale of the package zeta 2.1 is not used: the package alpha 2.1 brings a device of that name too."
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"key": "other"}, "is not the name of its entry point"),
        ({"title": ""}, "its title must be"),
        ({"title": "two\nlines"}, "its title must be"),
        ({"title": 5}, "its title must be"),
        ({"serial": None}, "no way in which it is reached"),
        ({"serial": "/dev/ttyUSB0"}, "its serial is neither None nor a SerialProfile"),
        ({"known_firmware": "1.0"}, "known_firmware is not a whole number"),
        ({"known_firmware": True}, "known_firmware is not a whole number"),
        ({"battery_every_s": 0.0}, "battery_every_s"),
        ({"battery_every_s": float("nan")}, "battery_every_s"),
        ({"start": lambda self, port: None}, "its start is not an async function"),
        ({"commands": ["tare"]}, "its commands are not a table"),
        ({"commands": {"tare": "6"}}, "its commands are not a table"),
        ({"codec": lambda self: object()}, "its codec has no feed"),
        ({"codec": lambda self: ONE_FOR_ALL}, "same codec twice"),
        ({"codec": lambda self: SimpleNamespace(feed=lambda data: None)}, "finds something in no bytes"),
    ],
)
def test_what_is_not_a_device_is_refused_by_what_is_wrong_with_it(changes, told):
    assert told in device_fault(type("Changed", (Scale,), changes)(), "my-scale")


def test_nothing_is_wrong_with_a_sound_one_or_with_our_own():
    assert device_fault(Scale(), "my-scale") == ""
    assert [device_fault(device, key) for key, device in registry.DEVICES.items()] == [""] * len(registry.DEVICES)


@pytest.mark.parametrize(("thing", "told"), [(Scale, "it is a class"), (5, "has no key, title"), (None, "has no key")])
def test_what_an_entry_point_leads_to_can_be_anything(thing, told):
    assert told in device_fault(thing, "my-scale")


def test_a_key_is_plain():
    assert "small letters" in device_fault(type("Changed", (Scale,), {"key": "My Scale!"})(), "My Scale!")


# While it runs


def guarded(**changes) -> GuardedDevice:
    return GuardedDevice(type("Changed", (Scale,), changes)(), "my-package 2.1")


def handing_out(event):
    return lambda self: SimpleNamespace(feed=lambda data: [event])


TICKS = np.arange(3, dtype=np.int64)


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        (lambda self: raising(IndexError("list index out of range"))(), "decoder failed (IndexError: list index"),
        (lambda self: raising(SystemExit("bye"))(), "decoder failed (SystemExit: bye)"),
        (handing_out("12.5 kg"), "returned a str"),
        (handing_out(Frame(TICKS.astype(float), np.zeros((1, 3), np.int16))), "ticks"),
        (handing_out(Frame(TICKS[:0], np.zeros((1, 0), np.int16))), "ticks"),
        (handing_out(Frame(TICKS, np.zeros((1, 3)))), "int16, int32 or float32"),
        (handing_out(Frame(TICKS, np.zeros((3, 1), np.int16))), "one for each tick"),
        (handing_out(Frame(TICKS, np.zeros((1, 2), np.int16))), "one for each tick"),
        (handing_out(Frame(TICKS, np.array([[1, np.nan, 2]], np.float32))), "not numbers"),
    ],
)
def test_a_decoder_that_breaks_its_word_fails_by_name(codec, told):
    with pytest.raises(WrongDevice, match="package my-package") as caught:
        guarded(codec=codec).codec().feed(b"x")
    assert told in str(caught.value)


def test_sound_events_pass_unchanged():
    frame = Frame(TICKS, np.zeros((2, 3), np.float32))
    assert guarded(codec=handing_out(frame)).codec().feed(b"x") == [frame]


def test_a_failing_step_is_told_with_the_package_and_our_own_errors_stay_what_they_are():
    async def broken(self, port):
        raise KeyError("serial")

    async def silent(self, port):
        raise ReplyTimeout("It did not answer.")

    async def nobody(self, port):
        return None

    async def odd(self, port):
        return DeviceInfo("My scale", "7", "1.0", Signal(("force",), "kg", 0.0, None, 10.0, -1.0, 1.0))

    with pytest.raises(WrongDevice, match=r"identifying it failed \(KeyError: 'serial'\).*my-package"):
        asyncio.run(guarded(identify=broken).identify(None))
    with pytest.raises(WrongDevice, match="starting it failed"):
        asyncio.run(guarded(start=broken).start(None))
    with pytest.raises(ReplyTimeout):
        asyncio.run(guarded(identify=silent).identify(None))
    with pytest.raises(WrongDevice, match="nothing of who it is"):
        asyncio.run(guarded(identify=nobody).identify(None))
    with pytest.raises(WrongDevice, match="tick_s"):
        asyncio.run(guarded(identify=odd).identify(None))
    assert asyncio.run(guarded().identify(None)).serial == "7"


def test_its_commands_are_run_and_a_broken_one_is_told_with_the_package():
    async def tare(port, words):
        return "tared"

    async def fall(port, words):
        raise IndexError("no such word")

    device = guarded(commands={"tare": DeviceCommand("Tare it.", tare), "fall": DeviceCommand("Fall.", fall)})
    assert asyncio.run(run_command(device, "tare", [], None)) == "tared"
    with pytest.raises(WrongDevice, match=r"its command fall failed \(IndexError.*my-package"):
        asyncio.run(run_command(device, "fall", [], None))


def test_the_group_is_the_one_that_packages_are_told_to_name():
    assert GROUP == "counterpoise.devices"
    assert {each.name for each in entry_points(group=GROUP)} >= set(registry.plugins().devices)
