import type { ActionBody, Definition } from '@plinth/app-definition';
import type { Box, Point } from '@plinth/process-model';
import { changedDocument, type ElementDraft, localName } from '@plinth/processes';
import type { PrintedElement, PrintedNode } from '@plinth/xml-document';
import { type ArtefactShape, artefactId } from '../drawing/artefacts.ts';
import type { DrawnNode, DrawnProcess } from '../drawing/drawn-process.ts';
import { straightWay } from '../drawing/link-way.ts';
import { processKey } from '../drawing/pools.ts';
import { dataFlowActions } from './data-flow-content.ts';
import { changed, drawInto, drawnBy, edgeFor, isElement, shapeFor, withBounds } from './document-tree.ts';
import { type Edit, together, update } from './edit.ts';
import { newKey } from './new-key.ts';
import { settled } from './settled.ts';

export type DataType = 'dataObjectReference' | 'dataStoreReference';

const noteSize = { width: 140, height: 50 } as const;
const dataSizes = { dataObjectReference: { width: 36, height: 50 }, dataStoreReference: { width: 50, height: 50 } } as const;

/** Adds a note with its middle at a place, joined with the element that it is about. */
export function addNote(drawn: DrawnProcess, at: Point, about: DrawnNode | null): Edit {
  const [note, line] = [newKey('note'), newKey('association')];
  const box = around(at, noteSize);
  return documentEdit(drawn, 'Add note', [note], (draft) => {
    const text = draft.element('textAnnotation', { id: note }, [draft.element('text')]);
    const drawings = [shapeFor(note, box)];
    const added = [text];
    if (about !== null) {
      added.push(draft.element('association', { id: line, sourceRef: about.key, targetRef: note }));
      drawings.push(edgeFor(line, straightWay(about.box, box)));
    }
    const nodes = intoProcess(draft, drawn, (content) => [...content, ...added]);
    return drawInto(nodes, drawings, processKey(drawn));
  });
}

/** Adds a data object or a store with its middle at a place. */
export function addData(drawn: DrawnProcess, type: DataType, at: Point): Edit {
  const key = newKey(type === 'dataStoreReference' ? 'store' : 'data');
  return documentEdit(drawn, type === 'dataStoreReference' ? 'Add data store' : 'Add data object', [key], (draft) => {
    const object = `${key}_object`;
    const added =
      type === 'dataObjectReference'
        ? [draft.element('dataObject', { id: object }), draft.element(type, { id: key, dataObjectRef: object })]
        : [draft.element(type, { id: key })];
    const nodes = intoProcess(draft, drawn, (content) => beforeArtefacts(content, added));
    return drawInto(nodes, [shapeFor(key, around(at, dataSizes[type]))], processKey(drawn));
  });
}

const groupSize = { width: 300, height: 200 } as const;
const aroundGroup = 25;

/** Adds a group: around elements where there are any, else with its middle at a place. */
export function addGroup(drawn: DrawnProcess, about: readonly DrawnNode[], at: Point): Edit {
  const [key, value] = [newKey('group'), newKey('value')];
  const boxes = about.map(({ box }) => box);
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const box =
    boxes.length === 0
      ? around(at, groupSize)
      : { x: left - aroundGroup, y: top - aroundGroup, width: right - left + 2 * aroundGroup, height: bottom - top + 2 * aroundGroup };
  return documentEdit(drawn, 'Add group', [key], (draft) => {
    const group = draft.element('group', { id: key, categoryValueRef: value });
    const category = draft.element('category', { id: newKey('category') }, [draft.element('categoryValue', { id: value, value: '' })]);
    const nodes = intoProcess(draft, drawn, (content) => [...content, group]);
    return drawInto([category, ...nodes], [shapeFor(key, box)], processKey(drawn));
  });
}

/** Another name for a pool, a lane, data or a group, other words for a note. Data is a variable of its name wherever it flows. */
export function renameArtefact(definition: Definition, drawn: DrawnProcess, key: string, words: string): Edit {
  const isData = drawn.artefacts.some(
    (each) => each.key === key && (each.type === 'dataObjectReference' || each.type === 'dataStoreReference'),
  );
  const flows = isData ? dataFlowActions(definition, drawn, key, (property) => ({ ...property, name: words.trim() || key })) : [];
  const change = (draft: ElementDraft) => {
    const value = isGroup(drawn, key) ? plainReference(draft, key) : null;
    return changed(draft.content, (element) => {
      const { id } = element.attributes;
      if (value !== null && id === value) return { ...element, attributes: { ...element.attributes, value: words } };
      if (id !== key || localName(element) === 'group') return element;
      if (localName(element) !== 'textAnnotation') {
        const { name: _before, ...others } = element.attributes;
        return { ...element, attributes: words.trim() === '' ? others : { ...others, name: words } };
      }
      const others = element.content.filter((node) => !isElement(node) || localName(node) !== 'text');
      return { ...element, content: [draft.element('text', {}, [words]), ...others] };
    });
  };
  return documentEdit(drawn, 'Rename', [key], change, flows);
}

function isGroup({ artefacts }: DrawnProcess, key: string): boolean {
  return artefacts.some((each) => each.key === key && each.type === 'group');
}

/** The id of the value that a group names. */
function plainReference(draft: ElementDraft, key: string): string | null {
  let found: string | null = null;
  changed(draft.content, (element) => {
    if (element.attributes.id === key) found = element.attributes.categoryValueRef ?? null;
    return element;
  });
  return found;
}

/** Moves notes and data, with the lines that lead there. Pools and lanes stay around what is in them. */
export function moveArtefacts(drawn: DrawnProcess, keys: readonly string[], { x, y }: Point): Edit | null {
  const moved = new Map<string, Box>();
  for (const artefact of drawn.artefacts) {
    if (artefact.kind !== 'shape' || !keys.includes(artefact.key) || artefact.type === 'participant' || artefact.type === 'lane') continue;
    moved.set(artefact.key, { ...artefact.box, x: artefact.box.x + x, y: artefact.box.y + y });
  }
  if (moved.size === 0 || (x === 0 && y === 0)) return null;
  return documentEdit(drawn, 'Move', keys, (draft) =>
    changed(draft.content, (element) => {
      const box = moved.get(drawnBy(element) ?? '');
      return box === undefined ? element : withBounds(element, box);
    }),
  );
}

/** Makes a note, data or a group larger or smaller. */
export function resizeArtefact(drawn: DrawnProcess, { key }: ArtefactShape, box: Box): Edit {
  return documentEdit(drawn, 'Resize', [key], (draft) =>
    changed(draft.content, (element) => (drawnBy(element) === key ? withBounds(element, box) : element)),
  );
}

/** An edit of the document around the nodes and flows, with other actions that belong to it. Nothing that is drawn moves by it. */
export function documentEdit(
  drawn: DrawnProcess,
  intent: string,
  selection: readonly string[],
  change: (draft: ElementDraft) => readonly PrintedNode[],
  others: readonly ActionBody[] = [],
): Edit {
  const document = changedDocument(drawn.record, (draft) => draft.rewrite(change(draft)));
  return {
    body: together([...settled(drawn), update(drawn.record.id, ['document'], document), ...others]),
    intent,
    selection: selection.map(artefactId),
  };
}

/** The root's content with another content of the process. */
export function intoProcess(
  draft: ElementDraft,
  drawn: DrawnProcess,
  change: (content: readonly PrintedNode[]) => readonly PrintedNode[],
): PrintedNode[] {
  const key = processKey(drawn);
  return draft.content.map((node) =>
    isElement(node) && localName(node) === 'process' && node.attributes.id === key ? { ...node, content: change(node.content) } : node,
  );
}

const artefactNames: ReadonlySet<string> = new Set(['textAnnotation', 'association', 'group']);

/** BPMN's schema has notes last in a process. */
function beforeArtefacts(content: readonly PrintedNode[], added: readonly PrintedElement[]): PrintedNode[] {
  const first = content.findIndex((node) => artefactNames.has(localName(node)));
  const at = first < 0 ? content.length : first;
  return [...content.slice(0, at), ...added, ...content.slice(at)];
}

function around({ x, y }: Point, { width, height }: { readonly width: number; readonly height: number }): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}
