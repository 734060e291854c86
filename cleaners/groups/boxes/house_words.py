"""Words in which newspapers speak of themselves, in many languages: their products, their readers, their reports."""

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


# What a newspaper offers beside its stories: newsletters, applications, channels, podcasts, membership.
PRODUCTS = Words("""
    newsletter* linscription labonnement abonar* abonea* subskryb* subscrib* lista_de_difusion взнос*
    podcast* infolettre* boletin boletines boletim nieuwsbrief* nyhetsbrev* nyhedsbrev* uutiskirje*
    hirlevel* рассылк* розсилк* бюлетин* bulten* δελτιο ニュースレター メルマガ 通讯 简报 뉴스레터 نشرتنا النشرة inbox*
    postfach posteingang mailbox boite_mail boite_mails courriel correo correio correu skrzynk* poczt*
    почт* пошт* e_posta* ταχυδρομει* メール 邮箱 邮件 بريد* البريد 이메일 posta app apps appli application
    aplicacion aplicativo applicazione aplikacj* aplicati* aplikac* εφαρμογ* приложени* застосун*
    uygulama* アプリ 客户端 تطبيق* التطبيق 앱 whatsapp telegram канал* kanal* canal canale chaine καναλι* 频道
    公众号 チャンネル قناة قناتنا episode* folge folgen episodio* episodi odcin* επεισοδι* エピソード الحلقة member
    members membership mitglied* adherent* miembro* socio socios socia socias membro membros membri
    czlonk* μελος uye 会員 会员 عضو* subscri* abo abos abonn* foerderabo forderabo suscri* suscrib* assin*
    abbona* prenumer* подпис* підпис* συνδρομ* abone* 購読 订阅 اشترك* اشتراك* donat* spende spenden spendet
    don dons donacion* doacao donazion* wplat* darowizn* пожертв* донат* δωρεα δωρεες bagis* 寄付 捐款 تبرع*
    supporter* unterstutz* soutenez soutien apoya* apoye apoie sostieni sostenete sostieneci wspier*
    wesprz* поддержите поддержать sustine* sustineti υποστηρι* destek* 応援 支持我们 ادعم* anmeld* inscri*
    iscriv* iscrizion* inscre* zapisz* zaloguj* εγγραφ*
""")
# The newspaper itself: we, our.
OURS = Words("""
    we us our ours wir uns unser* nous notre nos nosotros nuestr* nosso* nossa* noi nostr* ci nas nasz*
    nam мы нас нам наш* nostru noastr* μας biz bizim bize redaksiyon 我们 本报 本紙 弊紙 当社 私たち our نحن لنا
""")
# Those who make it.
STAFF = Words("""
    editors newsroom redaktion* lokalredaktion* redaction redaccion redacao redazione redakcj* редакци*
    redacti* συνταξη 编辑部 編集部 التحرير
""")
# Nouns for its readers.
READERS = Words("""
    reader* lesern leserinnen leser lecteur* lectrice* lector* leitor* lettor* czytelni* читател*
    cititor* αναγνωστ* okur* okurlar* 読者 读者 القراء قرائنا subscribers abonnenten
""")
# Words that address the reader.
YOU = Words("""
    you your ihre ihrer ihrem ihren ihnen sie dein* dich dir vous votre vos usted* tu tus te voce voces
    sua seu ti tuo tua tuoi vi vostr* twoj* cie ciebie panstw* вы вас вам ваш* тебя tau voastr* va σας
    siz* sizin あなた 您 你 お届け ください لكم
""")
# Verbs that ask the reader to do something.
APPEALS = Words("""
    помогите помогут_нам unete sumate ajudenos aidez_nous helfen_sie_uns help_us aiutaci pomoz_nam
    sign_up signup join download listen subscribe register become discover get follow entdecken
    abonnieren jetzt herunterladen inscrivez abonnez telechargez decouvrez ecoutez rejoignez recevez
    descarga descargue suscribete hazte apuntate recibe escucha baixe assine receba ouca scarica
    iscriviti abbonati ascolta ricevi pobierz dolacz zapisz sluchaj wesprzyj подпишитесь подписывайтесь
    скачайте слушайте присоединяйтесь descarca aboneaza asculta κατεβαστε εγγραφειτε ακουστε indir*
    abone_ol* dinle* 下载 关注 订阅 登録 ダウンロード حمل* تابع* اشترك*
""")
# Terms of an offer: free, every week, a month.
TERMS = Words("""
    free costs_nothing eintritt_frei new_episode* neue_folge* nouvel_episode nuevo_episodio
    nuovo_episodio novo_episodio nowy_odcinek kostenlos* gratis gratuit* gratuitement bezplatn*
    бесплатн* ucretsiz δωρεαν 免费 無料 مجان* مجانية every_day every_week every_morning every_friday
    every_monday every_thursday every_sunday each_week each_morning daily weekly jeden jede taglich
    wochentlich werktag* chaque cada semanal diario aos_domingos ogni kazd* codzienn* кажд* ежедневн*
    fiecare zilnic καθε her_gun her_sabah her_hafta haftalik 每天 每周 每晚 毎朝 毎週 毎日 كل_صباح كل_يوم كل_اسبوع
    month monat mois mes mesec mese miesiac* miesiec* месяц luna μηνα ay
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
OTHER_REPORTS = Words("report reports bericht berichte")
