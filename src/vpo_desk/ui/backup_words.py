"""How old the newest proved backup is, in words and in a tone that grows louder."""

from __future__ import annotations

from vpo_desk.domain.moments import Moment
from vpo_desk.services.backups import BackupHealth, BackupPlaces
from vpo_desk.ui.times import date_words
from vpo_desk.words import Words, say, say_count


def age_words(health: BackupHealth, now: Moment) -> Words:
    """Return the line of the status bar."""
    if health.verified_at is None:
        return say("No proved backup yet")
    days = (now.day - health.verified_at.day).days
    if days <= 0:
        return say("Last proved backup today {time}", time=f"{health.verified_at.local:%H:%M}")
    return say_count("Last proved backup yesterday", "Last proved backup {count} days ago", days)


def health_rows(
    health: BackupHealth, places: BackupPlaces, now: Moment
) -> tuple[tuple[Words, str, Words], ...]:
    """Return what Today says: a word, a tone and a sentence for each place."""
    return (_first(health, now), *(_second(health, places, now)))


def _first(health: BackupHealth, now: Moment) -> tuple[Words, str, Words]:
    made = health.verified_at
    if made is None:
        words = say("None is proved yet: one is made when you lock, and proved when you unlock.")
        return say("Backup"), "warning", words
    days = (now.day - made.day).days
    if not health.changes:
        return say("Backup"), "good", say("Proved, and nothing was changed since.")
    words = say_count(
        "Proved {day} {time}; {count} entry since.",
        "Proved {day} {time}; {count} entries since.",
        health.changes,
        day=date_words(made.day),
        time=f"{made.local:%H:%M}",
    )
    return say("Backup"), "good" if days <= 1 else "warning" if days <= 7 else "danger", words


def _second(
    health: BackupHealth, places: BackupPlaces, now: Moment
) -> tuple[tuple[Words, str, Words], ...]:
    if places.second is None:
        words = say("None is chosen. A fire or a thief takes both copies: choose one (Case file).")
        return ((say("Second place"), "neutral", words),)
    if health.second_at is None:
        return ((say("Second place"), "warning", say("No proved backup is there yet.")),)
    days = (now.day - health.second_at.day).days
    tone = "good" if days <= 3 else "warning" if days <= 14 else "danger"
    words = say("Newest proved backup there: {day}.", day=date_words(health.second_at.day))
    return ((say("Second place"), tone, words),)
