// Validates SARIF files against the schema that a package ships.
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { readFileSync } from "node:fs";

const schemaPath = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schemaPath, "utf8")));
let failed = false;

for (const path of process.argv.slice(2)) {
  const log = JSON.parse(readFileSync(path, "utf8"));
  const results = log.runs[0].results;
  const rules = log.runs[0].tool.driver.rules;
  const strays = results.filter((result) => rules[result.ruleIndex]?.id !== result.ruleId);
  if (!validate(log) || strays.length) {
    failed = true;
    console.error(path, (validate.errors ?? []).slice(0, 5), strays.slice(0, 5));
  }
  console.log(`${path}: ${results.length} results of ${rules.length} rules`);
}
process.exit(failed ? 1 : 0);
