import { type Definition, type DefinitionRecord, processesOf, processFlowsOf, processNodesOf, type RecordOf } from '@plinth/app-definition';
import { nearestName } from '@plinth/foundation';
import { bpmnNamespace, type GivenPlaces, parseBpmn, plinthNamespace, withLayout, writeBpmn } from '@plinth/process-model';
import { type PrintedElement, type PrintedNode, printDocument, writtenNode, type XmlElement, type XmlNode } from '@plinth/xml-document';
import { contentOf, declarationsOf } from './element-content.ts';
import { processesErrors } from './errors.ts';
import { FlowReferences } from './flow-references.ts';
import { markedKey } from './place-mark.ts';

/** A process of a definition as a BPMN document; one without layout is laid out. Throws `processes.unknown-process`, `processes.unreadable-content`. */
export function bpmnOf(definition: Definition, key: string): string {
  return writeBpmn(withLayout(parseBpmn(unlaidBpmnOf(definition, key)), placesOf(definition, key)));
}

/** Where somebody put nodes and flows of a process; null where nobody did. */
export function placesOf(definition: Definition, key: string): GivenPlaces | null {
  const process = processesOf(definition).find((each) => each.key === key);
  if (process === undefined) return null;
  const { nodes, flows } = partsOf(definition, process.id);
  const boxes = nodes.flatMap(({ key: id, place }) => (place === undefined ? [] : [[id, place] as const]));
  const ways = flows.flatMap(({ key: id, way }) => (way === undefined ? [] : [[id, way] as const]));
  return boxes.length + ways.length === 0 ? null : { boxes: new Map(boxes), ways: new Map(ways) };
}

/** Every node and flow of a process, those of a sub-process after it. */
export function partsOf(definition: Definition, parent: string): ProcessParts {
  const nodes: RecordOf<'process-node'>[] = [];
  const flows: RecordOf<'process-flow'>[] = [];
  const visit = (container: string) => {
    flows.push(...processFlowsOf(definition, container));
    for (const node of processNodesOf(definition, container)) {
      nodes.push(node);
      visit(node.id);
    }
  };
  visit(parent);
  return { nodes, flows };
}

export interface ProcessParts {
  readonly nodes: readonly RecordOf<'process-node'>[];
  readonly flows: readonly RecordOf<'process-flow'>[];
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
  const { root, before, after } = parseBpmn(documentOf(process));
  const filling = new Filling(definition, root, process.id);
  return printDocument(before.map(writtenNode), filling.root(process.id), after.map(writtenNode), filling.unwritable);
}

/** The XML around the nodes and flows of a process; one that has none gets a document with one process of its key. */
export function documentOf({ document, key, label }: Pick<RecordOf<'process'>, 'document' | 'key' | 'label'>): string {
  if (document !== undefined) return document;
  const name = label.replace(/[&<"]/g, (each) => (each === '&' ? '&amp;' : each === '<' ? '&lt;' : '&quot;'));
  return `<definitions xmlns="${bpmnNamespace}" xmlns:plinth="${plinthNamespace}" id="definitions" targetNamespace="urn:plinth:${key}"><process id="${key}" name="${name}" isExecutable="true"/></definitions>`;
}

type Element = RecordOf<'process-node'> | RecordOf<'process-flow'>;

/** Puts nodes and flows into their places in a document. */
class Filling {
  readonly #definition: Definition;
  readonly #root: XmlElement;
  readonly #prefix: string;
  readonly #declarations: Readonly<Record<string, string>>;
  readonly #references: FlowReferences;

  constructor(definition: Definition, root: XmlElement, process: string) {
    this.#definition = definition;
    this.#root = root;
    this.#prefix = root.prefix === '' ? '' : `${root.prefix}:`;
    this.#declarations = declarationsOf(root);
    this.#references = new FlowReferences(partsOf(definition, process), root, this.#declarations);
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
    const filled = this.#withOwnPrefix(this.#printed(this.#root, left));
    if (left.size === 0) return filled;
    // What has no place yet stands last in the first process, before its notes, which BPMN's schema has at the end.
    let isFirst = true;
    const content = filled.content.map((node) => {
      if (!isFirst || typeof node === 'string' || !('attributes' in node) || node.name !== `${this.#prefix}process`) return node;
      isFirst = false;
      const at = artefactsOf(node.content);
      return { ...node, content: [...node.content.slice(0, at), ...this.#rest(left), ...node.content.slice(at)] };
    });
    return { ...filled, content };
  }

  /** Declares Plinth's prefix where a record uses it and the document, of another tool, does not. */
  #withOwnPrefix(root: PrintedElement): PrintedElement {
    if (!this.#references.usesPlinth || Object.hasOwn(root.attributes, 'xmlns:plinth')) return root;
    return { ...root, attributes: { ...root.attributes, 'xmlns:plinth': plinthNamespace } };
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
      if (typeof node === 'string' || !('children' in node)) return [writtenNode(node)];
      return this.#references.isGone(node) ? [] : [this.#printed(node, left)];
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
    const own = this.#references.of(record, this.#prefix, this.#filled(contentOf(record, this.#declarations), left));
    return {
      name: `${this.#prefix}${record.type}`,
      attributes: { id: key, ...named, ...host, ...attributes },
      content: [...own, ...this.#rest(left)],
      isNew: record.content === undefined,
    };
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
    const content = contentOf(flow, this.#declarations).flatMap(place);
    if (condition === undefined || isPlaced) return content;
    return [...content, { name: `${this.#prefix}conditionExpression`, attributes: {}, content: [condition], isNew: true }];
  }

  #keyOf(id: string): string {
    const record: DefinitionRecord | undefined = this.#definition.records.get(id);
    return record !== undefined && 'key' in record ? record.key : id;
  }
}

const artefactNames: ReadonlySet<string> = new Set(['textAnnotation', 'association', 'group']);

/** Where notes and what joins them begin. */
function artefactsOf(content: readonly PrintedNode[]): number {
  const at = content.findIndex((node) => typeof node === 'object' && 'attributes' in node && artefactNames.has(withoutPrefix(node.name)));
  return at < 0 ? content.length : at;
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
