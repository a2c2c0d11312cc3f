"""Everything that is wrong with a protocol file is said at once; nothing that is wrong passes; nothing breaks it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from check_metrics import trial
from hypothesis import given, settings
from hypothesis import strategies as st

from dsp.catalog import CATALOG
from station.analysis import analyse
from station.errors import BadInput
from station.kind_rules import RULES, metrics_of
from station.protocol import FOLDER, GROUPS, Kind, Protocol, built_in, check, load
from station.protocol_keys import KEYS
from station.protocol_page import key_tables, with_tables

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml"))}
DOCUMENT = Path(__file__).parents[2] / "docs" / "protocols.md"


def said(text: str) -> list[str]:
    protocol, problems = check(text)
    assert (protocol is None) == bool(problems)
    return [str(problem) for problem in problems]


def changed(key: str, *changes: tuple[str, str]) -> str:
    text = TEXTS[key]
    for pattern, new in changes:
        text, count = re.subn(pattern, lambda _, new=new: new, text, count=1, flags=re.MULTILINE)
        assert count == 1, pattern
    return text


@pytest.mark.parametrize("key", TEXTS)
def test_every_file_that_ships_is_right(key):
    assert said(TEXTS[key]) == []
    assert check(TEXTS[key])[0] == built_in()[key]


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_lines():
    text = changed(
        "cmj",
        ("^title = .*", 'titel = "Jump"'),
        ("^reps = 1", "reps = 60"),
        ("^max_s = .*", "max_s = 3.0"),
        ('"flight_time"', '"flight_tim"'),
        ("^go = .*", 'go = "Dip and jump"'),
        ("^effort_s", "efort_s"),
    )
    found = said(text)
    assert [re.match(r"line (\d+)|", line)[1] for line in found] == [None, None, "2", "10", "12", "17", "43"]
    assert [re.search("`(.*?)`", line)[1] for line in found] == [
        "title", "effort_s", "titel", "reps", "efort_s", "metrics", "words.go",
    ]  # fmt: skip
    assert "did you mean `effort_s`?" in found[4]


@pytest.mark.parametrize(
    ("key", "changes", "says"),
    [
        ("drop_jump", [("^device = .*", 'device = "dynamometers"')], 'is "dynamometers", must be plates for kind'),
        ("cmj", [("^sides = .*", 'sides = ["left"]')], "must be both sides for kind jump"),
        ("cmj", [(r"^effort_s = .*", "effort_s = 20.0")], "`finish.max_s` is 10.0, must be at least effort_s"),
        ("cmj", [("^settle_s = .*", "settle_s = 11.0")], "`finish.settle_s` is 11.0, must be 0 to finish.max_s"),
        ("cmj", [("^contraction_above_n = .*", "contraction_above_n = 3e3")], "must be above 0 and below full_scale_n"),
        ("cmj", [("^flight_below_n = .*", "flight_below_n = inf")], "must be above 0 and at most 50000 newtons"),
        ("cmj", [("^sd_below_n = .*", "sd_below_n = inf")], "must be above 0 and at most 200 newtons"),
        ("cmj", [("^headline = .*", 'headline = "peak_force"')], 'is "peak_force", must be one of `metrics`'),
        ("cmj", [("^reps = .*", "reps = 1\nlever_m = 0.3")], "line 11: `lever_m` is 0.3, must be left out"),
        ("cmj", [("^reps = .*", "reps = 1\nplate_distance_m = 0.3")], "only kind balance uses it"),
        ("cmj", [("^reps = .*", "reps = 1\ndetectable_percent = 9.0")], "only kind isometric uses it"),
        ("cmj", [("^reps = .*", 'reps = 1\nreplaces = "cmj"')], "another key than the test's own"),
        ("squat", [("^reps = .*", "reps = 5\none_leg = true")], "`one_leg` is true, must be for a jump on plates only"),
        ("squat", [("^lower_s = .*", "lower_s = 14.0")], "`tempo`: must be such that all reps fit into finish.max_s"),
        ("squat", [('"rep_count"', '"rep_count", "rfd_0_100"')], "not give rfd_0_100; it gives those of Squat, hinge"),
        ("sit_to_stand_5x", [(r"^\[weigh\](\n.+)*", "")], "`weigh`: must be given for kind sit_to_stand"),
        ("weight_shift", [(r"^\[target\](\n.+)*", "")], "`target`: must be given for kind weight_shift"),
        ("weight_shift", [("^low = .*", "low = 0.4")], "`target.low` is 0.4, must be above 0.5"),
        ("glute_bridge_hold", [('^kind = "own.*', 'kind = "own_maximum"')], "own_level, body_weight_share, newtons"),
        ("glute_bridge_hold", [('^kind = "own.*', 'kind = "body_weight_share"')], "only in a test with [weigh]"),
        ("glute_bridge_hold", [("^high = .*", "high = 0.5")], "`target.high` is 0.5, must be above target.low"),
        ("glute_bridge_hold", [("^high = .*", "high = 9.0")], "must be at most 2 for this target.kind"),
        ("hip_abduction_iso", [("^high = .*", "high = nan")], "`target.high` is NaN, must be above target.low"),
        ("hip_abduction_iso", [(r"^\[words\]", "[tempo]\nlower_s = 1\npause_s = 1\nraise_s = 1\nstand_s = 1\n[words]")],
         "`tempo`: must be left out for kind isometric; kinds with a tempo: movement, step_down"),
        ("hip_abduction_iso", [(r"^\[words\]", "[weigh]\nseconds = 1\nsd_below_n = 9\nmean_above_n = 50\n[words]")],
         "`weigh`: must be left out: nobody is weighed on dynamometers"),
        ("hip_abduction_iso", [("^go = .*", 'go = "Push!\\u001b[31m"')], r'`words.go` is "Push!\u001b[31m", must be'),
    ],
)  # fmt: skip
def test_keys_that_do_not_fit_each_other_are_said(key, changes, says):
    found = said(changed(key, *changes))
    assert len(found) == 1, found
    assert says in found[0]


def test_one_side_alone_is_possible_where_sides_are_tested_one_by_one():
    assert said(changed("hip_abduction_iso", ("^sides = .*", 'sides = ["right"]'))) == []


# What is given by each kind ------------------------------------------------------------------------------------------

CONDITIONAL = {"form_loss_shift"}
"""Only of a hold whose form was lost."""


ALL_KINDS = (
    *("hip_abduction_iso", "isometric_pull", "glute_bridge_hold", "hip_abduction_critical_force", "glute_bridge_reps"),
    *("squat", "box_lift", "sit_to_stand_5x", "step_down", "weight_shift", "quiet_stance_eyes_open"),
    *("single_leg_stance", "cmj", "squat_jump", "drop_jump", "hop_set"),
    *("hip_abduction_tracking", "side_plank_left_hold", "clamshell_right_hold", "bird_dog_left_hold", "dead_bug_reps"),
    "clamshell_left_reps",
)


@pytest.mark.parametrize("key", ALL_KINDS)
def test_a_test_gives_exactly_the_metrics_that_its_file_may_ask_for(key):
    sound, possible = trial(key), metrics_of(built_in()[key])
    everything = tuple(possible | {name for name in CATALOG if name not in deciding(key)})
    found = analyse(msgspec.structs.replace(sound.protocol, metrics=everything), sound.data)
    assert found.refusal is None
    assert {line.key for line in found.measurements} - CONDITIONAL == possible - CONDITIONAL


def deciding(key: str) -> set[str]:
    """Metrics that make another test of a file when it asks for them."""
    return {name for name in CATALOG if name.startswith(("lift_", "box_", "balance_"))} | {
        name for name in CATALOG if metrics_of(with_metric(key, name)) != metrics_of(built_in()[key])
    }


def with_metric(key: str, name: str) -> Protocol:
    test = built_in()[key]
    return msgspec.structs.replace(test, metrics=(*test.metrics, name))


def test_every_kind_has_its_rule_and_every_rule_a_kind():
    assert tuple(sorted(RULES)) == tuple(sorted(get_args(Kind)))
    assert {built_in()[key].kind for key in ALL_KINDS} == RULES.keys()


# Anything at all -----------------------------------------------------------------------------------------------------

LINES = sorted({line for text in TEXTS.values() for line in text.splitlines() if line})
VALUES = ["", "nan", "-inf", "1e400", "0", "-1", "9" * 400, "true", '""', '"x"', '"\\u0000"', "[]", '["left"]', "{}",
          "[[1]]", "1979-05-27", "'''\n'''", "[" * 500, "0x10"]  # fmt: skip


def harmless(text: str) -> None:
    protocol, problems = check(text)
    if protocol is None:
        assert problems
        for problem in problems:
            assert str(problem).isprintable(), problem
            assert problem.line is None or 1 <= problem.line <= text.count("\n") + 1
    else:
        assert problems == ()
        assert protocol == msgspec.toml.decode(text, type=Protocol)
        assert protocol.group in GROUPS
        assert metrics_of(protocol) >= set(protocol.metrics)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_answered(text):
    harmless(text)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(sorted(TEXTS)), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 4), st.data()), max_size=4)
)
def test_any_change_of_a_file_is_answered(key, changes):
    rows = TEXTS[key].split("\n")
    for at, what, data in changes:
        at %= len(rows)
        if what == 0:
            del rows[at]
            rows = rows or [""]
        elif what == 1:
            rows.insert(at, data.draw(st.sampled_from(LINES)))
        elif what == 2:
            rows[at] = rows[at].split("=")[0] + "= " + data.draw(st.sampled_from(VALUES))
        elif what == 3:
            cut = data.draw(st.integers(0, len(rows[at])))
            rows[at] = rows[at][:cut] + data.draw(st.text(max_size=5)) + rows[at][cut + 1 :]
        else:
            rows = rows[: at + 1]
    harmless("\n".join(rows))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 5000), st.binary(max_size=6))
def test_any_bytes_are_read_or_refused_by_the_name_of_the_file(tmp_path_factory, key, at, new):
    path = tmp_path_factory.mktemp("bytes") / "mine.toml"
    data = TEXTS[key].encode()
    path.write_bytes(data[:at] + new + data[at + 1 :])
    refusal = ""
    try:
        load(path)
    except BadInput as error:
        refusal = str(error)
    assert all(line.startswith("mine.toml: ") for line in refusal.split("\n") if refusal)


def test_a_file_of_nothing_but_mistakes_is_answered_with_the_first_thirty():
    found = said("".join(f"k{number} = 1\n" for number in range(1500)))
    assert len(found) == 31
    assert found[-1] == "there are more problems; mend these first."
    hidden = said('a = """\n' + "key = 1\n" * 2000 + '"""\nkey = 1\n')
    assert any("`key` is 1, must be a text in quotes." in line for line in hidden)


@pytest.mark.parametrize("start", ["reps.", "weigh.", "", "[x]\nreps.", "words.go."])
def test_tables_in_tables_a_thousand_deep_are_answered(start):
    deep = start + ".".join(["a"] * 1500) + " = 1\n"
    for text in (deep + TEXTS["cmj"], deep + "reps = 1\n[weigh]\nseconds = 0\n"):
        assert said(text)


def test_a_file_as_long_as_a_recording_is_not_read(tmp_path):
    path = tmp_path / "long.toml"
    path.write_text("# " + "x" * 70_000)
    with pytest.raises(BadInput, match=r"long\.toml: it has more than 20000 bytes"):
        load(path)


# The page ------------------------------------------------------------------------------------------------------------


def test_the_page_describes_every_key_as_it_is_checked():
    page = DOCUMENT.read_text(encoding="utf-8")
    assert with_tables(page) == page, "run: station protocols keys --markdown docs/protocols.md"


def named(table: str, value: object) -> list[str]:
    """The dotted names of the leaves below a key."""
    if not isinstance(value, dict):
        return [table]
    return [name for leaf, inner in value.items() for name in named(f"{table}.{leaf}", inner)]


def test_every_key_of_a_file_has_its_row():
    leaves = {
        name
        for text in TEXTS.values()
        for table, value in msgspec.toml.decode(text).items()
        for name in named(table, value)
    }
    assert all(any(key.named([name]) for key in KEYS) for name in leaves)
    for key in KEYS:
        assert f"| `{key.name.rpartition('.')[2]}` |" in key_tables()
        assert key.means in key_tables()


def test_a_page_without_a_place_for_the_keys_is_refused():
    with pytest.raises(BadInput, match="no place for the keys"):
        with_tables("# Page\n")
