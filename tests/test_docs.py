"""The documents keep what they promise: commands exist, links lead somewhere, recipes are there."""

import argparse
import functools
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import run
from station.__main__ import build_parser

PROJECT = Path(__file__).parent.parent
DOCUMENTS = [
    path
    for path in sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
    if path.name != "CHANGELOG.md"  # what was true then
]
COMMAND = re.compile(r"^(?:python3 run\.py|station|uv run) \S")


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def commands(path: Path) -> list[str]:
    """Every command in a fenced block or between backticks."""
    text = path.read_text("utf-8")
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    rows = [row.split(" #")[0].strip() for block in fenced for row in block.splitlines()] + inline
    return [row for row in rows if COMMAND.match(row)]


@functools.cache
def parser() -> argparse.ArgumentParser:
    return build_parser()


def understood(command: str) -> bool:
    """Whether run.py and the station's own parser take this command as it stands."""
    words = shlex.split(command)
    if words[:2] == ["uv", "run"]:
        words = words[2:]
        if words == ["pytest"]:
            return True
    elif words[:2] == ["python3", "run.py"]:
        if words[2] not in run.COMMANDS:
            return False
        if words[2] not in ("demo", "station"):
            return True
        words = ["station", *words[2:]] if words[2] == "demo" else words[2:]
    if words[0] != "station":
        return False
    if words[1:] == ["..."]:
        return True
    bare = len(words) == 2 and not words[1].startswith("-")  # in a sentence; its help proves that it exists
    try:
        parser().parse_args([*words[1:], *(["--help"] if bare else [])])
    except SystemExit as end:
        return bare and not end.code
    return True


ALL = [(name_of(path), command) for path in DOCUMENTS for command in dict.fromkeys(commands(path))]


@pytest.mark.parametrize(("document", "command"), ALL, ids=[f"{document}: {command}" for document, command in ALL])
def test_every_command_that_is_shown_exists(document, command, capsys):
    assert understood(command), f"{document} shows a command that is not there: {command}"


@pytest.mark.parametrize(
    "command", ["python3 run.py dmeo", "station analyse a.csv", "station demo --headles 1", "uv run x"]
)
def test_a_command_that_does_not_exist_would_be_noticed(command, capsys):
    assert not understood(command)


def test_the_readme_shows_the_two_commands_of_a_newcomer():
    shown = [command for document, command in ALL if document == "README.md"]
    assert {"python3 run.py demo", "python3 run.py test", "uv run station demo", "uv run pytest"} <= {*shown}


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here to run the script")
def test_ci_runs_the_readmes_test_command_as_it_stands_there():
    script = (PROJECT / ".ci" / "run").read_text("utf-8")
    (finder,) = re.findall(r"^tests=\$\((.+)\)$", script, re.MULTILINE)
    found = subprocess.run(["bash", "-c", finder], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert found.strip() == "python3 run.py test"
    assert 'eval "$tests"' in script


def test_every_link_inside_the_project_leads_somewhere():
    broken = [
        f"{name_of(path)}: {target}"
        for path in DOCUMENTS
        for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8"))
        if "://" not in target and not (path.parent / target.split("#")[0]).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("recipe", ["a new device", "a new clinical test", "a new metric", "a new view"])
def test_every_recipe_has_its_section(recipe):
    assert f"\n## Recipe: {recipe}\n" in (PROJECT / "CONTRIBUTING.md").read_text("utf-8")


def test_files_that_the_documents_name_exist():
    missing = []
    for path in DOCUMENTS:
        for word in re.findall(r"`([\w./-]+/[\w.-]*)`", path.read_text("utf-8")):
            inside = word.split("/")[0] in {"drivers", "simulators", "dsp", "station", "ui", "tests", "docs", ".ci"}
            if inside and not (PROJECT / word).exists() and not (PROJECT / f"{word}.py").exists():
                missing.append(f"{name_of(path)}: {word}")
    assert missing == []


def test_the_licence_is_the_official_text_and_the_one_that_is_declared():
    text = (PROJECT / "LICENSE").read_text("utf-8")
    assert "Apache License\n                           Version 2.0, January 2004" in text
    assert text.rstrip().endswith("limitations under the License.")
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "Apache-2.0"
