import type { XmlElement, XmlNode } from '@plinth/xml-document';
import type { KeptElement, KeptNode, KeptSlot } from '../model/kept-element.ts';

/** What stands in place of elements that are the model's own. */
export type Slots = ReadonlyMap<XmlElement, KeptSlot>;

const noSlots: Slots = new Map();

/** An element as it is, with slots where the model has elements of its own. `vocabulary` is DMN's namespace. */
export function keep(element: XmlElement, slots: Slots = noSlots, vocabulary = element.namespace): KeptElement {
  return {
    name: element.prefix === '' ? element.name : `${element.prefix}:${element.name}`,
    ...(element.namespace === vocabulary ? {} : { foreign: true as const }),
    attributes: element.attributes,
    content: element.content.map((node) => keepNode(node, slots, vocabulary)),
  };
}

export function keepNode(node: XmlNode, slots: Slots, vocabulary: string): KeptNode {
  if (typeof node === 'string' || !('children' in node)) return node;
  return slots.get(node) ?? keep(node, slots, vocabulary);
}

/** The slot of a boxed expression. */
export const expressionSlot: KeptSlot = { slot: 'expression' };

/** Slots of the same name for each of some elements. */
export function slotsFor(elements: Iterable<XmlElement | null>, slot: KeptSlot): [XmlElement, KeptSlot][] {
  return [...elements].flatMap((element) => (element === null ? [] : [[element, slot]]));
}
