"""Days and times as an officer reads them."""

from __future__ import annotations

from datetime import date
from typing import Final

from vpo_desk.domain.calendar import MONTHS, date_words
from vpo_desk.domain.moments import Moment
from vpo_desk.words import Words, say, say_count

_WEEKDAYS: Final = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)


def weekday_words(day: date) -> Words:
    """Return the name of a day of the week."""
    return _WEEKDAYS[day.weekday()]


def day_words(day: date, today: date) -> Words:
    """Return a day as near as it is: today, yesterday, a weekday of last week, or a date."""
    ago = (today - day).days
    if ago == 0:
        return say("today")
    if ago == 1:
        return say("yesterday")
    return weekday_words(day) if 1 < ago < 7 else date_words(day)


def moment_words(moment: Moment, now: Moment) -> Words:
    """Return a point in time as `Friday 16:48`, in the zone of now."""
    local = Moment(moment.utc, now.zone).local
    day = day_words(local.date(), now.day)
    return say("{day} {time}", day=day, time=f"{local:%H:%M}")


def said_words(moment: Moment, today: date) -> Words:
    """Return when something happened, as the clock showed it there: `Friday 16:48`."""
    local = moment.local
    return say("{day} {time}", day=day_words(local.date(), today), time=f"{local:%H:%M}")


def appointment_words(moment: Moment, today: date) -> Words:
    """Return when people meet, as `Tuesday 24 Nov 12:00`: a weekday alone may be the last or the next."""
    local = moment.local
    return say(
        "{weekday} {day} {time}",
        weekday=weekday_words(local.date()),
        day=due_words(local.date(), today),
        time=f"{local:%H:%M}",
    )


def due_words(day: date, today: date) -> Words:
    """Return a day to come as `27 Nov`, with its year where that is another one."""
    if day.year != today.year:
        return date_words(day)
    return say("{day} {month}", day=day.day, month=MONTHS[day.month - 1])


def waited_words(since: Moment, until: Moment) -> Words:
    """Return how long something took: minutes below two hours, hours below two days, then days."""
    minutes = max(0, int((until.utc - since.utc).total_seconds() // 60))
    if minutes < 120:
        return say_count("{count} minute", "{count} minutes", minutes)
    if minutes < 48 * 60:
        return say("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
    return say("{days} days", days=minutes // (24 * 60))
