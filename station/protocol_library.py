"""The tests of one clinic: those that ship, and its own from ``<data folder>/protocols/*.toml``.

A file that is wrong is left out and said, with its name; the others are there, and the station starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from station.folders import Folders
from station.protocol import FOLDER, Protocol, built_in, check, in_clinical_order
from station.protocol_variation import text_of
from station.toml_folder import BadFile, Examined, examine, own_files
from station.toml_shape import Problem, line_of, meant, printable, shown


@dataclass(frozen=True, slots=True)
class Library:
    """``protocols`` in clinical order, with the very text that each was read from."""

    protocols: Mapping[str, Protocol]
    texts: Mapping[str, str]
    own: Mapping[str, Path]
    """The files of the clinic's own tests."""
    bad: tuple[BadFile, ...] = ()

    @property
    def replaced(self) -> Mapping[str, str]:
        """Which own test stands in the place of which built-in one."""
        return {each.replaces: key for key, each in self.protocols.items() if key in self.own and each.replaces}

    @property
    def trouble(self) -> str:
        """What to tell the therapist; empty when all files are used."""
        if not self.bad:
            return ""
        more = [line for each in self.bad for line in each.lines][1:]
        names = dict.fromkeys(each.name for each in self.bad if any(line.startswith(f"{each.name}: ") for line in more))
        rest = f" {len(more)} more problem{'s' * (len(more) > 1)} in {', '.join(names)}." if more else ""
        many = len(self.bad) > 1
        tests = f"{len(self.bad)} of the clinic's own tests are" if many else "One of the clinic's own tests is"
        return f"{tests} left out. {self.bad[0].lines[0]}{rest} `station protocols check` says all."

    def text_of(self, protocol: Protocol) -> str:
        """The text that a trial of this test keeps; a test that a battery varies has a varied text.

        Raises StationError for a test that is not of this library.
        """
        return text_of(self.texts.get(protocol.key, ""), protocol)

    def today(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The tests of an earlier visit as they are called now: a replaced one by what stands in its place."""
        replaced = self.replaced
        return tuple(dict.fromkeys(replaced.get(key, key) for key in keys))


def library(folders: Folders) -> Library:
    """All tests of a data folder.  Never raises: what cannot be read is ``bad``."""
    protocols, texts = dict(built_in()), built_in_texts()
    own: dict[str, Path] = {}
    bad: list[BadFile] = []
    for path in own_files(folders.protocols, bad):
        found, text, problems = examine_file(path)
        problems = (*problems, *_twice(found, text, {key: protocols[key] for key in own}))
        if found is None or problems:
            bad.append(BadFile(printable(path.name), problems))
            continue
        protocols[found.key], texts[found.key], own[found.key] = found, text, path
    for key in own:
        protocols.pop(protocols[key].replaces or "", None)
    return Library(in_clinical_order(protocols), texts, own, tuple(bad))


def built_in_texts() -> dict[str, str]:
    """The files of the tests that ship."""
    return {key: (FOLDER / f"{key}.toml").read_text(encoding="utf-8-sig") for key in built_in()}


def examine_file(path: Path) -> Examined[Protocol]:
    """One file of a clinic: its test, its text, and everything that is wrong with it.  Never raises."""
    return examine(
        path, check, lambda found, path: (*(() if _ships(path) else _place(found, path)), *_cards(found, path))
    )


def _ships(path: Path) -> bool:
    return path.resolve().parent == FOLDER.resolve()


def _place(found: Protocol, path: Path) -> Iterable[Problem]:
    """What is wrong about a sound test's place among the others."""
    known = built_in()
    if found.key in known:
        yield Problem(
            "key",
            "must be a name of its own: a built-in test has this one. Call yours differently, in the key and in the "
            f'file\'s name, and write `replaces = "{found.key}"` if it shall take the place of the built-in one',
            shown(found.key),
        )
    elif found.key != path.stem:
        yield Problem("key", f"must be the file's name without .toml, {shown(path.stem)}", shown(found.key))
    if found.replaces is not None and found.replaces not in known:
        yield Problem(
            "replaces",
            f"must be one of the built-in tests{meant(found.replaces, known)}; they are {', '.join(known)}",
            shown(found.replaces),
        )


def _cards(found: Protocol, path: Path) -> Iterable[Problem]:
    """Norm cards that a sound test names and that there are not, neither among those that ship nor the clinic's own."""
    known = {
        card.stem for folder in (FOLDER.parent, path.resolve().parent.parent) for card in folder.glob("norms/*.toml")
    }
    for name in found.norms:
        if name not in known:
            says = f"there is no norm card {shown(name)}{meant(name, known)}; `station norms list` names them"
            yield Problem("norms", says)


def _twice(found: Protocol | None, text: str, own: Mapping[str, Protocol]) -> Iterable[Problem]:
    """What another file of the clinic has taken already."""
    if found is None:
        return
    if found.key in own:
        yield Problem("key", "must be a name of its own: another file has it", shown(found.key), line_of(text, "key"))
    other = next((key for key, each in own.items() if each.replaces == found.replaces), None)
    if found.replaces is not None and other is not None:
        says = f"must be a test that no other file replaces; {other}.toml does"
        yield Problem("replaces", says, shown(found.replaces), line_of(text, "replaces"))
