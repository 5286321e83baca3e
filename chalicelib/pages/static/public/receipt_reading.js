// What a person holds, read on their own computer: a receipt, the address in a QR code, a report.

const PARTS = [
  "round",
  "unit",
  "submitted_at",
  "on_time",
  "digest",
  "report_sha256",
  "report_version",
  "receipt",
  "signature",
];

/** A receipt is signed; what a printed report names before it is sent is not. */
export const isPrint = (held) => held.signature === undefined;

/** The receipt that an address carries, or what a printed report names; null if it has neither. */
export function carried(query) {
  const found = Object.fromEntries(new URLSearchParams(query));
  const { r: round, u: unit, d: digest } = found;
  if (!round || !unit || !/^[0-9a-f]{64}$/.test(digest ?? "")) return null;
  if (!found.s) return { round, unit, digest };
  return {
    round,
    unit,
    submitted_at: found.t,
    on_time: found.o === "1",
    digest,
    report_sha256: found.p,
    report_version: found.v,
    receipt: digest.slice(0, 16).toUpperCase().match(/.{4}/g).join("-"),
    signature: found.s,
  };
}

/** What was pasted: the text of a receipt file, or the address in a QR code. */
export function read(text) {
  try {
    const found = JSON.parse(text);
    if (!PARTS.every((part) => part in found)) return null;
    return Object.fromEntries(PARTS.map((part) => [part, found[part]]));
  } catch {
    return carried(text.slice(text.indexOf("#") + 1).trim());
  }
}

/** Whether this is only the number of a receipt, such as 0123-4567-89AB-CDEF. */
export const isNumber = (text) => /^[0-9A-F]{4}(-[0-9A-F]{4}){3}$/i.test(text.trim());

/** The digest of a file, worked out here: the file itself goes nowhere. */
export async function sha256(file) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
