"""What a clinic sets once for a station: ``settings.toml`` in the data folder."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from station.errors import BadInput
from station.folders import Folders

if TYPE_CHECKING:
    from station.server import ServerAddress

FILE: Final = "settings.toml"
_LARGEST_BYTES: Final = 64_000
_LONGEST: Final = {"store": 2000, "station": 64}
NO_SERVER: Final = "local"


@dataclass(frozen=True, slots=True)
class Settings:
    """Each is empty where nothing was set."""

    store: str = ""
    """Address of the clinic's server."""
    station: str = ""
    """What this station is called, for example the room."""


def read_settings(folders: Folders) -> Settings:
    """The settings of a data folder; all empty without the file.  Raises BadInput, which never shows a value."""
    path = folders.data / FILE
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise BadInput(f"{path} is too long for settings. Its keys are: {', '.join(_LONGEST)}.")
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f'{path} is no TOML ({type(error).__name__}); for example: station = "Room 2"') from None
    for key, value in found.items():
        if key not in _LONGEST:
            raise BadInput(f"{path}: there is no setting {key[:40]!r}. There are: {', '.join(_LONGEST)}.")
        if not isinstance(value, str) or len(value) > _LONGEST[key] or not value.isprintable():
            raise BadInput(f"{path}: {key} is a text in quotes of at most {_LONGEST[key]} characters.")
    return Settings(**found)


def server_of(folders: Folders, asked: str | None) -> ServerAddress | None:
    """The server that was asked for, or else that of the environment, or else that of the settings; None for none.

    ``local`` asks for none.  Raises BadInput, Missing.
    """
    from station.server import ENVIRONMENT, parse_address

    wanted = asked or os.environ.get(ENVIRONMENT, "") or read_settings(folders).store
    return parse_address(wanted) if wanted and wanted != NO_SERVER else None
