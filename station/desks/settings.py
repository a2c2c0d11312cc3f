"""What the view of the settings needs of the station."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from station.settings import Settings


class SettingsDesk(Protocol):
    """The settings of this station.  Calls that raise BadInput or Missing changed nothing."""

    def now(self) -> Settings:
        """What applies now: the file, and over it what the command line said."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What was wrong with the file when the station started, in sentences."""

    @property
    def decided_at_start(self) -> frozenset[str]:
        """Settings that an option of the command line decides until the station is started again."""

    def change(self, **values: object) -> Settings:
        """Set these and write the file; returns what applies now.  Raises BadInput, Missing."""

    def export(self, path: Path) -> None:
        """Write them elsewhere, without the server's password.  Raises Missing."""

    def bring(self, path: Path) -> Settings:
        """Take all from another file, but not the data folder and the server of another computer.

        Returns what applies now.  Raises BadInput, Missing.
        """

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Hear of every change, on the thread that makes it; call the result to hear no more."""

    def data_folder(self) -> Path:
        """Where this station's data lies now."""

    def server(self) -> str:
        """The clinic's server without its password, and how it is; empty without one."""

    def last_backup(self) -> str:
        """A sentence about the last good backup."""

    def back_up_now(self) -> None:
        """Begin a backup beside the work; ``backup_said`` tells what became of it."""

    def backup_said(self) -> str:
        """What is being done or was done since ``back_up_now``; empty before."""

    def for_support(self) -> str:
        """Versions, system and storage for a message to support; no names."""
