"""python -m tests.compare_pages URL URL: every address of the access table, as every person of the demonstration, from
two running services on the same ledger. Prints what differs, but for what is made anew each time. Run both with
bin/start on the same day: the demonstration is told alike."""

import difflib
import html
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

PLACES = {
    "own": "/organisations/avon-and-somerset/",
    "money": "/organisations/avon-and-somerset/funding/demonstration-grant/2025/",
    **dict.fromkeys(("period", "release", "entry", "upload", "note"), 1),
}
PEOPLE = (
    "unit", "unit_manager", "lead", "contributor", "chief_officer", "finance_officer", "area_lead", "observer",
    "inspector",
)  # fmt: skip
# Tokens, the build in an address of a static file, and the time at which the demonstration was written.
ANEW = re.compile(
    r'(name="(?:csrfmiddlewaretoken|opened_by|token)" value=")[^"]*|(\.)[0-9a-f]{12}(?=\.(?:css|js|svg))'
    r'|(data-(?:idle|whole)=")\d+'
    r"|(/(?:outbox|messages)/)[0-9a-f-]{36}"
    r"|(/calendar/)[\w-]+|(\?v=)\w+|(at )\d{1,2}:\d\d(?=[ap]m)|(nonce-)[\w+/=-]+"
)


def addresses() -> list[str]:
    rows = [line.split() for line in Path(__file__).with_name("access_table.txt").read_text().splitlines()[1:]]
    found = (row[2] for row in rows if row[1] == "GET" and row[0] not in ("healthz", "calendar"))
    return sorted(
        {address.format_map(PLACES) for address in found if set(re.findall(r"{(\w+)}", address)) <= {*PLACES}}
    )


class Service:
    def __init__(self, base: str, person: str):
        self.base, jar = base, CookieJar()
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), Stay()).open
        page = self.open(f"{base}/accounts/login/", timeout=60).read().decode()
        token = html.unescape(re.search(r'csrfmiddlewaretoken" value="([^"]+)', page)[1])
        sent = urllib.parse.urlencode({"person": person, "csrfmiddlewaretoken": token}).encode()
        request = urllib.request.Request(f"{base}/demo/sign-in/", sent, {"Referer": base + "/"})  # noqa: S310, ours
        try:
            self.open(request, timeout=60)
        except urllib.error.HTTPError as answer:
            if answer.code != 302:
                raise

    def get(self, address: str) -> tuple[int, str]:
        try:
            answer = self.open(self.base + address, timeout=120)
        except urllib.error.HTTPError as error:
            answer = error
        body = answer.read().decode("utf-8", "replace")
        where = answer.headers.get("Location", "")
        return answer.status, where + ANEW.sub(lambda found: next(filter(None, found.groups()), ""), body)


class Stay(urllib.request.HTTPRedirectHandler):
    """Where a page sends somebody is part of what it says."""

    def redirect_request(self, *_):
        return None


def main(one: str, other: str) -> int:
    differing = 0
    for person in PEOPLE:
        services = Service(one, person), Service(other, person)
        for address in addresses():
            (status, page), (other_status, other_page) = (service.get(address) for service in services)
            if (status, page) == (other_status, other_page):
                continue
            differing += 1
            print(f"\n== {person} {address}: {status}, {other_status}")
            lines = difflib.unified_diff(page.splitlines(), other_page.splitlines(), lineterm="", n=0)
            print(
                "\n".join(
                    line[:240] for line, _row in zip(lines, range(14), strict=False) if line[:3] not in ("---", "+++")
                )
            )
    print(f"\n{len(PEOPLE) * len(addresses())} pages compared, {differing} differ")
    return bool(differing)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
