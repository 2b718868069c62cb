import { writeHeaders } from "./requests.js";

const EVERY_MS = 5000;

/** 「14時32分」 in Japan, whatever the clock zone of the machine. */
function timeOfDay(date) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Asia/Tokyo",
    hour: "numeric",
    minute: "2-digit",
    hour12: false,
  }).formatToParts(date);
  const part = (type) => parts.find((found) => found.type === type).value;
  return `${Number(part("hour"))}時${part("minute")}分`;
}

/** What was typed. Chosen files, and the key that makes a sending count once, go only with the form itself. */
function typed(form) {
  const data = new FormData(form);
  data.delete("_key");
  for (const [name, value] of [...data]) {
    if (value instanceof File) {
      data.delete(name);
    }
  }
  return data;
}

async function save(form) {
  const response = await fetch(form.dataset.autosave, {
    method: "POST",
    body: typed(form),
    headers: { ...writeHeaders(), "X-Autosave": "1" },
    keepalive: true,
    redirect: "error",
  });
  if (!response.ok) {
    throw new Error(`autosave refused: ${response.status}`);
  }
  const version = form.elements.namedItem("version");
  if (version && response.headers.has("x-version")) {
    version.value = response.headers.get("x-version");
  }
}

function keep(form) {
  const note = document.getElementById(form.dataset.autosaveNote);
  let changed = false;
  let failed = false;
  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("submit", () => {
    changed = false;
  });

  async function saveIfChanged() {
    if (!changed || !form.isConnected) {
      return;
    }
    changed = false;
    try {
      await save(form);
      failed = false;
      note.textContent = `${timeOfDay(new Date())}に自動で保存しました。閉じても、続きから書けます。`;
    } catch {
      changed = true;
      if (!failed) {
        note.textContent = "自動の保存ができませんでした。書いた内容はこの画面に残っています。あとで自動でやり直します。";
      }
      failed = true;
    }
  }

  setInterval(saveIfChanged, EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      saveIfChanged();
    }
  });
}

/** Forms with data-autosave post themselves there a few seconds after a change, and when the page is left. */
export function keepDrafts() {
  document.querySelectorAll("form[data-autosave]").forEach(keep);
}
