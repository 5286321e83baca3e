"""The pages: the public rankings, the respondents' questionnaire, the workspaces, and their static
files.

Each page is imported when it is asked for, so that calls of the API do not wait for any.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chalicelib.actions.results import browsing
from chalicelib.actions.rounds import current
from chalicelib.api.results import public
from chalicelib.api.serving.encodings import VARY, first_accepted
from chalicelib.api.serving.media import ASSET, PAGE
from chalicelib.api.serving.queries import LANGUAGE
from chalicelib.api.serving.routing import Reply, Request, Routes
from chalicelib.domain.errors import NotFound

routes = Routes(__name__)
_MINUTE, _EVER = "public, max-age=60", "public, max-age=31536000, immutable"


@routes.on("GET", "/", audience="public", reply=PAGE, query=LANGUAGE)
def show_rankings(request: Request[None]) -> Any:
    """The front page: every published ranking of every round."""
    from chalicelib.pages import rounds

    listed = public.list_rounds(request).body["rounds"]
    return _html(rounds.render(listed, _language(request)))


@routes.on("GET", "/rankings/{round}/{index}", audience="public", reply=PAGE, query=LANGUAGE)
def show_ranking(request: Request[None]) -> Any:
    """The page of one published ranking."""
    from chalicelib.pages import ranking, rounds

    round_id, index = request.path["round"], request.path["index"]
    try:
        published = browsing.ranking(round_id, index, "json")
    except NotFound:
        return _html(rounds.missing(_language(request)), 404)
    about, language = current.document(round_id), _language(request)
    return _html(ranking.render(json.loads(published.read()), about, language, published.files))


@routes.on("GET", "/s", audience="respondent", reply=PAGE)
def show_questionnaire(request: Request[None]) -> Any:
    """The questionnaire page, the same document for everybody: who is asked is known only after the
    person presses start.
    """
    from chalicelib.pages import respond

    return _packed(request, "s.html", respond.document(), _headers(respond.policy()))


@routes.on("GET", "/signin", audience="public", reply=PAGE)
def show_sign_in(request: Request[None]) -> Any:
    """Sign in, change the first password, give the second factor."""
    return _workspace(request, "signin")


@routes.on("GET", "/account", audience="public", reply=PAGE)
def show_account(request: Request[None]) -> Any:
    """The own account: posts, password, second factor, sign-ins; the same for every role."""
    return _workspace(request, "account")


@routes.on("GET", "/work", audience="public", reply=PAGE)
def show_work(request: Request[None]) -> Any:
    """The workspace of a unit's people; the script asks the API who is signed in."""
    return _workspace(request, "work")


@routes.on("GET", "/survey", audience="public", reply=PAGE)
def show_survey(request: Request[None]) -> Any:
    """The survey, for operations staff: letters, decisions, people, questionnaires, sealing."""
    return _workspace(request, "survey")


@routes.on("GET", "/lists", audience="public", reply=PAGE)
def show_lists(request: Request[None]) -> Any:
    """The respondent lists of a unit or of the authority: fill them by file or by hand, review
    them, send them.
    """
    return _workspace(request, "lists")


@routes.on("GET", "/report", audience="public", reply=PAGE)
def show_report(request: Request[None]) -> Any:
    """The report of a unit, for reading and printing."""
    return _workspace(request, "report")


@routes.on("GET", "/results", audience="public", reply=PAGE)
def show_results(request: Request[None]) -> Any:
    """The council's result of a unit, for reading and printing, once it is released."""
    return _workspace(request, "results")


@routes.on("GET", "/receipt", audience="public", reply=PAGE)
def show_receipt_check(request: Request[None]) -> Any:
    """Check a receipt or a printed report. What is checked comes after the `#` or is pasted, and
    stays in the browser.
    """
    return _workspace(request, "receipt")


@routes.on("GET", "/progress", audience="public", reply=PAGE)
def show_progress(request: Request[None]) -> Any:
    """Survey progress, of a unit or of the whole survey; the script asks the API who is signed
    in.
    """
    return _workspace(request, "progress")


@routes.on("GET", "/units", audience="public", reply=PAGE)
def show_units(request: Request[None]) -> Any:
    """The units of a round, their windows and accounts, and publications, for operations staff."""
    return _workspace(request, "units")


@routes.on("GET", "/council/assignments", audience="public", reply=PAGE)
def show_assignments(request: Request[None]) -> Any:
    """Who of the council appraises what; the script asks the API who is signed in."""
    return _workspace(request, "assignments")


@routes.on("GET", "/council/consistency", audience="public", reply=PAGE)
def show_consistency_page(request: Request[None]) -> Any:
    """The sample for second scores, and how alike members judge, for the secretariat."""
    return _workspace(request, "consistency")


@routes.on("GET", "/council/releases", audience="public", reply=PAGE)
def show_releases(request: Request[None]) -> Any:
    """What was released to units, and the act of releasing; the script asks the API who is signed
    in.
    """
    return _workspace(request, "releases")


@routes.on("GET", "/council/meeting", audience="public", reply=PAGE)
def show_meeting(request: Request[None]) -> Any:
    """The meeting of the council: frozen drafts and the vote on them."""
    return _workspace(request, "meeting")


@routes.on("GET", "/council", audience="public", reply=PAGE)
def show_council(request: Request[None]) -> Any:
    """The appraisal, for members of the council; the script asks the API who is signed in."""
    return _workspace(request, "council")


@routes.on(
    "GET",
    "/static/{name}",
    audience="public",
    reply=ASSET,
    query={"v": "the content's hash; with it the file may be cached for good"},
)
def show_asset(request: Request[None]) -> Any:
    """A style sheet, script or picture; under an address with its content's hash it may be cached
    for good.
    """
    from chalicelib.pages import assets

    name = request.path["name"]
    if name not in assets.names():
        raise NotFound
    wanted, cache = request.query.get("v"), _MINUTE
    if wanted is not None:  # while a new release comes, a copy of either may be asked for the other
        cache = _EVER if assets.address(name).endswith(f"={wanted}") else "no-store"
    headers = {"Content-Type": assets.media_type(name), "Cache-Control": cache}
    return _packed(request, name, assets.content(name).decode(), headers)


def _workspace(request: Request[None], name: str) -> Reply:
    from chalicelib.pages import signed_in
    from chalicelib.settings import settings

    policy = signed_in.policy(name, settings().evidence_origin)
    return _packed(request, f"{name}.html", signed_in.document(name), _headers(policy))


def _packed(request: Request[None], name: str, content: str, headers: Mapping[str, str]) -> Reply:
    """What is the same for everybody: in the smallest form that was packaged and the client
    takes.
    """
    from chalicelib.pages import packed

    forms = packed.forms(name)
    form = first_accepted(request.headers.get("accept-encoding", ""), forms)
    if not form:
        return Reply(content, 200, {**headers, **VARY})
    return Reply(forms[form], 200, {**headers, **VARY, "Content-Encoding": form})


def _language(request: Request[None]) -> str:
    return request.query.get("lang", "vi")


def _html(page: str, status: int = 200) -> Reply:
    from chalicelib.pages import layout

    return Reply(page, status, _headers(layout.POLICY))


def _headers(policy: str) -> dict[str, str]:
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": _MINUTE,
        "Content-Security-Policy": policy,
    }
