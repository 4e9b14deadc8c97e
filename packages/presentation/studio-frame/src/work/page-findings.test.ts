import { type ActionBody, type DefinitionRecord, reduce, withDefaults } from '@plinth/app-definition';
import { loanDesk } from '@plinth/app-definition/testing';
import type { ComponentMetadata } from '@plinth/component-contract';
import { expect, test } from 'vitest';
import { mostComponents, pageFindings } from './page-findings.ts';

const metadata = (id: string, category: string, role: string, property: string) =>
  ({ id, category, ui: { role, properties: { [property]: { label: property, editor: 'text' } } } }) as unknown as ComponentMetadata;
const components = [metadata('ui.image', 'text', 'img', 'description'), metadata('ui.text-input', 'input', 'textbox', 'label')];

function withComponents(...given: { id: string; component: string; properties: Record<string, unknown> }[]) {
  const records: DefinitionRecord[] = given.map((each) => withDefaults({ kind: 'component', parent: 'page:loans', index: 'z', ...each }));
  const actions = records.map((record): ActionBody => ({ type: 'RECORD_INSERT', payload: { record } }));
  const result = reduce(loanDesk(), { type: 'BATCH', payload: { actions } });
  if (result.refused !== null) throw new Error(result.refused.message);
  return result.definition;
}

test('inputs without a label and pictures without a description are told, others are not', () => {
  const definition = withComponents(
    { id: 'bare', component: 'ui.text-input', properties: {} },
    { id: 'blank', component: 'ui.text-input', properties: { label: ' ' } },
    { id: 'named', component: 'ui.text-input', properties: { label: '= state.status' } },
    { id: 'picture', component: 'ui.image', properties: {} },
    { id: 'described', component: 'ui.image', properties: { description: 'Our bank' } },
  );
  expect(pageFindings(definition, components).map(({ record, finding }) => `${record} ${finding}`)).toEqual([
    'bare unlabelled',
    'blank unlabelled',
    'picture no-alternative',
  ]);
});

test('a page of very many components is told with their number', () => {
  expect(pageFindings(loanDesk(), components)).toEqual([]);
  const many = Array.from({ length: mostComponents }, (_, at) => ({ id: `c${at}`, component: 'ui.stack', properties: {} }));
  const count = mostComponents + 5;
  expect(pageFindings(withComponents(...many), components)).toEqual([
    { kind: 'performance', record: 'page:loans', finding: 'many-components', count },
  ]);
});
