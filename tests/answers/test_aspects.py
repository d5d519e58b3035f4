"""What summaries seldom say: asked for in both languages, spoken of or not."""

from __future__ import annotations

import time

import pytest

from bot.answers.aspects import unstated

# It speaks of none of the aspects.
SILENT = "빠른 검색을 위해 새로운 트리 구조를 제안하고 실험으로 효과를 보였습니다."

# Questions in both languages, and sentences of summaries that speak of what they ask.
ASPECTS = {
    "licence": (
        ("what license is it under?", "can i use it commercially", "라이선스가 뭐야?", "상업적으로 써도 됨?"),
        ("MIT 라이선스로 배포됩니다.", "Released under Apache 2.0."),
    ),
    "hardware": (
        ("how many gpus were used?", "what hardware did they need", "H100에서 돌려?", "그래픽카드 뭐 썼어?", "장비는?"),
        ("8개의 A100에서 학습했습니다.", "단일 GPU로 충분합니다."),
    ),
    "training time": (
        ("how long did it train?", "how many days of training", "학습 시간이 얼마나 돼?", "훈련하는데 며칠 걸렸어?"),
        ("5시간 만에 학습됩니다.", "Training took 3 days."),
    ),
    "venue": (
        ("which conference accepted it?", "was it published at neurips", "어느 학회에 나왔어?", "저널에 억셉됐어?"),
        ("ICLR 2025에 채택되었습니다.", "학회에서 발표했습니다."),
    ),
    "cost": (
        ("how much does it cost?", "is it expensive to run", "비용이 얼마야?", "몇 달러 들어?"),
        ("비용을 절반으로 줄입니다.", "It costs $100."),
    ),
    "limitations": (
        ("what are the limitations?", "any drawbacks", "한계가 뭐야?", "단점은?"),
        ("긴 문서에서는 어려움을 겪습니다.", "It fails on long inputs."),
    ),
    "future work": (
        ("what's the future work?", "next steps?", "향후 연구는?", "앞으로의 계획은?"),
        ("향후 다른 언어로 넓힐 예정입니다.", "In the future we extend it."),
    ),
    "code": (
        ("is the source code out?", "github?", "is it open source", "깃허브 있어?", "코드 공개했어?"),
        ("코드를 공개했습니다.", "Code is at github."),
    ),
    "weights": (
        ("are the weights available?", "can i download it", "가중치 공개됐어?", "허깅페이스에 있어?"),
        ("모델을 공개합니다.", "Checkpoints are available."),
    ),
    "demo": (
        ("is there a demo?", "does it have a website", "데모 있어?", "홈페이지 있어?"),
        ("데모는 프로젝트 페이지에 있습니다.", "See the website."),
    ),
    "resolution": (
        ("what resolution?", "해상도가 얼마야?"),
        ("1080p 영상을 만듭니다.", "512x512 이미지입니다.", "높은 해상도입니다."),
    ),
    "frame rate": (("what fps does it run at?", "프레임 레이트는?"), ("초당 24장을 만듭니다.", "It runs at 30 fps.")),
    "throughput": (("how many tokens per second", "처리량은?"), ("초당 100개를 처리합니다.", "Throughput doubles.")),
    "latency": (("what's the latency?", "지연 시간은?", "몇 밀리초야?"), ("지연이 적습니다.", "Latency is 5 ms.")),
    "affiliation": (
        ("which university is it from?", "what company made this", "어느 대학이야?", "저자 소속이 어디야?"),
        ("구글이 공개한 모델입니다.", "A model by NVIDIA."),
    ),
    "parameters": (
        ("how many parameters?", "파라미터 수는?", "매개변수 몇 개야?"),
        ("7B 모델입니다.", "파라미터가 적습니다.", "15억 규모입니다."),
    ),
    "hyperparameters": (
        ("what batch size?", "which optimizer do they use", "학습률은?", "옵티마이저 뭐 썼어?"),
        ("배치를 키웠습니다.", "Trained with AdamW."),
    ),
    "memory": (
        ("how much vram does it need?", "memory footprint?", "메모리 얼마나 먹어?"),
        ("메모리를 절약합니다.", "Needs 24 GB."),
    ),
    "energy": (
        ("what about energy use", "carbon emissions?", "전력 소모는?", "탄소 배출량은?"),
        ("전력을 아낍니다.", "Saves power."),
    ),
    "citations": (
        ("how many citations?", "피인용 수는?", "인용 횟수 알려줘"),
        ("100회 인용되었습니다.", "Widely cited."),
    ),
    "layers": (
        ("how many layers does it have?", "hidden size?", "레이어 수는?", "몇 층이야?"),
        ("12개의 레이어를 씁니다.", "It has 24 layers."),
    ),
    "people": (
        ("how many annotators?", "who were the participants", "참가자가 몇 명이야?", "평가자는?"),
        ("참가자 20명이 평가했습니다.", "Three annotators agreed."),
    ),
    "age": (
        ("how old were they?", "age of the speakers", "연령대는?", "몇 살이야?"),
        ("연령은 다양합니다.", "Gender and age vary."),
    ),
    "languages": (
        ("which languages?", "does it support korean", "어떤 언어 지원해?", "한국어 돼?"),
        ("다국어 모델입니다.", "English only."),
    ),
    "framework": (
        ("is it in pytorch?", "파이토치로 짰어?", "무슨 언어로 구현했어?"),
        ("파이토치로 구현했습니다.", "Written in CUDA."),
    ),
    "funding": (
        ("who funded it?", "is it patented", "특허 냈어?", "연구비는 어디서?"),
        ("특허를 출원했습니다.", "Funded by a grant."),
    ),
    "ethics": (
        ("any ethics review?", "privacy?", "윤리 심사 받았어?", "개인정보는?"),
        ("개인정보를 지웠습니다.", "With consent."),
    ),
    "context length": (
        ("what context length?", "컨텍스트 길이는?", "문맥 길이 얼마야?"),
        ("128K까지 다룹니다.", "긴 컨텍스트를 지원합니다."),
    ),
}
CASES = [(question, stated) for questions, stated in ASPECTS.values() for question in questions]


@pytest.mark.parametrize(("question", "stated"), CASES)
def test_what_is_asked_and_not_spoken_of_is_unstated(question: str, stated: tuple[str, ...]) -> None:
    assert unstated(question, SILENT)


@pytest.mark.parametrize(("question", "stated"), CASES)
def test_what_is_asked_and_spoken_of_is_stated(question: str, stated: tuple[str, ...]) -> None:
    for sentence in stated:
        assert not unstated(question, sentence), sentence
        assert not unstated(question, f"{SILENT}\n{sentence}")


@pytest.mark.parametrize(
    "question",
    [
        "how fast is it?",
        "what is it about?",
        "얼마나 빨라?",
        "무슨 내용이야?",
        "why does it work",
        "어떤 벤치마크를 썼어?",
        "what is the accuracy",
    ],
)
def test_what_summaries_mostly_say_is_left_to_the_sentences(question: str) -> None:
    assert not unstated(question, SILENT)


@pytest.mark.parametrize("piece", ["how many ", "1", "학습 ", "code ", "weights ", "어디 "])
def test_long_questions_and_summaries_are_read_soon(piece: str) -> None:
    long = piece * (4_000 // len(piece))
    began = time.process_time()
    unstated(long, long)
    assert time.process_time() - began < 0.1
