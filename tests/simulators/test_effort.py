"""Isometric efforts: onset, rise, fatigue, pain, skill and the tester, against closed forms and the stated figures."""

from __future__ import annotations

import numpy as np
import pytest

from simulators.body import FINE_HZ, PAIN_TAKES, Person, Skill
from simulators.effort import CRITICAL, PRELOAD_N, RESTING_N, TIRES, WARM_UP, Examiner, isometric_effort, trial_factor
from simulators.motor_units import LOW_HZ, ONE_TAU, TREMOR_HZ, rise, rise_slope, unsteadiness
from simulators.performance import Surface
from simulators.strength import MUSCLES, Both

SAME = Skill(cv=0.0, learning=0.0, steadiness=0.0)
MACHINE = Person(skill=SAME)


def force_of(performance, side):
    return performance.force_n[("left", "right").index(side)]


def test_force_rises_from_exactly_nothing_to_63_per_cent_in_its_time_scale_and_its_slope_is_its_derivative():
    since = np.linspace(0.0, 1.5, 15_001)
    for tau_s in (0.06, 0.16, 0.4):
        force = rise(since, tau_s)
        assert force[0] == 0.0
        assert (np.diff(force) >= 0).all()
        assert np.interp(tau_s, since, force) == pytest.approx(ONE_TAU, abs=1e-6)
        assert rise(np.array([12 * tau_s - 1e-9, 12 * tau_s]), tau_s) == pytest.approx(1.0, abs=1e-6)
        np.testing.assert_allclose(np.gradient(force, since)[5:-5], rise_slope(since, tau_s)[5:-5], atol=5e-2)
        assert 0.001 < np.interp(0.0625 * tau_s, since, force) < 0.02  # not a step, nor a late start


def test_the_unsteadiness_has_its_strength_and_its_two_bands():
    times = np.arange(0.0, 60.0, 0.01)
    drawn = [unsteadiness(np.random.default_rng(seed)) for seed in range(5)]
    assert np.mean([each.slow(times).std() for each in drawn]) == pytest.approx(1.0, rel=0.1)
    assert np.mean([each.tremor(times).std() for each in drawn]) == pytest.approx(1.0, rel=0.05)
    power = np.abs(np.fft.rfft(drawn[0].at(times))) ** 2
    hertz = np.fft.rfftfreq(times.size, 0.01)
    bands = (hertz >= LOW_HZ[0] - 0.2) & (hertz <= LOW_HZ[1] + 0.2)
    bands |= (hertz >= TREMOR_HZ[0] - 0.2) & (hertz <= TREMOR_HZ[1] + 0.2)
    assert 0.85 * power.sum() < power[bands].sum() < 0.97 * power.sum()  # the rest is faint, between and above them


@pytest.mark.parametrize("muscle", [key for key in MUSCLES if key != "leg_push"])
def test_an_effort_of_any_group_is_played_by_its_own_strength(muscle):
    strength = Both(110.0, 170.0) if MUSCLES[muscle].sided else Both.same(140.0)
    person = Person(strength_n={muscle: strength}, skill=SAME)
    for side in ("left", "right"):
        effort = isometric_effort(person, muscle, side, reps=1)
        assert effort.surface is Surface.GRIPS
        assert not force_of(effort, "right" if side == "left" else "left").any()
        assert effort.figures["strength_n"] == strength.of(side)
        assert 0.95 * strength.of(side) < effort.figures["rep1_peak_n"] < strength.of(side)


@pytest.mark.parametrize("side", ["left", "right"])
def test_events_and_figures_are_of_the_drawn_force(side):
    person = Person(strength_n={"hip_abduction": Both(120.0, 160.0)}, seed=3)
    effort = isometric_effort(person, "hip_abduction", side)
    force, times = force_of(effort, side), np.arange(effort.force_n.shape[1]) / FINE_HZ
    for number in (1, 2, 3):
        onset_s = effort.events[f"rep{number}_onset"]
        resting = (times > onset_s - 1.0) & (times <= onset_s)
        np.testing.assert_allclose(force[resting], PRELOAD_N, atol=4 * RESTING_N)
        assert np.ptp(force[resting]) > RESTING_N
        before = force[np.searchsorted(times, onset_s - 1e-9)]
        assert force[np.searchsorted(times, onset_s + 0.02)] > before + 1.0
        window = (times >= onset_s) & (times <= onset_s + 5.0)
        assert effort.figures[f"rep{number}_peak_n"] == pytest.approx(force[window].max(), abs=1e-9)
        assert times[window][np.argmax(force[window])] == effort.events[f"rep{number}_peak"]
        for after_ms in (50, 100, 150, 200):
            gained = np.interp(onset_s + after_ms / 1000, times, force) - before
            rfd = effort.figures[f"rep{number}_rfd_0_{after_ms}_n_per_s"]
            assert rfd == pytest.approx(gained / (after_ms / 1000), rel=1e-9)


def test_the_rise_of_a_steady_person_is_the_closed_form():
    effort = isometric_effort(MACHINE, "hip_abduction", "left", reps=1)
    whole_n = MACHINE.strength("hip_abduction", "left") - PRELOAD_N
    tires_s = TIRES * 100.0
    for after_s in (0.05, 0.1, 0.15, 0.2):
        tired = 1.0 - np.exp(-after_s / tires_s)
        expected = whole_n * rise(np.array([after_s]), 0.16)[0] * (1.0 - (1.0 - CRITICAL) * tired) / after_s
        assert effort.figures[f"rep1_rfd_0_{round(after_s * 1000)}_n_per_s"] == pytest.approx(
            expected, abs=4 * RESTING_N / after_s
        )


def test_work_tires_and_rest_restores():
    def last(rest_s):
        done = isometric_effort(MACHINE, "knee_extension", "right", reps=6, rest_s=rest_s)
        return done.figures["rep6_peak_n"] / done.figures["rep1_peak_n"]

    # 25 s of all-out work without rest: 1 - 0.55 (1 - exp(-25 / 42)), and rests take most of it back
    assert last(0.5) == pytest.approx(1.0 - (1.0 - CRITICAL) * (1.0 - np.exp(-25.0 / (TIRES * 70.0))), abs=0.05)
    assert 0.9 < last(30.0) < 1.0
    assert last(180.0) == pytest.approx(1.0, abs=1e-3)


def test_efforts_differ_by_their_cv_and_the_first_ones_fall_short_while_they_are_learned():
    person, dice = Person(skill=Skill(cv=0.05, learning=0.2)), np.random.default_rng(8)
    reached = np.array([[trial_factor(person, 0.0, number, dice) for number in (1, 2, 3, 4)] for _ in range(4000)])
    np.testing.assert_allclose(reached.std(axis=0), 0.05, rtol=0.05)
    np.testing.assert_allclose(reached.mean(axis=0), 1.0 - 0.2 * np.exp(-np.arange(4.0)), atol=0.004)
    in_pain = [trial_factor(person, 1.0, 9, dice) for _ in range(4000)]
    assert np.std(in_pain) == pytest.approx(0.15, rel=0.05)


def test_pain_takes_force_slows_its_rise_and_ends_it_earlier():
    hurting = Person(skill=SAME, pain={"hip_abduction": Both(0.5, 0.0)})
    left, right = (isometric_effort(hurting, "hip_abduction", side, reps=1) for side in ("left", "right"))
    assert left.figures["rep1_peak_n"] / right.figures["rep1_peak_n"] == pytest.approx(1 - 0.5 * PAIN_TAKES, abs=0.02)
    assert left.figures["rep1_rfd_0_100_n_per_s"] < 0.5 * right.figures["rep1_rfd_0_100_n_per_s"]
    lengths = [done.events["rep1_release"] - done.events["rep1_onset"] for done in (left, right)]
    assert lengths[0] < 0.85 * lengths[1]
    assert left.figures["strength_n"] == right.figures["strength_n"]


def test_the_effort_before_the_maximal_ones_is_half_of_them():
    done = isometric_effort(MACHINE, "hip_adduction", "left", warm_up=True)
    times = np.arange(done.force_n.shape[1]) / FINE_HZ
    window = (times > done.events["warm_up_onset"]) & (times < done.events["warm_up_release"])
    assert force_of(done, "left")[window].max() == pytest.approx(WARM_UP * done.figures["strength_n"], rel=0.05)
    assert done.events["warm_up_release"] < done.events["rep1_onset"]
    assert [name for name in done.events if name.endswith("onset")] == [
        "warm_up_onset", "rep1_onset", "rep2_onset", "rep3_onset",
    ]  # fmt: skip


def test_a_slip_takes_the_force_away_between_its_events_and_only_there():
    slipped = isometric_effort(MACHINE, "hip_abduction", "left", examiner=Examiner(slips=(2,)))
    sound = isometric_effort(MACHINE, "hip_abduction", "left")
    times = np.arange(sound.force_n.shape[1]) / FINE_HZ
    off_s, back_s = slipped.events["rep2_slip"], slipped.events["rep2_caught"]
    away = (times > off_s) & (times < back_s)
    difference = sound.force_n[0] - slipped.force_n[0]
    assert not difference[~away].any()
    assert difference.max() == pytest.approx(0.7 * (sound.force_n[0][away].max()), rel=0.01)
    with pytest.raises(ValueError, match="is over before the slip"):
        isometric_effort(MACHINE, "hip_abduction", "left", hold_s=2.2, examiner=Examiner(slips=(1,)))


def test_a_tester_who_is_weaker_than_the_client_measures_the_tester():
    strong = Person(skill=SAME, strength_n={"knee_extension": Both.same(600.0)})
    done = isometric_effort(strong, "knee_extension", "left", reps=1, examiner=Examiner(holds_n=280.0))
    assert done.figures["rep1_peak_n"] == pytest.approx(280.0, rel=0.01)
    wavering = isometric_effort(MACHINE, "hip_abduction", "left", reps=1, examiner=Examiner(wavers=0.04))
    at = wavering.events["rep1_onset"] + np.arange(1.0, 4.5, 0.01)
    assert 0.02 < wavering.at(at)[0].std() / wavering.at(at)[0].mean() < 0.08


def test_the_same_person_pushes_the_same_again_and_another_day_otherwise():
    first, second = (isometric_effort(Person(seed=4), "hip_abduction", "left") for _ in range(2))
    np.testing.assert_array_equal(first.force_n, second.force_n)
    assert first.figures != isometric_effort(Person(seed=5), "hip_abduction", "left").figures
    assert (
        first.figures["rep1_peak_n"]
        != isometric_effort(Person(seed=4), "hip_abduction", "right").figures["rep1_peak_n"]
    )
