// node collection.mjs FOLDER FILES: a collection of so many agents, the same in every run: texts of their own, copies,
// copies with some lines rewritten.
import { mkdirSync, writeFileSync } from "node:fs";

const [folder, files] = process.argv.slice(2);
const syllables = ["ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "za"];
let state = 1;

function below(limit) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
}

const word = () => Array.from({ length: 3 + below(2) }, () => syllables[below(16)]).join("");
const line = () => `- ${Array.from({ length: 9 }, word).join(" ")}`;
const texts = [];

for (let n = 0; n < files; n++) {
  const kind = below(100);
  const lines = n && kind < 40 ? [...texts[below(n)]] : Array.from({ length: 24 }, line);
  for (let edit = 0; kind < 20 && edit < 3; edit++) lines[below(24)] = line();
  texts.push(lines);
  const place = `${folder}/team-${Math.floor(n / 200)}`;
  if (n % 200 === 0) mkdirSync(place, { recursive: true });
  const name = `agent-${n}`;
  const body = [lines.slice(0, 12), lines.slice(12)].map((part, i) => `## Part ${i + 1}\n\n${part.join("\n")}\n`);
  writeFileSync(`${place}/${name}.md`, `---\nname: ${name}\ndescription: About ${lines[0].slice(2)}\n---\n\n${body.join("\n")}`);
}
