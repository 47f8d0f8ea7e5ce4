"""A page as the theme wrote it in, the same without the theme's faults out: what a checker or a screen reader stumbles over."""

from __future__ import annotations

import re

FAULTS = (
    # two navigations are called the same
    (re.compile('class="md-path" aria-label="Navigation"'), 'class="md-path" aria-label="Path to this page"'),
    # the lists of a section are named by a label without a word; their title has one
    (re.compile('aria-labelledby="(__nav_[0-9_]+)_label"'), r'aria-labelledby="\1_title"'),
    (re.compile('class="md-nav__title" for="(__nav_[0-9_]+)"'), r'class="md-nav__title" id="\1_title" for="\1"'),
    # no number, and what a browser makes of it is what it does without
    (re.compile(' tabindex=""'), ""),
    # a picture that stands in a page needs no name for its language
    (re.compile('(?<=<svg) xmlns="[^"]*"'), ""),
    # Firefox fetches the next page ahead of time, which the policy refuses and a reader did not ask for
    (re.compile('<link rel="next" href="[^"]*">'), ""),
)


def mend(html: str) -> str:
    """The page with each fault replaced, wherever it stands."""
    for fault, better in FAULTS:
        html = fault.sub(better, html)
    return html
