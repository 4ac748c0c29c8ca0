"""The brief as Markdown."""

from __future__ import annotations

import re

from tocsin.show.brief import Brief, Cite, Line

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def markdown(b: Brief) -> str:
    """The whole brief as Markdown text, ending with a line end. Citations read `[source:start–end]`, in characters of its text."""
    out = [f"# Brief: {b.title}", ""]
    out += [f"{b.counted}. Citations are [source:characters]; the words in quotation marks are the source's.", ""]
    for section in b.sections:
        out += [f"## {section.title}", ""]
        out += [f"- {_line(line)}" for line in section.lines] or [section.none]
        if section.left:
            out.append(f"- … and {section.left} more in the ledger")
        out.append("")
    out += ["## Sources", ""]
    for s in b.sources:
        more = f"; told by {s.story} documents" if s.story > 1 else ""
        credit = f", {_plain(s.document.publisher)}" if s.document.publisher else ""
        out.append(f"{s.number}. {_plain(s.title)}{credit}. {_plain(s.published)}{more}. `{s.document.uri}`")
    return "\n".join(out).rstrip() + "\n"


def _line(line: Line) -> str:
    parts = [f"**{_plain(line.lead)}**"]
    if line.quote:
        parts.append(_plain(line.quote))
    if line.told:
        parts.append(f"— {_plain(line.told)}")
    if line.note:
        parts.append(f"({_plain(line.note)})")
    parts += [_cite(c) for c in line.cites]
    return " ".join(parts)


def _cite(c: Cite) -> str:
    return f"[{c.document}:{c.span.start}–{c.span.end}]"


def _plain(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
