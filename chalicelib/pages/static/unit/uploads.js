// Evidence on its way: forms from the API, each file straight to S3 with its progress, then the confirmation.

import { call } from "session";

const LIMIT = 20 * 1024 * 1024;

/** Uploads {id, file, leaves, sent, state: waiting|sending|done|failed|refused, text}; `changed` after every change. */
export class Uploads {
  constructor(path, changed, confirmed) {
    Object.assign(this, {
      path,
      changed,
      confirmed,
      all: [],
      files: [],
      id: 0,
      turn: Promise.resolve(),
      typed: {},
    });
  }

  async load() {
    this.files = (await call("GET", `${this.path}/evidence`)).files;
    this.changed();
  }

  of(code) {
    return this.files.filter((file) => file.leaves.includes(code));
  }

  add(files, leaves) {
    for (const file of files) {
      const upload = { id: ++this.id, file, leaves, sent: 0, state: "waiting", text: null };
      const type = file.type === "application/pdf" || /\.pdf$/i.test(file.name);
      if (!type)
        Object.assign(upload, {
          state: "refused",
          text: {
            vi: "Không phải tệp PDF. Hãy quét hoặc xuất tài liệu ra PDF rồi gửi lại.",
            en: "Not a PDF. Scan or export the document as PDF, then send it.",
          },
        });
      else if (file.size === 0)
        Object.assign(upload, {
          state: "refused",
          text: {
            vi: "Tệp rỗng (0 byte). Hãy kiểm tra tệp gốc.",
            en: "The file is empty (0 bytes). Check the original.",
          },
        });
      else if (file.size > LIMIT)
        Object.assign(upload, {
          state: "refused",
          text: {
            vi: "Tệp lớn hơn 20 MB. Hãy giảm độ phân giải khi quét hoặc chia tệp.",
            en: "Over 20 MB. Scan at a lower resolution or split the file.",
          },
        });
      this.all.push(upload);
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

  async next() {
    const upload = this.all.find((each) => each.state === "waiting");
    if (!upload || this.all.some((each) => each.state === "sending")) return;
    upload.state = "sending";
    this.changed();
    try {
      const { name, size } = upload.file;
      const {
        forms: [form],
      } = await call("POST", `${this.path}/evidence/forms`, {
        files: [{ name, size, type: "application/pdf" }],
      });
      await put(form, upload.file, (sent) => {
        upload.sent = sent;
        this.changed();
      });
      await call("POST", `${this.path}/evidence`, {
        evidence: form.evidence,
        leaves: upload.leaves,
      });
      upload.state = "done";
      await this.load();
      this.dismiss(upload);
      this.confirmed();
    } catch (problem) {
      const text = {
        vi: problem.errors?.[0]?.detail ?? problem.detail ?? String(problem),
        en: problem.errors?.[0]?.detail_en ?? problem.detail_en ?? String(problem),
      };
      Object.assign(upload, {
        state:
          problem.status >= 400 && problem.status < 500 && ![401, 429].includes(problem.status)
            ? "refused"
            : "failed",
        text,
      });
      this.changed();
    }
    this.next();
  }
}

/** POST a file to its form; `progress` gets 0…1. */
export function put(form, file, progress) {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(),
      lost = {
        status: 0,
        detail: "Mất kết nối khi đang gửi tệp; hãy bấm gửi lại.",
        detail_en: "The connection was lost; press send again.",
      };
    request.upload.onprogress = (event) => progress(event.loaded / event.total);
    request.onload = () =>
      request.status < 300
        ? resolve()
        : reject({
            status: request.status,
            detail: "Kho lưu trữ không nhận tệp này (chỉ nhận PDF, tối đa 20 MB).",
            detail_en: "The store refused this file (PDF only, at most 20 MB).",
          });
    request.onerror = request.ontimeout = () => reject(lost);
    request.open("POST", form.url);
    request.send(body);
  });
}
