import { jsonLine, type Layout, layoutOf, RecordCodec, RecordDecoder, RecordEncoder } from '@plinth/copybook';
import { figures, keepResult } from './measurement.ts';

/**
 * Records of a bank's account file, EBCDIC, packed and zoned, read into values, beside `JSON.parse` of the same records as JSON lines.
 * Processor time; both in turn, in one process.
 */
const rounds = 9;
const count = 20_000;

const layout: Layout = layoutOf(`
       01  ACCOUNT.
           05  ACCOUNT-NO           PIC 9(10).
           05  BRANCH               PIC S9(4) COMP.
           05  KIND                 PIC X(2).
           05  CURRENCY             PIC X(3).
           05  BALANCE              PIC S9(11)V99 COMP-3.
           05  LIMIT                PIC S9(9)V99 COMP-3.
           05  RATE                 PIC S9(2)V9(5) COMP-3.
           05  OPENED               PIC 9(8).
           05  HOLDER.
               10  FIRST-NAME       PIC X(20).
               10  LAST-NAME        PIC X(30).
               10  STREET           PIC X(30).
               10  CITY             PIC X(25).
               10  POSTCODE         PIC X(8).
           05  FILLER               PIC X(10).
           05  MOVES-COUNT          PIC 9(2).
           05  MOVES OCCURS 0 TO 6 TIMES DEPENDING ON MOVES-COUNT.
               10  BOOKED           PIC 9(8).
               10  AMOUNT           PIC S9(9)V99 COMP-3.
               10  TEXT-LINE        PIC X(20).
`);
const framing = { format: 'V', length: layout.maximum } as const;
const codec = new RecordCodec(layout);

const encoder = new RecordEncoder(codec, framing);
const file = Buffer.concat(
  Array.from({ length: count }, (_, index) =>
    encoder.add({
      'ACCOUNT-NO': 1_000_000_000 + index * 7,
      BRANCH: index % 300,
      KIND: index % 3 === 0 ? 'SV' : 'CA',
      CURRENCY: 'EUR',
      BALANCE: (((index * 7919) % 100_000_000) / 100 - 5000).toFixed(2),
      LIMIT: (index % 40) * 250,
      RATE: ((index % 500) / 1000).toFixed(3),
      OPENED: 20_000_101 + (index % 28),
      HOLDER: {
        'FIRST-NAME': ['Ada', 'Grace', 'Jürgen'][index % 3],
        'LAST-NAME': ['Lovelace', 'Hopper', 'Müller-Lüdenscheidt'][index % 3],
        STREET: `${index % 200} Long Street`,
        CITY: ['London', 'New York', 'Köln'][index % 3],
        POSTCODE: String(10_000 + (index % 80_000)),
      },
      MOVES: Array.from({ length: index % 7 }, (__, move) => ({
        BOOKED: 20_260_101 + move,
        AMOUNT: ((index % 9973) / 100 + move).toFixed(2),
        'TEXT-LINE': 'TRANSFER',
      })),
    }),
  ).flat(),
);
const decoder = () => new RecordDecoder(codec, framing);
const lines = [...decoder().push(file)].map(({ value }) => (value === null ? '' : jsonLine(value)));

/** Microseconds of processor time for a record. */
function timeOf(run: () => number): number {
  const before = process.cpuUsage();
  const read = run();
  const { user, system } = process.cpuUsage(before);
  if (read !== count) throw new Error(`${read} records were read.`);
  return (user + system) / count;
}

const parseJson = () => {
  let read = 0;
  for (const line of lines) if (JSON.parse(line) !== null) read++;
  return read;
};
const decode = () => {
  let read = 0;
  for (const { value } of decoder().push(file)) if (value !== null) read++;
  return read;
};
const decodeToLines = () => {
  let read = 0;
  for (const { value } of decoder().push(file)) if (value !== null && jsonLine(value) !== '') read++;
  return read;
};
const encode = () => {
  const writer = new RecordEncoder(codec, framing);
  let read = 0;
  for (const value of values) if (writer.add(value).length > 0) read++;
  return read;
};
const values = [...decoder().push(file)].flatMap(({ value }) => (value === null ? [] : [value]));

const times = { json: [] as number[], decode: [] as number[], decodeToLines: [] as number[], encode: [] as number[] };
for (let round = -2; round < rounds; round++) {
  const measured = { json: timeOf(parseJson), decode: timeOf(decode), decodeToLines: timeOf(decodeToLines), encode: timeOf(encode) };
  if (round < 0) continue;
  for (const name of ['json', 'decode', 'decodeToLines', 'encode'] as const) times[name].push(measured[name]);
}
const result = {
  json: figures(times.json),
  decode: figures(times.decode),
  decodeToLines: figures(times.decodeToLines),
  encode: figures(times.encode),
};
const bytesOfLines = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
keepResult(
  'copybook-decode',
  [
    {
      name: 'records read, of JSON.parse on the same as JSON lines',
      value: result.json.median / result.decode.median,
      goal: 0.3,
      better: 'higher',
      unit: 'of its throughput',
    },
    {
      name: 'records made JSON lines',
      value: file.length / count / result.decodeToLines.median,
      goal: 20,
      better: 'higher',
      unit: 'MB of records per processor second',
    },
  ],
  {
    setting: {
      rounds,
      records: count,
      bytes: file.length,
      bytesOfLines,
      what: 'microseconds of processor time for a record; 14 to 32 fields',
    },
    results: result,
  },
);
