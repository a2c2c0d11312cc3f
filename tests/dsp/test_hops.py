"""Sets of hops: closed forms of half-sine contacts, which contacts count, spread and fading, properties."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from rebounds import G, Rebounder, noisy

from dsp.contacts import NoRebound, find_contacts
from dsp.hops import find_hops, make_hop_set
from dsp.hops_metrics import (
    HOPS,
    contact_impulse,
    contact_impulses,
    contact_share,
    contact_time,
    contact_times,
    contact_variation,
    fatigue,
    flight_time,
    flight_times,
    frequency,
    height,
    height_best,
    heights,
    peak_force,
    rsi_best,
    rsi_best_mean,
    rsi_flight_time,
    rsi_jump_height,
    rsi_variation,
    rsis,
    vertical_stiffness,
)
from dsp.weighing import quiet_windows


def chain(pairs, mass=70.0, fs=1000.0, first_flight_s=0.4, seed=1, noise=0.5):
    """Standing, a push, then contacts of given (contact, following flight), each a half sine with the right impulse."""
    weight, parts, before = mass * G, [np.full(round(1.5 * fs), mass * G)], first_flight_s

    def push(change, seconds):
        count = round(seconds * fs)
        return weight + mass * change * np.pi / (2 * seconds) * np.sin(np.pi * np.arange(count) / count)

    parts += [push(G * first_flight_s / 2, 0.4), np.zeros(round(first_flight_s * fs))]
    for contact_s, flight_s in pairs:
        count = round(contact_s * fs)
        impulse = mass * (G * (before + flight_s) / 2 + G * contact_s)
        parts.append(impulse * np.pi / (2 * contact_s) * np.sin(np.pi * np.arange(count) / count))
        parts.append(np.zeros(round(flight_s * fs)))
        before = flight_s
    parts += [push(G * before / 2, 0.5), np.full(round(1.5 * fs), weight)]
    return noisy(np.concatenate(parts), noise, seed)


def analysed(force, fs=1000.0, **more):
    hops, _ = find_hops(find_contacts(force, fs), fs)
    stance = quiet_windows(force, fs)[0]
    return make_hop_set(np.arange(len(force)) / fs, force, hops=hops, stance=stance, **more)


def known(hops, metric):
    return float(np.sqrt(sum((metric(moved) - metric(hops)) ** 2 for moved in hops.variants())))


def values(hops):
    return {row.key: row.compute(hops) for row in HOPS}


PAIRS = [(0.18, 0.44), (0.20, 0.40), (0.19, 0.42), (0.22, 0.38), (0.21, 0.39), (0.24, 0.36), (0.26, 0.34), (0.25, 0.35)]


# Closed forms


@pytest.mark.parametrize(("contact_s", "flight_s"), [(0.15, 0.2), (0.2, 0.4), (0.35, 0.3)])
def test_a_set_of_equal_hops_equals_the_closed_form(contact_s, flight_s):
    person = Rebounder(fs=2000.0, count=7, contact_s=contact_s, flight_s=flight_s, from_standing=True)
    hops = analysed(noisy(person.force(), 0.3), 2000.0)
    assert len(hops.hops) == 7
    assert contact_time(hops) == pytest.approx(contact_s, abs=0.0011)
    assert flight_time(hops) == pytest.approx(flight_s, abs=0.0011)
    assert height(hops) == pytest.approx(person.height, abs=0.0025)
    assert rsi_flight_time(hops) == pytest.approx(flight_s / contact_s, rel=0.013)
    assert rsi_jump_height(hops) == pytest.approx(person.height / contact_s, rel=0.02)
    assert frequency(hops) == pytest.approx(1 / (contact_s + flight_s), rel=1e-3)
    assert peak_force(hops) == pytest.approx(person.peak, rel=0.002)
    assert contact_impulse(hops) == pytest.approx(person.weight * (contact_s + flight_s), rel=0.002)
    assert vertical_stiffness(hops) == pytest.approx(person.peak / person.depth, rel=0.025)
    assert rsi_variation(hops) < 1.0
    assert contact_variation(hops) < 1.0
    assert abs(fatigue(hops)) < 1.0


def test_every_hop_has_its_own_times_and_the_set_their_mean_best_and_change():
    hops = analysed(chain(PAIRS))
    ground, air = (np.array(each) for each in zip(*PAIRS, strict=True))
    index = air / ground
    assert contact_times(hops) == pytest.approx(ground, abs=0.0021)
    assert flight_times(hops) == pytest.approx(air, abs=0.0021)
    assert rsis(hops) == pytest.approx(index, rel=0.015)
    assert heights(hops) == pytest.approx(G * air**2 / 8, abs=0.003)
    assert height_best(hops) == pytest.approx(G * 0.44**2 / 8, abs=0.003)
    assert rsi_best(hops) == pytest.approx(0.44 / 0.18, rel=0.015)
    assert rsi_best_mean(hops) == pytest.approx(np.sort(index)[-5:].mean(), rel=0.01)
    first, last = index[:3].mean(), index[-3:].mean()
    assert fatigue(hops) == pytest.approx(100 * (last - first) / first, abs=0.7)
    assert rsi_variation(hops) == pytest.approx(100 * index.std(ddof=1) / index.mean(), abs=0.5)
    assert contact_variation(hops) == pytest.approx(100 * ground.std(ddof=1) / ground.mean(), abs=0.5)


def test_the_best_and_the_window_can_be_declared():
    hops = analysed(chain(PAIRS), best_n=2, window=1)
    each = rsis(hops)
    assert rsi_best_mean(hops) == pytest.approx(np.sort(each)[-2:].mean())
    assert fatigue(hops) == pytest.approx(100 * (each[-1] - each[0]) / each[0])


@pytest.mark.parametrize("count", [1, 2, 4, 5])
def test_too_few_hops_have_no_spread_no_best_five_and_no_change(count):
    hops = analysed(chain(PAIRS[:count]))
    assert np.isnan(rsi_variation(hops)) == (count < 3)
    assert np.isnan(rsi_best_mean(hops)) == (count < 5)
    assert np.isnan(fatigue(hops))
    assert np.isfinite(rsi_flight_time(hops))


def test_without_a_weight_only_the_stiffness_is_missing():
    hops = analysed(chain(PAIRS))
    unknown = make_hop_set(hops.time_s, hops.force_n, hops=hops.hops, stance=None)
    assert {key for key, value in values(unknown).items() if np.isnan(value)} == {"hop_stiffness"}


# Which contacts are hops


def test_the_first_push_and_the_last_landing_are_no_hops_and_it_is_said():
    force = chain(PAIRS)
    hops, left_out = find_hops(find_contacts(force, 1000.0), 1000.0)
    assert len(hops) == len(PAIRS)
    assert [each.usual for each in left_out] == [True, True]
    assert "begins from standing" in left_out[0].reason
    assert "not followed by a hop" in left_out[1].reason


def test_a_set_that_ends_in_the_air_keeps_the_hops_before():
    force = chain(PAIRS)
    hops = analysed(force).hops
    cut = force[: hops[-1].landing - 100]
    found, left_out = find_hops(find_contacts(cut, 1000.0), 1000.0)
    assert len(found) == len(PAIRS) - 1
    assert "no landing" in left_out[-1].reason


def test_a_pause_between_hops_is_left_out_and_not_averaged():
    force = chain([(0.2, 0.4), (0.2, 0.4), (1.3, 0.3), (0.2, 0.4), (0.2, 0.4)])
    hops, left_out = find_hops(find_contacts(force, 1000.0), 1000.0)
    assert len(hops) == 4
    assert any("is a pause" in each.reason for each in left_out)


def test_feet_that_hardly_leave_are_told_and_left_out():
    force = chain([(0.2, 0.4), (0.2, 0.06), (0.2, 0.4), (0.2, 0.4)])
    hops, left_out = find_hops(find_contacts(force, 1000.0), 1000.0)
    assert len(hops) == 2
    assert any("hardly left" in each.reason for each in left_out)


@pytest.mark.parametrize("force", [np.zeros(3000), noisy(np.full(3000, 700.0)), chain([])])
def test_a_record_without_a_hop_is_refused_with_its_reason(force):
    with pytest.raises(NoRebound):
        find_hops(find_contacts(force, 1000.0), 1000.0)


def test_hops_out_of_order_make_no_set():
    hops = analysed(chain(PAIRS))
    first = hops.hops[0]
    for wrong in (
        (),
        (replace(first, takeoff=first.touchdown),),
        (replace(first, landing=len(hops.force_n)),),
        (hops.hops[1], first),
    ):
        with pytest.raises(ValueError, match=r"hop|order"):
            make_hop_set(hops.time_s, hops.force_n, hops=wrong, stance=None)
    for wrong in ({"best_n": 0}, {"window": 0}):
        with pytest.raises(ValueError, match="at least one"):
            make_hop_set(hops.time_s, hops.force_n, hops=hops.hops, stance=None, **wrong)


# Properties


def test_gain_changes_forces_and_no_time():
    one, other = values(analysed(chain(PAIRS))), values(analysed(1.2 * chain(PAIRS)))
    for key in one:
        forces = key in ("hop_peak_force", "hop_contact_impulse", "hop_stiffness")
        assert other[key] == pytest.approx((1.2 if forces else 1.0) * one[key], rel=0.004, abs=0.05), key


@pytest.mark.parametrize("offset", [-12.0, 6.0, 12.0])
def test_plates_off_zero_change_no_time(offset):
    force = chain(PAIRS)
    one, other = analysed(force), analysed(force + offset)
    assert contact_times(other) == pytest.approx(contact_times(one), abs=0.0021)
    assert flight_times(other) == pytest.approx(flight_times(one), abs=0.0021)


def test_a_later_record_gives_the_same_numbers():
    force = chain(PAIRS)
    later = analysed(np.concatenate([force[:731], force]))
    assert values(later) == pytest.approx(values(analysed(force)), rel=0.004, abs=0.05)


def test_a_share_is_known_no_better_than_the_gains_of_two_plates():
    """Two gains that are off by 1 % each and nothing to do with each other: s (1 - s) times that, twice."""
    hops = replace(analysed(chain(PAIRS)), gain_uncertainty=0.01)
    left = hops.under(0.44 * hops.force_n)
    gains = 100.0 * np.sqrt(2.0) * 0.44 * 0.56 * 0.01
    assert 0.98 * gains <= known(left, contact_share) <= 1.2 * gains
    assert known(left, contact_impulse) == pytest.approx(0.44 * known(hops, contact_impulse), rel=0.1)


def test_left_and_right_change_places_in_a_mirror():
    hops = analysed(chain(PAIRS))
    left, right = hops.under(0.45 * hops.force_n), hops.under(0.55 * hops.force_n)
    assert contact_share(left) == pytest.approx(45.0, rel=1e-9)
    assert contact_share(right) == pytest.approx(55.0, rel=1e-9)
    assert contact_impulses(left) + contact_impulses(right) == pytest.approx(contact_impulses(hops), rel=1e-12)
    assert contact_time(left) == contact_time(hops)


def test_an_error_of_all_edges_does_not_average_out_and_one_of_each_does():
    hops = analysed(chain([(0.2, 0.4)] * 9))
    step = 0.001
    # nine equal errors of one sample at both ends: alike they are 1.4 ms in the mean, each for itself a third of that
    assert np.hypot(step, step) <= known(hops, contact_time) <= 1.1 * np.hypot(step, step)
    assert known(hops, rsi_variation) > 0.0


def test_the_true_times_are_within_what_is_stated():
    inside = total = 0
    for seed in range(12):
        hops = analysed(chain(PAIRS, noise=1.5, seed=seed))
        ground, air = (np.array(each) for each in zip(*PAIRS, strict=True))
        for metric, truth in (
            (contact_time, ground.mean()),
            (flight_time, air.mean()),
            (rsi_flight_time, (air / ground).mean()),
            (height, (G * air**2 / 8).mean()),
        ):
            inside += abs(metric(hops) - truth) <= known(hops, metric)
            total += 1
    assert inside >= 0.95 * total
