"""Whoever is known is taken out of a text, however they are written, and nothing else is."""

from datetime import date

import pytest

from station.blotting import Blot, parts_of_contact, parts_of_name, ways_to_write


@pytest.mark.parametrize(
    ("words", "text", "blotted"),
    [
        (["A-104"], "A-104, a-104 and A-1045", "(person), (person) and A-1045"),
        (["A-104"], "recording A-104_2026.cpr of BA-104", "recording (person)_2026.cpr of BA-104"),
        (["A-1", "A-1 b"], "A-1 b came, A-1 went", "(person) came, (person) went"),
        (["#7"], "#7 weighs 7 kg", "(person) weighs 7 kg"),
        (["7"], "7 weighs 70 kg", "(person) weighs 70 kg"),
        (["\u2605"], "\u2605 came", "(person) came"),
        (["x."], "x. and x", "(person) and x"),
        (["", " "], "nobody", "nobody"),
        (
            parts_of_name("An Li-Meier"),
            "Meier, An: an error of Li; AN LI-MEIER",
            "(person), (person): an error of (person); (person)",
        ),
        (parts_of_name("\u00c5sa \u00d6berg"), "\u00f6berg's trial", "(person)'s trial"),
        (
            parts_of_contact("Main Road 5, a.b@c.org; +49 170 1234567"),
            "wrote to A.B@c.org, 1234567",
            "wrote to (person), (person)",
        ),
        (ways_to_write(date(1980, 5, 7)), "1980-05-07, 7.5.1980, 07.05.1980", "(person), (person), (person)"),
    ],
)
def test_words_are_taken_out_whole_and_nothing_else_is(words, text, blotted):
    assert Blot(words)(text) == blotted


def test_ten_thousand_people_are_looked_for_in_a_text_and_none_of_them_is_shown_by_the_blot_itself():
    blot = Blot(f"A-{number}" for number in range(10_000))
    assert blot("A-9999 is not A-10000. " * 200) == "(person) is not A-10000. " * 200
    assert repr(blot) == "Blot(...)"
