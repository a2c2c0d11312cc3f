"""Numbering many samples at once gives what numbering one after the other gives, down to each block and counter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.contracts import Frame, Native, SampleBlock, Ticks
from drivers.devices.harp_loadcells import SIGNAL as HARP
from drivers.devices.progressor import SIGNAL as PROGRESSOR
from drivers.timebase import AT_ONCE, Timebase

TURN = 2**32
COUNTERS = ("received", "lost", "late", "duplicates", "strays", "estimated")


class OneByOne(Timebase):
    """Looks at one step at a time, as the module's table says it."""

    def _go_straight(self, steps: Ticks, ticks: Ticks, values: Native) -> int:
        step = int(steps[0])
        if not 0 < step < 1.5 * self._period.ticks:
            return 0
        self._take(np.array([self._tick + step], dtype=np.int64), values[:, :1])
        return 1


def disturbed(drawn: np.random.Generator, ticks: Ticks, tick_s: float) -> Ticks:
    """One thing that goes wrong: loss, repetition, a jump ahead or back, disorder, thinning."""
    at, count = int(drawn.integers(0, ticks.size)), int(drawn.integers(1, 60))
    ticks = ticks.copy()
    match drawn.integers(0, 6):
        case 0:
            return np.delete(ticks, slice(at, at + count))
        case 1:
            return np.concatenate([ticks[:at], ticks[max(0, at - count) :]])
        case 2:
            ticks[at:] += int(drawn.choice([1, 59, 70, 1000]) / tick_s)
        case 3:
            ticks[at:] -= int(drawn.choice([1, 3, 70]) / tick_s)
        case 4:
            ticks[at : at + count] = drawn.permutation(ticks[at : at + count])
        case _:
            return ticks[drawn.random(ticks.size) > 0.2]
    return ticks


def stream(drawn: np.random.Generator, harp: bool) -> Ticks:
    """Ticks of up to some thousand samples at an odd rate, with jitter, drift, a wrap on the way, and disturbances."""
    signal = HARP if harp else PROGRESSOR
    size = int(drawn.integers(1, 2500))
    period = drawn.choice([31.25, 40.0, 3.0]) if harp else drawn.choice([12500.0, 1e6 / 9.67, 900.0])
    steps = period * (1.0 + drawn.normal(0.0, drawn.choice([0.0, 0.05, 0.2, 0.4]), size))
    if drawn.random() < 0.3:
        steps *= np.linspace(1.0, drawn.choice([0.5, 1.3, 2.0]), size)
    ticks = np.cumsum(steps).astype(np.int64) + int(drawn.integers(0, TURN))
    for _ in range(drawn.integers(0, 6)):
        ticks = disturbed(drawn, ticks, signal.tick_s) if ticks.size else ticks
    return ticks if harp else ticks % TURN


def plain(events: list) -> list:
    return [
        (event.index, event.ticks.tolist(), event.values.tolist()) if isinstance(event, SampleBlock) else event
        for event in events
    ]


@given(st.integers(0, 2**32), st.booleans(), st.sampled_from([1, 5, 20, 100, 146, 2 * AT_ONCE]))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_every_push_says_the_same_and_leaves_the_same(seed: int, harp: bool, longest: int) -> None:
    drawn = np.random.default_rng(seed)
    ticks = stream(drawn, harp)
    values = np.arange(2 * ticks.size, dtype=np.int32).reshape(2, -1)
    if drawn.random() < 0.5:  # what comes twice is the same; otherwise the clock was turned back
        values[:] = ticks % 10007
    many, single = (kind(HARP if harp else PROGRESSOR) for kind in (Timebase, OneByOne))
    at = 0
    while at < ticks.size:
        count = int(drawn.integers(1, longest + 1))
        frame = Frame(ticks[at : at + count], values[:, at : at + count])
        at += count
        assert plain(many.push(frame)) == plain(single.push(frame))
        for name in (*COUNTERS, "rate_hz", "recent_rate_hz", "last_s", "_index"):
            assert getattr(many, name) == getattr(single, name)
        if many._period is not None:
            assert vars(many._period) == vars(single._period)
        assert many._face.raw == single._face.raw
    assert plain(many.finish()) == plain(single.finish())
    assert sum(getattr(many, name) for name in ("received", "late", "duplicates", "strays")) == ticks.size


@pytest.mark.parametrize("size", [1, 20, 100, 146, 999, 1000, 1001, 5000])
def test_a_straight_frame_is_one_block(size: int) -> None:
    timebase = Timebase(HARP)
    timebase.push(Frame(np.arange(20) * 125 // 4, np.zeros((8, 20), dtype=np.int16)))
    (block,) = timebase.push(Frame(np.arange(20, 20 + size) * 125 // 4, np.ones((8, size), dtype=np.int16)))
    assert (block.index, block.ticks.size, block.values.shape) == (20, size, (8, size))
    assert block.ticks.tolist() == (np.arange(20, 20 + size) * 125 // 4).tolist()
