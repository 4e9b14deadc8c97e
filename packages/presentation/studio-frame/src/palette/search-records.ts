import { type Definition, type DefinitionRecord, labelFromKey, nameForPeople } from '@plinth/app-definition';

/** A record with why it was found. */
export interface FoundRecord {
  readonly record: DefinitionRecord;
  /** What it is called. */
  readonly title: string;
  /** The text in which the search was found: a property and a piece of its value; empty where it is the title. */
  readonly where: string;
}

const shortest = 2;
const around = 24;
const placing: ReadonlySet<string> = new Set(['id', 'kind', 'parent', 'slot', 'index']);

/** The records in whose texts, labels, names and expressions every word of the search stands, those called so first. */
export function searchRecords(definition: Definition, search: string, most: number): readonly FoundRecord[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.join('').length < shortest) return [];
  const called: FoundRecord[] = [];
  const mentioning: FoundRecord[] = [];
  for (const record of definition.records.values()) {
    if (called.length >= most) break;
    const title = titleOf(record);
    // A permission has no name of its own, only those of what it is about.
    const named = record.kind !== 'permission';
    if (named && words.every((word) => title.toLocaleLowerCase().includes(word))) called.push({ record, title, where: '' });
    else if (mentioning.length < most) {
      const where = mention(record, words);
      if (where !== null) mentioning.push({ record, title, where });
    }
  }
  return [...called, ...mentioning].slice(0, most);
}

function titleOf(record: DefinitionRecord): string {
  const label = 'label' in record && record.label !== '' ? record.label : undefined;
  const key = 'key' in record ? record.key : undefined;
  if (record.kind === 'component') return `${record.name ?? ''} ${labelFromKey(record.component.replace(/^.*\./, ''))}`.trim();
  return label === undefined ? nameForPeople(record) : key === undefined || key === label ? label : `${label} (${key})`;
}

function mention(record: DefinitionRecord, words: readonly string[]): string | null {
  for (const [name, value] of Object.entries(record)) {
    if (placing.has(name)) continue;
    const found = mentionIn(name, value, words);
    if (found !== null) return found;
  }
  return null;
}

function mentionIn(name: string, value: unknown, words: readonly string[]): string | null {
  if (typeof value === 'string') {
    const lower = value.toLocaleLowerCase();
    if (!words.every((word) => lower.includes(word))) return null;
    const at = lower.indexOf(words[0] ?? '');
    const start = Math.max(0, at - around);
    const piece = value.slice(start, at + 2 * around);
    return `${labelFromKey(name)}: ${start > 0 ? '…' : ''}${piece}${at + 2 * around < value.length ? '…' : ''}`;
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [inner, part] of Object.entries(value)) {
    const found = mentionIn(Array.isArray(value) ? name : inner, part, words);
    if (found !== null) return found;
  }
  return null;
}
