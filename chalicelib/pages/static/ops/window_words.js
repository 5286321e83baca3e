// The windows of a round in words: their names, and what opening and closing each of them does.

import { words } from "words";

export const TITLES = words({
  respondent_lists: ["Gửi danh sách đối tượng điều tra", "Respondent lists"],
  survey: ["Điều tra xã hội học", "Survey"],
  self_assessment: ["Tự đánh giá, chấm điểm", "Self-assessment"],
  appraisal_first: ["Thẩm định lần 1", "First appraisal"],
  supplement: ["Bổ sung, giải trình", "Supplement"],
  appraisal_final: ["Thẩm định lần 2", "Final appraisal"],
});

export const OPENS = words({
  respondent_lists: [
    "Đơn vị lập, sửa và gửi được danh sách chưa gửi.",
    "Units can make, change and send lists that were not sent.",
  ],
  survey: [
    "Thư mời được gửi tới mọi người trong danh sách đã gửi " +
      "(khi kỳ đã chuyển sang chính thức), và họ trả lời được.",
    "Invitations go to everybody on the lists that were sent " +
      "(once the round is live); people can answer.",
  ],
  self_assessment: [
    "Mọi đơn vị chưa gửi nhập được số liệu, tài liệu và gửi. " +
      "Mở lại sau khi đã đóng thì bản gửi được ghi là gửi muộn.",
    "Every unit that has not sent can fill in, attach and send. " +
      "Opened again after it had closed, submissions count as late.",
  ],
  appraisal_first: [
    "Thành viên Hội đồng chấm điểm lần 1 được.",
    "Council members can appraise in the first pass.",
  ],
  supplement: [
    "Đơn vị đã gửi được bổ sung tài liệu, giải trình bên cạnh bản đã gửi.",
    "Units that have sent can add documents and explanations beside what they sent.",
  ],
  appraisal_final: [
    "Thành viên Hội đồng chấm điểm lần 2 được.",
    "Council members can appraise in the final pass.",
  ],
});

export const CLOSES = words({
  respondent_lists: [
    "Danh sách khóa với mọi đơn vị; danh sách chưa gửi không được dùng để mời.",
    "Lists lock for every unit; nobody is invited from a list that was not sent.",
  ],
  survey: [
    "Không ai trả lời được nữa và thư chưa gửi sẽ không gửi. " +
      "Sau một ngày phiếu tự niêm phong; niêm phong rồi thì không mở lại được.",
    "Nobody can answer any more, and letters still waiting are not sent. " +
      "After a day the ballots seal themselves; a sealed survey cannot reopen.",
  ],
  self_assessment: [
    "Phiếu tự đánh giá khóa với mọi đơn vị; " +
      "đơn vị chưa gửi sẽ không gửi được nữa, trừ đơn vị có thời hạn riêng.",
    "Self-assessments lock for every unit; " +
      "units that have not sent cannot send any more, except units with a deadline of their own.",
  ],
  appraisal_first: [
    "Hội đồng không sửa điểm lần 1 được nữa; đơn vị xem được kết quả lần 1.",
    "The council can no longer change the first pass; units see its result.",
  ],
  supplement: ["Đơn vị không bổ sung, giải trình được nữa.", "Units can no longer add anything."],
  appraisal_final: [
    "Hội đồng không sửa điểm lần 2 được nữa.",
    "The council can no longer change the final pass.",
  ],
});
