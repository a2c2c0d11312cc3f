"""What every simulated device's program promises to the face it wears (memory, pty, TCP, BLE).

A firmware never waits and reads no clock: the face passes bytes and the time in and carries the packets out.  All
times are true seconds of the face's clock; a firmware derives its own, wrong clock from them.
"""

from __future__ import annotations

from typing import Protocol, Self, runtime_checkable

import numpy as np
import numpy.typing as npt

from drivers.profiles import GattProfile

Floats = npt.NDArray[np.float64]


class SamplePacket(bytes):
    """Bytes that carry the samples ``first`` to ``first + samples - 1`` of the device's own count.

    They are ``packets`` equal packets end to end, so that a second of a fast device need not be a thousand objects.
    The count goes on over the whole life of a device: no two of its samples have the same number.
    """

    first: int
    samples: int
    packets: int

    def __new__(cls, raw: bytes, first: int, samples: int, packets: int = 1) -> Self:
        packet = super().__new__(cls, raw)
        packet.first, packet.samples, packet.packets = first, samples, packets
        return packet

    def singles(self) -> list[SamplePacket]:
        """The single packets, each with its own samples."""
        if self.packets == 1:
            return [self]
        size, each = len(self) // self.packets, self.samples // self.packets
        return [
            SamplePacket(self[at * size : (at + 1) * size], self.first + at * each, each) for at in range(self.packets)
        ]


def single_packets(said: list[bytes]) -> list[bytes]:
    """What a firmware said with every packet on its own."""
    return [one for raw in said for one in (raw.singles() if isinstance(raw, SamplePacket) else [raw])]


class Firmware(Protocol):
    @property
    def serial(self) -> str:
        """What a person calls this unit, and what a bench is told to unplug."""
        ...

    @property
    def name(self) -> str:
        """What it calls itself: over BLE, what it advertises."""
        ...

    @property
    def powered(self) -> bool:
        """False once it went to sleep or its battery died: it neither answers nor can be found."""
        ...

    @property
    def next_due_s(self) -> float | None:
        """When ``advance`` will next have something to say; None when it only answers."""
        ...

    def attach(self, now_s: float) -> None:
        """A host opened the connection (on a serial line: DTR is up)."""
        ...

    def detach(self, now_s: float) -> None:
        """The host is gone, politely or not (on a serial line: DTR fell)."""
        ...

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        """Bytes from the host; returns the packets to send back, those that were due before first."""
        ...

    def advance(self, now_s: float) -> list[bytes]:
        """The packets that fell due up to ``now_s``, in order; those with samples are ``SamplePacket``."""
        ...


@runtime_checkable
class BleFirmware(Firmware, Protocol):
    """A firmware that is found and spoken to over BLE: commands are written, packets are notified."""

    @property
    def gatt(self) -> GattProfile: ...

    @property
    def att_mtu(self) -> int:
        """The largest attribute message that the device agrees to."""
        ...


@runtime_checkable
class Described(Protocol):
    """A firmware that can be read about over BLE: serial number, battery."""

    def about(self) -> dict[str, dict[str, bytes]]:
        """Services, their characteristics (16-bit numbers or whole UUIDs), and the values that these have now."""
        ...


@runtime_checkable
class Booting(Protocol):
    """A serial device that starts anew when its port is opened."""

    @property
    def boot_s(self) -> float:
        """How long it is deaf then."""
        ...


def boot_s(firmware: Firmware) -> float:
    """How long a host waits after opening the port of a firmware, also of one behind a fault."""
    inner = getattr(firmware, "inner", firmware)
    return inner.boot_s if isinstance(inner, Booting) else 0.0


def told_about(firmware: Firmware) -> dict[str, dict[str, bytes]]:
    """What can be read about a firmware, also behind a fault; nothing of most."""
    inner = getattr(firmware, "inner", firmware)
    return inner.about() if isinstance(inner, Described) else {}


# What some firmwares let be done to them; a fault that needs it is refused for the others -------------------------


@runtime_checkable
class Timed(Protocol):
    """Knows when it took its samples."""

    def sample_s(self, number: int) -> float:
        """True time of a sample of the stream that runs, by the number that ``SamplePacket`` has."""
        ...


@runtime_checkable
class Readable(Protocol):
    """Its packets tell whether they are whole."""

    def reads(self, raw: bytes) -> bool:
        """Whether a host takes these bytes for a packet with samples."""
        ...


@runtime_checkable
class Spoilable(Protocol):
    """Sends numbers that can be none."""

    def spoil(self, raw: bytes, which: list[int], value: float) -> bytes:
        """The packet with another value in these of its samples."""
        ...


@runtime_checkable
class Restartable(Protocol):
    def restart(self, now_s: float) -> None:
        """Begin to count at 0 again, as after a reset that went unnoticed."""
        ...


@runtime_checkable
class Wrapping(Protocol):
    def wrap_after(self, seconds: float) -> None:
        """From its next start on, let the counter of the stream wrap so long after its beginning."""
        ...


@runtime_checkable
class Tunable(Protocol):
    """Its clock and its rate can be set wrong while it runs; the samples go on without a jump."""

    ppm: float

    def set_clock(self, ppm: float, now_s: float) -> None: ...

    def set_slowness(self, share: float, now_s: float) -> None:
        """Measure this share less often; the time stamps tell it."""
        ...


@runtime_checkable
class Versioned(Protocol):
    def set_version(self, version: str) -> str:
        """Say from now on that the firmware is this one; returns what it said before.

        Raises ValueError when it cannot say so.
        """
        ...


@runtime_checkable
class Battery(Protocol):
    """Runs on a battery and can be switched off and on."""

    battery_mv: int

    @property
    def powered(self) -> bool: ...

    def switch_off(self) -> None: ...

    def press_button(self, now_s: float) -> None: ...
