"""Golden recordings: raw samples whose numbers are known, analysed again to show that nothing changed them.

A folder holds recordings and ``golden.toml``: for each its SHA-256, its test, and every number with its state.
``tolerance`` is relative; 0 means bit for bit.  Another processor or numpy may round the last digits differently, so
on another one than the manifest names, 1e-9 is the least.
"""

from __future__ import annotations

import platform
import shutil
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from station.errors import BadInput
from station.filing import analysis_of
from station.model import NamedMeasurement
from station.recorded import read
from station.version import software

MANIFEST = "golden.toml"
FORMAT = 1
ELSEWHERE = 1e-9
MOST_BYTES = 10_000_000


class Number(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One number as it must come out; a withheld one has no value."""

    key: str
    side: str
    state: str
    unit: str
    value: float | None = None
    tolerance: float = 0.0


class GoldenRecording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    file: str
    sha256: str
    protocol: str
    refusal: str | None = None
    number: tuple[Number, ...] = ()


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    software: str
    machine: str
    recording: tuple[GoldenRecording, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One recording analysed again: how many numbers, how many of them bit for bit, and what differs in words."""

    file: str
    title: str
    numbers: int
    exact: int
    differences: tuple[str, ...]


def machine() -> str:
    """What the last digits depend on."""
    return f"{sys.platform} {platform.machine()}, numpy {np.__version__}"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder.  Raises BadInput."""
    path = folder / MANIFEST
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(f"{path}: too large for a manifest.")
        manifest = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Manifest)
    except FileNotFoundError as error:
        raise BadInput(f"{folder} holds no {MANIFEST}. Make one: station qa --golden-write FOLDER FILE...") from error
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, not what a manifest holds
        raise BadInput(f"{path.name}: {error}.") from error
    if manifest.format != FORMAT:
        raise BadInput(f"{path.name} has form {manifest.format}; this program reads {FORMAT}.")
    for recording in manifest.recording:
        if Path(recording.file).name != recording.file:
            raise BadInput(f"{path.name}: {recording.file!r} must lie in the folder itself.")
        for number in recording.number:
            if not (0.0 <= number.tolerance < 1.0 and np.isfinite(number.value or 0.0)):
                # anything is within a tolerance of nan, or of a part of infinity
                raise BadInput(f"{path.name}: {number.key} needs a finite value and a tolerance from 0 to below 1.")
    return manifest


def analysed_again(folder: Path) -> Iterator[Outcome]:
    """Every golden recording of a folder, analysed again.  Raises BadInput, StationError."""
    manifest = read_manifest(folder)
    least = 0.0 if manifest.machine == machine() else ELSEWHERE
    for golden in manifest.recording:
        yield _compared(folder / golden.file, golden, least)


def write_golden(folder: Path, files: Sequence[Path], tolerance: float = 0.0) -> Manifest:
    """Copy recordings into a folder and note their numbers as they are now.  Raises BadInput, StationError."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / MANIFEST).exists():
        raise BadInput(f"{folder} has a manifest already. Golden numbers are never overwritten: name a new folder.")
    names = [path.name for path in files]
    if len(set(names)) < len(names):
        raise BadInput("Two of the recordings have the same file name.")
    found = []
    for path in files:
        recording = read(path)
        analysis = analysis_of(recording)
        numbers = tuple(_number(line, tolerance) for line in analysis.measurements)
        found.append(GoldenRecording(path.name, recording.sha256, analysis.protocol, analysis.refusal, numbers))
    manifest = Manifest(FORMAT, software(), machine(), tuple(found))
    try:
        for path in files:
            if path.resolve() != (folder / path.name).resolve():
                shutil.copyfile(path, folder / path.name)
        (folder / MANIFEST).write_text(_toml(manifest), encoding="utf-8", newline="\n")
    except OSError as error:
        raise BadInput(f"{folder} cannot be written ({error.strerror}).") from error
    return manifest


def _compared(path: Path, golden: GoldenRecording, least: float) -> Outcome:
    recording = read(path)
    title = recording.header.title or golden.protocol
    if recording.sha256 != golden.sha256:
        changed = "the file is not the one that the manifest knows (another SHA-256): it was changed or damaged"
        return Outcome(golden.file, title, len(golden.number), 0, (changed,))
    analysis = analysis_of(recording)
    differences, exact = [], 0
    if analysis.refusal != golden.refusal:
        differences.append(f"was {_verdict(golden.refusal)}, is {_verdict(analysis.refusal)}")
    now = {(line.key, line.side.value): line for line in analysis.measurements}
    for number in golden.number:
        said = _differs(number, now.pop((number.key, number.side), None), max(least, number.tolerance))
        exact += said is None
        if said:
            differences.append(f"{number.key} ({number.side}): {said}")
    differences += [f"{key} ({side}): was not measured" for key, side in now]
    return Outcome(golden.file, title, len(golden.number), exact, tuple(differences))


def _differs(number: Number, line: NamedMeasurement | None, tolerance: float) -> str | None:
    """None where nothing differs, an empty string where rounding does, else what."""
    if line is None:
        return "is not measured any more"
    found = line.measurement
    if (found.state.value, found.unit) != (number.state, number.unit):
        return f"was {_shown(number)}, is {_shown(_number(line, 0.0))}"
    if found.value == number.value:
        return None
    if found.value is None or number.value is None:
        return f"was {_shown(number)}, is {_shown(_number(line, 0.0))}"
    if abs(found.value - number.value) <= tolerance * max(abs(found.value), abs(number.value)):
        return ""
    return f"was {number.value!r} {number.unit}, is {found.value!r} {found.unit}".replace("  ", " ")


def _number(line: NamedMeasurement, tolerance: float) -> Number:
    found = line.measurement
    value = None if found.value is None else float(found.value)
    return Number(line.key, line.side.value, found.state.value, found.unit, value, tolerance)


def _shown(number: Number) -> str:
    return number.state if number.value is None else f"{number.value:.9g} {number.unit} {number.state}"


def _verdict(refusal: str | None) -> str:
    return "analysed" if refusal is None else f"refused ({refusal})"


def _toml(manifest: Manifest) -> str:
    """The manifest as text; every number is written so that reading it gives the same bits."""
    rows = [
        "# Recordings whose numbers are known. `station qa --golden FOLDER` analyses them again.",
        "# tolerance is relative; 0 means bit for bit on the machine named here, 1e-9 on others.",
        f"format = {manifest.format}",
        f"software = {_quoted(manifest.software)}",
        f"machine = {_quoted(manifest.machine)}",
    ]
    for recording in manifest.recording:
        rows += ["", "[[recording]]"]
        for key in ("file", "sha256", "protocol", "refusal"):
            if (text := getattr(recording, key)) is not None:
                rows.append(f"{key} = {_quoted(text)}")
        for number in recording.number:
            rows += ["", "[[recording.number]]"]
            fields: dict[str, Any] = msgspec.structs.asdict(number)
            for key, value in fields.items():
                if value is not None:
                    rows.append(f"{key} = {_quoted(value) if isinstance(value, str) else repr(value)}")
    return "\n".join(rows) + "\n"


def _quoted(text: str) -> str:
    # a JSON string is a TOML string too
    return msgspec.json.encode(text).decode("utf-8")
