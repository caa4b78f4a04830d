"""Tagged PDF: marks what is drawn on the canvas, and writes the structure that readers follow.

After ISO 32000-1, 14.6 to 14.9. While a document is drawn, everything that no node asked for stands
between marks of artifacts: rules, shapes, the frame of the page, a header row that is repeated. When
it is finished, pikepdf writes the tree of nodes, the way back from each mark to its node, bookmarks,
and the typefaces of shaped text.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.pdfgen.canvas import Canvas

from vpo_desk.documents.embedding import embed
from vpo_desk.documents.glyphs import Pen
from vpo_desk.documents.structure import Mark, Node
from vpo_desk.documents.tongues import tongue

_ARTIFACT: Final = "/Artifact BMC"
_PAGINATION: Final = "/Artifact <</Type /Pagination>> BDC"
_BOOKMARKED: Final = {"H1": 1, "H2": 2, "H3": 3}


class TaggedCanvas(Canvas):
    """A canvas on which each drawing is a part of a node or an artifact."""

    def __init__(self, *arguments: Any, pen: Pen, **options: Any) -> None:
        make: Any = cast("Any", super()).__init__
        make(*arguments, **options)
        self.pen = pen
        self._page = 0  # of the page that is drawn, from 0
        self._number = 0  # of the next mark on it
        self._marking = False

    def begin(self, node: Node | None, *, again: bool = False, top: float = 0) -> None:
        """Begin a part of a node; of an artifact where there is no node, or it was drawn before."""
        if node is None or again:
            return
        code = self._operators()
        if code and code[-1] == _ARTIFACT:
            code.pop()
        else:
            code.append("EMC")
        code.append(f"/{node.role} <</MCID {self._number}>> BDC")
        height = cast("Any", self).absolutePosition(0, top)[1]
        node.marks.append(Mark(self._page, self._number, height))
        self._number += 1
        self._marking = True

    def end(self) -> None:
        """End what was begun."""
        if self._marking:
            self._operators().extend(("EMC", _ARTIFACT))
            self._marking = False

    def end_page(self) -> None:
        """Put the marks around all that was drawn on the page, and count the next."""
        code = self._operators()
        code.insert(0, _ARTIFACT)
        code.append("EMC")
        self._page += 1
        self._number = 0

    def begin_frame(self) -> None:
        """Begin what stands on every page and is no part of the text."""
        self._operators().append(_PAGINATION)

    def end_frame(self) -> None:
        """End what stands on every page."""
        self._operators().append("EMC")

    def _operators(self) -> list[str]:
        # ReportLab has no other door for raw operators.
        return cast("Any", self)._code  # noqa: SLF001


def finish(pdf: bytes, root: Node, pen: Pen, *, language: str) -> bytes:
    """Return the document with its structure; the same input gives the same bytes."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        writer = _TreeWriter(document, root)
        writer.write(language)
        _write_bookmarks(document, root)
        embed(document, pen)
        document.save(
            target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return target.getvalue()


class _TreeWriter:
    """Writes the structure tree of one document."""

    def __init__(self, document: Pdf, root: Node) -> None:
        self._document = document
        self._root = root
        self._pages = [page.obj for page in document.pages]
        self._parents: list[list[Any]] = [[] for _ in self._pages]

    def write(self, language: str) -> None:
        """Write the tree and what leads to it."""
        document, catalog = self._document, self._document.Root
        top = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top.K = self._element(self._root, top)
        numbers: list[Any] = []
        for number, (page, parents) in enumerate(zip(self._pages, self._parents, strict=True)):
            page.StructParents = number
            page.Tabs = Name.S
            numbers += [number, document.make_indirect(Array(parents))]
        top.ParentTree = document.make_indirect(Dictionary(Nums=Array(numbers)))
        top.ParentTreeNextKey = len(self._pages)
        catalog.StructTreeRoot = top
        catalog.MarkInfo = Dictionary(Marked=True)
        catalog.Lang = String(language)
        catalog.ViewerPreferences = Dictionary(DisplayDocTitle=True)

    def _element(self, node: Node, parent: Any) -> Any:
        made: Any = self._document.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{node.role}"), P=parent)
        )
        kids = [self._mark(mark, made) for mark in node.marks]
        kids += [self._element(child, made) for child in node.children]
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        if node.marks:
            made.Pg = self._pages[node.marks[0].page]
        if node.role == "TH":
            made.A = Dictionary(O=Name.Table, Scope=Name.Column)
        if node.alt:
            made.Alt = String(node.alt)
        if node.prose is not None:
            if node.prose.shaped:
                made.ActualText = String(node.prose.text)
            if found := tongue(node.prose.text):
                made.Lang = String(found)
        return made

    def _mark(self, mark: Mark, element: Any) -> Any:
        parents = self._parents[mark.page]
        parents.extend([None] * (mark.number + 1 - len(parents)))
        parents[mark.number] = element
        return Dictionary(Type=Name.MCR, Pg=self._pages[mark.page], MCID=mark.number)


def _write_bookmarks(document: Pdf, root: Node) -> None:
    """Write a bookmark for each heading, those of lesser headings folded away."""
    pages = [page.obj for page in document.pages]
    top = document.make_indirect(Dictionary(Type=Name.Outlines))
    open_ones: list[tuple[int, Any]] = [(0, top)]
    for node in root.walk():
        depth = _BOOKMARKED.get(node.role)
        if depth is None or node.prose is None or not node.marks:
            continue
        while open_ones[-1][0] >= depth:
            open_ones.pop()
        parent = open_ones[-1][1]
        mark = node.marks[0]
        place = Array([pages[mark.page], Name.XYZ, None, round(mark.top, 2), None])
        title = String(" ".join(node.prose.text.split()))
        made: Any = document.make_indirect(Dictionary(Title=title, Parent=parent, Dest=place))
        if Name.Last in parent:
            made.Prev = parent.Last
            parent.Last.Next = made
        else:
            parent.First = made
        parent.Last = made
        _count(open_ones)
        open_ones.append((depth, made))
    if Name.First in top:
        document.Root.Outlines = top


def _count(open_ones: Sequence[tuple[int, Any]]) -> None:
    """Count a bookmark where it is seen: at the top, and below the title."""
    for depth, each in open_ones:
        seen = int(each.get(Name.Count, 0))
        if depth <= 1:
            each.Count = abs(seen) + (len(open_ones) <= 2)
        elif each is open_ones[-1][1]:
            each.Count = seen - 1
