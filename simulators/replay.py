"""A recording as a device: the samples that it once sent, again, with their own ticks, values, gaps and pauses.

A ``Player`` wears the firmware of the device (which answers every command) and sends the tape instead of what a cell
would feel.  One ``Reel`` holds the tapes of one recording together, so that its devices keep their order in time.  How
fast it runs is the clock's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from drivers.contracts import Clock
from drivers.profiles import GattProfile
from simulators.bench import SimulatedBench
from simulators.firmware import BleFirmware, Firmware, Floats, SamplePacket, boot_s, told_about

HEAD_START_S = 0.05
"""From the moment when every device streams to the first sample."""

ON_ITS_WAY_S = 0.5
"""After the last sample of a tape: what is on its way arrives within this."""

SETTLE_S = 0.5
"""A connection is made and the device answers who it is before the first sample of a tape is due."""

LOOK_S = 0.01
"""How often a device that waits for the others looks whether they are there."""


class Unplayable(ValueError):
    """A recording that no simulated device can send.  Example: of a device that there is no firmware for."""


@dataclass(frozen=True, slots=True, eq=False)
class Tape:
    """What a device sent over one connection.

    ``ticks`` ``(n,)`` are its own clock from any beginning, ``values`` ``(channels, n)`` in its own unit; ``due_s``
    ``(n,)`` says when each sample is to be there, in seconds since the reel began.
    """

    ticks: npt.NDArray[np.int64]
    values: npt.NDArray[np.int16] | npt.NDArray[np.int32] | npt.NDArray[np.float32]
    due_s: Floats

    def __post_init__(self) -> None:
        if not self.ticks.size or self.values.shape[1] != self.ticks.size or self.due_s.size != self.ticks.size:
            raise Unplayable("a tape needs samples, each with its tick and its time")


@dataclass(frozen=True, slots=True)
class Said:
    """One stretch of a tape as it crosses the wire: what comes before the samples, them, and what comes behind."""

    raw: bytes
    samples: int
    packets: int = 1
    before: tuple[bytes, ...] = ()
    after: tuple[bytes, ...] = ()


class Wire(Protocol):
    """How one kind of device writes samples."""

    def end(self, tape: Tape, first: int) -> int:
        """Past the last sample of what is said together, beginning with this one."""
        ...

    def said(self, tape: Tape, first: int, end: int) -> Said: ...

    def filler(self, tape: Tape) -> int:
        """Samples that follow the last one because the kind sends whole blocks only; they are no part of the tape."""
        ...


class Reel:
    """The tapes of one recording.  It begins to turn once every device streams."""

    def __init__(self) -> None:
        self.players: list[Player] = []
        self.began_s: float | None = None

    def ready(self, now_s: float) -> None:
        """Begin when nobody is missing any more."""
        if self.began_s is None and all(player.streaming for player in self.players):
            self.began_s = now_s + HEAD_START_S

    @property
    def over(self) -> bool:
        """Everything was sent."""
        return all(player.over for player in self.players)

    def rewind(self) -> None:
        """Back to the beginning: the next program that listens hears it all again."""
        self.began_s = None
        for player in self.players:
            player.rewind()


class Player:
    """A firmware whose samples come from tapes, one for each connection that the recording saw.

    At the end of a tape that is not the last it falls silent, as the device did; whoever holds the wire ends the
    connection (``waits_for_drop``), and the next one plays the next tape.
    """

    def __init__(
        self,
        device: Firmware,
        tapes: Sequence[Tape],
        reel: Reel,
        wire: Wire,
        *,
        called: str = "",
        settle_s: float = 0.0,
    ) -> None:
        """``called``: by the bench, where the device tells no serial number that is its own; ``settle_s``: how long a
        host waits once the port is open.
        """
        self._device = device
        self._tapes = tuple(tapes)
        self._reel = reel
        self._pages = tuple(_pages(wire, tape) for tape in self._tapes)
        self._called = called or device.serial
        self._settle_s = SETTLE_S + settle_s
        self._number = 0
        self._page = 0
        """Of this tape, the next one to be sent."""
        self._sent = 0
        self._before = 0
        """Samples of the tapes before this one."""
        self._asked_s = 0.0
        self.streaming = False
        self.fillers = tuple(wire.filler(tape) for tape in self._tapes)
        """Behind each tape: samples that are sent and were never recorded."""
        reel.players.append(self)

    @property
    def serial(self) -> str:
        return self._called

    @property
    def boot_s(self) -> float:
        """How long the device is deaf when its port is opened."""
        return boot_s(self._device)

    def about(self) -> dict[str, dict[str, bytes]]:
        """What can be read about it over BLE."""
        return told_about(self._device)

    @property
    def name(self) -> str:
        return self._device.name

    @property
    def powered(self) -> bool:
        return self._device.powered

    @property
    def tape(self) -> Tape:
        return self._tapes[self._number]

    @property
    def over(self) -> bool:
        """Everything was sent."""
        return self._number == len(self._tapes) - 1 and self._sent == self.tape.ticks.size

    @property
    def waits_for_drop(self) -> bool:
        """This tape is at its end, and another connection comes after it."""
        return self._number < len(self._tapes) - 1 and self._sent == self.tape.ticks.size

    @property
    def comes_back_s(self) -> float:
        """When the device was there again, by the clock of the reel; only while it ``waits_for_drop``."""
        return (self._reel.began_s or 0.0) + float(self._tapes[self._number + 1].due_s[0]) - self._settle_s

    @property
    def next_due_s(self) -> float | None:
        if not self.streaming or self._sent == self.tape.ticks.size:
            return None
        if self._reel.began_s is None:
            return self._asked_s + LOOK_S
        return self._reel.began_s + float(self.tape.due_s[self._next[0] - 1])

    def rewind(self) -> None:
        """Back to the first tape; whoever listens has to start the stream again."""
        self._number = self._page = self._sent = self._before = 0
        self.streaming = False

    def attach(self, now_s: float) -> None:
        if self._reel.over:
            self._reel.rewind()
        self._device.attach(now_s)

    def detach(self, now_s: float) -> None:
        self._device.detach(now_s)
        self.streaming = False
        if self.waits_for_drop:
            self._before += self._sent
            self._number, self._page, self._sent = self._number + 1, 0, 0

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        out = self.advance(now_s)
        answers = self._device.write(data, now_s)
        self.streaming = self._streams_now(data)
        self._reel.ready(now_s)
        return out + self._kept(answers)

    def advance(self, now_s: float) -> list[bytes]:
        self._asked_s = now_s
        of_its_own = self._device.advance(now_s)
        if not self.streaming:
            return self._kept(of_its_own)
        # while it plays, its own clock is silent: a heartbeat between samples would tell another time
        out = self._instead(of_its_own)
        if self._reel.began_s is None:
            return out
        played_s = now_s - self._reel.began_s
        while self._sent < self.tape.ticks.size:
            end, said = self._next
            if self.tape.due_s[end - 1] > played_s + 1e-9 or not self._may_send():
                break
            packet = SamplePacket(said.raw, self._before + self._sent, said.samples, said.packets)
            out += [*said.before, packet, *said.after]
            self._page, self._sent = self._page + 1, end
        return out

    @property
    def _next(self) -> tuple[int, Said]:
        """What is sent next, and past the last of its samples."""
        return self._pages[self._number][self._page]

    # What differs between devices that send and devices that are asked

    def _streams_now(self, written: bytes) -> bool:
        """Whether it streams, now that it was told this."""
        return bool(getattr(self._device, "streaming", False))

    def _kept(self, answers: list[bytes]) -> list[bytes]:
        """Of what the device says by itself, what is heard: all but its own samples."""
        return _without_samples(answers)

    def _instead(self, of_its_own: list[bytes]) -> list[bytes]:
        """The same while the tape plays."""
        return []

    def _may_send(self) -> bool:
        """Whether the packet that is due may be sent."""
        return True


class BlePlayer(Player):
    """A player that is found and spoken to over BLE."""

    def __init__(self, device: BleFirmware, tapes: Sequence[Tape], reel: Reel, wire: Wire, *, called: str = "") -> None:
        super().__init__(device, tapes, reel, wire, called=called)
        self._ble = device

    @property
    def gatt(self) -> GattProfile:
        return self._ble.gatt

    @property
    def att_mtu(self) -> int:
        return self._ble.att_mtu


class PulledPlayer(Player):
    """A player that sends its first block when it is started, and each further one when it was asked for."""

    def __init__(
        self, device: Firmware, tapes: Sequence[Tape], reel: Reel, wire: Wire, asks: bytes, *, settle_s: float = 0.0
    ) -> None:
        """``asks``: what asks for a block."""
        super().__init__(device, tapes, reel, wire, settle_s=settle_s)
        self._asks = asks
        self._owed = False

    @property
    def next_due_s(self) -> float | None:
        return super().next_due_s if self._owed else None

    def _streams_now(self, written: bytes) -> bool:
        streams = super()._streams_now(written)
        self._owed = streams and (self._owed or not self.streaming or self._asks in written)
        return streams

    def _may_send(self) -> bool:
        owed, self._owed = self._owed, False
        return owed


class PolledPlayer(Player):
    """A player that sends one sample for each question, when the device would have answered it."""

    def __init__(
        self, device: Firmware, tapes: Sequence[Tape], reel: Reel, wire: Wire, begins: bytes, ends: bytes, idle: bytes
    ) -> None:
        """``begins`` and ``ends``: what is written at the ends of a stream; ``idle``: its answer outside of one."""
        super().__init__(device, tapes, reel, wire)
        self._begins, self._ends, self._idle = begins, ends, idle
        self._owed = 0

    @property
    def next_due_s(self) -> float | None:
        ours_s = super().next_due_s if self._owed else None
        due = [at_s for at_s in (self._device.next_due_s, ours_s) if at_s is not None]
        return min(due, default=None)

    def _streams_now(self, written: bytes) -> bool:
        streams = self._begins in written or (self.streaming and written != self._ends)
        self._owed = self._owed if streams else 0
        return streams

    def _kept(self, answers: list[bytes]) -> list[bytes]:
        if self.streaming:
            return self._instead(answers)
        return [self._idle if isinstance(raw, SamplePacket) else raw for raw in answers]

    def _instead(self, of_its_own: list[bytes]) -> list[bytes]:
        heard = _without_samples(of_its_own)
        self._owed += len(of_its_own) - len(heard)
        return heard

    def _may_send(self) -> bool:
        asked = self._owed > 0
        self._owed -= asked
        return asked


def _pages(wire: Wire, tape: Tape) -> tuple[tuple[int, Said], ...]:
    """All that is said of a tape, with the number past the last sample of each.  Raises Unplayable."""
    pages: list[tuple[int, Said]] = []
    first = 0
    while first < tape.ticks.size:
        end = wire.end(tape, first)
        pages.append((end, wire.said(tape, first, end)))
        first = end
    return tuple(pages)


def _without_samples(packets: list[bytes]) -> list[bytes]:
    return [raw for raw in packets if not isinstance(raw, SamplePacket)]


async def end_connections(bench: SimulatedBench, player: Player, clock: Clock) -> None:
    """End each connection where the recording's ended, and let the device back when it was back."""
    while True:
        if player.waits_for_drop:
            back_s = player.comes_back_s
            await clock.sleep(ON_ITS_WAY_S)
            await bench.unplug(player.serial)
            await clock.sleep(max(0.0, back_s - clock.now()))
            await bench.replug(player.serial)
        await clock.sleep(LOOK_S)
