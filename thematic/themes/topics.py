"""BERTopic as the engine: our vectors and our clusterer in, topics and their c-TF-IDF terms out.

Never its defaults: no model is loaded or downloaded, nothing is reduced, nothing is an outlier.
"""

from __future__ import annotations

import warnings
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thematic.errors import MissingExtra
from thematic.language import lemmatiser, read, stop_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thematic.themes.cluster import Labels, Points
    from thematic.themes.grouping import Cluster

__all__ = ["Topic", "fit_topics"]

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


@dataclass(frozen=True, slots=True)
class Topic:
    """What sets one group apart.

    Attributes:
        terms: lemmas of one or two words, strongest first.
        said: the terms of one word as the people of this group say them most often, in the same order.
    """

    terms: tuple[str, ...]
    said: tuple[str, ...]


def fit_topics(texts: Sequence[str], points: Points, cluster: Cluster) -> list[Topic]:
    """Return what sets each group of texts apart.

    Terms go by class-based TF-IDF (Grootendorst 2022, arXiv:2203.05794).

    Raises:
        MissingExtra: BERTopic is not installed.
    """
    model = _model(cluster)
    words = _content_words(texts)
    documents = [" ".join(lemma for lemma, _ in said) or _NOTHING for said in words]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(documents, embeddings=points.copy())
    labels = cluster.labels_
    ours = _ours(model.topics_, labels)
    said = _said(words, labels)
    terms = [_terms(model, ours[group]) for group in range(int(labels.max()) + 1)]
    return [Topic(own, tuple(_as_said(own, said[group]))) for group, own in enumerate(terms)]


def _said(words: Sequence[Sequence[tuple[str, str]]], labels: Labels) -> list[dict[str, Counter[str]]]:
    """Return for each group and lemma how often each form of it was said there."""
    found: list[dict[str, Counter[str]]] = [{} for _ in range(int(labels.max()) + 1)]
    for group, own in zip(labels, words, strict=True):
        for lemma, form in own:
            found[group].setdefault(lemma, Counter())[form] += 1
    return found


def _as_said(terms: Sequence[str], forms: dict[str, Counter[str]]) -> Iterator[str]:
    for term in terms:
        if term in forms:
            yield min(forms[term].items(), key=lambda pair: (-pair[1], pair[0]))[0]


def _model(cluster: Cluster) -> Any:
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
        hdbscan_model=cluster,
        vectorizer_model=CountVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), lowercase=False),  # noqa: S106
        calculate_probabilities=False,
        verbose=False,
    )


def _content_words(texts: Sequence[str]) -> list[list[tuple[str, str]]]:
    """Return the words of each text that say something, as (lemma, as it was said)."""
    idle = stop_words() | _FILLERS
    docs, lemma = read(text.lower() for text in texts), lemmatiser()
    words = ([token.text for token in doc if token.is_alpha and len(token) >= _SHORTEST] for doc in docs)
    return [[(lemma(word), word) for word in said if word not in idle and lemma(word) not in idle] for said in words]


def _ours(topics: Sequence[int], labels: Labels) -> dict[int, int]:
    """Return BERTopic's number for each of our groups: it renumbers by size, with ties of its own."""
    return {int(label): int(topic) for label, topic in zip(labels, topics, strict=True)}


def _terms(model: Any, topic: int) -> tuple[str, ...]:
    ranked = sorted(model.get_topic(topic) or [], key=lambda pair: (-round(float(pair[1]), 6), pair[0]))
    words = [word for word, weight in ranked if word.strip() and _NOTHING not in word and weight > 0]
    return tuple(words[:_MOST_TERMS])
