"""The own maximum: the best valid peak of the same test, side and position; refused with words where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import msgspec
import pytest

from dsp.measurement import Measurement, State, invalid
from simulators.body import Person, Skill
from station.analysis import analyse
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.feedback.own_maximum import BEST, as_marker, best_of, from_marker, missing
from station.filing import stored_data
from station.model import NamedMeasurement, Outcome, Side
from station.protocol import FOLDER, built_in
from station.visits import ResultLine

TODAY = date(2026, 3, 20)
ISO, TRACKING = built_in()["hip_abduction_iso"], built_in()["hip_abduction_tracking"]
TEXT = (FOLDER / "hip_abduction_iso.toml").read_text(encoding="utf-8")


def peak(force_n, side=Side.LEFT, *, day=1, kept=True, state=State.VALID, protocol="hip_abduction_iso", text=TEXT):
    reasons = () if state is State.VALID else ("2 of 3 repetitions",)
    number = invalid("N", *reasons) if state is State.INVALID else Measurement(force_n, "N", state, reasons)
    line = NamedMeasurement(BEST, "Best peak", side, number)
    return ResultLine("t", protocol, text, datetime(2026, 3, day, 9, tzinfo=UTC), kept, line)


def test_the_best_of_all_visits_counts_and_says_how_old_it_is():
    found = best_of([peak(150.0, day=18), peak(171.0, day=8), peak(140.0, Side.RIGHT, day=19)], ISO, TODAY)
    assert {side: each.force_n for side, each in found.items()} == {Side.LEFT: 171.0, Side.RIGHT: 140.0}
    assert found[Side.LEFT].said == "own best 171 N, 12 days ago"
    assert found[Side.RIGHT].said == "own best 140 N, yesterday"


@pytest.mark.parametrize(
    "other",
    [
        {"kept": False},
        {"kept": None},
        {"state": State.LIMITED},
        {"state": State.INVALID},
        {"protocol": "hip_abduction_supine_iso"},
        {"text": TEXT.replace("Side-lying, leg", "Supine, leg")},
        {"text": TEXT.replace('device = "dynamometers"', 'device = "plates"')},
        {"text": "no toml at all ="},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_was_rejected_or_limited_or_measured_otherwise_is_no_own_maximum(other):
    assert best_of([peak(300.0, **other)], ISO, TODAY) == {}
    assert best_of([peak(300.0, **other), peak(150.0)], ISO, TODAY)[Side.LEFT].force_n == 150.0


def test_where_a_side_has_none_it_is_said_which_and_what_to_do():
    maxima = best_of([peak(150.0)], ISO, TODAY)
    said = missing(TRACKING, ISO, maxima)
    assert "(right)" in said
    assert "'Hip abduction, side-lying'" in said
    assert missing(TRACKING, ISO, maxima | best_of([peak(150.0, Side.RIGHT)], ISO, TODAY)) == ""
    assert missing(ISO, ISO, {}) == ""
    assert "hip_abduction_iso" in missing(TRACKING, None, maxima)


def test_a_recording_keeps_the_maxima_that_were_shown_and_reads_back_only_numbers():
    maxima = best_of([peak(150.25), peak(140.5, Side.RIGHT)], ISO, TODAY)
    assert from_marker(as_marker(maxima)) == {Side.LEFT: 150.25, Side.RIGHT: 140.5}
    assert from_marker({"left": "150", "right": -3.0, "both": None, "top": 7.0}) == {}


# Through the whole station --------------------------------------------------------------------------------------------

STEADY = Body(Person(skill=Skill(cv=0.0, learning=0.0)), push_s=2.0, rest_s=0.8)


@pytest.fixture
def clinic(tmp_path):
    with VirtualClinic(tmp_path, STEADY) as opened:
        yield opened


def test_a_test_on_the_own_maximum_cannot_be_chosen_before_there_is_one(clinic):
    card = next(card for card in clinic.protocols() if card.key == TRACKING.key)
    assert (card.ready, card.first) == (False, ISO.key)
    assert clinic.archive.own_maximum(TRACKING) == {}
    assert "no valid peak" in clinic.archive.lacking(TRACKING)


@pytest.fixture(scope="module")
def visit(tmp_path_factory):
    """A visit that asks for the path first and for the strength after it, and the tests in the order of their doing."""
    seen = []
    with VirtualClinic(tmp_path_factory.mktemp("visit"), STEADY) as opened:
        opened.interfere = lambda now: seen.append(now.runner.machine.protocol.key if now.runner.machine else "")
        yield opened, *opened.conduct([TRACKING.key, ISO.key]), seen


def test_the_path_is_in_parts_of_the_peak_that_was_kept_and_stays_so_when_a_better_one_comes(visit):
    clinic, first, again, seen = visit
    assert list(dict.fromkeys(key for key in seen if key)) == [ISO.key, TRACKING.key]
    assert first.review.outcome is Outcome.COMPLETED
    peaks = {line.side: line.measurement.value for line in first_iso(clinic).measurements if line.key == BEST}
    stored, data = stored_data(clinic.store, clinic.folders, first.trial_id)
    assert data.own_maximum_n == {side: peaks[side] for side in (Side.LEFT, Side.RIGHT)}
    assert stored.current.provenance.methods["path.following"]["own_maximum_left_n"] == peaks[Side.LEFT]
    assert again.trial_id is not None
    card = next(card for card in clinic.protocols() if card.key == TRACKING.key)
    assert (card.first, clinic.archive.lacking(TRACKING)) == ("", "")


def first_iso(clinic):
    trials = [trial for trial in clinic.trials() if trial.protocol == ISO.key]
    return clinic.review(min(trials, key=lambda trial: trial.started_at).trial_id)


def test_a_recording_that_does_not_say_the_maximum_gives_no_number(visit):
    clinic, done, *_ = visit
    _, data = stored_data(clinic.store, clinic.folders, done.trial_id)
    silent = analyse(TRACKING, replace(data, own_maximum_n={}))
    assert "own maximum" in silent.refusal
    assert all(line.measurement.value is None for line in silent.measurements)
    late = analyse(TRACKING, replace(data, go_s=None))
    assert "GO" in late.refusal
    one = analyse(TRACKING, replace(data, own_maximum_n={Side.LEFT: data.own_maximum_n[Side.LEFT]}))
    values = {line.side: line.measurement for line in one.measurements if line.key == "path_score"}
    assert values[Side.LEFT].value == pytest.approx(
        next(line.measurement.value for line in done.review.measurements if line.key == "path_score")
    )
    assert values[Side.RIGHT].value is None
    assert "own maximum of the right" in values[Side.RIGHT].reasons[0]


def test_doses_are_kept_with_the_trial_once(visit):
    clinic, done, *_ = visit
    doses = clinic.store.doses.doses(clinic.store.person("A-104").id)
    assert {(dose.exercise, dose.side) for dose in doses} == {(TRACKING.key, Side.LEFT), (TRACKING.key, Side.RIGHT)}
    for dose in doses:
        assert dose.trial_id == done.trial_id
        assert (dose.prescribed.target_low, dose.prescribed.target_high) == (10.0, 30.0)
        assert dose.reached.reps == 1
        score = next(
            line.measurement.value
            for line in done.review.measurements
            if line.key == "path_time_within" and line.side is dose.side
        )
        assert 100.0 * dose.reached.in_band == pytest.approx(score, abs=0.5)
        assert dose.reached.target == pytest.approx(20.3, abs=1.0)
    clinic.archive.decide(done.trial_id, True)
    assert clinic.store.doses.doses(clinic.store.person("A-104").id) == doses


def test_a_path_in_a_replaced_test_follows_the_own_one(tmp_path):
    own = msgspec.structs.replace(ISO, key="our_abduction", replaces="hip_abduction_iso")
    assert own.replaces == TRACKING.path.maximum_of
    folder = tmp_path / "protocols"
    folder.mkdir()
    text = TEXT.replace('key = "hip_abduction_iso"', 'key = "our_abduction"\nreplaces = "hip_abduction_iso"')
    (folder / "our_abduction.toml").write_text(text, encoding="utf-8")
    with VirtualClinic(tmp_path, STEADY) as clinic:
        assert clinic.archive.first(TRACKING) == "our_abduction"
