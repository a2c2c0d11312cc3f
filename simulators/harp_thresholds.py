"""Outputs that follow a cell: DO1 to DO8 of a LoadCells board go high while a reading stays at or above a threshold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from simulators import harp_board as board
from simulators.harp_board import Register

OUTPUTS = 8


@dataclass(slots=True)
class Thresholds:
    """How long each output's cell has been above and below its threshold, in samples (1 ms)."""

    _above: list[int] = field(default_factory=lambda: [0] * OUTPUTS)
    _below: list[int] = field(default_factory=lambda: [0] * OUTPUTS)
    _driven: tuple[int, ...] = ()
    """Outputs that follow a cell."""

    def wire_up(self, registers: Mapping[int, Register]) -> None:
        """Which outputs follow a cell stands in the registers, and holds from now on."""
        cells = {output: registers[board.R_TARGET + output].values[0] for output in range(OUTPUTS)}
        self._driven = tuple(output for output, cell in cells.items() if cell != board.NO_CELL)

    def follow(
        self, registers: Mapping[int, Register], counts: npt.NDArray[np.int16], outputs: int
    ) -> Iterator[tuple[int, int]]:
        """Each sample of ``counts`` ``(8, n)`` at which an output changes, with all outputs after it."""

        def value(family: int, output: int) -> int:
            return registers[family + output].values[0]

        for at in range(counts.shape[1] if self._driven else 0):
            before = outputs
            for output in self._driven:
                reading = counts[value(board.R_TARGET, output), at]
                if reading >= value(board.R_THRESHOLD, output):
                    self._above[output], self._below[output] = self._above[output] + 1, 0
                    if self._above[output] > value(board.R_ABOVE_MS, output):
                        outputs |= 2 << output
                else:
                    self._above[output], self._below[output] = 0, self._below[output] + 1
                    if self._below[output] > value(board.R_BELOW_MS, output):
                        outputs &= ~(2 << output)
            if outputs != before:
                yield at, outputs
