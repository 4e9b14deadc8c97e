import { forbiddenPropertyNames, isJsonObject, nearestName } from '@plinth/foundation';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { fitsAtOnce } from './schema-closures.ts';
import { didYouMean } from './violation.ts';

/** Where a value does not fit its schema; `steps` lead to the place. */
export interface ValueProblem {
  readonly steps: readonly (string | number)[];
  readonly message: string;
  readonly hint?: string;
}

interface SchemaPart {
  readonly enum?: readonly string[];
  readonly anyOf?: readonly { readonly const?: unknown }[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

const deepest = 64;

/** What no value of a definition may have: names that reach a prototype, more depth than anything needs, what JSON cannot carry. */
export function findUnsafe(value: unknown, steps: readonly (string | number)[] = []): ValueProblem | null {
  return unsafeIn(value, [...steps]);
}

/** `steps` are those to the value, and again when it returns: most values are safe, so that a list for each would be for nothing. */
function unsafeIn(value: unknown, steps: (string | number)[]): ValueProblem | null {
  if (steps.length > deepest) return { steps: [...steps], message: `is nested more than ${deepest} levels deep` };
  if (typeof value === 'number' && !Number.isFinite(value)) return { steps: [...steps], message: 'is no finite number' };
  if (value === null || typeof value !== 'object') {
    const isPlain = value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return isPlain ? null : { steps: [...steps], message: 'is not plain JSON' };
  }
  const isList = Array.isArray(value);
  if (!isList && !isJsonObject(value)) return { steps: [...steps], message: 'is not plain JSON' };
  for (const name of Object.keys(value)) {
    if (forbiddenPropertyNames.has(name))
      return { steps: [...steps, name], message: `may not be called ${name}`, hint: 'Choose another name.' };
    steps.push(isList ? Number(name) : name);
    const problem = unsafeIn((value as Readonly<Record<string, unknown>>)[name], steps);
    if (problem !== null) return problem;
    steps.pop();
  }
  return null;
}

function at(root: unknown, path: string): unknown {
  let current: unknown = root;
  for (const step of stepsOf(path)) current = (current as Record<string, unknown> | undefined)?.[step];
  return current;
}

function stepsOf(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function oneOf(schema: SchemaPart, found: unknown): { message: string; hint?: string } {
  const allowed = schema.enum ?? (schema.anyOf ?? []).flatMap((option) => (option.const === undefined ? [] : [String(option.const)]));
  if (allowed.length === 0) return { message: 'has the wrong type' };
  const hint = typeof found === 'string' ? didYouMean(nearestName(found, allowed)) : undefined;
  return { message: `must be one of ${allowed.join(', ')}`, ...(hint === undefined ? {} : { hint }) };
}

/** Every place where a value does not fit its schema, each once, with the nearest name where one was misspelt. */
export function checkValue(schema: TSchema, value: unknown): ValueProblem[] {
  const unsafe = findUnsafe(value);
  if (unsafe !== null) return [unsafe];
  if (fitsAtOnce(schema, value) || Value.Check(schema, value)) return [];
  const problems: ValueProblem[] = [];
  for (const error of Value.Errors(schema, value)) {
    const steps = stepsOf(error.instancePath);
    const parent = at(schema, error.schemaPath.slice(1)) as SchemaPart | undefined;
    // Inside of alternatives each refusal is reported alone; only the alternatives together say something.
    if (error.keyword === 'boolean' || /\/anyOf\/\d+/.test(error.schemaPath)) continue;
    if (error.keyword === 'additionalProperties') {
      const known = Object.keys(parent?.properties ?? {});
      for (const name of (error.params as { additionalProperties: string[] }).additionalProperties) {
        const hint = didYouMean(nearestName(name, known)) ?? `Known are ${known.join(', ')}.`;
        problems.push({ steps: [...steps, name], message: `is not known here`, hint });
      }
    } else if (error.keyword === 'required') {
      for (const name of (error.params as { requiredProperties: string[] }).requiredProperties) {
        problems.push({ steps: [...steps, name], message: 'is missing' });
      }
    } else if (error.keyword === 'anyOf' || error.keyword === 'enum') {
      problems.push({ steps, ...oneOf(parent ?? {}, at(value, error.instancePath)) });
    } else {
      problems.push({ steps, message: error.message });
    }
  }
  return problems.length > 0 ? problems : [{ steps: [], message: 'does not fit its schema' }];
}
