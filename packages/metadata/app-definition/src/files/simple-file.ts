import { appOf, pagesOf } from '../accessors.ts';
import type { Definition } from '../definition.ts';
import type { RecordOf } from '../kinds/record-kinds.ts';
import type { Drafts } from './drafts.ts';
import { labelled } from './entity-file.ts';
import { mapAt, omit } from './file-form.ts';
import { idEntry, propertiesOf, type TreeMap } from './tree.ts';
import { labelFromKey } from './wording.ts';
import type { YamlSource } from './yaml-source.ts';

/** Version of the files form that this code reads and writes. */
const filesFormat = 1;

/** Reads `plinth.yaml`; gives the order of the pages. */
export function readAppFile(drafts: Drafts, source: YamlSource): readonly string[] {
  const tree = mapAt(drafts, source, source.tree, [], 'Start with format: 1, key:, type: and label:.');
  const format = tree.format ?? filesFormat;
  if (format !== filesFormat) {
    const newer = typeof format === 'number' && format > filesFormat;
    drafts.report(
      source,
      ['format'],
      `the format must be ${filesFormat}`,
      newer ? 'These files are from a newer Plinth: update it.' : `Write format: ${filesFormat}.`,
    );
  }
  const key = typeof tree.key === 'string' ? tree.key : '';
  const values = { label: labelFromKey(key), ...omit(tree, 'format', 'pages', 'id') };
  drafts.add({ kind: 'app', id: undefined, path: [], parent: null, values, source, steps: [] });
  if (tree.pages === undefined) return [];
  if (Array.isArray(tree.pages) && tree.pages.every((page) => typeof page === 'string')) return tree.pages;
  drafts.report(source, ['pages'], 'must be a list of page keys', 'Write pages: [dashboard, clients].');
  return [];
}

/** Writes the root record, with the order of the pages where it is not that of the alphabet. */
export function appTree(definition: Definition): TreeMap | null {
  const app = appOf(definition);
  if (app === null) return null;
  const { type, label, ...rest } = propertiesOf(definition, app);
  const pages = pagesOf(definition).map((page) => page.key);
  const alphabetical = pages.every((page, at) => at === 0 || (pages[at - 1] ?? '') < page);
  return {
    format: filesFormat,
    key: app.key,
    type,
    ...labelled(app.key, { label }),
    ...rest,
    ...(alphabetical ? {} : { pages }),
  };
}

/** Kinds of which a file is one record. */
type SimpleKind = 'theme' | 'translation' | 'import' | 'function' | 'event-type' | 'external-action' | 'external-trigger';

/** Reads a file that is one record. */
export function readRecordFile(drafts: Drafts, source: YamlSource, kind: SimpleKind, key: string): void {
  const tree = mapAt(drafts, source, source.tree, [], 'Write one name: value a line.');
  const named = kind === 'translation' ? { locale: key } : { key };
  const label = kind === 'translation' ? {} : { label: labelFromKey(key) };
  drafts.add({ kind, id: tree.id, path: [key], parent: null, values: { ...label, ...omit(tree, 'id'), ...named }, source, steps: [] });
}

/** Writes one record as a file. */
export function recordTree(definition: Definition, record: RecordOf<SimpleKind>): TreeMap {
  const key = record.kind === 'translation' ? record.locale : record.key;
  return { ...idEntry(record, key), ...labelled(key, propertiesOf(definition, record, ['locale'])) };
}
