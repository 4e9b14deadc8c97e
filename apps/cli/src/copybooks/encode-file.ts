import { RecordEncoder } from '@plinth/copybook';
import { PlinthError } from '@plinth/foundation';
import type { Session } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { isExactObject, readExactJson } from '../evaluation/exact-json.ts';
import { type Line, LineSplitter } from '../evaluation/line-splitter.ts';
import { framingOf, givenCodec } from './copybook-options.ts';
import { givenInput, Output } from './file-ends.ts';
import { Rejects } from './rejects.ts';

/** The most bytes of a line: more than a record of 16 MB is as JSON. */
const longestLine = 134_217_728;
/** Of a line that is no record, so many bytes are kept. */
const mostKept = 65_536;
const example = '{"ACCT-NO": 1234567890}';

/** Writes JSON lines as a file of records. */
export async function encodeFile(session: Session): Promise<void> {
  const codec = await givenCodec(session);
  const encoder = new RecordEncoder(codec, framingOf(session, codec.layout));
  const { pieces, size } = await givenInput(session);
  const output = new Output(session, 'out');
  const rejects = new Rejects(session, 'written');
  const splitter = new LineSplitter(longestLine);
  let lines = 0;
  const add = async (line: Line) => {
    lines++;
    const encoded = encodedOf(encoder, line, lines);
    if (!(encoded instanceof PlinthError)) {
      await output.addBytes(encoded);
      return;
    }
    const text = line === null ? '' : line.subarray(0, mostKept).toString();
    await rejects.add({ error: encoded, place: `line ${lines}`, kept: { line: lines, reason: encoded.message, text } });
  };
  try {
    let read = 0;
    for await (const piece of pieces) {
      session.signal.throwIfAborted();
      if (output.isLeft) return;
      for (const line of splitter.push(Buffer.from(piece.buffer, piece.byteOffset, piece.length))) await add(line);
      read += piece.length;
      session.terminal.progress('encoding', read, size);
    }
    const last = splitter.end();
    if (last !== undefined) await add(last);
    await output.addBytes(encoder.end());
    await output.end();
    await rejects.end();
  } catch (error) {
    await output.abandon();
    await rejects.abandon();
    throw error;
  }
  session.terminal.note(`${lines} line(s).`);
  rejects.tell(lines);
}

/** The bytes of a line's record, or why it has none. */
function encodedOf(encoder: RecordEncoder, line: Line, number: number): readonly Uint8Array[] | PlinthError {
  try {
    const value = objectOf(line, number);
    return value === null ? [] : encoder.add(value);
  } catch (error) {
    if (error instanceof PlinthError) return error;
    throw error;
  }
}

/** The object of a line; null where it is empty. */
function objectOf(line: Line, number: number): Readonly<Record<string, unknown>> | null {
  const malformed = (problem: string, cause?: unknown) =>
    cliErrors.malformedLine({ problem: `line ${number}: ${problem}`, example }, { cause });
  if (line === null) throw cliErrors.lineTooLong({ limit: longestLine });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(line);
  } catch (error) {
    throw malformed('it is not UTF-8.', error);
  }
  if (text.trim() === '') return null;
  try {
    const value = readExactJson(text);
    if (isExactObject(value)) return value as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw malformed((error as Error).message, error);
  }
  throw malformed('it is no object.');
}
