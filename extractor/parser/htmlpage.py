"""HTML page to Article: body, headline, dates, people, kind of page."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.models import Article, Page
from extractor.parser import address, container, jsonld, rescue
from extractor.parser.blocks import Body, squeeze
from extractor.parser.cleaning import Announced, clean
from extractor.parser.decoding import check, utf8
from extractor.parser.fragment import Cleaner
from extractor.parser.hardening import harden
from extractor.parser.head import Head
from extractor.parser.pagekind import Signs
from extractor.parser.paging import PAGE_NOTE
from extractor.parser.people import People, labelled_names
from extractor.parser.published import PageDates
from extractor.parser.publishers import Publishers
from extractor.parser.schema import Paging
from extractor.parser.titles import Titles
from extractor.parser.view import View
from extractor.parser.walking import Walk
from extractor.parser.writing import Known, write
from extractor.settings import Settings

HEADLINE_LINK = 30
SECTIONS = "nav a, header li a, footer a, [class*=menu] a, [class*=breadcrumb] a, [rel=tag]"
THIN, MUCH_MORE = 250, 1.5


def parse_html(page: Page, raw: bytes, publishers: Publishers, settings: Settings) -> Article:
    """The article of an HTML page.

    Raises:
        InputRejected: too-large, binary, empty, index, gallery, video or block.
    """
    check(raw, settings.max_page_bytes)
    data, notes = harden(utf8(raw, page.charset))
    publishers.kinds.refuse_feed(data)
    view = View(data)
    head = Head(view.tree)
    nodes = jsonld.nodes(data)
    described = jsonld.article(nodes, head.titles)
    url = _address(page, head)
    host = address.host(url)
    found = container.find(view, publishers, host, head.titles)
    publisher = (found.publisher if found else None) or publishers.by_domain(host)
    paging = publisher.paging if publisher else Paging()
    titles = Titles(head, described, publishers.boilerplate.title_separators, host)
    title = titles.choose(view, publisher) or page.title
    people = People(head, described, publisher, publishers.rules, publishers.elements)
    announced = Announced(title, people.declared)
    body = _body(view, found, publishers, announced)
    body = _rescued(body, view, publishers, announced, described)
    first = body.kept[0].text if body.kept else None
    finder = PageDates(publishers.dates, view, head, described, publisher)
    dates = finder.find(title, first, body.dropped, len(body.kept), url)
    signs = Signs(
        url=url, title=title, head_title=head.title, nodes=nodes,
        described=described is not None,
        og_type=head.meta.get("og:type"), dated=dates.published is not None,
        links=lambda: _headline_links(view),
    )  # fmt: skip
    publishers.kinds.refuse(body, signs)
    near = [] if people.declared else finder.lines_near(title, first)
    names = labelled_names(publishers.rules, body.dropped, "\n".join(near))
    known = (title, head.meta.get("og:site_name"), *(host or "").split("."))
    number = address.page_number(page.url, paging)
    facts = Known(
        url=address.canonical(url, paging),
        site=address.site(url),
        title=title,
        author=people.author(view, names) or _unlabelled(view, publishers, body, near, known),
        editor=people.editor(view, names),
        section=people.section(view),
        published=dates.published or publishers.dates.structured(page.published) or page.published,
        modified=dates.modified,
        notes=(
            *notes,
            *body.notes,
            *((f"{PAGE_NOTE}{number}",) if number else ()),
            *publishers.rules.corrections(body),
        ),
    )
    return write(page, body, facts, settings)


def _address(page: Page, head: Head) -> str | None:
    """The page's address: its own canonical link where that is of the same site."""
    own = address.site(head.canonical)
    if page.url is None:
        links = (head.canonical, head.meta.get("og:url"))
        return next((link for link in links if address.host(link)), None)
    if own and own == address.site(page.url) and address.is_deep(head.canonical):
        return head.canonical
    return page.url


def _body(
    view: View, found: container.Found | None, publishers: Publishers, announced: Announced
) -> Body:
    """The article's paragraphs and the dropped blocks of the element found."""
    if found is None:
        return Body()
    drop = found.publisher.select.drop if found.publisher else ()
    walk = Walk(
        publishers.elements, publishers.rules,
        tuple(selector for selector in drop if view.may_match(selector)),
    )  # fmt: skip
    pieces = walk.body(found.node)
    blocks = Cleaner(publishers.elements, publishers.rules).clean(pieces)
    body = clean(blocks, publishers, announced)
    body.notes = walk.notes
    return body


def _rescued(
    body: Body, view: View, publishers: Publishers, announced: Announced,
    article: jsonld.Node | None,
) -> Body:  # fmt: skip
    """The body from elsewhere, where a page that is an article shows next to none."""
    size = sum(len(block.text) for block in body.kept)
    if size >= THIN:
        return body
    hidden = rescue.from_app_data(view.page)
    built = View(hidden) if hidden else None
    if built is not None and built.tree.body is not None:
        other = _body(built, container.Found(built.tree.body, None, 1.0, 0), publishers, announced)
        if sum(len(block.text) for block in other.kept) > MUCH_MORE * size:
            other.notes = [*body.notes, "body-from-app-data"]
            return other
    if article is None:
        return body
    for note, blocks in (
        ("body-from-json-ld", rescue.from_description(article)),
        ("body-from-trafilatura", rescue.from_trafilatura(view.page)),
    ):
        other = clean(blocks, publishers, announced)
        if sum(len(block.text) for block in other.kept) > MUCH_MORE * size:
            other.notes = [*body.notes, note]
            return other
    return body


def _unlabelled(
    view: View, publishers: Publishers, body: Body, near: list[str], known: Iterable[str | None]
) -> str | None:
    """The name beside the date, near the headline or on a line of the body."""
    opening = body.kept[0].text if body.kept else ""
    beside = [line for line in near if not opening.startswith(line)]
    dated = [block.text for block in body.dropped if block.rule in {"date-line", "byline"}]
    for lines in (beside, dated):
        if publishers.unlabelled.find(lines, ()) is None:
            continue
        sections = [squeeze(node.text(deep=True)) for node in view.tree.css(SECTIONS)]
        text = "\n".join(block.text for block in body.kept)
        return publishers.unlabelled.find(lines, [*sections, *filter(None, known)], text)
    return None


def _headline_links(view: View) -> int:
    """Links of the page with the length of a headline."""
    return sum(len(link.text(deep=True).strip()) >= HEADLINE_LINK for link in view.tree.css("a"))
