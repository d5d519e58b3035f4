"""Files of databases, and permissions that bind whoever runs the tests."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_NOBODY = 65534


@pytest.fixture
def bound_folder() -> Iterator[Path]:
    """Return a folder of somebody who is not root, as whom the test runs: root ignores permission bits."""
    folder = Path(tempfile.mkdtemp())
    is_root = os.geteuid() == 0
    try:
        if is_root:
            folder.chmod(0o755)
            os.chown(folder, _NOBODY, _NOBODY)
            try:
                os.seteuid(_NOBODY)
            except PermissionError:
                pytest.skip("root may not become anybody else here")
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        for place, _, _ in os.walk(folder):
            Path(place).chmod(0o755)
        shutil.rmtree(folder)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "papers.db"
