"""A recording as a device: the samples that it once sent, again, with their own ticks, values, gaps and pauses.

A ``Player`` wears the firmware of the device (which answers every command) and sends the tape instead of what a cell
would feel.  One ``Reel`` holds the tapes of one recording together, so that its devices keep their order in time.  How
fast it runs is the clock's business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from drivers.contracts import Clock
from drivers.profiles import GattProfile
from simulators.bench import SimulatedBench
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.devices.progressor import GENUINE, Progressor, weight_packet
from simulators.firmware import BleFirmware, Firmware, Floats, SamplePacket
from simulators.harp_board import CHANNELS, TICK_US, data_packets
from simulators.loadcell import CalibrationFacts, Grip, PlatePair
from simulators.performance import Side
from simulators.stage import Stage
from simulators.units import Unit

Encode = Callable[["Tape", int, int], tuple[bytes, int, int]]
"""Samples from one number up to, not including, another of a tape: packets end to end, with how many samples and
packets these are."""

HEAD_START_S = 0.05
"""From the moment when every device streams to the first sample."""

ON_ITS_WAY_S = 0.5
"""After the last sample of a tape: what is on its way arrives within this."""

SETTLE_S = 0.5
"""A connection is made and the device answers who it is before the first sample of a tape is due."""

LOOK_S = 0.01
"""How often a device that waits for the others looks whether they are there."""

PACKETS_AT_ONCE = 16
"""What the latency timer of a USB converter collects of a board's packets at 1 kHz."""

SAMPLE_TICKS = 31

FIRST_SECOND = 3_800_000_000
"""What the board's clock shows at tick 0 of a tape."""

R_FIRMWARE = 6


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

    def __init__(self, device: Firmware, tapes: Sequence[Tape], reel: Reel, per_packet: int, encode: Encode) -> None:
        self._device = device
        self._tapes = tuple(tapes)
        self._reel = reel
        self._per_packet = per_packet
        self._encode = encode
        self._number = 0
        self._sent = 0
        self._before = 0
        """Samples of the tapes before this one."""
        self._asked_s = 0.0
        self.streaming = False
        reel.players.append(self)

    @property
    def serial(self) -> str:
        return self._device.serial

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
        return (self._reel.began_s or 0.0) + float(self._tapes[self._number + 1].due_s[0]) - SETTLE_S

    @property
    def next_due_s(self) -> float | None:
        if not self.streaming or self._sent == self.tape.ticks.size:
            return None
        if self._reel.began_s is None:
            return self._asked_s + LOOK_S
        return self._reel.began_s + float(self.tape.due_s[self._packet_end() - 1])

    def rewind(self) -> None:
        """Back to the first tape; whoever listens has to start the stream again."""
        self._number = self._sent = self._before = 0
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
            self._number, self._sent = self._number + 1, 0

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        out = self.advance(now_s)
        answers = self._device.write(data, now_s)
        self.streaming = bool(getattr(self._device, "streaming", False))
        self._reel.ready(now_s)
        return out + _without_samples(answers)

    def advance(self, now_s: float) -> list[bytes]:
        self._asked_s = now_s
        of_its_own = self._device.advance(now_s)
        if not self.streaming:
            return _without_samples(of_its_own)
        # while it plays, its own clock is silent: a heartbeat between samples would tell another time
        out: list[bytes] = []
        if self._reel.began_s is None:
            return out
        played_s = now_s - self._reel.began_s
        while self._sent < self.tape.ticks.size:
            end = self._packet_end()
            if self.tape.due_s[end - 1] > played_s + 1e-9:
                break
            raw, count, packets = self._encode(self.tape, self._sent, end)
            out.append(SamplePacket(raw, self._before + self._sent, count, packets))
            self._sent = end
        return out

    def _packet_end(self) -> int:
        return min(self._sent + self._per_packet, self.tape.ticks.size)


class BlePlayer(Player):
    """A player that is found and spoken to over BLE."""

    def __init__(self, device: BleFirmware, tapes: Sequence[Tape], reel: Reel, per_packet: int, encode: Encode) -> None:
        super().__init__(device, tapes, reel, per_packet, encode)
        self._ble = device

    @property
    def gatt(self) -> GattProfile:
        return self._ble.gatt

    @property
    def att_mtu(self) -> int:
        return self._ble.att_mtu


def _without_samples(packets: list[bytes]) -> list[bytes]:
    return [raw for raw in packets if not isinstance(raw, SamplePacket)]


def replaying(
    kind: str,
    serial: str,
    firmware: str,
    sides: Sequence[Side],
    tapes: Sequence[Tape],
    reel: Reel,
    facts: CalibrationFacts | None = None,
) -> Unit:
    """A device of the drivers' registry that plays these tapes; ``facts`` are the certificate that it had then.

    Raises Unplayable for a kind that nobody can play.
    """
    if kind == "harp-loadcells":
        board = HarpLoadCells(lambda times: np.zeros((CHANNELS, times.size), np.int16), _number(serial))
        high, _, low = firmware.partition(".")
        board.registers[R_FIRMWARE].values = [_number(high or "1")]
        board.registers[R_FIRMWARE + 1].values = [_number(low or "2")]
        plates = PlatePair(Stage(), exact=True)
        player = Player(board, tapes, reel, PACKETS_AT_ONCE, _harp_packets)
        return Unit(kind, player, tuple(sides), facts or plates.facts(serial), "serial", plates)
    if kind == "progressor":
        profile = replace(GENUINE, version=firmware or GENUINE.version)
        unit = Progressor(lambda times: np.zeros(times.size), _number(serial, 16), profile)
        grip = Grip(Stage(), sides[0], exact=True)
        radio = BlePlayer(unit, tapes, reel, profile.samples_per_packet, _progressor_packets)
        return Unit(kind, radio, tuple(sides), facts or grip.facts(serial), "ble", grip)
    raise Unplayable(f"there is no simulated device of the kind {kind!r} that could play this recording")


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


def _number(serial: str, base: int = 10) -> int:
    try:
        return int(serial, base)
    except ValueError:
        raise Unplayable(f"{serial!r} is not the serial number of such a device") from None


def _harp_packets(tape: Tape, first: int, end: int) -> tuple[bytes, int, int]:
    ticks, values = tape.ticks[first:end], tape.values[:, first:end].astype(np.int16)
    if end == tape.ticks.size:
        # a sample counts once another follows it, so the board takes one more
        ticks, values = np.append(ticks, ticks[-1] + SAMPLE_TICKS), np.append(values, values[:, -1:], axis=1)
    return data_packets(ticks * TICK_US + FIRST_SECOND * 1_000_000, values), ticks.size, ticks.size


def _progressor_packets(tape: Tape, first: int, end: int) -> tuple[bytes, int, int]:
    return weight_packet(tape.values[0, first:end], tape.ticks[first:end] % 2**32), end - first, 1
