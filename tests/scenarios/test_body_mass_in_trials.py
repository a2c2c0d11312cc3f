"""A body mass that somebody wrote down reaches the numbers of tests that do not weigh, and is in the recording."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dsp.measurement import State
from dsp.weighing import GRAVITY
from simulators.people import person_from
from station.amending import Amending
from station.carried_mass import CARRIED_DAYS, as_marker, from_marker
from station.commands.client import Body
from station.commands.virtual_clinic import BEGAN, VirtualClinic
from station.filing import stored_data
from station.model import RejectReason, Side
from station.people import BodyMass

NOW = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)


def mass(days_ago: float, mass_kg: float = 70.0) -> BodyMass:
    return BodyMass("m", NOW - timedelta(days=days_ago), mass_kg, 0.5, "given")


def test_a_mass_of_today_counts_as_it_is_an_older_one_is_known_less_well_and_an_old_one_not_at_all():
    assert from_marker(as_marker(mass(0.1), NOW)) == (70.0, 0.5)
    assert from_marker(as_marker(mass(10), NOW)) == (70.0, pytest.approx((0.5**2 + 1.4**2) ** 0.5))
    assert as_marker(mass(CARRIED_DAYS), NOW) is None
    assert as_marker(mass(-1), NOW) is None
    assert as_marker(None, NOW) is None


@pytest.mark.parametrize("data", [{}, {"mass_kg": "70", "uncertainty_kg": 1}, {"mass_kg": -1.0, "uncertainty_kg": 1.0}])
def test_what_is_no_mass_in_a_recording_is_none(data):
    assert from_marker(data) is None


@pytest.mark.parametrize("known", [True, False])
def test_force_by_body_mass_is_a_number_where_the_mass_is_known_and_says_what_is_missing_where_not(tmp_path, known):
    person = person_from("client", {"seed": 3})
    with VirtualClinic(tmp_path, Body(person, hold_s=12.0, push_s=2.0, rest_s=1.0)) as clinic:
        if known:
            client = clinic.store.person("A-104")
            clinic.store.facts.add_body_mass(client.id, 71.5, BEGAN - timedelta(days=1))
            clinic.admit("A-104", clinic.client)
        (done,) = clinic.conduct(["hip_abduction_supine_iso"])
        stored, data = stored_data(clinic.store, clinic.folders, done.trial_id)
    found = {(line.key, line.side): line.measurement for line in stored.current.measurements}
    for side in (Side.LEFT, Side.RIGHT):
        peak, relative = found["peak_force", side], found["peak_force_body_weights", side]
        if not known:
            assert (data.body_mass_kg, relative.state) == (None, State.INVALID)
            continue
        assert relative.value == pytest.approx(peak.value / (71.5 * GRAVITY))
        known_to = (0.5**2 + (0.02 * 71.5) ** 2) ** 0.5 / 71.5
        assert relative.uncertainty >= known_to * relative.value
        assert stored.current.provenance.methods["body_mass.given"]["mass_kg"] == 71.5


def test_a_jump_that_was_kept_weighs_the_person_for_the_tests_after_it_and_is_noted_once_a_day(tmp_path):
    person = person_from("client", {"seed": 3, "mass_kg": 68.0})
    with VirtualClinic(tmp_path, Body(person, hold_s=12.0, push_s=2.0, rest_s=1.0)) as clinic:
        done = clinic.conduct(["cmj", "cmj", "hip_abduction_supine_iso"])
        (weighed,) = clinic.store.facts.body_masses(clinic.store.person("A-104").id)
        stored = clinic.store.trial(done[-1].trial_id)
    assert weighed.how == "weighed"
    assert abs(weighed.mass_kg - 68.0) < weighed.uncertainty_kg < 1.0
    # within the visit it is the weight that was taken last which is carried on
    carried = stored.current.provenance.methods["body_mass.carried"]
    assert abs(carried["mass_kg"] - 68.0) < carried["uncertainty_kg"] < 1.5


def test_a_jump_that_is_rejected_takes_its_body_mass_with_it_and_another_of_the_day_gives_its_own(tmp_path):
    person = person_from("client", {"seed": 3, "mass_kg": 68.0})
    with VirtualClinic(tmp_path, Body(person, hold_s=12.0, push_s=2.0, rest_s=1.0)) as clinic:
        first, second = (done.trial_id for done in clinic.conduct(["cmj", "cmj"]))
        facts, person_id = clinic.store.facts, clinic.store.person("A-104").id
        (weighed,) = facts.body_masses(person_id)
        amending = Amending(clinic.store, clinic.folders)
        amending.decide(first, False, RejectReason.DEVICE)
        (other,) = facts.body_masses(person_id)
        assert other.at == clinic.store.trial(second).trial.started_at != weighed.at
        clinic.archive.decide(second, False, RejectReason.DEVICE)
        assert facts.body_masses(person_id) == ()
        hold = next(test for test in clinic.archive.protocols.values() if test.key == "glute_bridge_hold")
        assert clinic.archive.body_mass(hold) is None, "and no recording is given it"
        amending.undo(first)
        assert facts.body_masses(person_id) == (weighed,)
        details = [entry.detail for entry in clinic.store.audit.entries(person_id)]
        assert {"body_mass_struck", "body_mass_again", "row"} <= {name for detail in details for name in detail}
        assert clinic.store.audit.verify().fault is None
