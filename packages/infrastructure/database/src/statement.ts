import { createHash } from 'node:crypto';

/** SQL text with a name by which each connection prepares it once. Make it once, at load or at publish. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Names a statement by its text, so equal texts share a plan. */
export function statement(text: string): Statement {
  return { name: `p${createHash('sha256').update(text).digest('base64url').slice(0, 27)}`, text };
}
