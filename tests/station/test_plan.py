"""Batteries: their files say what is wrong, their minutes are what they take, and a visit walks them test by test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from station.__main__ import main
from station.errors import BadInput, StationError
from station.folders import make_folders
from station.plan import PREPARE_S, check_battery, plan_of, seconds_of
from station.plan_library import FOLDER, AtHand, PlanLibrary, plan_library
from station.protocol import built_in, check
from station.protocol_library import built_in_texts, library
from station.protocol_variation import text_of, varied

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml"))}
ISSUED = {
    "back_pain_first_visit": ("Back pain first visit", 20),
    "glute_core_retest": ("Glute and core re-test", 8),
    "mcgill": ("McGill", 37),
    "hip_strength": ("Hip strength", 31),
    "return_to_sport": ("Return to sport", 35),
}
SHORT = """key = "short"
title = "Short"
summary = "Two tests."
place = 5
minutes = 4
tests = ["single_leg_jump", "hip_abduction_iso", "single_leg_jump"]
rest_s = 10.0

[change.hip_abduction_iso]
reps = 1
sides = ["right"]
rest_after_s = 90.0
"""


def said(text: str) -> list[str]:
    return [str(each) for each in check_battery(text, built_in(), built_in_texts())[1]]


@pytest.fixture
def found(tmp_path: Path) -> PlanLibrary:
    folders = make_folders(tmp_path)
    return plan_library(folders, library(folders))


def test_the_five_batteries_ship_and_take_what_they_say(found):
    assert found.bad == ()
    assert {key: (each.title, each.minutes) for key, each in found.batteries.items()} == ISSUED
    for key, (_, minutes) in ISSUED.items():
        assert found.plan(key).seconds / 60.0 == pytest.approx(minutes, rel=0.06, abs=0.7)


def test_a_battery_changes_repetitions_sides_and_rest_of_its_tests_only():
    battery, problems = check_battery(SHORT, built_in(), built_in_texts())
    assert problems == ()
    plan = plan_of(battery, built_in(), built_in_texts())
    jump, hip, again = (step.protocol for step in plan.steps)
    assert jump == again == built_in()["single_leg_jump"]
    assert (hip.reps, hip.sides, hip.rest_s) == (1, ("right",), 30.0)
    assert [step.rest_after_s for step in plan.steps] == [10.0, 90.0, 10.0]
    assert plan.seconds == PREPARE_S + sum(seconds_of(each) for each in (jump, hip, again)) + PREPARE_S + 90.0


def test_a_visit_walks_the_tests_in_order_each_as_often_as_it_stands_there():
    battery, _ = check_battery(SHORT, built_in(), built_in_texts())
    plan = plan_of(battery, built_in(), built_in_texts())
    walked, done = [], []
    while (step := plan.following(done)) is not None:
        walked.append(step.number)
        done += [step.protocol.key, "squat"]  # what else is done between takes nothing from the plan
    assert walked == [1, 2, 3]
    assert plan.following([], lambda test: test.device == "dynamometers").number == 2
    assert [step.number for step in plan.left(["single_leg_jump"])] == [2, 3]
    assert plan.following(["single_leg_jump", "single_leg_jump", "hip_abduction_iso"]) is None
    assert (plan.rest_s("hip_abduction_iso"), plan.rest_s("squat")) == (90.0, 0.0)


def test_a_random_order_is_that_of_its_seed_and_holds_every_test(found):
    orders = {tuple(step.protocol.key for step in found.plan("mcgill", seed).steps) for seed in range(30)}
    assert len(orders) > 10
    assert {tuple(sorted(order)) for order in orders} == {tuple(sorted(found.batteries["mcgill"].tests))}
    assert found.plan("mcgill", 7) == found.plan("mcgill", 7)
    assert [step.number for step in found.plan("mcgill", 7).steps] == [1, 2, 3, 4]
    assert [step.protocol.key for step in found.plan("hip_strength", 7).steps] == list(
        found.batteries["hip_strength"].tests
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            '"single_leg_jump", "hip',
            '"single_leg_jumb", "hip',
            'line 6: `tests`: there is no test "single_leg_jumb"; did you mean `single_leg_jump`?; there are: ',
        ),
        ("minutes = 4", "minutes = 9", "line 5: `minutes` is 9.0, must be about 4: so long its tests"),
        ("minutes = 4", "minutes = 0", "line 5: `minutes` is 0.0, must be 1 to 240 minutes"),
        (
            'tests = ["single_leg_jump", "hip_abduction_iso", "single_leg_jump"]',
            "tests = []",
            "`tests` is [], must be 1 to 40 tests",
        ),
        ("rest_s = 10.0", "rests = 10.0", "line 7: `rests`: there is no such key at the top"),
        ("[change.hip_abduction_iso]", "[change.hip_abduction]", "line 9: `change.hip_abduction`: must be named after"),
        ("reps = 1", "reps = 0", "line 10: `change.hip_abduction_iso.reps` is 0, must be 1 to 50"),
        ("reps = 1", "seconds = 1", "`change.hip_abduction_iso.seconds`: there is no such key in [change.hip_abduc"),
        (
            '["right"]',
            '["both"]',
            "line 9: `change.hip_abduction_iso`: a test of kind isometric with these keys does not give",
        ),
        ("rest_after_s = 90.0", "rest_after_s = -1", "`change.hip_abduction_iso.rest_after_s` is -1.0, must be 0 to"),
    ],
)
def test_what_is_wrong_is_said_with_line_key_and_what_is_allowed(old, new, says):
    assert SHORT.count(old) == 1
    found = said(SHORT.replace(old, new))
    assert any(says in line for line in found), found


def test_a_jump_of_three_repetitions_is_refused_as_its_own_file_would_be():
    text = SHORT.replace(
        '[change.hip_abduction_iso]\nreps = 1\nsides = ["right"]', "[change.single_leg_jump]\nreps = 3"
    )
    assert any(
        "`change.single_leg_jump.reps` is 3, must be 1 for a hold, a jump or a stance" in line for line in said(text)
    )


def test_a_varied_test_has_a_text_that_decodes_to_it():
    text = built_in_texts()["hip_abduction_iso"]
    test, changed, problems = varied(text, {"reps": 2, "sides": ("right",), "rest_s": 45.0})
    assert problems == ()
    assert check(changed) == (test, ())
    assert (test.reps, test.sides, test.rest_s) == (2, ("right",), 45.0)
    assert text_of(text, test) == changed
    assert text_of(text, built_in()["hip_abduction_iso"]) == text
    with pytest.raises(StationError, match="not what its file says"):
        text_of(text, built_in()["single_leg_jump"])


def test_a_value_on_several_lines_is_not_varied_by_halves():
    text = built_in_texts()["hip_abduction_iso"].replace('sides = ["left", "right"]', 'sides = [\n"left",\n"right",\n]')
    assert check(text)[0] == built_in()["hip_abduction_iso"]
    test, _, problems = varied(text, {"sides": ("right",)})
    assert test is None
    assert problems


# A clinic's own ------------------------------------------------------------------------------------------------------


def test_own_batteries_stand_among_those_that_ship_and_bad_ones_are_said(tmp_path):
    folders = make_folders(tmp_path)
    folders.batteries.mkdir()
    (folders.batteries / "short.toml").write_text(SHORT)
    (folders.batteries / "mcgill.toml").write_text(TEXTS["mcgill"])
    (folders.batteries / "other.toml").write_text(SHORT)
    (folders.batteries / "odd.toml").write_bytes(b"\xff")
    found = plan_library(folders, library(folders))
    assert next(iter(found.batteries)) == "short"
    assert set(found.own) == {"short"}
    assert [each.name for each in found.bad] == ["mcgill.toml", "odd.toml", "other.toml"]
    assert "a built-in battery has this one" in found.bad[0].lines[0]
    with pytest.raises(BadInput, match=r'no battery "shor"; did you mean `short`\?'):
        found.plan("shor")


def test_a_test_that_stands_in_the_place_of_another_is_the_one_that_is_done(tmp_path):
    folders = make_folders(tmp_path)
    folders.protocols.mkdir()
    own = built_in_texts()["cmj"].replace('key = "cmj"', 'key = "our_jump"\nreplaces = "cmj"')
    (folders.protocols / "our_jump.toml").write_text(own)
    plan = plan_library(folders, library(folders)).plan("return_to_sport")
    assert [step.protocol.key for step in plan.steps][:4] == [
        "our_jump",
        "drop_jump",
        "single_leg_jump",
        "single_leg_jump",
    ]


def test_a_battery_without_its_tests_is_left_out_and_the_others_are_there():
    few = {key: test for key, test in built_in().items() if not key.startswith("hip_flexion")}
    _, problems = check_battery(TEXTS["hip_strength"], few, built_in_texts())
    assert 'there is no test "hip_flexion_iso"' in str(problems[0])
    assert AtHand.that_ship().protocols == built_in()


# The command ---------------------------------------------------------------------------------------------------------


def test_the_command_lists_shows_and_checks(tmp_path, capsys):
    make_folders(tmp_path)
    where = ["--data-dir", str(tmp_path)]
    assert main(["batteries", "list", *where]) == 0
    assert "McGill, 37 min, 4 tests" in capsys.readouterr().out
    assert main(["batteries", "list", "--json", *where]) == 0
    rows = json.loads(capsys.readouterr().out)["batteries"]
    assert [row["key"] for row in rows] == list(ISSUED)
    assert main(["batteries", "show", "mcgill", *where]) == 0
    shown = capsys.readouterr().out
    assert "then 600 s of rest" in shown
    assert "The order is another at each visit." in shown
    assert main(["batteries", "show", "hip_strength", "--json", *where]) == 0
    steps = json.loads(capsys.readouterr().out)["steps"]
    assert [step["test"] for step in steps][:2] == ["hip_abduction_iso", "hip_adduction_iso"]
    assert main(["batteries", "show", "mcgill", "--text", *where]) == 0
    assert capsys.readouterr().out == TEXTS["mcgill"]
    assert main(["batteries", "show", "nothing", *where]) == 2
    assert "There is no battery" in capsys.readouterr().err


def test_the_command_checks_a_file_and_a_folder(tmp_path, capsys):
    folders = make_folders(tmp_path)
    where = ["--data-dir", str(tmp_path)]
    assert main(["batteries", "check", *where]) == 2
    assert "no battery of the clinic's own" in capsys.readouterr().err
    folders.batteries.mkdir()
    file = folders.batteries / "short.toml"
    file.write_text(SHORT)
    assert main(["batteries", "check", str(file), *where]) == 0
    assert capsys.readouterr().out == "short.toml: all is well.\n"
    file.write_text(SHORT.replace('"single_leg_jump", "hip', '"single_leg_jumb", "hip'))
    assert main(["batteries", "check", "--json", *where]) == 2
    (told,) = json.loads(capsys.readouterr().out)
    assert told["problems"][0]["key"] == "tests"
