"""The seams of the drivers: what codec, transport, clock and device promise each other.

    transport --bytes--> codec --Frame--> timebase --SampleBlock, Gap--> link --> listener

Arrays are channel-major ``(channels, n)`` everywhere; a codec turns its samples once.  ``left`` and ``right`` are
never 0 and 1.  Ticks are the device's own clock; nobody stamps a sample with its arrival time.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from drivers.profiles import GattProfile, HidProfile, SerialProfile

Native = npt.NDArray[np.int16] | npt.NDArray[np.int32] | npt.NDArray[np.float32]
"""Samples as the device sent them, ``(channels, n)``, in the device's own unit."""

Ticks = npt.NDArray[np.int64]


# What a codec makes of bytes -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The samples of one packet, with device ticks ``(n,)`` as they were on the wire (still wrapping)."""

    ticks: Ticks
    values: Native


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a command; ``command`` is None where the wire does not say which one it answers."""

    command: int | None
    payload: bytes
    error: bool = False


class NoticeKind(StrEnum):
    LOW_BATTERY = "low battery"
    UNKNOWN_PACKET = "unknown packet"
    TROUBLE = "trouble"
    """Something in the device does not work as it should; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the device said of its own accord that is neither samples nor a reply."""

    kind: NoticeKind
    text: str


@dataclass(frozen=True, slots=True)
class Corrupt:
    """Bytes that are not a packet; they are counted and shown, never guessed at."""

    data: bytes
    why: str


@dataclass(frozen=True, slots=True)
class Send:
    """What the device must be told now so that its stream goes on: the next block of a device that is pulled."""

    data: bytes


@dataclass(frozen=True, slots=True)
class SyncEdge:
    """The level at a synchronisation input changed, at ``tick`` of the clock that also stamps the samples.

    From a codec the tick is as it was on the wire; from a link it is unwrapped, since the segment's first sample.
    """

    line: str
    """Which input: ``sync``, ``DI0``."""
    rising: bool
    tick: int


CodecEvent = Frame | Reply | Notice | Corrupt | Send | SyncEdge


class Codec(Protocol):
    """Bytes of one connection to events.  Never awaits, never reads a clock, never raises on bad bytes."""

    def feed(self, data: bytes) -> list[CodecEvent]:
        """Take the next bytes (a byte stream: cut anywhere; a message link: one message) and return what they hold."""
        ...


# What the link hands out ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class SampleBlock:
    """Consecutive samples without a gap between them.

    ``index`` is the number of the first sample since the segment began, lost ones counted; ``ticks`` ``(n,)`` are
    unwrapped device ticks since the segment's first sample, so ``ticks * signal.tick_s`` are seconds of device time.
    """

    index: int
    ticks: Ticks
    values: Native


@dataclass(frozen=True, slots=True)
class Gap:
    """``missing`` samples, the first of them number ``index``.  Never filled in by anybody."""

    index: int
    missing: int
    estimated: bool = False
    """The device's counter went half a turn or more unseen: how many are missing was told by the host's clock."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A new start of the stream (first connection, reconnection, device reset).  Indices and ticks begin at 0 again.

    ``host_s`` is the link's clock when the stream was started.
    """

    number: int
    info: DeviceInfo
    host_s: float


class LinkState(StrEnum):
    CONNECTING = "connecting"
    STREAMING = "streaming"
    STALE = "stale"
    ASLEEP = "asleep"
    """Connected, and told to send nothing."""
    LOST = "lost"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class LinkChange:
    """The link went into ``state``; ``why`` is a sentence for the user, empty when there is nothing to say."""

    state: LinkState
    why: str = ""


LinkEvent = SampleBlock | Gap | Segment | Corrupt | Notice | SyncEdge | LinkChange


@dataclass(frozen=True, slots=True)
class LinkHealth:
    """Counters and figures of a link, pulled whenever somebody wants to show them."""

    state: LinkState
    why: str
    rate_hz: float | None
    """Measured from device ticks over the last seconds; None until there is enough to measure."""
    received: int
    lost: int
    duplicates: int
    corrupt: int
    reconnects: int
    unknown: int
    """Packets of a kind this driver does not know."""
    offset_s: float | None
    """Host seconds minus device seconds of the running segment, by the smallest delay seen; None before samples."""
    offset_spread_s: float | None
    """What the offset is known to: how far the smallest of neighbouring delays scatter above it (95th percentile)."""
    late: int = 0
    """Of the lost ones: samples that did come, after their place had been given up."""
    estimated: int = 0
    """Of the lost ones: samples in gaps whose size the host's clock told (``Gap.estimated``)."""
    drift_ppm: float | None = None
    """How much faster the device's clock runs than the host's, parts per million; None before half a minute."""
    drift_uncertainty_ppm: float | None = None
    """What the drift is known to (95 %)."""
    host_rate_hz: float | None = None
    """Samples per second of the host's clock over the last ten seconds, lost ones counted; None before five."""
    rate_share: float | None = None
    """The measured part of the rate that is promised, 1.0 when it is kept: by the device's clock or the host's,
    whichever is further off.  Where the maker's figure is rough, it is the device's own rate that must be kept."""
    lost_share: float = 0.0
    """Part of the samples that was lost over the last ten seconds."""
    damaged_share: float = 0.0
    """Part of the bytes that made no sense over the last ten seconds."""
    battery_v: float | None = None
    battery: float | None = None
    """As in ``DeviceInfo``, read again every minute where the device answers while it streams."""


# What a device is ----------------------------------------------------------------------------------------------


class SampleClock(StrEnum):
    """What tells when a sample was taken."""

    DEVICE = "its own clock"
    """Time or a number stands beside every sample, so that a lost one leaves a hole that can be counted."""
    COUNT = "its samples counted"
    """Nothing is on the wire: samples are numbered as they arrive, and one that is lost unseen shifts all after it."""
    HOST = "the computer's clock"
    """A reading is taken when it is asked for: it is as exact in time as the line is quick."""


@dataclass(frozen=True, slots=True)
class Signal:
    """The stream a device sends."""

    channels: tuple[str, ...]
    unit: str
    """Native unit: ``kg``, ``count``, ``N``."""
    tick_s: float
    tick_modulus: int | None
    """Ticks wrap at this value; None when they do not."""
    nominal_rate_hz: float
    """What the maker says.  Only a first guess: the rate is always measured from ticks."""
    native_min: float
    native_max: float
    """At or beyond these the sensor is saturated and the true value unknown."""
    other_rates_hz: tuple[float, ...] = ()
    """Rates at which other makes of this device run; the nearest one to what is measured is the promise."""
    rate_tolerance: float = 0.01
    """How far from its named rate a sound converter may be, as a part of it; beyond that it is a fault."""
    clock: SampleClock = SampleClock.DEVICE


class Capability(StrEnum):
    """What a kind of device can do besides sending samples; its module has the command for it."""

    TARE = "tare in the device"
    SLEEP = "switching itself off"
    CALIBRATION = "telling its calibration"
    SYNC_INPUT = "a synchronisation input"
    SETTINGS = "range and rate"


@dataclass(frozen=True, slots=True)
class DeviceScale:
    """What a device says of its own scale, in newtons and newton metres for one native unit."""

    gain: tuple[tuple[float, ...], ...]
    """``(outputs, channels)``: force, compression positive, for each plate or handle of the device."""
    capacity_n: float
    """Rated force of one output."""
    noise_sd_n: float
    """Scatter of one empty output: the maker's figure, or a cautious one."""
    native_step: float = 1.0
    """Smallest change that the device can send, in native units; 0 where it is finer than it matters."""
    plates: tuple[str, ...] = ()
    """The plates' own serial numbers, one for each output, where they have some."""
    moment_x: tuple[tuple[float, ...], ...] = ()
    """``(outputs, channels)``: moment about the axis that points to the right, at the height of the surface ..."""
    moment_y: tuple[tuple[float, ...], ...] = ()
    """... and about the one that points forward; both empty where the device measures no moments."""
    zero_native: tuple[float, ...] = ()
    """Native values of the empty device when it was calibrated, one a channel; empty where it does not say."""
    cells_m: tuple[tuple[float, float], ...] = ()
    """Where the cell of each channel stands on its plate, as in ``Calibration.cells_m``; empty where it says none."""
    dated: str = ""
    """ISO date of that calibration; empty when it says none."""
    uncertainty: float = 0.0
    """Expanded relative uncertainty (k = 2); 0 when it says none."""
    note: str = ""
    """Who calibrated it and with what, in words."""


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """Who is at the other end, read after connecting."""

    model: str
    serial: str
    firmware: str
    signal: Signal
    battery_v: float | None = None
    battery: float | None = None
    """Charge 0..1 where it can be told from the voltage."""
    battery_low_v: float | None = None
    """Below this it should be charged; None where there is no battery or nothing is known of it."""
    battery_empty_v: float | None = None
    """Below this it may switch itself off in the middle of a trial."""
    capabilities: frozenset[Capability] = frozenset()
    scale: DeviceScale | None = None
    """None where the unit says it all (kilograms, newtons) or the device knows nothing of it (raw counts)."""


class Port(Protocol):
    """What a device may do on its open link while it identifies itself, starts or stops."""

    async def send(self, data: bytes) -> None:
        """Write one command without waiting for an answer."""
        ...

    async def ask(self, data: bytes, command: int, *, timeout_s: float = 1.0) -> Reply:
        """Write one command and return its reply; one command in flight.  Raises ReplyTimeout."""
        ...

    async def attribute(self, uuid: str) -> bytes:
        """The value of a BLE characteristic beside the stream (serial number, battery); empty where there is none."""
        ...


class Device(Protocol):
    """One kind of device: its packet layout (codec) and its manners (identify, start, stop).

    It is reached in one way at least; the codec reads the bytes of all of them.
    """

    key: str
    title: str
    gatt: GattProfile | None
    serial: SerialProfile | None
    hid: HidProfile | None
    known_firmware: int
    """The newest main version of its firmware whose packets this program knows; a newer one is not streamed."""
    battery_every_s: float | None
    """How often the battery may be asked for while samples flow; None where that could disturb them."""

    def codec(self) -> Codec:
        """A fresh codec for one connection."""
        ...

    async def identify(self, port: Port) -> DeviceInfo: ...

    async def read_battery(self, port: Port) -> tuple[float | None, float | None]:
        """Volts and charge, as in ``DeviceInfo``.  Raises ReplyTimeout."""
        ...

    async def start(self, port: Port) -> None: ...

    async def stop(self, port: Port) -> None: ...


# What carries the bytes, and time ------------------------------------------------------------------------------


class Transport(Protocol):
    """One connection, opened once and closed once; a reconnection is a new transport.

    Library errors never leave it: they become ``DriverError`` here.
    """

    async def open(self) -> None:
        """Connect.  Raises LinkUnavailable (not there, busy, no adapter) or LinkLost."""
        ...

    async def read(self) -> bytes:
        """The next chunk, or exactly one message on a message link.  Never empty.  Raises LinkLost."""
        ...

    async def write(self, data: bytes) -> None:
        """Send.  Raises LinkLost."""
        ...

    async def close(self) -> None:
        """Give the port or connection back.  Safe to call twice and after a failed open."""
        ...

    async def attribute(self, uuid: str) -> bytes:
        """The value of a BLE characteristic; empty where there is none.  Raises LinkLost."""
        ...


OpenTransport = Callable[[], Transport]


class Clock(Protocol):
    """Time as an argument.  All seconds come from one monotonic clock."""

    def now(self) -> float: ...

    async def sleep(self, seconds: float) -> None: ...

    def timeout(self, seconds: float) -> AbstractAsyncContextManager[object]:
        """A context that raises TimeoutError when its body takes longer than ``seconds`` of this clock."""
        ...
