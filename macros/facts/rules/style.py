"""Rules about what we write ourselves, in whatever record: no placeholder, no slogan, American spelling, an address that lasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast
from urllib.parse import urlsplit

from macros.facts.documents import Place
from macros.facts.records import markdown_texts
from macros.facts.rules.entry import Entry, RecordRule, Written
from macros.facts.schema.evidence import Subject

# British spellings, and words that promise instead of saying
BRITISH = re.compile(
    r"\b(licen[c]e\w*|\w*organis\w+|behaviour\w*|colour\w*|favour\w*|labour|neighbour\w*|centre|catalogue|programme|defence"
    r"|label(?:led|ling)|cancelled|modell(?:ed|ing)|analyse\w*|artefact\w*|whilst"
    r"|(?:recogn|summar|optim|util|character|custom|special|min|max|standard|general|real|emphas|priorit|democrat|revolution)is(?:e[ds]?|ing|ation))\b",
    re.IGNORECASE,
)
HYPE = re.compile(
    r"\b(revolutionary|revolutioniz\w+|game[- ]chang\w+|cutting-edge|unleash\w*|delv(?:e[sd]?|ing)|seamless\w*|landscape of"
    r"|in today's)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
_TO_DO = re.compile(r"\b(TODO|FIXME|XXX|TBD|TBA)\b|\blorem ipsum\b|^(fill (this )?in|to be (written|filled in|done))\b")
SHORT = 50  # letters: nothing longer is vague in the way of the next line
_VAGUE = re.compile(
    r"(see|as|same as|cf\.?)? ?(the )?"
    r"(above|below|before|source|link|url|text|page|web ?site|home ?page|official (page|site|website|docs)|itself)\.?",
    re.IGNORECASE,
)
_FORGOTTEN = ("TODO", "FIXME", "XXX", "TBD", "TBA", "lorem", "\nfill", "\nto be")
_WEB = ("http://", "https://")
# parts of a host that the next three look at closer
_DOUBTED = {"google", "bing", "duckduckgo", "baidu", "yandex", "chatgpt", "openai", "claude", "gemini", "perplexity", "copilot"}
_DOUBTED |= {"localhost", "local", "invalid", "test", "127", "10", "192", "0"}
_WIKIPEDIA = re.compile(r"https?://([^/]*\.)?wikipedia\.org\b", re.IGNORECASE)
_LINK = re.compile(r"\]\((?:https?:|/|\.)")
# fields in which nobody but us speaks
OURS = {
    "model": ("summary",),
    "claim": ("explanation", "say_instead"),
    "faq": ("question", "short", "answer"),
    "term": ("term", "definition", "more"),
    "family": ("about",),
    "maker": ("about",),
    "framework": ("about",),
    "dataset": ("about",),
}
TITLES = ("term", "question", "definition")  # of a definition a rule of its own says more
_ENDED = re.compile(r"[.!?:)”\"…|]\s*$")
_MARKS = re.compile(r"(?<![\w*])(\*\*?|__)(?=\S)[^*_\n]*\S\1(?![\w*])|^#{1,6} |^[-*] ")
_SEARCH = re.compile(r"(^|\.)(google|bing|duckduckgo|baidu|yandex)\.[a-z.]+$")
_TALK = re.compile(r"(^|\.)(chatgpt\.com|chat\.openai\.com|claude\.ai|gemini\.google\.com|perplexity\.ai|copilot\.microsoft\.com)$")
_HERE = re.compile(r"^(localhost|127\.|10\.|192\.168\.|0\.0\.0\.0)|\.(local|invalid|test|localhost)$")
_TRACKED = re.compile(r"[?&](utm_\w+|fbclid|gclid|ref_src)=")


def fault(text: str) -> str:
    """What is wrong with words of our own; an empty text if nothing is."""
    own = QUOTED.sub(" ", text)
    if found := BRITISH.search(own):
        return f"'{found.group()}' is British; write it the American way"
    if found := HYPE.search(own):
        return f"'{found.group()}' promises; say what it does, with a number where there is one"
    return ""


def to_do(text: str) -> str:
    """A placeholder in the text, if there is one."""
    return found.group() if (found := _TO_DO.search(text)) else ""


def our_words(entry: Written) -> Iterator[tuple[Place, str]]:
    """What we say is said plainly."""
    for name in OURS.get(entry.kind.name, ()):
        if isinstance(text := entry.fields.get(name), str):
            if why := fault(text):
                yield (name,), why
            if name not in TITLES and not _ENDED.search(text):
                yield (name,), "ends without a full stop; write the end of the sentence"


def written(entry: Written) -> Iterator[tuple[Place, str]]:
    """A placeholder somebody forgot, Markdown where it would stay as it is written, an address that is gone or another tomorrow."""
    prose = {place for place, _ in markdown_texts(entry.record)}
    for place, text in entry.texts:
        if text.startswith(_WEB) and (why := _no_source(text)):
            yield place, why
        elif place[-1] in ("shows", "clause") and len(text) < SHORT and _VAGUE.fullmatch(text.strip()):
            say = "what stands there about this" if place[-1] == "shows" else "where in the text it stands, like §2"
            yield place, f"'{text}' tells a reader nothing; say {say}"
    for place, found in entry.found(_TO_DO, *_FORGOTTEN):
        if not found.string.startswith(_WEB):
            yield place, f"holds '{found.group()}'; write it, or leave the field out until it is known"
    links = {place for place, _ in entry.found(_LINK, "](")} - prose
    for place in links:
        yield place, "holds a Markdown link; write plain words, an address belongs in a source or in 'url:'"
    for place, found in entry.found(_MARKS, "*", "__", "\n#", "\n- ") if entry.kind.name != "search" else ():
        if place not in prose and place not in links and not found.string.startswith(_WEB):
            yield place, f"holds '{found.group().strip()}', which stays as it is written here; write plain words"


def encyclopedia(entry: Entry) -> Iterator[tuple[Place, str]]:
    """An encyclopedia is not the maker."""
    for key, source in cast(Subject, entry.record).sources.items():
        if source.kind in ("maker", "license-text", "paper", "config") and _WIKIPEDIA.match(source.url):
            yield ("sources", key, "kind"), "an encyclopedia is no such source; write 'press', or name the page it cites"


def _no_source(address: str) -> str:
    if "?" not in address and _DOUBTED.isdisjoint(address.lower().split("/", 3)[2].partition(":")[0].split(".")):
        return ""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if _SEARCH.search(host) and re.match(r"/(search|s)\b", parts.path):
        return "is a page of search results; name the page you found there"
    if _TALK.search(host) and re.match(r"/(share|chat|c|search|app)\b", parts.path):
        return "is a conversation with a model, which is no source; name the page where it can be read"
    if _HERE.search(host):
        return f"'{host}' exists on your machine only; name the page on the web"
    if found := _TRACKED.search(address):
        return f"carries '{found[1]}', which tells where you came from; cut the address there"
    return ""


RULES: tuple[RecordRule, ...] = (our_words, written)
