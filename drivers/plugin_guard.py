"""A device of another package, kept to its word while it runs.

Its code is not ours.  What it raises becomes a ``WrongDevice`` that names the package, so that one device fails with
a reason and the others go on; and frames that no stream of numbers could be made of are refused before they are
numbered.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from drivers.commands import DeviceCommand, commands_of
from drivers.contracts import (
    Codec,
    CodecEvent,
    Corrupt,
    Device,
    DeviceInfo,
    Frame,
    Notice,
    Port,
    Reply,
    Send,
    Signal,
    SyncEdge,
)
from drivers.errors import DriverError, WrongDevice
from drivers.profiles import GattProfile, HidProfile, SerialProfile

T = TypeVar("T")

EVENTS = (Frame, Reply, Notice, Corrupt, Send, SyncEdge)
SAMPLE_TYPES = (np.dtype(np.int16), np.dtype(np.int32), np.dtype(np.float32))


def in_words(error: BaseException, limit: int = 100) -> str:
    """What another package's error says, made safe to show: printable ASCII in one line."""
    try:
        told = " ".join(str(error).split())
    except Exception:  # not even that can be relied on
        told = ""
    told = "".join(letter for letter in told if " " <= letter <= "~")
    return f"{type(error).__name__}: {told}"[:limit] if told else type(error).__name__


class GuardedCodec:
    """Feeds the other package's codec and looks at what comes out."""

    def __init__(self, codec: Codec, fault: Callable[[str], WrongDevice]) -> None:
        self._codec = codec
        self._fault = fault

    def feed(self, data: bytes) -> list[CodecEvent]:
        """As the codec itself.  Raises WrongDevice when that raises or hands out what is no event."""
        try:
            events = list(self._codec.feed(data))
        except (Exception, SystemExit) as error:
            raise self._fault(f"its decoder failed ({in_words(error)})") from error
        for event in events:
            if not isinstance(event, EVENTS):
                raise self._fault(f"its decoder returned a {type(event).__name__[:40]}, which is no event")
            if isinstance(event, Frame) and (why := frame_fault(event)):
                raise self._fault(why)
        return events


class GuardedDevice:
    """The same device, whose failures are told with the name of the package that it came from."""

    def __init__(self, inner: Device, package: str) -> None:
        self.inner = inner
        self.package = package
        self.key: str = inner.key
        self.title: str = inner.title
        self.gatt: GattProfile | None = inner.gatt
        self.serial: SerialProfile | None = inner.serial
        self.hid: HidProfile | None = inner.hid
        self.known_firmware: int = inner.known_firmware
        self.battery_every_s: float | None = inner.battery_every_s
        self.commands: Mapping[str, DeviceCommand] = {
            name: self._guarded(name, command) for name, command in commands_of(inner).items()
        }

    def codec(self) -> GuardedCodec:
        try:
            return GuardedCodec(self.inner.codec(), self._fault)
        except (Exception, SystemExit) as error:
            raise self._fault(f"it has no decoder ({in_words(error)})") from error

    async def identify(self, port: Port) -> DeviceInfo:
        """As the device itself.  Raises WrongDevice for what it does wrong."""
        info = await self._held(self.inner.identify(port), "identifying it")
        if not isinstance(info, DeviceInfo):
            raise self._fault("it says nothing of who it is")
        if why := signal_fault(info.signal):
            raise self._fault(why)
        return info

    async def read_battery(self, port: Port) -> tuple[float | None, float | None]:
        """As the device itself.  Raises WrongDevice for what it does wrong."""
        volts, charge = await self._held(self.inner.read_battery(port), "reading its battery")
        return volts, charge

    async def start(self, port: Port) -> None:
        """As the device itself.  Raises WrongDevice for what it does wrong."""
        await self._held(self.inner.start(port), "starting it")

    async def stop(self, port: Port) -> None:
        """As the device itself.  Raises WrongDevice for what it does wrong."""
        await self._held(self.inner.stop(port), "stopping it")

    def _guarded(self, name: str, command: DeviceCommand) -> DeviceCommand:
        async def run(port: Port, words: Sequence[str]) -> str:
            return str(await self._held(command.run(port, words), f"its command {name}"))

        return replace(command, run=run)

    async def _held(self, step: Awaitable[T], doing: str) -> T:
        try:
            return await step
        except (DriverError, TimeoutError):
            raise
        except (Exception, SystemExit) as error:
            raise self._fault(f"{doing} failed ({in_words(error)})") from error

    def _fault(self, why: str) -> WrongDevice:
        return WrongDevice(
            f"The {self.title} cannot be used: {why}. Its driver is not part of this program but of the package "
            f"{self.package}: update that package, or tell its makers."
        )


def frame_fault(frame: Frame) -> str:
    """Why no stream could be made of this frame; empty when one can."""
    ticks, values = frame.ticks, frame.values
    if not isinstance(ticks, np.ndarray) or ticks.dtype != np.int64 or ticks.ndim != 1 or not ticks.size:
        return "the ticks of its frames are not int64 in one row"
    if not isinstance(values, np.ndarray) or values.dtype not in SAMPLE_TYPES:
        return "the samples of its frames are not int16, int32 or float32"
    if values.ndim != 2 or not values.shape[0] or values.shape[1] != ticks.size:
        return "the samples of its frames do not stand channel by channel, one for each tick"
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        return "it hands out samples that are not numbers"
    return ""


def signal_fault(signal: Signal) -> str:
    """What a signal cannot be; empty when it can."""
    if not signal.channels or not all(isinstance(name, str) and name for name in signal.channels):
        return "it names no channels"
    for name in ("tick_s", "nominal_rate_hz"):
        value = getattr(signal, name)
        if not isinstance(value, int | float) or not math.isfinite(value) or value <= 0:
            return f"its {name} is not a positive number"
    if not signal.native_min < signal.native_max:
        return "its range has no width"
    return ""
