import { type Definition, readFiles, recordsOf } from '@plinth/app-definition';
import { loanDeskFiles } from '@plinth/app-definition/testing';
import { PlinthError } from '@plinth/foundation';
import { describe, expect, test } from 'vitest';
import { applied, changedType, DefinitionExpressions, impactOf, inSlices, memberId, rename, Usages } from './index.ts';

function finished<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

const page = `label: Loans
path: ''
state: { search: string, wanted: number }
queries:
  loans: { entity: loan, filter: 'client.name = state.search and amount > state.wanted', sort: [ client.name ] }
components:
  - ui.text: { text: '{{ loans.first.client.name }} owes {{ sum(for name in loans.rows return name.amount) }}' }
  - ui.text: { text: '= { name: loans.first.client.name }.name', visible: 'count(loans.rows[client.name = "name"]) > 0' }
`;
const { definition } = readFiles({ ...loanDeskFiles, 'pages/loans.yaml': page });
const options = { contract: () => undefined };
const expressions = new DefinitionExpressions(definition, options);
const usages = finished(Usages.of(expressions));
const nameField = 'field:client.name';
const pageId = 'page:loans';

function after(id: string, name: string): Definition {
  const next = applied(definition, rename(expressions, usages, id, name).body);
  if ('refused' in next) throw new Error(next.refused);
  return next.definition;
}

function refusal(id: string, name: string): string {
  try {
    rename(expressions, usages, id, name);
  } catch (error) {
    if (error instanceof PlinthError) return error.code;
    throw error;
  }
  return 'done';
}

describe('a new name', () => {
  test('stands in paths and filters, and variables, texts and entries of the old name stay', () => {
    const next = after(nameField, 'title');
    const texts = recordsOf(next, 'component').filter(({ parent }) => parent === pageId);
    expect(texts.map(({ properties, visible }) => [properties.text, visible])).toEqual([
      ['{{ loans.first.client.title }} owes {{ sum(for name in loans.rows return name.amount) }}', undefined],
      ['= { name: loans.first.client.title }.name', 'count(loans.rows[client.title = "name"]) > 0'],
    ]);
    const [query] = recordsOf(next, 'query').filter(({ parent }) => parent === pageId);
    expect([query?.filter, query?.sort[0]?.field]).toEqual(['client.title = state.search and amount > state.wanted', 'client.title']);
  });

  test('of what a page remembers keeps its place and its type', () => {
    const next = after(memberId(pageId, 'state', 'search'), 'words');
    const [query] = recordsOf(next, 'query').filter(({ parent }) => parent === pageId);
    expect(query?.filter).toBe('client.name = state.words and amount > state.wanted');
    expect(
      Object.entries(recordsOf(next, 'page').find(({ id }) => id === pageId)?.state ?? {}).map(([name, { type }]) => `${name} ${type}`),
    ).toEqual(['words string', 'wanted number']);
  });

  test.each([
    [nameField, 'birthDate', 'rename.refused'],
    [memberId(pageId, 'state', 'search'), 'wanted', 'rename.taken'],
    [nameField, 'Big', 'rename.no-name'],
    [nameField, '', 'rename.no-name'],
    [nameField, '__proto__', 'rename.no-name'],
    [nameField, 'x'.repeat(10_000), 'rename.no-name'],
    [nameField, 'a b', 'rename.no-name'],
    [nameField, '‮x', 'rename.no-name'],
    ['field:client.gone', 'x', 'rename.gone'],
    ['field:client.name#state.x', 'x', 'rename.gone'],
  ])('%s cannot be %s', (id, name, code) => {
    expect(refusal(id, name)).toBe(code);
  });

  test('that would be hidden by a variable or another name is refused', () => {
    const loops = page.replace('for name in loans.rows return name.amount', 'for x in loans.rows return loans.count + x.amount');
    const other = readFiles({ ...loanDeskFiles, 'pages/loans.yaml': loops }).definition;
    const own = new DefinitionExpressions(other, options);
    const query = recordsOf(other, 'query').find(({ parent }) => parent === pageId);
    expect(() => rename(own, finished(Usages.of(own)), query?.id ?? '', 'x')).toThrow(expect.objectContaining({ code: 'rename.hidden' }));
  });
});

test('who uses a field is told wherever it stands', () => {
  const places = usages.whatUses(nameField).map(({ record, at }) => `${record.kind} ${at}`);
  expect([...new Set(places)].sort()).toEqual(expect.arrayContaining(['component text', 'entity id', 'query text']));
});

describe('what breaks', () => {
  const broken = (body: Parameters<typeof impactOf>[1]) => finished(impactOf(expressions, body, { componentIds: new Set(['ui.text']) }));

  test('without a field: every expression that reads it, and what refers to it', () => {
    const { broken: found } = broken({ type: 'RECORD_REMOVE', payload: { id: nameField } });
    expect(found.length).toBeGreaterThanOrEqual(4);
    expect(found.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['expression', 'reference']));
  });

  test('with another type: what compares it', () => {
    const field = recordsOf(definition, 'field').find(({ id }) => id === nameField);
    if (field === undefined) throw new Error('There is no such field.');
    const { broken: found } = broken(changedType(definition, field, 'integer'));
    expect(found.map(({ message }) => message)).toEqual(expect.arrayContaining([expect.stringContaining('cannot be compared')]));
  });

  test('nothing, where nobody uses it', () => {
    expect(broken({ type: 'RECORD_UPDATE', payload: { id: nameField, path: ['label'], value: 'Called' } }).broken).toEqual([]);
  });
});

test('a record that did not change is not read again', () => {
  const next = applied(definition, { type: 'RECORD_UPDATE', payload: { id: pageId, path: ['label'], value: 'All loans' } });
  if ('refused' in next) throw new Error(next.refused);
  const again = expressions.at(next.definition);
  const [component] = recordsOf(definition, 'component').filter(({ parent }) => parent === pageId);
  if (component === undefined) throw new Error('There is no component.');
  expect(again.findings(component)).toBe(expressions.findings(component));
});

test('work in slices can be given up', async () => {
  const given = new AbortController();
  given.abort();
  expect(await inSlices(Usages.of(expressions), given.signal)).toBeNull();
  expect(await inSlices(Usages.of(expressions))).toBeInstanceOf(Usages);
});

test('a process names decisions and pages, and names them by their new key', () => {
  const process = `nodes:
  rate: { type: businessRuleTask, attributes: { 'plinth:decision': risk } }
  fill: { type: userTask, attributes: { 'plinth:page': loans } }
`;
  const decision = 'label: Risk\ninputs: { amount: number }\ndecisions: { risk: { type: string, expression: \'"low"\' } }\n';
  const read = readFiles({ ...loanDeskFiles, 'pages/loans.yaml': page, 'decisions/risk.yaml': decision, 'processes/loan.yaml': process });
  expect(read.problems).toEqual([]);
  const known = new DefinitionExpressions(read.definition, options);
  const used = finished(Usages.of(known));
  expect(used.whatUses('decision:risk').map(({ record }) => record.id)).toContain('process-node:loan.rate');
  const next = applied(read.definition, rename(known, used, pageId, 'credits').body);
  if ('refused' in next) throw new Error(next.refused);
  expect(recordsOf(next.definition, 'process-node').map(({ attributes }) => attributes)).toEqual(
    expect.arrayContaining([{ 'plinth:page': 'credits' }, { 'plinth:decision': 'risk' }]),
  );
});

test('a field has its new name in what processes read and write of records, whatever XML makes of the text around it', () => {
  const process = `label: Loans
nodes:
  read:
    type: serviceTask
    attributes: { 'plinth:does': record.read, 'plinth:entity': loan, 'plinth:record': = id, 'plinth:expand': 'client, client' }
    content: <extensionElements><plinth:output from="record.client.name + &quot; &lt;name&gt; &quot; + record.client.name" to="name"/></extensionElements>
  write:
    type: serviceTask
    attributes: { 'plinth:does': record.update, 'plinth:entity': client, 'plinth:record': = id }
    content: <extensionElements><plinth:input to="name" from="name"/><x:input to="name"/></extensionElements>
  ask: { type: userTask, content: '<extensionElements><plinth:input from="name" to="name"/></extensionElements>' }
`;
  const read = readFiles({ ...loanDeskFiles, 'processes/loans.yaml': process });
  expect(read.problems).toEqual([]);
  const known = new DefinitionExpressions(read.definition, options);
  const used = finished(Usages.of(known));
  const contents = (id: string, name: string) => {
    const next = applied(read.definition, rename(known, used, id, name).body);
    if ('refused' in next) throw new Error(next.refused);
    return Object.fromEntries(
      recordsOf(next.definition, 'process-node').map(({ key, content, attributes }) => [key, [content, attributes]]),
    );
  };
  const named = contents(nameField, 'title');
  expect(named.read?.[0]).toBe(
    '<extensionElements><plinth:output from="record.client.title + &quot; &lt;name&gt; &quot; + record.client.title" to="name"/></extensionElements>',
  );
  expect(named.write?.[0]).toBe('<extensionElements><plinth:input to="title" from="name"/><x:input to="name"/></extensionElements>');
  expect(named.ask?.[0]).toBe('<extensionElements><plinth:input from="name" to="name"/></extensionElements>');
  const led = contents('field:loan.client', 'borrower');
  expect(led.read?.[1]).toMatchObject({ 'plinth:expand': 'borrower, borrower' });
  expect(led.read?.[0]).toContain('record.borrower.name');
  expect(contents('entity:client', 'customer').write?.[1]).toMatchObject({ 'plinth:entity': 'customer' });
});

test('an entity has its new name in the signals of its changes', () => {
  const document = (name: string) =>
    `<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t"><b:signal id="g" name='${name}.created'/><b:signal id="h" name="${name}.closed"/><b:message id="m" name="${name}.created"/><b:process id="p"/></b:definitions>`;
  const process = (name: string) => JSON.stringify({ label: 'Greet', document: document(name), nodes: { s: 'startEvent' } });
  const read = readFiles({ ...loanDeskFiles, 'processes/greet.yaml': process('client') });
  expect(read.problems).toEqual([]);
  const known = new DefinitionExpressions(read.definition, options);
  const next = applied(read.definition, rename(known, finished(Usages.of(known)), 'entity:client', 'customer').body);
  if ('refused' in next) throw new Error(next.refused);
  expect(recordsOf(next.definition, 'process').map(({ document: written }) => written)).toEqual([
    document('client').replace("'client.created'", "'customer.created'"),
  ]);
});
