"""Clinical tests as data: one TOML file each, checked when read, frozen afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import msgspec

from dsp.catalog import CATALOG
from station.errors import BadInput

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


def load(path: Path) -> Protocol:
    """Read one protocol file.  Raises BadInput naming file, key and what is allowed."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path.name}: cannot be read as UTF-8 text ({error}).") from error
    try:
        protocol = msgspec.toml.decode(text, type=Protocol)
    except msgspec.ValidationError as error:
        raise BadInput(f"{path.name}: {_explain(str(error))}") from error
    except msgspec.DecodeError as error:
        raise BadInput(f"{path.name}: this is not valid TOML: {error}.") from error
    for key, holds, allowed in _RULES:
        if not holds(protocol):
            raise BadInput(f"{path.name}: `{key}` must be {allowed}.")
    for name in (protocol.headline, *protocol.metrics):
        if name not in CATALOG:
            raise BadInput(f"{path.name}: there is no metric `{name}`; known ones: {', '.join(sorted(CATALOG))}.")
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
    return dict(sorted(found.items(), key=lambda item: _where(item[1])))


def _where(protocol: Protocol) -> tuple[int, int, str]:
    return GROUPS.index(protocol.group), protocol.place, protocol.title


_RULES: tuple[tuple[str, Callable[[Protocol], bool], str], ...] = (
    (
        "key",
        lambda p: re.fullmatch(r"[a-z][a-z0-9_]*", p.key) is not None,
        "lower-case letters, digits and underscores",
    ),
    ("title", lambda p: bool(p.title.strip()), "a few words"),
    ("place", lambda p: 1 <= p.place <= 999, "1 to 999"),
    (
        "sides",
        lambda p: bool(p.sides) and len(set(p.sides)) == len(p.sides),
        '["left", "right"] in the order of testing',
    ),
    ("reps", lambda p: 1 <= p.reps <= 50, "1 to 50"),
    (
        "reps",
        lambda p: p.kind not in ("hold", "jump", "squat_jump", "drop_jump", "balance") or p.reps == 1,
        "1 for a hold, a jump or a stance",
    ),
    ("effort_s", lambda p: 0 < p.effort_s <= 3600, "above 0 and at most 3600 seconds"),
    ("rest_s", lambda p: 0 <= p.rest_s <= 3600, "0 to 3600 seconds"),
    ("countdown_s", lambda p: 0 <= p.countdown_s <= 60, "0 to 60 seconds"),
    ("finish.max_s", lambda p: p.effort_s <= p.finish.max_s <= 3600, "at least effort_s and at most 3600 seconds"),
    ("finish.settle_s", lambda p: 0 <= p.finish.settle_s <= p.finish.max_s, "0 to finish.max_s seconds"),
    ("full_scale_n", lambda p: 0 < p.full_scale_n <= 50_000, "above 0 and at most 50000 newtons"),
    ("detect.contraction_above_n", lambda p: p.detect.contraction_above_n > 0, "above 0 newtons"),
    ("detect.flight_below_n", lambda p: p.detect.flight_below_n > 0, "above 0 newtons"),
    (
        "weigh",
        lambda p: p.kind not in ("jump", "squat_jump") or p.weigh is not None,
        "given: a jump needs the body weight",
    ),
    ("weigh.seconds", lambda p: p.weigh is None or 0.5 <= p.weigh.seconds <= 30, "0.5 to 30 seconds"),
    ("weigh.sd_below_n", lambda p: p.weigh is None or p.weigh.sd_below_n > 0, "above 0 newtons"),
    ("weigh.mean_above_n", lambda p: p.weigh is None or p.weigh.mean_above_n > 0, "above 0 newtons"),
    ("target", lambda p: p.target is None or 0 <= p.target.low < p.target.high, "a band with 0 <= low < high"),
    (
        "tempo",
        lambda p: (
            p.tempo is None or (min(p.tempo.lower_s, p.tempo.raise_s) > 0 <= min(p.tempo.pause_s, p.tempo.stand_s))
        ),
        "seconds above 0 down and up, and 0 or more for the pause and the stand",
    ),
    (
        "plate_distance_m",
        lambda p: p.plate_distance_m is None or 0.05 <= p.plate_distance_m <= 2.0,
        "0.05 to 2 metres from the middle of one plate to that of the other",
    ),
    ("one_leg", lambda p: not p.one_leg or (p.kind, p.device) == ("jump", "plates"), "given for a jump on plates only"),
    ("headline", lambda p: p.headline in p.metrics, "one of `metrics`"),
    ("lever_m", lambda p: p.lever_m is None or 0.02 <= p.lever_m <= 1.5, "0.02 to 1.5 metres"),
    ("detectable_percent", lambda p: p.detectable_percent is None or 0 < p.detectable_percent < 100, "0 to 100 %"),
)


def _explain(message: str) -> str:
    """What msgspec found, with the allowed keys added where a key is unknown or missing."""
    problem, _, where = message.partition(" - at `$")
    path = [part for part in where.rstrip("`").split(".") if part]
    if "field `" in problem:
        shape: type[msgspec.Struct] = _TABLES.get(path[0], Protocol) if path else Protocol
        allowed = ", ".join(field.encode_name for field in msgspec.structs.fields(shape))
        place = f"in [{path[0]}]" if path else "at the top"
        return f"{problem.replace('Object ', 'the file ')} {place}; the keys there are: {allowed}."
    key = ".".join(path)
    choices = _CHOICES.get(re.sub(r"\[.*\]", "", key))
    return f"`{key}`: {problem[:1].lower()}{problem[1:]}" + (f"; allowed are {choices}." if choices else ".")


_CHOICES = {
    "kind": ", ".join(get_args(Kind)),
    "group": ", ".join(GROUPS),
    "device": "plates, dynamometers",
    "sides": "left, right",
    "target.kind": "body_weight_share, newtons, own_maximum, own_level",
}
_TABLES: dict[str, type[msgspec.Struct]] = {
    "weigh": Weigh,
    "target": Target,
    "tempo": Tempo,
    "finish": Finish,
    "words": Words,
    "detect": Detect,
}
