import { readdirSync, readFileSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  type Codec,
  type CodecOptions,
  type CopyFinder,
  type Framing,
  layoutOf,
  layoutsOf,
  type ParseOptions,
  RecordChoice,
  RecordCodec,
  recordFormat,
} from '@plinth/copybook';
import { type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { readText } from '../processes/read-process.ts';

const copybookEndings = ['', '.cpy', '.copy', '.cbl', '.cob', '.txt'];

/** The copybook's text and how to read it. */
export async function givenCopybook(session: Session): Promise<{ readonly source: string; readonly options: ParseOptions }> {
  const [, path = ''] = session.positionals;
  const form = chosen(session, 'source', ['fixed', 'free']);
  return {
    source: await readText(session, path),
    options: {
      ...(form === null ? {} : { form }),
      names: chosen(session, 'names', ['cobol', 'camel']) ?? 'cobol',
      decimalComma: session.options['decimal-comma'] === true,
      replacing: namedTexts(session, 'replacing', 'TEXT=TEXT, such as :TAG:=ACCT'),
      copy: await copiesOf(session, path),
    },
  };
}

/** What reads and writes the records of the file. Throws `copybook.invalid` and its neighbours. */
export async function givenCodec(session: Session): Promise<Codec> {
  const { source, options } = await givenCopybook(session);
  const record = textOption(session, 'record');
  const codec = codecOptions(session);
  if (record === null && Object.keys(codec.when ?? {}).length > 0) {
    const layouts = layoutsOf(source, options);
    if (layouts.length > 1) return new RecordChoice(layouts, codec);
  }
  return new RecordCodec(layoutOf(source, { ...options, record: record ?? undefined }), codec);
}

/** Whether a record that cannot be read or written ends everything. */
export function stopsOnError(session: Session): boolean {
  return (chosen(session, 'on-error', ['stop', 'skip']) ?? (textOption(session, 'rejects') === null ? 'stop' : 'skip')) === 'stop';
}

function codecOptions(session: Session): CodecOptions {
  return {
    when: namedTexts(session, 'when', 'NAME=FEEL, such as DETAIL=KIND = "D"'),
    codePage: textOption(session, 'code-page') ?? '037',
    floats: chosen(session, 'floats', ['hexadecimal', 'ieee']) ?? 'hexadecimal',
    littleEndian: session.options['little-endian'] === true,
  };
}

/** How records lie in the file. Records whose length varies and of which nothing is said have nothing between them. */
export function framingOf(session: Session, { minimum, maximum }: Codec['layout']): Framing {
  const name = textOption(session, 'format');
  const given = textOption(session, 'record-length');
  const format = name === null ? (minimum === maximum || given !== null ? 'F' : 'stream') : recordFormat(name);
  if (given === null) return { format, length: maximum };
  if (format !== 'F' && format !== 'FB') throw wrong(`--record-length is for F and FB, not for ${format}.`);
  const length = /^\d{1,8}$/.test(given) ? Number(given) : 0;
  if (length < minimum) throw wrong(`--record-length takes a number of bytes from ${minimum} on, not "${given}".`);
  return { format, length };
}

/** An option that is given several times, a name and a text each. */
function namedTexts(session: Session, option: string, form: string): Readonly<Record<string, string>> {
  const given = session.options[option];
  const texts = Array.isArray(given) ? given.map(String) : [];
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw wrong(`--${option} takes ${form}, not "${text}".`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

/**
 * Finds what COPY brings in the folders that are named, first in the copybook's own: a file of that name, in any case, with one of
 * the usual endings or none. A library is a folder in one of them.
 */
async function copiesOf(session: Session, path: string): Promise<CopyFinder> {
  const given = session.options.include;
  const named = (Array.isArray(given) ? given.map(String) : []).map((folder) => resolve(session.workingFolder, folder));
  for (const folder of named)
    if (!(await stat(folder).catch(() => null))?.isDirectory()) throw wrong(`--include takes a folder, and ${folder} is none.`);
  const folders = [...(path === '-' ? [] : [dirname(resolve(session.workingFolder, path))]), ...named];
  return (name, library) => {
    for (const folder of folders) {
      const file = fileIn(library === null ? folder : (entryOf(folder, library, ['']) ?? ''), name);
      if (file !== null) return readFileSync(file, 'utf8');
    }
    return null;
  };
}

function fileIn(folder: string, name: string): string | null {
  const file = folder === '' ? null : entryOf(folder, name, copybookEndings);
  return file !== null && statSync(file).isFile() ? file : null;
}

/** What is in a folder by this name, whatever its case. A name is never a path: what it brings lies in the folders that were named. */
function entryOf(folder: string, name: string, endings: readonly string[]): string | null {
  const wanted = endings.map((ending) => `${name}${ending}`.toLowerCase());
  const found = readdirSync(folder).find((entry) => wanted.includes(entry.toLowerCase()));
  return found === undefined ? null : join(folder, found);
}

function chosen<const Choice extends string>(session: Session, option: string, choices: readonly Choice[]): Choice | null {
  const given = textOption(session, option);
  if (given === null) return null;
  const found = choices.find((choice) => choice === given);
  if (found === undefined) throw wrong(`--${option} is one of ${choices.join(', ')}, not "${given}".`);
  return found;
}

function wrong(problem: string) {
  return cliErrors.usage({ problem, command: 'copybook' });
}
