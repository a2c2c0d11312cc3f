"""Pieces of consecutive samples on their way out, joined to blocks as long as possible."""

from __future__ import annotations

from typing import cast

import numpy as np

from drivers.contracts import Native, SampleBlock, Ticks


class Blocks:
    """Pieces of consecutive samples, joined when a gap or the end of a frame cuts them."""

    def __init__(self) -> None:
        self._index = 0
        self._ticks: list[Ticks] = []
        self._values: list[Native] = []

    def add(self, index: int, ticks: Ticks, values: Native) -> None:
        if not self._ticks:
            self._index = index
        self._ticks.append(ticks)
        self._values.append(values)

    def cut(self) -> list[SampleBlock]:
        """End the block here; none when nothing was added."""
        if not self._ticks:
            return []
        ticks = self._ticks[0] if len(self._ticks) == 1 else np.concatenate(self._ticks)
        values = side_by_side(self._values)
        self._ticks, self._values = [], []
        return [SampleBlock(self._index, ticks, values)]


def side_by_side(pieces: list[Native]) -> Native:
    """Pieces ``(channels, n)`` one after the other, contiguous."""
    if len(pieces) == 1:
        return pieces[0] if pieces[0].flags.c_contiguous else pieces[0].copy()
    return cast(Native, np.concatenate(pieces, axis=1))
