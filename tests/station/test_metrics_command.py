"""What is measured, as text: for a terminal, for one metric, and as the page in ``docs/``."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsp.catalog import CATALOG
from station.__main__ import main

PAGE = Path(__file__).parents[2] / "docs" / "metrics.md"


def test_the_page_in_docs_is_the_catalog(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metrics", "--markdown"]) == 0
    printed = capsys.readouterr().out
    assert PAGE.read_text("utf-8") == printed, "write it anew: station metrics --markdown docs/metrics.md"


def test_the_page_is_written_where_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metrics", "--markdown", str(tmp_path / "page.md")]) == 0
    assert (tmp_path / "page.md").read_text("utf-8").startswith("# What is measured")
    assert main(["metrics", "--markdown", str(tmp_path / "no" / "page.md")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_every_metric_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metrics"]) == 0
    listed = {line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")}
    assert listed == CATALOG.keys()


@pytest.mark.parametrize("key", ["rfd_0_100", "peak_force", "load_share"])
def test_one_metric_is_explained_with_its_formula_and_its_rules(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metrics", key]) == 0
    told = capsys.readouterr().out
    assert CATALOG[key].method in told
    assert CATALOG[key].source in told
    assert f"{CATALOG[key].needs.rate_hz:g} Hz" in told
    assert ("a lower bound" in told) == (key == "peak_force")


def test_a_metric_that_is_not_there_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metrics", "rfd"]) == 2
    assert "station metrics" in capsys.readouterr().err
