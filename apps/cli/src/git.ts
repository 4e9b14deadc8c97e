import { execFile } from 'node:child_process';
import { cliErrors } from './errors.ts';

/** How git answered; 0 is success, and what other codes mean is the command's matter. */
export interface GitAnswer {
  readonly code: number;
  readonly out: string;
}

const mostOutput = 64 * 1024 * 1024;

/** Runs git in a folder. Throws `cli.no-git` where there is none, or where it was ended. */
export function git(folder: string, words: readonly string[]): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    execFile('git', [...words], { cwd: folder, maxBuffer: mostOutput, encoding: 'utf8' }, (error, out) => {
      if (error === null) resolve({ code: 0, out });
      else if (typeof error.code === 'number') resolve({ code: error.code, out });
      else reject(cliErrors.noGit({ reason: error.code ?? error.message }, { cause: error }));
    });
  });
}
