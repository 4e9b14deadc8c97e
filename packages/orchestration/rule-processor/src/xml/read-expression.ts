import { childNamed, childrenNamed, textOf, type XmlElement } from '@plinth/xml-document';
import type { BoxedExpression, ContextEntry, FormalParameter } from '../model/boxed-expression.ts';
import type { KeptSlot } from '../model/kept-element.ts';
import { malformed } from './dmn-document.ts';
import { expressionSlot, keep, slotsFor } from './keep.ts';
import { readTable } from './read-table.ts';

const kinds = new Set([
  'literalExpression',
  'decisionTable',
  'context',
  'list',
  'relation',
  'invocation',
  'functionDefinition',
  'conditional',
  'filter',
  'for',
  'some',
  'every',
]);

/** The boxed expression among an element's children, or null. */
export function readLogic(parent: XmlElement): BoxedExpression | null {
  const [element] = logicIn(parent);
  return element === undefined ? null : readExpression(element);
}

function requireLogic(parent: XmlElement | null, within: XmlElement): BoxedExpression {
  const logic = parent === null ? null : readLogic(parent);
  if (logic === null) throw malformed(`${within.name} lacks an expression`, within);
  return logic;
}

function readExpression(element: XmlElement): BoxedExpression {
  const type = typeOf(element);
  const read = readKind(element, type);
  return 'kept' in read ? read : { ...read, kept: keep(element, expressionSlots(element)) };
}

/** Slots for the expressions in an element, and in what only wraps one: `if`, `in`, `row` … */
export function expressionSlots(element: XmlElement): Map<XmlElement, KeptSlot> {
  const within = element.children.flatMap((child) => (wrappers.has(child.name) && child.namespace === element.namespace ? [child] : []));
  return new Map([element, ...within].flatMap((each) => slotsFor(logicIn(each), expressionSlot)));
}

const wrappers = new Set(['if', 'then', 'else', 'in', 'match', 'return', 'satisfies', 'row']);

/** The expressions directly in an element; more than one only where several belong. */
function logicIn({ name, namespace, children }: XmlElement): readonly XmlElement[] {
  const all = children.filter((child) => kinds.has(child.name) && child.namespace === namespace);
  return name === 'list' || name === 'row' ? all : all.slice(0, 1);
}

function readKind(element: XmlElement, type: string | null): BoxedExpression {
  switch (element.name) {
    case 'literalExpression':
      return { kind: 'literal', type, text: textOf(element, 'text') ?? '', language: element.attributes.expressionLanguage ?? null };
    case 'context': {
      const entries = childrenNamed(element, 'contextEntry');
      return {
        kind: 'context',
        type,
        entries: entries.map(readEntry),
        kept: keep(element, new Map(slotsFor(entries, { slot: 'contextEntry' }))),
      };
    }
    case 'list':
      return { kind: 'list', type, items: logicIn(element).map(readExpression) };
    case 'relation': {
      const columns = childrenNamed(element, 'column');
      return {
        kind: 'relation',
        type,
        columns: columns.map((column) => ({ name: nameOf(column), type: typeOf(column), kept: keep(column) })),
        rows: childrenNamed(element, 'row').map((row) => logicIn(row).map(readExpression)),
        kept: keep(element, new Map([...expressionSlots(element), ...slotsFor(columns, { slot: 'column' })])),
      };
    }
    case 'invocation': {
      const bindings = childrenNamed(element, 'binding');
      return {
        kind: 'invocation',
        type,
        callee: requireLogic(element, element),
        bindings: bindings.map((binding) => ({
          parameter: nameOf(childNamed(binding, 'parameter') ?? binding),
          value: readLogic(binding) ?? nothing,
          kept: keep(binding, expressionSlots(binding)),
        })),
        kept: keep(element, new Map([...expressionSlots(element), ...slotsFor(bindings, { slot: 'binding' })])),
      };
    }
    case 'functionDefinition':
      return readFunction(element);
    case 'conditional':
      return {
        kind: 'conditional',
        type,
        condition: requireLogic(childNamed(element, 'if'), element),
        consequent: requireLogic(childNamed(element, 'then'), element),
        alternative: requireLogic(childNamed(element, 'else'), element),
      };
    case 'filter':
      return {
        kind: 'filter',
        type,
        in: requireLogic(childNamed(element, 'in'), element),
        match: requireLogic(childNamed(element, 'match'), element),
      };
    case 'for':
    case 'some':
    case 'every':
      return {
        kind: 'iteration',
        type,
        gives: element.name === 'for' ? 'list' : element.name,
        variable: element.attributes.iteratorVariable ?? '',
        in: requireLogic(childNamed(element, 'in'), element),
        body: requireLogic(childNamed(element, element.name === 'for' ? 'return' : 'satisfies'), element),
      };
    default:
      return readTable(element);
  }
}

/** A literal without text, which is null. */
const nothing: BoxedExpression = { kind: 'literal', type: null, text: '', language: null };

export function readFunction(element: XmlElement): Extract<BoxedExpression, { kind: 'function' }> {
  return {
    kind: 'function',
    type: typeOf(element),
    parameters: readParameters(element),
    body: readLogic(element),
    language: element.attributes.kind ?? 'FEEL',
    kept: keep(element, expressionSlots(element)),
  };
}

export function readParameters(element: XmlElement): FormalParameter[] {
  return [...childrenNamed(element, 'formalParameter'), ...childrenNamed(element, 'parameters')].map((parameter) => ({
    name: nameOf(parameter),
    type: typeOf(parameter),
  }));
}

function readEntry(entry: XmlElement): ContextEntry {
  const variable = childNamed(entry, 'variable');
  return {
    name: variable === null ? null : nameOf(variable),
    type: variable === null ? null : typeOf(variable),
    value: readLogic(entry) ?? nothing,
    kept: keep(entry, expressionSlots(entry)),
  };
}

/** Unary tests in an element such as `allowedValues`. */
export function testsIn(parent: XmlElement, name: string): string | null {
  const element = childNamed(parent, name);
  const text = element === null ? null : textOf(element, 'text');
  return text === null || text.trim() === '' ? null : text;
}

/** The `typeRef` attribute (DMN 1.2 and later) or element (1.1). */
export function typeOf(element: XmlElement): string | null {
  const reference = element.attributes.typeRef ?? textOf(element, 'typeRef');
  return reference === null || reference.trim() === '' ? null : reference.trim();
}

export function nameOf(element: XmlElement): string {
  const name = element.attributes.name;
  if (name === undefined || name.trim() === '') throw malformed(`${element.name} lacks a name`, element);
  return name.trim().replace(/\s+/g, ' ');
}
