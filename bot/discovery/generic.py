"""Generic words that name no topic by themselves, as keys of terms."""

from __future__ import annotations

__all__ = ["GENERIC", "HOLDING"]

# They hold a phrase together; no term begins or ends with one.
HOLDING = frozenset(
    """
a an the of for and or in on at to with via by from is are as be can it its it's that this these we our you your
i my they their using use toward towards into through without how what why do does not more than based
all one need vs beyond when where which who no new all over under between across et al gpu
""".split()
)

GENERIC = HOLDING | frozenset(
    """
40gb 80gb a100 a800 ability ablation able acc accuracy accurate achieve achieved achieving adaptive additional
additionally advanced aggregation ai algorithm analysi analyze application applied apply approach architecture arxiv
assessment automated automatic average awareness based baseline benchmark benchmarking better bleu bound budget
building capabilitie capability case category challenge challenging code coherence combine compare comparison
complex complexity component comprehensive computational compute concentration condition conditional consistency
consistent constraint content context cost cross current curve data database dataset decision deep demonstrate
design detail detection develop development difference different difficulty dim dimension direct distance
distribution diversity domain dynamic effective effectivenes efficiency efficient empirical encoding end enhance
enhancement enhancing entire entity error evaluate evaluating evaluation example existing experience experiment
experimental explicit exploring extensive f1 factor far fast feature feedback fid filtering first flexible form
frame framework full function gain general generalization generate generated generation generative generic github
global goal gpu h100 h800 high hour human image impact implicit improve improved improvement improving increase
information input insight instance integrate integrated integration interaction introduce iou iteration joint key
knowledge label language large last latent layer learn learnable learned learning length level leveraging library
limit limitation linear local long loss low lpip machine mae maintain map mapping massive max maximum mean mechanism
method methodology metric million min minimum mixed model modeling modular module mse multi multiple natural near
neighbor network neural noise novel number numerical nvidia object objective open optimal optimization order
outperform output pair paper parameter pattern performance phase pipeline point policy post pre precision prediction
prior problem procedure process processing progressive project property propose psnr public quality quantity query
question random range rate ratio real recall recent reduce reduction relative relevance report represent
representation research resolution resource response result rethinking robust robustness rouge rtx rule sample
sampling scalable scale scenario scope score search select selection semantic sequence set setting short signal
similarity simple simulation single size small solution solve sota source space spatial special specific speed ssim
stable stage standard state static step stepwise strategy strength structure structured study style superior support
synthesi synthetic system systematic tackle target task technical technique temporal test text theory time to token
tool top total tracking train trained training transfer transform tuning type understand understanding unified unit
universal update user v100 value variable variety various vector version view vision visual way web weight wise work
world zero
""".split()
)
