"""Abstracts of a dozen seeds in words of our own, and questions in English about them with what their answers say."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ABSTRACTS", "QUESTIONS"]

ABSTRACTS: Mapping[str, str] = {
    "2410.17215": (
        "Distilling a teacher while a student is still being pre-trained is expensive and ties both to one tokenizer. "
        "MiniPLM runs the teacher once, offline, and uses the gap between a large and a small model to pick the "
        "training text. Students of several families become better on nine downstream tasks. "
        "The method cuts the compute of pre-training by a factor of 2.2."
    ),
    "2410.14649": (
        "Pruning and quantization are usually steered by the error of each layer, as if lower errors always added up. "
        "We show that this assumption fails for large language models. EvoPress searches over compression profiles "
        "with an evolutionary algorithm whose convergence we prove. "
        "A light version of the search ends in about one hour on one RTX 3090."
    ),
    "2410.17249": (
        "Shiny objects that move are hard to reconstruct from video. SpectroMotion joins Gaussian splatting with "
        "physically-based rendering and deformation fields. A residual correction keeps surface normals accurate while "
        "objects deform. A deformable environment map follows lighting that varies with time."
    ),
    "2410.17250": (
        "Few benchmarks test multimodal models in Japanese. JMMMU has a culture-agnostic part, translated from MMMU, "
        "and a culture-specific part written for Japan. The benchmark contains 1,320 questions with 1,118 images. "
        "The best open model reaches 40.5 percent and the best proprietary one 58.6 percent."
    ),
    "2502.01061": (
        "Animating people from audio does not scale, because much footage is thrown away by strict filters. "
        "OmniHuman-1 mixes text, audio and pose as conditions during training of a diffusion transformer. "
        "Weaker conditions make use of data that stronger ones have to discard. "
        "It handles portraits and half-body shots of any aspect ratio."
    ),
    "2501.18636": (
        "Retrieval-augmented generation trusts the text that it retrieves. SafeRAG measures how easily such text can "
        "mislead it. The attacks are silver noise, inter-context conflict, soft advertisements and white denial of "
        "service. All fourteen systems that we examine can be attacked at every stage of the pipeline."
    ),
    "2501.14677": (
        "Cutting a person out of a video without help fails where the background is cluttered. MatAnyone is given a "
        "mask for the first frame and keeps a memory of mattes from frame to frame. "
        "A fusion that adapts to regions keeps the core stable and the hair detailed. "
        "We also publish VM800, a training set that is twice as large as VideoMatte240K."
    ),
    "2502.01718": (
        "Reinforcement learning for code lacks reliable rewards. AceCoder synthesizes test cases for 89 thousand "
        "coding problems and turns pass rates into preference pairs. A reward model is trained on these with a "
        "Bradley-Terry loss. Starting from a base model, 80 optimization steps raise HumanEval-plus by "
        "more than 25 percent."
    ),
    "2501.19399": (
        "As the input grows, the softmax of attention becomes flat and nothing stands out. SSMax makes the base of the "
        "exponential depend on the length of the input. It can be put into existing models with a small change of "
        "code. Models trained with it find a sentence hidden in a context ten times longer than those seen in training."
    ),
    "2502.01100": (
        "How well do language models reason when puzzles become harder? ZebraLogic draws logic grid puzzles from "
        "constraint satisfaction problems, so that their difficulty is known. "
        "Accuracy collapses as the search space grows, which we call the curse of complexity. "
        "Neither larger models nor more samples at inference time remove the effect."
    ),
    "2502.01068": (
        "Long prompts fill the cache of keys and values. FastKV keeps the full context in early layers and passes only "
        "selected tokens on to later layers. Attention scores decide which tokens are propagated. "
        "Time to first token halves, and throughput is 1.4 times higher than that of HeadKV."
    ),
    "2502.00094": (
        "Arabic has been left behind by multimodal models. AIN is a bilingual model for Arabic and English with seven "
        "billion parameters. It was trained on 3.6 million samples of high quality. "
        "On CAMEL-Bench it is ahead of GPT-4o in reading scanned documents."
    ),
}

# A question, its paper, and what the first quote says.
QUESTIONS: tuple[tuple[str, str, str], ...] = (
    ("How much pre-training compute does MiniPLM save?", "2410.17215", "factor of 2.2"),
    ("How long does the light version of EvoPress take?", "2410.14649", "about one hour"),
    ("How does SpectroMotion handle lighting that varies with time?", "2410.17249", "deformable environment map"),
    ("How many questions does JMMMU have?", "2410.17250", "1,320 questions"),
    ("Which conditions does OmniHuman-1 mix?", "2502.01061", "text, audio and pose"),
    ("Which attacks does SafeRAG use?", "2501.18636", "silver noise"),
    ("Which training set does MatAnyone publish?", "2501.14677", "VM800"),
    ("How is the reward model of AceCoder trained?", "2502.01718", "Bradley-Terry"),
    ("What does SSMax change in the softmax?", "2501.19399", "base of the exponential"),
    ("What is the curse of complexity in ZebraLogic?", "2502.01100", "curse of complexity"),
    ("How does FastKV decide which tokens are propagated?", "2502.01068", "Attention scores decide"),
    ("How many samples was AIN trained on?", "2502.00094", "3.6 million samples"),
)
