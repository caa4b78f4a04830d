"""What a document is made of, in reading order: headings, paragraphs, lists, tables, figures.

The tree is taken from the story before it is laid out, so it knows nothing of pages. The tagged PDF
and the HTML edition are both made of it: they cannot say different things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

from reportlab.platypus import Flowable, FrameBreak, KeepTogether, Table

from vpo_desk.documents.picture import Picture
from vpo_desk.documents.prose import Prose
from vpo_desk.documents.shapes import TickBox
from vpo_desk.words import Catalog

HEADINGS: Final = {
    "title": "H1",
    "heading": "H2",
    "dense_heading": "H2",
    "subheading": "H3",
    "dense_subheading": "H3",
}

_SHORT: Final = 150.0
"""A table of fewer points stays whole: half of it on the next page would only be in the way."""
_FEWEST_ROWS: Final = 2
"""So many rows stand below a heading at the least, beside the words above the columns."""
_TALL: Final = 250.0
"""A row of more points is cut where a page ends: to keep it whole would leave that page empty."""


@dataclass(slots=True, eq=False)
class Mark:
    """Where a part of a node was drawn: page from 0, number on the page, height of its upper end."""

    page: int
    number: int
    top: float


@dataclass(slots=True, eq=False)
class Node:
    """A part of a document by its role in PDF's standard structure; leaves hold words or a shape."""

    role: str
    children: list[Node] = field(default_factory=list["Node"])
    prose: Prose | None = None
    label: str = ""
    alt: str = ""
    ticked: bool = False
    picture: Picture | None = None
    marks: list[Mark] = field(default_factory=list[Mark])

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Grid(Table):
    """A table that says what its rows and columns are for."""

    purpose = "layout"

    def begins_in(self, width: float, height: float) -> bool:
        """True when a table of rows is too long for a height and may well begin in it."""
        if self.purpose != "table":
            return False
        whole = float(self.wrap(width, 0xFFFFFF)[1])
        heights = self._heights()
        first = sum(heights[: int(cast("Any", self).repeatRows) + _FEWEST_ROWS])
        return whole > height and whole > _SHORT and first <= height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Return the rows that fit, then the others on the next page; called by ReportLab.

        ReportLab would begin the next row below the others, under the words above the columns once
        more, and cut it where the page ends.
        """
        parts = cast("list[Any]", cast("Any", super()).split(availWidth, availHeight))
        for part in parts:
            part.purpose = self.purpose
        if self.purpose != "table" or len(parts) != 2:
            return parts
        following = self._heights()[len(parts[0]._cellvalues) :]  # noqa: SLF001 - its only door
        if not following or following[0] > _TALL:
            return parts
        return [parts[0], FrameBreak(), parts[1]]

    def _heights(self) -> list[float]:
        return [float(each or 0) for each in cast("Any", self)._rowHeights]  # noqa: SLF001


def outline(story: Sequence[Flowable], catalog: Catalog) -> Node:
    """Return the structure of a story, and make each of its flowables know its node."""
    root = Node("Document")
    _gather(story, root, catalog)
    return root


def _gather(flowables: Iterable[Any], parent: Node, catalog: Catalog) -> None:
    for each in flowables:
        if isinstance(each, Prose) and each.label:
            _add_item(each, parent)
        elif isinstance(each, Prose):
            each.node = Node(HEADINGS.get(each.style.name, "P"), prose=each)
            parent.children.append(each.node)
        elif isinstance(each, TickBox):
            each.node = Node("Figure", alt=catalog.text(each.words), ticked=each.ticked)
            parent.children.append(each.node)
        elif isinstance(each, Picture):
            each.node = Node("Figure", alt=catalog.text(each.words), picture=each)
            parent.children.append(each.node)
        elif isinstance(each, Table):
            _gather_table(each, parent, catalog)
        elif isinstance(each, KeepTogether):
            # What is kept together is reachable by no other way.
            _gather(cast("Any", each)._content, parent, catalog)  # noqa: SLF001


def _add_item(item: Prose, parent: Node) -> None:
    if not parent.children or parent.children[-1].role != "L":
        parent.children.append(Node("L"))
    item.label_node = Node("Lbl", label=item.label)
    item.node = Node("LBody", prose=item)
    parent.children[-1].children.append(Node("LI", [item.label_node, item.node]))


def _gather_table(table: Any, parent: Node, catalog: Catalog) -> None:
    rows: list[list[Any]] = table._cellvalues  # noqa: SLF001 - its only door
    purpose = table.purpose if isinstance(table, Grid) else "layout"
    if purpose == "table":
        found = Node("Table")
        for number, row in enumerate(rows):
            role = "TH" if number < int(table.repeatRows) else "TD"
            if role == "TH" and not any(each.text for cell in row for each in _content(cell)):
                continue  # a table without words above its columns
            cells = [_filled(Node(role), _content(cell), catalog) for cell in row]
            found.children.append(Node("TR", cells))
        parent.children.append(found)
    elif purpose == "pairs":
        pairs: list[list[Any]] = []
        for row in rows:
            whole = [_content(cell) for cell in row if _content(cell)]
            single = all(len(content) == 1 for content in whole)
            if single:
                whole = [[*whole[at], *whole[at + 1]] for at in range(0, len(whole), 2)]
            pairs += whole
        found = Node("L")
        for label, *body in pairs:
            halves = [(Node("Lbl"), [label]), (Node("LBody"), body)]
            item = Node("LI", [_filled(half, content, catalog) for half, content in halves])
            found.children.append(item)
        parent.children.append(found)
    else:
        for row in rows:
            for cell in row:
                _gather(_content(cell), parent, catalog)


def _filled(node: Node, content: list[Any], catalog: Catalog) -> Node:
    """Fill a cell or a half of an item; a single paragraph needs no node of its own."""
    _gather(content, node, catalog)
    if len(node.children) == 1 and node.children[0].role == "P":
        node.prose = node.children.pop().prose
        if node.prose is not None:
            node.prose.node = node
    return node


def _content(cell: Any) -> list[Any]:
    if isinstance(cell, (list, tuple)):
        return list(cast("Sequence[Any]", cell))
    return [cell] if isinstance(cell, Flowable) else []
