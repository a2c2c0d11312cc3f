"""Every row of ``VIEWS`` passes the battery, in every look, at one and two device pixels per pixel."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from check_view import problems
from fake_console import EVERY_CARD, SCENES
from PySide6.QtWidgets import QApplication

from station.protocol import Kind
from ui import theme
from ui.app import create_app
from ui.views import VIEWS
from ui.widgets.sketch import Sketch

PROJECT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.key)
def test_a_view_passes_the_battery(view, look, open_window):
    create_app(look)
    window = open_window("hold", view.key)
    assert problems(window) == []


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.key)
def test_a_view_survives_a_station_with_nothing_and_says_so(view, open_window):
    window = open_window("nothing", view.key, empty=True)
    assert problems(window) == []


@pytest.mark.parametrize("scene", [name for name in SCENES if name != "hold"])
def test_the_live_view_passes_in_every_state(scene, open_window):
    window = open_window(scene, "live")
    found = problems(window)
    assert found == []


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
@pytest.mark.parametrize("search", ["", "st", "chair", "nothing of this name"])
def test_all_tests_that_ship_can_be_chosen_from_whatever_is_looked_for(search, size, open_window):
    window = open_window("idle")
    window.resize(*size)
    window.console.cards = tuple(
        replace(card, ready=card.device == "plates", why_not="" if card.device == "plates" else "This needs others.")
        for card in EVERY_CARD
    )
    window.refresh()
    if search:
        window.page("live").typed(search)
    for _ in range(4):
        QApplication.processEvents()
    assert problems(window) == []


@pytest.mark.parametrize("trial", ["t-jump", "t-hip", "t-refused", "nobody"])
def test_the_review_passes_with_every_kind_of_trial(trial, open_window):
    window = open_window("hold", "review", trial)
    assert problems(window) == []


@pytest.mark.parametrize("look", ["light", "dark"])
def test_all_views_pass_at_two_device_pixels_per_pixel(look):
    environment = {**os.environ, "QT_SCALE_FACTOR": "2", "PYTHONPATH": str(PROJECT)}
    program = [sys.executable, str(PROJECT / "tests" / "check_view.py"), look]
    done = subprocess.run(program, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert (done.stdout, done.returncode) == ("", 0), done.stderr


def test_all_views_pass_with_larger_type():
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    program = [sys.executable, str(PROJECT / "tests" / "check_view.py"), "light", "1.25"]
    done = subprocess.run(program, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert (done.stdout, done.returncode) == ("", 0), done.stderr


def test_keys_of_views_are_unique_and_their_icons_exist():
    from ui.icons import PATHS

    assert len({view.key for view in VIEWS}) == len(VIEWS)
    assert {view.icon for view in VIEWS} <= set(PATHS)


def test_every_kind_of_test_has_a_curve_it_is_known_by():
    assert set(Sketch.SHAPES) == set(get_args(Kind))


def test_text_and_ground_differ_enough_to_be_read():
    def luminance(colour: str) -> float:
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        high, low = sorted((luminance(one), luminance(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    for look in theme.THEMES.values():
        for ground in (look.surface, look.background):
            assert contrast(look.ink, ground) >= 7
            assert contrast(look.muted, ground) >= 4.5
        for tone in ("good", "caution", "trouble"):
            assert contrast(*look.tone(tone)) >= 4.5
        assert contrast(look.left, look.surface) >= 3
        assert contrast(look.right, look.surface) >= 3
