from __future__ import annotations

from pathlib import Path

import py3langid
import pytest

from cleaners.learning.model_file import ModelError
from cleaners.text import language_model

TEXTS = [
    "The town council decided on Tuesday evening to rebuild the old bridge across the mill stream.",
    "Der Gemeinderat hat am Dienstagabend beschlossen, die alte Brücke über den Mühlbach zu erneuern.",
    "Byrådet besluttede tirsdag aften at bygge en ny bro over åen.",
    "A KÖZGYŰLÉS ÚJ HÍDRÓL DÖNTÖTT",
    "町議会は火曜日の夜、川にかかる古い橋を架け替えることを決めた。",
    "Скупштина града одлучила је да обнови стари мост.",  # one of the languages with two columns
    "Skupština grada odlučila je da obnovi stari most.",
    "Shahar kengashi eski ko‘prikni qayta qurishga qaror qildi. Шаҳар кенгаши қарор қилди.",
    "Cafe\u0301 ou cafe\u0301, the, the, the",
    "\ud800 the",
    "7",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_scores_are_those_of_py3langid(text: str) -> None:
    assert language_model.load().rank(text) == tuple(py3langid.rank(text))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut"])
def test_a_damaged_file_is_reported_with_the_command_that_writes_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "languages.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"languages\.npz: cannot be read .*`python -m training\.languages"):
        language_model.read(path)
