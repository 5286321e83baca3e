// Operations staff: what speaks for interference with a sealed survey, unit by unit.

import { Problem } from "acts";
import { acting } from "form_acts";
import { CASE_STATES, InterferenceCase, NO_CASE } from "interference_case";
import { html } from "parts";
import { call } from "session";
import { inOrder, number, of, words } from "words";

const T = words({
  title: ["Dấu hiệu can thiệp", "Signs of interference"],
  computing: ["Đang tính…", "Being worked out…"],
  falseAlarms: (rate) => [
    `Dự kiến không quá ${number(rate * 100)} % dấu hiệu là báo nhầm.`,
    `No more than ${rate * 100} % of the signs are expected to be false.`,
  ],
  beforeSealing: [
    "Trước khi niêm phong chỉ có dấu hiệu từ thư mời: địa chỉ bị thay đổi và đường dẫn trao tay. " +
      "Các dấu hiệu khác có sau khi điều tra đóng và phiếu được niêm phong.",
    "Before the sealing there are only signs from the invitations: addresses changed and links " +
      "handed over. The others come once the survey has closed and the ballots are sealed.",
  ],
  whole: ["Cả bộ chỉ số khác thường", "The whole index is unusual"],
  lookForCause: [
    "Các đơn vị giống nhau nên so với nhau không thấy gì; hãy xem có nguyên nhân chung không.",
    "The units are alike, so comparing them shows nothing; look for a common cause.",
  ],
  usual: ["bình thường không quá", "usually no more than"],
  none: [
    "Không đơn vị nào có dấu hiệu vượt mức ngẫu nhiên.",
    "No unit shows more than chance brings.",
  ],
  file: ["Hồ sơ", "Case"],
  byChance: ["ngẫu nhiên khoảng", "by chance about"],
  chance: ["xác suất", "chance"],
  another: ["Xem đơn vị khác", "Look at another unit"],
});
/** `of`: the index, and whether it is sealed, that the signals are of; `unit`: who is looked at. */
export const NO_SIGNALS = { of: "", found: null, unit: "", ...NO_CASE };
const FORM = "signals";

const changes = {
  await: (_state, key) => ({ signals: { ...NO_SIGNALS, of: key } }),
  show: ({ signals }, found) => ({ signals: { ...signals, found } }),
  choose: ({ signals }, unit) => ({ signals: { ...signals, unit, ...NO_CASE } }),
  open: ({ signals }, file) => ({ signals: { ...signals, file } }),
};

/** The index that operations staff look at. */
export const indexShown = ({ progress, index }) => progress.indexes[index] ?? progress.indexes[0];

/** Load the signals of the index that is shown, unless they are; once it is sealed, again. */
export async function followSignals(page) {
  if (!page.state.staff) return;
  const { index, sealed } = indexShown(page.state);
  const key = `${index} ${sealed}`;
  if (page.state.signals.of === key) return;
  page.transitions(changes).await(key);
  await acting(page, FORM, () => loadSignals(page))();
}

/** An answer that comes once another index is looked at is too late. */
async function loadSignals(page) {
  const { path, signals } = page.state;
  const { index } = indexShown(page.state);
  const found = await call("GET", `${path}/signals/${encodeURIComponent(index)}`);
  if (page.state.signals.of === signals.of) page.transitions(changes).show(found);
}

export function Signals({ page, state, index }) {
  const { found, unit } = state.signals;
  const ready = found && (found.complete || !index.sealed);
  return html`<section id="signals">
    <h2>${T.title}</h2>
    ${state.acting === FORM && html`<${Problem} state=${state} />`}
    ${
      ready
        ? html`<${Found} page=${page} state=${state} index=${index} />`
        : html`<p role="status">${T.computing}</p>`
    }
    ${
      ready &&
      unit &&
      html`<${InterferenceCase} key=${unit} page=${page} state=${state}
        unit=${found.units.find((each) => each.unit === unit)}
        run=${(act) => acting(page, FORM, act)} reload=${() => loadSignals(page)} />`
    }
  </section>`;
}

function Found({ page, state, index }) {
  const { found, unit } = state.signals;
  const flagged = found.units.filter((each) => each.flagged || each.case);
  const choose = (chosen) => acting(page, FORM, () => openCase(page, chosen));
  return html`<p class="soft">${of(found.method)} ${T.falseAlarms(found.rate)}</p>
    ${!found.complete && html`<p>${T.beforeSealing}</p>`}
    ${found.whole.length > 0 && html`<${Whole} signals=${found.whole} />`}
    ${
      flagged.length
        ? html`<ul class="notices">
            ${flagged.map(
              (each) => html`<${Flagged} key=${each.unit} unit=${each} index=${index}
                busy=${state.busy} open=${choose(each.unit)} />`,
            )}
          </ul>`
        : html`<p>${T.none}</p>`
    }
    <${Another} units=${found.units} value=${unit} choose=${(chosen) => choose(chosen)()} />`;
}

async function openCase(page, unit) {
  const act = page.transitions(changes);
  act.choose(unit);
  const file = await call("GET", `${page.state.path}/cases/${unit}`).catch((problem) => {
    if (problem.status !== 404) throw problem;
    return null;
  });
  if (page.state.signals.unit === unit) act.open(file);
}

/** Signals too frequent in the whole index to tell its units apart. */
function Whole({ signals }) {
  return html`<div class="notice">
    <p><b>${T.whole}</b>. ${T.lookForCause}</p>
    <ul>
      ${signals.map(
        (signal) => html`<li>
          ${of(signal.title)}: <b>${signal.seen}</b> / ${signal.of}; ${T.usual}${" "}
          ${number(String(signal.usual * 100))} %
        </li>`,
      )}
    </ul>
  </div>`;
}

function Flagged({ unit, index, busy, open }) {
  const shown = unit.signals.filter((signal) => signal.flagged);
  return html`<li>
    <p>
      <b>${of(unit.name)}</b>${" "}
      ${unit.case && html`<span class="tag">${CASE_STATES[unit.case]}</span>`}${" "}
      <button type="button" class="link" disabled=${busy} onClick=${open}>
        ${T.file}<span class="unseen"> ${of(unit.name)}</span>
      </button>
    </p>
    <ul>${shown.map((signal) => html`<${Signal} signal=${signal} index=${index} />`)}</ul>
  </li>`;
}

function Signal({ signal, index }) {
  const { title, group, seen, expected, chance } = signal;
  const groupTitle = of(index.groups.find((each) => each.group === group)?.title);
  return html`<li>
    ${of(title)}${group && ` (${groupTitle})`}: <b>${seen}</b> / ${signal.of};${" "}
    ${T.byChance} ${rounded(expected)} (${T.chance} ${odds(chance)})
  </li>`;
}

const rounded = (value) => number(value < 10 ? value.toFixed(1) : String(Math.round(value)));
const odds = (chance) => (chance < 0.0001 ? `< ${number("0.0001")}` : number(chance.toFixed(4)));

function Another({ units, value, choose }) {
  const byName = [...units].sort((a, b) => inOrder(of(a.name), of(b.name)));
  return html`<p class="field">
    <label for="suspect">${T.another}</label>
    <select id="suspect" value=${value}
      onChange=${(event) => event.target.value && choose(event.target.value)}>
      <option value=""></option>
      ${byName.map((each) => html`<option value=${each.unit}>${of(each.name)}</option>`)}
    </select>
  </p>`;
}
