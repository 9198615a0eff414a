"use strict";
// The rows are data (report/page/page_row.py). Of the table only what is near the screen is made, in blocks; a block that
// is far from it is one empty row of the block's height. Texts get into the page as text nodes alone.

const FIELDS = ["line", "listed", "username", "name", "outcome", "reason", "userId", "changes", "columns", "cells", "findings"];
const SORTED_BY = ["line", "username", "name", "outcome", "reason", "userId"];
const BLOCK_ROWS = 50;
const MARGIN = "1500px 0px";

const table = document.getElementById("rows");
const search = document.getElementById("search");
const all = document.getElementById("all");
const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const [about, ...lines] = JSON.parse(document.getElementById("data").textContent);
const rows = lines.map((values) => Object.fromEntries(FIELDS.map((name, index) => [name, values[index]])));
const opened = new Set();
const blocks = new Map();
let sorted = rows.sort((a, b) => a.line - b.line);
let filter = null;
let printing = false;
let rowHeight = 40;

function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

function value(name, text) {
  return make(name, "", text ? make("bdi", "", text) : make("span", "soft", "(empty)"));
}

function makeChanges(row) {
  return make("ul", "changes", ...row.changes.map(([column, before, after]) => (
    make("li", "", make("b", "", make("bdi", "", column)), " ", value("del", before), " \u2192 ", value("ins", after))
  )));
}

function makeCells(row) {
  const details = make("details", "", make("summary", "", "As uploaded"));
  const fill = () => details.append(make("dl", "", ...row.cells.slice(0, about.columns[row.columns].length).flatMap(
    (cell, index) => [make("dt", "", make("bdi", "", about.columns[row.columns][index])), value("dd", cell)],
  )));
  if (opened.has(row)) {
    details.open = true;
    fill();
  }
  details.addEventListener("toggle", () => {
    if (details.open && !opened.has(row)) fill();
    if (!details.open && opened.has(row)) details.lastChild.remove();
    opened[details.open ? "add" : "delete"](row);
  });
  return details;
}

function makeRow(row, place) {
  const outcome = about.outcomes[row.outcome];
  const line = make("td", "", row.listed ? String(row.line) : "not in the file");
  line.dataset.label = "Line";
  const more = [...(row.changes.length ? [makeChanges(row)] : []), ...(row.cells.length ? [makeCells(row)] : [])];
  const made = make(
    "tr", "", line,
    make("td", "", make("bdi", "", row.username)),
    make("td", "", make("bdi", "", row.name)),
    make("td", outcome, outcome),
    make("td", "", row.reason, ...more),
    make("td", "id", row.userId),
  );
  made.dataset.outcome = outcome;
  made.setAttribute("aria-rowindex", place + 2);
  return made;
}

function leaveGap(block) {
  const cell = make("td");
  cell.colSpan = SORTED_BY.length;
  cell.style.height = `${block.height}px`;
  const gap = make("tr", "gap", cell);
  gap.setAttribute("aria-hidden", "true");
  block.body.replaceChildren(gap);
  block.filled = false;
}

function fill(block) {
  if (block.filled) return;
  block.body.replaceChildren(...block.rows.map((row, index) => makeRow(row, block.first + index)));
  block.filled = true;
}

function clear(block) {
  // What has the focus stays.
  if (!block.filled || printing || block.body.contains(document.activeElement)) return;
  block.height = block.body.getBoundingClientRect().height;
  leaveGap(block);
}

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const block = blocks.get(target);
    if (block) (isIntersecting ? fill : clear)(block);
  }
}, { rootMargin: MARGIN });

function fits(row) {
  if (!filter) return true;
  return filter.finding === undefined ? about.outcomes[row.outcome] === filter.outcome : row.findings.includes(filter.finding);
}

function textOf(row) {
  row.text ??= [
    row.listed ? row.line : "not in the file", row.username, row.name, about.outcomes[row.outcome], row.reason, row.userId,
    ...row.changes.flat(),
  ].join("\n").toLowerCase();
  return row.text;
}

function show() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = sorted.filter((row) => fits(row) && words.every((word) => textOf(row).includes(word)));
  observer.disconnect();
  blocks.clear();
  for (const body of [...table.tBodies]) body.remove();
  for (let first = 0; first < shown.length; first += BLOCK_ROWS) {
    const body = make("tbody");
    const block = { body, first, rows: shown.slice(first, first + BLOCK_ROWS), filled: false };
    block.height = block.rows.length * rowHeight;
    blocks.set(body, block);
    leaveGap(block);
  }
  const made = [...blocks.values()];
  table.append(...blocks.keys());
  table.setAttribute("aria-rowcount", shown.length + 1);
  if (made.length) {
    fill(made[0]);
    rowHeight = made[0].body.getBoundingClientRect().height / made[0].rows.length || rowHeight;
  }
  for (const block of made) {
    if (printing) fill(block);
    observer.observe(block.body);
  }
  const count = `${shown.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows`;
  document.getElementById("shown").textContent = filter ? `${count}: ${filter.words}` : count;
  document.getElementById("heading").textContent = shown.length < rows.length ? "Some of the rows" : "All rows";
  all.hidden = !filter && !words.length;
}

function setFilter(chosen) {
  filter = chosen;
  for (const button of document.querySelectorAll(".filter")) {
    button.setAttribute("aria-pressed", button === filter?.button);
  }
  show();
  if (!filter) return;
  const { top } = table.closest("section").getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) table.closest("section").scrollIntoView();
}

/** Makes what is marked to be a filter's a button; without a script it is text. */
function offerFilter(place, words, rule) {
  const button = make("button", "filter", ...place.childNodes);
  button.type = "button";
  button.setAttribute("aria-pressed", false);
  button.setAttribute("aria-controls", "rows");
  place.append(button);
  const chosen = { ...rule, words, button };
  const toggle = () => setFilter(filter?.button === button ? null : chosen);
  button.addEventListener("click", toggle);
  return toggle;
}

function sortBy(header) {
  const falling = header.getAttribute("aria-sort") === "ascending";
  for (const other of header.parentNode.cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", falling ? "descending" : "ascending");
  const name = SORTED_BY[header.cellIndex];
  const compare = typeof rows[0]?.[name] === "number" ? (a, b) => a[name] - b[name] : (a, b) => order.compare(a[name], b[name]);
  sorted = [...rows].sort(falling ? (a, b) => compare(b, a) : compare);
  show();
}

function forPaper(isPaper) {
  if (printing === isPaper) return;
  printing = isPaper;
  if (isPaper) blocks.forEach(fill);
  else show();
}

const picks = new Map();
for (const entry of document.querySelectorAll(".legend [data-outcome]")) {
  picks.set(entry.dataset.outcome, offerFilter(entry, entry.dataset.outcome, { outcome: entry.dataset.outcome }));
}
for (const part of document.querySelectorAll(".bar [data-outcome]")) {
  part.addEventListener("click", picks.get(part.dataset.outcome));
  part.closest("svg").classList.add("picks");
}
for (const place of document.querySelectorAll("[data-finding]")) {
  const finding = place.closest("li").querySelector("p").textContent;
  offerFilter(place, finding, { finding: Number(place.dataset.finding) });
}
search.addEventListener("input", show);
all.addEventListener("click", () => {
  search.value = "";
  setFilter(null);
  search.focus();
});
for (const header of table.tHead.rows[0].cells) header.firstChild.addEventListener("click", () => sortBy(header));
addEventListener("beforeprint", () => forPaper(true));
addEventListener("afterprint", () => forPaper(false));
matchMedia("print").addEventListener("change", (media) => forPaper(media.matches));
document.querySelector(".controls").hidden = false;
document.querySelector(".scriptless")?.remove();
show();
