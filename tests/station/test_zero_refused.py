"""A zero that cannot be taken says whether to wait or to look after the link (L15)."""

from __future__ import annotations

import pytest

from drivers.contracts import LinkHealth, LinkState
from station.streams import no_whole_second


def health(lost: float, damaged: float) -> LinkHealth:
    return LinkHealth(
        LinkState.STREAMING, "", 1000.0, 0, 0, 0, 0, 0, 0, 100.0, 0.0, lost_share=lost, damaged_share=damaged
    )


@pytest.mark.parametrize("known", [None, health(0.0, 0.0)])
def test_a_device_that_only_just_sends_is_waited_for(known: LinkHealth | None) -> None:
    assert no_whole_second("Plates", known) == "Plates has not sent a full second yet. Wait a moment, then zero."


def test_a_link_that_loses_samples_is_named_with_its_figures_and_what_helps() -> None:
    assert no_whole_second("Plates", health(0.012, 0.021)) == (
        "Plates cannot be zeroed: 1.2 % of the samples and 2.1 % of the bytes are lost on the way, so there is no "
        "whole second. Check cable, hub and port, or come closer, then zero."
    )
    assert "2.1 % of the bytes" in no_whole_second("Plates", health(0.0, 0.021))
    assert "bytes" not in no_whole_second("Plates", health(0.012, 0.0))
