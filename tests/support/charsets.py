"""Invented text in many languages, and the charsets that pages in these languages use besides UTF-8."""

# ruff: noqa: E501 (a text is a line)

from __future__ import annotations

TEXTS = {
    "ru": "Городской совет в четверг одобрил строительство нового моста через реку. Жители набережной опасаются шума и пыли, но мэр обещает, что работы начнутся только весной. На проект уйдёт около двух лет.",
    "uk": "Міська рада погодила ремонт старої бібліотеки на площі. Її зачинять у вересні, а книжки перевезуть до школи поруч. Мешканці сподіваються, що читальна зала відкриється вже наступної весни.",
    "bg": "Общинският съвет одобри ремонта на стария мост при пристанището. Работата ще започне през есента и ще продължи две години, съобщи кметът. Търговците се страхуват за своя оборот.",
    "ja": "町議会は木曜日、老朽化した港の橋を架け替える計画を承認した。工事は秋に始まり、二年ほどかかる見通しだ。商店街からは売り上げが減るのではないかと心配する声が上がっている。",
    "ko": "시의회는 목요일 오래된 항구의 다리를 새로 짓는 계획을 승인했다. 공사는 가을에 시작되어 약 이 년이 걸릴 전망이다. 상인들은 손님이 줄어들까 걱정하고 있다.",
    "zh": "市议会星期四批准了重建港口旧桥的计划。工程将于秋天开始，预计需要两年时间。附近的商店老板担心顾客会减少，市长则表示渡轮将免费接送居民。",
    "zh-TW": "市議會星期四批准了重建港口舊橋的計畫。工程將於秋天開始，預計需要兩年時間。附近的商店老闆擔心顧客會減少，市長則表示渡輪將免費接送居民。",
    "ar": "وافق المجلس البلدي يوم الخميس على خطة ترميم الجسر القديم في الميناء. تبدأ الأعمال في الخريف وتستمر نحو عامين، ويخشى أصحاب المتاجر من تراجع عدد الزبائن في الشارع.",
    "he": "מועצת העיר אישרה ביום חמישי את התוכנית לשיפוץ הגשר הישן בנמל. העבודות יחלו בסתיו ויימשכו כשנתיים, ובעלי החנויות חוששים שמספר הלקוחות ירד.",
    "el": "Το δημοτικό συμβούλιο ενέκρινε την Πέμπτη την επισκευή της παλιάς γέφυρας στο λιμάνι. Οι εργασίες θα αρχίσουν το φθινόπωρο και θα διαρκέσουν δύο χρόνια. Οι έμποροι φοβούνται για τις πωλήσεις τους.",
    "tr": "Belediye meclisi perşembe günü limandaki eski köprünün yenilenmesini onayladı. Çalışmalar sonbaharda başlayacak ve yaklaşık iki yıl sürecek. Esnaf müşterilerin azalacağından korkuyor, başkan ise ücretsiz vapur sözü veriyor.",
    "th": "สภาเทศบาลอนุมัติแผนซ่อมสะพานเก่าที่ท่าเรือเมื่อวันพฤหัสบดี งานจะเริ่มในฤดูใบไม้ร่วงและใช้เวลาราวสองปี พ่อค้าแม่ค้าในละแวกนั้นกังวลว่าลูกค้าจะลดลง",
    "pl": "Rada miasta zgodziła się w czwartek na remont starego mostu w porcie. Prace ruszą jesienią i potrwają około dwóch lat. Właściciele sklepów boją się, że stracą klientów, a burmistrz obiecuje bezpłatne promy.",
    "cs": "Zastupitelé ve čtvrtek schválili opravu starého mostu v přístavu. Práce začnou na podzim a potrvají zhruba dva roky. Obchodníci se bojí, že přijdou o zákazníky, starosta slibuje přívoz zdarma.",
    "hu": "A városi tanács csütörtökön jóváhagyta a kikötői régi híd felújítását. A munka ősszel kezdődik, és nagyjából két évig tart. A boltosok attól félnek, hogy elmaradnak a vevők, a polgármester ingyenes kompot ígér.",
    "de": "Der Stadtrat hat am Donnerstag den Neubau der alten Hafenbrücke beschlossen. Die Arbeiten beginnen im Herbst und dauern zwei Jahre. Händler fürchten um ihre Umsätze, der Bürgermeister verspricht kostenlose Fähren für die Anwohner.",
    "fr": "Le conseil municipal a approuvé jeudi la réfection du vieux pont du port. Les travaux débuteront à l'automne et dureront près de deux années. Les commerçants craignent pour leurs ventes, malgré les bacs gratuits promis par la mairie.",
    "es": "El ayuntamiento aprobó el jueves la reconstrucción del viejo puente del puerto. Las obras empezarán en otoño y durarán unos dos años. Los dueños de las tiendas temen perder clientes, según explicó el señor Ibáñez.",
    "pt": "A câmara aprovou na quinta-feira a reconstrução da velha ponte do porto. As obras começarão no outono e irão durar cerca de dois anos. Os comerciantes receiam perder clientes, e há quem peça barcas grátis à população.",
    "sv": "Kommunfullmäktige beslutade på torsdagen att den gamla bron i hamnen ska byggas om. Arbetet börjar i höst och väntas ta två år. Handlarna är rädda att förlora kunder, men färjorna blir gratis för de boende.",
    "da": "Byrådet vedtog torsdag, at den gamle bro ved havnen skal bygges om. Arbejdet begynder til efteråret og varer to år. De handlende frygter, at færre kunder når frem, men borgmesteren lover gratis færger.",
    "lt": "Miesto taryba ketvirtadienį pritarė senojo uosto tilto remontui. Darbai prasidės rudenį ir truks apie dvejus metus. Parduotuvių savininkai baiminasi, kad neteks pirkėjų, o meras žada nemokamą keltą.",
    "vi": "Hội đồng thành phố hôm thứ năm đã thông qua kế hoạch sửa cây cầu cũ ở cảng. Công việc sẽ bắt đầu vào mùa thu và kéo dài khoảng hai năm.",
    "ro": "Consiliul local a aprobat joi repararea podului vechi din port. Lucrările vor începe toamna și vor dura aproape doi ani. Comercianții se tem că vor pierde clienți, iar primarul promite bacuri gratuite pentru cei din cartier.",
}
CHARSETS = {
    "ru": ["windows-1251", "koi8-r", "iso-8859-5", "cp866"],
    "uk": ["windows-1251", "koi8-u"],
    "bg": ["windows-1251"],
    "ja": ["shift_jis", "euc-jp", "iso-2022-jp"],
    "ko": ["euc-kr", "cp949"],
    "zh": ["gb18030", "gbk", "gb2312"],
    "zh-TW": ["big5"],
    "ar": ["windows-1256", "iso-8859-6"],
    "he": ["windows-1255", "iso-8859-8"],
    "el": ["windows-1253", "iso-8859-7"],
    "tr": ["windows-1254", "iso-8859-9"],
    "th": ["windows-874", "tis-620"],
    "pl": ["windows-1250", "iso-8859-2"],
    "cs": ["windows-1250", "iso-8859-2"],
    "hu": ["windows-1250", "iso-8859-2"],
    "de": ["windows-1252", "iso-8859-15"],
    "fr": ["windows-1252", "iso-8859-15"],
    "es": ["windows-1252"],
    "pt": ["windows-1252"],
    "sv": ["windows-1252"],
    "da": ["windows-1252"],
    "lt": ["windows-1257"],
}
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")  # for all languages


def codec(charset: str) -> str:
    """Return Python's name of a charset."""
    return {"windows-874": "cp874"}.get(charset, charset)


def page(language: str, charset: str, declared: str | None, *, lang: bool = True) -> bytes:
    """Return an encoded page with the text in its title and body; its `meta` declares `declared`."""
    text = TEXTS[language]
    meta = f'<meta charset="{declared}">' if declared else ""
    html = (
        f"<!DOCTYPE html><html{f' lang={language}' if lang else ''}><head>{meta}<title>{text.split(' ')[0][:30]}</title>"
        f"<script>var menu = {{open: true, items: 12}};</script></head><body><nav><a href='/a'>Home</a></nav>"
        f"<article><h1>{text[:20]}</h1><p>{text}</p></article><footer>&copy; 2026</footer></body></html>"
    )
    return html.encode(codec(charset))
