"use strict";
/* Filters, keys, and lines from where things were to where they are. Without this the page still shows everything. */
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const off = new Set();

function filter() {
  for (const row of all("[data-kinds]"))
    row.hidden = row.dataset.kinds.split(" ").every((kind) => off.has(kind));
  if (search) find();
  draw();
}

/* ---- the page of a scan: search, and commands to copy ---- */

const search = document.querySelector("input[type=search]");
const said = new Map();
const cells = new Map(all(".map a").map((cell) => [cell.getAttribute("href"), cell]));

function paths_of(row) {
  if (!said.has(row)) {
    const title = row.querySelector("summary b");
    said.set(row, all(".path", row).map((path) => path.textContent).concat(title ? title.textContent : "").join("\n").toLowerCase());
  }
  return said.get(row);
}

function find() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const is_found = (text) => words.every((word) => text.includes(word));
  const shown = [];
  for (const row of all(".family, .alone")) {
    row.hidden = (row.dataset.kinds && row.hidden) || (words.length > 0 && !is_found(paths_of(row)));
    if (!row.hidden) shown.push(row);
    const cell = cells.get(`#${row.id}`);
    if (cell) cell.classList.toggle("off", row.hidden);
  }
  for (const item of all(".alone li")) item.hidden = words.length > 0 && !is_found(item.textContent.toLowerCase());
  for (const path of all(".hit")) path.classList.remove("hit");
  for (const row of words.length && shown.length < 50 ? shown : [])
    for (const path of all(".path", row)) path.classList.toggle("hit", is_found(path.textContent.toLowerCase()));
  if (words.length && shown.length < 10) for (const row of shown) row.open = true;
  const count = shown.filter((row) => row.id).length;
  document.querySelector("output").textContent = words.length ? `${count} ${count === 1 ? "family" : "families"}` : "";
}

const quote = (path) => (/^[\w./][\w./@%+=:,-]*$/.test(path) ? path : `'${path.replace(/^-/, "./-").replaceAll("'", "'\\''")}'`);
const full = (path) => quote(document.querySelector("main").dataset.below + path.textContent);

function command_of(button) {
  const family = button.closest(".family");
  const files = all(".path", family).map(full).join(" "), number = family.id.slice(6);
  const commands = {
    diff: () => `stemma diff --format html ${full(document.getElementById(button.dataset.from))} ` +
      `${full(document.getElementById(button.dataset.to))} > diff.html`,
    matrix: () => `stemma diff --format html ${files} > family-${number}.html`,
    merge: () => `stemma merge --prefer ${full(family.querySelector(".voice"))} -o family-${number}.md ` +
      `--ledger family-${number}.md.ledger.json ${files}`,
  };
  return commands[button.dataset.do]();
}

/* The command is shown, too: not every browser lets a page copy. */
function tell(button) {
  const shown = document.createElement("pre");
  shown.className = "said";
  shown.textContent = command_of(button);
  button.replaceWith(shown);
  getSelection().selectAllChildren(shown);
  if (navigator.clipboard) navigator.clipboard.writeText(shown.textContent).catch(() => {});
}

function show_target() {
  const row = location.hash.startsWith("#family") && document.getElementById(location.hash.slice(1));
  if (!row) return;
  row.open = true;
  row.querySelector("summary").focus();
}

function toggle(button) {
  const kind = button.dataset.kind;
  if (!off.delete(kind)) off.add(kind);
  button.setAttribute("aria-pressed", String(!off.has(kind)));
  filter();
}

/* The next shown stop after the one that has the focus, or before it. */
function step(direction, selector) {
  const stops = search ? all(".family:not([hidden]) > .stop") : all(selector).filter((stop) => stop.offsetParent);
  const at = stops.indexOf(document.activeElement);
  const next = at < 0 ? (direction > 0 ? 0 : stops.length - 1) : at + direction;
  if (stops[next]) {
    stops[next].focus({ preventScroll: true });
    stops[next].scrollIntoView({ block: "center" });
  }
}

function unfold() {
  const folds = all(search ? ".family:not([hidden])" : "details");
  const open = folds.some((fold) => !fold.open);
  for (const fold of folds) fold.open = open;
}

const keys = {
  j: () => step(1, ".tag, .stop"),
  k: () => step(-1, ".tag, .stop"),
  w: () => step(1, ".weighty"),
  u: unfold,
  "/": () => search && search.focus(),
};

/* From the middle of where it was to the middle of where it is, along the middle of the page. */
function curve(file, from, to) {
  const box = file.getBoundingClientRect();
  const a = from.getBoundingClientRect(), b = to.getBoundingClientRect();
  const x = box.width / 2, y1 = a.top + a.height / 2 - box.top, y2 = b.top + b.height / 2 - box.top;
  const bend = Math.min(60, 15 + Math.abs(y2 - y1) / 8);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", `M${x},${y1} C${x - bend},${y1} ${x - bend},${y2} ${x},${y2} m-5,-4 l5,4 l-5,4`);
  return path;
}

function draw() {
  for (const file of all(".file")) {
    if (file.closest("details:not([open])")) continue; // asking where it stands would lay it out
    const old = file.querySelector("svg.moves");
    if (old) old.remove();
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "moves");
    svg.setAttribute("aria-hidden", "true");
    for (const link of all(".away a", file)) {
      const to = document.getElementById(link.hash.slice(1));
      if (to && to.offsetParent && link.offsetParent) svg.append(curve(file, link, to));
    }
    if (svg.childNodes.length) file.append(svg);
  }
}

document.addEventListener("keydown", (event) => {
  const key = keys[event.key];
  if (event.target === search) {
    if (event.key === "Escape") search.blur();
    return;
  }
  if (!key || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  key();
});
for (const tools of all(".tools")) tools.hidden = false;
for (const button of all("button[data-kind]")) button.addEventListener("click", () => toggle(button));
if (search) {
  document.documentElement.classList.add("scripted");
  search.addEventListener("input", filter);
  document.addEventListener("click", (event) => { if (event.target.matches(".command")) tell(event.target); });
  window.addEventListener("hashchange", show_target);
  show_target();
}
document.addEventListener("toggle", draw, true);
window.addEventListener("resize", draw);
draw();
