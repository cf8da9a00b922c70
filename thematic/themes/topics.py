"""BERTopic as the engine: our vectors and our clusterer in, topics and their c-TF-IDF terms out.

Never its defaults: no model is loaded or downloaded, nothing is reduced, nothing is an outlier.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from thematic.errors import MissingExtra
from thematic.language import lemmatiser, read, stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.model import Vectors
    from thematic.themes.cluster import Clusterer, Labels

__all__ = ["fit_topics"]

_MOST_TERMS = 8
_SHORTEST = 3
# What people say without saying anything; spaCy's stop words do the rest.
_FILLERS = frozenset(
    [
        "ah",
        "aye",
        "be",
        "bit",
        "bloke",
        "come",
        "cos",
        "crosstalk",
        "do",
        "dunno",
        "eh",
        "er",
        "erm",
        "ever",
        "get",
        "go",
        "gonna",
        "got",
        "gotta",
        "have",
        "hm",
        "hmm",
        "huh",
        "inaudible",
        "innit",
        "just",
        "kind",
        "kinda",
        "know",
        "laugh",
        "laughs",
        "like",
        "look",
        "lot",
        "mean",
        "mm",
        "mmm",
        "oh",
        "ok",
        "okay",
        "overlapping",
        "pause",
        "really",
        "right",
        "say",
        "see",
        "sort",
        "stuff",
        "sure",
        "thing",
        "think",
        "uh",
        "um",
        "wanna",
        "well",
        "yeah",
        "yep",
        "yes",
    ]
)
# Stands for a text without words: BERTopic cannot take an empty vocabulary.
_NOTHING = "wordless"


def fit_topics(texts: Sequence[str], vectors: Vectors, clusterer: Clusterer) -> tuple[Labels, list[tuple[str, ...]]]:
    """Group texts by their vectors and return each text's group and each group's distinctive terms, strongest first.

    Terms are lemmas of one or two words by class-based TF-IDF (Grootendorst 2022, arXiv:2203.05794).

    Raises:
        MissingExtra: BERTopic is not installed.
    """
    model = _model(clusterer)
    documents = [" ".join(words) or _NOTHING for words in _content_words(texts)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(documents, embeddings=vectors.copy())
    labels = clusterer.labels_
    ours = _ours(model.topics_, labels)
    terms = [_terms(model, ours[group]) for group in range(int(labels.max()) + 1)]
    return labels, terms


def _model(clusterer: Clusterer) -> Any:
    try:
        with warnings.catch_warnings():
            # BERTopic changes the process's warning filters when it is imported.
            from bertopic import BERTopic
            from bertopic.dimensionality import BaseDimensionalityReduction
    except ImportError:
        hint = "pip install --no-deps 'bertopic>=0.17.4,<0.18' and pip install pyyaml pandas tqdm packaging"
        raise MissingExtra(f"theme suggestions need BERTopic, which is not installed. Install it: {hint}.") from None
    from sklearn.feature_extraction.text import CountVectorizer

    return BERTopic(
        # With "english" it would drop every letter that is not ASCII before it counts words.
        language="multilingual",
        embedding_model=None,
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=clusterer,
        vectorizer_model=CountVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), lowercase=False),  # noqa: S106
        calculate_probabilities=False,
        verbose=False,
    )


def _content_words(texts: Sequence[str]) -> list[list[str]]:
    idle = stop_words() | _FILLERS
    docs, lemma = read(text.lower() for text in texts), lemmatiser()
    words = ([token.text for token in doc if token.is_alpha and len(token) >= _SHORTEST] for doc in docs)
    return [[lemma(word) for word in said if word not in idle and lemma(word) not in idle] for said in words]


def _ours(topics: Sequence[int], labels: Labels) -> dict[int, int]:
    """Return BERTopic's number for each of our groups: it renumbers by size, with ties of its own."""
    return {int(label): int(topic) for label, topic in zip(labels, topics, strict=True)}


def _terms(model: Any, topic: int) -> tuple[str, ...]:
    ranked = sorted(model.get_topic(topic) or [], key=lambda pair: (-round(float(pair[1]), 6), pair[0]))
    words = [word for word, weight in ranked if word.strip() and _NOTHING not in word and weight > 0]
    return tuple(words[:_MOST_TERMS])
