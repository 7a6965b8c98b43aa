"""The page on which the address of a source is shown, once: it is kept by nobody, and leads nowhere."""

import html
from collections.abc import Callable

from aiohttp import web

#: A text by its key.
Word = Callable[..., str]
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
}
PAGE = """<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 12vh auto; padding: 0 1.25rem; color: #1f2933 }}
h1 {{ font-size: 1.25rem }}
button {{ font: inherit; padding: .6rem 1.2rem; border: 0; border-radius: .5rem; background: #2a7ae2; color: #fff; cursor: pointer }}
textarea {{ width: 100%; box-sizing: border-box; font: 14px/1.5 ui-monospace, monospace; padding: .75rem; border: 1px solid #b8c4d0;
  border-radius: .5rem; color: inherit; background: #fff }}
@media (prefers-color-scheme: dark) {{ body {{ background: #17212b; color: #e6edf3 }} textarea {{ background: #0f1720; border-color: #3a4a5a }} }}
</style>
<h1>{title}</h1>
{body}
"""


def answer(page: str, status: int = 200) -> web.Response:
    """The page, never cached."""
    return web.Response(text=page, status=status, content_type="text/html", headers=HEADERS)


def closed(name: str, word: Word) -> str:
    """Before the address is shown: a button."""
    form = f'<form method="post"><button>{_safe(word("source-page-show"))}</button></form>'
    return _page(word("source-page-title", name=name), f"<p>{_safe(word('source-page-before'))}</p>{form}")


def opened(name: str, address: str, word: Word) -> str:
    """The address, to be copied now."""
    field = f'<textarea rows="6" readonly autofocus spellcheck="false">{_safe(address)}</textarea>'
    return _page(word("source-page-title", name=name), f"<p>{_safe(word('source-page-after'))}</p>{field}")


def gone(word: Word) -> str:
    """There is no such page any more."""
    return _page(word("source-page-none"), f"<p>{_safe(word('source-page-gone'))}</p>")


def _page(title: str, body: str) -> str:
    return PAGE.format(title=_safe(title), body=body)


def _safe(text: str) -> str:
    return html.escape(text, quote=True)
