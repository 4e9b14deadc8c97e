import type { Command, Session } from '../command.ts';
import { cliErrors } from '../errors.ts';

export const copybook: Command = {
  name: 'copybook',
  summary:
    'Reads and writes records of mainframes by their COBOL copybook, as JSON lines, without a platform: decode, encode. Tells what a copybook describes: describe.',
  positionals: ['ACTION', 'COPYBOOK', 'FILE?'],
  options: {
    record: { type: 'string', value: 'NAME', description: 'The record, where the copybook describes several.' },
    when: {
      type: 'string',
      value: 'NAME=FEEL',
      multiple: true,
      description:
        'decode, encode: when an item that redefines another is meant (DETAIL-A=KIND = "A"), or which of several records one of the file is (HEADER=TYPE = "H"). One record may be without, and is what is left.',
    },
    format: {
      type: 'string',
      value: 'FORMAT',
      description:
        'decode, encode: how records lie in the file: F, FB, V, VB, VS, VBS, stream (nothing between them) or text (lines). Where absent F, or stream where their length varies.',
    },
    'record-length': {
      type: 'string',
      value: 'BYTES',
      description: 'F, FB: length of each record; the longest that the copybook allows where absent.',
    },
    'code-page': {
      type: 'string',
      value: 'PAGE',
      description: 'Of texts and digits: an EBCDIC page such as 037, 273, 500, 1047, 1140, or ascii, latin1; 037 where absent.',
    },
    floats: { type: 'string', value: 'FORM', description: 'Of COMP-1 and COMP-2: hexadecimal or ieee; hexadecimal where absent.' },
    'little-endian': { type: 'boolean', description: 'COMP-5 and IEEE numbers have their least byte first.' },
    source: {
      type: 'string',
      value: 'FORM',
      description: 'Of the copybook: fixed (columns 8 to 72) or free; what it looks like where absent.',
    },
    replacing: {
      type: 'string',
      value: 'TEXT=TEXT',
      multiple: true,
      description: 'A text of the copybook that stands for another, such as :TAG:=ACCT.',
    },
    include: {
      type: 'string',
      value: 'FOLDER',
      multiple: true,
      description: 'Where COPY finds its texts, beside the copybook’s own folder.',
    },
    'decimal-comma': { type: 'boolean', description: 'DECIMAL-POINT IS COMMA: in pictures, comma and period change places.' },
    names: {
      type: 'string',
      value: 'FORM',
      description: 'What members are called: cobol (ACCOUNT-NO) or camel (accountNo); cobol where absent.',
    },
    strict: {
      type: 'boolean',
      description: 'decode: a field whose bytes are none of its picture ends the reading, or its record is rejected.',
    },
    exact: {
      type: 'boolean',
      description: 'decode: keep in $bytes also what values alone do not bring back, so that encode gives the same file.',
    },
    'on-error': {
      type: 'string',
      value: 'stop|skip',
      description: 'What a record that cannot be read or written does: stop ends there, skip tells it and goes on; stop where absent.',
    },
    rejects: {
      type: 'string',
      value: 'FILE',
      description: 'decode: go on after a record that cannot be read, and write it there; encode: the same with lines.',
    },
    out: { type: 'string', value: 'FILE', description: 'Where to write; the standard output where absent.' },
  },
  examples: [
    'plinth copybook describe account.cpy',
    'plinth copybook decode account.cpy ACCOUNTS.BIN --code-page 273 > accounts.jsonl',
    'plinth copybook decode account.cpy ACCOUNTS.VB --format VB --rejects rejected.jsonl --out accounts.jsonl',
    `plinth copybook decode feed.cpy FEED.VB --format VB --when 'HEADER=REC-TYPE = "H"' --when 'DETAIL=REC-TYPE = "D"'`,
    'plinth copybook encode account.cpy accounts.jsonl --format VB --out ACCOUNTS.VB',
  ],
  async run(session) {
    const [action = ''] = session.positionals;
    const actions: Readonly<Record<string, (session: Session) => Promise<void>>> = {
      describe: async (given) => (await import('../copybooks/describe-copybook.ts')).describeCopybook(given),
      decode: async (given) => (await import('../copybooks/decode-file.ts')).decodeFile(given),
      encode: async (given) => (await import('../copybooks/encode-file.ts')).encodeFile(given),
    };
    const chosen = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (chosen === undefined)
      throw cliErrors.usage({ problem: `"${action}" is none of ${Object.keys(actions).join(', ')}.`, command: 'copybook' });
    await chosen(session);
  },
};
