"""The papers that any text names, such as another person's message, else those it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from bot.answers import phrases
from bot.answers.engine.engine import Engine
from bot.answers.replies.details import summary_reply
from bot.answers.replies.replies import reply_to
from bot.answers.reply import Reply
from bot.answers.request import Request
from bot.answers.understand.door import brief
from bot.corpus.paper import Paper
from bot.errors import NotFoundError
from bot.search.analysis import terms
from bot.search.corpus import Corpus
from bot.search.hits import Hit
from bot.search.ids import holds_id, without_ids
from bot.search.query import Query, QueryWord
from bot.search.ranking import TELLING_SHARE
from bot.texts import Language, Text

__all__ = ["named_in", "papers_in"]

_MOST_LINES = 20
_NEAREST = 3
_TITLE_WORDS = range(3, 41)
_ADDRESS = re.compile(r"https?://[^\s<>]+")
_EDGES = " \t\"'“”‘’*_~`#>[]()-–—•·"
# Most single words of the glossary are everyday words ("game", "question"); these are technical only.
_OF_THE_FIELD = frozenset(
    f"§{' '.join(term.split())}"
    for term in """
    adversarial, agentic, attention, autoencoder, autoregressive, backpropagation, benchmark, chain of thought,
    chatbot, chatgpt, contrastive learning, convolutional neural network, dataset, decoder, deepfake, deepseek,
    denoising, diffusion, embedding, encoder, few-shot, fine-tuning, generative adversarial network, gpt, grokking,
    hallucination, hyperparameter, in-context learning, instruction tuning, interpretability, jailbreak, knowledge
    distillation, kv cache, large language model, latent, llama, logit, long context, low-rank adaptation, machine
    translation, mixture of experts, multi-agent, multimodal, multimodal large language model, neural network,
    optimizer, out-of-distribution, perplexity, post-training, pretraining, prompting, pruning, quantization, question
    answering, qwen, red teaming, reinforcement learning, reinforcement learning from human feedback, reranking,
    retrieval, retrieval-augmented generation, reward model, robotics, segmentation, self-supervised learning,
    softmax, sparse autoencoder, speculative decoding, speech recognition, state space model, supervised fine-tuning,
    sycophancy, text-to-image, text-to-speech, text-to-video, tokenization, tokenizer, transfer learning, transformer,
    unlearning, variational autoencoder, vision language action model, vision language model, vision transformer,
    visual question answering, watermark, zero-shot
    """.split(",")
)
_SHARED_WORDS = 2

_NAMED = Text("This message names {papers}.", "이 메시지에 나온 {papers}입니다.")
_ELSEWHERE = Text("The paper that this message names is not in the corpus.", "이 메시지에 나온 논문은 자료에 없습니다.")
_NOTHING = Text(
    "I found no paper in this message: it names none that I know, and its text is about none of them.",
    "이 메시지에서 논문을 찾지 못했습니다. 아는 논문이 나오지 않고, 내용과 관련된 논문도 없습니다.",
)


def papers_in(text: str, corpus: Corpus, today: date, language: Language) -> Reply:
    """Return the papers `text` names by id, link or title, else those it is about.

    Raises NotFoundError if there are none.
    """
    named = named_in(text, corpus)
    if len(named) == 1:
        request = Request("summary", language, papers=(named[0].arxiv_id,))
        return replace(summary_reply(named[0], request), request=request)
    if named:
        lead = _NAMED.fill(papers=phrases.papers(len(named)).in_(language))
        return Reply("papers", language, lead.in_(language), tuple(Hit(paper, paper.newest, 0.0) for paper in named))
    return _about(text, corpus, today, language)


def named_in(text: str, corpus: Corpus) -> list[Paper]:
    """Return the papers that `text` names by id, link, system or title."""
    found = {paper.arxiv_id: paper for paper in corpus.named_in(text)}
    for line in _title_like(text):
        paper = corpus.named(line)
        if paper is not None:
            found[paper.arxiv_id] = paper
    return list(found.values())


def _title_like(text: str) -> Iterator[str]:
    for line in text.splitlines()[:_MOST_LINES]:
        bare = _ADDRESS.sub(" ", line).strip(_EDGES)
        if len(bare.split()) in _TITLE_WORDS and not holds_id(bare):
            yield bare


def _about(text: str, corpus: Corpus, today: date, language: Language) -> Reply:
    absent = holds_id(text)
    rest = brief(_ADDRESS.sub(" ", without_ids(text)))
    if not any(terms(rest)):
        raise NotFoundError(_ELSEWHERE if absent else _NOTHING)
    result = Engine(corpus, today).answer(Request("papers", language, topic=rest))
    reply = replace(reply_to(result, corpus, today), request=result.request)
    read = corpus.read(rest, as_written=True)
    if not any(_bears(read, rest, hit.paper, corpus) for hit in reply.hits[:_NEAREST]):
        raise NotFoundError(_ELSEWHERE if absent else _NOTHING)
    return replace(reply, lead=f"{_ELSEWHERE.in_(language)} {reply.lead}") if absent else reply


def _bears(read: Query, text: str, paper: Paper, corpus: Corpus) -> bool:
    """Tell whether `paper` is about a message's subject; some paper always contains a single everyday word.

    They must share a multi-word term, a technical term or a name, or two distinctive words in one sentence.
    """
    if any(corpus.is_by(paper, person) for person in corpus.authors.named_in(text)):
        return True
    parts = (frozenset(corpus.analyse(paper.title)), *(one.tokens for one in corpus.sentences(paper)))
    words = {
        word.tokens or word.concepts: word for word in read.words if word.weight == 1.0 and not word.surface.isdigit()
    }
    for part in parts:
        shared = [(word, _telling(word, corpus) & part) for word in words.values()]
        if any(word.name and own.intersection(word.tokens) for word, own in shared):
            return True
        if _meanings(own for _, own in shared) >= _SHARED_WORDS:
            return True
        concepts = Counter(token for word in words.values() for token in {*word.concepts} & part)
        if any((count > 1 and " " in token) or token in _OF_THE_FIELD for token, count in concepts.items()):
            return True
    return False


def _meanings(found: Iterable[frozenset[str]]) -> int:
    """Count distinct meanings; a word and its translation are one."""
    seen, count = frozenset[str](), 0
    for own in found:
        count += bool(own) and not own & seen
        seen |= own
    return count


def _telling(word: QueryWord, corpus: Corpus) -> frozenset[str]:
    """Return the tokens matching a word that are not in most papers."""
    most = corpus.index.most_documents(TELLING_SHARE)
    found = (*word.tokens, *word.concepts)
    return frozenset(token for token in found if corpus.index.frequency(token) <= most)
