"""A test or a person that a command was given by name: what there is not is refused, with what is near it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from station.errors import BadInput

if TYPE_CHECKING:
    from station.folders import Folders
    from station.records import Person
    from station.store import Store

MOST_NEAR = 3


def no_such(what: str, word: str, known: Iterable[str], where: str) -> BadInput:
    """``There is no test 'cmpj'; did you mean cmj?  All of them: station protocols list.``"""
    by_small = {each.lower(): each for each in known}
    near = [by_small[each] for each in get_close_matches(word.lower(), by_small, MOST_NEAR, 0.6)]
    meant = f"; did you mean {' or '.join(near)}?" if near else "."
    return BadInput(f"There is no {what} {word[:64]!r}{meant} All of them: {where}.")


def person_named(store: Store, code: str) -> Person:
    """The person with this code.  Raises BadInput."""
    person = store.person(code)
    if person is None:
        raise no_such("person", code, (each.code for each in store.people()), "station person list")
    return person


def require_test(store: Store, folders: Folders, key: str) -> None:
    """Raise BadInput for a test that the clinic does not have and of which no trial is stored."""
    from station.protocol_library import library

    known = library(folders).protocols
    if key not in known and not store.visits.trials(protocol=key, most=1):
        raise no_such("test", key, known, "station protocols list")
