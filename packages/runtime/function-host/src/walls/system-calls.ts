/** Numbers of a system call on x86-64 and on AArch64 (Linux, `asm/unistd.h`); null where that has none of the name. */
type Numbers = readonly [x64: number | null, arm64: number | null];

/**
 * What Node, its isolates and the compiler ask of Linux once they run: memory, threads, files of their root, waiting, time. There is
 * nothing among them that makes a socket or a process, or that changes who one is.
 */
export const allowedCalls: Readonly<Record<string, Numbers>> = {
  // Memory.
  ...{ brk: [12, 214], mmap: [9, 222], munmap: [11, 215], mprotect: [10, 226], mremap: [25, 216], madvise: [28, 233] },
  ...{ mincore: [27, 232], membarrier: [324, 283], pkey_alloc: [330, 289], pkey_free: [331, 290], pkey_mprotect: [329, 288] },
  // Threads; those that begin one are looked at more closely.
  ...{ futex: [202, 98], set_robust_list: [273, 99], get_robust_list: [274, 100], set_tid_address: [218, 96], rseq: [334, 293] },
  ...{ gettid: [186, 178], sched_yield: [24, 124], sched_getaffinity: [204, 123], sched_getparam: [143, 121] },
  ...{ sched_getscheduler: [145, 120], sched_get_priority_min: [147, 126], sched_get_priority_max: [146, 125], getcpu: [309, 168] },
  ...{ tgkill: [234, 131], exit: [60, 93], exit_group: [231, 94], restart_syscall: [219, 128] },
  // Files.
  ...{ read: [0, 63], write: [1, 64], readv: [19, 65], writev: [20, 66], pread64: [17, 67], pwrite64: [18, 68], close: [3, 57] },
  ...{ lseek: [8, 62], open: [2, null], openat: [257, 56], stat: [4, null], fstat: [5, 80], lstat: [6, null], newfstatat: [262, 79] },
  ...{ statx: [332, 291], access: [21, null], faccessat: [269, 48], faccessat2: [439, 439], readlink: [89, null], readlinkat: [267, 78] },
  ...{ getcwd: [79, 17], getdents64: [217, 61], dup: [32, 23], dup2: [33, null], dup3: [292, 24], fcntl: [72, 25] },
  // Waiting. Its own pipes are sockets that somebody else has made.
  ...{ pipe: [22, null], pipe2: [293, 59], poll: [7, null], ppoll: [271, 73], select: [23, null], pselect6: [270, 72] },
  ...{ epoll_create: [213, null], epoll_create1: [291, 20], epoll_ctl: [233, 21], epoll_wait: [232, null], epoll_pwait: [281, 22] },
  ...{ eventfd2: [290, 19], getsockopt: [55, 209], getsockname: [51, 204], shutdown: [48, 210] },
  // Signals, of itself to itself.
  ...{ rt_sigaction: [13, 134], rt_sigprocmask: [14, 135], rt_sigreturn: [15, 139], rt_sigsuspend: [130, 133] },
  ...{ rt_sigtimedwait: [128, 137], sigaltstack: [131, 132] },
  // Time.
  ...{ clock_gettime: [228, 113], clock_getres: [229, 114], clock_nanosleep: [230, 115], nanosleep: [35, 101] },
  ...{ gettimeofday: [96, 169], time: [201, null] },
  // Itself, looked at. `execve` is how it begins; there is nothing else to be executed.
  ...{ getpid: [39, 172], getppid: [110, 173], getuid: [102, 174], geteuid: [107, 175], getgid: [104, 176], getegid: [108, 177] },
  ...{ getgroups: [115, 158], getpgrp: [111, null], getpgid: [121, 155], getpriority: [140, 141], getrusage: [98, 165] },
  ...{ times: [100, 153], uname: [63, 160], sysinfo: [99, 179], prlimit64: [302, 261], getrlimit: [97, 163], setrlimit: [160, 164] },
  ...{ getrandom: [318, 278], arch_prctl: [158, null], capget: [125, 90], umask: [95, 166], execve: [59, 221] },
};

/** A call that is allowed where one of its arguments, of which the lower half is looked at, has one of some values. */
interface LookedAt {
  readonly numbers: Numbers;
  readonly argument: number;
  /** The bits that are looked at; all where absent. */
  readonly mask?: number;
  readonly values: readonly number[];
}

/** `CLONE_THREAD`, without any of the flags that make a namespace. */
const thread = 0x0001_0000;
const newNamespaces = 0x7e02_0080;

export const lookedAtCalls: Readonly<Record<string, LookedAt>> = {
  clone: { numbers: [56, 220], argument: 0, mask: thread | newNamespaces, values: [thread] },
  // Of a descriptor: not to block, to be closed with the program, how much there is to read, whether it is a terminal.
  ioctl: { numbers: [16, 29], argument: 1, values: [0x5421, 0x5451, 0x541b, 0x5401] },
  // The name of a thread, and of a piece of memory.
  prctl: { numbers: [157, 167], argument: 0, values: [15, 0x5356_4d41] },
};
