"""Settings: config/bot.toml, then BOT_* variables. The only reader of the environment."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.addresses import PostgresAddress, database_named, is_url, web_address
from bot.errors import SettingsError
from bot.shards import Shards, shards_named
from bot.texts import Language, Text, joined, system_text

__all__ = ["ARXIV_URL", "DISCORD_API", "FEED_URL", "Settings", "Supervision", "load_settings", "supervision"]

DISCORD_API = "https://discord.com/api/v10"
FEED_URL = "https://huggingface.co"
ARXIV_URL = "https://export.arxiv.org"
# Where default files may lie: here, inside an installed package, or beside a checkout's.
_HERE, _SHIPPED = Path("config"), Path(__file__).resolve().parent / "defaults"
_PLACES = (_HERE, _SHIPPED, _SHIPPED.parent.parent / "config")
_PATHS = ("seeds", "database", "data_folder", "glossary", "feed_folder")
_SECRETS = ("token", "feed_token", "model_key")

_FAULTS = Text(
    "The settings are not usable: {faults}. Fix them in {file} or in the BOT_* variables.",
    "설정을 사용할 수 없습니다: {faults}. {file} 또는 BOT_* 환경 변수에서 고쳐 주세요.",
)
_FAULT = Text("{name}: {fault}", "{name}: {fault}")
_SECRET = Text(
    "secrets are read from the environment only ({variable})", "비밀 값은 환경 변수({variable})에서만 읽습니다"
)
_NO_SETTING = Text("no setting has this name", "이런 이름의 설정은 없습니다")
_NO_ZONE = Text(
    "no time zone is named {name} (IANA names, such as Asia/Seoul)",
    "{name}(이)라는 시간대는 없습니다(Asia/Seoul 같은 IANA 이름을 적어 주세요)",
)
_NO_FILE = Text("{path} cannot be read ({reason})", "{path}을(를) 읽을 수 없습니다({reason})")
_NO_TOML = Text("{path} is not TOML ({reason})", "{path}은(는) TOML 파일이 아닙니다({reason})")
# What pydantic says in English only, by its name for the fault.
_KOREAN_FAULTS: Mapping[str, str] = {
    "literal_error": "다음 중 하나여야 합니다: {expected}",
    "path_type": "경로를 적어 주세요",
    "string_type": "글로 적어 주세요",
    "int_type": "정수를 적어 주세요",
    "int_parsing": "정수를 적어 주세요",
    "int_from_float": "정수를 적어 주세요",
    "greater_than": "{gt}보다 커야 합니다",
    "less_than": "{lt}보다 작아야 합니다",
    "frozen_set_type": "목록으로 적어 주세요",
}


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(_NO_ZONE.fill(name=repr(name))) from None
    return name


def _numbers(value: object) -> object:
    """Split what a variable gives as text, `1, 2` or `[1, 2]`."""
    return re.findall(r"[^\s,\[\]]+", value) if isinstance(value, str) else value


def _port(value: object) -> object:
    """Read 0 as no port, because the file cannot contain None."""
    return None if value in (0, "0") else value


def _given(value: object) -> object:
    """Read an empty text as nothing given, because the file cannot contain None."""
    return None if value == "" else value


def _default_file(name: str) -> Path | None:
    return next((path for place in _PLACES if _is_file(path := place / name)), None)


def _is_file(path: Path) -> bool:
    """Whether a file is there to be seen: run as another user, in a folder of one's own, nothing is."""
    try:
        return path.is_file()
    except OSError:
        return False


def _default_glossary() -> Path:
    return _default_file("glossary.tsv") or _HERE / "glossary.tsv"


class Settings(BaseSettings):
    """Every setting; the comments in config/bot.toml say what each one does."""

    model_config = SettingsConfigDict(env_prefix="BOT_", extra="forbid", frozen=True, env_ignore_empty=True)

    seeds: Path = Path("seeds")
    database: Annotated[Path | PostgresAddress, BeforeValidator(database_named)] = Path(".data/papers.db")
    data_folder: Path = Path(".data")
    shards: Annotated[Shards | None, NoDecode, BeforeValidator(shards_named)] = None
    glossary: Path = Field(default_factory=_default_glossary)
    timezone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Seoul"
    language: Language = "en"
    follow_time: time = time(9)
    admin_guild_ids: Annotated[frozenset[Annotated[int, Field(gt=0)]], NoDecode, BeforeValidator(_numbers)] = (
        frozenset()
    )
    reload_on_change: Literal["off", "offer", "auto"] = "offer"
    feed: Literal["off", "huggingface"] = "off"
    feed_folder: Annotated[Path | None, BeforeValidator(_given)] = None
    feed_url: Annotated[str, AfterValidator(web_address)] = FEED_URL
    feed_token: SecretStr | None = None
    arxiv_url: Annotated[str, AfterValidator(web_address)] = ARXIV_URL
    model_url: Annotated[Annotated[str, AfterValidator(web_address)] | None, BeforeValidator(_given)] = None
    model: Annotated[str | None, BeforeValidator(_given)] = None
    model_key: SecretStr | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    metrics_port: Annotated[Annotated[int, Field(gt=0, lt=1 << 16)] | None, BeforeValidator(_port)] = None
    discord_api: Annotated[str, AfterValidator(web_address)] = DISCORD_API
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

    @property
    def place(self) -> Path:
        """The file of the database; with PostgreSQL, what this process's own files about it are named after."""
        return self.database if isinstance(self.database, Path) else self.data_folder / "postgresql"

    @property
    def feed_listings(self) -> Path:
        """The folder of the listings that the feed has fetched: by default beside the database."""
        return (self.feed_folder or self.place.parent) / "feed"

    @property
    def secrets(self) -> list[str]:
        """Values that must never be shown."""
        password = self.database.password if isinstance(self.database, PostgresAddress) else None
        tokens = (secret.get_secret_value() for name in _SECRETS if (secret := getattr(self, name)))
        return [*tokens, *([password] if password else [])]

    def now(self) -> datetime:
        """Return the present moment in the configured time zone."""
        return datetime.now(self.zone)


class Supervision(NamedTuple):
    """What systemd expects of this process: notifications to a socket, and the watchdog interval in seconds."""

    address: str | None = None
    watchdog: float | None = None


def supervision() -> Supervision:
    """Read what systemd expects of this process."""
    limit, process = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID")
    meant = limit.isdecimal() and int(limit) > 0 and process in (None, str(os.getpid()))
    return Supervision(os.environ.get("NOTIFY_SOCKET") or None, int(limit) / 1_000_000 if meant else None)


def load_settings(config: Path | None = None) -> Settings:
    """Read the settings from `config`, else from BOT_CONFIG, else from the default file.

    That one is config/bot.toml here, else the one that the package carries. Raises SettingsError with every fault in
    one sentence.
    """
    path = _config_file(config)
    values = _read(path) if path else {}
    mended = _HERE / "bot.toml" if path is None or path.parent == _SHIPPED else path
    faults = [
        _FAULT.fill(name=key, fault=_SECRET.fill(variable=f"BOT_{key.upper()}")) for key in _SECRETS if key in values
    ]
    # Not left to pydantic: BaseSettings takes options of its own, such as _env_prefix, under the same roof.
    faults += [_FAULT.fill(name=key, fault=_NO_SETTING) for key in values if key not in Settings.model_fields]
    known = {key: value for key, value in values.items() if key in Settings.model_fields and key not in _SECRETS}
    try:
        settings = Settings(**known)
    except ValidationError as error:
        faults += [_fault(problem) for problem in error.errors()]
        settings = None
    if faults or settings is None:
        raise SettingsError(_FAULTS.fill(faults=joined(faults, "; "), file=mended))
    return settings


def _fault(problem: ErrorDetails) -> Text:
    name = ".".join(str(part) for part in problem["loc"])
    context = problem.get("ctx", {})
    raised = context.get("error")
    if isinstance(raised, ValueError) and isinstance(raised.args[0], Text):
        return _FAULT.fill(name=name, fault=raised.args[0])
    said = problem["msg"].removesuffix(" for <class 'pathlib.Path'>")
    korean = _KOREAN_FAULTS.get(problem["type"], "사용할 수 없는 값입니다({said})")
    fault = Text(
        said, korean.format(said=said, **{key: str(value).replace(" or ", ", ") for key, value in context.items()})
    )
    return _FAULT.fill(name=name, fault=fault)


def _config_file(config: Path | None) -> Path | None:
    named = config or (Path(value) if (value := os.environ.get("BOT_CONFIG")) else None)
    return named or _default_file("bot.toml")


def _read(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        fault = _NO_FILE.fill(path=path, reason=system_text(error))
        raise SettingsError(_FAULTS.fill(faults=fault, file=path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        fault = _NO_TOML.fill(path=path, reason=error)
        raise SettingsError(_FAULTS.fill(faults=fault, file=path)) from None
    shipped = path.parent == _SHIPPED
    if shipped:
        # Its folders belong to the operator, not to the package; so may the glossary.
        values.pop("glossary", None)
    for key in _PATHS:
        named = values.get(key)
        if isinstance(named, str) and not is_url(named) and (named or key != "feed_folder"):
            values[key] = ((_HERE if shipped else path.parent) / named).resolve()
    return values
