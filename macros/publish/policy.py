"""A finished page in, the same with its Content-Security-Policy out; and what a server says beside it.

The policy names the theme's own inline scripts by their hash. What people wrote stands inside the article and is not
looked at: a script that came in there, by whatever gap, is one the browser refuses.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from typing import Literal

Place = Literal["published", "offline"]

TOKEN = "ATLASPOLICY"  # where docs/.overrides/main.html wants it
SELF = "'self'"
NOTHING = "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'"
_ALLOWED: dict[Place, str] = {
    "published": "font-src 'self'; img-src 'self' data:; connect-src 'self'",
    # from disk nothing can be fetched
    "offline": "font-src 'self'; img-src 'self' data:",
}
_POLICY = re.compile(r'(<meta http-equiv="?Content-Security-Policy"? content=")[^"]*')
_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)  # one with attributes is a file or data, or none of the theme's
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)  # only the page of a server that finds nothing brings its own


def seal(html: str, place: Place) -> str:
    """The page with its policy in the place `TOKEN` keeps."""
    return html.replace(TOKEN, policy(html, place), 1)


def reseal(html: str) -> str:
    """A published page that a server has put a script into, with that script allowed: each load brings another one."""
    return _POLICY.sub(lambda found: f"{found[1]}{policy(html, 'published')}", html, count=1)


def policy(html: str, place: Place) -> str:
    """What the browser may load and run on this page."""
    around = _ARTICLE.sub("", html)
    scripts = [_hash(text) for text in _SCRIPT.findall(around)]
    styles = [_hash(text) for text in _STYLE.findall(around)]
    return f"{NOTHING}; {' '.join(('script-src', SELF, *scripts))}; {' '.join(('style-src', SELF, *styles))}; {_ALLOWED[place]}"


@lru_cache(maxsize=64)
def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


# the file `_headers`, for hosts that read one: what a page cannot say of itself
PATH = "_headers"  # where hosts look for them
HEADERS = """\
/*
  Content-Security-Policy: object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Cross-Origin-Opener-Policy: same-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=()
/api/*
  Access-Control-Allow-Origin: *
/assets/javascripts/*
  Cache-Control: public, max-age=31536000, immutable
/assets/stylesheets/*
  Cache-Control: public, max-age=31536000, immutable
"""
