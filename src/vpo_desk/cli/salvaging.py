"""The verb that saves what can be read of a damaged case file, and lists what is missing."""

from __future__ import annotations

import argparse

from vpo_desk import bootstrap
from vpo_desk.cli.output import Output
from vpo_desk.cli.secrets import read_secret, shares_in, words_in
from vpo_desk.domain.salvage import Salvaged
from vpo_desk.words import say


def salvage(options: argparse.Namespace, output: Output) -> int:
    """Make a new case file of every readable row; 1 when something is missing."""
    if options.shares_file is not None:
        typed = shares_in(options.shares_file)
        saved = bootstrap.salvage_by_paper(options.casefile, options.new, typed)
    elif options.words_file is not None:
        typed = words_in(options.words_file)
        saved = bootstrap.salvage_by_paper(options.casefile, options.new, typed)
    else:
        saved = bootstrap.salvage_case_file(options.casefile, options.new, read_secret(options))
    for words in saved.words():
        output.line(words)
    for missing in saved.missing:
        output.line(say("Missing: {what} ({id})", what=missing.words, id=missing.object_id))
    output.line(str(options.new))
    output.value(_plain(saved))
    return 0 if saved.is_whole else 1


def _plain(saved: Salvaged) -> dict[str, object]:
    return {
        "pages": saved.pages,
        "bad_pages": saved.bad_pages,
        "checked": saved.checked,
        "versions": saved.versions,
        "entries": saved.entries,
        "drafts": saved.drafts,
        "lost_entries": saved.lost_entries,
        "last_entry": saved.last_entry,
        "opens": saved.opens,
        "own_protocols": saved.own_protocols,
        "protocols_left": list(saved.protocols_left),
        "newest_backup": str(saved.backup.path) if saved.backup else None,
        "missing": [
            {
                "kind": each.kind,
                "id": each.object_id,
                "versions": each.versions,
                "remains": each.remains.value,
                "case": each.case_number,
            }
            for each in saved.missing
        ],
    }
