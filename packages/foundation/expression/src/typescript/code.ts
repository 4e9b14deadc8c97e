/** A TypeScript expression before it is laid out. */
export type Code =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'call'; readonly callee: string; readonly given: readonly Code[] }
  | { readonly kind: 'arrow'; readonly parameters: readonly string[]; readonly body: Code }
  | { readonly kind: 'chain'; readonly operator: ChainOperator; readonly parts: readonly Code[] }
  | { readonly kind: 'choice'; readonly condition: Code; readonly whenTrue: Code; readonly whenFalse: Code }
  | { readonly kind: 'list'; readonly items: readonly Code[] }
  | { readonly kind: 'object'; readonly entries: readonly { readonly key: string; readonly value: Code }[] };

export type Arrow = Extract<Code, { kind: 'arrow' }>;

export type ChainOperator = '&&' | '||' | '??' | '===' | '!==';

export function text(written: string): Code {
  return { kind: 'text', text: written };
}

export function call(callee: string, ...given: readonly Code[]): Code {
  return { kind: 'call', callee, given };
}

export function arrow(parameters: readonly string[], body: Code): Arrow {
  return { kind: 'arrow', parameters, body };
}

export function list(items: readonly Code[]): Code {
  return { kind: 'list', items };
}

/** Operands of one operator; an operand that is a chain of the same `&&` or `||` becomes part of it. */
export function chain(operator: ChainOperator, ...parts: readonly Code[]): Code {
  const joins = operator === '&&' || operator === '||';
  return {
    kind: 'chain',
    operator,
    parts: parts.flatMap((part) => (joins && part.kind === 'chain' && part.operator === operator ? part.parts : [part])),
  };
}

/** A text in single quotes, or in double ones where it has single ones only. */
export function quoted(value: string): string {
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  if (value.includes("'") && !value.includes('"')) return `"${escaped}"`;
  return `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
