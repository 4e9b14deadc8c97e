import type { AccessExplanation, GrantAnswer, RuleConditionAnswer } from '@plinth/api-contract';
import { type Database, type PipelinePart, statement } from '@plinth/database';
import { type Actor, isJsonObject, nearestName, type RequestContext } from '@plinth/foundation';
import { recordErrors } from '../errors.ts';
import { isGivenName } from '../expressions/given-names.ts';
import type { ApplicationModel, EntityModel } from '../model/entity-model.ts';
import { EntityView } from '../read/entity-view.ts';
import { Parameters } from '../read/parameters.ts';
import { entityOf, type ReadScope, recordId } from '../read/record-reader.ts';
import type { Grant, Permissions } from './access.ts';
import { pathSight } from './path-sight.ts';
import { explainedOperations, recordAccess } from './record-access.ts';
import { type RowRule, type RuleCondition, rowRule } from './row-rule.ts';
import { personalPermissions } from './user-record.ts';
import { isUserValue, type UserValues, userContext } from './user-values.ts';

/** Port: the members of the context's tenant. */
export interface MemberSource {
  /** An active member by id or e-mail address, with all roles; null where there is none. */
  find(context: RequestContext, member: string): Promise<Actor | null>;
}

/** Which record, and whose access: another member's, or that of somebody with these roles. */
export interface AccessQuestion {
  readonly entity: string;
  readonly id: string;
  readonly member?: string | undefined;
  /** Keys of roles in place of those that are held. */
  readonly roles?: readonly string[] | undefined;
}

/**
 * Why somebody may do what with a record: PostgreSQL answers each rule and condition as it does for reads and writes, with
 * the values that the asker may see. Throws `records.not-found` where the asker may not read the record, and
 * `records.explanation-denied` where somebody asks about others who is neither maker nor administrator.
 */
export async function explainAccess(
  context: RequestContext,
  { database, members }: { readonly database: Database; readonly members: MemberSource },
  asker: ReadScope,
  question: AccessQuestion,
): Promise<AccessExplanation> {
  const { model } = asker;
  const entity = entityOf(model, question.entity);
  asker.permissions.access.require(entity, 'read');
  const actor = await actorMeant(context, members, model, question);
  const subject = await personalPermissions({ ...context, actor }, database, model);
  const rules = rulesOf(model, entity, subject);
  const conditions = [...rules.values()].flatMap((rule) => rule.conditions);
  const id = recordId(question.id);
  const sights = new Sights(asker, entity, conditions);
  const [seen, answered] = await database.batch(context, [sights.part(id), answersPart(model, entity, subject, [...rules.values()], id)]);
  const [row] = seen?.rows ?? [];
  const [answers] = answered?.rows ?? [];
  if (row === undefined || answers === undefined) throw recordErrors.notFound();
  const { whole, each } = answers as unknown as { readonly whole: readonly boolean[]; readonly each: readonly (boolean | null)[] };
  const texts = [...rules.keys()];
  const holds = ({ rule }: Grant) => rule === null || whole[texts.indexOf(rule)] === true;
  const told = new Map(conditions.map((condition, at) => [condition, sights.told(condition, row, each[at] ?? null, subject)]));
  const answerOf = (grant: Grant): GrantAnswer => ({
    role: grant.role,
    rule: grant.rule,
    holds: holds(grant),
    conditions: (grant.rule === null ? [] : (rules.get(grant.rule)?.conditions ?? [])).flatMap((condition) => told.get(condition) ?? []),
  });
  const { operations, fields } = recordAccess(subject.access, entity, holds);
  return {
    who: { member: actor.kind === 'member' ? actor.id : null, name: actor.name, roles: [...subject.user.roles] },
    operations: operations.map(({ grants, ...operation }) => ({ ...operation, grants: grants.map(answerOf) })),
    fields: fields.map(({ because, ...field }) => ({ ...field, because: because.map(({ role, rule }) => ({ role, rule })) })),
  };
}

async function actorMeant(
  context: RequestContext,
  members: MemberSource,
  model: ApplicationModel,
  { member, roles }: AccessQuestion,
): Promise<Actor> {
  const { actor } = context;
  if (member === undefined && roles === undefined) return actor;
  if (!actor.tenantRoles.includes('maker') && !actor.tenantRoles.includes('administrator')) throw recordErrors.explanationDenied();
  const found = member === undefined ? actor : await members.find(context, member);
  if (found === null) throw recordErrors.unknownMember({ member: member ?? '' });
  if (roles === undefined) return found;
  const known = model.roles.map(({ key }) => key);
  const unknown = roles.find((role) => !known.includes(role));
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, known);
    throw recordErrors.unknownRole({
      role: unknown,
      hint: nearest === null ? `There are ${known.join(', ')}.` : `Did you mean ${nearest}?`,
    });
  }
  return { ...found, applicationRoles: { [`${model.key}@${context.environment?.key ?? ''}`]: roles } };
}

/** The rules of the operations that are explained, by their text. */
function rulesOf(model: ApplicationModel, entity: EntityModel, { access }: Permissions): ReadonlyMap<string, RowRule> {
  const texts = explainedOperations.flatMap((operation) => access.grants(entity, operation).flatMap(({ rule }) => rule ?? []));
  return new Map(texts.map((text) => [text, rowRule(model, entity, text)]));
}

/** The answers of rules and of their conditions for a record, as reads and writes get them. */
function answersPart(
  model: ApplicationModel,
  entity: EntityModel,
  subject: Permissions,
  rules: readonly RowRule[],
  id: string,
): PipelinePart {
  const parameters = new Parameters();
  const view = new EntityView(model, entity, 't', parameters, null);
  const whole = rules.map(({ text }) => `coalesce(${view.rule(text)}, false)`);
  const each = rules.flatMap(({ conditions }) => conditions.map(({ typed }) => view.ruleAnswer(typed)));
  const text = `select json_build_array(${whole.join(', ')}) as whole, json_build_array(${each.join(', ')}) as each
from ${entity.qualified} t where t.id = ${parameters.run('id', 'uuid')} and t.deleted_at is null`;
  return { statement: statement(text), values: parameters.bind({ user: subject.user, run: { id } }) };
}

/** What the asker sees of the values that conditions read. */
class Sights {
  readonly #asker: ReadScope;
  readonly #entity: EntityModel;
  /** Paths into the record, by their text. */
  readonly #paths: readonly string[];

  constructor(asker: ReadScope, entity: EntityModel, conditions: readonly RuleCondition[]) {
    this.#asker = asker;
    this.#entity = entity;
    this.#paths = [
      ...new Set(conditions.flatMap(({ typed }) => typed.dependencies.filter((path) => !this.#isUser(path)).map((path) => path.join('.')))),
    ];
  }

  part(id: string): PipelinePart {
    const { model, permissions } = this.#asker;
    const parameters = new Parameters();
    const view = new EntityView(model, this.#entity, 't', parameters, permissions.access);
    const sights = this.#paths.map((path) => pathSight(view, path.split('.')));
    const readable = view.readable();
    const values = sights.map((sight) => sight?.value ?? 'null');
    const seen = sights.map((sight) => (sight === null ? 'false' : `coalesce(${sight.seen}, false)`));
    const text = `select json_build_array(${values.join(', ')}) as values, json_build_array(${seen.join(', ')}) as seen
from ${this.#entity.qualified} t${view.joins.sql} where t.id = ${parameters.run('id', 'uuid')}${readable === null ? '' : ` and ${readable}`}`;
    return { statement: statement(text), values: parameters.bind({ user: permissions.user, run: { id } }) };
  }

  /** A condition's answer with its values; without it where it would tell of a field that is hidden from the asker. */
  told({ text, typed }: RuleCondition, row: object, answer: boolean | null, { user }: Permissions): RuleConditionAnswer {
    const who = userContext(user);
    const { values, seen } = row as { readonly values: readonly unknown[]; readonly seen: readonly boolean[] };
    let hidden = false;
    const told: [string, unknown][] = [];
    for (const path of typed.dependencies) {
      const at = this.#paths.indexOf(path.join('.'));
      if (this.#isUser(path)) {
        if (this.#seesOf(user, path[1] ?? '')) told.push([path.join('.'), valueIn(who, path.slice(1))]);
        else hidden = true;
      } else if (this.#isSetting(path)) told.push([path.join('.'), valueIn(this.#asker.model.settings.values, path.slice(1))]);
      else if (seen[at] === true) told.push([path.join('.'), values[at] ?? null]);
      else hidden = true;
    }
    return { text, holds: hidden ? null : answer, hidden, values: Object.fromEntries(told) };
  }

  /** Whether the asker may know a value of the person: what everybody has, their own, or what they may read of every such record. */
  #seesOf(user: UserValues, name: string): boolean {
    const { model, permissions } = this.#asker;
    const entity = model.entities.get(model.user?.entity ?? '');
    if (isUserValue(name) || permissions.user.id === user.id || entity === undefined) return true;
    return permissions.access.grants(entity, 'read').some(({ rule, hidden }) => rule === null && !hidden.has(name));
  }

  #isUser([first]: readonly string[]): boolean {
    return first === 'user' && isGivenName(this.#asker.model, this.#entity, first);
  }

  #isSetting([first]: readonly string[]): boolean {
    return first === 'settings' && isGivenName(this.#asker.model, this.#entity, first);
  }
}

/** What a path leads to; null where one of its steps is not there. */
function valueIn(values: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : null), values);
}
