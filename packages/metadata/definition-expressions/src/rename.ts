import { type ActionBody, type Definition, reduce } from '@plinth/app-definition';
import { readDeclaredId } from './declared-name.ts';
import type { DefinitionExpressions } from './definition-expressions.ts';
import { renameErrors } from './errors.ts';
import { rewritten } from './rewrite.ts';
import { declaredOf, membersOf, type Usages } from './usages.ts';
import type { Guess, Use } from './use.ts';

/** A new name for something, everywhere at once. */
export interface Renaming {
  /** One action: the name itself and every text that uses it. */
  readonly body: ActionBody;
  readonly uses: readonly Use[];
  /** Where something of the old name stands of which nobody can tell what it is. These stay. */
  readonly guesses: readonly Guess[];
}

/** Names as expressions, files and addresses can have them. */
const keyPattern = /^[a-z][A-Za-z0-9_]{0,62}$/;

/**
 * Gives something another name wherever it is used, and changes nothing else. Throws `rename.…` where the name is none, is taken, or
 * would mean something else at a place that uses it.
 */
export function rename(expressions: DefinitionExpressions, usages: Usages, id: string, name: string): Renaming {
  const { definition } = expressions;
  const declared = declaredOf(definition, id);
  if (declared === null) throw renameErrors.gone({ id });
  if (!keyPattern.test(name)) throw renameErrors.noName({ name: name.slice(0, 80) });
  if (isTaken(definition, id, name)) throw renameErrors.taken({ name });
  const uses = usages.whatUses(id);
  const body: ActionBody = { type: 'BATCH', payload: { actions: [...rewritten(uses, name), renamedItself(definition, id, name)] } };
  const next = applied(definition, body);
  if ('refused' in next) throw renameErrors.refused({ reason: next.refused });
  requireSame(expressions, expressions.at(next.definition), uses, { id, now: renamedId(id, name), name });
  return { body, uses, guesses: usages.mayUse(declared.name) };
}

/** The id of something after it got another name: members are known by theirs. */
export function renamedId(id: string, name: string): string {
  return readDeclaredId(id).member === null ? id : id.slice(0, id.lastIndexOf('.') + 1) + name;
}

/** The definition after an action, or why it cannot be done. */
export function applied(definition: Definition, body: ActionBody): { readonly definition: Definition } | { readonly refused: string } {
  const result = reduce(definition, body);
  return result.refused === null ? { definition: result.definition } : { refused: result.refused.message };
}

function isTaken(definition: Definition, id: string, name: string): boolean {
  const { record, member } = readDeclaredId(id);
  const page = definition.records.get(record);
  if (member === null || page?.kind !== 'page') return false;
  return Object.hasOwn(membersOf(page, member.property), name);
}

function renamedItself(definition: Definition, id: string, name: string): ActionBody {
  const { record: recordId, member } = readDeclaredId(id);
  const record = definition.records.get(recordId);
  if (member === null) {
    const path = [record?.kind === 'component' ? 'name' : 'key'];
    return { type: 'RECORD_UPDATE', payload: { id: recordId, path, value: name } };
  }
  const values = record?.kind === 'page' ? membersOf(record, member.property) : {};
  const value = Object.fromEntries(Object.entries(values).map(([key, each]) => [key === member.name ? name : key, each]));
  return {
    type: 'RECORD_UPDATE',
    payload: { id: recordId, path: member.property === 'events' ? ['composite', 'events'] : [member.property], value },
  };
}

/** Everything that used it must use it still, and nothing else: a variable or another field of the new name would hide it. */
function requireSame(
  before: DefinitionExpressions,
  after: DefinitionExpressions,
  uses: readonly Use[],
  { id, now, name }: { readonly id: string; readonly now: string; readonly name: string },
): void {
  for (const record of new Set(uses.map((use) => use.record))) {
    const next = after.definition.records.get(record.id);
    if (next === undefined) continue;
    const count = (expressions: DefinitionExpressions, of: typeof record, wanted: string) =>
      expressions.findings(of).uses.filter((use) => use.of === wanted).length;
    const others = (expressions: DefinitionExpressions, of: typeof record, wanted: string) =>
      expressions.findings(of).uses.filter((use) => use.of !== wanted).length;
    if (count(before, record, id) !== count(after, next, now) || others(before, record, id) !== others(after, next, now))
      throw renameErrors.hidden({ name, place: record.id });
  }
}
