import {
  type ContextType,
  compile,
  compileClosure,
  contextType,
  type FeelType,
  type FeelValue,
  fromJson,
  toJson,
} from '@plinth/expression';
import type { UserValues } from '../access/user-values.ts';
import type { EntityModel, FieldModel } from '../model/entity-model.ts';
import { fieldType, userType } from './entity-types.ts';

/** A record's values by field key as JSON has them. */
export type RecordValues = Readonly<Record<string, unknown>>;

type Rule = (values: RecordValues, user: UserValues) => unknown;

/** The expressions of an entity that are evaluated when a record is written. */
export interface EntityRules {
  readonly defaults: readonly { readonly field: FieldModel; readonly value: Rule }[];
  /** Keys of the fields whose default reads nothing of the record. */
  readonly standalone: ReadonlySet<string>;
  readonly computed: readonly { readonly field: FieldModel; readonly value: Rule }[];
  readonly validations: readonly { readonly field: FieldModel; readonly message: string; readonly holds: Rule }[];
}

const known = new WeakMap<EntityModel, EntityRules>();

/** The compiled rules of an entity; compiled when first asked for. */
export function entityRules(entity: EntityModel): EntityRules {
  let rules = known.get(entity);
  if (rules === undefined) {
    rules = compileRules(entity);
    known.set(entity, rules);
  }
  return rules;
}

/** Keys of the fields whose default is known before there is a record: it reads nothing of one. */
export function standaloneDefaults(entity: EntityModel): ReadonlySet<string> {
  return entityRules(entity).standalone;
}

/** The names that the rules of an entity may use: its fields and `user`. */
export function ruleScope(entity: EntityModel): ContextType {
  return contextType({ user: userType, ...Object.fromEntries(entity.fields.map((field) => [field.key, ownType(field)])) });
}

function compileRules(entity: EntityModel): EntityRules {
  const scope = ruleScope(entity);
  const rule = (text: string): Rule => {
    const run = compileClosure(compile(text, { scope }));
    return (values, user) =>
      toJson(
        run({
          get: (name: string): FeelValue => {
            const type = scope.entries[name];
            const field = entity.fieldsByKey.get(name);
            if (field !== undefined && type !== undefined) return fromJson(type, contextForm(field, values[name] ?? null) as never);
            return name === 'user' ? fromJson(userType, user as never) : null;
          },
        }),
      );
  };
  return {
    defaults: entity.fields.flatMap((field) => (field.record.default === undefined ? [] : [{ field, value: rule(field.record.default) }])),
    standalone: new Set(
      entity.fields
        .filter(
          ({ record }) => record.default !== undefined && record.computed === undefined && readsNoField(entity, record.default, scope),
        )
        .map(({ key }) => key),
    ),
    computed: computedInOrder(entity).map((field) => ({ field, value: rule(field.record.computed ?? 'null') })),
    validations: entity.fields.flatMap((field) =>
      (field.record.validations ?? []).map(({ rule: text, message }) => ({ field, message, holds: rule(text) })),
    ),
  };
}

function readsNoField(entity: EntityModel, text: string, scope: ContextType): boolean {
  return compile(text, { scope }).dependencies.every(([name]) => name === 'user' && !entity.fieldsByKey.has('user'));
}

/** What refers to something else may stand there by its id alone. */
function contextForm(field: FieldModel | undefined, value: unknown): unknown {
  const refers = field !== undefined && (field.target !== null || field.record.type === 'file');
  return refers && typeof value === 'string' ? { id: value } : value;
}

/** What a field is when only the record itself is known: of a reference its id. */
function ownType(field: FieldModel): FeelType {
  return field.target === null ? fieldType(field) : contextType({ id: userType.entries.id ?? { kind: 'string' } });
}

/** Computed fields after those that they read. */
function computedInOrder(entity: EntityModel): FieldModel[] {
  const ordered: FieldModel[] = [];
  const visiting = new Set<string>();
  const visit = (field: FieldModel) => {
    if (visiting.has(field.key)) return;
    visiting.add(field.key);
    const words = new Set((field.record.computed ?? '').match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []);
    for (const other of entity.fields) if (other !== field && other.record.computed !== undefined && words.has(other.key)) visit(other);
    ordered.push(field);
  };
  for (const field of entity.fields) if (field.record.computed !== undefined) visit(field);
  return ordered;
}
