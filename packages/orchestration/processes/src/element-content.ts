import type { RecordOf } from '@plinth/app-definition';
import { plinthNamespace } from '@plinth/process-model';
import { parseFragment, type XmlElement, type XmlNode } from '@plinth/xml-document';
import { processesErrors } from './errors.ts';

/** What was read of a record is kept as long as the record is, which never changes. */
const known = new WeakMap<object, { readonly declarations: string; readonly nodes: readonly XmlNode[] }>();

/** The prefixes that a document declares, and Plinth's own where it does not. */
export function declarationsOf({ attributes }: XmlElement): Readonly<Record<string, string>> {
  const own = Object.entries(attributes).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  return { 'xmlns:plinth': plinthNamespace, ...Object.fromEntries(own) };
}

/** What stands in the XML of a node or flow. Throws `processes.unreadable-content`. */
export function contentOf(
  record: Pick<RecordOf<'process-node'> | RecordOf<'process-flow'>, 'content' | 'key'>,
  declarations: Readonly<Record<string, string>>,
): readonly XmlNode[] {
  const { content, key } = record;
  if (content === undefined) return [];
  const around = JSON.stringify(declarations);
  const found = known.get(record);
  if (found?.declarations === around) return found.nodes;
  const nodes = parseFragment(content, declarations, (reason, { line, column }) =>
    processesErrors.unreadableContent({ element: key, reason, line, column }),
  );
  known.set(record, { declarations: around, nodes });
  return nodes;
}
