"""Recognise the labels that stand before authors' names in bylines, such as "Written by" or "作者:"."""

from __future__ import annotations

import re
from functools import lru_cache

from cleaners.metadata.authors.byline_words import alternatives, languages_with

AND = alternatives("and")
PICTURES = alternatives("pictures")
TEXT = alternatives("text")
BY = alternatives("by")
AUTHOR = alternatives("author")
AUTHORS = rf"(?:{alternatives('authors')}|autor\W?innen|au\w+\(e?s\))"
# "Autor:in", "Autor/a" and "Auteur·rice". "Autorin / Autor" counts as two labels.
_OF_BOTH_GENDERS = r"(?:[:*_/·•.(-]-?(?:innen|in|as?|es?|s|rices?)(?:[·•.]s)?\)?(?:/as)?)?"
# Not "help is offered by": a label has no verb before the participle, except in "this article was written by".
_DONE_BY = (
    r"(?:this\s[a-z]+\s(?:is|was)\s"
    r"|(?:(?!(?:is|are|was|were|be|been|being|has|have|had|with)\s)[a-z]+\s+){0,3})[a-z]+\s+by(?=[\s:])"
)
_EAST_ASIAN = (
    r"原?作者|撰文|(?:編集委員|論説委員|専門記者|特派員)(?=[・\s])"
    r"|(?:執筆|著者|筆者|文責|ライター|聞き手|采写|採訪|撰稿|취재|글쓴이|작성자|필자)(?=\s?[:：=＝・/／])"
    r"|(?:取材・|構成・)?文(?:・(?:写真|撮影))?(?=[\s:：/／・＝=|｜])"
    r"|(?:[\u4e00-\u9fff]{1,8}(?:报|報|社|网|網|台|新闻|新聞)[╱／/]?\s?)?(?:实习|實習|见习|見習|特约|特約|首席)?(?:記者|记者)"
    r"|[\u4e00-\u9fff]{2,6}(?:記者|记者)(?=\s[\u4e00-\u9fff])"
    r"|(?:责任|見習|见习|实习)编辑|責任編輯|編輯|编辑|来源|기자|글"
)


def _articles_by(language: str) -> str:
    """Return the pattern for "Ein Artikel von" and all other kinds of text, in one language."""
    a, kinds, of = (alternatives(key, language=language) for key in ("a", "kinds", "of"))
    return rf"(?:(?:{a})\s)?(?:{kinds})\s(?:{of})(?:(?=\s)|(?<=['’]))"


WRITTEN_BY = rf"(?:{alternatives('written_by')})(?=[\s:：]|$)"
ARTICLE_BY = "|".join(map(_articles_by, languages_with("kinds")))
_BEFORE_COLON = alternatives("with_colon")
_LABELS = alternatives("labels", "by", "text")
TEXT_AND_PICTURES = rf"(?:{TEXT})\s?(?:{AND}|[&/+])\s?(?:{PICTURES})"
# Several labels may follow each other.
LABEL = re.compile(
    rf"^[〔【［(（\[]?(?:(?:(?:{_BEFORE_COLON})(?=\s?[:：՝])|{_DONE_BY}|{WRITTEN_BY}|{ARTICLE_BY}|(?:{AUTHORS}|{AUTHOR}){_OF_BOTH_GENDERS}(?=[\s:：՝/])"
    rf"|(?:{TEXT_AND_PICTURES}|{_LABELS})(?=[\s:：])|(?:and|und|et)(?=\s)|{_EAST_ASIAN})\s*+[:：՝/／|.＝=・\-–—]*+\s*+)++",
    re.IGNORECASE,
)
# "By" in languages in which the word is common in names or texts of other languages.
PLAIN_LABELS = {language: alternatives("plain_by", language=language) for language in languages_with("plain_by")}


@lru_cache(maxsize=1_000)  # the texts below a heading are asked for a label again and again
def match_label(text: str) -> re.Match[str] | None:
    """Return the label at the beginning of a text, or None."""
    return LABEL.match(text)
