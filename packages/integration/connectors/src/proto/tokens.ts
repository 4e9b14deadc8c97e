import { connectorErrors } from '../errors.ts';

/** A word, number, text or sign of a .proto file. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'sign' | 'end';
  readonly text: string;
  readonly line: number;
}

export const protoFormat = 'a .proto file of proto2, proto3 or an edition';

const pattern =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|([A-Za-z_]\w*)|(\.?\d(?:[eE][+-]|[\w.])*)|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|([{}()[\]<>;:,.=+\-/])/gy;

/** The tokens of a .proto file, without comments. Throws `connectors.unreadable-document`. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const [whole, word, number, double, single, sign] = match;
    if (word !== undefined) tokens.push({ kind: 'word', text: word, line });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, line });
    else if (double !== undefined || single !== undefined) tokens.push({ kind: 'text', text: double ?? single ?? '', line });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, line });
    line += whole.split('\n').length - 1;
    end = match.index + whole.length;
  }
  if (end < text.length) throw wrong(`it has something that is none of its words at "${text.slice(end, end + 20)}"`, line);
  return [...tokens, { kind: 'end', text: 'the end of the file', line }];
}

export function wrong(reason: string, line: number) {
  return connectorErrors.unreadableDocument({ reason: `line ${line}: ${reason}`, format: protoFormat });
}
