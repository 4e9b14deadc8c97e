import { expect, test } from 'vitest';
import { compositesIn, compositesOf, pageByKey, pagesOf } from '../accessors.ts';
import { snapshotOf } from '../definition.ts';
import { loanDeskFiles } from '../testing.ts';
import { fileOfRecord } from '../versions/artefacts.ts';
import { type DefinitionFiles, readFiles } from './read-files.ts';
import { writeFiles } from './write-files.ts';

const card = `label: Client card
parameters: { client: any, title: string }
events: { chosen: 'context<id: string>' }
components:
  # Who it is.
  - ui.heading: = parameters.title
  - ui.button:
      label: Choose
      on:
        click: { do: emit, event: chosen, values: { id: = parameters.client.id } }
`;
const page = `path: card
components:
  - composite.clientCard: { title: Somebody, client: null }
`;
const files: DefinitionFiles = { ...loanDeskFiles, 'composites/clientCard.yaml': card, 'pages/card.yaml': page };

function problemsOf(changed: DefinitionFiles) {
  return readFiles({ ...files, ...changed }).problems.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

test('F1, F2: a composite is a file of its own, and no page that people open', () => {
  const { definition, problems } = readFiles(files);
  expect(problems).toEqual([]);
  expect(compositesOf(definition)).toMatchObject([
    {
      key: 'clientCard',
      path: '',
      parameters: { client: 'any', title: 'string' },
      composite: { events: { chosen: 'context<id: string>' } },
    },
  ]);
  expect(pagesOf(definition).map(({ key }) => key)).toEqual(['loans', 'client', 'card']);
  expect(writeFiles(definition, files)).toEqual(files);
  const written = writeFiles(definition);
  expect(snapshotOf(readFiles(written, { previous: definition }).definition)).toEqual(snapshotOf(definition));
  expect(written['composites/clientCard.yaml']).toContain('events: { chosen: "context<id: string>" }');
  const [composite] = compositesOf(definition);
  expect(composite === undefined ? '' : fileOfRecord(definition, composite)).toBe('composites/clientCard.yaml');
});

test('the composites of a page are those within others too', () => {
  const { definition } = readFiles({
    ...files,
    'composites/pair.yaml': 'components:\n  - composite.clientCard\n  - composite.clientCard\n',
  });
  const pair = pageByKey(definition, 'pair');
  expect(compositesIn(definition, pair?.id ?? '').map(({ key }) => key)).toEqual(['clientCard']);
});

test('D3: a composite that is not there, stands in itself, or wants to be a screen is told', () => {
  expect(problemsOf({ 'pages/card.yaml': page.replace('clientCard', 'clientCart') })).toEqual([
    'pages/card.yaml:3 there is no composite clientCart',
  ]);
  expect(problemsOf({ 'composites/clientCard.yaml': `${card}  - composite.clientCard\n` })).toEqual([
    'composites/clientCard.yaml:11 composite clientCard would stand in itself',
  ]);
  expect(
    problemsOf({
      'composites/clientCard.yaml': `${card}  - composite.pair\n`,
      'composites/pair.yaml': 'components:\n  - composite.clientCard\n',
    }),
  ).toEqual([
    'composites/clientCard.yaml:11 composite clientCard would stand in itself',
    'composites/pair.yaml:2 composite pair would stand in itself',
  ]);
  expect(problemsOf({ 'composites/clientCard.yaml': `path: cards\nroles: [ clerk ]\npublic: true\n${card}` })).toEqual([
    'composites/clientCard.yaml:1 path means nothing for a composite',
    'composites/clientCard.yaml:2 roles means nothing for a composite',
    'composites/clientCard.yaml:3 public means nothing for a composite',
  ]);
  expect(problemsOf({ 'plinth.yaml': (files['plinth.yaml'] ?? '').replace('homePage: loans', 'homePage: clientCard') })).toEqual([
    'plinth.yaml:6 clientCard is a composite, which nobody can open',
  ]);
});

test('D3: only a composite tells events, and only those that it has', () => {
  expect(problemsOf({ 'composites/clientCard.yaml': card.replace('event: chosen', 'event: choosen') })).toEqual([
    'composites/clientCard.yaml:10 the composite has no event choosen',
  ]);
  expect(problemsOf({ 'pages/card.yaml': 'path: card\nonOpen: { do: emit, event: chosen }\n' })).toEqual([
    'pages/card.yaml:2 the page has no event chosen',
  ]);
  expect(problemsOf({ 'pages/card.yaml': 'path: card\nonOpen: { do: navigate, page: clientCard }\n' })).toEqual([
    'pages/card.yaml:2 there is no page clientCard',
  ]);
});
