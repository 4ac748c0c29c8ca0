"""The brief as one HTML file that needs nothing else: no script, no network; every citation leads to its words in their surroundings."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.show.brief import Brief, Cite

AROUND = 320  # characters shown on each side of cited words


@dataclass(frozen=True, slots=True)
class Evidence:
    """Cited words with what stands around them."""

    anchor: str
    cite: Cite
    before: str
    words: str
    after: str


def html(b: Brief) -> str:
    """The page, as text."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("tocsin.show", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.globals["anchor"] = anchor
    return environment.get_template("brief.html").render(b=b, evidence=evidence(b))


def anchor(c: Cite) -> str:
    """The name of the place in the page that a citation leads to."""
    return f"e{c.document}-{c.span.start}-{c.span.end}"


def evidence(b: Brief) -> dict[int, list[Evidence]]:
    """For each source the cited words, in the order of its text, each once."""
    texts = {s.number: s.document.text for s in b.sources}
    found: dict[int, dict[str, Evidence]] = {}
    for section in b.sections:
        for line in section.lines:
            for c in line.cites:
                text = texts[c.document]
                before, after = text[max(0, c.span.start - AROUND) : c.span.start], text[c.span.end : c.span.end + AROUND]
                one = Evidence(anchor(c), c, before, text[c.span.start : c.span.end], after)
                found.setdefault(c.document, {}).setdefault(one.anchor, one)
    return {n: sorted(rows.values(), key=lambda e: (e.cite.span.start, e.cite.span.end)) for n, rows in sorted(found.items())}
