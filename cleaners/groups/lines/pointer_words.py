"""Words of sentences in which a newspaper points to its own stories, in many languages."""

from __future__ import annotations

import re

# A script without spaces has no boundaries of words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Words:
    """Normalised words of many languages. A word that ends in "*" is a stem, and "_" stands for a space."""

    def __init__(self, text: str) -> None:
        """Sort the words by how a text is searched for them."""
        words = [word.replace("_", " ") for word in text.split()]
        spaced = [word for word in words if not _UNSPACED.search(word)]
        self._parts = tuple(word for word in words if _UNSPACED.search(word))
        self._phrases = tuple(f" {word} " for word in spaced if " " in word)
        self._stems = tuple(word[:-1] for word in spaced if word.endswith("*"))
        self._whole = frozenset(word for word in spaced if " " not in word and not word.endswith("*"))

    def are_in(self, text: str) -> bool:
        """Return True if a normalised text has one of the words."""
        words = text.split()
        if not self._whole.isdisjoint(words) or any(word.startswith(self._stems) for word in words):
            return True
        is_part = not text.isascii() and any(part in text for part in self._parts)
        return is_part or any(phrase in f" {text} " for phrase in self._phrases)


# The newspaper itself: we, our.
OURS = Words("""
    we us our ours wir uns unser* nous notre nos nosotros nuestr* nosso* nossa* noi nostr* ci nas nasz*
    nam мы нас нам наш* nostru noastr* μας biz bizim bize redaksiyon 我们 本报 本紙 弊紙 当社 私たち our نحن لنا
""")
# Nouns for what it publishes. Others publish reports too.
REPORTS = Words("""
    informaciones informacoes notizie wiadomosci новости report reports article articles story coverage
    interview bericht berichte artikel beitrag beitraege reportage reportages enquete cronica reportaje
    noticia noticias articulo articulos articolo servizio racconto intervista relacj* artykul* репортаж*
    стать* материал* articol* reportaj* ρεπορταζ αρθρο haber* haberi* 报道 報道 文章 記事 تقرير* مقال*
""")
# Words of a link that have no meaning without the sentence around them.
HERE = Words("""
    here hier ici aqui qui aici tutaj здесь тут buradan burada tiklayin εδω zde tady itt ovdje tukaj هنا
    こちら ここ 这里 此处 點此 点击 여기
""")
# Verbs for what it has published, with "we" in them or before them.
WROTE = Words("""
    we_reported we_published we_looked wir_berichteten berichteten_wir wir_berichtet
    nous_ecrivions nous_avons_publie publicamos escribimos contamos informamos publicamos escrevemos
    noticiamos abbiamo_scritto abbiamo_raccontato abbiamo_passato abbiamo_pubblicato scrivevamo
    pisalismy opisywalismy informowalismy мы_писали мы_рассказывали писали_ранее am_scris am_relatat
    γραψαμε γραφαμε yazmistik anlatmistik duyurmustuk наш_репортаж in_diesem_artikel in_diesem_beitrag
    in_this_article in_this_story dans_cet_article en_este_articulo neste_artigo in_questo_articolo
    w_tym_artykule в_этом_материале в_этой_статье bu_haberimizde su_haberimizde
    此前报道 早前报道 本报曾 既報 紹介しています تقريرنا كتبنا نشرنا
""")
# Words with which headlines begin that say how or why.
QUESTIONS = Words("""
    how why what who where wie warum was wer wieso comment pourquoi qui como por porque cuando come
    perche quando jak dlaczego co kto как почему что кто cum cine γιατι πως nasil neden hoe waarom hur
    varfor hvordan hvorfor
""")
# Nouns of REPORTS that mean the reports of others as often.
OTHER_REPORTS = Words("report reports bericht berichte")
