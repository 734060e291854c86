"""Word lists that distinguish people from labels, roles and organisations in bylines.

Words are in lower case and from many languages. Entries compared as whole names have no spaces and punctuation.
"""

from __future__ import annotations

from cleaners.metadata.titles.comparison import name_keys


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list that is written as text."""
    return frozenset(text.split())


# Account names and labels of page parts that stand where an author's name should be; compared as whole names.
NOT_PEOPLE = name_keys(
    """
    admin administrator administrador adminn user guest author authors autor auteur unknown anonymous anonym
    anonyme anonimo editor editors webmaster root default wpadmin siteadmin superuser moderator test none null
    blog blogger home staff team redaktion redaction redaccion redazione redactie redakcja redactor redakteur
    editorial about contact facebook twitter linkedin instagram email share follow more comments posted
    published updated byline guestauthor guestpost posts viewallposts profile bio articles subscribe print news
    nachrichten noticias notícias actualités actualites notizie haberler новости wiadomości nyheter nyheder uutiset
    staffwriter staffwriters staffreporter
    redacao daredacao laredaction laredaccion redazioneonline dalredazione haberlermerkezi habermerkezi timredaksi
    转载 转载文章 佚名 匿名 网络 原创 轉載 berita spotlight artikel neuesteartikel alleartikel latestarticles latestnews
    """
)

# Nouns for a role. A name that consists of one is not a person.
ROLE_NOUNS = words_of(
    """
    writer writers reporter reporters editor editors correspondent correspondents contributor contributors
    journalist journalists columnist producer producers photographer blogger author intern fellow analyst critic
    anchor presenter host specialist expert manager director officer founder ceo president professor lecturer
    researcher redakteur redakteurin redaktor redaktorka reporterin korrespondent korrespondentin autorin
    journalistin volontär volontärin chefredakteur chefredakteurin praktikantin rédacteur rédactrice journaliste
    correspondant correspondante envoyé periodista redactora corresponsal enviado enviada giornalista redattore
    redattrice redacteur verslaggever redaktør reporterka dziennikarz dziennikarka toimittaja muhabir muhabiri
    editörü yazarı корреспондент обозреватель редактор журналист jornalista repórter stringer freelancer
    strategist consultant publisher attorney lawyer dietitian nutritionist physician doctor engineer lead
    reviewer head scientist executive mitarbeiter mitarbeiterin columnists bloggers analysts photographers coordinator
    advisor adviser coach trainer therapist historian economist videographer chroniqueur chroniqueuse columnista
    opinionista skribent journalister kommentator kommentatorin gastautor gastautorin envoyée inviato inviata
    corrispondente correspondente medewerker editora novinář novinářka újságíró szerkesztő gazeteci wartawan jurnalis
    журналистка корреспондентка редакторка журналіст журналістка кореспондент кореспондентка оглядач δημοσιογράφος
    כתב כתבת עיתונאי עיתונאית עורך עורכת פרשן פרשנית صحفي صحفية صحافي صحافية مراسل مراسلة محرر محررة خبرنگار
    संवाददाता पत्रकार
    """
)

# Words with which the texts of buttons and links beside a name begin, such as "See all" and "Mehr anzeigen". Further on
# in a name some are surnames: "Ada van der Meer", "Bo Vis".
BUTTON_WORDS = words_of(
    """
    see view show more follow following subscribe read mehr anzeigen ansehen alle folgen abonnieren weiterlesen voir
    tout tous toutes afficher suivre abonner todos todas seguir suscribirse vedi tutti tutte segui mostra leggi meer
    bekijk volgen więcej zobacz pokaż wszystkie obserwuj všechny zobrazit sledovat více všetky katso kaikki seuraa näytä
    följ vis følg alle visa összes követés tümü tümünü takip lihat semua ikuti ver más mais vedi më tất xem
    все всі усі ещё показать показати смотреть подписаться читать підписатися читати όλα δείτε περισσότερα ακολουθήστε
    всички още виж чети vezi toate mai citește urmărește vše celý celé další zobrazi prati sve
    المزيد كل جميع عرض تابع اقرأ مقالات مشاركة همه بیشتر مشاهده مطالب לכל עוד כל הצג עקבו כתבות शेयर सभी और देखें पढ़ें फॉलो
    আরও সব দেখুন পড়ুন ফলো مزید تمام über
    """
)

# Endings of roles that German, Dutch and the Nordic languages write as one word, such as Wirtschaftsredakteur.
ROLE_ENDINGS = (
    "redakteur", "redakteurin", "korrespondent", "korrespondentin", "reporter", "reporterin", "journalist",
    "journalistin", "redaktør", "redaktör", "korrespondenten", "redacteur", "verslaggever", "toimittaja",
)  # fmt: skip

# Role nouns and the words that accompany them.
ROLE_WORDS = ROLE_NOUNS | words_of(
    """
    senior junior staff chief deputy assistant associate managing executive contributing special political
    politics news sports sport trending digital online web multimedia social media national international
    foreign world business economics economic finance financial technology tech science health education
    environment climate crime legal court defence defense diplomatic royal showbiz entertainment culture arts
    music film food travel fashion lifestyle consumer money personal video audio data investigative
    investigations general assignment breaking live local regional city community features feature opinion head
    of the at for in and former guest freelance global global's lead principal co us uk eu europe european asia
    africa washington content copy sub night weekend wirtschaft politik sportredakteur politikredakteur freie
    freier leitender leitende leitend stellv stellvertretender stellvertretende democracy affairs change home
    spécial spéciale speciale especial
    """
)

# A name that contains one of these words is an organisation.
ORGANISATION_WORDS = words_of(
    """
    news press agency agence agencia agenzia agentur ajansı times newspaper newspapers magazine media network tv
    radio broadcasting staff team desk newsroom bureau redaktion redaction rédaction redacción redazione
    redactie redakcja redaksi editorial group inc ltd llc gmbh corp company association institute university
    foundation center centre council department ministry office society services service
    haber haberler rádio jornal diário diario journal giornale gazeta trust collective редакция
    агентство com org net zeitung tageblatt nachrichten newswire wire wires reporters correspondents editors
    contributors board club courier gazette tribune shimbun studio studios solutions partners agencies agencias redação
    redakce redakcia toimitus szerkesztőség redaktionen redaksjonen редакція агентства التحرير تحریریه מערכת
    """
)

# Words with which names of places, days and sections begin or end. No other sign tells "Port Ellis" from a person.
PLACE_WORDS = (
    words_of("mein meine am im new san santa santo são st saint north south east west port fort lake los las el la"),
    words_of("city town county beach island islands bay springs hills falls"),
)
# Words of labels, such as "Press Release", besides those of roles and organisations.
LABEL_WORDS = (
    ROLE_WORDS
    | ORGANISATION_WORDS
    | words_of(
        """
        update updates release releases report reports review reviews story stories time read reading opinion analysis
        column blog video podcast newsletter section category tag date share print comment comments photo photos image
        gallery listen watch play print save download now today
        """
    )
)

# Endings of names of newsrooms, papers and agencies in languages that write names without spaces.
ORGANISATION_ENDINGS = (
    "編集部", "取材班", "编辑部", "編輯部", "편집부", "新聞", "新闻", "日报", "日報", "晚报", "晚報", "通信社",
    "通讯社", "通訊社", "电视台", "電視", "网", "網", "社", "뉴스", "신문", "일보", "통신", "방송",
)  # fmt: skip

# Chinese surnames in wide use. They tell two names in a row from a Japanese surname and given name.
CHINESE_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡"
    "贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪任姜范姚谭譚廖邹鄒熊陆陸郝孔崔康邱秦顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎常武乔喬贺賀赖賴龚龔"
)

# News agencies; compared as whole names.
NEWS_AGENCIES = name_keys(
    """
    afp ap dpa apa sda ats ansa efe reuters bloomberg tass xinhua pti ani ians upi pa kna epd sid ntb tt ritzau
    stt bns lusa belga anp ria interfax unian ukrinform pap ctk čtk tasr mti agerpres bta hina tanjug anadolu aa
    dha iha irna wam yonhap kyodo jiji antara bernama aap cp canadianpress associatedpress theassociatedpress
    pressassociation agencefrancepresse europapress afpdeutschland dpaafx keystonesda anadoluajansı thecanadianpress
    pamedia bloombergnews 新华社 新華社 共同通信 共同通信社 時事通信 時事通信社 연합뉴스 뉴시스
    тасс риановости интерфакс укринформ рейтер танјуг רויטרס רויטרז رويترز فرانسبرس أسوشيتدبرس شينخوا الأناضول روئیترز
    एएनआई पीटीआई ロイター 共同 時事 afp時事 路透社 路透 法新社 法新 美联社 美聯社 中新社 中央社 로이터 απεμπε
    """
)

AGENCIES_AND_BROADCASTERS = NEWS_AGENCIES | words_of("cnn bbc npr pbs nbc cbs abc msnbc")

# Words in lower case that are part of a name, such as "von".
NAME_PARTICLES = words_of(
    """
    de da do dos das del della di du la las le les los van von vom zu zum zur der den ter ten te af av bin binti bint bt
    ibn al el ul y e i und ben mac st ap op 't ’t
    """
)
