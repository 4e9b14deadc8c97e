import { getBranch, pullDefinition } from '@plinth/api-contract';
import { type Definition, readFiles, readSnapshot } from '@plinth/app-definition';
import type { Format, TextLookup } from '@plinth/component-kit';
import type { StudioWork } from '@plinth/studio-frame';

/** One of the two that are compared: the open branch as it is now, a step of its log, a version, or the end of another branch. */
export type CompareEnd =
  | { readonly kind: 'now' }
  | { readonly kind: 'step'; readonly position: number }
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'branch'; readonly branch: string };

/** As an address has it: `now`, `step:12`, `version:1.0.0`, `branch:draft`. */
export function writeEnd(end: CompareEnd): string {
  if (end.kind === 'now') return 'now';
  const value = end.kind === 'step' ? end.position : end.kind === 'version' ? end.version : end.branch;
  return `${end.kind}:${value}`;
}

/** Reads what an address has; null where it says nothing. */
export function readEnd(written: string | undefined): CompareEnd | null {
  if (written === 'now') return { kind: 'now' };
  const [, kind, value = ''] = /^(step|version|branch):(.+)$/.exec(written ?? '') ?? [];
  if (kind === 'version') return { kind, version: value };
  if (kind === 'branch') return { kind, branch: value };
  const position = Number(value);
  return kind === 'step' && Number.isSafeInteger(position) && position >= 0 ? { kind, position } : null;
}

/** What an end is called, within a sentence as on its own. */
export function endWords(end: CompareEnd, text: TextLookup, format: Format): string {
  if (end.kind === 'now') return text('studio.endNow', 'now');
  if (end.kind === 'step') return text('studio.endStep', 'step {step}', { step: format.number(end.position) });
  if (end.kind === 'version') return text('studio.endVersion', 'version {version}', { version: end.version });
  return text('studio.endBranch', 'branch {branch}', { branch: end.branch });
}

/** The definition that an end has; for now, what the session has is that. */
export async function definitionAt(work: StudioWork, end: CompareEnd, signal?: AbortSignal): Promise<Definition> {
  const { client, tenant, application, session } = work;
  const at = { tenant, application };
  const given = signal === undefined ? {} : { signal };
  if (end.kind === 'now') return session.store.definition;
  if (end.kind === 'version') {
    const { files } = await client.call(pullDefinition, at, { version: end.version }, given);
    return readFiles(files).definition;
  }
  const wanted = end.kind === 'step' ? { branch: work.branch, position: end.position } : { branch: end.branch };
  const { snapshot } = await client.call(getBranch, at, wanted, given);
  return definitionIn(snapshot);
}

/** The definition of a snapshot that the server sent, which is of a form that it checked. */
export function definitionIn(snapshot: unknown): Definition {
  const { definition, violations } = readSnapshot(snapshot);
  if (definition === null) throw new Error(violations[0]?.message);
  return definition;
}
