"""Letters that a scanner misread: what is mended, and what is left."""

import pytest

from tocsin.understand.clean import cleaned
from tocsin.understand.scanning import mendings, scanned


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Thc Iraqi arrny was rnoved to the f1ank, the goverment said on Mond ay.", None),
        ("The rninister left whi1e his troops were bornbed.", "The minister left while his troops were bombed."),
        ("ln the rnorning the f1eet sai1ed from the harb0ur.", "In the morning the fleet sailed from the harbour."),
        ("Sov1et p1anes f1ew over Be1grade; the arrny was a1erted.", None),
    ],
)
def test_a_scanned_text_is_mended(read, printed):
    assert scanned(read)
    text = cleaned(read, [])[0]
    assert "rn" not in text.replace("morning", "").replace("government", "")
    assert "1" not in text
    if printed:
        assert text == printed


@pytest.mark.parametrize(
    "text",
    [
        "The F16 and the MiG-29 flew from Rzeszow on 1st May; 300k reservists, 5G masts and the G7 were named.",
        "Gen. Barnes and Mr. Hornby of Fernhill told Reuters that Burnaby's modern farm burned.",
        "One tirne the typist slipped, and only once in a long clean text on the talks of the two governments in the old town.",
        "x" * 5000,
        "",
    ],
)
def test_other_texts_are_left_alone(text):
    assert mendings(text) == []
