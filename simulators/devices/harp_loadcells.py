"""Harp LoadCells: eight load-cell channels at 1 kHz on one clock, behind a register file (``simulators.harp_board``).

Data events (register 33) flow while the device is Active (register 10), acquisition is on (register 32) and they are
enabled (register 90).  What happens between samples is said between them: a second of its clock is over, an edge came
to the digital input, an output followed a cell.  Output bits are those of the firmware: DO0 is bit 0, DO1 bit 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from simulators import harp_board as board
from simulators.firmware import Floats
from simulators.harp_board import EVENT, ClockBus, Register, data_packets, packet, register_file, samples_of
from simulators.harp_thresholds import Thresholds

Counts = npt.NDArray[np.int16]
ReadCounts = Callable[[Floats], npt.NDArray[Any]]
"""True times ``(n,)`` to what the eight converters read then, ``(8, n)``."""

SAMPLE_US = 1000


@dataclass(slots=True)
class HarpLoadCells:
    """The board's program.  ``second_at_zero`` is its clock when the face's clock reads 0; ``ppm`` how fast it runs.

    ``sync_every_s``: the level at its digital input changes at every multiple of it, in true time; 0: never.  ``bus``:
    the clock bus that it hangs on.
    """

    read_counts: ReadCounts
    serial_number: int = 1
    name: str = "LoadCells"
    ppm: float = 0.0
    second_at_zero: int = 3_800_000_000
    sync_every_s: float = 0.0
    bus: ClockBus | None = None
    registers: dict[int, Register] = field(init=False)
    rejected: int = field(default=0, init=False)
    """Bytes of the host that belonged to no command."""
    _saved: dict[int, list[int]] = field(default_factory=dict, init=False)
    """What it starts with from its own memory, when it was told to keep something."""
    _renumbered: bool = field(default=False, init=False)
    _thresholds: Thresholds = field(default_factory=Thresholds, init=False)
    _offsets: npt.NDArray[np.int32] | None = field(default=None, init=False)
    """What the tare potentiometers add to each channel's reading, ``(8, 1)``; None where they add nothing."""
    _pending: bytearray = field(default_factory=bytearray, init=False)
    _next_sample: int = field(default=0, init=False)
    """Number of the next sample on the device's own 1 ms grid."""
    _base: int = field(default=0, init=False)
    """A sample from which the others are counted: its number, its true time, and its time on the device's clock."""
    _base_s: float = field(default=0.0, init=False)
    _base_us: float = field(default=0.0, init=False)
    _slowness: float = field(default=0.0, init=False)
    _next_second: int = field(default=0, init=False)
    _next_edge: int = field(default=1, init=False)
    _next_beat_s: float = field(default=0.0, init=False)
    """When the bus says the next time that a second is over."""
    _pulse_ends_s: float = field(default=math.inf, init=False)
    _calm_until_s: float = field(default=-math.inf, init=False)
    """Nothing but samples happens before; whatever is said or done to the board may change that."""

    def __post_init__(self) -> None:
        self.registers = register_file(self.serial_number, self.name)
        self._wire_up()

    # What the face sees ------------------------------------------------------------------------------------------

    @property
    def serial(self) -> str:
        return str(self.serial_number)

    @property
    def powered(self) -> bool:
        return True

    @property
    def active(self) -> bool:
        return self._value(board.R_OPERATION) & board.MODE_BITS == 1

    @property
    def acquiring(self) -> bool:
        return self.active and self._value(board.R_ACQUISITION) == 1

    @property
    def streaming(self) -> bool:
        return self.acquiring and bool(self._value(board.R_EVENTS) & board.DATA_EVENTS)

    @property
    def grid_s(self) -> float:
        """Spacing of the true times at which samples are taken; they are whole multiples of it."""
        return self._step_us * 1e-6 / self._speed

    @property
    def next_due_s(self) -> float | None:
        if self.streaming:
            return self.sample_s(self._next_sample)
        return self._mark()[0] if self.active else None

    def attach(self, now_s: float) -> None:
        self._pending.clear()
        self._skip_to(now_s)

    def detach(self, now_s: float) -> None:
        self._pending.clear()
        self._set(board.R_OPERATION, self._value(board.R_OPERATION) & ~board.MODE_BITS)

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        out = self.advance(now_s)
        self._calm_until_s = -math.inf
        self._pending += data
        while True:
            command, dropped = board.next_command(self._pending)
            self.rejected += dropped
            if command is None:
                return out
            was_streaming, was_active = self.streaming, self.active
            out += self._answer(command, now_s)
            if (self.streaming and not was_streaming) or (self.active and not was_active):
                self._skip_to(now_s)

    def advance(self, now_s: float) -> list[bytes]:
        out: list[bytes] = []
        while self.active and now_s + 1e-9 >= self._calm_until_s:
            due_s, happen = self._mark()
            if due_s > now_s + 1e-9:
                self._calm_until_s = due_s
                break
            out += self._samples(math.ceil((due_s - self._base_s) / self.grid_s - 1e-6) + self._base)
            out += happen(due_s)
        return out + self._samples(math.floor((now_s - self._base_s) / self.grid_s + 1e-6) + 1 + self._base)

    # What can go wrong with it -----------------------------------------------------------------------------------

    def sample_s(self, number: int) -> float:
        return self._base_s + (number - self._base) * self.grid_s

    def reads(self, raw: bytes) -> bool:
        return board.is_data(raw)

    def restart(self, now_s: float) -> None:
        self._skip_to(now_s)
        self._base, self._base_s, self._base_us = self._next_sample, now_s, 0.0
        self.second_at_zero, self._next_second = 0, 1

    def set_clock(self, ppm: float, now_s: float) -> None:
        self._rebase()
        self.ppm = ppm

    def set_slowness(self, share: float, now_s: float) -> None:
        self._rebase()
        self._slowness = share

    def set_version(self, version: str) -> str:
        major, _, minor = version.partition(".")
        if not (major.isdecimal() and minor.isdecimal() and int(major) < 256 and int(minor) < 256):
            raise ValueError(f"a board says its version as two numbers below 256, like 1.2, not {version!r}")
        before = f"{self._value(6)}.{self._value(7)}"
        self.registers[6].values, self.registers[7].values = [int(major)], [int(minor)]
        return before

    def _rebase(self) -> None:
        """Let a new rate hold from the first sample on that was not sent yet."""
        self._calm_until_s = -math.inf
        ahead = self._next_sample - self._base
        self._base_s += ahead * self.grid_s
        self._base_us += ahead * self._step_us
        self._base = self._next_sample

    # Its own clock -------------------------------------------------------------------------------------------------

    @property
    def _speed(self) -> float:
        return 1.0 + self.ppm * 1e-6

    @property
    def _step_us(self) -> float:
        """Microseconds of its own clock between samples."""
        return SAMPLE_US / (1.0 - self._slowness)

    def _local_us(self, now_s: float) -> float:
        return self._base_us + (now_s - self._base_s) * self._speed * 1e6

    def _stamp_us(self, now_s: float) -> int:
        return math.floor(self._local_us(now_s)) + self.second_at_zero * 1_000_000

    def _skip_to(self, now_s: float) -> None:
        """What comes next comes from now on; what passed is not made up for."""
        self._calm_until_s = -math.inf
        if self.bus is not None:
            self._hear(self.bus.message(self.bus.over_s(now_s) - 1.0), self.bus.over_s(now_s) - 1.0)
            self._next_beat_s = self.bus.over_s(now_s)
        elapsed = math.ceil((now_s - self._base_s) / self.grid_s - 1e-6)
        self._next_sample = max(self._next_sample, self._base + elapsed)
        self._next_second = max(self._next_second, math.floor(self._local_us(now_s) * 1e-6 + 1e-9) + 1)
        if self.sync_every_s:
            self._next_edge = math.floor(now_s / self.sync_every_s + 1e-9) + 1
            self._set(board.R_DI0, (self._next_edge - 1) % 2)

    def _hear(self, message: bytes, over_s: float) -> None:
        """A message of the clock bus, of a second that is over then: whatever the own clock says, the next begins."""
        second = board.second_told(message)
        if second is not None:
            self._rebase()
            begins_us = (second - self.second_at_zero) * 1e6
            if abs(self._local_us(over_s) - begins_us) > 0.5e6:
                self._next_second = second - self.second_at_zero
            self._base_us = begins_us + (self._base_s - over_s) * self._speed * 1e6

    # What happens between samples --------------------------------------------------------------------------------

    def _mark(self) -> tuple[float, Callable[[float], list[bytes]]]:
        """What happens next, and when: the beat of the bus before the second that it begins."""
        marks: list[tuple[float, Callable[[float], list[bytes]]]] = [
            (self._base_s + (self._next_second * 1e6 - self._base_us) * 1e-6 / self._speed, self._second_over)
        ]
        if self.bus is not None:
            marks.insert(0, (self._next_beat_s, self._beat))
        if self.sync_every_s:
            marks.append((self._next_edge * self.sync_every_s, self._edge))
        if self._pulse_ends_s < math.inf:
            marks.append((self._pulse_ends_s, self._end_pulse))
        return min(marks, key=lambda mark: mark[0])

    def _second_over(self, at_s: float) -> list[bytes]:
        """The alive event, and the toggling output while acquiring."""
        second = self._next_second + self.second_at_zero
        self._next_second += 1
        out: list[bytes] = []
        if self._value(board.R_OPERATION) & board.ALIVE_BIT:
            out.append(packet(EVENT, board.R_SECOND, board.U32, [second], second * 1_000_000))
        if self.acquiring and self._value(board.R_DO0_SYNC) == board.HEARTBEAT:
            self._drive(self._value(board.R_OUT_STATE) ^ 1, at_s)
            if self._value(board.R_EVENTS) & board.SYNC_EVENTS:
                out.append(packet(EVENT, board.R_DO0, board.U8, [self._value(board.R_DO0)], second * 1_000_000))
        return out

    def _beat(self, at_s: float) -> list[bytes]:
        if self.bus is not None:
            self._hear(self.bus.message(at_s), at_s)
            self._next_beat_s = self.bus.over_s(at_s)
        return []

    def _edge(self, at_s: float) -> list[bytes]:
        level, trigger = self._next_edge % 2, self._value(board.R_DI0_TRIGGER)
        self._next_edge += 1
        self._set(board.R_DI0, level)
        if trigger:
            was_acquiring = self.acquiring
            self._set(board.R_ACQUISITION, int(level == (trigger == 1)))
            if self.acquiring and not was_acquiring:
                self._next_sample = max(
                    self._next_sample, math.ceil((at_s - self._base_s) / self.grid_s - 1e-6) + self._base
                )
        elif self._value(board.R_EVENTS) & board.INPUT_EVENTS:
            return [packet(EVENT, board.R_DI0, board.U8, [level], self._stamp_us(at_s))]
        return []

    def _end_pulse(self, at_s: float) -> list[bytes]:
        self._drive(self._value(board.R_OUT_STATE) & ~1, at_s)
        return []

    def _drive(self, outputs: int, now_s: float) -> None:
        rises = outputs & ~self._value(board.R_OUT_STATE) & 1
        self._set(board.R_OUT_STATE, outputs)
        self._set(board.R_DO0, outputs & 1)
        self._pulse_ends_s = math.inf
        if self._value(board.R_DO0_SYNC) == board.PULSE and outputs & 1:
            since_s = now_s if rises else min(self._pulse_ends_s, now_s)
            self._pulse_ends_s = since_s + self._value(board.R_DO0_PULSE) * 1e-3

    # The stream --------------------------------------------------------------------------------------------------

    def _samples(self, end: int) -> list[bytes]:
        """The samples up to number ``end`` that were not sent yet, and what the outputs did over them."""
        if not self.streaming or end <= self._next_sample:
            return []
        numbers = np.arange(self._next_sample, end)
        self._next_sample = end
        ticks_us = np.rint(self._base_us + (numbers - self._base) * self._step_us).astype(np.int64)
        stamps_us = ticks_us + self.second_at_zero * 1_000_000
        counts = self._sample(numbers)
        data, out, done = data_packets(stamps_us, counts), [], 0
        for at, outputs in self._thresholds.follow(self.registers, counts, self._value(board.R_OUT_STATE)):
            out += samples_of(data, int(numbers[0]), done, at + 1)
            done = at + 1
            self._set(board.R_OUT_STATE, outputs)
            if self._value(board.R_EVENTS) & board.THRESHOLD_EVENTS:
                out.append(packet(EVENT, board.R_OUT_STATE, board.U16, [outputs], int(stamps_us[at])))
        return out + samples_of(data, int(numbers[0]), done, numbers.size)

    def _sample(self, numbers: npt.NDArray[np.int64]) -> Counts:
        counts = self.read_counts(self._base_s + (numbers - self._base).astype(np.float64) * self.grid_s)
        if self._offsets is None:
            return counts
        shifted = counts.astype(np.int32) + self._offsets
        sampled: Counts = np.clip(shifted, -32768, 32767).astype(np.int16)
        return sampled

    # Its registers ---------------------------------------------------------------------------------------------------

    def _value(self, address: int) -> int:
        return self.registers[address].values[0]

    def _set(self, address: int, value: int) -> None:
        self.registers[address].values[0] = value

    def _answer(self, command: bytes, now_s: float) -> list[bytes]:
        kind, address, ptype = command[0], command[2], command[4] & ~board.STAMPED
        register = self.registers.get(address)
        stamp_us = self._stamp_us(now_s)
        values = board.values_in(command, ptype) if register is not None and register.ptype == ptype else None
        if register is None or values is None:
            return [packet(kind | board.ERROR, address, ptype, [], stamp_us)]
        if kind == board.WRITE:
            if not register.accepts(values) or not self._store(address, values, now_s):
                return [packet(board.WRITE | board.ERROR, address, ptype, values, stamp_us)]
            return self._written(address, values, now_s)
        self._refresh(now_s)
        return self._reply(packet(board.READ, address, ptype, register.values, stamp_us))

    def _store(self, address: int, values: list[int], now_s: float) -> bool:
        """Do what a write says; False where it is refused."""
        value, outputs = values[0], self._value(board.R_OUT_STATE)
        if address == board.R_SECOND:
            if self._value(board.R_CLOCK) & board.CLOCK_LOCKED:
                return False
            self.second_at_zero = value - math.floor(self._local_us(now_s) * 1e-6)
        elif address == board.R_RESET:
            self._reset(value)
        elif address == board.R_SERIAL:
            if not self._renumbered and value != board.RENUMBER:
                return False
            if self._renumbered:
                self.serial_number = value
                self._reset(board.RESET_SAVED)
            self._renumbered = not self._renumbered
        elif address == board.R_NAME:
            self.name = bytes(values).rstrip(b"\0").decode("ascii", "replace")
            self._reset(board.RESET_SAVED)
        elif address == board.R_CLOCK:
            self._set(address, board.CLOCK_LOCKED if value & board.CLOCK_LOCKED else board.CLOCK_OPEN)
        elif address in (board.R_OUT_SET, board.R_OUT_CLEAR, board.R_OUT_TOGGLE, board.R_OUT_STATE):
            acts = {board.R_OUT_SET: outputs | value, board.R_OUT_CLEAR: outputs & ~value}
            self._drive({**acts, board.R_OUT_TOGGLE: outputs ^ value, board.R_OUT_STATE: value}[address], now_s)
        else:
            self.registers[address].values = [value & ~board.DUMP_BIT] if address == board.R_OPERATION else values
            self._wire_up()
        return True

    def _wire_up(self) -> None:
        """Let what registers say of tare and of outputs hold for every sample from now on."""
        self._offsets = board.offsets_of(self.registers)
        self._thresholds.wire_up(self.registers)

    def _reset(self, how: int) -> None:
        """Start anew, with what the board comes with or with what was saved in it."""
        if how & board.RESET_SAVE:
            self._saved = {at: list(each.values) for at, each in self.registers.items() if at not in board.VOLATILE}
        if how & board.RESET_DEFAULT:
            self._saved = {}
        if how & board.RESET_NAME:
            self.name = "LoadCells"
        self.registers = register_file(self.serial_number, self.name)
        for address, values in self._saved.items():
            if address not in (board.R_NAME, board.R_SERIAL):
                self.registers[address].values = list(values)
        self._set(board.R_RESET, board.BOOTED_SAVED if self._saved else board.BOOTED_DEFAULT)
        self._wire_up()

    def _written(self, address: int, values: list[int], now_s: float) -> list[bytes]:
        self._refresh(now_s)
        register, stamp_us = self.registers[address], self._stamp_us(now_s)
        out = self._reply(packet(board.WRITE, address, register.ptype, register.values, stamp_us))
        if address == board.R_OPERATION and values[0] & board.DUMP_BIT:
            out += [
                packet(board.READ, at, each.ptype, each.values, stamp_us) for at, each in sorted(self.registers.items())
            ]
        return out

    def _reply(self, raw: bytes) -> list[bytes]:
        return [] if self._value(board.R_OPERATION) & board.MUTE_BIT else [raw]

    def _refresh(self, now_s: float) -> None:
        """Registers that show something living get their value of this moment."""
        second, tick = board.second_and_tick(self._stamp_us(now_s))
        self._set(board.R_SECOND, second)
        self._set(board.R_MICRO, tick)
        if self._value(board.R_ACQUISITION):
            number = math.floor((now_s - self._base_s) / self.grid_s) + self._base
            self.registers[board.R_DATA].values = [int(count) for count in self._sample(np.array([number]))[:, 0]]
