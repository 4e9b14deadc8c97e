import { type DefinitionViolation, violationOf } from '@plinth/app-definition';
import { compile, compileTemplate, conforms, type FeelType, printType, types } from '@plinth/expression';
import type { ExpressionSite } from './expression-site.ts';
import { foundBy, placedAfter } from './found-by.ts';

/** What a component shows as text may be anything that has a text. */
const shownAsText: ReadonlySet<string> = new Set([
  'number',
  'boolean',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
]);

/** What is wrong with an expression where it stands. */
export function checkSite({
  record,
  steps,
  kind,
  text,
  before,
  scope,
  expects,
  shown,
  codes,
}: ExpressionSite): readonly DefinitionViolation[] {
  if (kind === 'template') return foundBy(record, steps, text, () => compileTemplate(text, { scope }));
  let type: FeelType = types.any;
  const found = foundBy(
    record,
    steps,
    text,
    () => {
      type = compile(text, { scope, ...(kind === 'tests' ? { testsOf: types.any } : {}) }).type;
    },
    codes,
  );
  if (found.length > 0) return placedAfter(before, found);
  const fits = expects === null || conforms(type, expects) || (shown === true && expects.kind === 'string' && shownAsText.has(type.kind));
  return fits ? [] : [violationOf(record, 'expression', steps, `gives ${printType(type)} where ${printType(expects)} belongs`)];
}
