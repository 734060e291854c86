"""The compiled columns of features are those of the Python code, to the bit, for random texts, groups and trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from types import SimpleNamespace

import numpy as np
import pytest

from cleaners import native
from cleaners.body import model as body_model
from cleaners.body.features.context import _dense, _sums_of, decayed
from cleaners.body.features.matrix import GROUP_NAMES, Measured
from cleaners.body.features.page_words import page_words
from cleaners.body.features.second_pass import SHARED, second_features
from cleaners.body.features.text import text_columns
from cleaners.document import Block
from cleaners.markup.breaks import count_breaks
from cleaners.stages.decode import rare_characters

pytestmark = pytest.mark.skipif(not native.in_use(), reason=native.description())

PARTS = [
    "harbour", "Boats", "the", "THE", "straße", "ΑΣ", "İstanbul", "l'été", "12", "a", "é", "渡轮码头", "เมืองท่า", "ſ",
    " ", " ", " ", "\n", "\u00a0", "\u2003", "\u0085", "\u200b", "\ud800", "\U00020000\U00020001", "ﬁ", "…", "...",
    ". . .", "[…]", "(…)", ".", "!", "。", "？", "?", "؟", ":", "：", "»", "«", '"', "'", ")", "]", "*", "-", "–",
    " | ", " / ", "•", " · ", "http://", "www.", "@", ".com", "_", "|",
]  # fmt: skip


@pytest.fixture(autouse=True)
def compiled_steps_afterwards() -> Iterator[None]:
    yield
    native.use(wanted=True)


def both(measure: Callable[[], list[bytes]]) -> None:
    native.use(wanted=True)
    compiled = measure()
    native.use(wanted=False)
    assert compiled == measure()


def random_texts(random: Random) -> list[str]:
    texts = ["".join(random.choices(PARTS, k=random.choice([0, 1, 2, 5, 40]))) for _ in range(random.randrange(40))]
    return texts + random.choices(texts, k=5) if texts else texts


@pytest.mark.parametrize("seed", range(40))
def test_both_versions_find_the_same_words_in_random_texts(seed: int) -> None:
    random = Random(seed)
    texts = random_texts(random)
    inside = np.array([random.random() < 0.5 for _ in texts], bool)
    weights = {"harbour": 3, "boats": -2, "渡轮": 5, "strasse": 120, "the": -127}
    fewest_chars = random.choice([0, 2, 5])

    def measure() -> list[bytes]:
        words = page_words(texts)
        block, number = words.content(fewest_chars)
        shares = np.bincount(number)[number] if len(number) else number
        # The words of a block have no order, so they are compared by the number of blocks that have them.
        content = sorted(zip(block.tolist(), shares.tolist(), strict=True))
        columns = [words.sizes(), words.in_common({"harbour", "ss", "渡轮", ""}), *words.weighed(weights)]
        familiar = [words.familiarity(inside, most) for most in (1, 3, 30)]
        return [*(column.tobytes() for column in [*columns, *familiar]), repr(content).encode()]

    both(measure)


@pytest.mark.parametrize("seed", range(40))
def test_both_versions_find_the_same_signs_in_random_texts(seed: int) -> None:
    random = Random(seed)
    blocks = [Block(text) for text in random_texts(random) or ["One."]]
    menus = np.array([random.random() < 0.2 for _ in blocks], bool)
    both(lambda: [column.tobytes() for column in text_columns(blocks, menus).values()])


@pytest.mark.parametrize("size", [1, 2, 15, 16, 17, 63, 64, 65, 129])
def test_both_versions_give_the_same_probabilities_for_any_number_of_rows(size: int) -> None:
    random = np.random.default_rng(size)
    models = body_model.load()
    matrix = random.normal(0, 2, (size, len(models.body.names))).astype(np.float32)
    matrix[random.random(matrix.shape) < 0.3] = 0
    matrix[0, :5] = np.nan, np.inf, -np.inf, -0.0, 1e30
    for model in (models.page_only, models.body):
        for forest in (model.first, model.second, model.reference):
            both(lambda forest=forest: [forest.probabilities(matrix).tobytes()])  # type: ignore[misc]


@pytest.mark.parametrize("seed", range(40))
def test_both_versions_give_the_same_second_pass_for_random_probabilities(seed: int) -> None:
    random = np.random.default_rng(seed)
    size = int(random.choice([1, 2, 3, 9, 150]))
    names = (*SHARED, "type_list_item")
    matrix = random.random((size, len(names))).astype(np.float32)
    matrix[:, names.index("type_heading")] = random.random(size) < 0.2
    groups = random.integers(0, max(1, size // 2), (size, len(GROUP_NAMES))).astype(np.int32)
    content = np.array([np.sort(random.integers(0, size, 30)), random.integers(0, 9, 30)], np.int32).T
    page = Measured(names, matrix, groups, content)
    first = random.choice([0.0, 0.5, 1.0, random.random()], size) if seed % 2 else random.random(size)
    both(lambda: [second_features(first, page)[1].tobytes()])


@pytest.mark.parametrize("seed", range(10))
def test_both_versions_give_the_same_sums_and_ranks_of_random_numbers(seed: int) -> None:
    random = np.random.default_rng(seed)
    size = int(random.integers(1, 200))
    values, groups = random.normal(size=(size, 6)), random.integers(0, 20, size)
    both(
        lambda: [
            decayed(values[:, 0]).tobytes(),
            decayed(values[::-1, 1]).tobytes(),
            _sums_of(groups, values).tobytes(),
            _dense(groups * 7 - 50).tobytes(),
        ]
    )


def test_arrays_of_the_wrong_size_are_rejected() -> None:
    ones, found = np.ones(3), np.zeros((99, 3))
    with pytest.raises(ValueError, match="different lengths"):
        native.columns.second_pass(
            ones, ones, ones[:2], np.zeros((1, 3), np.int32), ones, 1.0, SimpleNamespace(), found
        )
    with pytest.raises(ValueError, match="one number per row"):
        native.columns.sums_of(np.zeros(2, np.int64), np.zeros((3, 1)))
    with pytest.raises(ValueError, match="one mark"):
        page_words(["a", "b"]).familiarity(np.zeros(1, bool), 3)


@pytest.mark.parametrize("seed", range(40))
def test_a_search_for_many_texts_finds_those_that_a_line_has(seed: int) -> None:
    random = Random(seed)
    texts = tuple(filter(None, random_texts(random)))[:12]
    search = native.words.Texts(texts)
    for line in random_texts(random) + [text + "." for text in texts]:
        assert set(search.found_in(line)) == {number for number, text in enumerate(texts) if text in line}


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        native.words.Texts(("a", ""))


@pytest.mark.parametrize("seed", range(40))
def test_both_versions_count_the_same_line_breaks_in_random_markup(seed: int) -> None:
    random = Random(seed)
    parts = ["<br>", "<BR/>", "<bR />", "<wbr>", "<br  >", "<hr>", ">", "/>", " />", "r", "b", "é", "渡", "\U00020000"]
    html = ["".join(random.choices(parts, k=random.randrange(12))) for _ in range(20)]
    both(lambda: [str(list(map(count_breaks, html))).encode()])


@pytest.mark.parametrize("seed", range(40))
def test_both_versions_find_the_same_rare_characters_in_random_markup(seed: int) -> None:
    random = Random(seed)
    parts = ["<br>", "\t\r\n", "~", "\x7f", "\x00", "\x1f", "\x0b", "\x0c", "é", "渡", "\ud800", "\U00020000", " "]
    html = ["".join(random.choices(parts, k=random.randrange(12))) for _ in range(20)]
    both(lambda: [text.encode("utf-8", "surrogatepass") for text in map(rare_characters, html)])
