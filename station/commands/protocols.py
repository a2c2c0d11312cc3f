"""``station protocols``: which clinical tests there are, what one says, and whether a file of one's own is right."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station.commands.toml_files import add_actions, in_folder, named, say_checked
from station.errors import BadInput

if TYPE_CHECKING:
    from station.protocol_library import Library


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station protocols`` understands."""
    actions, _ = add_actions(
        parser, "tests", showing="the file of one test; the beginning of an own one", key=("KEY", "which test")
    )
    keys = actions.add_parser("keys", help="every key of a file: unit, allowed values, default, meaning")
    keys.add_argument(
        "--markdown", type=Path, metavar="FILE", help="write the table into docs/protocols.md, between its two marks"
    )


def run(args: argparse.Namespace) -> int:
    """Do what was asked for; 2 when a file that was to be checked is wrong."""
    from station.folders import readable_folders
    from station.protocol_library import examine_file, library

    if args.action == "keys":
        return _keys(args.markdown)
    if args.action == "check" and args.files:
        return say_checked(named(args.files, lambda path: examine_file(path)[2]), as_json=args.json)
    folders = readable_folders(args.data_dir)
    found = library(folders)
    if args.action == "check":
        return say_checked(in_folder(found.own, found.bad, folders.protocols, "test"), as_json=args.json)
    if args.action == "show":
        return _show(found, args.key, as_json=args.json)
    return _list(found, as_json=args.json)


def _list(found: Library, *, as_json: bool) -> int:
    rows = [_row(found, key) for key in found.protocols]
    if as_json:
        print(json.dumps({"protocols": rows, "left_out": _left_out(found)}, ensure_ascii=False, indent=2))
        return 0
    width, group = max(len(row["key"]) for row in rows), ""
    for row in rows:
        if row["group"] != group:
            print(("\n" if group else "") + row["group"])
            group = row["group"]
        instead = f", in the place of {row['replaces']}" if row["replaces"] else ""
        print(f"  {row['key']:<{width}}  {row['title']}" + ("" if row["built_in"] else f" (own{instead})"))
    for line in _left_out(found):
        print(f"station protocols: left out: {line}", file=sys.stderr)
    return 0


def _left_out(found: Library) -> list[str]:
    return [line for each in found.bad for line in each.lines]


def _show(found: Library, key: str, *, as_json: bool) -> int:
    """The very text of a test, which can be kept as a file.  Raises BadInput."""
    from station.protocol_library import built_in_texts
    from station.toml_shape import meant

    texts = {**built_in_texts(), **{name: found.texts[name] for name in found.own}}
    if key not in texts:
        raise BadInput(f"There is no test {key!r}{meant(key, texts) or '.'} There are: {', '.join(found.protocols)}.")
    if as_json:
        import msgspec

        from station.protocol import check

        protocol, _ = check(texts[key])
        print(json.dumps({**_row(found, key), "text": texts[key], "keys": msgspec.to_builtins(protocol)}, indent=2))
        return 0
    instead = found.replaced.get(key)
    if instead:
        print(f"station protocols: {instead} stands in the place of this test.", file=sys.stderr)
    print(texts[key], end="" if texts[key].endswith("\n") else "\n")
    return 0


def _row(found: Library, key: str) -> dict[str, Any]:
    from station.protocol import built_in

    protocol = found.protocols.get(key) or built_in()[key]
    text, own = found.texts[key], found.own.get(key)
    return {
        "key": key,
        "title": protocol.title,
        "group": protocol.group,
        "kind": protocol.kind,
        "device": protocol.device,
        "built_in": own is None,
        "file": None if own is None else str(own),
        "replaces": protocol.replaces,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }


def _keys(markdown: Path | None) -> int:
    """Print the table of keys, or write it into the page.  Raises BadInput."""
    from station.protocol_page import key_tables, with_tables

    if markdown is None:
        print(key_tables(), end="")
        return 0
    try:
        page = with_tables(markdown.read_text(encoding="utf-8"))
        markdown.write_text(page, encoding="utf-8", newline="\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{markdown} cannot be read and written as text ({error}).") from error
    return 0
