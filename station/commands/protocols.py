"""``station protocols``: which clinical tests there are, what one says, and whether a file of one's own is right."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station.errors import BadInput

if TYPE_CHECKING:
    from station.protocol_library import BadFile, Library


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station protocols`` understands."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="the tests that ship and the clinic's own")
    showing = actions.add_parser("show", help="the file of one test; the beginning of an own one")
    showing.add_argument("key", metavar="KEY", help="which test")
    checking = actions.add_parser("check", help="everything that is wrong with files; 2 when anything is")
    checking.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: the clinic's own folder")
    keys = actions.add_parser("keys", help="every key of a file: unit, allowed values, default, meaning")
    keys.add_argument(
        "--markdown", type=Path, metavar="FILE", help="write the table into docs/protocols.md, between its two marks"
    )
    for action in (listing, showing, checking):
        action.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
        action.add_argument("--json", action="store_true", help="print one JSON value instead of lines")


def run(args: argparse.Namespace) -> int:
    """Do what was asked for; 2 when a file that was to be checked is wrong."""
    from station.folders import readable_folders
    from station.protocol_library import library

    if args.action == "keys":
        return _keys(args.markdown)
    if args.action == "check" and args.files:
        return _check(args.files, as_json=args.json)
    folders = readable_folders(args.data_dir)
    found = library(folders)
    if args.action == "check":
        return _check_folder(found, folders.protocols, as_json=args.json)
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


def _check(files: Sequence[Path], *, as_json: bool) -> int:
    from station.protocol_library import BadFile, examine_file
    from station.toml_shape import printable

    return _said([BadFile(printable(path.name), examine_file(path)[2]) for path in files], as_json=as_json)


def _check_folder(found: Library, folder: Path, *, as_json: bool) -> int:
    """All of the clinic's own files, also against each other.  Raises BadInput where there are none."""
    from station.protocol_library import BadFile

    if not found.own and not found.bad:
        raise BadInput(f"There is no test of the clinic's own in {folder}. Name a FILE, or put one there.")
    files = [*(BadFile(path.name, ()) for path in found.own.values()), *found.bad]
    return _said(sorted(files, key=lambda each: each.name), as_json=as_json)


def _said(files: Sequence[BadFile], *, as_json: bool) -> int:
    wrong = any(each.problems for each in files)
    if as_json:
        print(json.dumps([{"file": each.name, "problems": [asdict(one) for one in each.problems]} for each in files]))
        return 2 if wrong else 0
    for each in files:
        print("\n".join(each.lines) or f"{each.name}: all is well.")
    return 2 if wrong else 0


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
