"""Statements through the whole extractor: manners of quoting, chains, blocks, turns, parents."""

from __future__ import annotations

import pytest
from quoting import read

from tocsin.records import Act
from tocsin.understand.finds import Said


def one(text: str, cue: str) -> Said:
    """The statement with this cue."""
    return next(s for s in read(text) if s.cue and text[slice(*s.cue)] == cue)


def who(said: Said) -> str | None:
    return said.speaker.name if said.speaker else None


def words(text: str, said: Said) -> list[str]:
    return [text[a:b] for a, b in said.content]


@pytest.mark.parametrize(
    ("text", "cue", "speaker", "content", "quotation"),
    [
        ("The mayor said that the bridge was open.", "said", "mayor", ["that the bridge was open"], "indirect"),
        ("“The bridge is open,” the mayor said.", "said", "mayor", ["“The bridge is open,”"], "direct"),
        ("“The bridge is open,” said Bauer, adding that trains ran.", "said", "Bauer", ["“The bridge is open,”"], "direct"),
        ("“The bridge is open,” said Bauer, adding that trains ran.", "adding", "Bauer", ["that trains ran"], "indirect"),
        ("The mayor said the bridge was “wide open”.", "said", "mayor", ["the bridge was “wide open”"], "mixed"),
        ("“The bridge,” the mayor said, “is open to all of us.”", "said", "mayor", ["“The bridge,”", "“is open to all of us.”"], "direct"),
        ("The mayor said the bridge was open and claimed the port was safe.", "claimed", "mayor", ["the port was safe"], "indirect"),
        ("But trains, he said, would not run before Monday.", "said", "he", ["But trains", "would not run before Monday"], "indirect"),
    ],
)
def test_manners(text: str, cue: str, speaker: str, content: list[str], quotation: str) -> None:
    """Before, after and around the cue; inverted; a second cue."""
    said = one(text, cue)
    assert (who(said), words(text, said), said.quotation) == (speaker, content, quotation)


def test_a_quotation_runs_on_into_the_next_sentence() -> None:
    """What follows in marks after the cue belongs to the same statement."""
    text = "“We heard the planes at four,” the teacher said. “Then the lights went out.”"
    (said,) = read(text)
    assert words(text, said) == ["“We heard the planes at four,”", "“Then the lights went out.”"]


def test_a_quotation_over_paragraphs_is_one() -> None:
    """An opening mark at each paragraph, one that closes."""
    text = "“The harbour is closed,” the harbour master said. “No ship leaves.\n\n“No ship comes in.”"
    (said,) = read(text)
    assert text[said.content[-1][1] - 10 : said.content[-1][1]] == "comes in.”"


def test_scare_quotes_are_no_statement() -> None:
    """A word held with tongs is nobody's speech."""
    assert read("The “ceasefire” lasted nine minutes.") == []


@pytest.mark.parametrize(
    ("text", "cue", "speaker", "via"),
    [
        ("General Orlov said the pass was clear, according to Le Monde, citing a British military source.", "said", "General Orlov",
         ["British military source", "Le Monde"]),
        ("The Guardian, quoting Axios, which quoted two Israeli officials, says the raid was off.", "says", "two Israeli officials",
         ["Axios", "Guardian"]),
        ("“The pier is gone,” a nurse told the BBC.", "told", "nurse", ["BBC"]),
        ("The admiral was quoted by state media as saying that the fleet would stay.", "was quoted by state media as saying", "admiral",
         ["state media"]),
        ("The jets turned back, Nikkei reported, citing a coast guard officer.", "reported", "coast guard officer", ["Nikkei"]),
    ],
)  # fmt: skip
def test_chains(text: str, cue: str, speaker: str, via: list[str]) -> None:
    """Nearest the speaker first."""
    said = one(text, cue)
    assert (who(said), [v.name for v in said.via]) == (speaker, via)


@pytest.mark.parametrize(
    ("text", "anonymous"),
    [
        ("A US defence official said the blood had been moved.", True),
        ("Residents said the shelling began at dawn.", True),
        ("Experts suggest the truce will fail.", True),
        ("Two people familiar with the talks said they had stalled.", True),
        ("Annalena Baerbock said the talks had stalled.", False),
        ("The foreign ministry said the talks had stalled.", False),
    ],
)
def test_anonymity(text: str, anonymous: bool) -> None:
    """To be called only by one's trade is to be unnamed."""
    (said,) = read(text)
    assert said.speaker is not None
    assert said.speaker.anonymous is anonymous


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Paris denied that the jets had left.", "deny"),
        ("Officials fear that the dam will break.", "opine"),
        ("Ankara threatened to close the straits.", "threaten"),
        ("Kigali confirmed that two soldiers had died.", "confirm"),
        ("Seoul demanded that the launch be called off.", "demand"),
        ("The bank estimates that a third of the grain is lost.", "estimate"),
    ],
)
def test_acts(text: str, act: Act) -> None:
    """The act is the cue's."""
    (said,) = read(text)
    assert said.act == act


def test_a_statement_in_a_statement_has_a_parent() -> None:
    """ "Ushakov told reporters that Putin warned …": the inner one points at the outer."""
    text = "The aide told reporters that the president had warned that the corridor would close."
    inner, outer = one(text, "had warned"), one(text, "told")
    assert inner.parent is not None
    assert read(text)[inner.parent] == outer
    assert outer.addressee is not None
    assert outer.addressee.name == "reporters"


def test_pasted_blocks_take_their_writer_and_outlet() -> None:
    """As blogs quote papers: an introduction above, the outlet and the date below, statements inside."""
    text = (
        "As reported by Dana Weiss,\n\n"
        '"The Egyptian minister said the crossing would open on Monday.\n\nTrucks have queued for a week."\n'
        "(Gulf Courier : 12 September 2021)\n"
    )
    block = next(s for s in read(text) if s.quotation == "direct")
    inner = next(s for s in read(text) if s.cue and text[slice(*s.cue)] == "said")
    assert who(block) == "Dana Weiss"
    assert [v.name for v in block.via] == ["Gulf Courier"]
    assert who(inner) == "Egyptian minister"
    assert inner.parent == read(text).index(block)
    assert [v.name for v in inner.via] == ["Gulf Courier"]


def test_turns_of_a_transcript() -> None:
    """Labels that come back are speakers; "I" inside a turn is the one who speaks it."""
    text = "HOST: Was the pier hit?\n\nDR LIND: I believe the pier was hit twice.\n\nHOST: When was that?\n\nDR LIND: On Monday, I think.\n"
    said = read(text, "transcript")
    assert {who(s) for s in said} == {"HOST", "Dr Lind"}
    assert who(next(s for s in said if s.cue and text[slice(*s.cue)] == "believe")) == "Dr Lind"


def test_a_transcript_without_labels_names_nobody() -> None:
    """Where the text does not show who speaks, nobody is made up."""
    (said,) = read("So I think the pier will be rebuilt by spring.", "transcript")
    assert said.speaker is None


def test_spans_lie_in_the_statement() -> None:
    """Cue and content within the whole; nothing empty."""
    text = "“Hold the line,” the colonel ordered. Analysts agree that the line, reportedly mined, will not hold, according to Reuters."
    for said in read(text):
        assert all(said.start <= a < b <= said.end for a, b in said.content)
        assert said.cue is None or said.start <= said.cue[0] < said.cue[1] <= said.end


def test_the_one_asked_answers() -> None:
    """ "He responded" after a question is the one who was asked."""
    text = "The BBC's reporter asked Macron whether troops would go. He responded: “We rule nothing out.”"
    assert who(one(text, "responded")) == "Macron"


def test_a_colon_after_a_name_marks_speech() -> None:
    """ "The same officer: “…”"."""
    text = "At nine the line was restored. Then the port doctor again: “We have no light and no water.”"
    said = read(text)[-1]
    assert words(text, said) == ["“We have no light and no water.”"]
    assert who(said) == "port doctor"
