"""Samples that did not come in their order: overtaken, late, twice, from a clock that was set, from a short counter."""

from dataclasses import replace

import numpy as np
import pytest
from check_chunking import check_chunking
from wire_packets import flat, frame, gaps, samples

from drivers.contracts import Frame, Gap, SampleBlock, Signal
from drivers.devices.harp_loadcells import SIGNAL as HARP
from drivers.devices.progressor import SIGNAL as PROGRESSOR
from drivers.timebase import REORDER_S, Restart, Timebase

SECOND = 31250


def counter(modulus: int | None, rate_hz: float) -> Signal:
    """A device that numbers its samples with a counter of this size."""
    return replace(HARP, channels=("x",), tick_s=1.0 / rate_hz, tick_modulus=modulus, nominal_rate_hz=rate_hz)


CASES = {
    "8-bit counter of packets of 20": (counter(256 * 20, 1000.0), 1000.0, 20, 1.0),
    "8-bit counter of samples": (counter(256, 80.0), 80.0, 4, 1.0),
    "16-bit counter": (counter(2**16, 1000.0), 1000.0, 10, 1.0),
    "32-bit counter": (counter(2**32, 1000.0), 1000.0, 17, 1.0),
    "progressor": (PROGRESSOR, 80.0, 8, 12500.0),
    "clone": (PROGRESSOR, 9.67, 1, 1e6 / 9.67),
}


class Stream:
    """A random stream of numbered packets that were lost, repeated or overtaken, with what is true of it."""

    def __init__(self, seed: int, signal: Signal, rate_hz: float, per: int, period: float) -> None:
        drawn = np.random.default_rng(seed)
        patience_s = min(REORDER_S, (signal.tick_modulus or 2**40) * signal.tick_s / 4)
        packets = 400
        furthest = int((patience_s * rate_hz - 1) / per)
        longest = int(0.45 * min(2.0, (signal.tick_modulus or 2**40) * signal.tick_s / 2) * rate_hz / per)
        # where each packet stands in the order of arrival
        places = np.arange(packets, dtype=float)
        moved = drawn.random(packets) < 0.05
        moved[:12] = False
        places[moved] += drawn.uniform(0.6, max(1.3, furthest - 0.4), packets)[moved] * (furthest >= 1)
        kept = np.ones(packets, bool)
        for start in drawn.integers(12, packets - 5, 6):
            kept[start : start + drawn.integers(1, max(2, longest))] = False
        again = np.flatnonzero(kept & (drawn.random(packets) < 0.05))
        arrivals = [(places[k], k) for k in np.flatnonzero(kept)]
        arrivals += [(places[k] + drawn.uniform(0.01, max(0.02, furthest - 0.5)), k) for k in again]
        order = [k for _, k in sorted(arrivals)]
        numbers = np.concatenate([np.arange(k * per, (k + 1) * per) for k in order])
        start = int(drawn.integers(0, signal.tick_modulus or 2**40))
        ticks = start + np.round(numbers * period).astype(np.int64)
        self.ticks = ticks % signal.tick_modulus if signal.tick_modulus else ticks
        self.values = numbers.astype(np.int32).reshape(1, -1)
        self.kept = np.unique(numbers)
        self.lost = int(self.kept[-1] + 1 - self.kept.size)
        self.twice = again.size * per


@pytest.mark.parametrize("case", CASES)
def test_fifty_random_streams_are_exact(case: str) -> None:
    signal, rate_hz, per, period = CASES[case]
    for seed in range(50):
        stream = Stream(seed, signal, rate_hz, per, period)
        timebase = Timebase(signal)
        events = timebase.push(Frame(stream.ticks, stream.values)) + timebase.finish()
        got = samples(events)
        assert [(index, column[0]) for index, _, column in got] == [(k, k) for k in stream.kept]
        missing = [n for gap in gaps(events) for n in range(gap.index, gap.index + gap.missing)]
        assert missing == sorted(set(range(stream.kept[-1])) - set(stream.kept.tolist()))
        counted = (timebase.received, timebase.lost, timebase.duplicates, timebase.late, timebase.strays)
        assert counted == (stream.kept.size, stream.lost, stream.twice, 0, 0), seed
        assert (np.diff([tick for _, tick, _ in got]) > 0).all()


@pytest.mark.parametrize("case", CASES)
def test_disorder_in_any_chunking_gives_identical_samples(case: str) -> None:
    signal, *rest = CASES[case]
    stream = Stream(7, signal, *rest)

    def begin():
        timebase = Timebase(signal)
        return lambda part: timebase.push(frame(part[0], part[1:].astype(np.int32)))

    packets = np.vstack([stream.ticks, stream.values[0]])[:, :1000]
    assert (np.diff(packets[1]) < 0).any()
    check_chunking(begin, packets, flat)


def arrive(timebase: Timebase, numbers: list[int] | range) -> list:
    numbers = list(numbers)
    return timebase.push(frame([n * 12500 for n in numbers], [numbers]))


def test_nothing_waits_while_nothing_is_missing() -> None:
    timebase = Timebase(PROGRESSOR)
    arrive(timebase, range(9))
    for number in range(9, 60):
        (block,) = arrive(timebase, [number])
        assert block.index == number


def test_behind_a_hole_samples_wait_until_it_is_filled_and_no_longer() -> None:
    timebase = Timebase(PROGRESSOR)
    arrive(timebase, range(20))
    assert arrive(timebase, range(24, 32)) == []
    assert arrive(timebase, [20, 21, 23])[0].ticks.size == 2
    (block,) = arrive(timebase, [22])
    assert (block.index, block.ticks.size) == (22, 10)
    assert (timebase.lost, timebase.duplicates) == (0, 0)


def test_a_hole_is_given_up_by_the_first_sample_a_quarter_second_behind_it() -> None:
    timebase = Timebase(PROGRESSOR)
    arrive(timebase, range(20))
    assert arrive(timebase, range(22, 42)) == []
    gap, block = arrive(timebase, [42])
    assert gap == Gap(20, 2)
    assert (block.index, block.ticks.size) == (22, 21)
    # what comes now is late, and what comes now once more is a duplicate
    assert arrive(timebase, [21]) == []
    assert (timebase.lost, timebase.late, timebase.duplicates) == (2, 1, 0)
    arrive(timebase, [21])
    arrive(timebase, [30])
    assert (timebase.lost, timebase.late, timebase.duplicates) == (2, 1, 2)


def test_two_holes_are_filled_and_given_up_each_by_itself() -> None:
    timebase = Timebase(PROGRESSOR)
    arrive(timebase, range(20))
    assert arrive(timebase, [*range(22, 30), *range(35, 40)]) == []
    (block,) = arrive(timebase, [21, 20])
    assert (block.index, block.ticks.size) == (20, 10)
    events = arrive(timebase, range(40, 56))
    assert gaps(events) == [Gap(30, 5)]


def test_when_nothing_comes_any_more_what_waits_is_let_go() -> None:
    timebase = Timebase(PROGRESSOR)
    arrive(timebase, range(20))
    assert arrive(timebase, range(24, 32)) == []
    gap, block = timebase.let_go()
    assert (gap, block.index, block.ticks.size) == (Gap(20, 4), 24, 8)
    assert timebase.let_go() == []
    (block,) = arrive(timebase, [32, 21])
    assert (block.index, timebase.late) == (32, 1)


def test_a_stream_that_ends_behind_a_hole_gives_all_its_samples() -> None:
    timebase = Timebase(PROGRESSOR)
    arrive(timebase, [*range(20), *range(24, 32)])
    assert gaps(timebase.finish()) == [Gap(20, 4)]
    assert (timebase.received, timebase.lost) == (28, 4)


def test_the_very_first_samples_may_come_in_any_order() -> None:
    timebase = Timebase(PROGRESSOR)
    events = arrive(timebase, [4, 5, 6, 7, 0, 1, 2, 3, 1, 8, 9])
    assert [(index, column[0]) for index, _, column in samples(events)] == [(k, k) for k in range(10)]
    assert timebase.duplicates == 1


# Clocks that are set, and samples that stand alone


def harp(first: int, count: int, shift_s: float = 0.0) -> Frame:
    numbers = np.arange(first, first + count)
    return frame(1000 * SECOND + round(shift_s * SECOND) + numbers * 125 // 4, [numbers % 30000])


def restarts(events: list) -> list[str]:
    return [event.why for event in events if isinstance(event, Restart)]


@pytest.mark.parametrize("shift_s", [-1.0, -3600.0, 1.0, 30.0, 3600.0])
def test_seconds_that_jump_are_a_new_segment_and_no_gap(shift_s: float) -> None:
    timebase = Timebase(HARP)
    events = timebase.push(harp(0, 3000), 2.999)
    events += timebase.push(harp(3000, 500, shift_s), 3.499)
    assert len(restarts(events)) == 1
    assert ("back" if shift_s < 0 else "ahead") in restarts(events)[0]
    assert (gaps(events), timebase.lost, timebase.duplicates, timebase.strays) == ([], 0, 0, 0)
    last = [event for event in events if isinstance(event, SampleBlock)][-1]
    assert last.index + last.ticks.size == 500


def test_a_real_gap_is_no_jump_of_the_clock_when_the_host_waited_too() -> None:
    timebase = Timebase(HARP)
    timebase.push(harp(0, 3000), 2.999)
    events = timebase.push(harp(8000, 500), 8.499)
    assert (restarts(events), gaps(events)) == ([], [Gap(3000, 5000)])


def test_a_progressor_that_starts_its_counter_anew_on_the_same_connection_is_a_new_segment() -> None:
    timebase = Timebase(PROGRESSOR)
    events = timebase.push(frame(np.arange(100) * 12500, [np.arange(100) * 3]))
    events += timebase.push(frame(np.arange(40) * 12500, [np.arange(40) * 5 + 1]))
    assert len(restarts(events)) == 1
    assert (timebase.received, timebase.duplicates, timebase.lost) == (140, 0, 0)


def test_one_sample_with_an_impossible_time_is_a_stray_and_starts_nothing() -> None:
    for shift_s in (-1000.0, 1000.0):
        timebase = Timebase(HARP)
        stray = harp(2000, 1, shift_s)
        events = timebase.push(harp(0, 2000)) + timebase.push(stray) + timebase.push(harp(2001, 500))
        events += timebase.finish()
        assert (restarts(events), gaps(events)) == ([], [Gap(2000, 1)])
        assert (timebase.strays, timebase.received) == (1, 2500)


# Counters that are silent for half a turn or more


@pytest.mark.parametrize("missing", [30, 60, 64, 100, 200, 250, 1000])
def test_a_short_counter_is_counted_on_by_the_hosts_clock_and_says_so(missing: int) -> None:
    signal = counter(128, 80.0)
    timebase = Timebase(signal)
    events = timebase.push(frame(np.arange(200) % 128), 199 / 80)
    behind = np.arange(200 + missing, 300 + missing)
    for number in behind:
        # packets are up to 100 ms late
        events += timebase.push(frame([number % 128], [[number]]), number / 80 + 0.1 * (number % 3) / 2)
    half = 64
    assert gaps(events) == [Gap(200, missing, estimated=missing >= half - 1)]
    assert timebase.estimated == (missing if missing >= half - 1 else 0)
    assert samples(events)[-1][0] == 299 + missing


def test_a_burst_after_a_stall_of_the_host_is_late_and_not_lost() -> None:
    for signal in (counter(128, 80.0), PROGRESSOR):
        tick = 1 if signal is not PROGRESSOR else 12500
        timebase = Timebase(signal)
        modulus = signal.tick_modulus
        timebase.push(frame(np.arange(200) * tick % modulus), 199 / 80)
        # nothing was read for 1.4 s, most of a turn of the short counter; then everything is there at once
        events = timebase.push(frame(np.arange(200, 312) * tick % modulus), 311 / 80)
        assert (gaps(events), restarts(events), timebase.lost, timebase.duplicates) == ([], [], 0, 0)
        assert len(samples(events)) == 112
