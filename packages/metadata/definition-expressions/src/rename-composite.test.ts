import { type Definition, readFiles, recordsOf, writeFiles } from '@plinth/app-definition';
import { loanDeskFiles } from '@plinth/app-definition/testing';
import { expect, test } from 'vitest';
import { applied, DefinitionExpressions, memberId, rename, Usages } from './index.ts';

const files = {
  ...loanDeskFiles,
  'composites/clientCard.yaml': `parameters: { client: any, title: string }
events: { chosen: 'context<id: string>' }
state: { open: boolean }
components:
  - ui.heading: { text: = parameters.title, visible: state.open }
  - ui.button:
      on:
        click: { do: emit, event: chosen, values: { id: '= parameters.client.id' } }
`,
  'composites/pair.yaml': `parameters: { title: string }
components:
  - composite.clientCard: { title: = parameters.title }
`,
  'pages/loans.yaml': `path: ''
components:
  - composite.clientCard:
      title: Clients
      on:
        chosen: { do: navigate, page: client, parameters: { id: = event.id } }
`,
};
const { definition, problems } = readFiles(files);
const expressions = new DefinitionExpressions(definition, { contract: () => undefined });
const composite = 'page:clientCard';

function usagesNow(): Usages {
  const work = Usages.of(expressions);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

function after(id: string, name: string): Readonly<Record<string, string>> {
  const result = applied(definition, rename(expressions, usagesNow(), id, name).body);
  if ('refused' in result) throw new Error(result.refused);
  return writeFiles(result.definition, files);
}

test('what uses a composite, a parameter or an event of it is known', () => {
  expect(problems).toEqual([]);
  const users = (id: string) =>
    usagesNow()
      .whatUses(id)
      .map(({ record, steps }) => [record.id, steps.join('/')]);
  expect(users(composite)).toEqual([
    ['component:loans.composite.clientCard', 'component'],
    ['component:pair.composite.clientCard', 'component'],
  ]);
  expect(users(memberId(composite, 'parameters', 'title'))).toEqual([
    ['component:clientCard.heading', 'properties/text'],
    ['component:loans.composite.clientCard', 'properties/title'],
    ['component:pair.composite.clientCard', 'properties/title'],
  ]);
  expect(users(memberId(composite, 'events', 'chosen'))).toEqual([
    ['component:clientCard.button', 'events/click/0/event'],
    ['component:loans.composite.clientCard', 'events/chosen'],
  ]);
});

test('a composite gets another name wherever it stands', () => {
  const written = after(composite, 'person');
  expect(written['pages/loans.yaml']).toContain('- composite.person:');
  expect(written['composites/pair.yaml']).toContain('- composite.person: {');
  expect(written['composites/person.yaml']).toContain('parameters.title');
});

test('a parameter gets another name in the composite and wherever it is given', () => {
  const written = after(memberId(composite, 'parameters', 'title'), 'heading');
  expect(written['composites/clientCard.yaml']).toContain('parameters: { client: any, heading: string }');
  expect(written['composites/clientCard.yaml']).toContain('text: = parameters.heading');
  expect(written['composites/pair.yaml']).toContain('{ heading: = parameters.title }');
  expect(written['pages/loans.yaml']).toContain('heading: Clients');
});

test('an event gets another name where it is told and where it is followed', () => {
  const written = after(memberId(composite, 'events', 'chosen'), 'picked');
  expect(written['composites/clientCard.yaml']).toContain('events: { picked: "context<id: string>" }');
  expect(written['composites/clientCard.yaml']).toContain('event: picked');
  expect(written['pages/loans.yaml']).toContain('picked: { do: navigate');
});

test('a wrong type is found where it is given, and again when the composite changes', () => {
  const wrong = (of: Definition, texts: DefinitionExpressions) =>
    recordsOf(of, 'component').flatMap((record) => texts.findings(record).violations.map(({ message }) => message));
  const next = readFiles({
    ...files,
    'composites/clientCard.yaml': (files['composites/clientCard.yaml'] ?? '').replace('title: string', 'title: number'),
  });
  expect(wrong(definition, expressions)).toEqual([]);
  expect(wrong(next.definition, expressions.at(next.definition))).toEqual(['gives string where number belongs']);
});
