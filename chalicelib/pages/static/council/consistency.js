// How alike the council judges: the sample, how far it is, what differs and has to be settled, and
// each member's mean difference. For the secretariat and operations staff.

import { download } from "acts";
import { Asked } from "asking";
import { Members } from "consistency_members";
import { Pairs } from "consistency_pairs";
import { CouncilDesk, enterCouncilDesk } from "council_desk";
import { makePage } from "page";
import { Bar, html } from "parts";
import { call } from "session";
import { number, stamp, until, words } from "words";

const T = words({
  title: ["Độ nhất quán của thẩm định", "Consistency of the appraisal"],
  lead: [
    "Một mẫu rút ngẫu nhiên được thành viên thứ hai chấm độc lập, không thấy điểm của người chấm" +
      " trước. Điểm chấm lần hai không tính vào kết quả; mỗi khác biệt do người xử lý.",
    "A random sample is scored by a second member who does not see the first value. Second scores" +
      " enter no result; each difference is settled by a person.",
  ],
  noShare: [
    "Kỳ này không đặt tỷ lệ chấm lần hai (second_scores trong round.json), nên không có mẫu.",
    "This round sets no share of second scores (second_scores in round.json), so there is none.",
  ],
  time: (at) => [
    `Phải rút mẫu, chấm xong và xử lý khác biệt trước khi thẩm định lần 2 đóng: ${at}.`,
    `Draw, score and settle before the final appraisal closes: ${at}.`,
  ],
  noTime: [
    "Phải rút mẫu, chấm xong và xử lý khác biệt trước khi thẩm định lần 2 đóng (chưa định ngày).",
    "Draw, score and settle before the final appraisal closes (no date is set yet).",
  ],
  over: [
    "Thẩm định lần 2 đã đóng: không rút mẫu, không chấm và không đề nghị xem lại được nữa.",
    "The final appraisal has closed: nothing is drawn, scored or asked about any more.",
  ],
  draw: ["Rút mẫu…", "Draw the sample…"],
  drawAsk: (share) => [`Rút ngẫu nhiên ${share} số tiêu chí?`, `Draw ${share} of the criteria?`],
  drawWhat: [
    "Chỉ rút một lần trong kỳ, theo bảng phân công hiện tại; hạt giống do hệ thống tạo và ghi lại.",
    "It is drawn once in a round, by the assignments of now; the system makes and keeps the seed.",
  ],
  sure: ["Rút mẫu", "Draw"],
  drawn: ["Đã rút mẫu.", "The sample is drawn."],
  sample: ["Mẫu", "The sample"],
  facts: (sample, frame, share) => [
    `${sample} / ${frame} lượt tiêu chí (tỷ lệ ${share}, làm tròn lên theo từng người chấm).`,
    `${sample} of ${frame} criteria of units (share ${share}, rounded up for each appraiser).`,
  ],
  by: (who, at) => [`${who} rút lúc ${at}. Hạt giống: `, `Drawn by ${who}, ${at}. Seed: `],
  repeat: ["Tải dữ liệu rút mẫu (JSON)", "Download what it was drawn from (JSON)"],
  how: [
    "Ai cũng lặp lại được: với từng người chấm, xếp các dòng theo sha256 của “hạt giống, đơn vị," +
      " tiêu chí” (mỗi phần một dòng), lấy các dòng đầu.",
    "Anyone can repeat it: for each appraiser, sort the rows by the sha256 of seed, unit and" +
      " criterion, one a line, and take the first ones.",
  ],
  progress: ["Tiến độ chấm lần hai", "Second scores given"],
  member: ["Thành viên", "Member"],
  given: ["Đã chấm", "Given"],
  undealt: (count) => [
    `${count} tiêu chí trong mẫu chưa có người chấm lần hai (thành viên đã rời Hội đồng, hoặc` +
      " phân công đã thay đổi).",
    `${count} criteria of the sample have nobody to score them (a member left, or assignments` +
      " were moved).",
  ],
  deal: ["Chia lại các tiêu chí này", "Deal them again"],
  dealt: ["Đã chia lại.", "They were dealt again."],
});

const page = makePage({
  state: { path: null, scores: null },
  enter: enterCouncilDesk,
  load,
  places: { consistency: { View: ConsistencyPage } },
  Frame: ConsistencyFrame,
});

async function load({ path }) {
  return { scores: await call("GET", `${path}/second-scores`) };
}

/** Send an act; the page shows what the reply says. */
async function send(act, body = {}) {
  page.state.scores = await call("POST", `${page.state.path}/second-scores/${act}`, body);
}

function ConsistencyFrame(frame) {
  return html`<${CouncilDesk} here="consistency" ...${frame} />`;
}

function ConsistencyPage({ state }) {
  const { scores } = state;
  const has = Number(scores.share) > 0;
  return html`<h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    <p class="notice">${has ? timeOf(scores) : T.noShare}</p>
    ${has && !scores.drawn && !scores.over && html`<${Drawing} scores=${scores} />`}
    ${
      scores.drawn &&
      html`<${Sample} scores=${scores} path=${state.path} />
        <${Members} scores=${scores} />
        <${Pairs} page=${page} scores=${scores} send=${send} />`
    }`;
}

function timeOf({ over, closes }) {
  if (over) return T.over;
  return closes ? T.time(until(closes)) : T.noTime;
}

const percent = (share) => `${number(String(Math.round(Number(share) * 10000) / 100))}%`;
const nameOf = ({ people }, email) => people[email] ?? email;

function Drawing({ scores }) {
  const draw = async () => {
    await send("draw");
    return T.drawn;
  };
  const title = T.drawAsk(percent(scores.share));
  return html`<${Asked} page=${page} id="draw" label=${T.draw} title=${title}
    sure=${T.sure} act=${draw}><p>${T.drawWhat}</p></${Asked}>`;
}

function Sample({ scores, path }) {
  const { drawn, seconds, undealt, given } = scores;
  const fetchDraw = () => download(`${path}/second-scores/draw`, `mau-${drawn.seed}.json`);
  const deal = async () => {
    await send("deal");
    return T.dealt;
  };
  const row = (each) => html`<tr key=${each.member}>
    <th scope="row">${nameOf(scores, each.member)}</th>
    <td>
      <${Bar} done=${each.given} total=${each.dealt} label=${T.given} />
      <span class="nowrap">${each.given} / ${each.dealt}</span>
    </td>
  </tr>`;
  return html`<section class="block">
    <h2>${T.sample}</h2>
    <p>${T.facts(drawn.sample, drawn.frame, percent(drawn.share))}</p>
    <p class="soft">${T.by(nameOf(scores, drawn.by), stamp(drawn.at))}<code>${drawn.seed}</code></p>
    <p class="soft">${T.how}${" "}
      <button type="button" class="link" onClick=${page.run(fetchDraw)}>${T.repeat}</button>
    </p>
    ${
      undealt.length > 0 &&
      html`<div class="notice">
        <p>${T.undealt(undealt.length)}</p>
        ${
          !scores.over &&
          html`<p><button type="button" class="button plain" disabled=${page.state.busy}
            onClick=${page.run(deal)}>${T.deal}</button></p>`
        }
      </div>`
    }
    <h3>${T.progress}: ${given} / ${drawn.sample}</h3>
    <table class="standing load">
      <caption class="unseen">${T.progress}</caption>
      <thead><tr>
        <th scope="col">${T.member}</th><th scope="col">${T.given}</th>
      </tr></thead>
      <tbody>${seconds.map(row)}</tbody>
    </table>
  </section>`;
}

page.begin();
