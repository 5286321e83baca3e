// The frame of every page of signed-in people: the way in, who is here, the strip that stays in sight, the menu.

import { html, Masthead } from "parts";
import { say } from "words";
import { account, resume, signOut } from "session";

let open = false;
addEventListener("hashchange", () => { open = false; });

/** The account of whoever is signed in; null on the way to the sign-in, which leads back here. */
export async function identify() {
  try {
    if (!account) await resume();
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    location.replace(`/signin?to=${encodeURIComponent(location.pathname + location.search + location.hash)}`);
    return null;
  }
  return account;
}

/** `places` are {name, href, title, unread}, `here` the name of one; `who` stands before the person's name; children fill the strip. */
export function Frame({ here, who, places, strip, again, children }) {
  const leave = async () => { await signOut(); location.replace("/signin"); };
  const skip = (event) => { event.preventDefault(); document.getElementById("main").focus(); };
  const toggle = () => { open = !open; again(); };
  const escape = (event) => {
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
    <nav id="menu" onKeyDown=${escape} class=${open ? "tabs wide open" : "tabs wide"} aria-label=${say("Các mục", "Menu")}>
      ${places.map((each) => html`<a href=${each.href} class=${each.name} aria-current=${here === each.name ? "page" : undefined}>${each.title}
        ${each.unread > 0 && html` <span class="count">${each.unread}<span class="unseen">${say(" chưa đọc", " unread")}</span></span>`}</a>`)}</nav>`;
}
