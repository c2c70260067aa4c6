"""A small regional news site: index by day, tag pages, search, feeds, sitemaps, paged and AMP."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from tests.fetch.server import Hit, reply

PER_PAGE = 5


@dataclass(frozen=True)
class Story:
    """One article; ``pages`` how many pages it is cut into."""

    number: int
    day: str
    slug: str
    title: str
    tags: tuple[str, ...] = ()
    pages: int = 1
    whole: bool = False
    amp: bool = False

    @property
    def path(self) -> str:
        return f"/berita/{self.day.replace('-', '/')}/{self.slug}"


def stories(count: int = 24) -> tuple[Story, ...]:
    """Stories of 2019 to 2024, the latest first; every third about SAKIP."""
    made = []
    for number in range(count):
        year, month = 2024 - number * 6 // count, 1 + number % 12
        about = "sakip" if number % 3 == 0 else "pasar"
        made.append(
            Story(
                number=number,
                day=f"{year}-{month:02}-05",
                slug=f"pemkab-{number}-bahas-{about}-hari-ini",
                title=f"Pemkab ke-{number} bahas {about.upper()} hari ini",
                tags=(about,),
            )
        )
    return tuple(made)


@dataclass
class Newsroom:
    """The site's routes; ``base`` is its address, known once the server listens."""

    told: tuple[Story, ...] = field(default_factory=stories)
    base: str = ""
    robots: str = "User-agent: *\nDisallow: /berita/rahasia\nSitemap: {base}/sitemap_index.xml\n"

    def route(self, hit: Hit) -> bytes | str | None:
        parts = urlsplit(hit.path)
        path, query = parts.path, parse_qs(parts.query)
        page = int(query.get("page", ["1"])[0]) if query.get("page") != ["all"] else 0
        if path == "/robots.txt":
            return reply(self.robots.format(base=self.base), content_type="text/plain")
        if path == "/":
            return self.listing(list(self.told[:3]), 1, "/?")
        if path == "/indeks":
            day = query.get("date", [""])[0]
            chosen = [each for each in self.told if not day or each.day == day]
            return self.listing(chosen, page, f"/indeks?date={day}&" if day else "/indeks?")
        if path.startswith("/tag/"):
            tag = path.split("/")[2]
            chosen = [each for each in self.told if tag in each.tags]
            return self.listing(chosen, page, f"/tag/{tag}?")
        if path == "/search":
            word = query.get("q", [""])[0]
            chosen = [each for each in self.told if word in each.slug]
            return self.listing(chosen, page, f"/search?q={word}&")
        if path == "/feed":
            return reply(self.feed(), content_type="application/rss+xml")
        if path == "/atom.xml":
            return reply(self.atom(), content_type="application/atom+xml")
        if path == "/sitemap_index.xml":
            return reply(self.sitemap_index(), content_type="application/xml")
        if path.startswith("/sitemap-"):
            return self.sitemap(path.removeprefix("/sitemap-"))
        return self.article(path, page)

    def listing(self, chosen: list[Story], page: int, more: str) -> str:
        shown = chosen[(page - 1) * PER_PAGE : page * PER_PAGE]
        links = "".join(f'<h3><a href="{each.path}">{each.title}</a></h3>' for each in shown)
        onward = f'<a href="{more}page={page + 1}">2</a>' if len(chosen) > page * PER_PAGE else ""
        chrome = (
            '<a href="/">Beranda</a><a href="/tag/pasar">Pasar</a><a href="/tentang-kami">Kami</a>'
            '<a href="https://facebook.com/media">FB</a><a href="mailto:a@b.id">Surat</a>'
            '<a href="/foto/kegiatan-hari-ini-di-serang">Foto</a><a href="/berkas.pdf">PDF</a>'
        )
        return (
            f"<html><head><title>Indeks</title></head><body>{chrome}{links}{onward}</body></html>"
        )

    def feed(self) -> str:
        items = "".join(
            f"<item><title><![CDATA[{each.title}]]></title><link>{self.base}{each.path}</link>"
            f"<pubDate>Mon, 05 Feb {each.day[:4]} 10:00:00 +0700</pubDate></item>"
            for each in self.told[:6]
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'

    def atom(self) -> str:
        items = "".join(
            f"<entry><title>{each.title}</title>"
            f'<link rel="alternate" href="{self.base}{each.path}"/>'
            f"<published>{each.day}T10:00:00+07:00</published></entry>"
            for each in self.told[:4]
        )
        return f'<feed xmlns="http://www.w3.org/2005/Atom">{items}</feed>'

    def sitemap_index(self) -> str:
        maps = "".join(
            f"<sitemap><loc>{self.base}/sitemap-{year}.xml.gz</loc>"
            f"<lastmod>{year}-12-31</lastmod></sitemap>"
            for year in range(2019, 2025)
        )
        news = f"<sitemap><loc>{self.base}/sitemap-news.xml</loc></sitemap>"
        return (
            '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            f"{maps}{news}</sitemapindex>"
        )

    def sitemap(self, name: str) -> bytes:
        if name == "news.xml":
            urls = "".join(
                f"<url><loc>{self.base}{each.path}</loc><news:news><news:publication_date>"
                f"{each.day}</news:publication_date><news:title>{each.title}</news:title>"
                "</news:news></url>"
                for each in self.told[:3]
            )
            space = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
            return reply(f"<urlset {space}>{urls}</urlset>", content_type="application/xml")
        year = name[:4]
        urls = "".join(
            f"<url><loc>{self.base}{each.path}</loc><lastmod>{each.day}</lastmod></url>"
            for each in self.told
            if each.day.startswith(year)
        )
        text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        return reply(gzip.compress(text.encode()), content_type="application/x-gzip")

    def article(self, path: str, page: int) -> str | None:
        light = path.startswith("/amp/")
        path = path.removeprefix("/amp")
        story = next((each for each in self.told if each.path == path), None)
        if story is None or page > story.pages:
            return None
        numbers = range(1, story.pages + 1) if page == 0 else (page,)
        body = "".join(
            f"<p>Alinea {number} berita {story.number} tentang nilai daerah itu.</p>"
            for number in numbers
        )
        paging = "".join(
            f'<a href="{story.path}?page={number}">{number}</a>'
            for number in range(2, story.pages + 1)
        )
        if story.whole:
            paging += f'<a href="{story.path}?page=all">Semua</a>'
        amp = f'<link rel="amphtml" href="/amp{story.path}">' if story.amp and not light else ""
        mark = " amp" if light else ""
        return (
            f"<!DOCTYPE html><html{mark}><head><title>{story.title}</title>"
            f'<link rel="canonical" href="{self.base}{story.path}">{amp}'
            '<meta property="og:type" content="article">'
            f'<meta property="article:published_time" content="{story.day}T09:00:00+07:00">'
            f"</head><body><main><article>{body}</article><nav>{paging}</nav></main>"
            "<footer>Media Uji</footer></body></html>"
        )
