"""The settings while a station works: shown, changed, brought from elsewhere, and the backup that is asked for."""

from __future__ import annotations

import contextlib
import logging
import os
import platform
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Final

from station.backing_up import back_up, usual_folder
from station.daily_backup import CLOSING_S, check_backup
from station.errors import BadInput, Missing, StationError
from station.folders import Folders, room
from station.settings import (
    NO_SERVER,
    Settings,
    Settled,
    address_without_password,
    as_toml,
    parse_settings,
    without_password,
    wrong_with,
)
from station.store import Store
from station.version import software
from station.whole_file import write_whole

_LOG: Final = logging.getLogger(__name__)
_PACKAGES: Final = ("PySide6-Essentials", "pyqtgraph", "numpy", "bleak", "pyserial", "sqlalchemy")
_OF_THIS_COMPUTER: Final = ("data_folder", "store", "station", "logo")


class SettingsRoom:
    """Implements ``station.desks.settings.SettingsDesk``."""

    def __init__(
        self, folders: Folders, settled: Settled, over: Mapping[str, object], store: Store | None = None
    ) -> None:
        """``over`` is what the command line said; it wins until the station is started again."""
        self._folders, self._settled, self._store = folders, settled, store
        self._over = {key: value for key, value in over.items() if value is not None}
        self._backup: threading.Thread | None = None
        self._said = ""
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> Settings:
        """What applies now."""
        return replace(self._settled.settings, **self._over)  # type: ignore[arg-type]

    @property
    def path(self) -> Path:
        """The file."""
        return self._settled.path

    @property
    def problems(self) -> tuple[str, ...]:
        """What was wrong with the file when the station started."""
        return self._settled.problems

    @property
    def decided_at_start(self) -> frozenset[str]:
        """What the command line decides."""
        return frozenset(self._over)

    def change(self, **values: object) -> Settings:
        """Set these and write the file."""
        for key, value in values.items():
            if wrong := wrong_with(key, value):
                raise BadInput(f"{wrong} Nothing was changed.")
        self._keep(replace(self._settled.settings, **values))  # type: ignore[arg-type]
        for key in values:
            self._over.pop(key, None)  # whoever chooses on the screen means it now
        return self._changed()

    def export(self, path: Path) -> None:
        """Write them elsewhere."""
        _write(path, without_password(self.now()))

    def bring(self, path: Path) -> Settings:
        """Take all from another file."""
        brought = parse_settings(path)
        mine = {key: getattr(self._settled.settings, key) for key in _OF_THIS_COMPUTER}
        self._keep(replace(brought, **mine))
        return self._changed()

    def _keep(self, settings: Settings) -> None:
        path = self._settled.path
        if self._settled.problems and path.exists():
            # somebody wrote it and may want it back
            aside = path.with_name(f"settings-{datetime.now():%Y%m%d-%H%M%S}.toml")
            with contextlib.suppress(OSError):
                path.replace(aside)
                _LOG.warning("the file of settings that could not be used is kept as %s", aside)
        _write(path, as_toml(settings))
        self._settled = Settled(settings, path)

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Hear of every change."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _changed(self) -> Settings:
        for listener in tuple(self._listeners):
            listener()
        return self.now()

    # what belongs to them ---------------------------------------------------------------------------------------

    def data_folder(self) -> Path:
        """Where this station's data lies now."""
        return self._folders.data

    def server(self) -> str:
        """The clinic's server, and how it is."""
        link = None if self._store is None else self._store.link
        if link is None:
            return ""
        address = address_without_password(self.now().store) or "the address of the command line"
        said = link.state.said
        return f"{address}: {said}" if said else f"{address}: connected."

    def last_backup(self) -> str:
        """A sentence about the last good backup."""
        finding = check_backup(self._folders, datetime.now().astimezone())
        return finding.what

    def back_up_now(self) -> None:
        """Begin a backup beside the work."""
        if self._backup is None or not self._backup.is_alive():
            self._said = "The backup is being made."
            self._backup = threading.Thread(target=self._back_up, name="backup on request", daemon=True)
            self._backup.start()

    def close(self) -> None:
        """Wait for a backup that was asked for."""
        if self._backup is not None and self._backup.is_alive():
            _LOG.warning("the backup is being finished; leave the computer on until it is")
            self._backup.join(CLOSING_S)

    def backup_said(self) -> str:
        """What became of it."""
        return self._said

    def _back_up(self) -> None:
        target = usual_folder(self._folders)
        try:
            target.mkdir(mode=0o700, exist_ok=True)
            made = back_up(self._folders, target, datetime.now().astimezone())
            self._said = f"The backup is made and was read back: {made.backup.path}."
        except (StationError, OSError) as error:
            self._said = f"The backup could not be made: {error}"
        except Exception as error:  # nobody waits for this thread
            _LOG.exception("the backup failed")
            self._said = f"The backup failed because of a fault in the program ({type(error).__name__}: {error})."

    def for_support(self) -> str:
        """Versions, system and storage; no names."""
        lines = [software(), f"Python {platform.python_version()}, {platform.system()} {platform.release()}"]
        for name in _PACKAGES:
            with contextlib.suppress(metadata.PackageNotFoundError):
                lines.append(f"{name} {metadata.version(name)}")
        free = room(self._folders).free_bytes
        lines.append(f"free where the data lies: {free / 1e9:.1f} GB")
        lines.append(f"server: {'yes' if self._store is not None and self._store.link is not None else 'none'}")
        shown = replace(self.now(), store="", station="", data_folder="", clinic="", logo="")
        lines += ["settings that differ from the usual ones:", as_toml(shown).strip() or "none"]
        lines += [self._without_home(problem) for problem in self.problems]
        return "\n".join(lines)

    @staticmethod
    def _without_home(text: str) -> str:
        return text.replace(str(Path.home()), "~") if sys.platform != "win32" else text.replace(str(Path.home()), "...")


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all.  Raises Missing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode(), private=True)
    except OSError as error:
        raise Missing(
            f"The settings cannot be written to {path} ({error.strerror}). Have the permissions of that folder "
            "changed, or choose another place."
        ) from error


def server_asked(asked: str | None, settled: Settled) -> str | None:
    """What ``--store`` is taken for: a file that cannot be used stops no start, it only names no server."""
    from station.server import ENVIRONMENT

    if asked is not None or not settled.problems:
        return asked
    return os.environ.get(ENVIRONMENT) or settled.settings.store or NO_SERVER
