import type { XmlElement } from '@plinth/xml-document';
import type { Finding } from '../model/finding.ts';
import { bpmnNamespace, plinthNamespace } from './bpmn-document.ts';
import { MessageFlows, messagePathsIn } from './message-flows.ts';
import { type Vendor, vendors } from './vendor-extensions.ts';

/** A document's elements by id, and the findings that reading them brings. */
export class ElementIndex {
  readonly findings: Finding[] = [];
  /** The default of the document's expressions, where it is not FEEL and not XPath, which tools write whatever is meant. */
  readonly language: string | null;
  /** The prefix of Plinth's own attributes; null where the document declares none. */
  readonly plinthPrefix: string | null;
  /** Those of other engines, some of whose attributes mean the same. */
  readonly vendorPrefixes: ReadonlyMap<string, Vendor>;
  /** What associations lead to, by what they come from; they may stand at another level than the elements. */
  readonly associations = new Map<string, string>();
  readonly messageFlows = new MessageFlows((id) => this.find(id));
  /** Of messages with correlation properties, by message and property. */
  readonly messagePaths: ReadonlyMap<string, ReadonlyMap<string, XmlElement>>;
  /** Correlation properties that stand in keys of conversations. */
  readonly conversationProperties = new Set<string>();
  /** Of processes with correlation subscriptions, once they were asked for. */
  readonly bindings = new Map<XmlElement, ReadonlyMap<string, XmlElement>>();
  readonly #byId = new Map<string, XmlElement>();
  /** The process that each element stands in. */
  readonly #processes = new Map<XmlElement, XmlElement>();

  constructor(root: XmlElement) {
    const { expressionLanguage } = root.attributes;
    this.language =
      expressionLanguage === undefined || isFeel(expressionLanguage) || isXPath(expressionLanguage) ? null : expressionLanguage;
    this.plinthPrefix = prefixOf(root, plinthNamespace);
    this.vendorPrefixes = new Map(
      Object.entries(root.attributes).flatMap(([name, value]) => {
        const vendor = name.startsWith('xmlns:') ? vendors[value] : undefined;
        return vendor === undefined ? [] : [[name.slice('xmlns:'.length), vendor] as const];
      }),
    );
    this.messagePaths = messagePathsIn(root);
    const visit = (element: XmlElement, process: XmlElement | null) => {
      if (process !== null) this.#processes.set(element, process);
      if (element.namespace === bpmnNamespace && element.name === 'messageFlow') this.messageFlows.add(element);
      if (element.namespace === bpmnNamespace && element.attributes.id !== undefined) this.#byId.set(element.attributes.id, element);
      if (element.namespace === bpmnNamespace && element.name === 'association') {
        const { sourceRef = '', targetRef = '' } = element.attributes;
        this.associations.set(localReference(sourceRef), localReference(targetRef));
      }
      if (element.namespace === bpmnNamespace && element.name === 'correlationKey')
        for (const { name, text } of element.children)
          if (name === 'correlationPropertyRef') this.conversationProperties.add(localReference(text));
      const within = element.namespace === bpmnNamespace && element.name === 'process' ? element : process;
      for (const child of element.children) visit(child, within);
    };
    visit(root, null);
  }

  /** The process that an element stands in; null for what stands in none. */
  processOf(element: XmlElement): XmlElement | null {
    return this.#processes.get(element) ?? null;
  }

  find(id: string): XmlElement | null {
    return this.#byId.get(id) ?? null;
  }

  /** The id that a reference means, or null with a finding where nothing of the given kinds has it. */
  refer(element: XmlElement, reference: string, kinds: readonly string[]): string | null {
    const id = localReference(reference);
    const target = this.#byId.get(id);
    if (target !== undefined && (kinds.length === 0 || kinds.includes(target.name))) return id;
    const what = target === undefined ? 'is nowhere in the document' : `is ${target.name}, not ${kinds.join(' or ')}`;
    this.note(element, 'error', 'missing-reference', `it refers to ${reference}, which ${what}`);
    return null;
  }

  note(element: XmlElement, severity: Finding['severity'], code: Finding['code'], message: string): void {
    const { id = `<${element.name}>` } = element.attributes;
    this.findings.push({ element: id, type: element.name, severity, code, message, line: element.line, column: element.column });
  }
}

function prefixOf(root: XmlElement, namespace: string): string | null {
  const declaration = Object.entries(root.attributes).find(([name, value]) => name.startsWith('xmlns:') && value === namespace);
  return declaration?.[0].slice('xmlns:'.length) ?? null;
}

/** Whether a language is FEEL, in any of its versions. */
export function isFeel(language: string): boolean {
  return /feel/i.test(language);
}

function isXPath(language: string): boolean {
  return /xpath/i.test(language);
}

/** A reference without the prefix of its namespace. */
export function localReference(reference: string): string {
  const trimmed = reference.trim();
  return trimmed.slice(trimmed.lastIndexOf(':') + 1);
}
