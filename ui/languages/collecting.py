"""Collecting what is read on the screen into the files of Qt Linguist: ``python3 run.py words``.

From ``ui``: literal first arguments of ``say`` and ``later``.  From ``station``, ``dsp`` and ``drivers``: every
sentence or f-string that people can read in the window or in a report, with ``{}`` for what is put in; what stays out
is said by ``ui/languages/left_out.py``.  From the TOML files: titles, positions, instructions.  A translation that
exists is kept; what nobody says any more goes; what is new is unfinished until somebody translates it.  ``lrelease``
then makes the ``.qm`` that the window loads.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ui.languages.files import FILES, HERE, STATION, WINDOW, file_of
from ui.languages.left_out import WARNINGS, is_left_out, silent_nodes
from ui.languages.single_words import SINGLE_WORDS

ROOT: Final = HERE.parent.parent
SPOKEN_LANGUAGES: Final = ("de",)
_NOT_TEXT: Final = frozenset({"key", "unit", "citation", "metric", "metrics", "shown", "headline", "tests", "norms"})
_MARKS: Final = frozenset({"say", "later"})
_FIELD = re.compile(r"\{[^{}]*\}")
_OF_LOG = re.compile(r"%[-0-9.]*[sdfgr]")
"""A field of a message of the log."""


def sentences_of_window(folder: Path = ROOT / "ui") -> set[str]:
    """What the window says."""
    found: set[str] = set()
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in _MARKS and node.args:
                found |= set(_literals(node.args[0]))
    return found


def not_literal(folder: Path = ROOT / "ui") -> list[str]:
    """Where ``say`` gets what cannot be collected: an f-string or a sum.  A name may hold what ``later`` marked."""
    return [
        f"{path.relative_to(folder.parent).as_posix()}:{node.lineno}"
        for path in sorted(folder.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and _name(node.func) in _MARKS
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def templates_of_station(root: Path = ROOT) -> set[str]:
    """What the parts below the window can say."""
    found: set[str] = set(SINGLE_WORDS)
    for package in ("station", "dsp", "drivers"):
        for path in sorted((root / package).rglob("*.py")):
            module = path.relative_to(root).as_posix()
            texts = _texts_of(ast.parse(path.read_text("utf-8")))
            found |= {text for text in texts if not is_left_out(module, text)}
    return found | _kinds_of_faults(root / "simulators" / "faults.py") | warnings_of_logs(root)


def warnings_of_logs(root: Path = ROOT) -> set[str]:
    """What the program logs from warnings up, and the list of messages shows, with ``{}`` for its ``%s``."""
    found: set[str] = set()
    for package in ("ui", "station", "dsp", "drivers"):
        for path in sorted((root / package).rglob("*.py")):
            calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
            texts = {text for call in calls if _warns(call) for text in _literals(call.args[0])}
            module = path.relative_to(root).as_posix()
            found |= {_OF_LOG.sub("{}", text) for text in texts if not is_left_out(module, text)}
    return found


def _warns(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in WARNINGS and bool(call.args)


def _kinds_of_faults(path: Path) -> set[str]:
    """What may go wrong in the demo, as its room lists it."""
    if not path.exists():
        return set()
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    return {text for call in calls if _name(call.func) == "FaultKind" for text in _literals(call.args[0])}


def _texts_of(tree: ast.Module) -> Iterator[str]:
    silent = silent_nodes(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):  # its pieces belong to the whole
            silent |= {id(part) for part in node.values if isinstance(part, ast.Constant)}
            silent |= {id(part.format_spec) for part in node.values if isinstance(part, ast.FormattedValue)}
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(_piece(part) for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = _FIELD.sub("{}", node.value)
        if _is_read_by_people(text):
            yield text.strip()


def _piece(part: ast.expr) -> str:
    """A piece of an f-string; braces in what it says are no fields."""
    return str(part.value).replace("{", "(").replace("}", ")") if isinstance(part, ast.Constant) else "{}"


def _is_read_by_people(text: str) -> bool:
    plain = text.replace("{}", "").strip()
    if " " not in text.strip() or len(plain) > 1000 or not re.search(r"[a-z]{3}", plain):
        return False
    plain = re.sub(r" [<>]=? |(?<=[A-Z])_(?=[A-Z])", " ", plain)  # of a formula or another maker's name
    return not re.search(r"[_<>=\[\]\\]|SELECT |PRAGMA|CREATE |INSERT |--[a-z]|\.py\b|%[A-Za-z]", plain)


def texts_of_files(folder: Path = ROOT / "station") -> set[str]:
    """What the tests, batteries and norm cards that ship say, and the clients of the demo."""
    clients = [
        tomllib.loads(path.read_text("utf-8")) for path in (folder.parent / "simulators/scenarios").glob("*.toml")
    ]
    return {str(each[key]) for each in clients for key in ("title", "summary") if key in each} | {
        text
        for kind in ("protocols", "batteries", "norms")
        for path in sorted((folder / kind).glob("*.toml"))
        for text in _strings(tomllib.loads(path.read_text("utf-8")), "")
    }


def _strings(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, key)
    elif isinstance(value, str) and key not in _NOT_TEXT and (" " in value or key in ("title", "group", "cues")):
        yield value


def collected(root: Path = ROOT) -> dict[str, set[str]]:
    """Everything by its context; a text of two contexts stands in both."""
    return {
        WINDOW: sentences_of_window(root / "ui"),
        STATION: templates_of_station(root),
        FILES: texts_of_files(root / "station"),
    }


# The files of Qt Linguist ------------------------------------------------------------------------------------------


def read_translations(path: Path) -> dict[tuple[str, str], str]:
    """What a ``.ts`` has so far, by context and source; unfinished ones are empty."""
    if not path.exists():
        return {}
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            found[name, message.findtext("source") or ""] = message.findtext("translation") or ""
    return found


def write_translations(
    path: Path, language: str, wanted: dict[str, set[str]], known: dict[tuple[str, str], str]
) -> int:
    """Write the ``.ts`` anew with all that is wanted; returns how many have no translation yet."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    lacking = 0
    for name, sources in wanted.items():
        context = ElementTree.SubElement(root, "context")
        ElementTree.SubElement(context, "name").text = name
        for source in sorted(sources):
            message = ElementTree.SubElement(context, "message")
            ElementTree.SubElement(message, "source").text = source
            translation = ElementTree.SubElement(message, "translation")
            translation.text = known.get((name, source), "")
            if not translation.text:
                translation.set("type", "unfinished")
                lacking += 1
    ElementTree.indent(root, " ")
    body = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8", newline="\n")
    return lacking


def compile_translations(language: str) -> None:
    """Make the ``.qm``.  Raises CalledProcessError where Qt's ``lrelease`` refuses the file."""
    import PySide6

    name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
    tool = Path(PySide6.__file__).parent / name
    source, compiled = file_of(language), file_of(language, "qm")
    subprocess.run([tool, "-silent", source, "-qm", compiled], check=True, capture_output=True, text=True)


def main() -> int:
    """Refresh and compile every language, and say what is not translated."""
    for language in SPOKEN_LANGUAGES:
        path = file_of(language)
        wanted, known = collected(), read_translations(path)
        lacking = write_translations(path, language, wanted, known)
        compile_translations(language)
        counts = ", ".join(
            f"{name}: {sum(not known.get((name, text)) for text in texts)} of {len(texts)} not translated"
            for name, texts in wanted.items()
        )
        sys.stdout.write(f"{path.name}: {counts}\n" if lacking else f"{path.name}: complete\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
