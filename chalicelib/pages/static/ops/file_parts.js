// With which part of its work a unit sent a file.

import { words } from "words";

export const PARTS = words({
  self_assessment: ["Tự đánh giá, chấm điểm", "Self-assessment"],
  supplement: ["Bổ sung sau lần 1", "Supplement"],
  objection: ["Đề nghị xem xét lại", "Objection"],
});
