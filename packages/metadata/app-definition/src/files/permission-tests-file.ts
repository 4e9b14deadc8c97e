import { recordsOf } from '../accessors.ts';
import type { Definition } from '../definition.ts';
import type { Drafts } from './drafts.ts';
import { labelled } from './entity-file.ts';
import { mapAt, omit } from './file-form.ts';
import { block, idEntry, propertiesOf, type TreeMap } from './tree.ts';
import { labelFromKey } from './wording.ts';
import type { YamlSource } from './yaml-source.ts';

/** Reads `permission-tests.yaml`: each test by its key. */
export function readPermissionTestsFile(drafts: Drafts, source: YamlSource): void {
  for (const [key, part] of Object.entries(mapAt(drafts, source, source.tree, [], 'Write one test: … a line.'))) {
    const test = mapAt(drafts, source, part, [key], 'Write roles:, entity:, record: and allowed: or refused: below the test.');
    drafts.add({
      kind: 'permission-test',
      id: test.id,
      path: [key],
      parent: null,
      values: { label: labelFromKey(key), ...omit(test, 'id'), key },
      source,
      steps: [key],
    });
  }
}

/** Writes all permission tests; null where there are none. */
export function permissionTestsTree(definition: Definition): TreeMap | null {
  const tests = recordsOf(definition, 'permission-test').sort((a, b) => (a.key < b.key ? -1 : 1));
  if (tests.length === 0) return null;
  return Object.fromEntries(
    tests.map((test) => [test.key, block({ ...idEntry(test, test.key), ...labelled(test.key, propertiesOf(definition, test)) })]),
  );
}
