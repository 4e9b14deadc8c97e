import type { XmlElement } from '@plinth/xml-document';
import type { ProcessNode } from '../model/process-node.ts';

/** What every node has; flows are those of its container that name it, whatever its `incoming` and `outgoing` say. */
export type NodeHead = Pick<ProcessNode, 'id' | 'name' | 'incoming' | 'outgoing'>;

/** A boolean attribute, which XML may write as 1 and 0. */
export function flag(element: XmlElement, name: string, otherwise: boolean): boolean {
  const value = element.attributes[name]?.trim();
  return value === undefined ? otherwise : value === 'true' || value === '1';
}
