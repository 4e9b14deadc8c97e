import { childNamed, type XmlElement } from '@plinth/xml-document';
import type { ModelExpression } from '../model/process-model.ts';
import type { DataMapping } from '../model/process-node.ts';
import type { ElementIndex } from './element-index.ts';

/** Vocabularies of other engines, by namespace. What of them means the same here is read, the rest is told of. */
export const vendors: Readonly<Record<string, Vendor>> = {
  'http://camunda.org/schema/1.0/bpmn': 'camunda',
  'http://flowable.org/bpmn': 'camunda',
  'http://activiti.org/bpmn': 'camunda',
  'http://camunda.org/schema/zeebe/1.0': 'zeebe',
  'http://www.jboss.org/drools': 'jbpm',
};

/** Flowable and Activiti have what Camunda 7 grew from. */
export type Vendor = 'camunda' | 'zeebe' | 'jbpm';

/** Names of attributes and extension elements that are read, and of those that say nothing about how a model runs. */
export const readOfVendors: Readonly<Record<Vendor, ReadonlySet<string>>> = {
  camunda: new Set([
    ...['async', 'asyncBefore', 'asyncAfter', 'collection', 'elementVariable', 'resultVariable', 'decisionRef', 'topic', 'type'],
    ...['in', 'out', 'inputOutput', 'properties', 'modelerTemplate', 'modelerTemplateVersion', 'modelerTemplateIcon'],
    ...['versionTag', 'historyTimeToLive', 'isStartableInTasklist', 'diagramRelationId'],
  ]),
  zeebe: new Set([
    ...[
      'calledElement',
      'calledDecision',
      'script',
      'ioMapping',
      'loopCharacteristics',
      'subscription',
      'publishMessage',
      'taskDefinition',
    ],
    ...['properties', 'modelerTemplate', 'modelerTemplateVersion', 'modelerTemplateIcon', 'versionTag', 'userTask', 'taskHeaders'],
  ]),
  jbpm: new Set(['metaData', 'packageName', 'version']),
};

/** An attribute of one of Camunda 7's kin. */
export function vendorAttribute(element: XmlElement, name: string, { vendorPrefixes }: ElementIndex): string | null {
  for (const [prefix, vendor] of vendorPrefixes) {
    const value = vendor === 'camunda' ? element.attributes[`${prefix}:${name}`] : undefined;
    if (value !== undefined) return value;
  }
  return null;
}

/** Extension elements of a vendor by name. */
function vendorElements(element: XmlElement, vendor: Vendor, name: string): readonly XmlElement[] {
  const extensions = childNamed(element, 'extensionElements')?.children ?? [];
  return extensions.filter((each) => each.name === name && vendors[each.namespace] === vendor);
}

/** An attribute of Zeebe's extension elements. */
export function zeebeAttribute(element: XmlElement, extension: string, name: string): string | null {
  return vendorElements(element, 'zeebe', extension)[0]?.attributes[name] ?? null;
}

const path = /^[$#]\{\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*\}$/;

/** Whether text is written in the `${…}` of other engines. */
export function isForeign(text: string): boolean {
  return /[$#]\{/.test(text);
}

/** FEEL of what Camunda writes: `${a.b}` is a path, text without `${…}` is what `plain` makes of it. All else is told of and null. */
function feelOf(
  element: XmlElement,
  what: string,
  given: string,
  plain: (text: string) => string,
  index: ElementIndex,
): ModelExpression | null {
  const text = given.trim();
  const found = path.exec(text)?.[1];
  if (found !== undefined) return { text: found, language: null };
  if (!isForeign(text)) return { text: plain(text), language: null };
  index.note(element, 'error', 'not-runnable', `its ${what} is written in the language of another engine, ${text}; expressions are FEEL`);
  return null;
}

/** The list that a multiple instance of Camunda 7 goes over: the name of a variable, or `${…}`. */
export function vendorCollection(activity: XmlElement, multi: XmlElement, index: ElementIndex): string | null {
  const given = vendorAttribute(multi, 'collection', index);
  if (given !== null) return feelOf(activity, 'collection', given, (text) => text, index)?.text ?? null;
  return zeebeAttribute(multi, 'loopCharacteristics', 'inputCollection');
}

/** What goes into an activity (`in`) or comes out of it (`out`) by the extension elements of other engines. */
export function vendorMappings(element: XmlElement, direction: 'in' | 'out', index: ElementIndex): DataMapping[] {
  const zeebe = vendorElements(element, 'zeebe', 'ioMapping').flatMap(({ children }) =>
    children.filter(({ name }) => name === `${direction}put`),
  );
  return [
    ...vendorElements(element, 'camunda', direction).flatMap((each) => passed(element, each, index)),
    ...vendorElements(element, 'camunda', 'inputOutput').flatMap(({ children }) =>
      children.filter(({ name }) => name === `${direction}putParameter`).flatMap((each) => parameter(element, each, index)),
    ),
    ...zeebe.flatMap(({ attributes: { source = '', target = '' } }) => [
      {
        from: { text: source.trim().startsWith('=') ? source.trim().slice(1).trim() : JSON.stringify(source), language: null },
        to: target,
      },
    ]),
  ];
}

/** `in` and `out` of call activities. All variables are what is passed where nothing is said. */
function passed(element: XmlElement, { name, attributes }: XmlElement, index: ElementIndex): DataMapping[] {
  const { source, sourceExpression, target = '', variables, businessKey } = attributes;
  if (variables === 'all' || businessKey !== undefined) return [];
  const from =
    source === undefined ? feelOf(element, name, sourceExpression ?? '', JSON.stringify, index) : { text: source, language: null };
  return from === null ? [] : [{ from, isName: source !== undefined, to: target }];
}

function parameter(element: XmlElement, { name, attributes, text, children }: XmlElement, index: ElementIndex): DataMapping[] {
  const to = attributes.name ?? '';
  if (children.length > 0) {
    index.note(element, 'error', 'not-runnable', `its ${name} ${to} is ${children[0]?.name}, which is not read; expressions are FEEL`);
    return [];
  }
  const from = feelOf(element, `${name} ${to}`, text, JSON.stringify, index);
  return from === null ? [] : [{ from, to }];
}
