"""The live detector: how soon it declares, what it takes for no contraction, and that cutting changes nothing."""

import pickle

import numpy as np
import pytest
from check_chunking import check_chunking
from efforts import SHAPES, effort, noise
from hypothesis import given, settings
from hypothesis import strategies as st

from dsp.onset import OnsetDetector, OnsetFlag
from dsp.resting import Recent, Resting
from dsp.trigger import Crossing, RiseTrigger

REAL_FOAM = range(7, 13)


def declared(force: np.ndarray, fs: float) -> list[Crossing]:
    return RiseTrigger(fs).feed(force)


def latencies_ms(fs: float, seeds: range, **shape: float) -> np.ndarray:
    late = []
    for seed in seeds:
        start = 2.0 + 0.0137 * seed
        force = effort(fs, [start], shape=sorted(SHAPES)[seed % len(SHAPES)], **shape)
        force += noise(len(force), fs, seed=seed)
        (crossing,) = declared(force, fs)
        late.append(1e3 * ((crossing.declared_index + 1) / fs - start))
    return np.array(late)


def eventful(fs: float) -> np.ndarray:
    """Rest, a knock, a wild sample, an effort on pre-tension, two pulses, at last a coarse converter."""
    force = effort(fs, [2.4, 4.6, 5.6], height_n=180.0, hold_s=0.5, rise_s=0.12, seconds=8.0)
    t = np.arange(len(force)) / fs
    force += np.interp(t, [1.0, 1.1, 3.3, 3.5], [0.0, 35.0, 35.0, 0.0])
    force += 25.0 * np.exp(-0.5 * ((t - 0.7) / 0.015) ** 2)
    force[round(0.9 * fs)] += 200.0
    force += noise(len(force), fs, seed=1)
    return np.where(t < 6.5, force, 2.8 * np.round(force / 2.8))


@pytest.mark.parametrize("fs", [80.0, 1000.0])
def test_any_cutting_gives_exactly_the_same_onsets_whatever_happens(fs):
    def begin():
        return OnsetDetector(fs).feed

    onsets = check_chunking(begin, eventful(fs), list, seeds=6)
    starts = [onset.time_s for onset in onsets]
    for start in (2.4, 4.6, 5.6):
        assert min(abs(start - at) for at in starts) < 0.05


def test_an_ordinary_effort_is_declared_within_half_a_tenth_of_a_second():
    late = latencies_ms(1000.0, range(16), rise_s=0.2)
    assert np.median(late) < 45.0
    assert late.max() < 80.0


def test_at_80_hz_it_takes_about_four_samples():
    late = latencies_ms(80.0, range(16), rise_s=0.2)
    assert np.median(late) < 70.0
    assert late.max() < 110.0


def test_a_hard_push_is_declared_sooner_than_a_gentle_one():
    hard = latencies_ms(1000.0, range(8), rise_s=0.1, height_n=500.0)
    gentle = latencies_ms(1000.0, range(8), rise_s=0.4, height_n=100.0)
    assert np.median(hard) < 30.0 < np.median(gentle)


def knocks(fs: float, seed: int, shape: str) -> np.ndarray:
    """A minute of rest with twenty knocks of up to 30 N and 10 to 60 ms."""
    rng = np.random.default_rng(seed)
    n = round(60 * fs)
    force, t = noise(n, fs, seed=seed), np.arange(n) / fs
    for at in np.arange(1.5, 59.0, 2.9):
        away = np.abs(t - at - rng.uniform(0.0, 1.0)) / rng.uniform(0.01, 0.06)
        course = {
            "gauss": np.exp(-0.5 * (2.5 * away) ** 2),
            "half sine": np.where(away < 0.6, np.cos(np.pi * np.minimum(away, 0.6) / 1.2), 0.0),
            "cosine": np.where(away < 0.75, 0.5 + 0.5 * np.cos(np.pi * away / 0.75), 0.0),
        }[shape]
        force += rng.choice([-1.0, 1.0]) * rng.uniform(3.0, 30.0) * course
    return force


@pytest.mark.parametrize("fs", [80.0, 1000.0])
@pytest.mark.parametrize("shape", ["gauss", "half sine", "cosine"])
def test_of_a_hundred_knocks_hardly_one_is_taken_for_a_contraction(fs, shape):
    assert sum(len(declared(knocks(fs, seed, shape), fs)) for seed in range(5)) <= 1


@pytest.mark.parametrize("fs", [80.0, 1000.0])
@pytest.mark.parametrize("rest_s", [0.32, 0.36, 0.45])
def test_an_effort_right_after_the_start_is_found_and_flagged(fs, rest_s):
    for seed in range(4):
        force = effort(fs, [rest_s], rise_s=0.2)
        force += noise(len(force), fs, seed=seed)
        (onset,) = OnsetDetector(fs).feed(force)
        assert onset.time_s == pytest.approx(rest_s, abs=0.02)
        assert (OnsetFlag.SHORT_REST in onset.flags) == (rest_s < 0.4)


def test_a_stream_that_begins_in_the_middle_of_an_effort_declares_only_the_next():
    force = effort(1000.0, [0.5, 5.0], hold_s=1.0)[600:]
    force += noise(len(force), 1000.0)
    (crossing,) = declared(force, 1000.0)
    assert crossing.index == pytest.approx(4400, abs=60)


@pytest.mark.parametrize("fs", [80.0, 1000.0])
@pytest.mark.parametrize("step_n", [-150.0, -20.0, 15.0])
def test_a_rest_that_shifts_is_soon_the_rest(fs, step_n):
    """A strap is loosened or tightened slowly, and then comes the effort."""
    force = effort(fs, [6.0])
    t = np.arange(len(force)) / fs
    force += np.interp(t, [3.0, 4.2], [0.0, step_n]) + noise(len(force), fs)
    late = [(crossing.declared_index / fs - 6.0) for crossing in declared(force, fs) if crossing.index > 5.8 * fs]
    assert len(late) == 1
    assert late[0] < 0.12


@pytest.mark.parametrize("step_n", [0.6, 1.4, 2.79])
@pytest.mark.parametrize("sway_n", [0.0, 1.0, 2.0])
def test_the_steps_of_a_coarse_converter_are_no_rise(step_n, sway_n):
    t = np.arange(20_000) / 1000.0
    rng = np.random.default_rng(2)
    sway = sway_n * np.sin(2 * np.pi * 0.31 * t) + rng.normal(0.0, 0.4, len(t))
    force = step_n * np.round((700.0 + sway) / step_n)
    assert declared(force, 1000.0) == []


def test_on_a_coarse_converter_an_effort_is_still_declared_in_time():
    force = 2.79 * np.round((700.0 + effort(1000.0, [3.0], height_n=600.0)) / 2.79)
    (crossing,) = declared(force, 1000.0)
    assert 0 < crossing.declared_index - 3000 < 60


@pytest.mark.parametrize("fs", [80.0, 1000.0])
def test_repetitions_on_a_shifting_rest_are_all_declared_once(fs):
    starts = [2.0, 6.0, 10.0, 14.0]
    force = effort(fs, starts, height_n=250.0)
    t = np.arange(len(force)) / fs
    force += noise(len(force), fs) + np.interp(t, [0, 2.8, 3.2, 6.8, 7.2, 10.8, 11.2], [0, 0, 35, 35, 10, 10, 30])
    found = declared(force, fs)
    np.testing.assert_allclose([crossing.index / fs for crossing in found], starts, atol=0.05)
    assert not any(crossing.on_plateau for crossing in found)


def test_an_effort_from_held_pretension_says_so():
    force = effort(1000.0, [3.0, 6.0], height_n=60.0, hold_s=5.0)
    t = np.arange(len(force)) / 1000.0
    force = np.where(t < 6.0, force, 60.0) + effort(1000.0, [6.0], height_n=300.0, seconds=len(force) / 1000.0)
    force += noise(len(force), 1000.0)
    assert [(round(c.index / 1000.0, 1), c.on_plateau) for c in declared(force, 1000.0)] == [(3.0, False), (6.0, True)]


def test_swaying_in_bursts_is_rest_and_a_push_out_of_it_is_found():
    """Bursts of 2 Hz as on foam: quiet for seconds, then 12 N up and down."""
    t = np.arange(12_000) / 100.0
    burst = np.clip(np.sin(2 * np.pi * 0.13 * t), 0.0, None) ** 3
    force = 540.0 + 12.0 * burst * np.sin(2 * np.pi * 2.0 * t) + np.random.default_rng(1).normal(0.0, 0.5, len(t))
    force[-1000:] += np.clip((t[-1000:] - t[-800]) / 0.2, 0.0, 1.0) * 300.0
    (crossing,) = declared(force, 100.0)
    assert crossing.index == pytest.approx(11_200, abs=8)


@pytest.mark.real
@pytest.mark.parametrize("trial", REAL_FOAM)
def test_a_real_person_standing_restlessly_on_foam_has_no_onsets(real_data, trial):
    force = np.loadtxt(real_data / "bds" / f"BDS{trial:05d}.txt", skiprows=1)[:, 3]
    assert OnsetDetector(100.0).feed(force) == []
    assert OnsetDetector(100.0).feed(force[::-1]) == []


def test_a_quarter_of_an_hour_of_rest_takes_no_more_memory_than_two_minutes():
    detector = OnsetDetector(80.0)
    rest = noise(80 * 120, 80.0, breath_n=0.5)
    detector.feed(rest)
    before = len(pickle.dumps(detector))
    for _ in range(7):
        detector.feed(rest)
    assert len(pickle.dumps(detector)) <= 1.01 * before


def test_one_channel_may_come_as_a_row_and_nothing_else_is_taken():
    force = effort(1000.0, [2.0])
    force += noise(len(force), 1000.0)
    assert OnsetDetector(1000.0).feed(force[None, :]) == OnsetDetector(1000.0).feed(force)
    for wrong in (np.zeros((2, 50)), 3.0, np.array([0.0, np.nan]), np.array([np.inf, -np.inf, 1.0])):
        with pytest.raises(ValueError, match=r"one channel|split the record"):
            OnsetDetector(1000.0).feed(wrong)


@settings(max_examples=30)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.integers(1, 20), st.floats(0.0, 1.0))
def test_the_recent_quantile_is_that_of_the_newest_numbers(values, most, share):
    recent = Recent(most)
    for value in values:
        recent.append(value)
    newest = sorted(values[-most:])
    assert len(recent) == len(newest)
    assert recent.quantile(share) == newest[min(int(share * len(newest)), len(newest) - 1)]


def test_a_rise_of_which_half_stays_is_not_counted_as_restlessness():
    swaying, rising = Resting(20.0), Resting(20.0)
    for k in range(60):
        swaying.wandered(6.0 if k % 10 < 5 else -6.0, 0.0)
        rising.wandered(0.1 * k, 0.0)
    assert swaying.threshold_n([0.0]) > 20.0
    assert rising.threshold_n([0.0]) < 16.0
