"""The HTML edition: the same words in the same order as on paper, in one file that asks for nothing.

It is made of the same structure as the tagged PDF, for who reads by ear, enlarged, or on a phone.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape
from typing import Final

from vpo_desk.documents.fonts import BOLD
from vpo_desk.documents.frame_words import FrameWords
from vpo_desk.documents.prose import Prose
from vpo_desk.documents.story import Writer
from vpo_desk.documents.structure import Node
from vpo_desk.documents.text import LINE_ENDS
from vpo_desk.documents.tongues import tongue

_STYLE: Final = """
body{max-width:48rem;margin:1.5rem auto;padding:0 1rem;color:#1c2733;background:#fff;
font:1rem/1.5 system-ui,sans-serif}
p,h1,h2,h3,th,td,dt,dd,li div{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}
h1{font-size:1.7rem;line-height:1.25;margin:.3rem 0}h2{font-size:1.2rem;color:#16324a}
h3{font-size:1rem;margin:1rem 0 .2rem}p{margin:.2rem 0 .6rem}
header,footer{color:#4d5963;font-size:.85rem}header{border-bottom:2px solid #a3211a}
footer{border-top:1px solid #b9c3cb;margin-top:2rem}.mark{color:#a3211a;font-weight:bold}
.quiet,.small,.fact{color:#4d5963;font-size:.9rem}.fact_label,.label,.cell_strong{font-weight:bold}.fact_label,.label{font-weight:bold;color:#4d5963}
.quote{font-style:italic;margin-inline-start:1.2rem}.code,.share,.key{font-family:monospace}
.call{font-size:1.6rem;line-height:1.25}.call,.call_number{font-weight:bold}
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;
padding:.3rem .6rem .3rem 0;border-bottom:1px solid #b9c3cb}th{border-bottom:2px solid #1c2733}
dl{border:1px solid #b9c3cb;padding:.5rem .8rem}dt{font-weight:bold;color:#4d5963;font-size:.85rem}
dd{margin:0 0 .5rem}ul{list-style:none;padding:0}li{display:flex;gap:.5em;margin:.2rem 0}
.box{display:inline-block;width:.8em;height:.8em;border:1px solid #1c2733}
.ticked{background:#1c2733}.logo{max-width:100%;max-height:5rem}
.letter_name{margin:.2rem 0}.letter_line{margin:0;color:#4d5963;font-size:.9rem}
""".replace("\n", "")
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_PLAIN: Final = {"H1": "h1", "H2": "h2", "H3": "h3", "P": "p", "TR": "tr", "TD": "td"}


def page_of(root: Node, words: FrameWords, writer: Writer, *, language: str) -> bytes:
    """Return a document as one page of HTML in UTF-8; the same structure gives the same bytes."""
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(language)}" dir="ltr"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(root)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(writer.plain(words.title()))}</title><style>{_STYLE}</style></head><body>",
        "<header>",
        *(_framed(each, writer, "mark") for each in (words.top(), words.big()) if each),
        "</header><main>",
        *(line for child in root.children for line in _lines(child)),
        "</main><footer>",
        *(
            _framed(each, writer)
            for each in (
                words.sheet.head.footer,
                words.foot(),
                words.printed(),
                words.code(),
                words.sheet.marking,
            )
            if each
        ),
        "</footer></body></html>",
    ]
    return "\n".join([*lines, ""]).encode()


def _policy(root: Node) -> str:
    """Return what a browser may load: nothing from outside, and a picture only where there is one."""
    pictured = any(node.picture is not None for node in root.walk())
    return f"{_POLICY}; img-src data:" if pictured else _POLICY


def _framed(text: str, writer: Writer, style: str = "quiet") -> str:
    return f'<p class="{style}" dir="auto">{escape(writer.plain(text))}</p>'


def _lines(node: Node) -> Iterator[str]:
    match node.role:
        case "L":
            labeled = all(item.children[0].label for item in node.children)
            yield from _list(node) if labeled else _pairs(node)
        case "Table":
            yield "<table>"
            yield from _part("thead", [row for row in node.children if _is_head(row)])
            yield from _part("tbody", [row for row in node.children if not _is_head(row)])
            yield "</table>"
        case "TH":
            yield f'<th scope="col"{_manners(node.prose)}>{_inside(node)}</th>'
        case "Figure" if node.picture is not None:
            data = base64.b64encode(node.picture.data).decode("ascii")
            source = f"data:{node.picture.kind};base64,{data}"
            yield f'<img class="logo" alt="{escape(node.alt)}" src="{source}">'
        case "Figure":
            kind = "box ticked" if node.ticked else "box"
            yield f'<span role="img" class="{kind}" aria-label="{escape(node.alt)}"></span>'
        case role:
            tag = _PLAIN[role]
            yield f"<{tag}{_manners(node.prose)}>{_inside(node)}</{tag}>"


def _list(node: Node) -> Iterator[str]:
    yield "<ul>"
    for label, body in (item.children for item in node.children):
        mark = f"<span>{escape(label.label)}</span>"
        yield f"<li>{mark} <div{_manners(body.prose)}>{_inside(body)}</div></li>"
    yield "</ul>"


def _pairs(node: Node) -> Iterator[str]:
    yield "<dl>"
    for label, body in (item.children for item in node.children):
        yield f"<div><dt{_manners(label.prose)}>{_inside(label)}</dt>"
        yield f"<dd{_manners(body.prose)}>{_inside(body)}</dd></div>"
    yield "</dl>"


def _part(tag: str, rows: list[Node]) -> Iterator[str]:
    if rows:
        yield f"<{tag}>"
        for row in rows:
            yield from _lines(row)
        yield f"</{tag}>"


def _is_head(row: Node) -> bool:
    return all(cell.role == "TH" for cell in row.children)


def _inside(node: Node) -> str:
    """Return a node's own words and those of all below it."""
    own = _words(node.prose) if node.prose is not None else ""
    return own + "".join(line for child in node.children for line in _lines(child))


def _words(prose: Prose) -> str:
    """Return a paragraph's words, those apart that are bold in a style that is not."""
    found: list[str] = []
    for text, face in prose.pieces:
        words = "<br>".join(escape(line) for line in LINE_ENDS.split(text))
        stands_out = face == BOLD and prose.style.fontName != BOLD
        found.append(f"<strong>{words}</strong>" if stands_out else words)
    return "".join(found)


def _manners(prose: Prose | None) -> str:
    """Return how a paragraph looks, which way it reads, and its language where it is another."""
    if prose is None:
        return ""
    spoken = tongue(prose.text)
    language = f' lang="{spoken}"' if spoken else ""
    way = "rtl" if prose.leftwards else "ltr"
    return f' class="{escape(prose.style.name)}" dir="{way}"{language}'
