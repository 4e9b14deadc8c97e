import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface Rule {
  readonly file: string;
  readonly selector: string;
  readonly declarations: readonly string[];
}

const presentation = join(import.meta.dirname, '..', '..', '..');

/** Every rule of the Studio's own styles, those within media queries too. */
const rules: readonly Rule[] = readdirSync(presentation, { recursive: true, encoding: 'utf8' })
  .filter((file) => /^studio-[^/\\]+[/\\]src[/\\].*\.css$/.test(file))
  .flatMap((file) => {
    const sheet = readFileSync(join(presentation, file), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
    return [...sheet.matchAll(/([^{};]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({
      file,
      selector: selector.trim().replaceAll(/\s+/g, ' '),
      declarations: body
        .split(';')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    }));
  });
const named = ({ file, selector }: Rule) => `${file}: ${selector}`;
const field = /(?:^|[\s>:(,])(?:input|select|textarea)\b/;

test('how a field looks is said in one place', () => {
  const drawn = rules.filter(
    ({ selector, declarations }) =>
      field.test(selector) && ['border: 1px solid var(--line-control)', 'color: var(--ink-1)'].every((each) => declarations.includes(each)),
  );
  expect(drawn.map(named)).toEqual([expect.stringContaining('controls.css: :where(select, textarea')]);
});

test('what is pressed is as high as tokens say, which make it as large as a fingertip where it is touched', () => {
  const fixed = rules.filter(
    ({ file, selector, declarations }) =>
      // What stands on a diagram is as large as the diagram is looked at.
      !file.endsWith('shapes.css') &&
      /(?:button|\.studio-tool|\.studio-act|\.studio-tab)$/.test(selector) &&
      declarations.some((each) => /^(?:min-)?block-size: (?:1\d|2\d|3[0-6])px$/.test(each)),
  );
  expect(fixed.map(named)).toEqual([]);
});
