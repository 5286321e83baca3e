// What the authority rules of single units: criteria that do not apply, exclusions, bonus and
// penalty points, official figures.

import { KeptRulings, noSearch } from "kept_rulings";
import { html } from "parts";
import { fetchProposed, ProposedSection } from "proposed_rulings";
import { noRulingFile, RulingFile } from "ruling_file";
import { noRuling, RulingForm } from "ruling_form";
import { aboutWithKind } from "ruling_kinds";
import { call } from "session";
import { words } from "words";

const T = words({
  publish: ["Công bố", "Publish"],
  title: ["Quyết định về từng đơn vị", "Rulings on single units"],
  lead: [
    "Mỗi quyết định có lý do và được ghi vào nhật ký; rút lại thì không tính nữa nhưng vẫn lưu.",
    "Each has a reason and goes on record; one that is taken back counts no more, and stays.",
  ],
  dishonesty: ["Hồ sơ không trung thực", "Cases on dishonesty"],
  made: ["Đã quyết định", "Rulings so far"],
  opening: ["Đang mở…", "Opening…"],
});

/** The rulings of the round once they are loaded, and the forms for more. */
export const noRulings = () => ({
  rulings: null,
  ...{ proposals: [], external: [] },
  ...noRuling(),
  ...noRulingFile(),
  ...noSearch(),
});

const changes = { show: (_state, loaded) => loaded };

const councilPath = (state) => `/api/council/${encodeURIComponent(state.round.round)}`;

export async function fetchRulings({ state }) {
  const [{ rulings }, { criteria: external }, proposed] = await Promise.all([
    call("GET", `${state.path}/rulings`),
    call("GET", `${state.path}/external`),
    fetchProposed(councilPath(state)),
  ]);
  return { rulings, external, ...proposed };
}

export function Rulings({ page, state }) {
  const again = async () => page.transitions(changes).show(await fetchRulings(page));
  const put = async (rulings) => {
    const { waiting } = await call("PUT", `${state.path}/rulings`, { rulings });
    await again();
    return waiting;
  };
  return html`<p class="crumb"><a href="#/publish">← ${T.publish}</a></p>
    <h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead} <a href="#/dishonesty">${T.dishonesty}</a></p>
    <${RulingForm} page=${page} state=${state} put=${put} />
    <${RulingFile} page=${page} state=${state} put=${put} about=${aboutWithKind} />
    <${ProposedSection} page=${page} path=${councilPath(state)} proposals=${state.proposals}
      again=${again} />
    <section class="block">
      <h2>${T.made}</h2>
      ${
        state.rulings
          ? html`<${KeptRulings} page=${page} state=${state} put=${put} />`
          : html`<p role="status">${T.opening}</p>`
      }
    </section>`;
}
