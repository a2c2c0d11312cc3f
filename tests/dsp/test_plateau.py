"""Plateaus and what breaks them: slips, yielding and straps that give way are found, everything else is left alone."""

from __future__ import annotations

import numpy as np
import pytest
from efforts import SHAPES, noise

from dsp.isometric import Effort
from dsp.plateau import BreakKind, Plateau, find_breaks, find_plateau, plateau_time

FS = 1000.0


def held(fs=FS, height=250.0, hold_s=4.0, release_s=0.3, tau=0.1, rest=5.0, shape=lambda since: 1.0):
    """An exponential rise at 1 s, a hold times ``shape`` of the time since, and a let-go of ``release_s``."""
    time_s = np.arange(round((hold_s + 3.0) * fs)) / fs
    since = time_s - 1.0
    part = np.clip((since - hold_s) / release_s, 0.0, 1.0)
    up = np.where(since > 0, 1.0 - np.exp(-np.clip(since, 0.0, None) / tau), 0.0)
    force = rest + height * up * shape(since) * (1.0 - part * part * (3.0 - 2.0 * part))
    above = np.flatnonzero(force - rest > 0.1 * height)
    return Effort(time_s, force, rest, 1.0, int(above[-1]) + 1)


def step(at, to, fall_s=0.03, back_s=None, back_to=1.0):
    """1, falling to ``to`` at ``at`` within ``fall_s``; coming back to ``back_to`` at ``back_s`` within 0.2 s."""

    def shape(since):
        low = 1.0 - (1.0 - to) * np.clip((since - at) / fall_s, 0.0, 1.0)
        return low if back_s is None else low + (back_to - to) * np.clip((since - back_s) / 0.2, 0.0, 1.0)

    return shape


def noisy(effort, white=1.0, seed=0, **more):
    fs = 1.0 / (effort.time_s[1] - effort.time_s[0])
    added = noise(len(effort.force_n), fs, seed=seed, white_n=white, **more)
    return Effort(effort.time_s, effort.force_n + added, effort.rest_n, effort.onset_s, effort.stop)


# Plateaus


def test_a_flat_hold_is_a_plateau_as_long_as_it_is_flat():
    found = find_plateau(held(tau=0.02, release_s=0.05))
    assert isinstance(found, Plateau)
    # 10 % are missing after 2.3 time constants, and 0.1 s are averaged
    assert found.start_s == pytest.approx(1.046, abs=0.05)
    assert found.seconds == pytest.approx(4.0 - 0.046, abs=0.08)
    assert found.mean_n == pytest.approx(255.0, rel=0.01)


def test_a_ramp_has_the_plateau_that_its_slope_leaves():
    # 250 N in 4 s: within 10 % of the best half second (0.25 s before the end) for what the top 10 % take, twice
    effort = held(tau=0.001, release_s=0.01, shape=lambda since: np.clip(since / 4.0, 0, 1))
    level = 1.0 - 0.25 / 4.0
    assert plateau_time(effort) == pytest.approx(4.0 * (1.0 - 0.9 * level), abs=0.08)


@pytest.mark.parametrize("fs", [80.0, 250.0])
def test_a_slow_device_sees_a_plateau_neither_shorter_nor_longer_than_it_is(fs):
    """The first and the last sample inside lie up to a step inside the plateau: wherever they fall, on average none."""
    truth = plateau_time(held())
    errors = []
    for late in np.linspace(0.0, 1.0 / fs, 9)[:-1]:
        fine = held()
        at_s = np.arange(late, fine.time_s[-1], 1.0 / fs)
        force = np.interp(at_s, fine.time_s, fine.force_n)
        stop = int(np.searchsorted(at_s, fine.time_s[fine.stop - 1])) + 1
        errors.append(plateau_time(Effort(at_s, force, fine.rest_n, 1.0, stop, step_s=1.0 / fs)) - truth)
    assert abs(np.mean(errors)) < 0.35 / fs
    assert np.max(np.abs(errors)) < 1.3 / fs


def test_an_effort_of_less_than_half_a_second_has_no_plateau():
    assert find_plateau(held(hold_s=0.2, release_s=0.1)) is None
    assert np.isnan(plateau_time(held(hold_s=0.2, release_s=0.1)))


def test_a_plateau_is_within_a_part_of_one():
    for within in (0.0, 1.0, float("nan")):
        with pytest.raises(ValueError, match="part of its level"):
            find_plateau(held(), within=within)


@pytest.mark.parametrize("gain", [0.1, 3.0])
def test_a_plateau_knows_no_unit_no_offset_and_no_clock(gain):
    effort = noisy(held())
    other = Effort(effort.time_s + 100.0, 40.0 + gain * effort.force_n, 40.0 + gain * effort.rest_n, 101.0, effort.stop)
    assert plateau_time(other) == pytest.approx(plateau_time(effort), abs=1e-6)


# Breaks


@pytest.mark.parametrize("fs", [80.0, 250.0, 1000.0])
@pytest.mark.parametrize("drop", [0.25, 0.5, 0.9])
def test_a_slip_that_is_caught_is_found_with_its_time_and_size(fs, drop):
    effort = noisy(held(fs=fs, shape=step(2.0, 1.0 - drop, back_s=2.25)), seed=1)
    (found,) = find_breaks(effort)
    assert found.kind is BreakKind.SLIP
    assert found.time_s == pytest.approx(3.0, abs=0.06)
    assert found.share == pytest.approx(drop, abs=0.07)
    assert found.drop_n == pytest.approx(250.0 * drop, abs=18.0)


@pytest.mark.parametrize("fs", [80.0, 1000.0])
@pytest.mark.parametrize("to", [0.45, 0.75])
def test_a_limb_that_yields_and_holds_on_lower_is_found(fs, to):
    (found,) = find_breaks(noisy(held(fs=fs, shape=step(2.5, to, fall_s=0.08)), seed=2))
    assert found.kind is BreakKind.YIELD
    assert found.time_s == pytest.approx(3.5, abs=0.08)
    assert found.share == pytest.approx(1.0 - to, abs=0.05)


def test_a_break_test_that_is_ramped_up_until_the_limb_gives_in_is_found():
    def ramp(since):
        return np.where(since < 2.5, 0.6 + 0.4 * since / 2.5, 0.55)

    (found,) = find_breaks(noisy(held(shape=ramp), seed=3))
    assert found.kind is BreakKind.YIELD
    assert found.time_s == pytest.approx(3.5, abs=0.1)


@pytest.mark.parametrize("fs", [250.0, 1000.0])
def test_a_strap_that_tears_is_faster_than_a_muscle(fs):
    effort = held(fs=fs, release_s=0.008)
    (found,) = find_breaks(noisy(effort, seed=4))
    assert found.kind is BreakKind.GAVE_WAY
    assert found.time_s == pytest.approx(5.0, abs=0.04)


def test_two_slips_are_two():
    twice = held(hold_s=6.0, shape=lambda since: step(1.5, 0.6, back_s=1.8)(since) * step(4.0, 0.6, back_s=4.3)(since))
    assert [found.kind for found in find_breaks(twice)] == [BreakKind.SLIP, BreakKind.SLIP]


@pytest.mark.parametrize("fs", [40.0, 80.0, 500.0, 1000.0])
@pytest.mark.parametrize("release_s", [0.1, 0.3, 1.0, 2.5])
@pytest.mark.parametrize("tau", [0.03, 0.1, 0.4])
def test_clean_pushes_have_no_breaks_however_they_rise_and_let_go(fs, release_s, tau):
    assert find_breaks(noisy(held(fs=fs, release_s=release_s, tau=tau), white=2.0, seed=5)) == []


@pytest.mark.parametrize("tau", [0.05, 0.08, 0.15, 0.3, 0.6])
def test_letting_go_like_a_relaxing_muscle_is_no_break(tau):
    def relaxing(since):
        return np.where(since < 3.0, 1.0, np.exp(-np.clip(since - 3.0, 0.0, None) / tau))

    assert find_breaks(noisy(held(hold_s=8.0, shape=relaxing), seed=6)) == []


@pytest.mark.parametrize("seed", range(6))
def test_tremor_fatigue_overshoot_knocks_and_spikes_are_no_breaks(seed):
    rng = np.random.default_rng(seed)
    fatigue, overshoot = rng.uniform(0.0, 0.1), rng.uniform(0.0, 0.3)
    tremor, hz, knock_s = rng.uniform(0.0, 0.05), rng.uniform(6.0, 12.0), rng.uniform(1.0, 3.0)

    def person(since):
        shaking = tremor * np.sin(2 * np.pi * hz * since) + 0.03 * np.sin(2 * np.pi * 1.3 * since)
        tired = 1.0 - fatigue * np.clip(since, 0.0, None)
        knocked = -0.4 * np.exp(-0.5 * ((since - knock_s) / 0.012) ** 2)
        return tired + overshoot * np.exp(-np.clip(since, 0.0, None) / 0.15) + shaking + knocked

    effort = noisy(held(shape=person), white=2.0, seed=seed)
    effort.force_n[rng.integers(1200, 4800, 3)] += rng.choice([-150.0, 150.0], 3)
    assert find_breaks(effort) == []


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("pumping", [0.0, 0.05])
def test_rises_of_every_shape_and_some_pumping_have_no_breaks(shape, pumping):
    def rising(since):
        return SHAPES[shape](np.clip(since / 0.3, 0.0, None)) + pumping * np.sin(2 * np.pi * 2.0 * since)

    assert find_breaks(noisy(held(tau=0.001, shape=rising), seed=7)) == []


@pytest.mark.parametrize("gain", [0.2, 4.0])
def test_breaks_know_no_unit_no_offset_and_no_clock(gain):
    effort = noisy(held(shape=step(2.0, 0.5, back_s=2.4)))
    other = Effort(effort.time_s + 7.0, 30.0 + gain * effort.force_n, 30.0 + gain * effort.rest_n, 8.0, effort.stop)
    (one,), (two,) = find_breaks(effort), find_breaks(other)
    assert (two.kind, two.share) == (one.kind, pytest.approx(one.share))
    assert two.time_s == pytest.approx(one.time_s + 7.0)
    assert two.drop_n == pytest.approx(gain * one.drop_n)


def test_what_is_too_slow_or_too_short_is_not_judged():
    assert find_breaks(held(fs=20.0, shape=step(2.0, 0.4))) == []
    assert find_breaks(held(hold_s=0.1, release_s=0.1)) == []
    assert find_breaks(Effort(np.zeros(1), np.zeros(1), 0.0, 0.0, 1)) == []


def test_a_sensor_that_shows_nothing_has_nothing_that_gives_way():
    assert find_breaks(Effort(np.arange(3000) / FS, np.zeros(3000), 0.0, 1.0, 2500)) == []
