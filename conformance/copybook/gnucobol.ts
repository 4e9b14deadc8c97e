import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RandomCopybook } from './random-copybook.ts';

const programName = 'copybook-records';
/** The most bytes of a record that the program shows. */
const longestRecord = 60_000;

/** Whether GnuCOBOL's compiler is there. */
export function hasCompiler(): boolean {
  try {
    execFileSync('cobc', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * The bytes that a program compiled by GnuCOBOL, with IBM's rules, has in its records after the moves. Signs of zoned digits are those
 * of EBCDIC, translated to ASCII. `withValues`: records begin with the VALUEs of their copybooks, not with zeros.
 */
export function recordsByCobol(folder: string, copybooks: readonly RandomCopybook[], withValues = false): Uint8Array[] {
  mkdirSync(folder, { recursive: true });
  const source = join(folder, `${programName}.cbl`);
  const program = join(folder, programName);
  const output = join(folder, 'records.bin');
  writeFileSync(source, programOf(copybooks, output, withValues));
  execFileSync('cobc', ['-x', '-std=ibm', '-fsign=EBCDIC', '-fodoslide', '-fassign-clause=dynamic', '-w', '-o', program, source], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lengths = execFileSync(program, { encoding: 'utf8', cwd: folder }).trim().split(/\s+/).map(Number);
  const bytes = readFileSync(output);
  return lengths.map((length, index) => bytes.subarray(index * longestRecord, index * longestRecord + length));
}

function programOf(copybooks: readonly RandomCopybook[], output: string, withValues: boolean): string {
  const moves = ({ name, moves: all }: RandomCopybook) =>
    [
      ...(withValues ? [] : [`           MOVE LOW-VALUES TO ${name}`]),
      ...all.map(({ cobol, literal }) => `           MOVE ${literal}\n             TO ${cobol}`),
      `           MOVE LENGTH OF ${name} TO LEN`,
      '           DISPLAY LEN',
      `           WRITE OUT-REC FROM ${name}`,
    ].join('\n');
  return `       IDENTIFICATION DIVISION.
       PROGRAM-ID. COPYBOOK-RECORDS.
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT OUT-FILE ASSIGN TO OUT-NAME
             ORGANIZATION IS SEQUENTIAL.
       DATA DIVISION.
       FILE SECTION.
       FD OUT-FILE.
       01 OUT-REC PIC X(${longestRecord}).
       WORKING-STORAGE SECTION.
       01 OUT-NAME PIC X(200) VALUE
         '${output}'.
       01 LEN PIC 9(9).
${copybooks.map(({ source }) => source).join('')}       PROCEDURE DIVISION.
           OPEN OUTPUT OUT-FILE
${copybooks.map(moves).join('\n')}
           CLOSE OUT-FILE
           STOP RUN.
`;
}
