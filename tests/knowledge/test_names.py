"""The knowledge base of names: look-up, dates, the matcher, the cache, an analyst's own folder."""

from datetime import date

import pytest

from tocsin.errors import KnowledgeError
from tocsin.knowledge import Knowledge, knowledge
from tocsin.knowledge.check import check
from tocsin.knowledge.compiled import cache_folder, compiled
from tocsin.knowledge.folding import fold
from tocsin.knowledge.loading import HERE
from tocsin.knowledge.names import Names
from tocsin.knowledge.sounds import key, similarity
from tocsin.knowledge.spellings import person_names

NAMES = knowledge().names


def found(text):
    return [text[h.start : h.end] for h in NAMES.find(text)]


@pytest.mark.parametrize("text", ["Quai d’Orsay", "Łódź", "İstanbul", "straße", "a\u0301b", "北京 2024"])
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


def test_the_matcher_takes_whole_words_and_the_longest():
    assert "Iran" not in found("Iranians and Iranian troops")
    assert "South Sudan" in found("South Sudan's army")
    assert "United States" in found("President of the United States of nothing")


def test_the_matcher_heeds_letter_case():
    assert not found("they told us")
    assert found("the US told them")[-1] != "us"


def test_dotted_names_keep_their_last_stop():
    assert "U.S." in found("The U.S. sent ships.")


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Ukraine", "country/UKR"),
        ("USSR", "country/RUS"),
        ("Burma", "country/MMR"),
        ("Kosovo", "country/XKX"),
        ("Transnistria", "country/transnistria"),
    ],
)
def test_who_knows_states(name, entity):
    assert NAMES.who(name)[0].id == entity


def test_every_state_has_a_name_an_id_and_a_file():
    states = [e for e in NAMES.entities if e.family == "state" and e.id == f"country/{e.country}"]
    assert len({e.country for e in states}) == len(states) >= 249


def test_an_office_is_held_by_one_person_a_day():
    before = NAMES.office_holder("RUS/defence-minister", date(2024, 4, 1))
    after = NAMES.office_holder("RUS/defence-minister", date(2024, 6, 1))
    assert [e.surname for e in before] == ["Shoigu"]
    assert [e.surname for e in after] == ["Belousov"]


def test_spellings():
    whole, alone = person_names("Volodymyr Zelensky", "Zelensky", [])
    assert {"Zelenskyy", "Zelenskiy"} <= set(alone)
    assert "Volodymyr Zelenskyy" in whole


def test_sounds():
    assert key("Bellosov") == key("Belousov")
    assert similarity("Bel Gaudaud", "Belgorod") > similarity("Bel Gaudaud", "Brussels")


def test_own_folder_wins(tmp_path, monkeypatch):
    monkeypatch.setenv("TOCSIN_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "actors" / "organisations"
    folder.mkdir(parents=True)
    (folder / "own.yml").write_text("- {entity: org/nato, name: NATO, names: [the Alliance of Tests], country: NATO, sector: IGO}\n")
    own = Knowledge(tmp_path).names
    assert own.who("the Alliance of Tests")[0].id == "org/nato"
    assert own.entity("org/nato").name == "NATO"


def test_a_broken_entry_is_named(tmp_path):
    folder = tmp_path / "actors" / "organisations"
    folder.mkdir(parents=True)
    (folder / "own.yml").write_text("- {entity: org/x, name: X, sector: NOPE}\n")
    with pytest.raises(KnowledgeError, match=r"own\.yml.*org/x"):
        Names.load((HERE, tmp_path))
    assert any("own.yml" in fault for fault in check((HERE, tmp_path)).faults)


def test_a_broken_cache_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("TOCSIN_CACHE", str(tmp_path))
    folder = tmp_path / "own" / "actors" / "organisations"
    folder.mkdir(parents=True)
    (folder / "own.yml").write_text("- {entity: org/x, name: X of Tests, sector: NGO}\n")
    roots = (tmp_path / "own",)
    compiled(roots)
    kept = next(p for p in cache_folder().iterdir() if p.suffix == ".msgpack")
    kept.write_bytes(kept.read_bytes()[:1000])
    assert compiled(roots).entities
    assert len(kept.read_bytes()) > 1000


def test_knowledge_is_whole():
    report = check((HERE,))
    assert report.faults == []
    assert report.counts["near-miss examples"] >= 240
