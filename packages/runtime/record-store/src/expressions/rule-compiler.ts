import {
  type ContextType,
  compile,
  compileClosure,
  contextType,
  FeelFunction,
  type FeelType,
  type FeelValue,
  fromJson,
  type TypedExpression,
  toJson,
} from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { UserValues } from '../access/user-values.ts';
import type { ApplicationModel, EntityModel, FieldModel } from '../model/entity-model.ts';
import { askedDecisions } from './asked-decisions.ts';
import type { ComputedAnswer } from './computed-value.ts';
import { entityTypes, ownType } from './entity-types.ts';
import { givenFeel, givenTypes, isGivenName } from './given-names.ts';

/** A record's values by field key as JSON has them. */
export type RecordValues = Readonly<Record<string, unknown>>;

/** What the references of a record lead to, by field key; null where one leads to nothing. */
export type Referred = (key: string) => FeelValue;

/** What a rule reads. */
export interface RuleReads {
  readonly values: RecordValues;
  readonly user: UserValues;
  readonly referred: Referred;
}

/** What a rule came to. */
export interface RuleAnswer {
  /** As JSON has it. */
  readonly value: unknown;
  /** The decisions that were asked, as {@link ComputedAnswer.by} names them; null where none was. */
  readonly by: string | null;
  /** Why parts of what they decided are null. */
  readonly reasons: readonly string[];
}

/** An expression of an entity, compiled. */
export interface Rule {
  readonly typed: TypedExpression;
  /** Keys of the decisions that it asks. */
  readonly asks: readonly string[];
  run(reads: RuleReads): RuleAnswer;
}

/** The names that a rule may use: the fields, `user`, `settings`, and the decisions of the definition. One that asks a decision reads over references, too. */
export function ruleScope(model: ApplicationModel, entity: EntityModel, text: string): ContextType {
  const { plain, reaching } = scopesOf(model, entity);
  return asksDecision(entity, text) ? reaching : plain;
}

/** Compiles a rule. Throws `expression.invalid`. */
export function compileRule(model: ApplicationModel, entity: EntityModel, text: string): Rule {
  const asks = askedDecisions(text, decisionKeys(entity));
  const scope = ruleScope(model, entity, text);
  const typed = compile(text, { scope });
  const run = compileClosure(typed);
  return {
    typed,
    asks,
    run({ values, user, referred }) {
      const answers: ComputedAnswer[] = [];
      const value = run({
        get(name: string): FeelValue {
          const field = entity.fieldsByKey.get(name);
          const type = scope.entries[name];
          if (field !== undefined && type !== undefined) {
            if (asks.length > 0 && field.target !== null) return referred(name);
            return fromJson(type, contextForm(field, values[name] ?? null));
          }
          const decision = entity.decisions.get(name);
          if (decision === undefined) return isGivenName(model, entity, name) ? givenFeel(model, name, user) : null;
          const names = decision.type.parameters.map((parameter) => parameter.name);
          return new FeelFunction(names, (given) => {
            const answer = decision.compute(Object.fromEntries(names.map((key, at) => [key, given[at] ?? null])));
            answers.push(answer);
            return answer.value;
          });
        },
      });
      return {
        value: toJson(value),
        by: answers.length === 0 ? null : [...new Set(answers.map(({ by }) => by))].sort().join(' '),
        reasons: [...new Set(answers.flatMap(({ reasons }) => reasons))],
      };
    },
  };
}

/** The paths that the expression of a computed field reads; none where it has none, or one that was reported. */
export function fieldReads(model: ApplicationModel, entity: EntityModel, { record }: FieldModel): readonly (readonly string[])[] {
  if (record.computed === undefined) return [];
  const scope = ruleScope(model, entity, record.computed);
  try {
    return compile(record.computed, { scope, mode: 'standard' }).dependencies;
  } catch (error) {
    if (error instanceof PlinthError && error.fault === 'caller') return [];
    throw error;
  }
}

/** Whether an expression of the entity asks a decision, which only the server can. */
export function asksDecision(entity: EntityModel, text: string): boolean {
  return askedDecisions(text, decisionKeys(entity)).length > 0;
}

/** Decisions that no field hides. */
function decisionKeys(entity: EntityModel): readonly string[] {
  return [...entity.decisions.keys()].filter((key) => !entity.fieldsByKey.has(key));
}

const known = new WeakMap<EntityModel, { readonly plain: ContextType; readonly reaching: ContextType }>();

function scopesOf(model: ApplicationModel, entity: EntityModel) {
  let scopes = known.get(entity);
  if (scopes === undefined) {
    const decisions = Object.fromEntries([...entity.decisions].map(([key, { type }]) => [key, type]));
    const entries = (typeOf: (field: FieldModel) => FeelType) =>
      contextType({ ...decisions, ...givenTypes(model), ...Object.fromEntries(entity.fields.map((field) => [field.key, typeOf(field)])) });
    scopes = { plain: entries(ownType), reaching: entries((field) => reachedType(model, field)) };
    known.set(entity, scopes);
  }
  return scopes;
}

/** What a field is when what it refers to was read. */
function reachedType(model: ApplicationModel, field: FieldModel): FeelType {
  const target = model.entities.get(field.target ?? '');
  return target === undefined ? ownType(field) : entityTypes(model).of(target);
}

/** What refers to something else may stand there by its id alone. */
function contextForm(field: FieldModel, value: unknown): unknown {
  const refers = field.target !== null || field.record.type === 'file';
  return refers && typeof value === 'string' ? { id: value } : value;
}
