import type { XmlDocument, XmlElement } from '@plinth/xml-document';
import type { Finding } from '../model/finding.ts';
import { bpmnNamespace } from '../xml/bpmn-document.ts';

/** Gathers findings about elements, which are named by their ids and found in the document for their places. */
export class Report {
  readonly findings: Finding[];
  readonly #elements = new Map<string, XmlElement>();

  constructor({ root }: XmlDocument, findings: readonly Finding[]) {
    this.findings = [...findings];
    const visit = (element: XmlElement) => {
      const { id, sourceRef, targetRef } = element.attributes;
      if (element.namespace === bpmnNamespace) this.#elements.set(id ?? `${sourceRef}→${targetRef}`, element);
      for (const child of element.children) visit(child);
    };
    visit(root);
  }

  /** The same of an element itself, which may have no id. */
  at({ name: type, attributes, line, column }: XmlElement, severity: Finding['severity'], code: Finding['code'], message: string): void {
    this.findings.push({ element: attributes.id ?? `<${type}>`, type, severity, code, message, line, column });
  }

  /** What an element of the document says of itself; undefined where it does not. */
  attribute(element: string, name: string): string | undefined {
    return this.#elements.get(element)?.attributes[name]?.trim();
  }

  childNames(element: string): readonly string[] {
    return (this.#elements.get(element)?.children ?? []).map(({ name }) => name);
  }

  hasError(element: string): boolean {
    return this.findings.some((finding) => finding.element === element && finding.severity === 'error');
  }

  add(element: string, severity: Finding['severity'], code: Finding['code'], message: string): void {
    const { name: type = '', line = 0, column = 0 } = this.#elements.get(element) ?? {};
    this.findings.push({ element, type, severity, code, message, line, column });
  }
}
