"""Phrases of pages that are not articles, in the languages of newspapers, for `phrases` to match.

The phrases are separated by semicolons, in lower case and without punctuation: "can t" matches "can't".
"""

from __future__ import annotations

from cleaners.document import OtherKind

# Phrases that are a whole part of the title or a whole main heading, by kind of page.
WHOLE: dict[OtherKind, str] = {
    "error_page": """
        404; 403; 410; 500; 502; 503; error; not found; forbidden; oops; whoops; captcha; blocked; fehler; erreur;
        fout; hiba; fel; feil; fejl; virhe; błąd; chyba; ошибка; помилка; hata; خطأ; エラー; 오류; lỗi;
        robot or human; client challenge; security check; challenge validation; request rejected; human verification;
        loading; redirecting; unsupported browser; account suspended; welcome to nginx; ddos guard; 安全验证; 安全驗證;
        セキュリティチェック; verificação de segurança; verificación de seguridad; vérification de sécurité;
        sicherheitsüberprüfung; проверка безопасности; verifica di sicurezza; en mantenimiento; em manutenção; en
        maintenance; en cours de maintenance; in manutenzione; konserwacja; технические работы; 문서를 찾을 수 없습니다;
        maintenance; wartungsarbeiten; bad gateway; bad request; gateway timeout; unauthorized; gone
    """,
    "static_page": """
        about us; about; contact; contact us; get in touch; imprint; legal notice; privacy policy; privacy notice;
        terms of use; terms of service; terms and conditions; cookie policy; accessibility statement; masthead;
        advertise with us; work with us; careers; subscribe; choose your subscription; newsletters; our newsletters;
        help center; frequently asked questions; impressum; kontakt; über uns; datenschutz; datenschutzerklärung;
        agb; allgemeine geschäftsbedingungen; nutzungsbedingungen; mediadaten; unsere newsletter; newsletter;
        abonnement; abo; mentions légales; contactez nous; qui sommes nous; à propos; politique de confidentialité;
        conditions générales d utilisation; abonnez vous; contacto; contáctenos; quiénes somos; sobre nosotros; aviso
        legal; política de privacidad; términos y condiciones; suscríbete; contato; fale conosco; quem somos; sobre
        nós; termos de uso; assine; chi siamo; contatti; contattaci; note legali; informativa sulla privacy;
        abbonati; over ons; colofon; privacybeleid; algemene voorwaarden; om oss; kontakta oss; integritetspolicy;
        kontakt oss; personvern; om os; kontakt os; privatlivspolitik; yhteystiedot; tietoa meistä;
        tietosuojaseloste; o nás; kontakty; ochrana osobních údajů; o nas; regulamin; regulamin serwisu; polityka
        prywatności; rólunk; kapcsolat; impresszum; adatvédelem; despre noi; politica de confidențialitate;
        hakkımızda; iletişim; künye; gizlilik politikası; о нас; контакты; о редакции; политика конфиденциальности;
        пользовательское соглашение; про нас; контакти; політика конфіденційності; σχετικά με εμάς; επικοινωνία; όροι
        χρήσης; من نحن; اتصل بنا; سياسة الخصوصية; אודות; צור קשר; תנאי שימוש; 会社概要; お問い合わせ;
        プライバシーポリシー; 利用規約; 회사소개; 개인정보처리방침; 이용약관; 关于我们; 联系我们; 隐私政策; 關於我們;
        聯絡我們; हमारे बारे में; संपर्क करें; गोपनीयता नीति; về chúng tôi; liên hệ; tentang kami; kontak kami
    """,
    "login": """
        login; log in; sign in; signin; sign up; register; create account; my account; anmelden; anmeldung; einloggen;
        registrieren; registrierung; mein konto; connexion; se connecter; s identifier; inscription; créer un compte;
        mon compte; iniciar sesión; inicia sesión; acceder; regístrate; crear cuenta; mi cuenta; entrar; iniciar
        sessão; fazer login; cadastre se; accedi; login utente; registrati; inloggen; aanmelden; registreren; logga
        in; logg inn; logg på; log ind; kirjaudu; kirjaudu sisään; přihlášení; přihlásit se; logowanie; zaloguj się;
        zaloguj; bejelentkezés; autentificare; conectare; giriş; giriş yap; üye girişi; вход; войти; вхід; увійти;
        авторизация; авторизація; σύνδεση; είσοδος; تسجيل الدخول; כניסה; התחברות; ログイン; 会員登録; 로그인; 登录;
        登入; लॉग इन; लॉगइन; เข้าสู่ระบบ; đăng nhập; masuk; log masuk; prijava
    """,
    "search": """
        search; search results; suche; suchergebnisse; suchergebnis; recherche; résultats de recherche; rechercher;
        buscar; búsqueda; buscador; resultados de búsqueda; resultados de la búsqueda; busca; pesquisa; resultados da
        busca; resultados da pesquisa; ricerca; cerca; risultati della ricerca; risultati di ricerca; zoeken;
        zoekresultaten; sök; sökresultat; søk; søkeresultater; søg; søgeresultater; haku; hakutulokset; vyhledávání;
        výsledky vyhledávání; wyszukiwanie; wyniki wyszukiwania; szukaj; keresés; találatok; căutare; rezultatele
        căutării; arama; arama sonuçları; поиск; результаты поиска; пошук; результати пошуку; αναζήτηση; αποτελέσματα
        αναζήτησης; بحث; نتائج البحث; חיפוש; תוצאות חיפוש; 検索結果; 検索; 검색; 검색결과; 검색 결과; 搜索; 搜索结果;
        搜尋結果; खोज; खोज परिणाम; ผลการค้นหา; tìm kiếm; kết quả tìm kiếm; hasil pencarian; pencarian
    """,
    "consent": """
        cookies; cookie consent; cookie settings; before you continue; your privacy choices; we value your privacy;
        your privacy; privacy settings; cookie einstellungen; datenschutz einstellungen; zustimmung; einwilligung;
        consentement; votre vie privée; consentimiento; tu privacidad; consenso; la tua privacy; toestemming;
        samtycke; samtykke; suostumus; souhlas; zgoda; hozzájárulás; consimțământ; onay; согласие; згода; συγκατάθεση;
        موافقة; 同意
    """,
    "section": """
        archives; archive; archiv; archivo; arquivo; archivio; all articles; all news; latest news; alle artikel; alle
        nachrichten; neueste nachrichten; dernières actualités; toute l actualité; últimas noticias; últimas notícias;
        ultime notizie; laatste nieuws; senaste nytt; siste nytt; seneste nyt; uusimmat; nejnovější zprávy; najnowsze;
        legfrissebb hírek; ultimele știri; son dakika haberleri; последние новости; лента новостей; останні новини;
        стрічка новин; τελευταία νέα; آخر الأخبار; 新着記事; 記事一覧; 최신기사; 最新消息; ताज़ा खबरें
    """,
    "front_page": "home; homepage; startseite; accueil; inicio; início; hjem; etusivu; strona główna; főoldal; главная",
}

# Phrases that begin or end a part of the title or a main heading, by kind of page.
EDGE: dict[OtherKind, str] = {
    "error_page": """
        page not found; page can t be found; page cannot be found; page could not be found; page doesn t exist; page
        does not exist; page isn t available; page is not available; page unavailable; page is missing; can t find
        that page; can t find the page; couldn t find that page; couldn t find the page; no longer available; 404 not
        found; error 404; 404 error; 404 page; http 404; 403 forbidden; error 403; access denied; access to this page
        has been denied; just a moment; attention required; are you a robot; verify you are human; checking your
        browser; one more step; enable javascript; javascript is disabled; javascript required; unusual traffic;
        something went wrong; an error occurred; an error has occurred; service unavailable; temporarily unavailable;
        internal server error; under maintenance; site maintenance; nothing found; content not found; article not
        found; story not found; verifying you are human; confirm you are human; you are a human; press hold; unusual
        activity; has been suspended; domain is for sale; is for sale; establishing a database connection; browser is
        not supported; not available in your region; not available in your country; not available in your location;
        unavailable in your region; unavailable in your country; unavailable in your location;
        is no longer available; kein roboter sind; sie ein mensch; in ihrem land nicht verfügbar; artikel wurde nicht
        gefunden; n êtes pas un robot; article introuvable; article non trouvé; no es un robot; no eres un robot;
        artículo no encontrado; noticia no encontrada; contenido no encontrado; contenido no disponible; não é um
        robô; conteúdo não encontrado; notícia não encontrada; matéria não encontrada; não sou um robô; articolo non
        trovato; contenuto non trovato; non sei un robot; artikel niet gevonden; geen robot bent; artikeln kunde inte
        hittas; artikeln hittades inte; artikkelen finnes ikke; artiklen blev ikke fundet; artikkelia ei löytynyt;
        článek nenalezen; článek nebyl nalezen; artykuł nie istnieje; nie jesteś robotem; a cikk nem található;
        articolul nu a fost găsit; haber bulunamadı; içerik bulunamadı; robot olmadığınızı; статья не найдена;
        материал не найден; новость не найдена; вы не робот; статтю не знайдено; матеріал не знайдено; το άρθρο δεν
        βρέθηκε; المقال غير موجود; הכתבה לא נמצאה; 記事が見つかりません; 記事が見つかりませんでした;
        ロボットではない; 기사를 찾을 수 없습니다; 삭제된 기사입니다; 로봇이 아닙니다; 文章不存在; 内容不存在;
        內容不存在; 该文章已被删除; 安全验证; खबर नहीं मिली; bài viết không tồn tại; artikel tidak ditemukan; browser
        wird nicht unterstützt; navigateur n est pas pris en charge; you have been blocked; pardon our interruption;
        server error; error 500; gateway time out; too many requests; 451 unavailable; seite nicht gefunden; seite
        wurde nicht gefunden; seite existiert nicht; seite konnte nicht gefunden werden; nicht mehr verfügbar;
        zugriff verweigert; inhalt nicht gefunden; fehler 404; artikel nicht gefunden; derzeit nicht erreichbar; page
        introuvable; page non trouvée; page n existe pas; page n existe plus; erreur 404; accès refusé; contenu
        introuvable; página no encontrada; página no existe; no se ha encontrado la página; acceso denegado; página
        não encontrada; página não existe; erro 404; acesso negado; pagina non trovata; pagina inesistente; errore
        404; accesso negato; pagina niet gevonden; pagina bestaat niet; toegang geweigerd; sidan hittades inte; sidan
        finns inte; sidan kunde inte hittas; siden ble ikke funnet; siden finnes ikke; fant ikke siden; siden blev
        ikke fundet; siden findes ikke; siden kunne ikke findes; sivua ei löytynyt; sivua ei löydy; stránka
        nenalezena; stránka nebyla nalezena; stránka neexistuje; stránka sa nenašla; strona nie istnieje; nie
        znaleziono strony; strona nie została znaleziona; az oldal nem található; oldal nem található; pagina nu a
        fost găsită; pagina nu există; sayfa bulunamadı; sayfa mevcut değil; страница не найдена; страницы не
        существует; страница не существует; доступ запрещен; сторінку не знайдено; сторінка не знайдена; сторінки не
        існує; доступ заборонено; η σελίδα δεν βρέθηκε; σελίδα δεν βρέθηκε; الصفحة غير موجودة; لم يتم العثور على
        الصفحة; הדף לא נמצא; העמוד לא נמצא; ページが見つかりません; ページが見つかりませんでした;
        ページは見つかりません; お探しのページ; 페이지를 찾을 수 없습니다; 页面不存在; 找不到页面; 找不到網頁;
        頁面不存在; पृष्ठ नहीं मिला; पेज नहीं मिला; ไม่พบหน้า; ไม่พบหน้าที่คุณต้องการ; không tìm thấy trang; trang không tồn
        tại; halaman tidak ditemukan; страницата не е намерена; stranica nije pronađena; страница није пронађена;
        strani ni mogoče najti; puslapis nerastas; lapa nav atrasta; lehte ei leitud
    """,
    "login": """
        log in to; login to; sign in to; log in or; sign in or; please log in; please sign in; login required; members
        area; create an account; create your account; welcome back; forgot your password; reset password; bitte melden
        sie sich; bei ihrem konto anmelden; passwort vergessen; jetzt registrieren; connectez vous; mot de passe
        oublié; identifiez vous; inicia sesión en; faça login; faça seu login; accedi al; log in bij; zaloguj się do;
        войдите в; увійдіть; サインイン
    """,
    "search": """
        search results for; search results; results for; you searched for; suchergebnisse für; suche nach;
        ergebnisse für; ihre suche; résultats pour; résultats de recherche pour; recherche pour; vous avez cherché;
        resultados para; resultados de búsqueda para; resultados de la búsqueda; has buscado; resultados da busca;
        você pesquisou por; risultati per; risultati della ricerca; hai cercato; zoekresultaten voor; je zocht naar;
        sökresultat för; søkeresultater for; søgeresultater for; hakutulokset; výsledky hledání; výsledky vyhledávání;
        wyniki wyszukiwania; wyniki dla; keresés eredménye; rezultate pentru; için arama sonuçları; arama sonuçları;
        результаты поиска; вы искали; результати пошуку; ви шукали; αποτελέσματα αναζήτησης; نتائج البحث; תוצאות
        חיפוש; の検索結果; 検索結果; 검색결과; 검색 결과; 的搜索结果; 搜索结果; के लिए खोज परिणाम; ผลการค้นหา; kết quả
        tìm kiếm; hasil pencarian
    """,
    "tag_page": """
        tag; tags; tagged; tagged with; topic; articles tagged; posts tagged; tag archives; schlagwort; thema; alle
        artikel zum thema; alle nachrichten zu; alle infos zu; alles zum thema; tout sur; toute l actualité sur;
        toutes les actualités sur; étiquette; etiqueta; todo sobre; todas las noticias sobre; noticias sobre; notícias
        sobre; tudo sobre; argomento; tutte le notizie su; alles over; nieuws over; allt om; alt om; kaikki aiheesta;
        štítek; téma; tag archívum; etiket; haberleri; тег; тема; новости по теме; всі новини за темою; новини за
        темою; ετικέτα; وسم; תגית; タグ; 태그; 标签; 標籤; टैग; แท็ก; thẻ; news and updates; latest news and updates
    """,
    "author_page": """
        author; author at; author archives; articles by; posts by; stories by; all articles by; more from; written by;
        autor bei; artikel von; alle artikel von; beiträge von; alle beiträge von; articles de; tous les articles de;
        auteur; autor; artículos de; noticias de; todos los artículos de; artigos de; textos de; tutti gli articoli
        di; articoli di; artikelen van; alle artikelen van; artiklar av; artikler av; artikler af; články autora;
        artykuły autora; wszystkie artykuły; szerző; articole de; yazarı; tüm yazıları; köşe yazıları; все статьи
        автора; статьи автора; всі статті автора; статті автора; άρθρα του; مقالات; の記事一覧; 기자의 다른기사;
        작성자; tác giả
    """,
    "section": """
        archives; news archive; archiv; category; kategorie; rubrik; catégorie; rubrique; categoría; sección;
        categoria; editoria; categorie; rubriek; kategori; kategoria; kategória; рубрика; категория; категорія;
        κατηγορία; قسم; תחום; カテゴリー; の記事; の記事一覧; 카테고리; 分类; 分類; श्रेणी; latest news and headlines;
        breaking news and headlines; news headlines; aktuelle nachrichten; nachrichten und hintergründe; toute l
        actualité; noticias de hoy; últimas noticias de; ultime notizie di; senaste nyheterna om; latest stories
    """,
    "consent": """
        we value your privacy; we care about your privacy; your privacy matters; we use cookies; this site uses
        cookies; before you continue to; manage your consent; cookie preferences; privacy center; ihre privatsphäre;
        wir und unsere partner; wir verwenden cookies; cookies zustimmen; mit werbung weiterlesen; mit werbung und
        tracking; mit werbung lesen; zustimmung erforderlich; nous respectons votre vie privée; nous utilisons des
        cookies; continuer sans accepter; valoramos tu privacidad; utilizamos cookies; usamos cookies; tu privacidad
        es importante; a sua privacidade; valorizamos a sua privacidade; la tua privacy; utilizziamo i cookie; usiamo
        i cookie; wij gebruiken cookies; uw privacy; jouw privacy; vi använder cookies; vi bruker informasjonskapsler;
        vi bruger cookies; din integritet; käytämme evästeitä; arvostamme yksityisyyttäsi; používáme cookies; vaše
        soukromí; szanujemy twoją prywatność; twoja prywatność; az ön adatainak védelme; sütiket használunk; respectăm
        confidențialitatea; gizliliğinize değer veriyoruz; çerezleri kullanıyoruz; мы используем файлы cookie; мы
        используем cookie; ми використовуємо файли cookie; ми цінуємо вашу приватність; χρησιμοποιούμε cookies; το
        απόρρητό σας; نحن نقدر خصوصيتك; نستخدم ملفات تعريف الارتباط; אנו משתמשים בעוגיות; クッキーの使用;
        cookieの使用; 쿠키 사용; 我们使用cookie; हम कुकीज़ का उपयोग; chúng tôi sử dụng cookie
    """,
}

# Phrases in the body of error, block and captcha pages; those of EDGE["error_page"] count as well.
ERROR_BODY = """
    security of your connection; security service to protect itself; incident id; ddos protection; automation tools
    to browse; access cannot be granted; access to this website from; outdated browser; upgrade your browser; fatal
    error; stack trace; domain may be for sale; hosting provider; please wait a few seconds; ungewöhnliche zugriffe;
    ungewöhnlichen datenverkehr; activité inhabituelle; trafic inhabituel; tráfico inusual; actividad inusual; acesso
    incomum; tráfego incomum; traffico insolito; подозрительный трафик; необычный трафик; 异常访问; 異常流量;
    通常と異なるアクセス; 비정상적인 접근; aktivieren sie javascript; necesario activar javascript; включить
    javascript; włączyć javascript; ativar o javascript; habilitar javascript; javascriptを; javascript est
    désactivé; 启用javascript; 啟用javascript; 자바스크립트; 再読み込み; 새로고침; 重新加载; 已被删除; 삭제되었거나;
    削除された; हटा दी गई; javascript to continue; enable javascript and cookies; enable cookies; turn on javascript;
    requires javascript; javascript aktivieren; activer javascript; activez javascript; habilite javascript; activar
    javascript; ative o javascript; abilita javascript; schakel javascript in; aktivera javascript; włącz javascript;
    включите javascript; увімкніть javascript; javascriptを有効; verify that you are; you are not a robot; not a bot;
    prove you are human; complete the captcha; solve this captcha; ray id; reference id; incident id; the requested
    url; the page you requested; the page you are looking for; the page you re looking for; page you were looking
    for; link you followed; may have been moved; has been moved or deleted; check the url; check the address;
    mistyped the address; return to the homepage; go to the homepage; back to the homepage; go back home; try again
    later; zurück zur startseite; zur startseite; die gewünschte seite; die von ihnen aufgerufene seite; die
    angeforderte seite; retour à l accueil; la page que vous; la página que buscas; la página que busca; la página
    solicitada; volver a la portada; ir a la portada; a página que você; voltar para a página inicial; la pagina che
    stai cercando; la pagina richiesta; torna alla home; de pagina die u zoekt; de pagina die je zoekt; sidan du
    söker; siden du leter etter; siden du leder efter; etsimääsi sivua; stránka kterou hledáte; strona której
    szukasz; a keresett oldal; pagina pe care o căutați; aradığınız sayfa; запрашиваемая страница; вернуться на
    главную; запитувана сторінка; повернутися на головну; η σελίδα που ζητήσατε; الصفحة التي تبحث عنها; العودة إلى
    الصفحة الرئيسية; העמוד שחיפשת; トップページへ; トップページに戻る; 요청하신 페이지; 您访问的页面; 返回首页;
    permission to access; your ip address; automated requests; automated access
"""

# A consent notice mentions a term for cookies and a term for data or consent.
COOKIE_TERMS = """
    cookie; cookies; kakor; informasjonskapsler; evästeitä; evästeiden; eväste; süti; sütik; ciasteczka; ciasteczek;
    çerez; çerezleri; куки; عوגיות; עוגיות; ملفات تعريف الارتباط; クッキー; 쿠키; कुकीज़; คุกกี้; бисквитки; slapukai;
    sīkdatnes; kolačiće; piškotke; tracking
"""
DATA_TERMS = """
    consent; your privacy; privacy policy; personal data; personalised; personalized; our partners; legitimate
    interest; einwilligung; zustimmung; zustimmen; datenschutz; personenbezogene; unsere partner; drittanbieter;
    consentement; vos données; données personnelles; nos partenaires; consentimiento; privacidad; datos personales;
    nuestros socios; consentimento; dados pessoais; nossos parceiros; consenso; dati personali; i nostri partner;
    toestemming; persoonsgegevens; onze partners; samtycke; personuppgifter; samtykke; personoplysninger;
    personopplysninger; suostumus; henkilötietoja; souhlas; osobní údaje; zgody; zgodę; zgoda; danych osobowych; dane
    osobowe; hozzájárulás; személyes adatok; consimțământ; date personale; kişisel veriler; onay; согласие;
    персональные данные; персональных данных; згоду; персональних даних; персональні дані; συγκατάθεση; προσωπικά
    δεδομένα; بياناتك; شركاؤنا; موافقة; הסכמה; פרטיות; 個人情報; 同意; 개인정보; 동의; 个人信息; सहमति; ความยินยอม
"""
