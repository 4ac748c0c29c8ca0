"""Documents that tell the same are one story; documents on the same war are not."""

from making import document
from tocsin.fuse import stories

SIEGE = (
    "Rebels of the M23 movement entered Goma on Monday after days of fighting with the Congolese army, residents said. "
    "The airport was closed and shells landed near the border with Rwanda at Gisenyi. The governor of North Kivu had been killed at Sake."
)
REWRITE = (
    "The M23 movement's rebels were inside Goma on Monday; days of fighting with Congo's army had gone before, according to residents. "
    "Shells landed near Gisenyi, on the Rwandan border, and Goma's airport was shut. North Kivu's governor was killed at Sake last week."
)
OTHER = (
    "The Congolese president asked the African Union for more peacekeepers and said that Rwanda must withdraw its soldiers from the east. "
    "Ministers of the region are to meet in Nairobi next week, the foreign ministry in Kinshasa said, to talk about sanctions."
)


def test_a_rewrite_joins_and_another_matter_does_not():
    found = stories([document(SIEGE, "a"), document(OTHER, "b"), document(REWRITE, "c")])
    assert [s.documents for s in found] == [["a", "c"], ["b"]]


def test_the_same_words_a_year_apart_are_two_stories():
    found = stories([document(SIEGE, "a", "2025-01-27"), document(REWRITE, "b", "2012-11-20")])
    assert len(found) == 2


def test_every_document_stands_in_exactly_one_story_earliest_first():
    rows = [document(SIEGE, "late", "2025-01-28"), document(REWRITE, "early", "2025-01-27"), document("", "empty")]
    found = stories(rows)
    assert sorted(d for s in found for d in s.documents) == ["early", "empty", "late"]
    assert found[0].documents == ["early", "late"]
    assert (str(found[0].first), str(found[0].last)) == ("2025-01-27", "2025-01-28")


def test_no_documents_no_stories():
    assert stories([]) == []
