import pickle

import numpy as np
import pytest
from efforts import SHAPES, effort, noise
from hypothesis import given, settings
from hypothesis import strategies as st
from rechunk import fed, lengths

from dsp.onset import OnsetDetector, OnsetFlag, find_onsets


def errors_ms(force, fs, starts):
    onsets = find_onsets(force, fs)
    assert len(onsets) == len(starts), [round(o.time_s, 3) for o in onsets]
    return np.array([1e3 * (onset.time_s - start) for onset, start in zip(onsets, starts, strict=True)])


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("rise_s", [0.08, 0.2, 0.4])
def test_a_clean_effort_is_dated_to_milliseconds(shape, rise_s):
    start = 2.3457
    force = effort(1000.0, [start], shape=shape, rise_s=rise_s)
    force += noise(len(force), 1000.0, white_n=0.15, hum_n=0.0, breath_n=0.0)
    assert abs(errors_ms(force, 1000.0, [start])[0]) < 6.0


@pytest.mark.parametrize("shape", SHAPES)
def test_efforts_in_ordinary_noise_are_dated_to_some_milliseconds(shape):
    starts = [2.2, 6.9, 11.4]
    force = effort(1000.0, starts, shape=shape)
    force += noise(len(force), 1000.0, seed=3)
    assert np.abs(errors_ms(force, 1000.0, starts)).max() < 15.0


@pytest.mark.parametrize("offset", [-40.0, 0.0, 800.0])
def test_an_offset_changes_nothing(offset):
    force = effort(1000.0, [2.5])
    force += noise(len(force), 1000.0)
    here, there = find_onsets(force, 1000.0), find_onsets(force + offset, 1000.0)
    assert len(here) == len(there) == 1
    assert there[0].time_s == pytest.approx(here[0].time_s, abs=1e-6)


def test_at_80_hz_an_effort_is_dated_to_about_one_sample_and_says_that_the_rate_is_low():
    starts = [2.51, 7.33]
    force = effort(80.0, starts, rise_s=0.2)
    force += noise(len(force), 80.0, hum_n=0.1)
    assert np.abs(errors_ms(force, 80.0, starts)).max() < 20.0
    assert all(OnsetFlag.LOW_RATE in onset.flags for onset in find_onsets(force, 80.0))


def test_every_repetition_is_found_although_the_rest_between_them_changes():
    starts = [2.0, 6.0, 10.0, 14.0]
    force = effort(1000.0, starts, height_n=250.0)
    t = np.arange(len(force)) / 1000.0
    force += noise(len(force), 1000.0) + np.interp(t, [0, 2.8, 3.2, 6.8, 7.2, 10.8, 11.2], [0, 0, 35, 35, 10, 10, 30])
    assert np.abs(errors_ms(force, 1000.0, starts)).max() < 15.0


def test_tightening_the_strap_before_the_effort_is_not_the_effort():
    # the course of a real maximal contraction: a step of 58 N, held for five seconds, then the push on top of it
    force = effort(1000.0, [8.0], height_n=420.0, rise_s=0.25)
    t = np.arange(len(force)) / 1000.0
    force += np.interp(t, [0, 3.0, 3.2, 8.0, 9.5, 9.8], [90.0, 90.0, 148.0, 155.0, 155.0, 90.0])
    force += noise(len(force), 1000.0, white_n=0.3)
    assert abs(errors_ms(force, 1000.0, [8.0])[0]) < 15.0
    (onset,) = find_onsets(force, 1000.0)
    assert OnsetFlag.PRETENSION in onset.flags


def test_a_countermovement_dip_ends_where_the_effort_begins():
    force = effort(1000.0, [3.0], height_n=400.0)
    t = np.arange(len(force)) / 1000.0
    dip = np.where((t > 2.85) & (t <= 3.0), 0.5 - 0.5 * np.cos(np.pi * np.clip((t - 2.85) / 0.15, 0, 1)), 0.0)
    dip[t > 3.0] = np.exp(-(t[t > 3.0] - 3.0) / 0.08)
    force += 60.0 - 10.0 * dip + noise(len(force), 1000.0)
    assert abs(errors_ms(force, 1000.0, [3.0])[0]) < 25.0


@pytest.mark.parametrize("fs", [80.0, 1000.0])
@pytest.mark.parametrize("seed", range(4))
def test_rest_has_no_onsets(fs, seed):
    n = round(60 * fs)
    rng = np.random.default_rng(seed)
    rest = 40.0 + noise(n, fs, seed=seed, breath_n=2.0) + np.linspace(0.0, 15.0, n)
    rest[rng.integers(0, n, 12)] += 150.0
    assert find_onsets(rest, fs) == []
    assert OnsetDetector(fs).feed(rest) == []


def test_a_knock_against_the_strap_is_not_an_effort():
    force = noise(20000, 1000.0)
    t = np.arange(20000) / 1000.0
    for at in (4.0, 9.0, 15.0):
        force += 30.0 * np.exp(-0.5 * ((t - at) / 0.012) ** 2)
    assert find_onsets(force, 1000.0) == []
    assert OnsetDetector(1000.0).feed(force) == []


@settings(max_examples=6, deadline=None)
@given(lengths, st.sampled_from([80.0, 1000.0]), st.integers(0, 3))
def test_any_cutting_gives_exactly_the_same_onsets(sizes, fs, seed):
    force = effort(fs, [1.5, 4.0], hold_s=1.0, seconds=6.0)
    force += noise(len(force), fs, seed=seed)
    at_once = OnsetDetector(fs).feed(force)
    assert len(at_once) == 2
    assert fed(OnsetDetector(fs).feed, force, sizes) == at_once
    assert fed(OnsetDetector(fs).feed, force, [1] * 1200) == at_once


def test_live_an_onset_is_declared_soon_and_dated_back():
    force = effort(1000.0, [2.5], height_n=300.0)
    force += noise(len(force), 1000.0)
    (onset,) = OnsetDetector(1000.0).feed(force)
    assert onset.index == pytest.approx(2500, abs=15)
    assert 0 < onset.declared_index - 2500 < 120


def test_live_nothing_is_known_before_the_deciding_sample():
    force = effort(1000.0, [2.5])
    force += noise(len(force), 1000.0)
    (onset,) = OnsetDetector(1000.0).feed(force)
    detector = OnsetDetector(1000.0)
    assert detector.feed(force[: onset.declared_index]) == []
    assert detector.feed(force[onset.declared_index : onset.declared_index + 1]) == [onset]


def test_half_an_hour_takes_no_more_memory_than_ten_minutes_and_onsets_stay_dated():
    detector = OnsetDetector(80.0)
    ten_minutes = effort(80.0, [20.0, 400.0], seconds=600.0)
    ten_minutes += noise(len(ten_minutes), 80.0, hum_n=0.0, breath_n=0.0)
    detector.feed(ten_minutes)
    before = len(pickle.dumps(detector))
    found = [onset for _ in range(2) for onset in detector.feed(ten_minutes)]
    assert len(found) == 4
    np.testing.assert_allclose([o.time_s % 600.0 for o in found], [20.0, 400.0] * 2, atol=0.03)
    assert len(pickle.dumps(detector)) <= 1.01 * before


def test_the_stated_uncertainty_covers_most_errors():
    covered = 0
    for seed in range(20):
        shape = sorted(SHAPES)[seed % 4]
        force = effort(1000.0, [2.2], shape=shape, rise_s=0.1 + 0.02 * (seed % 7))
        force += noise(len(force), 1000.0, seed=seed)
        (onset,) = find_onsets(force, 1000.0)
        covered += abs(onset.time_s - 2.2) <= onset.uncertainty_s
    assert covered >= 17


@pytest.mark.parametrize(
    ("force", "fs", "why"),
    [
        (np.zeros((2, 50)), 1000.0, "one channel"),
        ([0.0, np.nan, 1.0], 1000.0, "split the record"),
        (np.zeros(50), 8.0, "at least 20 Hz"),
        (np.zeros(50), float("nan"), "at least 20 Hz"),
    ],
)
def test_what_has_no_onsets_to_find_is_refused(force, fs, why):
    with pytest.raises(ValueError, match=why):
        find_onsets(force, fs)


@pytest.mark.parametrize("shape", [(1, 6000), (6000,)])
def test_one_channel_may_come_as_a_row_of_channels(shape):
    force = effort(1000.0, [2.5], seconds=6.0)
    force += noise(6000, 1000.0)
    assert find_onsets(force.reshape(shape), 1000.0) == find_onsets(force, 1000.0)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("at", [0, 2400, 5999])
def test_a_value_that_is_no_number_is_refused_wherever_it_is(value, at):
    force = effort(1000.0, [2.5], seconds=6.0)
    force[at] = value
    with pytest.raises(ValueError, match="split the record"):
        find_onsets(force, 1000.0)


@settings(max_examples=12, deadline=None)
@given(st.floats(0.3, 5.0), st.floats(-500.0, 1500.0), st.integers(0, 300))
def test_gain_offset_and_a_later_start_move_an_onset_as_they_must(gain, offset, later):
    force = effort(1000.0, [2.3], height_n=400.0, hold_s=1.0, seconds=5.0)
    force += noise(len(force), 1000.0)
    (plain,) = find_onsets(force, 1000.0)
    (moved,) = find_onsets(gain * force[later:] + offset, 1000.0)
    assert moved.time_s + later / 1000.0 == pytest.approx(plain.time_s, abs=0.004)


@pytest.mark.parametrize("rate_n_s", [20.0, 40.0, 100.0])
@pytest.mark.parametrize("fs", [80.0, 1000.0])
def test_a_ramp_so_slow_that_rest_seems_to_drift_is_found(rate_n_s, fs):
    height = 150.0
    seconds = np.pi * height / (2.0 * rate_n_s)
    t = np.arange(round((seconds + 6.0) * fs)) / fs
    force = 0.5 * height * (1.0 - np.cos(np.pi * np.clip((t - 3.0) / seconds, 0.0, 1.0)))
    force += noise(len(t), fs, white_n=0.3, hum_n=0.2, breath_n=0.8)
    (onset,) = find_onsets(force, fs)
    assert abs(onset.time_s - 3.0) < max(0.1, 0.06 * seconds)
    assert OnsetFlag.SLOW_RISE in onset.flags


def test_a_dip_of_any_depth_before_the_effort_ends_where_it_begins():
    t = np.arange(7000) / 1000.0
    for depth, width in ((4.0, 0.09), (10.0, 0.15), (25.0, 0.2)):
        force = effort(1000.0, [3.0], height_n=400.0, rise_s=0.3, seconds=7.0) + 60.0
        before, after = 0.5 + 0.5 * np.cos(np.pi * (t - 3.0) / width), np.exp(-np.maximum(t - 3.0, 0.0) / 0.08)
        force -= depth * np.where(t > 3.0, after, np.where(t > 3.0 - width, before, 0.0))
        assert abs(errors_ms(force + noise(7000, 1000.0, breath_n=0.5), 1000.0, [3.0])[0]) < 20.0


@pytest.mark.parametrize("n", [0, 1, 2, 5, 100])
def test_a_record_too_short_to_know_its_rest_has_no_onsets(n):
    assert find_onsets(np.linspace(0.0, 300.0, n), 1000.0) == []


@pytest.mark.real
@pytest.mark.parametrize("trial", range(1, 7))
def test_a_real_person_standing_quietly_on_a_firm_plate_has_no_onsets(real_data, trial):
    force = np.loadtxt(real_data / "bds" / f"BDS{trial:05d}.txt", skiprows=1)[:, 3]
    assert find_onsets(force, 100.0) == []
    assert OnsetDetector(100.0).feed(force) == []


@pytest.mark.real
@pytest.mark.parametrize("name", ["gidiel/Single-CMJ-Fz.txt", "gidiel/Single-DJ-Fz.txt", "gidiel/Single-SJ-Fz.txt"])
def test_real_jumps_are_no_contractions_but_do_no_harm(real_data, name):
    force = np.genfromtxt(real_data / name, invalid_raise=False)
    force = force[np.isfinite(force).all(axis=1)][:, -1] if force.ndim == 2 else force[np.isfinite(force)]
    onsets = find_onsets(force, 1000.0)
    assert [onset.index for onset in onsets] == sorted(onset.index for onset in onsets)
    assert all(0 <= onset.index < len(force) and onset.uncertainty_s > 0 for onset in onsets)


@pytest.mark.parametrize("fs", [80.0, 1000.0])
def test_quick_pulses_without_a_rest_between_are_all_found(fs):
    starts = [2.0 + k for k in range(10)]
    force = effort(fs, starts, height_n=80.0, rise_s=0.12, hold_s=0.2)
    force += noise(len(force), fs, white_n=0.2, hum_n=0.0, breath_n=0.3)
    assert np.abs(errors_ms(force, fs, starts)).max() < 15.0


def test_a_minute_of_holding_is_one_effort():
    force = effort(1000.0, [3.0], height_n=200.0, rise_s=0.5, hold_s=60.0)
    t = np.arange(len(force)) / 1000.0
    tremble = np.convolve(np.random.default_rng(5).normal(size=len(force)), np.ones(300) / 300**0.5, mode="same")
    force *= (1.0 + 0.02 * tremble) * (1.0 - 0.004 * np.clip(t - 3.0, 0.0, 60.0))
    assert abs(errors_ms(force + noise(len(force), 1000.0), 1000.0, [3.0])[0]) < 15.0


@pytest.mark.parametrize("seed", [1333, 2689, 2883, 2943])
def test_steps_that_follow_each_other_at_once_are_onsets_in_order_of_time(seed):
    """A push after which the force rests moves the effort behind its shelf, where the next rise may begin already."""
    rng = np.random.default_rng(seed)
    force = np.repeat(rng.choice([0.0, 20.0, 60.0, 300.0, 900.0], size=12), 50) + rng.normal(0.0, 0.3, 600)
    found = [onset.index for onset in find_onsets(force, 80.0)]
    assert found == sorted(set(found))
    assert found
