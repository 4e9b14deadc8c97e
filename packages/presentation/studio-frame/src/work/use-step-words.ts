import { type BranchHistoryEntry, listActions } from '@plinth/api-contract';
import type { DefinitionAction } from '@plinth/app-definition';
import { useLanguage } from '@plinth/component-kit';
import { useEffect, useMemo, useState } from 'react';
import { hasStepWords, stepWords } from './step-words.ts';
import { useDefinition, useWork } from './use-work.ts';

/** Actions that are asked for at once. */
const most = 200;

/**
 * What the steps of a history did, in the reader's language: what was done is read for those who need it, and told once it is there.
 * Until then, and in English, a step is called as it was when it was done.
 */
export function useStepWords(entries: readonly BranchHistoryEntry[]): (entry: BranchHistoryEntry) => string {
  const { client, tenant, application, branch } = useWork();
  const language = useLanguage();
  const definition = useDefinition();
  const [known, setKnown] = useState<ReadonlyMap<string, DefinitionAction>>(new Map());
  const needed = hasStepWords(language) ? entries.filter(({ action }) => !known.has(action)).map(({ position }) => position) : [];
  const [first, last] = needed.length === 0 ? [0, 0] : [Math.min(...needed), Math.max(...needed)];
  useEffect(() => {
    if (last === 0) return;
    const controller = new AbortController();
    const after = Math.max(first - 1, last - most);
    client.call(listActions, { tenant, application }, { branch, after, limit: last - after }, { signal: controller.signal }).then(
      ({ entries: read }) => {
        const actions = read.map(({ action }) => action as DefinitionAction);
        setKnown((before) => new Map([...before, ...actions.map((action) => [action.id, action] as const)]));
      },
      // They keep the names that they were given.
      () => undefined,
    );
    return () => controller.abort();
  }, [client, tenant, application, branch, first, last]);
  return useMemo(
    () => (entry) => {
      const body = known.get(entry.action);
      return body === undefined ? entry.intent : stepWords(language, definition, { intent: entry.intent, body, isInverse: false });
    },
    [known, language, definition],
  );
}
