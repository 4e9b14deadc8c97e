import { checkFieldValue, type DefinitionViolation, type PermissionTestRecord, violationOf } from '@plinth/app-definition';
import { type FeelContext, type FeelValue, isContext, toJson } from '@plinth/expression';
import { nearestName, PlinthError } from '@plinth/foundation';
import { Access, fieldKeys, type Grant, rolesHeld } from '../access/access.ts';
import {
  type ExplainedOperation,
  explainedOperations,
  type OperationAccess,
  type RecordAccess,
  recordAccess,
} from '../access/record-access.ts';
import { rowRule } from '../access/row-rule.ts';
import { ruleRecord } from '../access/rule-record.ts';
import { isUserValue, type UserValues } from '../access/user-values.ts';
import { givenFeel, isGivenName } from '../expressions/given-names.ts';
import { type ApplicationModel, type EntityModel, isSystemField } from '../model/entity-model.ts';

/** The permission tests that fail, each expectation with its place and why it is not so, and those that speak of no possible record. */
export function checkPermissionTests(model: ApplicationModel, tests: readonly PermissionTestRecord[]): DefinitionViolation[] {
  return tests.flatMap((test) => {
    const entity = model.entities.get(test.entity);
    if (entity === undefined) return [];
    const wrong = [...checkValues(model, entity, test, test.record, ['record']), ...checkUserValues(model, test)];
    if (wrong.length > 0) return wrong;
    try {
      return new PermissionTest(model, entity, test).failures();
    } catch (error) {
      // A rule that does not compile was reported where it stands.
      if (error instanceof PlinthError && error.fault === 'caller') return [];
      throw error;
    }
  });
}

function checkValues(
  model: ApplicationModel,
  entity: EntityModel,
  test: PermissionTestRecord,
  values: Readonly<Record<string, unknown>>,
  steps: readonly string[],
): DefinitionViolation[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const field = entity.fieldsByKey.get(key);
    const wrong = (message: string, hint?: string) => [violationOf(test, 'permission-test', [...steps, key], message, hint)];
    if (field === undefined) {
      if (isSystemField(key)) return [];
      const nearest = nearestName(key, entity.fieldsByKey.keys());
      return wrong(`${entity.key} has no field ${key}`, nearest === null ? undefined : `Did you mean ${nearest}?`);
    }
    const target = field.target === null ? undefined : model.entities.get(field.target);
    if (target !== undefined && isContext(value)) return checkValues(model, target, test, value, [...steps, key]);
    const message = checkFieldValue({ ...field.record, required: false }, value);
    return message === null ? [] : wrong(`${key} ${message}`);
  });
}

/** What a test says of the person must be what the application keeps about people. */
function checkUserValues(model: ApplicationModel, test: PermissionTestRecord): DefinitionViolation[] {
  const known = new Map((model.user?.fields ?? []).map((field) => [field.key, field]));
  return Object.entries(test.user).flatMap(([key, value]) => {
    const field = known.get(key);
    const wrong = (message: string, hint?: string) => [violationOf(test, 'permission-test', ['user', key], message, hint)];
    if (isUserValue(key)) return [];
    if (field === undefined) {
      const nearest = nearestName(key, [...known.keys(), 'id', 'name', 'email', 'groups']);
      return wrong(`user has no ${key}`, nearest === null ? 'Name it in userFields of the entity of people.' : `Did you mean ${nearest}?`);
    }
    // A reference is told by any text: no record need be there to try a rule.
    const message = field.target === null ? checkFieldValue({ ...field.record, required: false }, value) : null;
    return message === null ? [] : wrong(`${key} ${message}`);
  });
}

class PermissionTest {
  readonly #model: ApplicationModel;
  readonly #entity: EntityModel;
  readonly #test: PermissionTestRecord;
  readonly #roles: readonly string[];
  readonly #user: UserValues;
  readonly #record: FeelContext;
  readonly #access: RecordAccess;

  constructor(model: ApplicationModel, entity: EntityModel, test: PermissionTestRecord) {
    this.#model = model;
    this.#entity = entity;
    this.#test = test;
    const assigned = model.roles.filter(({ id }) => test.roles.includes(id)).map(({ key }) => key);
    this.#roles = rolesHeld(model, assigned, !test.visitor);
    this.#user = testedUser(model, test, this.#roles);
    this.#record = ruleRecord(model, entity, test.record);
    this.#access = recordAccess(new Access(model, this.#roles, !test.visitor), entity, (grant) => this.#holds(grant));
  }

  failures(): DefinitionViolation[] {
    const { allowed, refused } = this.#test;
    return [
      ...allowed.flatMap((operation, at) => this.#operation('allowed', operation, at)),
      ...refused.flatMap((operation, at) => this.#operation('refused', operation, at)),
      ...(['shown', 'hidden', 'writable', 'locked'] as const).flatMap((expected) =>
        [...fieldKeys(this.#entity, this.#test[expected])].flatMap((key, at) => this.#field(expected, key, at)),
      ),
    ];
  }

  #operation(expected: 'allowed' | 'refused', operation: ExplainedOperation, at: number): DefinitionViolation[] {
    const found = this.#of(operation);
    if (found.allowed === (expected === 'allowed')) return [];
    return this.#failure([expected, at], `${operation} is ${found.allowed ? 'allowed' : 'refused'}`, this.#why(found));
  }

  #field(expected: 'shown' | 'hidden' | 'writable' | 'locked', key: string, at: number): DefinitionViolation[] {
    const operation = expected === 'shown' || expected === 'hidden' ? 'read' : 'update';
    const needed = this.#of(operation);
    if (!needed.allowed) return this.#failure([expected, at], `${key} is not ${expected}: ${operation} is refused`, this.#why(needed));
    const kept = this.#access.fields.find(({ field }) => field === key);
    const actual = operation === 'read' ? (kept?.access === 'hidden' ? 'hidden' : 'shown') : kept === undefined ? 'writable' : 'locked';
    if (actual === expected) return [];
    const by = kept?.because ?? needed.grants.filter((grant) => this.#holds(grant));
    return this.#failure([expected, at], `${key} is ${actual}`, `By ${by.map(byRule).join(' and ')}.`);
  }

  #failure(steps: readonly (string | number)[], message: string, hint: string): DefinitionViolation[] {
    return [violationOf(this.#test, 'permission-test', steps, `${this.#test.label}: ${message}`, hint)];
  }

  #of(operation: ExplainedOperation): OperationAccess {
    const found = this.#access.operations[explainedOperations.indexOf(operation)];
    return found ?? { operation, allowed: false, reason: 'no-role', grants: [] };
  }

  #holds({ rule }: Grant): boolean {
    return rule === null || rowRule(this.#model, this.#entity, rule).holds(this.#record, this.#user);
  }

  #why({ operation, reason, grants }: OperationAccess): string {
    switch (reason) {
      case 'granted':
        return `By ${grants
          .filter((grant) => this.#holds(grant))
          .map(byRule)
          .join(' and ')}.`;
      case 'no-role':
        return `${this.#roles.length === 0 ? 'No role is held' : `None of ${this.#roles.join(', ')} grants it`}.`;
      case 'no-rule':
        return `${grants.map((grant) => `${byRule(grant)}: ${this.#unmet(grant)}`).join('; ')}.`;
      case 'not-readable':
        return `The record may not be read, and so nobody can ${operation} it.`;
    }
  }

  /** The conditions of a rule that are not true, with what they read. */
  #unmet({ rule }: Grant): string {
    const { conditions } = rowRule(this.#model, this.#entity, rule ?? 'true');
    const told = conditions.flatMap(({ text, typed, answer }) => {
      const is = answer(this.#record, this.#user);
      if (is === true) return [];
      const values = typed.dependencies.map((path) => `${path.join('.')} is ${JSON.stringify(this.#valueAt(path))}`);
      return [`${text} is ${is === null ? 'undecided' : 'false'}${values.length === 0 ? '' : `, for ${values.join(', ')}`}`];
    });
    return told.length === 0 ? 'it is not true' : told.join(', ');
  }

  #valueAt(path: readonly string[]): unknown {
    const [first = '', ...rest] = path;
    const from = isGivenName(this.#model, this.#entity, first) ? givenFeel(this.#model, first, this.#user) : (this.#record[first] ?? null);
    return toJson(
      rest.reduce<FeelValue>((value, name) => (isContext(value) ? ((value[name] as FeelValue | undefined) ?? null) : null), from),
    );
  }
}

/** Who a test is about; with a record of the application where it says something that stands in one. */
function testedUser(model: ApplicationModel, { user, visitor }: PermissionTestRecord, roles: readonly string[]): UserValues {
  const somebody = visitor
    ? { id: 'anonymous', name: 'Anonymous', email: null }
    : { id: 'member', name: 'Member', email: 'member@example.com' };
  const { id, name, email, groups = [] } = { ...somebody, ...user };
  const said: Readonly<Record<string, unknown>> = user;
  const fields = model.user?.fields ?? [];
  const attributes = fields.map(({ key, target }): [string, unknown] => {
    const value = said[key] ?? null;
    return [key, target !== null && typeof value === 'string' ? { id: value } : value];
  });
  return {
    id,
    name,
    email,
    groups,
    roles,
    attributes: fields.some(({ key }) => said[key] !== undefined) ? Object.fromEntries(attributes) : null,
  };
}

function byRule({ role, rule }: Grant): string {
  return rule === null ? `${role} on every record` : `${role} where ${rule}`;
}
