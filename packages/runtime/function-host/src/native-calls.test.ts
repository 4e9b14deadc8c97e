import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callsProgram, givenByCalls, type RawCall } from './walls/testing-calls-program.ts';
import { buildWalls, type Walls } from './walls/walls.ts';

/** Linux's errors (`asm-generic/errno.h`) as they are given. */
const [notPermitted, noEntry, denied, readOnly, noSuchCall] = [-1, -2, -13, -30, -38];

/** What is not there at all: its name to its number on x86-64. */
const absent: Readonly<Record<string, RawCall>> = {
  fork: { number: 57 },
  vfork: { number: 58 },
  'clone without a thread': { number: 56, args: [17] },
  'clone into a namespace of users': { number: 56, args: [0x1001_0f00] },
  'a clone that says it is a thread, in a namespace of processes': { number: 56, args: [0x2001_0f00] },
  clone3: { number: 435 },
  execveat: { number: 322, args: [-100, '/node', 0, 0, 0] },
  ptrace: { number: 101, args: [16, 1] },
  process_vm_readv: { number: 310, args: [1] },
  process_vm_writev: { number: 311, args: [1] },
  process_madvise: { number: 440 },
  process_mrelease: { number: 448 },
  kcmp: { number: 312, args: [1, 1] },
  pidfd_open: { number: 434, args: [1] },
  pidfd_getfd: { number: 438 },
  pidfd_send_signal: { number: 424 },
  kill: { number: 62, args: [-1, 0] },
  tkill: { number: 200, args: [1, 0] },
  rt_sigqueueinfo: { number: 129, args: [1, 0] },
  memfd_create: { number: 319, args: ['x', 0] },
  memfd_secret: { number: 447 },
  'a socket of the system': { number: 41, args: [1, 1] },
  'a socket of the internet': { number: 41, args: [2, 1] },
  'a socket of packets': { number: 41, args: [17, 3] },
  'a socket of netlink': { number: 41, args: [16, 3] },
  'a socket of the host of a machine': { number: 41, args: [40, 1] },
  'a socket of cryptography': { number: 41, args: [38, 5] },
  socketpair: { number: 53, args: [1, 1] },
  connect: { number: 42 },
  bind: { number: 49 },
  sendmsg: { number: 46, args: [1] },
  recvmsg: { number: 47 },
  io_uring_setup: { number: 425, args: [1] },
  io_setup: { number: 206 },
  bpf: { number: 321 },
  perf_event_open: { number: 298 },
  userfaultfd: { number: 323, args: [1] },
  keyctl: { number: 250 },
  add_key: { number: 248 },
  request_key: { number: 249 },
  unshare: { number: 272, args: [0x1000_0000] },
  setns: { number: 308 },
  mount: { number: 165, args: ['proc', '/lib', 'proc'] },
  umount2: { number: 166, args: ['/node', 2] },
  open_tree: { number: 428, args: [-100, '/', 1] },
  move_mount: { number: 429 },
  fsopen: { number: 430, args: ['proc'] },
  pivot_root: { number: 155, args: ['/', '/'] },
  chroot: { number: 161, args: ['/lib'] },
  chdir: { number: 80, args: ['..'] },
  fchdir: { number: 81, args: [0] },
  name_to_handle_at: { number: 303 },
  open_by_handle_at: { number: 304 },
  setuid: { number: 105 },
  setresuid: { number: 117 },
  setgroups: { number: 116 },
  capset: { number: 126 },
  personality: { number: 135, args: [0x0040_0000] },
  'prctl that lets others look': { number: 157, args: [0x5961_6d61, -1] },
  'prctl that makes a core dump': { number: 157, args: [4, 1] },
  'prctl of capabilities': { number: 157, args: [47, 2, 0] },
  seccomp: { number: 317, args: [0, 0, 0] },
  inotify_init: { number: 253 },
  inotify_init1: { number: 294 },
  fanotify_init: { number: 300 },
  signalfd4: { number: 289 },
  timer_create: { number: 222 },
  timerfd_create: { number: 283 },
  setitimer: { number: 38 },
  alarm: { number: 37, args: [1] },
  shmget: { number: 29 },
  semget: { number: 64 },
  msgget: { number: 68 },
  mq_open: { number: 240 },
  mknod: { number: 133, args: ['/x', 0o10644] },
  mkdir: { number: 83, args: ['/x'] },
  link: { number: 86, args: ['/runner.cjs', '/x'] },
  symlink: { number: 88, args: ['/', '/x'] },
  rename: { number: 82, args: ['/enter', '/x'] },
  unlink: { number: 87, args: ['/enter'] },
  chmod: { number: 90, args: ['/enter', 0o777] },
  chown: { number: 92, args: ['/enter'] },
  truncate: { number: 76, args: ['/runner.cjs'] },
  fallocate: { number: 285, args: [1, 0, 0, 1] },
  setxattr: { number: 188, args: ['/enter', 'user.x'] },
  utimensat: { number: 280, args: [-100, '/enter'] },
  sendfile: { number: 40 },
  splice: { number: 275 },
  vmsplice: { number: 278 },
  tee: { number: 276 },
  modify_ldt: { number: 154 },
  iopl: { number: 172, args: [3] },
  ioperm: { number: 173 },
  syslog: { number: 103, args: [3] },
  landlock_create_ruleset: { number: 444 },
  sched_setaffinity: { number: 203 },
  setpriority: { number: 141 },
  ioprio_set: { number: 251 },
  mlockall: { number: 151, args: [3] },
  remap_file_pages: { number: 216 },
  'typing into a terminal': { number: 16, args: [0, 0x5412] },
  'writing by the numbers of x32': { number: 0x4000_0001, args: [1] },
  'a number beyond all': { number: 100_000 },
  'a number below all': { number: -1 },
};

/** What is there, and gives nothing: the error that it ends with. */
const refused: Readonly<Record<string, RawCall & { readonly by: readonly number[] }>> = {
  'the memory of itself as a file': { number: 257, args: [-100, '/proc/self/mem', 2], by: [noEntry] },
  'its own program, for writing': { number: 257, args: [-100, '/runner.cjs', 1], by: [readOnly, denied] },
  'a new file': { number: 257, args: [-100, '/x', 0o101, 0o644], by: [readOnly, denied] },
  'a file without a name': { number: 257, args: [-100, '/', 0o20200002, 0o600], by: [readOnly, denied] },
  'memory that is shared': { number: 257, args: [-100, '/dev/shm/x', 0o102], by: [noEntry] },
  'a way up': { number: 257, args: [-100, '../../../../etc/passwd', 0], by: [noEntry] },
  'a shell': { number: 59, args: ['/bin/sh', 0, 0], by: [noEntry] },
  'more memory than it may have': { number: 302, args: [0, 2, 'zzzzzzzzzzzzzzzz', 0], by: [notPermitted, -22] },
  'limits of the first process of others': { number: 302, args: [2, 4, 0, 0], by: [-3, notPermitted] },
};

let walls: Walls;
let given: readonly number[] = [];
const all = { ...absent, ...refused };

/** Runs calls behind the walls of a runner, in its place. */
function within(name: string) {
  const { file, args } = walls.enclosure.command(walls.files, { program: 'node', args: [] }, walls.nextUser());
  return spawnSync(
    file,
    args.map((argument) => (argument === '/node' ? `/${name}` : argument)),
    { cwd: '/', env: {} },
  );
}

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64' || process.getuid?.() !== 0)('system calls of native code', () => {
  beforeAll(async () => {
    walls = await buildWalls();
    const calls = Object.values(all);
    await writeFile(join(walls.files.folder, 'calls'), callsProgram(calls), { mode: 0o755 });
    const { stdout, status } = within('calls');
    expect([status, stdout.length]).toEqual([0, calls.length * 56]);
    given = givenByCalls(stdout, calls.length);
  }, 60_000);
  afterAll(() => walls?.close());

  test.each(Object.keys(absent))('W2 there is none: %s', (name) => {
    expect(given[Object.keys(all).indexOf(name)]).toBe(noSuchCall);
  });

  test.each(Object.entries(refused))('W2 gives nothing: %s', (name, { by }) => {
    expect(by).toContain(given[Object.keys(all).indexOf(name)]);
  });

  test('W2 the program itself tells what it is given', async () => {
    // Without walls the same calls are there: what was refused above was not refused by the program.
    const [own = -1] = givenByCalls(Buffer.from(within('calls').stdout), 1);
    expect(own).toBe(noSuchCall);
    const file = join(walls.files.folder, 'alone');
    await writeFile(file, callsProgram([{ number: 39 }, { number: 319, args: ['x', 0] }]), { mode: 0o755 });
    const [process = 0, memory = -1] = givenByCalls(spawnSync(file, { env: {} }).stdout, 2);
    expect([process > 1, memory >= 0]).toEqual([true, true]);
  });

  test('W2 whoever calls by the interrupt of 32 bits is ended', async () => {
    // mov eax, 20; int 0x80; then whatever comes.
    const image = callsProgram([{ number: 39 }]);
    Buffer.from([0xb8, 20, 0, 0, 0, 0xcd, 0x80]).copy(image, 120);
    await writeFile(join(walls.files.folder, 'old'), image, { mode: 0o755 });
    const { status, signal, stdout } = within('old');
    expect(stdout.length).toBe(0);
    expect(signal === null && status === 0).toBe(false);
  });
});
