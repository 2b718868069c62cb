// After a swap the focused element may be gone. Errors come first, then what the fragment marks
// with data-focus, then the element of the same id.

function firstToRead(fragment) {
  return fragment.querySelector(".form-errors[data-focus]") ?? fragment.querySelector("[data-focus]");
}

function focus(element) {
  if (!element.matches("a[href], button, input, select, textarea, summary")) {
    element.tabIndex = -1;
  }
  element.focus();
}

/** Keeps keyboard and screen reader users where the change happened. */
export function moveFocusAfterSwaps() {
  let heldId = "";
  document.body.addEventListener("htmx:beforeSwap", () => {
    heldId = document.activeElement?.id ?? "";
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const first = firstToRead(event.target);
    const held = heldId && document.getElementById(heldId);
    if (first) {
      focus(first);
    } else if (held && held !== document.activeElement) {
      held.focus();
    }
  });

  const said = document.querySelector(".form-errors[data-focus]") ?? document.querySelector(".just-done[data-focus]");
  if (said) {
    focus(said);
  }
}
