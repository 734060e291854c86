from __future__ import annotations

import pytest

from cleaners.text.function_words import is_surely_in

TEXTS = {
    "de": "Der Gemeinderat hat am Dienstag beschlossen, die alte Brücke über den Mühlbach nicht abzureißen. Sie ist "
    "seit dem Winter für Lastwagen gesperrt, und das ärgert viele Anwohner, wie auch die Bürgermeisterin von einem "
    "Besuch auf dem Markt weiß.",
    "en": "The council decided on Tuesday to keep the old bridge across the mill stream, which has been closed to "
    "heavy vehicles for a year. People who live nearby would like to use it again, and they have said that this is "
    "what they need.",
    "es": "El ayuntamiento decidió el martes conservar el viejo puente, cerrado a los camiones desde hace más de un "
    "año. La alcaldesa dijo que las obras empezarán en primavera y que una de sus prioridades es abrirlo también a "
    "los autobuses con su parada, muy usada por los vecinos.",
    "fr": "Le conseil municipal a décidé mardi de garder le vieux pont, fermé aux camions depuis un an. Les travaux, "
    "qui sont prévus pour le printemps, ne vont pas durer plus de six mois, et une déviation est prête dans la rue du "
    "Moulin pour les riverains, avec des bus.",
    "it": "Il consiglio comunale ha deciso martedì di non demolire il vecchio ponte della stazione, chiuso anche alle "
    "auto dal mese di marzo. I lavori sono previsti nel corso dell'estate e costeranno più di un milione, una cifra "
    "che per la sindaca è necessaria.",
}
# Languages that share words with one of the five.
RESEMBLING = {
    "af": "Die stadsraad het Dinsdag besluit om die ou brug oor die stroom te behou. Dit is al 'n jaar lank vir swaar "
    "voertuie gesluit, en baie mense wat in die omgewing woon, wil dit graag weer gebruik.",
    "ca": "El consell municipal va decidir dimarts conservar el vell pont, tancat als camions des de fa més d'un any. "
    "Les obres començaran a la primavera i no duraran més de sis mesos, segons una portaveu del grup que el governa.",
    "gl": "O concello decidiu o martes conservar a vella ponte, pechada aos camións desde hai máis dun ano. As obras "
    "comezarán na primavera con fondos da deputación e por iso a alcaldesa está moi contenta.",
    "lb": "De Gemengerot huet en Dënschdeg decidéiert, déi al Bréck iwwer d'Baach ze halen. Zënter engem Joer ass se "
    "fir Camionen zou, an dat fält ville Leit op, déi an der Géigend vum Maart wunnen, sot den Buergermeeschter.",
    "nl": "De gemeenteraad besloot dinsdag de oude brug over de beek te behouden. Die is al een jaar gesloten voor "
    "vrachtwagens, en dat is voor veel mensen in de buurt een probleem, zegt de burgemeester van het dorp.",
    "oc": "Lo conselh municipal decidiguèt dimars de conservar lo vièlh pont, barrat als camions dempuèi un an. Los "
    "trabalhs començaràn a la prima e duraràn pas mai de sièis meses, segon una pòrtavotz de las associacions.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_confirmed_in_its_own_language_only(language: str) -> None:
    assert [code for code in TEXTS if is_surely_in(code, TEXTS[language])] == [language]


@pytest.mark.parametrize("text", RESEMBLING.values(), ids=RESEMBLING)
def test_a_text_in_a_language_that_resembles_another_is_not_confirmed_as_that(text: str) -> None:
    assert not any(is_surely_in(code, text) for code in TEXTS)


def test_a_text_with_a_sentence_in_another_language_is_not_confirmed() -> None:
    chinese = "镇议会星期二晚上决定重建河上的旧桥。工程将于春季开始，预计需要半年左右。" * 6
    assert not is_surely_in("en", f"{chinese} {TEXTS['en'][:120]} {chinese}")


@pytest.mark.parametrize(
    ("language", "text"), [("en", ""), ("", TEXTS["en"]), ("cy", TEXTS["en"]), ("en", "the " * 90)]
)
def test_nothing_is_confirmed_without_words_or_for_an_unknown_language(language: str, text: str) -> None:
    assert not is_surely_in(language, text)
