import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import {
  compositeComponent,
  compositesOf,
  type Definition,
  type DefinitionFiles,
  definitionOf,
  processesOf,
  readFiles,
  recordsOf,
  writeFiles,
} from '@plinth/app-definition';
import { readPropertyText } from '@plinth/component-contract';
import { compile, compileTemplate, contextType } from '@plinth/expression';
import { isJsonObject } from '@plinth/foundation';
import { parseBpmn } from '@plinth/process-model';
import { bpmnOf, processFromBpmn } from '@plinth/processes';
import { uiManifests } from '@plinth/ui-components/manifests';
import { canonicalForm } from '@plinth/xml-document';
import { BpmnModdle } from 'bpmn-moddle';
import { Linter } from 'bpmnlint';
import NodeResolver from 'bpmnlint/lib/resolver/node-resolver.js';
import { describe, expect, test } from 'vitest';

const components = new Map(uiManifests.map((manifest) => [manifest.id, manifest] as const));
const componentIds = new Set(components.keys());
const examples = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
/** Whatever a name means at run time, the text must be an expression. */
const anything = { scope: contextType({}, { open: true }) };

function filesOf(example: string): DefinitionFiles {
  const root = join(import.meta.dirname, example);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
  return Object.fromEntries(paths.map((path) => [path.split(sep).join('/'), readFileSync(join(root, path), 'utf8')]));
}

/** What a composite of the application may be given and tells; its slots are its own matter. */
function contractOfComposite(definition: Definition, component: string) {
  const found = compositesOf(definition).find(({ key }) => component === compositeComponent(key));
  if (found?.composite === undefined) return undefined;
  return { properties: found.parameters, events: found.composite.events, slots: { children: {} } };
}

/** Every text below a component's properties or an action's values. */
function* textsOf(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value) yield* textsOf(item);
  else if (isJsonObject(value)) for (const item of Object.values(value)) yield* textsOf(item);
}

describe.each(examples)('%s', (example) => {
  const files = filesOf(example);
  const { definition, problems } = readFiles(files, { componentIds });

  test('can be published as it stands', () => {
    expect(problems).toEqual([]);
    expect(recordsOf(definition, 'page').length).toBeGreaterThan(0);
  });

  test('is written back byte for byte, and anew with the same meaning', () => {
    expect(writeFiles(definition, files)).toEqual(files);
    const anew = writeFiles(definition);
    expect(readFiles(anew, { componentIds, previous: definition }).definition).toEqual(definition);
  });

  test('uses properties, events and slots that its components have', () => {
    const unknown = recordsOf(definition, 'component').flatMap((record) => {
      const ui = components.get(record.component)?.ui ?? contractOfComposite(definition, record.component);
      const parent = definition.records.get(record.parent);
      const around = parent?.kind === 'component' ? components.get(parent.component)?.ui : undefined;
      return [
        ...Object.keys(record.properties).filter((name) => !Object.hasOwn(ui?.properties ?? {}, name)),
        ...Object.keys(record.events).filter((name) => !Object.hasOwn(ui?.events ?? {}, name)),
        ...(around === undefined || Object.hasOwn(around.slots, record.slot) ? [] : [record.slot]),
      ].map((name) => `${record.id}: ${name}`);
    });
    expect(unknown).toEqual([]);
  });

  test.each(processesOf(definition).map(({ key }) => key))(
    'the process %s is read by others, who find nothing wrong with it, and comes back as it was',
    async (key) => {
      const xml = bpmnOf(definition, key);
      const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
      expect(warnings).toEqual([]);
      const linter = new Linter({ config: { extends: 'bpmnlint:all' }, resolver: new NodeResolver() });
      expect(await linter.lint(rootElement)).toEqual({});
      const others = [...definition.records.values()].filter(({ kind }) => !kind.startsWith('process'));
      const again = definitionOf([...others, ...processFromBpmn(parseBpmn(xml), key, definition)]);
      expect(canonicalForm(parseBpmn(bpmnOf(again, key)))).toEqual(canonicalForm(parseBpmn(xml)));
    },
  );

  test('has only expressions that can be read', () => {
    const texts: string[] = [];
    for (const field of recordsOf(definition, 'field')) {
      texts.push(...[field.default, field.computed].filter((text) => text !== undefined));
      texts.push(...(field.validations ?? []).map((each) => ('rule' in each ? each.rule : each.messages)));
    }
    for (const entity of recordsOf(definition, 'entity')) if (entity.title !== undefined) texts.push(entity.title);
    for (const { rowRule } of recordsOf(definition, 'permission')) if (rowRule !== undefined) texts.push(rowRule);
    for (const mapping of recordsOf(definition, 'import')) texts.push(...Object.values(mapping.fields));
    for (const query of recordsOf(definition, 'query')) texts.push(...[query.filter, query.search].filter((text) => text !== undefined));
    for (const { visible } of recordsOf(definition, 'component')) if (visible !== undefined) texts.push(visible);
    for (const text of texts) expect(() => compile(text, anything), text).not.toThrow();

    const bound = [...recordsOf(definition, 'page').map(({ onOpen }) => onOpen)].flatMap((value) => [...textsOf(value)]);
    for (const { properties, events } of recordsOf(definition, 'component')) bound.push(...textsOf(properties), ...textsOf(events));
    let read = texts.length;
    for (const written of bound) {
      const text = readPropertyText(written);
      if (text.kind !== 'literal') read += 1;
      if (text.kind === 'expression') expect(() => compile(text.text, anything), written).not.toThrow();
      if (text.kind === 'template') expect(() => compileTemplate(text.text, anything), written).not.toThrow();
    }
    expect(read).toBeGreaterThan(5);
  });
});
