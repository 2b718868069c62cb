const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

/** Headers of a write to our own site. */
export function writeHeaders() {
  return { "X-CSRF-Token": token() };
}

/** Every htmx request carries the token of the page. */
export function sendCsrfToken() {
  document.body.addEventListener("htmx:configRequest", (event) => {
    Object.assign(event.detail.headers, writeHeaders());
  });
}

/** An htmx request that failed leaves the page as it was: say so, and what to do. */
export function tellFailures() {
  const tell = (what) => {
    const place = document.getElementById("page-message");
    place.textContent = `${what}画面の内容はそのまま残っています。少し待って、もう一度押してください。`;
  };
  document.body.addEventListener("htmx:sendError", () => tell("サーバーにつながりませんでした。"));
  document.body.addEventListener("htmx:timeout", () => tell("返事に時間がかかっています。"));
  document.body.addEventListener("htmx:responseError", (event) => {
    tell(`処理できませんでした（番号 ${event.detail.xhr.status}）。`);
  });
  document.body.addEventListener("htmx:beforeRequest", () => {
    document.getElementById("page-message").textContent = "";
  });
}
