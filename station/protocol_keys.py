"""What each key of a protocol file means and may hold.

One table: the check of a file and the page ``docs/protocols.md`` are both made from it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from station.force_path import GRAMMAR, readable

TITLE_LETTERS: Final = 60
SENTENCE_LETTERS: Final = 300
MOST_CUES: Final = 6


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its unit, what it means, and which values it may have, in words and as a test of one value."""

    name: str
    unit: str
    means: str
    allowed: str = ""
    holds: Callable[[Any], bool] = lambda _: True

    def named(self, names: Iterable[str]) -> list[str]:
        """Which of these keys it is: itself, or with a star for a free name all that fit."""
        if "*" not in self.name:
            return [self.name] if self.name in names else []
        table, _, leaf = self.name.partition(".*.")
        return [name for name in names if name.startswith(f"{table}.") and name.endswith(f".{leaf}")]


def _between(low: float, high: float) -> Callable[[Any], bool]:
    return lambda value: low <= value <= high


def _above(high: float) -> Callable[[Any], bool]:
    return lambda value: 0 < value <= high


def _some_words(text: str) -> bool:
    return bool(text.strip()) and len(text) <= TITLE_LETTERS and text.isprintable()


def _sentence(text: str) -> bool:
    return text.strip().endswith((".", "!", "?")) and len(text) <= SENTENCE_LETTERS and text.isprintable()


def _name(text: str) -> bool:
    return re.fullmatch(r"[a-z][a-z0-9_]{0,59}", text) is not None


def _different(items: tuple[str, ...]) -> bool:
    return bool(items) and len(set(items)) == len(items)


def _sentences(texts: tuple[str, ...]) -> bool:
    return len(texts) <= MOST_CUES and all(_some_words(text) for text in texts)


def _part(text: str) -> bool:
    return bool(text.strip()) and len(text) <= SENTENCE_LETTERS and text.isprintable()


def _names(names: tuple[str, ...]) -> bool:
    return len(set(names)) == len(names) and all(_name(name) for name in names)


_WORDS = f"a few words on one line, at most {TITLE_LETTERS} letters"
_SENTENCE = f"one or more sentences on one line, at most {SENTENCE_LETTERS} letters, the last one a full stop, ! or ?"
_PART = f"words on one line, at most {SENTENCE_LETTERS} letters"
_NAME = "lower-case letters, digits and underscores, a letter first, at most 60"

KEYS: tuple[Key, ...] = (
    Key("key", "", "The name of the test in results, exports and on the command line.", _NAME, _name),
    Key("title", "", "What the test is called on the screen.", _WORDS, _some_words),
    Key("summary", "", "What it measures, and how.", _SENTENCE, _sentence),
    Key("group", "", "Under which heading it is found."),
    Key("place", "", "Its place in that group; steps of ten leave room.", "1 to 999", _between(1, 999)),
    Key("kind", "", "Which analysis makes its marks and numbers."),
    Key("device", "", "What measures."),
    Key("position", "", "How the client lies, sits or stands, and where the device is.", _SENTENCE, _sentence),
    Key(
        "sides",
        "",
        "Which sides are tested, in this order; both for a force that belongs to no side.",
        '["left", "right"] in the order of testing, or ["both"] alone',
        lambda sides: _different(sides) and ("both" not in sides or len(sides) == 1),
    ),
    Key("reps", "", "Repetitions, for each side where sides are tested one by one.", "1 to 50", _between(1, 50)),
    Key(
        "effort_s",
        "s",
        "How long an effort takes, a hold aims for, or a movement is recorded.",
        "above 0 and at most 3600 seconds",
        _above(3600),
    ),
    Key("rest_s", "s", "Rest between efforts.", "0 to 3600 seconds", _between(0, 3600)),
    Key("countdown_s", "s", "From the button to GO.", "0 to 60 seconds", _between(0, 60)),
    Key(
        "full_scale_n",
        "N",
        "Top of the force axis before anybody has pushed.",
        "above 0 and at most 50000 newtons",
        _above(50_000),
    ),
    Key("headline", "", "The one number of the big display."),
    Key(
        "metrics",
        "",
        "The numbers of the test, in this order; `station metrics` lists all.",
        "one metric or more, each once",
        _different,
    ),
    Key("replaces", "", "The built-in test whose place this one takes.", _NAME, _name),
    Key(
        "plate_distance_m",
        "m",
        "From the middle of one plate to that of the other, as `position` has them put; for kind balance only.",
        "0.05 to 2 metres",
        _between(0.05, 2.0),
    ),
    Key("one_leg", "", "A jump from one leg, landed on the same; its numbers are that leg's."),
    Key(
        "lever_m",
        "m",
        "From the joint to the device, where a frame fixes it for everybody; for kind isometric only.",
        "0.02 to 1.5 metres",
        _between(0.02, 1.5),
    ),
    Key(
        "detectable_percent",
        "%",
        "Smallest difference between the sides that the method is published to tell; for kind isometric only.",
        "above 0 and below 100",
        lambda value: 0 < value < 100,
    ),
    Key(
        "lever",
        "",
        "From where to where the lever is measured; needed where a torque is among `metrics`.",
        _SENTENCE,
        _sentence,
    ),
    Key(
        "shown",
        "",
        "What stands beside the headline; the other metrics are details. Left out: the first of `metrics`.",
        "at most four of `metrics` without the headline",
        lambda names: len(names) <= 4 and len(set(names)) == len(names),
    ),
    Key(
        "outcomes",
        "",
        "How a trial may be said to have ended, in the order of choosing.",
        "each once, `completed` among them",
        lambda names: "completed" in names and len(set(names)) == len(names),
    ),
    Key("metronome", "", "Beats where the phases of `[tempo]` begin, or on every second of them too."),
    Key("norms", "", "Norm cards that this very test may be compared with; `station norms list` names them.",
        "names of norm cards, each once", _names),
    Key("setup.posture", "", "How the client lies, sits or stands."),
    Key("setup.device_at", "", "What the device touches; above_ankle is a long lever, above_knee a short one."),
    Key("setup.fixing", "", "What holds the device: body is the client's own, as in a squeeze."),
    Key("setup.contraction", "", "Push against what does not move (make), or be overcome by the tester (break)."),
    Key("practice.count", "", "Trials before the maximal ones, for each side; never part of a result.", "1 to 5",
        _between(1, 5)),
    Key("practice.effort_share", "parts", "How hard, as a part of what the client can.", "0.1 to 0.9",
        _between(0.1, 0.9)),
    Key(
        "detect.contraction_above_n",
        "N",
        "Force above it, over the level of rest, is an effort.",
        "above 0 and at most 50000 newtons",
        _above(50_000),
    ),
    Key(
        "detect.flight_below_n",
        "N",
        "Force below it means that nobody stands there.",
        "above 0 and at most 50000 newtons",
        _above(50_000),
    ),
    Key("finish.max_s", "s", "The recording of an effort ends then at the latest.", "above 0 and at most 3600 seconds",
        _above(3600)),
    Key("finish.settle_s", "s", "How long it goes on after the last event.", "0 to 3600 seconds", _between(0, 3600)),
    Key("weigh.seconds", "s", "How long somebody must stand still to be weighed.", "0.5 to 30 seconds",
        _between(0.5, 30)),
    Key("weigh.sd_below_n", "N", "Greatest standard deviation of standing still.", "above 0 and at most 200 newtons",
        _above(200)),
    Key("weigh.mean_above_n", "N", "Below it nobody stands there.", "above 0 and at most 2000 newtons", _above(2000)),
    Key("target.kind", "", "What the band is a part of, or newtons."),
    Key("target.low", "parts or N", "Lower edge of the band.", "0 or more, and below target.high",
        lambda value: 0 <= value < math.inf),
    Key("target.high", "parts or N", "Upper edge of the band.", "above target.low",
        lambda value: 0 < value < math.inf),
    Key("target.label", "", "What is written at the band.", _WORDS, _some_words),
    Key("path.pieces", "", "The path, piece after piece; levels in % of the own maximum.", f"lines like {GRAMMAR}",
        readable),
    Key("path.maximum_of", "", "The test whose best peak of this person is the own maximum.", _NAME, _name),
    Key("path.reach", "parts", "How far off the path still counts as on it, as a part of the own maximum.",
        "0.005 to 0.5", _between(0.005, 0.5)),
    Key("path.lead_in_s", "s", "So long the first level is shown before the path begins.", "1 to 60 seconds",
        _between(1.0, 60.0)),
    Key("path.ahead_s", "s", "How much of the path is seen in advance.", "0.5 to 20 seconds", _between(0.5, 20.0)),
    Key("tempo.lower_s", "s", "On the way down.", "above 0 and at most 60 seconds", _above(60)),
    Key("tempo.pause_s", "s", "At the bottom.", "0 to 60 seconds", _between(0, 60)),
    Key("tempo.raise_s", "s", "On the way up.", "above 0 and at most 60 seconds", _above(60)),
    Key("tempo.stand_s", "s", "At the top, until the next.", "0 to 60 seconds", _between(0, 60)),
    *(
        Key(f"words.{state}", "", f"What is said {when}.", _SENTENCE, _sentence)
        for state, when in (
            ("zero", "while the devices are zeroed"),
            ("weigh", "while somebody is weighed; where nobody is, that there is no weighing"),
            ("ready", "before the countdown"),
            ("go", "at GO"),
            ("hold", "while the effort goes on"),
            ("done", "after it"),
        )
    ),
    *(
        Key(f"client.{state}", "", f"What the client is told {when}.", _SENTENCE, _sentence)
        for state, when in (
            ("zero", "while the devices are zeroed"),
            ("weigh", "while being weighed"),
            ("ready", "before the countdown"),
            ("go", "at GO"),
            ("hold", "while the effort goes on"),
            ("rest", "in the rest between efforts"),
            ("done", "after it"),
        )
    ),
    Key("client.cues", "", "Short things to call out during the effort.",
        f"at most {MOST_CUES}, each {_WORDS}", _sentences),
    Key("gates.*.limit", "the gate's", "Where the gate closes; the table of gates says from where to where."),
    Key("gates.*.happened", "", "What happened, in the clinic's own words.", _PART, _part),
    Key("gates.*.means", "", "What that means.", _PART, _part),
    Key("gates.*.do", "", "What to do.", _PART, _part),
    Key("detectable.*.value", "the unit's", "Smallest change that counts as one.", "above 0",
        lambda value: 0 < value < math.inf),
    Key("detectable.*.unit", "", "Of the value.", "% or the metric's own unit"),
    Key("detectable.*.population", "", "Who was studied, and how many.", _PART, _part),
    Key("detectable.*.posture", "", "How they lay, sat or stood.", "that of `setup.posture`"),
    Key("detectable.*.device", "", "With what it was measured.", "the class of the test's own device"),
    Key("detectable.*.citation", "", "Where it is published.", _PART, _part),
)  # fmt: skip
