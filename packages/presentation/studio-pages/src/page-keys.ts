import { childrenOf, compositeKey, type Definition, pageByKey, recordOf } from '@plinth/app-definition';
import type { TextLookup } from '@plinth/component-kit';
import { definitionExpressionsOf } from '@plinth/studio-expressions';
import { takesText } from '@plinth/studio-frame';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { wordingOf } from './component-titles.ts';
import { compositeRefusal, detachRefusal } from './composites/composite-refusals.ts';
import { detachComposite } from './composites/detach-composite.ts';
import { makeComposite } from './composites/make-composite.ts';
import { type Alignment, alignComponents, keptPixels, resizeComponent, unwrapComponent } from './edits/arrange.ts';
import { clipOf, missingParts, readClip } from './edits/clip.ts';
import { clipLacks, clipRefusal } from './edits/clip-sayings.ts';
import { duplicateComponents, moveComponents, pasteClip, placeBehind, removeComponents, wrapComponents } from './edits/edits.ts';
import type { Place } from './edits/place.ts';
import { mainSlot, type PageWork } from './page-work.ts';
import { hasHeight } from './stage/resize-handles.tsx';
import { textPropertyOf } from './stage/text-property.ts';

/** What keys and the clipboard do on the canvas and in the outline. */
export interface PageKeys {
  onKeyDown(event: KeyboardEvent): void;
  onCopy(event: ClipboardEvent): void;
  onCut(event: ClipboardEvent): void;
  onPaste(event: ClipboardEvent): void;
}

const clipType = 'text/plain';
/** Pixels by which a key makes something larger. */
const sizeStep = 16;

export function pageKeys(page: PageWork, text: TextLookup): PageKeys {
  const acts = pageActs(page, text);
  const copy = (event: ClipboardEvent): boolean => {
    const ids = page.chosen();
    if (takesText(event.target) || ids.length === 0) return false;
    event.clipboardData.setData(clipType, JSON.stringify(clipOf(page.definition(), ids), null, 2));
    event.preventDefault();
    return true;
  };
  return {
    onCopy: (event) => void copy(event),
    onCut(event) {
      if (copy(event)) acts.remove();
    },
    onPaste(event) {
      if (takesText(event.target)) return;
      event.preventDefault();
      const read = readClip(event.clipboardData.getData(clipType));
      if ('problem' in read) return page.work.say(clipRefusal(text, read.problem));
      const pasted = pasteClip(page.definition(), read, page.nextPlace());
      page.edit(pasted);
      const missing = missingParts(page.definition(), read, page.components);
      if (missing.length > 0) page.work.say(clipLacks(text, missing));
    },
    onKeyDown(event) {
      if (takesText(event.target)) return;
      const act = actOf(event, acts);
      if (act === null) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
  };
}

type Acts = ReturnType<typeof pageActs>;

const movingKeys: Readonly<Record<string, (acts: Acts) => () => void>> = {
  ArrowUp: (acts) => acts.moveUp,
  ArrowDown: (acts) => acts.moveDown,
  ArrowLeft: (acts) => acts.moveOut,
  ArrowRight: (acts) => acts.moveIn,
};

const sizingKeys: Readonly<Record<string, (acts: Acts) => () => void>> = {
  ArrowUp: (acts) => () => acts.resize('height', -1),
  ArrowDown: (acts) => () => acts.resize('height', 1),
  ArrowLeft: (acts) => () => acts.resize('width', -1),
  ArrowRight: (acts) => () => acts.resize('width', 1),
};

const plainKeys: Readonly<Record<string, (acts: Acts, further: boolean) => () => void>> = {
  ArrowUp: (acts, further) => () => acts.step(-1, further),
  ArrowDown: (acts, further) => () => acts.step(1, further),
  ArrowLeft: (acts) => acts.selectParent,
  ArrowRight: (acts) => acts.selectChild,
  Home: (acts) => () => acts.selectEnd('first'),
  End: (acts) => () => acts.selectEnd('last'),
  Delete: (acts) => acts.remove,
  Backspace: (acts) => acts.remove,
  Enter: (acts) => acts.editText,
  F2: (acts) => acts.editText,
  Escape: (acts) => acts.back,
};

function actOf(event: KeyboardEvent, acts: Acts): (() => void) | null {
  const control = event.ctrlKey || event.metaKey;
  if (control && event.altKey) return event.key.toLowerCase() === 'm' ? acts.comment : null;
  if (event.altKey) return (event.shiftKey ? sizingKeys : movingKeys)[event.key]?.(acts) ?? null;
  if (control) {
    const key = event.key.toLowerCase();
    if (key === 'd') return acts.duplicate;
    if (key === 'g') return event.shiftKey ? acts.unwrap : () => acts.wrap('ui.stack');
    return key === 'a' ? acts.selectAll : null;
  }
  return plainKeys[event.key]?.(acts, event.shiftKey) ?? null;
}

/** Everything that can be done with the selection, however it is asked for. */
export function pageActs(page: PageWork, text: TextLookup) {
  const wording = wordingOf(page.components);
  const lastChosen = () => page.work.selection.peek().at(-1) ?? null;
  const siblingsOf = (definition: Definition, id: string) => {
    const record = page.record(id);
    return record === null ? [] : childrenOf(definition, record.parent, record.slot);
  };
  const move = (place: Place | null) => {
    if (place !== null) page.edit(moveComponents(page.definition(), page.chosen(), place, wording));
  };
  return {
    step(by: 1 | -1, further: boolean) {
      const order = page.order();
      const at = order.indexOf(lastChosen() ?? '');
      const next = order[at < 0 ? (by === 1 ? 0 : order.length - 1) : at + by];
      if (next === undefined) return;
      const known = page.work.selection.peek();
      page.select(further ? [...known.filter((id) => id !== next), next] : [next]);
    },
    selectEnd(which: 'first' | 'last') {
      const order = page.order();
      const end = which === 'first' ? order[0] : order.at(-1);
      if (end !== undefined) page.select([end]);
    },
    selectAll() {
      const last = lastChosen();
      const definition = page.definition();
      const all = last === null ? childrenOf(definition, page.page) : siblingsOf(definition, last);
      page.select(all.map(({ id }) => id));
    },
    selectParent() {
      const parent = page.record(lastChosen() ?? '')?.parent;
      if (parent !== undefined && parent !== page.page) page.select([parent]);
    },
    selectChild() {
      const last = lastChosen();
      const [first] = childrenOf(page.definition(), last ?? page.page);
      if (first !== undefined) page.select([first.id]);
    },
    back() {
      const parent = page.record(lastChosen() ?? '')?.parent;
      page.select(parent === undefined || parent === page.page ? [] : [parent]);
    },
    moveUp() {
      const [first] = page.chosen();
      if (first === undefined) return;
      const siblings = siblingsOf(page.definition(), first);
      const above = siblings[siblings.findIndex(({ id }) => id === first) - 1];
      if (above !== undefined) move({ parent: above.parent, slot: above.slot, before: above.id });
    },
    moveDown() {
      const last = page.chosen().at(-1);
      if (last === undefined) return;
      const siblings = siblingsOf(page.definition(), last);
      const below = siblings[siblings.findIndex(({ id }) => id === last) + 1];
      if (below !== undefined) move(placeBehind(page.definition(), below));
    },
    moveOut() {
      const parent = page.record(page.record(page.chosen()[0] ?? '')?.parent ?? '');
      if (parent !== null) move(placeBehind(page.definition(), parent));
    },
    moveIn() {
      const [first] = page.chosen();
      if (first === undefined) return;
      const siblings = siblingsOf(page.definition(), first);
      const above = siblings[siblings.findIndex(({ id }) => id === first) - 1];
      const slot = mainSlot(page.metadata(above?.id ?? ''));
      if (above !== undefined && slot !== undefined) move({ parent: above.id, slot, before: null });
    },
    remove() {
      const ids = page.chosen();
      if (ids.length === 0) return;
      const next = neighbourOf(page, ids);
      page.edit({ ...removeComponents(page.definition(), ids, wording), selection: next === null ? [] : [next] });
    },
    duplicate: () => page.edit(duplicateComponents(page.definition(), page.chosen(), wording)),
    wrap(container: string) {
      const metadata = page.components.get(container);
      const slot = mainSlot(metadata);
      if (metadata === undefined || slot === undefined) return;
      page.edit(wrapComponents(page.definition(), page.chosen(), { id: metadata.id, title: metadata.title, slot }, wording));
    },
    unwrap() {
      const [only, further] = page.chosen();
      if (only !== undefined && further === undefined) page.edit(unwrapComponent(page.definition(), only, wording));
    },
    /** Begins a comment about what is selected; about the page where nothing is. */
    comment: () => page.work.openTool('comments', lastChosen() ?? page.page),
    makeComposite(): void {
      const on = recordOf(page.definition(), 'page', page.page);
      if (on === null) return;
      const made = makeComposite(definitionExpressionsOf(page.work), page.components, on, page.chosen());
      if ('refused' in made) page.work.say(compositeRefusal(text, made));
      else page.edit(made);
    },
    detach(): void {
      const on = recordOf(page.definition(), 'page', page.page);
      const use = page.record(lastChosen() ?? '');
      if (on === null || use === null) return;
      const made = detachComposite(definitionExpressionsOf(page.work), page.components, on, use, wording);
      if (made !== null && 'refused' in made) page.work.say(detachRefusal(text, made));
      else page.edit(made);
    },
    /** Opens the composite that is selected on its own canvas. */
    openComposite(): void {
      const key = compositeKey(page.record(lastChosen() ?? '')?.component ?? '');
      const composite = key === null ? null : pageByKey(page.definition(), key);
      if (composite !== null) page.work.open(composite.id);
    },
    align: (alignment: Alignment) => page.edit(alignComponents(page.definition(), page.chosen(), alignment, wording)),
    /** Moves the edge on the right, or where one reads from right to left that on the left, or the lower one, by a step. */
    resize(edge: 'width' | 'height', by: 1 | -1) {
      const record = page.record(lastChosen() ?? '');
      const [box] = record === null ? [] : (page.canvas.peek()?.boxesOf(record.id) ?? []);
      if (record === null || box === undefined) return;
      const properties = page.components.get(record.component)?.ui?.properties;
      if (edge === 'height' && !hasHeight(record, properties)) return;
      const isMirrored = edge === 'width' && page.canvas.peek()?.direction() === 'rtl';
      const value = keptPixels(box[edge] + (isMirrored ? -by : by) * sizeStep);
      page.edit(
        resizeComponent(record, [edge === 'width' ? { path: ['layout', edge], value } : { path: ['properties', edge], value }], wording),
      );
    },
    editText() {
      const record = page.record(lastChosen() ?? '');
      if (record === null) return;
      if (textPropertyOf(record, page.components) !== null) page.editing.value = record.id;
      else if (record.name !== undefined) page.canvas.peek()?.open(record.name);
    },
  };
}

/** What is selected when these are gone: the one behind, else the one before, else what they stood in. */
function neighbourOf(page: PageWork, ids: readonly string[]): string | null {
  const last = page.record(ids.at(-1) ?? '');
  if (last === null) return null;
  const siblings = childrenOf(page.definition(), last.parent, last.slot).filter(({ id }) => id === last.id || !ids.includes(id));
  const at = siblings.findIndex(({ id }) => id === last.id);
  return siblings[at + 1]?.id ?? siblings[at - 1]?.id ?? (last.parent === page.page ? null : last.parent);
}
