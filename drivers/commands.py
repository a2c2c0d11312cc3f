"""What a device can be told besides starting and stopping: a table in its module, run on an open link.

    for name, command in commands_of(device).items():
        print(command.usage(name), command.what)

    link.pause()                                              # where the command ``needs_stop``
    text = await link.use(lambda port: run_command(device, "calibration", [], port))
    link.resume()

A command reads words, as a person typed them, and answers with text to show.  Whoever wants numbers calls the function
of the device's module instead.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from drivers.contracts import Device, Port
from drivers.errors import DriverError


class BadCommand(DriverError):
    """A device is told something that cannot be meant.  Example: an offset of 300 where 255 is the most."""


class CommandRefused(DriverError):
    """A device did not do what it was told.  Example: it stored no calibration, or answers with an error."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One word behind the name of a command."""

    name: str
    what: str


@dataclass(frozen=True, slots=True)
class DeviceCommand:
    """One thing that a kind of device can be told."""

    what: str
    """A sentence for a person: what it does, and what it changes."""
    run: Callable[[Port, Sequence[str]], Awaitable[str]]
    """On an open link, with its words, as many as ``arguments``; returns what to show.

    Raises BadCommand, CommandRefused, ReplyTimeout, LinkLost, WrongDevice.
    """
    arguments: tuple[Argument, ...] = ()
    needs_stop: bool = True
    """Only while the device does not stream: another command could stop it, or be answered with samples between."""
    writes: bool = False
    """It changes what the device remembers when it is switched off: a person should be asked first."""
    ends_link: bool = False
    """The device is gone afterwards: it sleeps or starts anew."""

    def usage(self, name: str) -> str:
        """How it is typed: ``set-calibration SLOPE INTERCEPT TRIM``."""
        return " ".join([name, *(argument.name.upper() for argument in self.arguments)])


@runtime_checkable
class Commanded(Protocol):
    """A kind of device that can be told more than to start and stop."""

    commands: Mapping[str, DeviceCommand]


NO_COMMANDS: Mapping[str, DeviceCommand] = MappingProxyType({})


def commands_of(device: Device) -> Mapping[str, DeviceCommand]:
    """Everything this kind of device can be told, by name; nothing for most."""
    return device.commands if isinstance(device, Commanded) else NO_COMMANDS


async def run_command(device: Device, name: str, words: Sequence[str], port: Port) -> str:
    """Run one command with its words on an open link.  Raises BadCommand, and what the command raises."""
    known = commands_of(device)
    command = known.get(name)
    if command is None:
        told = f"there are: {', '.join(known)}" if known else "it can only be started and stopped"
        raise BadCommand(f"A {device.title} has no command {shown(name)}; {told}.")
    if len(words) != len(command.arguments):
        wanted = "; ".join(f"{each.name.upper()}: {each.what}" for each in command.arguments)
        raise BadCommand(f"It is typed as: {command.usage(name)}." + (f" {wanted}." if wanted else ""))
    return await command.run(port, words)


# Words to values ------------------------------------------------------------------------------------------------


def whole(word: str, what: str, low: int, high: int) -> int:
    """A whole number, decimal or as ``0x1f``.  Raises BadCommand."""
    try:
        number = int(word, 0)
    except ValueError:
        raise BadCommand(f"{what} is a whole number from {low} to {high}, not {shown(word)}.") from None
    if not low <= number <= high:
        raise BadCommand(f"{what} can be from {low} to {high}, not {number}.")
    return number


def real(word: str, what: str) -> float:
    """A number that is finite.  Raises BadCommand."""
    try:
        number = float(word)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise BadCommand(f"{what} is a number like 12.5, not {shown(word)}.")
    return number


def one_of(word: str, what: str, choices: Mapping[str, int]) -> int:
    """The number of one of these words.  Raises BadCommand."""
    if word not in choices:
        raise BadCommand(f"{what} is one of {', '.join(choices)}, not {shown(word)}.")
    return choices[word]


def shown(word: str) -> str:
    """A word as typed, short and in one line."""
    return repr(word[:40])
