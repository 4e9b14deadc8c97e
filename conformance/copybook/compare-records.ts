import { jsonLine, layoutOf, RecordCodec } from '@plinth/copybook';
import { Random } from '../differential/random.ts';
import { recordsByCobol } from './gnucobol.ts';
import { randomCopybook } from './random-copybook.ts';

export interface Comparison {
  readonly copybooks: number;
  readonly fields: number;
  readonly bytes: number;
  /** What differs, with the copybook that shows it. */
  readonly wrong: readonly string[];
}

/** x86 as GnuCOBOL has it: ASCII, IEEE floats, COMP-5 with the least byte first. */
const likeGnuCobol = { codePage: 'ascii', floats: 'ieee', littleEndian: true } as const;

/** Writes random records by copybook and by COBOL: they must be the same bytes, and be read as the values that were moved. */
export function compareRecords(seed: number, count: number, folder: string): Comparison {
  const random = new Random(seed);
  const withValues = random.chance(0.4);
  const copybooks = Array.from({ length: count }, (_, index) => randomCopybook(random, `R${index + 1}`, { withValues }));
  const records = recordsByCobol(folder, copybooks, withValues);
  const wrong: string[] = [];
  let bytes = 0;
  for (const [index, { source, value }] of copybooks.entries()) {
    const theirs = records[index] ?? new Uint8Array();
    const codec = new RecordCodec(layoutOf(source), likeGnuCobol);
    const ours = codec.encode(value);
    bytes += theirs.length;
    if ('problems' in ours) {
      wrong.push(`not written: ${JSON.stringify(ours.problems)}\n${source}`);
      continue;
    }
    const differs = differenceOf(ours.bytes, theirs);
    if (differs !== null) {
      wrong.push(`${differs}\n${source}${JSON.stringify(value)}`);
      continue;
    }
    const { value: read, problems } = codec.decode(theirs, 0, theirs.length, true);
    const again = jsonLine(codec.decode(ours.bytes).value);
    if (problems.length > 0) wrong.push(`read otherwise than written: ${JSON.stringify(problems)}\n${source}`);
    else if (jsonLine(read) !== again) wrong.push(`${jsonLine(read)}\n${again}\n${source}`);
  }
  return { copybooks: count, fields: copybooks.reduce((sum, { moves }) => sum + moves.length, 0), bytes, wrong };
}

function differenceOf(ours: Uint8Array, theirs: Uint8Array): string | null {
  if (ours.length !== theirs.length) return `${ours.length} bytes, by COBOL ${theirs.length}`;
  const at = ours.findIndex((byte, index) => byte !== theirs[index]);
  if (at < 0) return null;
  const shown = (bytes: Uint8Array) => Buffer.from(bytes.subarray(Math.max(0, at - 4), at + 12)).toString('hex');
  return `byte ${at}: ${shown(ours)}, by COBOL ${shown(theirs)}`;
}
