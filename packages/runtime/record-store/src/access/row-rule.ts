import {
  type Closure,
  type Condition,
  compile,
  compileClosure,
  conditionsOf,
  contextType,
  type FeelContext,
  partOf,
  type TypedExpression,
  types,
} from '@plinth/expression';
import { entityTypes, withEntries } from '../expressions/entity-types.ts';
import { givenFeel, givenTypes, isGivenName } from '../expressions/given-names.ts';
import type { ApplicationModel, EntityModel } from '../model/entity-model.ts';
import { isUserValue, type UserValues } from './user-values.ts';

/** A row rule, compiled once: the SQL of statements and the closures of tests come from the same typed form. */
export interface RowRule {
  readonly text: string;
  readonly typed: TypedExpression;
  readonly conditions: readonly RuleCondition[];
  /** Whether the rule lets somebody to a record; null denies. */
  holds(record: FeelContext, user: UserValues): boolean;
}

/** One of the conditions that a row rule joins by `and` and `or`. */
export interface RuleCondition extends Condition {
  /** Its answer for a record; null where it cannot be decided. */
  answer(record: FeelContext, user: UserValues): boolean | null;
}

const known = new WeakMap<EntityModel, Map<string, RowRule>>();

/** The rule of that text over an entity. Throws `expression.invalid`. */
export function rowRule(model: ApplicationModel, entity: EntityModel, text: string): RowRule {
  let rules = known.get(entity);
  if (rules === undefined) {
    rules = new Map();
    known.set(entity, rules);
  }
  let rule = rules.get(text);
  if (rule === undefined) {
    rule = compileRule(model, entity, text);
    rules.set(text, rule);
  }
  return rule;
}

function compileRule(model: ApplicationModel, entity: EntityModel, text: string): RowRule {
  // First the entity's fields, then who asks and what the environment says.
  const scope = contextType(withEntries(givenTypes(model), entityTypes(model).of(entity).entries));
  const typed = compile(text, { scope, expects: types.boolean });
  const evaluated = (closure: Closure) => (record: FeelContext, user: UserValues) => {
    return closure({
      get: (name) => (isGivenName(model, entity, name) ? givenFeel(model, name, user) : ((record[name] as never) ?? null)),
    });
  };
  const answerOf = (condition: TypedExpression) => {
    const run = evaluated(compileClosure(condition));
    const asked = userAttributes(entity, condition);
    return (record: FeelContext, user: UserValues): boolean | null => {
      if (!asked.every((name) => isKnown(user, name))) return null;
      const value = run(record, user);
      return typeof value === 'boolean' ? value : null;
    };
  };
  const holdsOf = (part: TypedExpression): RowRule['holds'] => {
    const { root } = part;
    if (root.kind === 'and' || root.kind === 'or') {
      const [left, right] = [holdsOf(partOf(part, root.left)), holdsOf(partOf(part, root.right))];
      return root.kind === 'and'
        ? (record, user) => left(record, user) && right(record, user)
        : (record, user) => left(record, user) || right(record, user);
    }
    const answer = answerOf(part);
    return (record, user) => answer(record, user) === true;
  };
  const conditions = conditionsOf(typed).map((condition): RuleCondition => ({ ...condition, answer: answerOf(condition.typed) }));
  return { text, typed, conditions, holds: holdsOf(typed) };
}

/**
 * What a condition asks of what the application keeps about people. It is not true while any of that is not known: a person
 * without a branch is not let to records without one, nor by a condition that says no to a branch.
 */
export function userAttributes(entity: EntityModel, { dependencies }: TypedExpression): readonly string[] {
  if (entity.fieldsByKey.has('user')) return [];
  return [
    ...new Set(dependencies.flatMap(([first, name]) => (first === 'user' && name !== undefined && !isUserValue(name) ? [name] : []))),
  ];
}

/** Whether the application keeps a value of the person under a name. */
export function isKnown({ attributes }: UserValues, name: string): boolean {
  return attributes != null && Object.hasOwn(attributes, name) && attributes[name] != null;
}
