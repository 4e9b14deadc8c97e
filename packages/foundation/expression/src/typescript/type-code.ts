import type { TypedExpression } from '../analysis/typed-expression.ts';
import { expressionErrors } from '../errors.ts';
import type { Node } from '../syntax/ast.ts';
import type { FeelType } from '../types/feel-type.ts';
import { type Code, list, quoted, text } from './code.ts';
import { keyOf } from './typescript-type.ts';

/** Deeper than any type that can be written; declared types may refer to themselves. */
const deepest = 40;

/** A FEEL type as a value, for `instance of` and the parameters of functions. */
export function typeCode(type: FeelType, typed: TypedExpression, node: Node, depth = 0): Code {
  if (depth > deepest) {
    const part = typed.text.slice(node.from, node.to);
    throw expressionErrors.notInTypescript(
      { part, reason: 'The type refers to itself, which cannot be written out.' },
      { details: { from: node.from, to: node.to } },
    );
  }
  const inner = (of: FeelType) => typeCode(of, typed, node, depth + 1);
  const object = (more: Readonly<Record<string, Code>>): Code => ({
    kind: 'object',
    entries: Object.entries({ kind: text(quoted(type.kind)), ...more }).map(([key, value]) => ({ key, value })),
  });
  switch (type.kind) {
    case 'list':
      return object({ item: inner(type.item) });
    case 'range':
      return object({ of: inner(type.of) });
    case 'context': {
      const entries = Object.entries(type.entries).map(([name, entry]) => ({ key: keyOf(name), value: inner(entry) }));
      return object({ entries: { kind: 'object', entries }, open: text(String(type.open)) });
    }
    case 'function':
      return object({
        parameters: list(
          type.parameters.map((parameter) => ({
            kind: 'object',
            entries: [
              { key: 'name', value: text(quoted(parameter.name)) },
              { key: 'type', value: inner(parameter.type) },
            ],
          })),
        ),
        result: inner(type.result),
      });
    default:
      return object({});
  }
}
