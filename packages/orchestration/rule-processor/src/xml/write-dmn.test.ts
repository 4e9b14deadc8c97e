import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalForm } from '@plinth/xml-document';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DecisionModel } from '../model/decision-model.ts';
import { anyTable, modelOf } from '../testing/generated-tables.ts';
import { parseDmnDocument } from './dmn-document.ts';
import { readDmn } from './read-dmn.ts';
import { writeDmn } from './write-dmn.ts';

const kit = fileURLToPath(new URL('../../../../../../shared/conformance', import.meta.url));
const files = existsSync(kit)
  ? readdirSync(kit, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.dmn'))
      .sort()
  : [];

const canonical = (text: string) => canonicalForm(parseDmnDocument(text));

/** The model as it would be without what only the document needs. */
function plain(model: DecisionModel): unknown {
  return JSON.parse(JSON.stringify(model, (key, value) => (key === 'kept' ? undefined : value)));
}

describe.skipIf(files.length === 0 && process.env.CI === undefined)(
  'X1: every model of the conformance kit (skipped where ../shared/conformance is missing)',
  () => {
    test('there are some', () => expect(files.length).toBeGreaterThan(100));

    test.each(files)('%s', (file) => {
      const text = readFileSync(join(kit, file), 'utf8');
      const model = readDmn(text);
      const written = writeDmn(model);
      expect(canonical(written)).toEqual(canonical(text));
      expect(readDmn(written)).toEqual(model);
      // Plain data: stored as JSON and read again it is the same.
      expect(writeDmn(JSON.parse(JSON.stringify(model)))).toBe(written);
      // Without what was kept, all that the model says is written.
      const fresh = plain(model) as DecisionModel;
      expect(plain(readDmn(writeDmn(fresh)))).toEqual(fresh);
    });
  },
);

const document = `<?xml version="1.0" encoding="UTF-8"?>
<!-- kept -->
<dmn:definitions xmlns:dmn="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:x="urn:x" name="m" namespace="urn:m" x:made="by hand">
  <dmn:extensionElements><x:a b="&quot;&#10;">t<x:c/>u</x:a></dmn:extensionElements>
  <dmn:import name="schema" namespace="urn:s" importType="http://www.w3.org/2001/XMLSchema"/>
  <dmn:inputData id="i" name="amount"><dmn:variable id="v" name="amount" typeRef="number"/></dmn:inputData>
  <!-- the first -->
  <dmn:decision id="d1" name="one" x:color="red">
    <dmn:description>keeps <![CDATA[<this>]]></dmn:description>
    <dmn:variable name="one"/>
    <dmn:informationRequirement id="r1"><dmn:requiredInput href="#i"/></dmn:informationRequirement>
    <dmn:decisionTable id="t" preferredOrientation="Rule-as-Row">
      <dmn:input id="in" label="Amount"><dmn:inputExpression id="ie" typeRef="number"><dmn:text>amount</dmn:text></dmn:inputExpression></dmn:input>
      <dmn:output id="out"/>
      <dmn:rule id="rule1"><x:note/><dmn:inputEntry id="c1"><dmn:text>&lt; 5</dmn:text></dmn:inputEntry><dmn:outputEntry id="o1"><dmn:text>1</dmn:text></dmn:outputEntry></dmn:rule>
      <dmn:rule id="rule2"><dmn:inputEntry id="c2"><dmn:text>&gt;= 5</dmn:text></dmn:inputEntry><dmn:outputEntry id="o2"><dmn:text>2</dmn:text></dmn:outputEntry></dmn:rule>
    </dmn:decisionTable>
  </dmn:decision>
  <dmn:knowledgeSource id="k" name="law"/>
  <dmn:decision id="d2" name="two">
    <dmn:informationRequirement id="r2"><dmn:requiredDecision href="#d1"/></dmn:informationRequirement>
    <dmn:literalExpression><dmn:text>one</dmn:text></dmn:literalExpression>
  </dmn:decision>
  <dmndi:DMNDI><dmndi:DMNDiagram>
    <dmndi:DMNShape dmnElementRef="i"/>
    <dmndi:DMNShape dmnElementRef="d1"/>
    <dmndi:DMNShape dmnElementRef="d2"/>
    <dmndi:DMNEdge dmnElementRef="r1"/>
    <dmndi:DMNEdge dmnElementRef="r2"/>
    <dmndi:DMNEdge dmnElementRef="gone before"/>
  </dmndi:DMNDiagram></dmndi:DMNDI>
</dmn:definitions>
<!-- end -->
`;
const model = readDmn(document);
const withFirst = (
  change: (decision: DecisionModel['decisions'][number]) => Partial<DecisionModel['decisions'][number]>,
): DecisionModel => ({
  ...model,
  decisions: model.decisions.map((decision) => (decision.id === 'd1' ? { ...decision, ...change(decision) } : decision)),
});

describe('X2: an edit changes what it is about and nothing else', () => {
  test('nothing edited, nothing changed', () => expect(writeDmn(model)).toBe(document));

  test('a name: of the element and its variable', () => {
    expect(writeDmn(withFirst(() => ({ name: 'uno' })))).toBe(
      document.replace('id="d1" name="one"', 'id="d1" name="uno"').replace('variable name="one"', 'variable name="uno"'),
    );
  });

  test('a cell, and a rule between two', () => {
    const edited = withFirst(({ logic }) => {
      if (logic?.kind !== 'table') throw new Error('There is no table.');
      const [first, second] = logic.rules;
      if (first === undefined || second === undefined) throw new Error('There are no rules.');
      const added = { id: 'new', inputs: ['5'], outputs: ['"<&>"'], annotations: [], description: null };
      return { logic: { ...logic, rules: [{ ...first, outputs: ['7'] }, added, second] } };
    });
    const rule = `\n      <dmn:rule id="new">
        <dmn:inputEntry>
          <dmn:text>5</dmn:text>
        </dmn:inputEntry>
        <dmn:outputEntry>
          <dmn:text>"&lt;&amp;&gt;"</dmn:text>
        </dmn:outputEntry>
      </dmn:rule>`.replaceAll('\n  ', '\n  ');
    expect(writeDmn(edited)).toBe(document.replace('<dmn:text>1<', '<dmn:text>7<').replace('</dmn:rule>', `</dmn:rule>${rule}`));
    expect(plain(readDmn(writeDmn(edited)))).toEqual(plain(edited));
  });

  test('what is taken away goes out of the diagram too, with its edges; what led nowhere before stays', () => {
    const written = writeDmn({ ...model, decisions: model.decisions.filter(({ id }) => id !== 'd2') });
    const [before = '', rest = ''] = document.split('\n  <dmn:decision id="d2"');
    expect(written).toBe(
      `${before}${rest.slice(rest.indexOf('</dmn:decision>') + '</dmn:decision>'.length)}`
        .replace('\n    <dmndi:DMNShape dmnElementRef="d2"/>', '')
        .replace('\n    <dmndi:DMNEdge dmnElementRef="r2"/>', ''),
    );
  });

  test('requirements: one goes, one comes, the others keep their ids', () => {
    const edited = withFirst(() => ({ requirements: { inputs: [], decisions: ['#d9'], knowledge: [] } }));
    const written = writeDmn(edited);
    expect(written).not.toContain('"r1"');
    expect(written).toContain('id="r2"');
    expect(plain(readDmn(written))).toEqual(plain(edited));
  });

  test('order, and new elements of every kind', () => {
    const [first, second] = model.decisions;
    if (first === undefined || second === undefined) throw new Error('There are no decisions.');
    const made = {
      ...modelOf({
        kind: 'table',
        type: null,
        hitPolicy: 'COLLECT',
        aggregation: 'SUM',
        annotations: ['why'],
        inputs: [],
        outputs: [],
        rules: [],
      }),
    };
    const edited: DecisionModel = {
      ...model,
      imports: [{ name: 'other', namespace: 'urn:other' }],
      inputs: [...made.inputs, ...model.inputs],
      decisions: [second, ...made.decisions, first],
      knowledge: [
        {
          id: 'f',
          name: 'f',
          type: null,
          requirements: { inputs: [], decisions: [], knowledge: [] },
          logic: {
            kind: 'function',
            type: null,
            parameters: [{ name: 'x', type: 'number' }],
            body: { kind: 'literal', type: null, text: 'x', language: null },
            language: 'FEEL',
          },
        },
      ],
      services: [{ id: 's', name: 's', type: null, outputs: ['#d1'], encapsulated: [], inputDecisions: [], inputs: ['#i'] }],
      items: [{ name: 't', type: 'string', isCollection: true, allowed: '"a"', constraint: null, components: [], function: null }],
    };
    const written = writeDmn(edited);
    expect(plain(readDmn(written))).toEqual(plain(edited));
    expect(written).toContain('importType="http://www.w3.org/2001/XMLSchema"');
    expect(written).toContain('importType="https://www.omg.org/spec/DMN/20191111/MODEL/"');
  });
});

test('X3: models that were never read are written as DMN 1.5 and read as the same', () => {
  fc.assert(
    fc.property(anyTable(6), (table) => {
      const made = modelOf(table);
      const written = writeDmn(made);
      expect(written).toContain('https://www.omg.org/spec/DMN/20230324/MODEL/');
      expect(plain(readDmn(written))).toEqual(made);
    }),
    { numRuns: 200, seed: 20_261_129 },
  );
});

test.each(['\u0000', '\u0007', '\uffff', '\ud800'])('X4: what XML cannot hold is refused, not written: %j', (character) => {
  expect(() => writeDmn({ ...model, name: `a${character}b` })).toThrow('cannot be written as XML');
});
