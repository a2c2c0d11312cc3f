"""The norm cards of one clinic: those that ship, and its own from ``<data folder>/norms/*.toml``.

A file that is wrong is left out and said, with its name; the others are there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from station.errors import BadInput
from station.folders import Folders
from station.norm_cards import NormCard, check_card
from station.protocol import read_text
from station.protocol_library import BadFile, own_files
from station.toml_shape import Problem, line_of, printable, shown

FOLDER = Path(__file__).parent / "norms"


@dataclass(frozen=True, slots=True)
class NormLibrary:
    """``cards`` by key; the clinic's own among them."""

    cards: Mapping[str, NormCard]
    texts: Mapping[str, str]
    own: Mapping[str, Path]
    bad: tuple[BadFile, ...] = ()


def norm_library(folders: Folders | None, tests: Iterable[str]) -> NormLibrary:
    """All norm cards of a data folder; ``tests`` are the keys of the tests that there are.  Never raises."""
    known = list(tests)
    cards, texts, own = dict[str, NormCard](), dict[str, str](), dict[str, Path]()
    bad: list[BadFile] = []
    there = own_files(folders.norms, bad) if folders is not None else []
    for path in [*sorted(FOLDER.glob("*.toml")), *there]:
        card, text, problems = examine_card(path, known)
        if card is not None and card.key in own:
            problems = (Problem("key", "must be a name of its own: another file has it", shown(card.key)),)
        if card is None or problems:
            bad.append(BadFile(printable(path.name), problems))
            continue
        cards[card.key], texts[card.key] = card, text
        if path in there:
            own[card.key] = path
    return NormLibrary(dict(sorted(cards.items())), texts, own, tuple(bad))


def examine_card(path: Path, tests: Collection[str]) -> tuple[NormCard | None, str, tuple[Problem, ...]]:
    """One file: its card, its text, and everything that is wrong with it.  Never raises."""
    try:
        text = read_text(path)
    except BadInput as error:
        return None, "", (Problem("", str(error).removeprefix(f"{printable(path.name)}: ").rstrip(".")),)
    card, problems = check_card(text, tests)
    if card is None:
        return None, text, problems
    wrong = tuple(Problem(each.key, each.says, each.found, line_of(text, each.key)) for each in _place(card, path))
    return (None if wrong else card), text, wrong


def _place(card: NormCard, path: Path) -> Iterable[Problem]:
    """What is wrong about the name of a sound card."""
    if card.key != path.stem:
        yield Problem("key", f"must be the file's name without .toml, {shown(path.stem)}", shown(card.key))
    elif path.resolve().parent != FOLDER.resolve() and (FOLDER / path.name).exists():
        yield Problem("key", "must be a name of its own: a built-in card has this one", shown(card.key))
