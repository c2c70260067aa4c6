"""Article -> Mentions: gazetteers by spaCy's PhraseMatcher, figures by its Matcher.

One Doc a paragraph; no spaCy object leaves this package.
"""

from __future__ import annotations

from extractor.matchers.match import TextMatcher

__all__ = ["TextMatcher"]
