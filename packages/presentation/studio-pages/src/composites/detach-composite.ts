import {
  type ActionBody,
  childrenOf,
  compositeKey,
  type Definition,
  pageByKey,
  queriesOf,
  type RecordOf,
  withDefaults,
} from '@plinth/app-definition';
import type { DefinitionExpressions } from '@plinth/definition-expressions';
import { type JsonValue, shortId } from '@plinth/foundation';
import type { ComponentsById } from '../component-titles.ts';
import type { Edit, Wording } from '../edits/edits.ts';
import { recordPlaces } from '../edits/place.ts';
import { updateOf } from '../edits/update-record.ts';
import { hasOwnPlace } from './argument.ts';
import { InPlace } from './in-place.ts';

type Component = RecordOf<'component'>;

/** Why a composite cannot be written out where it stands: what it is given would mean something else at places within it. */
export interface DetachRefusal {
  readonly refused: 'hidden';
  readonly names: readonly string[];
}

/** Puts what a composite is made of where it stands, as components of the page itself; null where it is none. */
export function detachComposite(
  expressions: DefinitionExpressions,
  components: ComponentsById,
  page: RecordOf<'page'>,
  use: Component,
  wording: Wording,
): Edit | DetachRefusal | null {
  const { definition } = expressions;
  const key = compositeKey(use.component);
  const composite = key === null ? null : pageByKey(definition, key);
  if (composite?.composite === undefined) return null;
  const inPlace = new InPlace(expressions, components, page, composite, use);
  const copies = new Copies(definition, inPlace, use);
  const wrapper = hasOwnPlace(use) ? stackFor(use) : null;
  const at =
    wrapper === null ? { parent: use.parent, slot: use.slot, before: use.id } : { parent: wrapper.id, slot: 'children', before: null };
  copies.putAll(childrenOf(definition, composite.id), at);
  const queries = queriesOf(definition, composite.id).map((query): ActionBody => {
    const record = { ...inPlace.changed(query), id: shortId(), parent: page.id, key: inPlace.nameOf(query.id) ?? query.key };
    return { type: 'RECORD_INSERT', payload: { record: record as never } };
  });
  const onOpen =
    composite.onOpen.length === 0 ? [] : [updateOf(page.id, ['onOpen'], [...page.onOpen, ...inPlace.changed(composite).onOpen] as never)];
  if (inPlace.hidden.size > 0) return { refused: 'hidden', names: [...inPlace.hidden] };
  const state = inPlace.state.map(([name, value]) => updateOf(page.id, ['state', name], value as JsonValue));
  const wrap: ActionBody[] = wrapper === null ? [] : [{ type: 'RECORD_INSERT', payload: { record: wrapper } }];
  const actions: ActionBody[] = [
    ...state,
    ...queries,
    ...wrap,
    ...copies.actions,
    ...onOpen,
    { type: 'RECORD_REMOVE', payload: { id: use.id } },
  ];
  return {
    body: { type: 'BATCH', payload: { actions } },
    intent: `Detach ${wording(use)}`,
    selection: wrapper === null ? copies.tops : [wrapper.id],
  };
}

/** What keeps how the composite stood where it was. */
function stackFor({ parent, slot, index, visible, hiddenOn, layout }: Component): Component {
  const shown = visible === undefined ? {} : { visible };
  return withDefaults({
    id: shortId(),
    kind: 'component',
    component: 'ui.stack',
    parent,
    slot,
    index,
    ...shown,
    hiddenOn,
    layout,
  } as never) as Component;
}

interface At {
  readonly parent: string;
  readonly slot: string;
  readonly before: string | null;
}

/** The components of a composite once more, with what stands in its slots at their places. */
class Copies {
  readonly actions: ActionBody[] = [];
  readonly tops: string[] = [];
  readonly #definition: Definition;
  readonly #inPlace: InPlace;
  readonly #use: Component;

  constructor(definition: Definition, inPlace: InPlace, use: Component) {
    this.#definition = definition;
    this.#inPlace = inPlace;
    this.#use = use;
  }

  putAll(records: readonly Component[], at: At): void {
    const items = records.flatMap((record) => this.#itemsOf(record));
    const places = recordPlaces(this.#definition, at, items.length);
    for (const [number, item] of items.entries()) {
      const index = places[number]?.index ?? 'a0';
      const slot = item.slot ?? at.slot;
      if (item.moved) this.actions.push({ type: 'RECORD_MOVE', payload: { id: item.record.id, to: { parent: at.parent, slot, index } } });
      else this.#put(item.record, { parent: at.parent, slot, index });
      if (at.before !== null) this.tops.push(this.#inPlace.copyOf(item.record.id) ?? item.record.id);
    }
  }

  /** A component, or in place of a slot what was put there: from the page, or what the slot holds itself. */
  #itemsOf(record: Component): readonly { readonly record: Component; readonly moved: boolean; readonly slot: string | undefined }[] {
    const slot = record.parent === this.#inPlace.composite ? undefined : record.slot;
    if (record.component !== 'ui.slot') return [{ record, moved: false, slot }];
    const name = typeof record.properties.slot === 'string' && record.properties.slot !== '' ? record.properties.slot : 'children';
    const given = childrenOf(this.#definition, this.#use.id, name);
    if (given.length > 0) return given.map((each) => ({ record: each, moved: true, slot }));
    return childrenOf(this.#definition, record.id).flatMap((each) => this.#itemsOf(each).map((item) => ({ ...item, slot })));
  }

  #put(record: Component, place: { readonly parent: string; readonly slot: string; readonly index: string }): void {
    const id = shortId();
    this.#inPlace.copied(record.id, id);
    const name = this.#inPlace.nameOf(record.id);
    const { name: _name, ...changed } = this.#inPlace.changed(record);
    const copy = { ...changed, ...(name === undefined ? {} : { name }), id, ...place };
    this.actions.push({ type: 'RECORD_INSERT', payload: { record: copy as never } });
    this.putAll(childrenOf(this.#definition, record.id), { parent: id, slot: 'children', before: null });
  }
}
