"""A stream of packets, mutated at thousands of places at once, and what a codec made of it beside what is true.

Each *input* is one piece of a stream with at least one thing done to it: bytes flipped, replaced, taken out or put in,
cut short, said twice, swapped with the next.  About a quarter of all pieces stay whole, so that a codec that needs
neighbours to believe a packet is not merely fed noise.  Everything is drawn from one seed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from fake_transports import Script

from drivers.contracts import Corrupt, Frame, Notice, Reply, SampleClock, Send, Signal, SyncEdge

PACKETS = 64
"""Different packets of the true stream."""

BATCH = 5000
"""Pieces between two fresh codecs."""

WHOLE = 0.25
LOVED = np.array([0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF, 10, 13, 0x2D, 0x2E, 0x3B, 0x20], np.uint8)
"""Bytes that mean something somewhere."""

HELD = 512 * 1024
"""More than this no codec may keep, whatever it was fed: a block of twenty plates is 24 kB."""

ANEW = 8
"""After so many pieces a device that is asked for each is told where it stands, as after a time-out."""

KINDS = (Frame, Reply, Notice, Corrupt, Send, SyncEdge)


@dataclass(slots=True)
class Outcome:
    """What a codec made of its inputs."""

    inputs: int = 0
    samples: int = 0
    wrong: int = 0
    """Samples that were never sent."""
    most_held: int = 0

    @classmethod
    def joined(cls, parts: Sequence[Outcome]) -> Outcome:
        """All parts as one."""
        inputs, samples, wrong = (sum(getattr(part, name) for part in parts) for name in ("inputs", "samples", "wrong"))
        return cls(inputs, samples, wrong, max(part.most_held for part in parts))


class Mutator:
    """Pieces of one device's stream, as its script has them."""

    def __init__(self, script: Script, seed: int) -> None:
        self._drawn = np.random.default_rng(seed)
        pieces = [piece for n in range(PACKETS) for piece in _pieces(script, n)]
        self._bytes = np.frombuffer(b"".join(pieces), np.uint8)
        self._sizes = np.array([len(piece) for piece in pieces])
        self._starts = np.concatenate(([0], np.cumsum(self._sizes)[:-1]))

    def batch(self, count: int) -> tuple[bytes, list[int], int]:
        """Bytes of so many pieces, where each of them begins, and how many of them were mutated."""
        drawn = self._drawn
        order = (drawn.integers(self._sizes.size) + np.arange(count)) % self._sizes.size
        hurt = drawn.random(count) >= WHOLE
        kind = np.where(hurt, drawn.integers(0, 8, count), -1)
        # said twice, or swapped with the next
        again = np.flatnonzero(kind == 0)
        order = np.insert(order, again, order[again])
        kind, hurt = np.insert(kind, again, -1), np.insert(hurt, again, False)
        swapped = np.flatnonzero(kind[:-1] == 1)
        order[swapped], order[swapped + 1] = order[swapped + 1], order[swapped]
        sizes = self._sizes[order]
        owner = np.repeat(np.arange(order.size), sizes)
        first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        data = self._bytes[np.repeat(self._starts[order] - first, sizes) + np.arange(owner.size)].copy()
        self._replace(data, first, sizes, kind)
        keep = self._cut(first, sizes, kind, owner)
        data, owner = data[keep], owner[keep]
        more = np.flatnonzero((kind[owner] == 7) & (drawn.random(owner.size) < 1.5 / sizes[owner]))
        data = np.insert(data, more, drawn.integers(0, 256, more.size).astype(np.uint8))
        owner = np.insert(owner, more, owner[more])
        begins = np.concatenate(([0], np.flatnonzero(np.diff(owner)) + 1)).tolist()
        return data.tobytes(), begins, int(hurt.sum())

    def _replace(self, data: np.ndarray, first: np.ndarray, sizes: np.ndarray, kind: np.ndarray) -> None:
        """One or several bytes of the pieces of kinds 2 to 4: a bit flipped, any byte, a byte that means something."""
        drawn = self._drawn
        for round_ in range(3):
            some = np.flatnonzero((kind >= 2) & (kind <= 4) & (drawn.random(kind.size) < (1.0, 0.5, 0.3)[round_]))
            at = first[some] + (drawn.random(some.size) * sizes[some]).astype(np.int64)
            flipped = data[at] ^ (1 << drawn.integers(0, 8, some.size)).astype(np.uint8)
            any_byte = drawn.integers(0, 256, some.size).astype(np.uint8)
            loved = LOVED[drawn.integers(0, LOVED.size, some.size)]
            data[at] = np.select([kind[some] == 2, kind[some] == 3], [flipped, any_byte], loved)

    def _cut(self, first: np.ndarray, sizes: np.ndarray, kind: np.ndarray, owner: np.ndarray) -> np.ndarray:
        """Which bytes stay: the end of kind 5 goes, and some stretch of kind 6."""
        drawn = self._drawn
        begin = (drawn.random(kind.size) * sizes).astype(np.int64)
        end = np.where(kind == 5, sizes, begin + drawn.integers(1, 6, kind.size))
        at = np.arange(owner.size) - first[owner]
        gone = ((kind == 5) | (kind == 6))[owner] & (at >= begin[owner]) & (at < end[owner])
        return ~gone


def _pieces(script: Script, number: int) -> list[bytes]:
    """A packet of the script, packet of the wire by packet of the wire or nearly so."""
    packet = script.packet(number)
    size = max(1, len(packet) // script.singles)
    return [packet[at : at + size] for at in range(0, len(packet), size)]


class Truth:
    """The samples that were sent, to look others up among them by a number of 64 bits each."""

    def __init__(self, script: Script, signal: Signal) -> None:
        self._stamped = signal.clock is SampleClock.DEVICE
        self._odd = np.random.default_rng(5).integers(1, 2**63, 1 + len(signal.channels), dtype=np.uint64) * 2 + 1
        codec = script.device.codec()
        codec.feed(script.told)
        packets = [script.packet(number) for number in range(PACKETS + 2)]
        frames = [event for packet in packets for event in codec.feed(packet) if isinstance(event, Frame)]
        self._rows = np.unique(self._keys(frames))

    def wrong(self, frames: list[Frame]) -> int:
        """How many samples of these were never sent."""
        if not frames:
            return 0
        keys = self._keys(frames)
        at = np.minimum(np.searchsorted(self._rows, keys), self._rows.size - 1)
        return int((self._rows[at] != keys).sum())

    def _keys(self, frames: list[Frame]) -> np.ndarray:
        values = np.concatenate([frame.values for frame in frames], axis=1).astype(np.float64) + 0.0
        keys = (values.view(np.uint64) * self._odd[1:, None]).sum(axis=0, dtype=np.uint64)
        if self._stamped:
            keys += np.concatenate([frame.ticks for frame in frames]).astype(np.uint64) * self._odd[0]
        return keys ^ (keys >> np.uint64(29))


def fuzz(script: Script, signal: Signal, inputs: int, seed: int) -> Outcome:
    """Feed a device's codec so many mutated pieces, and look at everything that comes out."""
    mutator, truth, outcome = Mutator(script, seed), Truth(script, signal), Outcome()
    drawn = np.random.default_rng(seed + 1)
    while outcome.inputs < inputs:
        codec = script.device.codec()
        codec.feed(script.told)
        data, begins, hurt = mutator.batch(min(BATCH, round((inputs - outcome.inputs) / (1.0 - WHOLE)) + 4))
        frames: list[Frame] = []
        for number, chunk in enumerate(_chunks(data, begins, _is_stream(script), drawn)):
            if script.pulls and number % ANEW == 0:
                codec.feed(script.told)
            for event in codec.feed(chunk):
                assert isinstance(event, KINDS)
                if isinstance(event, Frame):
                    frames.append(event)
        _sound(frames, signal)
        outcome.inputs += hurt
        outcome.samples += sum(frame.ticks.size for frame in frames)
        outcome.wrong += truth.wrong(frames)
        outcome.most_held = max(outcome.most_held, held(codec))
    return outcome


def _is_stream(script: Script) -> bool:
    """Whether packets run into each other; those that are asked for one by one do not."""
    return script.device.serial is not None and not script.pulls


def _chunks(data: bytes, begins: list[int], stream: bool, drawn: np.random.Generator) -> Iterator[bytes]:
    """A stream cut anywhere; messages as they are."""
    if stream:
        begins = np.unique(np.concatenate(([0], drawn.integers(0, len(data), 1 + len(data) // 600)))).tolist()
    return (data[at:end] for at, end in zip(begins, [*begins[1:], len(data)], strict=True))


def _sound(frames: Iterable[Frame], signal: Signal) -> None:
    """What every frame is, whatever its numbers."""
    for frame in frames:
        assert frame.ticks.dtype == np.int64
        assert frame.values.shape == (len(signal.channels), frame.ticks.size)
        assert frame.ticks.size
    if frames:
        assert all(np.isfinite(frame.values).all() for frame in frames)


def held(thing: object, depth: int = 6) -> int:
    """Bytes that an object keeps in buffers and lists of its own, roughly."""
    if isinstance(thing, bytes | bytearray | str):
        return len(thing)
    if isinstance(thing, np.ndarray):
        return int(thing.nbytes)
    if depth == 0 or isinstance(thing, int | float | type | None.__class__) or callable(thing):
        return 8
    if isinstance(thing, dict):
        return 100 + sum(held(value, depth - 1) for value in thing.values())
    if hasattr(thing, "__len__") and hasattr(thing, "__iter__"):
        return 8 + sum(held(each, depth - 1) for each in thing)
    slots = [name for kind in type(thing).__mro__ for name in getattr(kind, "__slots__", ())]
    kept = [*getattr(thing, "__dict__", {}).values(), *(getattr(thing, name, None) for name in slots)]
    return 16 + sum(held(each, depth - 1) for each in kept)
