"""What a clinic sets once for a station: ``settings.toml``.

It lies in the data folder where one lies there, or where another data folder than the usual one was asked for;
otherwise in this user's configuration folder.  ``data_folder``, which says what the usual one is, is read from the
latter alone.  What is wrong in the file never stops the window: ``settle`` takes what holds, and says the rest.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import platformdirs

from station.errors import BadInput
from station.folders import Folders, folders_at

if TYPE_CHECKING:
    from station.server import ServerAddress

FILE: Final = "settings.toml"
_LARGEST_BYTES: Final = 64_000
NO_SERVER: Final = "local"


@dataclass(frozen=True, slots=True)
class Settings:
    """Each has its default where nothing was set."""

    store: str = ""
    """Address of the clinic's server."""
    station: str = ""
    """What this station is called, for example the room."""
    clinic: str = ""
    """What stands at the head of reports."""
    logo: str = ""
    """The picture beside it: a PNG, JPEG or SVG file."""
    data_folder: str = ""
    """Where the clinic's data lies; empty for this user's data folder."""
    language: str = "system"
    force_unit: str = "N"
    """What forces are shown in; stored and exported are newtons."""
    theme: str = "system"
    font_scale: float = 1.0
    side_colours: str = "blue_orange"
    pedal: str = "none"
    """The key that a pedal sends, which then does what Space does."""
    sounds: bool = False
    volume: float = 1.0
    """As a part of 1."""
    daily_backup: bool = True


CHOICES: Final[Mapping[str, tuple[str | float, ...]]] = {
    "language": ("system", "en", "de"),
    "force_unit": ("N", "kgf", "lbf"),
    "theme": ("system", "light", "dark", "contrast"),
    "font_scale": (1.0, 1.15, 1.25, 1.5, 1.75, 2.0),
    "side_colours": ("blue_orange", "green_violet", "violet_amber"),
    "pedal": ("none", "PageDown", "PageUp", "Right", "Left", "Down", "Up", "B", "F5", "F6", "F13"),
}
"""What may stand in the file, where it is one of some."""
_LONGEST: Final = {"store": 2000, "station": 64, "clinic": 80, "logo": 1000, "data_folder": 1000}


def wrong_with(key: str, value: object) -> str:
    """What is wrong with a setting: what may stand there, and never what does; empty when nothing is."""
    if key not in KEYS:
        return f"there is no setting {key[:40]!r}. There are: {', '.join(KEYS)}."
    if key in CHOICES:
        allowed = CHOICES[key]
        if isinstance(value, bool) or value not in allowed:
            return f"{key} is one of {', '.join(_written(each) for each in allowed)}."
    elif key == "volume":
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            return "volume is a number from 0 to 1."
    elif key in _LONGEST:
        if not isinstance(value, str) or len(value) > _LONGEST[key] or not value.isprintable():
            return f"{key} is a text in quotes of at most {_LONGEST[key]} characters."
    elif not isinstance(value, bool):
        return f"{key} is true or false."
    return ""


KEYS: Final = tuple(each.name for each in fields(Settings))


def configuration_file() -> Path:
    """The settings of this user."""
    return Path(platformdirs.user_config_dir("counterpoise", appauthor=False)) / FILE


def chosen_folder() -> Path | None:
    """The data folder of this user's settings, or None.

    A file that cannot be read chooses nothing; ``settle`` says what is wrong with it.
    """
    found, _ = _lenient(configuration_file())
    return Path(str(found["data_folder"])) if found.get("data_folder") else None


def settings_file(folders: Folders) -> Path:
    """Where the settings of a data folder lie, or would lie."""
    own = folders.data / FILE
    return configuration_file() if not own.is_file() and folders == folders_at() else own


def read_settings(folders: Folders) -> Settings:
    """The settings of a data folder; the defaults without the file.  Raises BadInput, which never shows a value."""
    path = settings_file(folders)
    found = _read(path)
    for key, value in found.items():
        if wrong := wrong_with(key, value):
            raise BadInput(f"{_where(path, key)}: {wrong}")
    return Settings(**found)


@dataclass(frozen=True, slots=True)
class Settled:
    """The settings that hold, where they lie, and in sentences what is wrong with the file."""

    settings: Settings
    path: Path
    problems: tuple[str, ...] = ()


def settle(folders: Folders) -> Settled:
    """The settings of a data folder, whatever is in the file: what cannot be has its default and is said."""
    path = settings_file(folders)
    found, problems = _lenient(path)
    if not path.exists():  # a folder without settings of its own: how the window looks is this user's taste
        users, problems = _lenient(configuration_file())
        found = {key: value for key, value in users.items() if key not in _LONGEST}
    return Settled(Settings(**found), path, problems)


def _lenient(path: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    try:
        found = _read(path)
    except BadInput as error:
        return {}, (f"{error} The file is kept as it is; until it is mended the usual settings apply.",)
    wrong = {key: sentence for key, value in found.items() if (sentence := wrong_with(key, value))}
    holds = {key: value for key, value in found.items() if key not in wrong}
    return holds, tuple(
        f"{_where(path, key)}: {each} Until it is mended the usual value applies." for key, each in wrong.items()
    )


def _where(path: Path, key: str) -> str:
    """The file with the line in which a setting stands; the file alone where that cannot be seen."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return str(path)
    named = (line.partition("=")[0].strip(" \t\"'[]") for line in lines)
    number = next((n for n, name in enumerate(named, start=1) if name == key), None)
    return str(path) if number is None else f"{path}, line {number}"


def _read(path: Path) -> dict[str, Any]:
    """What stands in a file of settings; nothing without the file.  Raises BadInput."""
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise BadInput(f"{path} is too long for settings. Its keys are: {', '.join(KEYS)}.")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}).") from error
    except tomllib.TOMLDecodeError as error:
        # what Python says of it may hold a piece of the file, and with it a password
        at = re.search(r"at line (\d+)", str(error))
        place = f"line {at[1]}" if at else "at its end"
        raise BadInput(f'{path} is no TOML ({place}). A line looks like this: station = "Room 2"') from None
    except (UnicodeDecodeError, RecursionError):
        raise BadInput(f'{path} is no TOML (no text in UTF-8). A line looks like this: station = "Room 2"') from None


def parse_settings(path: Path) -> Settings:
    """A file of settings that somebody brings.  Raises BadInput with the file, the key and what may stand there."""
    if not path.is_file():
        raise BadInput(f"{path} is no file. Choose a settings.toml that was exported before.")
    found = _read(path)
    wrong = {key: sentence for key, value in found.items() if (sentence := wrong_with(key, value))}
    if wrong:
        raise BadInput(f"{_where(path, next(iter(wrong)))}: {' '.join(wrong.values())} Nothing was changed.")
    return Settings(**found)


def as_toml(settings: Settings) -> str:
    """What differs from the defaults, one line each."""
    usual = asdict(Settings())
    return "".join(f"{key} = {_written(value)}\n" for key, value in asdict(settings).items() if value != usual[key])


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # TOML's basic strings are JSON's, except for DEL, which no setting holds
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else f"{value:g}"


def settings_without_password(folders: Folders) -> str:
    """The settings as a text of their own that may be given away; empty for none.  Raises BadInput.

    It is written anew, so that no comment keeps an address that was in use once.
    """
    return without_password(read_settings(folders))


def without_password(settings: Settings) -> str:
    """These settings as TOML, without the secrets of the server's address."""
    return as_toml(replace(settings, store=address_without_password(settings.store)))


def address_without_password(address: str) -> str:
    """The address of a server without the secrets in it; empty for what nobody can take apart."""
    if not address or address == NO_SERVER:
        return address
    from sqlalchemy import URL, make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(address.strip())
    except (ArgumentError, ValueError):
        return ""
    query = {key: value for key, value in url.query.items() if "password" not in key.lower()}
    if url.password is None and len(query) == len(url.query):
        return address
    kept = URL.create(url.drivername, url.username, None, url.host, url.port, url.database, query)
    return kept.render_as_string(hide_password=False)


def server_of(folders: Folders, asked: str | None) -> ServerAddress | None:
    """The server that was asked for, or else that of the environment, or else that of the settings; None for none.

    ``local`` asks for none.  Raises BadInput, Missing.
    """
    from station.server import ENVIRONMENT, parse_address

    wanted = asked or os.environ.get(ENVIRONMENT, "") or read_settings(folders).store
    return parse_address(wanted) if wanted and wanted != NO_SERVER else None
