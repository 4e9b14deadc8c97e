import { pullDefinition } from '@plinth/api-contract';
import { type Definition, processesOf, readFiles } from '@plinth/app-definition';
import { type StudioWork, useWork } from '@plinth/studio-frame';
import { type Loaded, useLoaded } from '@plinth/web-shell';
import { useCallback, useMemo } from 'react';
import { type DrawnProcess, drawnProcess, isDrawn } from '../drawing/drawn-process.ts';

/** Versions never change, so each is fetched once for as long as the application is open. */
const fetched = new WeakMap<StudioWork, Map<string, Promise<Definition>>>();

/** The definition of a version. */
function definitionOfVersion(work: StudioWork, version: string): Promise<Definition> {
  const known = fetched.get(work) ?? new Map<string, Promise<Definition>>();
  fetched.set(work, known);
  const found = known.get(version);
  if (found !== undefined) return found;
  const { client, tenant, application } = work;
  const asked = client.call(pullDefinition, { tenant, application }, { version }).then(({ files }) => readFiles(files).definition);
  known.set(version, asked);
  asked.catch(() => known.delete(version));
  return asked;
}

/** A process as it is drawn in a version, null where that version has none of the key, or nobody can draw it; and to ask again. */
export function useVersionProcess(version: string | null, key: string): readonly [Loaded<DrawnProcess | null>, () => void] {
  const work = useWork();
  const load = useCallback(async () => (version === null ? null : definitionOfVersion(work, version)), [work, version]);
  const [definition, again] = useLoaded(load);
  return useMemo(() => {
    if (definition.state !== 'ready') return [definition, again];
    return [{ state: 'ready', value: definition.value === null ? null : drawnByKey(definition.value, key) }, again];
  }, [definition, again, key]);
}

function drawnByKey(definition: Definition, key: string): DrawnProcess | null {
  const record = processesOf(definition).find((each) => each.key === key);
  const drawn = record === undefined ? null : drawnProcess(definition, record.id);
  return drawn !== null && isDrawn(drawn) ? drawn : null;
}
