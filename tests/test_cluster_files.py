"""The files for several processes say what is so: the compose file, and the unit of systemd for each process."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import app
from bot.settings import Settings
from bot.shards import Shards, parse_shards
from tests.small_yaml import read_yaml

CONFIG = Path(__file__).resolve().parents[1] / "config"


def compose(name: str) -> dict[str, Any]:
    return read_yaml((CONFIG / name).read_text("utf-8"))


def covers(held: list[Shards]) -> bool:
    """Whether some processes have all shards, and none of them twice."""
    apart = not any(one.collide(other) for one, other in combinations(held, 2))
    return apart and sorted(number for one in held for number in one.ids) == list(range(held[0].count))


def test_both_compose_files_are_yaml_and_give_the_bot_the_same_rights() -> None:
    (alone,) = compose("compose.yaml")["services"].values()
    services = compose("cluster.yaml")["services"]
    assert set(services) == {"database", "first", "second"}
    for name in ("first", "second"):
        for key in ("read_only", "user", "cap_drop", "security_opt", "pids_limit", "mem_limit", "tmpfs", "init"):
            assert services[name][key] == alone[key]


def test_the_processes_of_the_compose_file_have_all_shards_once_and_a_folder_each() -> None:
    document = compose("cluster.yaml")
    bots = [service for name, service in document["services"].items() if name != "database"]
    found = [parse_shards(bot["environment"]["BOT_SHARDS"]) for bot in bots]
    assert covers([shards for shards in found if shards is not None])
    own = [volume for bot in bots for volume in bot["volumes"] if volume.endswith(":/data")]
    assert len(set(own)) == len(bots), "each has what it keeps for itself"
    used = {volume.partition(":")[0] for one in document["services"].values() for volume in one["volumes"]}
    assert used - {"../seeds"} == set(document["volumes"])
    for bot in bots:
        named = {name.removeprefix("BOT_").lower() for name in bot["environment"]}
        assert named <= set(Settings.model_fields)
        assert bot["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_its_command_lines_are_real() -> None:
    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    services = compose("cluster.yaml")["services"]
    assert {tuple(bot["command"]) for name, bot in services.items() if name != "database"} <= {
        (name,) for name in known
    }
    assert services["database"]["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    args = services["first"]["build"]["args"]
    assert args == {"EXTRAS": "[postgres]"}
    assert "ARG EXTRAS" in (CONFIG / "Dockerfile").read_text("utf-8")


@pytest.mark.parametrize("text", ["a: b: c", "a: {b}", "a\n", "a: 1\na: 2", "a:\n  b: c\n d: e", "- a\nb: c", "a: *b"])
def test_what_is_no_yaml_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        read_yaml(text)


def test_the_unit_of_a_process_is_that_of_the_bot_but_for_its_own_shards_and_folder() -> None:
    alone, each = (
        (CONFIG / name).read_text("utf-8").splitlines() for name in ("papers-bot.service", "papers-bot@.service")
    )
    differs = sorted({line.partition("=")[0] for line in {*alone} ^ {*each} if not line.startswith("#")})
    assert differs == ["Description", "Environment", "EnvironmentFile", "StateDirectory"]
    named = {found.lower() for found in re.findall(r"\bBOT_([A-Z_]+)(?==)", "\n".join(each))}
    assert named == {"token", "database", "shards", "data_folder", "seeds", "feed_folder"} & set(Settings.model_fields)
    assert "BOT_DATA_FOLDER=%S/papers-bot/%i" in "\n".join(each), "one for each process"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_understands_every_line_of_it(tmp_path: Path) -> None:
    unit = (CONFIG / "papers-bot@.service").read_text("utf-8")
    program = Path(sys.executable).with_name("papers-bot")
    path = tmp_path / "papers-bot@a.service"
    path.write_text(unit.replace("/opt/papers-bot/bin/papers-bot", str(program)), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", path], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert "papers-bot" not in done.stderr


def test_the_readme_goes_to_a_cluster_with_commands_and_files_that_there_are() -> None:
    text = (CONFIG / "README.md").read_text("utf-8")
    section = text[text.index("### Several processes") : text.index("## Files and data")]
    for name in ("cluster.yaml", "papers-bot@.service"):
        assert f"config/{name}" in section
        assert (CONFIG / name).exists()
    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert set(re.findall(r"papers-bot (?!@)(\w+) ", section)) <= known
    for held in re.findall(r"BOT_SHARDS=(\S+?)[`\s]", section):
        assert parse_shards(held) is not None
