// What is read until a place has loaded what it shows.

import { html } from "parts";
import { words } from "words";

const T = words({ opening: ["Đang mở…", "Opening…"] });

export const Opening = () =>
  html`<section class="panel"><p role="status">${T.opening}</p></section>`;
