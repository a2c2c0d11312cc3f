"""The page of promises: every row is there, and what it names exists and is the row's own."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest

from simulators.scenario import fault_keys, load_fault
from station.commands.fault_runs import HUNDRED, HUNDRED_ROW

PROJECT = Path(__file__).parent.parent
PAGE = PROJECT / "docs" / "PROMISES.md"
ROWS = [
    f"{letter}{number}"
    for letter, last in (("P", 10), ("L", 22), ("G", 9), ("H", 18), ("A", 12))
    for number in range(1, last + 1)
]
PROMISED = re.compile(r"^\| ([PLGHA]\d+) \| (.+) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
SCENARIO = re.compile(r"`([lg]\d\d_\w+)`")
OPEN = "**not yet**"


@functools.cache
def promised() -> dict[str, tuple[str, str]]:
    """What each row says and what holds it."""
    return {row: (what, held) for row, what, held in PROMISED.findall(PAGE.read_text("utf-8"))}


@functools.cache
def collected(path: str) -> frozenset[str]:
    """Functions and methods that pytest would collect."""
    file = PROJECT / path
    if not file.exists() or not file.name.startswith("test_"):
        return frozenset()
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node.name for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, kinds)]
    return frozenset(name for name in found if name.startswith("test_"))


def missing_tests(text: str) -> list[str]:
    return [f"{path}::{name}" for path, name in TEST.findall(text) if name not in collected(path)]


def scenario_rows() -> dict[str, str]:
    return {HUNDRED: HUNDRED_ROW} | {key: load_fault(key).row for key in fault_keys()}


def test_every_row_is_there_once_and_in_order() -> None:
    assert [row for row, _, _ in PROMISED.findall(PAGE.read_text("utf-8"))] == ROWS


def test_every_test_that_is_named_exists() -> None:
    assert missing_tests(PAGE.read_text("utf-8")) == []


@pytest.mark.parametrize("text", ["`tests/test_promises.py::test_nothing`", "`tests/test_nowhere.py::test_nothing`"])
def test_a_test_that_does_not_exist_would_be_noticed(text: str) -> None:
    assert len(missing_tests(text)) == 1


def test_all_that_looks_like_a_test_is_written_so_that_it_is_read() -> None:
    text = PAGE.read_text("utf-8")
    assert len(re.findall(r"::test_", text)) == len(TEST.findall(text))


@pytest.mark.parametrize("row", ROWS)
def test_a_row_names_what_holds_it_or_says_what_is_missing(row: str) -> None:
    what, held = promised()[row]
    assert len(what) > 10
    assert TEST.search(held) or re.search(r"\*\*not yet\*\*[^`]{10,}", held)
    assert OPEN not in held or held.startswith(OPEN), "what is missing is said first"
    assert OPEN not in what


@pytest.mark.parametrize("row", [row for row in ROWS if row[0] in "LG"])
def test_a_row_of_the_matrix_names_its_scenarios_and_no_others(row: str) -> None:
    named = SCENARIO.findall(promised()[row][1])
    assert named
    assert sorted(named) == sorted(key for key, own in scenario_rows().items() if own == row)


def test_every_scenario_is_named_once() -> None:
    assert sorted(SCENARIO.findall(PAGE.read_text("utf-8"))) == sorted(scenario_rows())


def test_no_row_names_a_test_twice() -> None:
    for row, (_, held) in promised().items():
        named = TEST.findall(held)
        assert len(named) == len({*named}), row
