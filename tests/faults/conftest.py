"""A wire for what looks at one."""

from __future__ import annotations

from tests.wire.fixtures import wire

__all__ = ["wire"]
