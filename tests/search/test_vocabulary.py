from __future__ import annotations

import pytest

from bot.search.analysis import tokens
from bot.search.authors import AuthorDirectory
from bot.search.forward_index import ForwardIndex
from bot.search.glossary import Glossary
from bot.search.index import Index
from bot.search.names import letters_of
from bot.search.vocabulary import Vocabulary

_PAPERS = [
    ("a video model", ("Wei Wang", "Sergey Levine")),
    ("long video", ("Zhe Long", "Alaaeldin El-Nouby")),
    ("long agents", ("Wei Wang",)),
    ("long context of agents", ("Ann Levin",)),
]


@pytest.mark.parametrize(
    ("word", "used"),
    [
        ("video", True),
        ("agents", True),
        ("long", True),
        ("wang", False),
        ("levine", False),
        ("nouby", False),
        ("nothing", False),
        ("the", False),
        ("", False),
    ],
)
def test_a_name_is_no_word_of_the_papers_of_those_who_have_it(word: str, used: bool) -> None:
    names = ForwardIndex.of([authors for _, authors in _PAPERS])
    index = Index.of([[*tokens(title), *tokens(" ".join(authors))] for title, authors in _PAPERS])
    vocabulary = Vocabulary(index, AuthorDirectory(names, [letters_of(name) for name in names.values]), Glossary())
    assert (word in vocabulary) is used
