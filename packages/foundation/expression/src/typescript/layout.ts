import type { Arrow, ChainOperator, Code } from './code.ts';

/** Longest line, as the project's formatter has it. */
export const lineWidth = 140;

/**
 * Code as the project's formatter lays it out: on one line where it fits between what stands `before` and `after` it, else each
 * part on a line of its own, two blanks further in than `indent`.
 */
export function layOut(code: Code, indent: number, before: number, after = 0): string {
  if (isBroken(code)) return broken(code, indent);
  const line = flat(code);
  return before + line.length + after <= lineWidth ? line : broken(code, indent);
}

/** Whether the formatter breaks it however short it is: calls that compose functions, and lists of lists. */
function isBroken(code: Code): boolean {
  return (code.kind === 'call' && composes(code.given)) || (code.kind === 'list' && isTable(code.items)) || partsOf(code).some(isBroken);
}

function composes(given: readonly Code[]): boolean {
  if (given.length < 2) return false;
  const takesFunction = given.some((part) => part.kind === 'call' && part.given.some(({ kind }) => kind === 'arrow'));
  return takesFunction || given.filter(({ kind }) => kind === 'arrow').length > 1;
}

function isTable(items: readonly Code[]): boolean {
  const [first] = items;
  if (items.length < 2 || (first?.kind !== 'list' && first?.kind !== 'object')) return false;
  return items.every((item) => item.kind === first.kind && partsOf(item).length > 1);
}

function partsOf(code: Code): readonly Code[] {
  switch (code.kind) {
    case 'text':
      return [];
    case 'call':
      return code.given;
    case 'arrow':
      return [code.body];
    case 'chain':
      return code.parts;
    case 'choice':
      return [code.condition, code.whenTrue, code.whenFalse];
    case 'list':
      return code.items;
    case 'object':
      return code.entries.map(({ value }) => value);
  }
}

function flat(code: Code): string {
  switch (code.kind) {
    case 'text':
      return code.text;
    case 'call':
      return `${code.callee}(${code.given.map(flat).join(', ')})`;
    case 'arrow':
      return `${head(code)} ${bodyNeedsBrackets(code.body) ? `(${flat(code.body)})` : flat(code.body)}`;
    case 'chain':
      return code.parts.map((part) => (needsBrackets(part, code.operator) ? `(${flat(part)})` : flat(part))).join(` ${code.operator} `);
    case 'choice': {
      const condition = code.condition.kind === 'choice' ? `(${flat(code.condition)})` : flat(code.condition);
      const whenTrue = code.whenTrue.kind === 'choice' ? `(${flat(code.whenTrue)})` : flatBranch(code.whenTrue);
      return `${condition} ? ${whenTrue} : ${flatBranch(code.whenFalse)}`;
    }
    case 'list':
      return `[${code.items.map(flat).join(', ')}]`;
    case 'object':
      return code.entries.length === 0 ? '{}' : `{ ${code.entries.map(({ key, value }) => entry(key, flat(value))).join(', ')} }`;
  }
}

function broken(code: Code, indent: number): string {
  const inner = indent + 2;
  const [margin, end] = [' '.repeat(inner), ' '.repeat(indent)];
  const lines = (parts: readonly Code[]) => parts.map((part) => `${margin}${layOut(part, inner, inner, 1)},\n`).join('');
  switch (code.kind) {
    case 'text':
      return code.text;
    case 'call':
      return hugged(code, indent) ?? `${code.callee}(\n${lines(code.given)}${end})`;
    case 'arrow':
      if (code.body.kind === 'object') return `${head(code)} (${layOut(code.body, indent, lineWidth)})`;
      if (code.body.kind === 'list') return `${head(code)} ${layOut(code.body, indent, lineWidth)}`;
      return `${head(code)}\n${margin}${layOut(code.body, inner, inner, 1)}`;
    case 'chain': {
      const [first, last] = code.parts;
      // What is compared with a word keeps it behind its last line.
      if (first?.kind === 'call' && last?.kind === 'text' && !needsBrackets(code, '&&')) {
        const call = layOut(first, indent, indent);
        if (call.includes('\n')) return `${call} ${code.operator} ${last.text}`;
      }
      return code.parts
        .map((part) => (needsBrackets(part, code.operator) ? bracketed(part, indent) : layOut(part, indent, indent, 3)))
        .join(` ${code.operator}\n${end}`);
    }
    case 'choice': {
      const condition = code.condition.kind === 'choice' ? bracketed(code.condition, indent) : layOut(code.condition, indent, indent);
      return `${condition}\n${margin}? ${branch(code.whenTrue, inner)}\n${margin}: ${branch(code.whenFalse, inner)}`;
    }
    case 'list':
      return code.items.length === 0 ? '[]' : `[\n${lines(code.items)}${end}]`;
    case 'object':
      return `{\n${code.entries
        .map(({ key, value }) => `${margin}${entry(key, layOut(value, inner, inner + key.length + 2, 1))},\n`)
        .join('')}${end}}`;
  }
}

/** A call stays around its only list or object, and around the function that is its last argument; null for any other. */
function hugged(code: Extract<Code, { kind: 'call' }>, indent: number): string | null {
  const last = code.given.at(-1);
  const others = code.given.slice(0, -1);
  if (last === undefined || others.some(isBroken) || composes(code.given)) return null;
  const begun = `${code.callee}(${others.map((part) => `${flat(part)}, `).join('')}`;
  if (last.kind === 'list' || last.kind === 'object') {
    const stays = partsOf(last).length > 0 && others.at(-1)?.kind !== last.kind && indent + begun.length < lineWidth;
    return stays ? `${begun}${broken(last, indent)})` : null;
  }
  if (last.kind !== 'arrow') return null;
  if (indent + begun.length + head(last).length > lineWidth) return null;
  const end = last.body.kind === 'object' || last.body.kind === 'list' ? ')' : `,\n${' '.repeat(indent)})`;
  return `${begun}${broken(last, indent)}${end}`;
}

function bracketed(part: Code, indent: number): string {
  if (!isBroken(part) && indent + flat(part).length + 2 <= lineWidth) return `(${flat(part)})`;
  return `(\n${' '.repeat(indent + 2)}${layOut(part, indent + 2, indent + 2)}\n${' '.repeat(indent)})`;
}

function flatBranch(code: Code): string {
  return isFallback(code) ? `(${flat(code)})` : flat(code);
}

function branch(code: Code, indent: number): string {
  if (isFallback(code)) return bracketed(code, indent);
  // A choice within one that is broken is broken too.
  return code.kind === 'choice' ? broken(code, indent) : layOut(code, indent + 2, indent + 2);
}

function isFallback(code: Code): boolean {
  return code.kind === 'chain' && code.operator === '??';
}

function head({ parameters }: Arrow): string {
  return `(${parameters.join(', ')}) =>`;
}

function bodyNeedsBrackets(body: Code): boolean {
  return body.kind === 'object' || body.kind === 'choice';
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
