"""Things that are kept as one TOML file each: those that ship, and the clinic's own in a folder of its own.

A file that is wrong is left out and said, with its name; the others are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from station.errors import BadInput
from station.protocol import read_text
from station.toml_shape import Problem, line_of, printable, shown


class Named(Protocol):
    """What a file holds has the name of the file."""

    @property
    def key(self) -> str: ...


T = TypeVar("T", bound=Named)
Check = Callable[[str], tuple[T | None, tuple[Problem, ...]]]
"""What a text says, and everything that is wrong with it."""
Examined = tuple[T | None, str, tuple[Problem, ...]]
"""What a file says, its text, and everything that is wrong with it."""


@dataclass(frozen=True, slots=True)
class BadFile:
    """A file of the clinic that is left out, and everything that is wrong with it."""

    name: str
    problems: tuple[Problem, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """A line for each problem, each with the file's name."""
        return tuple(f"{self.name}: {problem}" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Collected(Generic[T]):
    """What was found, by key, with the texts; ``own`` are the files of the clinic."""

    found: Mapping[str, T]
    texts: Mapping[str, str]
    own: Mapping[str, Path]
    bad: tuple[BadFile, ...] = ()


def collect(shipped: Path, own: Path | None, examine: Callable[[Path], Examined[T]]) -> Collected[T]:
    """All that ship and all of the clinic's own, in the order of the files' names.  Never raises."""
    found, texts, files = dict[str, T](), dict[str, str](), dict[str, Path]()
    bad: list[BadFile] = []
    there = [] if own is None else own_files(own, bad)
    for path in (*sorted(shipped.glob("*.toml")), *there):
        one, text, problems = examine(path)
        if one is not None and one.key in files:
            problems = (Problem("key", "must be a name of its own: another file has it", shown(one.key)),)
        if one is None or problems:
            bad.append(BadFile(printable(path.name), problems))
            continue
        found[one.key], texts[one.key] = one, text
        if path in there:
            files[one.key] = path
    return Collected(found, texts, files, tuple(bad))


def examine(path: Path, check: Check[T], place: Callable[[T, Path], Iterable[Problem]]) -> Examined[T]:
    """One file, by what ``check`` says of its text and ``place`` of its name.  Never raises."""
    try:
        text = read_text(path)
    except BadInput as error:
        return None, "", (Problem("", str(error).removeprefix(f"{printable(path.name)}: ").rstrip(".")),)
    one, problems = check(text)
    if one is None:
        return None, text, problems
    wrong = tuple(Problem(each.key, each.says, each.found, line_of(text, each.key)) for each in place(one, path))
    return one, text, wrong


def named_as_its_file(one: Named, path: Path, shipped: Path, what: str) -> Iterable[Problem]:
    """What is wrong about the name of ``one``, which is a ``what``, as in "a built-in battery"."""
    if one.key != path.stem:
        yield Problem("key", f"must be the file's name without .toml, {shown(path.stem)}", shown(one.key))
    elif path.resolve().parent != shipped.resolve() and (shipped / path.name).exists():
        yield Problem("key", f"must be a name of its own: a built-in {what} has this one", shown(one.key))


def own_files(folder: Path, bad: list[BadFile]) -> list[Path]:
    """The TOML files of a folder of the clinic's own, which need not be there; one that cannot be read is ``bad``."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml" and path.name[:1] != ".")
    except FileNotFoundError:
        return []
    except OSError as error:
        bad.append(BadFile(printable(folder.name), (Problem("", f"the folder cannot be read ({error.strerror})"),)))
        return []
