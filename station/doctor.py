"""What this computer has and lacks for the station: each finding says what it means and the line that mends it.

What may hang or abort (Qt without a display, a Bluetooth service, a serial driver) is tried in a process of its own.
"""

from __future__ import annotations

import importlib.metadata
import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station.disk_kind import refuse_network_disk
from station.errors import StationError
from station.folders import Folders, folders_at, in_use, readable_folders, reason, room
from station.system_libraries import apt_get_line, missing_qt_libraries

if TYPE_CHECKING:
    from drivers.plugins import ThirdParty

PLATFORM: str = sys.platform

REQUIRED = ("numpy", "bleak", "pyserial", "sqlalchemy", "alembic", "msgspec", "platformdirs")
WINDOW = ("PySide6-Essentials", "pyqtgraph")
SIMULATORS = ("bumble",)


class Verdict(StrEnum):
    OK = "ok"
    WRONG = "wrong"
    """Required, and missing or broken."""
    NOT_NEEDED = "not needed"
    """Missing, and only some uses need it; the text says which."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One examined thing; ``mend`` is a line to type or a thing to do, empty when there is nothing to mend."""

    topic: str
    verdict: Verdict
    what: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Probe:
    """How a small program ended; ``output`` is what it printed, ``trouble`` the last line of its errors."""

    output: str
    trouble: str


RunProbe = Callable[[str, Mapping[str, str]], Probe]
VersionOf = Callable[[str], str | None]


def run_probe(script: str, environ: Mapping[str, str], timeout_s: float = 15.0) -> Probe:
    """Run ``script`` in a Python of its own.  Never raises and never hangs."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", script],
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Probe("", f"no answer within {timeout_s:g} s")
    except OSError as error:
        return Probe("", str(error))
    if done.returncode == 0:
        return Probe(done.stdout.strip(), "")
    told = done.stderr.strip().splitlines() or [f"it ended with code {done.returncode}"]
    # an abort in C++ explains itself first, a Python exception last
    return Probe("", told[0] if done.returncode < 0 else told[-1])


def version_of(distribution: str) -> str | None:
    """The installed version; None when it is not installed."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def pip_line(*arguments: str) -> str:
    """The line that installs into the Python that runs this."""
    return shlex.join([sys.executable, "-m", "pip", "install", *arguments])


def install_line(extras: str = "") -> str:
    """The line that installs the station once more, with ``extras`` such as ``[ui]``."""
    project = Path(__file__).parent.parent
    return pip_line("-e", f"{project}{extras}") if (project / "run.py").exists() else pip_line(f"counterpoise{extras}")


def examine(data_dir: Path | None, environ: Mapping[str, str], probe: RunProbe = run_probe) -> tuple[Finding, ...]:
    """Everything about this computer, in the order in which it matters."""
    return (
        check_python(sys.version_info[:3], version_of),
        check_packages(version_of),
        check_window(environ, version_of, probe),
        check_display(environ, version_of, probe),
        check_bluetooth(environ, probe),
        check_serial(environ, probe),
        check_plugins(_plugins),
        check_data_folder(folders_at(data_dir)),
        check_simulators(version_of),
    )


# Versions --------------------------------------------------------------------------------------------------------


def check_python(version: tuple[int, int, int], version_of: VersionOf) -> Finding:
    """Whether this Python is one that Counterpoise is made for."""
    number = ".".join(str(part) for part in version)
    if not (3, 11) <= version[:2] <= (3, 13):
        return Finding(
            "python",
            Verdict.WRONG,
            f"This is Python {number}; Counterpoise is made for 3.11, 3.12 and 3.13.",
            "Install Python 3.12 and start with it: python3.12 run.py demo",
        )
    return Finding(
        "python", Verdict.OK, f"Python {number}, Counterpoise {version_of('counterpoise') or 'not installed'}."
    )


def check_packages(version_of: VersionOf) -> Finding:
    """Whether the libraries are there without which nothing works."""
    found = {name: version_of(name) for name in REQUIRED}
    missing = [name for name, version in found.items() if version is None]
    if missing:
        return Finding("packages", Verdict.WRONG, f"Not installed: {', '.join(missing)}.", install_line())
    return Finding("packages", Verdict.OK, ", ".join(f"{name} {version}" for name, version in found.items()) + ".")


def check_simulators(version_of: VersionOf) -> Finding:
    """Whether the demo's simulated Bluetooth can run."""
    missing = [name for name in SIMULATORS if version_of(name) is None]
    if missing:
        return Finding(
            "simulators",
            Verdict.NOT_NEEDED,
            f"{', '.join(missing)} is not installed: real devices work, `station demo` does not.",
            install_line("[sim]"),
        )
    return Finding("simulators", Verdict.OK, ", ".join(f"{name} {version_of(name)}" for name in SIMULATORS) + ".")


# The window ------------------------------------------------------------------------------------------------------

_IMPORT_QT = "from PySide6 import QtGui, QtWidgets"
_OPEN_QT = "from PySide6.QtWidgets import QApplication\nprint(QApplication([]).platformName())"


def check_window(
    environ: Mapping[str, str],
    version_of: VersionOf,
    probe: RunProbe,
    missing_libraries: Callable[[Mapping[str, str]], Mapping[str, str]] = missing_qt_libraries,
) -> Finding:
    """Whether Qt, which draws the window, is installed and can be loaded."""
    absent = [name for name in WINDOW if version_of(name) is None]
    if absent:
        return Finding(
            "window",
            Verdict.WRONG,
            f"{', '.join(absent)} is not installed: there is no window, only `station analyze` and the like.",
            install_line("[ui]"),
        )
    version = version_of("PySide6-Essentials") or ""
    if version.startswith("6.12."):
        return Finding(
            "window",
            Verdict.WRONG,
            f"PySide6 {version} makes Python end without warning after some seconds of live curves.",
            pip_line("PySide6-Essentials>=6.10,<6.12"),
        )
    libraries = missing_libraries(environ)
    if libraries:
        what = f"Qt cannot load {', '.join(libraries)}, which belong to the operating system."
        return Finding("window", Verdict.WRONG, what, apt_get_line(libraries))
    trouble = probe(_IMPORT_QT, environ).trouble
    if trouble:
        return Finding(
            "window",
            Verdict.WRONG,
            f"PySide6 {version} is installed and does not load: {trouble}",
            pip_line("--force-reinstall", f"PySide6-Essentials=={version}"),
        )
    return Finding(
        "window", Verdict.OK, f"PySide6 {version}, pyqtgraph {version_of('pyqtgraph')}; Qt's libraries load."
    )


def check_display(
    environ: Mapping[str, str], version_of: VersionOf, probe: RunProbe, platform: str = PLATFORM
) -> Finding:
    """Whether there is a display and it accepts a window."""
    where = [f"{name}={environ[name]}" for name in ("WAYLAND_DISPLAY", "DISPLAY") if environ.get(name)]
    if platform.startswith("linux") and not where:
        return Finding(
            "display",
            Verdict.NOT_NEEDED,
            "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): no window can open.",
            "Start from a desktop session, or use: station demo --headless",
        )
    if version_of("PySide6-Essentials") is None:
        return Finding("display", Verdict.NOT_NEEDED, "Not tried: there is nothing installed that could open a window.")
    tried = probe(_OPEN_QT, environ)
    if tried.trouble:
        return Finding(
            "display",
            Verdict.WRONG,
            f"Qt cannot open a window on {', '.join(where) or 'this display'}: {tried.trouble}",
            "Log in to the desktop as this user (over ssh: ssh -X), or use: station demo --headless",
        )
    return Finding("display", Verdict.OK, f"A window opens ({tried.output}{'; ' if where else ''}{', '.join(where)}).")


# Devices ---------------------------------------------------------------------------------------------------------

_FIND_ADAPTERS = """
import asyncio, json, pathlib
from dbus_fast import BusType, Message
from dbus_fast.aio import MessageBus

async def ask():
    bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
    reply = await bus.call(Message(destination="org.bluez", path="/", member="GetManagedObjects",
                                   interface="org.freedesktop.DBus.ObjectManager"))
    if reply.message_type.name == "ERROR":
        return None
    adapters = [all["org.bluez.Adapter1"] for all in reply.body[0].values() if "org.bluez.Adapter1" in all]
    return {adapter["Address"].value: bool(adapter["Powered"].value) for adapter in adapters}

try:
    found = asyncio.run(asyncio.wait_for(ask(), 3.0))
except (OSError, asyncio.TimeoutError):
    found = None
hardware = sorted(path.name for path in pathlib.Path("/sys/class/bluetooth").glob("hci*") if ":" not in path.name)
print(json.dumps({"bluez": found, "hardware": hardware}))
"""


def check_bluetooth(environ: Mapping[str, str], probe: RunProbe, platform: str = PLATFORM) -> Finding:
    """Whether wireless dynamometers can be reached: bleak, the system's Bluetooth service, an adapter that is on."""
    if not platform.startswith("linux"):
        trouble = probe("import bleak", environ).trouble
        if trouble:
            return _bleak_is_broken(trouble)
        return Finding("bluetooth", Verdict.OK, "bleak loads; the system shows its adapter only during a search.")
    tried = probe("import bleak\n" + _FIND_ADAPTERS, environ)
    if tried.trouble:
        return _bleak_is_broken(tried.trouble)
    found = json.loads(tried.output)
    adapters, hardware = found["bluez"], found["hardware"]
    if adapters is None and hardware:
        return Finding(
            "bluetooth",
            Verdict.WRONG,
            f"There is an adapter ({', '.join(hardware)}) and no Bluetooth service (BlueZ) that answers.",
            "sudo apt-get install bluez && sudo systemctl start bluetooth",
        )
    if not adapters:
        return Finding(
            "bluetooth",
            Verdict.NOT_NEEDED,
            "This computer has no Bluetooth adapter: devices on a cable and the demo work, wireless ones do not.",
            "Plug in a Bluetooth 4.0 or newer adapter.",
        )
    if not any(adapters.values()):
        off = ", ".join(adapters)
        return Finding("bluetooth", Verdict.WRONG, f"The adapter {off} is switched off.", "bluetoothctl power on")
    return Finding("bluetooth", Verdict.OK, f"Adapter {', '.join(name for name, on in adapters.items() if on)} is on.")


def _bleak_is_broken(trouble: str) -> Finding:
    return Finding(
        "bluetooth",
        Verdict.WRONG,
        f"bleak, which speaks to wireless devices, does not work: {trouble}",
        pip_line("--force-reinstall", "bleak>=3.0,<4"),
    )


_FIND_PORTS = """
import json, os
from serial.tools import list_ports
print(json.dumps([[port.device, port.description, os.name != "posix" or os.access(port.device, os.R_OK | os.W_OK)]
                  for port in list_ports.comports() if port.vid is not None]))
"""


def check_serial(environ: Mapping[str, str], probe: RunProbe, group_of: Callable[[str], str] | None = None) -> Finding:
    """Which USB serial ports there are and whether this user may open them."""
    tried = probe(_FIND_PORTS, environ)
    if tried.trouble:
        return Finding(
            "serial ports",
            Verdict.WRONG,
            f"pyserial cannot list the ports: {tried.trouble}",
            pip_line("--force-reinstall", "pyserial"),
        )
    ports = json.loads(tried.output)
    if not ports:
        return Finding(
            "serial ports",
            Verdict.NOT_NEEDED,
            "No USB serial device is connected: only force plates on a cable need one.",
            "Connect the plates and switch them on.",
        )
    closed = [device for device, _, allowed in ports if not allowed]
    if closed:
        return Finding(
            "serial ports",
            Verdict.WRONG,
            f"This user may not open {', '.join(closed)}.",
            f"sudo usermod -aG {(group_of or _group_of)(closed[0])} $USER    (then log out and in again)",
        )
    return Finding("serial ports", Verdict.OK, "; ".join(f"{device} ({name})" for device, name, _ in ports) + ".")


def _group_of(device: str) -> str:
    try:
        return Path(device).group()
    except (OSError, KeyError, NotImplementedError):
        return "dialout"


def check_plugins(find: Callable[[], ThirdParty]) -> Finding:
    """Which devices other packages bring along, and which of those are not used, with the reason."""
    try:
        found = find()
    except ImportError as error:
        return Finding("plug-ins", Verdict.NOT_NEEDED, f"Not looked for: {error}.", "Install what is missing above.")
    used = ", ".join(f"{key} ({device.package})" for key, device in found.devices.items())
    if found.skipped:
        broken = " ".join(str(each) for each in found.skipped)
        text = f"{broken} Used: {used}." if used else broken
        return Finding("plug-ins", Verdict.NOT_NEEDED, text, "Update or remove the package that is named.")
    return Finding("plug-ins", Verdict.OK, f"{used}." if used else "No other package brings devices along.")


def _plugins() -> ThirdParty:
    # only here: everything else is examined even where numpy is missing
    from drivers.registry import plugins

    return plugins()


# Data ------------------------------------------------------------------------------------------------------------


def check_data_folder(folders: Folders) -> Finding:
    """Whether trials can be saved: the folder (or the nearest that exists above it) can be written and has room."""
    another = "Have its permissions changed, or choose another folder with --data-dir."
    try:
        existing = next(folder for folder in (folders.data, *folders.data.parents) if folder.exists())
        readable_folders(folders.data)
        refuse_network_disk(folders.data)
        with tempfile.TemporaryFile(dir=existing):
            pass
        space = room(Folders(existing))
    except OSError as error:
        why = f"Nothing can be saved in {folders.data}: {reason(folders, error)}."
        return Finding("data folder", Verdict.WRONG, why, another)
    except StationError as error:
        return Finding("data folder", Verdict.WRONG, str(error), another)
    if space.refusal:
        return Finding(
            "data folder", Verdict.WRONG, space.refusal, "Free space, or choose another disk with --data-dir."
        )
    state = "" if existing == folders.data else " (made at the first start)"
    holder = in_use(folders)
    opened = f" A station has it open {holder}." if holder else ""
    text = f"{folders.data}{state}, {space.free_bytes / 1e9:,.0f} GB free.{opened}"
    return Finding("data folder", Verdict.OK, " ".join(part for part in (text, space.warning) if part))


def as_json(findings: tuple[Finding, ...]) -> dict[str, Any]:
    """The findings as one object that can be printed as JSON."""
    return {
        "ok": not any(finding.verdict is Verdict.WRONG for finding in findings),
        "findings": [{"topic": f.topic, "verdict": f.verdict.value, "what": f.what, "mend": f.mend} for f in findings],
        "software": version_of("counterpoise"),
    }
