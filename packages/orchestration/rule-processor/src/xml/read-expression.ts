import type {
  Aggregation,
  BoxedExpression,
  ContextEntry,
  DecisionTable,
  FormalParameter,
  HitPolicy,
  TableRule,
} from '../model/boxed-expression.ts';
import { childNamed, childrenNamed, malformed, textOf, type XmlElement } from './xml-element.ts';

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
  const element = parent.children.find((child) => kinds.has(child.name) && child.namespace === parent.namespace);
  return element === undefined ? null : readExpression(element);
}

function requireLogic(parent: XmlElement | null, within: XmlElement): BoxedExpression {
  const logic = parent === null ? null : readLogic(parent);
  if (logic === null) throw malformed(`${within.name} lacks an expression`, within.line);
  return logic;
}

export function readExpression(element: XmlElement): BoxedExpression {
  const type = typeOf(element);
  switch (element.name) {
    case 'literalExpression':
      return { kind: 'literal', type, text: textOf(element, 'text') ?? '', language: element.attributes.expressionLanguage ?? null };
    case 'context':
      return { kind: 'context', type, entries: childrenNamed(element, 'contextEntry').map(readEntry) };
    case 'list':
      return { kind: 'list', type, items: element.children.filter(({ name }) => kinds.has(name)).map(readExpression) };
    case 'relation':
      return {
        kind: 'relation',
        type,
        columns: childrenNamed(element, 'column').map((column) => ({ name: nameOf(column), type: typeOf(column) })),
        rows: childrenNamed(element, 'row').map((row) => row.children.filter(({ name }) => kinds.has(name)).map(readExpression)),
      };
    case 'invocation':
      return {
        kind: 'invocation',
        type,
        callee: requireLogic(element, element),
        bindings: childrenNamed(element, 'binding').map((binding) => ({
          parameter: nameOf(childNamed(binding, 'parameter') ?? binding),
          value: readLogic(binding) ?? nothing,
        })),
      };
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
  };
}

function readTable(element: XmlElement): DecisionTable {
  const inputs = childrenNamed(element, 'input');
  const outputs = childrenNamed(element, 'output');
  return {
    kind: 'table',
    type: typeOf(element),
    hitPolicy: (element.attributes.hitPolicy ?? 'UNIQUE') as HitPolicy,
    aggregation: (element.attributes.aggregation ?? null) as Aggregation | null,
    inputs: inputs.map((input) => {
      const expression = childNamed(input, 'inputExpression');
      return {
        label: input.attributes.label ?? null,
        expression: expression === null ? '' : (textOf(expression, 'text') ?? ''),
        type: expression === null ? null : typeOf(expression),
        allowed: testsIn(input, 'inputValues'),
      };
    }),
    outputs: outputs.map((output) => {
      const otherwise = childNamed(output, 'defaultOutputEntry');
      return {
        name: output.attributes.name ?? null,
        type: typeOf(output),
        allowed: testsIn(output, 'outputValues'),
        otherwise: otherwise === null ? null : textOf(otherwise, 'text'),
      };
    }),
    annotations: childrenNamed(element, 'annotation').map(({ attributes }) => attributes.name ?? ''),
    rules: childrenNamed(element, 'rule').map((rule) => readRule(rule, inputs.length, outputs.length)),
  };
}

function readRule(rule: XmlElement, inputs: number, outputs: number): TableRule {
  const texts = (name: string) => childrenNamed(rule, name).map((entry) => textOf(entry, 'text') ?? '');
  const read: TableRule = {
    id: rule.attributes.id ?? null,
    inputs: texts('inputEntry'),
    outputs: texts('outputEntry'),
    annotations: texts('annotationEntry'),
    description: textOf(rule, 'description'),
  };
  if (read.inputs.length !== inputs) throw malformed(`a rule has ${read.inputs.length} input entries for ${inputs} inputs`, rule.line);
  if (read.outputs.length !== outputs)
    throw malformed(`a rule has ${read.outputs.length} output entries for ${outputs} outputs`, rule.line);
  return read;
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
  if (name === undefined || name.trim() === '') throw malformed(`${element.name} lacks a name`, element.line);
  return name.trim().replace(/\s+/g, ' ');
}
