"""Words that the station puts into its sentences, or that stand alone: one word is not recognised as a text."""

from __future__ import annotations

from typing import Final

SINGLE_WORDS: Final = (
    *("left", "right", "both", "both sides", "total", "Left", "Right", "Both"),
    *("plates", "dynamometers", "clock", "device", "devices", "trial", "trials"),
    *("repetitions", "repetition", "efforts", "effort", "seconds", "minutes", "hops", "rises", "steps", "lifts"),
    *("completed", "unknown", "none", "valid", "invalid", "suspect", "accepted", "rejected"),
    *("push", "pull", "hold", "rest", "pause", "stop", "practice", "ready", "done", "relax"),
    *("today", "yesterday", "and", "or", "higher", "lower", "better", "worse", "unchanged"),
)
