"""What the settings are called, what can be chosen, and what is said about each.  No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from station.desks.settings import SettingsDesk
from station.errors import StationError
from station.settings import CHOICES, Settings, address_without_password
from ui.words import say, told

ON, OFF = "on", "off"
VOLUMES = (0.1, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Line:
    """One setting: some words of which one is chosen, or (without ``choices``) a text."""

    key: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    note: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that belong together."""

    name: str
    title: str
    lines: tuple[Line, ...]


class SettingsPresenter:
    """Reads and changes the settings by words and texts; ``said`` is what became of the last change."""

    def __init__(self, desk: SettingsDesk) -> None:
        self._desk = desk
        self.said, self.tone = "", "good"

    def groups(self) -> tuple[Group, ...]:
        """All settings as they are now."""
        now = self._desk.now()
        return (
            Group("language", say("Language and units"), (self._language(now), self._unit(now))),
            Group("look", say("How it looks"), (self._theme(now), self._type_size(now), self._sides(now))),
            Group("hands", say("Pedal and sounds"), (self._pedal(now), self._sounds(now), self._volume(now))),
            Group("station", say("This station"), (self._station(now), self._folder(now), self._server(now))),
            Group("clinic", say("On every report"), (self._clinic(now), self._logo(now))),
        )

    def _line(self, key: str, label: str, choices: tuple[tuple[str, str], ...], note: str = "") -> Line:
        value = getattr(self._desk.now(), key)
        shown = (
            (ON if value else OFF) if isinstance(value, bool) else f"{value:g}" if not isinstance(value, str) else value
        )
        if key in self._desk.decided_at_start:
            note = say("An option of the start decides this; choosing here changes it at once and in the file.")
        return Line(key, label, shown, choices, note)

    def _language(self, now: Settings) -> Line:
        names = {"system": say("As this computer"), "en": "English", "de": "Deutsch"}
        return self._line(
            "language", say("Language"), tuple((key, names[key]) for key in map(str, CHOICES["language"]))
        )

    def _unit(self, now: Settings) -> Line:
        names = {"N": say("newtons (N)"), "kgf": say("kilogram-force (kgf)"), "lbf": say("pound-force (lbf)")}
        note = say("Only what is shown: stored and exported are newtons.")
        return self._line("force_unit", say("Forces in"), tuple(names.items()), note)

    def _theme(self, now: Settings) -> Line:
        names = {
            "system": say("As this computer"),
            "light": say("Light"),
            "dark": say("Dark"),
            "contrast": say("High contrast"),
        }
        return self._line("theme", say("Theme"), tuple(names.items()))

    def _type_size(self, now: Settings) -> Line:
        sizes = tuple(
            (f"{each:g}", say("{percent} %", percent=round(100 * float(each)))) for each in CHOICES["font_scale"]
        )
        note = say("Where a screen has no room for it, the window scrolls.") if now.font_scale > 1.25 else ""
        return self._line("font_scale", say("Size of type"), sizes, note)

    def _sides(self, now: Settings) -> Line:
        names = {
            "blue_orange": say("Blue and orange"),
            "green_violet": say("Green and violet"),
            "violet_amber": say("Violet and amber"),
        }
        return self._line("side_colours", say("Left and right"), tuple(names.items()))

    def _pedal(self, now: Settings) -> Line:
        names = {
            "none": say("No pedal"),
            "PageDown": say("Page down"),
            "PageUp": say("Page up"),
            "Right": "→",
            "Left": "←",
            "Down": "↓",
            "Up": "↑",
        }
        choices = tuple((str(key), names.get(str(key), str(key))) for key in CHOICES["pedal"])
        note = say("The key that the pedal sends; it then does what Space does.")
        return self._line("pedal", say("Pedal"), choices, note)

    def _sounds(self, now: Settings) -> Line:
        note = say("Countdown, start, rest and tempo; each is also seen. F8 switches them at any time.")
        return self._line("sounds", say("Sounds"), ((ON, say("On")), (OFF, say("Off"))), note)

    def _volume(self, now: Settings) -> Line:
        steps = tuple((f"{each:g}", say("{percent} %", percent=round(100 * each))) for each in VOLUMES)
        return self._line("volume", say("Volume"), steps)

    def _station(self, now: Settings) -> Line:
        return Line(
            "station",
            say("Name of this station"),
            now.station,
            note=say("Stands with every trial, where a clinic has several stations."),
            hint=say("for example: Room 2"),
        )

    def _clinic(self, now: Settings) -> Line:
        hint = say("for example: Practice at the station")
        return Line("clinic", say("Name of the clinic"), now.clinic, hint=hint)

    def _logo(self, now: Settings) -> Line:
        note = say("A picture (PNG or JPEG) at the top of the page.")
        return Line("logo", say("Logo"), now.logo, note=note, hint=say("a file of this computer"))

    def _folder(self, now: Settings) -> Line:
        here = self._desk.data_folder()
        note = say("The data lies in {folder} now.", folder=here)
        if now.data_folder and Path(now.data_folder).expanduser() != here:
            note = say("From the next start on. Until then the data lies in {folder}.", folder=here)
        return Line(
            "data_folder", say("Data folder"), now.data_folder, note=note, hint=say("the usual one of this user")
        )

    def _server(self, now: Settings) -> Line:
        state = self._desk.server()
        return Line(
            "store",
            say("Server of the clinic"),
            address_without_password(now.store),
            note=told(state) if state else say("None: everything is saved on this computer alone."),
            hint="postgresql://USER@HOST/DATABASE",
        )

    # backup and file --------------------------------------------------------------------------------------------

    def backup(self) -> tuple[Line, str, str]:
        """The switch of the daily backup, the sentence about the last one, and what is being done."""
        line = self._line(
            "daily_backup",
            say("Every day by itself"),
            ((ON, say("On")), (OFF, say("Off"))),
            say("A minute after the first start of the day, beside the work."),
        )
        return line, told(self._desk.last_backup()), told(self._desk.backup_said())

    def file(self) -> str:
        """Where the file lies."""
        return say("They are kept in {file}.", file=self._desk.path)

    # changing ---------------------------------------------------------------------------------------------------

    def choose(self, key: str, shown: str) -> bool:
        """Set what was chosen or typed; False, and why in ``said``, where it cannot be."""
        value: object = shown.strip()
        usual = getattr(Settings(), key)
        if isinstance(usual, bool):
            value = shown == ON
        elif isinstance(usual, float):
            value = float(shown)
        if key == "store" and value == address_without_password(self._desk.now().store):
            return True  # as it was, and its password with it
        return self._done(lambda: self._desk.change(**{key: value}), self._applies(key))

    def _applies(self, key: str) -> str:
        if key in ("data_folder", "store", "daily_backup", "station"):
            return say("Saved. It applies from the next start on.")
        return say("Saved.")

    def export(self, path: str) -> bool:
        """Write them where somebody said."""
        target = Path(path.strip()).expanduser()
        return self._done(
            lambda: self._desk.export(target), say("Exported to {file}, without the server's password.", file=target)
        )

    def bring(self, path: str) -> bool:
        """Take them from where somebody said."""
        source = Path(path.strip()).expanduser()
        done = say("Taken from {file}; data folder, server and name of this station stay.", file=source)
        return self._done(lambda: self._desk.bring(source), done)

    def back_up(self) -> None:
        """Begin a backup."""
        self._desk.back_up_now()

    def _done(self, do: Callable[[], object], words: str) -> bool:
        try:
            do()
        except (StationError, OSError, RuntimeError) as error:
            self.said, self.tone = told(str(error)), "trouble"
            return False
        self.said, self.tone = words, "good"
        return True
