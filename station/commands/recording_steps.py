"""``station recordings steps``: the journey of a recorded trial, walked again offline."""

from __future__ import annotations

import json
from pathlib import Path

from station.recorded import read
from station.retracing import retrace


def print_steps(path: Path, as_json: bool) -> int:
    """Print each step with its second; 1 when the recording tells another story.  Raises StationError."""
    found = retrace(read(path))
    if as_json:
        content = {
            "steps": [{"name": step.name, "at_s": round(step.at_s, 4)} for step in found.steps],
            "outcome": None if found.outcome is None else found.outcome.value,
            "end_s": None if found.end_s is None else round(found.end_s, 4),
            "differences": list(found.differences),
        }
        print(json.dumps(content, indent=2))
        return 1 if found.differences else 0
    for step in found.steps:
        print(f"{step.at_s:9.3f} s  {step.name.replace('_', ' ')}")
    print(f"ended: {'not' if found.outcome is None else found.outcome.value}")
    print("\n".join(f"differs: {said}" for said in found.differences) or "as it was when it was recorded")
    return 1 if found.differences else 0
