"""A byte that may number packets: believed once it was seen to, and whom else it numbers."""

import random

import pytest

from drivers.packet_count import SURE, PacketCount


def steps(counters: list[int]) -> list[int | None]:
    count = PacketCount()
    return [count.step(counter % 256) for counter in counters]


@pytest.mark.parametrize("way", [1, -1])
def test_a_count_is_believed_after_three_steps_of_one_up_or_down_and_then_tells_what_is_missing(way: int) -> None:
    told = steps([way * n for n in (250, 251, 252, 253, 254, 255, 256, 260, 261)])
    assert told == [None] * (SURE + 1) + [1, 1, 1, 4, 1]


@pytest.mark.parametrize("counters", [[7] * 50, [3 * n for n in range(50)], [0, 1, 2] * 20])
def test_a_byte_that_does_something_else_is_never_believed(counters: list[int]) -> None:
    assert set(steps(counters)) == {None}


def test_a_byte_of_chance_is_not_believed() -> None:
    drawn = random.Random(1)
    assert steps([drawn.randrange(256) for _ in range(5000)]) == [None] * 5000


def test_a_packet_that_comes_again_or_late_moves_nothing() -> None:
    assert steps([0, 1, 2, 3, 4, 4, 7, 5, 8])[4:] == [1, 0, 3, -2, 1]


def test_a_count_that_began_anew_has_to_show_itself_again() -> None:
    assert steps([50, 51, 52, 53, 54, 0, 1, 2, 3, 4, 7])[4:] == [1, None, None, None, None, 1, 3]


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("lost", [0, 1, 3])
def test_packets_of_other_kinds_are_no_loss_whether_they_take_numbers_or_not(shared: bool, lost: int) -> None:
    count, number = PacketCount(), 0
    for _ in range(SURE + 2):
        count.step(number)
        number += 1
    for _ in range(2):  # the first time it is found out, the second time it is known
        count.other()
        number += shared
        assert count.step(number) == 1
        number += 1
    count.other()
    number += shared + lost
    assert count.step(number) == 1 + lost


def test_whether_others_take_numbers_is_not_guessed_to_the_cost_of_a_sample() -> None:
    """A loss right at the first packet of another kind may go unseen; a hole that is none never appears."""
    for taken in range(4):
        count = PacketCount()
        for number in range(6):
            count.step(number)
        for _ in range(3):
            count.other()
        assert count.step(6 + taken) == 1
