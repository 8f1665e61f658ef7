"use strict";
/* Filters, keys, and lines from where things were to where they are. Without this the page still shows everything. */
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const off = new Set();

function filter() {
  for (const row of all("[data-kinds]"))
    row.hidden = row.dataset.kinds.split(" ").every((kind) => off.has(kind));
  draw();
}

function toggle(button) {
  const kind = button.dataset.kind;
  if (!off.delete(kind)) off.add(kind);
  button.setAttribute("aria-pressed", String(!off.has(kind)));
  filter();
}

/* The next shown stop after the one that has the focus, or before it. */
function step(direction, selector) {
  const stops = all(selector).filter((stop) => stop.offsetParent);
  const at = stops.indexOf(document.activeElement);
  const next = at < 0 ? (direction > 0 ? 0 : stops.length - 1) : at + direction;
  if (stops[next]) {
    stops[next].focus({ preventScroll: true });
    stops[next].scrollIntoView({ block: "center" });
  }
}

function unfold() {
  const folds = all("details");
  const open = folds.some((fold) => !fold.open);
  for (const fold of folds) fold.open = open;
}

const keys = {
  j: () => step(1, ".tag, .stop"),
  k: () => step(-1, ".tag, .stop"),
  w: () => step(1, ".weighty"),
  u: unfold,
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
  if (!key || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  key();
});
for (const tools of all(".tools")) tools.hidden = false;
for (const button of all("button[data-kind]")) button.addEventListener("click", () => toggle(button));
document.addEventListener("toggle", draw, true);
window.addEventListener("resize", draw);
draw();
