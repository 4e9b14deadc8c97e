import { type Definition, type DefinitionRecord, indexAt, processesOf, type RecordOf, withDefaults } from '@plinth/app-definition';
import { bpmnNamespace } from '@plinth/process-model';
import {
  childrenNamed,
  type PrintedElement,
  type PrintedNode,
  printDocument,
  printNodes,
  writtenNode,
  type XmlDocument,
  type XmlElement,
  type XmlNode,
} from '@plinth/xml-document';
import { processesErrors } from './errors.ts';
import { markedKey, placeMark } from './place-mark.ts';

const nodeType = /^(?:.*Event|.*Gateway|.*[tT]ask|callActivity|.*[sS]ubProcess|transaction)$/;
const elementId = /^[A-Za-z_][A-Za-z0-9_.-]{0,199}$/;
const longest = { label: 500, condition: 20_000 } as const;

/**
 * A BPMN document as records of a definition, in place of the process of that key where there is one. Nothing of it is lost:
 * what has no property is kept as XML. Throws `processes.own-instructions`.
 */
export function processFromBpmn(document: XmlDocument, key: string, definition: Definition): readonly DefinitionRecord[] {
  const { root, before, after } = document;
  refuseMarks([...before, root, ...after]);
  const known = processesOf(definition).find((process) => process.key === key);
  const id = known?.id ?? `process:${key}`;
  const takes = new Taking(id, root.prefix);
  const text = printDocument(
    before.map(writtenNode),
    takes.around(root, (child) => (isBpmn(child, 'process') ? takes.container(child, id, [key]) : null)),
    after.map(writtenNode),
    neverUnwritable,
  );
  const label = childrenNamed(root, 'process')[0]?.attributes.name ?? root.attributes.name ?? key;
  const process = withDefaults({ ...(known ?? { label: label.slice(0, longest.label) }), id, kind: 'process', key, document: text });
  return [process, ...takes.records];
}

function refuseMarks(nodes: readonly XmlNode[]): void {
  for (const node of nodes) {
    if (markedKey(node) !== null) throw processesErrors.ownInstructions();
    if (typeof node !== 'string' && 'children' in node) refuseMarks(node.content);
  }
}

/** What was read from XML can be written. */
function neverUnwritable(text: string): Error {
  return new Error(`${JSON.stringify(text)} was read and cannot be written`);
}

function isBpmn({ namespace, name }: XmlElement, expected: string): boolean {
  return namespace === bpmnNamespace && name === expected;
}

/** Takes the nodes and flows of a document out of it. */
class Taking {
  readonly records: DefinitionRecord[] = [];
  readonly #process: string;
  readonly #prefix: string;
  readonly #ids = new Set<string>();
  readonly #counts = new Map<string, number>();

  constructor(process: string, prefix: string) {
    this.#process = process;
    this.#prefix = prefix;
  }

  /** An element as it is, but for children that something else stands for. */
  around(element: XmlElement, instead: (child: XmlElement) => PrintedNode | null): PrintedElement {
    const name = element.prefix === '' ? element.name : `${element.prefix}:${element.name}`;
    return { name, attributes: element.attributes, content: this.#content(element, instead), isNew: false };
  }

  #content(element: XmlElement, instead: (child: XmlElement) => PrintedNode | null): PrintedNode[] {
    return element.content.map((node) =>
      typeof node !== 'string' && 'children' in node ? (instead(node) ?? writtenNode(node)) : writtenNode(node),
    );
  }

  container(element: XmlElement, parent: string, path: readonly string[]): PrintedElement {
    return this.around(element, this.#inside(element, parent, path));
  }

  /** What stands for each node and flow of a process or sub-process. */
  #inside(element: XmlElement, parent: string, path: readonly string[]): (child: XmlElement) => PrintedNode | null {
    const nodes = new Map(
      element.children
        .filter((child) => this.#isNode(child))
        .map((child): [string, string] => [child.attributes.id ?? '', this.#idOf('process-node', path, child.attributes.id ?? '')]),
    );
    return (child) => {
      const { id = '', sourceRef = '', targetRef = '' } = child.attributes;
      const node = nodes.get(id);
      if (node !== undefined) return this.#takeNode(child, node, parent, [...path, id], nodes);
      if (!this.#isOurs(child, 'sequenceFlow') || !nodes.has(sourceRef) || !nodes.has(targetRef)) return null;
      return this.#takeFlow(child, parent, path, nodes);
    };
  }

  #isNode(element: XmlElement): boolean {
    return element.namespace === bpmnNamespace && nodeType.test(element.name) && this.#isOurs(element, element.name);
  }

  /** Whether an element can be written back as it was: by its id, under the prefix of the document. */
  #isOurs(element: XmlElement, name: string): boolean {
    const { id = '' } = element.attributes;
    return isBpmn(element, name) && element.prefix === this.#prefix && elementId.test(id) && !('xmlns' in element.attributes);
  }

  /** Made of the path, as files make it; of paths that are too long, the process and a number. */
  #idOf(kind: string, path: readonly string[], key: string): string {
    const plain = `${kind}:${[...path, key].join('.')}`;
    const id =
      plain.length <= 120 && !this.#ids.has(plain) ? plain : `${kind}:${this.#process.slice('process:'.length, 70)}~${this.#ids.size}`;
    this.#ids.add(id);
    return id;
  }

  #indexIn(parent: string, kind: string): string {
    const at = this.#counts.get(`${kind} ${parent}`) ?? 0;
    this.#counts.set(`${kind} ${parent}`, at + 1);
    return indexAt(at);
  }

  #takeNode(element: XmlElement, id: string, parent: string, path: readonly string[], siblings: ReadonlyMap<string, string>): PrintedNode {
    const { id: key = '', name, attachedToRef, ...attributes } = element.attributes;
    const host = attachedToRef === undefined ? undefined : siblings.get(attachedToRef);
    const record = this.#reserve();
    const content = this.#text(this.#content(element, this.#inside(element, id, path)));
    this.records[record] = withDefaults({
      id,
      kind: 'process-node',
      parent,
      index: this.#indexIn(parent, 'node'),
      key,
      type: element.name,
      ...labelled(name),
      ...(host === undefined ? {} : { attachedTo: host }),
      attributes: { ...attributes, ...unlabelled(name), ...(host === undefined && attachedToRef !== undefined ? { attachedToRef } : {}) },
      ...content,
    } as RecordOf<'process-node'>);
    return placeMark(key);
  }

  /** Parents come before what stands in them. */
  #reserve(): number {
    return this.records.push({ id: '', kind: 'process' } as DefinitionRecord) - 1;
  }

  #takeFlow(element: XmlElement, parent: string, path: readonly string[], nodes: ReadonlyMap<string, string>): PrintedNode {
    const { id: key = '', name, sourceRef = '', targetRef = '', ...attributes } = element.attributes;
    const conditions = childrenNamed(element, 'conditionExpression');
    const [condition] = conditions;
    const isPlain = condition !== undefined && conditions.length === 1 && isPlainText(condition);
    const content = this.#content(element, (child) => (isPlain && child === condition ? this.#emptied(child) : null));
    this.records.push(
      withDefaults({
        id: this.#idOf('process-flow', path, key),
        kind: 'process-flow',
        parent,
        index: this.#indexIn(parent, 'flow'),
        key,
        ...labelled(name),
        source: nodes.get(sourceRef) ?? '',
        target: nodes.get(targetRef) ?? '',
        ...(isPlain ? { condition: condition.text } : {}),
        attributes: { ...attributes, ...unlabelled(name) },
        ...this.#text(content),
      } as RecordOf<'process-flow'>),
    );
    return placeMark(key);
  }

  /** A condition without its text, which is a property of the flow. */
  #emptied(condition: XmlElement): PrintedElement {
    const [only] = condition.content;
    const mark = typeof only === 'object' && 'cdata' in only ? { cdata: `<?${placeMark().instruction}?>` } : placeMark();
    return { ...this.around(condition, () => null), content: [mark] };
  }

  #text(content: readonly PrintedNode[]): { readonly content?: string } {
    const text = printNodes(content, neverUnwritable);
    return text === '' ? {} : { content: text };
  }
}

/** One text or one CDATA section, that a property can hold. */
function isPlainText({ content, text }: XmlElement): boolean {
  const [only] = content;
  return content.length === 1 && (typeof only === 'string' || (only !== undefined && 'cdata' in only)) && text.length <= longest.condition;
}

function labelled(name: string | undefined): { readonly label?: string } {
  return name === undefined || name.length > longest.label ? {} : { label: name };
}

/** A name that is too long for a label stays an attribute. */
function unlabelled(name: string | undefined): { readonly name?: string } {
  return name === undefined || name.length <= longest.label ? {} : { name };
}
