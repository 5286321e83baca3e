// How every page of signed-in people works: enter, load, follow the address, draw, move the focus.

import { runner } from "acts";
import { html, Masthead, Summary } from "parts";
import { render } from "preact";
import { account, whenSessionTurns } from "session";
import { detail, words } from "words";

const T = words({
  failed: ["Chưa mở được", "This could not be opened"],
  tryAgain: ["Thử lại", "Try again"],
  otherAccount: ["Đăng nhập bằng tài khoản khác", "Sign in with another account"],
});

/**
 * A page with one state object, drawn after every change.
 *
 * - `state`: what the page knows at first. The page itself keeps `place` and `rest` (the address),
 *   `busy`, `problem` and `told` (the last act), `fault` (why it could not be opened).
 * - `enter()`: what the page needs of the signed-in person, such as {path}; null when another page
 *   is on its way.
 * - `load(state)`: what to keep of the API's replies.
 * - `places`: {name: {View, arrive, fetch, keepsView}}; the address `#/name/rest…` chooses, an
 *   unknown one the first. `arrive(state, rest)` gives what changes on the way in, even another
 *   `place`; `fetch(state)` loads what the place shows, after it was drawn a first time, and gives
 *   what changes. Neither that nor its problem is shown once another address is open. With
 *   `keepsView` the view and the focus stay where they are when only `rest` changes.
 * - `Frame({page, state, children})`: what surrounds every place.
 * - `focusFirst`: the heading takes the focus when the page opens too, not only on a later move.
 *
 * `page.paint()` draws; `page.soon()` with the next frame, and many calls make one drawing.
 * `page.fetch()` loads again what the open place shows.
 */
export function makePage({ state, enter, load, places, Frame, focusFirst = false }) {
  Object.assign(state, { place: Object.keys(places)[0], rest: [], fault: null, ready: false });
  Object.assign(state, { busy: false, problem: null, told: "" });
  const page = { state, places, Frame, focusFirst, visit: 0 };
  page.paint = () => {
    if (state.ready || state.fault) draw(page); // until then the document's own words are shown
  };
  page.soon = () => {
    page.planned ??= requestAnimationFrame(() => {
      page.planned = null;
      page.paint();
    });
  };
  page.run = runner(state, page.paint);
  page.reload = async () => {
    Object.assign(state, (await load?.(state, page)) ?? {});
    page.paint();
  };
  page.fetch = () => fetchPlace(page);
  page.transitions = memo((table) => transitions(page, table));
  page.begin = () => begin(page, enter);
  whenSessionTurns(page.paint);
  addEventListener("hashchange", () => state.ready && follow(page));
  return page;
}

/** `make` with its result kept for each table, so that every drawing gets the same acts. */
function memo(make) {
  const made = new WeakMap();
  return (table) => made.get(table) ?? made.set(table, make(table)).get(table);
}

/** Named changes: each gives the members of the state that change, and the page is drawn. */
function transitions(page, table) {
  const named = Object.entries(table).map(([name, change]) => [
    name,
    (...args) => {
      Object.assign(page.state, change(page.state, ...args));
      page.paint();
    },
  ]);
  return Object.fromEntries(named);
}

function draw(page) {
  const app = document.getElementById("app");
  if (!page.drawn) app.replaceChildren();
  page.drawn = true;
  render(html`<${Page} page=${page} state=${page.state} />`, app);
}

async function begin(page, enter) {
  try {
    const entered = await enter(page);
    if (!entered) return;
    Object.assign(page.state, entered);
    await page.reload();
    page.state.ready = true;
    await follow(page, { first: true });
  } catch (problem) {
    page.state.fault = problem;
    page.paint();
  }
}

/** The parts of the address after `#/`; none where it cannot be read, such as `%` alone. */
function addressed() {
  try {
    return location.hash.slice(2).split("/").map(decodeURIComponent);
  } catch {
    return [];
  }
}

/** Go where the address says; the focus moves before anything is loaded. */
async function follow(page, { first = false } = {}) {
  const { state, places } = page;
  const before = first ? null : state.place;
  const [name, ...rest] = addressed();
  const place = Object.hasOwn(places, name) ? name : Object.keys(places)[0];
  page.visit += 1;
  Object.assign(state, { place, rest, problem: null, told: "" });
  Object.assign(state, places[place].arrive?.(state, rest) ?? {});
  page.paint();
  const stays = before === state.place && places[state.place].keepsView;
  const moves = !stays && (!first || page.focusFirst);
  if (moves) focusHeading();
  if (!places[state.place].fetch) return;
  await page.run(page.fetch)();
  if (moves && document.activeElement === document.body) focusHeading(); // drawn anew
}

/** Load what the open place shows; a reply or a problem for an address left by now is dropped. */
async function fetchPlace(page) {
  const { state, places, visit } = page;
  try {
    const changes = await places[state.place].fetch?.(state);
    if (page.visit !== visit) return;
    Object.assign(state, changes);
    page.paint();
  } catch (problem) {
    if (page.visit === visit) throw problem;
  }
}

/** To the first heading that takes the focus; where none does, to the place as a whole. */
function focusHeading() {
  requestAnimationFrame(() => {
    scrollTo(0, 0);
    const heading = document.querySelector("main :is(h1, h2)[tabindex]");
    (heading ?? document.getElementById("main"))?.focus({ preventScroll: true });
  });
}

function Page({ page, state }) {
  if (state.fault) return html`<${ErrorPage} page=${page} problem=${state.fault} />`;
  const { View, keepsView } = page.places[state.place];
  const key = keepsView ? state.place : [state.place, ...state.rest].join("/");
  return html`<${page.Frame} page=${page} state=${state}>
    <${View} key=${key} page=${page} state=${state} />
  </${page.Frame}>`;
}

/**
 * What a person reads when a page could not be opened, with a way out: to try again; another
 * account where somebody is signed in or was refused.
 */
export function ErrorPage({ page, problem }) {
  return html`<${Masthead} again=${page.paint} />
    <main class="narrow" id="main" tabindex="-1">
      <h1 tabindex="-1">${T.failed}</h1>
      <${Summary} problems=${[{ text: detail(problem) || String(problem) }]} />
      <p class="buttons">
        <button type="button" class="button" onClick=${() => location.reload()}>
          ${T.tryAgain}
        </button>
        ${(account || problem.status > 0) && html`${" "}<${OtherAccount} />`}
      </p>
    </main>`;
}

const OtherAccount = () => html`<a class="button plain" href="/signin">${T.otherAccount}</a>`;
