// The meeting of the council: the frozen drafts, the vote on them, the papers, the approval of the
// report. Members vote; the secretariat and operations staff compute, freeze and keep the papers.

import { CouncilDesk, enterCouncilDesk } from "council_desk";
import { fetchMeetingDrafts, MeetingDrafts } from "meeting_drafts";
import { MotionView } from "meeting_motion";
import { arriveAtRanking, fetchRanking, MeetingRanking } from "meeting_ranking";
import { makePage } from "page";
import { html } from "parts";
import { account, call } from "session";
import { words } from "words";

const T = words({
  title: ["Họp Hội đồng", "Meeting of the council"],
  lead: [
    "Tổ Thư ký chốt dự thảo thành phương án, thành viên xem bảng xếp hạng rồi biểu quyết. " +
      "Công bố chính thức cần phương án đã được nhất trí.",
    "The secretariat freezes drafts as a motion; members look at the ranking and vote. " +
      "A final publication needs a motion that was agreed to.",
  ],
  noCouncil: [
    "Kỳ này không có Hội đồng nên không biểu quyết.",
    "This round has no council, so nothing is voted on.",
  ],
  none: ["Chưa có phương án nào được chốt.", "No motion is frozen yet."],
  later: [
    "Khi Tổ Thư ký chốt phương án, bảng xếp hạng và phần biểu quyết hiện ở đây.",
    "Once the secretariat has frozen one, its ranking and the vote show here.",
  ],
  earlier: ["Các phương án trước", "Earlier motions"],
});
const WRITERS = ["secretariat", "ops"];
/** Voting goes on where the inputs, the whole round, cannot be read in time. */
const UNCHECKED = { current: false, changes: null };

const page = makePage({
  state: {
    path: null,
    overview: null,
    changes: null,
    drafts: null,
    jobs: [],
    openDecisions: [],
    ballot: null,
  },
  enter: enterCouncilDesk,
  load,
  places: {
    meeting: { View: MeetingPage, fetch: fetchMeeting },
    ranking: { View: MeetingRanking, arrive: arriveAtRanking, fetch: fetchRanking },
  },
  Frame: MeetingFrame,
});

async function load({ path }) {
  return { overview: await call("GET", `${path}/motions`) };
}

const isStanding = ({ state }) => state !== "lifted";

/** The motions, which inputs have changed since, and the drafts for those who freeze them. */
async function fetchMeeting(state) {
  const { overview } = await load(state);
  const standing = overview.motions.find(isStanding);
  const path = standing && `${state.path}/motions/${standing.motion}/changes`;
  const [changes, drafts] = await Promise.all([
    path ? call("GET", path).catch(() => UNCHECKED) : null,
    WRITERS.includes(account.role) ? fetchMeetingDrafts(state, page) : {},
  ]);
  return { overview, changes, ...drafts };
}

function MeetingFrame(frame) {
  return html`<${CouncilDesk} here="meeting" ...${frame} />`;
}

function MeetingPage({ state }) {
  const { council, motions } = state.overview;
  const writes = WRITERS.includes(account.role);
  const standing = motions.find(isStanding);
  const earlier = motions.filter((motion) => motion !== standing);
  const one = (motion) => html`<li key=${motion.motion}>
    <${MotionView} page=${page} state=${state} motion=${motion} writes=${false} />
  </li>`;
  return html`<h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    ${!council && html`<p class="notice">${T.noCouncil}</p>`}
    ${council && !standing && html`<p class="notice">${T.none}${" "}${!writes && T.later}</p>`}
    ${
      standing &&
      html`<${MotionView} page=${page} state=${state} motion=${standing} writes=${writes} />`
    }
    ${writes && html`<${MeetingDrafts} page=${page} state=${state} standing=${standing} />`}
    ${
      earlier.length > 0 &&
      html`<details class="block">
        <summary>${T.earlier} (${earlier.length})</summary>
        <ul class="notices">${earlier.map(one)}</ul>
      </details>`
    }`;
}

page.begin();
