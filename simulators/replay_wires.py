"""How each kind of device writes the samples of a tape on its wire, bit for bit or not at all.

A text of two decimals carries what was recorded from it, and a count of packets a hole of a certain size: what a wire
cannot say is refused with the reason (``Unplayable``), never rounded.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulators.devices.counterpoise_plate import SAMPLES
from simulators.devices.cts500 import LEAD, WEIGHT, packet
from simulators.devices.frez_dyno import SAMPLES as FREZ_SAMPLES
from simulators.devices.frez_dyno import notification
from simulators.devices.go_direct import NORMAL, measurement
from simulators.devices.mark10 import UNITS
from simulators.devices.progressor import weight_packet
from simulators.harp_board import TICK_US, data_packets
from simulators.plate_wire import packed
from simulators.plate_wire import packet as plate_packet
from simulators.replay import Said, Tape, Unplayable

PACKETS_AT_ONCE: Final = 16
"""What the latency timer of a USB converter collects of a board's packets at 1 kHz."""
SAMPLE_TICKS: Final = 31
FIRST_SECOND: Final = 3_800_000_000
"""What the board's clock shows at tick 0 of a tape."""

FARTHEST: Final = 100
"""Packets that a count of one byte can leave out and still be believed."""
BELIEVED: Final = 4
"""Packets until a count of one byte is believed to be one."""
PLATE_SAMPLES: Final = 17
MOST_DECIMALS: Final = 7


@dataclass(frozen=True, slots=True)
class Several:
    """What wires have in common that say up to ``at_once`` samples together."""

    at_once: int

    def end(self, tape: Tape, first: int) -> int:
        return min(first + self.at_once, tape.ticks.size)

    def filler(self, tape: Tape) -> int:
        return 0


class HarpWire(Several):
    """Packets of a board, one sample each."""

    def said(self, tape: Tape, first: int, end: int) -> Said:
        ticks, values = tape.ticks[first:end], _whole(tape.values[:, first:end], np.int16)
        if end == tape.ticks.size:
            # a sample counts once another follows it, so the board takes one more
            ticks, values = np.append(ticks, ticks[-1] + SAMPLE_TICKS), np.append(values, values[:, -1:], axis=1)
        raw = data_packets(ticks * TICK_US + FIRST_SECOND * 1_000_000, values)
        return Said(raw, ticks.size, ticks.size)


class ProgressorWire(Several):
    """Kilograms and microseconds."""

    def said(self, tape: Tape, first: int, end: int) -> Said:
        raw = weight_packet(tape.values[0, first:end], tape.ticks[first:end] % 2**32)
        return Said(raw, end - first)


class FrezWire(Several):
    """Always nine samples; what is left at the end is sent with some before it again, which are known by their time."""

    def said(self, tape: Tape, first: int, end: int) -> Said:
        if tape.ticks.size < FREZ_SAMPLES:
            raise Unplayable(f"a Frez Dyno sends {FREZ_SAMPLES} samples together, and there are fewer")
        chosen = slice(end - FREZ_SAMPLES, end)
        counts = _whole(tape.values[0, chosen], np.int32)
        return Said(notification(counts, (tape.ticks[chosen] % 2**32).astype(np.uint32)), end - first)


class GoDirectWire(Several):
    """Newtons without times, one sample to a packet, so that every hole is a number of packets."""

    def said(self, tape: Tape, first: int, end: int) -> Said:
        number = int(tape.ticks[first] - tape.ticks[0])
        if first:
            hole = int(tape.ticks[first] - tape.ticks[first - 1]) - 1
            if not 0 <= hole <= FARTHEST or (hole and first < BELIEVED):
                raise Unplayable(
                    f"{hole} samples are missing behind sample {first}, and the one byte that counts the packets of a "
                    "Go Direct device cannot tell that"
                )
        return Said(measurement(NORMAL, np.asarray(tape.values[0, first:end], np.float32), number), 1)


class Cts500Wire(Several):
    """Hundredths of a kilogram without times; a hole is as many weights that nobody can read."""

    UNREADABLE = 0xFFFFFFFF

    def said(self, tape: Tape, first: int, end: int) -> Said:
        hole = int(tape.ticks[first] - tape.ticks[first - 1]) - 1 if first else 0
        value = tape.values[0, first]
        count = round(float(value) * 100.0) if np.isfinite(value) else -1
        if not 0 <= count <= 300_000 or _bits(np.float32(count * 0.01)) != _bits(value):
            raise Unplayable(f"{float(value):g} kg is not a weight in hundredths of a kilogram as a CTS500 writes it")
        if hole < 0:
            raise Unplayable("its samples are not in order")
        lost = packet(LEAD, WEIGHT, *self.UNREADABLE.to_bytes(4, "big"))
        # a weight counts with what stands behind it: an echo, where none follows
        after = (packet(LEAD, 0xAA, 0, 0, 0),) if end == tape.ticks.size else ()
        return Said(packet(LEAD, WEIGHT, *count.to_bytes(4, "big")), 1, 1, (lost,) * hole, after)


class ChronojumpWire(Several):
    """Lines of microseconds and newtons with two decimals."""

    def said(self, tape: Tape, first: int, end: int) -> Said:
        value = tape.values[0, first]
        text = f"{float(value):.2f}"
        if not np.isfinite(value) or len(text.lstrip("-")) > 11 or _bits(np.float32(float(text))) != _bits(value):
            raise Unplayable(f"{float(value):.9g} N is not a force with two decimals as a Chronojump sensor prints it")
        return Said(f"{int(tape.ticks[first]) % 2**32};{text}\r\n".encode("ascii"), 1)


class PlatformWire(Several):
    """Rows of a Chronojump platform: microseconds and four counts."""

    def said(self, tape: Tape, first: int, end: int) -> Said:
        counts = _whole(tape.values[:, first], np.int16).tolist()
        return Said(struct.pack("<4sI4h", b"\xff" * 4, int(tape.ticks[first]) % 2**32, *counts), 1)


@dataclass(frozen=True, slots=True)
class PlateWire(Several):
    """Packets of a Counterpoise plate, with as many samples as their first and last time say exactly."""

    form: int = 0
    plates: int = 2

    def end(self, tape: Tape, first: int) -> int:
        last = min(first + self.at_once, tape.ticks.size)
        return next(end for end in range(last, first, -1) if _evenly_told(tape.ticks[first:end]))

    def said(self, tape: Tape, first: int, end: int) -> Said:
        values = _whole(tape.values[:, first:end], np.int32)
        if not self.form and np.abs(values.astype(np.int64)).max() >= 2**23:
            raise Unplayable("its counts do not fit into three bytes, and the plates said that theirs do")
        span_us = int(tape.ticks[end - 1] - tape.ticks[first])
        valid = (1 << self.plates) - 1
        head = struct.pack("<QIBBBB", int(tape.ticks[first]), span_us, valid, self.form, end - first, values.shape[0])
        return Said(plate_packet(SAMPLES, head + packed(values, self.form), first), end - first)


class GihanWire(Several):
    """Blocks of six axes of all plates, without times; the last one is filled up with its last sample."""

    def filler(self, tape: Tape) -> int:
        return -tape.ticks.size % self.at_once

    def said(self, tape: Tape, first: int, end: int) -> Said:
        if int(tape.ticks[end - 1] - tape.ticks[max(0, first - 1)]) != end - 1 - max(0, first - 1):
            raise Unplayable("samples are missing in it, and the blocks of a TEC Gihan controller cannot leave any out")
        values = _whole(tape.values[:, first:end], np.int16)
        values = np.pad(values, ((0, 0), (0, self.at_once - (end - first))), mode="edge")
        rows = values.astype("<i2").reshape(-1, 6, self.at_once).transpose(0, 2, 1)
        return Said(rows.tobytes(), end - first)


@dataclass(frozen=True, slots=True)
class Mark10Wire(Several):
    """Readings of a gauge, in the unit and with the decimals that give back what was recorded."""

    unit: str = "N"
    decimals: int = 3

    def reading(self, newtons: float) -> bytes:
        written, in_newtons, _ = UNITS[self.unit]
        return f"{newtons / in_newtons:.{self.decimals}f} {written}\r\n".encode("ascii")

    def said(self, tape: Tape, first: int, end: int) -> Said:
        return Said(self.reading(float(tape.values[0, first])), 1)


def mark10_wire(tapes: tuple[Tape, ...]) -> Mark10Wire:
    """The shape of reading that carries every value.  Raises Unplayable when there is none."""
    values = np.concatenate([tape.values[0] for tape in tapes])
    wide = values.astype(np.float64)
    for unit, (_, in_newtons, _) in UNITS.items():
        for decimals in range(MOST_DECIMALS + 1):
            texts = [f"{value:.{decimals}f}" for value in wide / in_newtons]
            short = max(len(text.lstrip("-").partition(".")[0]) for text in texts) <= 6
            if short and _bits(np.array([float(text) * in_newtons for text in texts], np.float32)) == _bits(values):
                return Mark10Wire(1, unit, decimals)
    raise Unplayable("its forces are no readings of a gauge: they have more digits than a gauge writes")


def _evenly_told(ticks: npt.NDArray[np.int64]) -> bool:
    """Whether first and last time and even spacing, rounded, give exactly these."""
    apart = max(ticks.size - 1, 1)
    steps = np.arange(ticks.size, dtype=np.int64) * int(ticks[-1] - ticks[0])
    return bool(np.array_equal(ticks[0] + (steps + apart // 2) // apart, ticks))


def _whole(values: npt.NDArray[Any], kind: type[np.signedinteger[Any]]) -> npt.NDArray[Any]:
    """The same counts in this type.  Raises Unplayable when they do not fit."""
    counts: npt.NDArray[Any] = values.astype(kind) if values.dtype.kind == "i" else np.zeros(0, kind)
    if not np.array_equal(counts, values):
        raise Unplayable(f"its counts do not fit into {8 * np.dtype(kind).itemsize} bits, as its device sends them")
    return counts


def _bits(values: npt.NDArray[np.float32] | np.float32) -> bytes:
    return np.asarray(values, np.float32).tobytes()
