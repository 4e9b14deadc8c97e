import type { DecisionTable, TableInput, TableOutput, TableRule } from '../model/boxed-expression.ts';
import { childDrafts, type Draft, draftOf, prefixOf, replaceParts, setAttribute, setChildText, textIn } from './draft.ts';
import { setType } from './write-expression.ts';

const tableOrder = ['description', 'extensionElements', 'input', 'output', 'annotation', 'rule'];
const textOrder = ['description', 'extensionElements', 'text'];

/** Fills a `decisionTable`. */
export function writeTable(draft: Draft, table: DecisionTable): void {
  const prefix = prefixOf(draft);
  if ((draft.attributes.hitPolicy ?? 'UNIQUE') !== table.hitPolicy) setAttribute(draft, 'hitPolicy', table.hitPolicy);
  setAttribute(draft, 'aggregation', table.aggregation);
  replaceParts(
    draft,
    'input',
    table.inputs.map((input) => writeInput(input, prefix)),
    tableOrder,
  );
  replaceParts(
    draft,
    'output',
    table.outputs.map((output) => writeOutput(output, prefix)),
    tableOrder,
  );
  const existing = childDrafts(draft, 'annotation');
  const annotations = table.annotations.map((name, index) => {
    const own = existing[index] ?? draftOf(undefined, 'annotation', prefix);
    if ((own.attributes.name ?? '') !== name) setAttribute(own, 'name', name);
    return own;
  });
  replaceParts(draft, 'annotation', annotations, tableOrder);
  replaceParts(
    draft,
    'rule',
    table.rules.map((rule) => writeRule(rule, prefix)),
    tableOrder,
  );
}

function writeInput(input: TableInput, prefix: string): Draft {
  const draft = draftOf(input.kept, 'input', prefix);
  const order = ['description', 'extensionElements', 'inputExpression', 'inputValues'];
  setAttribute(draft, 'label', input.label);
  const [existing] = childDrafts(draft, 'inputExpression');
  if (existing !== undefined || input.expression !== '' || input.type !== null) {
    const expression = existing ?? draftOf(undefined, 'inputExpression', prefix);
    if (input.expression !== '' || childDrafts(expression, 'text').length > 0)
      setChildText(expression, 'text', input.expression, textOrder);
    setType(expression, input.type);
    replaceParts(draft, 'inputExpression', [expression], order);
  }
  setTests(draft, 'inputValues', input.allowed, order);
  return draft;
}

function writeOutput(output: TableOutput, prefix: string): Draft {
  const draft = draftOf(output.kept, 'output', prefix);
  const order = ['description', 'extensionElements', 'outputValues', 'defaultOutputEntry'];
  setAttribute(draft, 'name', output.name);
  setType(draft, output.type);
  setTests(draft, 'outputValues', output.allowed, order);
  const [existing] = childDrafts(draft, 'defaultOutputEntry');
  const current = existing === undefined ? null : (childDrafts(existing, 'text')[0] ?? null);
  if (output.otherwise === null) {
    if (current !== null) replaceParts(draft, 'defaultOutputEntry', [], order);
  } else {
    const entry = existing ?? draftOf(undefined, 'defaultOutputEntry', prefix);
    setChildText(entry, 'text', output.otherwise, textOrder);
    replaceParts(draft, 'defaultOutputEntry', [entry], order);
  }
  return draft;
}

function writeRule(rule: TableRule, prefix: string): Draft {
  const draft = draftOf(rule.kept, 'rule', prefix);
  const order = ['description', 'extensionElements', 'inputEntry', 'outputEntry', 'annotationEntry'];
  setAttribute(draft, 'id', rule.id);
  setChildText(draft, 'description', rule.description, order);
  for (const [name, texts] of [
    ['inputEntry', rule.inputs],
    ['outputEntry', rule.outputs],
    ['annotationEntry', rule.annotations],
  ] as const) {
    const existing = childDrafts(draft, name);
    const entries = texts.map((text, index) => {
      const entry = existing[index] ?? draftOf(undefined, name, prefix);
      // An entry without text is read as an empty one.
      if (text !== '' || childDrafts(entry, 'text').length > 0) setChildText(entry, 'text', text, textOrder);
      return entry;
    });
    replaceParts(draft, name, entries, order);
  }
  return draft;
}

/** Unary tests in a child such as `allowedValues`; blank ones are read as none, and left as they are. */
export function setTests(draft: Draft, name: string, tests: string | null, order: readonly string[]): void {
  const [existing] = childDrafts(draft, name);
  const [text] = existing === undefined ? [] : childDrafts(existing, 'text');
  const current = text === undefined || textIn(text).trim() === '' ? null : textIn(text);
  if (current === tests) return;
  if (tests === null) {
    replaceParts(draft, name, [], order);
    return;
  }
  const own = existing ?? draftOf(undefined, name, prefixOf(draft));
  setChildText(own, 'text', tests, textOrder);
  replaceParts(draft, name, [own], order);
}
