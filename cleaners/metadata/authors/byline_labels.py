"""Labels of bylines: what stands before the names of those who wrote an article, or after them."""

from __future__ import annotations

import re
from functools import lru_cache

# Roles of writers that are a label if a colon follows them: "Journalist: Ada Berg". Editors are not among them.
_ROLES = (
    r"journalist(?:e|a|in|en|er)?|correspondent[es]?|corresponsal(?:es)?|corrispondente|correspondante|korrespondent(?:in|en|ka)?|periodistas?|repórter(?:es)?|reporter[ao]s?|giornalist[ai]|muhabir(?:i|ler)?"
    r"|verslaggevers?|skribent(?:er)?|toimittajat?|dziennikar(?:z|ka|ze)|novinářk?a?|újságíró|jurnalist(?:ul|a)?|wartawan|jurnalis|columnist[ai]?"
    r"|корреспондент(?:ка|ы)?|журналист(?:ка|ы)?|журналіст(?:ка|и)?|кореспондент(?:ка|и)?|репортер(?:ка)?|новинар(?:ка)?|δημοσιογράφος|ρεπορτάζ|κείμενο"
    r"|الكاتب[ة]?|كاتب[ة]?|المراسل[ة]?|مراسل[ة]?|مراسلنا|صحفي[ة]?|تقرير|إعداد|حوار|أعدها?|خبرنگار|گزارشگر|گزارش|نوشته|رپورٹر?|تحریر|כתבה?|כתבת|संवाददाता|रिपोर्ट(?:र)?|पत्रकार|लेखिका"
    r"|প্রতিবেদক|লেখক|লিখেছেন|எழுதியவர்|రచయిత|ავტორი|ავტორები|հեղինակ|авторлар[ы]?|รายงาน|นักข่าว|phóng viên"
    r"|bài(?: viết)?(?: và ảnh)?"
    r"|thực hiện"
    r"|dodała?|haber(?:i)? hazırlayan|yazı|napsala?|připravila?|autoři|autork[ay]|írta|készítette"
    r"|autor articol|redacción"
    r"|reportage|reportaje|laporan|matéria|tekst og foto|tekst i zdjęcia|teksti ja kuvat"
)
# "Autor del texto:", "Autor artykułu:", "Автор материала:".
_AUTHOR_OF = r"(?:author|auteur|autor|autrice|автор|szerző|yazar)\w{0,3}(?:\s(?:\w{1,2}['’])?[^\W\d_]{1,12}){1,2}"
# Verbs and nouns after which the name follows without a colon.
_VERBS = (
    r"(?:articol\s)?scris\sde|scritto\sda|recueillis?\spar|présenté\spar|réalisé\spar|redactado\spor|elaborado\spor|redigido\spor|napisała?|rozmawiała?|napsala?|oprac\.|opracowała?"
    r"|(?:un|une|una|uma|um|unn?)\s(?:article|chronique|tribune|enquête|reportage|récit|analyse|interview|texte|crónica|reportaje|artículo|análisis|texto|articolo|analisi"
    r"|crônica|reportagem|artigo|análise|articol)\s(?:de|di|da|par|por)"
    r"|(?:articolo|artículo|artigo|crónica|reportaje|nota|analisi|intervista|reportagem)\s(?:de|di|da|por)"
    r"|van\s(?:onze|uw)(?=\s)|piše|pišu|пише|пишет|пишуть|подготовила?|написала?|беседовала?|підготува(?:в|ла)|підготували|авторк[аи]|автори|авторы|υπογράφει"
    r"|يكتب|گزارش\sاز|(?:เรื่อง|ข่าว|รายงาน|เรียบเรียง|เขียน)?โดย|ผู้เขียน|ผู้สื่อข่าว|เรื่อง(?:และภาพ)?|imeandikwa\sna|isinulat\sni|ditulis\soleh|dilaporkan\soleh"
    r"|toimittaja|kirjoittanut|parengė|от|корр\.|phóng viên|ghi chép"
)
_ELISION = r"(?:un|une)\s(?:article|chronique|tribune|enquête|reportage|récit|analyse|texte)\sd['’]"
# "Autorin/Autor", "Autor:in", "Auteur·rice", "Autor/a".
_BOTH_GENDERS = (
    r"autor(?:in(?:nen)?\s?/\s?autor(?:en)?|en?\s?/\s?autorin(?:nen)?|[:*_/]-?in(?:nen)?|/a|\(a\)|es/as)"
    r"|auteurs?(?:[·.•]rices?|[·.•]es?)(?:[·.•]s)?|auteure?s?\s?/\s?autrices?|autrices?|autor[ei]\s?/\s?autric[ei]"
)
# "Veröffentlicht von", "Publié par", "Publicado por", "Geplaatst door", and what Drupal writes for "Submitted by".
_PUBLISHED_BY = (
    r"\w{0,4}(?:publi|pubbl|post|veröffentlich|erstell|gestell|plaats|objav|публик|публік|објав|soum|envi|inviat|ingedien"
    r"|ingezond|speicher|reich|skicka|indsend|wysła|przesła)"
    r"\w{1,8}\s(?:von|par|por|da|door|av|af|przez|od|от|од)"
)
# Labels before a name, such as "By", "Written by" or "作者:"; several may follow each other.
LABEL = re.compile(
    rf"^[〔【［(（\[]?(?:(?:(?:{_ROLES}|{_AUTHOR_OF})(?=\s?[:：])|(?:{_VERBS}|{_PUBLISHED_BY})(?=[\s:：])|{_ELISION}"
    # Not "help is offered by": a label has no verb before the participle, except in "this article was written by".
    r"|(?:this\s[a-z]+\s(?:is|was)\s|(?:(?!(?:is|are|was|were|be|been|being|has|have|had|with)\s)[a-z]+\s+){0,3})[a-z]+\s+by(?=[\s:])"
    r"|(?:von|door|dal|dalla|de|par|por|di|af|av|od|от)\s(?:unser\w{0,3}|onze?|nostr[oa]|nuestr[oa]|notre|noss[oa]|vår[at]?|vores"
    r"|naszego|naszej|нашего|нашей)(?=\s)|(?:aus\s[\w-]{1,30}|es)\sberichte(?:t|n)(?=\s)|γράφ(?:ει|ουν)\s(?:ο|η|οι)(?=\s)"
    r"|(?:interview|protokoll|opracowanie|oprac\.|reportage|reportagem|entrevista|intervista|entretien|rozmawiała?|интервью"
    r"|беседовала?|подготовила?)(?=\s?[:：])"
    r"|(?:eine?\s)?(?:artikel|beitrag|bericht|gastbeitrag|interview|kommentar|porträt|reportage|analyse|kolumne|essay)\svon"
    r"(?=\s)|propos\srecueillis\spar(?=[\s:])|a\scura\sdi(?=[\s:])|(?:texto|testo|servizio|texte)\s(?:de|di)(?=\s)"
    r"|(?:mehr|alle|weitere)\s(?:artikel|beiträge|texte)\svon(?=\s)|(?:tous|plus)\s(?:(?:ses|les)\s|d['’])articles\sd(?:e\s|['’])"
    r"|(?:todos|más)\s(?:los\s)?artículos\sde(?=\s)|(?:tutti|altri)\s(?:gli\s)?articoli\sdi(?=\s)"
    r"|(?:alle|meer)\sartikelen\svan(?=\s)|(?:編集委員|論説委員|専門記者|特派員)(?=[・\s])"
    r"|(?:and|und|et)(?=\s)|(?:(?:written|posted|published|reported|reviewed|edited|compiled|updated|created|words|story|text|texte|texto|testo"
    r"|article|analysis|opinion|review|report|reporting|teksti?|текст)\s*"
    r"(?:(?:and|und|et|y|e|en|och|og|ja|i|и|та)\s+(?:photos?|pictures?|images?|fotos?|foto['’]s|photographies|bild(?:er)?|kuvat|zdjęcia|фото)\s*)?"
    rf"(?:by|von|par|por|de|di|av|af|door|:)?|{_BOTH_GENDERS}|contributors?|by|von|par|por|di|door|av|af|od"
    r"|przez|autor(?:[ae]s?|in|en|ka|zy|ius|ium)?|auteur(?:s|es)?|authors?|author\(s\)|verfasst|geschrieben|écrit|rédigé|publié|escrito|scritto"
    r"|geschreven|skrevet|skriven|tekst|forfatter|författare|kirjoittaja|szerző|yazar|yazan|haber(?!\smerkezi)|oleh|penulis|reporter"
    r"|автор[ыи]?|аутор[ик]?[аи]?|müəllif|текст|материал подготовил[аи]?|από|του|της|συντάκτης|بقلم|كتبت?"
    r"|کتبه|نویسنده|نگارنده|מאת|लेखक|द्वारा|tác giả|bởi)"
    r"(?=[\s:：])|原?作者|撰文|(?:執筆|著者|筆者|文責|ライター|聞き手|采写|採訪|撰稿|취재|글쓴이|작성자|필자)(?=\s?[:：=＝・/／])|(?:取材・|構成・)?文(?:・(?:写真|撮影))?(?=[\s:：/／・＝=|｜])"
    r"|(?:[\u4e00-\u9fff]{1,8}(?:报|報|社|网|網|台|新闻|新聞)[╱／/]?\s?)?(?:实习|實習|见习|見習|特约|特約|首席)?(?:記者|记者)|[\u4e00-\u9fff]{2,6}(?:記者|记者)(?=\s[\u4e00-\u9fff])|(?:责任|見習|见习|实习)编辑|責任編輯|編輯|编辑|来源|기자|글)\s*+[:：/／|.＝=・\-–—]*+\s*+)++",
    re.IGNORECASE,
)

# "By" in languages in which the word is common in names or texts of other languages.
PLAIN_LABELS = {
    "af": "deur", "ca": "per", "cy": "gan", "fil": "ni", "is": "eftir", "ro": "de", "sq": "nga", "sw": "na", "tl": "ni",
}  # fmt: skip


@lru_cache(maxsize=1_000)  # the texts below a heading are asked for a label again and again
def match_label(text: str) -> re.Match[str] | None:
    """Return the label at the beginning of a text, or None."""
    return LABEL.match(text)
