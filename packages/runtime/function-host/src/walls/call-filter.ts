import { allowedCalls, lookedAtCalls } from './system-calls.ts';

/** Processors whose system calls are known here. */
export type FilteredProcessor = 'x64' | 'arm64';

/** `AUDIT_ARCH_…` of `linux/audit.h`. */
const architectures: Readonly<Record<FilteredProcessor, number>> = { x64: 0xc000_003e, arm64: 0xc000_00b7 };

/** Instructions of `linux/bpf_common.h`: load a word, jump if equal, and, return. */
const [load, jumpIfEqual, and, give] = [0x20, 0x15, 0x54, 0x06];
/** What a filter gives (`linux/seccomp.h`): the call is made; it fails with `ENOSYS`, as if there were none; the process ends. */
const [allow, refuse, kill] = [0x7fff_0000, 0x0005_0000 | 38, 0x8000_0000];
/** Places in `struct seccomp_data`: number, architecture, and the lower half of an argument on processors that begin with it. */
const [numberAt, architectureAt] = [0, 4];
const argumentAt = (index: number) => 16 + 8 * index;

interface Instruction {
  readonly code: number;
  readonly value: number;
  /** Where to go on where they are equal; to the next one otherwise. */
  readonly to?: 'allow' | number;
  /** How many to pass by where they are not. */
  readonly otherwise?: number;
}

/** A program of classic BPF (seccomp(2)) that refuses every system call that is not listed, as bytes. */
export function callFilter(processor: FilteredProcessor): Buffer {
  const of = (numbers: readonly (number | null)[]) => numbers[processor === 'x64' ? 0 : 1] ?? null;
  const program: Instruction[] = [
    { code: load, value: architectureAt },
    { code: jumpIfEqual, value: architectures[processor], to: 1 },
    { code: give, value: kill },
    { code: load, value: numberAt },
  ];
  for (const numbers of Object.values(allowedCalls)) {
    const number = of(numbers);
    if (number !== null) program.push({ code: jumpIfEqual, value: number, to: 'allow' });
  }
  for (const { numbers, argument, mask, values } of Object.values(lookedAtCalls)) {
    const look: Instruction[] = [
      { code: load, value: argumentAt(argument) },
      ...(mask === undefined ? [] : [{ code: and, value: mask }]),
      ...values.map((value): Instruction => ({ code: jumpIfEqual, value, to: 'allow' })),
      { code: give, value: refuse },
    ];
    program.push({ code: jumpIfEqual, value: of(numbers) ?? -1, to: 0, otherwise: look.length }, ...look);
  }
  program.push({ code: give, value: refuse }, { code: give, value: allow });
  const bytes = Buffer.alloc(program.length * 8);
  for (const [at, { code, value, to = 0, otherwise = 0 }] of program.entries()) {
    bytes.writeUInt16LE(code, at * 8);
    bytes.writeUInt8(to === 'allow' ? program.length - 2 - at : to, at * 8 + 2);
    bytes.writeUInt8(otherwise, at * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, at * 8 + 4);
  }
  return bytes;
}
