import { type Definition, definitionOf, type RecordOf, recordsOf, snapshotOf } from '@plinth/app-definition';
import { applied, DefinitionExpressions, declaredIn, rename, Usages } from '@plinth/definition-expressions';
import { describe, expect, test } from 'vitest';
import { checkedByServer, contractOf, definitionOfExample } from './testing-examples.ts';

/** Does all of some work at once. */
function finished<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** What a definition's expressions are and use. */
function readingOf(definition: Definition) {
  const expressions = new DefinitionExpressions(definition, { contract: contractOf });
  return { definition, expressions, usages: finished(Usages.of(expressions)) };
}

function renamed({ definition, expressions, usages }: ReturnType<typeof readingOf>, id: string, name: string): Definition {
  const made = rename(expressions, usages, id, name);
  const next = applied(definition, made.body);
  if ('refused' in next) throw new Error(next.refused);
  return next.definition;
}

/** No name that is changed here stands in a process: its test cases, run by each check, would take longer than all the rest. */
function withoutProcessTests(definition: Definition): Definition {
  return definitionOf([...definition.records.values()].map((record) => (record.kind === 'process' ? withoutTests(record) : record)));
}

function withoutTests({ tests: _, ...record }: RecordOf<'process'>): RecordOf<'process'> {
  return record;
}

describe.each(['bank', 'leave-request', 'todomvc', 'seven-guis'])('%s', (example) => {
  const definition = withoutProcessTests(definitionOfExample(example));
  const reading = readingOf(definition);
  const kinds = ['field', 'relation', 'query', 'component', 'page'] as const;
  const all = kinds
    .flatMap((kind) => recordsOf(definition, kind))
    .flatMap((record) => declaredIn(definition, record))
    .filter(({ kind }) => kind !== 'page' && kind !== 'parameter')
    // Of the largest example some: what is one of many of its kind there is renamed as the others are.
    .filter((_, at) => example !== 'bank' || at % 3 === 0);

  test.each(all.map(({ kind, id }) => [kind, id] as const))('the %s %s has another name everywhere, and its own again', (_kind, id) => {
    const next = renamed(reading, id, 'anotherName');
    expect(checkedByServer(next)).toEqual([]);
    const back = renamed(
      readingOf(next),
      id.replace(/(#\w+\.)\w+$/, '$1anotherName'),
      declaredIn(definition, recordOfId(definition, id)).find((each) => each.id === id)?.name ?? '',
    );
    expect(snapshotOf(back)).toEqual(snapshotOf(definition));
  });
});

function recordOfId(definition: Definition, id: string) {
  const record = definition.records.get(id.replace(/#.*/, ''));
  if (record === undefined) throw new Error(`There is no ${id}.`);
  return record;
}
