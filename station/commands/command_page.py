"""Every command with its arguments, as the tables of ``docs/command-line.md``: written from the parser itself."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

BEGIN, END = "<!-- from the parser: begin -->", "<!-- from the parser: end -->"


def with_tables(page: str, parser: argparse.ArgumentParser) -> str:
    """The page with its tables written anew.  Raises ValueError where it has no place for them."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"between {BEGIN} and {END} stand the tables; one of them is missing")
    return f"{before}{BEGIN}\n\n{tables(parser)}\n{END}{after}"


def tables(parser: argparse.ArgumentParser) -> str:
    """A section for each command, with a table of its arguments; those of a part below it in the same section."""
    lines: list[str] = []
    for name, command in _below(parser):
        lines += [f"### station {name}", "", command.description or "", "", *_table(command, "")]
        for part, below in _all_below(command, ""):
            lines += [f"**station {name} {part}**" + _what(below), "", *_table(below, part)]
    return "\n".join(lines)


def _below(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def _all_below(parser: argparse.ArgumentParser, words: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for name, command in _below(parser):
        path = f"{words} {name}".strip()
        yield path, command
        yield from _all_below(command, path)


def _what(parser: argparse.ArgumentParser) -> str:
    return f": {parser.description}" if parser.description else ""


def _table(parser: argparse.ArgumentParser, part: str) -> list[str]:
    rows = [_row(action) for action in parser._actions if _shown(action)]
    return ["| argument | meaning |", "|---|---|", *rows, ""] if rows else []


def _shown(action: argparse.Action) -> bool:
    kinds = (argparse._HelpAction, argparse._SubParsersAction)
    return not isinstance(action, kinds) and action.help is not argparse.SUPPRESS


def _row(action: argparse.Action) -> str:
    value = ""
    if action.nargs != 0:
        names = action.metavar or (
            f"{{{','.join(map(str, action.choices))}}}" if action.choices else action.dest.upper()
        )
        value = " ".join(names) if isinstance(names, tuple) else names
    if not action.option_strings:
        name = f"`{value}`" if action.nargs is None else f"`[{value}]`"
    else:
        name = ", ".join(f"`{option} {value}`" if value else f"`{option}`" for option in action.option_strings)
    must = " Required." if action.required and action.option_strings else ""
    meaning = re.sub(r"\s+", " ", (action.help or "").replace("%%", "%")).replace("|", "\\|").replace("<", "&lt;")
    return f"| {name} | {meaning}{must} |"
