"""What a language model has written of papers: a file each beside those of the sources, made anew with its cause only.

A file names the model and has a mark of the text that it was written about; one without sections says that nothing of
what the model wrote could be kept, so that it is not asked again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.corpus.enriching import ENRICHED, written_path
from bot.corpus.paper import MACHINE_WRITTEN, Section
from bot.errors import CorpusError
from bot.feed.files import UNWRITABLE, put
from bot.texts import system_text

__all__ = ["WrittenFiles", "mark_of"]

_MARK = re.compile(r"^<!-- model=[^<>]{1,80} source=([0-9a-f]{16}) -->$", re.MULTILINE)
_NAME = re.compile(r"[^\w.:/@+ -]|--+")


class WrittenFiles:
    """Read and write these files below the folder of the feed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path_of(self, arxiv_id: str) -> Path:
        """Return where the file of a paper is, or is to be."""
        return written_path(self._folder, arxiv_id)

    def marks(self) -> dict[str, str]:
        """Return by the name of each file the mark of the text that it was written about, empty where it has none."""
        found: dict[str, str] = {}
        for path in (self._folder / ENRICHED).glob("*/*.written.md"):
            try:
                marked = _MARK.search(path.read_text("utf-8", "replace"))
            except OSError:
                # One that cannot be read is not written anew either.
                continue
            found[path.name] = marked[1] if marked else ""
        return found

    def write(self, arxiv_id: str, sections: Mapping[str, Sequence[str]], model: str, mark: str) -> None:
        """Write the sentences of some sections, whole or not at all. Raises CorpusError."""
        path = self.path_of(arxiv_id)
        try:
            put(path, _text(arxiv_id, sections, model, mark))
        except OSError as error:
            raise CorpusError(UNWRITABLE.fill(path=path, reason=system_text(error))) from error

    def remove(self, arxiv_id: str) -> None:
        """Remove the file of a paper, if there is one. Raises CorpusError."""
        path = self.path_of(arxiv_id)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise CorpusError(UNWRITABLE.fill(path=path, reason=system_text(error))) from error


def mark_of(section: Section) -> str:
    """Return the mark of the text that is written about."""
    return hashlib.sha256(" ".join(section.text.split()).encode()).hexdigest()[:16]


def _text(arxiv_id: str, sections: Mapping[str, Sequence[str]], model: str, mark: str) -> str:
    named = _NAME.sub("", model)[:80] or "a model"
    bullets = [f"- ***{heading} ({MACHINE_WRITTEN})***: {' '.join(said)}" for heading, said in sections.items() if said]
    head = f"### [{arxiv_id}](https://arxiv.org/abs/{arxiv_id})\n\n<!-- model={named} source={mark} -->\n"
    return "\n".join((head, *bullets)).rstrip() + "\n"
