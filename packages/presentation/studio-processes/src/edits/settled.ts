import type { ActionBody } from '@plinth/app-definition';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { update } from './edit.ts';

/** Keeps everything where it is drawn: what nobody has put anywhere would move as soon as something beside it is put somewhere. */
export function settled(drawn: DrawnProcess): readonly ActionBody[] {
  return drawn.nodes.flatMap(({ id, key, record, box, isCollapsed }) => {
    if (record === null || record.place !== undefined || isDrawnInDocument(drawn, key)) return [];
    const place = { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) };
    return [update(id, ['place'], isCollapsed ? { ...place, collapsed: true } : place)];
  });
}

/** Whether the document itself says where an element is. */
export function isDrawnInDocument({ record }: DrawnProcess, key: string): boolean {
  return record.document?.includes(`bpmnElement="${key}"`) ?? false;
}
