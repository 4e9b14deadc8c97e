import { connectorErrors } from '../errors.ts';

/** A word, number, text or sign of a .proto file. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'sign' | 'end';
  readonly text: string;
  readonly line: number;
  /** The comment that stands directly before it, without its marks. */
  readonly comment?: string;
}

const protoFormat = 'a .proto file of proto2, proto3 or an edition';

const pattern =
  /\s+|(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|([A-Za-z_]\w*)|(\.?\d(?:[eE][+-]|[\w.])*)|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|([{}()[\]<>;:,.=+\-/])/gy;

/** The tokens of a .proto file. Throws `connectors.unreadable-document`. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let end = 0;
  let comment: string[] = [];
  const add = (kind: Token['kind'], own: string) => {
    tokens.push({ kind, text: own, line, ...(comment.length === 0 ? {} : { comment: comment.join('\n').slice(0, longestComment) }) });
    comment = [];
  };
  for (const match of text.matchAll(pattern)) {
    const [whole, remark, word, number, double, single, sign] = match;
    // What stands behind something on its line is about that.
    if (remark !== undefined) comment = tokens.at(-1)?.line === line ? [] : [...comment, ...remarkLines(remark)];
    else if (word !== undefined) add('word', word);
    else if (number !== undefined) add('number', number);
    else if (double !== undefined || single !== undefined) add('text', double ?? single ?? '');
    else if (sign !== undefined) add('sign', sign);
    // A line that is empty parts a comment from what follows.
    else if (whole.split('\n').length > 2) comment = [];
    line += whole.split('\n').length - 1;
    end = match.index + whole.length;
  }
  if (end < text.length) throw wrong(`it has something that is none of its words at "${text.slice(end, end + 20)}"`, line);
  return [...tokens, { kind: 'end', text: 'the end of the file', line }];
}

const longestComment = 2000;

function remarkLines(remark: string): readonly string[] {
  const inner = remark.startsWith('//') ? remark.slice(2) : remark.slice(2, -2);
  return inner.split('\n').flatMap((line) => {
    const words = line.replace(/^[\s*/]+/, '').trimEnd();
    return words === '' ? [] : [words];
  });
}

export function wrong(reason: string, line: number) {
  return connectorErrors.unreadableDocument({ reason: `line ${line}: ${reason}`, format: protoFormat });
}
