"""Seeded maker of benchmark input: Indonesian news pages as sites serve them, and WARC archives.

The award articles are those of corpus/gold (development part) with sentences around them; the
other pages are made of sentences in which no award is named. Same seed, same bytes.
"""

from __future__ import annotations

import gzip
import html
import json
import random
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

GOLD = Path(__file__).parents[1] / "corpus" / "gold"
HOSTS = (
    "kabarmuria.example", "suaraselatan.example", "harianpesisir.example", "wartabukit.example",
    "radarpulau.example", "posdaerah.example", "lintaskota.example", "mediakampung.example",
)  # fmt: skip
SUBJECTS = (
    "Warga Desa Sumbersari", "Petani di Kecamatan Lembang", "Para pedagang pasar lama",
    "Petugas pemadam kebakaran", "Nelayan pesisir utara", "Kepala dusun setempat",
    "Sejumlah pengendara motor", "Tim pencari gabungan", "Anggota karang taruna",
    "Pengelola terminal", "Ibu rumah tangga di bantaran sungai", "Rombongan peziarah",
    "Siswa kelas enam", "Pekerja proyek jembatan", "Dokter jaga malam itu",
    "Sopir angkutan desa", "Pengusaha tahu rumahan", "Penyuluh pertanian lapangan",
)  # fmt: skip
VERBS = (
    "mengeluhkan", "membersihkan", "memperbaiki", "menunggu", "menjual", "menanam", "mengangkut",
    "memeriksa", "menutup", "membuka kembali", "memantau", "membangun", "mengecat", "menyiram",
    "memindahkan", "menyiapkan", "membagikan", "mencatat ulang", "menggali", "memasang",
)  # fmt: skip
OBJECTS = (
    "saluran irigasi yang tersumbat sejak pekan lalu", "jalan berlubang di depan balai warga",
    "bibit padi yang tahan genangan", "harga cabai rawit dan bawang merah",
    "jadwal kapal penyeberangan", "tumpukan sampah di muara", "atap gedung serbaguna",
    "pompa air milik kelompok tani", "antrean bahan bakar di dua tempat pengisian",
    "lampu penerangan jalan yang padam", "tanggul yang retak setelah hujan deras",
    "panggung untuk pentas wayang semalam suntuk", "dagangan yang basah terendam rob",
    "pagar kebun dari bambu", "posko siaga di tepi hutan", "truk pengangkut pasir",
    "sumur bor sedalam enam puluh meter", "kandang kambing yang roboh diterpa angin",
)  # fmt: skip
TAILS = (
    "karena hujan tidak kunjung reda", "sebelum musim tanam tiba", "meskipun biaya masih terbatas",
    "sambil berjaga dari kemungkinan longsor susulan", "dengan peralatan seadanya",
    "setelah rapat di balai desa pada sore hari", "bersama mahasiswa yang sedang kuliah kerja",
    "untuk kebutuhan dapur umum", "dari pagi hingga menjelang petang", "tanpa menunggu bantuan",
    "agar anak-anak dapat kembali belajar", "di tengah cuaca yang tidak menentu",
    "yang selama ini dikerjakan bergiliran", "dan hasilnya dibagi rata", "menurut keterangan saksi",
)  # fmt: skip
SYLLABLES = "ka ra ma ti su lo pe ni ba du wa ja ko se ri ta mu la gi no hu sa be mi po ge".split()
MENU = "Beranda Nasional Daerah Ekonomi Olahraga Hiburan Teknologi Kesehatan Opini Foto".split()
SCRIPT_WORDS = (
    "function return window document push slot size config async event load track init queue "
    "push value index layer google consent banner width height targeting refresh lazy native"
).split()


@dataclass(frozen=True)
class Made:
    """A made page; ``relevant``: an award article stands on it."""

    url: str
    html: bytes
    relevant: bool


class PageMaker:
    """Makes pages from one seed.

    Args:
        seed: of the random numbers.
        kilobytes: size of a page, about.
    """

    def __init__(self, seed: int, kilobytes: int = 90) -> None:
        self._random = random.Random(seed)
        self._gold = [json.loads(p.read_text("utf-8")) for p in sorted(GOLD.glob("dev-*.json"))]
        self._gold = [each for each in self._gold if each["records"]]
        self._bytes = kilobytes * 1000
        self._furniture = [self._make_furniture() for _ in range(12)]
        self._number = 0

    def award(self) -> Made:
        """An article of the gold corpus among other sentences."""
        article = self._gold[self._number % len(self._gold)]
        paragraphs = list(article["paragraphs"])
        while sum(map(len, paragraphs)) < 2600:
            paragraphs.append(self.paragraph())
        return self._page(article["title"], paragraphs, article["published"], relevant=True)

    def other(self, tempting: float = 0.0) -> Made:
        """An article without an award; with probability ``tempting`` a side link names one."""
        paragraphs = [self.paragraph() for _ in range(self._random.randint(8, 16))]
        link = ""
        if self._random.random() < tempting:
            link = "Bupati terima penghargaan di ibu kota, ini pesannya"
        return self._page(self.sentence()[:70], paragraphs, None, relevant=False, link=link)

    def sentence(self) -> str:
        pick = self._random.choice
        name = "".join(pick(SYLLABLES) for _ in range(3)).capitalize()
        number = self._random.randint(2, 480)
        return pick((
            f"{pick(SUBJECTS)} {pick(VERBS)} {pick(OBJECTS)} {pick(TAILS)}.",
            f"{pick(SUBJECTS)} dari {name} {pick(VERBS)} {pick(OBJECTS)} {pick(TAILS)}.",
            f"Sedikitnya {number} warga ikut {pick(VERBS)} {pick(OBJECTS)} {pick(TAILS)}.",
            f"“Kami {pick(VERBS)} {pick(OBJECTS)} {pick(TAILS)},” kata {name}, yang tinggal di sana.",
            f"Di {name}, {pick(SUBJECTS).lower()} masih {pick(VERBS)} {pick(OBJECTS)}.",
        ))  # fmt: skip

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self._random.randint(2, 4)))

    def _page(
        self,
        title: str,
        paragraphs: list[str],
        published: str | None,
        *,
        relevant: bool,
        link: str = "",
    ) -> Made:
        self._number += 1
        pick = self._random.choice
        host = HOSTS[self._number % len(HOSTS)]
        url = f"https://{host}/{2015 + self._number % 10}/{self._slug(title)}-{self._number}"
        date = (
            published
            or f"20{pick('12')}{pick('3456789')}-0{pick('123456789')}-1{pick('0123456789')}T08:00:00+07:00"
        )
        described = json.dumps({
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": title,
            "datePublished": date, "mainEntityOfPage": url,
            "author": {"@type": "Person", "name": "Redaksi"},
        })  # fmt: skip
        body = "".join(f"<p>{html.escape(text, quote=False)}</p>\n" for text in paragraphs)
        top, bottom = pick(self._furniture)
        links = "".join(
            f'<li class="side-item"><a href="/baca/{self._slug(head)}"><img src="/img/{n}.webp" alt="">'
            f"<h3>{html.escape(head)}</h3></a><span>{n} jam lalu</span></li>\n"
            for n, head in enumerate([link, *(self.sentence()[:80] for _ in range(14))])
            if head
        )
        page = (
            f'<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8"><title>{html.escape(title)} - {host}</title>\n'
            f'<link rel="canonical" href="{url}"><meta property="og:type" content="article">'
            f'<meta property="og:title" content="{html.escape(title)}">'
            f'<meta property="article:published_time" content="{date}">\n'
            f'<script type="application/ld+json">{described}</script>\n{top}'
            f'<article class="post"><h1 class="post-title">{html.escape(title)}</h1>'
            f'<div class="post-meta"><span class="author">Redaksi</span> <time datetime="{date}">{date[:10]}</time></div>\n'
            f'<div class="post-content entry-content">\n{body}</div></article>\n'
            f'<aside class="sidebar"><h2>Terkini</h2><ul>{links}</ul></aside>\n{bottom}</body></html>\n'
        )
        return Made(url, page.encode("utf-8"), relevant)

    def _slug(self, text: str) -> str:
        return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80]

    def _make_furniture(self) -> tuple[str, str]:
        """What stands around every article of a site: styles, scripts, menus, cards, footers.

        In the shares of real pages of Indonesian news sites: ten to twelve tags a kilobyte, a
        quarter of the bytes styles and scripts.
        """
        pick = self._random.choice
        styles, scripts = ["<style>"], ["<script>"]
        while sum(map(len, styles)) < self._bytes * 0.08:
            styles.append(
                f".{pick(SCRIPT_WORDS)}-{pick(SYLLABLES)}{self._random.randint(1, 999)}{{margin:{self._random.randint(0, 40)}px;"
                f"color:#{self._random.randrange(1 << 24):06x};width:{self._random.randint(10, 100)}%}}\n"
            )
        while sum(map(len, scripts)) < self._bytes * 0.17:
            scripts.append(
                f"{pick(SCRIPT_WORDS)}.{pick(SCRIPT_WORDS)}({self._random.randint(0, 10**9)},"
                f"'{''.join(pick(SYLLABLES) for _ in range(4))}',{{{pick(SCRIPT_WORDS)}:{self._random.random():.6f}}});\n"
            )
        menu = "".join(
            f'<li class="menu-item"><a href="/{name.lower()}/{n}">{name} {"".join(pick(SYLLABLES) for _ in range(2))}</a></li>\n'
            for n in range(3)
            for name in MENU
        )
        cards: list[str] = []
        while sum(map(len, cards)) < self._bytes * 0.55:
            cards.append(self._card(len(cards)))
        half = len(cards) // 3
        top = (
            f'{"".join(styles)}</style></head><body><header><nav><ul class="menu">{menu}</ul></nav></header>\n'
            f'<section class="headlines"><div class="row">{"".join(cards[:half])}</div></section>\n'
        )
        bottom = (
            f'<section class="more"><div class="row">{"".join(cards[half:])}</div></section>\n'
            f"<footer><ul>{menu}</ul><p>Hak cipta redaksi.</p></footer>"
        )
        return top, bottom + "".join(scripts) + "</script>"

    def _card(self, number: int) -> str:
        """A headline with its picture, as lists of other articles have them."""
        head = self.sentence()[:80].rstrip()
        address = f"/{2015 + number % 10}/{number:02d}/{self._slug(head)}"
        return (
            f'<div class="card card--{number % 4}"><div class="card__media"><a href="{address}" class="card__link"'
            f' data-id="{self._random.randrange(10**8)}"><picture><source srcset="/img/{number}-320.webp" type="image/webp">'
            f'<img class="lazy" src="/img/{number}.jpg" alt="" width="320" height="180"></picture></a></div>'
            f'<div class="card__body"><span class="card__tag">{self._random.choice(MENU)}</span>'
            f'<h3 class="card__title"><a href="{address}">{html.escape(head)}</a></h3>'
            f'<span class="card__time">{number % 23 + 1} jam lalu</span></div></div>\n'
        )


def response(made: Made, date: str = "2024-05-01T00:00:00Z") -> bytes:
    """The page as a WARC response record, not compressed."""
    block = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: nginx\r\n"
        + f"Content-Length: {len(made.html)}\r\n\r\n".encode()
        + made.html
    )
    number = zlib.crc32(made.url.encode())
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {made.url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def gzip_member(record: bytes, level: int = 6) -> bytes:
    return gzip.compress(record, level, mtime=0)


def archive_members(
    maker: PageMaker, pages: int, *, share: float = 0.01, tempting: float = 0.0, pool: int = 0
) -> Iterator[tuple[Made, bytes]]:
    """Pages with their gzip members; every (1/share)-th is relevant.

    ``pool``: make only so many different pages without an award and take them in turn; each
    page that is parsed stays one of its kind.
    """
    every = max(1, round(1 / share)) if share else 0
    kept: list[tuple[Made, bytes]] = []
    for number in range(pages):
        if every and number % every == every // 2:
            made = maker.award()
        elif pool and len(kept) == pool:
            yield kept[number % pool]
            continue
        else:
            made = maker.other(tempting)
        member = gzip_member(response(made))
        if pool and not made.relevant:
            kept.append((made, member))
        yield made, member


def write_archive(path: Path, members: Iterator[tuple[Made, bytes]]) -> tuple[int, int]:
    """Write members as a .warc.gz; number of pages and bytes of their HTML."""
    count = size = 0
    with path.open("wb") as file:
        for made, member in members:
            file.write(member)
            count += 1
            size += len(made.html)
    return count, size
