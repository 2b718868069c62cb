/** On a phone a row of a list becomes a block, and each cell says which column it belongs to. */
export function nameCells() {
  stackWithin(document);
  document.body.addEventListener("htmx:load", (event) => stackWithin(event.target));
}

function stackWithin(place) {
  for (const table of place.querySelectorAll(".table:not(.fits-small, .table-dense:not(.table-lines), .table-compare, .table-month)")) {
    const heads = table.tHead?.rows ?? [];
    if (heads.length === 1 && [...heads[0].cells].every((cell) => cell.colSpan === 1)) {
      stack(table, [...heads[0].cells].map(seen));
    }
  }
}

// What of a head can be seen: the rest is spoken, and still is, by the head itself.
function seen(head) {
  const parts = [...head.childNodes].filter((part) => !part.classList?.contains("for-readers"));
  return parts.map((part) => part.textContent).join("").trim();
}

// A row shown as a block is no longer a table row to a screen reader unless it says so.
function stack(table, words) {
  table.classList.add("stacks");
  table.setAttribute("role", "table");
  for (const part of [table.tHead, ...table.tBodies, table.tFoot].filter(Boolean)) {
    part.setAttribute("role", "rowgroup");
    for (const row of part.rows) {
      row.setAttribute("role", "row");
      [...row.cells].forEach((cell, place) => name(cell, row.cells.length === words.length ? words[place] : ""));
    }
  }
}

function name(cell, words) {
  cell.setAttribute("role", cell.tagName === "TD" ? "cell" : cell.scope === "row" ? "rowheader" : "columnheader");
  if (words && cell.tagName === "TD") {
    cell.dataset.column = words;
  }
}
