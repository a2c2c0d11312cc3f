"""Contacts and flights of a record: steps, drops, hops; short records, taps, plates off zero; a real recording."""

from __future__ import annotations

import numpy as np
import pytest
from rebounds import Rebounder, noisy

from dsp.contacts import Edge, find_contacts

FS = 1000.0
TICK = 1e-9


def ringing(force, since_s, size):
    return np.where(since_s >= 0, force - size * np.exp(-since_s / 0.035) * np.cos(2 * np.pi * 40 * since_s), force)


def edges(contacts):
    return [(each.before, each.after) for each in contacts]


@pytest.mark.parametrize("fs", [500.0, 1000.0, 2000.0])
@pytest.mark.parametrize("contact_s", [0.12, 0.2, 0.4])
def test_a_drop_its_jump_and_the_stand_are_two_contacts_and_a_flight(fs, contact_s):
    person = Rebounder(fs=fs, contact_s=contact_s)
    first, last = find_contacts(noisy(person.force()), fs)
    assert edges([first, last]) == [(Edge.EMPTY, Edge.FLIGHT), (Edge.FLIGHT, Edge.RECORD)]
    assert abs(first.start / fs - person.first_s) <= first.start_uncertainty_s + TICK <= 0.005
    assert abs(first.stop / fs - person.first_s - contact_s) <= first.stop_uncertainty_s + TICK <= 0.005
    assert abs(last.start / fs - person.landing_s) <= last.start_uncertainty_s + TICK <= 0.005
    assert last.stop == len(person.time())
    assert first.flight is not None
    assert (first.flight.takeoff, first.flight.landing) == (first.stop, last.start)


@pytest.mark.parametrize("count", [1, 2, 12])
@pytest.mark.parametrize(("contact_s", "flight_s"), [(0.15, 0.15), (0.2, 0.4), (0.45, 0.3)])
def test_every_hop_of_a_set_is_found_whatever_it_looks_like(count, contact_s, flight_s):
    person = Rebounder(count=count, contact_s=contact_s, flight_s=flight_s, from_standing=True)
    found = find_contacts(noisy(person.force()), FS)
    assert edges(found) == [
        (Edge.RECORD, Edge.FLIGHT),
        *[(Edge.FLIGHT, Edge.FLIGHT)] * count,
        (Edge.FLIGHT, Edge.RECORD),
    ]
    for number, contact in enumerate(found[1:-1]):
        touchdown = person.first_s + number * (contact_s + flight_s)
        assert abs(contact.start / FS - touchdown) <= contact.start_uncertainty_s + TICK
        assert abs(contact.stop / FS - touchdown - contact_s) <= contact.stop_uncertainty_s + TICK


def test_a_push_that_is_a_plateau_is_a_push_even_when_nobody_ever_stands():
    plateau = np.concatenate([np.linspace(0, 1500, 20), np.full(500, 1500.0), np.linspace(1500, 0, 20)])
    force = np.concatenate([np.zeros(800), plateau, np.zeros(450), plateau[:300]])
    found = find_contacts(noisy(force), FS)
    assert edges(found) == [(Edge.EMPTY, Edge.FLIGHT), (Edge.FLIGHT, Edge.RECORD)]


@pytest.mark.parametrize("lasts", [6, 8])
@pytest.mark.parametrize("after", [1, 2, 4])
def test_a_record_that_ends_in_a_tap_has_its_contact_inside_the_record(lasts, after):
    force = noisy(np.concatenate([np.zeros(700), np.full(lasts, 900.0), np.zeros(after)]), 0.3)
    for contact in find_contacts(force, FS):
        assert 700 <= contact.start < contact.stop <= len(force)


@pytest.mark.parametrize("rest", [-8.0, 0.0, 12.0])
@pytest.mark.parametrize("size", [0.0, 40.0, 80.0])
def test_plates_that_rest_off_zero_and_ring_do_not_move_the_edges(rest, size):
    person = Rebounder(contact_s=0.22)
    takeoff_s = person.first_s + person.contact_s
    since = np.where(person.time() < person.landing_s, person.time() - takeoff_s, -1.0)
    first, last = find_contacts(noisy(ringing(person.force() + rest, since, size)), FS)
    assert first.start / FS == pytest.approx(person.first_s, abs=0.002)
    assert first.stop / FS == pytest.approx(takeoff_s, abs=0.004)
    assert last.start / FS == pytest.approx(person.landing_s, abs=0.003)
    assert first.rest_n == pytest.approx(rest, abs=1.0)


def test_a_tap_before_the_foot_comes_down_is_the_start_and_what_it_leaves_open():
    person = Rebounder()
    force = person.force()
    at = round(person.first_s * FS)
    force[at - 4] = 110.0
    first = find_contacts(noisy(force), FS)[0]
    assert first.start == at - 4
    assert first.start_uncertainty_s >= 0.004


def test_a_record_that_ends_in_the_air_has_a_take_off_and_no_landing():
    person = Rebounder()
    for seconds in (0.05, 0.3):
        stop = round((person.first_s + person.contact_s + seconds) * FS)
        (only,) = find_contacts(noisy(person.force())[:stop], FS)
        assert (only.before, only.after) == (Edge.EMPTY, Edge.FLIGHT)
        assert only.flight is not None
        assert only.flight.landing is None
        assert only.stop / FS == pytest.approx(person.first_s + person.contact_s, abs=0.003)


def test_who_steps_on_and_off_makes_no_flight():
    ramp = np.linspace(0, 700, 300)
    force = np.concatenate([np.zeros(1500), ramp, np.full(3000, 700.0), ramp[::-1], np.zeros(2000)])
    (only,) = find_contacts(noisy(force), FS)
    assert (only.before, only.after) == (Edge.EMPTY, Edge.EMPTY)
    assert only.start == pytest.approx(1500, abs=10)
    assert only.stop == pytest.approx(5100, abs=60)


def test_feet_that_hardly_leave_the_plates_part_no_contact_and_are_told():
    person = Rebounder(contact_s=0.2, flight_s=0.07, count=2)
    found = find_contacts(noisy(person.force()), FS)
    assert len(found) == 1
    assert found[0].brief_s == pytest.approx(0.07, abs=0.02)


def test_a_climb_back_onto_the_box_is_no_flight_of_two_seconds():
    person = Rebounder(after_s=1.5)
    once = person.force()
    found = find_contacts(noisy(np.concatenate([once, once])), FS)
    assert edges(found) == [
        (Edge.EMPTY, Edge.FLIGHT),
        (Edge.FLIGHT, Edge.EMPTY),
        (Edge.EMPTY, Edge.FLIGHT),
        (Edge.FLIGHT, Edge.RECORD),
    ]


def test_empty_plates_and_a_weight_that_never_moves_have_no_rebound():
    assert find_contacts(np.zeros(3000), FS) == []
    (stand,) = find_contacts(noisy(np.full(3000, 700.0)), FS)
    assert (stand.start, stand.stop, stand.before, stand.after) == (0, 3000, Edge.RECORD, Edge.RECORD)
    with pytest.raises(ValueError, match="positive"):
        find_contacts(np.zeros(10), 0.0)


@pytest.mark.parametrize("gain", [0.5, 1.03, 1.8])
def test_edges_do_not_depend_on_the_weight_of_the_person(gain):
    force = Rebounder(count=4, from_standing=True).force()
    one, other = find_contacts(noisy(force, 0.3), FS), find_contacts(noisy(gain * force, 0.3), FS)
    assert edges(one) == edges(other)
    for mine, theirs in zip(one, other, strict=True):
        assert abs(mine.start - theirs.start) <= 1
        assert abs(mine.stop - theirs.stop) <= 1


@pytest.mark.parametrize("shift", [1, 137, 900])
def test_a_later_record_has_its_contacts_later(shift):
    force = noisy(Rebounder().force())
    later = np.concatenate([force[:1][[0] * shift] * 0.0, force])
    for mine, theirs in zip(find_contacts(force, FS), find_contacts(later, FS), strict=True):
        assert abs(theirs.start - mine.start - shift) <= 1
        assert abs(theirs.stop - mine.stop - shift) <= 1


def test_a_long_record_of_hops_is_read_in_a_moment():
    person = Rebounder(count=40, contact_s=0.2, flight_s=0.3, from_standing=True)
    assert len(find_contacts(noisy(person.force()), FS)) == 42


BY_EYE = {"Dual-DJ-Fz.txt": (1.895, 2.151, 2.633), "Single-DJ-Fz.txt": (1.894, 2.150, 2.632)}
"""Touch-down, take-off and landing in s, read from the drawn curve of the two recordings of one jump."""


@pytest.mark.real
@pytest.mark.parametrize("name", BY_EYE)
def test_the_contacts_of_a_real_drop_jump_are_where_the_eye_sees_them(real_data, name):
    rows = np.loadtxt(real_data / "gidiel" / name, skiprows=1, ndmin=2)
    first, last = find_contacts(rows.sum(axis=1), FS)
    touchdown, takeoff, landing = BY_EYE[name]
    step = 0.001 if name.startswith("Single") else 0.0  # without a header the first row is a sample
    assert edges([first, last]) == [(Edge.EMPTY, Edge.FLIGHT), (Edge.FLIGHT, Edge.RECORD)]
    assert first.start / FS + step == pytest.approx(touchdown, abs=0.003)
    assert first.stop / FS + step == pytest.approx(takeoff, abs=0.006)
    assert last.start / FS + step == pytest.approx(landing, abs=0.003)
