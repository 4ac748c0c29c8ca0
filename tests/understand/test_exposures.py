import pytest

from tocsin.knowledge import knowledge
from tocsin.knowledge.exposing import Example, exposing
from tocsin.records import Document, Exposure, hold
from tocsin.understand.exposures import exposures
from tocsin.understand.finds import Name
from tocsin.understand.page import page
from tocsin.understand.quantities import quantities

EXAMPLES = [pytest.param(e.id, x, id=x.text) for e in exposing().entries for x in e.examples]


def read(text: str, names: dict[str, str]) -> list[Exposure]:
    p = page(Document("d", "d.txt", "", None, None, None, None, None, None, None, text, []))
    found = [Name(p.text.index(n), p.text.index(n) + len(n), "country", n, country=c) for n, c in names.items()]
    found.sort(key=lambda n: n.start)
    out = exposures(p, found, quantities(p, found), knowledge())
    hold(text, out)
    return out


@pytest.mark.parametrize(("id", "example"), EXAMPLES)
def test_example(id: str, example: Example) -> None:
    found = read(example.text, example.names)
    if example.finds is None:
        assert found == []
        return
    [x] = found
    wanted = {"holder": None, "share": None, **example.finds}
    got = {"holder": x.holder.country if x.holder else None, "on": x.on.country if x.on else None, "good": x.good, "share": x.share}
    assert got == wanted


def test_every_pattern_has_two_examples_of_each_kind() -> None:
    for entry in exposing().entries:
        assert sum(x.finds is not None for x in entry.examples) >= 2, entry.id
        assert sum(x.finds is None for x in entry.examples) >= 2, entry.id


def test_two_in_one_sentence() -> None:
    text = "Hungary gets 85% of its gas from Russia and Serbia depends on Hungary for power."
    found = read(text, {"Hungary": "HUN", "Russia": "RUS", "Serbia": "SRB"})
    assert [(x.holder.country, x.on.country) for x in found if x.holder and x.on] == [("HUN", "RUS")]
