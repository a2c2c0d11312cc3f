"""``station metrics``: what is measured, by which formula, and when a number is withheld."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from station.errors import BadInput
from station.metric_table import as_json, explained, markdown, overview


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station metrics`` understands."""
    parser.add_argument("key", nargs="?", metavar="KEY", help="everything about this one")
    parser.add_argument("--json", action="store_true", help="print one JSON value instead of lines")
    parser.add_argument(
        "--markdown", nargs="?", const="-", metavar="FILE", help="write the page docs/metrics.md, or print it"
    )


def run(args: argparse.Namespace) -> int:
    """Print the table, or what is known about one metric."""
    if args.json:
        print(json.dumps(as_json(args.key), ensure_ascii=False, indent=2))
        return 0
    if args.markdown == "-":
        print(markdown(), end="")
        return 0
    if args.markdown:
        try:
            Path(args.markdown).write_text(markdown(), encoding="utf-8", newline="\n")
        except OSError as error:
            raise BadInput(f"{args.markdown} cannot be written ({error.strerror}).") from error
        return 0
    print("\n".join(explained(args.key) if args.key else overview()))
    return 0
