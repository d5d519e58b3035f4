"""The real program inside the test's process: arguments and streams in, exit code and texts out."""

from __future__ import annotations

import importlib
import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main

__all__ = ["LISTING", "Outcome", "Program", "make_world"]

# Each command imports what it needs. Who is not root may not read every module later.
for _name in ("asking", "chat", "checking", "explaining", "lookups", "maintenance", "moving", "serving"):
    importlib.import_module(f"bot.console.{_name}")

LISTING = """\
## Daily Papers (2024-10-25)

### [Mamba: Linear-Time Sequence Modeling](https://arxiv.org/abs/2312.00752)

Vote: 12

Authors: Albert Gu, Tri Dao

- ***What's New***: Mamba는 선택적 상태 공간 모델을 제안합니다. 추론 속도는 Transformer보다 5배 빠릅니다.
- ***Technical Details***: It scans in parallel.

### [LOGO -- What's "Next" for Long Context](https://arxiv.org/abs/2410.18533)

Vote: 1

Authors: Zecheng Tang, Albert Gu

- ***What's New***: 긴 문맥 정렬 방법입니다.

## Daily Papers (2024-10-23)

### [Hymba: A Hybrid Head](https://arxiv.org/abs/2411.13676)

Authors: Xin Dong, Yonggan Fu

- A hybrid of attention and a state space model.
"""


@dataclass(frozen=True)
class Outcome:
    """Hold how a run ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one line of JSON on stdout."""
        assert self.out.count("\n") == 1
        return json.loads(self.out)

    @property
    def text(self) -> str:
        """What stands on stdout, its lines joined."""
        return " ".join(self.out.split())

    @property
    def sentence(self) -> str:
        """The one line on stderr of a run that answered nothing."""
        assert self.out == ""
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1, self.err
        return self.err.strip()


class Program:
    """Run the command line with variables and streams of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **variables: Path | str) -> None:
        self._monkeypatch = monkeypatch
        for name in [name for name in os.environ if name.startswith("BOT_")]:
            monkeypatch.delenv(name)
        self.set(**variables)

    def set(self, **variables: Path | str) -> None:
        """Give the variables BOT_… their values."""
        for name, value in variables.items():
            self._monkeypatch.setenv(f"BOT_{name.upper()}", str(value))

    def __call__(self, *arguments: str, stdin: bytes | None = b"", encoding: str = "utf-8") -> Outcome:
        """Run it once; no `stdin` is a stream that was closed before the start."""
        out, err = io.BytesIO(), io.BytesIO()
        typed = None if stdin is None else io.TextIOWrapper(io.BytesIO(stdin), encoding)
        self._monkeypatch.setattr(sys, "argv", ["papers-bot", *arguments])
        self._monkeypatch.setattr(sys, "stdin", typed)
        with (
            io.TextIOWrapper(out, encoding, write_through=True) as stdout,
            io.TextIOWrapper(err, "utf-8", write_through=True) as stderr,
            redirect_stdout(stdout),
            redirect_stderr(stderr),
        ):
            with pytest.raises(SystemExit) as ended:
                main()
            if sys.stdin is not typed:
                sys.stdin.close()
            said, complained = out.getvalue().decode(encoding), err.getvalue().decode()
        assert "Traceback" not in complained
        assert isinstance(ended.value.code, int)
        return Outcome(ended.value.code, said, complained)


def make_world(folder: Path) -> dict[str, Path | str]:
    """Write three papers of two days and a glossary; return the variables that name them."""
    seeds = folder / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text(LISTING, "utf-8")
    (folder / "glossary.tsv").write_text("state space model\t상태 공간 모델\n", "utf-8")
    return {"seeds": seeds, "glossary": folder / "glossary.tsv", "database": folder / "papers.db", "timezone": "UTC"}
