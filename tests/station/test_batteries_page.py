"""The page about batteries and norm cards says what the files may hold, and its example is right."""

from __future__ import annotations

import re
from pathlib import Path

from station.norm_cards import KEYS as CARD_KEYS
from station.plan import KEYS as BATTERY_KEYS
from station.plan import check_battery
from station.protocol import built_in
from station.protocol_library import built_in_texts

PAGE = (Path(__file__).parents[2] / "docs" / "batteries-and-norms.md").read_text(encoding="utf-8")


def test_every_key_of_both_files_stands_on_the_page():
    for key in (*BATTERY_KEYS, *CARD_KEYS):
        assert f"`{key.name.rpartition('.')[2]}`" in PAGE, key.name


def test_the_example_is_a_battery_that_can_be_used():
    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1]
    battery, problems = check_battery(example, built_in(), built_in_texts())
    assert problems == ()
    assert battery.tests == ("hip_extension_iso", "glute_bridge_hold", "prone_plank_hold")
