"""The settings of whoever operates the bot, and what of them is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import SettingsError
from bot.operating.versions import settings_in_force, versions
from bot.settings import Settings, load_settings


@pytest.mark.parametrize(("value", "port"), [("0", None), ("9100", 9100), ("", None)])
def test_a_port_of_nought_is_none(monkeypatch: pytest.MonkeyPatch, value: str, port: int | None) -> None:
    monkeypatch.setenv("BOT_METRICS_PORT", value)
    assert Settings().metrics_port == port


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("metrics_port = 70000", "less than 65536"),
        ("metrics_port = -1", "greater than 0"),
        ('log_format = "xml"', "'text' or 'json'"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "bot.toml").write_text(line, "utf-8")
    with pytest.raises(SettingsError, match=said) as refused:
        load_settings(tmp_path / "bot.toml")
    assert "{" not in refused.value.in_("ko")


def test_settings_are_shown_without_secrets() -> None:
    settings = Settings(token=SecretStr("s3cret"), discord_api="https://me:passw0rd@proxy.example/api/v10")
    shown = json.dumps(settings_in_force(settings))
    assert "s3cret" not in shown
    assert "passw0rd" not in shown
    assert "https://proxy.example/api/v10" in shown
    assert json.loads(shown)["token"] == "set"
    assert set(json.loads(shown)) == set(Settings.model_fields)


def test_versions_name_what_the_bot_stands_on() -> None:
    assert list(versions()) == ["version", "python", "sqlite", "discord.py"]
    assert all(versions().values())
