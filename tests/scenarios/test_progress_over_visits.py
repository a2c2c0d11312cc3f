"""Six visits of a person in training, through devices, drivers and analysis: improved exactly where it is true."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from simulators.training import Course, course_from
from station.__main__ import main
from station.change.person_progress import progress_of
from station.change.verdicts import PersonProgress, Series, Word
from station.commands.client import Body
from station.commands.virtual_clinic import BEGAN, VirtualClinic
from station.folders import Folders, make_folders
from station.store import Store

WEEKS = [0.0, 0.25, 1.5, 4.0, 8.0, 16.0]
PERSON = {"seed": 5, "strength_n": {"hip_abduction": {"left": 120.0, "right": 160.0}}}
TRAINED = {"visits": WEEKS, "strength_n": {"hip_abduction": {"left": 180.0, "right": 162.0}}}


@pytest.fixture(scope="module")
def clinic(tmp_path_factory) -> tuple[Folders, Course]:
    """A left side that gains half of its strength in four months, and a right one that gains nothing to speak of."""
    folder = tmp_path_factory.mktemp("training")
    course = course_from("training", PERSON, TRAINED)
    for week in WEEKS:
        body = Body(course.person_at(week), hold_s=12.0, push_s=2.0, rest_s=1.0)
        began = BEGAN + timedelta(weeks=week)
        with VirtualClinic(folder, body, person="A-104", seed=20 + round(4 * week), began=began) as visit:
            (done,) = visit.conduct(["hip_abduction_iso"])
        assert done.given_up == ""
    return make_folders(folder), course


@pytest.fixture
def found(clinic) -> PersonProgress:
    folders, _ = clinic
    with Store(folders) as store:
        return progress_of(store, folders, store.person("A-104"))


def series(found: PersonProgress, metric: str, side: str) -> Series:
    return next(each for each in found.tests[0].series if (each.metric, each.side.value) == (metric, side))


@pytest.mark.parametrize("side", ["left", "right"])
def test_improved_is_said_exactly_where_the_true_change_exceeds_the_detectable_one(clinic, found, side):
    _, course = clinic
    strength = [getattr(course.person_at(week).strength_n["hip_abduction"], side) for week in WEEKS]
    line = series(found, "peak_force", side)
    assert line.points[0].change.word is Word.FIRST
    words = []
    for point, true_n in zip(line.points[1:], strength[1:], strict=True):
        exceeds = true_n - strength[0] > point.change.detectable.value
        assert (point.change.word is Word.IMPROVED) is exceeds, point
        assert point.change.word in (Word.IMPROVED, Word.UNCHANGED)
        words.append(point.change.word)
    if side == "left":  # both words are there, or this would show nothing
        assert words == [Word.UNCHANGED, *[Word.IMPROVED] * 4]
    else:
        assert words == [Word.UNCHANGED] * 5


def test_the_true_strength_of_every_visit_lies_in_its_band(clinic, found):
    _, course = clinic
    for side in ("left", "right"):
        for point, week in zip(series(found, "peak_force", side).points, WEEKS, strict=True):
            # a person does not give all of it in every effort: 97 to 100 %
            best = getattr(course.person_at(week).strength_n["hip_abduction"], side)
            assert 0.94 * best < point.value.value < best + point.value.uncertainty


def test_left_against_right_says_who_is_weaker_and_when_nobody_can_tell(found):
    sides = found.tests[0].sides
    assert sides.metric == "peak_force_asymmetry"
    assert str(sides.points[0].verdict) == "right higher"
    assert str(sides.points[-1].verdict) in ("left higher", "not distinguishable")
    assert sides.points[1].difference.uncertainty < 10.0


def test_a_therapist_reads_it_on_the_terminal_and_a_program_as_json(clinic, capsys):
    folders, _ = clinic
    assert main(["progress", "A-104", "--test", "hip_abduction_iso", "--data-dir", str(folders.data)]) == 0
    text = capsys.readouterr().out
    assert "Peak force, left" in text
    assert "unchanged within measurement error [" in text
    assert "improved [" in text
    assert "what varies from day to day is not in it" in text
    assert all(len(line) <= 250 for line in text.splitlines())
    assert main(["progress", "A-104", "--json", "--data-dir", str(folders.data)]) == 0
    said = json.loads(capsys.readouterr().out)
    (test,) = said["tests"]
    (line,) = [each for each in test["series"] if (each["metric"], each["side"]) == ("peak_force", "left")]
    latest = line["visits"][-1]
    assert (latest["change"]["word"], latest["unit"], latest["state"]) == ("improved", "N", "valid")
    assert latest["change"]["detectable"]["basis"] == "own repetitions"
    assert main(["progress", "Z-9", "--data-dir", str(folders.data)]) == 2
    assert "station person list" in capsys.readouterr().err


def test_numbers_of_an_older_version_are_computed_again_and_the_old_ones_stay(clinic, capsys):
    folders, _ = clinic
    with Store(folders) as store:
        trials = store.changes.trials(store.person("A-104").id)
        oldest = trials[0].id
        before = store.trial(oldest).runs
        with store._writing() as session:
            session.connection().exec_driver_sql(
                f"UPDATE run SET software = 'counterpoise 0.0.1', code_sha256 = '' WHERE trial_id = '{oldest}'"
            )
            session.connection().exec_driver_sql(
                "UPDATE result SET value = value * 0.5 WHERE key = 'peak_force' AND run_id IN "
                f"(SELECT id FROM run WHERE trial_id = '{oldest}')"
            )
    assert main(["progress", "A-104", "--data-dir", str(folders.data)]) == 0
    text = capsys.readouterr().out
    assert "1 of 6 were computed again by the present version, 1 of them with other numbers" in text
    assert "the earlier numbers stay stored beside the new ones" in text
    with Store(folders) as store:
        after = store.trial(oldest).runs
        assert [run.current for run in after] == [*[False] * len(before), True]
        assert after[-1].cause == "compared with a visit that was computed by another version"
        assert store.audit.verify().fault is None
    assert after[-1].measurements == before[-1].measurements
    assert after[0].measurements[0].measurement.value != before[0].measurements[0].measurement.value


def test_while_a_station_runs_it_is_computed_and_nothing_is_stored(clinic, capsys):
    folders, _ = clinic
    with Store(folders) as store:
        latest = store.changes.trials(store.person("A-104").id)[-1].id
        runs = len(store.trial(latest).runs)
        with store._writing() as session:
            session.connection().exec_driver_sql(
                f"UPDATE run SET software = 'counterpoise 0.0.1' WHERE trial_id = '{latest}'"
            )
        assert main(["progress", "A-104", "--data-dir", str(folders.data)]) == 0
        assert "nothing of this was stored" in capsys.readouterr().out
        assert len(store.trial(latest).runs) == runs
