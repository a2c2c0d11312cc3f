"""run.py: what it trusts, what it makes again, what it tells."""

import ast
import json
import os
import runpy
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

import run

PROJECT = Path(__file__).parent.parent
posix = pytest.mark.skipif(os.name == "nt", reason="links an interpreter, which Windows asks privileges for")


class Steps:
    """Takes the place of ``run_step``: notes the commands and leaves what they would leave."""

    def __init__(self, fail_at: str = "", says: str = "") -> None:
        self.commands: list[str] = []
        self.fail_at, self.says = fail_at, says

    def __call__(self, folder: run.Folder, held: object, command: Sequence[str], failure: str) -> None:
        line = " ".join(command)
        self.commands.append(line)
        folder.log.write_text(self.says)
        if self.fail_at and self.fail_at in line:
            raise run.Problem(failure)
        if " -m venv " in line:
            folder.python.parent.mkdir(parents=True)
            folder.python.symlink_to(sys.executable)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> run.Folder:
    for name in ("pyproject.toml", run.PRODUCT, run.DEVELOPMENT):
        (tmp_path / name).write_text(f"{name}==1\n")
    monkeypatch.setattr(run, "quietly", lambda command, **options: (0, ""))
    return run.Folder(tmp_path)


def prepare(project: run.Folder, lock: str, monkeypatch: pytest.MonkeyPatch, steps: Steps | None = None) -> list[str]:
    steps = steps or Steps()
    monkeypatch.setattr(run, "run_step", steps)
    run.prepare(project, lock)
    return steps.commands


@posix
def test_an_empty_folder_gets_venv_hashed_lock_and_the_project(project, monkeypatch, capsys):
    venv, lock, ours = prepare(project, run.PRODUCT, monkeypatch)
    assert venv.endswith(f"-m venv {project.path}")
    assert lock.endswith(f"--require-hashes -r {project.root / run.PRODUCT}")
    assert ours.endswith(f"--no-deps --no-build-isolation -e {project.root}")
    told = capsys.readouterr()
    assert told.out == "", "stdout belongs to the program that is started"
    assert "making .venv" in told.err


@posix
def test_a_finished_folder_is_used_without_any_step(project, monkeypatch):
    prepare(project, run.PRODUCT, monkeypatch)
    assert prepare(project, run.PRODUCT, monkeypatch) == []


@posix
def test_the_development_lock_covers_the_product_and_not_the_other_way_round(project, monkeypatch):
    prepare(project, run.PRODUCT, monkeypatch)
    assert len(prepare(project, run.DEVELOPMENT, monkeypatch)) == 2
    assert prepare(project, run.PRODUCT, monkeypatch) == []


@posix
def test_a_changed_lock_is_installed_over_the_old_one(project, monkeypatch):
    prepare(project, run.PRODUCT, monkeypatch)
    (project.root / run.PRODUCT).write_text("another==2\n")
    lock, ours = prepare(project, run.PRODUCT, monkeypatch)
    assert "--require-hashes" in lock
    assert "-e" in ours


@posix
def test_a_changed_pyproject_installs_the_project_alone(project, monkeypatch):
    prepare(project, run.PRODUCT, monkeypatch)
    (project.root / "pyproject.toml").write_text("[project]\n")
    (ours,) = prepare(project, run.PRODUCT, monkeypatch)
    assert "-e" in ours


@posix
def test_what_another_tool_installed_is_put_right_by_the_lock(project, monkeypatch):
    site_packages = project.path / "lib" / "python3.11" / "site-packages"
    prepare(project, run.PRODUCT, monkeypatch)
    site_packages.mkdir(parents=True)
    prepare(project, run.PRODUCT, monkeypatch)
    assert prepare(project, run.PRODUCT, monkeypatch) == []
    (site_packages / "another.dist-info").mkdir()
    lock, _ = prepare(project, run.PRODUCT, monkeypatch)
    assert "--require-hashes" in lock


@posix
@pytest.mark.parametrize("damage", ["python removed", "python replaced", "moved", "stopped while installing"])
def test_a_folder_that_cannot_be_trusted_is_made_again(project, monkeypatch, damage, capsys):
    prepare(project, run.PRODUCT, monkeypatch)
    left_over = project.path / "left over"
    left_over.mkdir()
    if damage == "python removed":
        project.python.unlink()
    elif damage == "python replaced":
        project.python.unlink()
        project.python.symlink_to("/bin/sh")
    elif damage == "moved":
        project.stamp.write_text(json.dumps(project.recorded() | {"root": "elsewhere"}))
    else:
        project.unfinished.write_text("pip")
        project.log.write_text("Collecting a\nInstalling collected packages: a")
    assert len(prepare(project, run.PRODUCT, monkeypatch)) == 3
    assert not left_over.exists()
    assert "making it again" in capsys.readouterr().err
    assert project.ready(run.PRODUCT)


@posix
def test_a_set_up_that_was_stopped_during_the_download_goes_on(project, monkeypatch):
    prepare(project, run.PRODUCT, monkeypatch)
    project.stamp.unlink()
    project.unfinished.write_text("pip")
    project.log.write_text("Collecting a\n  Downloading a")
    assert [" -m venv " in command for command in prepare(project, run.PRODUCT, monkeypatch)] == [False, False]


@posix
@pytest.mark.parametrize(("says", "trusted"), [("Collecting a", True), ("Installing collected packages: a", False)])
def test_what_worked_still_works_after_pip_failed_unless_pip_had_begun_to_install(project, monkeypatch, says, trusted):
    prepare(project, run.PRODUCT, monkeypatch)
    before = (project.root / run.PRODUCT).read_text()
    (project.root / run.PRODUCT).write_text("not-to-be-had==1\n")
    with pytest.raises(run.Problem, match="network"):
        prepare(project, run.PRODUCT, monkeypatch, Steps("--require-hashes", says))
    (project.root / run.PRODUCT).write_text(before)
    assert project.ready(run.PRODUCT) is trusted


@posix
def test_a_second_start_waits_for_the_first_and_then_has_nothing_to_do(project, monkeypatch, capsys):
    monkeypatch.setattr(run.time, "sleep", lambda seconds: release.set())
    release = threading.Event()
    thread = threading.Thread(target=lambda: run.prepare(project, run.PRODUCT))
    steps = Steps()

    def first(folder: run.Folder, held: object, command: Sequence[str], failure: str) -> None:
        if not steps.commands:
            thread.start()
            assert release.wait(30), "the second start did not wait"
        steps(folder, held, command, failure)

    monkeypatch.setattr(run, "run_step", first)
    run.prepare(project, run.PRODUCT)
    thread.join(30)
    assert len(steps.commands) == 3
    assert "waiting for it" in capsys.readouterr().err


# What the system lacks ------------------------------------------------------------------------------------------------


def test_only_root_on_a_system_with_apt_get_installs_packages(monkeypatch):
    ran: list[Sequence[str]] = []
    monkeypatch.setattr(run, "quietly", lambda command, **options: (ran.append(command) or 0, ""))
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(
        run.Problem, match=r"sudo apt-get install --no-install-recommends libegl1 libgl1\nand start again"
    ):
        run.require_packages(["libegl1", "libgl1"], "Qt")
    assert ran == []
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    run.require_packages(["libegl1", "libgl1"], "Qt")
    assert [command[1] for command in ran] == ["update", "-y"]
    assert ran[1][-3:] == ["--no-install-recommends", "libegl1", "libgl1"]


def test_nothing_is_installed_when_nothing_is_missing(monkeypatch):
    monkeypatch.setattr(run, "quietly", lambda *_: pytest.fail("a command was run"))
    run.require_packages([], "Qt")


def test_an_apt_get_that_fails_is_quoted(monkeypatch):
    monkeypatch.setattr(run, "quietly", lambda command, **options: (100, "E: Unable to locate package"))
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    with pytest.raises(run.Problem, match="Unable to locate"):
        run.require_packages(["libegl1"], "Qt")


def test_debians_python_without_ensurepip_names_the_package(monkeypatch):
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    with pytest.raises(run.Problem, match=rf"install --no-install-recommends python3\.{sys.version_info.minor}-venv"):
        run.require_venv_module()
    monkeypatch.setattr(sys, "base_prefix", "/opt/python")
    with pytest.raises(run.Problem, match="start with another Python"):
        run.require_venv_module()


# The command line ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 14, 0), (3, 6, 9)])
def test_another_python_is_told_which_ones_will_do(monkeypatch, capsys, version):
    monkeypatch.setattr(sys, "version_info", (*version, "final", 0))
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(PROJECT / "run.py"), run_name="__main__")
    assert ended.value.code == 3
    assert f"this is {version[0]}.{version[1]}" in capsys.readouterr().err


def test_python_3_6_can_read_the_file_far_enough_to_be_told():
    ast.parse((PROJECT / "run.py").read_text("utf-8"), feature_version=(3, 6))


def test_an_unknown_command_suggests_the_nearest(capsys):
    assert run.main(["tset"]) == 2
    assert "did you mean 'test'?" in capsys.readouterr().err


def test_help_lists_every_command(capsys):
    assert run.main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"run.py {name}" in told for name in run.COMMANDS)


@pytest.mark.parametrize(
    ("raised", "code"),
    [(run.Problem("no such thing"), 3), (PermissionError(13, "denied"), 3), (KeyboardInterrupt(), 130)],
)
def test_a_problem_is_a_sentence_and_an_exit_code(monkeypatch, capsys, raised, code):
    def command(folder: run.Folder, arguments: list[str]) -> int:
        raise raised

    monkeypatch.setitem(run.COMMANDS, "demo", command)
    assert run.main(["demo"]) == code
    assert capsys.readouterr().err.startswith("run.py: ")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What would be started; Qt and .venv are taken to be there."""
    starts: list[tuple[str, ...]] = []
    monkeypatch.setattr(run, "start", lambda python, *arguments, cwd=None: starts.append(arguments) or 0)
    monkeypatch.setattr(run, "prepare", lambda folder, lock: Path("python"))
    monkeypatch.setattr(run, "require_qt", lambda: starts.append(("qt",)))
    return starts


def test_demo_is_the_stations_demo_and_needs_qt(started):
    assert run.main(["demo", "--headless"]) == 0
    assert started == [("qt",), ("-P", "-m", "station", "demo", "--headless")]


def test_what_draws_nothing_does_not_ask_for_qt(started):
    run.main(["station", "analyze", "a.csv"])
    assert started == [("-P", "-m", "station", "analyze", "a.csv")]


def test_the_whole_suite_runs_on_every_core(started):
    run.main(["test"])
    assert started[-1] == ("-m", "pytest", "-n", "logical", "--dist", "worksteal")


@pytest.mark.parametrize("given", [["tests/ui", "-x"], ["--cov"]])
def test_what_follows_test_goes_to_pytest(started, given):
    """Coverage is measured when asked: it takes as long again as the tests themselves."""
    run.main(["test", *given])
    assert started[-1] == ("-m", "pytest", *given)


def test_where_a_process_cannot_be_replaced_its_exit_code_is_passed_on(monkeypatch):
    monkeypatch.setattr(run, "WINDOWS", True)
    monkeypatch.setattr(run.signal, "signal", lambda *_: None)
    assert run.start(Path(sys.executable), "-c", "raise SystemExit(7)") == 7


def test_check_shows_every_failure_and_fails(monkeypatch, capsys, tmp_path):
    class Finished:
        def __init__(self, command: Sequence[str]) -> None:
            self.returncode = 1 if "ruff" in command else 0

        def communicate(self) -> tuple[str, str]:
            return "line too long", ""

    monkeypatch.setattr(run, "prepare", lambda folder, lock: Path("python"))
    monkeypatch.setattr(run, "begin", lambda command, **options: Finished(command))
    assert run.main(["check"]) == 1
    told = capsys.readouterr().out
    assert told.count("FAILED") == told.count("line too long") == 2
    assert "ok      mypy\n" in told


def test_compiled_locks_hold_no_address(project, monkeypatch, tmp_path):
    def compile_lock(command: Sequence[str], cwd: Path) -> tuple[int, str]:
        (cwd / command[-1]).write_text("--extra-index somewhere\na==1 \\\n    --hash=sha256:0\n")
        return 0, ""

    monkeypatch.setattr(run, "quietly", compile_lock)
    monkeypatch.setattr(run.shutil, "which", lambda name, path=None: "uv")
    assert run.lock(project, []) == 0
    for name in (run.PRODUCT, run.DEVELOPMENT):
        assert (project.root / name).read_text() == "a==1 \\\n    --hash=sha256:0\n"


def test_without_uv_the_lock_command_says_how_to_get_it(project, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name, path=None: None)
    with pytest.raises(run.Problem, match="pipx install uv"):
        run.lock(project, [])


def test_it_starts_as_a_program():
    done = subprocess.run([sys.executable, PROJECT / "run.py", "help"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
