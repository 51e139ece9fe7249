"""A Vega-Lite spec as a picture: SVG, made on this server, kept by its content."""

import hashlib
import json
import re

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from accounts.kept import DAY, kept, key_of

CLIP = re.compile(r'((?:id="|url\(#)clip)(\d+)')


def svg(spec: dict) -> str:
    return _rendered(*_content(spec))


def svg_response(request, spec: dict) -> HttpResponse:
    """The chart as an image, which may load nothing and run nothing when opened by itself."""
    name, text = _content(spec)
    etag = f'"{name}"'
    response = get_conditional_response(request, etag=etag)
    return _careful(response or _image(_rendered(name, text)), etag)


def _image(text: str) -> HttpResponse:
    if not text:
        raise Http404
    return HttpResponse(text, content_type="image/svg+xml; charset=utf-8")


def _careful(response, etag) -> HttpResponse:
    response["ETag"] = etag
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    patch_cache_control(response, private=True, no_cache=True)  # ask each time: the chart may have changed
    return response


def kept_svg_response(request, name: tuple, make) -> HttpResponse:
    """The same of a spec that is dear to make: `name` says everything it depends on. `make` gives None for nothing to
    draw."""

    def draw():
        spec = make()
        return svg(spec) if spec else ""

    etag = f'"{key_of(name)}"'
    response = get_conditional_response(request, etag=etag) or _image(kept(name, draw))
    return _careful(response, etag)


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
