import type { XmlElement } from '@plinth/xml-document';
import type { ProcessNode } from '../model/process-node.ts';
import type { ElementIndex } from './element-index.ts';

/** What every node has; flows are those of its container that name it, whatever its `incoming` and `outgoing` say. */
export type NodeHead = Pick<ProcessNode, 'id' | 'name' | 'incoming' | 'outgoing' | 'isAsyncBefore' | 'isAsyncAfter'>;

const throwing = new Set(['endEvent', 'intermediateThrowEvent']);

/** Where a token rests: `plinth:asyncBefore` and `plinth:asyncAfter`, or Camunda's of the same names; its kin call the first `async` too. */
export function readBoundaries(element: XmlElement, index: ElementIndex): Pick<NodeHead, 'isAsyncBefore' | 'isAsyncAfter'> {
  const { plinthPrefix, vendorPrefixes } = index;
  const prefixes = [...(plinthPrefix === null ? [] : [plinthPrefix]), ...vendorPrefixes.keys()];
  const says = (name: string) => prefixes.some((prefix) => flag(element, `${prefix}:${name}`, false));
  const isAsyncBefore = says('asyncBefore') || says('async');
  const isAsyncAfter = says('asyncAfter');
  if (!isAsyncAfter || !throwing.has(element.name)) return { isAsyncBefore, isAsyncAfter };
  index.note(
    element,
    'warning',
    'ignored',
    'what it throws is heard at once, so its token does not rest after it; let it rest before the next',
  );
  return { isAsyncBefore, isAsyncAfter: false };
}

/** A boolean attribute, which XML may write as 1 and 0. */
export function flag(element: XmlElement, name: string, otherwise: boolean): boolean {
  const value = element.attributes[name]?.trim();
  return value === undefined ? otherwise : value === 'true' || value === '1';
}
