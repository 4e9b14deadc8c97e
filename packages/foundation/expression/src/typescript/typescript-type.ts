import type { ContextType, FeelType } from '../types/feel-type.ts';
import { quoted } from './code.ts';
import { isIdentifier } from './identifiers.ts';

const names: Partial<Record<FeelType['kind'], string>> = {
  boolean: 'boolean',
  string: 'string',
  number: 'FeelNumber',
  date: 'FeelDate',
  time: 'FeelTime',
  'date and time': 'FeelDateTime',
  'days and time duration': 'DaysDuration',
  'years and months duration': 'YearsDuration',
  range: 'FeelRange',
  function: 'FeelFunction',
};

/** The TypeScript type of the values of a FEEL type, null among them. `uses` is told each name that the runtime exports. */
export function typescriptType(type: FeelType, uses: (name: string) => void): string {
  const written = withoutNull(type, uses);
  return written === 'FeelValue' ? written : `${written} | null`;
}

function withoutNull(type: FeelType, uses: (name: string) => void): string {
  if (type.kind === 'list') {
    const item = typescriptType(type.item, uses);
    return `readonly ${item === 'FeelValue' ? item : `(${item})`}[]`;
  }
  if (type.kind === 'context' && hasShape(type)) {
    const entries = Object.entries(type.entries).map(([name, entry]) => `readonly ${keyOf(name)}: ${typescriptType(entry, uses)}`);
    return `{ ${entries.join('; ')} }`;
  }
  const name = type.kind === 'context' ? 'FeelContext' : (names[type.kind] ?? 'FeelValue');
  if (/^[A-Z]/.test(name)) uses(name);
  return name;
}

/** Whether the entries of a context are written out. Declared things may refer to themselves, and an open one may have others. */
export function hasShape(type: ContextType): boolean {
  return type.name === undefined && !type.open && Object.keys(type.entries).length > 0;
}

/** A name before a colon. */
export function keyOf(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return isIdentifier(name) ? name : quoted(name);
}
