"""The documents fit the program: their links lead somewhere, and every setting and version is in them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("bot", "config", "tests")
DOCUMENTS = [ROOT / "README.md", *(path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.md")))]
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


def links(document: Path) -> list[str]:
    """Return where the links and pictures of a document lead to, without addresses on the web."""
    targets = _LINK.findall(_CODE.sub("", document.read_text("utf-8")))
    return [target for target in targets if not target.startswith("https://")]


def anchors(document: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub names them."""
    text = re.sub(r"```.*?```", "", document.read_text("utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {_NOT_IN_ANCHORS.sub("", heading.lower()).replace(" ", "-") for heading in headings}


def settings() -> dict[str, tuple[str, str]]:
    """Return the variable and the default that config/README.md gives each setting."""
    section = (ROOT / "config" / "README.md").read_text("utf-8").partition("\n## Settings\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| ([^|]+) \| [^|]+ \|$", section, re.MULTILINE)
    return {name: (variable, default.strip("`")) for name, variable, default in rows}


def test_the_readme_is_short_and_leads_to_every_document_for_readers() -> None:
    readme = ROOT / "README.md"
    assert len(readme.read_text("utf-8").splitlines()) <= 170
    named = {target.partition("#")[0] for target in links(readme)}
    assert named >= {
        "bot/README.md",
        "config/CHANGELOG.md",
        "config/README.md",
        "tests/README.md",
        "tests/bench/README.md",
        "tests/quality/README.md",
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    for target in links(document):
        name, _, anchor = target.partition("#")
        found = (document.parent / name).resolve() if name else document
        assert found.is_file(), target
        assert not anchor or anchor in anchors(found), target


def test_every_setting_is_documented_with_its_variable_and_default() -> None:
    documented = settings()
    assert set(documented) == set(Settings.model_fields)
    assert all(variable == f"BOT_{name.upper()}" for name, (variable, _) in documented.items())


def test_the_documented_defaults_are_those_of_the_file_that_is_shipped() -> None:
    shipped = tomllib.loads((ROOT / "config" / "bot.toml").read_text("utf-8"))
    for name, (_, default) in settings().items():
        value = shipped.get(name)
        if name in ("seeds", "database", "data_folder", "glossary"):
            assert (ROOT / "config" / str(value)).resolve() == (ROOT / default).resolve()
        elif not value and value != 0:
            assert default == "none"
        else:
            assert str(value).removesuffix(":00") == default or str(value) == default, name


def test_the_changelog_begins_with_the_version_of_the_program() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    headings = re.findall(r"^## (.+)$", (ROOT / "config" / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == version
    assert len(set(headings)) == len(headings)
