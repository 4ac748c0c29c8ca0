import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.knowledge.abbreviations import abbreviations
from tocsin.understand.sentences import sentences


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"Why now?" he asked. Nobody answered.', ['"Why now?" he asked.', "Nobody answered."]),
        ('"Why now?" Guterres asked. Nobody answered.', ['"Why now?" Guterres asked.', "Nobody answered."]),
        ("“This is a siege. And why?” she said. Then she left.", ["“This is a siege. And why?” she said.", "Then she left."]),
        (
            "The column (60 lorries. All full.) stopped. It burned.",
            ["The column (60 lorries. All full.) stopped.", "It burned."],
        ),
        ("The U.S. Navy sailed. Gen. J. K. Ode met Lt. Col. Ruiz.", ["The U.S. Navy sailed.", "Gen. J. K. Ode met Lt. Col. Ruiz."]),
        ("He lives in the U.S. The family stayed.", ["He lives in the U.S.", "The family stayed."]),
        ("They met on Feb. 5 at 4 p.m. in room No. 7. Yes.", ["They met on Feb. 5 at 4 p.m. in room No. 7.", "Yes."]),
        ("Acme Inc. sold e.g. trucks. Output rose 3.5 percent.", ["Acme Inc. sold e.g. trucks.", "Output rose 3.5 percent."]),
        ("I... I do not know. Wait… Nobody came.", ["I... I do not know.", "Wait…", "Nobody came."]),
        ("1. Cease fire. 2. Withdraw.", ["1. Cease fire.", "2. Withdraw."]),
        ("the bridge fell.The town was cut off.", ["the bridge fell.", "The town was cut off."]),
        ("Grain deal signed\nBy Our Staff\nISTANBUL — Ships left.", ["Grain deal signed", "By Our Staff", "ISTANBUL — Ships left."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_split(text: str, wanted: list[str]) -> None:
    assert split(text) == wanted


def test_hard_wrapped_lines_join_and_paragraphs_part() -> None:
    text = (
        "The convoy left Aleppo early in the morning and was stopped\n"
        "at the last checkpoint before the road to the coast, where\n"
        "soldiers searched every lorry. The drivers waited until the\n"
        "evening before they were allowed to go on.\n\n"
        "Nobody was hurt."
    )
    found = sentences(text)
    assert len(found) == 3
    assert [s.paragraph for s in found] == [0, 0, 1]


def test_speech_without_punctuation_is_parted() -> None:
    text = "so we drove to the border and there was nobody there " * 30
    found = split(text)
    assert len(found) > 5
    assert max(len(s.split()) for s in found) <= 70
    assert "".join("".join(found).split()) == "".join(text.split())


def test_every_group_of_abbreviations_is_known() -> None:
    known = abbreviations()
    assert (known["Gen"], known["No"], known["U.S"]) == ("title", "number", "either")


@given(st.text(alphabet=st.sampled_from("aB .!?…\n\"'“”()[]3,;:-U.S"), max_size=300))
def test_sentences_cover_all_but_white_space_in_order(text: str) -> None:
    at = 0
    for s in sentences(text):
        assert s.start < s.end
        assert not text[at : s.start].strip()
        assert not text[s.start].isspace()
        assert not text[s.end - 1].isspace()
        at = s.end
    assert not text[at:].strip()


@given(st.text(max_size=200))
def test_any_text_is_covered(text: str) -> None:
    found = sentences(text)
    assert "".join("".join(text[s.start : s.end] for s in found).split()) == "".join(text.split())
    assert [s.paragraph for s in found] == sorted(s.paragraph for s in found)
