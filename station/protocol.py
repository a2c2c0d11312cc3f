"""Clinical tests as data: one TOML file each, checked when read, frozen afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import msgspec

from station.errors import BadInput
from station.protocol_rules import check_rules
from station.setups import DeviceAt, DeviceClass, Fixing, Posture
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
    "tracking",
    "limb_hold",
    "limb_reps",
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

OutcomeName = Literal[
    "completed",
    "stopped by client",
    "lost form",
    "lost balance",
    "stopped for pain",
    "protocol wrong",
    "device failed",
]
"""How a trial may be said to have ended: the values of ``station.model.Outcome`` that a person chooses from."""

OUTCOMES: tuple[OutcomeName, ...] = get_args(OutcomeName)

MOST_SHOWN = 4
"""So many numbers stand beside the headline; the others are details behind."""

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
    maximum_of: str | None = None
    """The test whose best peak is the own maximum; without it this one."""


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


class ClientWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the client is told in each state, where that differs from ``[words]``, and in the rest between efforts."""

    zero: str = ""
    weigh: str = ""
    ready: str = ""
    go: str = ""
    hold: str = ""
    rest: str = ""
    done: str = ""
    cues: tuple[str, ...] = ()
    """Short things to call out during the effort."""


class Setup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``position`` as data: what must be the same for two numbers to be compared."""

    posture: Posture
    device_at: DeviceAt
    fixing: Fixing
    contraction: Literal["make", "break"] = "make"
    """The client pushes against what does not move (make), or the tester overcomes the client (break)."""


class Practice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Trials before the maximal ones, to learn the movement; never part of a result."""

    count: int
    effort_share: float
    """How hard, as a part of what the client can."""


class GateTuning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a test has differently of one gate of ``station.gates``."""

    limit: float | None = None
    happened: str = ""
    means: str = ""
    do: str = ""


class Detectable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Smallest change of one metric between two visits that a study of this very test can tell from its error."""

    value: float
    unit: str
    """``%`` of the earlier value, or the metric's own unit."""
    population: str
    posture: Posture
    device: DeviceClass
    citation: str


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

    @property
    def beats(self) -> tuple[tuple[float, str], ...]:
        """When each phase of a repetition begins, from its start, with its name; phases of no length are left out."""
        at_s, found = 0.0, []
        for name, seconds in (
            ("lower", self.lower_s),
            ("pause", self.pause_s),
            ("raise", self.raise_s),
            ("stand", self.stand_s),
        ):
            if seconds > 0:
                found.append((at_s, name))
            at_s += seconds
        return tuple(found)


class PathToFollow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A path that the force is to follow, as ``station.force_path`` reads it."""

    pieces: tuple[str, ...]
    maximum_of: str
    """The test whose best peak is the own maximum."""
    reach: float
    """How far off still counts as on the path, as a part of the own maximum."""
    lead_in_s: float = 3.0
    """Before the path begins its first level is shown so long."""
    ahead_s: float = 4.0
    """How much of the path is seen in advance."""


class Protocol(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One clinical test.  ``sides`` is the order of testing, or ``both`` alone for a force that belongs to no side.

    ``reps`` counts per side.  Every key that came later has a default: the text of a stored trial is read as it is.
    """

    key: str
    title: str
    summary: str
    group: Group
    place: int
    """Its place among the tests of its group; steps of ten leave room for tests between."""
    kind: Kind
    device: Literal["plates", "dynamometers"]
    position: str
    sides: tuple[Literal["left", "right", "both"], ...]
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
    lever: str | None = None
    """From where to where the lever is measured; needed where torque is a number of the test."""
    shown: tuple[str, ...] = ()
    """What stands beside the headline; without it the first metrics do."""
    outcomes: tuple[OutcomeName, ...] = OUTCOMES
    """How a trial of this test may be said to have ended."""
    metronome: Literal["off", "phases", "seconds"] = "off"
    """Beats where phases of the tempo begin, or on every second of it too."""
    norms: tuple[str, ...] = ()
    """Norm cards (``station/norms``) that were made with this very test."""
    setup: Setup | None = None
    practice: Practice | None = None
    client: ClientWords = ClientWords()
    gates: dict[str, GateTuning] = {}
    detectable: dict[str, Detectable] = {}
    """By metric."""
    path: PathToFollow | None = None
    trials: int = 1
    """So many trials count, with ``rest_s`` between them; each is a recording of its own."""
    standing_n: float | None = None
    """Weight of a thing that belongs to the test and stands on the plates while they are zeroed, at most."""
    limb_plate: Literal["unloads", "loads"] | None = None
    """What a limb that moves does to the plate of its side: takes load off it, or puts load onto it."""
    planned: str | None = None
    """The dose that was planned with the person, where it was done as one: then it is no measurement of the test."""

    @property
    def unsided(self) -> bool:
        """Whether what is measured belongs to no side, as the force of the trunk bending forwards."""
        return self.sides == ("both",)

    @property
    def supporting(self) -> tuple[str, ...]:
        """The metrics beside the headline: at most four."""
        others = tuple(key for key in self.metrics if key != self.headline)
        return self.shown or others[:MOST_SHOWN]

    @property
    def details(self) -> tuple[str, ...]:
        """The metrics behind: everything that is neither the headline nor beside it."""
        return tuple(key for key in self.metrics if key != self.headline and key not in self.supporting)

    def told(self, state: Literal["zero", "weigh", "ready", "go", "hold", "rest", "done"]) -> str:
        """What the client is told in a state: the client's own words, else those of the screen."""
        own: str = getattr(self.client, state)
        if own or state == "rest":
            return own or REST_WORDS
        words: str = getattr(self.words, state)
        return words


REST_WORDS = "Rest now, and breathe."
"""What a client is told between efforts by a test that says nothing of its own."""


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
