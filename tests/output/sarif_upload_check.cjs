// The check that github/codeql-action/upload-sarif makes before it uploads:
// the schema by the same validator, where a URI of an odd form is only a warning.
//
//   node sarif_upload_check.cjs SCHEMA LOG
const { readFileSync } = require("node:fs");
const { Validator } = require("jsonschema");

const [schema, log] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, "utf8")));
const isWarning = (error) =>
  error.name === "format" && ["uri", "uri-reference"].includes(error.argument);
const errors = new Validator().validate(log, schema).errors.filter((error) => !isWarning(error));

errors.forEach((error) => console.log(error.stack));
process.exitCode = errors.length ? 1 : 0;
