import {
  type ActionBody,
  type Definition,
  type DefinitionViolation,
  type FieldType,
  type RecordOf,
  validateDefinition,
} from '@plinth/app-definition';
import type { DefinitionExpressions } from './definition-expressions.ts';
import { applied } from './rename.ts';

/** What a change would break; `refused` where it cannot be done at all. */
export interface Impact {
  readonly refused: string | null;
  /** What is wrong afterwards and is not now. */
  readonly broken: readonly DefinitionViolation[];
}

export interface ImpactOptions {
  readonly componentIds: ReadonlySet<string>;
}

/** Makes a change on a copy of the definition and checks all of it; a few records at a time with {@link inSlices}. */
export function* impactOf(expressions: DefinitionExpressions, body: ActionBody, options: ImpactOptions): Generator<undefined, Impact> {
  const next = applied(expressions.definition, body);
  if ('refused' in next) return { refused: next.refused, broken: [] };
  const now = new Set((yield* everythingWrong(expressions, options)).map(identity));
  const then = yield* everythingWrong(expressions.at(next.definition), options);
  return { refused: null, broken: then.filter((violation) => !now.has(identity(violation))) };
}

/** Everything that is wrong with a definition, its expressions included. */
export function* everythingWrong(
  expressions: DefinitionExpressions,
  options: ImpactOptions,
): Generator<undefined, readonly DefinitionViolation[]> {
  const wrong = validateDefinition(expressions.definition, { componentIds: options.componentIds });
  yield undefined;
  return [...wrong, ...(yield* expressions.violations())];
}

/** A field of another type, without what means nothing for it. */
export function changedType(definition: Definition, field: RecordOf<'field'>, type: FieldType): ActionBody {
  const isChoice = type === 'choice' || type === 'multiChoice';
  const update = (name: string, value?: unknown): ActionBody => ({
    type: 'RECORD_UPDATE',
    payload: { id: field.id, path: [name], ...(value === undefined ? {} : { value: value as string }) },
  });
  const leaves = [
    ...(type === 'reference' ? [] : ['target', 'onDelete']),
    ...(isChoice ? [] : ['options']),
    ...(type === 'money' ? [] : ['currency']),
  ].filter((name) => Object.hasOwn(definition.records.get(field.id) ?? {}, name));
  return { type: 'BATCH', payload: { actions: [update('type', type), ...leaves.map((name) => update(name))] } };
}

function identity({ rule, record, path, message }: DefinitionViolation): string {
  return `${rule} ${record} ${path} ${message}`;
}
