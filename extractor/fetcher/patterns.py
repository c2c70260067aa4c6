"""patterns/fetching.toml: what the fetcher knows of addresses and answers in general."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.errors import PatternError
from extractor.resources import data_folder

FILE = "fetching.toml"
ModelT = TypeVar("ModelT", bound=BaseModel)


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AddressPatterns(Strict):
    """Words of addresses; see the comments in the file.

    Attributes:
        tracking: query keys without meaning, as regular expressions.
        listing, never: path parts that open lists of articles, and pages that are neither;
            ``listing_anywhere`` those that do so wherever they stand.
        page_keys, whole: query keys that number pages, and pairs that show all of them.
        amp_paths, amp_hosts, amp_keys: marks of the light copy of an article.
    """

    tracking: tuple[str, ...]
    second_level: tuple[str, ...]
    listing: tuple[str, ...]
    listing_anywhere: tuple[str, ...]
    search_keys: tuple[str, ...]
    page_keys: tuple[str, ...]
    whole: tuple[tuple[str, str], ...]
    amp_paths: tuple[str, ...]
    amp_hosts: tuple[str, ...]
    amp_keys: tuple[str, ...]
    never: tuple[str, ...]
    files: tuple[str, ...]


class Sign(Strict):
    """How a page that stands in an article's way is told: any one of its marks is enough.

    Attributes:
        statuses: HTTP statuses with which it comes.
        headers: "name: words" of a header line.
        titles: words of the title; ``texts`` words anywhere in the page, both lower case.
        longest: characters of page above which ``texts`` prove nothing.
    """

    code: str
    statuses: tuple[int, ...]
    headers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    longest: int = 400_000


class FetchPatterns(Strict):
    """The file patterns/fetching.toml."""

    address: AddressPatterns
    sign: tuple[Sign, ...]

    @cached_property
    def numbered_path(self) -> re.Pattern[str]:
        """A path that ends in the number of a page ("/tag/wtp/page/2"): what is before, number."""
        return re.compile(rf"^(.*?)/(?:{'|'.join(self.address.page_keys)})/(\d{{1,4}})/?$")

    @cached_property
    def file_ending(self) -> re.Pattern[str]:
        return re.compile(r"\.(?:" + "|".join(self.address.files) + r")$", re.IGNORECASE)


def load_toml(path: Path, model: type[ModelT]) -> ModelT:
    """A pattern file checked against its schema.

    Raises:
        PatternError: with file, key and what is wrong.
    """
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return model.model_validate(content)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PatternError(f"{path}: no TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise PatternError(f"{path}: {place}: {first['msg']}") from error


def load_patterns(extra: Path | None = None) -> FetchPatterns:
    """The file of the user's own folder if it has one, else the package's."""
    own = extra / FILE if extra else None
    path = own if own and own.is_file() else data_folder("patterns") / FILE
    return load_toml(path, FetchPatterns)
