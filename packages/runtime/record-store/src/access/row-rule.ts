import {
  type Closure,
  type Condition,
  compile,
  compileClosure,
  conditionsOf,
  contextType,
  type FeelContext,
  fromJson,
  type TypedExpression,
  types,
} from '@plinth/expression';
import { entityTypes, userType, withEntries } from '../expressions/entity-types.ts';
import type { ApplicationModel, EntityModel } from '../model/entity-model.ts';
import type { UserValues } from './user-values.ts';

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
  // First the entity's fields, then who asks.
  const scope = contextType(withEntries({ user: userType }, entityTypes(model).of(entity).entries));
  const typed = compile(text, { scope, expects: types.boolean });
  const evaluated = (closure: Closure) => (record: FeelContext, user: UserValues) => {
    const who = fromJson(userType, user);
    return closure({ get: (name) => (name === 'user' && !entity.fieldsByKey.has('user') ? who : ((record[name] as never) ?? null)) });
  };
  const whole = evaluated(compileClosure(typed));
  const conditions = conditionsOf(typed).map((condition): RuleCondition => {
    const run = evaluated(compileClosure(condition.typed));
    return {
      ...condition,
      answer(record, user) {
        const value = run(record, user);
        return typeof value === 'boolean' ? value : null;
      },
    };
  });
  return { text, typed, conditions, holds: (record, user) => whole(record, user) === true };
}
