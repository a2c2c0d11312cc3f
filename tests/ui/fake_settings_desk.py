"""Settings that are kept nowhere."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from station.errors import BadInput
from station.settings import Settings, wrong_with


class FakeSettingsDesk:
    """Implements ``station.desks.settings.SettingsDesk`` in memory; ``calls`` are what was asked of it."""

    def __init__(self, *, problems: tuple[str, ...] = (), **values: object) -> None:
        # nothing of this computer: its language and its theme are not what a test is about
        self.settings = replace(Settings(language="en", theme="light", sounds=False), **values)
        self.problems = problems
        self.decided_at_start: frozenset[str] = frozenset()
        self.path = Path("/clinic/settings.toml")
        self.calls: list[tuple[object, ...]] = []
        self._said = ""
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> Settings:
        return self.settings

    def change(self, **values: object) -> Settings:
        for key, value in values.items():
            if wrong := wrong_with(key, value):
                raise BadInput(f"{wrong} Nothing was changed.")
        self.settings = replace(self.settings, **values)
        for listener in tuple(self._listeners):
            listener()
        return self.settings

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def export(self, path: Path) -> None:
        self.calls.append(("export", path))

    def bring(self, path: Path) -> Settings:
        raise BadInput(f"{path} is no file. Choose a settings.toml that was exported before.")

    def data_folder(self) -> Path:
        return Path("/clinic/data")

    def server(self) -> str:
        return ""

    def last_backup(self) -> str:
        return "The last good one was made today, 2026-11-23 08:12, in /clinic/data-backups."

    def back_up_now(self) -> None:
        self.calls.append(("back up",))
        self._said = "The backup is being made."

    def backup_said(self) -> str:
        return self._said

    def for_support(self) -> str:
        return "counterpoise 0.1.0\nPython 3.12"
