// The frame of every page of signed-in people: the way in, who is here, the strip that stays in sight, the menu.

import { html, Masthead } from "parts";
import { account, ended, resume, signOut } from "session";
import { detail, say } from "words";

let open = false;
addEventListener("hashchange", () => {
  open = false;
});

/** The sign-in that leads back to this place. */
export const signInHere = () =>
  `/signin?to=${encodeURIComponent(location.pathname + location.search + location.hash)}`;

/** The account of whoever is signed in; null on the way to the sign-in, which leads back here. */
export async function identify() {
  try {
    if (!account) await resume();
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    location.replace(signInHere());
    return null;
  }
  return account;
}

/** Says that the sign-in has ended; `kept`: what is typed here is kept in the browser, so the sign-in may take the page's place. */
function Ended({ kept }) {
  if (!ended) return null;
  return html`<div class="ended" role="alert"><div class="wide"><p><b>${say("Phiên đăng nhập đã kết thúc.", "Your sign-in has ended.")}</b> ${detail(ended)}
    ${
      kept
        ? say(
            " Không mất gì: những gì đã nhập được giữ trên máy này và tự lưu sau khi Ông/Bà đăng nhập lại.",
            " Nothing is lost: what you typed is kept on this computer and saved once you have signed in again.",
          )
        : say(
            " Trang này giữ nguyên những gì đã nhập: Ông/Bà đăng nhập ở thẻ mới rồi quay lại đây làm tiếp.",
            " This page keeps what you typed: sign in on a new tab, then come back and go on here.",
          )
    }</p>
    <a class="button" href=${signInHere()} target=${kept ? undefined : "_blank"}>${say("Đăng nhập lại", "Sign in again")}</a></div></div>`;
}

/** `places` are {name, href, title, unread}, `here` the name of one; `who` stands before the person's name, `kept` is as in Ended; children fill the strip. */
export function Frame({ here, who, places, strip, again, kept, children }) {
  const leave = async () => {
    await signOut();
    location.replace("/signin");
  };
  const skip = (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  };
  const toggle = () => {
    open = !open;
    again();
  };
  const onEscape = (event) => {
    if (event.key !== "Escape" || !open) return;
    open = false;
    event.preventDefault();
    again();
    document.querySelector(".menu-button").focus();
  };
  const unread = places.reduce((sum, each) => sum + (each.unread ?? 0), 0);
  return html`<a class="skip" href="#main" onClick=${skip}>${say("Đến nội dung chính", "Skip to main content")}</a>
    <${Masthead} again=${again}><span class="who"><b>${who}</b><span class="name">${account.name || account.email}</span>
      <button type="button" class="link" onClick=${leave}>${say("Đăng xuất", "Sign out")}</button></span></${Masthead}>
    <div class="strip" role="region" aria-label=${strip}><div class="wide">${children}
      <button type="button" class="menu-button" aria-expanded=${String(open)} aria-controls="menu" onClick=${toggle}>
        ${say("Các mục", "Menu")}${unread > 0 && html` <span class="count">${unread}</span>`}</button></div></div>
    <nav id="menu" onKeyDown=${onEscape} class=${open ? "tabs wide open" : "tabs wide"} aria-label=${say("Các mục", "Menu")}>
      ${places.map(
        (
          each,
        ) => html`<a href=${each.href} class=${each.name} aria-current=${here === each.name ? "page" : undefined}>${each.title}
        ${each.unread > 0 && html` <span class="count">${each.unread}<span class="unseen">${say(" chưa đọc", " unread")}</span></span>`}</a>`,
      )}</nav><${Ended} kept=${kept} />`;
}
