// node check.mjs DOCUMENT FOLDER: runs the `sh` and `sql` blocks of DOCUMENT in FOLDER, which has team-a and team-b, and compares
// the pairs and families with those of `stemma scan --json`.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const [documentPath, folder] = process.argv.slice(2);
const blocks = [...readFileSync(documentPath, "utf8").matchAll(/^```(sh|sql)\n([\s\S]*?)^```$/gm)];
const wrong = [];

function run(command, args) {
  const done = spawnSync(command, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 30 });
  if (done.error || done.status > 1) throw new Error(`${args.join(" ")}: ${done.error ?? done.stderr}`);
  return done.stdout;
}

const plain = (value) => (typeof value === "bigint" ? Number(value) : value?.items ? value.items : value);
const tables = [];
process.chdir(folder);
const database = await (await DuckDBInstance.create(":memory:")).connect();
for (const [, kind, text] of blocks) {
  if (kind === "sh") run("sh", ["-c", text]);
  else for (const query of text.split(/;\s*$/m).map((part) => part.trim()).filter(Boolean)) {
    const rows = (await database.runAndReadAll(query)).getRowObjects();
    if (query.startsWith("SELECT"))
      tables.push(rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)]))));
  }
}

const [versions, pairs, fronts, variants, families] = tables;
const scan = JSON.parse(run("stemma", ["scan", "--json", "--kind", "copy", "--kind", "contains", "team-a", "team-b"]));
const key = (pair) => `${pair.kind} ${pair.a} ${pair.b}`;
const expected = new Map(scan.pairs.map(({ a, b, kind, score }) => {
  const pair = { a: scan.files[a].path, b: scan.files[b].path, kind };
  return [key(pair), score];
}));
for (const pair of pairs) {
  const score = expected.get(key(pair));
  if (score === undefined) wrong.push(`only DuckDB finds: ${key(pair)} ${pair.score}`);
  else if (Math.abs(score - pair.score) > 2e-6) wrong.push(`${key(pair)}: ${score}, in DuckDB ${pair.score}`);
  expected.delete(key(pair));
}
for (const missed of expected.keys()) wrong.push(`only stemma finds: ${missed}`);

const root = new Map(families.flatMap((family) => family.paths.map((path) => [path, family.root])));
for (const cluster of scan.clusters)
  if (new Set(cluster.files.map((path) => root.get(path))).size !== 1) wrong.push(`a family is torn: ${cluster.files.join(" ")}`);
if (versions[0].versions !== "one hash") wrong.push("versions");
if (fronts.some(({ front }) => front < 0 || front > 1)) wrong.push("a likeness of front matters");

const aligned = ({ because }) => Number(/^(\d+) aligned section/m.exec(because.map(plain).join("\n"))?.[1] ?? 0);
for (const variant of variants)
  if (aligned(variant) !== variant.aligned)
    wrong.push(`${variant.a} ${variant.b}: ${variant.aligned} sections align, but ${variant.because.join(", ")}`);
if (!variants.some(aligned)) wrong.push("no variants with a section that aligns");

for (const line of wrong.slice(0, 20)) console.log(`wrong: ${line}`);
console.log(`${scan.files.length} files, ${pairs.length} pairs (${pairs.filter((pair) => pair.kind === "contains").length} parts), ` +
  `${variants.length} variants, ${families.length} families, ${wrong.length} wrong`);
process.exit(wrong.length || !pairs.length ? 1 : 0);
