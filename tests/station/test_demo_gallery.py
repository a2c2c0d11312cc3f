"""Curves that were kept for pictures, and the page that lists the pictures."""

import numpy as np

from station.commands.demo_gallery import COLUMNS, narrowed
from station.commands.demo_index import index_page
from station.envelope import Envelope


def test_a_narrowed_curve_keeps_its_peaks_and_its_gaps():
    rng = np.random.default_rng(1)
    low = rng.normal(100.0, 5.0, COLUMNS)
    high = low + rng.random(COLUMNS)
    high[1234] = 900.0
    low[:600] = high[:600] = np.nan
    narrow = narrowed(Envelope(low, high, 101.0), 700)
    assert narrow.low_n.shape == narrow.high_n.shape == (700,)
    assert np.nanmax(narrow.high_n) == 900.0
    assert np.nanmin(narrow.low_n) == np.nanmin(low)
    assert np.isnan(narrow.high_n[:139]).all()
    assert np.isfinite(narrow.high_n[141:]).all()
    assert narrow.latest_n == 101.0


def test_the_page_shows_every_picture_under_its_name(tmp_path):
    made = {
        "home": [tmp_path / "light-1280x720-home.png", tmp_path / "dark-2x-home.png"],
        "review-cmj": [tmp_path / "light-1280x720-review-cmj.png"],
    }
    page = index_page(tmp_path, made, ("light", "dark"), ("1280x720", "2x")).read_text("utf-8")
    assert page.count("<img ") == 3
    for pictures in made.values():
        for picture in pictures:
            assert f'src="{picture.name}"' in page
    assert "3 pictures: light, dark; 1280x720, 2x." in page
    assert str(tmp_path) not in page
