"""systemd's protocol: datagrams to the socket that it names."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from bot.operating.sd_notify import SdNotifier
from bot.settings import Supervision, supervision


@pytest.mark.parametrize("abstract", [False, True])
def test_states_come_as_one_datagram(tmp_path: Path, abstract: bool) -> None:
    name = f"papers-bot-test-{os.getpid()}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(f"\0{name}" if abstract else name)
        listener.settimeout(2)
        SdNotifier(f"@{name}" if abstract else name).tell("READY=1", "STATUS=serving")
        assert listener.recv(100) == b"READY=1\nSTATUS=serving"


def test_nobody_listens_without_an_address(caplog: pytest.LogCaptureFixture) -> None:
    SdNotifier(None).tell("READY=1")
    assert caplog.records == []


def test_a_supervisor_that_goes_is_logged_each_time_it_goes(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    notifier = SdNotifier(str(tmp_path / "notify"))
    for _ in range(3):
        notifier.tell("WATCHDOG=1")
    assert caplog.text.count("could not send WATCHDOG=1") == 1
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        notifier.tell("WATCHDOG=1")
    notifier.tell("STOPPING=1")
    assert "could not send STOPPING=1" in caplog.text


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, Supervision()),
        ({"NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "3000000"}, Supervision("/run/x", 3.0)),
        ({"NOTIFY_SOCKET": "", "WATCHDOG_USEC": "0"}, Supervision()),
        ({"WATCHDOG_USEC": "soon"}, Supervision()),
        ({"WATCHDOG_USEC": "1000000", "WATCHDOG_PID": "1"}, Supervision()),
        ({"WATCHDOG_USEC": "1000000", "WATCHDOG_PID": str(os.getpid())}, Supervision(None, 1.0)),
    ],
)
def test_what_systemd_asks_stands_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: Supervision
) -> None:
    for name in ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert supervision() == expected
