"""Clinical tests as data: one TOML file each, checked when read, frozen afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import msgspec

from station.errors import BadInput
from station.protocol_rules import check_rules
from station.toml_shape import Problem, printable, read_shape

Kind = Literal[
    "isometric",
    "hold",
    "intermittent",
    "jump",
    "squat_jump",
    "drop_jump",
    "hops",
    "movement",
    "step_down",
    "weight_shift",
    "sit_to_stand",
    "balance",
]
"""What a test analyses; each kind is a row in ``station.analysis``."""

Group = Literal[
    "Hip strength",
    "Core strength",
    "Core and hip endurance",
    "Movement",
    "Balance",
    "Power",
]
"""Where a test is found, in the order of a clinic's list; within its group a test stands at its ``place``."""

GROUPS: tuple[str, ...] = get_args(Group)

LONGEST_BYTES = 20_000

FOLDER = Path(__file__).parent / "protocols"


class Weigh(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When somebody stands still enough to be weighed."""

    seconds: float
    sd_below_n: float
    mean_above_n: float


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The band to stay in, as parts of body weight, the own maximum or the hold's own beginning, or in newtons."""

    kind: Literal["body_weight_share", "newtons", "own_maximum", "own_level"]
    low: float
    high: float
    label: str


class Finish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When the recording of one effort ends: at the latest after ``max_s``, else ``settle_s`` after its last event."""

    max_s: float
    settle_s: float


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What client and therapist are told in each state, one sentence each."""

    zero: str
    weigh: str
    ready: str
    go: str
    hold: str
    done: str


class Detect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Live levels: force above ``contraction_above_n`` is an effort, below ``flight_below_n`` nobody stands there."""

    contraction_above_n: float
    flight_below_n: float


class Tempo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The beat of repetitions: seconds down, at the bottom, up, and standing until the next."""

    lower_s: float
    pause_s: float
    raise_s: float
    stand_s: float

    @property
    def period_s(self) -> float:
        """From one start to the next."""
        return self.lower_s + self.pause_s + self.raise_s + self.stand_s


class Protocol(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One clinical test.  ``sides`` is the order of testing; ``reps`` counts per side."""

    key: str
    title: str
    summary: str
    group: Group
    place: int
    """Its place among the tests of its group; steps of ten leave room for tests between."""
    kind: Kind
    device: Literal["plates", "dynamometers"]
    position: str
    sides: tuple[Literal["left", "right"], ...]
    reps: int
    effort_s: float
    rest_s: float
    countdown_s: float
    full_scale_n: float
    headline: str
    metrics: tuple[str, ...]
    detect: Detect
    finish: Finish
    words: Words
    replaces: str | None = None
    """The built-in test whose place a clinic's own one takes; without it none is ever replaced."""
    weigh: Weigh | None = None
    target: Target | None = None
    plate_distance_m: float | None = None
    """How far apart the middles of the two plates lie, as ``position`` tells the therapist to put them."""
    tempo: Tempo | None = None
    one_leg: bool = False
    """A jump from one leg, landed on the same: the plates tell which one, and its numbers are that leg's."""
    lever_m: float | None = None
    """From the joint to the device, where the test fixes it for everybody (a frame); else it is given with a trial."""
    detectable_percent: float | None = None
    """Smallest difference between the sides that this method is published to tell, in per cent of the larger."""


def check(text: str) -> tuple[Protocol | None, tuple[Problem, ...]]:
    """The protocol that a file's text holds, or everything that is wrong with it.  Never raises."""
    shaped = read_shape(text, Protocol)
    if shaped.tables or shaped.values:
        check_rules(shaped, _DEFAULTS)
    if shaped.problems:
        return None, shaped.in_order()
    return msgspec.toml.decode(text, type=Protocol), ()


def read_text(path: Path) -> str:
    """The text of a protocol file, without a byte order mark.  Raises BadInput."""
    try:
        if not path.is_file():
            what = "this is no file" if path.exists() else "there is no such file"
            raise BadInput(f"{printable(path.name)}: {what}.")
        with path.open("rb") as file:
            data = file.read(LONGEST_BYTES + 1)
        if len(data) > LONGEST_BYTES:
            raise BadInput(f"{printable(path.name)}: it has more than {LONGEST_BYTES} bytes; no protocol is so long.")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{printable(path.name)}: this is not UTF-8 text (byte {error.start}).") from error
    except OSError as error:
        raise BadInput(f"{printable(path.name)}: cannot be read ({error.strerror}).") from error


def load(path: Path) -> Protocol:
    """Read one protocol file.  Raises BadInput with a line for each problem: file, line, key and what is allowed."""
    protocol, problems = check(read_text(path))
    if protocol is None:
        raise BadInput("\n".join(f"{printable(path.name)}: {problem}" for problem in problems))
    return protocol


@cache
def built_in() -> dict[str, Protocol]:
    """All protocols that ship, by key: group after group, and within one by place, then title.

    Raises BadInput when a file's name is not its key.
    """
    found: dict[str, Protocol] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        protocol = load(path)
        if protocol.key != path.stem:
            raise BadInput(f"{path.name}: `key` must be the file's name, {path.stem!r}, and is {protocol.key!r}.")
        found[protocol.key] = protocol
    return in_clinical_order(found)


def in_clinical_order(protocols: Mapping[str, Protocol]) -> dict[str, Protocol]:
    """Group after group, and within one by place, then title."""
    return dict(sorted(protocols.items(), key=lambda item: _where(item[1])))


def _where(protocol: Protocol) -> tuple[int, int, str]:
    return GROUPS.index(protocol.group), protocol.place, protocol.title


_DEFAULTS = {
    field.encode_name: field.default
    for field in msgspec.structs.fields(Protocol)
    if field.default is not msgspec.NODEFAULT
}
