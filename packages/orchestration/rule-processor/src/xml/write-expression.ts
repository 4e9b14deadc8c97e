import type { BoxedExpression, ContextEntry, FormalParameter, RelationColumn } from '../model/boxed-expression.ts';
import { childDrafts, type Draft, draftOf, localName, prefixOf, replaceParts, setAttribute, setChildText } from './draft.ts';
import { writeTable } from './write-table.ts';

type Boxed<Kind extends BoxedExpression['kind']> = Extract<BoxedExpression, { kind: Kind }>;

/** The name of the element that a boxed expression is. */
function elementName(boxed: BoxedExpression): string {
  switch (boxed.kind) {
    case 'literal':
      return 'literalExpression';
    case 'table':
      return 'decisionTable';
    case 'function':
      return 'functionDefinition';
    case 'iteration':
      return boxed.gives === 'list' ? 'for' : boxed.gives;
    default:
      return boxed.kind;
  }
}

/** A boxed expression as an element; one that has become of another kind begins anew. */
function writeExpression(boxed: BoxedExpression, prefix: string): Draft {
  const name = elementName(boxed);
  const kept = boxed.kept !== undefined && localName(boxed.kept) === name ? boxed.kept : undefined;
  const draft = draftOf(kept, name, prefix);
  setType(draft, boxed.type);
  switch (boxed.kind) {
    case 'literal':
      setAttribute(draft, 'expressionLanguage', boxed.language);
      if (boxed.text !== '' || childDrafts(draft, 'text').length > 0)
        setChildText(draft, 'text', boxed.text, ['description', 'extensionElements', 'text']);
      break;
    case 'context':
      replaceParts(
        draft,
        'contextEntry',
        boxed.entries.map((entry) => writeEntry(entry, prefix)),
        ['contextEntry'],
      );
      break;
    case 'list':
      replaceParts(
        draft,
        'expression',
        boxed.items.map((item) => writeExpression(item, prefix)),
        ['expression'],
      );
      break;
    case 'relation':
      writeRelation(draft, boxed, prefix);
      break;
    case 'invocation':
      setLogic(draft, boxed.callee);
      replaceParts(
        draft,
        'binding',
        boxed.bindings.map((binding) => {
          const own = draftOf(binding.kept, 'binding', prefix);
          setNamed(own, 'parameter', binding.parameter);
          setLogic(own, binding.value);
          return own;
        }),
        ['expression', 'binding'],
      );
      break;
    case 'function':
      writeFunction(draft, boxed);
      break;
    case 'conditional':
      for (const [part, value] of [
        ['if', boxed.condition],
        ['then', boxed.consequent],
        ['else', boxed.alternative],
      ] as const)
        setWrapped(draft, part, value, ['if', 'then', 'else']);
      break;
    case 'filter':
      for (const [part, value] of [
        ['in', boxed.in],
        ['match', boxed.match],
      ] as const)
        setWrapped(draft, part, value, ['in', 'match']);
      break;
    case 'iteration': {
      const body = boxed.gives === 'list' ? 'return' : 'satisfies';
      setAttribute(draft, 'iteratorVariable', boxed.variable);
      for (const [part, value] of [
        ['in', boxed.in],
        [body, boxed.body],
      ] as const)
        setWrapped(draft, part, value, ['in', body]);
      break;
    }
    case 'table':
      writeTable(draft, boxed);
  }
  return draft;
}

/** What is no expression at all: where it was not there, it is not written. */
function isNothing(boxed: BoxedExpression): boolean {
  return boxed.kind === 'literal' && boxed.kept === undefined && boxed.text === '' && boxed.type === null && boxed.language === null;
}

const logicOrder = ['description', 'extensionElements', 'variable', 'parameter', 'formalParameter', 'expression'];

/** The one expression in an element. */
export function setLogic(draft: Draft, logic: BoxedExpression | null, order: readonly string[] = logicOrder): void {
  replaceParts(draft, 'expression', logic === null || isNothing(logic) ? [] : [writeExpression(logic, prefixOf(draft))], order);
}

function setWrapped(draft: Draft, name: string, logic: BoxedExpression, order: readonly string[]): void {
  const wrapper = childDrafts(draft, name)[0] ?? draftOf(undefined, name, prefixOf(draft));
  replaceParts(wrapper, 'expression', [writeExpression(logic, prefixOf(draft))], ['expression']);
  replaceParts(draft, name, [wrapper], order);
}

function writeEntry(entry: ContextEntry, prefix: string): Draft {
  const draft = draftOf(entry.kept, 'contextEntry', prefix);
  if (entry.name === null) replaceParts(draft, 'variable', [], logicOrder);
  else setType(setNamed(draft, 'variable', entry.name), entry.type);
  setLogic(draft, entry.value);
  return draft;
}

function writeRelation(draft: Draft, { columns, rows }: Boxed<'relation'>, prefix: string): void {
  const order = ['column', 'row'];
  const writeColumn = (column: RelationColumn) => {
    const own = draftOf(column.kept, 'column', prefix);
    setName(own, column.name);
    setType(own, column.type);
    return own;
  };
  const existing = childDrafts(draft, 'row');
  const written = rows.map((cells, index) => {
    const row = existing[index] ?? draftOf(undefined, 'row', prefix);
    replaceParts(
      row,
      'expression',
      cells.map((cell) => writeExpression(cell, prefix)),
      ['expression'],
    );
    return row;
  });
  replaceParts(draft, 'column', columns.map(writeColumn), order);
  replaceParts(draft, 'row', written, order);
}

/** A function, as `functionDefinition` or `encapsulatedLogic`. */
export function writeFunction(draft: Draft, { parameters, body, language }: Boxed<'function'>): void {
  setAttribute(draft, 'kind', language === 'FEEL' && draft.attributes.kind === undefined ? null : language);
  setParameters(draft, 'formalParameter', parameters);
  setLogic(draft, body);
}

export function setParameters(draft: Draft, name: string, parameters: readonly FormalParameter[]): void {
  const existing = childDrafts(draft, name);
  const written = parameters.map((parameter, index) => {
    const own = existing[index] ?? draftOf(undefined, name, prefixOf(draft));
    setName(own, parameter.name);
    setType(own, parameter.type);
    return own;
  });
  replaceParts(draft, name, written, logicOrder);
}

/** The child of a name, made where it is not there, with a name of its own. */
export function setNamed(draft: Draft, child: string, name: string, order = logicOrder): Draft {
  const own = childDrafts(draft, child)[0] ?? draftOf(undefined, child, prefixOf(draft));
  setName(own, name);
  replaceParts(draft, child, [own, ...childDrafts(draft, child).slice(1)], order);
  return own;
}

/** Names are read without the white space around and with one space within. */
export function setName({ attributes }: Draft, name: string): void {
  if ((attributes.name ?? '').trim().replace(/\s+/g, ' ') !== name) attributes.name = name;
}

/** The reference to a type: an attribute, or a child where it was one or has to be one. */
export function setType(draft: Draft, type: string | null, as: 'attribute' | 'child' = 'attribute'): void {
  const [child] = childDrafts(draft, 'typeRef');
  const written =
    draft.attributes.typeRef ?? (child === undefined ? null : child.content.filter((node) => typeof node === 'string').join(''));
  const current = written === null || written.trim() === '' ? null : written.trim();
  if (current === type) return;
  if (draft.attributes.typeRef !== undefined || (child === undefined && as === 'attribute')) setAttribute(draft, 'typeRef', type);
  else setChildText(draft, 'typeRef', type, ['description', 'extensionElements', 'typeRef']);
}
