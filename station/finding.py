"""The clinic's own devices among those in reach: who is there, who is missing, and who only has the name of one.

A device is known by its serial number.  One that shows the name of a known device and has another number is not taken
in its place: somebody has to say what it is.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from drivers.calibration import Calibration
from drivers.contracts import Clock, ClockRate, DeviceInfo
from drivers.discovery import Found, Search, ask, discover
from drivers.identity import on_the_wire
from drivers.link_news import RateOf, no_rate
from station.acquisition import Attached
from station.attaching import attach_found, with_sides
from station.device_book import DeviceBook, KnownDevice
from station.errors import StationError
from station.model import Side


@dataclass(frozen=True, slots=True)
class Present:
    """A known device, and where it is now."""

    device: KnownDevice
    found: Found


@dataclass(frozen=True, slots=True)
class InReach:
    """What a search found, sorted by what the clinic knows."""

    present: tuple[Present, ...]
    missing: tuple[KnownDevice, ...]
    strangers: tuple[Found, ...]
    """Usable, and known to nobody."""
    twins: tuple[tuple[KnownDevice, Found], ...]
    """Strangers with the name of a known device, which therefore were asked for their serial number."""
    problems: tuple[Found, ...]


async def look(
    known: Sequence[KnownDevice], search: Search | None = None, clock: Clock | None = None, *, briefly: bool = False
) -> InReach:
    """Search, and sort what was found; ``briefly`` ends as soon as every known device was found.

    A Bluetooth device is known by its address until it is connected to; one that has a known device's name at another
    address is asked who it is.
    """
    search = replace(search or Search(), known=tuple(device.as_known for device in known))
    everything: dict[str, Found] = {}
    left = {(device.kind, device.serial) for device in known}
    async with aclosing(discover(search, clock)) as news:
        async for found in news:
            everything[found.how] = found
            if found.known and not found.problem:
                left.discard((found.kind, found.serial))
                if briefly and known and not left:
                    break
    await _ask_namesakes(known, everything, search, clock)
    return sort(known, everything.values())


async def _ask_namesakes(
    known: Sequence[KnownDevice], everything: dict[str, Found], search: Search, clock: Clock | None
) -> None:
    """A missing device may have another address today, or somebody else may have its name: ask who it is."""
    missing = sort(known, everything.values()).missing
    for found in tuple(everything.values()):
        like = any(_namesakes(device, found) or found.how == device.how for device in missing)
        if like and found.how.startswith("ble:") and not found.known:
            everything[found.how] = await ask(found, search, clock)


def sort(known: Sequence[KnownDevice], found: Iterable[Found]) -> InReach:
    """Who is there and who is not; pure."""
    present: list[Present] = []
    strangers: list[Found] = []
    twins: list[tuple[KnownDevice, Found]] = []
    problems: list[Found] = []
    by_number = {(device.kind, device.serial): device for device in known}
    for each in found:
        device = by_number.get((each.kind, each.serial)) if each.known else None
        if each.problem:
            problems.append(each)
        elif device is not None:
            present.append(Present(device, each))
        else:
            strangers.append(each)
            twins += [(known_one, each) for known_one in known if _namesakes(known_one, each)]
    there = {(one.device.kind, one.device.serial) for one in present}
    missing = tuple(device for device in known if (device.kind, device.serial) not in there)
    return InReach(tuple(present), missing, tuple(strangers), tuple(twins), tuple(problems))


def _namesakes(device: KnownDevice, found: Found) -> bool:
    return bool(device.name) and (found.kind, found.name) == (device.kind, device.name)


def attach_present(present: Sequence[Present], book: DeviceBook, search: Search | None = None) -> list[Attached]:
    """The known devices that are there, each for its side.  Raises StationError when two measure one side."""
    _check_sides(present)
    return [
        attach_found(
            one.found,
            one.device.sides,
            record=record_of(one.device, book),
            search=search,
            memory=BookMemory(book, one.device.kind, one.found),
        )
        for one in present
    ]


def record_of(device: KnownDevice, book: DeviceBook) -> Calibration | None:
    """The calibration record of a known device, its outputs named after the device's sides; None: its own scale."""
    if device.calibration_id is None:
        return None
    return with_sides(book.calibration(device.calibration_id), device.sides)


def _check_sides(present: Sequence[Present]) -> None:
    taken: dict[tuple[bool, Side], Present] = {}
    for one in present:
        for side in one.device.sides:
            other = taken.setdefault((len(one.device.sides) > 1, side), one)
            if other is not one:
                raise StationError(
                    f"Two devices are known for one side ({side.value}): {said(other.device)} and {said(one.device)}. "
                    f"Switch one of them off, or say what the other one measures: station devices remember "
                    f"{one.device.serial} --side ..., or station devices forget {one.device.serial}."
                )


class BookMemory:
    """The book's page of one device, as the acquisition asks for it and writes in it."""

    def __init__(self, book: DeviceBook, kind: str, found: Found) -> None:
        self._book, self._kind, self._found = book, kind, found

    def _number(self, serial: str) -> str:
        """What the device is known by that says this of itself."""
        known_by = self._found.serial
        return known_by if on_the_wire(known_by) == serial else serial

    def answered(self, info: DeviceInfo) -> None:
        try:
            self._book.seen(self._kind, self._number(info.serial), self._found.how, self._found.name)
        except StationError:  # measuring does not depend on it
            logging.getLogger(__name__).warning("%s could not be noted as seen", info.serial, exc_info=True)

    def rates(self) -> RateOf:
        try:
            known = {each.serial.lower(): each.clock for each in self._book.known() if each.kind == self._kind}
        except StationError:
            logging.getLogger(__name__).warning("what is known of clocks could not be read", exc_info=True)
            return no_rate
        return lambda serial: known.get(self._number(serial).lower())

    def learned(self, serial: str, rate: ClockRate) -> None:
        try:
            self._book.learn_clock(self._kind, self._number(serial), rate)
        except StationError:
            logging.getLogger(__name__).warning("the clock of %s could not be kept", serial, exc_info=True)


# Words -----------------------------------------------------------------------------------------------------------


def said(device: KnownDevice) -> str:
    """``Progressor_2639 (left, serial number 2639)``."""
    sides = " and ".join(side.value for side in device.sides)
    return f"{device.name or device.kind} ({sides}, serial number {device.serial})"


def said_missing(device: KnownDevice) -> str:
    """A known device that is not in reach, and what to do."""
    seen = "" if device.seen_at is None else f", last seen {device.seen_at.astimezone():%Y-%m-%d %H:%M}"
    way = "Switch it on and bring it near" if device.how.startswith("ble:") else "Plug it in and switch it on"
    return f"Missing: {said(device)}{seen}. {way}, then start again."


def said_twin(device: KnownDevice, found: Found) -> str:
    """What has to be decided about a device with the name of a known one."""
    if not found.serial:
        return (
            f"Another device is called {found.name} too ({found.how}); {said(device)} is used, and it is not. If the "
            f"other one shall measure as well: station devices remember {found.how} --side ..."
        )
    return (
        f"The {found.title} {found.name} in reach has the serial number {found.serial}, and {said(device)} is the one "
        f"that is known. It is not used, since its side is not known. If it shall measure: station devices remember "
        f"{found.serial} --side {device.sides[0].value} (before that, if it replaces the other one: station devices "
        f"forget {device.serial}). Otherwise switch it off."
    )
