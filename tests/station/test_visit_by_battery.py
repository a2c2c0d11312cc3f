"""A visit that follows a battery: its tests are offered in its order, done as it wants them, and stored so."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from simulators.body import Person
from station.archive import Archive
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.errors import BadInput
from station.filing import recomputed
from station.folders import make_folders
from station.plan_library import plan_library
from station.protocol import Protocol, built_in
from station.protocol_library import library
from station.store import Store
from station.suggesting import suggest

OURS = """key = "ours"
title = "Ours"
summary = "Two tests."
place = 5
minutes = 2
tests = ["hip_flexion_iso", "single_leg_jump"]

[change.hip_flexion_iso]
reps = 1
sides = ["right"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "batteries").mkdir()
    (tmp_path / "batteries" / "ours.toml").write_text(OURS)
    return tmp_path


def test_what_is_offered_follows_the_plan_and_leaves_out_what_the_devices_cannot(folder):
    folders = make_folders(folder)
    plan = plan_library(folders, library(folders)).plan("ours")
    first = suggest(built_in(), ["squat"], [], lambda _: True, plan)
    assert (first.word, first.protocol.reps, first.protocol.sides) == ("Start", 1, ("right",))
    assert suggest(built_in(), [], ["hip_flexion_iso"], lambda _: True, plan).label == "Next: Single-leg jump"
    assert suggest(built_in(), [], [], lambda test: test.device == "plates", plan).protocol.key == "single_leg_jump"
    # a battery that is through is followed by its result, not by a test that nobody asked for
    assert suggest(built_in(), [], ["hip_flexion_iso", "single_leg_jump"], lambda _: True, plan) is None
    # what is left of it cannot be done here: the rest is up to the usual rules
    after = suggest(built_in(), [], ["single_leg_jump"], lambda test: test.device == "plates", plan)
    assert after.label == "Next: Hop set"


def test_a_battery_that_there_is_not_is_refused_before_anything_is_stored(folder):
    folders = make_folders(folder)
    with Store(folders) as store:
        with pytest.raises(BadInput, match=r'no battery "our"; did you mean `ours`\?'):
            Archive(folders, store, "A-1", battery="our")
        assert store.people() == ()


def test_the_order_of_a_random_battery_is_that_of_the_visit(tmp_path):
    folders = make_folders(tmp_path)
    with Store(folders) as store:
        orders = {
            tuple(step.protocol.key for step in Archive(folders, store, "A-1", battery="mcgill").plan.steps)
            for _ in range(12)
        }
    assert len(orders) > 1
    assert len({tuple(sorted(order)) for order in orders}) == 1


def test_a_visit_does_the_battery_and_a_varied_trial_keeps_what_it_was_done_by(folder, monkeypatch):
    with VirtualClinic(folder, Body(Person(), push_s=2.0, rest_s=1.0), battery="ours") as clinic:
        monkeypatch.setattr(clinic, "choose", lambda *_, **__: clinic.primary())  # as the button offers
        tried, hip, jump = clinic.conduct(["hip_flexion_iso", "hip_flexion_iso", "single_leg_jump"])
        assert [each.review.protocol for each in (tried, hip, jump)] == [
            "hip_flexion_iso",
            "hip_flexion_iso",
            "single_leg_jump",
        ]
        assert [clinic.store.trial(each.trial_id).trial.practice for each in (tried, hip, jump)] == [True, False, False]
        assert (hip.review.refusal, jump.review.refusal) == (None, None), (hip.texts, jump.texts)
        assert not any("Left, push" in text for text in hip.read.prompts)
        assert any(text.startswith("Right, push 1 of 1") for text in hip.read.prompts)
        stored = clinic.store.trial(hip.trial_id)
        text = stored.trial.protocol_text
        assert re.search(r"^reps = 1$", text, re.MULTILINE)
        done_by = msgspec.toml.decode(text, type=Protocol)
        assert (done_by.reps, done_by.sides) == (1, ("right",))
        assert recomputed(stored, clinic.folders).measurements == stored.current.measurements
        assert clinic.runner.following() is None, "the battery is through: its result comes next"
