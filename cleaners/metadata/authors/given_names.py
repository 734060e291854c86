"""Common given names in scripts without capitals: they tell a name without a label from other short texts."""

from __future__ import annotations

import re

from cleaners.metadata.authors.byline_words import words_of

WORDS = range(2, 5)  # of a name
_LETTERS = re.compile(r"[^\W\d_](?:(?![\d_])[\w\u0900-\u0963\u0980-\u09e3\u064b-\u065f'’״׳-])*")

_GIVEN_NAMES = words_of(
    """
    أحمد احمد محمد محمود مصطفى علي عمر عمرو عثمان حسن حسين خالد إبراهيم ابراهيم يوسف عبدالله عبدالرحمن
    عبدالعزيز سعيد سعد سامي سمير طارق ياسر ياسين كريم كمال جمال فؤاد فادي فيصل فهد ناصر نبيل هاني هشام
    وائل وليد زياد رامي إسماعيل اسماعيل بلال أيمن أمين أنس أسامة سليمان صالح عادل عماد غسان ماجد مازن
    منصور نادر فاطمة مريم سارة سلمى ليلى نور هدى هند ريم رنا رانيا دينا منى نادية ندى إيمان أمل آمنة
    زينب عائشة خديجة ياسمين شيماء هبة لينا سناء سهام وفاء رضا مهدی علی محمدرضا امیر سارا زهرا مریم نرگس
    لیلا نازنین سعید مسعود مجید حمید رضوان کامران بهرام فرهاد پریسا شیرین نیلوفر الهام فاطمه معصومه
    جواد کاظم عمران عاصم بلاول عائشہ فیصل کامران نوید شاہد طارق زاہد عارف ثنا مہوش דוד דניאל דנה דני
    משה יוסי יוסף יעקב אברהם אבי יצחק רון רונן רועי עומר איתי אלון אורי אורן ניר גיל גלעד יואב יונתן
    אסף ברק חיים נועם עידו שי שחר תומר טל מיכל שירה נועה יעל תמר רחל שרה רות מאיה ענת אורית אפרת הילה
    לירון ליאת קרן רוני מור איילת עדי राम श्याम राहुल रोहित अमित अजय विजय संजय राजेश सुरेश महेश रमेश
    दिनेश मनोज अनिल सुनील विकास विवेक अरुण अशोक दीपक प्रकाश प्रदीप राकेश नीरज पंकज सचिन गौरव सौरभ
    अभिषेक आशीष मनीष नितिन मुकेश कुमार मोहन सोनू प्रिया पूजा नेहा अंजलि कविता सुनीता अनीता रीता गीता
    सीमा रेखा ज्योति शालिनी श्वेता स्वाति निशा मीना রহিম করিম আবদুল মোহাম্মদ সুমন রাজীব অনির্বাণ সৌরভ
    প্রিয়া
    """
)


def is_word(text: str) -> bool:
    """Return True for a word of letters, with the vowel signs of scripts without capitals."""
    return _LETTERS.fullmatch(text) is not None


def begins_name(text: str) -> bool:
    """Return True if a text has two to four words, and the first is a common given name."""
    words = text.split()
    return len(words) in WORDS and words[0] in _GIVEN_NAMES and all(map(_LETTERS.fullmatch, words))
