"""The forms of arXiv ids."""

from __future__ import annotations

__all__ = ["OLD_ID"]

_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|"
    "funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|"
    "q-alg|q-bio|q-fin|quant-ph|solv-int|stat|supr-con"
)
# Until March 2007 an id began with its archive: hep-th/9901001, math.GT/0309136.
OLD_ID = rf"(?:{_ARCHIVES})(?:\.[A-Za-z]{{2}})?/[0-9]{{7}}"
