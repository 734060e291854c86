# ruff: noqa: E501  # a paragraph is on one line
# a paragraph is on one line
"""The body of invented pages in scripts whose words and sentence ends differ from those of the Latin script."""

from dataclasses import dataclass

import pytest

from cleaners.clean import clean
from cleaners.page import Page


@dataclass(frozen=True)
class News:
    """An invented page: links around the article, and paragraphs and a sub-heading inside it."""

    language: str
    title: str
    paragraphs: tuple[str, ...]
    heading: str
    menu: tuple[str, ...]
    related: tuple[str, ...]
    footer: str


CHINESE = News(
    "zh",
    "北岸渡轮码头下月重新开放,居民盼通勤时间缩短",
    (
        "停运近两年的北岸渡轮码头将于下月初重新开放。市交通局周二表示,码头的浮桥与候船室已经完成翻修,首班渡轮将在清晨六点启航。",
        "附近居民林女士说,码头关闭以后她每天要多花四十分钟绕行大桥。“现在终于可以坐船上班了,孩子们也很高兴。”她在候船室外告诉记者。",
        "翻修工程原定去年秋天完工,但施工人员在河床下发现了旧缆绳和木桩,清理工作因此推迟了五个月。工程总额比预算多出一成左右。",
        "交通局局长表示,新渡轮采用电力驱动,噪音比旧船低得多,每天可以运送约三千名乘客。票价维持不变,长者和学生仍可享受半价。",
        "环保团体对电动渡轮表示欢迎,不过也提醒当局留意河岸的候鸟栖息地,并建议在春季降低航速。",
    ),
    "工程延误的原因",
    ("首页", "本地", "财经", "体育", "文化"),
    ("旧城区步行街周末封路施工", "图书馆延长夜间开放时间", "河滨公园新增三座凉亭"),
    "版权所有 北岸日报社 未经授权不得转载",
)
JAPANESE = News(
    "ja",
    "川沿いの製材所跡、来春に木工体験の施設として再生へ",
    (
        "長く使われていなかった川沿いの製材所跡が、来春、木工を体験できる施設に生まれ変わる。町が十二日に計画を発表した。",
        "施設では地元の杉を使い、子どもから大人まで椅子や小箱を作ることができる。指導にあたるのは、かつて製材所で働いていた職人たちだ。",
        "「機械の音が戻ってくると思うと胸が熱くなる」と、七十四歳の元工場長は話す。建物の梁や古い帯のこ盤は、できるだけそのまま残すという。",
        "改修費は約二億円で、半分を国の補助金でまかなう。町は年間一万人の来場を見込み、周辺の空き家を宿泊に使うことも検討している。",
        "一方、駐車場が足りないという声もある。町は駅からの無料バスを週末に走らせ、混雑を避けたい考えだ。",
    ),
    "費用と課題",
    ("トップ", "地域", "経済", "スポーツ", "暮らし"),
    ("朝市の出店者を募集", "吊り橋の点検で通行止め", "小学校で星空観察会"),
    "著作権は川辺新報社に属します 無断転載を禁じます",
)
ARABIC = News(
    "ar",
    "بلدية الميناء القديم تعيد افتتاح السوق المسقوف بعد ترميم طويل",
    (
        "أعلنت بلدية الميناء القديم أن السوق المسقوف سيفتح أبوابه من جديد مطلع الشهر المقبل، بعد أعمال ترميم استمرت قرابة ثلاث سنوات.",
        "وقال رئيس البلدية إن السقف الخشبي استُبدل بالكامل، وإن الحرفيين حافظوا على الأقواس الحجرية كما كانت قبل مئة عام.",
        "وتقول أم سامر، وهي بائعة توابل ورثت دكانها عن أبيها: «انتظرنا هذا اليوم طويلا، وكنا نخشى ألا يعود الزبائن». وقد عاد معظم الباعة إلى أماكنهم.",
        "وتجاوزت كلفة الأعمال ما كان مقررا بنحو الخمس، بسبب ارتفاع أسعار الخشب وتأخر وصول القرميد، بحسب تقرير قُدم إلى المجلس البلدي أمس.",
        "ويأمل سكان الحي أن يعيد السوق الحركة إلى الأزقة المجاورة، لكن بعضهم يشكو من قلة مواقف السيارات.",
    ),
    "كلفة أعلى من المتوقع",
    ("الرئيسية", "محليات", "اقتصاد", "رياضة", "ثقافة"),
    ("افتتاح جسر جديد للمشاة على النهر", "مكتبة الأطفال تمدد ساعات العمل", "مهرجان الزيتون ينطلق السبت"),
    "جميع الحقوق محفوظة لصحيفة الميناء",
)
HEBREW = News(
    "he",
    "תחנת הרכבת הישנה בעמק תיפתח מחדש כמרכז תרבות",
    (
        "תחנת הרכבת הישנה בעמק, שעמדה נטושה יותר משלושים שנה, תיפתח מחדש בקיץ הקרוב כמרכז תרבות לתושבי האזור, כך הודיעה המועצה ביום שלישי.",
        "בבניין האבן יפעלו ספרייה קטנה, אולם הופעות ובית קפה, והרציף יהפוך לגינה ציבורית עם ספסלים ועצי פרי שנטעו התלמידים.",
        "„סבא שלי עבד כאן כאתת, ואני זוכרת את הצפירה של רכבת הבוקר”, סיפרה דליה, שגרה מול התחנה מיום שנולדה. היא תרמה למרכז את התצלומים שלו.",
        "עלות השיפוץ הגיעה לשנים עשר מיליון שקלים, מעט יותר מהתכנון, משום שיסודות הבניין נחלשו במי התהום והיה צורך לחזקם.",
        "במועצה מעריכים שכעשרת אלפים מבקרים יגיעו בכל שנה, ומבטיחים קו אוטובוס נוסף בסופי השבוע.",
    ),
    "עלויות השיפוץ",
    ("ראשי", "חדשות", "כלכלה", "ספורט", "תרבות"),
    ("שוק האיכרים חוזר לכיכר", "שביל אופניים חדש לאורך הנחל", "בריכת העיר נסגרת לתיקונים"),
    "כל הזכויות שמורות לעיתון העמק",
)
HINDI = News(
    "hi",
    "पुरानी घाट की सीढ़ियों की मरम्मत पूरी, अगले महीने से नाव सेवा शुरू",
    (
        "शहर की पुरानी घाट की सीढ़ियों की मरम्मत का काम पूरा हो गया है। नगर परिषद ने मंगलवार को बताया कि अगले महीने से यहाँ से नाव सेवा फिर शुरू होगी।",
        "करीब दो साल पहले बाढ़ में सीढ़ियों का एक हिस्सा बह गया था। तब से लोगों को नदी पार करने के लिए पाँच किलोमीटर दूर पुल तक जाना पड़ता था।",
        "नाविक रामसेवक कहते हैं, “मेरे दादा भी यहीं नाव चलाते थे। जब घाट बंद हुआ तो लगा कि यह काम हमेशा के लिए छूट जाएगा।” अब उन्होंने अपनी नाव को नया रंग दिया है।",
        "परिषद के अनुसार मरम्मत पर लगभग तीन करोड़ रुपये खर्च हुए। पत्थर पास की खदान से लाए गए और स्थानीय कारीगरों ने उन्हें हाथ से तराशा।",
        "व्यापारियों को उम्मीद है कि घाट खुलने से बाज़ार में रौनक लौटेगी। हालांकि कुछ लोग रोशनी और सफ़ाई की व्यवस्था पर सवाल उठा रहे हैं।",
    ),
    "कितना हुआ खर्च",
    ("मुखपृष्ठ", "शहर", "व्यापार", "खेल", "संस्कृति"),
    ("नए पुस्तकालय का उद्घाटन रविवार को", "मेले में उमड़ी भीड़", "स्कूलों में पौधारोपण अभियान"),
    "सर्वाधिकार सुरक्षित घाट समाचार",
)
THAI = News(
    "th",
    "ตลาดริมคลองเก่าเตรียมเปิดอีกครั้งต้นเดือนหน้า หลังซ่อมแซมนานสองปี",
    (
        "ตลาดริมคลองเก่าจะกลับมาเปิดให้บริการอีกครั้งในต้นเดือนหน้า หลังจากปิดซ่อมแซมมานานเกือบสองปี เทศบาลแถลงข่าวเมื่อวันอังคารที่ผ่านมา",
        "ทางเดินไม้ริมน้ำถูกเปลี่ยนใหม่ทั้งหมด ส่วนหลังคาสังกะสีเดิมได้รับการเสริมโครงเหล็กเพื่อให้ทนต่อลมพายุ ช่างในชุมชนเป็นผู้ลงมือทำงานเองเกือบทุกขั้นตอน",
        "ป้าสมหมายซึ่งขายขนมครกมาตั้งแต่อายุสิบห้าปีบอกว่า “ดีใจมากที่จะได้กลับมาขายที่เดิม ลูกค้าเก่าโทรมาถามทุกวันว่าเมื่อไรจะเปิด” เธอเตรียมเตาใหม่ไว้แล้วสองเตา",
        "งบประมาณที่ใช้ไปทั้งหมดประมาณสี่สิบล้านบาท สูงกว่าที่ตั้งไว้เล็กน้อย เพราะต้องขุดลอกคลองและย้ายเสาไฟฟ้าที่เอียงออกไปก่อน",
        "เทศบาลคาดว่าจะมีนักท่องเที่ยวมาเยือนราววันละหนึ่งพันคน และจะจัดเรือรับส่งจากสถานีรถไฟในวันหยุดเพื่อลดปัญหาที่จอดรถ",
    ),
    "งบประมาณและแผนต่อไป",
    ("หน้าแรก", "ท้องถิ่น", "เศรษฐกิจ", "กีฬา", "วัฒนธรรม"),
    ("ห้องสมุดขยายเวลาเปิดถึงสองทุ่ม", "สะพานไม้ข้ามคลองปิดปรับปรุง", "งานผลไม้ประจำปีเริ่มวันเสาร์"),
    "สงวนลิขสิทธิ์ หนังสือพิมพ์ริมคลอง",
)


def html(news: News) -> str:
    def links(texts: tuple[str, ...]) -> str:
        return "".join(f'<li><a href="/n/{n}">{text}</a></li>' for n, text in enumerate(texts))

    first, rest = news.paragraphs[:3], news.paragraphs[3:]
    return f"""<!DOCTYPE html><html lang="{news.language}"><head><meta charset="utf-8"><title>{news.title}</title>
    <meta property="og:title" content="{news.title}"><meta property="og:type" content="article"></head>
    <body><header><nav><ul>{links(news.menu)}</ul></nav></header>
    <main><article><h1>{news.title}</h1><div class="story">{"".join(f"<p>{text}</p>" for text in first)}
    <h2>{news.heading}</h2>{"".join(f"<p>{text}</p>" for text in rest)}</div></article>
    <section class="more"><ul>{links(news.related)}</ul></section></main>
    <footer><ul>{links(news.menu)}</ul><p>{news.footer}</p></footer></body></html>"""


def short_html(news: News) -> str:
    """A page without landmarks around its text: two paragraphs, and links beside them."""
    links = "".join(f'<a href="/n/{n}">{text}</a>' for n, text in enumerate(news.related))
    return f"""<html><head><meta charset="utf-8"><title>{news.title}</title></head>
    <body><div class="top"><a href="/">{news.menu[0]}</a> <a href="/2">{news.menu[1]}</a></div><h1>{news.title}</h1>
    <div><span>2024-05-01</span></div><div class="c"><p>{news.paragraphs[0]}</p><p>{news.paragraphs[1]}</p></div>
    <div class="side">{links}</div><div>{news.footer}</div></body></html>"""


in_each_script = pytest.mark.parametrize(
    "news", [CHINESE, JAPANESE, ARABIC, HEBREW, HINDI, THAI], ids=lambda news: news.language
)


@in_each_script
def test_the_body_of_a_page_in_another_script_comes_out_exactly(news: News) -> None:
    result = clean(Page(body=html(news), url=f"https://paper.example/{news.language}/1"))
    article = result.article
    assert result.dropped is None
    assert [block["text"] for block in article.blocks] == [*news.paragraphs[:3], news.heading, *news.paragraphs[3:]]
    assert article.title == news.title
    assert article.language == news.language
    assert "unusual_page" not in article.quality["flags"]


@in_each_script
def test_a_short_article_in_another_script_comes_out_exactly(news: News) -> None:
    article = clean(Page(body=short_html(news), url=f"https://paper.example/{news.language}/2")).article
    assert [block["text"] for block in article.blocks] == list(news.paragraphs[:2])
    assert article.language == news.language
