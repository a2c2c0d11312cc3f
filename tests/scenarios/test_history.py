"""Earlier visits of a demo's client are played through the real pipeline, on their days, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from simulators.scenario import load_scenario
from station.commands.history import add_history
from station.folders import make_folders
from station.store import readable_store

TODAY = datetime(2026, 6, 18, 14, 30, tzinfo=UTC)


def test_visits_weeks_ago_are_in_the_list_with_their_dates_and_show_the_training(tmp_path: Path) -> None:
    folders = make_folders(tmp_path)
    course = replace(load_scenario("left_weak_low_back_pain").course, visits=(0.0, 6.0))
    said: list[str] = []
    done = add_history(folders, "A-104", course, ["cmj"], 1, TODAY, said.append)
    assert [test.given_up for test in done] == ["", ""]
    again = add_history(folders, "A-104", course, ["cmj"], 1, TODAY, said.append)
    assert again == ()
    assert [line.partition(": ")[2] for line in said] == [
        "week 0, 1 of 1 tests recorded",
        "week 6, 1 of 1 tests recorded",
        "week 0 is there already",
        "week 6 is there already",
    ]
    store = readable_store(folders)
    assert store is not None
    with store:
        trials = store.trials()
    assert [trial.started_at.date() for trial in trials] == [date(2026, 6, 11), date(2026, 4, 30)]
    assert all(trial.person == "A-104" and trial.kept for trial in trials)
    heights = [trial.headline[0].measurement.value for trial in trials]
    weeks = [course.person_at(6.0).jump_height_m, course.person_at(0.0).jump_height_m]
    assert heights == pytest.approx(weeks, abs=0.02)
    assert heights[0] > heights[1]
