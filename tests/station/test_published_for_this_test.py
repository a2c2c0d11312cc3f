"""What is published is bound to a test: its position, its device, its metrics; and keys that need each other say so."""

from __future__ import annotations

import re

import pytest

from station.kind_rules import device_class
from station.protocol import FOLDER, Detectable, built_in, check

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml")}
RISES, HIP, SQUAT = TEXTS["sit_to_stand_5x"], TEXTS["hip_abduction_iso"], TEXTS["squat"]
STUDY = """
[detectable.peak_force]
value = 12.0
unit = "%"
population = "20 people"
posture = "side_lying"
device = "strapped_dynamometer"
citation = "Somebody 2020"
"""


def said(text: str) -> list[str]:
    return [str(each) for each in check(text)[1]]


def test_a_detectable_change_of_the_same_position_and_device_is_read():
    test, problems = check(HIP + STUDY)
    assert problems == ()
    assert test.detectable == {
        "peak_force": Detectable(12.0, "%", "20 people", "side_lying", "strapped_dynamometer", "Somebody 2020")
    }
    rises = built_in()["sit_to_stand_5x"].detectable["five_rises_time"]
    assert (rises.value, rises.unit, rises.device) == (2.5, "s", "clock")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('posture = "side_lying"', 'posture = "supine"', "must be that of `setup.posture`, side_lying"),
        ("strapped_dynamometer", "held_dynamometer", "must be strapped_dynamometer, with which this test measures"),
        (
            'unit = "%"',
            'unit = "kg"',
            '`detectable.peak_force.unit` is "kg", must be "%" or "N", the unit of peak_force',
        ),
        ("value = 12.0", "value = 0.0", "`detectable.peak_force.value` is 0.0, must be above 0"),
        (
            "detectable.peak_force]",
            "detectable.peak_forces]",
            "must be named after one of `metrics`; did you mean `peak",
        ),
        ('citation = "Somebody 2020"', "", "`detectable.peak_force.citation`: missing in [detectable.peak_force]"),
    ],
)
def test_a_detectable_change_of_another_test_is_refused(old, new, says):
    assert old in STUDY
    found = said(HIP + STUDY.replace(old, new))
    assert any(says in line for line in found), found


def test_without_its_position_as_data_a_test_can_have_nothing_published():
    bare = re.sub(r"\n\[setup\]\n(.+\n)+", "", HIP)
    assert "[setup]" not in bare
    assert said(bare) == []
    assert any("needs [setup]: a detectable change holds for one position" in line for line in said(bare + STUDY))
    named = bare.replace("\nshown =", '\nnorms = ["any"]\nshown =', 1)
    assert any("`norms`" in line and "left out without [setup]" in line for line in said(named))


@pytest.mark.parametrize(
    ("text", "old", "new", "says"),
    [
        (HIP, 'shown = ["peak_force_asymmetry"', 'shown = ["peak_force"', "must be without the headline"),
        (HIP, 'shown = ["peak_force_asymmetry"', 'shown = ["rfd_0_50"', '"rfd_0_50" is none of them'),
        (HIP, 'shown = ["', 'shown = ["time_to_80", "', "`shown` is"),
        (HIP, 'outcomes = ["completed", ', "outcomes = [", "each once, `completed` among them"),
        (
            HIP,
            '"completed"',
            '"finished"',
            "must be a list of texts in quotes, each one of: completed, stopped by client",
        ),
        (HIP, "count = 1", "count = 0", "`practice.count` is 0, must be 1 to 5"),
        (HIP, "effort_share = 0.5", "effort_share = 1.0", "`practice.effort_share` is 1.0, must be 0.1 to 0.9"),
        (HIP, 'posture = "side_lying"', 'posture = "sidelying"', "did you mean `side_lying`?"),
        (
            HIP,
            "\n[practice]",
            '\n[client2]\ngo = "x"\n[practice]',
            "there is no such key at the top; did you mean `client`",
        ),
        (
            SQUAT,
            "\n[tempo]",
            "\n[practice]\ncount = 1\neffort_share = 0.5\n\n[tempo]",
            "only kind isometric has practice",
        ),
        (TEXTS["cmj"], "\n[setup]", 'metronome = "phases"\n\n[setup]', "off in a test without [tempo]"),
        (SQUAT, 'cues = ["', 'cues = ["1", "2", "3", "4", "5", "6", "', "`client.cues` is"),
        (SQUAT, 'rest = "Stand at ease and breathe."', 'rest = "Stand at ease"', "`client.rest` is"),
    ],
)
def test_a_key_that_does_not_fit_is_said(text, old, new, says):
    assert old in text
    found = said(text.replace(old, new, 1))
    assert any(says in line for line in found), found


@pytest.mark.parametrize(
    ("device", "fixing", "metric", "wanted"),
    [
        ("dynamometers", "strap", "peak_force", "strapped_dynamometer"),
        ("dynamometers", "hand", "peak_force", "held_dynamometer"),
        ("dynamometers", "body", "peak_force", "held_dynamometer"),
        ("dynamometers", "frame", "peak_force", "force_frame"),
        ("plates", "floor", "jump_height_im", "plates"),
        ("plates", "floor", "hold_time", "clock"),
        ("dynamometers", "strap", "hold_time", "clock"),
        ("dynamometers", "strap", "time_to_80", "strapped_dynamometer"),
    ],
)
def test_how_long_somebody_holds_is_told_by_a_clock_and_a_force_by_its_device(device, fixing, metric, wanted):
    assert device_class(device, fixing, metric) == wanted
