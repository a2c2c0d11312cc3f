"""The audit as people read it: words, and numbers rounded with their units."""

from __future__ import annotations

import pytest

from station.commands.audit_words import detail_words
from station.commands.doses import dose_line
from station.doses import Dose, Prescribed, Reached
from station.model import Side

ID = "6a1f0c52-3c3e-4c36-9a55-0f4b7d2c9e10"
KEPT = {"kept": True, "rejected_for": None}
OPEN = {"kept": None, "rejected_for": None}


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        (
            {"body_mass_kg": 74.484257608584, "how": "weighed", "row": ID},
            "body mass 74.5 kg, how weighed, entry 6a1f0c52",
        ),
        ({"facts": {"height_m": [None, 1.8034]}}, "height 1.80 m instead of not known"),
        (
            {"amendment": 1, "kind": "decision", "step": "undone", "of": 1, "about": {}, "before": OPEN, "after": KEPT},
            "undone: kept",
        ),
        ({"run": 2, "of": 1, "cause": "a mark was moved"}, "run 2, instead of 1, cause a mark was moved"),
        ({"doses": ["left", "right"], "instead_of": []}, "doses left and right"),
        ({}, ""),
    ],
)
def test_a_row_says_in_words_what_was_done(detail, words):
    assert detail_words(detail) == words


def test_a_dose_is_named_by_the_title_of_its_test():
    from datetime import UTC, datetime

    dose = Dose("v", "glute_bridge_hold", Side.BOTH, datetime(2026, 3, 4, tzinfo=UTC), Prescribed(), Reached())
    assert "glute_bridge_hold" not in dose_line(dose)
    assert dose_line(dose, {"glute_bridge_hold": "Our bridge"}).startswith("dose Our bridge")
