"""Every fault scenario, end to end, ends as its file promises; what does not is named here by its complaints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulators.faults import FAULTS
from simulators.scenario import fault_keys, load_fault, parse_scenario
from station.__main__ import main
from station.commands.fault_runs import Matrix

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return Matrix(seed=1)


@pytest.mark.parametrize("key", fault_keys())
def test_a_fault_ends_in_its_verdict_with_nothing_lost_unsaid_and_no_wrong_number(matrix: Matrix, key: str) -> None:
    assert matrix.play(load_fault(key)).complaints == ()


def test_a_hundred_devices_at_once_lose_nothing(matrix: Matrix) -> None:
    assert matrix.hundred_devices().complaints == ()


def test_a_silent_wrong_number_is_found(matrix: Matrix) -> None:
    """Cells that read a tenth too much with a certificate that does not know it: only the twin can tell."""
    text = """
title = "Too much"
plan = ["cmj"]
[[fault]]
what = "gain"
device = "plates"
factor = 1.1
"""
    complaints = matrix.play(parse_scenario("too_much", text)).complaints
    assert any("system_weight" in text and "is shown as valid" in text for text in complaints)


def test_a_verdict_that_is_not_reached_is_named(matrix: Matrix) -> None:
    text = """
title = "All is well"
plan = ["cmj"]
[[fault]]
what = "duplicate"
device = "plates"
after = "go"
[expect]
trial = "device failed"
says = ["never said"]
link = ["lost"]
[expect.states]
jump_height_im = "invalid"
"""
    complaints = matrix.play(parse_scenario("well", text)).complaints
    assert [text.partition(":")[0] for text in complaints] == [
        "the trial is complete, not device failed",
        "nowhere stands 'never said'",
        "no link was lost",
        "jump_height_im (both) is valid, not invalid",
    ]


def test_every_kind_of_fault_that_a_promise_row_names_has_a_scenario() -> None:
    played = {fault.what for key in fault_keys() for fault in load_fault(key).faults}
    rows = {load_fault(key).row for key in fault_keys()}
    for what, kind in FAULTS.items():
        assert what in played or not set(kind.rows) - rows, what


def test_one_line_is_printed_with_its_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults", "--only", "l05_duplicates", "--json"]) == 0
    (cell,) = json.loads(capsys.readouterr().out)
    assert (cell["row"], cell["ok"], cell["complaints"]) == ("L5", True, [])
    assert main(["faults", "--only", "no_such_thing"]) == 2
    assert main(["faults", "--row", "Z9"]) == 2
    assert main(["faults", "--list", "--row", "l3"]) == 0
    assert all(line.startswith("l03") for line in capsys.readouterr().out.splitlines())


def test_the_page_of_faults_is_made_from_the_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults", "--markdown"]) == 0
    assert capsys.readouterr().out == PAGE.read_text("utf-8")
