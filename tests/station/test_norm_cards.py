"""Norm cards: a number is put beside a published one only where all is the same, and every difference is said."""

from __future__ import annotations

import json
from dataclasses import replace

import msgspec
import pytest

from dsp.measurement import Measurement, State
from station.__main__ import main
from station.folders import make_folders
from station.model import NamedMeasurement, Side
from station.norm_cards import Subject, check_card, compare_with_norms
from station.norm_library import FOLDER, norm_library
from station.protocol import Setup, built_in

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml"))}
CARDS = norm_library(None, built_in()).found
PLANK = built_in()["prone_plank_hold"]
HIP = msgspec.structs.replace(built_in()["hip_flexion_iso"], norms=())
HELD = "a dynamometer that the tester or the client holds"
STUDENT = Subject("female", (20, 21))


def number(key: str, value: float | None, unit: str, side: Side = Side.BOTH, state: State = State.VALID, why: str = ""):
    reasons = (why,) if why else ()
    return NamedMeasurement(key, key, side, Measurement(value, unit, state, reasons))


def held(value: float | None = 115.0, state: State = State.VALID, why: str = "") -> NamedMeasurement:
    return number("form_kept_time", value, "s", state=state, why=why)


def test_every_card_that_ships_is_right_and_has_citation_people_and_values():
    assert norm_library(None, built_in()).bad == ()
    assert set(CARDS) == set(TEXTS)
    for card in CARDS.values():
        assert card.citation
        assert card.group


@pytest.mark.parametrize("key", [key for key, test in built_in().items() if test.norms])
def test_a_card_that_a_test_names_differs_in_people_at_most(key):
    test = built_in()[key]
    for name in test.norms:
        card = CARDS[name]
        line = number(card.metric, 10.0, card.unit, Side.LEFT)
        found = compare_with_norms(test, line, Subject("female", (20, 20), Side.LEFT), CARDS)
        said = [reason for each in found.refused if each.key == name for reason in each.reasons]
        assert all(reason.startswith("of ") or "ages of those" in reason for reason in said), said


def test_a_valid_number_of_the_same_test_and_people_is_put_beside_the_card():
    found = compare_with_norms(PLANK, held(), STUDENT, CARDS)
    assert {(each.card.key, each.group.who) for each in found.applied} == {
        ("plank_strand_2014", "female students"), ("plank_linfield_2014", "female students"),
    }  # fmt: skip
    assert {each.says for each in found.applied} == {
        "0.5 SD above the mean of female students (n = 277): 83 s, SD 63",
        "in the third quarter of female students: quartiles 63, 90, 121 s",
    }
    assert found.refused == ()


@pytest.mark.parametrize(
    ("known", "refused"),
    [
        (5.0, {}),
        (20.0, {}),
        (
            35.0,
            {
                "plank_strand_2014": "band is wider than the SD of female students, 63 s",
                "plank_linfield_2014": "± 35 s only, and 2 of the quartiles of female students lie within that",
            },
        ),
    ],
)
def test_a_number_with_a_band_wider_than_what_a_card_tells_apart_is_not_put_beside_it(known, refused):
    line = held()
    line = replace(line, measurement=replace(line.measurement, uncertainty=known))
    found = compare_with_norms(PLANK, line, STUDENT, CARDS)
    assert {each.key for each in found.refused} == set(refused)
    assert {each.card.key for each in found.applied} == {"plank_strand_2014", "plank_linfield_2014"} - set(refused)
    for each in found.refused:
        assert refused[each.key] in each.reasons[0]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (held(None, State.INVALID, "no hold found"), "the number is invalid (no hold found), and only a valid one"),
        (
            held(90.0, State.LIMITED, "stopped for pain"),
            "the number is limited (stopped for pain), and only a valid one",
        ),
    ],
)
def test_a_number_that_is_not_valid_is_compared_with_nothing(line, why):
    found = compare_with_norms(PLANK, line, STUDENT, CARDS)
    assert found.applied == ()
    assert {each.key for each in found.refused} == {"plank_strand_2014", "plank_linfield_2014"}
    assert all(any(why in reason for reason in each.reasons) for each in found.refused)


@pytest.mark.parametrize(
    ("subject", "why"),
    [
        (Subject("male", (40, 41)), "of people of 18 to 25 years, and the person is 40 or 41"),
        (Subject("other", (20, 21)), "of women, and the person's sex is other"),
        (Subject(None, (20, 21)), "of men, and the person's sex is not known"),
        (Subject("female", None), "of people of 18 to 25 years, and the person's birth year is not known"),
        (Subject("female", (25, 26)), "of people of 18 to 25 years, and the person is 25 or 26"),
    ],
)
def test_other_people_are_a_reason(subject, why):
    found = compare_with_norms(PLANK, held(), subject, CARDS)
    assert found.applied == ()
    reasons = {each.key: each.reasons for each in found.refused}["plank_linfield_2014"]
    assert why in reasons


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            {"setup": Setup("side_support", "under_forearms", "floor")},
            "measured front support, and this test is done side",
        ),
        ({"setup": None}, "the test does not say position and place of the device as data ([setup])"),
        ({"key": "our_plank"}, "it was made with another test: prone_plank_hold"),
        (
            {"setup": Setup("front_support", "under_forearms", "floor", "break")},
            "a make test, and this is a break test",
        ),
    ],
)
def test_another_test_or_position_is_a_reason(change, why):
    found = compare_with_norms(msgspec.structs.replace(PLANK, **change), held(), STUDENT, CARDS)
    assert found.applied == ()
    reasons = {each.key: each.reasons for each in found.refused}["plank_strand_2014"]
    assert any(why in reason for reason in reasons), reasons


def test_device_place_unit_sport_and_leg_are_reasons_and_all_are_said_at_once():
    line = number("peak_force", 300.0, "N", Side.LEFT)
    found = compare_with_norms(HIP, line, Subject("male", (24, 25)), CARDS)
    (card,) = found.refused
    assert card.key == "hip_flexion_football_2010"
    assert card.reasons == (
        "its unit is kg, and the number's N",
        "the position in which it was measured is not known here",
        f"measured with {HELD}, and this test with a dynamometer that a strap holds",
        "the device was at a place that is not known here, and here at above knee: another lever",
        "the ages of those who were studied are not known here",
        "of people who do football",
        "of the dominant leg, and which one that is of this person is not known",
    )


def test_a_card_holds_for_the_leg_that_it_was_measured_on():
    text = (
        TEXTS["hip_flexion_football_2010"]
        .replace('unit = "kg"', 'unit = "N"')
        .replace(
            'device = "held_dynamometer"',
            'device = "strapped_dynamometer"\nposture = "seated"\ndevice_at = "above_knee"',
        )
    )
    text = text.replace('side = "dominant"', 'side = "dominant"\nage_from = 18\nage_to = 30').replace("47.3", "463.9")
    card, problems = check_card(text)
    assert problems == ()
    for side, fits in ((Side.RIGHT, True), (Side.LEFT, False)):
        line = number("peak_force", 300.0, "N", side)
        person = Subject("male", (24, 25), dominant=Side.RIGHT, sport="Football")
        found = compare_with_norms(HIP, line, person, {card.key: card})
        assert bool(found.applied) is fits
        if fits:
            assert found.applied[0].says == "65 % of the mean of players: 463.9 N, no spread published"
        else:
            assert found.refused[0].reasons == ("of the dominant leg",)


def test_a_card_of_another_metric_says_nothing_and_one_that_is_not_there_says_so():
    found = compare_with_norms(PLANK, number("hold_time", 100.0, "s"), STUDENT, CARDS)
    assert (found.applied, found.refused) == ((), ())
    test = msgspec.structs.replace(PLANK, norms=("plank_of_nobody",))
    found = compare_with_norms(test, held(), STUDENT, {})
    assert [(each.key, each.reasons) for each in found.refused] == [
        ("plank_of_nobody", ("there is no norm card of this name",))
    ]


def test_a_threshold_says_on_which_side_a_number_is():
    rises = built_in()["sit_to_stand_5x"]
    for seconds, says in ((12.0, "not worse than"), (12.7, "worse than")):
        line = number("five_rises_time", seconds, "s")
        (found,) = compare_with_norms(rises, line, Subject(None, (74, 75)), CARDS).applied
        assert found.says == f"{says} the average of people of 70 to 79 years: 12.6 s"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('tests = ["prone_plank_hold"]', 'tests = ["prone_plank"]', '"prone_plank"; did you mean `prone_plank_hold`?'),
        ('metric = "form_kept_time"', 'metric = "form_kept"', "no such metric; did you mean `form_kept_time`?"),
        ('device = "clock"', 'device = "watch"', "`device` is \"watch\", must be one of: plates, strapped_dynamometer"),
        ("mean = 124.0\n", "", "line 17: `group.men.sd`: must be left out without a mean"),
        ("age_to = 23", "age_to = 17", "`group.men.age_to` is 17.0, must be at least age_from"),
        ("sd = 72.0", "sd = 0.0", "`group.men.sd` is 0.0, must be above 0"),
        ('sex = "male"', 'sex = "men"', "`group.men.sex`"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_card_is_said(old, new, says):
    text = TEXTS["plank_strand_2014"]
    assert old in text
    found = [str(each) for each in check_card(text.replace(old, new, 1), built_in())[1]]
    assert any(says in line for line in found), found


def test_a_card_without_people_is_refused():
    text = TEXTS["plank_strand_2014"]
    found = [str(each) for each in check_card(text[: text.index("\n[group")], built_in())[1]]
    assert any("`group`: must be given" in line for line in found)


# A clinic's own, and the command --------------------------------------------------------------------------------------


def test_own_cards_stand_beside_those_that_ship_and_the_command_shows_and_checks_them(tmp_path, capsys):
    folders = make_folders(tmp_path)
    where = ["--data-dir", str(tmp_path)]
    assert main(["norms", "check", *where]) == 2
    capsys.readouterr()
    folders.norms.mkdir()
    own = TEXTS["plank_strand_2014"].replace("plank_strand_2014", "our_plank")
    (folders.norms / "our_plank.toml").write_text(own)
    (folders.norms / "plank_strand_2014.toml").write_text(TEXTS["plank_strand_2014"])
    found = norm_library(folders, built_in())
    assert set(found.own) == {"our_plank"}
    assert "a built-in card has this one" in found.bad[0].lines[0]
    assert main(["norms", "list", "--json", *where]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {row["key"] for row in told["norms"]} == {*TEXTS, "our_plank"}
    assert len(told["left_out"]) == 1
    assert main(["norms", "show", "prone_plank_hold", *where]) == 0
    assert "female students, female, 18 to 23 years, n = 277: mean 83, SD 63" in capsys.readouterr().out
    assert main(["norms", "show", "our_plank", "--text", *where]) == 0
    assert capsys.readouterr().out.strip() == own.strip()
    assert main(["norms", "check", *where]) == 2
    assert "our_plank.toml: all is well." in capsys.readouterr().out
    assert main(["norms", "show", "nothing", *where]) == 2
