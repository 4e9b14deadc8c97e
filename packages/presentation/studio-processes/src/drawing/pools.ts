import type { Box } from '@plinth/process-model';
import type { ArtefactShape } from './artefacts.ts';
import type { DrawnProcess } from './drawn-process.ts';

/** The band at the left of a pool that has its name, in pixels. */
export const band = 30;

/** The first process of the document, in which everything new stands. */
export function processKey({ read }: Pick<DrawnProcess, 'read'>): string {
  return read.model.processes[0]?.id ?? '';
}

/** What is drawn of one type besides nodes and flows. */
export function shapesOf({ artefacts }: DrawnProcess, type: ArtefactShape['type']): readonly ArtefactShape[] {
  return artefacts.filter((artefact): artefact is ArtefactShape => artefact.kind === 'shape' && artefact.type === type);
}

/** The pool of the first process; null where it has none that is drawn. */
export function ownPool(drawn: DrawnProcess): ArtefactShape | null {
  const process = processKey(drawn);
  const waiting = [drawn.read.document.root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    const { id, processRef } = element.attributes;
    if (element.name === 'participant' && processRef === process)
      return shapesOf(drawn, 'participant').find(({ key }) => key === id) ?? null;
    waiting.push(...element.children);
  }
  return null;
}

/** The lanes that stand in a pool. */
export function lanesIn(drawn: DrawnProcess, box: Box): readonly ArtefactShape[] {
  return shapesOf(drawn, 'lane').filter(({ box: lane }) => lane.y >= box.y - 1 && lane.y + lane.height <= box.y + box.height + 1);
}

/** Where the other pools stand when one gets another box: those below and above it make room. */
export function besidePool(drawn: DrawnProcess, pool: ArtefactShape, box: Box): readonly (readonly [key: string, box: Box])[] {
  const [top, bottom] = [pool.box.y, pool.box.y + pool.box.height];
  const [up, down] = [Math.max(0, top - box.y), Math.max(0, box.y + box.height - bottom)];
  return shapesOf(drawn, 'participant').flatMap(({ key, box: other }): (readonly [string, Box])[] => {
    if (key === pool.key) return [];
    const shift = other.y >= bottom ? down : other.y + other.height <= top ? -up : 0;
    return shift === 0 ? [] : [[key, { ...other, y: other.y + shift }]];
  });
}
