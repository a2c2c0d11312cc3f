"""From wrapping ticks to numbered samples: gaps, duplicates, resets, learned rates, the clock offset."""

import numpy as np
import pytest
from check_chunking import check_chunking, check_cuts, cuts
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_packets import flat, frame, gaps, samples

from drivers.clock_fit import ClockFit
from drivers.contracts import Gap
from drivers.devices.harp_loadcells import SIGNAL as HARP
from drivers.devices.progressor import SIGNAL as PROGRESSOR
from drivers.timebase import Restart, Timebase

TURN = 2**32


def harp_ticks(count: int, start: int = 31_250_000) -> np.ndarray:
    return start + np.arange(count) * 125 // 4


def micros(count: int, rate_hz: float = 80.0, start: int = 0, jitter: int = 0, seed: int = 1) -> np.ndarray:
    ticks = start + np.round(np.arange(count) * 1e6 / rate_hz).astype(np.int64)
    return ticks + np.random.default_rng(seed).integers(-jitter, jitter + 1, count)


def run(ticks: np.ndarray, signal=PROGRESSOR, values=None) -> tuple[list, Timebase]:
    timebase = Timebase(signal)
    if values is None:  # the same sample has the same value, however often it comes
        values = np.unique(ticks, return_inverse=True)[1].reshape(1, -1).astype(np.int32)
    events = timebase.push(frame(ticks % TURN if signal.tick_modulus else ticks, values))
    return events + timebase.finish(), timebase


def without(ticks: np.ndarray, *lost: slice) -> np.ndarray:
    keep = np.ones(ticks.size, dtype=bool)
    for part in lost:
        keep[part] = False
    return ticks[keep]


# Numbering


def test_samples_are_numbered_and_timed_from_the_first() -> None:
    events, timebase = run(micros(100, start=77_000))
    (block,) = events
    assert block.index == 0
    assert block.ticks.tolist() == (micros(100)).tolist()
    assert (timebase.received, timebase.lost, timebase.duplicates) == (100, 0, 0)


def test_ticks_of_32_us_make_no_gap_at_1_khz() -> None:
    events, timebase = run(harp_ticks(5000), HARP)
    assert gaps(events) == []
    assert timebase.rate_hz == pytest.approx(1000.0, rel=1e-4)


def test_a_lost_packet_is_one_gap_of_the_right_size() -> None:
    events, timebase = run(without(harp_ticks(3000), slice(1000, 1020)), HARP)
    assert [type(event).__name__ for event in events] == ["SampleBlock", "Gap", "SampleBlock"]
    assert gaps(events) == [Gap(1000, 20)]
    assert events[2].index == 1020
    assert timebase.lost == 20


@given(st.sets(st.integers(0, 1999), max_size=60), st.sampled_from(["harp", "progressor", "clone"]))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_every_lost_sample_is_counted_at_its_place(lost: set[int], kind: str) -> None:
    ticks = {"harp": harp_ticks(2000), "progressor": micros(2000), "clone": micros(2000, 9.67, jitter=900)}[kind]
    kept = [number for number in range(2000) if number not in lost]
    events, timebase = run(ticks[kept], HARP if kind == "harp" else PROGRESSOR, np.array([kept], dtype=np.int32))
    first = kept[0]
    assert [(index, column[0]) for index, _, column in samples(events)] == [(k - first, k) for k in kept]
    missing = {number + first for gap in gaps(events) for number in range(gap.index, gap.index + gap.missing)}
    assert missing == {number for number in lost if first < number < kept[-1]}
    assert timebase.received + timebase.lost == kept[-1] - first + 1


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("kind", ["harp", "progressor", "clone"])
def test_a_third_of_all_samples_and_whole_bursts_may_be_lost(kind: str, seed: int) -> None:
    drawn = np.random.default_rng(seed)
    signal = HARP if kind == "harp" else PROGRESSOR
    ticks = {"harp": harp_ticks(1500), "progressor": micros(1500), "clone": micros(1500, 9.67, jitter=5000)}[kind]
    keep = drawn.random(1500) > 0.3
    for start in drawn.integers(0, 1400, 2):
        keep[start : start + drawn.integers(1, 200)] = False
    kept = np.flatnonzero(keep)
    events, timebase = run(ticks[kept], signal)
    assert [index for index, _, _ in samples(events)] == (kept - kept[0]).tolist()
    assert timebase.lost == kept[-1] - kept[0] + 1 - kept.size


@pytest.mark.parametrize("missing", [1, 2, 999, 5000])
def test_a_long_gap_is_exact(missing: int) -> None:
    events, _ = run(without(harp_ticks(9000), slice(3000, 3000 + missing)), HARP)
    assert gaps(events) == [Gap(3000, missing)]


def test_the_first_samples_may_be_lost_too() -> None:
    events, _ = run(without(micros(200), slice(2, 5), slice(7, 8)))
    assert gaps(events) == [Gap(2, 3), Gap(7, 1)]


# The wrap at 71.6 minutes


def test_the_wrap_makes_no_gap() -> None:
    events, _ = run(micros(400, start=TURN - 2_000_000))
    (block,) = events
    assert block.ticks.tolist() == micros(400).tolist()


@pytest.mark.parametrize("missing", [1, 3, 40])
def test_a_gap_across_the_wrap_is_exact(missing: int) -> None:
    wrap = 160
    ticks = micros(400, start=TURN - wrap * 12500)
    before = (missing + 1) // 2
    events, _ = run(without(ticks, slice(wrap - before, wrap - before + missing)))
    assert gaps(events) == [Gap(wrap - before, missing)]
    assert samples(events)[-1][:2] == (399, 399 * 12500)


# Rates that nobody promised


@pytest.mark.parametrize("rate_hz", [9.67, 10.0, 77.3, 80.0, 320.0])
def test_the_rate_is_learned_from_ticks_not_from_the_name(rate_hz: float) -> None:
    events, timebase = run(micros(round(rate_hz * 20), rate_hz, jitter=100))
    assert gaps(events) == []
    assert timebase.rate_hz == pytest.approx(rate_hz, rel=2e-4)


def test_nothing_is_claimed_before_the_rate_is_known() -> None:
    timebase = Timebase(PROGRESSOR)
    assert timebase.push(frame(micros(8))) == []
    assert timebase.rate_hz is None
    assert timebase.last_s is None
    (block,) = timebase.push(frame([8 * 12500], [[8]]))
    assert block.ticks.size == 9


@pytest.mark.parametrize("count", [0, 1, 2, 8])
def test_a_stream_that_ends_early_still_gives_its_samples(count: int) -> None:
    events, timebase = run(micros(count, start=500))
    assert len(samples(events)) == count == timebase.received


def test_the_rate_follows_a_drifting_clock() -> None:
    period = np.linspace(12500, 12900, 4000)
    events, timebase = run(np.cumsum(period).astype(np.int64))
    assert gaps(events) == []
    assert timebase.rate_hz == pytest.approx(1e6 / 12880, rel=2e-3)


# Duplicates and resets


def test_a_packet_that_comes_twice_is_dropped_and_counted() -> None:
    ticks = micros(60)
    events, timebase = run(np.concatenate([ticks[:45], ticks[30:45], ticks[45:]]))
    assert [index for index, _, _ in samples(events)] == list(range(60))
    assert timebase.duplicates == 15
    assert gaps(events) == []


def test_a_packet_that_others_overtook_is_put_in_its_place() -> None:
    ticks = micros(60)
    events, timebase = run(np.concatenate([ticks[:20], ticks[25:40], ticks[20:25], ticks[40:]]))
    assert gaps(events) == []
    assert [(index, column[0]) for index, _, column in samples(events)] == [(k, k) for k in range(60)]
    assert (timebase.lost, timebase.late, timebase.duplicates, timebase.received) == (0, 0, 0, 60)


def test_a_packet_that_comes_too_late_stays_lost_and_is_counted_as_late() -> None:
    ticks = micros(80)
    # the 21st sample behind the hole is 250 ms younger than the first one
    events, timebase = run(np.concatenate([ticks[:20], ticks[25:46], ticks[20:25], ticks[46:]]))
    assert gaps(events) == [Gap(20, 5)]
    assert (timebase.lost, timebase.late, timebase.duplicates, timebase.received) == (5, 5, 0, 75)


@pytest.mark.parametrize("signal", [PROGRESSOR, HARP], ids=["progressor", "harp"])
def test_a_device_reset_starts_numbering_anew(signal) -> None:
    ticks = micros(400, start=50_000_000) if signal is PROGRESSOR else harp_ticks(4000)
    again = ticks[:100] - ticks[0] + 10
    events, timebase = run(np.concatenate([ticks, again]), signal)
    names = [type(event).__name__ for event in events]
    assert names == ["SampleBlock", "Restart", "SampleBlock"]
    assert (events[2].index, events[2].ticks[0], events[2].ticks.size) == (0, 0, 100)
    assert "reset" in events[1].why
    assert timebase.received == ticks.size + 100
    assert timebase.lost == 0


def test_a_reset_while_the_rate_is_being_learned_loses_no_sample() -> None:
    events, _ = run(np.concatenate([micros(5, start=60_000_000), micros(20)]))
    assert [type(event).__name__ for event in events] == ["SampleBlock", "Restart", "SampleBlock"]
    assert [event.ticks.size for event in events if not isinstance(event, Restart)] == [5, 20]


def test_a_clock_that_is_set_ahead_is_not_a_gap_of_a_million() -> None:
    ticks = harp_ticks(200)
    events, timebase = run(np.concatenate([ticks[:100], ticks[100:] + 31250 * 3600]), HARP)
    assert [event for event in events if isinstance(event, Gap)] == []
    assert timebase.lost == 0
    assert len([event for event in events if isinstance(event, Restart)]) == 1


# Any chunking


def messy() -> tuple[np.ndarray, np.ndarray]:
    ticks = micros(600, start=TURN - 3_000_000, jitter=400)
    ticks = np.concatenate(
        [ticks[:50], ticks[40:50], without(ticks[50:], slice(3, 9), slice(100, 101)), micros(60, 9.67)]
    )
    return np.vstack([ticks % TURN, np.unique(ticks, return_inverse=True)[1]]), ticks


def begin():
    timebase = Timebase(PROGRESSOR)
    return lambda part: timebase.push(frame(part[0], part[1:].astype(np.int32)))


def test_any_chunking_gives_identical_samples() -> None:
    whole = check_chunking(begin, messy()[0], flat)
    assert sum(isinstance(event, Gap) for event in whole) == 2
    assert sum(isinstance(event, Restart) for event in whole) == 1


@given(cuts(messy()[0].shape[-1]))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_any_split_gives_identical_samples(at: list[int]) -> None:
    check_cuts(begin, messy()[0], flat, at)


# Device clock against host clock


def test_the_offset_is_the_smallest_delay() -> None:
    offset = ClockFit()
    delays = np.random.default_rng(1).exponential(0.004, 200)
    for number, delay in enumerate(delays):
        offset.observe(number * 0.1, 100.0 + number * 0.1 + 0.002 + delay)
    value, spread = offset.estimate()
    assert value == pytest.approx(100.002, abs=2e-4)
    # the edge is known far better than a single arrival, and not better than it really is
    assert abs(value - 100.002) <= spread < np.percentile(delays, 95) / 3


def test_after_few_arrivals_the_offset_is_known_no_better_than_they_scatter() -> None:
    offset = ClockFit()
    delays = np.random.default_rng(1).exponential(0.004, 20)
    for number, delay in enumerate(delays):
        offset.observe(number * 0.1, 100.0 + number * 0.1 + delay)
    _, spread = offset.estimate()
    assert spread == pytest.approx(np.percentile(delays - delays.min(), 95), abs=1e-6)


def test_stalls_do_not_move_the_offset() -> None:
    offset = ClockFit()
    for number in range(100):
        offset.observe(number * 0.1, 5.0 + number * 0.1 + (0.3 if number % 7 == 3 else 0.001))
    assert offset.estimate()[0] == pytest.approx(5.001, abs=1e-9)


def test_a_drifting_clock_is_followed_along_its_line() -> None:
    drift = 80e-6
    offset = ClockFit()
    drawn = np.random.default_rng(2)
    for number in range(1200):
        device_s = number * 0.1
        offset.observe(device_s, 3.0 + device_s * (1 + drift) + 0.001 + drawn.exponential(0.003))
    assert offset.estimate()[0] == pytest.approx(3.001 + 119.9 * drift, abs=5e-4)


def test_there_is_no_offset_before_the_first_sample() -> None:
    assert ClockFit().estimate() == (None, None)
