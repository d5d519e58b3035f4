"""Where settings and glossary are looked for when nobody names them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings, load_settings
from tests.conftest import SEEDS

GLOSSARY = SEEDS.parent / "config" / "glossary.tsv"
NOBODY = 65534


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Start without variables, in a folder without settings."""
    for name in ("CONFIG", *(field.upper() for field in Settings.model_fields)):
        monkeypatch.delenv(f"BOT_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[None]:
    """Let nothing be seen in the present folder, as another user's would be."""
    before = os.geteuid()
    tmp_path.chmod(0)
    if before == 0:
        os.seteuid(NOBODY)
    yield
    os.seteuid(before)
    tmp_path.chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system closes folders in another way")
@pytest.mark.usefixtures("closed")
def test_a_folder_that_is_closed_to_the_user_holds_no_settings() -> None:
    with pytest.raises(PermissionError):
        Path("config").is_dir()
    assert load_settings().timezone == "Asia/Seoul"


def test_a_file_of_settings_without_a_glossary_takes_the_one_that_comes_with_the_bot(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('timezone = "UTC"\n', "utf-8")
    assert load_settings(tmp_path / "own.toml").glossary == GLOSSARY


def test_a_glossary_that_is_named_but_not_there_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('glossary = "gone.tsv"\n', "utf-8")
    assert load_settings(tmp_path / "own.toml").glossary == tmp_path / "gone.tsv"
