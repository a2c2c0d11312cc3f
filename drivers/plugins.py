"""Devices that other packages bring along: entry points of the group ``counterpoise.devices``.

    [project.entry-points."counterpoise.devices"]
    my-scale = "my_package.my_scale:MY_SCALE"

The entry point's name is the device's key, its value leads to one ``Device``.  A package that cannot be used is named
with the reason and skipped; nothing it does at import keeps the program from starting, except never returning.
"""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, distributions, entry_points
from pathlib import Path

from drivers.commands import Commanded, DeviceCommand
from drivers.contracts import Device
from drivers.plugin_guard import GuardedDevice, in_words
from drivers.profiles import GattProfile, HidProfile, SerialProfile

GROUP = "counterpoise.devices"
KEY = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
LONGEST_TITLE = 60
WAYS = {"gatt": GattProfile, "serial": SerialProfile, "hid": HidProfile}
MANNERS = ("identify", "read_battery", "start", "stop")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A device of another package that is not used; ``why`` is a sentence."""

    key: str
    package: str
    why: str

    def __str__(self) -> str:
        return f"{self.key} of the package {self.package} is not used: {self.why}"


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """What other packages brought along."""

    devices: dict[str, GuardedDevice]
    skipped: tuple[Skipped, ...]


def third_party(taken: Collection[str], found: Iterable[EntryPoint] | None = None) -> ThirdParty:
    """The devices of other packages beside those whose keys are ``taken``.  Never raises for what they do.

    ``found`` stands for the entry points of this Python's packages.
    """
    devices: dict[str, GuardedDevice] = {}
    skipped: list[Skipped] = []
    points = _installed(skipped) if found is None else found
    for point in sorted(points, key=lambda each: (each.name, _package(each))):
        key, package = _plain(point.name), _package(point)
        if point.name in taken:
            why = "this program has a device of that name itself."
        elif point.name in devices:
            why = f"the package {devices[point.name].package} brings a device of that name too."
        else:
            device, why = _loaded(point)
            if device is not None:
                devices[point.name] = GuardedDevice(device, package)
                continue
        skipped.append(Skipped(key, package, why))
    return ThirdParty(devices, tuple(skipped))


def _installed(skipped: list[Skipped]) -> list[EntryPoint]:
    """The entry points of this Python's packages; one package whose list is broken hides no other."""
    try:
        return list(entry_points(group=GROUP))
    except Exception:  # of any package, ours to use or not
        points: dict[tuple[str, str], EntryPoint] = {}
        for distribution in distributions():
            try:
                own = [point for point in distribution.entry_points if point.group == GROUP]
            except Exception as error:
                skipped.append(
                    Skipped("a device", _name(distribution), f"its entry points are broken ({in_words(error)}).")
                )
            else:
                points |= {(point.name, point.value): point for point in own}
        return list(points.values())


def _loaded(point: EntryPoint) -> tuple[Device | None, str]:
    """The device behind an entry point, or why there is none."""
    try:
        device = point.load()
        why = device_fault(device, point.name)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a package that ends the program (SystemExit) is a broken package too
        return None, f"it cannot be loaded ({in_words(error)})."
    return (None, why) if why else (device, "")


def device_fault(device: object, key: str) -> str:
    """Why this object is not the device that an entry point of this name promises; empty when it is."""
    missing = [name for name in (*Device.__annotations__, "codec", *MANNERS) if not hasattr(device, name)]
    if missing:
        return f"it is no device: it has no {', '.join(missing)}."
    if isinstance(device, type):
        return "it is a class, and the entry point must lead to one made of it."
    said = {name: getattr(device, name) for name in Device.__annotations__}
    if said["key"] != key:
        return f"its key is {_plain(str(said['key']))!r}, which is not the name of its entry point."
    if not KEY.fullmatch(key):
        return "its key must be 2 to 40 small letters, digits and hyphens."
    title = said["title"]
    if not isinstance(title, str) or not title.strip() or _plain(title, LONGEST_TITLE) != title:
        return f"its title must be 1 to {LONGEST_TITLE} printable letters."
    return _way_fault(said) or _figure_fault(said) or _manner_fault(device)


def _way_fault(said: dict[str, object]) -> str:
    for name, profile in WAYS.items():
        if said[name] is not None and not isinstance(said[name], profile):
            return f"its {name} is neither None nor a {profile.__name__}."
    if all(said[name] is None for name in WAYS):
        return "it says no way in which it is reached (gatt, serial, hid)."
    return ""


def _figure_fault(said: dict[str, object]) -> str:
    known, every = said["known_firmware"], said["battery_every_s"]
    if not isinstance(known, int) or isinstance(known, bool) or known < 0:
        return "its known_firmware is not a whole number."
    if every is not None and not (isinstance(every, int | float) and math.isfinite(every) and every > 0):
        return "its battery_every_s is neither None nor a number of seconds."
    return ""


def _manner_fault(device: object) -> str:
    """Whether it can be asked and its bytes be read; the codec is tried once."""
    for name in MANNERS:
        if not inspect.iscoroutinefunction(getattr(device, name)):
            return f"its {name} is not an async function."
    told = device.commands if isinstance(device, Commanded) else {}
    sound = isinstance(told, Mapping) and all(
        isinstance(name, str) and KEY.fullmatch(name) and isinstance(command, DeviceCommand)
        for name, command in told.items()
    )
    if not sound:
        return "its commands are not a table of names and commands."
    codec = device.codec  # type: ignore[attr-defined]
    one, other = codec(), codec()
    if not callable(getattr(one, "feed", None)):
        return "its codec has no feed."
    if one is other:
        return "it hands out the same codec twice; every connection needs one of its own."
    if one.feed(b"") != []:
        return "its codec finds something in no bytes at all."
    return ""


def _package(point: EntryPoint) -> str:
    return "(unknown)" if point.dist is None else _name(point.dist)


def _name(distribution: Distribution) -> str:
    """Name and version of a package; where they cannot be read, the name of the folder that should tell them."""
    try:
        return _plain(f"{distribution.name} {distribution.version}", 60)
    except Exception:
        return _plain(Path(str(getattr(distribution, "_path", "(unknown)"))).name, 60)


def _plain(text: str, limit: int = 40) -> str:
    """Text of another package, made safe to show: printable ASCII."""
    return "".join(letter for letter in text if " " <= letter <= "~")[:limit]
