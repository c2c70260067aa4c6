"""Page to Article: the stage's one function."""

from __future__ import annotations

from extractor.models import Article, Page
from extractor.parser.htmlpage import parse_html
from extractor.parser.pasted import parse_text
from extractor.parser.publishers import Publishers, load_publishers
from extractor.settings import Settings


def parse(
    page: Page, publishers: Publishers | None = None, settings: Settings | None = None
) -> Article:
    """The clean article of a page or of a pasted text.

    Raises:
        InputRejected: stage "parse"; code too-large, binary, empty, index, gallery, video
            or block.
    """
    publishers = publishers or load_publishers()
    settings = settings or Settings()
    if page.html is not None:
        return parse_html(page, page.html, publishers, settings)
    return parse_text(page, publishers, settings)
