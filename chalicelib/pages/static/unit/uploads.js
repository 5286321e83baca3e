// The files of evidence: those the API knows, and those on their way. A form from the API, the file
// straight to S3 with its progress, then the confirmation.

import { put } from "put_file";
import { call } from "session";
import { detail } from "words";

const LIMIT = 20 * 1024 * 1024;
/** Kinds of file that may be sent, by the ending of their names; images are for reference only. */
const KINDS = [
  ["application/pdf", /\.pdf$/i],
  ["image/jpeg", /\.(jpe?g|jpe|jfif)$/i],
  ["image/png", /\.png$/i],
];
/** Without HEIC, so that phones convert their photos to JPEG. */
export const ACCEPTED = `${KINDS.map(([type]) => type).join(",")},.pdf,.jpg,.jpeg,.png`;
/** The same for a file that may be of one sort alone. */
export const ACCEPTED_AS = {
  pdf: "application/pdf,.pdf",
  image: "image/jpeg,image/png,.jpg,.jpeg,.png",
};
const NOT_TAKEN = {
  vi:
    "Chỉ nhận PDF, hoặc ảnh JPEG, PNG để tham khảo." +
    " Hãy quét hay xuất tài liệu ra PDF, lưu ảnh (như HEIC) thành JPEG, rồi gửi lại.",
  en:
    "Only PDF is accepted, or JPEG and PNG images for reference." +
    " Scan or export documents as PDF, save images (such as HEIC) as JPEG, then send them.",
};
const EMPTY = {
  vi: "Tệp rỗng (0 byte). Hãy kiểm tra tệp gốc.",
  en: "The file is empty (0 bytes). Check the original.",
};
const TOO_LARGE = {
  vi: "Tệp lớn hơn 20 MB. Hãy giảm độ phân giải khi quét hoặc chia tệp.",
  en: "Over 20 MB. Scan at a lower resolution or split the file.",
};
/** The kind of a file by what the browser or its name says; the server looks at its bytes. */
function kindOf({ name, type }) {
  const kind = KINDS.find(([known]) => known === type) ?? KINDS.find(([, end]) => end.test(name));
  return kind?.[0];
}

/** Why a file is not even sent; null if it is. */
function refusal(file) {
  const { size } = file;
  if (!kindOf(file)) return NOT_TAKEN;
  if (size === 0) return EMPTY;
  return size > LIMIT ? TOO_LARGE : null;
}

/**
 * - `files`: what the API knows; `fault`: why the last act on one failed, in words.
 * - `all`: uploads {id, file, leaves, sent, state: waiting|sending|failed|refused, text}.
 * - `replacing`: how far a file in place of one that was sent is, 0…1, by the latter's id.
 * - `changed()` is called after every change, `confirmed()` when a file has arrived.
 */
export class Uploads {
  constructor(path, changed, confirmed) {
    Object.assign(this, { path, changed, confirmed, files: [], fault: null, all: [], id: 0 });
    Object.assign(this, { turn: Promise.resolve(), typed: {}, replacing: {} });
  }

  async load() {
    this.files = (await call("GET", `${this.path}/evidence`)).files;
    this.changed();
  }

  of(code) {
    return this.files.filter((file) => file.leaves.includes(code));
  }

  /** What a person does with a file: what goes wrong is told beside the files. */
  run(act) {
    return async (event) => {
      try {
        await act(event);
      } catch (problem) {
        this.fault = detail(problem);
      }
      this.changed();
    };
  }

  /**
   * Change what is said of a file and which leaves it serves: one change after the other, each on
   * what the one before left.
   */
  describe({ evidence }, part) {
    const change = async () => {
      const file = this.files.find((each) => each.evidence === evidence);
      const { leaves, official, number, date, issuer, effective, version } = file;
      const held = { leaves, official, number, date, issuer, effective, version };
      try {
        await call("PUT", `${this.path}/evidence/${evidence}`, { ...held, ...part });
        this.fault = null;
      } finally {
        await this.load();
      }
    };
    this.turn = this.turn.then(change, change);
    return this.turn;
  }

  /** What is being typed about a file: a field keeps it while another is saved. */
  typing({ evidence }) {
    this.typed[evidence] ??= {};
    return this.typed[evidence];
  }

  /** Open a file, or what was sent in its place, on a page of its own. */
  async open(which) {
    const { url } = await call("GET", `${this.path}/evidence/${which}/link`);
    window.open(url, "_blank", "noopener");
  }

  /** Send a file in place of one that was found bad after it had been sent. */
  async replace({ evidence }, file) {
    const { name, size } = file;
    const address = `${this.path}/evidence/${evidence}/replacement`;
    const type = kindOf(file) ?? file.type;
    const show = (sent) => {
      this.replacing[evidence] = sent;
      this.changed();
    };
    show(0);
    try {
      const form = await call("POST", `${address}/form`, { name, size, type });
      await put(form, file, show);
      await call("POST", address, { evidence: form.evidence });
      this.fault = null;
    } finally {
      delete this.replacing[evidence];
      await this.load();
    }
  }

  /** Have a file examined again that has no result. */
  async examine({ evidence }) {
    await call("POST", `${this.path}/evidence/${evidence}/examine`, {});
    this.fault = null;
    await this.load();
  }

  async remove({ evidence }) {
    await call("POST", `${this.path}/evidence/${evidence}/remove`, {});
    await this.load();
  }

  add(files, leaves) {
    for (const file of files) {
      const text = refusal(file);
      const state = text ? "refused" : "waiting";
      this.id += 1;
      this.all.push({ id: this.id, file, leaves, sent: 0, state, text });
    }
    this.changed();
    this.next();
  }

  retry(upload) {
    Object.assign(upload, { state: "waiting", sent: 0, text: null });
    this.next();
  }
  dismiss(upload) {
    this.all = this.all.filter((each) => each !== upload);
    this.changed();
  }

  /** Send the first that waits; one after the other. */
  async next() {
    const upload = this.all.find(({ state }) => state === "waiting");
    if (!upload || this.all.some(({ state }) => state === "sending")) return;
    upload.state = "sending";
    this.changed();
    try {
      await this.send(upload);
    } catch (problem) {
      Object.assign(upload, stopped(problem));
      this.changed();
    }
    this.next();
  }

  async send(upload) {
    const { file, leaves } = upload;
    const { name, size } = file;
    const { forms } = await call("POST", `${this.path}/evidence/forms`, {
      files: [{ name, size, type: kindOf(file) }],
    });
    const [form] = forms;
    await put(form, file, (sent) => {
      upload.sent = sent;
      this.changed();
    });
    await call("POST", `${this.path}/evidence`, { evidence: form.evidence, leaves });
    upload.state = "done";
    await this.load();
    this.dismiss(upload);
    this.confirmed();
  }
}

/** Whether sending a file again can help, and why it did not arrive. */
function stopped(problem) {
  const { status } = problem;
  const refused = status >= 400 && status < 500 && ![401, 429].includes(status);
  const [first] = problem.errors ?? [];
  const text = {
    vi: first?.detail ?? problem.detail ?? String(problem),
    en: first?.detail_en ?? problem.detail_en ?? String(problem),
  };
  return { state: refused ? "refused" : "failed", text };
}
