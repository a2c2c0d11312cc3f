"""Every command that prints something a program may want takes ``--json``, and says its errors as JSON then."""

import argparse
import json
from pathlib import Path

import pytest

from station.__main__ import build_parser, main
from station.commands.command_page import with_tables
from station.commands.completion import arguments_of
from station.commands.trial_hands import Wish
from station.model import TrialState

WITHOUT = {
    "demo": "opens a window, or plays a visit to look at",
    "simulate": "runs until it is stopped; programs speak to it over --control",
    "run": "opens the window; what is in reach: devices list --json",
    "devices remember": "does one thing and says so in one line; the exit code tells",
    "devices forget": "does one thing and says so in one line; the exit code tells",
    "devices identify": "waits for a person to tap a device",
    "devices do": "prints what the device itself answers",
    "proof daily": "asks a person for masses; the result: proof list --json",
    "proof verify": "asks a person for masses; the result: proof list --json",
    "proof calibrate": "asks a person for masses; the record itself is JSON (--out)",
    "proof print": "writes a certificate",
    "qa": "asks a person for masses; for programs it writes JUnit XML (--junit)",
    "protocols keys": "the reference page of the format, for reading",
    "completion": "prints a script for a shell",
}
"""Commands that do not, and why."""


def commands():
    """Every command that can be called, with its own arguments."""
    found = {}
    for words, action in arguments_of(build_parser()):
        found.setdefault(" ".join(words), []).append(action)
    return {name: actions for name, actions in found.items() if not any_below(name, found)}


def any_below(name, found):
    return any(other.startswith(name + " ") for other in found)


def test_every_command_takes_json_or_says_why_not():
    lacking = {name for name, actions in commands().items() if not any("--json" in a.option_strings for a in actions)}
    assert lacking == set(WITHOUT)


def test_json_means_the_same_everywhere():
    for name, actions in commands().items():
        for action in actions:
            if "--json" in action.option_strings:
                assert isinstance(action, argparse._StoreTrueAction), name
                assert action.help.startswith("print "), name


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["metrics", "nonsense"], 2, "There is no metric 'nonsense'."),
        (["trial", "show", "abc"], 1, "nothing was stored there yet"),
        (["analyze", "nowhere.csv", "--protocol", "cmj"], 2, "nowhere.csv"),
        (["analyze", "nowhere.csv"], 2, "--protocol"),
        (["test", "nope", "--person", "A-1"], 2, "There is no test 'nope'"),
        (["reanalyse"], 2, "nothing was stored there yet"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_an_error_is_one_json_object_in_the_last_line_of_stderr(words, code, says, tmp_path, capsys):
    folder = ["--data-dir", str(tmp_path)] if words[0] in ("trial", "test", "reanalyse") else []
    try:
        found = main([*words, *folder, "--json"])
    except SystemExit as left:
        found = left.code
    out, err = capsys.readouterr()
    assert (found, out) == (code, "")
    said = json.loads(err.splitlines()[-1])
    assert said["exit_code"] == code
    assert says in said["error"]


def test_without_json_an_error_is_a_sentence(capsys):
    assert main(["metrics", "nonsense"]) == 2
    assert capsys.readouterr().err.startswith("station: There is no metric 'nonsense'.")


@pytest.mark.parametrize(
    "words",
    [["metrics"], ["metrics", "jump_height_im"], ["devices", "kinds"], ["proof", "list"], ["protocols", "list"]],
    ids=" ".join,
)
def test_what_is_printed_is_one_json_value(words, tmp_path, capsys):
    folder = ["--data-dir", str(tmp_path)] if words[0] != "metrics" else []
    assert main([*words, *folder, "--json"]) == (1 if words == ["proof", "list"] else 0)
    assert json.loads(capsys.readouterr().out) is not None


def test_a_metric_says_its_unit_its_formula_and_what_it_needs(capsys):
    assert main(["metrics", "jump_height_im", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["unit"], found["needs"]["rate_hz"], found["better"]) == ("m", 500.0, "higher")
    assert "impulse" in found["title"]


def test_the_page_of_commands_is_what_the_parser_says():
    page = Path(__file__, "../../../docs/command-line.md").resolve().read_text("utf-8")
    assert page == with_tables(page, build_parser()), "station --markdown docs/command-line.md"
    for key in set(Wish) - {Wish.OUTCOME} | set(TrialState):
        assert key.value in page


def test_a_page_without_a_place_for_the_tables_is_left_as_it_is(tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text("# Nothing\n")
    assert main(["--markdown", str(page)]) == 2
    assert page.read_text() == "# Nothing\n"
    assert "is missing" in capsys.readouterr().err
