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
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from drivers.profiles import GattProfile, HidProfile, SerialProfile
from drivers.signals import Capability as Capability
from drivers.signals import DeviceScale as DeviceScale
from drivers.signals import SampleClock as SampleClock
from drivers.signals import Signal as Signal

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
    """Which input: ``sync``, ``DI0``.  ``DO0`` is an output of the device itself, ``second`` the beat of its clock."""
    rising: bool
    tick: int
    number: int | None = None
    """What a device counts these edges by: the second that began.  Devices whose clocks hang on one bus count the same;
    that they do is not told by them."""


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
class ClockRate:
    """How fast a device's clock runs: ``ppm`` parts per million faster than this computer's."""

    ppm: float
    uncertainty_ppm: float
    """What it is known to (95 %); more than 0."""


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
    """How far the smallest of neighbouring delays scatter above the offset (95th percentile)."""
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
    counts_losses: bool = True
    """Whether this device leaves a hole where a sample is missing.  False: ``lost`` says nothing of what was lost on
    the way, and ``unseen`` is all that can be known of it."""
    unseen: int = 0
    """Samples that seem to be lost because all that came later fell behind the host's clock; where that shows, some
    seconds afterwards, a new segment begins (``SampleClock.COUNT``)."""
    rssi_dbm: int | None = None
    """Strength of the radio signal as it was last told, nearer to 0 is stronger; None without radio or when untold."""
    offset_uncertainty_s: float | None = None
    """What the offset is known to (95 %): what can hide between two arrivals, and the rate since the last good one."""
    offset_at_s: float | None = None
    """Device seconds for which the offset holds: the newest sample's."""
    rate: ClockRate | None = None
    """The best that is known of the device's clock, remembered and measured; None when that is nothing.  It is what the
    offset follows, and what is worth remembering for this serial number."""


# What a device is ----------------------------------------------------------------------------------------------


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
    notices: tuple[Notice, ...] = ()
    """What it tells of itself when it is asked who it is, that a person should know: a crash that it remembers."""
    settings: tuple[tuple[str, str], ...] = ()
    """What it is set to, name and value, where that changes what its numbers mean: the offset of a channel."""
    calibrated_by: str = ""
    """Where its values are no force: how its calibration record is come by, as a sentence for the user."""


class Port(Protocol):
    """What a device may do on its open link while it identifies itself, starts, stops, or is used (``Link.use``)."""

    async def send(self, data: bytes) -> None:
        """Write one command without waiting for an answer."""
        ...

    async def ask(self, data: bytes, command: int, *, timeout_s: float = 1.0) -> Reply:
        """Write one command and return its reply; one command in flight.  Raises ReplyTimeout."""
        ...

    async def ask_all(
        self, data: bytes, command: int | None, *, at_most: int, quiet_s: float = 0.5
    ) -> tuple[Reply, ...]:
        """Write one command and return its replies: until ``at_most`` came, or no more for ``quiet_s``.

        ``command`` None takes whatever is answered.  Raises ReplyTimeout when there is no reply at all.
        """
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
        """Connect; return when the device listens.  Raises LinkUnavailable (not there, busy, no adapter), LinkLost."""
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


@runtime_checkable
class Radio(Protocol):
    """A transport over the air that may know how strong its signal is."""

    async def rssi_dbm(self) -> int | None:
        """As in ``LinkHealth``; None where the system does not tell it of an open connection.  Raises LinkLost."""
        ...


OpenTransport = Callable[[], Transport]


class Timer(Protocol):
    """A call that was asked for and may be taken back."""

    def cancel(self) -> None: ...


class Clock(Protocol):
    """Time as an argument.  All seconds come from one monotonic clock."""

    def now(self) -> float: ...

    def slept_s(self) -> float:
        """Real seconds for which the computer has slept so far; ``now`` may or may not have stood still meanwhile."""
        ...

    async def sleep(self, seconds: float) -> None: ...

    def timeout(self, seconds: float) -> AbstractAsyncContextManager[object]:
        """A context that raises TimeoutError when its body takes longer than ``seconds`` of this clock."""
        ...

    def call_later(self, seconds: float, action: Callable[[], object]) -> Timer:
        """Call ``action`` on the running loop after so many seconds of this clock, unless it is cancelled before."""
        ...
