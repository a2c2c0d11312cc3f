"""``station qa --golden`` and ``--golden-write``: recordings whose numbers are known, analysed again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from station.errors import BadInput
from station.qa.golden import MANIFEST, analysed_again, write_golden


def run_golden(folder: Path | None, write: Sequence[Path] | None, tolerance: float = 0.0) -> int:
    """Write a golden folder, or compare one; 1 when a number differs."""
    if write:
        if not 0.0 <= tolerance < 0.1:
            raise BadInput(f"--golden-tolerance {tolerance:g}: from 0 to less than 0.1.")
        if len(write) < 2:
            raise BadInput("--golden-write takes a folder and at least one recording.")
        manifest = write_golden(write[0], write[1:], tolerance)
        numbers = sum(len(recording.number) for recording in manifest.recording)
        print(f"{write[0] / MANIFEST}: {len(manifest.recording)} recordings, {numbers} numbers.")
    if folder is None:
        return 0
    outcomes = list(analysed_again(folder))
    for outcome in outcomes:
        verdict = "differs" if outcome.differences else "the same"
        print(f"  {outcome.file:<40}{outcome.title:<34}{outcome.exact:>4} of {outcome.numbers:<4} {verdict}")
        for line in outcome.differences:
            print(f"      {line}")
    same = sum(not outcome.differences for outcome in outcomes)
    exact = sum(outcome.exact for outcome in outcomes)
    total = sum(outcome.numbers for outcome in outcomes)
    print(f"{same} of {len(outcomes)} golden recordings give the same numbers, {exact} of {total} numbers bit for bit.")
    return 0 if same == len(outcomes) else 1
