"""One command on a fresh machine: make .venv, install from the hashed lock, and start.

Standard library only.  What it says goes to stderr, so the output of the started program stays clean.
"""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):  # before anything that an older Python cannot read
    said = "run.py: Counterpoise needs Python 3.11, 3.12 or 3.13; this is {}.{}.  Install one and start with it:"
    print((said + "\n    python3.12 run.py demo").format(*sys.version_info), file=sys.stderr)
    sys.exit(3)

import contextlib
import difflib
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

sys.path.insert(0, str(Path(__file__).resolve().parent))  # Python leaves it out when PYTHONSAFEPATH is set

from station.system_libraries import missing_qt_libraries

ROOT = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
PRODUCT = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"
"""Everything in PRODUCT at the same versions, and what tests, checks and benchmarks need."""

USAGE_ERROR, LACKING, INTERRUPTED = 2, 3, 130


class Problem(Exception):
    """Something this computer lacks; the message says what and the line that mends it."""


def say(text: str) -> None:
    print(f"run.py: {text}", file=sys.stderr, flush=True)


def tail(text: str, lines: int = 15) -> str:
    rows = [row[:300] for row in text.strip().splitlines() if not row.startswith("Ignoring ")]  # pip, on markers
    return "\n".join("    " + row for row in rows[-lines:])


def begin(command: Sequence[str], **options: Any) -> subprocess.Popen[str]:
    told = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, **options}
    return subprocess.Popen(command, encoding="utf-8", errors="replace", **told)


def quietly(command: Sequence[str], **options: Any) -> tuple[int, str]:
    """Exit code and everything printed (nothing where ``stdout`` says that it goes elsewhere)."""
    with begin(command, **options) as process:
        output, _ = process.communicate()
    return process.returncode, output or ""


# What the system must have ---------------------------------------------------------------------------------------


def require_qt() -> None:
    require_packages([*missing_qt_libraries(os.environ).values()], "Qt, which draws the window,")


def require_packages(packages: Sequence[str], why: str) -> None:
    """Install Debian packages where we may; otherwise raise Problem with the line that does."""
    if not packages:
        return
    line = "apt-get install --no-install-recommends " + " ".join(packages)
    apt_get = shutil.which("apt-get")
    if not apt_get or getattr(os, "geteuid", lambda: 1)() != 0:
        where = "run" if apt_get else "install what on Debian and Ubuntu would be"
        raise Problem(f"{why} needs system packages that are not here; {where}\n    sudo {line}\nand start again.")
    say(f"{why} needs {' '.join(packages)}: installing with apt-get")
    options = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    quietly([apt_get, "update"], **options)  # should it fail, the lists of last time may do
    # another apt-get may be at work: wait for it
    code, output = quietly([apt_get, "-y", "-o", "DPkg::Lock::Timeout=120", *line.split()[1:]], **options)
    if code:
        raise Problem(f"apt-get could not install them:\n{tail(output)}\nMend that, or run: sudo {line}")


def require_venv_module() -> None:
    """Debian keeps ensurepip in a package of its own, without which ``python3 -m venv`` leaves half a folder behind."""
    if getattr(importlib.util.find_spec("ensurepip"), "origin", None):
        return
    if sys.base_prefix != "/usr":  # not the system's Python, so no system package completes it
        raise Problem(f"{sys.executable} lacks ensurepip, which makes .venv; start with another Python 3.11-3.13")
    require_packages([f"python3.{sys.version_info.minor}-venv"], "making .venv")


# The folder .venv ------------------------------------------------------------------------------------------------


class Folder:
    """The project's ``.venv``: a stamp says what was installed, a marker that a set-up began."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = root / ".venv"
        self.python = self.path / ("Scripts/python.exe" if WINDOWS else "bin/python")
        self.stamp = self.path / "counterpoise.json"
        self.unfinished = self.path / "counterpoise-unfinished"
        self.lock = self.path / "counterpoise.lock"
        self.log = self.path / "counterpoise-pip.log"

    def interpreter(self) -> str:
        """Where the Python behind ``.venv`` is; empty when it has gone."""
        real = Path(os.path.realpath(self.python))
        if not real.is_file():
            return ""
        if WINDOWS:  # python.exe is a launcher; the real one is where pyvenv.cfg says
            rows = (self.path / "pyvenv.cfg").read_text("utf-8").splitlines()
            home = next((row.partition("=")[2].strip() for row in rows if row.startswith("home")), "")
            return home if home and Path(home).is_dir() else ""
        return str(real)

    def wanted(self, lock: str) -> dict[str, str]:
        """What the stamp must say before ``lock`` counts as installed."""
        names = {lock, PRODUCT, "pyproject.toml"}
        sums = {name: hashlib.sha256((self.root / name).read_bytes()).hexdigest() for name in sorted(names)}
        folders = [*self.path.glob("Lib/site-packages"), *self.path.glob("lib/python3*/site-packages")]
        changed = str([path.stat().st_mtime_ns for path in folders])  # other tools install things as well
        return {"root": str(self.root), "python": self.interpreter(), "packages": changed, **sums}

    def recorded(self) -> dict[str, str]:
        try:
            content = json.loads(self.stamp.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}

    def ready(self, lock: str) -> bool:
        if self.unfinished.exists() or not self.interpreter():
            return False
        return self.wanted(lock).items() <= self.recorded().items()

    def said(self) -> str:
        return self.log.read_text("utf-8", errors="replace") if self.log.exists() else ""

    def half_installed(self) -> bool:
        """Whether a set-up ended in the middle; one that only downloaded has changed nothing."""
        if not self.unfinished.exists():
            return False
        return self.unfinished.read_text() != "pip" or "Installing collected packages" in self.said()

    def what_is_wrong(self) -> str:
        """Why this folder cannot be built upon, in words; empty when it can (or is not there yet)."""
        if not [entry for entry in self.path.iterdir() if entry != self.lock]:
            return ""
        if self.half_installed():
            return "its last set-up was interrupted"
        if self.recorded().get("root", str(self.root)) != str(self.root):
            return "it was made for another folder"
        recorded = self.recorded().get("python", "")
        if recorded and recorded != self.interpreter():
            return "its Python was replaced or removed"
        if not self.interpreter() or not works(self.python):
            return "its Python does not start or is none of 3.11-3.13"
        return ""

    def clear(self) -> None:
        for entry in self.path.iterdir():
            if entry == self.lock:  # we hold it
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()


def works(python: Path) -> bool:
    script = "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
    try:
        return quietly([str(python), "-c", script])[0] == 0
    except OSError:
        return False


@contextlib.contextmanager
def alone(folder: Folder) -> Iterator[IO[bytes]]:
    """Hold the set-up lock; a second start waits here.  The system frees it even if we are killed."""
    folder.path.mkdir(exist_ok=True)
    with folder.lock.open("ab") as file:
        if not try_lock(file):
            say("another start is setting up .venv: waiting for it")
            while not try_lock(file):
                time.sleep(0.2)
        yield file


def try_lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def prepare(folder: Folder, lock: str) -> Path:
    """Return the Python of ``.venv`` with everything of ``lock`` installed; does nothing when that is so already."""
    if not folder.ready(lock):
        with alone(folder) as held:
            if not folder.ready(lock):  # the start we waited for may have done it
                set_up(folder, lock, held)
    return folder.python


def set_up(folder: Folder, lock: str, held: IO[bytes]) -> None:
    began = time.monotonic()
    wrong = folder.what_is_wrong()
    if wrong:
        say(f".venv cannot be used ({wrong}): making it again")
        folder.clear()
    if not folder.python.exists():
        require_venv_module()
        # not the virtual environment that we may run in: it may be the one that is replaced
        base = str(getattr(sys, "_base_executable", None) or sys.executable)
        folder.unfinished.write_text("venv")
        say(f"making .venv with Python {sys.version.split()[0]}")
        run_step(folder, held, [base, "-m", "venv", str(folder.path)], "Python cannot make .venv")
    python = str(folder.python)
    if quietly([python, "-c", "import pip"])[0]:
        run_step(folder, held, [python, "-m", "ensurepip"], ".venv has no pip and it cannot be added")
    wanted, recorded = folder.wanted(lock), folder.recorded()
    if any(recorded.get(name) != wanted[name] for name in (lock, "packages")):
        count = sum("==" in row and not row.startswith(" ") for row in (folder.root / lock).read_text().splitlines())
        say(f"installing the {count} packages of {lock} (minutes the first time)")
        pip(folder, held, "--require-hashes", "-r", str(folder.root / lock))
    say("installing Counterpoise itself, editable")
    # no isolation: the build backend comes from the hashed lock as well
    pip(folder, held, "--no-deps", "--no-build-isolation", "-e", str(folder.root))
    fresh = folder.stamp.with_suffix(".new")
    fresh.write_text(json.dumps(folder.wanted(lock), indent=1), "utf-8")
    fresh.replace(folder.stamp)
    folder.unfinished.unlink()
    say(f"ready after {time.monotonic() - began:.0f} s")


def pip(folder: Folder, held: IO[bytes], *arguments: str) -> None:
    command = [str(folder.python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", *arguments]
    advice = "If the network is the cause (no connection, a proxy), mend that and start again"
    folder.unfinished.write_text("pip")
    try:
        run_step(folder, held, command, f"pip could not install what Counterpoise needs.  {advice}")
    except Problem:
        if not folder.half_installed():
            folder.unfinished.unlink()  # what worked before still works
        raise


def run_step(folder: Folder, held: IO[bytes], command: Sequence[str], failure: str) -> None:
    """Run one quiet step; raise Problem with the end of its output when it fails."""
    unwanted = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONHOME", "__PYVENV_LAUNCHER__"}
    environ = {name: os.environ[name] for name in os.environ if name not in unwanted} | {"PYTHONUNBUFFERED": "1"}
    # should we be killed, the step that runs on keeps the set-up lock until it ends
    inherited = () if WINDOWS else (held.fileno(),)
    with folder.log.open("wb") as log:
        code, _ = quietly(command, stdout=log, stderr=log, env=environ, pass_fds=inherited)
    if code:
        raise Problem(f"{failure}.\n{tail(folder.said())}\n    (all of it is in {folder.log})")


# Commands --------------------------------------------------------------------------------------------------------


def start(python: Path, *arguments: str, cwd: Path | None = None) -> int:
    """Become this program (POSIX), or run it and return its exit code (Windows)."""
    if cwd:
        os.chdir(cwd)
    command = [str(python), *arguments]
    if not WINDOWS:
        os.execv(command[0], command)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the program itself; we wait for how it ends
    return subprocess.run(command, check=False).returncode


def station(folder: Folder, arguments: list[str]) -> int:
    """The station's own command line, for example: station doctor."""
    # only these draw; `analyze` and `doctor` must work where Qt does not
    if arguments[:1] in (["demo"], ["run"]) and not {"-h", "--help"} & set(arguments):
        require_qt()
    # -P: a folder called `station` where the user stands must not win
    return start(prepare(folder, PRODUCT), "-P", "-m", "station", *arguments)


def demo(folder: Folder, arguments: list[str]) -> int:
    """The station with simulated devices and a scripted client (--headless without a display)."""
    return station(folder, ["demo", *arguments])


def test(folder: Folder, arguments: list[str]) -> int:
    """The whole test suite, on every core; what follows goes to pytest instead (--cov last: it would take a file)."""
    require_qt()
    asked = arguments or ["-n", "logical", "--dist", "worksteal"]
    return start(prepare(folder, DEVELOPMENT), "-m", "pytest", *asked, cwd=folder.root)


def bench(folder: Folder, arguments: list[str]) -> int:
    """Speed against other implementations (--json)."""
    require_qt()
    return start(prepare(folder, DEVELOPMENT), "-m", "bench", *arguments, cwd=folder.root)


def check(folder: Folder, arguments: list[str]) -> int:
    """Formatting, lint, types and import rules side by side, in less than a minute."""
    if arguments:
        say("check takes no arguments")
        return USAGE_ERROR
    tools = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format --check": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
        "mypy run.py": ["-m", "mypy", "--cache-dir", ".mypy_cache/run", "run.py"],
        "lint-imports": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    }
    python = str(prepare(folder, DEVELOPMENT))
    running = {name: begin([python, *arguments], cwd=folder.root) for name, arguments in tools.items()}
    for name, process in running.items():
        output, _ = process.communicate()
        print(f"{'FAILED' if process.returncode else 'ok':<7} {name}", flush=True)
        if process.returncode:
            print(tail(output, 200), flush=True)
    return 1 if any(process.returncode for process in running.values()) else 0


LOCKED = "--universal --generate-hashes --no-header --no-annotate --python-version 3.11 --group build"


def words(folder: Folder, arguments: list[str]) -> int:
    """Collect what the screen says into the files of Qt Linguist, and compile these."""
    return start(prepare(folder, DEVELOPMENT), "-m", "ui.languages.collecting", *arguments, cwd=folder.root)


def lock(folder: Folder, arguments: list[str]) -> int:
    """Compile the two lock files again, after a change of dependencies (--upgrade for newer versions)."""
    uv = shutil.which("uv", path=str(folder.python.parent)) or shutil.which("uv")
    if not uv:
        raise Problem("compiling the lock files takes uv, which nothing else here needs; get it with: pipx install uv")
    for name, options in (
        (PRODUCT, "--extra ui --extra sim --extra report"),
        (DEVELOPMENT, f"--prerelease=allow --all-extras --group test --group check -c {PRODUCT}"),  # of harp-loadcells
    ):
        say(f"compiling {name}")
        command = [uv, "pip", "compile", *LOCKED.split(), *options.split(), *arguments, "pyproject.toml", "-o", name]
        code, output = quietly(command, cwd=folder.root)
        if code:
            raise Problem(f"uv could not compile {name}:\n{tail(output)}")
        file = folder.root / name
        # an option line would be the address of an index, which depends on who compiled
        rows = [row for row in file.read_text("utf-8").splitlines() if not row.startswith("--")]
        file.write_text("\n".join(rows) + "\n", "utf-8", newline="\n")
    return 0


COMMANDS = {command.__name__: command for command in (demo, station, test, check, bench, words, lock)}


def usage() -> str:
    rows = [f"\n    python3 run.py {name:<8} {command.__doc__}" for name, command in COMMANDS.items()]
    return "Makes .venv when it is missing or out of date, then starts:" + "".join(rows)


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(usage())
        return 0 if arguments else USAGE_ERROR
    command = COMMANDS.get(arguments[0])
    if command is None:
        close = difflib.get_close_matches(arguments[0], COMMANDS, 1)
        say(f"there is no command {arguments[0]!r}" + (f"; did you mean {close[0]!r}?" if close else ""))
        print(usage(), file=sys.stderr)
        return USAGE_ERROR
    try:
        return command(Folder(ROOT), arguments[1:])
    except (Problem, OSError) as problem:
        say(str(problem))
        return LACKING
    except KeyboardInterrupt:
        say("stopped")
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
