"""The words of a report: every language has all of them, with the same fields."""

import re
import tomllib
from datetime import datetime

import pytest

from station.change.verdicts import Word
from station.errors import BadInput
from station.model import Outcome, RejectReason, Side
from station.people import Involved
from station.report.sheet import WORDS
from station.report.wording import FOLDER, Wording, languages


def catalogue(language):
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def flat(language):
    return {
        f"{section}.{key}": text
        for section, words in catalogue(language).items()
        if isinstance(words, dict)
        for key, text in words.items()
    }


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_word_with_the_same_fields(language):
    english, other = flat("en"), flat(language)
    assert other.keys() == english.keys()
    fields = {key: sorted(re.findall(r"\{(\w+)\}", text)) for key, text in other.items()}
    assert fields == {key: sorted(re.findall(r"\{(\w+)\}", text)) for key, text in english.items()}
    assert len(catalogue(language)["months"]) == 12


def test_german_is_german():
    same = {key for key, text in flat("de").items() if text == flat("en")[key] and len(text) > 3}
    fields_only = {"foot.device", "foot.sides", "not_counted.line", "change.retest_done", "dose.seconds"}
    assert same <= fields_only | {"foot.uncertainty", "certificate.firmware", "certificate.software"}


@pytest.mark.parametrize("language", languages())
def test_every_word_of_the_station_s_closed_lists_is_there(language):
    words = Wording(language)
    for key in (
        *(f"outcome.{each.value}" for each in Outcome),
        *(f"rejected.{each.value}" for each in RejectReason),
        *(f"involved.{each.value}" for each in Involved),
        *(f"page.{each.value}" for each in Side),
        *(f"change.{WORDS[each]}" for each in Word),
    ):
        assert words.say(key)


def test_german_writes_a_decimal_comma_but_not_into_ids_versions_and_citations():
    words = Wording("de")
    assert words.number("12.5 ± 0.3 N, 10.1016/j.x.2004.01.002, counterpoise 0.1.0, 1.2.3") == (
        "12,5 ± 0,3 N, 10.1016/j.x.2004.01.002, counterpoise 0.1.0, 1.2.3"
    )
    assert words.date(datetime(2026, 9, 7)) == "7. Sept. 2026"


def test_what_the_station_said_is_told_in_the_language_of_the_page_and_never_in_english_s_place():
    told = {"limited by 0.5 s": "um 0.5 s begrenzt"}.get
    assert Wording("de", lambda text: told(text, text)).told("limited by 0.5 s") == "um 0,5 s begrenzt"
    assert Wording("en", lambda text: told(text, text)).told("limited by 0.5 s") == "limited by 0.5 s"


def test_a_language_that_there_is_not_is_refused_with_those_that_there_are():
    with pytest.raises(BadInput, match="de, en"):
        Wording("fr")
