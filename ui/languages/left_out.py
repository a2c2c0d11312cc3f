"""What the parts below the window say and nobody reads in the window or in a report, so that it has no translation.

Three rules.  Whole modules that only the command line uses.  Places in the source whose texts are read by programmers
or by nobody: docstrings, wrong calls, logs (not their warnings), names of threads, what is compared, keys of a file as
the docs list them.
And texts by what they are: where something was published, and why bytes of a device could not be read.
"""

from __future__ import annotations

import ast
import re
from typing import Final

MODULES: Final = {
    "station/__main__.py": "the command line itself",
    "station/commands/": "what commands print; what the window shows of them comes from the modules that they use",
    "station/migrations/": "steps of the database, in logs",
    "station/doctor.py": "station doctor",
    "station/protocol_finding.py": "station doctor",
    "station/database_finding.py": "station doctor",
    "station/damage_words.py": "station replay",
    "station/counting.py": "numbers of things, on the command line",
    "drivers/plugins.py": "station doctor",
    "station/database_check.py": "station db check",
    "station/server_check.py": "station db check",
    "station/database_restoring.py": "station db restore",
    "station/restoring.py": "station restore",
    "station/conflicts.py": "station db join",
    "station/metric_table.py": "station metrics, and the page of metrics",
    "station/protocol_page.py": "the page of protocol keys",
    "station/retracing.py": "station replay",
    "station/replaying.py": "station replay",
    "station/reanalysis.py": "station reanalyse",
    "station/qa/golden.py": "station qa golden",
    "station/qa/table.py": "station qa, as a table",
    "station/qa/junit.py": "the JUnit file of station qa",
    "station/visits.py": "ids typed at the command line",
    "station/text_table.py": "station analyze: files of other programs",
    "station/trace_names.py": "station analyze: files of other programs",
    "station/trace_centre.py": "station analyze: files of other programs",
    "station/trace_device.py": "station analyze: files of other programs",
    "station/traces.py": "station analyze: files of other programs",
    "station/force_range.py": "station analyze: files of other programs",
    "station/sampling.py": "station analyze: files of other programs",
    "station/number_style.py": "station analyze: files of other programs",
    "station/romberg.py": "station analyze: two files",
    "dsp/sway.py": "station analyze: two files",
    "station/named_onsets.py": "station analyze --onset",
    "dsp/onset_methods.py": "station analyze --onset",
    "drivers/ways.py": "addresses typed at the command line",
    "drivers/opening.py": "station devices",
    "drivers/commands.py": "station devices",
    "drivers/devices/counterpoise_plate/commands.py": "station devices",
    "drivers/devices/counterpoise_plate/record.py": "station devices",
    "drivers/devices/harp_loadcells_commands.py": "station devices",
    "drivers/devices/harp_loadcells_registers.py": "station devices",
    "drivers/devices/progressor_calibration.py": "station devices",
    "drivers/devices/progressor_commands.py": "station devices",
}
"""Each with where its words are read instead."""
READ_IN_THE_WINDOW: Final = (
    "station/commands/demo_seen.py",
    "station/commands/workshop.py",
)
"""Of the commands: what the room of the demo shows."""

_WRONG_CALLS: Final = frozenset(
    ("ValueError", "TypeError", "KeyError", "RuntimeError", "AssertionError", "NotImplementedError")
)
WARNINGS: Final = frozenset(("warning", "error", "exception", "critical"))
"""Ways to log what the list of messages in the window shows."""
_LOGGING: Final = WARNINGS | {"debug", "info"}
_BYTES_OF_DEVICES: Final = (
    "drivers/devices/",
    "drivers/framing.py",
    "drivers/succession.py",
    "drivers/reordering.py",
)
_QUOTED: Final = frozenset(("password authentication failed", "no password supplied", 'role "', "does not exist"))
"""What PostgreSQL says, looked for in its answers."""
_NAME_OF_FILE: Final = re.compile(r"[{} ]+\.[a-z]+")
_PUBLISHED: Final = re.compile(r"[A-Z][^.:;]*\b(19|20)\d\d\b[^.;]*(\([^)]*\))?")
"""Names, then a year."""


def is_left_out(module: str, text: str) -> bool:
    """Whether the module is the command line's, or the text is of a kind that is not translated."""
    if module not in READ_IN_THE_WINDOW and any(
        module == each or (each.endswith("/") and module.startswith(each)) for each in MODULES
    ):
        return True
    # a damaged packet is counted; why it could not be read stands in small letters and is for whoever mends a driver
    if module.startswith(_BYTES_OF_DEVICES) and not (text[:1].isupper() or text.endswith(".")):
        return True
    return text in _QUOTED or any(kind.fullmatch(text) for kind in (_NAME_OF_FILE, _PUBLISHED))


def silent_nodes(tree: ast.Module) -> set[int]:
    """The ids of the nodes whose texts nobody reads on a screen."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        silent |= {id(inner) for part in _silent_parts(node) for inner in ast.walk(part)}
    return silent


def _silent_parts(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):  # docstrings
        return [node.value]
    if isinstance(node, ast.FunctionDef) and node.name == "__repr__":
        return [inner for inner in ast.walk(node) if isinstance(inner, ast.expr)]
    if isinstance(node, ast.Assert):
        return [node.msg] if node.msg is not None else []
    if isinstance(node, ast.Compare):  # what is looked for in the words of others
        return [each for each in (node.left, *node.comparators) if isinstance(each, ast.Constant)]
    if not isinstance(node, ast.Call):
        return []
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called in _WRONG_CALLS:
        return list(node.args)
    if called in _LOGGING and isinstance(node.func, ast.Attribute):
        return list(node.args)
    if called in ("Thread", "Timer", "create_task"):
        return [each.value for each in node.keywords if each.arg == "name"]
    if called == "Key":  # what a key means stands in the docs; what it may hold is said where a file is refused
        return list(node.args[2:3])
    return []
