// Validates rendered manifests against the schemas of Kubernetes, of KEDA and of the Prometheus Operator: node chart-validate.js FILE...
// The schemas tell wrong types and missing fields. They let unknown keys pass, which a cluster would drop silently; so here a key that no
// schema asks for is a fault too.
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import * as apps from 'kubernetes-models/apps/v1';
import * as autoscaling from 'kubernetes-models/autoscaling/v2';
import * as batch from 'kubernetes-models/batch/v1';
import * as core from 'kubernetes-models/v1';
import * as networking from 'kubernetes-models/networking.k8s.io/v1';
import * as policy from 'kubernetes-models/policy/v1';
import * as keda from '@kubernetes-models/keda/keda.sh/v1alpha1';
import * as monitoring from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';

const APIS = {
  v1: core,
  'apps/v1': apps,
  'autoscaling/v2': autoscaling,
  'batch/v1': batch,
  'networking.k8s.io/v1': networking,
  'policy/v1': policy,
  'keda.sh/v1alpha1': keda,
  'monitoring.coreos.com/v1': monitoring
};
const TOP = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'data', 'automountServiceAccountToken']);

/** A view of the value that notes which keys are asked for. */
function watched(value, path, seen) {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const inner = Array.isArray(value) ? [] : {};
  const asked = new Set();
  for (const [key, of] of Object.entries(value)) {
    inner[key] = watched(of, `${path}.${key}`, seen);
  }
  seen.push({ value, path, asked });
  return new Proxy(inner, {
    get(target, key) {
      asked.add(key);
      return target[key];
    }
  });
}

function faults(document) {
  const Model = APIS[document.apiVersion]?.[document.kind];
  if (!Model) {
    return [`there is no schema of ${document.apiVersion} ${document.kind}`];
  }
  const unknown = Object.keys(document).filter(key => !TOP.has(key));
  const seen = [];
  const model = new Model(document);
  for (const key of ['metadata', 'spec']) {
    if (document[key]) {
      model[key] = watched(document[key], key, seen);
    }
  }
  try {
    model.validate();
  } catch (e) {
    return [...unknown, e.message];
  }
  return [
    ...unknown.map(key => `${key} is unknown`),
    ...seen.flatMap(({ value, path, asked }) =>
      Array.isArray(value) || asked.size === 0
        ? []
        : Object.keys(value).filter(key => !asked.has(key)).map(key => `${path}.${key} is unknown`))
  ];
}

const files = process.argv.slice(2);
let documents = 0;
let bad = 0;
for (const file of files) {
  for (const parsed of parseAllDocuments(readFileSync(file, 'utf8'))) {
    const document = parsed.toJS();
    if (parsed.errors.length > 0 || !document) {
      parsed.errors.forEach(error => console.log(`${file}: ${error.message}`));
      bad += parsed.errors.length;
      continue;
    }
    documents++;
    for (const fault of faults(document)) {
      console.log(`${file}: ${document.kind} ${document.metadata?.name}: ${fault}`);
      bad++;
    }
  }
}
console.log(`${documents} documents in ${files.length} files, ${bad} faults`);
process.exitCode = documents === 0 || bad > 0 ? 1 : 0;
