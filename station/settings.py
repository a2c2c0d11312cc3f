"""What a clinic sets once for a station: ``settings.toml`` in the data folder."""

from __future__ import annotations

import json
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


def settings_without_password(folders: Folders) -> str:
    """The settings as a text of their own that may be given away; empty for none.  Raises BadInput.

    It is written anew, so that no comment keeps an address that was in use once.
    """
    found = read_settings(folders)
    values = {"store": _without_password(found.store), "station": found.station}
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items() if value)


def _without_password(address: str) -> str:
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
