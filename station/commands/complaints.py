"""What went wrong, on stderr: a sentence for a person, or one JSON object in the last line for a program."""

from __future__ import annotations

import json
import sys


def complain(text: str, code: int, *, as_json: bool = False, who: str = "station") -> int:
    """Say it, and return the exit code that belongs to it."""
    if as_json:
        print(json.dumps({"error": text, "exit_code": code}, ensure_ascii=False), file=sys.stderr)
    else:
        print(f"{who}: {text}", file=sys.stderr)
    return code
