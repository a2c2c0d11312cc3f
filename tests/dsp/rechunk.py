"""Any cutting of the input gives the same answer: the helper that the array tests share."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from hypothesis import strategies as st

lengths = st.lists(st.integers(0, 97), min_size=1, max_size=40)


def chunks(samples: np.ndarray, sizes: Iterable[int]) -> Iterator[np.ndarray]:
    """``samples`` cut along the last axis into pieces of the given sizes, the remainder as the last piece."""
    at = 0
    for size in sizes:
        yield samples[..., at : at + size]
        at += size
    yield samples[..., at:]


def fed(feed: Callable[[np.ndarray], list[Any]], samples: np.ndarray, sizes: Iterable[int]) -> list[Any]:
    """Everything that ``feed`` returned for the pieces."""
    return [event for piece in chunks(samples, sizes) for event in feed(piece)]
