"""Simulated stances and jumps have the numbers of real ones, measured with the same instruments."""

from __future__ import annotations

import numpy as np
import pytest

from bench.likeness import compare, of_jump, of_stance
from bench.recordings import DATA_CUTOFF_HZ, STANCE_HZ, Standing, real_jumps, real_stances, simulated_jump
from dsp.balance import mean_velocity, prediction_ellipse_area
from dsp.filters import butter, zero_phase
from dsp.sway_spectrum import mean_power_frequency, welch
from simulators.body import Person
from simulators.standing import Stance, quiet_stance, single_leg_stance, whole
from simulators.sway import PERIOD_S, read, wander

PEOPLE = range(10)
PUBLISHED = {
    ("open", "firm"): ((0.47, 1.07), (0.62, 0.70), (0.14, 0.31)),
    ("closed", "firm"): ((0.36, 1.46), (0.56, 0.68), (0.16, 0.37)),
    ("open", "foam"): ((2.97, 3.95), (1.81, 2.01), (0.39, 0.46)),
    ("closed", "foam"): ((4.97, 6.46), (1.81, 2.07), (0.32, 0.41)),
}
"""Area (cm^2), velocity (cm/s) and mean frequency (Hz) of three trials each, as the balance data set publishes them."""


def stance(seed, eyes, ground):
    """A minute as the data set has it: 100 Hz, smoothed at 10 Hz."""
    person = Person(seed=seed, mass_kg=55.0, sway_n=0.43)
    standing = Stance(person, wander(eyes == "closed", ground == "foam"))
    times = 3.0 + np.arange(6000) / STANCE_HZ
    force, centre = standing(times), standing.centres(times)
    rows = np.stack([*whole(force, centre), force.sum(axis=0)])
    side, forward, total = zero_phase(butter(4, DATA_CUTOFF_HZ, STANCE_HZ), rows)
    return Standing(eyes, ground, np.stack([forward, side]), total, False)


@pytest.fixture(scope="module")
def stances():
    return {how: [stance(seed, *how) for seed in PEOPLE] for how in PUBLISHED}


@pytest.mark.parametrize("how", PUBLISHED)
def test_half_of_the_people_sway_less_and_half_more_than_the_published_trials(stances, how):
    numbers = [
        (
            1e4 * prediction_ellipse_area(each.cop_m),
            1e2 * mean_velocity(each.cop_m, STANCE_HZ),
            mean_power_frequency(welch(each.cop_m, STANCE_HZ)),
        )
        for each in stances[how]
    ]
    # three trials of one person do not span what people do: a fifth of a number is room for that
    for found, (low, high) in zip(np.median(numbers, axis=0), PUBLISHED[how], strict=True):
        assert 0.8 * low <= found <= 1.2 * high
    assert np.std(numbers, axis=0)[0] > 0.1 * np.mean(numbers, axis=0)[0]


@pytest.mark.real
@pytest.mark.parametrize("ground", ["firm", "foam"])
def test_no_number_of_a_simulated_stance_lies_beside_those_of_real_ones(real_data, stances, ground):
    real = [of_stance(each) for each in real_stances(real_data) if each.ground == ground]
    simulated = [of_stance(each) for how in stances if how[1] == ground for each in stances[how]]
    for row in compare(real, simulated):
        # twelve trials of one person: the range is widened by a tenth of the number
        room = 0.1 * abs(row.real[1])
        assert row.real[0] - room <= row.simulated[1] <= row.real[2] + room, row
        assert row.separation <= 0.97, row


@pytest.mark.real
def test_no_number_of_simulated_jumps_lies_beside_those_of_real_ones(real_data):
    real = [of_jump(jump) for jump in real_jumps(real_data)]
    assert len(real) == 8
    rows = compare(real, [of_jump(simulated_jump(seed)) for seed in range(12)])
    assert [row for row in rows if not row.inside] == []
    assert max(row.separation for row in rows) <= 0.95


def test_the_heart_is_seen_in_the_force_of_a_quiet_person_and_the_shaking_of_foam():
    times = np.arange(6000) / STANCE_HZ
    for how, low, high in ((wander(), 4.5, 8.0), (wander(foam=True), 3.3, 4.4)):
        force = Stance(Person(sway_n=0.5, seed=4), how)(times).sum(axis=0)
        found = welch(force[np.newaxis], STANCE_HZ, 1024)
        quick = found.frequency_hz > 0.5
        assert low < found.frequency_hz[quick][found.power[0][quick].argmax()] < high


def test_people_are_as_restless_in_a_second_as_on_real_plates():
    # quiet stance adds 0.8 to 5.4 N in recordings of jumps
    stills = [Stance(Person(seed=seed), wander())(np.arange(1000) / 1000).sum(axis=0).std() for seed in range(16)]
    assert 0.8 < np.median(stills) < 2.5
    assert max(stills) < 5.4


def test_closed_eyes_and_foam_make_people_worse_by_what_is_published(stances):
    speed = {how: np.median([mean_velocity(each.cop_m, STANCE_HZ) for each in of]) for how, of in stances.items()}
    assert 1.0 < speed["closed", "firm"] / speed["open", "firm"] < 1.4
    assert 2.5 < speed["open", "foam"] / speed["open", "firm"] < 3.7


def test_one_leg_is_several_times_as_fast_as_two():
    both, one = (move(Person(seed=2)).figures["cop_velocity"] for move in (quiet_stance, single_leg_stance))
    assert 3.0 < one / both < 12.0
    assert 0.015 < one < 0.07


def test_a_wander_does_not_depend_on_how_time_is_cut_and_repeats_without_a_jump():
    rows = ("forward", "sideways", "heart", "restless")
    times = 1e5 + np.arange(4000) / 1000
    together = read(3, wander(), times, rows)
    pieces = [read(3, wander(), part, rows) for part in np.array_split(times, [1, 7, 500, 3999])]
    np.testing.assert_array_equal(together, np.concatenate(pieces, axis=1))
    around = read(3, wander(), PERIOD_S + np.arange(-200, 200) / 1000, rows)
    usual = np.abs(np.diff(read(3, wander(), np.arange(60_000) / 1000, rows), axis=1)).max(axis=1)
    assert (np.abs(np.diff(around, axis=1)).max(axis=1) <= usual).all()
    np.testing.assert_allclose(read(3, wander(), times, rows), read(3, wander(), times + PERIOD_S, rows), atol=1e-3)


def test_two_people_wander_differently():
    times = np.arange(6000) / 100
    one, other = (read(seed, wander(), times, ("forward", "sideways")) for seed in (1, 2))
    assert abs(np.corrcoef(one[0], other[0])[0, 1]) < 0.7
    assert not np.allclose(one.std(axis=1), other.std(axis=1), rtol=0.05)
