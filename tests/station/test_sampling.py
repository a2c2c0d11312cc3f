"""Rate and gaps of times that jitter, are rounded, or are no clock's at all."""

from __future__ import annotations

import numpy as np
import pytest

from station.analysis import analyse
from station.protocol import built_in
from station.sampling import sampling
from station.traces import read_traces


def times(count, fs=1000.0, without=(), jitter_s=0.0, seed=0):
    """Times of the samples that were not lost, each off by jitter of that standard deviation."""
    number = np.delete(np.arange(count), list(without))
    return (number + np.random.default_rng(seed).normal(0.0, jitter_s * fs, len(number))) / fs


@pytest.mark.parametrize("seed", range(5))
def test_jitter_is_no_gap_and_moves_no_rate(seed):
    found = sampling(times(5000, jitter_s=0.00019, seed=seed))
    assert found.rate_hz == pytest.approx(1000.0, rel=2e-5)
    assert found.gaps == ()
    assert found.doubt == ""
    assert 0.0004 < found.scatter_s < 0.001


@pytest.mark.parametrize("jitter_s", [0.0, 0.00005, 0.00019])
@pytest.mark.parametrize("lost", [3, 20, 200])
def test_a_real_gap_is_found_exactly_under_jitter(jitter_s, lost):
    found = sampling(times(3000, without=range(1000, 1000 + lost), jitter_s=jitter_s, seed=2))
    assert found.gaps == ((1000, lost),)
    assert found.rate_hz == pytest.approx(1000.0, rel=3e-4)


def test_gaps_one_after_the_other_are_each_found():
    lost = [*range(500, 503), *range(506, 526), *range(540, 541)]
    found = sampling(times(2000, without=lost))
    assert found.gaps == ((500, 3), (503, 20), (517, 1))


@pytest.mark.parametrize("part", [0.01, 0.1])
def test_many_single_losses_do_not_move_the_rate(part):
    lost = np.flatnonzero(np.random.default_rng(3).random(4000) < part)[1:-1]
    lost = lost[(lost > 0) & (lost < 3999)]
    found = sampling(times(4000, fs=80.0, without=lost))
    assert found.rate_hz == pytest.approx(80.0)
    assert sum(missing for _, missing in found.gaps) == len(lost)


@pytest.mark.parametrize("fs", [80.0, 120.0, 480.0, 512.0, 800.0])
def test_times_rounded_to_milliseconds_give_the_rate_and_no_gap(fs):
    found = sampling(np.round(times(4000, fs), 3))
    assert found.rate_hz == pytest.approx(fs, rel=1e-4)
    assert found.gaps == ()
    assert found.doubt == ""


def test_times_of_arrival_are_said_to_be_irregular_and_only_a_long_silence_is_a_gap():
    number = np.arange(2000)
    arrived = number // 8 * 0.1 + number % 8 * 0.0001
    found = sampling(arrived)
    assert found.rate_hz == pytest.approx(80.0, rel=0.01)
    assert found.gaps == ()
    assert "irregular" in found.doubt
    arrived[1000:] += 5.0
    ((index, missing),) = sampling(arrived).gaps
    assert (index, missing) == (1000, pytest.approx(400, abs=15))


def jump_file(tmp_path, time_s, force_n):
    path = tmp_path / "jump.csv"
    lines = [f"{t:.7f},{f:.2f}" for t, f in zip(time_s, force_n, strict=True)]
    path.write_text("time_s,force_n\n" + "\n".join(lines), encoding="utf-8")
    return path


def test_irregular_times_limit_every_number_and_withhold_none_for_it(tmp_path):
    number = np.arange(1600)
    push = 400.0 + 300.0 * ((number > 100) & (number < 1500)) + np.random.default_rng(5).normal(0, 2.0, 1600)
    even = jump_file(tmp_path, number / 80.0, push)
    plain = analyse(built_in()["glute_bridge_hold"], read_traces(even))
    bursts = jump_file(tmp_path, number // 8 * 0.1 + number % 8 * 0.0001, push)
    doubted = analyse(built_in()["glute_bridge_hold"], read_traces(bursts))
    given = [line for line in plain.measurements if line.measurement.value is not None]
    limited = [line for line in doubted.measurements if line.measurement.value is not None]
    assert given
    assert [line.key for line in limited] == [line.key for line in given]
    assert {line.measurement.state for line in limited} == {"limited"}
    assert all("irregular" in line.measurement.reasons[-1] for line in limited)
