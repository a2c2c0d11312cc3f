"""Which backups stay: the newest of each of the last days, weeks and months in which one was made."""

from datetime import UTC, datetime, timedelta, timezone

from station.backups_kept import kept

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)


def test_two_years_of_daily_backups_leave_seven_days_four_weeks_and_twelve_months():
    stay = kept(NOON - day * DAY for day in range(730))
    newest_first = sorted(stay, reverse=True)
    assert newest_first[:7] == [NOON - day * DAY for day in range(7)]
    sundays = [NOON - 8 * DAY, NOON - 15 * DAY]
    assert newest_first[7:9] == sundays  # this week and the one before have theirs among the days
    month_ends = [datetime(2026, month, day, 12, tzinfo=UTC) for month, day in ((10, 31), (9, 30), (8, 31), (7, 31))]
    assert newest_first[9:13] == month_ends
    assert newest_first[-1] == datetime(2025, 12, 31, 12, tzinfo=UTC)
    assert len(stay) == 7 + 2 + 11


def test_the_newest_of_a_day_stays_and_the_newest_of_all_always():
    morning, evening = NOON - timedelta(hours=4), NOON + timedelta(hours=6)
    assert kept([morning, NOON, evening]) == {evening}
    assert kept([NOON]) == {NOON}
    assert kept([]) == frozenset()


def test_a_clinic_that_was_closed_for_a_year_keeps_what_it_had():
    before = [NOON - 400 * DAY - day * DAY for day in range(7)]
    assert kept([NOON, *before]) >= {NOON, *before[:6]}


def test_pruning_day_by_day_ends_where_pruning_once_does_and_nothing_is_missed():
    there: set[datetime] = set()
    for day in range(500, -1, -1):
        there = set(kept({*there, NOON - day * DAY}))
        assert len(there) <= 7 + 4 + 12
    assert there == kept(NOON - day * DAY for day in range(501))


def test_a_day_is_a_day_where_the_backup_was_made():
    here = timezone(timedelta(hours=10))
    monday, tuesday = datetime(2026, 11, 23, 23, 50, tzinfo=here), datetime(2026, 11, 24, 0, 10, tzinfo=here)
    assert kept([monday, tuesday], days=2, weeks=0, months=0) == {monday, tuesday}
    assert kept([monday, tuesday], days=1, weeks=0, months=0) == {tuesday}


def test_a_clock_that_was_wrong_once_costs_one_place_in_the_rows():
    wrong = NOON + 365 * DAY
    stay = kept([wrong, *(NOON - day * DAY for day in range(60))])
    assert {wrong, *(NOON - day * DAY for day in range(6))} <= stay
