import { callFilter, type FilteredProcessor } from './call-filter.ts';

/** Where the one segment of the program lies, and what stands before its code: the headers of ELF (elf(5)) of 64 bits. */
const base = 0x40_0000;
const [headerBytes, segmentBytes] = [64, 56];
const codeAt = headerBytes + segmentBytes;
/** `e_machine`. */
const machines: Readonly<Record<FilteredProcessor, number>> = { x64: 62, arm64: 183 };

/**
 * A program of some 1,000 bytes for Linux that filters its own system calls and becomes the program that its first argument names, with
 * the arguments behind it: `enter /node --flag`. Nothing else on a usual machine does that, and nobody who runs the platform should
 * need a compiler. It ends with 126 where the system filters nothing.
 */
export function filteringProgram(processor: FilteredProcessor): Buffer {
  const filter = callFilter(processor);
  const write = processor === 'x64' ? codeOfX64 : codeOfArm64;
  // `struct sock_fprog` and the filter stand behind the code, whose length does not depend on where.
  const programAt = codeAt + Math.ceil(write(0).length / 8) * 8;
  const image = Buffer.alloc(programAt + 16 + filter.length);
  write(base + programAt).copy(image, codeAt);
  image.writeUInt16LE(filter.length / 8, programAt);
  image.writeBigUInt64LE(BigInt(base + programAt + 16), programAt + 8);
  filter.copy(image, programAt + 16);
  writeHeaders(image, machines[processor]);
  return image;
}

function writeHeaders(image: Buffer, machine: number): void {
  // 64 bits, the lower bytes first, version 1.
  image.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  // An executable for the machine.
  image.writeUInt16LE(2, 16);
  image.writeUInt16LE(machine, 18);
  image.writeUInt32LE(1, 20);
  image.writeBigUInt64LE(BigInt(base + codeAt), 24);
  // One segment, described right behind this header.
  image.writeBigUInt64LE(BigInt(headerBytes), 32);
  image.writeUInt16LE(headerBytes, 52);
  image.writeUInt16LE(segmentBytes, 54);
  image.writeUInt16LE(1, 56);
  // The whole file, to be read and executed.
  image.writeUInt32LE(1, headerBytes);
  image.writeUInt32LE(5, headerBytes + 4);
  image.writeBigUInt64LE(BigInt(base), headerBytes + 16);
  image.writeBigUInt64LE(BigInt(base), headerBytes + 24);
  image.writeBigUInt64LE(BigInt(image.length), headerBytes + 32);
  image.writeBigUInt64LE(BigInt(image.length), headerBytes + 40);
  image.writeBigUInt64LE(0x1000n, headerBytes + 48);
}

const word = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255];

/** prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); seccomp(SECCOMP_SET_MODE_FILTER, 0, program) or exit(126); execve(argv[1], argv + 1, envp). */
function codeOfX64(program: number): Buffer {
  const end = [
    ...[0xbf, ...word(126)], // mov edi, 126
    ...[0xb8, ...word(231)], // mov eax, exit_group
    ...[0x0f, 0x05], // syscall
  ];
  const become = [
    ...[0x48, 0x8d, 0x74, 0x24, 0x10], // lea rsi, [rsp+16]: argv + 1
    ...[0x48, 0x8b, 0x3e], // mov rdi, [rsi]
    ...[0x48, 0x8b, 0x0c, 0x24], // mov rcx, [rsp]: argc
    ...[0x48, 0x8d, 0x54, 0xcc, 0x10], // lea rdx, [rsp+rcx*8+16]: envp
    ...[0xb8, ...word(59)], // mov eax, execve
    ...[0x0f, 0x05], // syscall
  ];
  return Buffer.from([
    ...[0xb8, ...word(157)], // mov eax, prctl
    ...[0xbf, ...word(38)], // mov edi, PR_SET_NO_NEW_PRIVS
    ...[0xbe, ...word(1)], // mov esi, 1
    ...[0x31, 0xd2], // xor edx, edx
    ...[0x45, 0x31, 0xd2], // xor r10d, r10d
    ...[0x45, 0x31, 0xc0], // xor r8d, r8d
    ...[0x0f, 0x05], // syscall
    ...[0xb8, ...word(317)], // mov eax, seccomp
    ...[0xbf, ...word(1)], // mov edi, SECCOMP_SET_MODE_FILTER
    ...[0x31, 0xf6], // xor esi, esi
    ...[0xba, ...word(program)], // mov edx, program
    ...[0x0f, 0x05], // syscall
    ...[0x85, 0xc0], // test eax, eax
    ...[0x75, become.length], // jnz end
    ...become,
    ...end,
  ]);
}

/** The same. */
function codeOfArm64(program: number): Buffer {
  const set = (register: number, value: number) => 0xd280_0000 | (value << 5) | register; // movz x, value
  const system = 0xd400_0001; // svc #0
  const end = [set(0, 126), set(8, 94), system]; // exit_group
  const become = [
    0x9100_43e1, // add x1, sp, #16: argv + 1
    0xf940_0020, // ldr x0, [x1]
    0xf940_03e9, // ldr x9, [sp]: argc
    0x9100_43e2, // add x2, sp, #16
    0x8b09_0c42, // add x2, x2, x9, lsl #3: envp
    ...[set(8, 221), system], // execve
  ];
  const words = [
    ...[set(8, 167), set(0, 38), set(1, 1), set(2, 0), set(3, 0), set(4, 0), system], // prctl
    ...[set(8, 277), set(0, 1), set(1, 0), set(2, program & 0xffff)], // seccomp
    0xf2a0_0000 | (((program >>> 16) & 0xffff) << 5) | 2, // movk x2, program's upper half
    system,
    0xb500_0000 | ((become.length + 1) << 5), // cbnz x0, end
    ...become,
    ...end,
  ];
  return Buffer.from(words.flatMap(word));
}
