"""Pages built, or broken, to make a cleaner take minutes, use up the memory, or lose the article.

Each kind is a function of a size in bytes: tests use small pages, and `benchmarks.cost.hostile` large ones.
"""

from __future__ import annotations

from tests.support.hostile_building import (
    ARTICLE,
    KINDS,
    STORY,
    TITLE,
    add_hiding,
    add_nesting,
    add_nesting_around,
    add_pieces,
    fill,
    kind,
    page,
)

__all__ = ["KINDS"]  # filled below

add_nesting("divs", "<div>", "</div>")
add_nesting("spans", "<span>", "</span>")
add_nesting("divs, spans, lists", "<div><span><ul><li>", "</li></ul></span></div>")
add_nesting("sections with attributes", '<section class="a b" id="c">', "</section>")
add_nesting("tables of tables", "<table><tr><td>", "</td></tr></table>")
add_nesting("bold and italic", "<b><i>", "</i></b>")
add_nesting_around("links", '<a href="/x">', "</a>")
add_nesting("quotes", "<blockquote>", "</blockquote>")
add_nesting("fonts", '<font color="red">', "</font>")
add_nesting("custom elements", "<x-box>", "</x-box>")
add_nesting("forms", "<form><div>", "</div></form>")
add_nesting("lists", "<ul><li>", "</li></ul>")

add_pieces("tiny paragraphs", "<p>x</p>")
add_pieces("equal paragraphs", "<p>Some words of no account.</p>")
add_pieces("nearly equal paragraphs", "<p>Boat number # came in with the tide, and its crew was glad to be home.</p>")
add_pieces("empty divs", "<div></div>")
add_pieces("line breaks", "<br>")
add_pieces("line breaks and words", "word # of it<br>")
add_pieces("links", '<a href="/story/#">Read on about boat #</a> ')
add_pieces("links in a list", '<li><a href="/story/#">Read on about the boat with the number #</a></li>')
add_pieces("images", '<figure><img src="/i/#.jpg"><figcaption>Boat # in the harbour</figcaption></figure>')
add_pieces("rows", "<tr><td>#</td><td>boat</td><td>net</td></tr>")
add_pieces("tables", "<table><tr><td>Boat #</td><td>7</td></tr></table>")
add_pieces("headings", "<h2>Boat # of the town</h2>")
add_pieces("list items", "<ul><li>Boat #</li></ul>")
add_pieces("options", "<option value=#>Boat #</option>")
add_pieces("inputs", "<input name=#>")
add_pieces("iframes", '<iframe src="/f/#"></iframe>')
add_pieces("comments", "<!-- nothing but a remark # -->")
add_hiding("unclosed comments", "<!-- a <p>#</p> ")
add_pieces("CDATA", "<![CDATA[ data # ]]>")
add_pieces("processing instructions", "<?php echo # ?>")
add_pieces("closing tags", "</div>")
add_pieces("closing tags of nothing", "</x#>")
add_pieces("opening brackets", "<")
add_pieces("closing brackets", ">")
add_pieces("ampersands", "&")
add_pieces("entities", "&amp;&#8220;&eacute;")
add_pieces("entities that are none", "&nosuch#;")
add_pieces("tags of all names", "<t#>x</t#>")
add_pieces("classes", '<i class="c# byline#">x</i>')
add_pieces(
    "microdata",
    '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">N #</b></span>',
)
add_pieces("times", '<time datetime="2024-05-01">1 May #</time>')
add_pieces("bylines", '<div class="byline author">By Ida Holm #</div>')
add_pieces("words without spaces", "harbour")
add_pieces("spaces", " \n\t")
add_pieces("no-break spaces", "\xa0")
add_pieces("zero-width characters", "\u200b\u200c\u2060")
add_pieces("combining marks", "e\u0301\u0302\u0303")
add_pieces("bidirectional overrides", "\u202e#\u202d")
add_pieces("scripts", "<script>var a# = 1 < 2;</script>")
add_pieces("styles", "<style>.a# { color: red }</style>")
add_pieces("drawings", "<svg><path d='M0 #'/><text>t</text></svg>")
add_pieces("formulas", "<math><mi>x</mi><mn>#</mn></math>")
add_pieces("templates", "<template><p>#</p></template>")
add_pieces("noscripts", "<noscript><p>Boat #</p></noscript>")
add_pieces("articles", "<article><h2>Boat #</h2><p>Some words of no account.</p></article>")
add_pieces(
    "cards", '<div class="card"><h3><a href="/s/#">Boat # came in with the tide</a></h3><p>More of it.</p></div>'
)
add_hiding("quotation marks that are not closed", "<p a=\"'")
add_pieces("hidden elements", '<div hidden style="display: none">Boat #</div>')
add_pieces("definition lists", "<dl><dt>Boat</dt><dd>#</dd></dl>")
add_pieces("preformatted lines", "<pre>boat # net\n</pre>")
add_pieces("line ends in one preformatted text", "boat\n")
add_pieces("metas in the body", '<meta name="author" content="N #">')
add_pieces("bases", '<base href="/b#/">')
add_pieces("bodies", "<body class=b#>")
add_pieces("htmls", "<html lang=de><head><title>#</title></head><body>")
add_pieces("framesets", "<frameset><frame src=#>")
add_pieces("textareas", "<textarea>#</textarea>")
add_pieces("buttons", "<button>Share #</button>")
add_pieces("emphasis", "<em>boat</em> <b>#</b> ")
add_pieces("mis-nested tags", "<b><i>#</b></i>")
add_pieces("mis-nested blocks", "<p><div># </p></div>")
add_pieces("mis-nested tables", "<table><p># </table>")
add_pieces("paragraphs in links", '<a href="/#"><p>Boat #</p>')
add_pieces("unclosed paragraphs", "<p>Boat # is one.")
add_pieces("unclosed links", '<a href="/#">Boat # ')
add_pieces("unclosed bold", "<b>Boat # ")
add_pieces("unclosed fonts and divs", "<font><div>")
add_hiding("unclosed attributes", "<a href='/x# ")
add_pieces("tags without an end", "<a <b ")
add_pieces("colons", "Boat: # - ")
add_pieces("dots", ".")
add_pieces("digits", "2024")
add_pieces("dates", "1 May 2024, # ")
add_pieces("addresses", "https://example.org/# ")
add_pieces("brackets in text", "{[(")
add_pieces("upper case", "BOAT # ")
add_pieces("ideographs", "船は港に戻った。")
add_pieces("nul characters", "\x00#")
add_pieces("lone surrogates", "\ud800#")


@kind("many attributes on the body")
def _(size: int) -> str:
    return page(attributes=fill('data-a#="v" ', size))


@kind("many attributes without values")
def _(size: int) -> str:
    return page(before=f"<p {fill('a# ', size)}>Short.</p>")


@kind("the same attribute")
def _(size: int) -> str:
    return page(before=f"<p {fill('class=a ', size)}>Short.</p>")


@kind("attributes without spaces")
def _(size: int) -> str:
    return page(before=f"<p {fill('a#=' + chr(34) + 'v' + chr(34), size)}>Short.</p>")


@kind("attributes parted by slashes")
def _(size: int) -> str:
    return page(before=f"<p {fill('a#/', size)}>Short.</p>")


@kind("attributes with brackets")
def _(size: int) -> str:
    return page(before=f"<p {fill('a#=' + chr(34) + '<' + chr(34) + ' ', size)}>Short.</p>")


@kind("attributes that begin tags")
def _(size: int) -> str:
    return page(before=f"<p {fill('a<p b=1 ', size)}>Short.</p>")


@kind("a hundred attributes on every element")
def _(size: int) -> str:
    attributes = " ".join(f"a{n}=1" for n in range(100))
    return page(after=fill(f"<p {attributes}>x</p>", size))


@kind("four hundred attributes on every element")
def _(size: int) -> str:
    attributes = " ".join(f"a{n}=1" for n in range(400))
    return page(after=fill(f"<p {attributes}>x</p>", size))


for _name in ("class", "id", "style", "href", "title", "itemprop", "rel", "datetime", "onclick", "src"):
    KINDS[f"a giant {_name}"] = lambda size, name=_name: page(after=f'<a {name}="{fill("abc ", size)}">x</a>')
    KINDS[f"a giant {_name} without spaces"] = lambda size, name=_name: page(
        after=f'<a {name}="{fill("ab", size)}">x</a>'
    )
    KINDS[f"a giant {_name} on the article"] = lambda size, name=_name: page(
        article=ARTICLE.replace("<article", f'<article {name}="{fill("abc ", size)}"')
    )

for _name in ("description", "keywords", "author", "og:title", "article:published_time", "og:image", "og:url"):
    KINDS[f"a giant {_name}"] = lambda size, name=_name: page(
        head=f'<meta name="{name}" content="{fill("abc, ", size)}">'
    )
KINDS["forms in the body"] = lambda size: page(before=f"</div>{fill('<form></form>', size)}<div>")
KINDS["a giant title"] = lambda size: page(head=f"<title>{fill('boat # ', size)}</title>")
KINDS["a giant canonical"] = lambda size: page(
    head=f'<link rel=canonical href="https://example.org/{fill("a/", size)}">'
)
KINDS["a giant base"] = lambda size: page(head=f'<base href="https://example.org/{fill("a/", size)}">')
KINDS["many metas"] = lambda size: page(head=fill('<meta name="n#" content="v">', size))
KINDS["many keywords"] = lambda size: page(head=fill('<meta name="keywords" content="k#, l#">', size))
KINDS["many links in the head"] = lambda size: page(head=fill('<link rel="alternate" href="/f#">', size))

KINDS["a giant text before"] = lambda size: page(before=fill("boats and nets, ", size))
KINDS["a giant paragraph after"] = lambda size: page(after=f"<p>{fill('boats and nets # and crews. ', size)}</p>")
KINDS["a giant paragraph inside"] = lambda size: page(
    article=ARTICLE.replace("</article>", f"<p>{fill('boats and nets # and crews. ', size)}</p></article>")
)
KINDS["a giant heading"] = lambda size: page(before=f"<h1>{fill('boat # ', size)}</h1>")
KINDS["a giant link"] = lambda size: page(before=f"<a href=/x>{fill('boat # ', size)}</a>")
KINDS["a giant caption"] = lambda size: page(
    after=f"<figure><img src=/a.jpg><figcaption>{fill('boat # ', size)}</figcaption></figure>"
)
KINDS["a giant byline"] = lambda size: page(before=f'<p class="byline">By {fill("boat # ", size)}</p>')
KINDS["a giant time"] = lambda size: page(before=f"<time>{fill('2024 ', size)}</time>")
KINDS["a giant comment"] = lambda size: page(before=f"<!-- {fill('boat # ', size)} -->")
KINDS["a giant CDATA"] = lambda size: page(before=f"<![CDATA[ {fill('boat # ', size)} ]]>")
KINDS["a giant script"] = lambda size: page(head=f"<script>var x = '{fill('abc def ', size)}'</script>")
KINDS["a giant script with brackets"] = lambda size: page(before=f"<script>{fill('if (a<b) {', size)}</script>")
KINDS["a giant style with brackets"] = lambda size: page(before=f"<style>{fill('a<b { c', size)}</style>")
KINDS["a giant comment with brackets"] = lambda size: page(before=f"<!--{fill('if (a<b) {', size)}-->")
KINDS["many attributes hiding a script in a comment"] = lambda size: page(
    before=f"<!-- <script> --><p {fill('a# ', size)}>Short.</p>"
)
KINDS["many attributes hiding a script in an attribute"] = lambda size: page(
    before=f"<i title='<script>'></i><p {fill('a# ', size)}>Short.</p>"
)
KINDS["a script that never ends"] = lambda size: page(after="<script>" + fill("if (a < b) { x() } ", size))
KINDS["a giant style"] = lambda size: page(head=f"<style>{fill('.a# { b: c } ', size)}</style>")
KINDS["a giant data image"] = lambda size: page(before=f'<img src="data:image/png;base64,{fill("iVBORw0KGgo", size)}">')
KINDS["a giant doctype"] = lambda size: f"<!DOCTYPE html {fill('boat ', size)}>" + page()
KINDS["entity declarations"] = lambda size: (
    "<!DOCTYPE html [<!ENTITY a0 'boat'>" + fill("<!ENTITY b# '&a0;&a0;'>", size) + "]>" + page(before="&b9;")
)

_LD = '<script type="application/ld+json">{}</script>'
KINDS["JSON-LD of many things"] = lambda size: page(
    head=_LD.format("[" + fill('{"@type": "Thing", "name": "thing #"},', size) + "{}]")
)
KINDS["JSON-LD of many articles"] = lambda size: page(
    head=_LD.format("[" + fill('{"@type": "NewsArticle", "headline": "Boat # came in", "url": "/s/#"},', size) + "{}]")
)
KINDS["JSON-LD of a giant string"] = lambda size: page(
    head=_LD.format(
        '{"@type": "NewsArticle", "headline": "' + TITLE + '", "articleBody": "' + fill("boats ", size) + '"}'
    )
)
KINDS["JSON-LD of a giant headline"] = lambda size: page(
    head=_LD.format('{"@type": "NewsArticle", "headline": "' + fill("boats ", size) + '"}')
)
KINDS["JSON-LD of many authors"] = lambda size: page(
    head=_LD.format(
        '{"@type": "NewsArticle", "headline": "' + TITLE + '", "author": ['
        + fill('{"@type": "Person", "name": "Ida Holm #"},', size) + "{}]}"
    )
)  # fmt: skip
KINDS["JSON-LD of many images"] = lambda size: page(
    head=_LD.format(
        '{"@type": "NewsArticle", "headline": "' + TITLE + '", "image": [' + fill('"/i/#.jpg",', size) + '"/i.jpg"]}'
    )
)
KINDS["JSON-LD of deep lists"] = lambda size: page(head=_LD.format("[" * (size // 2) + "]" * (size // 2)))
KINDS["JSON-LD of deep objects"] = lambda size: page(head=_LD.format('{"a":' * (size // 6) + "1" + "}" * (size // 6)))
KINDS["JSON-LD of commas"] = lambda size: page(head=_LD.format("[" + "," * size + "]"))
KINDS["JSON-LD of backslashes"] = lambda size: page(head=_LD.format('{"a": "' + "\\" * size + '"}'))
KINDS["JSON-LD of digits"] = lambda size: page(head=_LD.format('{"a": ' + "9" * size + "}"))
KINDS["JSON-LD of quotation marks"] = lambda size: page(head=_LD.format('"headline":"' * (size // 12)))
KINDS["JSON-LD that is cut"] = lambda size: page(
    head=_LD.format('{"@type": "NewsArticle", "headline": "' + TITLE + '", "x": [' + fill('{"a": #},', size))
)
KINDS["JSON-LD of escaped entities"] = lambda size: page(head=_LD.format("{&quot;a&quot;:&quot;" + fill("&amp;", size)))
KINDS["JSON-LD of white space"] = lambda size: page(head=_LD.format('{"a": 1,' + " " * size + "}"))
KINDS["many JSON-LD blocks"] = lambda size: page(head=fill(_LD.format('{"@type": "Thing", "name": "#"}'), size))
KINDS["many broken JSON-LD blocks"] = lambda size: page(head=fill(_LD.format('{"@type": "Thing", "name: #'), size))
KINDS["references in a circle"] = lambda size: page(
    head=_LD.format(
        '[{"@id": "#a", "@type": "NewsArticle", "headline": "' + TITLE + '", "author": {"@id": "#a"}, '
        '"isPartOf": {"@id": "#b"}}, {"@id": "#b", "name": {"@id": "#a"}, "author": {"@id": "#b"}}]'
    )
)

KINDS["bad bytes"] = lambda size: page(after="<p>X</p>").encode().replace(b"X", b"\xff\xfe\xc3\x28" * (size // 4))
KINDS["half of a surrogate pair in bytes"] = lambda size: (
    page(after="<p>X</p>").encode().replace(b"X", b"\xed\xa0\x80" * (size // 3))
)
KINDS["nul bytes"] = lambda size: page(after="<p>X</p>").encode().replace(b"X", b"\x00" * size)
KINDS["nul bytes before the page"] = lambda size: b"\x00" * size + page().encode()
KINDS["spaces before the page"] = lambda size: " " * size + page()
KINDS["spaces after the page"] = lambda size: page() + " \n" * (size // 2)
KINDS["a page after the page"] = lambda size: page() + fill("<html><body><p>Another page # begins.</p>", size)
KINDS["carriage returns"] = lambda size: page(before="\r" * size)
KINDS["the article again and again"] = lambda size: page(article=fill(ARTICLE, max(size, 2 * len(ARTICLE))))
KINDS["the paragraphs again and again"] = lambda size: page(
    article=f"<article><h1>{TITLE}</h1>{STORY}{fill(STORY, size)}</article>"
)
KINDS["the title again and again"] = lambda size: page(before=fill(f"<p>{TITLE}</p>", size))
KINDS["the title in headings"] = lambda size: page(after=fill(f"<h1>{TITLE}</h1>", size))
