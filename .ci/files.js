import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files with this ending anywhere below the folder, in a stable order. */
export function files(root, folder, ending) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(root, folder, name));
}
