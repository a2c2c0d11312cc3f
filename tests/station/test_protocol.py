"""Clinical tests as data: what ships is usable, what is wrong is refused by name."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from dsp.catalog import CATALOG
from station import protocol
from station.errors import BadInput
from station.protocol import built_in, load

CMJ = (protocol.FOLDER / "cmj.toml").read_text(encoding="utf-8")


def refused(tmp_path: Path, text: str) -> str:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load(path)
    assert str(caught.value).startswith("mine.toml: ")
    return str(caught.value)


def test_the_three_tests_of_the_first_landing_ship():
    assert {"hip_abduction_iso", "glute_bridge_hold", "cmj"} <= built_in().keys()


@pytest.mark.parametrize("key", sorted(built_in()))
def test_every_shipped_file_says_everything_a_person_reads(key):
    test = built_in()[key]
    assert test.headline in test.metrics
    assert set(test.metrics) <= CATALOG.keys()
    words = test.words
    for sentence in (words.zero, words.weigh, words.ready, words.go, words.hold, words.done, test.summary):
        assert sentence.strip().endswith((".", "!"))
    assert test.weigh is not None or test.kind not in ("jump", "squat_jump")


@pytest.mark.parametrize("key", sorted(built_in()))
def test_every_shipped_file_says_what_stands_beside_the_headline_and_all_that_a_client_hears(key):
    test = built_in()[key]
    assert 1 <= len(test.shown) <= protocol.MOST_SHOWN
    assert {test.headline, *test.supporting, *test.details} == set(test.metrics)
    assert len(test.metrics) == 1 + len(test.supporting) + len(test.details)
    assert test.setup is not None
    assert test.client.cues
    assert test.outcomes != protocol.OUTCOMES
    assert test.client.rest
    for state in ("zero", "weigh", "ready", "go", "hold", "rest", "done"):
        assert test.told(state).strip().endswith((".", "!"))
    assert (test.practice is not None) == (test.kind == "isometric")
    assert (test.metronome != "off") == (test.tempo is not None)


NEW_TABLES = re.compile(r"\n\[(client|setup|practice)\]\n(.+\n)+|\n\[(gates|detectable)\..*\]\n(.+\n)+")
NEW_LINES = re.compile(r"^(shown|outcomes|norms|metronome|lever) = .*\n", re.MULTILINE)


@pytest.mark.parametrize("key", ["cmj", "hip_abduction_iso", "sit_to_stand_5x", "squat"])
def test_the_text_of_a_trial_from_before_these_keys_is_still_read(key):
    text = (protocol.FOLDER / f"{key}.toml").read_text(encoding="utf-8")
    old = NEW_LINES.sub("", NEW_TABLES.sub("\n", text))
    assert "client" not in old
    test = msgspec.toml.decode(old, type=protocol.Protocol)
    now = built_in()[key]
    assert test.metrics == now.metrics
    assert test.words == now.words
    assert test.outcomes == protocol.OUTCOMES
    assert test.supporting == tuple(each for each in now.metrics if each != now.headline)[:4]
    assert (test.setup, test.practice, test.gates, test.detectable, test.norms) == (None, None, {}, {}, ())
    assert test.told("go") == now.words.go
    assert test.told("rest") == protocol.REST_WORDS
    assert test.metronome == "off"


def test_a_torque_needs_to_know_from_where_to_where_the_lever_is():
    text = (protocol.FOLDER / "hip_abduction_iso.toml").read_text(encoding="utf-8")
    found = [str(each) for each in protocol.check(re.sub("(?m)^lever = .*\n", "", text))[1]]
    assert found == ["`lever`: must be given, since peak_torque_per_mass needs it: say from where to where."]


def test_a_beat_falls_where_each_phase_of_a_repetition_begins():
    squat = built_in()["squat"].tempo
    assert squat.beats[0] == (0.0, "lower")
    assert all(0.0 <= at_s < squat.period_s for at_s, _ in squat.beats)
    assert protocol.Tempo(1.0, 0.0, 1.5, 0.5).beats == ((0.0, "lower"), (1.0, "raise"), (2.5, "stand"))


def test_the_tests_stand_in_their_groups_in_clinical_order_each_at_a_place_of_its_own():
    places = [(protocol.GROUPS.index(test.group), test.place) for test in built_in().values()]
    assert places == sorted(set(places))
    assert {test.group for test in built_in().values()} == set(protocol.GROUPS)
    power = [test.key for test in built_in().values() if test.group == "Power"]
    assert power[:2] == ["cmj", "squat_jump"]
    assert next(iter(built_in())) == "hip_abduction_iso"


def test_a_test_without_a_group_is_refused_with_the_name_of_the_key(tmp_path):
    assert "`group`" in refused(tmp_path, CMJ.replace('group = "Power"\n', ""))


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "cmj.toml"
    path.write_text("\ufeff" + CMJ, encoding="utf-8")
    assert load(path).key == "cmj"


def test_an_unknown_key_is_named_with_the_keys_that_exist(tmp_path):
    message = refused(tmp_path, CMJ.replace("\n[client]", "colour = 'red'\n\n[client]"))
    assert "line 46: `words.colour`: there is no such key in [words]" in message
    assert "hold, done" in message
    message = refused(tmp_path, "colour = 'red'\n" + CMJ)
    assert "`colour`" in message
    assert "full_scale_n" in message


def test_a_missing_key_is_named_with_its_table(tmp_path):
    message = refused(tmp_path, CMJ.replace("max_s = 10.0\n", ""))
    assert "`finish.max_s`: missing in [finish]; it must be a number" in message


def test_a_wrong_type_is_named_with_its_place(tmp_path):
    assert "`weigh.seconds`" in refused(tmp_path, CMJ.replace("seconds = 1.0", 'seconds = "one"'))


@pytest.mark.parametrize(
    ("old", "new", "key", "allowed"),
    [
        ('kind = "jump"', 'kind = "leap"', "kind", "isometric, hold, intermittent, jump"),
        (
            'group = "Power"',
            'group = "Jumps"',
            "group",
            "Hip strength, Core strength, Core and hip endurance, Movement",
        ),
        ("place = 10", "place = 0", "place", "1 to 999"),
        ('device = "plates"', 'device = "scales"', "device", "plates, dynamometers"),
        ('"left", "right"', '"left", "middle"', "sides", "left, right"),
        ('"left", "right"', '"left", "left"', "sides", "order of testing"),
        ("reps = 1", "reps = 3", "reps", "1 for a hold, a jump or a stance"),
        ("reps = 1", "reps = 0", "reps", "1 to 50"),
        ("effort_s = 5.0", "effort_s = -5.0", "effort_s", "above 0"),
        ("effort_s = 5.0", "effort_s = nan", "effort_s", "above 0"),
        ("max_s = 10.0", "max_s = 1.0", "finish.max_s", "at least effort_s"),
        ("full_scale_n = 2500.0", "full_scale_n = 0.0", "full_scale_n", "above 0"),
        ("flight_below_n = 20.0", "flight_below_n = 0.0", "detect.flight_below_n", "above 0"),
        ("sd_below_n = 10.0", "sd_below_n = 0.0", "weigh.sd_below_n", "above 0"),
        ('key = "cmj"', 'key = "C M J"', "key", "lower-case"),
        ('headline = "jump_height_im"', 'headline = "peak_force"', "headline", "one of `metrics`"),
    ],
)
def test_a_value_that_is_not_allowed_is_named_with_what_is(tmp_path, old, new, key, allowed):
    assert old in CMJ
    message = refused(tmp_path, CMJ.replace(old, new, 1))
    assert f"`{key}" in message
    assert allowed in message


def test_a_jump_without_weighing_is_refused(tmp_path):
    start, end = CMJ.index("[weigh]"), CMJ.index("[words]")
    assert "body weight" in refused(tmp_path, CMJ[:start] + CMJ[end:])


def test_an_unknown_metric_is_named_with_the_known_ones(tmp_path):
    message = refused(tmp_path, CMJ.replace('"flight_time"', '"flight_tim"'))
    assert 'line 17: `metrics`: there is no metric "flight_tim"; did you mean `flight_time`?' in message


def test_what_is_not_toml_or_not_text_or_not_there_is_refused(tmp_path):
    assert "TOML" in refused(tmp_path, "key = [1")
    path = tmp_path / "bytes.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match=r"bytes\.toml"):
        load(path)
    with pytest.raises(BadInput, match=r"absent\.toml"):
        load(tmp_path / "absent.toml")


def test_a_file_must_be_named_after_its_key(tmp_path, monkeypatch):
    (tmp_path / "other.toml").write_text(CMJ, encoding="utf-8")
    monkeypatch.setattr(protocol, "FOLDER", tmp_path)
    with pytest.raises(BadInput, match="'other'"):
        built_in.__wrapped__()
