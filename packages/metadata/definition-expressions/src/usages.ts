import { type Definition, type DefinitionRecord, nameForPeople, type RecordOf, referrersOf } from '@plinth/app-definition';
import type { JsonValue } from '@plinth/foundation';
import { memberId, readDeclaredId } from './declared-name.ts';
import type { DefinitionExpressions } from './definition-expressions.ts';
import type { Guess, Use } from './use.ts';

/** Who uses what, over a whole definition. */
export class Usages {
  readonly #definition: Definition;
  readonly #byDeclared = new Map<string, Use[]>();
  readonly #guesses = new Map<string, Guess[]>();

  constructor(definition: Definition) {
    this.#definition = definition;
  }

  /** Reads every record; with {@link inSlices} a few at a time. */
  static *of(expressions: DefinitionExpressions): Generator<undefined, Usages> {
    const usages = new Usages(expressions.definition);
    for (const [, { uses, guesses }] of expressions.all()) {
      for (const use of uses) enter(usages.#byDeclared, use.of, use);
      for (const guess of guesses) enter(usages.#guesses, guess.name, guess);
      yield undefined;
    }
    return usages;
  }

  /** Everything that uses something: in expressions, by key, and by its id. */
  whatUses(declared: string): readonly Use[] {
    const named = this.#byDeclared.get(declared) ?? [];
    const { record, member } = readDeclaredId(declared);
    if (member !== null) return named;
    const byId = referrersOf(this.#definition, record).map(
      (referrer): Use => ({
        record: referrer,
        steps: stepsTo(referrer, record),
        at: 'id',
        from: 0,
        to: 0,
        text: nameForPeople(referrer),
        of: declared,
      }),
    );
    return [...named, ...byId];
  }

  /** Names that may stand for something called so, where nobody can tell before it runs. */
  mayUse(name: string): readonly Guess[] {
    return this.#guesses.get(name) ?? [];
  }
}

function enter<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** Where a record holds an id. */
function stepsTo(record: DefinitionRecord, id: string): readonly string[] {
  const found = Object.entries(record).find(
    ([name, value]) => name !== 'parent' && (value === id || (Array.isArray(value) && value.includes(id))),
  );
  return found === undefined ? [] : [found[0]];
}

type MemberKind = 'state' | 'parameter' | 'event';

const memberKinds: Readonly<Record<string, MemberKind>> = { state: 'state', parameters: 'parameter', events: 'event' };

/** Something that has a name of its own, which other parts of the definition may use. */
export interface Declared {
  readonly id: string;
  /** How it is called in expressions and files. */
  readonly name: string;
  readonly label: string;
  readonly kind: DefinitionRecord['kind'] | MemberKind;
}

/** What an id stands for; null where it is gone. */
export function declaredOf(definition: Definition, id: string): Declared | null {
  const { record: recordId, member } = readDeclaredId(id);
  const record = definition.records.get(recordId);
  if (record === undefined) return null;
  if (member !== null) {
    const kind = memberKinds[member.property];
    const isThere = record.kind === 'page' && Object.hasOwn(membersOf(record, member.property), member.name);
    return isThere && kind !== undefined ? { id, name: member.name, label: member.name, kind } : null;
  }
  const name = record.kind === 'component' ? record.name : 'key' in record ? record.key : undefined;
  if (name === undefined) return null;
  const label = 'label' in record && typeof record.label === 'string' && record.label !== '' ? record.label : name;
  return { id, name, label, kind: record.kind };
}

/** The members of a page by name: what it remembers, is opened with, or tells as a composite. */
export function membersOf(page: RecordOf<'page'>, property: string): Readonly<Record<string, JsonValue>> {
  if (property === 'events') return page.composite?.events ?? {};
  return (property === 'state' ? page.state : page.parameters) as Readonly<Record<string, JsonValue>>;
}

/** Everything in a record that has a name: itself, and the members of a page. */
export function declaredIn(definition: Definition, record: DefinitionRecord): readonly Declared[] {
  const ids = [record.id];
  if (record.kind === 'page') {
    for (const property of Object.keys(memberKinds))
      ids.push(...Object.keys(membersOf(record, property)).map((name) => memberId(record.id, property, name)));
  }
  return ids.flatMap((id) => declaredOf(definition, id) ?? []);
}
