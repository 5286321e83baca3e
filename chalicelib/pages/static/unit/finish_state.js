// How far a self-assessment is on its way from the check to the submission.

import { call } from "session";

/** What the API says of the approval, and of the receipts once it was submitted. */
export async function loadApproval({ path, unit, receipts: known }) {
  const sent = known?.length > 0 || unit.submission !== "not_submitted";
  const [approval, { receipts }] = await Promise.all([
    call("GET", `${path}/approval`),
    sent ? call("GET", `${path}/receipts`) : { receipts: [] },
  ]);
  return { approval, receipts };
}

export const isComplete = ({ approval }) => approval.missing.length === 0;
export const isApproved = ({ approval }) => approval.state === "approved";
export const isSigned = (state) => isApproved(state) && Boolean(state.approval.report);
/** Whether something was typed on this computer that is not saved. */
export const isUnsaved = ({ sheet }) => sheet.waiting > 0;
/** Whether the signed report is on its way. */
export const isSending = ({ sending }) => sending != null;
const TEXTS = ["report:difficulties", "report:proposals"];
/** Whether a text of the report was written. */
export const hasReport = ({ sheet }) => TEXTS.some((code) => sheet.explanation(code).trim());
