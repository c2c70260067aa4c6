"""Official tables: every shape that is read, and every one that is refused with a clear line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import SourceError
from extractor.models.table import OfficialTable, TableRow
from extractor.tables import TableOptions, read_table
from extractor.verifier.names import NameReader
from tests.verify.cases import knowledge


def _read(folder: Path, name: str, content: str | bytes, **options: Any) -> OfficialTable:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path, knowledge(), TableOptions(**options))


def _told(table: OfficialTable) -> list[tuple[str, str | None, tuple[str, ...], int | None]]:
    return [(row.name, row.score, row.predicates, row.year) for row in table.rows]


@pytest.fixture
def annex(tmp_path: Path) -> Path:
    """A workbook as offices send it: letterhead, merged cells, groups, both signs, signature."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "lampiran.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Lampiran")
    sheet.merge_range("A1:E1", "OMBUDSMAN REPUBLIK INDONESIA PERWAKILAN PROVINSI BANTEN")
    sheet.merge_range("A2:E2", "HASIL PENILAIAN KEPATUHAN PELAYANAN PUBLIK TAHUN 2024")
    sheet.write_row("A5", ["No", "Provinsi", "Nama Instansi", "Nilai", "Zona/Kategori"])
    sheet.write_row("A6", ["(1)", "(2)", "(3)", "(4)", "(5)"])
    sheet.merge_range("A7:E7", "A. PEMERINTAH KABUPATEN")
    sheet.merge_range("B8:B9", "BANTEN")
    sheet.write_row("C8", ["KAB. SERANG", 91.05, "HIJAU"])
    sheet.write_row("C9", ["LEBAK", "77,6", "KUNING"])
    sheet.merge_range("A10:E10", "B. PEMERINTAH KOTA")
    sheet.write_row("A11", [1, "BANTEN", "SERANG", 86.129999999999995, "HIJAU"])
    sheet.write_row("A12", ["", "", "RATA-RATA", 84.9, ""])
    sheet.write("D14", "Serang, 12 Desember 2024")
    sheet.write("D15", "Kepala Perwakilan,")
    sheet.write("D18", "Fadli Afriadi")
    book.close()
    return path


def test_an_annex_is_read(annex: Path) -> None:
    table = read_table(annex, knowledge(), TableOptions())
    assert (table.header_row, table.year, table.region) == (5, 2024, None)
    assert table.award == "ombudsman-kepatuhan"
    assert [(r.name, r.region, r.level, r.score, r.predicates) for r in table.rows] == [
        ("KAB. SERANG", "BANTEN", "kabupaten", "91.05", ("HIJAU",)),
        ("LEBAK", "BANTEN", "kabupaten", "77.6", ("KUNING",)),
        ("SERANG", "BANTEN", "kota", "86.13", ("HIJAU",)),
    ]
    assert [row.reason for row in table.unread] == [
        "numbering", "heading", "heading", "total", "signature", "signature", "signature",
    ]  # fmt: skip


def test_a_workbook_wide_by_year_under_two_header_rows(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "opini.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write("A1", "OPINI BPK ATAS LKPD")
    sheet.merge_range("B3:D3", "Tahun")
    sheet.merge_range("A3:A4", "Entitas")
    sheet.write_row("B4", [2020, 2021, 2022])
    sheet.write_row("A5", ["Kabupaten Kudus", "WTP", "-", "WDP"])
    book.close()
    table = read_table(path, knowledge(), TableOptions())
    assert table.award == "wtp"
    assert _told(table) == [
        ("Kabupaten Kudus", None, ("WTP",), 2020),
        ("Kabupaten Kudus", None, ("WDP",), 2022),
    ]


def test_a_header_of_two_rows_below_a_blank_one_tells_the_years_apart(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "rekap.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.merge_range("A1:D1", "REKAP PENILAIAN KEPATUHAN")
    sheet.merge_range("A3:A4", "No")
    sheet.merge_range("B3:B4", "Pemerintah Daerah")
    sheet.merge_range("C3:D3", "Nilai")
    sheet.write_row("C4", [2023, 2024])
    sheet.write_row("A5", [1, "Kabupaten Lebak", "77,60", 81.2])
    book.close()
    assert _told(read_table(path, knowledge(), TableOptions())) == [
        ("Kabupaten Lebak", "77.60", (), 2023),
        ("Kabupaten Lebak", "81.2", (), 2024),
    ]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("semicolon.csv", "Nama;Nilai\nKota A;86,13\nKota B;92.48\n", ["86.13", "92.48"]),
        ("tab.tsv", "Nama\tNilai\nKota A\t86,13\nKota B\t92,48\n", ["86.13", "92.48"]),
        ("quoted.csv", 'Nama,Nilai\nKota A,"86,13"\nKota B,"92,48"\n', ["86.13", "92.48"]),
        ("bom.csv", b"\xef\xbb\xbfNama;Nilai\nKota A;86,13\nKota B;1\n", ["86.13", "1"]),
        ("cp1252.csv", "Nama – OPD;Nilai\nKota A;86,1\nB;1\n".encode("cp1252"), ["86.1", "1"]),
        ("blank.csv", "Nama;Nilai\nKota A;86, 13\nKota B;92 ,48\n", ["86.13", "92.48"]),
        ("percent.csv", "Daerah;Capaian\nKota A;86,1%\nKota B;92%\n", ["86.1", "92"]),
        ("typed.txt", "Kota A   86,13\nKota B   92,48\n", ["86.13", "92.48"]),
        ("bars.txt", "| Nama | Nilai |\n| Kota A | 86,13 |\n| B | 92,48 |\n", ["86.13", "92.48"]),
        ("bare.csv", "1;Kota A;86,13\n2;Kota B;92,48\n", ["86.13", "92.48"]),
    ],
)
def test_delimited_text(name: str, content: str | bytes, told: list[str], tmp_path: Path) -> None:
    assert [row.score for row in _read(tmp_path, name, content).rows] == told


def test_open_data(tmp_path: Path) -> None:
    rows = [
        {"id": 1, "kode_provinsi": 36, "nama_provinsi": "BANTEN", "kode_kabupaten_kota": 3604,
         "nama_kabupaten_kota": "KABUPATEN SERANG", "indeks_spbe": "3.41", "tahun": 2023},
    ]  # fmt: skip
    table = _read(tmp_path, "spbe.json", json.dumps({"result": {"records": rows}}))
    (row,) = table.rows
    assert (row.name, row.region_code, row.score, row.year) == (
        "KABUPATEN SERANG", "3604", "3.41", 2023,
    )  # fmt: skip


def test_html_and_parquet(tmp_path: Path) -> None:
    page = (
        "<table><tr><th rowspan=2>No<th rowspan=2>Pemda<th colspan=2>Nilai</tr>"
        "<tr><th>2023<th>2024</tr><tr><td>1<td>Kota Serang<td>80,1<td>86,13</tr></table>"
    )
    assert _told(_read(tmp_path, "t.html", page)) == [
        ("Kota Serang", "80.1", (), 2023),
        ("Kota Serang", "86.13", (), 2024),
    ]
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"nama_instansi": ["Kota Serang"], "nilai": [86.13]}), path)
    assert _told(read_table(path, knowledge(), TableOptions())) == [
        ("Kota Serang", "86.13", (), None)
    ]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("nothing.csv", "Kota Serang;80,1;86,13;x\nKota X;90;92,48;y\n", "no header row"),
        ("two.csv", "Nama;Nilai Awal;Nilai Akhir\nKota A;80,1;86,13\nKota B;9;9\n", "2 columns"),
        ("commas.csv", "Nama,Nilai\nKota A,86,13\nKota B,90\nKota C,91\n", "decimal comma"),
        ("sign.csv", "Nama;Nilai\nKota Serang;3.204\nKota X;3.115\n", "decimal sign is unclear"),
        ("mixed.csv", "Nama;Nilai\nKota Serang;3.204\nKota X;3,115\n", "decimal sign is unclear"),
        ("head.csv", "Nama;Nilai\n", "no row with a name"),
        (
            "parts.csv",
            "Instansi;Nilai;;Mutu\n;Input;Output;\nKota Serang;80,1;86,13;B\nKota X;90;92,48;A\n",
            "2 columns may be the score: B, C under 'Nilai'",
        ),
        ("novalue.csv", "Nama;Alamat\nKota Serang;Jalan A\nKota X;Jalan B\n", "no header row"),
        ("empty.csv", "", "no columns"),
        ("scan.pdf", "%PDF-1.7", "export it as .xlsx or .csv"),
        ("pdf.csv", "%PDF-1.7", "export it as .xlsx or .csv"),
        ("broken.json", "{", "no valid JSON"),
        ("broken.xlsx", "PK", "no workbook"),
        ("photo.png", "x", "no table format"),
    ],
)  # fmt: skip
def test_a_bad_table_is_refused_in_one_line(
    name: str, content: str, says: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceError, match=says) as raised:
        _read(tmp_path, name, content)
    assert "\n" not in str(raised.value)


def test_the_caller_settles_what_the_table_leaves_open(tmp_path: Path) -> None:
    two = "Nama;Nilai Awal;Nilai Akhir\nKota Serang;80,1;86,13\nKota X;9;9\n"
    for column in ("Nilai Akhir", "C", "3"):
        table = _read(tmp_path, "two.csv", two, columns={"score": column})
        assert table.rows[0].score == "86.13"
    with pytest.raises(SourceError, match="no such column"):
        _read(tmp_path, "two.csv", two, columns={"score": "Skor"})
    with pytest.raises(SourceError, match="allowed"):
        _read(tmp_path, "two.csv", two, columns={"nilai": "Skor"})
    sign = "Nama;Nilai\nKota Serang;3.204\nKota X;3.115\n"
    assert _read(tmp_path, "sign.csv", sign, decimal=".").rows[0].score == "3.204"
    assert _read(tmp_path, "sign.csv", sign, decimal=",").rows[0].score == "3204"
    assert _read(tmp_path, "sign.csv", sign, award="spbe").rows[0].score == "3.204"


def test_a_figure_in_a_cell_merged_over_rows_belongs_to_none(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "merged.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row("A1", ["Nama", "Nilai"])
    sheet.write_row("A2", ["Kota Serang", 86.13])
    sheet.write("A3", "Kota Cilegon")
    sheet.write("A4", "Kota Tangerang")
    sheet.merge_range("B3:B4", 92.48)
    book.close()
    table = read_table(path, knowledge(), TableOptions())
    assert _told(table) == [("Kota Serang", "86.13", (), None)]
    assert [row.number for row in table.unread] == [3, 4]


def test_a_letterhead_address_is_not_whom_the_rows_are_of(tmp_path: Path) -> None:
    text = (
        "PEMERINTAH KABUPATEN SERANG\nJl. Veteran No. 1 Kota Serang Telp. (0254) 200100\n"
        "Nilai Kepatuhan OPD Tahun 2024\nNo;OPD;Nilai;Ket.\n"
        "1;Dinas Sosial;94,62;Hijau\n2;Dinas Kesehatan;76,20;Kuning\n"
    )
    table = _read(tmp_path, "opd.csv", text)
    assert table.region == "Kabupaten Serang"
    assert _told(table)[0] == ("Dinas Sosial", "94.62", ("Hijau",), None)


def test_a_label_beside_the_figures_of_several_years_is_of_none(tmp_path: Path) -> None:
    text = "Instansi;Nilai 2023;Nilai 2024;Zona\nKab. Lebak;70,10;81,90;Hijau\n"
    assert _told(_read(tmp_path, "rekap.csv", text)) == [
        ("Kab. Lebak", "70.10", (), 2023),
        ("Kab. Lebak", "81.90", (), 2024),
    ]
    text = "Instansi;Nilai 2024;Zona\nKab. Lebak;81,90;Hijau\n"
    told = _told(_read(tmp_path, "rekap.csv", text))
    assert told == [("Kab. Lebak", "81.90", ("Hijau",), 2024)]


def test_several_sheets_need_a_name(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "sheets.xlsx"
    book = xlsxwriter.Workbook(path)
    for year in ("2023", "2024"):
        sheet = book.add_worksheet(year)
        sheet.write_row("A1", ["Nama", "Nilai"])
        sheet.write_row("A2", ["Kota Serang", 86.13])
    book.close()
    with pytest.raises(SourceError, match="--sheet NAME"):
        read_table(path, knowledge(), TableOptions())
    table = read_table(path, knowledge(), TableOptions(sheet="2023"))
    assert (table.sheet, table.year) == ("2023", 2023)


@pytest.mark.parametrize(
    ("name", "around", "meant"),
    [
        ("KAB. SERANG", None, ("", {"36.04"})),
        ("PEMERINTAH KABUPATEN SERANG", None, ("", {"36.04"})),
        ("Pemkab Serang", None, ("", {"36.04"})),
        ("SERANG", None, ("", {"36.04", "36.73"})),  # a city and a regency share the name
        ("TANGERANG SELATAN", None, ("", {"36.74"})),
        ("DKI JAKARTA", None, ("", {"31"})),
        ("TPID Kota Padang", None, ("", {"13.71"})),  # a team counts as its government
        ("Kab. Serrang", None, ("", {"36.04"})),  # likeness 92
        ("Dinas Sosial Kab. Serang", None, ("dinas sosial", {"36.04"})),
        ("DINSOS", "Kabupaten Serang", ("dinas sosial", {"36.04"})),
        ("DINSOS", None, ("dinas sosial", set())),
        ("UPT Puskesmas Pontang", "Kabupaten Serang", ("puskesmas pontang", {"36.04"})),
        ("Kabupaten Lima Puluh Kota", None, ("", {"13.07"})),
    ],
)
def test_a_printed_name_is_resolved(
    name: str, around: str | None, meant: tuple[str, set[str]]
) -> None:
    named = NameReader(knowledge()).read(TableRow(number=1, name=name), around)
    assert (named.name, set(named.codes)) == meant
