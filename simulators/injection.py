"""Carries faults out: which device, at which time, by which of its parts.

What happens on the wire, in the cells and to people is told beforehand and happens at the very sample; what happens to
a device or its link happens when its time has come, in a task of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from drivers.contracts import Clock
from simulators.faces import CannotHappen, Face
from simulators.fault_cells import certificate
from simulators.fault_people import change_of
from simulators.fault_truth import Truth
from simulators.fault_wire import FaultyFirmware
from simulators.faults import Fault, FaultKind
from simulators.firmware import Battery, Restartable, Timed, Tunable, Versioned, Wrapping
from simulators.loadcell import CalibrationFacts
from simulators.performance import Surface
from simulators.stage import Stage
from simulators.units import Unit

PEOPLE = ("", "plates", "left grip", "right grip")
"""Where people can be; without a word they are wherever they are."""


@dataclass(slots=True)
class Target:
    """A device with everything that a fault may take hold of."""

    unit: Unit
    title: str
    wired: FaultyFirmware
    face: Face
    facts: CalibrationFacts
    """The certificate, as it is now."""
    away: bool = False
    """It was unplugged or has vanished."""

    @property
    def truth(self) -> Truth:
        return self.wired.truth

    def measured(self, first: int, samples: int) -> None:
        """Note which of these samples the cells did not show the force in."""
        readings, firmware = self.unit.readings, self.unit.firmware
        if readings is None or not readings.eventful or not isinstance(firmware, Timed):
            return
        times = np.array([firmware.sample_s(number) for number in range(first, first + samples)])
        truth = self.truth
        for flags, numbers in ((readings.false(times), truth.falsified), (readings.full(times), truth.saturated)):
            edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]))).tolist()
            for begin, end in zip(edges[::2], edges[1::2], strict=True):
                numbers.add(first + begin, end - begin)

    async def gone(self, *, told: bool) -> None:
        self.away = True
        if told:
            await self.face.unplug()
        else:
            self.wired.muted = True
            await self.face.vanish()

    async def back(self) -> None:
        self.away = self.wired.muted = False
        await self.face.replug()


class Injection:
    """Does faults to targets.  Everything on the loop of the devices' faces."""

    def __init__(self, clock: Clock, stage: Stage, targets: Sequence[Target], seed: int = 0) -> None:
        self.targets = tuple(targets)
        self._clock = clock
        self._stage = stage
        self._seed = seed
        self._count = self._done = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._undone: dict[int, tuple[Target, Callable[[float], None]]] = {}
        """What was done to devices and does not pass by itself, and how it is taken back."""

    def check(self, fault: Fault) -> None:
        """Raises CannotHappen, in words, where no device or nobody here can have this fault."""
        if fault.kind.layer == "people":
            if fault.device not in PEOPLE:
                known = ", ".join(filter(None, PEOPLE))
                raise CannotHappen(f"{fault.what}: there are no people at {fault.device!r}; they are at: {known}")
        else:
            self._concerned(fault)

    def schedule(self, fault: Fault, from_s: float) -> list[asyncio.Task[None]]:
        """Let a fault happen, its first time ``fault.at_s`` after ``from_s``.  Raises CannotHappen before anything did.

        Returns the tasks of what has to wait for its time.
        """
        self.check(fault)
        self._count += 1
        start_s = from_s + fault.at_s
        if fault.kind.layer == "people":
            self._people(fault, start_s)
            return []
        targets = self._concerned(fault)
        tasks: list[asyncio.Task[None]] = []
        for target in targets:
            match fault.kind.layer:
                case "wire":
                    target.wired.inject(fault, start_s)
                    target.face.nudge()
                case "cells" if fault.what not in ("swap", "stale_calibration"):
                    if target.unit.readings is not None:
                        target.unit.readings.inject(fault, start_s)
                case _:
                    tasks.append(self._begin(self._turns(fault, target, start_s), f"{fault.what} of {target.title}"))
        return tasks

    async def mend(self) -> None:
        """End everything that was done, and bring back what is away."""
        now_s = self._clock.now()
        await self.stop()
        self._stage.recover(now_s)
        for number in sorted(self._undone, reverse=True):
            target, undo = self._undone.pop(number)
            target.wired.settle(now_s)
            undo(now_s)
        for target in self.targets:
            target.wired.mend(now_s)
            target.face.nudge()
            target.unit.cells.swapped = False
            if target.unit.readings is not None:
                target.unit.readings.mend(now_s)
            if target.away:
                await target.back()

    async def stop(self) -> None:
        """Cancel what waits for its time."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # Whom it hits ----------------------------------------------------------------------------------------------------

    def _concerned(self, fault: Fault) -> list[Target]:
        named = [each for each in self.targets if fault.device in ("", each.title, each.unit.firmware.serial)]
        if not named:
            known = ", ".join(each.title for each in self.targets)
            raise CannotHappen(f"{fault.what}: there is no device {fault.device!r}; there are: {known}")
        able = [each for each in named if not _hindrance(fault, each)]
        if not able:
            raise CannotHappen(f"{fault.what}: {_hindrance(fault, named[0])}")
        return able

    def _people(self, fault: Fault, start_s: float) -> None:
        surfaces = [Surface.GRIPS if "grip" in fault.device else Surface.PLATES]
        if not fault.device and fault.what != "loaded_at_zero":
            surfaces = list(Surface)
        for turn, begin_s in enumerate(fault.starts(start_s)):
            until_s = begin_s + fault.for_s if fault.for_s else np.inf
            change = change_of(fault, begin_s, until_s, self._seed * 1009 + self._count * 31 + turn)
            for surface in surfaces:
                self._stage.spoil(change, begin_s, until_s, surface)

    # What takes its time ---------------------------------------------------------------------------------------------

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _turns(self, fault: Fault, target: Target, start_s: float) -> None:
        for begin_s in fault.starts(start_s):
            wait_s = begin_s - self._clock.now()
            if wait_s > 0:
                await self._clock.sleep(wait_s)
            if fault.kind.layer == "link":
                await self._to_link(fault, target)
            else:
                await self._to_device(fault, target)

    async def _to_link(self, fault: Fault, target: Target) -> None:
        match fault.what:
            case "refuse":
                target.face.refuse(int(fault.number("n")))
            case "port_busy":
                target.face.occupy(True)
                await self._clock.sleep(fault.for_s)
                target.face.occupy(False)
            case _:
                await target.gone(told=bool(fault.settings.get("told", True)))
                await self._clock.sleep(fault.for_s)
                await target.back()

    async def _to_device(self, fault: Fault, target: Target) -> None:
        now_s = self._clock.now()
        target.wired.settle(now_s)
        undo = _DEVICE[fault.what](fault, target, now_s)
        target.face.nudge()
        if undo is None:
            return
        self._done += 1
        number = self._done
        self._undone[number] = target, undo
        if fault.for_s:
            await self._clock.sleep(fault.for_s)
            del self._undone[number]
            target.wired.settle(self._clock.now())
            undo(self._clock.now())
            target.face.nudge()


Undo = Callable[[float], None] | None


def _hindrance(fault: Fault, target: Target) -> str:
    """Why a device cannot have this fault; empty when it can."""
    kind: FaultKind = fault.kind
    if target.unit.wire not in kind.wires:
        return f"{target.title} cannot have it: {'a radio' if target.unit.wire == 'ble' else 'a line'} does not do that"
    if kind.only and target.unit.key not in kind.only:
        return f"{target.title} cannot have it: only {', '.join(kind.only)} can"
    if fault.what in _NEEDS and not isinstance(target.unit.firmware, _NEEDS[fault.what]):
        return f"{target.title} cannot have it: its firmware does not do that"
    if kind.layer == "cells" and target.unit.readings is None:
        return f"{target.title} cannot have it: nobody can get at its cells"
    if fault.what in ("refuse", "port_busy") and fault.what not in target.face.can:
        return f"{target.title} cannot have it where it is reached like this: use disconnect or unplug"
    return _no_version(fault, target)


def _no_version(fault: Fault, target: Target) -> str:
    """Why a device cannot call its firmware that; found out before the trial, by asking it."""
    firmware = target.unit.firmware
    if fault.what != "version" or not isinstance(firmware, Versioned):
        return ""
    try:
        before = firmware.set_version(str(fault.settings["version"]))
    except ValueError as error:
        return str(error)
    firmware.set_version(before)
    return ""


def _reset(fault: Fault, target: Target, now_s: float) -> Undo:
    if isinstance(target.unit.firmware, Restartable):
        target.unit.firmware.restart(now_s)
        target.wired.restarted()
    return None


def _wrap(fault: Fault, target: Target, now_s: float) -> Undo:
    if isinstance(target.unit.firmware, Wrapping):
        target.unit.firmware.wrap_after(fault.number("in_s"))
    return None


def _clock(fault: Fault, target: Target, now_s: float) -> Undo:
    firmware = target.unit.firmware
    if not isinstance(firmware, Tunable):
        return None
    before = firmware.ppm
    firmware.set_clock(fault.number("ppm"), now_s)
    return lambda at_s: firmware.set_clock(before, at_s)


def _slow(fault: Fault, target: Target, now_s: float) -> Undo:
    firmware = target.unit.firmware
    if not isinstance(firmware, Tunable):
        return None
    firmware.set_slowness(fault.number("share"), now_s)
    return lambda at_s: firmware.set_slowness(0.0, at_s)


def _version(fault: Fault, target: Target, now_s: float) -> Undo:
    firmware = target.unit.firmware
    if not isinstance(firmware, Versioned):
        return None
    before = firmware.set_version(str(fault.settings["version"]))

    def update(at_s: float) -> None:
        firmware.set_version(before)

    return update


def _battery(fault: Fault, target: Target, now_s: float) -> Undo:
    firmware = target.unit.firmware
    if not isinstance(firmware, Battery):
        return None
    before = firmware.battery_mv
    firmware.battery_mv = int(fault.number("mv"))

    def charge(at_s: float) -> None:
        firmware.battery_mv = before
        if not firmware.powered:
            firmware.press_button(at_s)

    return charge


def _off(fault: Fault, target: Target, now_s: float) -> Undo:
    firmware = target.unit.firmware
    if not isinstance(firmware, Battery):
        return None
    firmware.switch_off()
    return firmware.press_button


def _swap(fault: Fault, target: Target, now_s: float) -> Undo:
    cells = target.unit.cells
    cells.swapped = True

    def right(at_s: float) -> None:
        cells.swapped = False

    return right


def _certificate(fault: Fault, target: Target, now_s: float) -> Undo:
    before = target.facts
    target.facts = certificate(before, fault)

    def renew(at_s: float) -> None:
        target.facts = before

    return renew


_DEVICE: Mapping[str, Callable[[Fault, Target, float], Undo]] = {
    "reset": _reset,
    "wrap": _wrap,
    "clock": _clock,
    "slow": _slow,
    "version": _version,
    "low_battery": _battery,
    "flat_battery": _battery,
    "power_off": _off,
    "swap": _swap,
    "stale_calibration": _certificate,
}
_NEEDS: Mapping[str, type] = {
    "reset": Restartable,
    "wrap": Wrapping,
    "clock": Tunable,
    "slow": Tunable,
    "version": Versioned,
    "low_battery": Battery,
    "flat_battery": Battery,
    "power_off": Battery,
}
