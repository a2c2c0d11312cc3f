import sys
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsp.ring import Ring


@given(st.integers(1, 4), st.integers(1, 12), st.lists(st.integers(0, 40), max_size=40), st.integers(0, 60))
def test_a_window_is_what_a_plain_list_would_hold(rows, capacity, sizes, asked):
    ring = Ring(rows, capacity)
    model = np.empty((rows, 0))
    for size in sizes:
        chunk = model.shape[1] + np.arange(rows * size, dtype=float).reshape(rows, size)
        ring.push(chunk)
        model = np.concatenate((model, chunk), axis=1)
        kept = min(asked, capacity, model.shape[1])
        assert ring.end == model.shape[1]
        np.testing.assert_array_equal(ring.last(asked), model[:, model.shape[1] - kept :])


def test_a_window_is_a_read_only_view_with_contiguous_rows():
    ring = Ring(3, 10)
    ring.push(np.ones((3, 7)))
    window = ring.last(5)
    assert window.base is not None
    assert window.strides[1] == window.itemsize
    with pytest.raises(ValueError, match="read-only"):
        window[0, 0] = 2.0


def test_a_view_stays_intact_for_three_more_capacities():
    ring = Ring(1, 100)
    ring.push(np.arange(100.0)[None])
    view = ring.last(100)
    for _ in range(30):
        ring.push(np.full((1, 10), -1.0))
    np.testing.assert_array_equal(view[0], np.arange(100.0))


def test_latest_says_which_samples_it_holds():
    ring = Ring(1, 8)
    ring.push(np.arange(5.0)[None])
    end, window = ring.latest(3)
    assert (end, window[0].tolist()) == (5, [2.0, 3.0, 4.0])


@pytest.mark.parametrize("shape", [(2, 5), (5,), (3, 5, 1)])
def test_a_chunk_of_another_shape_is_refused(shape):
    with pytest.raises(ValueError, match=r"expected \(3, n\)"):
        Ring(3, 10).push(np.zeros(shape))


def test_a_ring_without_room_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        Ring(1, 0)


def test_a_reader_in_another_thread_never_sees_a_torn_window():
    ring = Ring(2, 500)
    done = threading.Event()

    def write():
        n = 0
        while not done.is_set():
            chunk = np.arange(n, n + 20, dtype=float)
            ring.push(np.stack((chunk, -chunk)))
            n += 20

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3000):
            end, window = ring.latest(50)
            seen = window.copy()
            if not seen.size:
                continue
            assert np.all(np.diff(seen[0]) == 1.0)
            assert seen[0, -1] == end - 1
            np.testing.assert_array_equal(seen[1], -seen[0])
    finally:
        done.set()
        writer.join()
        sys.setswitchinterval(before)
