"""Figures that can be compared: those that stand with the same named benchmark or metric, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers.wording import any_of

__all__ = ["Figure", "Measure", "Ranking", "figure_of", "is_named_in", "measure_of", "ranked"]

_LEAST_CAPITALS = 2
# Metrics by name, and whether less is better.
_METRICS: tuple[tuple[str, re.Pattern[str], bool], ...] = (
    ("accuracy", any_of(r"\baccurac(?:y|ies)\b|\bacc\b", r"정확[도성]|정답률"), False),
    ("success-rate", any_of(r"\bsuccess\s+rates?\b", r"성공률"), False),
    ("win-rate", any_of(r"\bwin(?:ning)?[\s-]+rates?\b", r"승률"), False),
    ("F1", any_of(r"\bF1\b"), False),
    ("BLEU", any_of(r"\bBLEU\b"), False),
    ("ROUGE", any_of(r"\bROUGE\b"), False),
    ("FID", any_of(r"\bFID\b"), True),
    ("FVD", any_of(r"\bFVD\b"), True),
    ("LPIPS", any_of(r"\bLPIPS\b"), True),
    ("PSNR", any_of(r"\bPSNR\b"), False),
    ("SSIM", any_of(r"\bSSIM\b"), False),
    ("mAP", any_of(r"\bmAP\b"), False),
    ("IoU", any_of(r"\bm?IoU\b"), False),
    ("AUC", any_of(r"\bAU(?:RO)?C\b"), False),
    ("WER", any_of(r"\bWER\b|\bword\s+error\s+rate\b", r"단어\s*오류율"), True),
    ("perplexity", any_of(r"\bperplexity\b|\bppl\b", r"퍼플렉시티|혼란도"), True),
    ("pass@1", any_of(r"\bpass@1\b"), False),
    ("recall", any_of(r"\brecall\b", r"재현율"), False),
    ("precision", any_of(r"\bprecision\b", r"정밀도"), False),
    ("latency", any_of(r"\blatency\b", r"지연\s*시간|레이턴시"), True),
    ("parameters", any_of(r"\bparam(?:eter)?s?\b", r"파라미터|파라메터|매개\s*변수"), False),
)
# Words of a question that name neither a benchmark nor a metric.
_GENERIC = re.compile(
    r"(?:the|an?|on|in|for|of|at|by|with|to|is|has|have|gets?|got|which|what|one|ones|score[sd]?|scoring|results?|value|"
    r"figures?|numbers?|performance|performs?|performing|benchmarks?|datasets?|metric|test|highest|best|top|model|paper|"
    r"does|do|did|rate|llms?|sota|most|least|lowest|and|or|it|s)",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9@.+-]*[A-Za-z0-9]")
_CLAUSE = re.compile(
    r"[,;]\s|\s(?:and|while|whereas|but)\s|(?<=[가-힣])(?:하고|이고|이며|하며|지만|으며)\s|(?<=[가-힣\w%])[와과]\s"
)
# Not within a name ("GPT-4", "MATH-500"), not the size of a picture, not a count of things.
_FIGURE = re.compile(
    r"(?<![A-Za-z\d_.,×-])(?<!×\s)(?P<number>\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,6})?)(?![\d.]*\s?[x×]\s?\d)\s?"
    r"(?P<unit>%p|[%％]|퍼센트\s?포인트|퍼센트|percent(?:age\s+points?)?|배|[x×](?!\w)|점|points?|dB|ms|[BMK](?![A-Za-z])|"
    r"billion|million|억)?"
    r"(?!\s?(?:개|명|장|편|가지|종|시간|분\s|초|년|월|일\s|번|단계|위|GPUs?|hours?|tasks?|datasets?|images?|times))",
    re.IGNORECASE | re.ASCII,
)
_UNITS = {
    "％": "%", "퍼센트": "%", "percent": "%", "퍼센트포인트": "%p", "percentagepoint": "%p", "percentagepoints": "%p",
    "x": "배", "×": "배", "points": "점", "point": "점", "billion": "B", "million": "M",
}  # fmt: skip
_SIZES = {"K": 1e3, "M": 1e6, "B": 1e9, "억": 1e8}
# A figure that another system has, or that is left behind.
_OF_OTHERS = re.compile(r"\s?(?:보다|대비|에서(?!\s?(?:의|만))|의\s?기존|over\b)|\s{1,3}to\s{1,3}\d", re.ASCII)
_BEFORE_OTHERS = re.compile(
    r"\b(?:than|versus|vs\.?|from|over|compared\sto)\s{1,3}(?:(?!to\b)[A-Za-z]\S{0,30}\s{1,3}){0,3}$", re.IGNORECASE
)
_CHANGE = any_of(
    r"\b(?:improv\w*|increas\w*|gains?|reduc\w*|decreas\w*|boost\w*|faster|higher|lower|outperform\w*|better|drop\w*|up\s+by)\b",
    r"향상|증가|개선|상승|감소|절감|줄[이었어]|높은|높였|높아|낮은|낮췄|더\s|빠르|빨라|앞[서섰선]|능가|우수",
)
_REACHED = re.compile(r"(?:으?로|까지|에\s)|(?:을|를)\s*(?:달성|기록|얻|보)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Measure:
    """The benchmarks and metrics that a question names, and whether less is better."""

    benchmarks: tuple[str, ...]
    metrics: frozenset[str]
    less_is_better: bool = False

    @property
    def sure(self) -> bool:
        """Whether all names are written as names are: MATH, GSM8K, ImageNet."""
        return all(_is_name(one) for one in self.benchmarks)

    @property
    def label(self) -> str:
        """The names, as shown to people."""
        return " · ".join((*self.benchmarks, *sorted(self.metrics)))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is written, its value and unit, whether it is a change, and the metrics beside it."""

    text: str
    value: float
    unit: str
    is_change: bool
    metrics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The figures for a measure, in order if they are comparable; they may be of different data if only a metric is
    named."""

    measure: Measure
    figures: tuple[Figure, ...]
    comparable: bool


def measure_of(question: str) -> Measure | None:
    """Return what a question names to be measured by, None if it names nothing."""
    metrics = [(name, less) for name, pattern, less in _METRICS if pattern.search(question)]
    bare = question
    for _, pattern, _ in _METRICS:
        bare = pattern.sub(" ", bare)
    named = tuple(dict.fromkeys(one[0] for one in _LATIN.finditer(bare) if not _GENERIC.fullmatch(one[0])))
    if not named and not metrics:
        return None
    return Measure(named, frozenset(name for name, _ in metrics), any(less for _, less in metrics))


def figure_of(measure: Measure, sentence: str) -> Figure | None:
    """Return the one figure of a sentence that stands with a measure, None if there is none or it is not clear."""
    for clause in _clauses(sentence):
        if not _names(measure, clause):
            continue
        found = [one for one in _FIGURE.finditer(clause) if not _is_of_others(clause, one) and _fits(measure, one)]
        if len(found) == 1:
            return _figure(found[0], clause)
    return None


def is_named_in(measure: Measure, text: str) -> bool:
    """Tell whether a text has every benchmark of a measure, or one of its metrics if it names no benchmark."""
    if measure.benchmarks:
        return all(_is_named(one, text) for one in measure.benchmarks)
    return bool(_metrics_in(text) & measure.metrics)


def ranked(measure: Measure, figures: Sequence[Figure], *, most: bool) -> Ranking:
    """Return figures in order, and whether there are several of the same kind."""
    kinds = {(one.unit, one.is_change) for one in figures}
    metrics = {one.metrics for one in figures if one.metrics}
    comparable = len(figures) > 1 and len(kinds) == 1 and len(metrics) <= 1
    return Ranking(measure, tuple(sorted(figures, key=lambda one: one.value, reverse=most)), comparable)


def _clauses(sentence: str) -> Iterator[str]:
    start = 0
    for match in _CLAUSE.finditer(sentence):
        yield sentence[start : match.start()]
        start = match.end()
    yield sentence[start:]


def _names(measure: Measure, clause: str) -> bool:
    """Tell whether a clause has the benchmarks of a measure, and no other metric than those asked for."""
    metrics = _metrics_in(clause)
    if measure.benchmarks:
        return all(_is_named(one, clause) for one in measure.benchmarks) and (
            not metrics or not measure.metrics or bool(metrics & measure.metrics)
        )
    return bool(metrics & measure.metrics)


def _is_named(benchmark: str, clause: str) -> bool:
    """Tell whether a clause has a name of these letters: "math" is MATH there, and not the subject."""
    pattern = rf"(?<![A-Za-z0-9-]){re.escape(benchmark)}(?![A-Za-z0-9]|-[A-Za-z0-9])"
    found = re.search(pattern, clause, re.IGNORECASE | re.ASCII)
    return found is not None and _is_name(found[0])


def _is_name(typed: str) -> bool:
    return sum(letter.isupper() or letter.isdigit() for letter in typed) >= _LEAST_CAPITALS


def _metrics_in(clause: str) -> frozenset[str]:
    return frozenset(name for name, pattern, _ in _METRICS if pattern.search(clause))


def _is_of_others(clause: str, match: re.Match[str]) -> bool:
    behind = _OF_OTHERS.match(clause, match.end())
    return behind is not None or _BEFORE_OTHERS.search(clause, 0, match.start()) is not None


def _fits(measure: Measure, match: re.Match[str]) -> bool:
    """Tell whether a figure may be of a measure: only sizes have such units."""
    sized = (match["unit"] or "").upper() in _SIZES or (match["unit"] or "").lower() in ("billion", "million")
    return sized == ("parameters" in measure.metrics)


def _figure(match: re.Match[str], clause: str) -> Figure:
    typed = "".join((match["unit"] or "").split())
    unit = _UNITS.get(typed.lower(), typed)
    value = float(match["number"].replace(",", ""))
    if unit.upper() in _SIZES:
        value, unit = value * _SIZES[unit.upper()], "size"
    reached = _REACHED.match(clause, match.end()) is not None
    is_change = unit in ("배", "%p") or (_CHANGE.search(clause) is not None and not reached)
    return Figure(match[0].strip(), value, unit, is_change, _metrics_in(clause))
