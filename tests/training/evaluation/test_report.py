from cleaners.body import model as body_model
from cleaners.body.features import clutter_words
from training import held_out
from training.evaluation.report import report
from training.examples import make
from training.held_out import Outcome
from training.pages import FOLDS, BlockLabels, Sample

TEXT = "The ferry left at noon with forty people on board."


def outcome(number: int, text: str) -> Outcome:
    labelled = BlockLabels("article", (TEXT,), "a")
    sample = Sample("made-up", str(number), f"https://paper{number}.example/", "", TEXT, (), (), labelled)
    return Outcome(sample, text, "en", "news", (float(text == TEXT), 0.5), ())


def test_the_report_has_each_set_and_the_curve():
    lines = report([outcome(n, TEXT if n % 4 else "Something else was kept here by mistake.") for n in range(80)])
    assert any(line.split()[:3] == ["made-up", "80", "0.7500"] for line in lines)
    assert lines[-1] == "above 0.9: 60 pages, 1.000 of them spotless"


def test_the_report_has_the_peers_beside_ours():
    outcomes = [outcome(n, TEXT if n % 4 else "") for n in range(80)]
    lines = report(outcomes, {"another": {("made-up", str(n)): "Nothing of it." for n in range(80)}})
    assert lines[1].split()[:4] == ["made-up", "newsgalley", "80", "0.750"]
    assert lines[2].split()[:4] == ["made-up", "another", "80", "0.000"]
    assert lines[4].split() == ["set", "pages", "newsgalley", "another"]
    assert lines[5].split() == ["made-up", "80", "0.8571", "0.750", "0.0000", "0.000"]


def test_a_page_that_was_measured_before_is_cleaned_like_any_other():
    html = "<html><head><title>Ferry back in service</title></head><body><h1>Ferry back in service</h1>" + "".join(
        f"<p>{text}</p>" for text in (TEXT, "It is the first crossing since March, the harbour office says.", TEXT[4:])
    )
    sample = Sample("made-up", "1", "https://paper.example/1", html + "</body></html>", TEXT, (), ())
    example = make(sample, [clutter_words.load()] * FOLDS)
    assert example is not None
    by_fold = [body_model.load()] * FOLDS
    with_it, without_it = (list(held_out.outcomes(iter([sample]), known, by_fold)) for known in ([example], []))
    assert with_it == without_it
    assert TEXT in with_it[0].text
