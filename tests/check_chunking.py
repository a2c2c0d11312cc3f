"""One battery for everything that takes its input in pieces: cutting it differently must change nothing.

    check_chunking(lambda: Codec().feed, data, joined)

``begin()`` returns a fresh ``feed(piece) -> list of outputs``; ``data`` is bytes or an array that is cut along its last
axis; ``joined`` turns the list of all outputs into something to compare that does not depend on where blocks end.
``cuts`` is a hypothesis strategy for the property form: ``@given(cuts(len(data)))``, then ``check_cuts``.
"""

import itertools
import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from hypothesis import strategies as st

Feed = Callable[[Any], Iterable[Any]]


def pieces(data: Any, at: Sequence[int]) -> list[Any]:
    """``data`` cut at these positions."""
    spans = itertools.pairwise((0, *sorted(at), len(data) if isinstance(data, bytes) else data.shape[-1]))
    return [data[start:end] if isinstance(data, bytes) else data[..., start:end] for start, end in spans]


def outcome(begin: Callable[[], Feed], parts: Iterable[Any], joined: Callable[[list[Any]], Any]) -> Any:
    feed = begin()
    return joined([output for part in parts for output in feed(part)])


def check_cuts(begin: Callable[[], Feed], data: Any, joined: Callable[[list[Any]], Any], at: Sequence[int]) -> Any:
    """These cuts give what no cut gives; returns that."""
    whole = outcome(begin, [data], joined)
    assert outcome(begin, pieces(data, at), joined) == whole
    return whole


def check_chunking(begin: Callable[[], Feed], data: Any, joined: Callable[[list[Any]], Any], seeds: int = 10) -> Any:
    """One at a time and in ``seeds`` random ways; returns what every way gave."""
    size = len(data) if isinstance(data, bytes) else data.shape[-1]
    ways = [list(range(1, size))]
    for seed in range(seeds):
        drawn = random.Random(seed)
        ways.append(drawn.sample(range(1, size), drawn.randint(1, min(size - 1, 40))) if size > 2 else [])
    for at in ways:
        whole = check_cuts(begin, data, joined, at)
    return whole


def cuts(size: int) -> st.SearchStrategy[list[int]]:
    """Any places to cut ``size`` elements, empty pieces included."""
    return st.lists(st.integers(0, size), max_size=20)
