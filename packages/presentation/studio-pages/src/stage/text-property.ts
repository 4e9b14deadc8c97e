import type { RecordOf } from '@plinth/app-definition';
import { readPropertyText } from '@plinth/component-contract';
import type { ComponentsById } from '../component-titles.ts';

const wanted = ['text', 'title', 'label', 'heading', 'content'] as const;

/** The property that holds the words an instance shows, with what stands there; null where it has none, or they are computed. */
export function textPropertyOf(record: RecordOf<'component'>, components: ComponentsById) {
  const metadata = components.get(record.component);
  const properties = metadata?.ui?.properties ?? {};
  const name = wanted.find((candidate) => properties[candidate]?.editor === 'text' || properties[candidate]?.editor === 'long-text');
  const property = name === undefined ? undefined : properties[name];
  if (name === undefined || property === undefined) return null;
  const schema = (metadata?.schema.properties as Readonly<Record<string, { readonly default?: unknown }>> | undefined)?.[name];
  const read = readPropertyText(record.properties[name] ?? schema?.default ?? '');
  return read.kind === 'literal' ? { name, label: property.label, bindable: property.bindable, value: String(read.value ?? '') } : null;
}
