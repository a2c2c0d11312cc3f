"""The command line as a whole: what a user sees when something is wrong."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from station.__main__ import main
from station.commands import doctor


def test_without_a_command_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "recordings" in capsys.readouterr().out


def test_the_version_names_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("counterpoise ")


def test_a_file_that_is_not_there_is_one_sentence_and_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", "not-there.csv", "--protocol", "cmj"]) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "demo"])
def test_a_wrong_name_is_refused_before_anything_is_opened(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = ["--plates", "tcp:nowhere"] if command == "run" else ["--headless", "--scenario", "nobody"]
    assert main([command, *wrong]) == 2
    assert capsys.readouterr().err.startswith("station: ")


def test_a_fault_of_ours_is_a_sentence_and_its_details_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> int:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(doctor, "run", broken)
    monkeypatch.setattr(platformdirs, "user_log_path", lambda *_, **__: tmp_path)
    assert main(["doctor"]) == 1
    told = capsys.readouterr().err
    (details,) = tmp_path.glob("fault-*.txt")
    assert str(details) in told
    assert "Traceback" not in told
    assert "ZeroDivisionError" in details.read_text("utf-8")
