import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callFilter } from './call-filter.ts';
import { filteringProgram } from './filtering-program.ts';
import { allowedCalls, lookedAtCalls } from './system-calls.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plinth-enter-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes a program and starts it with arguments, by another program where one is given. */
async function run(name: string, image: Buffer, args: readonly string[], by?: readonly string[]) {
  const file = join(folder, name);
  await writeFile(file, image, { mode: 0o755 });
  const [program = file, ...before] = [...(by ?? []), file];
  return spawnSync(program, [...before, ...args], { encoding: 'utf8', env: {} });
}

/** The whole program with another filter in it. */
function withFilter(image: Buffer, own: Buffer, other: Buffer): Buffer {
  const at = image.indexOf(own);
  const changed = Buffer.concat([image.subarray(0, at), other]);
  changed.writeUInt16LE(other.length / 8, at - 16);
  for (const size of [96, 104]) changed.writeBigUInt64LE(BigInt(changed.length), size);
  return changed;
}

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('on a machine with x86-64', () => {
  test('W2 what it becomes runs, with its arguments, and has the calls that are left to it', async () => {
    const { status, stdout } = await run('enter', filteringProgram('x64'), [process.execPath, '-p', '[1, process.argv[1]].join()', 'two']);
    expect([status, stdout]).toEqual([0, '1,two\n']);
  });

  test('W2 where the system filters nothing it becomes nothing', async () => {
    // No filter at all is one that the system refuses.
    const image = withFilter(filteringProgram('x64'), callFilter('x64'), Buffer.alloc(0));
    expect((await run('enter-none', image, ['/bin/echo', 'became'])).status).toBe(126);
  });

  test('W2 Linux takes the filter for AArch64 too, and by it ends whoever calls as another processor', async () => {
    const image = withFilter(filteringProgram('x64'), callFilter('x64'), callFilter('arm64'));
    const { signal, stdout } = await run('enter-other', image, ['/bin/echo', 'became']);
    expect([signal, stdout]).toEqual(['SIGSYS', '']);
  });
});

const emulator = ['/usr/bin/qemu-aarch64', '/usr/bin/qemu-aarch64-static'].find((path) => existsSync(path));

describe.skipIf(emulator === undefined)('the program for AArch64 on an emulator, which filters nothing', () => {
  const traced = [emulator ?? '', '-strace'];

  test('W2 gives up gaining rights, hands its filter over, and ends with 126 where it is not taken', async () => {
    const image = filteringProgram('arm64');
    const { status, stderr, stdout } = await run('enter-arm64', image, ['/bin/echo', 'became'], traced);
    const [, address = '0'] = /seccomp\(1,0,(\d+)/.exec(stderr) ?? [];
    expect(stderr).toMatch(/prctl\(38,1,0,0,0[,)]/);
    expect([status, stdout]).toEqual([126, '']);
    // What it hands over: how many instructions there are, and where.
    const filter = callFilter('arm64');
    const at = Number(address) - 0x40_0000;
    expect(image.readUInt16LE(at)).toBe(filter.length / 8);
    const place = Number(image.readBigUInt64LE(at + 8)) - 0x40_0000;
    expect(image.subarray(place, place + filter.length)).toEqual(filter);
  });

  test('W2 becomes the program that it is told, with its arguments', async () => {
    const image = filteringProgram('arm64');
    // As if the filter had been taken: the one branch that does not is left out.
    for (let at = 120; at < image.length - 4; at += 4)
      if ((image.readUInt32LE(at) & 0xff00_001f) >>> 0 === 0xb500_0000) {
        image.writeUInt32LE(0xd503_201f, at);
        break;
      }
    const { status, stdout } = await run('enter-arm64-taken', image, ['/bin/echo', 'two', 'words'], traced);
    expect([status, stdout]).toEqual([0, 'two words\n']);
  });
});

const headers = ['/usr/include/x86_64-linux-gnu/asm/unistd_64.h', '/usr/include/asm-generic/unistd.h'] as const;

describe.skipIf(!headers.every((path) => existsSync(path)))('the numbers of system calls', () => {
  test('W2 are those of Linux, on both processors', () => {
    const [x64, arm64] = headers.map((path) => {
      const numbers = new Map<string, number>();
      for (const [, name = '', number] of readFileSync(path, 'utf8').matchAll(/#define __NR(?:3264)?_(\w+)\s+(\d+)/g))
        numbers.set(name, Number(number));
      // The same call by its older name.
      if (numbers.has('fstatat')) numbers.set('newfstatat', numbers.get('fstatat') ?? -1);
      return numbers;
    });
    const looked = Object.entries(lookedAtCalls).map(([name, { numbers }]) => [name, numbers] as const);
    for (const [name, numbers] of [...Object.entries(allowedCalls), ...looked])
      expect([name, ...numbers]).toEqual([name, x64?.get(name) ?? null, arm64?.get(name) ?? null]);
  });
});
