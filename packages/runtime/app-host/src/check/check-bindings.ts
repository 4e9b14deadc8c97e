import { type DefinitionViolation, violationOf } from '@plinth/app-definition';
import { readPropertyText } from '@plinth/component-contract';
import { beforeText, boundTexts, foundBy, placedAfter } from '@plinth/definition-expressions';
import { type ContextType, compile, compileTemplate, conforms, type FeelType, parseType, printType, types } from '@plinth/expression';
import type { JsonObject } from '@plinth/foundation';
import { fitsJson, jsonTypesAt } from './json-types.ts';

type Steps = readonly (string | number)[];

/** What a component shows as text may be anything that has a text. */
const shownAsText = new Set(['number', 'boolean', 'date', 'time', 'date and time', 'days and time duration', 'years and months duration']);

/** What is wrong with an expression that must give a type; null where anything will do. */
export function checkExpression(
  record: { readonly id: string },
  steps: Steps,
  text: string,
  scope: ContextType,
  expects: FeelType | null,
): DefinitionViolation[] {
  let found: FeelType = types.any;
  const violations = foundBy(record, steps, text, () => {
    found = compile(text, { scope }).type;
  });
  if (violations.length > 0 || expects === null || conforms(found, expects)) return violations;
  return [violationOf(record, 'expression', steps, `gives ${printType(found)} where ${printType(expects)} belongs`)];
}

/** What is wrong with the expressions and templates in a value; `expects` is for the value as a whole. */
export function checkBindings(
  record: { readonly id: string },
  steps: Steps,
  value: unknown,
  scope: ContextType,
  expects: FeelType | null = null,
): DefinitionViolation[] {
  return boundTexts(value).flatMap(({ steps: within, kind, text, before }) => {
    const place = [...steps, ...within];
    if (kind === 'template') return foundBy(record, place, text, () => compileTemplate(text, { scope }));
    return placedAfter(before, checkExpression(record, place, text, scope, within.length === 0 ? expects : null));
  });
}

/** Whether an expression of a property gives what its component takes; what it shows as text may have another type. */
export function checkProperty(
  record: { readonly id: string },
  steps: Steps,
  value: unknown,
  scope: ContextType,
  expects: FeelType | null,
): DefinitionViolation[] {
  const read = readPropertyText(value);
  if (expects?.kind !== 'string' || read.kind !== 'expression') return checkBindings(record, steps, value, scope, expects);
  const found = checkExpression(record, steps, read.text, scope, null);
  if (found.length > 0) return placedAfter(typeof value === 'string' ? beforeText(value, read.text) : '', found);
  const { type } = compile(read.text, { scope });
  return shownAsText.has(type.kind) ? [] : checkExpression(record, steps, read.text, scope, expects);
}

/** Expressions and templates within a property that give what its schema has no place for. */
export function checkAgainstSchema(
  record: { readonly id: string },
  steps: Steps,
  value: unknown,
  scope: ContextType,
  schema: JsonObject,
): DefinitionViolation[] {
  return boundTexts(value).flatMap(({ steps: within, kind, text }) => {
    const place = [...steps, ...within];
    const allowed = jsonTypesAt(schema, place);
    const type = kind === 'template' ? types.string : compile(text, { scope }).type;
    if (allowed === null || fitsJson(type, allowed)) return [];
    const belongs = [...allowed].filter((each) => each !== 'null').join(' or ');
    return [violationOf(record, 'expression', place, `gives ${printType(type)} where ${belongs} belongs`)];
  });
}

/** A type as a contract writes it; what nobody knows constrains nothing. */
export function contractType(text: string): FeelType | null {
  if (text === 'any' || text === 'context' || text === 'record') return null;
  try {
    return parseType(text);
  } catch {
    return null;
  }
}
