// node render.mjs < GRAPH: the drawing of a graph as SVG; status 1 when Graphviz does not take it.
import { readFileSync } from "node:fs";
import { instance } from "@viz-js/viz";

const viz = await instance();
const done = viz.render(readFileSync(0, "utf8"), { format: "svg" });
for (const { level, message } of done.errors) console.error(`${level}: ${message}`);
if (done.status !== "success" || done.errors.length) process.exit(1);
process.stdout.write(done.output);
