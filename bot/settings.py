"""Settings: config/bot.toml, then BOT_* variables. The only reader of the environment."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import SettingsError
from bot.texts import Language, Text

__all__ = ["DISCORD_API", "Settings", "load_settings"]

DISCORD_API = "https://discord.com/api/v10"
_PATHS = ("seeds", "database", "glossary")
_SECRETS = ("token",)

_FAULTS = Text(
    "The settings are not usable: {faults}. Mend them in {file} or in the BOT_* variables.",
    "설정을 사용할 수 없습니다: {faults}. {file} 또는 BOT_* 환경 변수에서 고쳐 주세요.",
)


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        message = f"no time zone is named {name!r} (IANA names, such as Asia/Seoul)"
        raise ValueError(message) from None
    return name


def _web_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", text):
        message = f"{text!r} is no web address, such as {DISCORD_API}"
        raise ValueError(message)
    return text


def _numbers(value: object) -> object:
    """Split what a variable gives as text, `1, 2` or `[1, 2]`."""
    return re.findall(r"[^\s,\[\]]+", value) if isinstance(value, str) else value


class Settings(BaseSettings):
    """Every setting; the comments in config/bot.toml say what each one does."""

    model_config = SettingsConfigDict(env_prefix="BOT_", extra="forbid", frozen=True, env_ignore_empty=True)

    seeds: Path = Path("seeds")
    database: Path = Path(".data/papers.db")
    glossary: Path = Path("config/glossary.tsv")
    timezone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Seoul"
    language: Language = "en"
    admin_guild_ids: Annotated[frozenset[Annotated[int, Field(gt=0)]], NoDecode, BeforeValidator(_numbers)] = (
        frozenset()
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    discord_api: Annotated[str, AfterValidator(_web_address)] = DISCORD_API
    token: SecretStr | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over bot.toml, whose values come in as arguments."""
        return env_settings, init_settings

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that "today" and "yesterday" are counted in."""
        return ZoneInfo(self.timezone)

    def now(self) -> datetime:
        """Return the present moment in the configured time zone."""
        return datetime.now(self.zone)


def load_settings(config: Path | None = None) -> Settings:
    """Read the settings from `config`, else from BOT_CONFIG, else from config/bot.toml here or beside the package.

    Raises SettingsError with every fault in one sentence.
    """
    path = _config_file(config)
    values = _read(path) if path else {}
    faults = [
        f"{key}: secrets are read from the environment only (BOT_{key.upper()})" for key in _SECRETS if key in values
    ]
    # Not left to pydantic: BaseSettings takes options of its own, such as _env_prefix, under the same roof.
    faults += [f"{key}: no setting has this name" for key in values if key not in Settings.model_fields]
    known = {key: value for key, value in values.items() if key in Settings.model_fields and key not in _SECRETS}
    try:
        settings = Settings(**known)
    except ValidationError as error:
        faults += [_fault(problem["loc"], problem["msg"]) for problem in error.errors()]
        settings = None
    if faults or settings is None:
        raise SettingsError(_FAULTS.fill(faults="; ".join(faults), file=path or "config/bot.toml"))
    return settings


def _fault(location: tuple[int | str, ...], message: str) -> str:
    message = message.removeprefix("Value error, ").removesuffix(" for <class 'pathlib.Path'>")
    return f"{'.'.join(str(part) for part in location)}: {message}"


def _config_file(config: Path | None) -> Path | None:
    named = config or (Path(value) if (value := os.environ.get("BOT_CONFIG")) else None)
    if named is not None:
        return named
    beside = Path(__file__).resolve().parent.parent / "config" / "bot.toml"
    return next((path for path in (Path("config/bot.toml"), beside) if path.is_file()), None)


def _read(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        fault = f"{path} cannot be read ({error.strerror})"
        raise SettingsError(_FAULTS.fill(faults=fault, file=path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(_FAULTS.fill(faults=f"{path} is not TOML ({error})", file=path)) from None
    for key in _PATHS:
        if isinstance(values.get(key), str):
            values[key] = (path.parent / values[key]).resolve()
    return values
