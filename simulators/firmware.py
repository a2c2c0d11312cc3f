"""What every simulated device's program promises to the face it wears (memory, pty, TCP, BLE).

A firmware never waits and reads no clock: the face passes bytes and the time in and carries the packets out.  All
times are true seconds of the face's clock; a firmware derives its own, wrong clock from them.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from drivers.contracts import GattProfile

Floats = npt.NDArray[np.float64]


class Firmware(Protocol):
    @property
    def serial(self) -> str:
        """What a person calls this unit, and what a bench is told to unplug."""
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
        """The packets that fell due up to ``now_s``, in order."""
        ...


class BleFirmware(Firmware, Protocol):
    """A firmware that is found and spoken to over BLE: commands are written, packets are notified."""

    @property
    def name(self) -> str:
        """What it advertises."""
        ...

    @property
    def gatt(self) -> GattProfile: ...

    @property
    def att_mtu(self) -> int:
        """The largest attribute message that the device agrees to."""
        ...
