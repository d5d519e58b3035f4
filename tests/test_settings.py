"""Settings come from the file, then from the environment; all that is wrong is said at once."""

from __future__ import annotations

import json
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from bot.addresses import PostgresAddress
from bot.errors import SettingsError
from bot.operating.versions import settings_in_force
from bot.settings import DISCORD_API, Settings, load_settings

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Start without variables, in a folder without settings."""
    for name in ("CONFIG", *(field.upper() for field in Settings.model_fields)):
        monkeypatch.delenv(f"BOT_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


def config(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bot.toml").write_text(text, "utf-8")
    return folder / "bot.toml"


def faults(path: Path | None) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert caught.value.exit_code == 2
    korean = caught.value.in_("ko")
    assert korean.startswith("설정을 사용할 수 없습니다: ")
    return str(caught.value)


def test_the_projects_own_file_is_usable_and_names_every_setting_that_is_no_secret() -> None:
    path = ROOT / "config" / "bot.toml"
    assert set(tomllib.loads(path.read_text("utf-8"))) == set(Settings.model_fields) - {
        "token",
        "feed_token",
        "model_key",
    }
    settings = load_settings(path)
    assert (settings.seeds, settings.database) == (ROOT / "seeds", ROOT / ".data" / "papers.db")
    assert settings.glossary == ROOT / "config" / "glossary.tsv"
    paths = {"seeds", "database", "data_folder", "glossary"}
    assert settings.model_dump(exclude=paths) == Settings().model_dump(exclude=paths)


def test_every_line_of_the_projects_file_is_explained() -> None:
    lines = (ROOT / "config" / "bot.toml").read_text("utf-8").splitlines()
    values = [number for number, line in enumerate(lines) if line and not line.startswith("#")]
    assert all(lines[number - 1].startswith("# ") for number in values)


def test_values_of_the_file_are_taken(tmp_path: Path) -> None:
    settings = load_settings(
        config(
            tmp_path,
            'timezone = "UTC"\nlanguage = "ko"\nadmin_guild_ids = [1, 2]\nlog_level = "DEBUG"\n'
            'discord_api = "http://127.0.0.1:8080/api/v10"\n',
        )
    )
    assert (settings.timezone, settings.language, settings.log_level) == ("UTC", "ko", "DEBUG")
    assert settings.admin_guild_ids == {1, 2}
    assert settings.discord_api == "http://127.0.0.1:8080/api/v10"


def test_relative_paths_start_from_the_folder_of_the_file(tmp_path: Path) -> None:
    path = config(tmp_path / "etc", 'seeds = "../lists"\ndatabase = "/var/papers.db"')
    settings = load_settings(path)
    assert (settings.seeds, settings.database) == (tmp_path / "lists", Path("/var/papers.db"))


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("SEEDS", "elsewhere", Path("elsewhere")),
        ("DATABASE", "/tmp/other.db", Path("/tmp/other.db")),
        ("TIMEZONE", "Europe/Vienna", "Europe/Vienna"),
        ("LANGUAGE", "ko", "ko"),
        ("ADMIN_GUILD_IDS", "123", {123}),
        ("ADMIN_GUILD_IDS", "123, 456", {123, 456}),
        ("ADMIN_GUILD_IDS", "[123, 456]", {123, 456}),
        ("ADMIN_GUILD_IDS", "[]", set[int]()),
        ("LOG_LEVEL", "ERROR", "ERROR"),
        ("DISCORD_API", "http://localhost:1/api", "http://localhost:1/api"),
    ],
)
def test_a_variable_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, expected: object
) -> None:
    path = config(
        tmp_path,
        'seeds = "a"\ndatabase = "b"\ntimezone = "UTC"\nlanguage = "en"\nadmin_guild_ids = [9]\nlog_level = "INFO"\n'
        'discord_api = "https://example.org"\n',
    )
    monkeypatch.setenv(f"BOT_{variable}", value)
    assert getattr(load_settings(path), variable.lower()) == expected


POSTGRES = "postgresql://me:s3cret@db.example.org:5433/papers?sslmode=require"


@pytest.mark.parametrize("from_file", [True, False])
def test_the_database_may_be_on_a_postgresql_server_whose_password_is_never_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, from_file: bool
) -> None:
    written = f'database = "{POSTGRES}"\n' if from_file else 'database = "papers.db"\n'
    if not from_file:
        monkeypatch.setenv("BOT_DATABASE", POSTGRES)
    settings = load_settings(config(tmp_path, f'{written}data_folder = "own"\nfeed_folder = ""'))
    assert settings.database == PostgresAddress(POSTGRES)
    assert str(settings.database) == "postgresql://db.example.org:5433/papers"
    assert settings.place == tmp_path / "own" / "postgresql"
    assert settings.feed_listings == tmp_path / "own" / "feed"
    assert settings.secrets == ["s3cret"]
    shown = f"{settings!r} {settings} {json.dumps(settings_in_force(settings))}"
    assert "s3cret" not in shown
    assert "postgresql://db.example.org:5433/papers" in shown


@pytest.mark.parametrize(
    "url", ["mysql://me:s3cret@host/papers", "sqlite:///papers.db", "postgresql://", "postgresql://host:much/papers"]
)
def test_a_database_of_another_kind_is_refused_with_one_line(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("BOT_DATABASE", url)
    said = faults(None)
    assert "database: " in said
    assert "is neither a file nor an address such as postgresql://user@host/papers" in said
    assert "s3cret" not in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("value", "expected", "ids"),
    [("0-3/16", "0-3/16", [0, 1, 2, 3]), (" 15 / 16 ", "15/16", [15]), ("2-2/3", "2/3", [2]), ("0/1", "0/1", [0])],
)
def test_the_shards_of_a_process_are_read(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: str, ids: list[int]
) -> None:
    monkeypatch.setenv("BOT_DATABASE", POSTGRES)
    monkeypatch.setenv("BOT_SHARDS", value)
    settings = load_settings(None)
    assert settings.shards is not None
    assert (str(settings.shards), list(settings.shards.ids)) == (expected, ids)
    assert settings_in_force(settings)["shards"] == expected


@pytest.mark.parametrize("value", ["all", "5", "3-1/4", "0-4/4", "4/4", "-1/4", "0-3", "0-3/0", "0/1001", "0-3/16/2"])
def test_shards_that_are_none_are_refused_with_one_line(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("BOT_DATABASE", POSTGRES)
    monkeypatch.setenv("BOT_SHARDS", value)
    said = faults(None)
    assert f"shards: {value!r} does not name shards: write the first, the last and how many there are" in said
    assert "\n" not in said


def test_shards_need_a_database_that_processes_can_share(tmp_path: Path) -> None:
    said = faults(config(tmp_path, 'database = "papers.db"\nshards = "0-3/16"'))
    assert "shards: processes can only share a database on PostgreSQL: name one in BOT_DATABASE" in said
    assert "\n" not in said
    assert load_settings(config(tmp_path, 'database = "papers.db"\nshards = ""')).shards is None


def test_an_empty_variable_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TIMEZONE", "")
    monkeypatch.setenv("BOT_TOKEN", "")
    settings = load_settings(config(tmp_path, 'timezone = "UTC"'))
    assert (settings.timezone, settings.token) == ("UTC", None)


def test_the_token_is_read_from_the_environment_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "s3cret")
    settings = load_settings(None)
    assert settings.token is not None
    assert settings.token.get_secret_value() == "s3cret"
    assert "s3cret" not in f"{settings!r} {settings} {settings.model_dump_json()}"


def test_fetched_days_lie_beside_the_database_unless_a_folder_is_named(tmp_path: Path) -> None:
    path = config(tmp_path / "etc", 'database = "/var/papers.db"\nfeed_folder = ""')
    assert load_settings(path).feed_listings == Path("/var/feed")
    path = config(tmp_path / "etc", 'database = "/var/papers.db"\nfeed_folder = "../days"')
    assert load_settings(path).feed_listings == tmp_path / "days" / "feed"


def test_the_token_of_the_feed_is_a_secret_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_FEED_TOKEN", "hf_s3cret")
    settings = load_settings(config(tmp_path, ""))
    assert settings.secrets == ["hf_s3cret"]
    assert "hf_s3cret" not in f"{settings!r} {settings.model_dump_json()}"
    assert "hf_other" not in faults(config(tmp_path, 'feed_token = "hf_other"'))


def test_a_token_in_the_file_is_refused_without_showing_it(tmp_path: Path) -> None:
    said = faults(config(tmp_path, 'token = "s3cret"'))
    assert "token: secrets are read from the environment only (BOT_TOKEN)" in said
    assert "s3cret" not in said


def test_all_faults_are_said_at_once_with_the_file_to_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_ADMIN_GUILD_IDS", "12, me")
    path = config(
        tmp_path,
        'sedes = "a"\nseeds = 3\ntimezone = "Mars/Olympus"\nlanguage = "fr"\nlog_level = "LOUD"\n'
        'discord_api = "ftp://example.org"\ntoken = "x"\n[digest]\ncount = 3\n',
    )
    said = faults(path)
    for fault in (
        "sedes: no setting has this name",
        "seeds: Input is not a valid path",
        "timezone: no time zone is named 'Mars/Olympus' (IANA names, such as Asia/Seoul)",
        "language: Input should be 'en' or 'ko'",
        "log_level: Input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'",
        f"discord_api: 'ftp://example.org' is not a web address, such as {DISCORD_API}",
        "admin_guild_ids.1: Input should be a valid integer, unable to parse string as an integer",
        "token: secrets are read from the environment only (BOT_TOKEN)",
        "digest: no setting has this name",
    ):
        assert fault in said
    assert said.count(";") == 8
    assert said.endswith(f" Fix them in {path} or in the BOT_* variables.")


def test_faults_are_told_in_korean_too(tmp_path: Path) -> None:
    path = config(
        tmp_path,
        'sedes = "a"\nseeds = 3\ntimezone = "Mars"\nlanguage = "fr"\ntoken = "x"\nadmin_guild_ids = [0, 1.5, "a"]\n'
        'discord_api = "here"\nlog_level = 7\n',
    )
    with pytest.raises(SettingsError) as raised:
        load_settings(path)
    said = raised.value.in_("ko")
    for fault in (
        "sedes: 이런 이름의 설정은 없습니다",
        "seeds: 경로를 적어 주세요",
        "timezone: 'Mars'라는 시간대는 없습니다",
        "language: 다음 중 하나여야 합니다: 'en', 'ko'",
        "admin_guild_ids.0: 0보다 커야 합니다",
        "admin_guild_ids.1: 정수를 적어 주세요",
        f"discord_api: 'here'는 {DISCORD_API} 같은 웹 주소가 아닙니다",
        "token: 비밀 값은 환경 변수(BOT_TOKEN)에서만 읽습니다",
    ):
        assert fault in said
    assert "Input" not in said


def test_a_fault_without_a_korean_sentence_keeps_the_english_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings(config(tmp_path, "token = 1\nlanguage = 'en'\nadmin_guild_ids = [inf]"))
    assert "사용할 수 없는 값입니다(Input should be a finite number)" in raised.value.in_("ko")


def test_a_file_that_cannot_be_read_is_told_in_korean_too(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings(tmp_path / "none.toml")
    assert "none.toml을 읽을 수 없습니다(파일이나 폴더가 없습니다)" in raised.value.in_("ko")


@pytest.mark.parametrize("key", ["_env_prefix", "_env_file", "model_config", "Seeds", '"{file}"', '""'])
def test_no_other_name_is_taken_for_a_setting(tmp_path: Path, key: str) -> None:
    assert faults(config(tmp_path, f'{key} = "x"')).startswith(
        f"The settings are not usable: {key.strip(chr(34))}: no setting has this name. Fix"
    )


@pytest.mark.parametrize("name", ["", "Asia", "../../etc/passwd", "/etc/passwd", "seoul"])
def test_a_time_zone_must_be_known(tmp_path: Path, name: str) -> None:
    assert f"no time zone is named {name!r}" in faults(config(tmp_path, f'timezone = "{name}"'))


@pytest.mark.parametrize("number", ["0", "-1", '"x"', "1.5"])
def test_a_server_is_named_by_a_positive_number(tmp_path: Path, number: str) -> None:
    assert "admin_guild_ids" in faults(config(tmp_path, f"admin_guild_ids = [{number}]"))


def test_a_variable_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = config(tmp_path / "etc", 'timezone = "UTC"')
    monkeypatch.setenv("BOT_CONFIG", str(path))
    assert load_settings().timezone == "UTC"
    assert load_settings(config(tmp_path / "other", 'timezone = "Europe/Rome"')).timezone == "Europe/Rome"


def test_the_file_of_this_folder_comes_before_the_packages_own(tmp_path: Path) -> None:
    assert load_settings().seeds == ROOT / "seeds"
    config(tmp_path / "config", 'seeds = "mine"')
    assert load_settings().seeds == tmp_path / "config" / "mine"


def test_a_named_file_that_is_missing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = tmp_path / "none.toml"
    assert f"{missing} cannot be read (No such file or directory)" in faults(missing)
    assert f"{tmp_path} cannot be read (Is a directory)" in faults(tmp_path)
    monkeypatch.setenv("BOT_CONFIG", str(missing))
    assert f"{missing} cannot be read" in faults(None)


@pytest.mark.parametrize("content", [b"timezone = ", b"timezone = UTC", b"a = 1\na = 2", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bot.toml"
    path.write_bytes(content)
    assert f"{path} is not TOML (" in faults(path)


def test_now_is_told_in_the_configured_zone() -> None:
    now = Settings(timezone="Asia/Seoul").now()
    assert now.utcoffset() == timedelta(hours=9)
    assert now.tzinfo is Settings(timezone="Asia/Seoul").zone
