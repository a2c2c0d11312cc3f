"""The page of kinds of faults is the table of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulators.faults import FAULTS
from station.__main__ import main
from station.commands.fault_kinds import LAYERS

PAGE = Path(__file__).parents[2] / "docs" / "fault-kinds.md"


def test_the_page_of_kinds_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults", "--kinds"]) == 0
    assert capsys.readouterr().out == PAGE.read_text("utf-8")


def test_every_kind_and_every_setting_stands_on_the_page() -> None:
    rows = {row.split("`")[1]: row for row in PAGE.read_text("utf-8").splitlines() if row.startswith("| `")}
    assert {kind.layer for kind in FAULTS.values()} == {*LAYERS}
    for name, kind in FAULTS.items():
        assert kind.title in rows[name]
        assert all(f"`{key}` = " in rows[name] for key in kind.settings)
