// Holds the element templates to the schema that Camunda publishes for them.
import { readFileSync } from 'node:fs';
import { validateZeebe } from '@bpmn-io/element-templates-validator';
import { files } from './files.js';

let found = 0;
for (const path of files(process.argv[2], '.camunda/element-templates', '.json')) {
  const { valid, errors } = validateZeebe(JSON.parse(readFileSync(path, 'utf8')));
  if (!valid) {
    errors.forEach(({ instancePath, message }) => console.error(`${path}: ${instancePath}: ${message}`));
    found++;
  }
}
process.exitCode = found === 0 ? 0 : 1;
