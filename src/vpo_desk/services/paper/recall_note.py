"""The recall note: which copies are out that no longer say what is true, and what to ask for."""

from __future__ import annotations

from collections.abc import Sequence

from vpo_desk.documents.content import Sheet, SlipContent, SlipPart
from vpo_desk.services.ledger import LedgerLine
from vpo_desk.services.paper.naming import day_text
from vpo_desk.words import say


def recall_note(lines: Sequence[LedgerLine], sheet: Sheet) -> SlipContent:
    """Return the note; it names holders, documents and codes, and no word of a case."""
    return SlipContent(
        sheet,
        facts=((say("Copies to call back"), str(len(lines))),),
        parts=(
            SlipPart(
                say("Why"),
                paragraphs=(
                    say(
                        "Since these copies were made, what they say has changed. Work from the"
                        " newest version; return these, cross-cut shred them or burn them, and tell"
                        " the officer which."
                    ),
                ),
            ),
            SlipPart(
                say("Copies"),
                head=(say("Holder"), say("Document"), say("Made"), say("Code"), say("Done, on")),
                rows=tuple(
                    (
                        line.copy.holder,
                        say(
                            "{document} {version}, {case}",
                            document=line.copy.document.words,
                            version=line.copy.document_version,
                            case=line.case_number,
                        ),
                        day_text(line.copy.prepared_at.day),
                        line.code,
                        "____________",
                    )
                    for line in lines
                ),
                shares=(22, 30, 14, 20, 14),
            ),
        ),
        signatures=(say("Officer, date"),),
    )
