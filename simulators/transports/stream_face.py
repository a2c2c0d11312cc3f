"""What the serial faces (pty, TCP) share: a host that comes and goes, bytes both ways, and a bounded way out."""

from __future__ import annotations

from drivers.contracts import Clock
from simulators.firmware import Firmware, SamplePacket, single_packets

LARGEST_BACKLOG = 1 << 20
"""Bytes a host may leave unread before the device has nowhere to put more (36 s of eight channels at 1 kHz)."""


class StreamFace:
    """A firmware at a byte stream.  The owner says what arrives and asks what to send."""

    def __init__(self, firmware: Firmware, clock: Clock) -> None:
        self.firmware = firmware
        self.silent = False
        self.overflowed = 0
        """Packets that the device had to throw away because the host did not read."""
        self.samples = 0
        """How many samples it was given to send while a host was there."""
        self._clock = clock
        self._attached = False
        self._outbox = bytearray()

    @property
    def attached(self) -> bool:
        """Whether a host has the port open."""
        return self._attached

    def host(self, present: bool) -> None:
        """Tell whether a host has the port open."""
        if present and not self._attached:
            self._outbox.clear()
            self.firmware.attach(self._clock.now())
        if self._attached and not present:
            self.firmware.detach(self._clock.now())
        self._attached = present

    def received(self, data: bytes) -> None:
        if not self.silent:
            self._queue(self.firmware.write(data, self._clock.now()))

    def outbox(self) -> bytearray:
        """Everything that is due; the owner deletes from its front what the host took."""
        packets = self.firmware.advance(self._clock.now())
        if self._attached and not self.silent:
            self._queue(packets)
        return self._outbox

    def _queue(self, packets: list[bytes]) -> None:
        self.samples += sum(raw.samples for raw in packets if isinstance(raw, SamplePacket))
        if len(self._outbox) + sum(map(len, packets)) <= LARGEST_BACKLOG:
            self._outbox += b"".join(packets)
            return
        for raw in single_packets(packets):
            if len(self._outbox) + len(raw) > LARGEST_BACKLOG:
                self.overflowed += 1
            else:
                self._outbox += raw
