"""``station norms``: which reference values there are, for whom and what they hold; whether an own file is right."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from station.norm_cards import NormCard
    from station.norm_library import NormLibrary


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station norms`` understands."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="the norm cards that ship and the clinic's own")
    showing = actions.add_parser("show", help="one card, or all cards of one test")
    showing.add_argument("key", metavar="CARD|TEST", help="which card, or which test")
    showing.add_argument("--text", action="store_true", help="print its file instead; the beginning of an own one")
    checking = actions.add_parser("check", help="everything that is wrong with files; 2 when anything is")
    checking.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: the clinic's own folder")
    for action in (listing, showing, checking):
        action.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
        action.add_argument("--json", action="store_true", help="print one JSON value instead of lines")


def run(args: argparse.Namespace) -> int:
    """Do what was asked for; 2 when a file that was to be checked is wrong."""
    from station.folders import readable_folders
    from station.norm_library import norm_library
    from station.protocol_library import library

    folders = readable_folders(args.data_dir)
    tests = library(folders).texts
    found = norm_library(folders, tests)
    if args.action == "check":
        return _check(found, args.files, list(tests), folders.norms, as_json=args.json)
    if args.action == "show":
        return _show(found, args.key, text=args.text, as_json=args.json)
    return _list(found, as_json=args.json)


def _list(found: NormLibrary, *, as_json: bool) -> int:
    left_out = [line for each in found.bad for line in each.lines]
    if as_json:
        rows = [_row(found, card) for card in found.cards.values()]
        print(json.dumps({"norms": rows, "left_out": left_out}, ensure_ascii=False, indent=2))
        return 0
    width = max((len(key) for key in found.cards), default=0)
    for key, card in found.cards.items():
        own = " (own)" if key in found.own else ""
        print(f"{key:<{width}}  {card.title}{own}")
    for line in left_out:
        print(f"station norms: left out: {line}", file=sys.stderr)
    return 0


def _row(found: NormLibrary, card: NormCard) -> dict[str, Any]:
    import msgspec

    own = found.own.get(card.key)
    told: dict[str, Any] = msgspec.to_builtins(card)
    return {**told, "built_in": own is None, "file": None if own is None else str(own)}


def _show(found: NormLibrary, key: str, *, text: bool, as_json: bool) -> int:
    """Raises BadInput for a card or a test that there is not."""
    from station.errors import BadInput
    from station.toml_shape import meant, shown

    cards = [card for card in found.cards.values() if key in (card.key, *card.tests)]
    if not cards:
        raise BadInput(
            f"There is no norm card and no test with one of the name {shown(key)}{meant(key, found.cards) or '.'} "
            "`station norms list` names them."
        )
    if as_json:
        print(json.dumps([_row(found, card) for card in cards], ensure_ascii=False, indent=2))
    elif text:
        print("\n".join(found.texts[card.key].rstrip("\n") for card in cards))
    else:
        print("\n\n".join("\n".join(_lines(card)) for card in cards))
    return 0


def _lines(card: NormCard) -> list[str]:
    where = [card.device.replace("_", " "), (card.posture or "position not known").replace("_", " ")]
    where += [card.device_at.replace("_", " ")] if card.device_at else []
    lines = [
        f"{card.title} ({card.key})",
        f"  {', '.join(card.tests)}: {card.metric}, {card.unit}; {', '.join(where)}; {card.contraction} test",
    ]
    for group in card.group.values():
        ages = "ages not known" if group.age_from is None else f"{group.age_from:g} to {group.age_to:g} years"
        who = [group.who, group.sex if group.sex != "any" else "both sexes", ages]
        who += [group.sport] if group.sport else []
        who += [f"{group.side} side"] if group.side != "each" else []
        who += [] if group.n is None else [f"n = {group.n}"]
        values = [] if group.mean is None else [f"mean {group.mean:g}" + (f", SD {group.sd:g}" if group.sd else "")]
        values += [f"quartiles {', '.join(f'{each:g}' for each in group.quartiles)}"] if group.quartiles else []
        values += [] if group.worse_above is None else [f"worse than average above {group.worse_above:g}"]
        lines.append(f"  {', '.join(who)}: {'; '.join(values)}")
    return [*lines, f"  {card.citation}", *([f"  {card.note}"] if card.note else [])]


def _check(found: NormLibrary, files: Sequence[Path], tests: Sequence[str], folder: Path, *, as_json: bool) -> int:
    """Raises BadInput where there is nothing to check."""
    from station.errors import BadInput
    from station.norm_library import examine_card
    from station.protocol_library import BadFile
    from station.toml_shape import printable

    if files:
        checked = [BadFile(printable(path.name), examine_card(path, tests)[2]) for path in files]
    elif not found.own and not found.bad:
        raise BadInput(f"There is no norm card of the clinic's own in {folder}. Name a FILE, or put one there.")
    else:
        files_there = (*(BadFile(path.name, ()) for path in found.own.values()), *found.bad)
        checked = sorted(files_there, key=lambda each: each.name)
    if as_json:
        print(json.dumps([{"file": each.name, "problems": [asdict(one) for one in each.problems]} for each in checked]))
    else:
        for each in checked:
            print("\n".join(each.lines) or f"{each.name}: all is well.")
    return 2 if any(each.problems for each in checked) else 0
