import { type Definition, pageOf, recordOf } from '@plinth/app-definition';
import type { Box, Canvas } from '@plinth/studio-canvas';
import type { ChangeKind } from '@plinth/studio-frame';

/** Something drawn around a component that differs. */
export interface Mark {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly box: Box;
  /** Whether it is the one that is looked at. */
  readonly isCurrent: boolean;
  /** Whether the change itself is not drawn, but stands somewhere in here: in a dialog, or hidden. */
  readonly isAround: boolean;
}

/** The ids of a page's components that differ, as far as a definition has them. */
export function changedOn(definition: Definition, page: string, changes: ReadonlyMap<string, ChangeKind>): readonly string[] {
  return [...changes.keys()].filter((id) => {
    const record = recordOf(definition, 'component', id);
    return record !== null && pageOf(definition, record)?.id === page;
  });
}

/** Where what differs is drawn; of the one that is looked at, if it is not drawn itself, where it stands. */
export function marksOf(
  definition: Definition,
  ids: readonly string[],
  changes: ReadonlyMap<string, ChangeKind>,
  current: string,
  canvas: Pick<Canvas, 'boxesOf'>,
): readonly Mark[] {
  const marks = ids.flatMap((id): Mark[] => {
    const kind = changes.get(id);
    if (kind === undefined) return [];
    return canvas
      .boxesOf(id)
      .filter(isSeen)
      .map((box) => ({ id, kind, box, isCurrent: id === current, isAround: false }));
  });
  if (marks.some(({ isCurrent }) => isCurrent)) return marks;
  const around = drawnAround(definition, current, canvas);
  const kind = changes.get(current);
  return around === null || kind === undefined ? marks : [...marks, { id: current, kind, box: around, isCurrent: true, isAround: true }];
}

/** What is drawn without any height, as a closed dialog is, is not seen. */
function isSeen({ width, height }: Box): boolean {
  return width >= 2 && height >= 2;
}

function drawnAround(definition: Definition, id: string, canvas: Pick<Canvas, 'boxesOf'>): Box | null {
  const record = recordOf(definition, 'component', id);
  if (record === null) return null;
  return canvas.boxesOf(record.parent).find(isSeen) ?? drawnAround(definition, record.parent, canvas);
}

/** The innermost of the components that differ which a component is, or stands in; null where it is none. */
export function changedAround(definition: Definition, id: string | null, changed: ReadonlySet<string>): string | null {
  if (id === null || changed.has(id)) return id;
  return changedAround(definition, recordOf(definition, 'component', id)?.parent ?? null, changed);
}
