"""What leaves this folder works elsewhere: the wheel, the container, the service, the tested versions."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.__main__ import app
from bot.errors import SettingsError
from bot.settings import Settings
from tests.conftest import SEEDS

ROOT = SEEDS.parent
CONFIG = ROOT / "config"
# The systems and Pythons that the constraints are for.
SYSTEMS = ("Linux", "Darwin", "Windows")
PYTHONS = ("3.11", "3.12", "3.13")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the project's wheel is installed in, and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    (wheel,) = folder.glob("*.whl")
    target = folder / "installed"
    _run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", target, wheel], folder)
    return target


def _run(
    command: list[str | Path], folder: Path, *, code: int = 0, **variables: Path | str
) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    environment = own | {"PYTHONIOENCODING": "utf-8"} | {name: str(value) for name, value in variables.items()}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, f"{done.stdout}\n{done.stderr}"
    return done


def test_the_wheel_answers_and_checks_itself_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    program = installed / "bin" / "papers-bot"
    answer = _run([program, "ask", "who wrote Hymba?"], tmp_path, PYTHONPATH=installed, BOT_SEEDS=SEEDS)
    assert "Xin Dong" in answer.stdout
    checked = _run([program, "check", "--json"], tmp_path, PYTHONPATH=installed, BOT_SEEDS=SEEDS)
    facts = json.loads(checked.stdout)
    assert facts["corpus"]["papers"] == 159
    assert facts["settings"]["glossary"] == str(installed / "bot" / "defaults" / "glossary.tsv")
    assert facts["settings"]["database"] == str(tmp_path / ".data" / "papers.db")
    assert [path.name for path in tmp_path.iterdir()] == [".data"]


def test_without_listings_the_wheel_says_where_to_put_them(installed: Path, tmp_path: Path) -> None:
    refused = _run([sys.executable, "-m", "bot", "top"], tmp_path, code=1, PYTHONPATH=installed)
    assert refused.stdout == ""
    assert refused.stderr == (
        f"There is no folder of listings at {tmp_path / 'seeds'}: "
        "create it and put *.txt or *.md listings in, or name another one in BOT_SEEDS.\n"
    )


def test_settings_near_win_over_those_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "glossary.tsv").write_text("attention\t어텐션\n", "utf-8")
    look = "from bot.settings import load_settings; print(load_settings().model_dump_json())"
    command: list[str | Path] = [sys.executable, "-c", look]
    with_glossary = json.loads(_run(command, tmp_path, PYTHONPATH=installed).stdout)
    assert Path(with_glossary["glossary"]) == Path("config", "glossary.tsv")
    assert with_glossary["timezone"] == "Asia/Seoul"
    (tmp_path / "config" / "bot.toml").write_text('timezone = "UTC"\nseeds = "mine"\n', "utf-8")
    with_both = json.loads(_run(command, tmp_path, PYTHONPATH=installed).stdout)
    assert (with_both["timezone"], with_both["seeds"]) == ("UTC", str(tmp_path / "config" / "mine"))
    (tmp_path / "config" / "glossary.tsv").unlink()
    without = json.loads(_run(command, tmp_path, PYTHONPATH=installed).stdout)
    assert without["glossary"] == str(installed / "bot" / "defaults" / "glossary.tsv")


def test_a_wrong_variable_is_not_to_be_mended_inside_the_package(installed: Path, tmp_path: Path) -> None:
    program = installed / "bin" / "papers-bot"
    refused = _run([program, "top"], tmp_path, code=2, PYTHONPATH=installed, BOT_TIMEZONE="Mars")
    assert refused.stderr.endswith(f"Fix them in {Path('config', 'bot.toml')} or in the BOT_* variables.\n")


def test_every_dependency_is_pinned_to_what_these_tests_run_on_and_nothing_else_is() -> None:
    lines = (CONFIG / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line.split("==") for line in lines if not line.startswith("#")]
    pinned = {str(canonicalize_name(name)): number for name, number in pins}
    assert len(pinned) == len(pins)
    needed = _needed()
    assert set(pinned) == set(needed)
    here = {name: number for name, number in needed.items() if number is not None}
    assert here.items() <= pinned.items()


def _needed() -> dict[str, str | None]:
    """Return what the project and its extras need on any system, with the version that is installed here."""
    file = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = file["project"]
    extras: list[list[str]] = list(project["optional-dependencies"].values())
    lines: list[str] = sum(extras, [*file["build-system"]["requires"], *project["dependencies"]])
    waiting = [Requirement(line) for line in lines]
    needed: dict[str, str | None] = {}
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = str(canonicalize_name(requirement.name))
        if (asked := f"{name}{sorted(requirement.extras)}") in seen:
            continue
        seen.add(asked)
        try:
            needed[name] = version(name)
        except PackageNotFoundError:
            needed[name] = None
            continue
        further = [Requirement(line) for line in requires(name) or ()]
        waiting += [each for each in further if _applies(each, requirement.extras)]
    return needed


def _applies(requirement: Requirement, extras: set[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(
        marker.evaluate(
            {
                "sys_platform": system.lower().replace("windows", "win32"),
                "platform_system": system,
                "python_version": python,
                "python_full_version": f"{python}.0",
                "extra": extra,
            }
        )
        for system in SYSTEMS
        for python in PYTHONS
        for extra in ("", *extras)
    )


def _lines(name: str) -> list[str]:
    return [line.strip() for line in (CONFIG / name).read_text("utf-8").splitlines()]


def test_the_image_is_made_of_what_is_there_and_runs_as_nobody_in_particular() -> None:
    lines = _lines("Dockerfile")
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = {
        source for line in lines if line.startswith("COPY ") and "--from" not in line for source in line.split()[1:-1]
    }
    assert copied == let_in
    assert [path for path in copied if not (ROOT / path).exists()] == []
    stage = lines[len(lines) - lines[::-1].index("FROM python:3.11-slim") :]
    for line in (
        "USER 10001:10001",
        "VOLUME /data",
        "BOT_DATABASE=/data/papers.db \\",
        "BOT_SEEDS=/seeds",
        "COPY seeds /seeds",
        "STOPSIGNAL SIGTERM",
        'ENTRYPOINT ["papers-bot"]',
        'CMD ["run"]',
    ):
        assert line in stage
    assert stage.index("USER 10001:10001") > max(at for at, line in enumerate(stage) if line.startswith("RUN"))


def test_compose_gives_the_container_no_more_than_it_needs() -> None:
    lines = _lines("compose.yaml")
    for line in (
        "read_only: true",
        'user: "10001:10001"',
        "- ALL",
        "- no-new-privileges:true",
        "- /tmp:rw,noexec,nosuid,nodev,size=64m",
        "restart: unless-stopped",
        "env_file: papers-bot.env",
        "- data:/data",
        "- ../seeds:/seeds:ro",
    ):
        assert line in lines
    assert lines[lines.index("cap_drop:") + 1] == "- ALL"
    context, file = (line.split(": ")[1] for line in lines if line.startswith(("context: ", "dockerfile: ")))
    assert (CONFIG / context / file).resolve() == CONFIG / "Dockerfile"


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a clone knows which files belong to the project")
def test_a_file_of_secrets_never_belongs_to_the_project() -> None:
    told = subprocess.run(["git", "check-ignore", "-q", "config/papers-bot.env"], cwd=ROOT, check=False)
    assert told.returncode == 0


def _service() -> dict[str, list[str]]:
    """Return the settings of the unit's service, each with all of its values."""
    found: dict[str, list[str]] = {}
    for line in _lines("papers-bot.service"):
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def test_the_service_says_when_it_is_ready_and_has_no_rights_to_spare() -> None:
    service = _service()
    for name, value in {
        "Type": "notify",
        "User": "papers-bot",
        "StateDirectory": "papers-bot",
        "ProtectSystem": "strict",
        "NoNewPrivileges": "yes",
        "PrivateTmp": "yes",
        "MemoryDenyWriteExecute": "yes",
        "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
        "CapabilityBoundingSet": "",
        # What a wrong setting ends with.
        "RestartPreventExitStatus": str(SettingsError.exit_code),
    }.items():
        assert service[name] == [value]
    assert service["SystemCallFilter"] == ["@system-service", "~@privileged @resources"]
    assert "WatchdogSec" in service


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_understands_every_line_of_the_service(tmp_path: Path) -> None:
    unit = (CONFIG / "papers-bot.service").read_text("utf-8")
    program = Path(sys.executable).with_name("papers-bot")
    assert program.exists()
    (tmp_path / "papers-bot.service").write_text(unit.replace("/opt/papers-bot/bin/papers-bot", str(program)), "utf-8")
    done = _run(["systemd-analyze", "verify", "--man=no", tmp_path / "papers-bot.service"], tmp_path)
    assert "papers-bot" not in done.stderr


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml", "papers-bot.service"])
def test_every_setting_and_command_that_is_named_exists(name: str) -> None:
    text = (CONFIG / name).read_text("utf-8")
    named = {found.lower() for found in re.findall(r"\bBOT_([A-Z_]+)(?==)", text)}
    assert named <= set(Settings.model_fields)
    commands = re.findall(r'(?m)"papers-bot", "(\w+)"|bin/papers-bot (\w+)$|^CMD \["(\w+)"', text)
    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert {"".join(found) for found in commands} <= known
