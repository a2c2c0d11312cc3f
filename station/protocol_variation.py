"""A test with other repetitions, rests or sides, as a visit may ask for it: the same test, and a text that says so.

Every trial keeps the text of its test; one that was varied keeps the varied text, so that it is computed again as it
was done.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from station.errors import StationError
from station.protocol import Protocol, Target, check
from station.toml_shape import Problem, line_of

VARIABLE: Final = ("reps", "rest_s", "sides")
"""What of a test may be varied without making another test of it."""
PLANNED: Final = ("planned", "effort_s", "trials", "target")
"""What the dose that is planned with a person varies besides; ``planned`` says that it is no measurement then."""

Changes = Mapping[str, Any]
_TABLE: Final = re.compile(r"\s*\[")


def varied(text: str, changes: Changes) -> tuple[Protocol | None, str, tuple[Problem, ...]]:
    """The test of a file with some of ``VARIABLE`` or ``PLANNED`` changed, its text, and what is wrong with it so.

    Never raises.
    """
    for key, value in changes.items():
        text = _with_target(text, value) if isinstance(value, Target) else _written(text, key, value)
    found, problems = check(text)
    if found is not None and any(getattr(found, key) != value for key, value in changes.items()):
        # the value stood on several lines, or twice
        key = next(key for key, value in changes.items() if getattr(found, key) != value)
        return None, text, (Problem(key, "stands in the test's file in a way that cannot be varied"),)
    return found, text, problems


def text_of(text: str, protocol: Protocol) -> str:
    """The text that a trial of this test must keep: that of its file, varied as the test is.

    Raises StationError for a test that differs from its file in more than may be varied.
    """
    own, _ = check(text)
    if own == protocol:
        return text
    if own is not None:
        keys = (*VARIABLE, *PLANNED)
        changes = {key: getattr(protocol, key) for key in keys if getattr(protocol, key) != getattr(own, key)}
        found, changed, _ = varied(text, changes)
        if found == protocol:
            return changed
    raise StationError(
        f"The test {protocol.key} is not what its file says, so its trials could not be computed again. Start the "
        "station anew."
    )


def _written(text: str, key: str, value: object) -> str:
    rows = text.split("\n")
    line = line_of(text, key)
    if line is None:
        # a number of repetitions every test has, on a line of its own
        line = line_of(text, "reps")
        if line is None or key not in PLANNED:
            return text
        rows.insert(line, "\r" if rows[line - 1].endswith("\r") else "")
        line += 1
    end = "\r" if rows[line - 1].endswith("\r") else ""
    rows[line - 1] = f"{key} = {json.dumps(msgspec.to_builtins(value))}{end}"
    return "\n".join(rows)


def _with_target(text: str, target: Target) -> str:
    """The text with this band in the place of the one it has; one that is not written as a table stays as it is."""
    rows = text.split("\n")
    begin = next((at for at, row in enumerate(rows) if re.match(r"\s*\[\s*target\s*\]", row)), None)
    if begin is None:
        begin = end = len(rows)
    else:
        end = next((at for at in range(begin + 1, len(rows)) if _TABLE.match(rows[at])), len(rows))
    content = {key: value for key, value in msgspec.to_builtins(target).items() if value is not None}
    block = ["[target]", *(f"{key} = {json.dumps(value)}" for key, value in content.items()), ""]
    return "\n".join([*rows[:begin], *block, *rows[end:]])
