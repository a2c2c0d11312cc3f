"""A set of simulated devices that other programs use, with a person on them, until somebody ends it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from drivers.clock import SystemClock
from simulators.bench import DEVICES, CannotHappen, SimulatedBench
from simulators.director import Director
from simulators.faults import FAULTS, BadFault, fault_of
from simulators.firmware import Firmware
from simulators.replay import Reel, end_connections
from simulators.scenario import load_scenario, scenario_keys
from simulators.stage import Stage
from simulators.transports.pty_port import HAS_PTY, PACE_S, PtyPort
from simulators.transports.tcp_port import LOOPBACK, TcpPort
from simulators.units import make_unit
from station.commands.replay import recorded_devices
from station.commands.simulate_control import CommandError, ControlPort, Keyboard, answer
from station.commands.simulate_person import Mover
from station.commands.simulate_status import RENEW_S, StatusLine, battery_of, span
from station.commands.simulate_words import Words, reach_of
from station.commands.simulated import write_calibrations
from station.errors import BadInput, Missing

_Opens = TypeVar("_Opens", bound=AbstractAsyncContextManager[Any])

if TYPE_CHECKING:
    from simulators.transports.bumble_ble import BumbleAir
    from simulators.transports.bumble_hci_air import HciAir

INTERVAL_S = 0.015
"""Connection interval of the virtual radio."""

SILENT_HOST_S = 30.0
"""A program that holds a TCP port and neither says nor takes anything is sent away after this time."""


REMEMBERED_S = 60.0


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line."""

    devices: tuple[str, ...] = ()
    pty: bool = False
    tcp_port: int | None = None
    link: Path | None = None
    ble_port: int | None = None
    controllers: tuple[str, ...] = ()
    scenario: str = ""
    movements: tuple[str, ...] | None = None
    """Tests to do again and again; empty: those of the scenario."""
    idle: bool = False
    replay: Path | None = None
    """A recording whose devices are there too, and play it to each program that listens."""
    calibrations: Path | None = None
    """The folder for the certificates of the devices, as `station run --calibration` reads them."""
    faults: tuple[str, ...] = ()
    control: int | None = None
    seed: int = 1
    seconds: float | None = None


async def serve(wishes: Wishes, stop: asyncio.Event, say: Callable[[str], None] | None = None) -> None:
    """Bring everything up, say where it is, and stay until ``stop``.  Raises BadInput, Missing, BadUnit."""
    world = SimulatedWorld(wishes, stop)
    async with world:
        line = StatusLine(say)
        for text in world.greeting():
            line.say(text)
        words = Words(world)
        async with AsyncExitStack() as stack:
            if wishes.control is not None:
                port = await _opened(stack, ControlPort(words.obey, wishes.control))
                line.say(f"control port: {port.place}")
            await world.begin(words, line)
            typed: asyncio.Queue[str] = asyncio.Queue()
            Keyboard(typed.put_nowait).start()
            tasks = [asyncio.create_task(_obey(typed, words, line)), asyncio.create_task(_show(world, line))]
            try:
                async with asyncio.timeout(wishes.seconds):
                    await stop.wait()
            except TimeoutError:
                pass
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                line.end()


def free_port() -> int:
    """A TCP port that nobody has now; a device keeps it when its cable is put back."""
    with socket.create_server((LOOPBACK, 0)) as found:
        number: int = found.getsockname()[1]
    return number


async def _opened(stack: AsyncExitStack, port: _Opens) -> _Opens:
    """A port that others may have.  Raises BadInput."""
    try:
        return await stack.enter_async_context(port)
    except OSError as error:
        raise BadInput(f"A port cannot be opened ({error.strerror or error}). Choose another number.") from error


async def _obey(typed: asyncio.Queue[str], words: Words, line: StatusLine) -> None:
    while True:
        said = await typed.get()
        line.entered()
        if said:
            line.say((await answer(words.obey, said)).replace(" | ", "\n   "))


async def _show(world: SimulatedWorld, line: StatusLine) -> None:
    while True:
        world.tidy()
        line.show(world.status(), world.connected())
        await asyncio.sleep(RENEW_S)


class SimulatedWorld:
    """The bench, its radio, the person on it."""

    def __init__(self, wishes: Wishes, stop: asyncio.Event) -> None:
        self._wishes = wishes
        self._stop = stop
        self._clock = SystemClock()
        self._begun_s = 0.0
        self._ports: dict[str, PtyPort | TcpPort] = {}
        self._air: BumbleAir | HciAir | None = None
        self._radio = ""
        self._stack = AsyncExitStack()
        self._running: list[tuple[str, float]] = []
        """Faults that were let happen, and when each is over."""
        if wishes.scenario and wishes.scenario not in scenario_keys():
            raise BadInput(f"There is no scenario {wishes.scenario}; known ones: {', '.join(scenario_keys())}.")
        if wishes.pty and not HAS_PTY:
            raise Missing("This system has no pseudo-terminals. Use --tcp PORT, and open socket://127.0.0.1:PORT.")
        scenario = load_scenario(wishes.scenario, wishes.seed) if wishes.scenario else load_scenario(seed=wishes.seed)
        stage = Stage()
        self._reel = Reel()
        played = () if wishes.replay is None else tuple(recorded_devices(wishes.replay, self._reel).values())
        texts = wishes.devices or (() if played else scenario.devices if wishes.scenario else DEVICES)
        over_ble = any(unit.wire == "ble" for unit in (*played, *(make_unit(text, Stage()) for text in texts)))
        if over_ble:
            self._air = self._make_air()
        try:
            self.bench = SimulatedBench(
                self._clock, stage, (*texts, *played), seed=wishes.seed, ble=self._air or "scripted", line=self._port
            )
        except ValueError as error:
            raise BadInput(f"{error}.") from error
        self._scenario = scenario
        self._director = Director(())
        self.mover = Mover(stage, scenario.person, self._clock, lambda *told: self._director.entered(*told))

    async def __aenter__(self) -> SimulatedWorld:
        try:
            await _opened(self._stack, self.bench)
            await self._open_radio()
        except BaseException as error:
            await self._stack.aclose()
            if type(error).__name__ == "ControllerMissing":
                raise Missing(str(error)) from error
            raise
        self._begun_s = self._clock.now()
        for player in self._reel.players:
            task = asyncio.create_task(
                end_connections(self.bench, player, self._clock), name=f"tape of {player.serial}"
            )
            self._stack.callback(task.cancel)
        return self

    async def __aexit__(self, *ended: object) -> None:
        await self.mover.end()
        await self._stack.aclose()

    async def begin(self, words: Words, line: StatusLine) -> None:
        """Let the person come, and the faults that were asked for from the start."""
        if self._wishes.scenario:
            self._take_faults(line)
        if self._wishes.movements is not None:
            try:
                self.mover.move(self._wishes.movements or self._scenario.plan, again=True)
            except CommandError as error:
                raise BadInput(f"{error}.") from error
        elif self._wishes.replay is not None and not self._wishes.devices:
            self.mover.doing = f"plays {self._wishes.replay.name}"
        elif not self._wishes.idle:
            self.mover.stand()
        for text in self._wishes.faults:
            try:
                line.say(f"fault: {await words.obey(text)}")
            except CommandError as error:
                raise BadInput(f"--fault {text!r}: {error}.") from error

    def _take_faults(self, line: StatusLine) -> None:
        """The scenario's own faults, each in the first test that it fits."""
        possible = []
        for fault in self._scenario.faults:
            try:
                self.bench.injection.check(fault)
                possible.append(fault)
            except CannotHappen as error:
                line.say(f"not here: {error}")
        self._director = Director(possible)
        self._director.take(self.bench)
        for fault in possible:
            line.say(f"fault of the scenario: {fault.what} {fault.device}, {fault.at_s:g} s after {fault.after}")

    def greeting(self) -> list[str]:
        """Who is there and how to reach them."""
        nobody = self._wishes.replay is not None and not self._wishes.devices
        lines = [] if nobody else [f"person: {self._scenario.title}"]
        lines += [f"{device.title}: {self._reach(device.serial)}" for device in self.bench.devices]
        if self._radio:
            lines.append(self._radio)
        if self._wishes.calibrations is not None:
            lines += [f"calibration: {path}" for path in write_calibrations(self.bench, self._wishes.calibrations)]
        return [*lines, "type help for what can be done; Ctrl+C ends"]

    # What can be typed (see ``simulate_words``)

    def status(self) -> str:
        parts = [span(self._clock.now() - self._begun_s), self.mover.doing]
        parts += [self._device_status(device.serial, device.title) for device in self.bench.devices]
        now_s = self._clock.now()
        self._running = [(told, ends_s) for told, ends_s in self._running if ends_s > now_s]
        if self._running:
            parts.append("faults: " + ", ".join(told for told, _ in self._running))
        trouble = getattr(self._air, "trouble", "")
        return "; ".join([*parts, trouble] if trouble else parts)

    def tidy(self) -> None:
        """Forget what no device will ask for any more, so that a simulation of days does not grow."""
        self.bench.stage.forget(self._clock.now() - REMEMBERED_S)

    def connected(self) -> tuple[bool, ...]:
        """Which devices have a host."""
        return tuple(self._present(device.serial)[0] for device in self.bench.devices)

    def devices(self) -> str:
        return "\n".join(f"{device.title}: {self._reach(device.serial)}" for device in self.bench.devices)

    async def inject(self, table: dict[str, object]) -> str:
        """Let a fault begin now.  Raises CommandError."""
        if table["what"] not in FAULTS:
            raise CommandError(f"there is no command and no fault {table['what']!r}; try help, or faults")
        try:
            fault = fault_of(table, "the fault")
            await self.bench.inject(fault)
        except (BadFault, CannotHappen) as error:
            raise CommandError(str(error)) from error
        now_s = self._clock.now()
        ends_s = fault.starts(now_s + fault.at_s)[-1] + fault.for_s if fault.for_s else float("inf")
        told = " ".join(filter(None, (fault.what, fault.device)))
        self._running.append((told, ends_s))
        return f"{told}: {fault.kind.title}"

    async def mend(self) -> str:
        """End every fault and bring every device back."""
        await self.bench.mend()
        self._running.clear()
        return "everything is mended"

    def faults(self, name: str) -> str:
        if not name:
            return "\n".join(f"{key}: {kind.title}" for key, kind in FAULTS.items())
        kind = FAULTS.get(name)
        if kind is None:
            raise CommandError(f"there is no fault {name!r}; there are: {', '.join(FAULTS)}")
        settings = [f"{key} = {one.default} {one.unit}: {one.what}" for key, one in kind.settings.items()]
        return "\n".join([f"{name}: {kind.title}", *settings])

    def end(self) -> str:
        self._stop.set()
        return "ending"

    # How it is put together

    def _make_air(self) -> BumbleAir | HciAir:
        try:
            if self._wishes.controllers:
                from simulators.transports.bumble_hci_air import HciAir

                return HciAir(self._clock, list(self._wishes.controllers))
            from simulators.transports.bumble_ble import BumbleAir
            from simulators.transports.bumble_link import Radio
        except ModuleNotFoundError as error:
            raise Missing(
                f"Simulated Bluetooth devices need the package {error.name}, which is not installed. "
                'Install it with: pip install "counterpoise[sim]"'
            ) from error
        return BumbleAir(self._clock, Radio(INTERVAL_S))

    async def _open_radio(self) -> None:
        """Offer the virtual radio to other programs; a real controller is on the air already."""
        if self._wishes.controllers:
            self._radio = f"on the air by {', '.join(self._wishes.controllers)}"
        link = getattr(self._air, "link", None)
        if link is None:
            return
        from simulators.transports.bumble_port import HciPort

        port = await _opened(self._stack, HciPort(link, self._clock, self._wishes.ble_port or 0))
        self._radio = f"Bluetooth adapter for other programs: tcp-client:{port.place}"

    def _port(self, firmware: Firmware) -> PtyPort | TcpPort:
        wishes, number = self._wishes, len(self._ports)
        port: PtyPort | TcpPort
        if wishes.tcp_port is None and HAS_PTY:
            port = PtyPort(firmware, self._clock, PACE_S, wishes.link if number == 0 else None)
        else:
            where = wishes.tcp_port + number if wishes.tcp_port else free_port()
            port = TcpPort(firmware, self._clock, PACE_S, where, SILENT_HOST_S)
        self._ports[firmware.serial] = port
        return port

    def _reach(self, serial: str) -> str:
        port = self._ports.get(serial)
        if isinstance(port, PtyPort) and port.link is not None:
            return f"{port.link} ({port.url})"
        return reach_of(self.bench.device(serial))

    def _present(self, serial: str) -> tuple[bool, int]:
        """Whether a host has the device, and how many samples it was sent."""
        port = self._ports.get(serial)
        if port is not None:
            return port.face.attached, port.face.samples
        address = getattr(self.bench.device(serial).reach, "address", "")
        peripheral = None if self._air is None else self._air.devices.get(address)
        return (False, 0) if peripheral is None else (peripheral.connected, peripheral.samples)

    def _silent(self, serial: str) -> bool:
        """Whether the device vanished: nobody hears it."""
        port = self._ports.get(serial)
        if port is not None:
            return port.face.silent
        address = getattr(self.bench.device(serial).reach, "address", "")
        peripheral = None if self._air is None else self._air.devices.get(address)
        return peripheral is not None and peripheral.silent

    def _device_status(self, serial: str, title: str) -> str:
        connected, samples = self._present(serial)
        state = "out of reach" if self._silent(serial) else "connected" if connected else "free"
        parts = [title, state, f"{samples} samples"]
        return " ".join([*parts, *battery_of(self.bench.unit(serial).firmware)])
