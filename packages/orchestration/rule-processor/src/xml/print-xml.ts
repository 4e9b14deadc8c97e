import { decisionErrors } from '../errors.ts';
import { type Draft, type DraftNode, isDraft, isSlot } from './draft.ts';

/** Writes a document; elements that are new are indented, all others have their own white space. */
export function printDocument(before: readonly DraftNode[], root: Draft, after: readonly DraftNode[]): string {
  const lines = [...before, root, ...after].map((node) => printNode(node, 0));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines.join('\n')}\n`;
}

function printNode(node: DraftNode, depth: number): string {
  if (typeof node === 'string') return escapeText(node);
  if (isDraft(node)) return printElement(node, depth);
  if (isSlot(node)) return '';
  if ('comment' in node) return `<!--${node.comment}-->`;
  if ('cdata' in node) return `<![CDATA[${node.cdata}]]>`;
  return `<?${node.instruction}?>`;
}

function printElement({ name, attributes, content, isNew }: Draft, depth: number): string {
  const head = `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`)
    .join('')}`;
  const inner = content.filter((node) => !isSlot(node));
  if (inner.length === 0) return `${head}/>`;
  const isText = inner.some((node) => typeof node === 'string');
  if (!isNew || isText) return `${head}>${inner.map((node) => printNode(node, depth + 1)).join('')}</${name}>`;
  const indent = `\n${'  '.repeat(depth + 1)}`;
  return `${head}>${inner.map((node) => indent + printNode(node, depth + 1)).join('')}${indent.slice(0, -2)}</${name}>`;
}

/** What XML 1.0 has no form for, not even escaped. */
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

function refuseUnwritable(text: string): void {
  if (unwritable.test(text)) throw decisionErrors.unwritableModel({ text: JSON.stringify(text.slice(0, 100)) });
}

/** A carriage return would be read as a line feed. */
function escapeText(text: string): string {
  refuseUnwritable(text);
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}

function escapeAttribute(value: string): string {
  refuseUnwritable(value);
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;');
}
