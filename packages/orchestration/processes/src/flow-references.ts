import type { RecordOf } from '@plinth/app-definition';
import type { PrintedElement, PrintedNode, XmlElement, XmlNode } from '@plinth/xml-document';
import type { ProcessParts } from './bpmn-of.ts';
import { contentOf } from './element-content.ts';
import { markedKey } from './place-mark.ts';

type Direction = 'incoming' | 'outgoing';

/**
 * What elements say of each other twice: the `incoming` and `outgoing` of nodes, the shapes of a diagram, the nodes of a lane. All of it
 * stays as a document has it, but what belongs to removed records goes with them, and flows that are new or lead elsewhere are entered.
 */
export class FlowReferences {
  /** Whether a record uses Plinth's own vocabulary. */
  readonly usesPlinth: boolean;
  readonly #flows: ReadonlyMap<string, RecordOf<'process-flow'>>;
  /** Flows by node id and direction that are to be entered in the nodes they lead to and from. */
  readonly #entered = new Map<string, string[]>();
  /** Keys that stand nowhere any more. */
  readonly #gone = new Set<string>();
  readonly #there = new Set<string>();

  constructor({ nodes, flows }: ProcessParts, root: XmlElement, declarations: Readonly<Record<string, string>>) {
    this.#flows = new Map(flows.map((flow) => [flow.key, flow]));
    const marks = new Set<string>();
    const listed = new Map<string, string>();
    for (const { key } of [...nodes, ...flows]) this.#there.add(key);
    const visit = (content: readonly XmlNode[], node: string | null) => {
      for (const each of content) {
        const mark = markedKey(each);
        if (mark !== null) marks.add(mark);
        if (typeof each === 'string' || !('children' in each)) continue;
        if (each.attributes.id !== undefined) this.#there.add(each.attributes.id);
        if (node !== null && isDirection(each.name)) listed.set(`${each.name} ${each.text.trim()}`, node);
        visit(each.content, node);
      }
    };
    visit([root], null);
    for (const node of nodes) visit(contentOf(node, declarations), node.id);
    for (const mark of marks) if (mark !== '' && !this.#there.has(mark)) this.#gone.add(mark);
    for (const { key, source, target } of flows) {
      const isNew = !marks.has(key);
      for (const [direction, node] of [['outgoing', source] as const, ['incoming', target] as const]) {
        const before = listed.get(`${direction} ${key}`);
        if (before === node || (before === undefined && !isNew)) continue;
        const place = `${direction} ${node}`;
        this.#entered.set(place, [...(this.#entered.get(place) ?? []), key]);
      }
    }
    this.usesPlinth = [...nodes, ...flows].some(
      ({ attributes, content }) => Object.keys(attributes).some((name) => name.startsWith('plinth:')) || content?.includes('plinth:'),
    );
  }

  /** Whether an element of the document speaks of something that was removed. */
  isGone({ name, attributes, text }: XmlElement): boolean {
    if (this.#gone.size === 0) return false;
    if (name === 'flowNodeRef') return this.#gone.has(text.trim());
    if (name !== 'BPMNShape' && name !== 'BPMNEdge') return false;
    const { bpmnElement = '' } = attributes;
    // What stood in a sub-process that was removed has no mark of its own any more.
    return !this.#there.has(bpmnElement.slice(bpmnElement.lastIndexOf(':') + 1));
  }

  /** The content of a node with its flows: without those that are gone or lead elsewhere, with those that came. */
  of(node: RecordOf<'process-node'>, prefix: string, content: readonly PrintedNode[]): PrintedNode[] {
    const kept = content.filter((each) => {
      const direction = directionOf(each);
      if (direction === null) return true;
      const key = (each as PrintedElement).content.join('').trim();
      const flow = this.#flows.get(key);
      if (flow === undefined) return !this.#gone.has(key);
      return (direction === 'incoming' ? flow.target : flow.source) === node.id;
    });
    for (const direction of ['incoming', 'outgoing'] as const) {
      const keys = this.#entered.get(`${direction} ${node.id}`) ?? [];
      const added = keys.map((key): PrintedElement => ({ name: `${prefix}${direction}`, attributes: {}, content: [key], isNew: true }));
      kept.splice(behindHead(kept, direction), 0, ...added);
    }
    return kept;
  }
}

/** BPMN's order: documentation and extensions, then what comes in, then what goes out. */
function behindHead(content: readonly PrintedNode[], direction: Direction): number {
  const before = ['documentation', 'extensionElements', 'incoming', ...(direction === 'outgoing' ? ['outgoing'] : [])];
  return content.findLastIndex((node) => typeof node === 'object' && 'attributes' in node && before.includes(localName(node))) + 1;
}

function directionOf(node: PrintedNode): Direction | null {
  if (typeof node === 'string' || !('attributes' in node)) return null;
  const name = localName(node);
  return isDirection(name) ? name : null;
}

function isDirection(name: string): name is Direction {
  return name === 'incoming' || name === 'outgoing';
}

function localName({ name }: PrintedElement): string {
  return name.slice(name.indexOf(':') + 1);
}
