class Stemmer:
    def __init__(self, algorithm: str, maxCacheSize: int = 10000) -> None: ...  # noqa: N803
    def stemWord(self, word: str) -> str: ...  # noqa: N802
