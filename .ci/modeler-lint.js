// What Camunda Modeler would show in its problems panel, for every model and form. Bundled by esbuild, because
// Camunda's linting packages are written for bundlers, not for node.
import { readFileSync } from 'node:fs';
import { Linter } from '@camunda/linting';
import { FormLinter } from '@camunda/form-linting';
import { files } from './files.js';

const root = process.argv[2];
const models = new Linter({ modeler: 'desktop', type: 'cloud' });
const forms = new FormLinter();

const checks = [
  [files(root, 'processes', '.bpmn'), (xml) => models.lint(xml)],
  [files(root, 'forms', '.form'), (json) => forms.lint(json)],
];

const problems = async () => {
  let found = 0;
  for (const [paths, lint] of checks) {
    for (const path of paths) {
      for (const { id, message, category } of await lint(readFileSync(path, 'utf8'))) {
        console.error(`${path}: ${category} at ${id}: ${message}`);
        found++;
      }
    }
  }
  return found;
};

problems().then((found) => {
  process.exitCode = found === 0 ? 0 : 1;
});
