"""The norm cards of one clinic: those that ship, and its own from ``<data folder>/norms/*.toml``."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from station.folders import Folders
from station.norm_cards import NormCard, check_card
from station.toml_folder import Collected, Examined, collect, examine, named_as_its_file

FOLDER = Path(__file__).parent / "norms"

NormLibrary = Collected[NormCard]


def norm_library(folders: Folders | None, tests: Iterable[str]) -> NormLibrary:
    """All norm cards of a data folder; ``tests`` are the keys of the tests that there are.  Never raises."""
    known = list(tests)
    cards = collect(FOLDER, folders.norms if folders is not None else None, lambda path: examine_card(path, known))
    return replace(cards, found=dict(sorted(cards.found.items())))


def examine_card(path: Path, tests: Collection[str]) -> Examined[NormCard]:
    """One file: its card, its text, and everything that is wrong with it.  Never raises."""
    return examine(
        path,
        lambda text: check_card(text, tests),
        lambda card, path: named_as_its_file(card, path, FOLDER, "card"),
    )
