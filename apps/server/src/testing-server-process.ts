import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { administrator } from './testing.ts';

export interface ServerProcess {
  readonly process: ChildProcess;
  readonly address: string;
  /** Ends it and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** A server as people start it, in a process of its own; it is listening. */
export function startServerProcess(settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      PATH: process.env.PATH,
      // Half of what a start takes is to compile.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      PLINTH_PORT: '0',
      PLINTH_EXAMPLES: 'false',
      PLINTH_ADMINISTRATOR_EMAIL: administrator.email,
      PLINTH_ADMINISTRATOR_PASSWORD: administrator.password,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return gone;
  };
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (part: Buffer) => {
      said += part.toString();
      const address = /Plinth is ready\. Open (http:\/\/[\d.:]+)/.exec(said)?.[1];
      if (address !== undefined) resolve({ process: child, address, end });
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
  });
}
