/** A program of the system that tests may need. */
export interface SystemProgram {
  readonly name: string;
  readonly variable: string;
  readonly find: () => string | null;
  readonly debianPackage: string;
  readonly skipped: string;
}

export const systemPrograms: readonly SystemProgram[];

/** What to install, and what happens without it. */
export function adviceFor(program: SystemProgram): string;

/** Path of a server, which Debian keeps where only administrators' paths lead; null without one. */
export function findServer(name: string): string | null;
