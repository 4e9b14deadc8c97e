import type { Arrow, ChainOperator, Code } from './code.ts';

/** Longest line, as the project's formatter has it. */
export const lineWidth = 140;

/** Code on one line where it fits behind what stands before it, else each part on a line of its own, two blanks further in. */
export function layOut(code: Code, indent: number, before: number, after = 0): string {
  const line = flat(code);
  return before + line.length + after <= lineWidth ? line : broken(code, indent);
}

function flat(code: Code): string {
  switch (code.kind) {
    case 'text':
      return code.text;
    case 'call':
      return `${code.callee}(${code.given.map(flat).join(', ')})`;
    case 'arrow':
      return `${head(code)} ${code.body.kind === 'object' ? `(${flat(code.body)})` : flat(code.body)}`;
    case 'chain':
      return code.parts.map((part) => (needsBrackets(part, code.operator) ? `(${flat(part)})` : flat(part))).join(` ${code.operator} `);
    case 'choice':
      return `${code.condition.kind === 'choice' ? `(${flat(code.condition)})` : flat(code.condition)} ? ${flat(code.whenTrue)} : ${flat(code.whenFalse)}`;
    case 'list':
      return `[${code.items.map(flat).join(', ')}]`;
    case 'object':
      return code.entries.length === 0 ? '{}' : `{ ${code.entries.map(({ key, value }) => entry(key, flat(value))).join(', ')} }`;
  }
}

function broken(code: Code, indent: number): string {
  const inner = indent + 2;
  const margin = ' '.repeat(inner);
  const lines = (parts: readonly Code[]) => parts.map((part) => `${margin}${layOut(part, inner, inner, 1)},\n`).join('');
  const end = ' '.repeat(indent);
  switch (code.kind) {
    case 'text':
      return code.text;
    case 'call':
      return code.given.length === 0 ? flat(code) : `${code.callee}(\n${lines(code.given)}${end})`;
    case 'arrow':
      return `${head(code)}\n${margin}${code.body.kind === 'object' ? `(${layOut(code.body, inner, inner, 2)})` : layOut(code.body, inner, inner)}`;
    case 'chain':
      return code.parts
        .map((part) =>
          needsBrackets(part, code.operator) ? `(\n${margin}${layOut(part, inner, inner)}\n${end})` : layOut(part, indent, indent, 3),
        )
        .join(` ${code.operator}\n${end}`);
    case 'choice':
      return `${code.condition.kind === 'choice' ? `(${flat(code.condition)})` : layOut(code.condition, indent, indent)}\n${margin}? ${layOut(code.whenTrue, inner, inner + 2)}\n${margin}: ${layOut(code.whenFalse, inner, inner + 2)}`;
    case 'list':
      return code.items.length === 0 ? '[]' : `[\n${lines(code.items)}${end}]`;
    case 'object':
      return `{\n${code.entries.map(({ key, value }) => `${margin}${entry(key, layOut(value, inner, inner + key.length + 2, 1))},\n`).join('')}${end}}`;
  }
}

function head({ parameters }: Arrow): string {
  return `(${parameters.join(', ')}) =>`;
}

function entry(key: string, value: string): string {
  return key === value ? key : `${key}: ${value}`;
}

/** Within `&&` and `||` only a comparison needs none. */
function needsBrackets(part: Code, within: ChainOperator): boolean {
  if (part.kind !== 'chain') return part.kind === 'choice' || part.kind === 'arrow';
  const isComparison = part.operator === '===' || part.operator === '!==';
  return !isComparison || (within !== '&&' && within !== '||');
}
