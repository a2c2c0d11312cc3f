"""What ``station protocols``, ``batteries`` and ``norms`` have in common: their actions, and checking own files."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from station.toml_folder import BadFile
    from station.toml_shape import Problem

    Actions = argparse._SubParsersAction[argparse.ArgumentParser]


def add_actions(
    parser: argparse.ArgumentParser, things: str, *, showing: str, key: tuple[str, str]
) -> tuple[Actions, argparse.ArgumentParser]:
    """Add list, show and check of ``things``; ``key`` is how what is shown is written, and what that means.

    Returns the actions, and the one that shows.
    """
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help=f"the {things} that ship and the clinic's own")
    show = actions.add_parser("show", help=showing)
    show.add_argument("key", metavar=key[0], help=key[1])
    checking = actions.add_parser("check", help="everything that is wrong with files; 2 when anything is")
    checking.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: the clinic's own folder")
    for action in (listing, show, checking):
        action.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
        action.add_argument("--json", action="store_true", help="print one JSON value instead of lines")
    return actions, show


def named(files: Sequence[Path], problems: Callable[[Path], tuple[Problem, ...]]) -> list[BadFile]:
    """These files, each with everything that is wrong with it."""
    from station.toml_folder import BadFile
    from station.toml_shape import printable

    return [BadFile(printable(path.name), problems(path)) for path in files]


def in_folder(own: Mapping[str, Path], bad: Sequence[BadFile], folder: Path, thing: str) -> list[BadFile]:
    """All files of the clinic's own, good and bad.  Raises BadInput where there are none."""
    from station.errors import BadInput
    from station.toml_folder import BadFile

    if not own and not bad:
        raise BadInput(f"There is no {thing} of the clinic's own in {folder}. Name a FILE, or put one there.")
    files = [*(BadFile(path.name, ()) for path in own.values()), *bad]
    return sorted(files, key=lambda each: each.name)


def say_checked(files: Sequence[BadFile], *, as_json: bool) -> int:
    """Say of each file what is wrong with it; returns 2 when anything is."""
    if as_json:
        print(json.dumps([{"file": each.name, "problems": [asdict(one) for one in each.problems]} for each in files]))
    else:
        for each in files:
            print("\n".join(each.lines) or f"{each.name}: all is well.")
    return 2 if any(each.problems for each in files) else 0
