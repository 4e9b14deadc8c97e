import { describe, expect, test } from 'vitest';
import { callFilter, type FilteredProcessor } from './call-filter.ts';

const architectures = { x64: 0xc000_003e, arm64: 0xc000_00b7 } as const;

const verdicts = new Map([
  [0x7fff_0000, 'allowed'],
  [0x0005_0026, 'refused'],
  [0x8000_0000, 'killed'],
]);

/** What a filter says of a call: an interpreter of the few instructions that it is made of. */
function verdict(
  processor: FilteredProcessor,
  number: number,
  args: readonly number[] = [],
  architecture: number = architectures[processor],
) {
  const program = callFilter(processor);
  const data = Buffer.alloc(64);
  data.writeUInt32LE(number >>> 0, 0);
  data.writeUInt32LE(architecture >>> 0, 4);
  for (const [at, value] of args.entries()) data.writeUInt32LE(value >>> 0, 16 + 8 * at);
  let held = 0;
  for (let at = 0; at < program.length; at += 8) {
    const value = program.readUInt32LE(at + 4);
    switch (program.readUInt16LE(at)) {
      case 0x20:
        held = data.readUInt32LE(value);
        break;
      case 0x54:
        held = (held & value) >>> 0;
        break;
      case 0x15:
        at += 8 * program.readUInt8(at + (held === value ? 2 : 3));
        break;
      case 0x06:
        return verdicts.get(value);
    }
  }
  return 'fell through';
}

describe.each(['x64', 'arm64'] as const)('system calls on %s', (processor) => {
  const at = processor === 'x64' ? 0 : 1;
  const thread = 0x003d_0f00;

  test.each([
    ['read', [0, 63]],
    ['mmap', [9, 222]],
    ['futex', [202, 98]],
    ['epoll_pwait', [281, 22]],
    ['getrandom', [318, 278]],
  ] as const)('W2 %s is made', (_, numbers) => expect(verdict(processor, numbers[at])).toBe('allowed'));

  test.each([
    ['socket', [41, 198]],
    ['connect', [42, 203]],
    ['bind', [49, 200]],
    ['socketpair', [53, 199]],
    ['ptrace', [101, 117]],
    ['mount', [165, 40]],
    ['unshare', [272, 97]],
    ['setns', [308, 268]],
    ['setuid', [105, 146]],
    ['chroot', [161, 51]],
    ['kill', [62, 129]],
    ['bpf', [321, 280]],
    ['perf_event_open', [298, 241]],
    ['keyctl', [250, 219]],
    ['userfaultfd', [323, 282]],
    ['process_vm_readv', [310, 270]],
    ['io_uring_setup', [425, 425]],
    ['clone3', [435, 435]],
    ['seccomp', [317, 277]],
    ['memfd_create', [319, 279]],
    ['init_module', [175, 105]],
    ['setpriority', [141, 140]],
  ] as const)('W2 %s is refused', (_, numbers) => expect(verdict(processor, numbers[at])).toBe('refused'));

  test('W2 threads are made, processes and namespaces are not', () => {
    const clone = [56, 220][at] ?? 0;
    expect(verdict(processor, clone, [thread])).toBe('allowed');
    for (const flags of [0x11, 0x4111, 0x1000_0000 | thread, 0x0002_0000 | thread, 0x4000_0000 | thread]) {
      expect([flags, verdict(processor, clone, [flags])]).toEqual([flags, 'refused']);
    }
  });

  test('W2 of terminals nothing is typed, and of a process only its names are changed', () => {
    const [ioctl = 0, prctl = 0] =
      [
        [16, 157],
        [29, 167],
      ][at] ?? [];
    expect(verdict(processor, ioctl, [0, 0x5421])).toBe('allowed');
    expect(verdict(processor, ioctl, [0, 0x5412])).toBe('refused');
    expect(verdict(processor, prctl, [15])).toBe('allowed');
    expect(verdict(processor, prctl, [4])).toBe('refused');
  });

  test('W2 whoever calls as another processor, or by the numbers of another interface, is not served', () => {
    expect(verdict(processor, 0, [], 0x4000_0003)).toBe('killed');
    expect(verdict(processor, 0x4000_0000)).toBe('refused');
  });
});
