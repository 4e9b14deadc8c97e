import { describe, expect, test } from 'vitest';
import { canonicalForm } from './canonical-form.ts';
import { parseDocument } from './parse-document.ts';
import { printDocument } from './print-document.ts';
import { writtenElement, writtenNode } from './written-form.ts';

const read = (text: string) => parseDocument(text, (reason, { line, column }) => new Error(`${line}:${column} ${reason}`));

function again(text: string): string {
  const { root, before, after } = read(text);
  return printDocument(before.map(writtenNode), writtenElement(root), after.map(writtenNode), (bad) => new Error(`unwritable ${bad}`));
}

describe('XML documents', () => {
  test('are written as they were read', () => {
    const text =
      '<!-- before --><?pi x?><a xmlns="urn:a" xmlns:b="urn:b" b:c="&#10;&quot;&lt;"> mixed <b:d/> <![CDATA[<raw>]]> tail &#13;<!-- in --></a><!-- after -->';
    expect(canonicalForm(read(again(text)))).toEqual(canonicalForm(read(text)));
  });

  test.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', /document type/],
    ['an entity that nobody declared', '<a>&x;</a>', /entity/],
    ['a prefix that nobody declared', '<x:a/>', /prefix/],
    ['an element that is not closed', '<a><b></a>', /close/],
    ['nothing', '', /element|document/],
    ['nesting without end', '<a>'.repeat(300), /200 levels/],
  ])('%s is refused with its place', (_what, text, reason) => {
    expect(() => read(text)).toThrow(reason);
    expect(() => read(text)).toThrow(/^\d+:\d+ /);
  });

  test('what XML cannot hold is refused, not lost', () => {
    expect(() => printDocument([], { name: 'a', attributes: {}, content: ['\u0007'], isNew: true }, [], (bad) => new Error(bad))).toThrow(
      '\u0007',
    );
  });
});
