"""The places of the print page: which document, of what, and whether its draft is meant."""

from __future__ import annotations

import re

from vpo_desk.domain.disclosure import DocumentKind
from vpo_desk.services.documents import PaperWish
from vpo_desk.services.paper.chosen import Chosen
from vpo_desk.ui.places import Place

_DRAFT = "draft"


def part_of(wish: PaperWish) -> str:
    """Return the part of a print place: a kind, the id it is of, then `draft` or a version as `v1`."""
    ids = (wish.interview_id, wish.chosen.person_id, wish.chosen.referral_id)
    parts = [wish.document.value, *(each for each in ids if each)]
    if wish.version is not None:
        parts.append(f"v{wish.version}")
    return ":".join([*parts, _DRAFT] if wish.draft else parts)


def wish_at(place: Place) -> PaperWish:
    """Return the document that a place asks for; the plan where it names none."""
    kind, *rest = place.part.split(":")
    document = DocumentKind(kind or DocumentKind.PLAN.value)
    of = next((each for each in rest if each != _DRAFT), "")
    draft, version = _DRAFT in rest, _version_in(rest)
    if document is DocumentKind.PACKET:  # the id of its place is a meeting's
        return PaperWish("", document, meeting_id=place.id)
    if document is DocumentKind.INTERVIEW:
        return PaperWish(place.id, document, of)
    if document is DocumentKind.SAFETY_PLAN:
        return PaperWish(place.id, document, draft=draft, chosen=Chosen(person_id=of))
    if document is DocumentKind.REFERRAL:
        return PaperWish(place.id, document, chosen=Chosen(referral_id=of))
    return PaperWish(place.id, document, draft=draft, version=version)


def _version_in(parts: list[str]) -> int | None:
    found = (re.fullmatch(r"v(\d+)", part) for part in parts)
    return next((int(match[1]) for match in found if match), None)
