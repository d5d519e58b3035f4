"""A file that holds too much of anything is refused with one clear sentence, in little time and memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.corpus.loader import read_folder
from bot.corpus.markdown import parse_listing
from bot.corpus.upload import read_upload
from bot.errors import InputError
from tests.corpus.samples import DAY_HEADING, entry, listing

ROOT = Path(__file__).resolve().parents[2]
# What reading and refusing, or reading and keeping, may take beyond the content itself and what the program had before.
MOST_MEBIBYTES = 150

TOO_MUCH = {
    "a line": (listing(entry("2411.00001")) + "x" * 100_001, 10, "longer than 100,000 characters"),
    "authors in a line": (listing(entry("2411.00001"), "Authors: " + "a," * 60_000), 11, "longer than 100,000"),
    "lines": (listing(entry("2411.00001")) + "\n" * 200_000, None, "more than 200,000 lines"),
    "headings": (DAY_HEADING + "\n### a" * 20_001, None, "more than 20,000 headings"),
}


@pytest.mark.parametrize("name", TOO_MUCH)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_that_holds_too_much_is_refused_and_the_place_is_named(name: str, end: str) -> None:
    text, line, said = TOO_MUCH[name]
    parsed = parse_listing(text.replace("\n", end), "a.md")
    assert (parsed.papers, parsed.warnings, parsed.is_read) == ((), (), False)
    (problem,) = parsed.rejected
    assert problem.line == line
    assert said in problem.reason.en
    with pytest.raises(InputError) as refused:
        read_upload("a.md", text.replace("\n", end).encode())
    assert str(refused.value).startswith("The file was not kept: a.md")
    assert said in str(refused.value)
    assert refused.value.in_("ko") != str(refused.value)


def test_a_file_that_holds_too_much_keeps_the_papers_that_are_stored_of_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(listing(entry(f"2411.0000{ord(name) - 96}")), "utf-8")
    stored = dict(read_folder(tmp_path, {}).papers)
    (tmp_path / "b.md").write_text("x" * 100_001, "utf-8")
    reading = read_folder(tmp_path, stored)
    assert dict(reading.papers) == stored
    assert [(problem.file, problem.line) for problem in reading.rejected] == [("b.md", 1)]


def test_lines_at_the_bounds_are_read() -> None:
    names = ", ".join(f"Author Number{number}" for number in range(5_000))[:99_000]
    text = listing(entry("2411.00001"), f"{entry('2411.00002')}\n- {'x' * 99_000}\n\nAuthors: {names}")
    parsed = parse_listing(text + "\n" * 190_000, "a.md")
    assert parsed.is_read
    assert len(parsed.papers) == 2


def test_thousands_of_warnings_are_counted_not_listed() -> None:
    parsed = parse_listing(listing(entry("2411.00001", text="a\n---\n" + "stray\n" * 5_000)), "a.md")
    assert len(parsed.warnings) == 1_001
    assert str(parsed.warnings[-1]) == "a.md: 4,000 more warnings"


# The peak of the process itself: that of getrusage begins with the parent's.
MEASURE = """
import re, sys
from pathlib import Path
from bot.corpus.upload import read_upload
from bot.errors import InputError

def peak():
    return int(re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1])

content = sys.stdin.buffer.read()
before = peak()
try:
    read_upload("a.md", content)
except InputError:
    pass
print(peak() - before)
"""
LARGEST = 8 * 1024 * 1024
DAY = f"{DAY_HEADING}\n".encode()
ENTRY = b"### [a](arxiv.org/abs/2411.00001)\n"
HOSTILE = {
    "one line": DAY + ENTRY + b"x" * LARGEST,
    "one line of authors": DAY + ENTRY + b"Authors: " + b"a," * LARGEST,
    "lines of authors": DAY + ENTRY + b"Authors: " + (b"a," * 49_000 + b"\n") * 90,
    "empty lines": DAY + ENTRY + b"\n" * LARGEST,
    "all lines, wide": DAY + ENTRY + ("\U0001f525" * 9 + "\n").encode() * 199_990,
    "bullets": DAY + ENTRY + b"- **a**: b\n" * 199_990,
    "entries with bullets": DAY + (ENTRY + b"- **a**: b\n" * 9) * 19_990,
    "entries": DAY + ENTRY * 19_990,
    "entries with authors": DAY + (ENTRY + b"Authors: " + b"xy," * 125 + b"\n") * 19_990,
    "strays": DAY + ENTRY + b"- a\n---\n" + b"x\n" * 199_000,
    "headings without a link": DAY + b"### [a\n" * 20_000,
    "fences": DAY + ENTRY + b"```a\n" * 199_000,
    "closed fences": DAY + ENTRY + b"```a\n```\n" * 99_000,
    "entities": DAY + ENTRY + b"- " + (b"&amp;" * 19_000 + b"\n") * 88,
    "tabs": DAY + ENTRY + b"- " + (b"\t" * 99_000 + b"x\n") * 84,
    "tabs beside a wide character": DAY + ENTRY + b"- " + ("\t" * 99_000 + "\U0001f525\n").encode() * 84,
    "tabs between letters": DAY + ENTRY + b"- " + ("\tx" * 24_000 + "\U0001f525\n").encode() * 174,
    "marks to compose": DAY + ENTRY + b"- " + ("e\u0301" * 30_000 + "\n").encode() * 90,
    "brackets": DAY + (b"### " + b"[" * 90_000 + b"\n") * 90,
    "links": DAY + (b"### [" + b"](http://arxiv.org/" * 5_000 + b"\n") * 90,
}


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says it there")
@pytest.mark.parametrize("name", HOSTILE)
def test_the_largest_hostile_upload_takes_little_memory(name: str) -> None:
    assert mebibytes(HOSTILE[name]) < MOST_MEBIBYTES


def mebibytes(content: bytes) -> float:
    """Return what an upload takes beyond its content in a process of its own."""
    whole = content[:LARGEST].decode("utf-8", "ignore").encode()
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], cwd=ROOT, input=whole, check=True, capture_output=True, timeout=60
    )
    return int(done.stdout) / 1024
