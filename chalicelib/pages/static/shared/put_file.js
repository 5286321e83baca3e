// A file on its way from the browser straight to the store.

const LOST = {
  status: 0,
  detail: "Mất kết nối khi đang gửi tệp; hãy bấm gửi lại.",
  detail_en: "The connection was lost; press send again.",
};
const REFUSED = {
  detail: "Kho lưu trữ không nhận tệp này (chỉ nhận PDF, ảnh JPEG, PNG; tối đa 20 MB).",
  detail_en: "The store refused this file (only PDF, JPEG and PNG, at most 20 MB).",
};

/** POST a file to its form; `progress` gets 0…1. */
export function put(form, file, progress) {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => progress(event.loaded / event.total);
    request.onload = () => {
      const { status } = request;
      if (status < 300) resolve();
      else reject({ ...REFUSED, status });
    };
    request.onerror = request.ontimeout = () => reject(LOST);
    request.open("POST", form.url);
    request.send(body);
  });
}
