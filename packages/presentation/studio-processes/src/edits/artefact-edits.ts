import type { Box, Point } from '@plinth/process-model';
import { changedDocument, type ElementDraft, localName } from '@plinth/processes';
import type { PrintedElement, PrintedNode } from '@plinth/xml-document';
import { artefactId, associationWay } from '../drawing/artefacts.ts';
import type { DrawnNode, DrawnProcess } from '../drawing/drawn-process.ts';
import { changed, drawInto, drawnBy, edgeFor, elementsIn, isElement, shapeFor, withBounds } from './document-tree.ts';
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
      drawings.push(edgeFor(line, associationWay(about.box, box)));
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

/** Another name for a pool, a lane or data, other words for a note. */
export function renameArtefact(drawn: DrawnProcess, key: string, words: string): Edit {
  return documentEdit(drawn, 'Rename', [key], (draft) =>
    changed(draft.content, (element) => {
      if (element.attributes.id !== key) return element;
      if (localName(element) !== 'textAnnotation') return { ...element, attributes: { ...element.attributes, name: words } };
      const others = element.content.filter((node) => !isElement(node) || localName(node) !== 'text');
      return { ...element, content: [draft.element('text', {}, [words]), ...others] };
    }),
  );
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

/** Removes pools, lanes, notes and data, with what only they are drawn and joined by. What stood in a lane stays. */
export function removeArtefacts(drawn: DrawnProcess, keys: readonly string[]): Edit | null {
  const chosen = new Set(drawn.artefacts.flatMap(({ kind, key }) => (kind === 'shape' && keys.includes(key) ? [key] : [])));
  if (chosen.size === 0) return null;
  return documentEdit(drawn, 'Remove', [], (draft) => {
    const all = [...elementsIn(draft.content)];
    const gone = new Set(chosen);
    const of = (name: string) => all.filter((element) => localName(element) === name);
    for (const { attributes } of [...of('association'), ...of('messageFlow')])
      if (gone.has(attributes.sourceRef ?? '') || gone.has(attributes.targetRef ?? '')) gone.add(attributes.id ?? '');
    const kept = new Set(
      of('dataObjectReference').flatMap(({ attributes }) => (gone.has(attributes.id ?? '') ? [] : [attributes.dataObjectRef])),
    );
    for (const { attributes } of of('dataObjectReference'))
      if (gone.has(attributes.id ?? '') && !kept.has(attributes.dataObjectRef)) gone.add(attributes.dataObjectRef ?? '');
    gone.delete('');
    const left = changed(draft.content, (element) =>
      gone.has(element.attributes.id ?? '') || gone.has(drawnBy(element) ?? '') ? null : element,
    );
    return withoutEmpty(left, processKey(drawn));
  });
}

/** A set of lanes and a collaboration go with the last that stands in them; the plane draws the process again. */
function withoutEmpty(nodes: readonly PrintedNode[], process: string): PrintedNode[] {
  const isEmpty = (element: PrintedElement, child: string) => !element.content.some((node) => isElement(node) && localName(node) === child);
  const gone = new Set<string>();
  const left = changed(nodes, (element) => {
    const name = localName(element);
    const ends = (name === 'laneSet' && isEmpty(element, 'lane')) || (name === 'collaboration' && isEmpty(element, 'participant'));
    if (ends && name === 'collaboration') gone.add(element.attributes.id ?? '');
    return ends ? null : element;
  });
  return changed(left, (element) =>
    localName(element) === 'BPMNPlane' && gone.has(element.attributes.bpmnElement ?? '')
      ? { ...element, attributes: { ...element.attributes, bpmnElement: process } }
      : element,
  );
}

/** An edit of the document around the nodes and flows. Nothing that is drawn moves by it. */
export function documentEdit(
  drawn: DrawnProcess,
  intent: string,
  selection: readonly string[],
  change: (draft: ElementDraft) => readonly PrintedNode[],
): Edit {
  const document = changedDocument(drawn.record, (draft) => draft.rewrite(change(draft)));
  return {
    body: together([...settled(drawn), update(drawn.record.id, ['document'], document)]),
    intent,
    selection: selection.map(artefactId),
  };
}

/** The first process of the document, in which everything new stands. */
export function processKey({ read }: DrawnProcess): string {
  return read.model.processes[0]?.id ?? '';
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
