import { childNamed, childrenNamed, textOf, type XmlElement } from '@plinth/xml-document';
import type { Aggregation, DecisionTable, HitPolicy, TableRule } from '../model/boxed-expression.ts';
import { malformed } from './dmn-document.ts';
import { keep, slotsFor } from './keep.ts';
import { testsIn, typeOf } from './read-expression.ts';

const hitPolicies: readonly HitPolicy[] = ['UNIQUE', 'ANY', 'PRIORITY', 'FIRST', 'RULE ORDER', 'OUTPUT ORDER', 'COLLECT'];
const aggregations: readonly Aggregation[] = ['SUM', 'COUNT', 'MIN', 'MAX'];

function oneOf<Value extends string>(known: readonly Value[], element: XmlElement, name: string): Value | null {
  const written = element.attributes[name];
  if (written === undefined) return null;
  const found = known.find((each) => each === written);
  if (found === undefined) throw malformed(`${name} is ${written} where one of ${known.join(', ')} belongs`, element);
  return found;
}

/** A decision table (DMN 1.5 §8). */
export function readTable(element: XmlElement): DecisionTable {
  const inputs = childrenNamed(element, 'input');
  const outputs = childrenNamed(element, 'output');
  const rules = childrenNamed(element, 'rule');
  const slots = [...slotsFor(inputs, { slot: 'input' }), ...slotsFor(outputs, { slot: 'output' }), ...slotsFor(rules, { slot: 'rule' })];
  return {
    kind: 'table',
    type: typeOf(element),
    hitPolicy: oneOf(hitPolicies, element, 'hitPolicy') ?? 'UNIQUE',
    aggregation: oneOf(aggregations, element, 'aggregation'),
    inputs: inputs.map((input) => {
      const expression = childNamed(input, 'inputExpression');
      return {
        label: input.attributes.label ?? null,
        expression: expression === null ? '' : (textOf(expression, 'text') ?? ''),
        type: expression === null ? null : typeOf(expression),
        allowed: testsIn(input, 'inputValues'),
        kept: keep(input),
      };
    }),
    outputs: outputs.map((output) => {
      const otherwise = childNamed(output, 'defaultOutputEntry');
      return {
        name: output.attributes.name ?? null,
        type: typeOf(output),
        allowed: testsIn(output, 'outputValues'),
        otherwise: otherwise === null ? null : textOf(otherwise, 'text'),
        kept: keep(output),
      };
    }),
    annotations: childrenNamed(element, 'annotation').map(({ attributes }) => attributes.name ?? ''),
    rules: rules.map((rule) => readRule(rule, inputs.length, outputs.length)),
    kept: keep(element, new Map(slots)),
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
    kept: keep(rule),
  };
  if (read.inputs.length !== inputs) throw malformed(`a rule has ${read.inputs.length} input entries for ${inputs} inputs`, rule);
  if (read.outputs.length !== outputs) throw malformed(`a rule has ${read.outputs.length} output entries for ${outputs} outputs`, rule);
  return read;
}
