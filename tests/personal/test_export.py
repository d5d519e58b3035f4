"""Files of saved papers: what a strict reader takes back out of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.paper import Listing, Paper, Section
from bot.personal.bibtex import bibtex
from bot.personal.export import markdown, of_corpus
from bot.personal.kept import Remark
from bot.search.corpus import Corpus
from bot.storage.people.saved import SavedPaper
from tests.conftest import MakePaper

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)
SHOWN_AS = {
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textbackslash{}": "\\",
}


def read(text: str) -> dict[str, dict[str, str]]:
    """Read BibTeX as BibTeX does: braces are counted whatever stands before them. Fail on anything unforeseen."""
    entries: dict[str, dict[str, str]] = {}
    at = 0
    while at < len(text):
        head = re.compile(r"\n?@misc\{([a-z][a-z0-9-]*),\n").match(text, at)
        assert head, text[at : at + 80]
        assert head[1] not in entries
        fields, at = entries.setdefault(head[1], {}), head.end()
        while text[at : at + 2] != "}\n":
            field = re.compile(r"  (\w+) = \{").match(text, at)
            assert field, text[at : at + 80]
            end = closing(text, field.end())
            fields[field[1]] = text[field.end() : end]
            at = end + 1
            at += 2 if text.startswith(",\n", at) else 1
        at += 2
    return entries


def closing(text: str, start: int) -> int:
    depth = 1
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if not depth:
            return place
    pytest.fail("a brace is never closed")


def typeset(value: str) -> str:
    """Return what LaTeX shows of text without formulas; fail on a character that it would take as a command."""
    parts: list[str] = re.findall(r"\\text\w+\{\}|\\[&%$#_]|[^&%$#_{}~^\\]", value)
    assert "".join(parts) == value
    return "".join(SHOWN_AS[part] if part in SHOWN_AS else part.removeprefix("\\") for part in parts)


def titled(title: str) -> str:
    (entry,) = read(bibtex([SavedPaper("2411.14405", title, NOW)])).values()
    assert (entry["title"][0], entry["title"][-1]) == ("{", "}")
    return entry["title"][1:-1]


def test_an_entry_has_all_that_is_known(make_paper: MakePaper) -> None:
    paper = make_paper("2411.14405", "Marco-o1: Towards Open Reasoning", authors=("Yu Zhao", "Huifeng Yin"))
    assert bibtex([replace(paper, more_authors=True)]) == (
        "@misc{zhao2024marcoo1,\n"
        "  title = {{Marco-o1: Towards Open Reasoning}},\n"
        "  author = {Yu Zhao and Huifeng Yin and others},\n"
        "  year = {2024},\n"
        "  eprint = {2411.14405},\n"
        "  archivePrefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/2411.14405}\n"
        "}\n"
    )


def test_of_a_paper_that_left_the_corpus_the_title_is_known() -> None:
    entry = read(bibtex([SavedPaper("2312.00001", "Lost One", NOW)]))["anon2023lost"]
    assert entry == {
        "title": "{Lost One}",
        "year": "2023",
        "eprint": "2312.00001",
        "archivePrefix": "arXiv",
        "url": "https://arxiv.org/abs/2312.00001",
    }


def test_every_seed_paper_comes_back_out(corpus: Corpus) -> None:
    entries = list(read(bibtex(corpus.papers)).values())
    assert [entry["eprint"] for entry in entries] == [paper.arxiv_id for paper in corpus.papers]
    for entry, paper in zip(entries, corpus.papers, strict=True):
        assert len(entry.get("author", "").split(" and ")) == max(1, len(paper.authors) + paper.more_authors)
        assert entry["year"] == f"20{paper.arxiv_id[:2]}"


def test_a_thousand_papers_of_one_name_have_a_thousand_keys(make_paper: MakePaper) -> None:
    papers = [make_paper(f"2401.{n:05}", "Equal Thing", authors=("A B",)) for n in range(1000)]
    keys = list(read(bibtex(papers)))
    assert len(keys) == 1000
    assert keys[:3] == ["b2024equal", "b2024equal-2", "b2024equal-3"]


@pytest.mark.parametrize(
    ("author", "title", "key"),
    [
        ("Łukasz Gómez-Bombarelli", "The Ω of Things", "gomezbombarelli2024omega"),
        ("김철수", "한국어 모델", "anon2024240100001"),
        ("DeepSeek-AI", "DeepSeek-V3 Technical Report", "deepseekai2024deepseekv3"),
        ("John Smith, Jr.", "$π_0$ Flow", "smith2024pi0"),
        ("A B", f"{'long' * 20} title", f"b2024{'long' * 20}"[:35]),
        ("", "??", "anon2024240100001"),
        ("Gemini Team", "Gemini 1.5", "geminiteam2024gemini"),
        (" , ", "Blank", "anon2024blank"),
        ("The Very Long Consortium of Many Names", "Big", "theverylongconsortiumofmanynam2024big"),
    ],
)
def test_keys_are_plain_letters(make_paper: MakePaper, author: str, title: str, key: str) -> None:
    assert list(read(bibtex([make_paper("2401.00001", title, authors=(author,))]))) == [key]


@pytest.mark.parametrize(
    "name",
    ["Gemini Team", "Team GLM", "LG AI Research", "Tongyi SpeechTeam", "WanTeam", "Kanana LLM Team", "o3 contributors",
     "01. AI", "Allen Institute for AI", "BigScience Workshop Community", "네이버 클라우드 팀", "서울대 연구실",
     "Barnes and Noble, Inc.", "ATLAS Collaboration, CERN"],
)  # fmt: skip
def test_a_group_among_the_authors_is_one_name(make_paper: MakePaper, name: str) -> None:
    entry = read(bibtex([make_paper("2401.00001", "T", authors=("Yu Zhao", name, "Wei Ai"))]))
    assert entry.popitem()[1]["author"] == f"Yu Zhao and {{{name}}} and Wei Ai"


@pytest.mark.parametrize("name", ["Qingyao Ai", "Alec Labonte", "Grouper Steam", "Teamu Chen", "Mai Projecta"])
def test_a_person_is_no_group(make_paper: MakePaper, name: str) -> None:
    entry = read(bibtex([make_paper("2401.00001", "T", authors=(name,))]))
    assert entry.popitem()[1]["author"] == name


@pytest.mark.parametrize(
    ("arxiv_id", "year"), [("2411.14405", "2024"), ("0704.0001", "2007"), ("hep-th/9711200", "1997")]
)
def test_the_year_is_that_of_the_id(arxiv_id: str, year: str) -> None:
    (entry,) = read(bibtex([SavedPaper(arxiv_id, "T", NOW)])).values()
    assert entry["year"] == year


@given(st.text(alphabet="ab &%#_{}~^\\/가é*", max_size=30))
def test_text_is_shown_as_it_stands_whatever_it_holds(text: str) -> None:
    assert typeset(titled(f"x{text}")) == " ".join(f"x{text}".split())


@given(st.text(alphabet="ab1 $$$%_{}\\", max_size=30))
def test_no_formula_breaks_an_entry(text: str) -> None:
    shown = titled(f"x{text}")
    assert len(re.findall(r"(?<!\\)\$", shown.replace("\\\\", ""))) % 2 == 0


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (r"$\pi_0$: A Flow & More", r"$\pi_0$: A Flow \& More"),
        (r"An $\mathcal{O}(n^{2})$ Bound", r"An $\mathcal{O}(n^{2})$ Bound"),
        ("$k$-NN in $d$", "$k$-NN in $d$"),
        ("From $5 to $10", r"From \$5 to \$10"),
        ("Pay $5$6", r"Pay \$5\$6"),
        ("Only $1", r"Only \$1"),
        (r"$\frac{1$ x", r"\$\textbackslash{}frac\textbraceleft{}1\$ x"),
        (r"$}{$", r"\$\textbraceright{}\textbraceleft{}\$"),
        ("$a%b$", r"\$a\%b\$"),
        ("Line\nbreak  and γ", "Line break and γ"),
    ],
)
def test_formulas_stay_formulas_and_prices_prices(title: str, shown: str) -> None:
    assert titled(title) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("John Smith, Jr.", "Smith, Jr., John"),
        ("D'arcy O_Neil", r"D'arcy O\_Neil"),
        ("Search and Rescue Team", "{Search and Rescue Team}"),
        ("Fernando  Sandoval", "Fernando Sandoval"),
    ],
)
def test_a_name_is_one_person_to_bibtex(make_paper: MakePaper, name: str, shown: str) -> None:
    (entry,) = read(bibtex([make_paper(authors=(name, "B C"))])).values()
    assert entry["author"] == f"{shown} and B C"


def test_nothing_saved_makes_an_empty_file() -> None:
    assert bibtex([]) == ""


def _paper(votes: int | None = 12) -> Paper:
    sections = (Section(None, ""), Section("What's New", "- It *works*. And more."))
    listing = Listing(date(2024, 11, 25), votes, 0, "a.txt")
    return Paper("2411.14405", "A [new] $x_1$", ("A B", "C_D"), sections, (listing,), more_authors=True)


def test_a_markdown_list_has_links_and_plain_text() -> None:
    assert markdown([_paper(), SavedPaper("2312.00001", "#1 <b>", NOW)], "en") == (
        "# Saved papers: 2\n"
        "\n"
        "- [A \\[new\\] \\$x\\_1\\$](https://arxiv.org/abs/2411.14405)  \n"
        "  A B, C\\_D and others  \n"
        "  listed Nov 25, 2024 · 12 votes  \n"
        "  \\- It \\*works\\*.\n"
        "\n"
        "- [\\#1 \\<b\\>](https://arxiv.org/abs/2312.00001)  \n"
        "  not in the listings\n"
    )


def test_notes_and_folders_are_in_both_files_as_plain_text() -> None:
    remarks = {"2411.14405": Remark("50% {off}\n*now*", "To read, soon"), "2312.00001": Remark("[x](y)")}
    papers = [_paper(), SavedPaper("2312.00001", "B", NOW)]
    written = markdown(papers, "en", remarks)
    assert "  \n  folder: To read, soon  \n  note: 50% \\{off\\} \\*now\\*\n" in written
    assert "  not in the listings  \n  note: \\[x\\](y)\n" in written
    assert "  \n  폴더: To read, soon  \n  메모: 50%" in markdown(papers, "ko", remarks)
    one, other = read(bibtex(papers, remarks)).values()
    assert (one["keywords"], one["note"]) == ("To read soon", r"50\% \textbraceleft{}off\textbraceright{} *now*")
    assert (other.get("keywords"), other["note"]) == (None, "[x](y)")


def test_a_markdown_list_speaks_korean() -> None:
    text = markdown([_paper(), SavedPaper("2312.00001", "B", NOW)], "ko")
    for words in ("저장한 논문 2편", "A B, C\\_D 외", "2024년 11월 25일 목록 · 추천 12", "목록에 없음"):
        assert words in text


@pytest.mark.parametrize(
    ("votes", "shown"), [(None, "votes unknown"), (0, "0 votes"), (1, "1 vote"), (1200, "1,200 votes")]
)
def test_unknown_votes_are_not_zero(votes: int | None, shown: str) -> None:
    assert f"listed Nov 25, 2024 · {shown}  \n" in markdown([_paper(votes)], "en")


def test_a_sentence_that_opens_like_a_list_opens_none(make_paper: MakePaper) -> None:
    for text, shown in (
        ("- a b", "\\- a b"),
        ("2) a", "2\\) a"),
        ("=== a", "\\=== a"),
        ("> a", "\\> a"),
        ("3D a", "3D a"),
    ):
        assert markdown([make_paper(text=text)], "en").endswith(f"  \n  {shown}\n")


def test_each_saved_paper_is_exported_as_the_corpus_has_it_now(make_paper: MakePaper) -> None:
    there, gone = make_paper("2401.00001", "New title"), SavedPaper("2401.00002", "Gone", NOW)
    assert of_corpus([gone, SavedPaper("2401.00001", "Old title", NOW)], Corpus([there])) == [gone, there]
