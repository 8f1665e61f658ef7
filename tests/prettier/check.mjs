// How many of the Markdown files below a folder prettier leaves byte for byte as they are. What is inside fenced code is
// none of our business: prettier is asked to leave it alone.
import * as prettier from "prettier";
import * as markdown from "prettier/plugins/markdown";
import fs from "node:fs";
import path from "node:path";

const LEAST = 0.97;
const { embed, ...rest } = markdown.printers.mdast;
const plugin = {
    ...markdown,
    printers: {
        mdast: {
            ...rest,
            embed: (at, options) =>
                at.node.type === "code" ? null : embed(at, options),
        },
    },
};

function walk(folder) {
    return fs
        .readdirSync(folder, { withFileTypes: true })
        .flatMap((entry) =>
            entry.isDirectory()
                ? walk(path.join(folder, entry.name))
                : entry.name.endsWith(".md")
                  ? [path.join(folder, entry.name)]
                  : [],
        )
        .sort();
}

function firstDifference(before, after) {
    const was = before.split("\n");
    const is = after.split("\n");
    const line = was.findIndex((text, n) => text !== is[n]);
    return `${line + 1}\n  stemma   '${was[line]}'\n  prettier '${is[line]}'`;
}

const files = walk(process.argv[2]);
let kept = 0;
for (const file of files) {
    const text = fs.readFileSync(file, "utf8");
    let formatted;
    try {
        formatted = await prettier.format(text, {
            parser: "markdown",
            plugins: [plugin],
        });
    } catch (error) {
        formatted = `${error}`;
    }
    if (formatted === text) kept++;
    else console.log(`${file}:${firstDifference(text, formatted)}`);
}
console.log(`prettier leaves ${kept} of ${files.length} files as they are`);
process.exit(files.length > 0 && kept >= LEAST * files.length ? 0 : 1);
