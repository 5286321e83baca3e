"""The pages: the public rankings, the respondents' questionnaire, the workspaces, and their static
files.

Each page is imported when it is asked for, so that calls of the API do not wait for any.
"""

from __future__ import annotations

import json
from typing import Any

from chalicelib.actions.results import browsing
from chalicelib.actions.rounds import current
from chalicelib.api.results import public
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
def show_questionnaire(_: Request[None]) -> Any:
    """The questionnaire page, the same document for everybody: who is asked is known only after the
    person presses start.
    """
    from chalicelib.pages import respond

    return _html(respond.document(), policy=respond.policy())


@routes.on("GET", "/signin", audience="public", reply=PAGE)
def show_sign_in(_: Request[None]) -> Any:
    """Sign in, change the first password, give the second factor."""
    return _workspace("signin")


@routes.on("GET", "/account", audience="public", reply=PAGE)
def show_account(_: Request[None]) -> Any:
    """The own account: posts, password, second factor, sign-ins; the same for every role."""
    return _workspace("account")


@routes.on("GET", "/work", audience="public", reply=PAGE)
def show_work(_: Request[None]) -> Any:
    """The workspace of a unit's people; the script asks the API who is signed in."""
    return _workspace("work")


@routes.on("GET", "/survey", audience="public", reply=PAGE)
def show_survey(_: Request[None]) -> Any:
    """The survey, for operations staff: letters, decisions, people, questionnaires, sealing."""
    return _workspace("survey")


@routes.on("GET", "/lists", audience="public", reply=PAGE)
def show_lists(_: Request[None]) -> Any:
    """The respondent lists of a unit or of the authority: fill them by file or by hand, review
    them, send them.
    """
    return _workspace("lists")


@routes.on("GET", "/report", audience="public", reply=PAGE)
def show_report(_: Request[None]) -> Any:
    """The report of a unit, for reading and printing."""
    return _workspace("report")


@routes.on("GET", "/results", audience="public", reply=PAGE)
def show_results(_: Request[None]) -> Any:
    """The council's result of a unit, for reading and printing, once it is released."""
    return _workspace("results")


@routes.on("GET", "/receipt", audience="public", reply=PAGE)
def show_receipt_check(_: Request[None]) -> Any:
    """Check a receipt or a printed report. What is checked comes after the `#` or is pasted, and
    stays in the browser.
    """
    return _workspace("receipt")


@routes.on("GET", "/progress", audience="public", reply=PAGE)
def show_progress(_: Request[None]) -> Any:
    """Survey progress, of a unit or of the whole survey; the script asks the API who is signed
    in.
    """
    return _workspace("progress")


@routes.on("GET", "/units", audience="public", reply=PAGE)
def show_units(_: Request[None]) -> Any:
    """The units of a round, their windows and accounts, and publications, for operations staff."""
    return _workspace("units")


@routes.on("GET", "/council/assignments", audience="public", reply=PAGE)
def show_assignments(_: Request[None]) -> Any:
    """Who of the council appraises what; the script asks the API who is signed in."""
    return _workspace("assignments")


@routes.on("GET", "/council/consistency", audience="public", reply=PAGE)
def show_consistency_page(_: Request[None]) -> Any:
    """The sample for second scores, and how alike members judge, for the secretariat."""
    return _workspace("consistency")


@routes.on("GET", "/council/releases", audience="public", reply=PAGE)
def show_releases(_: Request[None]) -> Any:
    """What was released to units, and the act of releasing; the script asks the API who is signed
    in.
    """
    return _workspace("releases")


@routes.on("GET", "/council/meeting", audience="public", reply=PAGE)
def show_meeting(_: Request[None]) -> Any:
    """The meeting of the council: frozen drafts and the vote on them."""
    return _workspace("meeting")


@routes.on("GET", "/council", audience="public", reply=PAGE)
def show_council(_: Request[None]) -> Any:
    """The appraisal, for members of the council; the script asks the API who is signed in."""
    return _workspace("council")


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
    cache = _EVER if assets.address(name).endswith(f"={request.query.get('v')}") else _MINUTE
    return Reply(
        assets.content(name).decode(),
        200,
        {"Content-Type": assets.media_type(name), "Cache-Control": cache},
    )


def _workspace(name: str) -> Reply:
    from chalicelib.pages import signed_in
    from chalicelib.settings import settings

    return _html(signed_in.document(name), policy=signed_in.policy(settings().evidence_origin))


def _language(request: Request[None]) -> str:
    return request.query.get("lang", "vi")


def _html(page: str, status: int = 200, policy: str | None = None) -> Reply:
    from chalicelib.pages import layout

    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": _MINUTE,
        "Content-Security-Policy": policy or layout.POLICY,
    }
    return Reply(page, status, headers)
