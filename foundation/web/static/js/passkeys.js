// A form with data-passkey="create" or "get" asks the browser's authenticator before it goes out, with the options that
// data-options leads to. It is hidden until this script knows that the browser has passkeys.

const FAILED = {
  NotAllowedError: "取り消されたか、時間が過ぎました。もう一度ボタンを押してください。",
  InvalidStateError: "この端末か鍵のパスキーは、もう登録されています。",
  SecurityError: "いま開いているアドレスでは、パスキーを使えません。決まったアドレスで開き直してください。",
};
const FAILED_OTHERWISE = "パスキーを使えませんでした。少し待って、もう一度ボタンを押すか、ほかの方法で続けてください。";
const BYTES = ["rawId", "clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

function bytesOf(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function textOf(bytes) {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const named = (credentials = []) => credentials.map((one) => ({ ...one, id: bytesOf(one.id) }));

/** The options with bytes where the browser wants bytes. */
function asked({ challenge, user, excludeCredentials, allowCredentials, ...rest }) {
  return {
    ...rest,
    challenge: bytesOf(challenge),
    ...(user && { user: { ...user, id: bytesOf(user.id) } }),
    ...(excludeCredentials && { excludeCredentials: named(excludeCredentials) }),
    ...(allowCredentials && { allowCredentials: named(allowCredentials) }),
  };
}

function parts(source) {
  return Object.fromEntries(BYTES.filter((name) => source[name]).map((name) => [name, textOf(source[name])]));
}

/** The credential as JSON; not every browser has PublicKeyCredential.toJSON(). */
function told(credential) {
  return JSON.stringify({
    id: credential.id,
    type: credential.type,
    ...parts(credential),
    response: parts(credential.response),
  });
}

async function answerInto(form) {
  const response = await fetch(form.dataset.options, { headers: { Accept: "application/json" }, redirect: "error" });
  if (!response.ok) {
    throw new Error((await response.json()).detail);
  }
  const { ticket, options } = await response.json();
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: asked(options) });
  form.elements.namedItem("ticket").value = ticket;
  form.elements.namedItem("answer").value = told(credential);
}

function offer(form) {
  const note = form.querySelector("[role=alert]");
  const button = form.querySelector("button");
  form.closest("[data-passkey-offer]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    note.textContent = "";
    button.disabled = true;
    try {
      await answerInto(form);
      form.submit();
    } catch (error) {
      const ours = error.constructor === Error ? error.message : "";
      note.textContent = FAILED[error.name] ?? (ours || FAILED_OTHERWISE);
    } finally {
      button.disabled = false;
    }
  });
}

/** Shows the passkey forms where the browser has passkeys. */
export function offerPasskeys() {
  if (window.PublicKeyCredential) {
    document.querySelectorAll("form[data-passkey]").forEach(offer);
  }
}
