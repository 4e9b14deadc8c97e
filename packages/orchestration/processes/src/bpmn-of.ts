import { type Definition, type DefinitionRecord, processesOf, processFlowsOf, processNodesOf, type RecordOf } from '@plinth/app-definition';
import { nearestName } from '@plinth/foundation';
import { bpmnNamespace, parseBpmn, plinthNamespace, withLayout, writeBpmn } from '@plinth/process-model';
import {
  type PrintedElement,
  type PrintedNode,
  parseFragment,
  printDocument,
  writtenNode,
  type XmlElement,
  type XmlNode,
} from '@plinth/xml-document';
import { processesErrors } from './errors.ts';
import { markedKey } from './place-mark.ts';

/** A process of a definition as a BPMN document; one without layout is laid out. Throws `processes.unknown-process`, `processes.unreadable-content`. */
export function bpmnOf(definition: Definition, key: string): string {
  return writeBpmn(withLayout(parseBpmn(unlaidBpmnOf(definition, key))));
}

/** The document as the records have it, with or without a layout. */
export function unlaidBpmnOf(definition: Definition, key: string): string {
  const all = processesOf(definition);
  const process = all.find((each) => each.key === key);
  if (process === undefined) {
    const known = all.map((each) => each.key);
    const nearest = nearestName(key, known);
    const suggestion =
      nearest !== null ? `Did you mean ${nearest}?` : known.length === 0 ? 'There are none.' : `There are ${known.join(', ')}.`;
    throw processesErrors.unknownProcess({ process: key, suggestion });
  }
  const { root, before, after } = parseBpmn(process.document ?? emptyDocument(key));
  const filling = new Filling(definition, root);
  return printDocument(before.map(writtenNode), filling.root(process.id), after.map(writtenNode), filling.unwritable);
}

function emptyDocument(key: string): string {
  return `<definitions xmlns="${bpmnNamespace}" xmlns:plinth="${plinthNamespace}" id="definitions" targetNamespace="urn:plinth:${key}"><process id="${key}" isExecutable="true"/></definitions>`;
}

type Element = RecordOf<'process-node'> | RecordOf<'process-flow'>;

/** Puts nodes and flows into their places in a document. */
class Filling {
  readonly #definition: Definition;
  readonly #root: XmlElement;
  readonly #prefix: string;
  readonly #declarations: Readonly<Record<string, string>>;

  constructor(definition: Definition, root: XmlElement) {
    this.#definition = definition;
    this.#root = root;
    this.#prefix = root.prefix === '' ? '' : `${root.prefix}:`;
    this.#declarations = Object.fromEntries(
      Object.entries(root.attributes).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:')),
    );
  }

  readonly unwritable = (text: string): Error =>
    processesErrors.unreadableContent({
      element: 'the process',
      reason: `it has the character ${JSON.stringify(text.slice(0, 20))}`,
      line: 1,
      column: 1,
    });

  root(process: string): PrintedElement {
    const left = this.#elementsOf(process);
    const filled = this.#printed(this.#root, left);
    if (left.size === 0) return filled;
    // What has no place yet stands last in the first process.
    let isFirst = true;
    const content = filled.content.map((node) => {
      if (!isFirst || typeof node === 'string' || !('attributes' in node) || node.name !== `${this.#prefix}process`) return node;
      isFirst = false;
      return { ...node, content: [...node.content, ...this.#rest(left)] };
    });
    return { ...filled, content };
  }

  #elementsOf(parent: string): Map<string, Element> {
    const elements: Element[] = [...processNodesOf(this.#definition, parent), ...processFlowsOf(this.#definition, parent)];
    return new Map(elements.map((element) => [element.key, element]));
  }

  #printed(element: XmlElement, left: Map<string, Element>): PrintedElement {
    const name = element.prefix === '' ? element.name : `${element.prefix}:${element.name}`;
    return { name, attributes: element.attributes, content: this.#filled(element.content, left), isNew: false };
  }

  #filled(nodes: readonly XmlNode[], left: Map<string, Element>): PrintedNode[] {
    return nodes.flatMap((node): PrintedNode[] => {
      const key = markedKey(node);
      if (key !== null) {
        const element = left.get(key);
        left.delete(key);
        // The record of that place may be gone.
        return element === undefined ? [] : [this.#element(element)];
      }
      return [typeof node !== 'string' && 'children' in node ? this.#printed(node, left) : writtenNode(node)];
    });
  }

  #rest(left: Map<string, Element>): PrintedNode[] {
    return [...left.values()].map((element) => this.#element(element));
  }

  #element(record: Element): PrintedElement {
    const { key, label, attributes } = record;
    const named: Record<string, string> = label === undefined ? {} : { name: label };
    if (record.kind === 'process-flow') {
      const ends = { sourceRef: this.#keyOf(record.source), targetRef: this.#keyOf(record.target) };
      const name = `${this.#prefix}sequenceFlow`;
      return {
        name,
        attributes: { id: key, ...named, ...ends, ...attributes },
        content: this.#condition(record),
        isNew: record.content === undefined,
      };
    }
    const host: Record<string, string> = record.attachedTo === undefined ? {} : { attachedToRef: this.#keyOf(record.attachedTo) };
    const left = this.#elementsOf(record.id);
    const content = [...this.#filled(this.#contentOf(record), left), ...this.#rest(left)];
    return {
      name: `${this.#prefix}${record.type}`,
      attributes: { id: key, ...named, ...host, ...attributes },
      content,
      isNew: record.content === undefined,
    };
  }

  #contentOf({ content, key }: Element): readonly XmlNode[] {
    if (content === undefined) return [];
    return parseFragment(content, this.#declarations, (reason, { line, column }) =>
      processesErrors.unreadableContent({ element: key, reason, line, column }),
    );
  }

  /** The content of a flow, with its condition where that stands, or as a new element. */
  #condition(flow: RecordOf<'process-flow'>): PrintedNode[] {
    const { condition } = flow;
    let isPlaced = false;
    const place = (node: XmlNode): PrintedNode[] => {
      if (typeof node === 'string' || !('children' in node) || node.name !== 'conditionExpression') return [writtenNode(node)];
      const text = node.content.map((inner): PrintedNode => {
        const isMark = markedKey(inner) === '' || (typeof inner === 'object' && 'cdata' in inner && inner.cdata === '<?plinth?>');
        if (!isMark) return writtenNode(inner);
        isPlaced = true;
        const text = condition ?? '';
        return typeof inner === 'object' && 'cdata' in inner && !text.includes(']]>') ? { cdata: text } : text;
      });
      // A condition that was taken away leaves no empty one.
      if (isPlaced && condition === undefined) return [];
      return [{ ...this.#printed(node, new Map()), content: text }];
    };
    const content = this.#contentOf(flow).flatMap(place);
    if (condition === undefined || isPlaced) return content;
    return [...content, { name: `${this.#prefix}conditionExpression`, attributes: {}, content: [condition], isNew: true }];
  }

  #keyOf(id: string): string {
    const record: DefinitionRecord | undefined = this.#definition.records.get(id);
    return record !== undefined && 'key' in record ? record.key : id;
  }
}
