import type { RecordOf } from '@plinth/app-definition';
import { parseBpmn, plinthNamespace } from '@plinth/process-model';
import { type PrintedElement, type PrintedNode, printDocument, printNodes, writtenNode } from '@plinth/xml-document';
import { documentOf } from '../bpmn-of.ts';
import { contentOf, declarationsOf } from '../element-content.ts';
import { processesErrors } from '../errors.ts';

type ProcessHead = Pick<RecordOf<'process'>, 'document' | 'key' | 'label'>;
type Element = RecordOf<'process-node'> | RecordOf<'process-flow'>;

/** In which order BPMN's schema has what stands in an element; whatever is not named comes last. */
const order = [
  'documentation',
  'extensionElements',
  'incoming',
  'outgoing',
  'ioSpecification',
  'property',
  'dataInputAssociation',
  'dataOutputAssociation',
  'potentialOwner',
  'standardLoopCharacteristics',
  'multiInstanceLoopCharacteristics',
];

/** The XML within an element, while it is changed. What is not touched stays as it was written. */
export class ElementDraft {
  #content: readonly PrintedNode[];
  readonly #prefix: string;

  constructor(content: readonly PrintedNode[], prefix: string) {
    this.#content = content;
    this.#prefix = prefix;
  }

  /** An element of BPMN under the document's prefix. */
  element(
    name: string,
    attributes: Readonly<Record<string, string | undefined>> = {},
    content: readonly PrintedNode[] = [],
  ): PrintedElement {
    const given = Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { name: name.includes(':') ? name : `${this.#prefix}${name}`, attributes: Object.fromEntries(given), content, isNew: false };
  }

  /** The first child of a name, without its prefix. */
  child(name: string): PrintedElement | null {
    return this.#content.find((node): node is PrintedElement => localName(node) === name) ?? null;
  }

  /** Puts something in place of all children that a test names, where the first of them stood, else where BPMN has it. */
  replace(isReplaced: (name: string) => boolean, elements: readonly PrintedElement[]): void {
    const stood = this.#content.findIndex((node) => isReplaced(localName(node)));
    const left = this.#content.filter((node) => !isReplaced(localName(node)));
    const at = stood >= 0 ? this.#content.slice(0, stood).filter((node) => !isReplaced(localName(node))).length : placeFor(left, elements);
    this.#content = [...left.slice(0, at), ...elements, ...left.slice(at)];
  }

  set(name: string, element: PrintedElement | null): void {
    this.replace((each) => each === name, element === null ? [] : [element]);
  }

  /** Puts an element before everything else. */
  prepend(element: PrintedElement): void {
    this.#content = [element, ...this.#content];
  }

  /** Everything within the element as a change has it. */
  rewrite(content: readonly PrintedNode[]): void {
    this.#content = content;
  }

  get content(): readonly PrintedNode[] {
    return this.#content;
  }

  /** As a record keeps it; undefined where nothing is left. Throws `processes.unreadable-content`. */
  text(): string | undefined {
    const text = printNodes(this.#content, unwritable);
    return text.trim() === '' ? undefined : text;
  }
}

/** The content of a node or flow after a change. Throws `processes.unreadable-content`. */
export function changedContent(
  process: ProcessHead,
  record: Pick<Element, 'content' | 'key'>,
  change: (draft: ElementDraft) => void,
): string | undefined {
  const { root } = parseBpmn(documentOf(process));
  const draft = new ElementDraft(contentOf(record, declarationsOf(root)).map(writtenNode), root.prefix === '' ? '' : `${root.prefix}:`);
  change(draft);
  return draft.text();
}

/** The document of a process after a change of what stands in its root. */
export function changedDocument(process: ProcessHead, change: (draft: ElementDraft) => void): string {
  const { root, before, after } = parseBpmn(documentOf(process));
  const prefix = root.prefix === '' ? '' : `${root.prefix}:`;
  const draft = new ElementDraft(root.content.map(writtenNode), prefix);
  change(draft);
  const isDeclared = Object.hasOwn(root.attributes, 'xmlns:plinth') || !usesPlinth(draft.content);
  const attributes = isDeclared ? root.attributes : { ...root.attributes, 'xmlns:plinth': plinthNamespace };
  const printed = { name: `${prefix}${root.name}`, attributes, content: draft.content, isNew: false };
  return printDocument(before.map(writtenNode), printed, after.map(writtenNode), unwritable);
}

/** Whether anything has an attribute of Plinth's own, which the document of another tool does not declare. */
function usesPlinth(content: readonly PrintedNode[]): boolean {
  return content.some(
    (node) =>
      typeof node === 'object' &&
      'attributes' in node &&
      (Object.keys(node.attributes).some((name) => name.startsWith('plinth:')) || usesPlinth(node.content)),
  );
}

function placeFor(content: readonly PrintedNode[], [first]: readonly PrintedElement[]): number {
  const rank = rankOf(first === undefined ? '' : localName(first));
  const behind = content.findLastIndex((node) => localName(node) !== '' && rankOf(localName(node)) <= rank);
  return behind + 1;
}

function rankOf(name: string): number {
  const at = order.indexOf(name);
  return at < 0 ? order.length : at;
}

/** Empty for what is no element. */
export function localName(node: PrintedNode): string {
  return typeof node === 'object' && 'attributes' in node ? node.name.slice(node.name.indexOf(':') + 1) : '';
}

function unwritable(text: string): Error {
  return processesErrors.unreadableContent({
    element: 'what was written',
    reason: `it has the character ${JSON.stringify(text.slice(0, 20))}`,
    line: 1,
    column: 1,
  });
}
