import { type Malformed, parseDocument } from './parse-document.ts';
import { printNodes } from './print-document.ts';
import type { XmlNode } from './xml-element.ts';

/** Reads what can stand in an element, with prefixes that are declared around it (`xmlns`, `xmlns:x`). */
export function parseFragment(text: string, declarations: Readonly<Record<string, string>>, malformed: Malformed): readonly XmlNode[] {
  const around = printNodes([{ name: 'fragment', attributes: declarations, content: [''], isNew: false }], (bad) =>
    malformed(bad, { line: 1, column: 1 }),
  );
  return parseDocument(
    around.replace('></fragment>', () => `>${text}</fragment>`),
    malformed,
  ).root.content;
}
