// What the respondent's page says, in Vietnamese and English.

import { words } from "respond_language";

export const T = words({
  page: ["Phiếu điều tra cải cách hành chính", "Administrative reform survey"],
  lead: [
    "Ông/Bà được mời cho ý kiến về một cơ quan hành chính. Việc này mất vài phút, trên điện " +
      "thoại hay máy tính đều được.",
    "You are invited to give your view of a public body. It takes a few minutes, on a phone " +
      "or a computer.",
  ],
  privacyTitle: ["Thông tin của Ông/Bà", "Your information"],
  start: ["Bắt đầu trả lời", "Start"],
  resume: ["Tiếp tục trả lời", "Continue"],
  starting: ["Đang mở phiếu…", "Opening…"],
  resumed: (time) => [
    `Phiếu Ông/Bà làm dở lúc ${time} vẫn còn trên thiết bị này.`,
    `What you answered at ${time} is still on this device.`,
  ],
  about: ["Phiếu đánh giá", "You are rating"],
  as: ["Ông/Bà trả lời với tư cách", "You answer as"],
  until: ["Hạn trả lời", "Answer by"],
  endOf: (day) => [`hết ngày ${day}`, `the end of ${day}`],
  at: (time, day) => [`${time} ngày ${day}`, `${time} on ${day}`],
  daysLeft: (days, hours) => [`còn ${days} ngày ${hours} giờ`, `${days} d ${hours} h left`],
  hoursLeft: (hours, minutes) => [
    `còn ${hours} giờ ${minutes} phút`,
    `${hours} h ${minutes} min left`,
  ],
  minutesLeft: (minutes) => [`còn ${minutes} phút`, `${minutes} min left`],
  how: [
    "Mỗi câu chọn một ý. Câu nào không muốn trả lời, Ông/Bà cứ để trống.",
    "Choose one option for each question. Leave blank any question you do not wish to answer.",
  ],
  illustrative: [
    "Bộ câu hỏi này chỉ để minh họa, không phải phiếu chính thức.",
    "These questions are illustrative, not the official questionnaire.",
  ],
  done: (n, all) => [
    [`Đã trả lời `, `${n} / ${all}`, ` câu`],
    ["Answered ", `${n} / ${all}`, ""],
  ],
  saved: (time) => [`Đã lưu trên thiết bị này ${time}`, `Saved on this device ${time}`],
  unsaved: [
    "Thiết bị này không lưu nháp được; đừng đóng trang trước khi gửi.",
    "This device keeps no draft: do not close the page before sending.",
  ],
  preview: [
    "Bản xem trước của người lập danh sách: không gửi được câu trả lời nào từ đây.",
    "A preview for those who make the lists: no answer can be sent from here.",
  ],
  clear: ["Bỏ chọn", "Clear"],
  review: ["Xem lại và gửi", "Review and send"],
  reviewTitle: ["Gửi câu trả lời?", "Send your answers?"],
  blank: (n) => [
    `Còn ${n} câu để trống. Chạm vào câu để trả lời, hoặc gửi luôn nếu Ông/Bà muốn để trống:`,
    `${n === 1 ? "1 question is" : `${n} questions are`} blank. ` +
      `Choose one to answer it, or send if you wish to leave it blank:`,
  ],
  allBlank: [
    "Ông/Bà chưa trả lời câu nào. Nếu gửi bây giờ, Ông/Bà sẽ không trả lời lại được.",
    "You have not answered any question. If you send now, you cannot answer again.",
  ],
  full: ["Ông/Bà đã trả lời mọi câu.", "You have answered every question."],
  once: [
    "Sau khi gửi, Ông/Bà không sửa lại được nữa.",
    "Once sent, your answers cannot be changed.",
  ],
  send: ["Gửi câu trả lời", "Send answers"],
  sending: ["Đang gửi…", "Sending…"],
  back: ["Quay lại phiếu", "Back to the questions"],
  thanks: ["Cảm ơn Ông/Bà đã trả lời", "Thank you for answering"],
  received: [
    "Phiếu của Ông/Bà đã được ghi nhận. Ông/Bà có thể đóng trang này.",
    "Your answers have been received. You may close this page.",
  ],
  receipt: ["Số biên nhận", "Receipt"],
  noReceipt: [
    "Đường truyền bị ngắt đúng lúc gửi nên không hiện được số biên nhận, nhưng phiếu đã được nhận.",
    "The connection broke while sending, so no receipt number can be shown, but your answers " +
      "have been received.",
  ],
  waitTitle: ["Chưa kết nối được", "No connection yet"],
  wait: (s) => [
    `Câu trả lời của Ông/Bà vẫn còn trên trang này. Sẽ tự thử lại sau ${s} giây; xin đừng ` +
      `đóng trang.`,
    `Your answers are still on this page. Trying again in ${s} s; please do not close the page.`,
  ],
  now: ["Thử lại ngay", "Try now"],
  trying: ["Đang thử lại…", "Trying again…"],
  offline: [
    "Đang mất kết nối. Ông/Bà cứ trả lời tiếp; khi gửi mới cần mạng.",
    "You are offline. Go on answering; only sending needs a connection.",
  ],
  wrong: ["Có câu cần xem lại", "Some questions need another look"],
  again: ["Kiểm tra lại", "Check again"],
});

/** What becomes of the person's data, line by line. */
export const PRIVACY = [
  [
    "Câu trả lời được giữ kín. Cơ quan được đánh giá chỉ biết bao nhiêu người đã trả lời, " +
      "không xem được phiếu nào.",
    "Your answers are confidential. The body you rate learns only how many people answered; " +
      "it sees no answer.",
  ],
  [
    "Phiếu được lưu tách khỏi họ tên và địa chỉ thư của Ông/Bà. Họ tên và địa chỉ chỉ dùng " +
      "để gửi thư mời, thư nhắc, và được xóa sau khi công bố kết quả 6 tháng.",
    "Your answers are kept apart from your name and e-mail address. Name and address serve " +
      "only to send the invitation and reminders, and are erased 6 months after the results " +
      "are published.",
  ],
  [
    "Để phát hiện can thiệp, bên thư mời (không bên phiếu) có giữ dấu vết một chiều của " +
      "mạng, loại thiết bị và khoảng mười phút khi gửi. Khóa tạo ra chúng bị hủy khi niêm " +
      "phong phiếu.",
    "To detect interference, the invitation (not the answers) keeps one-way fingerprints of " +
      "the network, the kind of device and the ten minutes of sending. The key that made them " +
      "is destroyed when the ballots are sealed.",
  ],
  [
    "Câu trả lời đang làm dở chỉ nằm trên thiết bị này cho đến khi Ông/Bà gửi.",
    "Until you send them, your answers lie on this device only.",
  ],
  [
    "Không ai được gợi ý hay ép Ông/Bà trả lời. Mọi can thiệp sẽ làm kết quả điều tra bị hủy.",
    "Nobody may suggest or press for an answer. Any interference voids the survey's results.",
  ],
];

/** Why no answer can be given, by the code of the API's problem: its title, and what to do. */
export const REFUSALS = {
  link_invalid: {
    title: ["Đường dẫn này không dùng được", "This link does not work"],
    text: [
      "Đường dẫn có thể bị cắt mất một đoạn, đã hết hạn hoặc đã được thay bằng đường dẫn mới. " +
        "Hãy mở lại thư mời mới nhất và bấm đúng đường dẫn trong thư. Nếu vẫn không được, hãy " +
        "báo cho cơ quan đã mời Ông/Bà.",
      "It may have been cut short, or have expired or been replaced by a newer one. Open your " +
        "latest invitation and press the link in it. If that fails too, tell the body that " +
        "invited you.",
    ],
  },
  window_closed: {
    title: ["Đợt điều tra hiện không nhận câu trả lời", "The survey is not taking answers now"],
    text: ["", ""],
  },
  already_answered: {
    title: ["Cảm ơn Ông/Bà đã trả lời", "Thank you for answering"],
    text: [
      "Phiếu gửi từ đường dẫn này đã được ghi nhận. Mỗi người trả lời một lần, Ông/Bà không " +
        "cần làm gì thêm.",
      "The answers from this link have been received. Each person answers once; there is " +
        "nothing left to do.",
    ],
  },
  other: {
    title: ["Chưa mở được phiếu", "The questionnaire cannot be opened yet"],
    text: ["Hãy thử lại sau ít phút.", "Please try again in a few minutes."],
  },
};
