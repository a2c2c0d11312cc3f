"""What can be typed while devices are simulated, and what it does to them.

    silence left grip for 0.5         a fault, its device, how long; then its settings: share=0.1
    unplug plates    plug plates      a cable; a Bluetooth device is carried away and brought back
    vanish right grip                 it falls silent, and no computer is told
    disconnect left grip              the connection breaks, and can be made again at once
    mend                              every fault ends, and what is away comes back
    move cmj squat   again cmj        the person does tests, once or again and again
    stand   leave                     the person stands on the plates, or goes away
    devices   status   faults   faults silence   help   quit

Times of a fault: for SECONDS, in SECONDS, every SECONDS, times NUMBER.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from simulators.bench import BenchDevice, SimulatedBench
from station.commands.simulate_control import CommandError
from station.commands.simulate_person import Mover

TIME_WORDS = {"for": "for_s", "every": "every_s", "times": "times", "in": "at_s"}


class World(Protocol):
    """What is directed."""

    bench: SimulatedBench
    mover: Mover

    def status(self) -> str: ...

    def devices(self) -> str: ...

    async def inject(self, table: dict[str, object]) -> str:
        """Let a fault happen.  Raises CommandError."""
        ...

    async def mend(self) -> str: ...

    def faults(self, name: str) -> str:
        """The kinds of faults, or the settings of one.  Raises CommandError."""
        ...

    def end(self) -> str: ...


class Words:
    """Obeys one line at a time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._plain: dict[str, Callable[[list[str]], str | Awaitable[str]]] = {
            "help": lambda words: HELP,
            "status": lambda words: world.status(),
            "devices": lambda words: world.devices(),
            "faults": lambda words: world.faults(" ".join(words)),
            "stand": lambda words: world.mover.stand(),
            "leave": lambda words: world.mover.leave(),
            "move": lambda words: world.mover.move(words, again=False),
            "again": lambda words: world.mover.move(words, again=True),
            "vanish": self._vanish,
            "plug": self._plug,
            "replug": self._plug,
            "mend": lambda words: world.mend(),
            "quit": lambda words: world.end(),
        }

    async def obey(self, line: str) -> str:
        """Do what a line says and return what was done.  Raises CommandError."""
        words = line.split()
        if not words:
            return ""
        verb, rest = words[0].lower(), words[1:]
        if verb == "unplug" and not any(word in TIME_WORDS or "=" in word for word in rest):
            return await self._unplug(rest)
        if verb in self._plain:
            told = self._plain[verb](rest)
            return told if isinstance(told, str) else await told
        return await self._world.inject(self._fault(verb, rest))

    def _fault(self, what: str, words: list[str]) -> dict[str, object]:
        """The words of a fault as a table: its device, its times, its settings."""
        table: dict[str, object] = {"what": what}
        device: list[str] = []
        rest = iter(words)
        for word in rest:
            if word.lower() in TIME_WORDS:
                key, value = TIME_WORDS[word.lower()], next(rest, "")
                table[key] = int(_number(word, value)) if key == "times" else _number(word, value)
            elif "=" in word:
                key, _, value = word.partition("=")
                table[key] = read_value(value)
            else:
                device.append(word)
        if device:
            table["device"] = self._device(device).title
        return table

    def _device(self, words: list[str]) -> BenchDevice:
        """The device that is meant: by its title, the beginning of it, or its serial number.  Raises CommandError."""
        wanted = " ".join(words).lower()
        devices = self._world.bench.devices
        exact = [each for each in devices if wanted in (each.title.lower(), each.serial.lower())]
        found = exact or [each for each in devices if wanted and each.title.lower().startswith(wanted)]
        if len(found) != 1:
            raise CommandError(f"{wanted or 'which device'}? There are: {', '.join(each.title for each in devices)}")
        return found[0]

    async def _unplug(self, words: list[str]) -> str:
        device = self._device(words)
        await self._world.bench.unplug(device.serial)
        return f"{device.title} unplugged"

    async def _vanish(self, words: list[str]) -> str:
        device = self._device(words)
        await self._world.bench.vanish(device.serial)
        return f"{device.title} vanished"

    async def _plug(self, words: list[str]) -> str:
        device = self._device(words)
        await self._world.bench.replug(device.serial)
        return f"{device.title} is back: {reach_of(self._world.bench.device(device.serial))}"


def reach_of(device: BenchDevice) -> str:
    """How a program reaches a device, as a person would write it."""
    reach = device.reach
    return getattr(reach, "url", "") or f"{device.name} ({getattr(reach, 'address', '')})"


def read_value(text: str) -> str | float | int | bool:
    """A setting as it was typed: a number, yes or no, or a word."""
    if text.lower() in ("yes", "true", "no", "false"):
        return text.lower() in ("yes", "true")
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _number(word: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value < 1e9:
        raise CommandError(f"after {word!r} comes a number, not {text!r}")
    return value


HELP = "\n".join(line.strip() for line in (__doc__ or "").splitlines()[2:] if line.strip())
