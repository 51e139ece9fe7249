"""A Vega-Lite spec as a picture: SVG, made on this server, kept by its content; to take away also as PNG."""

import hashlib
import json
import re
from collections.abc import Callable
from textwrap import wrap
from typing import Protocol

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _

from govuk.numbers import day_text
from ledger.kept import DAY, kept, key_of

FILES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png"}
TITLE, SUBTITLE = 72, 88  # letters to a line of a picture that is taken away
CLIP = re.compile(r'((?:id="|url\(#)clip)(\d+)')


def svg(spec: dict) -> str:
    return _rendered(*_content(spec))


class Picture(Protocol):
    """A chart with its words: the message, and what is shown."""

    headline: str
    statistic: str

    def spec(self, *, narrow: bool = False) -> dict: ...


def picture_response(request, picture: Picture, name: str, of: str) -> HttpResponse:
    """The chart as an image, which may load nothing and run nothing when opened by itself; `?file=svg` or `png` is a
    file to take away, called `name`, which says that it is `of` a force or whatever else."""
    if asked := _file(request, picture, name, of):
        return asked
    content, text = _content(picture.spec(narrow=_is_narrow(request)))
    etag = f'"{content}"'
    response = get_conditional_response(request, etag=etag)
    return _careful(response or _image(_rendered(content, text)), etag)


def kept_picture_response(request, what: tuple, make: Callable[[], Picture | None], name: str, of: str) -> HttpResponse:
    """The same of a picture that is dear to make: `what` says everything it depends on. `make` gives None for nothing
    to draw."""
    if asked := _file(request, "file" in request.GET and make(), name, of):
        return asked

    def draw():
        picture = make()
        return svg(picture.spec(narrow=_is_narrow(request))) if picture else ""

    what = (*what, _is_narrow(request))
    etag = f'"{key_of(what)}"'
    response = get_conditional_response(request, etag=etag) or _image(kept(what, draw))
    return _careful(response, etag)


def _is_narrow(request) -> bool:
    return request.GET.get("size") == "narrow"


def _file(request, picture, name, of) -> HttpResponse | None:
    """Taken away from its page, a picture says itself what it shows."""
    file_format = request.GET.get("file")
    if file_format not in FILES or not picture:
        return None
    known = _("%(of)s, as known at the end of %(day)s") % {"of": of, "day": day_text(request.as_at.day)}
    text = svg(_titled(picture.spec(), picture.headline, [picture.statistic, known]))
    if file_format == "png":
        import vl_convert  # as below

        text = vl_convert.svg_to_png(text, scale=2)
    response = HttpResponse(text, content_type=FILES[file_format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    return _careful(response, f'"{key_of((text,))}"')


def _titled(spec, headline, below) -> dict:
    said, shown = wrap(headline, TITLE), [line for text in below for line in wrap(text, SUBTITLE)]
    title = {"text": said, "subtitle": shown, "anchor": "start", "fontSize": 16, "subtitleFontSize": 14, "offset": 12}
    room = 21 * len(said) + 18 * len(shown) + 16
    padding = spec["padding"] | {"top": spec["padding"]["top"] + room} if "autosize" in spec else spec["padding"]
    return spec | {"title": title, "padding": padding}


def _image(text: str) -> HttpResponse:
    if not text:
        raise Http404
    return HttpResponse(text, content_type=FILES["svg"])


def _careful(response, etag) -> HttpResponse:
    response["ETag"] = etag
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    patch_cache_control(response, private=True, no_cache=True)  # ask each time: the chart may have changed
    return response


def _content(spec):
    text = json.dumps(spec, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest(), text


def _rendered(name, text):
    def draw():
        import vl_convert  # here, because its threads must start after the worker's fork

        # It counts clips from one drawing to the next: the same chart would differ each time, and of two on a page that
        # different workers drew, one could be cut at the other's edge.
        numbers: dict[str, int] = {}
        named = lambda found: f"{found[1]}-{name[:12]}-{numbers.setdefault(found[2], len(numbers))}"  # noqa: E731
        return CLIP.sub(named, vl_convert.vegalite_to_svg(text))

    return kept(("chart", name), draw, seconds=30 * DAY)
