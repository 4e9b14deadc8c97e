/** A system call with its arguments; a text is handed over as the place where it stands, ended by a zero. */
export interface RawCall {
  readonly number: number;
  readonly args?: readonly (number | string)[];
}

const base = 0x40_0000;
const [headers, entryBytes] = [120, 56];
const word = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255];

/**
 * A program for Linux on x86-64 that makes system calls one after the other, whatever comes of each, and writes what each gave as 64
 * bits: what native code can try that asks no library.
 */
export function callsProgram(calls: readonly RawCall[]): Buffer {
  const codeBytes = 128;
  const table = headers + codeBytes;
  const texts: Buffer[] = [];
  let end = table + calls.length * entryBytes;
  const placed = (argument: number | string): bigint => {
    if (typeof argument === 'number') return BigInt(argument);
    const text = Buffer.from(`${argument}\0`);
    texts.push(text);
    end += text.length;
    return BigInt(base + end - text.length);
  };
  const entries = calls.flatMap(({ number, args = [] }) => [
    BigInt(number),
    ...Array.from({ length: 6 }, (_, at) => placed(args[at] ?? 0)),
  ]);
  // mov rax/rdi/rsi/rdx/r10/r8/r9, [r12 + n]
  const loads = [
    [0x49, 0x44],
    [0x49, 0x7c],
    [0x49, 0x74],
    [0x49, 0x54],
    [0x4d, 0x54],
    [0x4d, 0x44],
    [0x4d, 0x4c],
  ].flatMap(([prefix = 0, register = 0], at) => [prefix, 0x8b, register, 0x24, at * 8]);
  const loop = [
    ...loads,
    ...[0x0f, 0x05], // syscall
    ...[0x49, 0x89, 0x04, 0x24], // mov [r12], rax
    ...[0x49, 0x83, 0xc4, entryBytes], // add r12, 56
    ...[0x41, 0xff, 0xcd], // dec r13d
  ];
  const code = Buffer.from([
    ...[0x41, 0xbc, ...word(base + table)], // mov r12d, table
    ...[0x41, 0xbd, ...word(calls.length)], // mov r13d, count
    ...loop,
    ...[0x75, 256 - (loop.length + 2)], // jnz loop
    ...[0xb8, ...word(1), 0xbf, ...word(1)], // write, to the first output
    ...[0xbe, ...word(base + table), 0xba, ...word(calls.length * entryBytes), 0x0f, 0x05],
    ...[0xb8, ...word(231), 0x31, 0xff, 0x0f, 0x05], // exit_group(0)
  ]);
  const image = Buffer.alloc(end);
  image.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  for (const [value, at] of [
    [2, 16],
    [62, 18],
    [64, 52],
    [56, 54],
    [1, 56],
  ] as const)
    image.writeUInt16LE(value, at);
  for (const [value, at] of [
    [1, 20],
    [1, 64],
    [7, 68],
  ] as const)
    image.writeUInt32LE(value, at);
  for (const [value, at] of [
    [base + headers, 24],
    [64, 32],
    [base, 80],
    [base, 88],
    [end, 96],
    [end, 104],
    [0x1000, 112],
  ] as const)
    image.writeBigUInt64LE(BigInt(value), at);
  code.copy(image, headers);
  for (const [at, value] of entries.entries()) image.writeBigInt64LE(value, table + at * 8);
  Buffer.concat(texts).copy(image, table + calls.length * entryBytes);
  return image;
}

/** What each of so many calls gave: 0 or more, or the number of an error below 0. */
export function givenByCalls(output: Buffer, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => Number(output.readBigInt64LE(at * entryBytes)));
}
