// The frame of every page of signed-in people: the way in, who is here, the strip that stays in
// sight, the menu.

import { html, Masthead } from "parts";
import { hasChoice, loadPosts, PostOver, PostSwitch } from "post_switch";
import { chosen, inPost, keepPost, OWN_ACCOUNT } from "posts";
import { account, ended, resume, signOut, workIn } from "session";
import { detail, words } from "words";

const T = words({
  ended: ["Phiên đăng nhập đã kết thúc.", "Your sign-in has ended."],
  kept: [
    "Không mất gì: những gì đã nhập được giữ trên máy này và tự lưu sau khi Ông/Bà đăng nhập lại.",
    "Nothing is lost: what you typed is kept on this computer and saved once you have signed in " +
      "again.",
  ],
  notKept: [
    "Trang này giữ nguyên những gì đã nhập: Ông/Bà đăng nhập ở thẻ mới rồi quay lại đây làm tiếp.",
    "This page keeps what you typed: sign in on a new tab, then come back and go on here.",
  ],
  signIn: ["Đăng nhập lại", "Sign in again"],
  signOut: ["Đăng xuất", "Sign out"],
  skip: ["Đến nội dung chính", "Skip to main content"],
  menu: ["Các mục", "Menu"],
  own: ["Tài khoản của tôi", "My account"],
  unread: [" chưa đọc", " unread"],
});

/** Whether the menu is open, on a phone; each step of the address closes it. */
const menu = { open: false };
addEventListener("hashchange", () => {
  menu.open = false;
});

/** The sign-in that leads back to this place. */
export const signInHere = () =>
  `/signin?to=${encodeURIComponent(location.pathname + location.search + location.hash)}`;

/**
 * The account of the person who is signed in, in a post that `fits` this page if there is one; null
 * on the way to the sign-in, which leads back.
 */
export async function identify(fits = () => true) {
  try {
    if (!account) await resume();
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    location.replace(signInHere());
    return null;
  }
  const { posts } = account;
  workIn(chosen(posts, fits) ?? chosen(posts, () => true));
  if (posts.length > 1) keepPost(account);
  await loadPosts();
  return account;
}

/**
 * What surrounds the place `here`, one of `places`, which are {name, href, title, unread}. `who` is
 * said before the person's name; `strip` names the strip, which children fill; `again` draws the
 * page; `kept` is as in Ended.
 */
export function Frame({ here, who, places, strip, again, kept, children }) {
  const toggle = () => {
    menu.open = !menu.open;
    again();
  };
  return html`<${Skip} />
    <${Masthead} again=${again}><${Who} who=${who} here=${here} /></${Masthead}>
    <div class="strip" role="region" aria-label=${strip}>
      <div class="wide">${children}<${MenuButton} places=${places} toggle=${toggle} /></div>
    </div>
    <${Menu} here=${here} places=${places} toggle=${toggle} />
    <${PostOver} />
    <${Ended} kept=${kept} />`;
}

/** An address in the post that is worked in, which only those name who have several. */
const addressOf = (href) => (hasChoice() ? inPost(href, account) : href);

function Skip() {
  const skip = (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  };
  return html`<a class="skip" href="#main" onClick=${skip}>${T.skip}</a>`;
}

function Who({ who, here }) {
  const leave = async () => {
    await signOut();
    location.replace("/signin");
  };
  return html`<span class="who">
    ${hasChoice() ? html`<${PostSwitch} />` : html`<b>${who}</b>`}
    <span class="name">${account.name || account.email}</span>
    <a href=${addressOf(OWN_ACCOUNT)} aria-current=${here === "account" ? "page" : undefined}>
      ${T.own}
    </a>
    <button type="button" class="link" onClick=${leave}>${T.signOut}</button>
  </span>`;
}

function MenuButton({ places, toggle }) {
  if (!places.length) return null;
  const unread = places.reduce((sum, place) => sum + (place.unread ?? 0), 0);
  return html`<button type="button" class="menu-button" aria-expanded=${String(menu.open)}
    aria-controls="menu" onClick=${toggle}>
    ${T.menu}${unread > 0 && html` <span class="count">${unread}</span>`}
  </button>`;
}

function Menu({ here, places, toggle }) {
  if (!places.length) return null;
  const onEscape = (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault();
    toggle();
    document.querySelector(".menu-button").focus();
  };
  return html`<nav id="menu" class=${menu.open ? "tabs wide open" : "tabs wide"}
    aria-label=${T.menu} onKeyDown=${onEscape}>
    ${places.map((place) => html`<${MenuLink} place=${place} here=${here} />`)}
  </nav>`;
}

function MenuLink({ place: { name, href, title, unread }, here }) {
  // No class: the name of a place may be one of a sheet's.
  return html`<a href=${addressOf(href)} data-place=${name}
    aria-current=${here === name ? "page" : undefined}>
    ${title}${unread > 0 && html`<${Unread} count=${unread} />`}
  </a>`;
}

const Unread = ({ count }) =>
  html` <span class="count">${count}<span class="unseen">${T.unread}</span></span>`;

/**
 * Says that the sign-in has ended. `kept`: what is typed here is kept in the browser, so that the
 * sign-in may take the page's place.
 */
function Ended({ kept }) {
  if (!ended) return null;
  return html`<div class="ended" role="alert">
    <div class="wide">
      <p><b>${T.ended}</b> ${detail(ended)} ${kept ? T.kept : T.notKept}</p>
      <a class="button" href=${signInHere()} target=${kept ? undefined : "_blank"}>${T.signIn}</a>
    </div>
  </div>`;
}
