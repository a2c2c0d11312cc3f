"""A firmware whose packets meet with something on their way: lost, late, twice, out of order, damaged.

    firmware --packets--> [faults that are at work] --letters, each with its time of arrival--> face

Each packet meets every fault that is at work when it is sent, in the order in which they were injected; what they do to
it is drawn from the fault's own generator, packet by packet.  So the outcome depends on the seed alone, however often
the face looks.  While no fault is at work nothing is touched and nothing costs time.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from drivers.profiles import GattProfile
from simulators.fault_truth import Numbers, StreamBegun, Truth
from simulators.faults import Fault
from simulators.firmware import BleFirmware, Firmware, Readable, SamplePacket, Spoilable, Timed, single_packets

ROUNDED_S = 1e-9
"""By less than this the time of a sample that is due now may be later."""

FURTHER_S = 0.002
"""How much later the rest of a packet arrives that was cut in two."""

ODD_PACKETS = {
    # a kind that no make is known to send
    "kind": bytes.fromhex("07040000803f"),
    # seven bytes are no whole number of samples
    "length": bytes.fromhex("010700004842e80300"),
    # the value ends before its length says so
    "short": bytes.fromhex("010800004842"),
}


@dataclass(slots=True)
class Letter:
    """Bytes on their way; ``samples`` is 0 for what carries none, or only the first part of them."""

    raw: bytes
    due_s: float
    arrives_s: float
    first: int = 0
    samples: int = 0
    readable: bool = True
    altered: tuple[int, ...] = ()
    overtaken: bool = False
    """Whether later ones may arrive before it."""


@dataclass(slots=True)
class Working:
    """A fault with the times at which it is at work, and its own dice."""

    fault: Fault
    times: tuple[tuple[float, float], ...]
    dice: np.random.Generator

    def until(self, now_s: float) -> float | None:
        """When its present turn ends; None when it is not at work."""
        for begin_s, end_s in self.times:
            if begin_s <= now_s < end_s:
                return end_s
        return None

    def concerns(self, after_s: float, now_s: float) -> bool:
        return any(begin_s <= now_s and after_s < end_s for begin_s, end_s in self.times)


@dataclass(slots=True)
class FaultyFirmware:
    """Wraps a firmware and is one; ``truth`` says what became of every sample."""

    inner: Firmware
    seed: int = 0
    muted: bool = False
    """Nothing arrives any more and nobody is told: the device is out of reach."""
    watch: Callable[[int, int], None] | None = None
    """Is told the numbers of samples as they are measured (first, and how many)."""
    _truth: Truth = field(default_factory=Truth, init=False)
    _faults: list[Working] = field(default_factory=list, init=False)
    _injected: int = field(default=0, init=False)
    _under_way: list[tuple[float, int, Letter]] = field(default_factory=list, init=False)
    _order: int = field(default=0, init=False)
    _latest_s: float = field(default=-math.inf, init=False)
    _looked_s: float = field(default=-math.inf, init=False)
    _ready: list[bytes] = field(default_factory=list, init=False)
    _fresh: bool = field(default=False, init=False)
    """A new stream begins with the next sample."""

    # What the face sees ---------------------------------------------------------------------------------------

    @property
    def serial(self) -> str:
        return self.inner.serial

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def powered(self) -> bool:
        return self.inner.powered

    @property
    def next_due_s(self) -> float | None:
        due = [self._under_way[0][0]] if self._under_way else []
        if self._ready:
            due.append(self._looked_s)
        if (inner_s := self.inner.next_due_s) is not None:
            due.append(inner_s)
        return min(due, default=None)

    def attach(self, now_s: float) -> None:
        self._fresh, self._latest_s = True, -math.inf
        self._forget()
        self.inner.attach(now_s)

    def detach(self, now_s: float) -> None:
        if self.muted:  # nobody asked meanwhile, and it measured all the same
            self.advance(now_s)
        self._forget()
        self.inner.detach(now_s)

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        out = self.advance(now_s)
        said = self.inner.write(data, now_s)
        if not self._concerned(now_s):
            return out + self._arrive_untouched(said, now_s)
        self._send(said, now_s)
        return out + self._arrivals(now_s)

    def advance(self, now_s: float) -> list[bytes]:
        out, self._ready = self._ready, []
        if not self._concerned(now_s):
            out += self._arrive_untouched(self.inner.advance(now_s), now_s)
        else:
            self._step(now_s)
            out += self._arrivals(now_s)
        self._looked_s = now_s
        self._faults = [each for each in self._faults if each.times[-1][1] > now_s]
        return out

    @property
    def truth(self) -> Truth:
        """What became of every sample so far."""
        self._truth.on_the_way = Numbers(
            (letter.first, letter.first + letter.samples) for _, _, letter in self._under_way if letter.readable
        )
        return self._truth

    # What happens to it ---------------------------------------------------------------------------------------

    def inject(self, fault: Fault, from_s: float) -> None:
        """Let a fault of the wire be at work from then on, as often and as long as it says."""
        lasting_s = fault.for_s or math.inf
        times = tuple((begin_s, begin_s + lasting_s) for begin_s in fault.starts(from_s))
        self._injected += 1
        self._faults.append(Working(fault, times, np.random.default_rng([self.seed, 77, self._injected])))
        # what cuts packets in two comes last: nothing else shall happen to one half only
        self._faults.sort(key=lambda each: each.fault.what == "rechunk")

    def mend(self, now_s: float) -> None:
        """End every fault; what is under way still arrives."""
        self.settle(now_s)
        self._faults.clear()

    def settle(self, now_s: float) -> None:
        """Let the device say what was due before something is done to it."""
        self._ready = self.advance(now_s)

    def restarted(self) -> None:
        """Its counter begins anew with the next sample."""
        self._fresh = True

    # The way --------------------------------------------------------------------------------------------------

    def _concerned(self, now_s: float) -> bool:
        return bool(self._under_way) or any(each.concerns(self._looked_s, now_s) for each in self._faults)

    def _step(self, now_s: float) -> None:
        """Advance the device so that each packet meets what is at work at its own time."""
        if not isinstance(self.inner, Timed):
            at_s = -math.inf
            while (due_s := self.inner.next_due_s) is not None and at_s < due_s <= now_s:
                at_s = due_s
                self._send(self.inner.advance(at_s), at_s)
        self._send(self.inner.advance(now_s), now_s)

    def _measure(self, first: int, samples: int, at_s: float) -> None:
        if self._fresh:
            self._fresh = False
            begun_s = self.inner.sample_s(first) if isinstance(self.inner, Timed) else at_s
            self._truth.streams.append(StreamBegun(first, begun_s))
        self._truth.measured.add(first, samples)
        if self.watch is not None:
            self.watch(first, samples)

    def _arrive_untouched(self, said: list[bytes], now_s: float) -> list[bytes]:
        for raw in said:
            if isinstance(raw, SamplePacket):
                self._measure(raw.first, raw.samples, now_s)
                if not self.muted:
                    self._truth.arrived.add(raw.first, raw.samples)
        return [] if self.muted else said

    def _send(self, said: list[bytes], now_s: float) -> None:
        timed = self.inner if isinstance(self.inner, Timed) else None
        for raw in said:
            if isinstance(raw, SamplePacket):
                self._measure(raw.first, raw.samples, now_s)
        for raw in single_packets(said):
            at_s, first, samples = now_s, 0, 0
            if isinstance(raw, SamplePacket):
                first, samples = raw.first, raw.samples
                at_s = now_s if timed is None else timed.sample_s(first + samples - 1)
            letter = Letter(raw, at_s, at_s, first, samples)
            letters = [] if self.muted else [letter]
            for working in self._faults:
                until_s = working.until(at_s)
                if until_s is not None:
                    letters = [done for each in letters for done in self._meet(each, working, until_s)]
            for each in letters:
                self._post(each)

    def _post(self, letter: Letter) -> None:
        letter.arrives_s = max(letter.arrives_s, self._latest_s)
        if not letter.overtaken:
            self._latest_s = letter.arrives_s
        self._order += 1
        heapq.heappush(self._under_way, (letter.arrives_s, self._order, letter))

    def _arrivals(self, now_s: float) -> list[bytes]:
        out: list[bytes] = []
        while self._under_way and self._under_way[0][0] <= now_s + ROUNDED_S:
            letter = heapq.heappop(self._under_way)[2]
            if not self.muted:
                out.append(letter.raw)
                self._arrived(letter)
        return out

    def _arrived(self, letter: Letter) -> None:
        truth = self._truth
        if not letter.readable:
            truth.garbage_bytes += len(letter.raw)
        elif letter.samples:
            if letter.first in truth.arrived:
                truth.repeated.add(letter.first, letter.samples)
            truth.arrived.add(letter.first, letter.samples)
            late_s = letter.arrives_s - letter.due_s
            if late_s > 0:
                truth.delayed.add(letter.first, letter.samples)
                truth.late_s = max(truth.late_s, late_s)
            for number in letter.altered:
                truth.altered.add(number, 1)

    def _forget(self) -> None:
        """What was under way when the connection ended never arrives."""
        self._under_way.clear()
        self._ready.clear()

    # What the kinds of faults do ------------------------------------------------------------------------------

    def _meet(self, letter: Letter, working: Working, until_s: float) -> list[Letter]:
        """What one fault makes of a letter."""
        what = working.fault.what
        if what == "silence":
            return []
        if what == "stall":
            letter.arrives_s = max(letter.arrives_s, until_s)
            return [letter]
        if what in _SAMPLES_ONLY and not letter.samples:
            return [letter]
        return _KINDS[what](self, letter, working.fault, working.dice)

    def _drop(self, letter: Letter, fault: Fault, dice: np.random.Generator) -> list[Letter]:
        return [] if dice.random() < fault.number("share") else [letter]

    def _duplicate(self, letter: Letter, fault: Fault, dice: np.random.Generator) -> list[Letter]:
        return [letter, replace(letter)] if dice.random() < fault.number("share") else [letter]

    def _reorder(self, letter: Letter, fault: Fault, dice: np.random.Generator) -> list[Letter]:
        if dice.random() < fault.number("share"):
            letter.arrives_s, letter.overtaken = letter.arrives_s + fault.number("late_s"), True
        return [letter]

    def _corrupt(self, letter: Letter, fault: Fault, dice: np.random.Generator) -> list[Letter]:
        hit = dice.random(len(letter.raw)) < fault.number("byte_rate")
        flips = dice.integers(1, 256, len(letter.raw), np.uint8)
        if hit.any():
            damaged = np.frombuffer(letter.raw, np.uint8) ^ np.where(hit, flips, 0).astype(np.uint8)
            self._damage(letter, damaged.tobytes())
        return [letter]

    def _cut(self, letter: Letter, fault: Fault, dice: np.random.Generator) -> list[Letter]:
        hit, at, count = dice.random(), dice.random(), int(dice.integers(1, int(fault.number("bytes")) + 1))
        size = len(letter.raw)
        count = min(count, size - 1)
        if hit < fault.number("share") and count:
            # a radio's packet loses its end; a line loses bytes anywhere
            begin = size - count if isinstance(self, FaultyBleFirmware) else int(at * (size - count + 1))
            self._damage(letter, letter.raw[:begin] + letter.raw[begin + count :])
        return [letter]

    def _garbage(self, letter: Letter, fault: Fault, dice: np.random.Generator) -> list[Letter]:
        if fault.settings["instead"]:
            noise = dice.integers(0, 256, len(letter.raw), np.uint8).tobytes()
            return [Letter(noise, letter.due_s, letter.arrives_s, readable=False)]
        hit, count = dice.random(), int(dice.integers(1, int(fault.number("bytes")) + 1))
        noise = dice.integers(0, 256, count, np.uint8).tobytes()
        extra = Letter(noise, letter.due_s, letter.arrives_s, readable=False)
        return [extra, letter] if hit < fault.number("share") else [letter]

    def _odd(self, letter: Letter, fault: Fault, dice: np.random.Generator) -> list[Letter]:
        if dice.random() >= fault.number("share"):
            return [letter]
        extra = Letter(ODD_PACKETS[str(fault.settings["shape"])], letter.due_s, letter.arrives_s, readable=False)
        return [extra, letter]

    def _rechunk(self, letter: Letter, fault: Fault, dice: np.random.Generator) -> list[Letter]:
        hit, at, later = dice.random(3)
        cut = 1 + int(at * (len(letter.raw) - 1))
        apart = hit < fault.number("share") and 0 < cut < len(letter.raw)
        if not apart or letter.overtaken or self._waited_for(letter.due_s):
            return [letter]
        front = Letter(letter.raw[:cut], letter.due_s, letter.arrives_s)
        rest = replace(letter, raw=letter.raw[cut:], arrives_s=letter.arrives_s + later * FURTHER_S)
        return [front, rest]

    def _waited_for(self, at_s: float) -> bool:
        """Whether a letter that others overtake is still to come then."""
        return any(each.overtaken and each.arrives_s >= at_s for _, _, each in self._under_way)

    def _jitter(self, letter: Letter, fault: Fault, dice: np.random.Generator) -> list[Letter]:
        stalled, stall, wait = dice.random(), dice.uniform(0.05, 0.3), dice.exponential(1.0)
        interval_s = fault.number("interval_s")
        sent_s = letter.arrives_s
        if interval_s:
            sent_s = math.ceil(sent_s / interval_s - 1e-9) * interval_s
        letter.arrives_s = sent_s + wait * fault.number("mean_s") + stall * (stalled < fault.number("stalls"))
        return [letter]

    def _spoil(self, letter: Letter, fault: Fault, dice: np.random.Generator) -> list[Letter]:
        hit = np.flatnonzero(dice.random(letter.samples) < fault.number("share")).tolist()
        if hit and letter.readable and isinstance(self.inner, Spoilable):
            letter.raw = self.inner.spoil(letter.raw, hit, float(fault.settings["value"]))
            letter.altered = (*letter.altered, *(letter.first + at for at in hit))
        return [letter]

    def _damage(self, letter: Letter, raw: bytes) -> None:
        """A packet with other bytes: most are no packet any more, some still look like one."""
        letter.raw = raw
        if isinstance(self.inner, Readable) and letter.samples and self.inner.reads(raw):
            if not isinstance(self, FaultyBleFirmware):
                letter.altered = tuple(range(letter.first, letter.first + letter.samples))
        else:
            letter.readable = False


@dataclass(slots=True)
class FaultyBleFirmware(FaultyFirmware):
    """The same over BLE, where a packet is a message of its own."""

    @property
    def gatt(self) -> GattProfile:
        return self._radio.gatt

    @property
    def att_mtu(self) -> int:
        return self._radio.att_mtu

    @property
    def _radio(self) -> BleFirmware:
        if not isinstance(self.inner, BleFirmware):
            raise TypeError("this firmware is not one for BLE")
        return self.inner


_Meet = Callable[[FaultyFirmware, Letter, Fault, np.random.Generator], list[Letter]]
_KINDS: Mapping[str, _Meet] = {
    "drop": FaultyFirmware._drop,
    "duplicate": FaultyFirmware._duplicate,
    "reorder": FaultyFirmware._reorder,
    "corrupt": FaultyFirmware._corrupt,
    "cut": FaultyFirmware._cut,
    "garbage": FaultyFirmware._garbage,
    "odd": FaultyFirmware._odd,
    "rechunk": FaultyFirmware._rechunk,
    "jitter": FaultyFirmware._jitter,
    "nan": FaultyFirmware._spoil,
}
_SAMPLES_ONLY = frozenset({"odd", "drop", "duplicate", "reorder", "cut", "nan"})
