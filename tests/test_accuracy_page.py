"""The page that says how true the numbers are, from what the acceptance runs printed."""

import json
from pathlib import Path

import pytest

from bench.accuracy_page import main, page
from station.protocol import built_in


def line(protocol: str, key: str, side: str, by: str, covered: int = 200, **more: object) -> dict[str, object]:
    figures = {"unit": "N", "count": 200, "bias": 0.5, "spread": 1.5, "stated": 4.0}
    return {"protocol": protocol, "key": key, "side": side, "by": by, "covered": covered,
            "covered_share": covered / 200, **figures, **more}  # fmt: skip


def result(*lines: dict[str, object], runs: int = 200) -> dict[str, object]:
    marks = [{"protocol": "isometric_pull", "mark": "onset", "mean_s": 0.0023, "p95_s": 0.0049}]
    return {"runs": runs, "seconds": 1.0, "troubles": [], "lines": [*lines], "marks": marks}


PULL = result(
    line("isometric_pull", "peak_force", "both", "force", 199, bias=0.1),
    line("isometric_pull", "peak_force", "both", "person", 198),
    line("isometric_pull", "peak_force", "left", "force", 191),
)


def test_a_test_has_a_line_and_its_headline_one_for_each_side_against_the_person_where_one_was_played():
    text = page([PULL])
    title = built_in()["isometric_pull"].title
    assert f"| {title} | 200 | 600 | 98.0 % | 95.5 % (Peak force, left) | onset 2.3, 4.9 ms |" in text
    assert f"| {title} | Peak force | both | 0.5 N | 1.5 N | 4 N | 99.0 % |" in text
    assert f"| {title} | Peak force | left | 0.5 N | 1.5 N | 4 N | 95.5 % |" in text
    assert "done by 200 people" in text


def test_what_was_not_done_is_said_and_the_last_result_of_a_test_counts():
    later = result(line("isometric_pull", "peak_force", "both", "person", 200), runs=40)
    text = page([PULL, later])
    assert "done by 40 people" in text
    assert "95.5 %" not in text
    titles = [each.title for key, each in built_in().items() if key != "isometric_pull"]
    assert f"Not done yet: {', '.join(titles)}." in text


def test_results_of_several_tests_in_one_file_say_how_many_people_did_each(tmp_path: Path):
    both = result(
        line("isometric_pull", "peak_force", "both", "force"), line("cmj", "jump_height", "both", "force"), runs=400
    )
    (tmp_path / "both.json").write_text(json.dumps(both), "utf-8")
    target = tmp_path / "accuracy.md"
    assert main([str(target), str(tmp_path / "both.json")]) == 0
    assert "done by 200 people" in target.read_text("utf-8")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"lines": 3}'])
def test_a_file_that_holds_no_result_is_refused_and_the_page_stays(tmp_path: Path, capsys, content: str):
    (tmp_path / "x.json").write_text(content, "utf-8")
    assert main([str(tmp_path / "accuracy.md"), str(tmp_path / "x.json")]) == 2
    assert "A result cannot be read" in capsys.readouterr().err
    assert not (tmp_path / "accuracy.md").exists()
