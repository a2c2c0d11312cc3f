"""Packets lost, doubled, swapped, damaged and cut: numbers stay at their places where nothing but a count tells time.

Values are the true numbers of the samples, so that a sample at a wrong place shows as one that moved against the others
of its segment; where a codec cannot go on for certain it jumps so far that a new segment begins.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from wire_cts500 import of_stream
from wire_go_direct import answer, measured

from drivers.contracts import Codec, Frame
from drivers.devices.cts500 import CTS500
from drivers.devices.go_direct import GO_DIRECT
from drivers.pieces import Pieces

FAR = 2**20
"""Ticks further on, nothing is said of the time in between."""


@dataclass(frozen=True)
class Message:
    """Something that a device sends, and whether it may be harmed."""

    raw: bytes
    fair_game: bool = True


def harmed(messages: Sequence[Message], seed: int) -> list[bytes]:
    """The messages, one in twenty of them lost, doubled, swapped with the one before, damaged, or cut."""
    drawn, out = random.Random(seed), []
    for message in messages:
        raw, fate = message.raw, drawn.random() if message.fair_game else 1.0
        if fate < 0.01:
            continue
        if fate < 0.02:
            out.append(raw)
        elif fate < 0.03:
            out.insert(len(out) - 1, raw)
            continue
        elif fate < 0.04:
            hurt = bytearray(raw)
            hurt[drawn.randrange(len(raw))] ^= 1 << drawn.randrange(8)
            raw = bytes(hurt)
        elif fate < 0.05:
            raw = raw[: drawn.randrange(1, len(raw))]
        out.append(raw)
    return out


def moved(codec: Codec, pieces: Sequence[bytes], true: Callable[[float], float] = lambda value: value) -> set[int]:
    """By how much samples stand at wrong places within their segments; and the difference of those never sent."""
    ticks: list[int] = []
    values: list[float] = []
    for piece in pieces:
        for event in codec.feed(piece):
            if isinstance(event, Frame):
                ticks += event.ticks.tolist()
                values += [true(value) for value in event.values[0].tolist()]
    assert values
    assert all(abs(value) < 1e6 for value in values), "never sent"
    off = np.array(ticks) - np.array(values)
    segments = np.array(ticks) // FAR
    return {
        int(each) for number in np.unique(segments) for each in off[segments == number] - off[segments == number][0]
    }


def go_direct_stream(count: int, per_packet: int, answers: bool) -> list[Message]:
    messages, number = [], 0
    for packet in range(count):
        if answers and packet % 37 == 20:
            number += 1
            messages.append(Message(answer(0x10, bytes(14), counter=number), fair_game=False))
        number += 1
        first = packet * per_packet
        raw = measured([float(first + n) for n in range(per_packet)], number)
        messages.append(Message(raw, fair_game=packet > 8 and packet % 37 not in (19, 20)))
    return messages


@pytest.mark.parametrize("answers", [False, True])
@pytest.mark.parametrize("per_packet", [1, 2])
def test_go_direct_samples_keep_their_places_whatever_happens_to_single_packets(per_packet: int, answers: bool) -> None:
    messages = go_direct_stream(220, per_packet, answers)
    for seed in range(50):
        assert moved(GO_DIRECT.codec(), harmed(messages, seed)) == {0}, seed


def test_weights_of_a_cts500_keep_their_places_whatever_is_damaged_in_single_ones() -> None:
    """What is lost or doubled whole cannot be seen in its bytes: that is for the host's clock."""
    weights = [of_stream(number) for number in range(200)]
    true = [event for event in CTS500.codec().feed(b"".join(weights)) if isinstance(event, Frame)]
    places = {value: place for place, value in enumerate(np.concatenate([each.values[0] for each in true]).tolist())}
    for seed in range(60):
        drawn, sent = random.Random(seed), list(weights)
        for number in range(5, 199):
            if drawn.random() < 0.03:
                hurt = bytearray(sent[number])
                for _ in range(drawn.randrange(1, 3)):
                    hurt[drawn.randrange(len(hurt))] = drawn.randrange(256)
                sent[number] = bytes(hurt)
        assert moved(CTS500.codec(), sent, lambda value: places.get(value, 2e6)) == {0}, seed


def test_a_packet_that_was_cut_off_is_never_completed_with_the_next_one() -> None:
    """One byte of a sum would let it through once in 256 times; here every packet is cut at every place."""
    whole = [measured([float(n), n + 0.5], n) for n in range(256)]
    for at in range(1, len(whole[0])):
        codec = GO_DIRECT.codec()
        for raw in whole[:8]:
            codec.feed(raw)
        for cut, after in pairwise(whole[8:]):
            codec.feed(cut[:at])
            (frame,) = [event for event in codec.feed(after) if isinstance(event, Frame)]
            assert frame.values.tolist() == [np.frombuffer(after[9:], "<f4").tolist()]


def test_a_long_packet_without_its_first_piece_or_its_second_is_given_up_with_it() -> None:
    long = [measured([float(9 * n + k) for k in range(9)], n) for n in range(30)]
    pieces = [[raw[at : at + 20] for at in range(0, len(raw), 20)] for raw in long]
    for gone in range(len(pieces[0])):
        broken = [part for n, parts in enumerate(pieces) for at, part in enumerate(parts) if (n, at) != (12, gone)]
        assert moved(GO_DIRECT.codec(), broken) == {0}


def test_what_fills_up_a_report_begins_no_packet_and_anything_else_does() -> None:
    pieces = Pieces(20)
    pieces.add(bytes(range(1, 11)) + bytes(54))
    assert pieces.take(10) == bytes(range(1, 11))
    assert not pieces
    pieces.add(bytes(range(1, 61)))
    assert pieces.take(50) == bytes(range(1, 51))
    assert pieces.joined == bytes(range(51, 61))
    assert not pieces.cut_off(30), "what stood behind a packet goes on in the next report"
    assert pieces.give_up() == bytes(range(51, 61))
