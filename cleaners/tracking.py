"""Recognise tracking parameters, which say how a reader came to a page, or who they are, and do not change the page.

The rules of ClearURLs and AdGuard are not used, because their licences (LGPL, GPL) are not ours. courlan's pattern
matches names by their first letters, and so takes "gallery" and "cid" for trackers. The lists here have the names that
newspapers, newsletters and social networks add to addresses. Names that choose an article on some sites ("id", "cid",
"sid", "ref", "mod") count only with a value that names a channel or a session.
"""

from __future__ import annotations

import re
from urllib.parse import unquote


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NAMES = _words(
    """
    .tsrc __hsfp __hssc __hstc __s __source __tn__ __twitter_impression _branch_match_id _branch_referrer _ga
    _gac _gl _hsenc _hsmi _openstat action_object_map amp_gsa amp_js_v bxid campaign campaign_id campaignid
    cftoken click_id clickid cmp cmpid cn-reloaded cndid cvid cx_testid cx_testvariant cxntfid dcmp dgcid dicbo
    dm_i dm_t ecid ef_id efg elqtrack elqtrackid email_hash emc epik esrc ext_ref fb_action_ids fb_action_types
    fb_comment_id fb_ref fb_source feedtype fref fromrss ftag ftcamp gbraid gclsrc gift gift_code gift_token
    giftcode giftcopy giftid giftlink guccounter gws_rd hsctatracking hss_channel icid igsh igshid instance_id
    int_cmp intcid intcmp itid ito jsessionid leadsource li_fat_id mbid mibextid mkt_tok mkwid ncid nlid
    nr_email_referer ob_click_id oborigurl ocid opencampaign osc_sid oscsid phpsessid pml rb_clickid recirc
    ref_src ref_url referrer reflink regi_id replytocom rref rss_id rssid s_campaign s_cid s_kwcid s_src
    sara_ecid sara_icid sara_ref sc_campaign sc_channel sc_cid sc_country sc_outcome sccid scm_id segment_id
    segmentid sessid session_id sessionid sfmc_id sfmc_sub share_id share_token shared shareid sharetoken
    sharetype smid smprod smtyp soc_src soc_trk spm spref sr_share srsltid taid tblci tpcc tracking_id
    traffic_source trk tw_p unlocked_article_code usqp wbraid wickedid wpisrc wpmk wpmm wprssn wpsrc wt_mc xtcr
    xtmc xtor xtref xts yptr zenid
    """
)
_NAME = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|itm|hsa|stm|at|mc|oly|vero|wt|_hs|mkt|ns|trk|gaa|_x_tr|elq)[_.].*"
    r"|[a-z]{1,9}_utm_.*|cvid[_.].*|guce_referr.*|aspsessionid.*"
    r"|(?:fbc|gc|dc|yc|ysc|ymc|twc|ttc|msclk|qc|rdt_c|sc)l?id|s?_?cmpid|sf[a-z]?\d{5,}"
)
# Names that choose the contents of the page on some sites, and say how the reader came to it on others.
_CHANNEL_NAMES = _words(
    """
    app channel cid click entry feature from in link medium mod origin partner ref ref_ refer referer rss share
    source src trigger utm via
    """
)
_CHANNEL = re.compile(
    r"(?:.{0,20}[-_.])?rss(?:[-_.]?.{0,20})?|feeds?|atom|fb|facebook.*|tw|twitter.*|insta(?:gram)?|linkedin|whatsapp"
    r"|telegram|reddit|pinterest|tiktok|threads|bluesky|mastodon|flipboard.*|pocket|youtube|youtu\.be|google\w*|gnews"
    r"|bing|yahoo|msn|apple\w*|e?-?mail.*|newsletter.*|push.*|notifications?|app|ios|android|sms|shar(?:e|ed|ing).*"
    r"|social.*|home|home-?page|hp[-_].*|hp|mhp|front-?page|startseite|sidebar|footer|header|nav(?:bar|igation)?"
    r"|widget.*|related.*|recirc.*|trending|most-?read|top-?stor(?:y|ies)|searchresults?|desktop\w*|mobile\w*|amp|qr"
    r"|copy-?link|clipboard|(?:article|desktop|mobile)?_?(?:web|email)?_?share.*|article_inline.*|djem\w*|e2\w\w"
    r"|timeline|singlemessage|groupmessage|moments",
)
_VALUES = {
    "s": re.compile(r"\d\d"),  # of links that Twitter shares, with a token in `t`
    "t": re.compile(r"[\w-]{20,24}"),
    "rss": re.compile(r"1|true|yes"),
    "sid": re.compile(r"[0-9a-f]{24,64}"),
    "session": re.compile(r"[\w-]{16,64}"),
    "cfid": re.compile(r"[\w-]{5,64}"),
    "st": re.compile(r"(?=[a-z]{0,19}\d)[a-z0-9]{12,20}"),  # of links that a reader of a paywalled site shares
}


def is_tracking(parameter: str) -> bool:
    """Return True if a query parameter, "name=value" as in an address, does not change the page."""
    name, _, value = (unquote(part).lower() for part in parameter.partition("="))
    if name in _NAMES or _NAME.fullmatch(name):
        return True
    if name in _CHANNEL_NAMES:
        return len(value) <= 60 and bool(_CHANNEL.fullmatch(value))
    pattern = _VALUES.get(name)
    return pattern is not None and bool(pattern.fullmatch(value))
