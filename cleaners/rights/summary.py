"""Sum up all statements about rights in one value: reserved, open or unknown."""

from __future__ import annotations

from collections.abc import Iterable

from cleaners.record import RightsStatementRecord, RightsStatus
from cleaners.rights.agents import TRAINING_KEYS
from cleaners.rights.licences import CREATIVE_COMMONS

# Places of a TDM reservation; a later one overrides the earlier ones (TDMRep, "Processing priority").
_TDM_PLACES = ("well-known:", "header:", "meta:")
_REFUSALS = {
    "robots": {"noai"},
    "content_signal": {"ai-train=no", "ai-input=no"},
    # The categories of draft-ietf-aipref-vocab-08, and of the earlier drafts that sites use.
    "content_usage": {"train-ai=n", "ai-use=n", "train-genai=n", "tdm=n", "ai=n", "bots=n"},
}
_GRANTS = {
    "content_signal": {"ai-train=yes"},
    "content_usage": {"train-ai=y", "train-genai=y", "tdm=y", "ai=y", "bots=y"},
}
# Licences of Creative Commons that allow any use of the text: neither "noncommercial" nor "no derivatives".
_OPEN_LICENCES = frozenset({"by", "by-sa", "zero", "mark", "publicdomain", "certification"})


def status(statements: Iterable[RightsStatementRecord]) -> RightsStatus:
    """Return the status. A refusal outweighs any grant, and statements about a part of the page do not count.

    Rules of robots.txt for agents that collect training data count as a refusal: they are how most sites declare it.
    Copyright notices do not decide, nor do RSL terms, since only their address is known.
    """
    of_page = [each for each in statements if each["scope"] != "part"]
    reservation = _tdm_reservation(of_page)
    if reservation == "1" or any(map(_refuses, of_page)):
        return "reserved"
    return "open" if reservation == "0" or any(map(_grants, of_page)) else "unknown"


def _tdm_reservation(statements: list[RightsStatementRecord]) -> str | None:
    """Return the reservation that takes precedence, or None."""
    found = [each for each in statements if each["kind"] == "tdm_reservation"]
    by_place = {place: each["value"] for place in _TDM_PLACES for each in found if each["where"].startswith(place)}
    return next((by_place[place] for place in reversed(_TDM_PLACES) if place in by_place), None)


def _refuses(each: RightsStatementRecord) -> bool:
    if each["kind"] == "ai_agents":
        return each["value"] == "disallow" and any(agent.lower() in TRAINING_KEYS for agent in each["agents"])
    names_none_or_ai = not each["agents"] or any(agent.lower() in TRAINING_KEYS for agent in each["agents"])
    return names_none_or_ai and each["value"] in _REFUSALS.get(each["kind"], ())


def _grants(each: RightsStatementRecord) -> bool:
    if each["kind"] == "licence":
        match = CREATIVE_COMMONS.fullmatch(each["value"])
        return match is not None and match[1].lower() in _OPEN_LICENCES
    return not each["agents"] and each["value"] in _GRANTS.get(each["kind"], ())
