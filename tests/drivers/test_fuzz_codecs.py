"""Mutated packets by the thousand into every codec: no exception, no number that was not sent, bounded memory.

``COUNTERPOISE_FUZZ=1000000`` makes it a million for each decoder, on all cores: less than four minutes of one.
``COUNTERPOISE_FUZZ_SEED`` draws others.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import pairwise
from multiprocessing import get_context

import pytest
import wire_tec_gihan
from check_device import name_of
from check_stream import check_damage_at_any_byte_is_never_a_number, signal_of
from fake_transports import SCRIPTS, Script
from mutations import BATCH, HELD, Mutator, Outcome, fuzz
from wire_counterpoise_plate import stream_packet

from drivers.contracts import Signal
from drivers.registry import DEVICES

INPUTS = int(os.environ.get("COUNTERPOISE_FUZZ", "3000"))
SEED = int(os.environ.get("COUNTERPOISE_FUZZ_SEED", "20261123"))
MANY, PARTS = 100_000, 4

LET_THROUGH = {8: 1.0 / 256.0, 16: 1.0 / 65536.0}
"""By the bits of a checksum: which part of packets with several changed bytes it takes for whole ones."""

CHECKSUM_BITS = {"harp-loadcells": 8, "cts500": 8, "go-direct": 8, "counterpoise-plate": 16}
"""What the packets of a kind are guarded by; others carry nothing that damage could be told by, and say so."""


def smallest(key: str) -> tuple[Script, Signal]:
    """A device with packets as small as they get, so that a million of them is soon done, and what it sends."""
    script, signal = SCRIPTS[key](), signal_of(SCRIPTS[key])
    if key == "tec-gihan":
        script.told = b"SPS_120\r\nFPCOUNT_1\r\nIDLE\r\n"
        script.packet = lambda n: wire_tec_gihan.block(n, plates=1, matome=12)
        script.per_packet, signal = 12, replace(signal, channels=signal.channels[:6])
    if key == "counterpoise-plate":
        script.packet = lambda n: stream_packet(n, 2)
        script.per_packet = 2
    return script, signal


def fuzzed(key: str, inputs: int, seed: int) -> Outcome:
    """One decoder's share, in a process of its own where there is much to do."""
    return fuzz(*smallest(key), inputs, seed)


@pytest.fixture(scope="module")
def outcomes() -> Iterator[Callable[[str], Outcome]]:
    """What came of a decoder's inputs; many are shared out to all cores, in parts that end about together."""
    if INPUTS < MANY:
        yield lambda key: fuzzed(key, INPUTS, SEED)
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        parts = {
            key: [pool.submit(fuzzed, key, -(-INPUTS // PARTS), SEED + part) for part in range(PARTS)]
            for key in DEVICES
        }
        yield lambda key: Outcome.joined([part.result() for part in parts[key]])


@pytest.mark.timeout(900)  # the first one waits for its share of all
@pytest.mark.parametrize("key", DEVICES)
def test_mutated_packets_are_no_exception_no_wrong_number_and_no_hoard(key: str, outcomes) -> None:
    script, outcome = SCRIPTS[key](), outcomes(key)
    print(f"{key}: {outcome}")
    assert outcome.inputs >= INPUTS
    assert outcome.samples > 0
    assert outcome.most_held < HELD
    if name_of(check_damage_at_any_byte_is_never_a_number) not in script.cannot:
        per_packet = outcome.samples / max(1, outcome.inputs)
        most = LET_THROUGH[CHECKSUM_BITS[key]] * outcome.inputs * max(1.0, per_packet)
        assert outcome.wrong <= most + 4.0 * most**0.5 + script.per_packet


def test_the_same_seed_gives_the_same_mutations_and_most_pieces_are_mutated() -> None:
    script = SCRIPTS["harp-loadcells"]()
    one, other, third = (Mutator(script, seed).batch(BATCH) for seed in (1, 1, 2))
    assert one == other
    assert one[0] != third[0]
    data, begins, hurt = one
    assert 0.7 * BATCH < hurt < 0.8 * BATCH
    assert BATCH * 0.95 < len(begins) < BATCH * 1.2
    whole = b"".join(script.packet(n) for n in range(64))
    pieces = {data[at:end] for at, end in pairwise(begins)}
    assert 0.2 < sum(piece in whole for piece in pieces) / len(pieces) < 0.95
