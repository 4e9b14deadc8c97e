import { RecordCodec, RecordEncoder } from '@plinth/copybook';
import type { Session } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { isExactObject, readExactJson } from '../evaluation/exact-json.ts';
import { type Line, LineSplitter } from '../evaluation/line-splitter.ts';
import { codecOptions, framingOf, givenLayout } from './copybook-options.ts';
import { givenInput, Output } from './file-ends.ts';

/** The most bytes of a line: more than a record of 16 MB is as JSON. */
const longestLine = 134_217_728;
const example = '{"ACCT-NO": 1234567890}';

/** Writes JSON lines as a file of records. */
export async function encodeFile(session: Session): Promise<void> {
  const layout = await givenLayout(session);
  const encoder = new RecordEncoder(new RecordCodec(layout, codecOptions(session)), framingOf(session, layout));
  const { pieces, size } = await givenInput(session);
  const output = new Output(session, 'out');
  const splitter = new LineSplitter(longestLine);
  let lines = 0;
  const add = async (line: Line) => {
    lines++;
    const value = objectOf(line, lines);
    if (value !== null) await output.addBytes(encoder.add(value));
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
  } catch (error) {
    await output.abandon();
    throw error;
  }
  session.terminal.note(`${lines} line(s).`);
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
