import type { Definition } from '@plinth/app-definition';
import { type DrawnNode, type DrawnProcess, within } from '../drawing/drawn-process.ts';
import { isSubProcess } from '../drawing/element-kind.ts';
import type { Edit } from '../edits/edit.ts';
import { moveNodes } from '../edits/move-edits.ts';
import { isWithin } from './diagram-node.ts';

/** What comes of elements that were dragged: `at` is where the corner of the one under the pointer came to stand. */
export function dropped(
  definition: Definition,
  drawn: DrawnProcess,
  node: DrawnNode,
  at: { readonly x: number; readonly y: number },
  ids: readonly string[],
): Edit | null {
  const shift = { x: Math.round(at.x - node.box.x), y: Math.round(at.y - node.box.y) };
  const moved = new Set(ids.flatMap((id) => [id, ...within(drawn, id).map((each) => each.id)]));
  const middle = { x: at.x + node.box.width / 2, y: at.y + node.box.height / 2 };
  const container = containerAt(drawn, middle, moved);
  return moveNodes(definition, drawn, ids, shift, node.host !== null || container === node.container ? undefined : container);
}

/** The innermost sub-process at a place; null for the process. */
export function containerAt(
  drawn: DrawnProcess,
  place: { readonly x: number; readonly y: number },
  except: ReadonlySet<string> = new Set(),
): string | null {
  const found = drawn.nodes.findLast(
    ({ id, node, isCollapsed, box, record }) =>
      isSubProcess(node) && !isCollapsed && record !== null && !except.has(id) && isWithin(place, box),
  );
  return found?.id ?? null;
}
