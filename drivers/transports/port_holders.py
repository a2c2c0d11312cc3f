"""Whether another program has a serial port open, told without opening it.

Opening is no harmless question: it pulls the line that resets many boards, and not every program locks its port
against others.  Linux shows whose files are open (of this user's programs; of everybody's to root), and programs of old
habit leave a lock file with their number.  Elsewhere the system itself refuses a second one, which opening tells.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

PROCESSES = Path("/proc")
LOCKS = (Path("/run/lock"), Path("/var/lock"))


def holder_of(port: str, processes: Path = PROCESSES, locks: tuple[Path, ...] = LOCKS) -> str:
    """The program that has this port open, as it is called; empty where none is seen.  Our own is not meant."""
    device = os.path.realpath(port)
    number = _locked_by(Path(device).name, locks, processes) or _opened_by(device, processes)
    if number is None:
        return ""
    try:
        name = (processes / str(number) / "comm").read_text("utf-8", "replace").strip()
    except OSError:
        name = ""
    return "".join(letter for letter in name if letter.isprintable())[:40] or f"process {number}"


def _locked_by(name: str, locks: tuple[Path, ...], processes: Path) -> int | None:
    for folder in locks:
        try:
            number = int((folder / f"LCK..{name}").read_text("ascii").split()[0])
        except (OSError, ValueError, IndexError):
            continue
        # who crashed has left its lock behind
        if number != os.getpid() and (processes / str(number)).exists():
            return number
    return None


def _opened_by(device: str, processes: Path) -> int | None:
    for folder in processes.glob("[0-9]*"):
        if folder.name == str(os.getpid()):
            continue
        with suppress(OSError):  # somebody else's, or it has just ended
            if any(_leads_to(opened, device) for opened in (folder / "fd").iterdir()):
                return int(folder.name)
    return None


def _leads_to(opened: Path, device: str) -> bool:
    try:
        return str(opened.readlink()) == device
    except OSError:  # closed meanwhile
        return False
