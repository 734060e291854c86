from crawler.stores.words.neighbours import BITS, bits, filter_of


def has(filter_: bytes, bit: int) -> bool:
    return bool(filter_[bit // 8] >> bit % 8 & 1)


def test_a_filter_has_the_bits_of_all_neighbours_and_few_others() -> None:
    title, text = ["harbour", "wall"], [f"word{number}" for number in range(400)]
    found = filter_of([title, text])
    assert len(found) == BITS // 8
    assert all(has(found, bit) for bit in bits(title) | bits(text))
    assert 300 < sum(has(found, bit) for bit in range(BITS)) <= 400


def test_the_end_of_a_headline_and_the_beginning_of_its_text_are_not_neighbours() -> None:
    assert filter_of([["harbour"], ["wall"]]) == bytes(BITS // 8)


def test_a_text_without_words_has_an_empty_filter() -> None:
    assert filter_of([[], []]) == bytes(BITS // 8)
