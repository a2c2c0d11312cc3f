"""Faults on the wire: what arrives is what the truth says, seen by a decoder of its own."""

import struct
from collections import Counter

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.devices.progressor import Progressor
from simulators.fault_truth import Numbers
from simulators.fault_wire import FaultyBleFirmware, FaultyFirmware
from simulators.faults import Fault, fault_from_text

HARP_START = bytes.fromhex("02055aff010162" + "02050aff010112" + "020520ff010128")
HEAD = bytes.fromhex("031a21ff92")


def value_of(number):
    """What channel 0 reads at a sample, so that it can be told from its neighbours."""
    return number * 37 % 20011 - 10000


def board(seed=1):
    def read(times):
        numbers = np.rint(times * 1000).astype(np.int64)
        return np.tile(value_of(numbers), (8, 1)).astype(np.int16)

    return FaultyFirmware(HarpLoadCells(read), seed)


def dynamometer(seed=1):
    return FaultyBleFirmware(Progressor(lambda times: np.rint(times * 80).astype(np.float32)), seed)


def harp_samples(stream):
    """Every whole data event in a stream, as (number by its stamp, channel 0), by the published layout alone."""
    found, at = [], 0
    while at + 28 <= len(stream):
        raw = stream[at : at + 28]
        whole = raw[:5] == HEAD and sum(raw[:27]) & 0xFF == raw[27] and int.from_bytes(raw[9:11], "little") < 31250
        begun_inside = HEAD in stream[at + 1 : at + 32]
        if not whole or begun_inside:
            at += 1
            continue
        second, tick, value = struct.unpack_from("<IHh", raw, 5)
        found.append((round(((second - 3_800_000_000) * 31250 + tick + 0.5) * 0.032), value))
        at += 28
    return found


def progressor_samples(notifications):
    """Every sample of whole notifications, as (number by its stamp, value)."""
    found = []
    for raw in notifications:
        if len(raw) >= 2 and raw[0] == 1 and len(raw) >= 2 + raw[1] and raw[1] % 8 == 0:
            rows = np.frombuffer(raw[2 : 2 + raw[1]], "<f4,<u4")
            found += [(round(us / 12500), float(kg)) for kg, us in rows]
    return found


def plain(numbers):
    """Numbers as a set."""
    return {number for first, end in numbers.spans for number in range(first, end)}


def play(unit, start, seconds, step_s, faults, from_s=0.5):
    """Bytes of a unit that is looked at every ``step_s``."""
    unit.attach(0.0)
    out = list(unit.write(start, 0.0))
    for fault in faults:
        unit.inject(fault, from_s)
    for look in range(1, round(seconds / step_s) + 1):
        out += unit.advance(look * step_s)
    return out


QUICK = settings(deadline=None, max_examples=12, derandomize=True, phases=(Phase.explicit, Phase.generate))
"""Shrinking a failure of these would take minutes; the seed and the faults tell enough."""

SHARES = st.floats(0.0, 0.5)
WIRE = st.one_of(
    st.builds("silence:for_s={:.3f}".format, st.floats(0.001, 0.8)),
    st.builds("stall:for_s={:.3f}".format, st.floats(0.001, 0.8)),
    st.builds("drop:share={:.3f}".format, SHARES),
    st.builds("duplicate:share={:.3f}".format, SHARES),
    st.builds("reorder:share={:.3f},late_s={:.3f}".format, SHARES, st.floats(0.001, 0.2)),
    st.builds("cut:share={:.3f},bytes={}".format, SHARES, st.integers(1, 20)),
    st.builds("jitter:mean_s={:.3f},stalls={:.3f}".format, st.floats(0.0, 0.05), st.floats(0.0, 0.1)),
)
LINE = st.one_of(
    WIRE,
    st.builds("corrupt:byte_rate={:.5f}".format, st.floats(0.0, 0.01)),
    st.builds("garbage:share={:.3f},bytes={}".format, SHARES, st.integers(1, 30)),
    st.just("rechunk"),
)


@QUICK
@given(st.lists(LINE, min_size=1, max_size=3), st.integers(0, 1000))
def test_what_arrives_from_a_board_is_what_the_truth_says(texts, seed):
    unit = board(seed)
    stream = b"".join(play(unit, HARP_START, 1.0, 0.004, [fault_from_text(text) for text in texts], 0.2))
    seen = harp_samples(stream[39:])
    truth = unit.truth
    right = Counter(number for number, value in seen if value == value_of(number))
    altered = plain(truth.altered)
    assert len(truth.measured) == 1001
    assert plain(truth.arrived) - altered <= set(right) <= plain(truth.arrived)
    assert {number for number, times in right.items() if times > 1} <= plain(truth.repeated)
    assert plain(truth.repeated) - altered <= {number for number, times in right.items() if times > 1}
    assert len(truth.lost) + len(truth.arrived) + len(truth.on_the_way) == 1001


@QUICK
@given(
    st.lists(st.one_of(WIRE, st.builds("nan:share={:.3f}".format, SHARES)), min_size=1, max_size=3),
    st.integers(0, 1000),
)
def test_what_arrives_from_a_dynamometer_is_what_the_truth_says(texts, seed):
    unit = dynamometer(seed)
    seen = progressor_samples(play(unit, b"\x65", 6.0, 0.01, [fault_from_text(text) for text in texts]))
    truth = unit.truth
    numbers = [number for number, _ in seen]
    assert Numbers((number, number + 1) for number in numbers) == truth.arrived
    assert {number for number, times in Counter(numbers).items() if times > 1} == plain(truth.repeated)
    assert {number for number, value in seen if value != number} == plain(truth.altered)


@QUICK
@given(st.lists(LINE, min_size=1, max_size=3), st.sampled_from([0.001, 0.0035, 0.05, 0.7]))
def test_the_same_seed_gives_the_same_bytes_however_often_the_face_looks(texts, step_s):
    faults = [fault_from_text(text) for text in texts]
    often, seldom = board(5), board(5)
    first = b"".join(play(often, HARP_START, 0.7, 0.0005, faults, 0.1))
    second = b"".join(play(seldom, HARP_START, 0.7, step_s, faults, 0.1))
    assert first == second
    assert often.truth == seldom.truth


def test_a_silence_loses_exactly_its_time_and_nothing_is_late():
    unit = board()
    play(unit, HARP_START, 3.0, 0.016, [fault_from_text("silence:for_s=0.25")], from_s=1.0)
    assert unit.truth.lost.spans == ((1000, 1250),)
    assert unit.truth.delayed.spans == ()


def test_a_stall_loses_nothing_and_ends_in_a_burst():
    unit = board()
    unit.attach(0.0)
    unit.write(HARP_START, 0.0)
    unit.inject(fault_from_text("stall:for_s=0.4"), 1.0)
    before = b"".join(unit.advance(1.2))
    assert len(harp_samples(before)) == 1000
    assert unit.advance(1.399) == []
    burst = b"".join(unit.advance(1.4))
    assert [number for number, _ in harp_samples(burst)] == list(range(1000, 1401))
    assert unit.truth.lost.spans == ()
    assert unit.truth.delayed.spans == ((1000, 1400),)
    assert unit.truth.late_s == pytest.approx(0.4)


def test_a_fault_comes_again_as_often_as_it_says():
    unit = board()
    play(unit, HARP_START, 3.0, 0.1, [fault_from_text("silence:for_s=0.01,every_s=0.5,times=3")], from_s=1.0)
    assert unit.truth.lost.spans == ((1000, 1010), (1500, 1510), (2000, 2010))


def test_what_was_under_way_when_the_connection_ended_is_lost():
    unit = board()
    play(unit, HARP_START, 1.1, 0.01, [fault_from_text("stall:for_s=5")], from_s=1.0)
    assert len(unit.truth.on_the_way) == 101
    unit.detach(1.1)
    assert unit.truth.lost.spans == ((1000, 1101),)
    unit.attach(2.0)
    unit.write(HARP_START, 2.0)
    unit.advance(2.1)
    assert [begun.first for begun in unit.truth.streams] == [0, 2000]


def test_at_the_wrong_speed_of_a_line_nothing_can_be_read():
    unit = board()
    stream = b"".join(play(unit, HARP_START, 2.0, 0.01, [fault_from_text("garbage:instead=yes")], from_s=0.0))
    assert harp_samples(stream) == []
    assert unit.truth.garbage_bytes > 50_000


def test_numbers_are_kept_as_spans_whatever_the_order():
    dice = np.random.default_rng(4)
    for _ in range(200):
        picked = dice.integers(0, 40, (8, 2))
        numbers, wanted = Numbers(), set()
        for first, count in picked.tolist():
            numbers.add(first, count % 6)
            wanted |= set(range(first, first + count % 6))
        assert {n for a, b in numbers.spans for n in range(a, b)} == wanted
        assert len(numbers) == len(wanted)
        assert all(a < b for a, b in numbers.spans)
        assert all(end < begin for (_, end), (begin, _) in zip(numbers.spans, numbers.spans[1:], strict=False))
        hole = Numbers([(10, 20)])
        assert {n for a, b in numbers.minus(hole).spans for n in range(a, b)} == wanted - set(range(10, 20))
        assert all((n in numbers) == (n in wanted) for n in range(50))


def test_a_fault_that_is_not_there_costs_nothing_and_changes_nothing():
    plain, wrapped = board().inner, board()
    for unit in (plain, wrapped):
        unit.attach(0.0)
        unit.write(HARP_START, 0.0)
    assert wrapped.advance(5.0) == plain.advance(5.0)
    assert wrapped.truth.lost.spans == ()


def test_mending_ends_what_is_at_work():
    unit = board()
    unit.attach(0.0)
    unit.write(HARP_START, 0.0)
    unit.inject(Fault("drop", settings={"share": 1.0}), 0.0)
    assert unit.advance(1.0) == []
    unit.mend(1.0)
    assert len(harp_samples(b"".join(unit.advance(2.0)))) == 1000
