import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a program to its end in a folder, while everything else goes on. Throws with the end of what it said where it fails. */
export async function runProgram(
  folder: string,
  program: string,
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const child = spawn(program, parameters, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${said.slice(-2000)}`);
}
