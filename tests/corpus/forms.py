"""Papers to generate, and the forms in which a listing can write them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import strategies as st

from bot.corpus.paper import Listing, Paper, Section
from tests.corpus.samples import DAY

__all__ = ["FORMS", "PAPERS", "Form", "render"]

_SMALL = "abcdefghijklmnopqrstuvwxyz"
_LETTERS = _SMALL + _SMALL.upper()
_SCRIPTS = _LETTERS + "0123456789가나다라마한글논문모델éñüγ𝑆漢字"


def _phrase(first: str, others: str, most: int) -> st.SearchStrategy[str]:
    """Return text that begins with one of `first`, whose white space is single and inside."""

    def join(head: str, tail: str) -> str:
        return unicodedata.normalize("NFC", " ".join((head + tail).split()))

    return st.builds(join, st.sampled_from(first), st.text(others, max_size=most))


def _capitalised(head: str, tail: str) -> str:
    return head.upper() + tail


def _section(heading: str | None, text: str, more: list[str]) -> Section:
    return Section(heading, "\n".join((text, *more)))


_NAME_PART = st.builds(_capitalised, st.sampled_from(_LETTERS), st.text("xyzéüñ가나'-", min_size=1, max_size=8))
_NAMES = st.builds(" ".join, st.lists(_NAME_PART, min_size=1, max_size=3))
_TITLES = _phrase("[($γA가", _SCRIPTS + " []()$_^{}:-\\*#'\"<>|&%", 60)
_TEXTS = _phrase(_SCRIPTS, _SCRIPTS + "   ()[],.;%$*_'\"=+-<>#`|", 80)
_LINES = _phrase(_SMALL, _SCRIPTS + "   ()[],.;%$", 40)
_HEADINGS = _phrase(_LETTERS + "가나다", _SCRIPTS + "  '&-().,", 40)
_LINKS = st.builds("https://code.example.org/{}".format, st.text(_LETTERS + "0123456789/._-~", max_size=20)).map(
    lambda link: link.rstrip("._")
)
_KEYWORDS = st.lists(_NAMES, max_size=5, unique_by=str.casefold)
_URLS = st.builds("https://cdn.example.org/{}".format, st.text(_LETTERS + "0123456789/._-", min_size=1, max_size=20))
_SECTIONS = st.builds(_section, st.none() | _HEADINGS, _TEXTS, st.lists(_LINES, max_size=2))
_IDS = st.from_regex(r"\A[0-9]{4}\.[0-9]{5}\Z") | st.sampled_from(["hep-th/9901001", "math.GT/0309136", "0704.0001"])


def _paper(
    arxiv_id: str,
    title: str,
    authors: list[str],
    sections: list[Section],
    votes: int | None,
    more_authors: bool,
    urls: tuple[str | None, str | None],
    links: tuple[str | None, str | None],
    organization: str | None,
    keywords: list[str],
) -> Paper:
    return Paper(
        arxiv_id=arxiv_id,
        title=title,
        authors=tuple(authors),
        sections=tuple(sections),
        listings=(Listing(DAY, votes, 0, "a.txt"),),
        more_authors=more_authors and bool(authors),
        thumbnail_url=urls[0],
        video_url=urls[1],
        code=links[0],
        project=links[1],
        organization=organization,
        keywords=tuple(keywords),
    )


PAPERS: st.SearchStrategy[Paper] = st.builds(
    _paper,
    _IDS,
    _TITLES,
    st.lists(_NAMES, max_size=6, unique=True),
    st.lists(_SECTIONS, max_size=5),
    st.none() | st.integers(0, 999_999_999),
    st.booleans(),
    st.tuples(st.none() | _URLS, st.none() | _URLS),
    st.tuples(st.none() | _LINKS, st.none() | _LINKS),
    st.none() | _NAMES,
    _KEYWORDS,
)


@dataclass(frozen=True, slots=True)
class Form:
    """Say how a listing is written; every field is a template of the project's listings."""

    heading: str
    bullet: str
    link: str
    literal_authors: bool
    others: str
    unknown_votes: str
    grouped_votes: bool
    video: str
    labelled: str
    linked: str
    gap: str
    indent: str


FORMS: st.SearchStrategy[Form] = st.builds(
    Form,
    heading=st.sampled_from(["***{}***: ", "**{}**: ", "***{}:*** ", "**{}:** ", "*{}*: ", "__{}__: ", "**{}** ： "]),
    bullet=st.sampled_from(["- ", "* ", "+ ", "• ", "{}. ", "{}) "]),
    link=st.sampled_from(
        [
            "https://arxiv.org/abs/{}",
            "http://arxiv.org/abs/{}",
            "https://arxiv.org/abs/{}v2",
            "https://www.arxiv.org/pdf/{}v11.pdf",
            "https://huggingface.co/papers/{}",
        ]
    ),
    literal_authors=st.booleans(),
    others=st.sampled_from(["+", "et al.", "others", "+ 3 more"]),
    unknown_votes=st.sampled_from(["", "Vote: -", "Vote:", "Votes: N/A"]),
    grouped_votes=st.booleans(),
    video=st.sampled_from(
        [
            "[Watch Video]({0})",
            '[Watch Video]({0})\n<div><video controls src="{0}" muted="false"></video></div>',
            "<iframe width='560' src='{0}'></iframe>",
            "<video src={0}></video>",
        ]
    ),
    labelled=st.sampled_from(["{}: {}", "**{}**: {}", "__{}:__ {}", "{}： {}"]),
    linked=st.sampled_from(["{}", "[here]({})", "<{}>"]),
    gap=st.sampled_from(["\n", "\n\n", "\n\n\n"]),
    indent=st.sampled_from(["", " ", "  ", "\t"]),
)


def render(paper: Paper, form: Form) -> str:
    """Write a paper in a form."""
    parts = [f"### [{paper.title}]({form.link.format(paper.arxiv_id)})"]
    if paper.thumbnail_url:
        parts.append(f"![]({paper.thumbnail_url})")
    if paper.video_url:
        parts.append(form.video.format(paper.video_url))
    votes = paper.newest.votes
    parts.append(
        form.unknown_votes if votes is None else f"Vote: {votes:,}" if form.grouped_votes else f"Vote: {votes}"
    )
    if paper.authors:
        names = [*paper.authors, *([form.others] if paper.more_authors else [])]
        parts.append(f"Authors: {names if form.literal_authors else ', '.join(names)}")
    parts += _metadata(paper, form)
    parts.append("\n".join(_bullet(number, section, form) for number, section in enumerate(paper.sections, start=1)))
    return form.gap.join(part for part in parts if part)


def _metadata(paper: Paper, form: Form) -> Iterator[str]:
    for label, url in (("Code", paper.code), ("Project", paper.project)):
        if url:
            yield form.labelled.format(label, form.linked.format(url))
    if paper.organization:
        yield form.labelled.format("Organization", paper.organization)
    if paper.keywords:
        keywords = list(paper.keywords)
        yield form.labelled.format("Keywords", keywords if form.literal_authors else ", ".join(keywords))


def _bullet(number: int, section: Section, form: Form) -> str:
    first, *more = section.text.split("\n")
    heading = form.heading.format(section.heading) if section.heading else ""
    return "\n".join((form.bullet.format(number) + heading + first, *(form.indent + line for line in more)))
