"""Parameters of addresses: those that choose an article, and those for tracking, sharing and sessions."""

import pytest

from cleaners.urls import normalise, url_key


@pytest.mark.parametrize(
    "parameter",
    [
        "CMP=share",
        "ito=1490",
        "ftag=MSF0951a18",
        "mod=rss_markets_main",
        "mod=hp_lead_pos1",
        "reflink=share_mobile",
        "gift=Ab1-x",
        "PHPSESSID=0a1b",
        "sid=0123456789abcdef0123456789abcdef",
        "ASPSESSIONIDQQ=ABC",
        "ref=rss",
        "ref=home-page",
        "from=rss",
        "source=newsletter",
        "via=facebook",
        "s=09",
        "t=Ab3dEf6hIj9lMn2pQr5tUv",
        "unlocked_article_code=1.x",
        "leadSource=uverify%20wall",
        "sf12345678=1",
        "share_token=x",
        "wt_mc=rss.x",
        "xtref=a",
        "partner=rss",
        "ICID=ref_fark",
        "replytocom=81",
        "cid=rss",
        "utm=newsletter",
        "dm_i=4XYZ,1,2",
        "wpsrc=sh_all_dt_tw",
        "cn-reloaded=1",
    ],
)
def test_parameters_for_sharing_and_sessions_make_no_other_article(parameter):
    assert url_key(f"https://example.com/a?{parameter}&id=7") == url_key("https://example.com/a?id=7")


@pytest.mark.parametrize(
    "parameter",
    [
        "id=7",
        "p=123",
        "mod=article",
        "mod=news",
        "ref=12345",
        "ref=harbour-wall",
        "from=gull-rock",
        "source=reuters",
        "sid=26",
        "s=harbour",
        "t=12",
        "v=abc",
        "nid=9",
        "cid=4",
        "cid=newsroom-7",
        "utm=zone-33",
        "nl=7",
        "uid=5",
        "lang=de",
        "gallery=3",
        "article=3",
        "keyword=a",
        "page=2",
        "gid=4",
        "channel=sport",
        "session=2",
        "st=5",
        "global=1",
        "reference=8",
        "share=12",
        "campaigns=1",
        "in=paris",
        "click=3",
        "ref=1",
        "rss=5",
    ],
)
def test_parameters_that_may_choose_an_article_are_kept(parameter):
    assert url_key(f"https://example.com/a?{parameter}") != url_key("https://example.com/a")


@pytest.mark.parametrize(
    "parameter",
    ["utm_source=x", "UTM_Medium=x", "fbclid=1", "gclid=1", "mc_cid=1", "at_campaign=1", "xtor=RSS-1", "utm%5Fid=3"],
)
def test_tracking_parameters_are_dropped(parameter):
    assert normalise(f"https://example.com/?{parameter}&id=7") == "https://example.com/?id=7"


@pytest.mark.parametrize("query", ["id=123", "p=12", "b=2&a=1", "artikel", "cid=4", "utm=zone", "q=a+b%26c"])
def test_other_parameters_are_kept(query):
    assert normalise(f"https://example.com/?{query}") == f"https://example.com/?{query}"
