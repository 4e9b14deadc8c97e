import type { ApplicationModel, EntityModel, FieldModel } from '../model/entity-model.ts';
import { isGivenName } from './given-names.ts';
import { compileRule, type Rule } from './rule-compiler.ts';

/** A field whose value is computed. */
export interface ComputedField {
  readonly field: FieldModel;
  readonly rule: Rule;
  /** Keys of the fields that it reads. */
  readonly reads: ReadonlySet<string>;
}

/** What a field must fulfil: a condition with what to say otherwise, or with `message` null what to say itself. */
export interface Validation {
  readonly field: FieldModel;
  readonly message: string | null;
  readonly rule: Rule;
}

/** The expressions of an entity that are evaluated when a record is written. */
export interface EntityRules {
  readonly defaults: readonly { readonly field: FieldModel; readonly rule: Rule }[];
  /** Keys of the fields whose default reads nothing of the record. */
  readonly standalone: ReadonlySet<string>;
  /** In an order in which each reads what was computed before. */
  readonly computed: readonly ComputedField[];
  readonly validations: readonly Validation[];
  /** Paths that rules read over references, by the key of the reference: `district.name` of `client`. */
  readonly referred: ReadonlyMap<string, readonly string[]>;
}

const known = new WeakMap<EntityModel, EntityRules>();

/** The compiled rules of an entity; compiled when first asked for. */
export function entityRules(model: ApplicationModel, entity: EntityModel): EntityRules {
  let rules = known.get(entity);
  if (rules === undefined) {
    rules = compileRules(model, entity);
    known.set(entity, rules);
  }
  return rules;
}

/** Keys of the fields whose default is known before there is a record: it reads nothing of one. */
export function standaloneDefaults(model: ApplicationModel, entity: EntityModel): ReadonlySet<string> {
  return entityRules(model, entity).standalone;
}

function compileRules(model: ApplicationModel, entity: EntityModel): EntityRules {
  const defaults = entity.fields.flatMap((field) =>
    field.record.default === undefined ? [] : [{ field, rule: compileRule(model, entity, field.record.default) }],
  );
  const computed = inOrder(
    entity.fields.flatMap((field): ComputedField[] => {
      if (field.record.computed === undefined) return [];
      const rule = compileRule(model, entity, field.record.computed);
      return [{ field, rule, reads: fieldsRead(entity, rule) }];
    }),
  );
  const validations = entity.fields.flatMap((field) =>
    (field.record.validations ?? []).map((validation): Validation => {
      const [text, message] = 'rule' in validation ? [validation.rule, validation.message] : [validation.messages, null];
      return { field, message, rule: compileRule(model, entity, text) };
    }),
  );
  return {
    defaults,
    standalone: new Set(
      defaults
        .filter(({ field, rule }) => field.record.computed === undefined && readsNothingOfRecord(model, entity, rule))
        .map(({ field }) => field.key),
    ),
    computed,
    validations,
    referred: referredPaths(entity, [...computed, ...validations]),
  };
}

function readsNothingOfRecord(model: ApplicationModel, entity: EntityModel, { typed }: Rule): boolean {
  return typed.dependencies.every(([name]) => isGivenName(model, entity, name));
}

function fieldsRead(entity: EntityModel, { typed }: Rule): ReadonlySet<string> {
  return new Set(typed.dependencies.map(([name = '']) => name).filter((name) => entity.fieldsByKey.has(name)));
}

function referredPaths(entity: EntityModel, rules: readonly { readonly rule: Rule }[]): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, Set<string>>();
  for (const { rule } of rules) {
    if (rule.asks.length === 0) continue;
    for (const [key = '', ...rest] of rule.typed.dependencies) {
      if (entity.fieldsByKey.get(key)?.target == null) continue;
      const known = paths.get(key) ?? new Set();
      paths.set(key, known.add(rest.join('.')));
    }
  }
  return new Map([...paths].map(([key, found]) => [key, [...found]]));
}

/** Computed fields after those that they read. */
function inOrder(computed: readonly ComputedField[]): ComputedField[] {
  const ordered: ComputedField[] = [];
  const visited = new Set<ComputedField>();
  const visit = (each: ComputedField) => {
    if (visited.has(each)) return;
    visited.add(each);
    for (const other of computed) if (other !== each && each.reads.has(other.field.key)) visit(other);
    ordered.push(each);
  };
  for (const each of computed) visit(each);
  return ordered;
}
