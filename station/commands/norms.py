"""``station norms``: which reference values there are, for whom and what they hold; whether an own file is right."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station.commands.toml_files import add_actions, in_folder, named, say_checked

if TYPE_CHECKING:
    from station.norm_cards import NormCard
    from station.norm_library import NormLibrary


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station norms`` understands."""
    _, showing = add_actions(
        parser,
        "norm cards",
        showing="one card, or all cards of one test",
        key=("CARD|TEST", "which card, or which test"),
    )
    showing.add_argument("--text", action="store_true", help="print its file instead; the beginning of an own one")


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
        rows = [_row(found, card) for card in found.found.values()]
        print(json.dumps({"norms": rows, "left_out": left_out}, ensure_ascii=False, indent=2))
        return 0
    width = max((len(key) for key in found.found), default=0)
    for key, card in found.found.items():
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

    cards = [card for card in found.found.values() if key in (card.key, *card.tests)]
    if not cards:
        raise BadInput(
            f"There is no norm card and no test with one of the name {shown(key)}{meant(key, found.found) or '.'} "
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
    from station.norm_library import examine_card

    if files:
        return say_checked(named(files, lambda path: examine_card(path, tests)[2]), as_json=as_json)
    return say_checked(in_folder(found.own, found.bad, folder, "norm card"), as_json=as_json)
