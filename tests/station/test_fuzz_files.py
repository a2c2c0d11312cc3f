"""Files changed by the thousand into every reader: nothing but words, no wrong sample, and no reader takes long.

``COUNTERPOISE_FUZZ_FILES=100000`` makes it so many for each reader, on all cores; ``COUNTERPOISE_FUZZ_SEED`` draws
others.  What a reader may raise is what the command line prints as a sentence (``StationError`` and its kinds).
"""

import io
import os
import random
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest
import taped

from station import norm_library, plan_library
from station.attaching import read_calibration
from station.backing_up import back_up
from station.backup_format import verify
from station.errors import BadInput, StationError
from station.folders import make_folders
from station.norm_cards import check_card
from station.plan import check_battery
from station.plan_library import AtHand
from station.protocol import FOLDER, built_in, load, read_text
from station.recorded import read_bytes
from station.recording_format import pack_json
from station.traces import read_traces

INPUTS = int(os.environ.get("COUNTERPOISE_FUZZ_FILES", "400"))
SEED = int(os.environ.get("COUNTERPOISE_FUZZ_SEED", "20261123"))
MANY, PARTS = 20_000, 8
LONGEST_S = 5.0
"""No single input may take a reader longer, even on a computer that does other things too."""
LONGEST_TEXT = 20_000

HOSTILE = [
    b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n", b"\r\n", b"\t", b'"', b"'", b'"""', b"[", b"]",
    b"[[", b"{", b"}", b"=", b",", b";", b".", b"-", b"#", b"1e999", b"-1e999", b"nan", b"inf", b"-0", b"0x10", b"1_0",
    b"1e-400", b"99999999999999999999999999", b"true", b"null", b"../", b"..\\", b"\x1b[2J", b"\xe2\x80\xae", b"%s",
    b"${x}", b"[" * 500, b"a." * 300, b"PK\x01\x02", b"PK\x05\x06", b"\xabREC", b"\xff\xff\xff\xff", b"\x80\0\0\0",
]  # fmt: skip


def mutated(seeds: list[bytes], dice: random.Random) -> bytes:
    """One of the seeds with one to eight things done to it."""
    data = bytearray(dice.choice(seeds))
    for _ in range(dice.choice([1, 1, 1, 2, 3, 8])):
        at = dice.randrange(len(data) + 1)
        length = min(dice.choice([1, 1, 2, 4, 16, 200]), len(data) - at)
        match dice.randrange(8):
            case 0 if at < len(data):
                data[at] ^= 1 << dice.randrange(8)
            case 1:
                data[at : at + length] = dice.randbytes(length)
            case 2:
                del data[at : at + length]
            case 3:
                data[at:at] = data[at : at + length] * dice.choice([1, 2, 50])
            case 4:
                data[at : at + dice.choice([0, 1, length])] = dice.choice(HOSTILE)
            case 5 if dice.random() < 0.3:
                del data[at:]
            case 6:
                other = dice.choice(seeds)
                begin = dice.randrange(len(other))
                data[at : at + length] = other[begin : begin + length]
            case _:
                data[at : at + length] = data[at : at + length][::-1]
    return bytes(data)


# The readers -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reader:
    """``seeds`` are whole files; ``read`` takes a changed one and checks what comes of it."""

    name: str
    seeds: Callable[[Path], list[bytes]]
    read: Callable[[bytes, Path], None]


def toml_in(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob("*.toml"))]


def protocols(_: Path) -> list[bytes]:
    return toml_in(FOLDER)


def traces(_: Path) -> list[bytes]:
    lines = [f"{n / 100:.2f};{300 + n % 7},5;{310 - n % 5},25" for n in range(120)]
    plain = "\n".join(f"{300 + n % 7}.5,{310 - n % 5}.25" for n in range(120))
    named = "Athlete,Anna\nTime (s),Left (N),Right (N)\n" + "\n".join(f"{n / 100},{n},{n}" for n in range(120))
    return [("time;left;right\n" + "\n".join(lines)).encode(), plain.encode(), named.encode("utf-16"), named.encode()]


def recordings(folder: Path) -> list[bytes]:
    return [taped.record_plates(folder, samples=count, chunk=40).path.read_bytes() for count in (250, 400)]


def calibrations(_: Path) -> list[bytes]:
    return [pack_json(taped.PLATES_CALIBRATION), pack_json(taped.dynamometer("7", "left")[1])]


def backups(folder: Path) -> list[bytes]:
    folders = make_folders(folder / "data")
    taped.record_plates(folders.recordings, samples=40)
    (folders.data / "protocols").mkdir(exist_ok=True)
    (folders.data / "protocols" / "own.toml").write_bytes(protocols(folder)[0])
    (folder / "disk").mkdir()
    made = back_up(folders, folder / "disk", datetime(2026, 3, 4, tzinfo=UTC)).backup.path.read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", "{}")
        archive.writestr("recordings/../../x.rec", b"\0" * 5000)
    return [made, made, made, packed.getvalue()]


def from_file(read: Callable[[Path], object], name: str, data: bytes, folder: Path) -> None:
    path = folder / name
    path.write_bytes(data)
    read(path)


def recording(data: bytes, folder: Path) -> None:
    found = read_bytes(data, folder / "a.rec")
    for segments in found.streams.values():
        for segment in segments:
            if segment.index.size and segment.values.shape[0] == 4:
                assert (segment.values == taped.plate_values(segment.index)).all()


def battery(data: bytes, folder: Path) -> None:
    path, tests = folder / "own.toml", AtHand.that_ship()
    path.write_bytes(data)
    found, problems = check_battery(read_text(path), tests.protocols, tests.texts, tests.today)
    if found is None:
        raise BadInput("\n".join(map(str, problems)))


def norm(data: bytes, folder: Path) -> None:
    path = folder / "own.toml"
    path.write_bytes(data)
    found, problems = check_card(read_text(path), built_in())
    if found is None:
        raise BadInput("\n".join(map(str, problems)))


READERS = {
    reader.name: reader
    for reader in (
        Reader("protocol", protocols, partial(from_file, load, "own.toml")),
        Reader("battery", lambda _: toml_in(plan_library.FOLDER), battery),
        Reader("norm card", lambda _: toml_in(norm_library.FOLDER), norm),
        Reader("trace", traces, partial(from_file, read_traces, "trace.csv")),
        Reader("recording", recordings, recording),
        Reader("calibration", calibrations, partial(from_file, read_calibration, "plates.json")),
        Reader("backup", backups, partial(from_file, verify, "counterpoise-20260304T000000Z.zip")),
    )
}


@dataclass(frozen=True)
class Outcome:
    """How many inputs were read, how many of them were refused; the longest time and the longest words of one."""

    inputs: int
    refused: int
    longest_s: float
    longest_text: int


def fuzzed(name: str, inputs: int, seed: int) -> Outcome:
    """One reader's share, in a process of its own where there is much to do; the input that fails is in the error."""
    reader, dice = READERS[name], random.Random(f"{name} {seed}")
    refused, longest_s, longest_text = 0, 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        seeds = reader.seeds(Path(folder))
        for number in range(inputs):
            data = mutated(seeds, dice)
            begun_s = time.perf_counter()
            try:
                reader.read(data, Path(folder))
            except StationError as error:
                refused += 1
                longest_text = max(longest_text, len(str(error)))
            except Exception as error:
                raise AssertionError(f"{name}, seed {seed}, input {number}: {error!r} from {data[:400]!r}") from error
            longest_s = max(longest_s, time.perf_counter() - begun_s)
    return Outcome(inputs, refused, longest_s, longest_text)


@pytest.fixture(scope="module")
def outcomes() -> Iterator[Callable[[str], list[Outcome]]]:
    """What came of a reader's inputs; many are shared out to all cores."""
    if INPUTS < MANY:
        yield lambda name: [fuzzed(name, INPUTS, SEED)]
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        parts = {
            name: [pool.submit(fuzzed, name, -(-INPUTS // PARTS), SEED + part) for part in range(PARTS)]
            for name in READERS
        }
        yield lambda name: [part.result() for part in parts[name]]


@pytest.mark.timeout(3600)  # the first one waits for its share of all
@pytest.mark.parametrize("name", READERS)
def test_changed_files_are_words_at_most(name: str, outcomes: Callable[[str], list[Outcome]]) -> None:
    found = outcomes(name)
    inputs, refused = sum(each.inputs for each in found), sum(each.refused for each in found)
    print(f"{name}: {inputs} inputs, {refused} refused, the longest took {max(e.longest_s for e in found):.3f} s")
    assert inputs >= INPUTS
    assert max(each.longest_s for each in found) < LONGEST_S
    assert max(each.longest_text for each in found) < LONGEST_TEXT
    # damage is noticed where a file says what it must be, and not everything is thrown away where it need not be
    assert refused > 0.02 * inputs or name == "recording"
    assert refused < inputs


def test_the_same_seed_changes_the_same_and_changes_something() -> None:
    seeds = protocols(Path())
    one, other = ([mutated(seeds, random.Random(number)) for number in range(50)] for _ in range(2))
    assert one == other
    assert sum(each in seeds for each in one) < 10
