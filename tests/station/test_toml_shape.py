"""A file held against its shape: every problem, with its line."""

from __future__ import annotations

from typing import Literal

import msgspec
import pytest

from station.toml_shape import Problem, line_of, printable, read_shape, shown


class Inner(msgspec.Struct):
    seconds: float
    label: str = ""


class Shape(msgspec.Struct):
    name: str
    count: int
    sides: tuple[Literal["left", "right"], ...]
    inner: Inner
    way: Literal["up", "down"] = "up"
    other: Inner | None = None


SOUND = 'name = "a"\ncount = 2\nsides = ["left"]\n\n[inner]\nseconds = 1\n'


def problems(text: str) -> list[str]:
    return [str(each) for each in read_shape(text, Shape).problems]


def test_a_sound_text_has_no_problem_and_its_values():
    shaped = read_shape(SOUND, Shape)
    assert shaped.problems == []
    assert shaped.values == {"name": "a", "count": 2, "sides": ("left",), "inner.seconds": 1.0}
    assert shaped.tables == {"inner"}


def test_all_problems_come_at_once_each_with_its_line():
    text = 'nam = "a"\ncount = "two"\nsides = ["left", "middle"]\nway = "upp"\nother = 3\nseconds = 2\n'
    text += "[inner]\nlabel = 1\n"
    keys = "the keys there are: name, count, sides, inner, way, other."
    found = problems(text)
    assert found == [
        f"line 1: `nam`: there is no such key at the top; did you mean `name`?; {keys}",
        f"line 6: `seconds`: there is no such key at the top; it belongs into [inner]; {keys}",
        "`name`: missing at the top; it must be a text in quotes.",
        'line 2: `count` is "two", must be a whole number.',
        'line 3: `sides` is ["left", "middle"], must be a list of texts in quotes, each one of: left, right.',
        "line 7: `inner.seconds`: missing in [inner]; it must be a number.",
        "line 8: `inner.label` is 1, must be a text in quotes.",
        'line 4: `way` is "upp", must be one of: up, down; did you mean `up`?',
        "line 5: `other` is 3, must be a table: [other] with the keys seconds, label.",
    ]


def test_a_table_that_is_missing_is_told_with_its_keys():
    assert "`inner`: missing at the top; it must be a table with the keys seconds, label." in problems("count = 1")


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        (SOUND, "count", 2),
        (SOUND, "inner.seconds", 6),
        (SOUND, "inner.label", 5),
        (SOUND, "inner", 5),
        (SOUND, "other.seconds", None),
        ('note = """\ncount = 1\n"""\ncount = 2\n', "count", 4),
        ('note = """\n[inner]\n"""\n[inner]\nseconds = 2', "inner.seconds", 5),
        ("list = [\n1,\n]\ncount = 2", "count", 4),
        ("inner.seconds = 1\n", "inner.seconds", 1),
        ("count = 1\ninner = { seconds = 1 }\n", "inner.seconds", 2),
        ('"count" = 2\r\n[ inner ]\r\n  "seconds" = 3', "count", 1),
        ('"count" = 2\r\n[ inner ]\r\n  "seconds" = 3', "inner.seconds", 3),
        ("[other]\nseconds = 1\n[inner]\nseconds = 2", "inner.seconds", 4),
        ("# count = 1\ncount = 2", "count", 2),
    ],
)
def test_the_line_of_a_key_is_where_it_is_written(text, key, line):
    assert line_of(text, key) == line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("count = ", "line 1: this is not valid TOML"),
        ("a = 1\na = 2", "line 2: this is not valid TOML"),
        ("a = 1\nb = [1\n\n", "line 2: this is not valid TOML: Unclosed array"),
        ("a = " + "[" * 20_000, "this is not valid TOML: "),
        ("a = 1" + "0" * 6000, "this is not valid TOML: "),
    ],
)
def test_what_is_no_toml_is_said_with_its_line_where_there_is_one(text, said):
    (found,) = problems(text)
    assert found.startswith(said)


def test_what_is_found_is_shown_short_and_harmless():
    assert shown("\x1b[31m" + "x" * 200) == '"\\u001b[31m' + "x" * 46 + "..."
    assert len(shown(list(range(1000)))) == 60
    assert printable("a\x1b[31m\nb") == "a?[31m?b"
    assert "\x1b" not in "".join(problems('"\\u001b[31m" = 1\n' + SOUND))


def test_a_problem_of_the_whole_file_has_no_key():
    assert str(Problem("", "it is empty")) == "it is empty."
    assert str(Problem("a", "what is it?", None, 3)) == "line 3: `a`: what is it?"


class Open(msgspec.Struct):
    name: str
    inner: dict[str, Inner] = {}


def test_a_table_of_free_names_has_its_values_by_their_dotted_keys():
    shaped = read_shape('name = "a"\n[inner.one]\nseconds = 1\n[inner.two-b]\nseconds = 2\nlabel = "x"\n', Open)
    assert shaped.problems == []
    assert shaped.values == {
        "name": "a", "inner.one.seconds": 1.0, "inner.two-b.seconds": 2.0, "inner.two-b.label": "x",
    }  # fmt: skip
    assert shaped.tables == {"inner", "inner.one", "inner.two-b"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("inner = 3\n", "line 2: `inner` is 3, must be tables: [inner.NAME] with the keys seconds, label."),
        ("[inner]\none = 3\n", "line 3: `inner.one` is 3, must be a table: [inner.one] with the keys seconds, label."),
        ("[inner.one]\nsecond = 3\n", "line 3: `inner.one.second`: there is no such key in [inner.one]; did you mean"),
        ("[inner.one]\n", "line 2: `inner.one.seconds`: missing in [inner.one]; it must be a number."),
        ('[inner."a.b"]\nseconds = 1\n', "`inner.a.b`: must be a name of letters, digits and underscores."),
    ],
)
def test_what_is_wrong_in_a_table_of_free_names_is_said_with_its_line(text, says):
    found = [str(each) for each in read_shape(f'name = "a"\n{text}', Open).problems]
    assert any(line.startswith(says) for line in found), found
