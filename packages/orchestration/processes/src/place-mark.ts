import type { XmlNode } from '@plinth/xml-document';

const name = 'plinth';

/** The processing instruction that stands where a record does; without a key where the condition of a flow does. */
export function placeMark(key = ''): { readonly instruction: string } {
  return { instruction: key === '' ? name : `${name} ${key}` };
}

/** The key of the record that stands there; empty for a condition, null for anything else. */
export function markedKey(node: XmlNode): string | null {
  if (typeof node === 'string' || !('instruction' in node)) return null;
  if (node.instruction === name) return '';
  return node.instruction.startsWith(`${name} `) ? node.instruction.slice(name.length + 1) : null;
}
