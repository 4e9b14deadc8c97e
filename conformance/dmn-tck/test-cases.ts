import { type FeelContext, type FeelValue, fromJson, parseType, types } from '@plinth/expression';
import { parseXml } from '@plinth/rule-processor';
import { childrenNamed, type XmlElement } from '@plinth/xml-document';

/** What a case of the kit expects of one result. */
export interface ExpectedResult {
  readonly name: string;
  /** Null together with an error. */
  readonly isError: boolean;
  readonly value: ExpectedValue;
}

/** A value with numbers as they are printed, for their digits say how exactly they compare. */
export type ExpectedValue =
  | { readonly kind: 'value'; readonly value: FeelValue; readonly printed: string }
  | { readonly kind: 'list'; readonly items: readonly ExpectedValue[] }
  | { readonly kind: 'context'; readonly entries: readonly (readonly [string, ExpectedValue])[] };

/** A case of the kit. */
export interface TestCase {
  readonly id: string;
  readonly type: string;
  readonly invocable: string | null;
  readonly inputs: FeelContext;
  readonly byNamespace: Readonly<Record<string, FeelContext>>;
  readonly results: readonly ExpectedResult[];
}

/** The cases of a file (schema `testCases.xsd` of the kit) and the model they are for. */
export function readTestCases(text: string): { readonly modelName: string; readonly cases: readonly TestCase[] } {
  const root = parseXml(text);
  return { modelName: childrenNamed(root, 'modelName')[0]?.text.trim() ?? '', cases: childrenNamed(root, 'testCase').map(readCase) };
}

function readCase(element: XmlElement): TestCase {
  const inputs: Record<string, FeelValue> = {};
  const byNamespace: Record<string, Record<string, FeelValue>> = {};
  for (const node of childrenNamed(element, 'inputNode')) {
    const { name = '', namespace } = node.attributes;
    const value = plain(readValue(node));
    if (namespace === undefined) inputs[name] = value;
    else byNamespace[namespace] = { ...byNamespace[namespace], [name]: value };
  }
  return {
    id: element.attributes.id ?? '',
    type: element.attributes.type ?? 'decision',
    invocable: element.attributes.invocableName ?? null,
    inputs,
    byNamespace,
    results: childrenNamed(element, 'resultNode').map((node) => {
      const [expected] = childrenNamed(node, 'expected');
      return {
        name: node.attributes.name ?? '',
        isError: node.attributes.errorResult === 'true',
        value: expected === undefined ? nothing : readValue(expected),
      };
    }),
  };
}

const nothing: ExpectedValue = { kind: 'value', value: null, printed: '' };

function readValue(element: XmlElement): ExpectedValue {
  const [list] = childrenNamed(element, 'list');
  if (list !== undefined) return isNil(list) ? nothing : { kind: 'list', items: childrenNamed(list, 'item').map(readValue) };
  const components = childrenNamed(element, 'component');
  if (components.length > 0) {
    return {
      kind: 'context',
      entries: components.map((component) => [component.attributes.name ?? '', isNil(component) ? nothing : readValue(component)]),
    };
  }
  const [value] = childrenNamed(element, 'value');
  return value === undefined || isNil(value) ? nothing : { kind: 'value', value: scalar(value), printed: value.text.trim() };
}

function isNil({ attributes }: XmlElement): boolean {
  return attributes['xsi:nil'] === 'true';
}

const xsdTypes: Readonly<Record<string, string>> = {
  string: 'string',
  boolean: 'boolean',
  decimal: 'number',
  double: 'number',
  integer: 'number',
  date: 'date',
  time: 'time',
  dateTime: 'date and time',
};

function scalar({ attributes, text }: XmlElement): FeelValue {
  const [, type = ''] = (attributes['xsi:type'] ?? 'xsd:string').split(':');
  if (type === 'string') return text;
  const trimmed = text.trim();
  if (type === 'boolean') return trimmed === 'true';
  if (type === 'duration') return fromJson(types.daysDuration, trimmed);
  const feel = xsdTypes[type];
  if (feel === undefined) throw new Error(`The kit has a value of type ${type}, which is not known here.`);
  return fromJson(parseType(feel), trimmed);
}

/** The value that an input has. */
function plain(value: ExpectedValue): FeelValue {
  switch (value.kind) {
    case 'value':
      return value.value;
    case 'list':
      return value.items.map(plain);
    case 'context':
      return Object.fromEntries(value.entries.map(([name, entry]) => [name, plain(entry)]));
  }
}
