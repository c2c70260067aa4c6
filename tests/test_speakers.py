"""To whom a figure is attributed: in its sentence, behind it, or by whoever reads all of them."""

from __future__ import annotations

import pytest

from tests.matching import records

LEAD = "Hasil evaluasi SAKIP 2024 diumumkan di Bandung, Senin (3/2)."
RESULT = "Kota Bogor meraih nilai 67,50 dan Kota Depok 65,10."
BOTH = {"Kota Bogor": "Rini Sari", "Kota Depok": "Rini Sari"}
NOBODY: dict[str, str] = {}


@pytest.mark.parametrize(
    ("paragraphs", "speakers"),
    [
        ((RESULT, "Hal itu disampaikan Deputi Rini Sari di Bogor."), BOTH),  # behind the lead
        ((RESULT, "Deputi Rini Sari mengatakan hal itu saat ditemui."), BOTH),
        ((RESULT, "Demikian dikatakan Rini Sari, Deputi Bidang Evaluasi, Senin."), BOTH),
        (
            (RESULT, "Hal itu membanggakan, kata Deputi Rini Sari."),
            NOBODY,
        ),  # praise tells no figure
        (("Deputi Rini Sari merinci nilai kedua daerah.", RESULT), BOTH),  # tells all
        (("Nilai keduanya dibeberkan Deputi Rini Sari.", RESULT), BOTH),
        (("Deputi Rini Sari tidak merinci nilai lainnya.", RESULT), NOBODY),
        (
            (
                "Berikut nilai yang dibacakan Deputi Rini Sari:",
                "1. Kota Bogor, 67,50",
                "Nilai 65,10 diraih Kota Depok.",
            ),
            {"Kota Bogor": "Rini Sari"},
        ),  # the list alone
        (
            (
                "Deputi Rini Sari menyebut dua daerah berpredikat B, yakni:",
                "1. Kota Bogor 67,50",
                "2. Kota Depok 65,10",
            ),
            BOTH,
        ),  # what the sentence announces
        (
            (
                "Wali Kota Bogor Bima Arya menyebut ada dua daerah.",
                "Bima menegaskan Kota Bogor memperoleh 67,50.",
            ),
            {"Kota Bogor": "Bima Arya"},
        ),  # a part of the name is also a place
    ],
)
def test_speakers(paragraphs: tuple[str, ...], speakers: dict[str, str]) -> None:
    found = {n.removeprefix("Pemerintah "): r for n, r in records(LEAD, *paragraphs).items()}
    assert found["Kota Bogor"].score is not None
    assert {n: r.speaker.name for n, r in found.items() if r.speaker is not None} == speakers
