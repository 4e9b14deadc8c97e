import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const longest = 120;

/**
 * The id of a record that was written without one: its kind and its key path, `field:client.name`. Such ids need no
 * line in the files. Paths that are too long end in a piece of their SHA-256.
 */
export function derivedId(kind: string, ...path: readonly string[]): string {
  const id = `${kind}:${path.map((key) => key.replaceAll(/[^A-Za-z0-9_.-]/g, '~')).join('.')}`;
  if (id.length <= longest) return id;
  return `${id.slice(0, 100)}~${bytesToHex(sha256(utf8ToBytes(id))).slice(0, 16)}`;
}

/**
 * The last step of an unnamed component instance's path: its slot, its component and how many of the same came before it.
 * A named one is found by its name on the page, so it may move without becoming another.
 */
export function unnamedStep(component: string, slot: string, before: number): string {
  const name = component.replace(/^ui\./, '');
  return `${slot === 'children' ? '' : `${slot}-`}${name}${before === 0 ? '' : before + 1}`;
}
