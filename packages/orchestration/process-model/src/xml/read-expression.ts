import { childNamed, childrenNamed, type XmlElement } from '@plinth/xml-document';
import type { ModelExpression } from '../model/process-model.ts';
import type { DataMapping } from '../model/process-node.ts';
import { plinthNamespace } from './bpmn-document.ts';
import type { ElementIndex } from './element-index.ts';
import { vendorMappings } from './vendor-extensions.ts';

/** The expression in a child element, or null. */
export function expressionIn(element: XmlElement, name: string, index: ElementIndex): ModelExpression | null {
  const child = childNamed(element, name);
  return child === null ? null : expressionOf(child, index);
}

/** The text of an element as an expression; null where it is empty. */
export function expressionOf(element: XmlElement, index: ElementIndex): ModelExpression | null {
  const text = feelText(element.text);
  return text === '' ? null : { text, language: element.attributes.language ?? element.attributes.scriptFormat ?? index.language };
}

/** FEEL without the `=` before it, as some tools write it. */
export function feelText(text: string): string {
  return text.trim().replace(/^=\s*/, '');
}

/** An attribute of Plinth's own vocabulary. */
export function plinthAttribute(element: XmlElement, name: string, { plinthPrefix }: ElementIndex): string | null {
  return plinthPrefix === null ? null : (element.attributes[`${plinthPrefix}:${name}`] ?? null);
}

/** All attributes of Plinth's own vocabulary, by their names without the prefix. */
export function plinthAttributes(element: XmlElement, { plinthPrefix }: ElementIndex): [name: string, value: string][] {
  if (plinthPrefix === null) return [];
  const start = `${plinthPrefix}:`;
  return Object.entries(element.attributes).flatMap(([name, value]) => (name.startsWith(start) ? [[name.slice(start.length), value]] : []));
}

/** What goes into an activity or an event that throws: BPMN's associations, then `plinth:input`, then what other engines write. */
export function readInputs(element: XmlElement, index: ElementIndex, except: string | null = null): DataMapping[] {
  return [
    ...associations(element, 'dataInputAssociation', 'targetRef', except).flatMap((each) => association(each, index)),
    ...plinthMappings(element, 'input'),
    ...vendorMappings(element, 'in', index),
  ];
}

/** What comes out of an activity or an event that catches: BPMN's associations, then `plinth:output`. */
export function readOutputs(element: XmlElement, index: ElementIndex, except: string | null = null): DataMapping[] {
  return [
    ...associations(element, 'dataOutputAssociation', 'sourceRef', except).flatMap((each) => association(each, index)),
    ...plinthMappings(element, 'output'),
    ...vendorMappings(element, 'out', index),
  ];
}

/** The data associations of an element besides those with one of its inputs or outputs. */
function associations(element: XmlElement, name: string, end: string, except: string | null): readonly XmlElement[] {
  const all = childrenNamed(element, name);
  return except === null ? all : all.filter((each) => childNamed(each, end)?.text.trim() !== except);
}

/** BPMN 2.0.2 §10.4.2: assignments, else a transformation, else a plain copy. */
function association(element: XmlElement, index: ElementIndex): DataMapping[] {
  const assignments = childrenNamed(element, 'assignment').flatMap((assignment) => {
    const from = expressionIn(assignment, 'from', index);
    const to = childNamed(assignment, 'to');
    return from === null || to === null ? [] : [{ from, ...assigned(to.text.trim(), index) }];
  });
  if (assignments.length > 0) return assignments;
  const target = childNamed(element, 'targetRef');
  if (target === null) return [];
  const to = variableName(target.text.trim(), index);
  const transformation = expressionIn(element, 'transformation', index);
  if (transformation !== null) return [{ from: transformation, to }];
  const source = childNamed(element, 'sourceRef');
  return source === null ? [] : [{ from: { text: variableName(source.text.trim(), index), language: null }, isName: true, to }];
}

/** What an assignment goes to: something with data, or by a path a part of it. */
function assigned(to: string, index: ElementIndex): Pick<DataMapping, 'to' | 'path' | 'whole'> {
  const [first = '', ...path] = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/.test(to) && index.find(to) === null ? to.split('.') : [to];
  return path.length === 0 ? { to: variableName(to, index) } : { to: variableName(first, index), path, whole: to };
}

/** What a data object, property, input or output is called as a variable: its name, else its id. */
export function variableName(reference: string, index: ElementIndex): string {
  const found = index.find(reference);
  if (found === null) return reference;
  const { dataObjectRef, dataStoreRef } = found.attributes;
  const meant = index.find(dataObjectRef ?? dataStoreRef ?? '') ?? found;
  return meant.attributes.name ?? found.attributes.name ?? reference;
}

function plinthMappings(element: XmlElement, name: string): DataMapping[] {
  const extensions = childNamed(element, 'extensionElements')?.children ?? [];
  return extensions.flatMap((extension) => {
    const { from, to } = extension.attributes;
    return extension.namespace === plinthNamespace && extension.name === name && from !== undefined && to !== undefined
      ? [{ from: { text: feelText(from), language: null }, to }]
      : [];
  });
}
