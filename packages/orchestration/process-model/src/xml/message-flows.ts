import { childNamed, type XmlElement } from '@plinth/xml-document';
import { bpmnNamespace } from './bpmn-document.ts';

/** Elements of a process that hear a message under their own id where nothing else names it. */
const hearing: ReadonlySet<string> = new Set(['startEvent', 'intermediateCatchEvent', 'boundaryEvent', 'receiveTask']);

/** What message flows are called that events and tasks without a message stand at (BPMN 2.0.2 §9.3). */
export class MessageFlows {
  readonly #flows: XmlElement[] = [];
  readonly #find: (id: string) => XmlElement | null;

  constructor(find: (id: string) => XmlElement | null) {
    this.#find = find;
  }

  add(flow: XmlElement): void {
    this.#flows.push(flow);
  }

  /** The id of the message that flows to or from an element, else that of the element that hears it; null where none flows. */
  messageAt(element: string): string | null {
    for (const { attributes } of this.#flows) {
      const [source, target] = [localId(attributes.sourceRef), localId(attributes.targetRef)];
      if (source !== element && target !== element) continue;
      const other = this.#find(source === element ? target : source);
      const named = localId(attributes.messageRef) || (other === null ? '' : messageOf(other));
      if (named !== '') return named;
      if (source === element && other !== null && hearing.has(other.name)) return target;
    }
    return null;
  }
}

/** The message that an operation of a service takes, by a reference to it (§8.4.3). */
export function messageOfOperation(reference: string | undefined, find: (id: string) => XmlElement | null): string | null {
  const operation = reference === undefined ? null : find(localId(reference));
  return operation === null ? null : localId(childNamed(operation, 'inMessageRef')?.text) || null;
}

function messageOf(element: XmlElement): string {
  const definition = element.children.find(({ name, namespace }) => name === 'messageEventDefinition' && namespace === bpmnNamespace);
  return localId(element.attributes.messageRef ?? definition?.attributes.messageRef);
}

function localId(reference = ''): string {
  return reference.trim().split(':').at(-1) ?? '';
}

/** What in a message is a correlation property of it, by message and property (§8.4.2). */
export function messagePathsIn(root: XmlElement): ReadonlyMap<string, ReadonlyMap<string, XmlElement>> {
  const found = new Map<string, Map<string, XmlElement>>();
  for (const property of root.children) {
    if (property.name !== 'correlationProperty' || property.namespace !== bpmnNamespace) continue;
    for (const retrieval of property.children) {
      const path = childNamed(retrieval, 'messagePath');
      if (retrieval.name !== 'correlationPropertyRetrievalExpression' || path === null) continue;
      const message = localId(retrieval.attributes.messageRef);
      found.set(message, (found.get(message) ?? new Map<string, XmlElement>()).set(property.attributes.id ?? '', path));
    }
  }
  return found;
}
