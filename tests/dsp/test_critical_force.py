"""Bouts of work against what they were made of: by seconds of work, whatever the rate of the device."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import curve_fit

from dsp.critical_force import Bout, Intermittent, NoBouts, find_bouts, fit_decline, reservations
from dsp.critical_force_metrics import (
    CRITICAL,
    bout_count,
    bout_peak,
    bout_wander,
    critical_force,
    critical_share,
    decline_time,
    impulse_above,
)

RATES = [8.0, 12.5, 40.0, 80.0, 250.0, 1000.0]
CF, SURPLUS, TAU = 80.0, 90.0, 28.0


def timed_bouts(first_s, work_s, rest_s, count):
    """Bouts by the clock, as they were drawn."""
    starts = [first_s + (work_s + rest_s) * number for number in range(count)]
    return tuple(Bout(start, start + work_s) for start in starts)


def heights(count=24, cf=CF, surplus=SURPLUS, tau=TAU):
    """Mean force of each bout of 7 s of an exponential decline with the seconds of work."""
    edges = 7.0 * np.arange(count + 1)
    return cf + surplus * tau * -np.diff(np.exp(-edges / tau)) / 7.0


def squares(levels, fs=1000.0, work=7.0, rest=3.0, first=2.0, noise=0.0, seed=0, base=4.0):
    """Rectangular bouts of these levels; the force rises and falls within 0.2 s about the edges."""
    time_s = np.arange(0, first + len(levels) * (work + rest), 1 / fs)
    force = np.full(len(time_s), base)
    for number, level in enumerate(levels):
        start = first + number * (work + rest)
        up = np.clip((time_s - start) / 0.2 + 0.5, 0, 1) - np.clip((time_s - start - work) / 0.2 + 0.5, 0, 1)
        force += (level - base) * up
    return time_s, force + np.random.default_rng(seed).normal(0, noise, len(time_s))


def worked(levels=None, fs=1000.0, **more):
    time_s, force = squares(heights() if levels is None else levels, fs, **more)
    return Intermittent(time_s, force, find_bouts(time_s, force, rise_above_n=20.0), 21.0)


def clocked(levels, fs=10.0):
    """The same with the bouts given by the clock."""
    time_s, force = squares(levels, fs)
    return Intermittent(time_s, force, timed_bouts(2.0, 7.0, 3.0, len(levels)), 21.0)


# Bouts ---


@pytest.mark.parametrize("fs", RATES)
def test_bouts_are_found_in_the_force_itself_although_the_last_are_less_than_half_of_the_first(fs):
    work = worked(fs=fs, noise=1.0)
    assert heights()[-1] < 0.55 * heights()[0]
    assert [bout.start_s for bout in work.bouts] == pytest.approx(2.0 + 10.0 * np.arange(24), abs=0.05)
    assert [bout.seconds for bout in work.bouts] == pytest.approx([7.0] * 24, abs=0.06)


def test_a_dip_does_not_part_a_bout_and_a_knock_is_none():
    time_s, force = squares([100.0, 100.0, 100.0, 100.0])
    force[5000:5300] = 10.0
    force[10_200:10_400] = 90.0
    assert [round(bout.start_s, 2) for bout in find_bouts(time_s, force, rise_above_n=20.0)] == [2.0, 12.0, 22.0, 32.0]


def test_long_rests_before_and_after_hold_no_bouts():
    time_s, force = squares([100.0] * 4, first=60.0, noise=0.5)
    time_s = np.arange(len(force) + 60_000) / 1000.0
    force = np.concatenate([force, np.random.default_rng(1).normal(4, 0.5, 60_000)])
    assert len(find_bouts(time_s, force, rise_above_n=20.0)) == 4
    assert find_bouts(time_s[:50_000], force[:50_000], rise_above_n=20.0) == ()


def test_a_rise_of_nothing_finds_no_bouts_and_is_refused():
    with pytest.raises(ValueError, match="positive"):
        find_bouts(np.arange(10.0), np.ones(10), rise_above_n=0.0)


def test_fewer_than_three_bouts_are_refused_with_their_number():
    with pytest.raises(NoBouts, match="2 bouts of work found; at least 3"):
        worked([100.0, 90.0])
    with pytest.raises(ValueError, match="means nothing"):
        Intermittent(np.arange(9.0), np.ones(9), timed_bouts(0.0, 1.0, 1.0, 3), 0.0)


# Numbers ---


@pytest.mark.parametrize("fs", RATES)
def test_every_rate_gives_the_same_numbers_which_are_those_it_was_made_of(fs):
    work, levels = worked(fs=fs), heights()
    # of a bout's 7 s between its half rises 0.1 s at each end are three quarters of the way up on average
    rounded = (levels[-3:] - 0.5 * 0.1 * (levels[-3:] - 4.0) / 7.0).mean()
    assert critical_force(work) == pytest.approx(rounded, rel=0.004)
    exact = worked(fs=1000.0)
    assert critical_force(work) == pytest.approx(critical_force(exact), rel=0.004)
    assert impulse_above(work) == pytest.approx(impulse_above(exact), rel=0.01)
    assert critical_share(work) == pytest.approx(critical_share(exact), rel=0.005)
    assert bout_peak(work) == pytest.approx(levels[0], rel=1e-9)
    assert decline_time(work) == pytest.approx(TAU, rel=0.05)
    assert bout_count(work) == 24


def test_with_given_edges_the_closed_forms_are_met_exactly():
    time_s, force = squares(heights(), fs=100.0)
    inner = tuple(Bout(2.5 + 10 * number, 8.5 + 10 * number) for number in range(24))
    work = Intermittent(time_s, force, inner, 18.0)
    assert critical_force(work) == pytest.approx(heights()[-3:].mean(), rel=1e-9)
    assert impulse_above(work) == pytest.approx(6.0 * np.sum(heights() - heights()[-3:].mean()), rel=1e-9)
    assert critical_share(work) == pytest.approx(100 * heights()[-3:].mean() / heights()[0], rel=1e-9)


def test_the_last_seconds_of_work_may_take_a_part_of_a_bout():
    time_s, force = squares([100.0, 90.0, 80.0, 70.0], fs=100.0)
    inner = tuple(Bout(2.5 + 10 * number, 8.5 + 10 * number) for number in range(4))
    work = Intermittent(time_s, force, inner, 9.0)
    assert work.last_work() == (Bout(25.5, 28.5), Bout(32.5, 38.5))
    assert critical_force(work) == pytest.approx((3 * 80.0 + 6 * 70.0) / 9.0, rel=1e-9)


def test_the_decline_is_that_of_scipys_curve_fit():
    rng = np.random.default_rng(2)
    work = worked(heights() * (1 + rng.normal(0, 0.02, 24)), fs=100.0)
    means, seconds = work.means()
    best, spread = curve_fit(lambda t, a, b, tau: a + b * np.exp(-t / tau), seconds, means, p0=(80, 90, 20))
    decline = fit_decline(work)
    assert decline.tau_s == pytest.approx(best[2], rel=0.02)
    assert decline.level_n == pytest.approx(best[0], rel=0.005)
    assert decline.tau_uncertainty_s == pytest.approx(2 * np.sqrt(spread[2, 2]), rel=0.3)


def test_what_bouts_vary_by_covers_the_critical_force():
    rng, inside, truth = np.random.default_rng(5), 0, critical_force(clocked(heights()))
    for _ in range(200):
        work = clocked(heights() * (1 + rng.normal(0, 0.03, 24)))
        inside += abs(critical_force(work) - truth) <= bout_wander(work)["critical_force"]
    assert inside >= 180
    assert bout_wander(worked(heights(4), fs=20.0)) == {}


@pytest.mark.parametrize("formula", CRITICAL, ids=lambda row: row.key)
def test_gain_and_time_shift(formula):
    work = worked(fs=100.0, noise=0.5)
    louder = replace(work, force_n=2.0 * work.force_n)
    bouts = tuple(Bout(bout.start_s + 500.0, bout.stop_s + 500.0) for bout in work.bouts)
    later = replace(work, time_s=work.time_s + 500.0, bouts=bouts)
    forces = formula.key in ("critical_force", "bout_peak_force", "impulse_above_critical")
    assert formula.compute(louder) == pytest.approx((2.0 if forces else 1.0) * formula.compute(work), rel=1e-9)
    assert formula.compute(later) == pytest.approx(formula.compute(work), rel=1e-6)


def test_a_gap_is_left_out_by_time():
    work = worked(fs=100.0)
    at = int(np.searchsorted(work.time_s, 5.0))
    keep = np.r_[0:at, at + 200 : len(work.time_s)]
    lost = replace(work, time_s=work.time_s[keep], force_n=work.force_n[keep])
    area, seconds = lost.impulse(lost.bouts[0].start_s, lost.bouts[0].stop_s)
    assert seconds == pytest.approx(5.0, abs=0.02)
    assert area == pytest.approx(5.0 * work.means()[0][0], rel=0.02)
    assert lost.means()[0] == pytest.approx(work.means()[0], rel=0.01)
    assert len(find_bouts(lost.time_s, lost.force_n, rise_above_n=20.0)) == 24


def test_an_uneven_clock_gives_the_same():
    time_s, force = squares(heights(), fs=80.0)
    uneven = np.sort(time_s + np.random.default_rng(3).uniform(-0.004, 0.004, len(time_s)))
    bouts = find_bouts(uneven, np.interp(uneven, time_s, force), rise_above_n=20.0)
    work = Intermittent(uneven, np.interp(uneven, time_s, force), bouts, 21.0)
    assert critical_force(work) == pytest.approx(critical_force(worked(fs=80.0)), rel=1e-3)


# What speaks against it ---


def test_an_all_out_test_with_a_plateau_has_no_reservations():
    work = worked(noise=0.5)
    assert reservations(work, critical_force(work), 24) == []


def test_missing_bouts_are_said():
    work = worked(heights()[:21])
    assert "21 of 24 bouts" in reservations(work, critical_force(work), 24)


def test_more_bouts_than_were_asked_for_are_said():
    work = worked(np.concatenate(([60.0], heights())))
    (reason,) = reservations(work, critical_force(work), 24)
    assert "25 bouts were found, 24 were asked for" in reason
    assert reservations(work, critical_force(work)) == []


@pytest.mark.parametrize("levels", [np.full(24, 85.0), heights()[::-1]], ids=["paced", "final spurt"])
def test_bouts_that_were_not_all_out_are_said(levels):
    work = worked(levels)
    found = reservations(work, critical_force(work), 24)
    assert any("not all-out" in reason for reason in found)


def test_a_force_that_still_falls_at_the_end_is_said_with_how_much():
    work = worked(heights(tau=90.0))
    (reason,) = reservations(work, critical_force(work), 24)
    last = heights(tau=90.0)[-6:]
    assert f"by {100 * (last[0] - last[-1]) / last[-3:].mean():.0f} % over the last 6 bouts" in reason


def test_bouts_that_scatter_about_a_plateau_are_no_fall():
    rng = np.random.default_rng(7)
    falls = 0
    for _ in range(200):
        work = clocked(heights() * (1 + rng.normal(0, 0.02, 24)))
        falls += any("falling" in reason for reason in reservations(work, critical_force(work), 24))
    assert falls <= 20
