"""The rules of the house that need no running program: imports, sizes, names, what may stand in a file."""

import ast
import functools
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PACKAGES = ("drivers", "simulators", "dsp", "station", "ui")

MODULE_LINES, FUNCTION_LINES = 400, 50
# What is longer, with its length today: these numbers may only go down, and a line goes when its thing has shrunk.
LONG_MODULES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}


def modules() -> list[Path]:
    found = [path for package in (*PACKAGES, "bench") for path in (PROJECT / package).rglob("*.py")]
    return sorted([*found, PROJECT / "run.py"])


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def tracked() -> list[Path]:
    if not (PROJECT / ".git").exists():
        pytest.skip("not a git checkout: nothing says which files belong to the project")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := PROJECT / name).is_file()]


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function with its lines, its docstring left out: a contract that is spelled out is no complexity."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            described = node.body[0] if ast.get_docstring(node) else None
            docstring = (described.end_lineno or 0) - described.lineno + 1 if described else 0
            yield f"{name_of(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1 - docstring


def ratchet(found: dict[str, int], allowed: dict[str, int], limit: int) -> list[str]:
    """What is longer than allowed, and what is allowed more than it needs."""
    wrong = [
        f"{name}: {lines} lines, at most {allowed.get(name, limit)}"
        for name, lines in found.items()
        if lines > allowed.get(name, limit)
    ]
    slack = [
        f"{name}: {found.get(name, 0)} lines today, the table still says {lines}"
        for name, lines in allowed.items()
        if found.get(name, 0) < lines
    ]
    return wrong + slack


def test_nobody_imports_what_the_contracts_forbid():
    script = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert re.search(r"[1-9]\d* kept, 0 broken", done.stdout)


def test_modules_stay_short():
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert ratchet(lengths, LONG_MODULES, MODULE_LINES) == []


def test_functions_stay_short():
    longest: dict[str, int] = {}
    for path in modules():
        for name, lines in functions(path):
            longest[name] = max(lines, longest.get(name, 0))
    assert ratchet(longest, LONG_FUNCTIONS, FUNCTION_LINES) == []


def test_the_ratchet_only_turns_one_way():
    assert ratchet({"a": 60}, {}, 50) == ["a: 60 lines, at most 50"]
    assert ratchet({"a": 61}, {"a": 60}, 50) == ["a: 61 lines, at most 60"]
    assert ratchet({"a": 55}, {"a": 60}, 50) == ["a: 55 lines today, the table still says 60"]
    assert ratchet({"a": 60}, {"a": 60}, 50) == []


def test_package_files_are_empty():
    assert [name_of(path) for path in modules() if path.name == "__init__.py" and path.read_text("utf-8").strip()] == []


def test_every_module_has_a_name_that_says_what_it_is():
    parts = {name_of(path): {*path.relative_to(PROJECT).with_suffix("").parts} for path in modules()}
    assert [name for name, words in parts.items() if words & FORBIDDEN_NAMES] == []


def test_only_the_command_line_prints():
    may = ("run.py", "bench/", "station/commands/", "station/__main__.py")
    calls = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        if not name_of(path).startswith(may)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert calls == []


def test_codecs_cannot_wait_and_have_no_clock():
    """The contract on imports says the same; a coroutine needs no import."""
    bytes_only = [*(PROJECT / "drivers" / "devices").glob("*.py"), PROJECT / "drivers" / "framing.py"]
    assert len(bytes_only) >= 3
    for path in bytes_only:
        codecs = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef) and "odec" in node.name]
        waiting = [
            node for codec in codecs for node in ast.walk(codec) if isinstance(node, ast.AsyncFunctionDef | ast.Await)
        ]
        assert waiting == [], name_of(path)


# Files ----------------------------------------------------------------------------------------------------------------

# in pieces, or this file would hold what it forbids
MACHINE_PATHS = re.compile(
    "|".join([r"(?<![\w.~])/(work|farm|root)/[a-z]", r"/home/[a-z]+/", r"[A-Z]:\\" + r"Users\\", "/tmp" + "/bash"])
)
ADDRESSES = re.compile(
    "|".join(["pythonhos" + "ted", "npmjs" + r"\.org", "index" + "-url", "pypi" + r"\.org/simple", "find" + "-links"])
)


@pytest.mark.parametrize(("what", "pattern"), [("machine path", MACHINE_PATHS), ("registry address", ADDRESSES)])
def test_no_file_knows_a_machine_or_a_registry(what, pattern):
    found = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{name_of(path)}:{number}" for number, row in enumerate(text.splitlines(), 1) if pattern.search(row)]
    assert found == [], what


def requirements(lock: str) -> dict[str, str]:
    """Each requirement line of a lock file with the lines of its hashes."""
    text = (PROJECT / lock).read_text("utf-8").replace("\\\n", " ")
    return {row.split("==")[0].split("[")[0].strip(): row for row in text.splitlines() if row.strip() and row[0] != "#"}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_hold_versions_and_hashes_and_no_address(lock):
    rows = requirements(lock)
    assert len(rows) > 20
    for name, row in rows.items():
        assert re.match(rf"{re.escape(name)}(\[[\w,-]+\])?==[\w.!+]+ ", row), row[:80]
        assert "--hash=sha256:" in row, name
        assert "://" not in row, name
        assert "@" not in row, name


def test_the_development_lock_has_the_products_packages_at_the_same_versions():
    product, development = (
        {name: row.split(";")[0].split("--hash")[0].strip() for name, row in requirements(lock).items()}
        for lock in ("requirements.lock", "requirements-dev.lock")
    )
    assert {name: development.get(name) for name in product} == product
    assert {"pytest", "ruff", "mypy", "import-linter", "scipy"} <= development.keys() - product.keys()


def test_qt_is_pinned_below_the_version_that_aborts_python():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "PySide6-Essentials>=6.10,<6.12" in project["optional-dependencies"]["ui"]
    assert re.match(r"pyside6-essentials==6\.1[01]\.", requirements("requirements.lock")["pyside6-essentials"])


def test_every_decision_has_a_number_of_its_own_and_stands_in_the_index():
    folder = PROJECT / "docs" / "decisions"
    decisions = sorted(path.name for path in folder.glob("*.md") if path.name != "README.md")
    numbers = [name[:4] for name in decisions]
    assert numbers == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    index = (folder / "README.md").read_text("utf-8")
    assert [name for name in decisions if f"]({name})" not in index] == []


def test_no_two_test_files_have_one_name():
    """The folders of tests are no packages, so pytest could not tell them apart."""
    names = [path.name for path in (PROJECT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert sorted({name for name in names if names.count(name) > 1}) == []
