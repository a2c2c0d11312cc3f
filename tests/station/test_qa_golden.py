"""Golden recordings: the shipped ones give the numbers they always gave, and every difference is named."""

import shutil
from pathlib import Path

import pytest

from station.__main__ import main
from station.errors import BadInput
from station.qa.golden import MANIFEST, analysed_again, read_manifest, write_golden

GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.fixture
def copied(tmp_path):
    return Path(shutil.copytree(GOLDEN, tmp_path / "golden"))


def edited(folder, old, new):
    path = folder / MANIFEST
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_shipped_recordings_give_the_numbers_they_always_gave():
    outcomes = list(analysed_again(GOLDEN))
    assert [outcome.differences for outcome in outcomes] == [()] * len(outcomes)
    assert {recording.protocol for recording in read_manifest(GOLDEN).recording} == {"hip_abduction_iso", "cmj"}
    assert all(outcome.numbers > 5 for outcome in outcomes)


def test_numbers_written_here_come_out_here_bit_for_bit(tmp_path):
    written = write_golden(tmp_path / "new", [GOLDEN / "hip_abduction_iso.rec"])
    (outcome,) = analysed_again(tmp_path / "new")
    assert outcome.differences == ()
    assert outcome.exact == outcome.numbers == len(written.recording[0].number)
    assert read_manifest(tmp_path / "new") == written


def test_a_number_that_changed_is_named_with_both_values(copied):
    number = next(n for n in read_manifest(copied).recording[0].number if n.value is not None)
    edited(copied, f"value = {number.value!r}", f"value = {number.value * 1.001!r}")
    first, second = analysed_again(copied)
    (told,) = first.differences
    assert told.startswith(f"{number.key} ({number.side}): was {number.value * 1.001!r}")
    assert repr(number.value) in told
    assert second.differences == ()


def test_a_change_within_the_tolerance_is_rounding(copied):
    number = next(n for n in read_manifest(copied).recording[0].number if n.value)
    edited(copied, f"value = {number.value!r}", f"value = {number.value * (1 + 1e-12)!r}")
    first, _ = analysed_again(copied)
    assert first.differences == ()
    assert first.exact <= first.numbers - 1


def test_a_state_that_changed_is_named(copied):
    edited(copied, 'state = "valid"', 'state = "limited"')
    first, second = analysed_again(copied)
    assert any("limited" in told and "valid" in told for told in (*first.differences, *second.differences))


def test_numbers_that_are_gone_or_new_are_named(copied):
    key = read_manifest(copied).recording[0].number[0].key
    edited(copied, f'key = "{key}"', 'key = "height_of_the_moon"')
    told = next(iter(analysed_again(copied))).differences
    assert any("height_of_the_moon" in line and "not measured any more" in line for line in told)
    assert any(key in line and "was not measured" in line for line in told)


def test_a_recording_that_was_changed_is_told_from_numbers_that_changed(copied):
    path = copied / "cmj.rec"
    data = bytearray(path.read_bytes())
    data[20_000] ^= 1
    path.write_bytes(data)
    _, second = analysed_again(copied)
    assert "another SHA-256" in second.differences[0]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("format = 7\nsoftware = ''\nmachine = ''\nrecording = []\n", "form 7"),
        ("this is no TOML", "golden.toml"),
        ("format = 1\n", "software"),
        (
            "format = 1\nsoftware = ''\nmachine = ''\nrecording = [{file='../a.rec', sha256='', protocol='cmj'}]\n",
            "in the folder itself",
        ),
    ],
)
def test_a_manifest_that_cannot_be_used_is_refused_in_words(tmp_path, text, why):
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(BadInput, match=why):
        read_manifest(tmp_path)


@pytest.mark.parametrize("tolerance", ["nan", "inf", "-1.0", "1.0"])
def test_a_tolerance_that_would_let_any_number_pass_is_refused(copied, tolerance):
    edited(copied, "tolerance = 1e-09", f"tolerance = {tolerance}")
    with pytest.raises(BadInput, match="tolerance from 0 to below 1"):
        read_manifest(copied)


def test_a_golden_value_without_end_is_refused(copied):
    number = next(n for n in read_manifest(copied).recording[0].number if n.value is not None)
    edited(copied, f"value = {number.value!r}", "value = inf")
    with pytest.raises(BadInput, match="finite value"):
        read_manifest(copied)


def test_golden_numbers_are_never_overwritten(copied):
    with pytest.raises(BadInput, match="never overwritten"):
        write_golden(copied, [GOLDEN / "cmj.rec"])


def test_the_command_says_what_is_the_same_and_what_differs(copied, capsys):
    assert main(["qa", "--golden", str(copied)]) == 0
    assert "2 of 2 golden recordings give the same numbers" in capsys.readouterr().out
    edited(copied, 'state = "valid"', 'state = "limited"')
    assert main(["qa", "--golden", str(copied)]) == 1
    assert "differs" in capsys.readouterr().out
    assert main(["qa", "--golden", str(copied / "nowhere")]) == 2
    assert "golden-write" in capsys.readouterr().err
