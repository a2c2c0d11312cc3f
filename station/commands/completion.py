"""``station completion SHELL``: a script that lets a shell complete commands, options, tests and devices.

The script is written once and starts nothing when Tab is pressed.  Only ``--people`` makes it ask the local store for
codes, each time anew: none of them gets into the script.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from station.errors import Missing, StationError

if TYPE_CHECKING:
    from station.folders import Folders

SHELLS = ("bash", "zsh", "fish", "powershell", "tcsh")
PEOPLE = "station person list 2>/dev/null | awk 'NR > 1 && $1 ~ /^[A-Za-z0-9._-]+$/ { print $1 }'"
"""What a shell runs for the codes of people; the first line is a heading, or says that there is nobody.

A code that a shell could take for more than a word is left out.
"""
ASKABLE = ("bash", "zsh", "fish")
"""Shells that have what ``PEOPLE`` needs."""
LINES = {
    "bash": "station completion bash > ~/.local/share/bash-completion/completions/station",
    "zsh": "station completion zsh > ~/.zfunc/_station    (with ~/.zfunc in fpath, before compinit)",
    "fish": "station completion fish > ~/.config/fish/completions/station.fish",
    "powershell": "station completion powershell >> $PROFILE",
    "tcsh": "station completion tcsh > ~/.station.tcsh    (and source it in ~/.tcshrc)",
}
"""Where the script belongs."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station completion`` understands."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "\n".join(["where the script belongs:", *(f"  {line}" for line in LINES.values())])
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help="one of " + ", ".join(SHELLS))
    parser.add_argument(
        "--people",
        action="store_true",
        help="complete the codes of people too, asked of the local store at each Tab (bash, zsh, fish)",
    )
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="whose tests and devices (default: this user's)")


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    try:
        import shtab
    except ImportError as error:
        raise Missing(f"Completion scripts are written by shtab, which is not installed ({error}).") from error
    from station.folders import readable_folders

    parser: argparse.ArgumentParser = args.build_parser()
    folders = readable_folders(args.data_dir)
    people = args.people and args.shell in ASKABLE
    _annotate(parser, _tests(folders), _devices(folders), people=people)
    print(shtab.complete(parser, args.shell))
    return 0


def _tests(folders: Folders) -> tuple[str, ...]:
    from station.protocol_library import library

    return tuple(library(folders).protocols)


def _devices(folders: Folders) -> tuple[str, ...]:
    """What ``--device`` can be as far as it is known: simulated ones, and those that the clinic remembers."""
    from station.store import readable_store

    try:
        store = readable_store(folders)
        if store is None:
            return ("sim:",)
        with store:
            known = store.devices.known()
    except StationError:  # a database that cannot be read has no say in what a shell completes
        return ("sim:",)
    return ("sim:", *dict.fromkeys(word for each in known for word in (each.name, each.serial) if _plain(word)))


def _plain(word: str) -> bool:
    """Whether a shell takes this for one word and for nothing else."""
    return bool(word) and all(letter.isalnum() or letter in "-_.:" for letter in word)


def _annotate(
    parser: argparse.ArgumentParser, tests: tuple[str, ...], devices: tuple[str, ...], *, people: bool
) -> None:
    """Say of each argument what it can be completed with."""
    import shtab

    codes = shtab.cmd(PEOPLE)
    for words, action in arguments_of(parser):
        wanted = action.metavar if isinstance(action.metavar, str) else ""
        if action.choices is not None:
            continue
        if action.dest in ("protocol", "test") or (words[:2] == ("protocols", "show") and not action.option_strings):
            action.choices = tests
        elif action.dest in ("device", "left", "right") and words[0] in ("test", "run"):
            action.choices = devices
        elif people and wanted == "CODE":
            action.complete = codes  # type: ignore[attr-defined]
        elif wanted == "FILE":
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif wanted in ("DIR", "FOLDER"):
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]


def arguments_of(
    parser: argparse.ArgumentParser, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.Action]]:
    """Every argument of every command, with the command's words."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield from arguments_of(command, (*words, name))
        elif words:
            yield words, action
