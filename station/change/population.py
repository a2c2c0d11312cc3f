"""Does a published number speak of somebody like this person?  What cannot be told from the words does not fit."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from station.people import PersonFacts, Sex

_WOMEN: Final = frozenset({"women", "woman", "female", "females", "girls"})
_MEN: Final = frozenset({"men", "man", "male", "males", "boys"})
_PLAIN: Final = frozenset(
    {"healthy", "adults", "adult", "people", "persons", "participants", "subjects", "volunteers", "community"}
    | {"dwelling", "both", "sexes", "right", "left", "aged", "age", "ages", "mean", "sd", "years", "year", "y", "yr"}
    | {"yrs", "old", "and", "or", "of", "to", "in", "from", "n", "with", "without", "a", "the"}
    | {"one", "two", "three", "trial", "trials", "session", "sessions", "apart", "days", "weeks", "mdc", "sdc"}
)
"""Words that ask for nothing that has to be known of a person."""
_AGES: Final = re.compile(r"\b(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})\b")
_MEAN_AGE: Final = re.compile(r"mean age (?:of )?(\d{1,3}(?:\.\d+)?)")
ABOUT_YEARS: Final = 10
"""Where a publication gives the mean age alone, it is taken to speak of people so many years around it."""


def why_not_of(population: str, facts: PersonFacts, at: datetime) -> str:
    """Why what was found in these people must not be used for this one; empty when it may be."""
    words = re.findall(r"[^\W\d_]+", population.lower())
    of = {Sex.FEMALE: any(word in _WOMEN for word in words), Sex.MALE: any(word in _MEN for word in words)}
    if any(of.values()) and not all(of.values()):
        wanted = Sex.FEMALE if of[Sex.FEMALE] else Sex.MALE
        if facts.sex is None:
            return f"what is published ({population}) fits one sex only, and this person's is not written down"
        if facts.sex is not wanted:
            return f"what is published is of other people ({population})"
    others = [word for word in words if word not in _PLAIN | _WOMEN | _MEN]
    if others:
        return f"what is published is of people of whom too little is known here to tell whether it fits ({population})"
    return _other_age(population, facts, at)


def _other_age(population: str, facts: PersonFacts, at: datetime) -> str:
    ages, mean = _AGES.search(population), _MEAN_AGE.search(population.lower())
    if ages is not None:
        low, high = (float(each) for each in ages.groups())
    elif mean is not None:
        low, high = float(mean.group(1)) - ABOUT_YEARS, float(mean.group(1)) + ABOUT_YEARS
    else:
        return ""
    age = facts.age_at(at)
    if age is None:
        return f"what is published ({population}) fits one age only, and this person's birth year is not written down"
    if age[1] < low or age[0] > high:
        return f"what is published is of people of another age ({population})"
    return ""
