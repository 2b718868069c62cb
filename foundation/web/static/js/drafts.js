// What was typed into a form with data-keep stays on this device until it was sent: a visit is often written where
// there is no signal. Without this script the form is an ordinary one.

const PREFIX = "draft:";
const NOT_KEPT = ["_csrf_token", "version"];
const WORDS = {
  kept: "書いた内容は、この端末に残しています。送ると消えます。",
  restored: "この端末に残っていた下書きを戻しました。続きから書けます。",
  offline: "電波が届きません。書いた内容はこの端末に残しました。届くところで、もう一度「送る」を押してください。",
  dropped: "この端末の下書きを消しました。",
};

const place = (form) => PREFIX + form.dataset.keep;

function typed(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.includes(name));
}

function put(form, kept) {
  for (const field of form.elements) {
    const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") {
      field.checked = values.includes(field.value);
    } else if (values.length > 0 && field.type !== "file") {
      field.value = values[0];
    }
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep(form) {
  const note = document.getElementById(form.dataset.keepNote);
  const drop = document.getElementById(form.dataset.keepDrop);
  const kept = read(place(form));
  note.parentElement.hidden = false;
  if (kept && !("keepTyped" in form.dataset)) {
    put(form, kept);
    note.textContent = WORDS.restored;
    drop.hidden = false;
  }
  form.addEventListener("input", () => {
    localStorage.setItem(place(form), JSON.stringify(typed(form)));
    note.textContent = WORDS.kept;
    drop.hidden = false;
  });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      note.textContent = WORDS.offline;
    }
  });
  drop.addEventListener("click", () => {
    localStorage.removeItem(place(form));
    form.reset();
    note.textContent = WORDS.dropped;
    drop.hidden = true;
  });
}

function forget(wanted) {
  Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX) && wanted(key))
    .forEach((key) => localStorage.removeItem(key));
}

/** Forms with data-keep outlive a lost signal; a page with data-sent="<id>" says that the draft of this id arrived. */
export function keepOnDevice() {
  const sent = document.querySelector("[data-sent]")?.dataset.sent;
  if (sent) {
    forget((key) => (read(key) ?? []).some(([name, value]) => name === "draft" && value === sent));
  }
  document.querySelectorAll("form[data-keep]").forEach(keep);
  document.querySelectorAll('form[action="/sign-out"]').forEach((form) => {
    form.addEventListener("submit", () => forget(() => true));
  });
}
